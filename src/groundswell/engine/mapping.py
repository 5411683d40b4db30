"""Proposing a reading of a workbook, and working it out again after a person's correction or answer.

Everything is derived from the workbook and what people said about it (:class:`Correction`, answers): the same input gives
the same proposal, and nothing is remembered in between.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.captions import settle_captions
from groundswell.engine.long.grouping import Grouping
from groundswell.engine.long.offering import take_grouping
from groundswell.engine.proposal import (
    FIGURE_ROLES,
    LEFT_FOR_NOW,
    Correction,
    Proposal,
    ReadingOptions,
    Recalled,
    Role,
    SheetReading,
    TableReading,
)
from groundswell.engine.recipes.following import follow
from groundswell.engine.recipes.learning import learn
from groundswell.engine.recipes.recipe import Recipe, over
from groundswell.engine.sources.workbook import Workbook, a1
from groundswell.engine.tables import across, across_head, down, section, snapshot
from groundswell.engine.tables.apart import tell_apart
from groundswell.engine.tables.contents import leave_out_contents
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.decimals import decimal_marks, mark_of_other_tables, settled_mark
from groundswell.engine.tables.grid import Grid, blank
from groundswell.engine.tables.heads import parse_head, year_in
from groundswell.engine.tables.listing import read_down
from groundswell.engine.tables.masking import masked
from groundswell.engine.tables.naming import caption_of, own_titles, tidy
from groundswell.engine.tables.pivot_blocks import pivot_blocks, without_pivots
from groundswell.engine.tables.regions import Piece, regions_of
from groundswell.engine.tables.unit_lines import unit_above
from groundswell.engine.tables.vocabulary import words
from groundswell.errors import Place, Problem, UserError

MEASURE_WITHOUT_A_NAME = "?"
"""A block pasted without any name has to be called something; a person names the measure when it is kept."""
FIGURES_WITHOUT_A_TABLE = 6
"""A sheet with fewer numbers than this and no period is text, not a table that failed to be read."""


def propose(workbook: Workbook, options: ReadingOptions | None = None, recipe: Recipe | None = None) -> Proposal:
    """How this workbook is read: each sheet's table with its roles, and the questions that one person has to answer.

    A ``recipe`` brings what people said about an earlier file of this structure; what of it does not fit here is a problem each.
    """
    alone = _propose(workbook, options or ReadingOptions(), [], {})
    return alone if recipe is None else by_recipe(alone, workbook, recipe)


def by_recipe(proposal: Proposal, workbook: Workbook, recipe: Recipe | None, options: ReadingOptions | None = None) -> Proposal:
    """The proposal read by a recipe, or without one; what people said about this file stays.

    ``options`` is all that holds then; without it, the proposal's options win over the recipe's.
    """
    alone = _alone(proposal, workbook)
    if recipe is None:
        bare = proposal.large is not None
        return alone if bare else _propose(workbook, options or proposal.options, proposal.corrections, proposal.answers)
    recalled, held = follow(recipe, workbook, alone), options or over(recipe.options, proposal.options)
    if proposal.large is not None:
        made = replace(alone, options=held, recalled=recalled)
    else:
        made = _propose(workbook, held, proposal.corrections, proposal.answers, recalled)
    if recipe.grouping is not None:
        _group(made, workbook, recipe)
    return made


def _group(proposal: Proposal, workbook: Workbook, recipe: Recipe) -> None:
    """Count or add up the rows as the recipe says; where a column that it needs is gone, that is said and the sheet stays as it stands."""
    try:
        take_grouping(workbook, proposal, Grouping.from_plain(recipe.grouping or {}))
    except UserError as refused:
        if refused.code != "grouping_column_missing":
            raise
        values = {"recipe": recipe.name, "text": str(refused.values["column"])}
        proposal.sheets[0].problems.append(Problem("recipe_grouping_gone", Place(), values))
        return
    for at, problem in proposal.recalled.problems if proposal.recalled is not None else ():
        if problem.code != "recipe_fits_nothing":  # the columns that are counted are there
            proposal.sheets[at].problems.append(problem)


def again(proposal: Proposal, workbook: Workbook) -> Proposal:
    """The proposal worked out anew from its words, after some of them were taken away. Answers to questions that are gone go."""
    made = _propose(workbook, proposal.options, proposal.corrections, proposal.answers, proposal.recalled)
    asked = {question.id for question in made.questions}
    made.answers = {identity: given for identity, given in made.answers.items() if identity in asked}
    return made


def remember(proposal: Proposal, workbook: Workbook, name: str, earlier: Recipe | None = None) -> Recipe:
    """The recipe that this reading teaches; see :func:`learn`. ``earlier``: an older version, whose other fields it keeps."""
    return learn(proposal, _alone(proposal, workbook), workbook, name, earlier)


def _alone(proposal: Proposal, workbook: Workbook) -> Proposal:
    """The reading without anybody's words: what a recipe is matched with, because next month's file begins without them too."""
    if proposal.large is not None:
        sheets = [SheetReading(index, sheet.name) for index, sheet in enumerate(workbook.sheets)]
        return Proposal(proposal.options, sheets, grouping=proposal.grouping, large=proposal.large)
    spoken = proposal.corrections or proposal.recalled is not None or proposal.grouped
    spoken = spoken or any(question.answer is not None for question in proposal.questions)
    return _propose(workbook, proposal.options, [], {}) if spoken else proposal


def correct(proposal: Proposal, workbook: Workbook, correction: Correction) -> Proposal:
    """The proposal after a person gave a column or row its role; the newest word on a place counts."""
    if correction.sheet not in range(len(workbook.sheets)) or correction.axis not in ("column", "row"):
        raise UserError("correction_unknown", {"axis": correction.axis})
    place = (correction.sheet, correction.axis, correction.index)
    kept = [one for one in proposal.corrections if (one.sheet, one.axis, one.index) != place]
    return _propose(workbook, proposal.options, [*kept, correction], proposal.answers, proposal.recalled)


def answer(proposal: Proposal, workbook: Workbook, question_id: str, choice: str) -> Proposal:
    """The proposal after an answer; raises UserError where there is no such question or choice.

    ``LEFT_FOR_NOW`` answers any question that holds a table up: the others are read without it.
    """
    question = next((question for question in proposal.questions if question.id == question_id), None)
    if question is None:
        raise UserError("question_unknown", {"question": question_id})
    if choice == LEFT_FOR_NOW:
        if not (question.is_open and proposal.may_leave_out):
            raise UserError("choice_unknown", {"choice": choice})
    elif question.choices and choice not in {one.value for one in question.choices}:
        raise UserError("choice_unknown", {"choice": choice})
    answers = {**proposal.answers, question_id: choice.strip()}
    return _propose(workbook, proposal.options, proposal.corrections, answers, proposal.recalled)


def _propose(
    workbook: Workbook,
    options: ReadingOptions,
    corrections: Sequence[Correction],
    answers: Mapping[str, str],
    recalled: Recalled | None = None,
    mark: str | None = None,
) -> Proposal:
    proposal = Proposal(options, [], corrections=list(corrections), answers=dict(answers), recalled=recalled)
    known = mark or _decimal_mark(workbook, options)
    for index, sheet in enumerate(workbook.sheets):
        ctx = Context(Grid(sheet), index, options, PurePath(sheet.file or workbook.name).stem, known)
        said = [*(recalled.corrections if recalled is not None else ()), *corrections]
        ctx.columns = {c.index: c.role for c in said if c.sheet == index and c.axis == "column"}
        ctx.rows = {c.index: c.role for c in said if c.sheet == index and c.axis == "row"}
        ctx.answers = answers
        if recalled is not None:
            ctx.remembered = {(code, about): given for at, code, about, given in recalled.answers if at == index}
        reading = _read_sheet(ctx)
        proposal.sheets.append(reading)
        proposal.questions += ctx.questions
    elsewhere = mark_of_other_tables(proposal.sheets, proposal.questions) if known is None else None
    if elsewhere is not None:
        return _propose(workbook, options, corrections, answers, recalled, elsewhere)
    leave_out_contents(workbook.sheets, proposal.sheets)
    tell_apart([(workbook.sheets[sheet.index], table) for sheet in proposal.sheets for table in sheet.tables])
    _sheets_as_places(proposal)
    if recalled is not None:
        for at, problem in recalled.problems:
            proposal.sheets[at].problems.append(problem)
    if all(not sheet.tables and not sheet.problems for sheet in proposal.sheets):
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
    reading.pivots = pivot_blocks(ctx)
    for block in reading.pivots:
        ctx.refuse("pivot_block", block.region.a1, parts=block.source.a1)
    if reading.pivots:
        ctx.grid = Grid(masked(sheet, without_pivots(ctx.grid, reading.pivots)))
    pieces = regions_of(ctx)
    if any(question.is_open for question in ctx.questions):
        own = _within(ctx, pieces[0])
        if ctx.leave_for_now():
            reading.aside.append(own.region)
        else:
            _wait(own, reading, _find_table(own))
        return reading
    for piece in pieces:
        own = _within(ctx, piece)
        own.alone = len(pieces) == 1
        _read_region(own, reading)
        ctx.questions += own.questions
        ctx.problems += own.problems
    settle_captions(ctx, reading)
    return reading


def _within(ctx: Context, piece: Piece) -> Context:
    """The work on one region: its cells alone, and what people said about its rows and columns."""
    region = piece.region
    own = replace(ctx, grid=Grid(masked(ctx.grid.sheet, region), piece.above), region=region, questions=[], problems=[], writings={})
    own.columns = {column: role for column, role in ctx.columns.items() if region.left <= column <= region.right}
    own.rows = {row: role for row, role in ctx.rows.items() if region.top <= row <= region.bottom}
    return own


def _read_region(ctx: Context, reading: SheetReading) -> None:
    """The table of one region into its sheet's reading: read, waiting for an answer, refused, or none there."""
    table = _find_table(ctx)
    if table is not None and (mark := settled_mark(ctx, table)) is not None:
        ctx.decimal_mark = mark
        ctx.questions.clear()
        ctx.problems.clear()
        table = _find_table(ctx)
    if ctx.signature:
        reading.signatures.append(ctx.signature)
    if ctx.leave_for_now():
        reading.aside.append(ctx.region)
        return
    if any(question.is_open for question in ctx.questions):
        draft = _draft(ctx)
        if draft is None or _merges_understood(tried := replace(ctx, problems=[]), draft):
            _wait(ctx, reading, draft)
            return
        ctx.questions.clear()
        ctx.problems[:] = [problem for problem in (*ctx.problems, *tried.problems) if not problem.question]
        table = None
    if table is not None and _whole_sheet(ctx, table) and _merges_understood(ctx, table):
        _place(ctx, table)
        _finish(ctx, table)
        _say_hidden(ctx, table)
        reading.tables.append(table)
        return
    if table is None and not ctx.alone and (not ctx.problems or _without_text(ctx.grid)):
        ctx.problems.clear()
        _refuse_apart(ctx)
    if ctx.problems:
        reading.refused.append(ctx.region)


