"""What the columns of a table with periods down say, and which figures beside a period are measures of their own."""

from dataclasses import dataclass, field
from decimal import Decimal

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.periods import Ambiguous, Calendar, Form, PeriodParser, PeriodRead, parse_year
from groundswell.engine.proposal import Choice, ColumnReading, Reason, Role, RowReading, TableReading
from groundswell.engine.sources.workbook import a1, column_name
from groundswell.engine.tables import spans, vocabulary
from groundswell.engine.tables.across import ask_day_order
from groundswell.engine.tables.arithmetic import Line, compare_sum, figure, find_counts, find_total
from groundswell.engine.tables.column_heads import ColumnHeads, column_heads
from groundswell.engine.tables.context import Context, forced
from groundswell.engine.tables.down import DownHead
from groundswell.engine.tables.grid import LOOK_ROWS, ColumnLook, blank, look_at
from groundswell.engine.tables.groups import leave_out_total_rows, same_key_twice
from groundswell.engine.tables.heads import year_in
from groundswell.engine.tables.labels import Beside, code_like, code_of, named_role, running_number, sample, written_once
from groundswell.engine.tables.naming import measure_from_title, titles_above
from groundswell.engine.tables.row_periods import NO_PERIOD, RowPeriods
from groundswell.engine.tables.vocabulary import says

LONG_TEXT = 80
WIDEST_SUM = 16
"""Columns beside a total that are tried as its parts, besides all of them together."""
RELATION_ROWS = 80
"""Rows by which columns are compared with each other."""


@dataclass(slots=True)
class Columns:
    """Readings under way: each column beside the periods, with what its body holds."""

    readings: dict[int, ColumnReading] = field(default_factory=dict)
    looks: dict[int, ColumnLook] = field(default_factory=dict)

    def of(self, *roles: Role) -> list[ColumnReading]:
        return [reading for reading in self.readings.values() if reading.role in roles]


def read_down(ctx: Context, head: DownHead) -> TableReading | None:
    """The whole table; None where it is not understood (its problem or question is in the context)."""
    grid = ctx.grid
    heads = column_heads(ctx, head)
    if heads is None:
        return None
    table = TableReading("down", head.head_rows, head.first, grid.height - 1, [])
    for index, role in head.roles.items():
        reading = ColumnReading(index, role, heads.texts.get(index, ""))
        reading.corrected = index in ctx.columns
        table.columns.append(reading)
    table.school = any(says(vocabulary.SCHOOL_HEAD, column.head) for column in table.columns) or _says_academic(ctx, head)
    for index in head.redundant:
        table.columns.append(ColumnReading(index, Role.LEFT_OUT, heads.texts.get(index, ""), reason=Reason.LABEL))
    body = _body(ctx, table)
    if body is None:
        return None
    columns = _beside(ctx, table, heads, body)
    for reading in columns.of(Role.MEASURE, Role.ORG_UNIT, Role.CATEGORY):
        reading.fill_down = written_once(ctx.grid, reading.index, body)
    table.columns = sorted([*table.columns, *columns.readings.values()], key=lambda c: c.index)
    if not any(column.role is Role.VALUE for column in table.columns):
        if table.readable:
            ctx.refuse("no_figures")
        return None
    _table_name(ctx, table, head)
    _drop_what_follows(ctx, table, body)
    _relations(ctx, table, body)
    _places_or_measures(ctx, table)
    if not _names_differ(ctx, table):
        return None
    _check_summary_rows(ctx, table, body)
    leave_out_total_rows(ctx, table, body)
    if not same_key_twice(ctx, table, body):
        return None
    return table if table.readable else None


def _says_academic(ctx: Context, head: DownHead) -> bool:
    """A column beside that says "Academic year" for every row (as the DfE writes it)."""
    if head.first >= ctx.grid.height:
        return False
    return any(isinstance(v, str) and vocabulary.words(v) in ("academic year", "school year") for v in ctx.grid.sheet.rows[head.first][:12])


