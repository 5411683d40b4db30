"""Periods of the columns of a table with periods across: years from above, the title or the sheet's name, day order, one cadence."""

from dataclasses import replace

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.periods import DAY, WEEK, Ambiguous, Form, Part, PeriodParser, PeriodRead, YearLabel, named_month, parse_year
from groundswell.engine.proposal import Choice, ColumnReading, Reason, Role, TableReading
from groundswell.engine.sources.workbook import a1, column_name
from groundswell.engine.tables import spans
from groundswell.engine.tables.across_head import AcrossHead
from groundswell.engine.tables.context import Context, forced
from groundswell.engine.tables.heads import HeadCell, months_in, parse_head, year_in
from groundswell.engine.tables.naming import titles_above
from groundswell.engine.tables.row_periods import is_day, year_text
from groundswell.engine.tables.writings import ask_writing, label_of
from groundswell.errors import Place, Problem

MONTHS_OF_A_YEAR = 12
LOOK_ROWS = 2_000
"""Rows by which the order of the months in a year is seen."""


def period_columns(
    ctx: Context, head: AcrossHead, expanded: dict[int, HeadCell], by_rows: tuple[int, Role] | None
) -> list[ColumnReading] | None:
    """Readings of the columns under periods; None after a question or refusal."""
    if not ask_writing(ctx, "row", head.row) or (by_rows is None and not _name_years(ctx, head, expanded)):
        return None
    reads = {} if by_rows is not None else _reads(ctx, head, expanded)
    if reads is None:
        return None
    value_reads = [read for c, read in reads.items() if expanded[c].role is Role.VALUE]
    kept = _one_cadence(ctx, head, reads, expanded) if by_rows is None else None
    if by_rows is None and kept is None:
        return None
    cadence = spans.cadence_of([r for r in value_reads if kept is None or r.cadence in kept]) if value_reads else Cadence.IRREGULAR
    columns, seen = [], set()
    for column, cell in expanded.items():
        text = ctx.grid.text(head.row, column) or ("" if head.sub_row is None else ctx.grid.text(head.sub_row, column))
        reading = ColumnReading(column, cell.role, text, head.groups.get(column, ""), reason=cell.reason)
        if column in ctx.columns:
            reading.role, reading.corrected = ctx.columns[column], True
            reading.reason = forced(reading.role)
        elif column in ctx.grid.sheet.hidden_columns:
            reading.role, reading.reason = Role.LEFT_OUT, Reason.HIDDEN
        elif reading.role is Role.LEFT_OUT and reading.reason is None:
            cell_name = a1(head.rows[-1], column)
            if (
                ctx.ask(
                    "column_role",
                    cell_name,
                    {"head": ctx.grid.text(head.rows[-1], column), "column": column_name(column)},
                    [Choice("left_out", "left_out")],
                )
                is None
            ):
                return None
            reading.reason = Reason.CHOSEN
        if by_rows is not None:
            reading.year = None if cell.year is None else (cell.year.first, cell.year.kind, cell.year.names_end)
            reading.part = None if cell.part is None else (cell.part.kind, cell.part.number)
        else:
            reading.span = spans.span_of(reads[column], cadence)
            if kept is not None and reads[column].cadence not in kept and reading.role is Role.VALUE and not reading.corrected:
                reading.role, reading.reason = Role.LEFT_OUT, Reason.DERIVED
        key = (reading.role, str(reading.span), reading.year, reading.part, reading.name)
        if reading.role in (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR) and key in seen:
            ctx.refuse("period_twice", a1(head.row, column), period=reading.head)
            return None
        seen.add(key)
        columns.append(reading)
    return columns