def _wait(ctx: Context, reading: SheetReading, draft: TableReading | None) -> None:
    """A region about which a question is open: nothing of it is read, and its draft shows what the question is about."""
    reading.waiting.append(ctx.region)
    if draft is not None:
        _place(ctx, draft)
        reading.drafts.append(draft)


def _place(ctx: Context, table: TableReading) -> None:
    """Say which rectangle of the sheet the table is; of several tables, each is called by the title that is its own."""
    table.region, table.shape = ctx.region, ctx.signature
    if ctx.alone:
        return
    titles = map(caption_of, own_titles(ctx.grid, min(table.head_rows, default=table.first)))
    table.title = next((title for title in titles if title and not parse_head(title, ctx.parser).is_period), "")


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
        table = _find_table(trial)
        unanswered = [question for question in trial.questions if question.is_open]
        if not unanswered:
            return table
        for question in unanswered:
            answers[question.id] = question.choices[0].value if question.choices else PLACEHOLDERS[question.code]
    return None


def _find_table(ctx: Context) -> TableReading | None:
    """The table of the context's region; None where there is none, or where a problem or question in the context says why not."""
    wide = across_head.find_head(ctx)
    if wide is not None:
        ctx.signature = _signature(ctx, "across", wide.rows)
        return across.read_across(ctx, wide)
    long = down.find_head(ctx)
    if long is not None and not section.dates_stand_beside(ctx, long):
        ctx.signature = _signature(ctx, "down", long.head_rows)
        return read_down(ctx, long)
    if ctx.problems:
        return None
    row = snapshot.find_head(ctx)
    if row is not None:
        ctx.signature = _signature(ctx, "snapshot", [row])
        return snapshot.read_snapshot(ctx, row)
    frame = section.find_section(ctx)
    if frame is not None:
        ctx.signature = _signature(ctx, "section", frame.heads)
        return section.read_section(ctx, frame)
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
        named_below = table.rows.get(merge.top)
        if named_below is not None and named_below.label_row == merge.bottom:
            continue
        read = any(row not in table.rows for row in range(merge.top, merge.bottom + 1))
        inside = merge.top >= table.first and merge.bottom <= table.last and any(merge.left <= c <= merge.right for c in figures)
        if read and inside and merge.bottom == merge.top and _merged_like_its_head(ctx, table, merge.left, merge.right):
            continue
        if read and inside and (merge.bottom > merge.top or not blank(ctx.grid.value(merge.top, merge.left))):
            down = merge.bottom > merge.top
            ctx.refuse("merged_figures_down" if down else "merged_figures", merge.a1)
            if down:
                return False
    return True


