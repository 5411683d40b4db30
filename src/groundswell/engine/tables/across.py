"""Tables whose periods stand across: months, quarters, weeks or years as heads of columns, names in rows. Scorecards too."""

from dataclasses import replace

from groundswell.engine.proposal import ColumnReading, Role, TableReading
from groundswell.engine.tables.across_groups import find_groups
from groundswell.engine.tables.across_head import AcrossHead
from groundswell.engine.tables.across_periods import period_columns, settle_turn
from groundswell.engine.tables.across_sums import columns_that_add_up
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.flags import find_flags
from groundswell.engine.tables.grid import FIGURE_KINDS, blank
from groundswell.engine.tables.heads import HeadCell, parse_head, sub_role
from groundswell.engine.tables.labels import Beside, look_beside, read_beside
from groundswell.engine.tables.marks import status_marks
from groundswell.engine.tables.naming import measure_from_title, titles_above
from groundswell.engine.tables.rows import read_rows


def read_across(ctx: Context, head: AcrossHead) -> TableReading | None:
    """The whole table under these heads; None where it is not understood (its problem or question is in the context)."""
    grid = ctx.grid
    expanded = _expand(ctx, head)
    head.groups = find_groups(ctx, head, expanded)
    first_body = head.rows[-1] + 1
    sums = columns_that_add_up(ctx, head, expanded, lambda column: _head_text(ctx, head, column))
    expanded = {c: cell for c, cell in expanded.items() if all(c != one.index for one in sums)}
    label_columns = [c for c in range(grid.width) if c not in expanded and all(c != one.index for one in sums)]
    grid_by_rows = _rows_give_parts(ctx, head, label_columns, first_body)
    columns = period_columns(ctx, head, expanded, grid_by_rows)
    if columns is None:
        return None
    values = [c.index for c in columns if c.role is Role.VALUE]
    if not values:
        ctx.refuse("no_figures")
        return None
    heads = {c: _head_text(ctx, head, c) for c in label_columns}
    body = [r for r in range(first_body, grid.height) if any(grid.kind(grid.value(r, c)) in FIGURE_KINDS for c in values)]
    if not body:
        ctx.refuse("no_figures")
        return None
    besides = [b for b in look_beside(ctx, label_columns, heads, body) if b.look.filled or b.head]
    if grid_by_rows is not None:
        besides, period_column = _take(besides, grid_by_rows[0])
        columns.append(ColumnReading(period_column.index, grid_by_rows[1], period_column.head))
    _join_counts(columns)
    columns += [*read_beside(ctx, besides, body, values, head.groups), *sums]
    columns.sort(key=lambda c: c.index)
    table = TableReading("across", head.rows, first_body, body[-1], columns)
    stub = next((c.head for c in columns if c.role is Role.ORG_UNIT), "") or next(
        (c.head for c in columns if c.role is Role.CODE and c.head), ""
    )
    table.measure = table.title = measure_from_title(titles_above(ctx.grid, head.rows[0]), stub)
    table.marks = status_marks(ctx.grid, table)
    find_flags(ctx, table)
    if grid_by_rows is not None:
        table.cadence = "month"
        if not settle_turn(ctx, table, body):
            return None
    return table if read_rows(ctx, table, body) else None


def _join_counts(columns: list[ColumnReading]) -> None:
    """Numerator and denominator under the same period as a percentage belong to it."""
    for value in columns:
        if value.role is Role.VALUE and value.span is not None:
            same = [c for c in columns if (c.span, c.name) == (value.span, value.name)]
            beside = {c.role: c.index for c in same if c.role in (Role.NUMERATOR, Role.DENOMINATOR)}
            if len(beside) == 2:
                value.numerator, value.denominator = beside[Role.NUMERATOR], beside[Role.DENOMINATOR]


def _take(besides: list[Beside], index: int) -> tuple[list[Beside], Beside]:
    return [b for b in besides if b.index != index], next(b for b in besides if b.index == index)


def _head_text(ctx: Context, head: AcrossHead, column: int) -> str:
    """The head of a column beside the periods: its own lowest head cell, else a merged one from above."""
    for row in reversed(head.rows):
        if not blank(ctx.grid.value(row, column)):
            return ctx.grid.text(row, column)
    for row in reversed(head.rows):
        value = ctx.grid.spread(row, column)
        if not blank(value) and not isinstance(value, bool):
            return " ".join(str(value).split())
    return ""


def _expand(ctx: Context, head: AcrossHead) -> dict[int, HeadCell]:
    """Every column that stands under a period: with a row of Actual, Target … below, a period reaches to the next head."""
    if head.sub_row is None:
        return dict(head.cells)
    grid, out, current = ctx.grid, {}, None
    for column in range(min(head.cells), grid.width):
        own = head.cells.get(column)
        if own is not None:
            current = own
        elif not blank(grid.value(head.row, column)):
            current = None
        named = sub_role(grid.text(head.sub_row, column))
        if current is None:
            continue
        if named is not None:
            out[column] = replace(current, role=named[0], reason=named[1])
        elif own is not None or not blank(grid.value(head.sub_row, column)):
            out[column] = replace(current, role=Role.LEFT_OUT, reason=None)
    return out


def _rows_give_parts(ctx: Context, head: AcrossHead, labels: list[int], first: int) -> tuple[int, Role] | None:
    """A table of months by years: the label column holds months (or years) and the heads hold the other half."""
    only_years = all(cell.year is not None for cell in head.cells.values())
    only_parts = all(cell.part is not None for cell in head.cells.values()) and not head.years
    if not (only_years or only_parts):
        return None
    for column in labels[:4]:
        if column > min(head.cells):
            break
        found = [
            parse_head(ctx.grid.value(r, column), ctx.parser)
            for r in range(first, min(first + 40, ctx.grid.height))
            if not blank(ctx.grid.value(r, column))
        ]
        fitting = [cell for cell in found if (cell.part if only_years else cell.year) is not None]
        if len(fitting) >= 2 and len(fitting) * 4 >= len(found) * 3:
            return column, Role.PERIOD_PART if only_years else Role.YEAR
    return None
