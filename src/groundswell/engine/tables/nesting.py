"""Labels that are set in below others: how far, and under which they stand."""

from groundswell.engine.proposal import Role, TableReading
from groundswell.engine.sources.workbook import Sheet
from groundswell.engine.tables.grid import blank, text_of

STEP = 3
"""Blanks that people type for one step of a cell's own indentation."""
FEWEST_BLANKS = 2
"""A single blank before a label is a slip of the hand."""
_NO_PARENT = frozenset({Role.LEFT_OUT, Role.NOTE, Role.HEAD})


def indent(sheet: Sheet, row: int, column: int) -> int:
    """How far a label is set in: blanks before it, and the steps of its cell's own indentation, in blanks."""
    value = sheet.cell(row, column)
    blanks = len(value) - len(value.lstrip(" \t\u00a0")) if isinstance(value, str) else 0
    return blanks + STEP * sheet.indents.get((row, column), 0)


def parents(sheet: Sheet, table: TableReading, column: int) -> dict[int, tuple[str, ...]]:
    """By row, the labels with figures of their own under which the row's label is set in, outermost first.

    A heading without figures opens a section and is none of these; a row that is left out holds nothing.
    """
    out: dict[int, tuple[str, ...]] = {}
    above: list[tuple[int, str]] = []
    for row in range(table.first, table.last + 1):
        reading = table.rows.get(row)
        if reading is not None and reading.role is Role.SECTION:
            above.clear()
        value = sheet.cell(row, column)
        if blank(value) or (reading is not None and (reading.role in _NO_PARENT or reading.role is Role.SECTION)):
            continue
        steps = indent(sheet, row, column)
        while above and steps - above[-1][0] < FEWEST_BLANKS:
            above.pop()
        if above:
            out[row] = tuple(text for _, text in above)
        above.append((steps, text_of(value)))
    return out
