"""A sheet as the finders see it: values with merged ranges spread, and what kind of thing each cell holds."""

import re
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from groundswell.engine.numbers import NumberRead, decimal_evidence, is_lone_status, is_state, read_number
from groundswell.engine.sources.workbook import CellError, CellValue, Merge, Sheet, Uncalculated

LOOK_ROWS = 400
"""Body rows that a column's nature is judged by; what each cell says is judged cell by cell when it is read."""

FIGURE_KINDS = ("number", "mark", "error", "clock")
"""Kinds of cells that stand under the head of figures."""
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"\d{1,5}:[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?")


def blank(value: CellValue) -> bool:
    """Nothing, or only white space."""
    return value is None or (type(value) is str and not value.strip())


def text_of(value: CellValue) -> str:
    """A cell as a label: text without its outer blanks and line breaks, whole numbers and dates as people write them."""
    if value is None:
        return ""
    if type(value) is str:
        return value if value.isalnum() else " ".join(value.split())
    if isinstance(value, (CellError, Uncalculated)):
        return ""
    return str(value)


@dataclass(slots=True)
class Grid:
    """A sheet with its merges at hand. ``above``: titles that stand over it and are not on it, nearest first."""

    sheet: Sheet
    above: tuple[str, ...] = ()
    height: int = 0
    width: int = 0
    _spread: dict[tuple[int, int], Merge] = field(default_factory=dict)
    _figures: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.height, self.width = len(self.sheet.rows), self.sheet.width
        for merge in self.sheet.merges:
            if (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1) > 20_000:
                continue
            for row in range(merge.top, min(merge.bottom, self.height - 1) + 1):
                for column in range(merge.left, merge.right + 1):
                    self._spread[row, column] = merge

    def value(self, row: int, column: int) -> CellValue:
        """The cell's own value."""
        return self.sheet.cell(row, column)

    def spread(self, row: int, column: int) -> CellValue:
        """The cell's value, or that of the merged range it lies in."""
        merge = self._spread.get((row, column))
        return self.sheet.cell(row, column) if merge is None else self.sheet.cell(merge.top, merge.left)

    def merge_at(self, row: int, column: int) -> Merge | None:
        """The merged range that holds this cell."""
        return self._spread.get((row, column))

    def filled(self, row: int) -> list[int]:
        """Columns of the row's filled cells."""
        return [column for column, value in enumerate(self.sheet.rows[row]) if not blank(value)]

    def text(self, row: int, column: int) -> str:
        return text_of(self.sheet.cell(row, column))

    def is_percent(self, row: int, column: int) -> bool:
        """Whether a cell is shown as a percentage: by its number format, or by its text."""
        return (row, column) in self.sheet.percent or self.text(row, column).endswith("%")

    def kind(self, value: CellValue) -> str:
        """ "blank", "number", "mark" (a known sign for no figure), "text", "date", "clock" (2:30), "error" or "other"."""
        if value is None:
            return "blank"
        kind = type(value)
        if kind is int or kind is float:
            return "number"
        if kind is str:
            found = self._figures.get(value)  # type: ignore[arg-type]
            if found is None:
                found = self._figures[value] = _text_kind(value)  # type: ignore[index,arg-type]
            return found
        if isinstance(value, date):
            return "date"
        if isinstance(value, (time, timedelta)):
            return "clock" if isinstance(value, time) else "number"
        return "error" if isinstance(value, (CellError, Uncalculated)) else "other"


def _text_kind(text: str) -> str:
    if not text.strip():
        return "blank"
    if not _DIGIT.search(text) and len(text) > 24:
        return "text"
    if text.isascii() is False and not any(c.isdecimal() for c in text) and len(text.strip()) > 3:
        return "mark" if is_state(text) else "text"
    if is_lone_status(text):
        return "text"
    if _CLOCK.fullmatch(text.strip()):
        return "clock"
    evidence = decimal_evidence(text)
    read = read_number(text, "." if evidence in (None, "?") else evidence)
    if isinstance(read, NumberRead):
        return "number" if read.value is not None or read.bound is not None else "mark"
    return "text"


@dataclass(slots=True)
class ColumnLook:
    """What a column's body holds, judged by its first rows: counts of kinds, and its distinct texts."""

    filled: int = 0
    numbers: int = 0
    marks: int = 0
    texts: int = 0
    dates: int = 0
    errors: int = 0
    codes: int = 0
    longest: int = 0
    blanks: int = 0
    clocks: int = 0
    """Of the texts, those that are lengths of time or times of day."""
    values: dict[str, int] = field(default_factory=dict)

    @property
    def is_figures(self) -> bool:
        """Numbers, with at most a few words among them; marks alone are no evidence of figures."""
        words = self.texts + self.dates
        return self.numbers + self.errors > 0 and words * 10 <= self.numbers + self.errors and self.codes * 2 <= max(self.numbers, 1)

    @property
    def distinct(self) -> int:
        return len(self.values)


_CODE = re.compile(r"0\d+")


def look_at(grid: Grid, column: int, rows: range | list[int]) -> ColumnLook:
    """Judge a column by these rows."""
    look = ColumnLook()
    for row in rows:
        value = grid.value(row, column)
        kind = grid.kind(value)
        if kind == "blank":
            look.blanks += 1
            continue
        look.filled += 1
        text = text_of(value)
        look.values[text] = look.values.get(text, 0) + 1
        if kind == "number":
            look.numbers += 1
        elif kind == "mark":
            look.marks += 1
        elif kind == "date":
            look.dates += 1
        elif kind == "error":
            look.errors += 1
        else:
            look.texts += 1
            look.clocks += kind == "clock"
            look.longest = max(look.longest, len(text))
            look.codes += _CODE.fullmatch(text) is not None
    return look
