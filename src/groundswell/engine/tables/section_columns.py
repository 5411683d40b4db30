"""The columns of figures of a table without dates: their names, their periods, and those that cannot be read."""

from collections import defaultdict
from datetime import date

from groundswell.engine.periods import Ambiguous, PeriodRead
from groundswell.engine.proposal import ColumnReading, Reason, Role, Span, TableReading
from groundswell.engine.sources.workbook import a1, column_name
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.arithmetic import figure, is_quotient
from groundswell.engine.tables.context import Context, forced
from groundswell.engine.tables.grid import blank, text_of
from groundswell.engine.tables.labels import sample
from groundswell.engine.tables.relations import places_or_measures
from groundswell.engine.tables.section_axes import group_like, heads_by_title
from groundswell.engine.tables.section_frame import Frame
from groundswell.engine.tables.section_heads import SectionHeads
from groundswell.engine.tables.section_periods import FoundPeriod, cell_of, offered_period, period_of_label, table_period
from groundswell.engine.tables.vocabulary import says
from groundswell.errors import Place, Problem

CHANGE_ROWS = 60
"""Rows by which a percentage is compared with the change from one column to another."""


def figure_columns(ctx: Context, frame: Frame, heads: SectionHeads) -> list[ColumnReading]:
    """Readings of the columns of figures, named by their heads."""
    out = []
    for index in frame.figures:
        name = " | ".join(heads.parts.get(index, ()))
        reading = ColumnReading(index, Role.VALUE, heads.texts.get(index, ""), name)
        if index in ctx.columns:
            reading.role, reading.corrected = ctx.columns[index], True
            reading.reason = forced(reading.role)
        elif index in ctx.grid.sheet.hidden_columns:
            reading.role, reading.reason = Role.LEFT_OUT, Reason.HIDDEN
        elif vocabulary.head_role(reading.head) is Role.TARGET and len(frame.figures) > 1:
            reading.role = Role.TARGET
        nameless = not heads.parts.get(index) and not reading.corrected and reading.role is Role.VALUE
        if nameless and not (index in heads.periods and _alone(ctx, frame, heads, index)):
            reading.refused = True
            ctx.refuse("column_without_head", a1(frame.kinds[index].first, index), column=column_name(index))
        reading.unit = "%" if reading.head.strip() == "%" else heads.units.get(index, "")
        out.append(reading)
    values = [reading for reading in out if reading.role is Role.VALUE and not reading.refused]
    if len(values) == 1 and _generic(values[0].name):
        values[0].name = ""
    for reading in out:
        if reading.role is Role.TARGET:
            before = [c.index for c in values if c.index < reading.index]
            reading.of = before[-1] if before else (values[0].index if values else None)
    return out


def _alone(ctx: Context, frame: Frame, heads: SectionHeads, index: int) -> bool:
    """Whether a column is the only one of figures, beside targets and what is worked out: then its rows are name enough."""
    others = [heads.texts.get(other, "") for other in frame.figures if other != index and other not in ctx.columns]
    beside = all(vocabulary.head_role(text) is Role.TARGET or says(vocabulary.DERIVED, text) for text in others)
    return beside and len(others) == len(frame.figures) - 1


def name_groups(table: TableReading, heads: SectionHeads, title: str) -> None:
    """Heads that name groups ("Male", "16-24") or only how something is counted ("Number") need the title to say what is counted."""
    values = [column for column in table.columns if column.role is Role.VALUE and column.name]
    if not title or table.sections != "org_unit" or not values:
        return
    parts = {column.index: heads.parts.get(column.index, ()) for column in values}
    groups = all(group_like(part) for column in values for part in parts[column.index])
    for column in values:
        if groups or all(vocabulary.only_how(part) for part in parts[column.index]):
            column.name = f"{title} | {column.name}"


def _generic(name: str) -> bool:
    return vocabulary.only_how(name) or (says(vocabulary.VALUE_HEAD, name) and len(name.split()) <= 2) or not name


def what_heads_name(ctx: Context, table: TableReading, heads: SectionHeads) -> None:
    """Measures in rows: heads that are places by a word over them or the title, groups by their own words; else it is asked."""
    values = [column for column in table.columns if column.role in (Role.VALUE, Role.LEFT_OUT) and column.name]
    if table.sections != "measure":
        return
    if heads.places or heads_by_title(heads.nearest):
        for column in values:
            column.org_unit, column.name = column.name, ""
    elif not any(says(vocabulary.GROUP_LABELS, column.name) for column in values):
        places_or_measures(ctx, table)


