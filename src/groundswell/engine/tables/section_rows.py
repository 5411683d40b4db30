"""The rows of a table without dates: figures, headings that nest their names, notes, repeated heads – and how deep each heading lies."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field

from groundswell.engine.proposal import Choice, Reason, Role, RowReading, TableReading
from groundswell.engine.sources.workbook import a1
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.context import Context, forced
from groundswell.engine.tables.grid import blank
from groundswell.engine.tables.nesting import indent
from groundswell.engine.tables.rows import told_apart
from groundswell.engine.tables.section_frame import Frame
from groundswell.engine.tables.section_stub import Stub
from groundswell.engine.tables.vocabulary import says

LONGEST_SECTION = 80


@dataclass(slots=True)
class Rows:
    """Rows with figures that are read, and the headings between them."""

    data: list[int] = field(default_factory=list)
    headings: list[int] = field(default_factory=list)


def read_section_rows(ctx: Context, table: TableReading, frame: Frame, stub: Stub) -> Rows | None:
    """Classify every row of the body into ``table.rows``; None after a question or a refusal."""
    out, figures = Rows(), set(frame.body)
    for row in range(frame.first, frame.last + 1):
        reading = _row(ctx, table, frame, stub, row, row in figures)
        if reading is None:
            if row in figures:
                out.data.append(row)
            continue
        table.rows[row] = reading
        if reading.role is Role.SECTION:
            out.headings.append(row)
    if not _headings_sure(ctx, table, stub, out):
        return None
    for row in sorted(set(ctx.rows) - set(range(frame.first, frame.last + 1))):
        table.rows[row] = RowReading(ctx.rows[row], forced(ctx.rows[row]), corrected=True)
    for row in frame.numbering:
        table.rows[row] = RowReading(Role.HEAD, Reason.HEAD)
    return out


def _row(ctx: Context, table: TableReading, frame: Frame, stub: Stub, row: int, has_figures: bool) -> RowReading | None:
    grid = ctx.grid
    told = told_apart(ctx, row)
    if told is not None:
        return told
    filled = grid.filled(row)
    if not filled:
        return None
    cells = grid.sheet.rows[row]
    if any(len(grid.filled(head)) >= 2 and cells == grid.sheet.rows[head] for head in table.head_rows):
        return RowReading(Role.HEAD, Reason.HEAD)
    if has_figures:
        return RowReading(Role.HEAD, Reason.HEAD) if _counts(ctx, frame, row) else None
    names = {column.index for column in stub.texts()}
    texts = [c for c in filled if c in names]
    text = grid.text(row, texts[0]) if texts else ""
    numbers = {column.index for column in stub.columns if column.role is Role.LEFT_OUT}
    alone = len(texts) == 1 and all(c in texts or c in numbers for c in filled)
    worded = bool(texts) and grid.kind(grid.value(row, texts[0])) == "text"
    if alone and worded and len(text) <= LONGEST_SECTION and vocabulary.heads_rows(text):
        return RowReading(Role.SECTION, Reason.LABEL)
    return None if texts and any(c in frame.figures for c in filled) else RowReading(Role.NOTE, Reason.NOTE)


def _counts(ctx: Context, frame: Frame, row: int) -> bool:
    """A row that numbers the columns, somewhere in the body: 1, 2, 3 … and no label."""
    cells = [ctx.grid.text(row, c) for c in ctx.grid.filled(row)]
    numbers = [int(text) for text in (cell.strip("()") for cell in cells) if text.isdecimal()]
    steps = {b - a for a, b in itertools.pairwise(numbers)}
    return len(numbers) >= 4 and len(numbers) == len(cells) and steps == {1} and numbers[0] < 10


def _headings_sure(ctx: Context, table: TableReading, stub: Stub, rows: Rows) -> bool:
    """Whether rows with a name and no figure are headings: asked where they might as well be rows nobody filled in.

    Headings show themselves: by a colon, by rows that are indented below them, by standing first or in a row, by a total of theirs,
    or by codes that the other rows have.
    """
    if not rows.headings or stub.name is None:
        return True
    grid, name = ctx.grid, stub.name
    codes = [c.index for c in stub.columns if c.role is Role.CODE]
    if codes and all(any(not blank(grid.value(row, c)) for c in codes) for row in rows.data[:50]):
        return True
    shown = [row for row in rows.headings if _shows_itself(ctx, table, name, row, rows)]
    if len(shown) * 2 >= len(rows.headings) or _in_blocks(ctx, table, name, rows):
        return True
    corrected = [row for row in rows.headings if table.rows[row].corrected or ctx.rows.get(row) is Role.SECTION]
    if len(corrected) == len(rows.headings):
        return True
    first = next(row for row in rows.headings if row not in shown)
    values = {"text": grid.text(first, name), "n": str(len(rows.headings))}
    choices = [Choice("headings", "rows_are_headings"), Choice("empty", "rows_are_empty")]
    answer = ctx.ask("heading_or_empty", a1(first, name), values, choices)
    if answer is None:
        return False
    if answer == "empty":
        for row in rows.headings:
            del table.rows[row]
        rows.headings = []
    return True


def _in_blocks(ctx: Context, table: TableReading, name: int, rows: Rows) -> bool:
    """Whether the body begins with a heading and others follow, each over rows of its own, in a list that is not sorted as a whole."""
    ordered = sorted([*rows.headings, *rows.data])
    labels = [ctx.grid.text(row, name).casefold() for row in ordered]
    return (
        len(rows.headings) > 1
        and ordered[0] in rows.headings
        and ordered[-1] not in rows.headings
        and labels != sorted(labels)
        and len({text for text in labels if text}) > len(rows.headings)
    )


def _shows_itself(ctx: Context, table: TableReading, name: int, row: int, rows: Rows) -> bool:
    grid = ctx.grid
    text = grid.text(row, name)
    below = next((r for r in range(row + 1, table.last + 1) if grid.filled(r)), row)
    above = next((r for r in range(row - 1, table.first - 1, -1) if grid.filled(r)), None)
    merge = grid.merge_at(row, name)
    return (
        text.endswith(":")
        or above is None
        or above in rows.headings
        or below in rows.headings
        or indent(ctx.grid.sheet, below, name) > indent(ctx.grid.sheet, row, name)
        or (merge is not None and merge.right > merge.left + 1)
        or not grid.filled(row - 1)
        or says(vocabulary.TOTAL, grid.text(above, name))
        or (text.isupper() and not grid.text(below, name).isupper())
        or any(says(vocabulary.TOTAL, found := grid.text(r, name)) and _alike(text, found) for r in rows.data if r > row)
    )


def _alike(heading: str, total: str) -> bool:
    """Whether a total's label repeats the heading's first words: "New South Wales Divisions", "New South Wales (Total)"."""
    first = vocabulary.words(heading).split()
    return bool(first) and first[0] in vocabulary.words(total).split()


def set_depths(ctx: Context, table: TableReading, rows: Rows, name: int | None, starts: Mapping[int, int]) -> None:
    """How deep each heading lies: by its indentation where there is any; else headings in a row go deeper, and one after figures
    takes the place of the last of its kind. A total (``starts``: its row, and the first row that it adds up) closes its headings."""
    if name is None:
        return
    ordered = sorted([*rows.headings, *starts])
    indented = len({indent(ctx.grid.sheet, row, name) for row in rows.headings}) > 1
    stack: list[int] = []
    position = 0
    while position < len(ordered):
        row = ordered[position]
        if row in starts:
            before = max((r for r in rows.data if r < starts[row]), default=-1)
            while stack and stack[-1] > before:
                stack.pop()
            table.rows[row].depth = len(stack)
            position += 1
            continue
        run = _run(ordered, position, rows)
        start = max(0, len(stack) - len(run))
        for place, heading in enumerate(run):
            if indented:
                while stack and indent(ctx.grid.sheet, stack[-1], name) >= indent(ctx.grid.sheet, heading, name):
                    stack.pop()
            else:
                del stack[start + place :]
            table.rows[heading].depth = len(stack)
            stack.append(heading)
        position += len(run)


def _run(ordered: list[int], position: int, rows: Rows) -> list[int]:
    """Headings from here on without a row of figures between them."""
    run = [ordered[position]]
    for row in ordered[position + 1 :]:
        if row not in rows.headings or any(run[-1] < other < row for other in rows.data):
            break
        run.append(row)
    return run
