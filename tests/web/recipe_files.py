"""Scorecards of the harbour council for tests of recipes: one month, the next, with more rows and columns, under other names."""

import io
from collections.abc import Sequence

import xlsxwriter

HEADS = ("Indicator", "Unit", "Last year", "Target", "RAG")
MONTHS = ("Apr 2026", "May 2026", "Jun 2026", "Jul 2026", "Aug 2026", "Sep 2026")
ROWS = (
    ("Calls answered", "%", 71, 80, "Red", (75.6, 77.8, 71.7, 77.1, 78.7, 76.9)),
    ("Ferries leaving on time", "%", 90, 92, "Amber", (90.9, 89.5, 88.1, 92.2, 92.5, 91.6)),
    ("Berth wait", "hrs", 5, 4, "Green", (5.1, 5.2, 5.3, 5.0, 4.7, 6.0)),
    ("Checks by the harbour master", "no.", 12, 10, "Green", (11, 12, 10, 9, 14, 13)),
)
MORE = (
    ("Near misses reported", "no.", 20, 18, "Red", (19, 21, 16, 16, 25, 20)),
    ("Cargo calls", "no.", 46, 48, "Green", (46, 47, 44, 41, 43, 41)),
)


def sheet(
    rows: Sequence[tuple[object, ...]], months: Sequence[str] = MONTHS, heads: Sequence[str] = HEADS, name: str = "Sep 26", notes: str = ""
) -> bytes:
    """The harbour's scorecard: names and unit, months, then what stands beside."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    page = book.add_worksheet(name)
    page.write(0, 0, "MARRAM HARBOUR COUNCIL: PERFORMANCE SCORECARD")
    page.write_row(2, 0, [*heads[:2], *([notes] if notes else []), *months, *heads[2:]])
    for at, row in enumerate(rows, start=3):
        figures = [*row[5], *[row[5][-1]] * (len(months) - 6)]
        page.write_row(at, 0, [*row[:2], *(["as told"] if notes else []), *figures, *row[2:5]])
    book.close()
    return kept.getvalue()


def rename(rows: Sequence[tuple[object, ...]], **named: str) -> list[tuple[object, ...]]:
    """The rows under other names."""
    return [(named.get(str(row[0]).replace(" ", "_"), row[0]), *row[1:]) for row in rows]