def give_periods(ctx: Context, table: TableReading, heads: SectionHeads, frame: Frame) -> bool:
    """The period of each column: what its head says, else that of the table; False where it has to be asked.

    Where some heads have a period and nothing else says one, the other columns are refused, each with its own problem.
    """
    columns = [c for c in table.columns if c.index in frame.figures and c.role not in (Role.LEFT_OUT, Role.ATTRIBUTE) and not c.refused]
    own = {c.index: heads.periods[c.index].read for c in columns if c.index in heads.periods}
    if not _settle_one_head(ctx, heads, frame, own):
        return False
    for column in columns:
        if column.index not in own and column.numerator in own:
            own[column.index] = own[column.numerator]
    lacking = [c for c in columns if c.index not in own]
    values = [c for c in lacking if c.role in (Role.VALUE, Role.TARGET)]
    if values:
        changes = _changes(ctx, columns, own, [c for c in values if c.role is Role.VALUE], frame.body)
        own |= changes
        values = [c for c in values if c.index not in own]
    if values:
        cell = cell_of(frame.heads[-1], values[0].index)
        found = table_period(ctx, frame, cell, values[0].head, ask=not own)
        if found is None and not own:
            return False
        found = found or offered_period(ctx, cell, [c.head for c in values])
        if found is not None:
            own |= dict.fromkeys((c.index for c in lacking if c.index not in own), found.read)
            _say_period(ctx, found, cell)
    for column in columns:
        read = own.get(column.index)
        if read is not None:
            assumed = read.assumed if column.index in heads.periods else None
            column.span = Span(read.period.start.isoformat(), read.period.end.isoformat(), read.cadence.value, assumed)
        elif column.role in (Role.VALUE, Role.TARGET):
            column.role, column.refused = Role.VALUE, True
    counts_of_refused(columns)
    return True


def _settle_one_head(ctx: Context, heads: SectionHeads, frame: Frame, own: dict[int, PeriodRead]) -> bool:
    """The period of a head that says nothing else, for its targets too; False while it is asked, where it could be two: 2011-12 (a year,
    or December), 1 March 2024 as a date (a day, or the month)."""
    for column in [c for c in own if not heads.parts.get(c) and _alone(ctx, frame, heads, c)]:
        targets = [other for other in frame.figures if vocabulary.head_role(heads.texts.get(other, "")) is Role.TARGET and other not in own]
        own |= dict.fromkeys(targets, own[column])
        row = next(r for r in reversed(frame.heads) if not blank(ctx.grid.spread(r, column)))
        value = ctx.grid.spread(row, column)
        if not isinstance(ctx.parser.read(value), Ambiguous) and not (isinstance(value, date) and value.day == 1):
            continue
        stated = None if ctx.options.period is None else period_of_label(ctx.options.period, ctx.parser)
        cell = cell_of(row, column)
        answer = None if stated is not None else ctx.ask("which_period", cell, {"head": text_of(value)})
        read = stated or (None if answer is None else period_of_label(answer, ctx.parser))
        if read is None:
            ctx.reopen("which_period", cell)
            return False
        own |= dict.fromkeys((column, *targets), read)
    return True


def counts_of_refused(columns: list[ColumnReading]) -> None:
    """The counts of a rate that is refused are refused with it, unless another rate has them too."""
    read = {at for c in columns if not c.refused for at in (c.numerator, c.denominator)}
    gone = {at for c in columns if c.refused for at in (c.numerator, c.denominator)} - read
    for column in columns:
        if column.refused:
            column.numerator = column.denominator = None
        elif column.index in gone:
            column.role, column.refused = Role.VALUE, True


def _say_period(ctx: Context, found: FoundPeriod, cell: str) -> None:
    """What the reading of the whole table rests on: a year start nobody stated."""
    if found.read.assumed is not None:
        values = {"label": found.rest, "kind": found.read.assumed, "start": found.read.period.start.isoformat()}
        ctx.problems.append(Problem("assumed_year_start", Place(ctx.name, cell), values))


def _changes(
    ctx: Context, columns: list[ColumnReading], own: dict[int, PeriodRead], values: list[ColumnReading], body: list[int]
) -> dict[int, PeriodRead]:
    """Percentages that are the change from one column to a later one, by arithmetic: they belong to the later one's period."""
    if not own or not values:
        return {}
    rows = sample(body)[:CHANGE_ROWS]
    lines = {c.index: [figure(ctx.grid.value(r, c.index), ctx.decimal_mark or ".") for r in rows] for c in [*columns, *values]}
    out: dict[int, PeriodRead] = {}
    dated = [c for c in own if c in lines][:20]
    for column in values:
        for before in dated:
            for after in dated:
                if own[before].period.start < own[after].period.start and column.index not in out:
                    change = [None if a is None or b is None else b - a for a, b in zip(lines[before], lines[after], strict=True)]
                    if is_quotient(lines[column.index], change, lines[before]):
                        out[column.index] = own[after]
    return out


def refuse_twins(ctx: Context, table: TableReading, frame: Frame) -> None:
    """Columns of one name, place and period cannot be told apart afterwards: all of them are refused, each at its head."""
    alike: dict[object, list[ColumnReading]] = defaultdict(list)
    for column in table.with_role(Role.VALUE):
        if not column.refused:
            alike[column.name, column.org_unit, str(column.span)].append(column)
    for twins in alike.values():
        for column in twins if len(twins) > 1 else ():
            other = next(one for one in twins if one is not column)
            column.refused = True
            cells = [cell_of(frame.heads[-1], one.index) for one in (column, other)]
            ctx.refuse("names_twice", cells[0], head=column.name or column.head, other=cells[1])
