"""What the columns beside a period say: names, codes, categories, figures, and what stands beside figures."""

from dataclasses import dataclass, field

from groundswell.engine.proposal import Choice, ColumnReading, Reason, Role, TableReading
from groundswell.engine.sources.workbook import a1, column_name
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.column_heads import ColumnHeads
from groundswell.engine.tables.context import Context, forced
from groundswell.engine.tables.grid import ColumnLook, look_at
from groundswell.engine.tables.labels import Beside, code_like, code_of, named_role, running_number, sample
from groundswell.engine.tables.vocabulary import says

LONG_TEXT = 80


@dataclass(slots=True)
class Columns:
    """Readings under way: each column beside the periods, with what its body holds."""

    readings: dict[int, ColumnReading] = field(default_factory=dict)
    looks: dict[int, ColumnLook] = field(default_factory=dict)

    def of(self, *roles: Role) -> list[ColumnReading]:
        return [reading for reading in self.readings.values() if reading.role in roles]


def columns_beside(ctx: Context, table: TableReading, heads: ColumnHeads, body: list[int]) -> Columns:
    """Roles of all columns but the periods."""
    columns, rows = Columns(), sample(body)
    known = {column.index for column in table.columns}
    texts: list[ColumnReading] = []
    for index in range(ctx.grid.width):
        if index in known:
            continue
        look = look_at(ctx.grid, index, rows)
        head = heads.names.get(index, "")
        if not look.filled and not head:
            continue
        reading = ColumnReading(
            index, Role.LEFT_OUT, head, unit=heads.units.get(index, ""), org_unit=heads.places.get(index, ""), reason=Reason.LABEL
        )
        columns.readings[index], columns.looks[index] = reading, look
        _one_column(ctx, table, reading, look, texts)
    _text_columns(ctx, table, columns, texts, len(rows))
    _value_names(columns)
    return columns


def _one_column(ctx: Context, table: TableReading, reading: ColumnReading, look: ColumnLook, texts: list[ColumnReading]) -> None:
    head = reading.head
    if reading.index in ctx.columns:
        reading.role, reading.corrected = ctx.columns[reading.index], True
        reading.reason = forced(reading.role)
        return
    if reading.index in ctx.grid.sheet.hidden_columns:
        reading.reason = Reason.HIDDEN
        return
    if not look.filled:
        return
    role = named_role(Beside(reading.index, head, look))
    if role is not None and not (role is Role.STATUS and look.is_figures):
        reading.role, reading.reason = role, None
        return
    named = vocabulary.head_role(head)
    if look.is_figures:
        _figure_column(ctx, table, reading, look, named)
    elif look.marks and not look.texts and not look.dates:
        reading.role, reading.reason = Role.VALUE, None
    else:
        texts.append(reading)


def _figure_column(ctx: Context, table: TableReading, reading: ColumnReading, look: ColumnLook, named: Role | None) -> None:
    head = reading.head
    if not table.head_rows:
        reading.role, reading.reason = Role.VALUE, None
        return
    coded = says(vocabulary.CODE, head) or (
        says(vocabulary.CATEGORY, head) and look.distinct <= 12 and all(t.isdigit() for t in look.values)
    )
    if running_number(look_at(ctx.grid, reading.index, range(table.first, min(table.last + 1, table.first + 100)))) and (
        not head or says(vocabulary.CODE, head) or says(vocabulary.PERIOD_HEAD, head)
    ):
        return
    if vocabulary.words(head) in vocabulary.FORMATTING:
        reading.role, reading.reason = Role.ATTRIBUTE, None
        return
    if says(vocabulary.DERIVED, head):
        reading.reason = Reason.DERIVED
    elif coded:
        reading.role, reading.reason = (Role.CATEGORY if says(vocabulary.CATEGORY, head) else Role.CODE), None
    elif named in (Role.NUMERATOR, Role.DENOMINATOR):
        reading.role, reading.reason = named, None
    elif not head:
        cell = a1(table.first, reading.index)
        choices = [Choice("left_out", "left_out"), Choice("value", "figures")]
        answer = ctx.ask("column_role", cell, {"head": "", "column": column_name(reading.index)}, choices)
        if answer is None:
            table.readable = False
        else:
            reading.role = Role(answer)
            reading.reason = Reason.CHOSEN if reading.role is Role.LEFT_OUT else None
    else:
        reading.role, reading.reason = Role.VALUE, None


