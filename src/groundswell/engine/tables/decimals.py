"""The decimal mark of text figures: proven by a column's own figures, by the table's, by sums and sizes; else asked."""

from collections.abc import Iterator, Sequence

from groundswell.engine.numbers import decimal_evidence, find_decimal_mark
from groundswell.engine.proposal import FIGURE_ROLES, Choice, ColumnReading, Question, Role, SheetReading, TableReading
from groundswell.engine.sources.workbook import CellValue
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.arithmetic import Line, figure, find_total
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.grid import text_of
from groundswell.engine.tables.vocabulary import says

MARKS = (".", ",")
LOOK_ROWS, MOST_TOTALS = 2_000, 40
FEWEST_GROUPED, FEWEST_WHOLE = 4, 2
"""Different figures with a group of three digits, and different whole numbers of three digits beside them, that prove the groups."""
THREE_DIGITS, FOUR_DIGITS = 100, 1_000


def decimal_marks(ctx: Context, table: TableReading) -> None:
    """The decimal mark of each column of text figures: its own proof, that of the table's other columns, the file's, or asked."""
    found, hanging = _own_marks(ctx, table)
    proven = {mark for mark in found.values() if mark in MARKS}
    common = proven.pop() if len(proven) == 1 else ctx.decimal_mark
    for column in _columns(table):
        own = found[column.index]
        column.decimal_mark = ctx.options.decimal_mark or (own if own in MARKS else common)
    if hanging is not None and hanging[0].decimal_mark is None:
        answer = ctx.ask(*_question(ctx, table, *hanging))
        for one in _columns(table):
            one.decimal_mark = one.decimal_mark or answer


def settled_mark(ctx: Context, table: TableReading) -> str | None:
    """The mark of figures that hang on it and do not say so themselves: by sums that add up one way only, by sizes, or as answered.

    None where nothing hangs on it, or nothing settles it.
    """
    if ctx.decimal_mark is not None:
        return None
    found, hanging = _own_marks(ctx, table)
    if hanging is None or any(mark in MARKS for mark in found.values()):
        return None
    proven = {mark for mark in (_by_sums(ctx, table), _by_sizes(ctx, table)) if mark is not None}
    if proven:
        return proven.pop() if len(proven) == 1 else None
    code, cell, values, choices = _question(ctx, table, *hanging)
    answer = ctx.answered(code, cell, values)
    return answer if answer in {choice.value for choice in choices} else None


def mark_of_other_tables(sheets: Sequence[SheetReading], questions: Sequence[Question]) -> str | None:
    """The one mark that the other tables of a file prove, where some table still asks for it; None where they prove none, or both."""
    if not any(question.code == "decimal_mark" and question.is_open for question in questions):
        return None
    marks = {c.decimal_mark for sheet in sheets for table in sheet.tables for c in table.columns if c.decimal_mark is not None}
    return marks.pop() if len(marks) == 1 else None


def _columns(table: TableReading) -> list[ColumnReading]:
    return [column for column in table.columns if column.role in FIGURE_ROLES]


def _own_marks(ctx: Context, table: TableReading) -> tuple[dict[int, str | None], tuple[ColumnReading, str] | None]:
    """What each column's texts say of the mark, and the first column, with one of its figures, of which it is not known."""
    found: dict[int, str | None] = {}
    hanging: tuple[ColumnReading, str] | None = None
    body = ctx.grid.sheet.rows[table.first : table.last + 1]
    for column in _columns(table):
        texts = sorted({value for cells in body if column.index < len(cells) and isinstance(value := cells[column.index], str)})
        found[column.index] = find_decimal_mark(texts) if texts else None
        if found[column.index] == "?" and hanging is None:
            hanging = column, next((text for text in texts if find_decimal_mark([text]) == "?"), texts[0])
    return found, hanging


def _question(
    ctx: Context, table: TableReading, column: ColumnReading, text: str
) -> tuple[str, str, dict[str, str], list[Choice]]:
    choices = [Choice(".", "decimal_point", {"text": text}), Choice(",", "decimal_comma", {"text": text})]
    return "decimal_mark", ctx.column_cells(column.index, table.first, table.last), {"text": text}, choices


