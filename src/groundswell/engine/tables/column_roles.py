"""What the columns beside a period say: names, codes, categories, figures, and what stands beside figures."""

import re
from dataclasses import dataclass, field

from groundswell.engine.numbers import clock_of
from groundswell.engine.proposal import Choice, ColumnReading, Reason, Role, TableReading
from groundswell.engine.sources.workbook import a1, column_name
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.column_heads import ColumnHeads
from groundswell.engine.tables.context import Context, forced
from groundswell.engine.tables.flags import may_be_flags
from groundswell.engine.tables.grid import ColumnLook, look_at
from groundswell.engine.tables.labels import Beside, code_like, code_of, named_role, running_number, sample
from groundswell.engine.tables.levels import leave_out_level_names, nested, say_mixed
from groundswell.engine.tables.vocabulary import says

LONG_TEXT = 80
LONG_NUMBER = 5
"""Digits of the number of a thing."""
STRAY = 10
"""A column without a head right of the table is no part of it where fewer than one in this many of its rows are filled."""

MOST_MIXED = 60
"""Rows beyond which a column of words and numbers is taken for names at once: a long list is one of cases."""
FEWEST_NUMBERS = 3
_ARROW = "[▲▼△▽▴▾↑↓↗↘→⬆⬇➔►◄●⚫]"
_NUMBER_WITH_MORE = re.compile(rf"(?:{_ARROW}\s*)?[-+−–]?\d[\d.,]*\s?%?(?:\s*(?:{_ARROW}|/\s*\d[\d.,]*|\([^()]*\)))?")
"""A number with an arrow before or behind it, out of another one, or with words in brackets."""
FIGURES_A_WORD = 4
"""A column of at least so many figures to each word is one of figures, whatever its words say."""


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
    _text_columns(ctx, table, columns, texts, body)
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
    elif (look.marks or _lengths(look, head)) and look.texts == look.clocks and not look.dates and not may_be_flags(head, look.values):
        reading.role, reading.reason = Role.VALUE, None
    elif says(vocabulary.DERIVED, head) and numbers_with_more(look, head):
        reading.reason = Reason.DERIVED
    elif look.filled <= MOST_MIXED and (_figures_with_words(look, head) or numbers_with_more(look, head)):
        _words_among_figures(ctx, table, reading, look)
    else:
        texts.append(reading)


def _names_things(head: str) -> bool:
    """Whether a head names codes, kinds, measures, places or periods."""
    named = any(says(words, head) for words in (vocabulary.CODE, vocabulary.CODE_WORD, vocabulary.CATEGORY, vocabulary.MEASURE_WEAK))
    return named or says(vocabulary.MEASURE, head) or says(vocabulary.ORG_UNIT, head) or says(vocabulary.PERIOD_HEAD, head)


def numbers_with_more(look: ColumnLook, head: str) -> bool:
    """Whether a column of texts is one of numbers with something beside each ("▲ 3", "3 (of 5)", "3/5"), and not of kinds or codes."""
    filled = look.texts + look.numbers
    if not head or _names_things(head) or not look.texts or filled < max(FEWEST_NUMBERS, look.filled) or look.distinct * 2 < look.filled:
        return False
    return all(_NUMBER_WITH_MORE.fullmatch(text) for text in look.values)


def _figures_with_words(look: ColumnLook, head: str) -> bool:
    """Whether a column holds more numbers than words, nearly each number another one, and its head names no code, kind or thing."""
    mostly = look.numbers > look.texts + look.dates and look.distinct * 4 >= look.filled * 3
    return bool(head) and not _names_things(head) and mostly and not look.codes


def _words_among_figures(ctx: Context, table: TableReading, reading: ColumnReading, look: ColumnLook) -> None:
    """Figures, where words are few among them: each word is then refused at its place. Else asked: they could be names that are numbers."""
    if (look.texts + look.dates) * FIGURES_A_WORD <= look.numbers:
        reading.role, reading.reason = Role.VALUE, None
        return
    values = {"head": reading.head, "column": column_name(reading.index)}
    choices = [Choice("value", "figures"), Choice("category", "kinds"), Choice("left_out", "left_out")]
    answer = ctx.ask("column_role", a1(table.first, reading.index), values, choices)
    if answer is None:
        table.readable = False
        return
    reading.role = Role(answer)
    reading.reason = Reason.CHOSEN if reading.role is Role.LEFT_OUT else None


def _lengths(look: ColumnLook, head: str) -> bool:
    """Whether clock readings (2:30) are lengths of time: their head says so. Others are times of day, and stay beside."""
    return look.clocks > 0 and (says(vocabulary.LENGTH_HEAD, head) or bool(clock_of(head)))


def _figure_column(ctx: Context, table: TableReading, reading: ColumnReading, look: ColumnLook, named: Role | None) -> None:
    head = reading.head
    if not table.head_rows:
        reading.role, reading.reason = Role.VALUE, None
        return
    coded = says(vocabulary.CODE_WORD, head) or (says(vocabulary.CODE, head) and _numbers_of_things(look)) or (
        says(vocabulary.CATEGORY, head) and look.distinct <= 12 and all(t.isdecimal() for t in look.values)
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
    elif not head and _stray(ctx, table, reading, look):
        reading.reason = Reason.NOTE
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


def _numbers_of_things(look: ColumnLook) -> bool:
    """Whether whole numbers under "number" are those of cases or places, not counts: long, and each another one."""
    return look.distinct == look.filled > 1 and all(text.isdecimal() and len(text) >= LONG_NUMBER for text in look.values)


def _stray(ctx: Context, table: TableReading, reading: ColumnReading, look: ColumnLook) -> bool:
    """A few figures beside a table, under no head: left out, and said."""
    headed = max((c for row in table.head_rows for c in ctx.grid.filled(row)), default=-1)
    if reading.index <= headed or look.filled * STRAY > look.filled + look.blanks:
        return False
    ctx.refuse("stray_figures", ctx.column_cells(reading.index, table.first, table.last), n=look.filled, column=column_name(reading.index))
    return True


def _text_columns(ctx: Context, table: TableReading, columns: Columns, texts: list[ColumnReading], body: list[int]) -> None:
    """Which text columns name measures and places, which are codes, categories, kinds of counting, or stand beside."""
    looks, rows = columns.looks, len(sample(body))
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
    for reading in rest:
        if looks[reading.index].distinct > 1:
            reading.role, reading.reason = (Role.ATTRIBUTE if looks[reading.index].longest > LONG_TEXT else Role.CATEGORY), None
    _several_places(ctx, table, columns, body)
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


def _several_places(ctx: Context, table: TableReading, columns: Columns, body: list[int]) -> None:
    """Several columns of place names: all filled, they are parts of one name; nested with blanks, a row is for its finest level.

    Blanks that follow no order of levels are asked about.
    """
    places = columns.of(Role.ORG_UNIT)
    levels = [r for r in places if not r.corrected]
    if len(places) < 2:
        return
    order = nested(ctx.grid, places, body)
    if order is not None:
        table.levels = [place.index for place in order]
        leave_out_level_names(ctx, columns.of(Role.CATEGORY), order, body)
        say_mixed(ctx, order, table.first, table.last)
        return
    if all(columns.looks[r.index].blanks == 0 for r in places):
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
