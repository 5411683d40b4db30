"""The values of a measure page as CSV: UTF-8 with its mark, comma, point as decimal mark, ISO dates.

Of figures from a ledger the last column is the anchor of where it stood, the same in each line: a foot would be no line of the table.
"""

import csv
from datetime import date
from io import StringIO

from groundswell.domain.measurement.exact import Exact
from groundswell.reports.measure_page import MeasurePage
from groundswell.reports.writing.cells import Cell, cells, heads, neutral


def values_csv(page: MeasurePage) -> bytes:
    """One line a period, in order of time. Numbers stay numbers (−5 is ``-5``), texts cannot become formulas."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    anchor = page.record.anchor
    last = [page.words.text("twin.anchor")] if anchor else []
    writer.writerow([neutral(head) for head in (*heads(page), *last)])
    for row in page.rows:
        writer.writerow([*(written(cell) for cell in cells(page, row)), *([anchor] if anchor else [])])
    return out.getvalue().encode("utf-8-sig")


def written(cell: Cell) -> str:
    """A cell as it stands in the file."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return repr(cell)
    return str(cell) if isinstance(cell, Exact) else neutral(cell)
