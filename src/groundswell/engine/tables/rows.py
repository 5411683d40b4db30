"""What the rows of a table with periods across are: measures, sections, notes, totals, and percentages with their counts."""

import itertools
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from groundswell.engine.proposal import Reason, Role, RowReading, TableReading
from groundswell.engine.sources.workbook import a1
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.arithmetic import Line, figure, find_total, withheld
from groundswell.engine.tables.context import Context, forced
from groundswell.engine.tables.grid import FIGURE_KINDS, blank, text_of
from groundswell.engine.tables.heads import parse_head
from groundswell.engine.tables.levels import say_wholes
from groundswell.engine.tables.row_counts import AROUND, RowBlocks, counts_of, row_blocks
from groundswell.engine.tables.totals import missed, only_total, say_missed
from groundswell.engine.tables.vocabulary import says

LONGEST_SECTION = 80
"""A text longer than this is a note, not a heading."""
MOST_SECTIONS = 40
"""Sections that are tried as the parts of a total."""
FEWEST_PLACES = 3
FEWEST_PERIODS = 3
"""Periods from which on a figure under the first alone, below the table, is seen to be none of its figures."""
MOST_LINES = 3_000
"""Rows beyond which totals and counts are not looked for (a table across of that length holds places, not measures)."""


def label_columns(table: TableReading) -> list[int]:
    """Columns whose texts name a row: measure, place, code and category."""
    return [
        c.index for c in table.with_role(Role.MEASURE, Role.ORG_UNIT, Role.CODE, Role.CATEGORY, Role.PERIOD_PART, Role.YEAR, Role.PERIOD)
    ]


def read_rows(ctx: Context, table: TableReading, body: list[int]) -> bool:
    """Classify every row from the first below the heads; False where the sheet goes on in a way that is not understood."""
    values = [c.index for c in table.with_role(Role.VALUE)]
    labels = label_columns(table)
    figures = set(body)
    data: list[int] = []
    headings = [*labels, *_only_headings(ctx, table, body, values)]
    for row in range(table.first, table.last + 1):
        reading = _row(ctx, table, row, row in figures, headings)
        if reading is None:
            if row in figures:
                data.append(row)
            continue
        table.rows[row] = reading
    _shared_cells(ctx, table, data, values, labels)
    if not _one_table(ctx, table, values):
        return False
    for row in sorted(set(ctx.rows) - set(range(table.first, table.last + 1))):
        table.rows[row] = RowReading(ctx.rows[row], forced(ctx.rows[row]), corrected=True)
    _refuse_below(ctx, table, data, values)
    _relations(ctx, table, data, values)
    _mixed_levels(ctx, table, data, values)
    _dense_enough(ctx, table, data, values)
    return table.readable


def _refuse_below(ctx: Context, table: TableReading, data: list[int], values: list[int]) -> None:
    """Refuse what stands below the rows, after an empty one, with a figure under the first period alone: "Population 2023 | 50,000"."""
    filled = {row: [c for c in values if ctx.grid.kind(ctx.grid.value(row, c)) in FIGURE_KINDS] for row in data}
    below = list(itertools.takewhile(lambda row: filled[row] == values[:1] and row not in ctx.rows, reversed(data)))[::-1]
    above = data[: len(data) - len(below)]
    if len(values) < FEWEST_PERIODS or not below or not above or any(len(filled[row]) < 2 for row in above):
        return
    gap = next((row for row in range(above[-1] + 1, below[-1]) if not ctx.grid.filled(row)), below[-1])
    below = [row for row in below if row > gap]
    if not below:
        return
    for row in below:
        table.rows[row] = RowReading(Role.MEASURE, refused=True)
        data.remove(row)
    ctx.refuse("figures_apart", f"{a1(below[0], values[0])}:{a1(below[-1], values[0])}", n=len(below))


def _mixed_levels(ctx: Context, table: TableReading, data: list[int], values: list[int]) -> None:
    """Rows of places, and of nothing else, among which some hold others."""
    places = table.with_role(Role.ORG_UNIT)
    rows = [row for row in data if row not in table.rows]
    if len(places) == 1 and not table.with_role(Role.MEASURE, Role.CATEGORY) and FEWEST_PLACES <= len(rows) <= MOST_LINES:
        lines = {row: [figure(ctx.grid.value(row, c), ctx.decimal_mark) for c in values] for row in rows}
        say_wholes(ctx, places[0].index, rows, lines)


