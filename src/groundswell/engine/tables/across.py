"""Tables whose periods stand across: months, quarters, weeks or years as heads of columns, names in rows. Scorecards too."""

import itertools
from dataclasses import dataclass, field, replace

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.periods import Ambiguous, Form, PeriodRead, YearLabel, parse_year
from groundswell.engine.proposal import Choice, ColumnReading, Reason, Role, TableReading
from groundswell.engine.sources.workbook import a1, column_name
from groundswell.engine.tables import spans
from groundswell.engine.tables.context import Context, forced
from groundswell.engine.tables.grid import blank
from groundswell.engine.tables.heads import HeadCell, parse_head, sub_role, year_in
from groundswell.engine.tables.labels import Beside, look_beside, read_beside
from groundswell.engine.tables.naming import measure_from_title, titles_above
from groundswell.engine.tables.rows import read_rows

HEAD_SEARCH = 60
"""A head below this row is not looked for."""


@dataclass(slots=True)
class AcrossHead:
    """Where the heads are: the row of periods, a row of years above, a row below that says what stands under a period."""

    row: int
    cells: dict[int, HeadCell]
    years: dict[int, YearLabel] = field(default_factory=dict)
    year_row: int | None = None
    sub_row: int | None = None

    @property
    def rows(self) -> list[int]:
        top = self.row if self.year_row is None else self.year_row
        return list(range(top, (self.row if self.sub_row is None else self.sub_row) + 1))


def find_head(ctx: Context) -> AcrossHead | None:
    """The row with the most period heads that has figures below it."""
    grid, best = ctx.grid, None
    for row in range(min(HEAD_SEARCH, grid.height)):
        cells = {c: parse_head(grid.value(row, c), ctx.parser) for c in grid.filled(row)}
        periods = {c: head for c, head in cells.items() if head.is_period}
        if len(periods) < 2 or not _heads(ctx, row, periods) or not _figures_below(ctx, row, periods):
            continue
        if best is None or len(periods) > len(best.cells):
            best = AcrossHead(row, periods)
    if best is None:
        return None
    _find_sub_row(ctx, best)
    _find_years(ctx, best)
    return best


def _heads(ctx: Context, row: int, periods: dict[int, HeadCell]) -> bool:
    """Whether these are heads, not a row of figures or of case dates: different periods, and bare years one after another."""
    bare = [
        head.year.first
        for c, head in periods.items()
        if head.year is not None and (type(ctx.grid.value(row, c)) is int or _digits(ctx, row, c))
    ]
    if len(bare) == len(periods) and any(head.role is Role.VALUE for head in periods.values()):
        steps = {b - a for a, b in itertools.pairwise(bare)}
        if len(steps) != 1 or steps.pop() not in (1, -1):
            return False
    return len({(head.read, head.part, head.year, head.role) for head in periods.values()}) > 1


def _digits(ctx: Context, row: int, column: int) -> bool:
    value = ctx.grid.value(row, column)
    return isinstance(value, str) and value.strip().isdigit()


def _figures_below(ctx: Context, row: int, periods: dict[int, HeadCell]) -> bool:
    """Numbers below the heads, and not texts or further dates: a row of cases is no head."""
    grid, numbers, others, seen, heads = ctx.grid, 0, 0, 0, 0
    columns = [c for c, head in periods.items() if head.role is Role.VALUE] or list(periods)
    worded = set()
    for below in range(row + 1, grid.height):
        filled = grid.filled(below)
        if not filled:
            continue
        seen += 1
        if seen > 14:
            break
        cells = [value for column in columns if not blank(value := grid.value(below, column))]
        if cells and all(parse_head(value, ctx.parser).is_period and grid.kind(value) != "number" for value in cells):
            heads += 1
            continue
        for column in columns:
            kind = grid.kind(grid.value(below, column))
            numbers += kind == "number"
            if kind in ("text", "date") and sub_role(grid.text(below, column)) is None:
                others += 1
                worded.add(column)
    return numbers > 0 and heads * 3 <= seen and others <= numbers // 3 and len(worded) * 3 <= max(len(columns), 3)


