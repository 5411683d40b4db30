"""Scorecards of one period: a KPI a row, "this quarter" or "actual" beside target and status, and no date on any row."""

from groundswell.domain.measurement.period import Cadence, Period, add_months
from groundswell.engine.periods import PeriodRead
from groundswell.engine.proposal import ColumnReading, Reason, Role, Span, TableReading
from groundswell.engine.sources.workbook import a1
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.context import Context, forced
from groundswell.engine.tables.grid import FIGURE_KINDS, ColumnLook, blank, look_at
from groundswell.engine.tables.heads import period_in
from groundswell.engine.tables.labels import Beside, read_beside
from groundswell.engine.tables.naming import measure_from_title, titles_above
from groundswell.engine.tables.rows import read_rows
from groundswell.engine.tables.section_periods import period_of_label, title_period
from groundswell.engine.tables.vocabulary import says

_THIS = ("this", "current", "latest")
_STEP = {"month": 1, "quarter": 3, "year": 12}
_SUPPORT = (Role.TARGET, Role.STATUS, Role.COMMENT, Role.OWNER, Role.MEASUREMENT_UNIT)


def find_head(ctx: Context) -> int | None:
    """The row of heads of a scorecard: texts only, among them a figure's (this quarter, actual) and a target or status."""
    grid = ctx.grid
    for row in range(min(30, grid.height)):
        filled = grid.filled(row)
        if len(filled) < 3 or any(grid.kind(grid.value(row, c)) != "text" for c in filled):
            continue
        heads = {c: grid.text(row, c) for c in filled}
        named = {vocabulary.head_role(head) for head in heads.values()}
        relative = [c for c, head in heads.items() if says(vocabulary.RELATIVE, head)]
        figures = relative or [c for c, head in heads.items() if says(vocabulary.VALUE_HEAD, head)]
        if figures and named & set(_SUPPORT) and _numbers_below(ctx, row, figures):
            return row
    return None


def _numbers_below(ctx: Context, row: int, columns: list[int]) -> bool:
    looks = [look_at(ctx.grid, c, range(row + 1, min(ctx.grid.height, row + 200))) for c in columns]
    return any(look.is_figures and look.numbers >= 2 for look in looks)


def read_snapshot(ctx: Context, head_row: int) -> TableReading | None:
    """The scorecard for one period: that of the title or sheet name, or asked ("which quarter is this?")."""
    grid = ctx.grid
    filled = [
        c
        for c in range(grid.width)
        if not blank(grid.value(head_row, c)) or look_at(grid, c, range(head_row + 1, min(grid.height, head_row + 60))).filled
    ]
    heads = {c: grid.text(head_row, c) for c in filled}
    rows = range(head_row + 1, grid.height)
    looks = {c: look_at(grid, c, rows) for c in filled}
    figures = _figure_columns(ctx, heads, looks)
    current = [c for c, (when, _) in figures.items() if when == 0]
    if not current:
        ctx.refuse("no_dates")
        return None
    period = _period(ctx, head_row, heads, current[0], figures[current[0]][1])
    if period is None:
        return None
    columns = [_figure_column(ctx, c, heads[c], figures[c], period) for c in figures]
    values = [column.index for column in columns if column.role is Role.VALUE]
    if not values:
        ctx.refuse("no_figures")
        return None
    body = [r for r in rows if any(grid.kind(grid.value(r, c)) in FIGURE_KINDS for c in values)]
    besides = [Beside(c, heads[c], looks[c]) for c in filled if c not in figures]
    columns += read_beside(ctx, besides, body, values, {})
    columns.sort(key=lambda column: column.index)
    table = TableReading("across", [head_row], head_row + 1, body[-1], columns)
    table.measure = measure_from_title(titles_above(grid, head_row), next((c.head for c in columns if c.role is Role.ORG_UNIT), ""))
    return table if read_rows(ctx, table, body) else None


def _figure_columns(ctx: Context, heads: dict[int, str], looks: dict[int, ColumnLook]) -> dict[int, tuple[int, str]]:
    """Columns of figures: how many periods back (0, -1) and of what length; (-1, "year") is last year's."""
    out: dict[int, tuple[int, str]] = {}
    for column, head in heads.items():
        words = vocabulary.words(head)
        if not (looks[column].is_figures or looks[column].marks):
            continue
        if says(vocabulary.RELATIVE, head):
            length = next((length for length in _STEP if length in words), "")
            out[column] = (0 if any(word in words.split() for word in _THIS) else -1, length)
        elif says(vocabulary.VALUE_HEAD, head) and vocabulary.head_role(head) is None and not says(vocabulary.DERIVED, head):
            out[column] = (0, "")
    current = [c for c, (when, _) in out.items() if when == 0]
    lengths = {length for when, length in out.values() if when == 0 and length}
    if len(current) > 1 and lengths:
        out = {c: found for c, found in out.items() if found[1] or found[0]}
    return out


def _period(ctx: Context, head_row: int, heads: dict[int, str], column: int, length: str) -> PeriodRead | None:
    """The period that the scorecard is about: stated beforehand, said by its title, or asked."""
    stated = None if ctx.options.period is None else period_of_label(ctx.options.period, ctx.parser)
    if stated is not None and (not length or stated.cadence.value == length):
        return stated
    for text in [*titles_above(ctx.grid, head_row), ctx.name]:
        found = period_in(text, ctx.parser) or title_period(text, ctx.parser)
        if found is not None and (not length or found.cadence.value == length):
            return found
    cell = a1(head_row, column)
    code = f"which_{length}" if length in _STEP else "which_period"
    answer = ctx.ask(code, cell, {"head": heads[column]})
    if answer is None:
        return None
    read = period_of_label(answer, ctx.parser)
    if read is None or (length and read.cadence.value != length):
        ctx.reopen(code, cell)
        return None
    return read


def _figure_column(ctx: Context, column: int, head: str, found: tuple[int, str], current: PeriodRead) -> ColumnReading:
    """This period's figures, the one before it, or figures of another length, which are kept beside and not charted."""
    reading = ColumnReading(column, Role.VALUE, head)
    if column in ctx.columns:
        reading.role, reading.corrected = ctx.columns[column], True
        reading.reason = forced(reading.role)
    elif column in ctx.grid.sheet.hidden_columns:
        reading.role, reading.reason = Role.LEFT_OUT, Reason.HIDDEN
    when, length = found
    own = current.cadence.value
    if length and length != own:
        if not reading.corrected:
            reading.role = Role.ATTRIBUTE
        return reading
    period = current.period if when == 0 else before(current.period, current.cadence)
    reading.span = Span(period.start.isoformat(), period.end.isoformat(), own, current.assumed)
    return reading


def before(period: Period, cadence: Cadence) -> Period:
    """The period of the same cadence that ends where this one starts."""
    months = {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.YEAR: 12}.get(cadence)
    if months is None:
        return Period(period.start - (period.end - period.start), period.start)
    return Period(add_months(period.start, -months), period.start)