def _only_headings(ctx: Context, table: TableReading, body: list[int], values: list[int]) -> list[int]:
    """Columns before the figures that are empty beside every figure: what stands in them heads the rows below."""
    empty = [c.index for c in table.with_role(Role.LEFT_OUT) if c.index < min(values) and not c.corrected]
    return [column for column in empty if all(blank(ctx.grid.value(row, column)) for row in body)]


def _row(ctx: Context, table: TableReading, row: int, has_figures: bool, labels: list[int]) -> RowReading | None:
    """None for a row to be read, or an empty one."""
    grid = ctx.grid
    told = told_apart(ctx, row)
    if told is not None:
        return told
    filled = grid.filled(row)
    if not filled:
        return None
    if any(row_equals(ctx, row, head) for head in table.head_rows):
        return RowReading(Role.HEAD, Reason.HEAD)
    if has_figures:
        return None
    text = grid.text(row, filled[0])
    beside = [c for c in filled if c not in labels]
    if not beside and len(filled) <= max(2, len(labels)) and len(text) <= LONGEST_SECTION and vocabulary.heads_rows(text):
        return RowReading(Role.SECTION, Reason.LABEL)
    if any(c in labels for c in filled) and beside:
        return None
    return RowReading(Role.NOTE, Reason.NOTE)


def _shared_cells(ctx: Context, table: TableReading, data: list[int], values: list[int], labels: list[int]) -> None:
    """A heading that shares merged cells of figures with the row below it: the figures are that row's, the heading is a section."""
    grid = ctx.grid
    for row in data:
        below = row + 1
        if row in table.rows or below > table.last or below in ctx.rows or row in ctx.rows:
            continue
        names = [[grid.text(one, column) for column in labels if not blank(grid.value(one, column))] for one in (row, below)]
        filled = [column for column in values if not blank(grid.value(row, column))]
        merges = [merge for column in filled if (merge := grid.merge_at(row, column)) is not None]
        shared = [merge for merge in merges if (merge.top, merge.bottom) == (row, below)]
        if (
            all(len(name) == 1 for name in names)
            and len(shared) * 2 > len(filled)
            and all(blank(grid.value(below, column)) for column in filled)
        ):
            table.rows[row] = RowReading(Role.MEASURE, label_row=below)
            if below not in data:
                table.rows[below] = RowReading(Role.LEFT_OUT, Reason.LABEL)


def told_apart(ctx: Context, row: int) -> RowReading | None:
    """A row that is not looked at for what it holds: a person said what it is, or it is hidden."""
    said = ctx.rows.get(row)
    if said is not None and said is not Role.MEASURE:
        return RowReading(said, forced(said) or (Reason.NOTE if said is Role.NOTE else None), corrected=True)
    return RowReading(Role.LEFT_OUT, Reason.HIDDEN) if row in ctx.grid.sheet.hidden_rows else None


def row_equals(ctx: Context, row: int, head: int) -> bool:
    """Whether a row repeats a head row (printed again on each page)."""
    ours, theirs = ctx.grid.sheet.rows[row], ctx.grid.sheet.rows[head]
    return len(ctx.grid.filled(head)) >= 3 and ours == theirs


def _one_table(ctx: Context, table: TableReading, values: list[int]) -> bool:
    """A second row of period heads further down is a second table: not read, and said.

    The same heads printed again on the next page are none, unless a caption stands over them; nor is a row that is hidden.
    """
    for row in (row for row in range(table.first, table.last + 1) if row not in ctx.grid.sheet.hidden_rows):
        if row in table.rows and table.rows[row].role is Role.HEAD:
            above = next((r for r in range(row - 1, table.first - 1, -1) if ctx.grid.filled(r)), row)
            if above in table.rows and table.rows[above].role in (Role.SECTION, Role.NOTE):
                ctx.refuse("several_tables", a1(row, values[0]), row=above + 1)
                return False
            continue
        periods = [
            c
            for c in values
            if not blank(ctx.grid.value(row, c))
            and not isinstance(ctx.grid.value(row, c), (int, float))
            and parse_head(ctx.grid.value(row, c), ctx.parser).is_period
            and ctx.grid.kind(ctx.grid.value(row, c)) != "number"
        ]
        if len(periods) >= 2 and row not in ctx.rows:
            ctx.refuse("several_tables", a1(row, periods[0]), row=row + 1)
            return False
    return True