def _find_sub_row(ctx: Context, head: AcrossHead) -> None:
    """The row right below, where it says Actual, Target, RAG … under each period."""
    row, grid = head.row + 1, ctx.grid
    if row >= grid.height:
        return
    first = min(head.cells)
    named = [c for c in grid.filled(row) if c >= first and sub_role(grid.text(row, c)) is not None]
    others = [c for c in grid.filled(row) if c >= first and c not in named]
    if len(named) >= max(2, len(head.cells)) and len(others) <= len(named):
        head.sub_row = row


def _find_years(ctx: Context, head: AcrossHead) -> None:
    """Years above months or quarters: each reaches to the next one. A single year that starts further right counts for none."""
    if not any(cell.part is not None for cell in head.cells.values()):
        return
    grid, first, last = ctx.grid, min(head.cells), max(head.cells)
    for row in range(head.row - 1, max(-1, head.row - 4), -1):
        found = {c: year for c in grid.filled(row) if first <= c <= last and (year := parse_year(grid.value(row, c))) is not None}
        merged = grid.merge_at(row, first)
        if merged is not None and (year := parse_year(grid.value(merged.top, merged.left))) is not None:
            found.setdefault(first, year)
        if not found:
            continue
        if min(found) == first:
            year = found[first]
            for column in range(first, grid.width):
                year = found.get(column, year)
                head.years[column] = year
            head.year_row = row
        return


def read_across(ctx: Context, head: AcrossHead) -> TableReading | None:
    """The whole table under these heads; None where it is not understood (its problem or question is in the context)."""
    grid = ctx.grid
    expanded = _expand(ctx, head)
    first_body = head.rows[-1] + 1
    label_columns = [c for c in range(grid.width) if c not in expanded]
    grid_by_rows = _rows_give_parts(ctx, head, label_columns, first_body)
    columns = _period_columns(ctx, head, expanded, grid_by_rows)
    if columns is None:
        return None
    values = [c.index for c in columns if c.role is Role.VALUE]
    if not values:
        ctx.refuse("no_figures")
        return None
    heads = {c: _head_text(ctx, head, c) for c in label_columns}
    body = [r for r in range(first_body, grid.height) if any(grid.kind(grid.value(r, c)) in ("number", "mark", "error") for c in values)]
    if not body:
        ctx.refuse("no_figures")
        return None
    besides = [b for b in look_beside(ctx, label_columns, heads, body) if b.look.filled or b.head]
    if grid_by_rows is not None:
        besides, period_column = _take(besides, grid_by_rows[0])
        columns.append(ColumnReading(period_column.index, grid_by_rows[1], period_column.head))
    _join_counts(columns)
    columns += read_beside(ctx, besides, body, values)
    columns.sort(key=lambda c: c.index)
    table = TableReading("across", head.rows, first_body, body[-1], columns)
    stub = next((c.head for c in columns if c.role is Role.ORG_UNIT), "") or next(
        (c.head for c in columns if c.role is Role.CODE and c.head), ""
    )
    table.measure = measure_from_title(titles_above(ctx.grid, head.rows[0]), stub)
    if grid_by_rows is not None:
        table.cadence = "month"
    return table if read_rows(ctx, table, body) else None


def _join_counts(columns: list[ColumnReading]) -> None:
    """Numerator and denominator under the same period as a percentage belong to it."""
    for value in columns:
        if value.role is Role.VALUE and value.span is not None:
            beside = {c.role: c.index for c in columns if c.span == value.span and c.role in (Role.NUMERATOR, Role.DENOMINATOR)}
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


