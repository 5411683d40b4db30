"""Reading a table whose periods stand down, from its heads to its last row."""

from groundswell.engine.proposal import ColumnReading, Reason, Role, TableReading
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.body_rows import body_rows, check_summary_rows
from groundswell.engine.tables.column_heads import column_heads
from groundswell.engine.tables.column_roles import columns_beside
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.down import DownHead
from groundswell.engine.tables.flags import find_flags
from groundswell.engine.tables.grid import LOOK_ROWS
from groundswell.engine.tables.groups import leave_out_total_rows, same_key_twice
from groundswell.engine.tables.labels import written_once
from groundswell.engine.tables.marks import status_marks
from groundswell.engine.tables.naming import measure_from_title, title_dimensions, titles_above
from groundswell.engine.tables.relations import drop_what_follows, names_differ, places_or_measures, relate_columns
from groundswell.engine.tables.renames import propose_renames
from groundswell.engine.tables.spans import ending_of
from groundswell.engine.tables.vocabulary import says
from groundswell.engine.tables.writings import ask_writing, settled


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
        reading.writing = settled(ctx, "column", index).value
        if not ask_writing(ctx, "column", index):
            return None
        table.columns.append(reading)
    table.school = any(says(vocabulary.SCHOOL_HEAD, text) for text in heads.texts.values()) or _says_academic(ctx, head)
    table.ending = next((found for column in table.columns if (found := ending_of(column.head))), "")
    for index in head.redundant:
        table.columns.append(ColumnReading(index, Role.LEFT_OUT, heads.texts.get(index, ""), reason=Reason.LABEL))
    body = body_rows(ctx, table)
    if body is None:
        return None
    columns = columns_beside(ctx, table, heads, body)
    for reading in columns.of(Role.MEASURE, Role.ORG_UNIT, Role.CATEGORY):
        reading.fill_down = written_once(ctx.grid, reading.index, body)
    table.columns = sorted([*table.columns, *columns.readings.values()], key=lambda c: c.index)
    if not any(column.role is Role.VALUE for column in table.columns):
        if table.readable:
            ctx.refuse("no_figures")
        return None
    table.marks = status_marks(ctx.grid, table)
    find_flags(ctx, table)
    _table_name(ctx, table, head)
    drop_what_follows(ctx, table, body)
    relate_columns(ctx, table, body)
    places_or_measures(ctx, table)
    if not names_differ(ctx, table):
        return None
    check_summary_rows(ctx, table, body)
    leave_out_total_rows(ctx, table, body)
    if not same_key_twice(ctx, table, body):
        return None
    propose_renames(ctx, table, body)
    return table if table.readable else None


def _is_about_school(ctx: Context, head: DownHead) -> bool:
    """Whether most rows, or the title, speak of what is counted by the school year: pupils, exclusions, attainment."""
    titles = titles_above(ctx.grid, min(head.head_rows, default=head.first))
    if any(says(vocabulary.SCHOOL_THING, title) for title in titles):
        return True
    rows = ctx.grid.sheet.rows[head.first : head.first + LOOK_ROWS]
    about = sum(any(isinstance(v, str) and says(vocabulary.SCHOOL_THING, v) for v in row) for row in rows)
    return about * 2 > len(rows)


def _says_academic(ctx: Context, head: DownHead) -> bool:
    """A column beside that says "Academic year" for every row (as the DfE writes it)."""
    if head.first >= ctx.grid.height:
        return False
    if _is_about_school(ctx, head):
        return True
    return any(isinstance(v, str) and vocabulary.words(v) in ("academic year", "school year") for v in ctx.grid.sheet.rows[head.first])


def _table_name(ctx: Context, table: TableReading, head: DownHead) -> None:
    titles = titles_above(ctx.grid, min(head.head_rows, default=head.first))
    table.measure = table.title = measure_from_title(titles, "")
    name, dimensions = title_dimensions(next((title for title in titles if " by " in title), ""))
    values = [column for column in table.columns if column.role is Role.VALUE]
    named = table.with_role(Role.MEASURE, Role.ORG_UNIT, Role.CATEGORY)
    if len(dimensions) == 1 and says(vocabulary.ORG_UNIT, dimensions[0]) and len(values) > 1 and not named and " | " not in values[0].name:
        table.measure = measure_from_title([name], "")
        for column in values:
            column.org_unit, column.name = column.name, ""