def _body(ctx: Context, table: TableReading) -> list[int] | None:
    """Rows that have a period; settles day order, cadence and filling down. Other rows become notes, totals or problems."""
    grid = ctx.grid
    if not _settle_days(ctx, table) or not _settle_year(ctx, table):
        return None
    _fill_down(ctx, table)
    periods = RowPeriods(table, ctx.options)
    indexes = [column.index for column in periods.columns]
    body, without = [], []
    for row in range(table.first, grid.height):
        cells = grid.sheet.rows[row]
        if not cells:
            continue
        read = periods.of(cells)
        if row in ctx.rows and ctx.rows[row] is not Role.MEASURE:
            table.rows[row] = RowReading(ctx.rows[row], forced(ctx.rows[row]), corrected=True)
        elif row in grid.sheet.hidden_rows:
            table.rows[row] = RowReading(Role.LEFT_OUT, Reason.HIDDEN)
        elif isinstance(read, tuple):
            body.append(row)
        else:
            without.append((row, read))
    if not body:
        ctx.refuse("no_dates")
        return None
    table.last = body[-1]
    for row, code in without:
        _row_without_period(ctx, table, row, code, indexes)
    if periods.period is not None:
        at = indexes[0]
        values = {cells[at] for cells in (grid.sheet.rows[row] for row in body) if at < len(cells)}
        distinct = [read for value in values if not blank(value) and (read := periods.read(value)) is not None]
        found = {read.cadence for read in distinct}
        table.cadence = spans.cadence_of(distinct).value
        if len(found) > 1:
            return _two_cadences(ctx, table, body, periods, found)
    return body


def _cell(ctx: Context, row: int, column: int) -> object:
    return ctx.grid.value(row, column)


def _two_cadences(ctx: Context, table: TableReading, body: list[int], periods: RowPeriods, found: set[Cadence]) -> list[int] | None:
    """Months and years among the rows: asked which are to be read."""
    choices = [Choice(cadence.value, f"cadence_{cadence.value}") for cadence in sorted(found, key=lambda c: list(Cadence).index(c))]
    assert periods.period is not None
    index = periods.period.index
    answer = ctx.ask("two_cadences", a1(table.first, index), {"cadences": ", ".join(c.value for c in choices)}, choices)
    if answer is None:
        return None
    kept = []
    for row in body:
        read = periods.read(_cell(ctx, row, index))  # type: ignore[arg-type]
        if read is not None and read.cadence.value == answer:
            kept.append(row)
        else:
            table.rows[row] = RowReading(Role.LEFT_OUT, Reason.DERIVED)
    table.cadence = answer
    return kept


def _row_without_period(ctx: Context, table: TableReading, row: int, code: str, indexes: list[int]) -> None:
    """A row of the body, or below it, whose period cell holds none: a note, a summary row, a printed head, or a problem."""
    grid = ctx.grid
    filled = grid.filled(row)
    numbers = [c for c in filled if c not in indexes and grid.kind(grid.value(row, c)) in ("number", "error")]
    if not filled:
        return
    if any(grid.sheet.rows[row] == grid.sheet.rows[head] for head in table.head_rows):
        table.rows[row] = RowReading(Role.HEAD, Reason.HEAD)
    elif not numbers:
        table.rows[row] = RowReading(Role.NOTE, Reason.NOTE)
    else:
        label = grid.text(row, filled[0])
        if code != NO_PERIOD and says(vocabulary.DERIVED, label):
            table.rows[row] = RowReading(Role.LEFT_OUT, Reason.DERIVED)
        elif says(vocabulary.TOTAL, label) or says(vocabulary.AVERAGE, label):
            table.rows[row] = RowReading(Role.LEFT_OUT, Reason.TOTAL if says(vocabulary.TOTAL, label) else Reason.DERIVED)
        elif row > table.last and (vocabulary.NOTE_START.match(label.lower()) or not ctx.grid.filled(row - 1)) and len(numbers) == 1:
            table.rows[row] = RowReading(Role.NOTE, Reason.NOTE)
        else:
            table.last = max(table.last, row)