def _relations(ctx: Context, table: TableReading, data: list[int], values: list[int]) -> None:
    """Percentages with their counts, and totals: both by arithmetic."""
    grid = ctx.grid
    if len(data) < 3 or len(data) > MOST_LINES:
        return
    label_of = {row: " ".join(grid.text(row, c) for c in label_columns(table) if not blank(grid.value(row, c))) for row in data}
    names = _names(ctx, table, data)
    totals = [row for row in data if says(vocabulary.TOTAL, " ".join(names[row])) and ctx.rows.get(row) is not Role.MEASURE]
    shares = [row for row in data if _is_share(ctx, table, row, label_of[row], values)]
    if not totals and not shares:
        return
    lines: dict[int, Line] = {row: [figure(grid.value(row, c), ctx.decimal_mark) for c in values] for row in data}
    places = [c.index for c in table.with_role(Role.ORG_UNIT)]
    place_of = {row: tuple(grid.text(row, c) for c in places) for row in data}
    if not (_many(place_of) and table.with_role(Role.MEASURE)):
        place_of = dict.fromkeys(data, ())
    used = _counts(table, data, lines, place_of, row_blocks(ctx, table, data, shares, label_columns(table)))
    _totals(ctx, table, data, [row for row in totals if row not in used], lines, names)


def _many(values: Mapping[int, tuple[str, ...]]) -> bool:
    return len(set(values.values())) > 1


def _is_share(ctx: Context, table: TableReading, row: int, label: str, values: list[int]) -> bool:
    """Whether a row says that it is a percentage, rate or share: by its label, its unit or its number format."""
    units = [ctx.grid.text(row, c.index) for c in table.with_role(Role.MEASUREMENT_UNIT)]
    if says_share(" ".join([label, *units])):
        return True
    return any(ctx.grid.is_percent(row, c) for c in values)


def says_share(text: str) -> bool:
    """Whether a row's label or unit says that its figures are percentages, rates or shares."""
    words = text.lower().split()
    return "%" in text or any(word in words for word in ("percentage", "percent", "rate", "proportion", "share", "ratio", "pct"))


def _counts(
    table: TableReading, data: list[int], lines: Mapping[int, Line], place_of: Mapping[int, tuple[str, ...]], blocks: RowBlocks
) -> set[int]:
    """Mark each percentage's numerator and denominator rows."""
    shares = blocks.shares
    used: set[int] = set()
    position = {row: index for index, row in enumerate(data)}
    for share in shares:
        around = data[max(0, position[share] - AROUND) : position[share] + AROUND + 1]
        near = [row for row in around if row not in shares and place_of[row] == place_of[share]]
        found = counts_of(share, near, lines, blocks, position)
        if found is None:
            continue
        table.rows[share] = replace(table.rows.get(share, RowReading(Role.MEASURE)), numerator=found[0], denominator=found[1])
        used |= set(found)
    for row in used:
        if row not in table.rows or table.rows[row].label_row is not None:
            is_numerator = any(reading.numerator == row for reading in table.rows.values())
            role = Role.NUMERATOR if is_numerator else Role.DENOMINATOR
            table.rows[row] = replace(table.rows.get(row, RowReading(role)), role=role)
    return used


def _names(ctx: Context, table: TableReading, data: list[int]) -> dict[int, tuple[str, ...]]:
    """The texts that name each row, merged ones and those written once among them; codes aside."""
    columns = [c for c in table.columns if c.index in label_columns(table) and c.role is not Role.CODE]
    out: dict[int, tuple[str, ...]] = {}
    last: dict[int, str] = {}
    for row in data:
        for column in columns:
            text = text_of(ctx.grid.spread(row, column.index))
            last[column.index] = text or (last.get(column.index, "") if column.fill_down else "")
        out[row] = tuple(last[column.index] for column in columns)
    return out