def _name_years(ctx: Context, head: AcrossHead, expanded: dict[int, HeadCell]) -> bool:
    """Give months and quarters without a year above them one: carried on, from the title, from the sheet's name, or asked."""
    missing = [c for c, cell in expanded.items() if cell.part is not None and c not in head.years]
    if not missing:
        return True
    carried = {column: year for group in _by_group(head, expanded) for column, year in spans.carried_years(group).items()}
    if all(c in carried for c in missing):
        head.years.update(carried)
        return True
    cell = a1(head.row, missing[0])
    texts = [*titles_above(ctx.grid, head.rows[0]), *ctx.grid.above, ctx.name, ctx.file_stem]
    if any((part := expanded[c].part) is not None and part.kind == WEEK for c in missing) and named_month(texts) is not None:
        ctx.refuse("heads_not_understood", cell)  # week 1 of a month, or of its year?
        return False
    label = None
    for title in [*titles_above(ctx.grid, head.rows[0]), ctx.name]:
        months = months_in(title)
        if label is None and months is not None:
            years = _years_from(months, expanded, missing)
            if years is None:
                continue
            head.years.update(years)
            return True
        label = label or year_in(title)
    label = label or year_of_file(ctx, cell)
    if label is None:
        answer = ctx.ask("year_missing", cell, {"first": ctx.grid.text(head.row, missing[0]), "last": ctx.grid.text(head.row, missing[-1])})
        label = parse_year(answer) if answer else None
        if label is None:
            ctx.reopen("year_missing", cell)
            return False
    head.years.update(dict.fromkeys(missing, label))
    return True


def year_of_file(ctx: Context, cell: str) -> YearLabel | None:
    """The one year that the file's name speaks of, and say that it was taken from there; None where it names none, or several."""
    label = year_in(ctx.file_stem.replace("_", " "))
    if label is not None:
        ctx.problems.append(Problem("year_from_file", Place(ctx.name, cell), {"year": year_text(label), "name": ctx.file_stem}))
    return label


def _years_from(months: tuple[int, int, int], expanded: dict[int, HeadCell], missing: list[int]) -> dict[int, YearLabel] | None:
    """The year of each month, counted from the first month that a title names; None where the heads are not those months."""
    year, first, count = months
    out: dict[int, YearLabel] = {}
    for column in missing:
        part = expanded[column].part
        if part is None or part.kind not in ("month", DAY):
            return None
        ahead = (part.month - first) % 12
        if ahead >= count or count > MONTHS_OF_A_YEAR:
            return None
        out[column] = YearLabel(year + (first + ahead > MONTHS_OF_A_YEAR))
    return out


def _reads(ctx: Context, head: AcrossHead, expanded: dict[int, HeadCell]) -> dict[int, PeriodRead] | None:
    """A period for each column; None after a question."""
    order = _order_of_days(ctx, head)
    forms = [cell.read.form for cell in expanded.values() if isinstance(cell.read, PeriodRead)]
    forms += [Form.FISCAL_YEAR for cell in expanded.values() if cell.year is not None and cell.year.kind == "fiscal"]
    parts = {c: cell for c, cell in expanded.items() if cell.part is not None}
    with_years = _with_years(ctx, head, parts)
    if with_years is None:
        if not ctx.problems:
            ctx.refuse("heads_not_understood", a1(head.row, min(expanded)))
        return None
    reads: dict[int, PeriodRead] = {}
    beside = [ctx.grid.text(row, column) for row in (head.row - 1, head.row) if row >= 0 for column in range(min(expanded) + 1)]
    ending = next((found for text in beside if (found := spans.ending_of(text))), "")
    for column, cell in expanded.items():
        read = with_years.get(column) or (
            spans.year_span(cell.year, ctx.parser) if cell.year is not None else spans.settle(cell.read, forms, order)
        )
        if read is None:
            _ask_order(ctx, head, column, cell)
            return None
        reads[column] = read if not ending else spans.ended(read, ending)
    month_day = spans.month_day_of(reads.values())
    return {column: spans.as_day(read, month_day) for column, read in reads.items()}


def _by_group(head: AcrossHead, cells: dict[int, HeadCell]) -> list[dict[int, HeadCell]]:
    """The heads of each group, which begin their year anew; all of them where there are no groups."""
    groups = dict.fromkeys(head.groups.get(c, "") for c in cells)
    return [{c: cell for c, cell in cells.items() if head.groups.get(c, "") == group} for group in groups]


