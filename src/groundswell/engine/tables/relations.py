"""What columns of figures have to do with each other: percentages and their counts, totals, heads that are places."""

from decimal import Decimal

from groundswell.engine.proposal import Choice, ColumnReading, Reason, Role, TableReading
from groundswell.engine.sources.workbook import a1
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.arithmetic import Line, figure, find_total
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.labels import sample
from groundswell.engine.tables.row_counts import column_blocks, counts_of
from groundswell.engine.tables.totals import missed, only_total, say_missed
from groundswell.engine.tables.vocabulary import says

WIDEST_SUM = 16
"""Columns beside a total that are tried as its parts, besides all of them together."""
RELATION_ROWS = 80
"""Rows by which columns are compared with each other."""


def drop_what_follows(ctx: Context, table: TableReading, body: list[int]) -> None:
    """A category that each measure (or place) has only one of tells nothing apart: it is kept beside."""
    rows = ctx.grid.sheet.rows
    for category in table.with_role(Role.CATEGORY):
        by = table.with_role(Role.ORG_UNIT if category.names == "org_unit" else Role.MEASURE)
        if not by or category.corrected:
            continue
        at, wide = by[-1].index, max(by[-1].index, category.index)
        pairs = {(cells[at], cells[category.index]) for cells in (rows[row] for row in body) if wide < len(cells)}
        if len({name for name, _ in pairs}) == len(pairs) > 1:
            category.role = Role.ATTRIBUTE


def places_or_measures(ctx: Context, table: TableReading) -> None:
    """Measures in rows and several columns of figures beside: do their heads name places, or further measures? Asked."""
    values = [column for column in table.columns if column.role is Role.VALUE and not column.corrected]
    named = [
        c for c in values if c.name and vocabulary.words(c.name) not in vocabulary.KIND_WORDS and not says(vocabulary.VALUE_HEAD, c.name)
    ]
    if len(named) < 2 or not table.with_role(Role.MEASURE) or table.with_role(Role.ORG_UNIT):
        return
    if all(says(vocabulary.GROUP_LABELS, column.name) or says(vocabulary.TOTAL, column.name) for column in named):
        return  # groups of people are no places
    cell = a1(max(table.first - 1, 0), named[0].index)
    choices = [Choice("places", "heads_are_places"), Choice("measures", "heads_are_measures")]
    said = {"first": named[0].name, "last": named[-1].name}
    if _one_dimension(table, named):
        answer: str | None = ctx.assume("places_or_measures", cell, said, choices, "places")
    else:
        answer = ctx.ask("places_or_measures", cell, said, choices)
    if answer == "places":
        for column in named:
            column.org_unit, column.name = column.name, ""


def _one_dimension(table: TableReading, named: list[ColumnReading]) -> bool:
    """Whether the heads look like places of one whole: a column beside them is their sum, or stands for the nation; and none of them
    names a kind of people or things (Men, under 25, North-bound lane 2)."""
    whole = [c.head for c in table.columns if c.role is Role.LEFT_OUT and c.reason is Reason.TOTAL]
    whole += [c.head for c in named if says(vocabulary.NATION, c.head)]
    return bool(whole) and not any(
        says(vocabulary.KIND_OF_THING, c.head) or says(vocabulary.CATEGORY, c.head) or any(ch.isdecimal() for ch in c.head) for c in named
    )