def _merged_like_its_head(ctx: Context, table: TableReading, left: int, right: int) -> bool:
    """Whether a head is merged over the same columns: then each figure of the column is laid out so, and nothing hides under it."""
    heads = [ctx.grid.merge_at(row, left) for row in table.head_rows]
    return any(head is not None and (head.left, head.right) == (left, right) for head in heads)


def _is_figures(grid: Grid, row: int) -> bool:
    """A row of two numbers or more that does not just count its columns (1, 2, 3 …)."""
    numbers = [value for value in grid.sheet.rows[row] if grid.kind(value) == "number"]
    return len(numbers) >= 2 and [str(value) for value in numbers] != [str(n) for n in range(1, len(numbers) + 1)]


def _refuse_figures(ctx: Context) -> None:
    """A sheet with figures but no date, month, quarter or year on them; a sheet of text, with a number here and there, is no table."""
    grid, numbers, filled, first = ctx.grid, 0, 0, None
    for row in range(min(grid.height, 500)):
        for column, value in enumerate(grid.sheet.rows[row][:200]):
            filled += value is not None
            if grid.kind(value) == "number":
                numbers += 1
                first = first or a1(row, column)
    if numbers >= FIGURES_WITHOUT_A_TABLE and numbers * 10 > filled:
        ctx.refuse("no_dates", first)


