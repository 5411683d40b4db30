"""Recipes: what people said about a file, found again in the next one, wherever its rows and columns went."""

import pytest

from groundswell.engine.intake import apply
from groundswell.engine.mapping import answer, by_recipe, correct, propose, remember
from groundswell.engine.proposal import Correction, Proposal, ReadingOptions, Role
from groundswell.engine.recipes.following import not_fitting
from groundswell.engine.recipes.matching import Fit, fitting, match, the_one
from groundswell.engine.recipes.recipe import EVERY, Recipe
from groundswell.engine.recipes.text_form import from_text, to_text
from groundswell.engine.sources.workbook import CellError, Workbook
from tests.unit.engine.sheets import codes, figures, workbook

SCORECARD = [
    ["Scorecard 2026/27"],
    ["Indicator", "Unit", "Apr", "May", "Jun", "Average", "RAG"],
    ["Complaints", "days", 25, 26, 24, 25, "Green"],
    ["Berth wait", "hrs", "n/a", CellError("#DIV/0!"), 5, 5, "Amber"],
    ["Total calls", "no.", 7, 8, 9, 8, "Red"],
    ["Source: returns"],
]


def month_more(rows):
    """The same sheet a month later: one more month, one more row."""
    out = [list(row) for row in rows]
    out[1].insert(5, "Jul")
    for row in out[2:5]:
        row.insert(5, 11)
    out.insert(5, ["New measure", "no.", 1, 2, 3, 4, 2.5, "Red"])
    return out


def said(book: Workbook, *corrections: Correction) -> Proposal:
    """A reading with these words of a person."""
    proposal = propose(book)
    for correction in corrections:
        proposal = correct(proposal, book, correction)
    return proposal


def taught(book: Workbook, *corrections: Correction, name: str = "Card") -> Recipe:
    """The recipe of a reading with these words, as it comes back from its text."""
    return from_text(to_text(remember(said(book, *corrections), book, name)))


def unfit(proposal: Proposal) -> list[tuple[str, object]]:
    """What does not fit, with the text that it is about."""
    return [(problem.code, problem.values.get("text")) for problem in not_fitting(proposal.problems)]


def test_next_months_file_is_read_by_what_was_said_of_this_one():
    book = workbook(SCORECARD)
    recipe = taught(book, Correction(0, "column", 6, Role.COMMENT), Correction(0, "row", 4, Role.LEFT_OUT), name="Corporate scorecard")
    assert (recipe.name, recipe.version) == ("Corporate scorecard", 1)
    later = workbook(month_more(SCORECARD), names=["November"])
    assert match(recipe, propose(later), later).fit is Fit.EXACT
    again = propose(later, recipe=recipe)
    assert again.open_questions == []
    assert again.recipe == "Corporate scorecard"
    assert unfit(again) == []
    intake = apply(later, again)
    assert {o.measure for o in intake.observations} == {"Complaints", "Berth wait", "New measure"}
    assert {o.period.start.month for o in intake.observations} == {4, 5, 6, 7}
    assert [r.text for r in intake.remarks] == ["Green", "Amber", "Red"]
    assert Proposal.from_json(again.to_json()) == again


def test_what_was_recalled_is_learnt_again_and_a_new_word_makes_a_new_version():
    book, later = workbook(SCORECARD), workbook(month_more(SCORECARD))
    recipe = taught(book, Correction(0, "column", 6, Role.COMMENT))
    again = propose(later, recipe=recipe)
    assert remember(again, later, "Card", recipe) == recipe
    more = remember(correct(again, later, Correction(0, "row", 5, Role.LEFT_OUT)), later, "Card", recipe)
    assert more.version == 2
    assert {(word.axis, word.text, word.role) for word in more.lines} == {
        ("column", "rag", Role.COMMENT),
        ("row", "new measure", Role.LEFT_OUT),
    }
    other = remember(correct(again, later, Correction(0, "column", 7, Role.STATUS)), later, "Card", recipe)
    assert [word.role for word in other.lines] == [Role.STATUS]


