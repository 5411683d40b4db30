"""Proposing a reading of a workbook, and working it out again after a person's correction or answer.

Everything is derived from the workbook and what people said about it (:class:`Correction`, answers): the same input gives
the same proposal, and nothing is remembered in between.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.layouts import Layout, column_corrections, misfits, row_corrections
from groundswell.engine.numbers import find_decimal_mark
from groundswell.engine.proposal import (
    FIGURE_ROLES,
    Choice,
    ColumnReading,
    Correction,
    Proposal,
    ReadingOptions,
    Role,
    SheetReading,
    TableReading,
)
from groundswell.engine.sources.workbook import Workbook, a1
from groundswell.engine.tables import across, down, snapshot
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.grid import Grid, blank
from groundswell.engine.tables.heads import parse_head, year_in
from groundswell.engine.tables.listing import read_down
from groundswell.engine.tables.naming import tidy
from groundswell.engine.tables.vocabulary import words
from groundswell.errors import Place, Problem, UserError

MEASURE_WITHOUT_A_NAME = "?"
"""A block pasted without any name has to be called something; a person names the measure when it is kept."""
FIGURES_WITHOUT_A_TABLE = 6
"""A sheet with fewer numbers than this and no period is text, not a table that failed to be read."""


def propose(workbook: Workbook, options: ReadingOptions | None = None, layout: Layout | None = None) -> Proposal:
    """How this workbook is read: each sheet's table with its roles, and the questions that one person has to answer.

    A ``layout`` remembered from an earlier file of this shape brings its corrections and answers along.
    """
    return _propose(workbook, options or ReadingOptions(), [], {}, layout)


def correct(proposal: Proposal, workbook: Workbook, correction: Correction, layout: Layout | None = None) -> Proposal:
    """The proposal after a person gave a column or row its role; the newest word on a place counts."""
    if correction.sheet not in range(len(workbook.sheets)) or correction.axis not in ("column", "row"):
        raise UserError("correction_unknown", {"axis": correction.axis})
    place = (correction.sheet, correction.axis, correction.index)
    kept = [one for one in proposal.corrections if (one.sheet, one.axis, one.index) != place]
    return _propose(workbook, proposal.options, [*kept, correction], proposal.answers, layout)


def answer(proposal: Proposal, workbook: Workbook, question_id: str, choice: str, layout: Layout | None = None) -> Proposal:
    """The proposal after an answer; raises UserError where there is no such question or choice."""
    question = next((question for question in proposal.questions if question.id == question_id), None)
    if question is None:
        raise UserError("question_unknown", {"question": question_id})
    if question.choices and choice not in {one.value for one in question.choices}:
        raise UserError("choice_unknown", {"choice": choice})
    return _propose(workbook, proposal.options, proposal.corrections, {**proposal.answers, question_id: choice.strip()}, layout)


def _propose(
    workbook: Workbook, options: ReadingOptions, corrections: Sequence[Correction], answers: Mapping[str, str], layout: Layout | None
) -> Proposal:
    proposal = Proposal(options, [], corrections=list(corrections), answers=dict(answers), layout=None if layout is None else layout.name)
    mark = _decimal_mark(workbook, options)
    for index, sheet in enumerate(workbook.sheets):
        ctx = Context(Grid(sheet), index, options, PurePath(workbook.name).stem, mark)
        ctx.columns = {c.index: c.role for c in corrections if c.sheet == index and c.axis == "column"}
        ctx.rows = {c.index: c.role for c in corrections if c.sheet == index and c.axis == "row"}
        ctx.answers = answers
        if layout is not None:
            ctx.remembered = layout.answers
            ctx.columns = {**column_corrections(layout, ctx.grid), **ctx.columns}
            ctx.rows = {**row_corrections(layout, ctx.grid), **ctx.rows}
        reading = _read_sheet(ctx)
        proposal.sheets.append(reading)
        proposal.questions += ctx.questions
    _sheets_as_places(proposal)
    if layout is not None:
        proposal.sheets[0].problems += misfits(layout, proposal)
    if all(sheet.table is None and not sheet.problems for sheet in proposal.sheets):
        name = workbook.sheets[0].name if workbook.sheets else None
        if proposal.sheets:
            proposal.sheets[0].problems.append(Problem("no_table", Place(name)))
    return proposal


def _decimal_mark(workbook: Workbook, options: ReadingOptions) -> str | None:
    """Declared, or proven by the text file: its own figures, else commas between cells, which a decimal comma rules out."""
    if options.decimal_mark is not None or workbook.dialect is None:
        return options.decimal_mark
    dialect = workbook.dialect
    if dialect.decimal_mark is not None:
        return dialect.decimal_mark
    return "." if dialect.delimiter == "," and not dialect.comma_decimals else None


def _read_sheet(ctx: Context) -> SheetReading:
    sheet = ctx.grid.sheet
    reading = SheetReading(ctx.sheet, sheet.name, sheet.hidden, problems=ctx.problems)
    if sheet.hidden:
        ctx.refuse("hidden_sheet", n=sheet.filled)
        return reading
    table = _find_table(ctx, reading)
    if any(question.answer is None for question in ctx.questions):
        reading.draft = _draft(ctx)
    if (
        reading.draft is not None
        or any(question.answer is None for question in ctx.questions)
        or (table is not None and not _whole_sheet(ctx, table))
    ):
        table = None
    if table is not None and not _merges_understood(ctx, table):
        table = None
    if table is not None:
        _finish(ctx, table)
        reading.table = table
    _say_hidden(ctx, table)
    return reading


PLACEHOLDERS = {
    "which_month": "Jan 2000",
    "which_quarter": "Q1 2000",
    "which_year": "2000",
    "which_period": "Q1 2000",
    "year_missing": "2000/01",
}
MOST_QUESTIONS = 6
"""Questions of one sheet that a draft answers one after another before it gives up."""


def _draft(ctx: Context) -> TableReading | None:
    """The roles that an answer would give, whichever it is: so that a person sees what the open question is about."""
    answers = dict(ctx.answers)
    for _ in range(MOST_QUESTIONS):
        trial = replace(ctx, answers=answers, questions=[], problems=[])
        table = _find_table(trial, SheetReading(ctx.sheet, ctx.name))
        unanswered = [question for question in trial.questions if question.answer is None]
        if not unanswered:
            return table
        for question in unanswered:
            answers[question.id] = question.choices[0].value if question.choices else PLACEHOLDERS[question.code]
    return None


def _find_table(ctx: Context, reading: SheetReading) -> TableReading | None:
    wide = across.find_head(ctx)
    if wide is not None:
        reading.signature = _signature(ctx, "across", wide.rows)
        return across.read_across(ctx, wide)
    long = down.find_head(ctx)
    if long is not None:
        reading.signature = _signature(ctx, "down", long.head_rows)
        return read_down(ctx, long)
    if ctx.problems:
        return None
    row = snapshot.find_head(ctx)
    if row is not None:
        reading.signature = _signature(ctx, "snapshot", [row])
        return snapshot.read_snapshot(ctx, row)
    _refuse_figures(ctx)
    return None


def _whole_sheet(ctx: Context, table: TableReading) -> bool:
    """Whether the table is all the sheet's figures: rows of numbers above its heads, or below it, are another table."""
    if any(row in ctx.rows for row in range(ctx.grid.height)):
        return True
    outside = [*range(min([*table.head_rows, table.first])), *range(table.last + 1, min(ctx.grid.height, table.last + 200))]
    others = [row for row in outside if row not in table.rows and _is_figures(ctx.grid, row)]
    if others:
        ctx.refuse("several_tables", f"{others[0] + 1}:{others[0] + 1}", row=others[0] + 1)
        return False
    return True


