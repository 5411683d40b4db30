"""The values of a measure page as CSV: UTF-8 with its mark, comma, point as decimal mark, ISO dates."""

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
    writer.writerow([neutral(head) for head in heads(page.words)])
    for row in page.rows:
        writer.writerow([written(cell) for cell in cells(page, row)])
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