def _check_summary_rows(ctx: Context, table: TableReading, body: list[int]) -> None:
    """A row labelled as a total, without a period, is one only where it is the sum of the rows; else its figures are refused."""
    values = table.with_role(Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR)
    for row, reading in list(table.rows.items()):
        if reading.reason is not Reason.TOTAL or reading.corrected or row in body:
            continue
        stated = [figure(ctx.grid.value(row, column.index), ctx.decimal_mark or ".") for column in values]
        parts = [[figure(ctx.grid.value(other, column.index), ctx.decimal_mark or ".") for column in values] for other in body if other not in table.rows]
        if not any(compare_sum([stated[at]], [[part[at]] for part in parts]).is_total for at in range(len(values))):
            del table.rows[row]
            table.last = max(table.last, row)


def _settle_days(ctx: Context, table: TableReading) -> bool:
    """Day or month first in the column of dates: said, proven, or asked. Dates of two kinds (real and text) are not mixed."""
    column = next(iter(table.with_role(Role.PERIOD)), None)
    if column is None:
        return True
    grid = ctx.grid
    values = {cells[column.index] for cells in grid.sheet.rows[table.first:] if column.index < len(cells)}
    parser = PeriodParser(Calendar(ctx.options.fiscal_start, ctx.options.school_start, None, table.school))
    reads = {value: parser.read(value) for value in values if not blank(value)}
    forms = [read.form for read in reads.values() if isinstance(read, PeriodRead)]
    if forms:
        column.form = max(set(forms), key=lambda form: (forms.count(form), form.value)).value
    open_reads = {value: read for value, read in reads.items() if isinstance(read, Ambiguous)}
    by_days = {value: read for value, read in open_reads.items() if read.readings[0].form is read.readings[1].form}
    if not by_days:
        column.day_first = ctx.options.day_first
        return _settle_labels(ctx, table, column, open_reads, forms)
    column.day_first = ctx.options.day_first
    if column.day_first is None:
        texts = [value for value in reads if isinstance(value, str)]
        real = any(not isinstance(value, (str, int)) for value in reads)
        found = spans.day_order(texts, "month" in vocabulary.words(column.head).split())
        column.day_first = None if real else found.day_first
        if found.mixed:
            ctx.refuse("dates_mixed", a1(table.first, column.index), column=column_name(column.index))
            return False
    if column.day_first is None:
        value, read = next((v, r) for v, r in by_days.items())
        answer = ask_day_order(ctx, ctx.column_cells(column.index, table.first, grid.height - 1), read, str(value))
        column.day_first = None if answer is None else answer == "day_first"
    return column.day_first is not None


def _settle_labels(ctx: Context, table: TableReading, column: ColumnReading, reads: dict, forms: list[Form]) -> bool:  # type: ignore[type-arg]
    """Labels such as 2011-12, a month or a year: as the rest of the column is; else asked."""
    if not reads:
        return True
    if {Form.MONTH, Form.FISCAL_YEAR, Form.SCHOOL_YEAR} & set(forms) and len({Form.MONTH, Form.FISCAL_YEAR} & set(forms)) < 2:
        return True
    value, read = next(iter(reads.items()))
    choices = [Choice(one.form.value, f"form_{one.form.value}", {"text": str(value), "start": one.period.start.isoformat()}) for one in read.readings]
    answer = ctx.ask("label_ambiguous", ctx.column_cells(column.index, table.first, ctx.grid.height - 1), {"text": str(value)}, choices)
    column.form = answer or column.form
    return answer is not None


def _settle_year(ctx: Context, table: TableReading) -> bool:
    """Months without a year in any column: the year of the title or the sheet's name, or asked."""
    part = next(iter(table.with_role(Role.PERIOD_PART)), None)
    if part is None or table.with_role(Role.YEAR):
        return True
    label = None
    for title in [*titles_above(ctx.grid, min(table.head_rows, default=table.first)), ctx.name]:
        label = label or year_in(title)
    if label is None:
        cell = a1(table.first, part.index)
        answer = ctx.ask("year_missing", cell, {"first": ctx.grid.text(table.first, part.index), "last": ""})
        label = parse_year(answer) if answer else None
        if label is None:
            ctx.reopen("year_missing", cell)
            return False
    part.year = (label.first, label.kind, label.names_end)
    return True


