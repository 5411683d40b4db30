"""The reading painted on the sheet as people know it: what each cell was taken for. The same roles that the figures are read by."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from groundswell.engine.numbers import Refused, clock_of, read_number
from groundswell.engine.proposal import ColumnReading, Proposal, Reason, Role, RowReading, TableReading
from groundswell.engine.sources.workbook import CellValue, Workbook, a1
from groundswell.engine.tables.grid import Grid
from groundswell.errors import Problem


class Paint(StrEnum):
    """One look of a cell. OTHER: read and kept beside the figures (owner, RAG, comment)."""

    EMPTY = "empty"
    NAME = "name"
    UNIT = "unit"
    PERIOD = "period"
    FIGURE = "figure"
    MISSING = "missing"
    LEFT_OUT = "left_out"
    PROBLEM = "problem"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PaintedCell:
    """A cell's paint, and where it is left out the reason (or, for a problem, its code)."""

    paint: Paint
    reason: str = ""


WORTH_KNOWING = frozenset(
    {"assumed_year_start", "break_proposed", "target_not_a_number", "times_read", "total_does_not_add_up", "words_left_out"}
)
"""Problems with a place that take nothing away from the figure there."""
_COLUMN_PAINT = {
    Role.PERIOD: Paint.PERIOD,
    Role.YEAR: Paint.PERIOD,
    Role.PERIOD_PART: Paint.PERIOD,
    Role.MEASURE: Paint.NAME,
    Role.ORG_UNIT: Paint.NAME,
    Role.CODE: Paint.NAME,
    Role.CATEGORY: Paint.NAME,
    Role.MEASUREMENT_UNIT: Paint.UNIT,
    Role.COMMENT: Paint.OTHER,
    Role.STATUS: Paint.OTHER,
    Role.OWNER: Paint.OTHER,
    Role.DIRECTION: Paint.OTHER,
    Role.ATTRIBUTE: Paint.OTHER,
}
_FIGURES = (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR, Role.TARGET)


def paint(
    workbook: Workbook, proposal: Proposal, sheet_index: int, rows: range, columns: range, problems: Iterable[Problem] = ()
) -> list[list[PaintedCell]]:
    """The cells of a window of a sheet, painted, row by row. ``problems`` (an intake's) mark the cells that need a person.

    While a question is open its table is painted with the roles that an answer would give (its draft).
    """
    sheet = workbook.sheets[sheet_index]
    grid = Grid(sheet)
    reading = proposal.sheets[sheet_index]
    tables = [(table, {column.index: column for column in table.columns}) for table in (*reading.tables, *reading.drafts)]
    marked = {p.place.cell: p.code for p in problems if p.place.sheet == sheet.name and p.place.cell and p.code not in WORTH_KNOWING}
    nothing: tuple[TableReading | None, dict[int, ColumnReading]] = (None, {})

    def cell(row: int, column: int) -> PaintedCell:
        if grid.value(row, column) is not None and any(region.holds(row, column) for region in reading.aside):
            return PaintedCell(Paint.LEFT_OUT, Reason.CHOSEN.value)
        if grid.value(row, column) is not None and any(block.region.holds(row, column) for block in reading.pivots):
            return PaintedCell(Paint.LEFT_OUT, Reason.DERIVED.value)
        table, by_column = next((one for one in tables if one[0].region.holds(row, column)), nothing)
        return _cell(grid, table, by_column, marked, row, column)

    return [[cell(row, column) for column in columns] for row in rows]


def _cell(
    grid: Grid, table: TableReading | None, by_column: dict[int, ColumnReading], marked: dict[str, str], row: int, column: int
) -> PaintedCell:
    value = grid.value(row, column)
    code = marked.get(a1(row, column)) if marked else None
    if code is not None:
        return PaintedCell(Paint.PROBLEM, code)
    if table is None:
        return PaintedCell(Paint.EMPTY) if value is None else PaintedCell(Paint.LEFT_OUT, Reason.NOTE.value)
    if value is None and row not in table.head_rows and not (row < grid.height and grid.filled(row)):
        return PaintedCell(Paint.EMPTY)
    reading = by_column.get(column)
    if row in table.head_rows:
        return _head(value if value is not None else grid.spread(row, column), reading)
    if not table.first <= row <= table.last:
        return PaintedCell(Paint.EMPTY) if value is None else PaintedCell(Paint.LEFT_OUT, Reason.NOTE.value)
    return _body(grid, value, reading, table.rows.get(row))


def _head(value: CellValue, reading: ColumnReading | None) -> PaintedCell:
    if value is None:
        return PaintedCell(Paint.EMPTY)
    if reading is not None and reading.role in (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR):
        timed = reading.span is not None or reading.year is not None or reading.part is not None
        return PaintedCell(Paint.PERIOD if timed else Paint.NAME)
    return PaintedCell(Paint.LEFT_OUT, Reason.HEAD.value)


def _body(grid: Grid, value: CellValue, reading: ColumnReading | None, row: RowReading | None) -> PaintedCell:
    if row is not None and row.role is Role.SECTION and value is not None:
        return PaintedCell(Paint.NAME)
    if row is not None and row.role in (Role.LEFT_OUT, Role.NOTE, Role.HEAD):
        return PaintedCell(Paint.EMPTY) if value is None else PaintedCell(Paint.LEFT_OUT, (row.reason or Reason.NOTE).value)
    if reading is None:
        return PaintedCell(Paint.EMPTY) if value is None else PaintedCell(Paint.LEFT_OUT, Reason.NOTE.value)
    if reading.role in _FIGURES:
        return _figure(grid, value, reading)
    if value is None:
        return PaintedCell(Paint.EMPTY)
    if reading.role is Role.LEFT_OUT:
        return PaintedCell(Paint.LEFT_OUT, (reading.reason or Reason.LABEL).value)
    return PaintedCell(_COLUMN_PAINT[reading.role])


def _figure(grid: Grid, value: CellValue, reading: ColumnReading) -> PaintedCell:
    if value is None:
        return PaintedCell(Paint.EMPTY if reading.role is Role.TARGET else Paint.MISSING)
    kind = grid.kind(value)
    if kind in ("number", "clock") and isinstance(value, str):
        read = read_number(value, reading.decimal_mark, clock_of(f"{reading.head} {reading.unit}"))
        if isinstance(read, Refused):
            return PaintedCell(Paint.PROBLEM, read.code)
    if kind in ("mark", "blank"):
        return PaintedCell(Paint.MISSING)
    if kind not in ("number", "clock"):
        return PaintedCell(Paint.OTHER) if reading.role is Role.TARGET else PaintedCell(Paint.PROBLEM, "not_a_number")
    return PaintedCell(Paint.FIGURE)
