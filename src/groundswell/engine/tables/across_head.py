"""Where the heads of a table with periods across are: the row of periods, years above it, what stands under a period below it."""

import itertools
from dataclasses import dataclass, field

from groundswell.engine.periods import WEEK, Writing, YearLabel, parse_year
from groundswell.engine.proposal import Role
from groundswell.engine.tables import down
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.grid import blank
from groundswell.engine.tables.heads import HeadCell, parse_head, sub_role
from groundswell.engine.tables.writings import label_of, settled

HEAD_SEARCH = 60
"""A head below this row is not looked for."""
_WEAK = frozenset({Writing.MONTH_NUMBERS, Writing.MONTHS_OR_NUMBERS, Writing.DAY_NUMBERS, Writing.PAIRS, Writing.PAIRS_OR_RANGES})


@dataclass(slots=True)
class AcrossHead:
    """Where the heads are: the row of periods, a row of years above, a row below that says what stands under a period.

    ``group_row``: a row above all these, whose heads each stand over periods of their own; ``groups``: the text over each column.
    """

    row: int
    cells: dict[int, HeadCell]
    years: dict[int, YearLabel] = field(default_factory=dict)
    year_row: int | None = None
    sub_row: int | None = None
    group_row: int | None = None
    groups: dict[int, str] = field(default_factory=dict)

    @property
    def rows(self) -> list[int]:
        top = next((row for row in (self.group_row, self.year_row) if row is not None), self.row)
        return list(range(top, (self.row if self.sub_row is None else self.sub_row) + 1))


def find_head(ctx: Context) -> AcrossHead | None:
    """The row with the most period heads that has figures below it; one that is hidden only where no other is."""
    grid, best = ctx.grid, None
    hidden = grid.sheet.hidden_rows
    dated: bool | None = None
    for row in range(min(HEAD_SEARCH, grid.height)):
        cells = {c: parse_head(label_of(ctx, row, c, "row"), ctx.parser) for c in grid.filled(row)}
        periods = _without_figures(ctx, row, {c: head for c, head in cells.items() if head.is_period})
        if len(periods) < 2 or not _heads(ctx, row, periods) or not _figures_below(ctx, row, periods):
            continue
        if _weak(ctx, row, periods):
            dated = dated if dated is not None else any(column.kind != "year" for column in down.period_columns(ctx))
            if dated:
                continue  # rows have dates of their own: "Week 1" is how long somebody waited, 1 to 12 a number of something
        if best is None or (row not in hidden, len(periods)) > (best.row not in hidden, len(best.cells)):
            best = AcrossHead(row, periods)
    if best is None:
        return None
    _find_sub_row(ctx, best)
    _find_years(ctx, best)
    return best


def _weak(ctx: Context, row: int, periods: dict[int, HeadCell]) -> bool:
    """Whether these could be something else than periods: weeks without a year, bare numbers, labels that only their row settles."""
    weeks = all(head.part is not None and head.part.kind == WEEK for head in periods.values())
    return weeks or settled(ctx, "row", row) in _WEAK


def _without_figures(ctx: Context, row: int, periods: dict[int, HeadCell]) -> dict[int, HeadCell]:
    """The period heads of a row: beside one written period at its left, numbers such as 2040 are its figures, not years."""
    bare = [c for c in periods if type(ctx.grid.value(row, c)) in (int, float) or _digits(ctx, row, c)]
    written = [c for c in periods if c not in bare]
    if len(written) != 1 or not bare or written[0] > bare[0]:
        return periods
    years = [label.first for c in bare if (label := periods[c].year) is not None]
    in_turn = len(years) > 1 and {b - a for a, b in itertools.pairwise(years)} in ({1}, {-1})
    return periods if in_turn else {written[0]: periods[written[0]]}


def _heads(ctx: Context, row: int, periods: dict[int, HeadCell]) -> bool:
    """Whether these are heads, not a row of figures or of case dates: different periods, and bare years one after another."""
    bare = [
        head.year.first
        for c, head in periods.items()
        if head.year is not None and (type(ctx.grid.value(row, c)) is int or _digits(ctx, row, c))
    ]
    if len(bare) == len(periods) and any(head.role is Role.VALUE for head in periods.values()):
        steps = {b - a for a, b in itertools.pairwise(bare)}
        if len(steps) != 1 or steps.pop() not in (1, -1):
            return False
    return len({(head.read, head.part, head.year, head.role) for head in periods.values()}) > 1


def _digits(ctx: Context, row: int, column: int) -> bool:
    value = ctx.grid.value(row, column)
    return isinstance(value, str) and value.strip().isdecimal()


def _figures_below(ctx: Context, row: int, periods: dict[int, HeadCell]) -> bool:
    """Numbers below the heads, and not texts or further dates: a row of cases is no head."""
    grid, numbers, others, seen, heads = ctx.grid, 0, 0, 0, 0
    columns = [c for c, head in periods.items() if head.role is Role.VALUE] or list(periods)
    worded = set()
    for below in range(row + 1, grid.height):
        filled = grid.filled(below)
        if not filled:
            continue
        seen += 1
        if seen > 14:
            break
        cells = [value for column in columns if not blank(value := grid.value(below, column))]
        if cells and all(parse_head(value, ctx.parser).is_period and grid.kind(value) != "number" for value in cells):
            heads += 1
            continue
        if numbers and cells and all(grid.kind(value) == "text" for value in cells):
            continue  # a measure of words, such as "Met" and "Not met", among measures of figures
        for column in columns:
            kind = grid.kind(grid.value(below, column))
            numbers += kind in ("number", "clock")
            if kind in ("text", "date") and sub_role(grid.text(below, column)) is None:
                others += 1
                worded.add(column)
    return numbers > 0 and heads * 3 <= seen and others <= numbers // 3 and len(worded) * 3 <= max(len(columns), 3)


def _find_sub_row(ctx: Context, head: AcrossHead) -> None:
    """The row right below, where it says Actual, Target, RAG … under each period."""
    row, grid = head.row + 1, ctx.grid
    if row >= grid.height:
        return
    first = min(head.cells)
    named = [c for c in grid.filled(row) if c >= first and sub_role(grid.text(row, c)) is not None]
    others = [c for c in grid.filled(row) if c >= first and c not in named]
    if len(named) >= max(2, len(head.cells)) and len(others) <= len(named):
        head.sub_row = row


def _find_years(ctx: Context, head: AcrossHead) -> None:
    """Years above months or quarters: each reaches to the next one. A single year that starts further right counts for none."""
    if not any(cell.part is not None for cell in head.cells.values()):
        return
    grid, first, last = ctx.grid, min(head.cells), max(head.cells)
    for row in range(head.row - 1, max(-1, head.row - 4), -1):
        found = {c: year for c in grid.filled(row) if first <= c <= last and (year := parse_year(grid.value(row, c))) is not None}
        merged = grid.merge_at(row, first)
        if merged is not None and (year := parse_year(grid.value(merged.top, merged.left))) is not None:
            found.setdefault(first, year)
        if not found:
            continue
        if min(found) == first:
            year = found[first]
            for column in range(first, grid.width):
                year = found.get(column, year)
                head.years[column] = year
            head.year_row = row
        return