def test_columns_and_rows_may_move_and_the_sheet_may_be_renamed():
    book = workbook(SCORECARD)
    recipe = taught(book, Correction(0, "column", 6, Role.COMMENT), Correction(0, "row", 2, Role.LEFT_OUT))
    moved = [[row[6], *row[:6]] if len(row) > 6 else row for row in SCORECARD]
    moved[2], moved[4] = moved[4], moved[2]
    later = workbook([["New title"], *moved], names=["Card (2)"])
    again = propose(later, recipe=recipe)
    assert again.sheets[0].tables
    assert {(c.axis, c.index, c.role) for c in again.recalled.corrections} == {
        ("column", 0, Role.COMMENT),
        ("row", 5, Role.LEFT_OUT),
    }
    assert unfit(again) == []
    gone = workbook([row for row in SCORECARD if row[0] != "Complaints"])
    assert unfit(propose(gone, recipe=recipe)) == [("recipe_row_gone", "complaints")]


def test_a_row_is_known_by_its_section_and_never_by_counting_when_their_number_changed():
    rows = [["Indicator", "Apr 2026", "May 2026"], ["North"], ["Late", 1, 2], ["Early", 3, 4], ["South"], ["Late", 5, 6], ["Early", 7, 8]]
    book = workbook(rows)
    proposal = propose(book)
    assert proposal.sheets[0].tables[0].rows[4].role is Role.SECTION
    recipe = taught(book, Correction(0, "row", 5, Role.LEFT_OUT))
    later = workbook([rows[0], ["East"], ["Late", 9, 9], ["Early", 9, 9], *rows[1:]])
    again = propose(later, recipe=recipe)
    assert [(c.index, c.role) for c in again.recalled.corrections] == [(8, Role.LEFT_OUT)]
    twice = workbook([*rows, ["Late", 9, 9]])
    unsure = propose(twice, recipe=recipe)
    assert unsure.recalled.corrections == ()
    assert unfit(unsure) == [("recipe_row_unsure", "late")]


def test_a_word_on_all_alike_is_about_the_next_of_them_too():
    rows = [
        ["KPI", "Mar 2026", "Mar 2026", "Apr 2026", "Apr 2026", "May 2026", "May 2026"],
        ["", "Actual", "Note", "Actual", "Note", "Actual", "Note"],
        ["Calls", 1, "a", 2, "b", 3, "c"],
        ["Visits", 3, "c", 4, "d", 5, "e"],
    ]
    book = workbook(rows)
    recipe = taught(book, *(Correction(0, "column", at, Role.LEFT_OUT) for at in (2, 4, 6)))
    assert [(word.text, word.which) for word in recipe.lines] == [("note", EVERY)]
    later = workbook([[*row, *more] for row, more in zip(rows, (["Jun 2026"] * 2, ["Actual", "Note"], [5, "e"], [6, "f"]), strict=True)])
    again = propose(later, recipe=recipe)
    assert [c.index for c in again.recalled.corrections] == [2, 4, 6, 8]
    assert remember(again, later, "Card", recipe) == recipe


def test_answers_about_structure_stay_and_which_quarter_it_is_is_asked_again():
    rows = [["KPI", "This quarter", "Target", "Extra"], ["Calls", 1, 2, 90], ["Visits", 4, 5, 80]]
    book = workbook(rows)
    proposal = propose(book)
    for _ in range(2):
        question = proposal.open_questions[0]
        proposal = answer(proposal, book, question.id, {"which_quarter": "Q1 2026/27", "column_role": "left_out"}[question.code])
    recipe = remember(proposal, book, "Card")
    moved = [[row[0], row[3], row[1], row[2]] for row in rows]
    for later in (workbook(rows), workbook(moved)):
        assert [q.code for q in propose(later, recipe=recipe).open_questions] == ["which_quarter"]


