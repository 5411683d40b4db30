"""Columns of quarters, half-years and years among columns of months that they add up: set aside as totals where arithmetic proves it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from groundswell.engine.periods import Form, PeriodRead
from groundswell.engine.proposal import ColumnReading, Reason, Role
from groundswell.engine.sources.workbook import a1
from groundswell.engine.tables.across_head import AcrossHead
from groundswell.engine.tables.arithmetic import figure, withheld
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.grid import FIGURE_KINDS
from groundswell.engine.tables.heads import HeadCell
from groundswell.engine.tables.period_sums import Figures, Stretch, find_sums, lengths_differ, months_of_days, stretch_of, sum_label
from groundswell.engine.tables.rows import says_share


def columns_that_add_up(
    ctx: Context, head: AcrossHead, expanded: Mapping[int, HeadCell], head_text: Callable[[int], str]
) -> list[ColumnReading]:
    """Readings of the columns that are proven to be the sum of the finer periods; none where somebody said which periods are read.

    ``head_text``: the head over a column that stands under no period.
    """
    beside = _sums_beside(ctx, expanded, head_text)
    if not beside and len({_kind(cell) for cell in expanded.values()}) < 2:
        return []
    stretches = _stretches(ctx, head, expanded, beside)
    if not lengths_differ(stretches) or ctx.answered("two_cadences", a1(head.row, min(expanded)), {}) is not None:
        return []

    def text(column: int) -> str:
        return ctx.grid.text(head.row, column) or head_text(column)

    rows = _rows(ctx, head, [one.index for one in stretches])
    found = find_sums(stretches, lambda columns: _figures(ctx, columns, rows, min(expanded)))
    for code, column, line in found.doubted():
        ctx.refuse(code, a1(rows[line], column), label=text(column), stated=ctx.grid.text(rows[line], column))
    return [
        ColumnReading(column, Role.LEFT_OUT, text(column), head.groups.get(column, ""), reason=Reason.TOTAL, total_of=parts)
        for column, parts in sorted(found.parts.items())
    ]


def _kind(cell: HeadCell) -> object:
    """How a head is written: two of one kind are of one length."""
    if cell.year is not None:
        return "year"
    if cell.part is not None:
        return cell.part.kind
    if not isinstance(cell.read, PeriodRead):
        return None
    return cell.read.cadence if cell.read.form is Form.SPAN else cell.read.form


def _sums_beside(ctx: Context, expanded: Mapping[int, HeadCell], head_text: Callable[[int], str]) -> dict[int, Stretch]:
    """Columns under no period whose head says what they add up."""
    others = [c for c in range(ctx.grid.width) if c not in expanded and c not in ctx.columns and c not in ctx.grid.sheet.hidden_columns]
    return {c: found for c in others if (found := sum_label(c, head_text(c), ctx.parser)) is not None}


def _stretches(ctx: Context, head: AcrossHead, expanded: Mapping[int, HeadCell], beside: Mapping[int, Stretch]) -> list[Stretch]:
    """The columns of figures as stretches of time, and those beside that say which they add up; none where a label is no such stretch."""
    seen = {c for c in expanded if expanded[c].role is Role.VALUE and c not in ctx.columns and c not in ctx.grid.sheet.hidden_columns}
    reads = {c: read for c in sorted(seen) if isinstance(read := expanded[c].read, PeriodRead)}
    days = months_of_days({c: read.period.start for c, read in reads.items() if read.form is Form.DAY})
    out: list[Stretch] = []
    group = ""
    for column in sorted({*seen, *beside}):
        if column in seen:
            one = days.get(column) or stretch_of(column, expanded[column])
            if one is None:
                return []
            group = head.groups.get(column, "")
        else:
            one = beside[column]
        out.append(replace(one, group=group))
    return out


def _rows(ctx: Context, head: AcrossHead, columns: Sequence[int]) -> list[int]:
    """Rows with a figure in one of these columns that are shown and that nobody left out."""
    grid = ctx.grid
    rows = (row for row in range(head.rows[-1] + 1, grid.height) if row not in grid.sheet.hidden_rows and row not in ctx.rows)
    return [row for row in rows if any(grid.kind(grid.value(row, c)) in FIGURE_KINDS for c in columns)]


def _figures(ctx: Context, columns: Sequence[int], rows: Sequence[int], first: int) -> Figures:
    """The figures of these columns, row by row; rows are rates where the labels before the figures, or their cells, say so."""
    grid = ctx.grid
    at = {c: [figure(grid.value(row, c), ctx.decimal_mark) for row in rows] for c in columns}
    hidden = {(c, line) for c in columns for line, row in enumerate(rows) if withheld(grid.value(row, c))}
    shares = {line for line, row in enumerate(rows) if _is_share(ctx, row, columns, first)}
    return Figures(at, frozenset(hidden), frozenset(shares))


def _is_share(ctx: Context, row: int, columns: Sequence[int], first: int) -> bool:
    labels = " ".join(ctx.grid.text(row, c) for c in range(first))
    return says_share(labels) or any(ctx.grid.is_percent(row, c) for c in columns)
