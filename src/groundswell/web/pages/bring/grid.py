"""A window of somebody's sheet, ready to be drawn: their rows and columns, painted with how they were read."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from groundswell.engine.sources.workbook import CellError, CellValue, Sheet, Uncalculated, a1, column_name
from groundswell.words import Words

ROWS = 120
COLUMNS = 40
LONGEST_TEXT = 300
SPILLING = 18
"""A text longer than this runs on over the empty cells beside it, as a spreadsheet shows it."""

Painter = Callable[[int, int], tuple[str, str]]
"""How the cell at (row, column) was read, and why, in words."""

NUMBER_PAINTS = frozenset({"figure", "missing", "problem", "period"})


@dataclass(frozen=True, slots=True)
class Window:
    """The part of a sheet that one page shows; rows and columns from 0, ends excluded."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def a1(self) -> str:
        """As people write it: ``A1:AN120``."""
        return f"{a1(self.top, self.left)}:{a1(self.bottom - 1, self.right - 1)}"


@dataclass(frozen=True, slots=True)
class Step:
    """A link to a neighbouring window."""

    direction: str
    top: int
    left: int
    a1: str


@dataclass(frozen=True, slots=True)
class GridCell:
    """One painted cell; ``spans`` columns where its text runs on or cells are merged."""

    row: int
    column: int
    text: str
    paint: str
    numeric: bool = False
    spans: int = 1
    tall: int = 1
    reason: str = ""

    @property
    def address(self) -> str:
        """``F10``."""
        return a1(self.row, self.column)

    @property
    def css(self) -> str:
        """Classes: the paint, and the end alignment of figures."""
        return f"p-{self.paint} num" if self.numeric else f"p-{self.paint}"


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row of the window."""

    row: int
    cells: tuple[GridCell, ...]
    hidden: bool = False

    @property
    def number(self) -> int:
        """As the spreadsheet counts it."""
        return self.row + 1


@dataclass(frozen=True, slots=True)
class RoleSpan:
    """Neighbouring columns read the same way: one button over them."""

    first: int
    last: int
    role: str
    text: str
    says: str

    @property
    def columns(self) -> int:
        """How many columns of the window it stands over."""
        return self.last - self.first + 1


@dataclass(frozen=True, slots=True)
class Letter:
    """The head of a column."""

    column: int
    text: str
    hidden: bool


def window_of(sheet: Sheet, top: int, left: int) -> Window:
    """The window that begins near there, kept inside the sheet."""
    height, width = max(len(sheet.rows), 1), max(sheet.width, 1)
    top = min(max(top, 0), height - 1) // ROWS * ROWS
    left = min(max(left, 0), width - 1) // COLUMNS * COLUMNS
    return Window(top, left, min(top + ROWS, height), min(left + COLUMNS, width))


def steps_around(sheet: Sheet, window: Window) -> list[Step]:
    """Where else one can look: up, down, to either side."""
    wanted = (
        ("up", window.top - ROWS, window.left),
        ("down", window.bottom, window.left),
        ("before", window.top, window.left - COLUMNS),
        ("after", window.top, window.right),
    )
    height, width = len(sheet.rows), sheet.width
    return [Step(name, top, left, window_of(sheet, top, left).a1) for name, top, left in wanted if 0 <= top < height and 0 <= left < width]


def letters_of(sheet: Sheet, window: Window) -> list[Letter]:
    """A, B, C … of the window."""
    return [Letter(column, column_name(column), column in sheet.hidden_columns) for column in range(window.left, window.right)]


def rows_of(sheet: Sheet, window: Window, paint: Painter, words: Words) -> list[GridRow]:
    """The window's rows; cells under a merge that begins in the window are drawn with its first cell."""
    shown = [merge for merge in sheet.merges if window.top <= merge.top < window.bottom and window.left <= merge.left < window.right]
    starts = {(merge.top, merge.left): merge for merge in shown}
    covered = {
        (row, column) for merge in shown for row in range(merge.top, merge.bottom + 1) for column in range(merge.left, merge.right + 1)
    }
    covered -= starts.keys()
    rows = []
    for row in range(window.top, window.bottom):
        cells: list[GridCell] = []
        column = window.left
        while column < window.right:
            if (row, column) in covered:
                column += 1
                continue
            cell = _cell(sheet, (row, column), paint, words)
            merge = starts.get((row, column))
            if merge is not None:
                cell = replace(cell, spans=min(merge.right + 1, window.right) - column, tall=min(merge.bottom + 1, window.bottom) - row)
            elif cell.paint == "out" and len(cell.text) > SPILLING:
                cell = replace(cell, spans=_room(sheet, (row, column), window.right, paint, covered))
            cells.append(cell)
            column += cell.spans
        rows.append(GridRow(row, tuple(cells), row in sheet.hidden_rows))
    return rows


def _cell(sheet: Sheet, place: tuple[int, int], paint: Painter, words: Words) -> GridCell:
    row, column = place
    value = sheet.cell(row, column)
    kind, reason = paint(row, column)
    return GridCell(row, column, cell_text(value, place in sheet.percent, words), kind, _is_number(value, kind), reason=reason)


def _room(sheet: Sheet, place: tuple[int, int], end: int, paint: Painter, covered: AbstractSet[tuple[int, int]]) -> int:
    """How many columns a left-out text may run over: its own and the empty left-out ones beside it."""
    row, column = place
    last = column + 1
    while last < end and sheet.cell(row, last) is None and (row, last) not in covered and paint(row, last)[0] in ("out", "empty"):
        last += 1
    return last - column


def _is_number(value: CellValue, paint: str) -> bool:
    return paint in NUMBER_PAINTS or (isinstance(value, (int, float)) and not isinstance(value, bool))


def cell_text(value: CellValue, percent: bool, words: Words) -> str:
    """What the cell shows, as near to the spreadsheet as it can be told; never more than 300 characters."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case CellError():
            return value.code
        case Uncalculated():
            return value.formula[:LONGEST_TEXT]
        case datetime():
            shown = words.day(value.date())
            return shown if value.time() == time() else f"{shown} {value:%H:%M}"
        case date():
            return words.day(value)
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            return str(value)
        case int() | float():
            return _percent_text(value) if percent else repr(value)
        case _:
            return str(value)[:LONGEST_TEXT]


def _percent_text(value: int | float) -> str:
    """0.05 under a percentage format shows as 5%; the figure itself is not rescaled."""
    return f"{value * 100:.10g}%"


def role_spans(roles: Sequence[str], window: Window, text: Callable[[str, int, int], tuple[str, str]]) -> list[RoleSpan]:
    """One button for each run of neighbouring columns with one role; ``text(role, first, last)`` words it."""
    spans: list[RoleSpan] = []
    start = window.left
    for column in range(window.left, window.right + 1):
        role = roles[start] if start < len(roles) else "left_out"
        here = roles[column] if column < len(roles) else "left_out"
        if column == window.right or here != role:
            shown, says = text(role, start, column - 1)
            spans.append(RoleSpan(start, column - 1, role, shown, says))
            start = column
    return spans