def _by_sums(ctx: Context, table: TableReading) -> str | None:
    """The mark by which the totals of rows or columns add up everywhere, where by the other one they do not."""
    proven = {mark for total, groups, cells in _totals(ctx, table) if (mark := _mark_of_sum(total, groups, cells)) is not None}
    return proven.pop() if len(proven) == 1 else None


def _mark_of_sum(total: int, groups: Sequence[Sequence[int]], cells: dict[int, list[CellValue]]) -> str | None:
    fits = []
    for mark in MARKS:
        lines: dict[int, Line] = {at: [figure(value, mark) for value in line] for at, line in cells.items()}
        check = find_total(total, lines, groups)
        if check is not None and check.is_total and not check.differing:
            fits.append(mark)
    return fits[0] if len(fits) == 1 else None


def _totals(ctx: Context, table: TableReading) -> Iterator[tuple[int, list[list[int]], dict[int, list[CellValue]]]]:
    """Each row, and each column, that is called a total, with the lines that it could add up and the cells of all."""
    grid, at = ctx.grid, [column.index for column in _columns(table)]
    rows = [row for row in range(table.first, min(table.last + 1, table.first + LOOK_ROWS)) if _has_figures(ctx, row, at)]
    cells = {row: [grid.value(row, column) for column in at] for row in rows}
    totals = [row for row in rows if says(vocabulary.TOTAL, _label(ctx, row, min(at, default=0)))]
    for row in totals[:MOST_TOTALS]:
        before = [other for other in totals if other < row]
        since = [other for other in rows if (before[-1] if before else -1) < other < row]
        yield row, [since, [other for other in rows if other not in totals]], cells
    heads = {column.index: column.head for column in table.columns}
    heads |= {c: grid.text(table.head_rows[-1], c) for c in range(grid.width) if c not in heads and table.head_rows}
    columns = {index: [grid.value(row, index) for row in rows if row not in totals] for index in {*at, *heads}}
    for index, head in heads.items():
        if says(vocabulary.TOTAL, head):
            yield index, [[other for other in at if other != index]], columns


def _has_figures(ctx: Context, row: int, columns: list[int]) -> bool:
    return any(figure(ctx.grid.value(row, column), ".") is not None for column in columns)


def _label(ctx: Context, row: int, before: int) -> str:
    return " ".join(ctx.grid.text(row, column) for column in ctx.grid.filled(row) if column < before)


def _by_sizes(ctx: Context, table: TableReading) -> str | None:
    """Lines of one measure whose figures have a mark before three digits from a thousand on, and none below: the mark parts thousands."""
    grid, columns = ctx.grid, [column.index for column in table.with_role(Role.VALUE)]
    rows = [row for row in range(table.first, min(table.last + 1, table.first + LOOK_ROWS)) if row not in table.rows]
    if table.form == "across":
        lines = [[grid.value(row, column) for column in columns] for row in rows]
    elif not table.with_role(Role.MEASURE) and table.sections != "measure":
        lines = [[grid.value(row, column) for row in rows] for column in columns]
    else:
        return None
    grouped: set[str] = set()
    whole: set[str] = set()
    for line in lines:
        found = _sizes(line)
        if found is None:
            return None
        if found[0] and found[1]:
            grouped |= found[0]
            whole |= found[1]
    marks = {"," if "," in text else "." for text in grouped}
    if len(marks) != 1 or len(grouped) < FEWEST_GROUPED or len(whole) < FEWEST_WHOLE:
        return None
    return "." if marks == {","} else ","


def _sizes(line: Sequence[CellValue]) -> tuple[set[str], set[str]] | None:
    """The figures of a line that have a mark before three digits, and the whole numbers of three digits without one.

    None where other figures stand beside marked ones that contradict groups: whole numbers of four digits or more.
    """
    marked: set[str] = set()
    whole: set[str] = set()
    large = False
    for value in line:
        text = text_of(value).strip()
        if decimal_evidence(text) == "?":
            marked.add(text)
        elif text.lstrip("-+").isdecimal():
            number = abs(int(text))
            large = large or number >= FOUR_DIGITS
            if THREE_DIGITS <= number < FOUR_DIGITS:
                whole.add(text)
    return None if marked and large else (marked, whole)
