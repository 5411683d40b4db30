"""A window of somebody's sheet, ready to be drawn: their rows and columns, painted with how they were read."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from html import escape

from django.utils.safestring import SafeString

from groundswell.engine.sources.workbook import CellError, CellValue, Merge, Sheet, Uncalculated, a1, column_name
from groundswell.web.drawn import drawn
from groundswell.words import Words

ROWS = 60
COLUMNS = 30
LONGEST_TEXT = 300
SPILLING = 18
"""A text longer than this runs on over the empty cells beside it, as a spreadsheet shows it."""
SHOWN_TEXT = (96, 64, 44, 32, 24, 16)
"""Bytes of a cell's text that a window shows, as many as fit into TEXT_BYTES over all its cells; choosing the cell shows all of it."""
TEXT_BYTES = 45_000
NARROWEST, WIDEST = 5, 24
"""Letters that a column is wide."""
BESIDE_NUMBERS = 14
LOOKED_AT = 200_000
"""Cells of a sheet that its columns' widths are judged by; beyond, every so many rows."""

Painter = Callable[[int, int], tuple[str, bool]]
"""How the cell at (row, column) was read, and whether that is unsure."""

NUMBER_PAINTS = frozenset({"figure", "missing", "problem", "period"})
"""Paints whose cells end like numbers by the style sheet alone."""


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
    unsure: bool = False

    @property
    def address(self) -> str:
        """``F10``."""
        return a1(self.row, self.column)

    @property
    def css(self) -> str:
        """Classes: the paint (an empty cell has none), the end alignment of other numbers, and the mark of an unsure reading."""
        named = [] if self.paint == "empty" else [f"p-{self.paint}"]
        if self.numeric and self.paint not in NUMBER_PAINTS:
            named.append("num")
        if self.unsure:
            named.append("unsure")
        return " ".join(named)

    def markup(self, needs: str, chosen: str) -> str:
        """The cell as HTML, escaped. ``needs``: what a cell that needs a hand says to those who hear the page; empty: nothing.
        ``chosen``: the address of the cell that is asked about.

        A window has 1,800 of them, and a template takes ten times as long over each.
        """
        address = self.address
        css = f"{self.css} chosen" if address == chosen else self.css
        css = f' class="{css}"' if css else ""
        spans = f' colspan="{self.spans}"' if self.spans > 1 else ""
        tall = f' rowspan="{self.tall}"' if self.tall > 1 else ""
        text = escape(self.text)
        if text and self.paint == "missing":
            text = f"<span>{text}</span>"
        if needs and self.paint == "problem":
            text += f'<i class="vh"> {escape(needs)}</i>'
        return f'<td{css}{spans}{tall} id="cell-{address}">{text}</td>'


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

    def markup(self, needs: str, chosen: str) -> SafeString:
        """All its cells as HTML."""
        return drawn("".join([cell.markup(needs, chosen) for cell in self.cells]))


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
    """The window that begins there, kept inside the sheet."""
    height, width = max(len(sheet.rows), 1), max(sheet.width, 1)
    top, left = min(max(top, 0), height - 1), min(max(left, 0), width - 1)
    return Window(top, left, min(top + ROWS, height), min(left + COLUMNS, width))


