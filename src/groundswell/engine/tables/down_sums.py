"""Rows of quarters, half-years and years among rows of months that they add up: set aside as totals where arithmetic proves it."""

from collections.abc import Mapping, Sequence

from groundswell.domain.measurement.period import Period
from groundswell.engine.proposal import ColumnReading, Reason, Role, RowReading, TableReading
from groundswell.engine.sources.workbook import a1
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.arithmetic import figure, withheld
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.grid import blank
from groundswell.engine.tables.heads import parse_head
from groundswell.engine.tables.period_sums import (
    Figures,
    Stretch,
    find_sums,
    lengths_differ,
    months_of_days,
    stretch_of,
    stretch_of_period,
    sum_label,
)
from groundswell.engine.tables.rows import says_share
from groundswell.engine.tables.vocabulary import says

MOST_ROWS = 2_000
"""Rows beyond which no such sums are looked for."""


def rows_that_add_up(
    ctx: Context, table: TableReading, columns: Sequence[ColumnReading], read: Mapping[int, Period], unread: Sequence[int]
) -> dict[int, RowReading]:
    """Readings of the rows that are proven to be the sum of the finer periods; none where somebody said which periods are read.

    ``columns``: those that give a row its period; ``read``: the period of each row that has one; ``unread``: rows whose label is none.
    """
    stretches = _stretches(ctx, columns, read, unread)
    if not lengths_differ(stretches) or ctx.answered("two_cadences", a1(table.first, columns[0].index), {}) is not None:
        return {}
    values = _values(ctx, table, list(read))
    stretches = [one for one in stretches if one.named or any(figure(ctx.grid.value(one.index, c), ".") is not None for c in values)]
    found = find_sums(stretches, lambda rows: _figures(ctx, table, rows, values))
    for code, row, line in found.doubted():
        label, stated = ctx.grid.text(row, ctx.grid.filled(row)[0]), ctx.grid.text(row, values[line])
        ctx.refuse(code, a1(row, values[line]), label=label, stated=stated)
    return {row: RowReading(Role.LEFT_OUT, Reason.TOTAL, total_of=parts) for row, parts in sorted(found.parts.items())}


def _stretches(ctx: Context, columns: Sequence[ColumnReading], read: Mapping[int, Period], unread: Sequence[int]) -> list[Stretch]:
    """The rows as stretches of time, in order; none where periods come again (a row for each place, say) or are no such stretches."""
    if len(read) < 2 or len(set(read.values())) < len(read):
        return []
    days = months_of_days({row: period.start for row, period in read.items() if (period.end - period.start).days == 1})
    named = [days.get(row) or stretch_of_period(row, period) for row, period in read.items()]
    if any(one is None for one in named):
        return []
    labelled = [_labelled(ctx, columns, row) for row in unread if row not in ctx.rows and row not in ctx.grid.sheet.hidden_rows]
    return sorted((one for one in (*named, *labelled) if one is not None), key=lambda one: one.index)


def _labelled(ctx: Context, columns: Sequence[ColumnReading], row: int) -> Stretch | None:
    """A row whose label is no period by itself, as what it says that it adds up: "Total Q1", "Year", a quarter without its year."""
    texts = [text for column in reversed(columns) if (text := ctx.grid.text(row, column.index))]
    for text in (*texts[:1], " ".join(reversed(texts))):
        found = sum_label(row, text, ctx.parser) or stretch_of(row, parse_head(text, ctx.parser))
        if found is not None:
            return Stretch(row, found.months, found.first, found.number, named=False)
    return None


def _values(ctx: Context, table: TableReading, rows: Sequence[int]) -> list[int]:
    """Columns of figures beside the periods, but those whose head says that they are worked out, and those that somebody gave a role."""
    grid, known = ctx.grid, {column.index for column in table.columns}
    out = []
    for column in range(grid.width):
        if column in known or column in grid.sheet.hidden_columns or ctx.columns.get(column, Role.VALUE) is not Role.VALUE:
            continue
        kinds = [grid.kind(value) for row in rows if not blank(value := grid.value(row, column))]
        derived = any(says(vocabulary.DERIVED, grid.text(row, column)) for row in table.head_rows)
        if not derived and kinds.count("number") * 2 > len(kinds):
            out.append(column)
    return out


def _figures(ctx: Context, table: TableReading, rows: Sequence[int], values: Sequence[int]) -> Figures:
    """The figures of these rows, column by column; columns are rates where their head or their cells say so."""
    grid = ctx.grid
    at = {row: [figure(grid.value(row, c), ctx.decimal_mark) for c in values] for row in rows}
    hidden = {(row, line) for row in rows for line, c in enumerate(values) if withheld(grid.value(row, c))}
    shares = {line for line, c in enumerate(values) if _is_share(ctx, table, rows, c)}
    return Figures(at, frozenset(hidden), frozenset(shares))


def _is_share(ctx: Context, table: TableReading, rows: Sequence[int], column: int) -> bool:
    heads = " ".join(ctx.grid.text(row, column) for row in table.head_rows)
    return says_share(heads) or any(ctx.grid.is_percent(row, column) for row in rows)