def _fill_down(ctx: Context, table: TableReading) -> None:
    """A year, or a date, that is written once for several rows."""
    grid = ctx.grid
    for column in table.with_role(Role.YEAR, Role.PERIOD):
        cells = [grid.value(row, column.index) for row in range(table.first, min(grid.height, table.first + LOOK_ROWS))
                 if len(grid.filled(row)) > 1 or not blank(grid.value(row, column.index))]
        full = [cell for cell in cells if not blank(cell)]
        if len(full) == len(cells) or not cells:
            continue
        merged = any(m.left <= column.index <= m.right and m.bottom > m.top and m.top >= table.first for m in grid.sheet.merges)
        once = len(set(map(str, full))) == len(full)
        if merged or (once and (column.role is Role.YEAR or len(full) * 2 <= len(cells))):
            column.fill_down = True


def _beside(ctx: Context, table: TableReading, heads: ColumnHeads, body: list[int]) -> Columns:
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
        reading = ColumnReading(index, Role.LEFT_OUT, head, unit=heads.units.get(index, ""), org_unit=heads.places.get(index, ""), reason=Reason.LABEL)
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
    coded = says(vocabulary.CODE, head) or (says(vocabulary.CATEGORY, head) and look.distinct <= 12 and all(t.isdigit() for t in look.values))
    if running_number(look_at(ctx.grid, reading.index, range(table.first, min(table.last + 1, table.first + 100)))) and (not head or says(vocabulary.CODE, head) or says(vocabulary.PERIOD_HEAD, head)):
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
        if ctx.ask("column_role", cell, {"head": "", "column": column_name(reading.index)}, [Choice("left_out", "left_out")]) is None:
            table.readable = False
        else:
            reading.reason = Reason.CHOSEN
    else:
        reading.role, reading.reason = Role.VALUE, None


def _text_columns(ctx: Context, table: TableReading, columns: Columns, texts: list[ColumnReading], rows: int) -> None:
    """Which text columns name measures and places, which are codes, categories, kinds of counting, or stand beside."""
    looks = columns.looks
    kinds = [r for r in texts if looks[r.index].values and all(vocabulary.words(t) in vocabulary.KIND_WORDS for t in looks[r.index].values)]
    for reading in kinds:
        reading.role, reading.reason = Role.MEASUREMENT_UNIT, None
    codes = [r for r in texts if r not in kinds and (code_like(looks[r.index]) or (says(vocabulary.CODE, r.head) and looks[r.index].longest <= 24))]
    rest = [r for r in texts if r not in kinds and r not in codes]
    for reading in rest:
        look = looks[reading.index]
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
            reading.role, reading.reason = Role.CATEGORY, None
            reading.names = "org_unit" if columns.of(Role.ORG_UNIT) and not columns.of(Role.MEASURE) else "measure"
    for reading in rest:
        if reading.role is Role.CATEGORY and looks[reading.index].longest > LONG_TEXT:
            reading.role = Role.ATTRIBUTE
    for reading in columns.of(Role.CATEGORY):
        reading.names = reading.names or ("org_unit" if columns.of(Role.ORG_UNIT) and not columns.of(Role.MEASURE) else "measure")


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
        reading.name = "" if alone and (generic or named and kind) else reading.head
        if generic and not alone and named and len([r for r in values if r.name]) == 0:
            reading.name = ""
    for reading in columns.of(Role.TARGET, Role.COMMENT, Role.STATUS, Role.NUMERATOR, Role.DENOMINATOR):
        before = [r.index for r in values if r.index < reading.index]
        reading.of = before[-1] if before else (values[0].index if values else None)
    numerators, denominators = columns.of(Role.NUMERATOR), columns.of(Role.DENOMINATOR)
    if len(numerators) == len(denominators) == 1 and len(values) == 1:
        values[0].numerator, values[0].denominator = numerators[0].index, denominators[0].index


def _table_name(ctx: Context, table: TableReading, head: DownHead) -> None:
    titles = titles_above(ctx.grid, min(head.head_rows, default=head.first))
    table.measure = measure_from_title(titles, "")


def _drop_what_follows(ctx: Context, table: TableReading, body: list[int]) -> None:
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