def window_around(sheet: Sheet, row: int, column: int) -> Window:
    """The window, of those that follow each other from A1, that holds the cell; the last one for a cell beyond the sheet."""
    row, column = min(row, max(len(sheet.rows), 1) - 1), min(column, max(sheet.width, 1) - 1)
    return window_of(sheet, row // ROWS * ROWS, column // COLUMNS * COLUMNS)


def steps_around(sheet: Sheet, window: Window) -> list[Step]:
    """Where else one can look: up, down, to either side."""
    wanted = (
        ("up", window.top > 0, max(window.top - ROWS, 0), window.left),
        ("down", window.bottom < len(sheet.rows), window.bottom, window.left),
        ("before", window.left > 0, window.top, max(window.left - COLUMNS, 0)),
        ("after", window.right < sheet.width, window.top, window.right),
    )
    return [Step(name, top, left, window_of(sheet, top, left).a1) for name, there, top, left in wanted if there]


def widths_of(sheet: Sheet, words: Words) -> list[int]:
    """How many letters each column of a sheet is wide: its longest number, and its texts as far as they do not run on over empty cells.

    Where a column holds numbers, a longer text is cut: heads stand over many of them.
    """
    numbers, texts, above = [0] * sheet.width, [0] * sheet.width, [1] * sheet.width
    every = max(1, len(sheet.rows) * max(sheet.width, 1) // LOOKED_AT)
    for cells in sheet.rows[::every]:
        for column, value in enumerate(cells):
            kind = type(value)
            if kind is int:
                if not 0 <= value < above[column]:  # type: ignore[operator]
                    numbers[column] = max(numbers[column], len(str(value)))
                    above[column] = 10 ** numbers[column]
            elif kind is str:
                long = len(value)  # type: ignore[arg-type]
                if long > texts[column] and (long <= WIDEST or (column + 1 < len(cells) and cells[column + 1] is not None)):
                    texts[column] = long
            elif value is not None:
                numbers[column] = max(numbers[column], len(repr(value) if kind is float else cell_text(value, False, words)))
    longest = [max(number, min(text, BESIDE_NUMBERS)) if number else text for number, text in zip(numbers, texts, strict=True)]
    return [min(max(NARROWEST, long), WIDEST) for long in longest]


def as_runs(widths: Sequence[int]) -> str:
    """Widths as a script reads them, alike neighbours together: ``12 8x498``."""
    runs: list[list[int]] = []
    for width in widths:
        if runs and runs[-1][0] == width:
            runs[-1][1] += 1
        else:
            runs.append([width, 1])
    return " ".join(str(width) if times == 1 else f"{width}x{times}" for width, times in runs)


def letters_of(sheet: Sheet, window: Window) -> list[Letter]:
    """A, B, C … of the window."""
    return [Letter(column, column_name(column), column in sheet.hidden_columns) for column in range(window.left, window.right)]


def rows_of(sheet: Sheet, window: Window, paint: Painter, words: Words) -> list[GridRow]:
    """The window's rows; what the window shows of a merge is drawn as one cell. Long texts are cut so that a window stays small."""
    starts = {(max(one.top, window.top), max(one.left, window.left)): one for one in sheet.merges if _shows(window, one)}
    covered = {place for start, merge in starts.items() for place in _under(start, merge, window)} - starts.keys()
    rows = []
    for row in range(window.top, window.bottom):
        cells: list[GridCell] = []
        column = window.left
        while column < window.right:
            if (row, column) in covered:
                column += 1
                continue
            merge = starts.get((row, column))
            cell = _cell(sheet, (row, column), merge, paint, words)
            if merge is not None:
                cell = replace(cell, spans=min(merge.right + 1, window.right) - column, tall=min(merge.bottom + 1, window.bottom) - row)
            elif cell.paint == "out" and len(cell.text) > SPILLING:
                cell = replace(cell, spans=_room(sheet, (row, column), window.right, paint, covered))
            cells.append(cell)
            column += cell.spans
        rows.append(GridRow(row, tuple(cells), row in sheet.hidden_rows))
    return _cut(rows)


def _shows(window: Window, merge: Merge) -> bool:
    return merge.top < window.bottom and merge.bottom >= window.top and merge.left < window.right and merge.right >= window.left


def _under(start: tuple[int, int], merge: Merge, window: Window) -> list[tuple[int, int]]:
    """The cells of a merge that the window shows."""
    rows, columns = range(start[0], min(merge.bottom + 1, window.bottom)), range(start[1], min(merge.right + 1, window.right))
    return [(row, column) for row in rows for column in columns]


def _cell(sheet: Sheet, place: tuple[int, int], merge: Merge | None, paint: Painter, words: Words) -> GridCell:
    """A cell; one that shows a merge begun outside the window has the text of its first cell."""
    row, column = place if merge is None else (merge.top, merge.left)
    value = sheet.cell(row, column)
    kind, unsure = paint(row, column) if merge is None or place == (row, column) else ("merged", False)
    return GridCell(*place, cell_text(value, (row, column) in sheet.percent, words), kind, _is_number(value, kind), unsure=unsure)


def _cut(rows: list[GridRow]) -> list[GridRow]:
    """The rows with the longest texts that all fit; a cell over several columns may hold as many times more."""
    cells = [cell for row in rows for cell in row.cells if cell.text]
    for most in SHOWN_TEXT:
        if sum(min(_bytes(cell.text), most * cell.spans) for cell in cells) <= TEXT_BYTES:
            break
    return [replace(row, cells=tuple(_shortened(cell, most * cell.spans) for cell in row.cells)) for row in rows]


def _shortened(cell: GridCell, most: int) -> GridCell:
    """A number is never cut: a part of one is another number."""
    if len(cell.text) * 6 <= most or (cell.numeric and len(cell.text) <= WIDEST) or _bytes(cell.text) <= most:
        return cell
    kept, used = [], 3
    for letter in cell.text:
        used += _bytes(letter)
        if used > most:
            break
        kept.append(letter)
    return replace(cell, text="".join(kept).rstrip() + "…")


def _bytes(text: str) -> int:
    """Bytes of a text on a page."""
    return len(text) if text.isascii() and text.isalnum() else len(escape(text).encode())


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
