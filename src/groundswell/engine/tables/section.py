"""Tables without a date on their rows or heads: what stands at one time, for places, measures or groups – a cross-section.

The period comes from a column of years, from the columns' heads, from the title or a name, or it is asked.
"""


from groundswell.domain.measurement.period import Cadence, guess_cadence
from groundswell.engine.periods import Form, PeriodRead
from groundswell.engine.proposal import Reason, Role, RowReading, TableReading
from groundswell.engine.sources.workbook import a1
from groundswell.engine.table_names import RowNames
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.arithmetic import figure
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.down import DownHead
from groundswell.engine.tables.grid import blank
from groundswell.engine.tables.groups import leave_out_total_rows
from groundswell.engine.tables.heads import parse_head
from groundswell.engine.tables.levels import PROOF, say_groups, say_wholes
from groundswell.engine.tables.naming import explained_marks, measure_from_title, own_titles, titles_above
from groundswell.engine.tables.row_periods import RowPeriods
from groundswell.engine.tables.section_columns import (
    counts_of_refused,
    figure_columns,
    give_periods,
    name_groups,
    refuse_twins,
    what_heads_name,
)
from groundswell.engine.tables.section_frame import Frame, find_frame
from groundswell.engine.tables.section_heads import SectionHeads, section_heads
from groundswell.engine.tables.section_periods import without_period
from groundswell.engine.tables.section_rows import Rows, read_section_rows, set_depths
from groundswell.engine.tables.section_stub import Stub, read_stub
from groundswell.engine.tables.section_sums import derived_rows, rate_rows, relate_figures, total_rows
from groundswell.engine.tables.vocabulary import says

MOST_ROWS = 20_000
FEWEST_PLACES, MOST_LINES = 4, 3_000
"""Places among which is looked for some that hold others."""
"""Rows that may each be a figure of its own at one time; more are cases, to be counted."""
MOST_REPEATED = 5
"""One row in this many may have the names of another one; more, and the rows are cases."""
DATED_ROWS, FEWEST_DATED = 400, 3
KIND_OF = {Role.ORG_UNIT: "org_unit", Role.MEASURE: "measure"}
NAMES = (Role.ORG_UNIT, Role.MEASURE, Role.CATEGORY)


def find_section(ctx: Context) -> Frame | None:
    """The parts of the sheet's table, where it has columns of numbers below heads; None where it has none."""
    frame = find_frame(ctx)
    return frame if frame is not None and frame.heads and frame.labels else None


def dates_stand_beside(ctx: Context, head: DownHead) -> bool:
    """Whether the dates of rows say something else about each place ("Opened"): their head names no period, every place has one row,
    and the dates are of no calendar. Their table is a cross-section then."""
    if list(head.roles.values()) != [Role.PERIOD] or not head.head_rows:
        return False
    at = next(iter(head.roles))
    grid, rows = ctx.grid, range(head.first, min(ctx.grid.height, head.first + DATED_ROWS))
    text = next((grid.text(row, at) for row in reversed(head.head_rows) if not blank(grid.value(row, at))), "")
    if at in ctx.columns or not text or says(vocabulary.PERIOD_HEAD, text) or ctx.parser.read(text) is not None:
        return False
    reads = [read for row in rows if isinstance(read := ctx.parser.read(grid.value(row, at)), PeriodRead)]
    days = [read.period.start for read in reads if read.form is Form.DAY]
    if len(days) < FEWEST_DATED or len(set(days)) * 2 <= len(days) or guess_cadence(sorted(set(days))) is not Cadence.IRREGULAR:
        return False
    return any(_one_row_each(ctx, head, column, rows) for column in range(at) if column not in head.redundant)


def _one_row_each(ctx: Context, head: DownHead, column: int, rows: range) -> bool:
    """Whether a column headed as places has another name in every row."""
    named = any(says(vocabulary.ORG_UNIT, ctx.grid.text(row, column)) for row in head.head_rows)
    texts = [text for row in rows if (text := ctx.grid.text(row, column))]
    return named and len(texts) >= FEWEST_DATED and len(set(texts)) == len(texts)


def _first_heads(ctx: Context, frame: Frame) -> list[str]:
    """The lowest heads of the first columns, to say what the rows are."""
    return [text for column in range(4) if (text := ctx.grid.text(frame.heads[-1], column))]


def read_section(ctx: Context, frame: Frame) -> TableReading | None:
    """The whole table; None where it is not understood (its problem or question is in the context)."""
    grid = ctx.grid
    if len(frame.body) > MOST_ROWS:
        ctx.refuse("rows_are_cases", a1(frame.first, frame.labels[0]), columns=", ".join(_first_heads(ctx, frame)))
        return None
    if not _one_table(ctx, frame):
        return None
    marks = explained_marks(grid, frame.last, frame.heads[0])
    heads = section_heads(ctx, frame, marks)
    heads.titles = [title for title in titles_above(grid, frame.heads[0]) if not parse_head(title, ctx.parser).is_period]
    heads.nearest = [*reversed(own_titles(grid, frame.heads[0])), *grid.above]
    stub = read_stub(ctx, frame, heads)
    if stub is None:
        return None
    if stub.rows is None:
        ctx.refuse("row_without_name", a1(frame.first, frame.figures[0]))
        return None
    stub_head = "" if stub.name is None else heads.labels.get(stub.name, "")
    title = measure_from_title([without_period(text) for text in heads.titles], stub_head)
    form = "across" if stub.years is None else "down"
    columns = sorted([*figure_columns(ctx, frame, heads), *stub.columns], key=lambda column: column.index)
    table = TableReading(form, frame.heads, frame.first, frame.last, columns, sections=KIND_OF[stub.rows], levels=stub.levels)
    table.measure = table.title = title
    name_groups(table, heads, title)
    rows = read_section_rows(ctx, table, frame, stub)
    if rows is None or not rows.data:
        return None
    _years_in_rows(ctx, table, stub, rows)
    _relate(ctx, table, heads, stub, rows)
    if not _are_figures(ctx, table, rows):
        return None
    what_heads_name(ctx, table, heads)
    if table.form == "across" and not give_periods(ctx, table, heads, frame):
        return None
    _say_levels(ctx, table, rows)
    refuse_twins(ctx, table, frame)
    counts_of_refused([column for column in table.columns if column.index in frame.figures])
    if all(column.refused for column in table.with_role(Role.VALUE)):
        ctx.refuse("no_figures")
        return None
    return table