def _period_columns(
    ctx: Context, head: AcrossHead, expanded: dict[int, HeadCell], by_rows: tuple[int, Role] | None
) -> list[ColumnReading] | None:
    """Readings of the columns under periods; None after a question or refusal."""
    if by_rows is None and not _name_years(ctx, head, expanded):
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
        reading = ColumnReading(column, cell.role, text, reason=cell.reason)
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
        key = (reading.role, str(reading.span), reading.year, reading.part)
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
    carried = spans.carried_years(expanded)
    if all(c in carried for c in missing):
        head.years.update(carried)
        return True
    label = None
    for title in [*titles_above(ctx.grid, head.rows[0]), ctx.name]:
        label = label or year_in(title)
    if label is None:
        cell = a1(head.row, missing[0])
        answer = ctx.ask("year_missing", cell, {"first": ctx.grid.text(head.row, missing[0]), "last": ctx.grid.text(head.row, missing[-1])})
        label = parse_year(answer) if answer else None
        if label is None:
            ctx.reopen("year_missing", cell)
            return False
    head.years.update(dict.fromkeys(missing, label))
    return True


def _reads(ctx: Context, head: AcrossHead, expanded: dict[int, HeadCell]) -> dict[int, PeriodRead] | None:
    """A period for each column; None after a question."""
    order = _order_of_days(ctx, head)
    forms = [cell.read.form for cell in expanded.values() if isinstance(cell.read, PeriodRead)]
    forms += [Form.FISCAL_YEAR for cell in expanded.values() if cell.year is not None and cell.year.kind == "fiscal"]
    parts = {c: cell for c, cell in expanded.items() if cell.part is not None}
    with_years = spans.with_years(parts, head.years, ctx.parser)
    if isinstance(with_years, spans.Wrapped):
        with_years = _unwrapped(ctx, head, parts, with_years.label)
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
    return reads


def _unwrapped(ctx: Context, head: AcrossHead, parts: dict[int, HeadCell], label: YearLabel) -> dict[int, PeriodRead] | None:
    """Apr … Mar under one calendar year: the year it starts in, or the one it ends in? Asked."""
    start, end = f"{label.first}/{(label.first + 1) % 100:02d}", f"{label.first - 1}/{label.first % 100:02d}"
    choices = [Choice("starts", "year_starts", {"year": start}), Choice("ends", "year_ends", {"year": end})]
    cell = a1(head.row if head.year_row is None else head.year_row, min(parts))
    answer = ctx.ask("year_wraps", cell, {"year": str(label.first)}, choices)
    if answer is None:
        return None
    shift = 0 if answer == "starts" else -1
    years = {c: YearLabel(y.first + shift, "fiscal") if y.kind == "calendar" else y for c, y in head.years.items()}
    found = spans.with_years(parts, years, ctx.parser)
    return None if isinstance(found, spans.Wrapped) else found


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
    days = [one.period.start.isoformat() for one in read.readings]
    choices = [
        Choice("day_first", "day_first", {"text": text, "day": days[0]}),
        Choice("month_first", "month_first", {"text": text, "day": days[1]}),
    ]
    return ctx.ask(
        "dates_ambiguous",
        cell,
        {"text": text, "day_first": days[0], "month_first": days[1], "column": cell.partition(":")[0].rstrip("0123456789")},
        choices,
    )


def _one_cadence(ctx: Context, head: AcrossHead, reads: dict[int, PeriodRead], expanded: dict[int, HeadCell]) -> set[Cadence] | None:
    """Months and quarters side by side: which are to be read? Asked, because the one may be the sum of the other."""
    found = {reads[c].cadence for c, cell in expanded.items() if cell.role is Role.VALUE and c not in ctx.columns}
    if len(found) <= 1:
        return found or {Cadence.IRREGULAR}
    choices = [Choice(cadence.value, f"cadence_{cadence.value}") for cadence in sorted(found, key=lambda c: list(Cadence).index(c))]
    answer = ctx.ask("two_cadences", a1(head.row, min(expanded)), {"cadences": ", ".join(c.value for c in choices)}, choices)
    return None if answer is None else {Cadence(answer)}