def _merges_understood(ctx: Context, table: TableReading) -> bool:
    """Merged cells among the figures: along a row they are said; down several rows nobody can tell which row the figure is for."""
    figures = {column.index for column in table.columns if column.role in FIGURE_ROLES}
    for merge in ctx.grid.sheet.merges:
        read = any(row not in table.rows for row in range(merge.top, merge.bottom + 1))
        inside = merge.top >= table.first and merge.bottom <= table.last and any(merge.left <= c <= merge.right for c in figures)
        if read and inside and (merge.bottom > merge.top or not blank(ctx.grid.value(merge.top, merge.left))):
            ctx.refuse("merged_figures", merge.a1)
            if merge.bottom > merge.top:
                return False
    return True


def _is_figures(grid: Grid, row: int) -> bool:
    """A row of two numbers or more that does not just count its columns (1, 2, 3 …)."""
    numbers = [value for value in grid.sheet.rows[row] if grid.kind(value) == "number"]
    return len(numbers) >= 2 and [str(value) for value in numbers] != [str(n) for n in range(1, len(numbers) + 1)]


def _refuse_figures(ctx: Context) -> None:
    """A sheet with figures but no date, month, quarter or year on them; a sheet of text is simply no table."""
    grid, numbers, first = ctx.grid, 0, None
    for row in range(min(grid.height, 500)):
        for column, value in enumerate(grid.sheet.rows[row][:200]):
            if grid.kind(value) == "number":
                numbers += 1
                first = first or a1(row, column)
    if numbers >= FIGURES_WITHOUT_A_TABLE:
        ctx.refuse("no_dates", first)


def _signature(ctx: Context, form: str, head_rows: list[int]) -> str:
    """The form and the heads that are no periods, in order: the same next month, with a month more or rows added."""
    heads = []
    for column in range(ctx.grid.width):
        texts = [ctx.grid.value(row, column) for row in head_rows]
        named = [str(value) for value in texts if not blank(value) and not parse_head(value, ctx.parser).is_period]
        if named:
            heads.append(words(named[-1]))
    return "|".join([form, *dict.fromkeys(heads)])


