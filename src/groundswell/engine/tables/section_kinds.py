"""What each column of a sheet holds below the row where its figures start: one pass over the cells."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from groundswell.engine.tables.grid import Grid, blank, text_of

JUDGED_ROWS = 3_000
"""Rows by which a column is judged; longer tables go on as they began, and each cell is judged when it is read."""
MOST_COLUMNS = 1_000
_YEAR = re.compile(r"(?:19|20)\d{2}")
_CODE = re.compile(r"0\d+")


@dataclass(slots=True)
class ColumnKinds:
    """A column: ``first`` is the row where its numbers start; texts above it are heads. Counts are those from ``first`` on."""

    index: int
    first: int = 0
    numbers: int = 0
    marks: int = 0
    texts: int = 0
    codes: int = 0
    texts_seen: int = 0
    ascending: bool = False
    counts_rows: bool = False
    alike_long: bool = False
    """Whole numbers of four digits or more, nearly all different and of nearly one length: they may be numbers of things, not counts."""
    digits: int = 0
    """Of the shortest of such numbers."""
    filled: list[int] = field(default_factory=list)
    """Rows of its filled cells."""

    @property
    def is_figures(self) -> bool:
        """At least two numbers, and at most one word in ten (or a single one)."""
        return self.numbers >= 2 and (self.texts * 10 <= self.numbers + self.marks or self.texts == 1 < self.numbers // 2)

    @property
    def sparse(self) -> bool:
        """Hardly filled: a number at most, or marks such as ``*`` alone, and no word below them."""
        return self.texts == 0 and self.numbers + self.marks > 0

    def filled_from(self, row: int) -> bool:
        """Whether anything stands in this row or below."""
        return bool(self.filled) and self.filled[-1] >= row


def column_kinds(grid: Grid) -> dict[int, ColumnKinds]:
    """Every column with something in it."""
    height = min(grid.height, JUDGED_ROWS)
    cells: dict[int, list[tuple[int, str]]] = {}
    for row in range(height):
        for column, value in enumerate(grid.sheet.rows[row][:MOST_COLUMNS]):
            if value is not None and not blank(value):
                cells.setdefault(column, []).append((row, grid.kind(value)))
    return {column: _judge(grid, column, cells[column]) for column in sorted(cells)}


def _judge(grid: Grid, column: int, cells: list[tuple[int, str]]) -> ColumnKinds:
    """The split that leaves most texts above and most numbers below."""
    found = ColumnKinds(column, filled=[row for row, _ in cells])
    if not any(kind == "number" for _, kind in cells):
        marks = next((n for n, (_, kind) in enumerate(reversed(cells)) if kind not in ("mark", "error")), len(cells))
        alone = marks > 0 and marks >= len(cells) - 4
        found.first, found.texts_seen = cells[0][0], len(cells)
        found.marks = marks
        found.texts = 0 if alone else sum(kind not in ("mark", "error") for _, kind in cells)
        return found
    words = [kind in ("text", "date", "other") for _, kind in cells]
    numbers = [kind == "number" for _, kind in cells]
    score = best = sum(numbers)
    at = 0
    for place in range(len(cells)):
        score += words[place] - numbers[place]
        if score > best or (score == best and at == 0 and _years_only(grid, column, cells[: place + 1])):
            best, at = score, place + 1
    while at < len(cells) and words[at]:
        at += 1
    rest = cells[at:]
    if not rest:
        found.first, found.texts = cells[0][0], len(cells)
        return found
    found.first, found.texts_seen = rest[0][0], at
    found.numbers = sum(kind == "number" for _, kind in rest)
    found.marks = sum(kind in ("mark", "error") for _, kind in rest)
    found.texts = len(rest) - found.numbers - found.marks
    values = [grid.value(row, column) for row, kind in rest if kind == "number"]
    found.codes = sum(isinstance(value, str) and _CODE.fullmatch(text_of(value)) is not None for value in values)
    _count_rows(found, values)
    return found


def _years_only(grid: Grid, column: int, cells: list[tuple[int, str]]) -> bool:
    """Whether the only numbers here are years: they belong to heads."""
    return all(_YEAR.fullmatch(text_of(grid.value(row, column))) for row, kind in cells if kind == "number")


def _count_rows(found: ColumnKinds, values: Sequence[object]) -> None:
    """Whether the numbers go up row by row, and whether they are 1 to n in some order."""
    whole = [int(text) for value in values if (text := str(value).strip()).isdecimal()]
    if len(whole) < 3 or len(whole) * 10 < len(values) * 9:
        return
    lengths = [len(str(number)) for number in whole]
    found.digits = min(lengths)
    found.alike_long = found.digits >= 4 and max(lengths) - min(lengths) <= 1 and len(set(whole)) * 10 >= len(whole) * 9
    if len(whole) < len(values):
        return
    found.ascending = all(a < b for a, b in itertools.pairwise(whole))
    low = min(whole)
    found.counts_rows = low in (0, 1) and sorted(whole) == list(range(low, low + len(whole)))