def _with_years(ctx: Context, head: AcrossHead, parts: dict[int, HeadCell]) -> dict[int, PeriodRead] | None:
    """Months and quarters in the years above them; None after a question, or where they do not go together."""
    cell = a1(head.row if head.year_row is None else head.year_row, min(parts, default=0))
    out: dict[int, PeriodRead] = {}
    for own in _by_group(head, parts):
        found = spans.with_years(own, head.years, _by_their_order(ctx, head, own))
        if isinstance(found, spans.Wrapped):
            found = _unwrapped(ctx, head, own, ask_turn(ctx, cell, found.label))
        if found is None:
            return None
        out.update(found)
    return out


def _by_their_order(ctx: Context, head: AcrossHead, parts: dict[int, HeadCell]) -> PeriodParser:
    """The parser by the start of the year that the order of its months shows: July where Jul … Jun stand under 2023/24."""
    numbers: dict[YearLabel, list[int]] = {}
    for column, cell in parts.items():
        if cell.part is not None and _is_month(cell.part) and (label := head.years.get(column)) is not None:
            numbers.setdefault(label, []).append(cell.part.number)
    starts = {start for label, own in numbers.items() if (start := spans.own_start(own, ctx.parser.calendar, label))}
    return ctx.parser if len(starts) != 1 else ctx.parser.with_calendar(fiscal_start=min(starts), school_start=min(starts))


def _is_month(part: Part) -> bool:
    """Whether a part of a year is a month, or months from a named one."""
    return part.named and part.kind != DAY


def _unwrapped(ctx: Context, head: AcrossHead, parts: dict[int, HeadCell], shift: int | None) -> dict[int, PeriodRead] | None:
    """Apr … Mar under one calendar year, by the answer which year it is; None while that is asked."""
    if shift is None:
        return None
    years: dict[int, YearLabel] = {}
    before: tuple[YearLabel, int, int] | None = None
    for column, cell_read in parts.items():
        own, part = head.years[column], cell_read.part
        if own.kind == "calendar" and part is not None:
            ahead = 0 if before is None or before[0] != own else before[2] + (part.number < before[1])
            years[column], before = YearLabel(own.first + shift + ahead), (own, part.number, ahead)
        else:
            years[column] = own
    found = spans.with_years(parts, years, ctx.parser)
    return None if isinstance(found, spans.Wrapped) else found


def ask_turn(ctx: Context, cell: str, label: YearLabel) -> int | None:
    """Apr … Mar under 2023: 0 for the year in which it starts, -1 for the one in which it ends; None while that is asked."""
    start, end = f"{label.first}/{(label.first + 1) % 100:02d}", f"{label.first - 1}/{label.first % 100:02d}"
    choices = [Choice("starts", "year_starts", {"year": start}), Choice("ends", "year_ends", {"year": end})]
    answer = ctx.ask("year_wraps", cell, {"year": str(label.first)}, choices)
    return None if answer is None else 0 if answer == "starts" else -1


def settle_turn(ctx: Context, table: TableReading, body: list[int]) -> bool:
    """Months down that begin in April under a calendar year that is written once for them, in a head or a title: asked which it is."""
    part = next((column for column in table.with_role(Role.PERIOD_PART) if not is_day(column)), None)
    year = next(iter(table.with_role(Role.YEAR)), None)
    table.turn_month = table.turn_month or _start_by_order(ctx, table, body, year, part)
    if part is None:
        return True
    heads = [column.year for column in table.with_role(Role.VALUE) if column.year is not None]
    given = heads[0] if heads else part.year
    if table.turn_month or (year is not None and not year.fill_down):
        return True
    numbers: dict[str, list[int]] = {}
    label = ""
    for row in body:
        own = "" if year is None else ctx.grid.text(row, year.index)
        label = own or label
        found = parse_head(label_of(ctx, row, part.index, "column"), ctx.parser).part
        if found is not None:
            numbers.setdefault(label, []).append(found.number)
    first = next((text for text, found in numbers.items() if spans.turn_of(found)), None)
    if first is None:
        return True
    read = YearLabel(*given) if given is not None else parse_year(first)
    if read is None or read.kind != "calendar":
        return True
    shift = ask_turn(ctx, a1(body[0], part.index), read)
    if shift is None:
        return False
    table.turn_month, table.turn_shift = spans.turn_of(numbers[first]), shift
    return True