def _without_text(grid: Grid) -> bool:
    """Whether a region holds numbers and nothing that could name them."""
    return all(grid.kind(grid.value(row, c)) != "text" for row in range(grid.height) for c in grid.filled(row))


def _refuse_apart(ctx: Context) -> None:
    """Figures beside or below a table, too few to be one: said with their place, not passed over as notes."""
    grid = ctx.grid
    numbers = [(row, c) for row in range(grid.height) for c in grid.filled(row) if grid.kind(grid.value(row, c)) == "number"]
    if len(numbers) > 1:
        ctx.refuse("figures_apart", f"{a1(*numbers[0])}:{a1(*numbers[-1])}", n=len(numbers))


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
    decimal_marks(ctx, table)
    table.unit = unit_above(ctx.grid, table)


def _default_name(name: str) -> bool:
    return words(name).rstrip("0123456789 ") in ("sheet", "tabelle", "feuil", "blad", "hoja", "foglio", "table", "data", "page")


def _say_hidden(ctx: Context, table: TableReading) -> None:
    """Hidden rows and columns of a table are left out, hidden heads are read, and that is said before anything is stored."""
    sheet = ctx.grid.sheet
    if heads := [row for row in table.head_rows if row in sheet.hidden_rows and ctx.grid.filled(row)]:
        ctx.refuse("hidden_heads", f"{heads[0] + 1}:{heads[-1] + 1}", n=len(heads))
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
        if sheet.tables and not any(table.caption or table.with_role(Role.ORG_UNIT) for table in sheet.tables):
            by_shape[sheet.signature].append(sheet)
    for sheets in by_shape.values():
        spans = [{(c.span.start, c.span.end) for table in sheet.tables for c in table.columns if c.span} for sheet in sheets]
        if len(sheets) < 2 or (spans[0] and not any(spans[0] & other for other in spans[1:])):
            continue
        if _name_places([sheet.name for sheet in sheets]):
            for sheet in sheets:
                for table in sheet.tables:
                    table.org_unit = tidy(sheet.name)


_COPY = re.compile(r"^(?:copy|kopie|copie|copia)\b|\b(?:copy|kopie|copie|copia|backup|old|new|draft|final|v\d+)$|\(\d+\)$", re.IGNORECASE)


def _name_places(names: Sequence[str]) -> bool:
    """Whether sheets are called after places: not after years, not "Sheet 2" or "Data", and none is a copy of another."""
    dated = any(any(ch.isdecimal() for ch in name) and "20" in name for name in names)
    return not dated and not any(_default_name(name) or _COPY.search(name.strip()) for name in names)


def cadence_of(table: TableReading) -> Cadence:
    """The cadence of a table's periods."""
    spans = [column.span.cadence for column in table.columns if column.span is not None and column.role is Role.VALUE]
    return Cadence(spans[0]) if spans else Cadence(table.cadence)


def with_options(proposal: Proposal, workbook: Workbook, **changes: object) -> Proposal:
    """The proposal under other options (the organisation's fiscal start, say); corrections and answers stay."""
    options = replace(proposal.options, **changes)  # type: ignore[arg-type]
    return _propose(workbook, options, proposal.corrections, proposal.answers, proposal.recalled)
