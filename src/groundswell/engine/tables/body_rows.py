"""Which rows of a table with periods down are figures: day order, cadence, years written once, summary rows and notes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from groundswell.domain.measurement.period import Cadence, Period, guess_cadence
from groundswell.engine.periods import DAY, Ambiguous, Calendar, Form, PeriodParser, PeriodRead, Writing, parse_year
from groundswell.engine.proposal import Choice, ColumnReading, Reason, Role, RowReading, TableReading
from groundswell.engine.sources.workbook import CellValue, a1, column_name
from groundswell.engine.tables import spans, vocabulary
from groundswell.engine.tables.across_periods import MONTHS_OF_A_YEAR, ask_day_order, day_orders, settle_turn, year_of_file
from groundswell.engine.tables.arithmetic import compare_sum, figure
from groundswell.engine.tables.context import Context, forced
from groundswell.engine.tables.down_sums import MOST_ROWS, rows_that_add_up
from groundswell.engine.tables.grid import LOOK_ROWS, blank
from groundswell.engine.tables.heads import months_in, parse_head, year_in
from groundswell.engine.tables.named_days import day_named, order_by_named_day
from groundswell.engine.tables.naming import titles_above
from groundswell.engine.tables.period_sums import OF_MONTHS, stretch_of_period
from groundswell.engine.tables.row_periods import NO_PERIOD, RowPeriods
from groundswell.engine.tables.vocabulary import says
from groundswell.engine.tables.writings import label_of


@dataclass(slots=True)
class _Sorted:
    """Rows with a period and without one. ``own``: the periods of the first of them; ``distinct``: every period, by its identity."""

    body: list[int] = field(default_factory=list)
    without: list[tuple[int, str]] = field(default_factory=list)
    own: dict[int, Period] = field(default_factory=dict)
    distinct: dict[int, Period] = field(default_factory=dict)


def body_rows(ctx: Context, table: TableReading) -> list[int] | None:
    """Rows that have a period; settles day order, cadence and filling down. Other rows become notes, totals or problems."""
    if not _settle_days(ctx, table) or not _settle_year(ctx, table):
        return None
    _fill_down(ctx, table)
    periods = RowPeriods(table, ctx.options)
    indexes = [column.index for column in periods.columns]
    rows = _sort_rows(ctx, table, periods)
    if not rows.body:
        ctx.refuse("no_dates")
        return None
    rows.without += [(row, NO_PERIOD) for row in _dates_below(ctx, rows.body, indexes)]
    body = _without_sums(ctx, table, rows, periods)
    for row, code in rows.without:
        if row not in table.rows:
            _row_without_period(ctx, table, row, code, indexes)
    if not settle_turn(ctx, table, body):
        return None
    mixed = periods.period is None and len(set(map(_length, rows.distinct.values()))) > 1
    return _one_length(ctx, table, body, periods) if mixed else _settled(ctx, table, body, periods)


def _sort_rows(ctx: Context, table: TableReading, periods: RowPeriods) -> _Sorted:
    """Every row from the first on, by whether it has a period; those that a person gave a role, and hidden ones, are read so."""
    grid, out = ctx.grid, _Sorted()
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
            out.body.append(row)
            out.distinct[id(read)] = read[0]
            if len(out.body) <= MOST_ROWS:
                out.own[row] = read[0]
        else:
            out.without.append((row, read))
    return out


def _without_sums(ctx: Context, table: TableReading, rows: _Sorted, periods: RowPeriods) -> list[int]:
    """The body's rows without those that add up others, which become totals; says where the table ends."""
    sums: dict[int, RowReading] = {}
    if len(rows.body) <= MOST_ROWS:
        own = {row: rows.own[row] for row in rows.body}
        sums = rows_that_add_up(ctx, table, periods.columns, own, [row for row, _ in rows.without])
    table.rows |= sums
    body = [row for row in rows.body if row not in sums] if sums else rows.body
    table.last = max(body[-1], *sums) if sums else body[-1]
    return body


def _one_length(ctx: Context, table: TableReading, body: list[int], periods: RowPeriods) -> list[int] | None:
    """The body's rows where years and parts of them stand in columns of their own, and quarters among months: asked which are read."""
    again = RowPeriods(table, ctx.options)
    halves = {row: again.of(ctx.grid.sheet.rows[row]) for row in range(table.first, body[-1] + 1)}
    lengths = {row: _length(half[0]) for row in body if isinstance(half := halves[row], tuple)}
    return _two_cadences(ctx, table, body, periods.columns[0].index, lengths) if len(set(lengths.values())) > 1 else body