def relate_columns(ctx: Context, table: TableReading, body: list[int]) -> None:
    """Percentages with their counts in columns, and columns that are the total of others: by arithmetic, on the first rows."""
    values = [column for column in table.columns if column.role is Role.VALUE]
    if len(values) < 3:
        return
    rows = sample(body)[:: max(1, len(sample(body)) // RELATION_ROWS)]
    lines: dict[int, Line] = {
        column.index: [figure(ctx.grid.value(row, column.index), column.decimal_mark or ctx.decimal_mark or ".") for row in rows]
        for column in values
    }
    _group_totals(ctx, values, lines, rows)
    values = [column for column in values if column.role is Role.VALUE]
    shares = [column for column in values if _is_share(ctx, column, rows)]
    counts = [column.index for column in values if column not in shares]
    by_index = {column.index: column for column in values}
    used: set[int] = set()
    blocks = column_blocks([column.index for column in shares], {column.index: column.name or column.head for column in values})
    for share in shares:
        found = counts_of(share.index, counts, lines, blocks, {column: column for column in lines})
        if found is not None:
            share.numerator, share.denominator = found
            used |= set(found)
    for column in values:
        if column.index in used:
            by_index[column.index].role = Role.NUMERATOR if any(s.numerator == column.index for s in shares) else Role.DENOMINATOR
        elif says(vocabulary.TOTAL, column.head) and not column.corrected:
            _total_column(ctx, column, counts, lines, rows)


def _group_totals(ctx: Context, values: list[ColumnReading], lines: dict[int, Line], rows: list[int]) -> None:
    """Columns named like the group that others stand in ("Up to 26 weeks" beside "Up to 26 weeks | Week 1" …), where they add up."""
    for column in values:
        parts = [other.index for other in values if column.name and other.name.startswith(f"{column.name} | ")]
        if len(parts) >= 2 and not column.corrected:
            _leave_out_total(ctx, column, [parts], lines, rows)


def _is_share(ctx: Context, column: ColumnReading, rows: list[int]) -> bool:
    text = vocabulary.words(f"{column.head} {column.unit}")
    if "%" in text or any(
        word in text.split() for word in ("percentage", "percent", "perc", "pct", "rate", "share", "proportion", "ratio")
    ):
        return True
    looked = [row for row in rows[:20] if ctx.grid.kind(ctx.grid.value(row, column.index)) == "number"]
    return sum(ctx.grid.is_percent(row, column.index) for row in looked) * 2 > len(looked)


def _total_column(ctx: Context, column: ColumnReading, counts: list[int], lines: dict[int, Line], rows: list[int]) -> None:
    others = [index for index in counts if index != column.index]
    right = [index for index in others if index > column.index]
    left = [index for index in others if index < column.index]
    runs = [right[:n] for n in range(2, min(len(right), WIDEST_SUM) + 1)] + [left[-n:] for n in range(2, min(len(left), WIDEST_SUM) + 1)]
    if _leave_out_total(ctx, column, [others, *reversed(runs)], lines, rows) or not only_total(column.head):
        return
    near = missed(lines[column.index], [others, left, right], lines)
    if near is not None:
        say_missed(ctx, (rows[near.place], column.index), column.head, near, "column")


def _leave_out_total(ctx: Context, column: ColumnReading, groups: list[list[int]], lines: dict[int, Line], rows: list[int]) -> bool:
    """Leave a column out where it is the sum of one of these groups of columns, and say where one of its sums differs; whether it was.

    Percentages among its figures are no sums.
    """
    own = [None if ctx.grid.is_percent(row, column.index) else number for row, number in zip(rows, lines[column.index], strict=True)]
    check = find_total(column.index, {**lines, column.index: own}, groups)
    if check is None:
        return False
    column.role, column.reason, column.total_of = Role.LEFT_OUT, Reason.TOTAL, list(check.parts)
    parts = [line for at, line in lines.items() if at != column.index]
    for place, number in enumerate(own):
        if number and all(line[place] is None for line in parts):
            ctx.refuse("total_without_parts", a1(rows[place], column.index), label=column.head, stated=str(number))
    for place in check.differing[:50]:
        stated: Decimal | None = lines[column.index][place]
        ctx.refuse("total_differs", a1(rows[place], column.index), label=column.head, stated=str(stated))
    return True


def names_differ(ctx: Context, table: TableReading) -> bool:
    """Two columns of figures of one name cannot be told apart afterwards."""
    values = [column for column in table.columns if column.role is Role.VALUE]
    for column in values:
        twin = next((c for c in values if c.index < column.index and (c.name, c.org_unit) == (column.name, column.org_unit)), None)
        if twin is not None:
            if column.unit != twin.unit:
                column.name, twin.name = f"{column.name} ({column.unit})", f"{twin.name} ({twin.unit})"
                continue
            ctx.refuse(
                "names_twice", a1(max(table.first - 1, 0), column.index), head=column.name, other=a1(max(table.first - 1, 0), twin.index)
            )
            return False
    return True