def _finish(ctx: Context, table: TableReading) -> None:
    """Names in one written form, and the decimal mark of each column of text figures."""
    if not table.measure:
        dated = year_in(ctx.name) is not None or parse_head(ctx.name, ctx.parser).is_period
        table.measure = ctx.name if ctx.name and not _default_name(ctx.name) and not dated else ctx.file_stem
    named = [column.head for column in table.with_role(Role.VALUE) if column.head and column.span is None]
    table.measure = tidy(table.measure) or tidy(next(iter(named), "")) or ctx.name or MEASURE_WITHOUT_A_NAME
    _decimal_marks(ctx, table)


def _decimal_marks(ctx: Context, table: TableReading) -> None:
    """The decimal mark of each column of text figures: its own proof, that of the table's other columns, the file's, or asked."""
    found: dict[int, str | None] = {}
    hanging: tuple[ColumnReading, str] | None = None
    columns = [column for column in table.columns if column.role in FIGURE_ROLES]
    for column in columns:
        body = ctx.grid.sheet.rows[table.first : table.last + 1]
        texts = sorted({value for cells in body if column.index < len(cells) and isinstance(value := cells[column.index], str)})
        found[column.index] = find_decimal_mark(texts) if texts else None
        if found[column.index] == "?" and hanging is None:
            hanging = column, next((text for text in texts if find_decimal_mark([text]) == "?"), texts[0])
    proven = {mark for mark in found.values() if mark in (".", ",")}
    common = proven.pop() if len(proven) == 1 else ctx.decimal_mark
    for column in columns:
        own = found[column.index]
        column.decimal_mark = ctx.options.decimal_mark or (own if own in (".", ",") else common)
    if hanging is not None and hanging[0].decimal_mark is None:
        _ask_decimal_mark(ctx, table, *hanging)


def _ask_decimal_mark(ctx: Context, table: TableReading, column: ColumnReading, text: str) -> None:
    choices = [Choice(".", "decimal_point", {"text": text}), Choice(",", "decimal_comma", {"text": text})]
    answer = ctx.ask("decimal_mark", ctx.column_cells(column.index, table.first, table.last), {"text": text}, choices)
    for one in table.columns:
        if one.role in FIGURE_ROLES and one.decimal_mark is None:
            one.decimal_mark = answer


def _default_name(name: str) -> bool:
    return words(name).rstrip("0123456789 ") in ("sheet", "tabelle", "feuil", "blad", "hoja", "foglio", "table", "data", "page")


def _say_hidden(ctx: Context, table: TableReading | None) -> None:
    """Hidden rows and columns of a table are left out, and that is said before anything is stored."""
    if table is None:
        return
    sheet = ctx.grid.sheet
    rows = sorted(row for row in sheet.hidden_rows if table.first <= row <= table.last and ctx.grid.filled(row))
    columns = [column.index for column in table.columns if column.index in sheet.hidden_columns]
    if rows:
        ctx.refuse("hidden_rows", f"{rows[0] + 1}:{rows[-1] + 1}", n=len(rows))
    if columns:
        ctx.refuse("hidden_columns", ctx.column_cells(columns[0], table.first, table.last), n=len(columns))


def _sheets_as_places(proposal: Proposal) -> None:
    """Sheets of one shape over the same periods, without places of their own, are places: one sheet per division."""
    by_shape: dict[str, list[SheetReading]] = defaultdict(list)
    for sheet in proposal.sheets:
        if sheet.table is not None and not sheet.table.with_role(Role.ORG_UNIT):
            by_shape[sheet.signature].append(sheet)
    for sheets in by_shape.values():
        spans = [{(c.span.start, c.span.end) for c in sheet.table.columns if c.span} for sheet in sheets if sheet.table]
        if len(sheets) < 2 or (spans[0] and not any(spans[0] & other for other in spans[1:])):
            continue
        if all(
            not any(ch.isdigit() for ch in sheet.name) or (_default_name(sheet.name) is False and "20" not in sheet.name)
            for sheet in sheets
        ):
            for sheet in sheets:
                if sheet.table is not None:
                    sheet.table.org_unit = tidy(sheet.name)


def cadence_of(table: TableReading) -> Cadence:
    """The cadence of a table's periods."""
    spans = [column.span.cadence for column in table.columns if column.span is not None and column.role is Role.VALUE]
    return Cadence(spans[0]) if spans else Cadence(table.cadence)


def with_options(proposal: Proposal, workbook: Workbook, **changes: object) -> Proposal:
    """The proposal under other options (the organisation's fiscal start, say); corrections and answers stay."""
    options = replace(proposal.options, **changes)  # type: ignore[arg-type]
    return _propose(workbook, options, proposal.corrections, proposal.answers, None)