def _text_columns(ctx: Context, table: TableReading, columns: Columns, texts: list[ColumnReading], rows: int) -> None:
    """Which text columns name measures and places, which are codes, categories, kinds of counting, or stand beside."""
    looks = columns.looks
    kinds = [r for r in texts if looks[r.index].values and all(vocabulary.words(t) in vocabulary.KIND_WORDS for t in looks[r.index].values)]
    for reading in kinds:
        reading.role, reading.reason = Role.MEASUREMENT_UNIT, None
    codes = [
        r
        for r in texts
        if r not in kinds and (code_like(looks[r.index]) or (says(vocabulary.CODE, r.head) and looks[r.index].longest <= 24))
    ]
    rest = [r for r in texts if r not in kinds and r not in codes]
    _by_their_heads(columns, rest, rows)
    rest = [r for r in rest if r.role is Role.LEFT_OUT]
    if not columns.of(Role.MEASURE) and not columns.of(Role.ORG_UNIT):
        weak = [r for r in rest if says(vocabulary.MEASURE_WEAK, r.head)]
        if weak:
            weak[0].role, weak[0].reason = Role.MEASURE, None
            rest.remove(weak[0])
    _codes(columns, codes)
    _several_places(ctx, table, columns)
    for reading in rest:
        if looks[reading.index].distinct > 1:
            reading.role, reading.reason = (Role.ATTRIBUTE if looks[reading.index].longest > LONG_TEXT else Role.CATEGORY), None
    for reading in columns.of(Role.CATEGORY):
        reading.names = reading.names or ("org_unit" if columns.of(Role.ORG_UNIT) and not columns.of(Role.MEASURE) else "measure")


def _by_their_heads(columns: Columns, texts: list[ColumnReading], rows: int) -> None:
    """Roles that heads give to text columns: measures and places; free text is kept beside."""
    for reading in texts:
        look = columns.looks[reading.index]
        if says(vocabulary.MEASURE, reading.head):
            if columns.of(Role.MEASURE):
                reading.role, reading.reason, reading.names = Role.CATEGORY, None, "measure"
            else:
                reading.role, reading.reason = Role.MEASURE, None
        elif says(vocabulary.ORG_UNIT, reading.head) and not says(vocabulary.CATEGORY, reading.head):
            reading.role, reading.reason = Role.ORG_UNIT, None
        elif not says(vocabulary.MEASURE_WEAK, reading.head) and (
            look.longest > LONG_TEXT or (look.distinct * 2 > rows and look.distinct > 20 and not says(vocabulary.CATEGORY, reading.head))
        ):
            reading.role, reading.reason = Role.ATTRIBUTE, None


def _codes(columns: Columns, codes: list[ColumnReading]) -> None:
    """Codes stand for the place names beside them; without names they are the places themselves."""
    places = columns.of(Role.ORG_UNIT)
    measures = columns.of(Role.MEASURE)
    placed = [r for r in codes if says(vocabulary.ORG_UNIT, r.head)]
    if not places and placed:
        placed[0].role, placed[0].reason = Role.ORG_UNIT, None
        codes = [r for r in codes if r is not placed[0]]
        places = placed[:1]
    for reading in codes:
        if says(vocabulary.CATEGORY, reading.head):
            reading.role, reading.reason, reading.names = Role.CATEGORY, None, ""
        else:
            reading.role, reading.reason, reading.names = Role.CODE, None, code_of(reading, measures, places)


def _several_places(ctx: Context, table: TableReading, columns: Columns) -> None:
    """Several columns of place names: all filled, they are parts of one name; with blanks, they are levels, and that is asked."""
    places = columns.of(Role.ORG_UNIT)
    levels = [r for r in places if not r.corrected]
    if len(places) < 2 or all(columns.looks[r.index].blanks == 0 for r in places):
        return
    choices = [Choice(str(r.index), "column_named", {"head": r.head, "column": column_name(r.index)}) for r in levels]
    cell = a1(max(table.first - 1, 0), levels[0].index)
    answer = ctx.ask("several_places", cell, {"columns": ", ".join(r.head for r in levels)}, choices)
    if answer is None:
        table.readable = False
        return
    for reading in levels:
        if str(reading.index) != answer:
            reading.role, reading.reason = Role.ATTRIBUTE, None


def _value_names(columns: Columns) -> None:
    """What each column of figures adds to a measure's name: its head, unless a measure column names it and it is the only one."""
    values = columns.of(Role.VALUE)
    alone = len(values) == 1
    for reading in values:
        generic = not reading.head or (says(vocabulary.VALUE_HEAD, reading.head) and len(vocabulary.words(reading.head).split()) <= 2)
        named = bool(columns.of(Role.MEASURE))
        kind = vocabulary.words(reading.head) in vocabulary.KIND_WORDS
        reading.name = "" if alone and (generic or (named and kind)) else reading.head
        if generic and not alone and named and len([r for r in values if r.name]) == 0:
            reading.name = ""
    for reading in columns.of(Role.TARGET, Role.COMMENT, Role.STATUS, Role.NUMERATOR, Role.DENOMINATOR):
        before = [r.index for r in values if r.index < reading.index]
        reading.of = before[-1] if before else (values[0].index if values else None)
    numerators, denominators = columns.of(Role.NUMERATOR), columns.of(Role.DENOMINATOR)
    if len(numerators) == len(denominators) == 1 and len(values) == 1:
        values[0].numerator, values[0].denominator = numerators[0].index, denominators[0].index
