"""Which rows of a table with periods down are figures: day order, cadence, years written once, summary rows and notes."""

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.periods import Ambiguous, Calendar, Form, PeriodParser, PeriodRead, parse_year
from groundswell.engine.proposal import Choice, ColumnReading, Reason, Role, RowReading, TableReading
from groundswell.engine.sources.workbook import a1, column_name
from groundswell.engine.tables import spans, vocabulary
from groundswell.engine.tables.across import ask_day_order
from groundswell.engine.tables.arithmetic import compare_sum, figure
from groundswell.engine.tables.context import Context, forced
from groundswell.engine.tables.grid import LOOK_ROWS, blank
from groundswell.engine.tables.heads import year_in
from groundswell.engine.tables.naming import titles_above
from groundswell.engine.tables.row_periods import NO_PERIOD, RowPeriods
from groundswell.engine.tables.vocabulary import says


def body_rows(ctx: Context, table: TableReading) -> list[int] | None:
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
        distinct = [one for value in values if not blank(value) and (one := periods.read(value)) is not None]
        found = {read.cadence for read in distinct}
        table.cadence = spans.cadence_of(distinct).value
        if len(found) > 1:
            return _two_cadences(ctx, table, body, periods, found)
    return body


def _two_cadences(ctx: Context, table: TableReading, body: list[int], periods: RowPeriods, found: set[Cadence]) -> list[int] | None:
    """Months and years among the rows: asked which are to be read."""
    choices = [Choice(cadence.value, f"cadence_{cadence.value}") for cadence in sorted(found, key=lambda c: list(Cadence).index(c))]
    index = periods.columns[0].index
    answer = ctx.ask("two_cadences", a1(table.first, index), {"cadences": ", ".join(c.value for c in choices)}, choices)
    if answer is None:
        return None
    kept = []
    for row in body:
        read = periods.read(ctx.grid.value(row, index))
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


def check_summary_rows(ctx: Context, table: TableReading, body: list[int]) -> None:
    """A row labelled as a total, without a period, is one only where it is the sum of the rows; else its figures are refused."""
    values = table.with_role(Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR)
    for row, reading in list(table.rows.items()):
        if reading.reason is not Reason.TOTAL or reading.corrected or row in body:
            continue
        stated = [figure(ctx.grid.value(row, column.index), ctx.decimal_mark or ".") for column in values]
        parts = [
            [figure(ctx.grid.value(other, column.index), ctx.decimal_mark or ".") for column in values]
            for other in body
            if other not in table.rows
        ]
        if not any(compare_sum([stated[at]], [[part[at]] for part in parts]).is_total for at in range(len(values))):
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
        cells = [
            grid.value(row, column.index)
            for row in range(table.first, min(grid.height, table.first + LOOK_ROWS))
            if len(grid.filled(row)) > 1 or not blank(grid.value(row, column.index))
        ]
        full = [cell for cell in cells if not blank(cell)]
        if len(full) == len(cells) or not cells:
            continue
        merged = any(m.left <= column.index <= m.right and m.bottom > m.top and m.top >= table.first for m in grid.sheet.merges)
        once = len(set(map(str, full))) == len(full)
        if merged or (once and (column.role is Role.YEAR or len(full) * 2 <= len(cells))):
            column.fill_down = True