def _say_levels(ctx: Context, table: TableReading, rows: Rows) -> None:
    """Say where some places of a table are the sum of others: of those below them, or of those that another column puts together."""
    places = table.with_role(Role.ORG_UNIT)
    read = [row for row in rows.data if row not in table.rows]
    if table.sections != "org_unit" or not places or not FEWEST_PLACES <= len(read) <= MOST_LINES or table.form != "across":
        return
    values = [column.index for column in table.with_role(Role.VALUE)]
    lines = {row: [figure(ctx.grid.value(row, c), ctx.decimal_mark) for c in values[:PROOF]] for row in read}
    name = places[-1].index
    if not say_wholes(ctx, name, read, lines):
        others = [column.index for column in table.columns if column.index < min(values) and column.index != name]
        say_groups(ctx, name, others, read, lines)


def _one_table(ctx: Context, frame: Frame) -> bool:
    """A row of words over most columns of figures, amid the figures, heads another table: not read, and said."""
    heads = [ctx.grid.sheet.rows[row] for row in frame.heads]
    headed = [c for c in frame.figures if any(not blank(ctx.grid.spread(row, c)) for row in frame.heads)]
    for row in (row for row in range(frame.first, frame.last + 1) if row not in ctx.grid.sheet.hidden_rows):
        kinds = [kind for c in headed if (kind := ctx.grid.kind(ctx.grid.value(row, c))) != "blank"]
        if len(kinds) >= 2 and kinds.count("text") * 2 > len(kinds) and row not in ctx.rows and ctx.grid.sheet.rows[row] not in heads:
            ctx.refuse("several_tables", a1(row, frame.figures[0]), row=row + 1)
            return False
    return True


def _years_in_rows(ctx: Context, table: TableReading, stub: Stub, rows: Rows) -> None:
    """Rows whose year cell says something else – "Percent change", "Average" – are derived from the others of their block."""
    if stub.years is None:
        return
    table.cadence = "year"
    out = []
    for row in rows.data:
        text = ctx.grid.text(row, stub.years)
        if text and (says(vocabulary.DERIVED, text) or says(vocabulary.AVERAGE, text)):
            out.append(row)
    for row in out:
        table.rows[row] = _derived()
    rows.data = [row for row in rows.data if row not in out]
    block = [column for column in stub.columns if column.role in NAMES]
    for column in block:
        blanks = [row for row in rows.data if not ctx.grid.text(row, column.index)]
        column.fill_down = column.fill_down or bool(blanks)


def _relate(ctx: Context, table: TableReading, heads: SectionHeads, stub: Stub, rows: Rows) -> None:
    """Rates and their counts, totals, changes and averages, among columns and rows; then how deep headings lie."""
    names = [c.index for c in stub.columns if c.role in NAMES]
    parts = {c.index: heads.parts.get(c.index) or [c.head] for c in table.columns if c.role in (Role.VALUE, Role.LEFT_OUT)}
    relate_figures(ctx, table, rows, parts)
    starts: dict[int, int] = {}
    if table.form == "across":
        derived_rows(ctx, table, rows, names)
        starts = total_rows(ctx, table, rows, names)
        if table.sections == "measure":
            rate_rows(ctx, table, rows, names)
    else:
        leave_out_total_rows(ctx, table, rows.data)
    set_depths(ctx, table, rows, stub.name, starts)


def _are_figures(ctx: Context, table: TableReading, rows: Rows) -> bool:
    """Whether each row is a figure of its own: False, with a refusal, where many rows have the names (and year) of another one."""
    names, periods = RowNames(ctx.grid.sheet, table, ctx.grid.sheet), RowPeriods(table, ctx.options)
    values = [c.index for c in table.with_role(Role.VALUE) if not c.refused]
    if not values:
        ctx.refuse("no_figures")
        return False
    seen: dict[object, object] = {}
    repeated = 0
    for row in range(table.first, table.last + 1):
        cells, reading = ctx.grid.sheet.rows[row], table.rows.get(row)
        if reading is not None and reading.role in (Role.LEFT_OUT, Role.SECTION, Role.NOTE, Role.HEAD):
            names.pass_row(row, reading)
            continue
        labels = names.of(row, cells)
        if labels is None or row not in rows.data:
            continue
        key = (labels.before, labels.after, labels.org_unit, str(periods.of(cells)) if table.form == "down" else "")
        figures = tuple(cells[c] if c < len(cells) else None for c in values)
        repeated += seen.setdefault(key, figures) != figures
    if repeated * MOST_REPEATED > len(rows.data):
        ctx.refuse("rows_are_cases", a1(rows.data[0], 0), columns=", ".join(c.head or c.name for c in table.columns[:4]))
        return False
    return True


def _derived() -> RowReading:
    return RowReading(Role.LEFT_OUT, Reason.DERIVED)