def _named_alike(row: int, data: list[int], names: Mapping[int, tuple[str, ...]]) -> set[int]:
    """Rows that differ from a total in nothing but the name that says so: of its measure, where it is one of places."""
    at = next((n for n, name in enumerate(names[row]) if says(vocabulary.TOTAL, name)), 0)
    rest = names[row][:at] + names[row][at + 1 :]
    return {other for other in data if names[other][:at] + names[other][at + 1 :] == rest}


def _totals(
    ctx: Context, table: TableReading, data: list[int], totals: list[int], lines: Mapping[int, Line], names: Mapping[int, tuple[str, ...]]
) -> None:
    """Leave out the rows labelled as totals that are the sum of others; say where one place of such a sum differs.

    Rows of the total's own measure come first; where there are two of them, it is not held against others.
    """
    values = [c.index for c in table.with_role(Role.VALUE)]
    found: list[int] = []
    hidden = {row: places for row in data if (places := frozenset(n for n, c in enumerate(values) if withheld(ctx.grid.value(row, c))))}
    for row in totals:
        plain = [other for other in data if other not in totals]
        groups = [*_stretches(table, data, totals, row), plain, [r for r in found if r != row], [r for r in totals if r != row]]
        alike = _named_alike(row, data, names)
        if len(alike.intersection(plain)) >= 2:
            groups = [[r for r in group if r in alike] for group in groups]
        check = find_total(row, lines, groups, hidden)
        label = text_of(ctx.grid.spread(row, label_columns(table)[0]))
        if check is None:
            heads = [c.head for c in table.columns if c.index in label_columns(table)]
            near = missed(lines[row], [*groups[:2], *groups[-3:-1]], lines) if only_total(label, *heads) else None
            if near is not None:
                say_missed(ctx, (row, values[near.place]), label, near, "row")
            continue
        found.append(row)
        table.rows[row] = RowReading(Role.LEFT_OUT, Reason.TOTAL, total_of=list(check.parts))
        for place in check.differing:
            others: Decimal | None = lines[row][place]
            ctx.refuse("total_differs", a1(row, values[place]), label=label, stated=str(others))


def _stretches(table: TableReading, data: list[int], totals: list[int], row: int) -> list[list[int]]:
    """Rows next to a total that may be its parts: up to the total or heading before it, down to the next, and nested ones."""
    stops = set(totals) | {r for r, reading in table.rows.items() if reading.role is Role.SECTION}
    starts = {r for r, reading in table.rows.items() if reading.label_row is not None}
    above: list[int] = []
    below: list[int] = []
    for other in reversed([r for r in data if r < row]):
        if other in totals or any(other < stop < (above[-1] if above else row) for stop in stops):
            break
        above.append(other)
        if other in starts:
            break
    for other in [r for r in data if r > row]:
        if other in totals or other in starts or any((below[-1] if below else row) < stop < other for stop in stops):
            break
        below.append(other)
    nearest = [list(reversed(above)), below]
    return (
        nearest
        + [part[-n:] for part in nearest[:1] for n in range(2, min(len(part), 13))]
        + [below[:n] for n in range(2, min(len(below), 13))]
        + _sections(data, totals, stops, starts)
    )


def _sections(data: list[int], totals: list[int], stops: set[int], starts: set[int]) -> list[list[int]]:
    """The rows of each section of a table: each may add up to one total of all ("by sex", "by age")."""
    out: list[list[int]] = [[]]
    before = None
    for row in data:
        if row in starts or (before is not None and any(before < stop <= row for stop in stops)):
            out.append([])
        if row not in totals:
            out[-1].append(row)
        before = row
    return [part for part in out if len(part) >= 2][:MOST_SECTIONS]


def _dense_enough(ctx: Context, table: TableReading, data: list[int], values: list[int]) -> None:
    """A table half of whose figures are words was not understood."""
    kinds = [ctx.grid.kind(ctx.grid.value(row, c)) for row in data[:400] for c in values]
    figures, words = sum(kinds.count(kind) for kind in FIGURE_KINDS), kinds.count("text") + kinds.count("date")
    if words * 5 > figures + words:
        ctx.refuse("figures_not_understood", ctx.column_cells(values[0], table.first, table.last))
        table.readable = False