def _start_by_order(ctx: Context, table: TableReading, body: list[int], year: ColumnReading | None, part: ColumnReading | None) -> int:
    """The month with which years such as 2023/24 begin, where their months stand in another order than the assumed start has them; or 0.

    Months down, their year beside them, above them or in the title; or months across with the year in the rows.
    """
    values = table.with_role(Role.VALUE)
    above = {column.year for column in (*values, *([] if part is None else [part])) if column.year is not None}
    across = [own.number for column in values if column.part is not None and _is_month(own := Part(*column.part))]
    numbers: dict[YearLabel, list[int]] = {YearLabel(*one): [] for one in above} if year is None else {}
    label: YearLabel | None = None
    for row in body[:LOOK_ROWS]:
        label = label if year is None else parse_year(ctx.grid.text(row, year.index)) or label
        read = None if part is None else parse_head(label_of(ctx, row, part.index, "column"), ctx.parser).part
        months = across if part is None else [read.number] if read is not None and _is_month(read) else []
        for one in numbers if year is None else [label] if label is not None else []:
            numbers.setdefault(one, []).extend(months)
    calendar = replace(ctx.parser.calendar, school=table.school)
    starts = {start for one, found in numbers.items() if (start := spans.own_start(found, calendar, one))}
    return min(starts) if len(starts) == 1 else 0


def _order_of_days(ctx: Context, head: AcrossHead) -> bool | None:
    """Whether the day comes first in heads such as 03/04/2026: said, proven by the heads, or answered."""
    if ctx.options.day_first is not None:
        return ctx.options.day_first
    texts = [v for c in head.cells if isinstance(v := ctx.grid.value(head.row, c), str)]
    found = spans.day_order(texts)
    if found.day_first is not None or found.mixed:
        return found.day_first
    answer = ctx.answers.get(f"dates_ambiguous:{ctx.sheet}:{a1(head.row, min(head.cells))}")
    return None if answer is None else answer == "day_first"


def _ask_order(ctx: Context, head: AcrossHead, column: int, cell: HeadCell) -> None:
    if isinstance(cell.read, Ambiguous) and cell.read.readings[0].form is cell.read.readings[1].form:
        ask_day_order(ctx, a1(head.row, min(head.cells)), cell.read, ctx.grid.text(head.row, column))
    else:
        ctx.refuse("heads_not_understood", a1(head.row, column))


def ask_day_order(ctx: Context, cell: str, read: Ambiguous, text: str) -> str | None:
    """Day or month first? Asked once for an axis."""
    choices = day_orders(read, text)
    days = {choice.value: choice.values["day"] for choice in choices}
    return ctx.ask("dates_ambiguous", cell, {"text": text, **days, "column": cell.partition(":")[0].rstrip("0123456789")}, choices)


def day_orders(read: Ambiguous, text: str) -> list[Choice]:
    """The two days that a date can mean, the one with the day first before the other."""
    values = ({"text": text, "day": one.period.start.isoformat()} for one in read.readings)
    return [Choice(order, order, value) for order, value in zip(("day_first", "month_first"), values, strict=True)]


def _one_cadence(ctx: Context, head: AcrossHead, reads: dict[int, PeriodRead], expanded: dict[int, HeadCell]) -> set[Cadence] | None:
    """Months and quarters side by side: which are to be read? Asked, because the one may be the sum of the other."""
    found = {reads[c].cadence for c, cell in expanded.items() if cell.role is Role.VALUE and c not in ctx.columns}
    if len(found) <= 1:
        return found or {Cadence.IRREGULAR}
    choices = [Choice(cadence.value, f"cadence_{cadence.value}") for cadence in sorted(found, key=lambda c: list(Cadence).index(c))]
    answer = ctx.ask("two_cadences", a1(head.row, min(expanded)), {"cadences": ", ".join(c.value for c in choices)}, choices)
    return None if answer is None else {Cadence(answer)}