def _places_or_measures(ctx: Context, table: TableReading) -> None:
    """Measures in rows and several columns of figures beside: do their heads name places, or further measures? Asked."""
    values = [column for column in table.columns if column.role is Role.VALUE and not column.corrected]
    named = [c for c in values if c.name and vocabulary.words(c.name) not in vocabulary.KIND_WORDS and not says(vocabulary.VALUE_HEAD, c.name)]
    if len(named) < 2 or not table.with_role(Role.MEASURE) or table.with_role(Role.ORG_UNIT):
        return
    cell = a1(max(table.first - 1, 0), named[0].index)
    choices = [Choice("places", "heads_are_places"), Choice("measures", "heads_are_measures")]
    answer = ctx.ask("places_or_measures", cell, {"first": named[0].name, "last": named[-1].name}, choices)
    if answer == "places":
        for column in named:
            column.org_unit, column.name = column.name, ""


def _relations(ctx: Context, table: TableReading, body: list[int]) -> None:
    """Percentages with their counts in columns, and columns that are the total of others: by arithmetic, on the first rows."""
    values = [column for column in table.columns if column.role is Role.VALUE]
    if len(values) < 3:
        return
    rows = sample(body)[:: max(1, len(sample(body)) // RELATION_ROWS)]
    lines: dict[int, Line] = {
        column.index: [figure(ctx.grid.value(row, column.index), column.decimal_mark or ctx.decimal_mark or ".") for row in rows] for column in values
    }
    shares = [column for column in values if _is_share(ctx, column, rows)]
    counts = [column.index for column in values if column not in shares]
    by_index = {column.index: column for column in values}
    used: set[int] = set()
    for share in shares:
        found = find_counts(share.index, lines, counts, lambda index, share=share: (abs(index - share.index), index))  # type: ignore[misc]
        if found is not None:
            share.numerator, share.denominator = found
            used |= set(found)
    for column in values:
        if column.index in used:
            by_index[column.index].role = Role.NUMERATOR if any(s.numerator == column.index for s in shares) else Role.DENOMINATOR
        elif says(vocabulary.TOTAL, column.head) and not column.corrected:
            _total_column(ctx, column, counts, lines, rows)


def _is_share(ctx: Context, column: ColumnReading, rows: list[int]) -> bool:
    text = vocabulary.words(f"{column.head} {column.unit}")
    if "%" in text or any(word in text.split() for word in ("percentage", "percent", "perc", "pct", "rate", "share", "proportion", "ratio")):
        return True
    return any((row, column.index) in ctx.grid.sheet.percent or ctx.grid.text(row, column.index).endswith("%") for row in rows[:20])


def _total_column(ctx: Context, column: ColumnReading, counts: list[int], lines: dict[int, Line], rows: list[int]) -> None:
    others = [index for index in counts if index != column.index]
    right = [index for index in others if index > column.index]
    left = [index for index in others if index < column.index]
    runs = [right[:n] for n in range(2, min(len(right), WIDEST_SUM) + 1)] + [left[-n:] for n in range(2, min(len(left), WIDEST_SUM) + 1)]
    check = find_total(column.index, lines, [others, *reversed(runs)])
    if check is None:
        return
    column.role, column.reason = Role.LEFT_OUT, Reason.TOTAL
    for place in check.differing[:50]:
        stated: Decimal | None = lines[column.index][place]
        ctx.refuse("total_differs", a1(rows[place], column.index), label=column.head, stated=str(stated))


def _names_differ(ctx: Context, table: TableReading) -> bool:
    """Two columns of figures of one name cannot be told apart afterwards."""
    values = [column for column in table.columns if column.role is Role.VALUE]
    for column in values:
        twin = next((c for c in values if c.index < column.index and (c.name, c.org_unit) == (column.name, column.org_unit)), None)
        if twin is not None:
            if column.unit != twin.unit:
                column.name, twin.name = f"{column.name} ({column.unit})", f"{twin.name} ({twin.unit})"
                continue
            ctx.refuse("names_twice", a1(max(table.first - 1, 0), column.index), head=column.name, other=a1(max(table.first - 1, 0), twin.index))
            return False
    return True