def test_an_answer_that_names_a_column_follows_the_column():
    rows = [["Country", "Region", "District", "Month", "Calls"]]
    rows += [["England", ("North", "South", None)[n % 3], f"D{n}x" if n % 3 == 2 else None, f"2024-{n // 3 + 1:02}", n] for n in range(9)]
    book = workbook(rows)
    proposal = propose(book)
    question = next(q for q in proposal.open_questions if q.code == "several_places")
    recipe = from_text(to_text(remember(answer(proposal, book, question.id, "1"), book, "Calls")))
    assert [(word.question, word.answer, word.names_column) for word in recipe.answers] == [("several_places", "region", True)]
    later = workbook([[row[2], row[0], row[1], *row[3:]] for row in rows])
    again = propose(later, recipe=recipe)
    assert next(q.answer for q in again.questions if q.code == "several_places") == "2"
    twice = workbook([[row[1], *row] for row in rows])
    assert [q.code for q in propose(twice, recipe=recipe).open_questions] == ["several_places"]


def test_a_column_without_a_head_is_known_by_its_neighbour_and_not_by_its_letter():
    rows = [["Month", "Calls", ""], *[[f"2024-{n:02}", n, n * 7] for n in range(1, 7)]]
    book = workbook(rows)
    proposal = propose(book)
    question = proposal.open_questions[0]
    assert question.code == "column_role"
    recipe = remember(answer(proposal, book, question.id, "left_out"), book, "Calls")
    wider = workbook([[row[0], ("Notes" if not n else "text"), *row[1:]] for n, row in enumerate(rows)])
    again = propose(wider, recipe=recipe)
    assert again.open_questions == []
    assert {o.measure for o in apply(wider, again).observations} == {"Calls"}
    other = workbook([["Month", "", "Calls"], *[[f"2024-{n:02}", n * 7, n] for n in range(1, 7)]])
    assert [q.code for q in propose(other, recipe=recipe).open_questions] == ["column_role"]


def test_a_recipe_holds_no_figures():
    book = workbook(SCORECARD)
    text = to_text(taught(book, Correction(0, "column", 6, Role.COMMENT)))
    figures_of_it = {str(value) for row in SCORECARD[2:5] for value in row if isinstance(value, int)} - {"7", "8", "9", "5"}
    assert not any(value in text for value in figures_of_it)


def test_what_does_not_fit_is_said_in_both_directions():
    book = workbook(SCORECARD)
    recipe = taught(book, Correction(0, "column", 6, Role.COMMENT))
    other = [list(row) for row in SCORECARD]
    other[1][6] = "Owner"
    changed = workbook(other)
    assert match(recipe, propose(changed), changed).fit is Fit.NEAR
    assert unfit(propose(changed, recipe=recipe)) == [("recipe_column_gone", "rag"), ("recipe_column_new", "owner")]
    two = workbook(SCORECARD, [["Month", "Calls"], ["Jan 2024", 1], ["Feb 2024", 2]])
    assert [code for code, _ in unfit(propose(two, recipe=recipe))] == ["recipe_table_new"]
    both = remember(propose(two), two, "Both")
    assert [code for code, _ in unfit(propose(book, recipe=both))] == ["recipe_table_gone"]
    assert match(both, propose(book), book).fit is Fit.NEAR
    assert "recipe_table_new" not in codes(apply(book, propose(book, recipe=recipe)))


def test_what_does_not_fit_refuses_no_cell():
    book = workbook(SCORECARD, [["A note"], ["of text"]])
    recipe = taught(workbook(SCORECARD), Correction(0, "row", 4, Role.LEFT_OUT))
    gone = [row for row in SCORECARD if row[0] != "Total calls"]
    intake = apply(workbook(gone), propose(workbook(gone), recipe=recipe))
    assert "recipe_row_gone" in codes(intake)
    assert all(count.adds_up for count in intake.reconciliation)
    assert figures(apply(book, propose(book, recipe=recipe)))