def _settled(ctx: Context, table: TableReading, body: list[int], periods: RowPeriods) -> list[int] | None:
    """The body's rows once the cadence of their periods is settled; None while it is asked."""
    rows = ctx.grid.sheet.rows
    if periods.day is not None:
        table.cadence = guess_cadence({read[0].start for row in body if isinstance(read := periods.of(rows[row]), tuple)}).value
    if periods.period is None:
        return body
    at = periods.period.index
    values = {cells[at] for cells in (rows[row] for row in body) if at < len(cells)}
    distinct = [one for value in values if not blank(value) and (one := periods.read(value)) is not None]
    table.month_day = spans.month_day_of(distinct)
    distinct = [spans.as_day(read, table.month_day) for read in distinct]
    found = {read.cadence for read in distinct}
    table.cadence = spans.cadence_of(distinct).value
    if len(found) < 2:
        return body
    lengths = {row: one.cadence for row in body if (one := periods.read(ctx.grid.value(row, at))) is not None}
    return _two_cadences(ctx, table, body, at, lengths)


def _dates_below(ctx: Context, body: list[int], indexes: list[int]) -> list[int]:
    """Take rows that hold nothing but a date, after a gap below the figures, off the body: "Last updated", "21 October 2016"."""
    below = []
    while len(body) > 1 and body[-2] < body[-1] - 1 and set(ctx.grid.filled(body[-1])) <= set(indexes):
        below.append(body.pop())
    return below


def _length(period: Period) -> Cadence:
    """The cadence of a part of a year with its year."""
    found = stretch_of_period(0, period)
    return Cadence.DAY if found is None else OF_MONTHS.get(found.months, Cadence.IRREGULAR)


def _two_cadences(ctx: Context, table: TableReading, body: list[int], at: int, lengths: Mapping[int, Cadence]) -> list[int] | None:
    """Months and years among the rows: asked which are to be read. ``at``: the column of periods; ``lengths``: by row, of its period."""
    found = set(lengths.values())
    choices = [Choice(cadence.value, f"cadence_{cadence.value}") for cadence in sorted(found, key=lambda c: list(Cadence).index(c))]
    answer = ctx.ask("two_cadences", a1(table.first, at), {"cadences": ", ".join(c.value for c in choices)}, choices)
    if answer is None:
        return None
    kept = []
    for row in body:
        if row in lengths and lengths[row].value == answer:
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


def check_summary_rows(ctx: Context, table: TableReading, body: list[int]) -> None:
    """A row labelled as a total, without a period, is one only where it is the sum of the rows; else its figures are refused."""
    values = table.with_role(Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR)
    for row, reading in list(table.rows.items()):
        if reading.reason is not Reason.TOTAL or reading.corrected or reading.total_of or row in body:
            continue
        stated = [figure(ctx.grid.value(row, column.index), ctx.decimal_mark or ".") for column in values]
        parts = [
            [figure(ctx.grid.value(other, column.index), ctx.decimal_mark or ".") for column in values]
            for other in body
            if other not in table.rows
        ]
        if any(compare_sum([stated[at]], [[part[at]] for part in parts]).is_total for at in range(len(values))):
            reading.total_of = [other for other in body if other not in table.rows]
            continue
        del table.rows[row]
        table.last = max(table.last, row)


def _settle_days(ctx: Context, table: TableReading) -> bool:
    """Day or month first in the column of dates: said, proven, or asked. Dates of two kinds (real and text) are not mixed."""
    column = next(iter(table.with_role(Role.PERIOD)), None)
    if column is None:
        return True
    grid = ctx.grid
    values = {cells[column.index] for cells in grid.sheet.rows[table.first :] if column.index < len(cells)}
    parser = PeriodParser(Calendar(ctx.options.fiscal_start, ctx.options.school_start, None, table.school))
    reads = {value: parser.read(value) for value in values if not blank(value)}
    forms = [read.form for read in reads.values() if isinstance(read, PeriodRead)]
    if forms:
        column.form = max(set(forms), key=lambda form: (forms.count(form), form.value)).value
    open_reads = {value: read for value, read in reads.items() if isinstance(read, Ambiguous)}
    by_days = {value: read for value, read in open_reads.items() if read.readings[0].form is read.readings[1].form}
    if spans.half_turned(values):
        text = next(value for value in values if isinstance(value, str) and isinstance(reads.get(value), PeriodRead))
        cells = ctx.column_cells(column.index, table.first, grid.height - 1)
        ctx.refuse("dates_half_turned", cells, column=column_name(column.index), text=text)
        return False
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
        if not real and column.day_first is None:
            column.day_first = _order_by_name(ctx, table, column, by_days)
    if column.day_first is None:
        value, read = next((v, r) for v, r in by_days.items())
        answer = ask_day_order(ctx, ctx.column_cells(column.index, table.first, grid.height - 1), read, str(value))
        column.day_first = None if answer is None else answer == "day_first"
    return column.day_first is not None


def _order_by_name(ctx: Context, table: TableReading, column: ColumnReading, reads: Mapping[CellValue, Ambiguous]) -> bool | None:
    """The order by the day of the report, which a title, the sheet or the file is named after; said, and can be answered otherwise."""
    named = day_named([*titles_above(ctx.grid, min(table.head_rows, default=table.first)), *ctx.grid.above, ctx.name, ctx.file_stem])
    found = None if named is None else order_by_named_day(list(reads.values()), named[0])
    if named is not None and found is not None:
        text, read = next(iter(reads.items()))
        day = read.readings[0 if found else 1].period.start
        values = {"text": str(text), "day": day.isoformat(), "named": named[0].isoformat(), "name": named[1]}
        order = "day_first" if found else "month_first"
        return ctx.assume("day_order", a1(table.first, column.index), values, day_orders(read, str(text)), order) == "day_first"
    return found


def _settle_labels(ctx: Context, table: TableReading, column: ColumnReading, reads: dict, forms: list[Form]) -> bool:  # type: ignore[type-arg]
    """Labels such as 2011-12, a month or a year: as the rest of the column is; else asked."""
    if not reads:
        return True
    if {Form.MONTH, Form.FISCAL_YEAR, Form.SCHOOL_YEAR} & set(forms) and len({Form.MONTH, Form.FISCAL_YEAR} & set(forms)) < 2:
        return True
    value, read = next(iter(reads.items()))
    choices = [
        Choice(one.form.value, f"form_{one.form.value}", {"text": str(value), "start": one.period.start.isoformat()})
        for one in read.readings
    ]
    answer = ctx.ask("label_ambiguous", ctx.column_cells(column.index, table.first, ctx.grid.height - 1), {"text": str(value)}, choices)
    column.form = answer or column.form
    return answer is not None


def _settle_year(ctx: Context, table: TableReading) -> bool:
    """Months without a year in any column: the year of the title or the sheet's name, or asked."""
    part = next(iter(table.with_role(Role.PERIOD_PART)), None)
    if part is None or table.with_role(Role.YEAR) or part.writing == Writing.YEARS_BETWEEN:
        return True
    label = None
    for title in [*titles_above(ctx.grid, min(table.head_rows, default=table.first)), ctx.name]:
        months = months_in(title)
        if label is None and months is not None:
            kind = _kind_of_months(ctx, table, part, months)
            if kind is None:
                continue
            year, first, count = months
            part.year = (year, "calendar", False)
            table.turn_month = first * (100 if kind == DAY else 1) if first + count - 1 > MONTHS_OF_A_YEAR else 0
            return True
        label = label or year_in(title)
    cell = a1(table.first, part.index)
    label = label or year_of_file(ctx, cell)
    if label is None:
        answer = ctx.ask("year_missing", cell, {"first": ctx.grid.text(table.first, part.index), "last": ""})
        label = parse_year(answer) if answer else None
        if label is None:
            ctx.reopen("year_missing", cell)
            return False
    part.year = (label.first, label.kind, label.names_end)
    return True


def _kind_of_months(ctx: Context, table: TableReading, part: ColumnReading, months: tuple[int, int, int]) -> str | None:
    """ "month" or "day" where the months or days of the rows are among those that a title names; None where they are not."""
    _, first, count = months
    cells = [label_of(ctx, row, part.index, "column") for row in range(table.first, ctx.grid.height)]
    found = [read for cell in cells if (read := parse_head(cell, ctx.parser).part) is not None]
    kinds = {read.kind for read in found}
    inside = kinds in ({"month"}, {DAY}) and all((read.month - first) % MONTHS_OF_A_YEAR < count for read in found)
    return kinds.pop() if inside else None


def _fill_down(ctx: Context, table: TableReading) -> None:
    """A year, or a date, that is written once for several rows: only rows where the other half of the period stands are looked at."""
    grid = ctx.grid
    halves = table.with_role(Role.YEAR, Role.PERIOD, Role.PERIOD_PART)
    for column in table.with_role(Role.YEAR, Role.PERIOD):
        others = [other.index for other in halves if other is not column]
        cells = [
            grid.value(row, column.index)
            for row in range(table.first, min(grid.height, table.first + LOOK_ROWS))
            if (not any(blank(grid.value(row, other)) for other in others) if others else len(grid.filled(row)) > 1)
            or (not others and not blank(grid.value(row, column.index)))
        ]
        full = [cell for cell in cells if not blank(cell)]
        if len(full) == len(cells) or not cells:
            continue
        merged = any(m.left <= column.index <= m.right and m.bottom > m.top and m.top >= table.first for m in grid.sheet.merges)
        once = len(set(map(str, full))) == len(full)
        if merged or (once and (column.role is Role.YEAR or len(full) * 2 <= len(cells))):
            column.fill_down = True