def test_one_fitting_recipe_is_followed_and_several_are_a_choice():
    book = workbook(SCORECARD)
    card = taught(book)
    wider = workbook([[*row, "x" if at != 1 else "Owner"] if len(row) > 1 else row for at, row in enumerate(SCORECARD)])
    unlike = Recipe("Other", tables=taught(workbook([["Month", "Calls"], ["Jan 2024", 1], ["Feb 2024", 2]])).tables)
    for file, fit in ((book, Fit.EXACT), (wider, Fit.WIDER)):
        found = fitting([("a", card), ("c", unlike)], propose(file), file)
        assert [(one.key, one.match.fit) for one in found] == [("a", fit)]
        assert the_one(found) is found[0]
        assert the_one(fitting([("a", card), ("b", card)], propose(file), file)) is None
    exact = taught(wider)
    found = fitting([("a", card), ("b", exact)], propose(wider), wider)
    assert [one.key for one in found] == ["b", "a"]
    assert the_one(found) is found[0]
    assert the_one(fitting([("b", exact)], propose(book), book)) is None
    assert the_one([]) is None


def test_few_heads_in_common_are_another_table():
    card = taught(workbook([["KPI", "Apr 2026", "May 2026"], ["Calls", 1, 2], ["Visits", 3, 4]]))
    many = ["KPI", "Owner", "Unit", "Source", "Comment", "Apr 2026", "May 2026"]
    file = workbook([many, ["Calls", "A", "no.", "B", "c", 1, 2], ["Visits", "A", "no.", "B", "c", 3, 4]])
    assert match(card, propose(file), file).fit is Fit.NONE


def test_options_of_the_recipe_hold_unless_they_are_said():
    rows = [["KPI", "2023/24", "2024/25"], ["Calls", 1, 2]]
    recipe = from_text(to_text(Recipe("July", tables=taught(workbook(rows)).tables, options=ReadingOptions(fiscal_start=7))))
    book = workbook(rows)
    for options, start in ((None, "2023-07-01"), (ReadingOptions(fiscal_start=10), "2023-10-01")):
        assert apply(book, propose(book, options, recipe)).observations[0].period.start.isoformat() == start


def test_a_recipe_can_be_taken_off_and_what_was_said_of_this_file_stays():
    book = workbook(SCORECARD)
    recipe = taught(book, Correction(0, "column", 6, Role.COMMENT))
    proposal = correct(propose(book, recipe=recipe), book, Correction(0, "row", 4, Role.LEFT_OUT))
    bare = by_recipe(proposal, book, None)
    assert bare.recipe is None
    assert bare == said(book, Correction(0, "row", 4, Role.LEFT_OUT))
    assert by_recipe(bare, book, recipe) == proposal


@pytest.mark.parametrize("sheets", [("Oct", "Nov"), ("Nov", "Dec")])
def test_sheets_of_one_shape_are_one_table_of_the_recipe(sheets):
    rows = [["Indicator", "Apr 2026", "May 2026", "RAG"], ["Calls", 1, 2, "Green"], ["Visits", 3, 4, "Red"]]
    book = workbook(rows, rows, names=["Oct", "Nov"])
    recipe = taught(book, Correction(0, "column", 3, Role.COMMENT), Correction(1, "column", 3, Role.COMMENT))
    assert len(recipe.tables) == 1
    assert [(word.text, word.sheet) for word in recipe.lines] == [("rag", "")]
    later = workbook(rows, rows, rows, names=[*sheets, "Jan"])
    assert len(propose(later, recipe=recipe).recalled.corrections) == 3
    one = taught(book, Correction(1, "column", 3, Role.COMMENT))
    assert [(word.text, word.sheet) for word in one.lines] == [("rag", "Nov")]
    assert [c.sheet for c in propose(later, recipe=one).recalled.corrections] == [sheets.index("Nov")]
