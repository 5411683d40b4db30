"""Several tables on one sheet: below one another, beside one another, with captions and without, and what is none of them."""

import pytest

from groundswell.engine.explaining import explain
from groundswell.engine.intake import Intake, apply
from groundswell.engine.mapping import answer, propose, remember
from groundswell.engine.painting import paint
from groundswell.engine.proposal import LEFT_FOR_NOW, Proposal
from groundswell.engine.recipes.sentences import sentences
from groundswell.engine.recipes.text_form import from_text, to_text
from groundswell.engine.sources.workbook import CellValue
from groundswell.errors import UserError
from tests.unit.engine.sheets import Rows, merged, read, workbook


def codes(intake: Intake) -> list[str]:
    return sorted({problem.code for problem in intake.problems})


def figures(intake: Intake) -> dict[tuple[str, str | None, str], str]:
    return {(o.measure, o.org_unit, o.period.start.isoformat()[:7]): str(o.value) for o in intake.observations if o.period}


def ranges(proposal: Proposal) -> list[str]:
    return [table.region.a1 for table in proposal.sheets[0].tables]


def beside(*tables: Rows, gap: int = 1) -> list[list[object]]:
    """Tables side by side with empty columns between."""
    height = max(map(len, tables))
    widths = [max(map(len, table)) for table in tables]
    out: list[list[object]] = []
    for row in range(height):
        line: list[object] = []
        for table, width in zip(tables, widths, strict=True):
            cells = list(table[row]) if row < len(table) else []
            line += [*cells, *[None] * (width - len(cells) + gap)]
        out.append(line)
    return out


CALLS = [["Month", "Calls", "Answered"], ["Jan 2024", 50, 41], ["Feb 2024", 70, 60], ["Mar 2024", 65, 59]]
VISITS = [["Month", "Visits"], ["Jan 2024", 5], ["Feb 2024", 8], ["Mar 2024", 9], ["Apr 2024", 4]]
KPIS = [["KPI", "Jan 2024", "Feb 2024"], ["Calls", 1, 2], ["Visits", 3, 4]]
OTHERS = [["KPI", "Jan 2024", "Feb 2024"], ["Letters", 5, 6], ["Mails", 7, 8]]
EARLIER = [["KPI", "Jan 2023", "Feb 2023"], ["Calls", 11, 12], ["Visits", 13, 14]]
BLANK: list[list[object]] = [[]]


@pytest.mark.parametrize("between", [[], [[]], [[], []]], ids=["none", "one", "two"])
@pytest.mark.parametrize(("first", "second", "kept"), [(CALLS, VISITS, 10), (KPIS, OTHERS, 8), (KPIS, EARLIER, 8), (CALLS, OTHERS, 10)])
def test_one_below_another_with_or_without_empty_rows(first: Rows, second: Rows, between: Rows, kept: int):
    if second is OTHERS and len(between) < 3:
        pytest.skip("the same heads again, without a caption, are the next page of one table")
    proposal, intake = read(workbook([*first, *between, *second]))
    assert intake.problems == []
    assert len(intake.observations) == kept
    assert len(ranges(proposal)) == 2
    assert intake.reconciliation[0].adds_up
    assert [table.adds_up for table in intake.reconciliation[0].tables] == [True, True]


def test_heads_printed_again_on_the_next_page_go_on_with_the_same_table():
    proposal, intake = read(workbook([*KPIS, [], *OTHERS]))
    assert ranges(proposal) == ["A1:C6"] or len(proposal.sheets[0].tables) == 1
    assert len(intake.observations) == 8


BY_MONTH: Rows = [["KPI", "Jan 2024", "Feb 2024", "Mar 2024"], ["Calls", 1, 2, 5], ["Visits", 3, 4, 6]]
READ = {(name, None, f"2024-0{at}"): str(row[at]) for name, row in (("Calls", BY_MONTH[1]), ("Visits", BY_MONTH[2])) for at in (1, 2, 3)}


@pytest.mark.parametrize("hidden", [[None, "Feb 2024", "Mar 2024", "Apr 2024"], [None, "planned", "agreed", "told"]])
def test_a_hidden_row_of_heads_amid_the_figures_begins_no_table(hidden: list[CellValue]):
    book = workbook([BY_MONTH[0], BY_MONTH[1], hidden, BY_MONTH[2]])
    book.sheets[0].hidden_rows = {2}
    _, intake = read(book)
    assert (codes(intake), figures(intake)) == (["hidden_rows"], READ)


def test_heads_that_are_seen_go_before_hidden_ones_which_are_said_where_there_are_no_others():
    older: Rows = [["Measure", "Jan 2023", "Feb 2023", "Mar 2023", "Apr 2023"]]
    book = workbook([*older, *BY_MONTH])
    book.sheets[0].hidden_rows = {0}
    _, intake = read(book)
    assert figures(intake) == READ
    book.sheets[0].hidden_rows = {1}
    assert {key[2][:4] for key in figures(read(book)[1])} == {"2023"}
    book = workbook(BY_MONTH)
    book.sheets[0].hidden_rows = {0}
    _, intake = read(book)
    assert (codes(intake), figures(intake)) == (["hidden_heads"], READ)


def test_captions_tell_tables_of_one_shape_apart():
    rows = [
        ["Number of grants"],
        KPIS[0],
        ["Food", 1, 2],
        ["Rent", 3, 4],
        [],
        ["Amount of grants"],
        KPIS[0],
        ["Food", 100, 200],
        ["Rent", 5, 6],
    ]
    proposal, intake = read(workbook(rows))
    assert intake.problems == []
    assert ranges(proposal) == ["A1:C5", "A6:C9"]
    assert figures(intake)["Number of grants | Food", None, "2024-01"] == "1"
    assert figures(intake)["Amount of grants | Food", None, "2024-02"] == "200"
    assert len(intake.observations) == 8


def test_captions_over_other_names_and_heads_add_nothing():
    _, intake = read(workbook([["Telephone"], *CALLS, [], [], ["Reception"], *VISITS]))
    assert {measure for measure, _, _ in figures(intake)} == {"Calls", "Answered", "Visits"}


def test_a_caption_names_the_measure_of_rows_that_are_places():
    rows = [["Calls"], ["Depot", "Jan 2024", "Feb 2024"], ["East", 1, 2], ["West", 3, 4]]
    rows += [[], ["Complaints"], ["Depot", "Jan 2024", "Feb 2024"], ["East", 5, 6], ["West", 7, 8]]
    _, intake = read(workbook(rows))
    assert figures(intake)["Calls", "East", "2024-01"] == "1"
    assert figures(intake)["Complaints", "West", "2024-02"] == "8"


def test_captions_that_say_where_are_places():
    _, intake = read(workbook([["East depot"], *KPIS, [], ["West depot"], KPIS[0], ["Calls", 6, 7], ["Visits", 8, 9]]))
    assert intake.problems == []
    assert figures(intake)["Calls", "East depot", "2024-01"] == "1"
    assert figures(intake)["Calls", "West depot", "2024-01"] == "6"


def test_captions_that_could_be_places_are_read_as_measures_and_can_be_said_to_be_places():
    book = workbook([["Harbour"], *KPIS, [], ["Old town"], KPIS[0], ["Calls", 6, 7], ["Visits", 8, 9]])
    proposal, intake = read(book)
    assert codes(intake) == ["captions_places_or_measures_assumed"]
    assert figures(intake)["Old town | Visits", None, "2024-02"] == "9"
    places = apply(book, answer(proposal, book, proposal.assumed_questions[0].id, "places"))
    assert figures(places)["Visits", "Old town", "2024-02"] == "9"
    assert codes(places) == []


def test_a_title_over_all_tables_holds_for_each():
    rows = [["Harbour office 2023/24"], [], ["Telephone"], ["KPI", "Apr", "May"], ["Calls", 1, 2], [], ["Reception"], ["KPI", "Apr", "May"]]
    proposal, intake = read(workbook([*rows, ["Visits", 3, 4]]))
    assert figures(intake) == {
        ("Telephone | Calls", None, "2023-04"): "1",
        ("Telephone | Calls", None, "2023-05"): "2",
        ("Reception | Visits", None, "2023-04"): "3",
        ("Reception | Visits", None, "2023-05"): "4",
    }
    assert ranges(proposal) == ["A2:C6", "A7:C9"]


def test_each_caption_gives_its_own_year():
    rows = [["2022"], ["KPI", "Jan", "Feb"], ["Calls", 1, 2], [], ["2023"], ["KPI", "Jan", "Feb"], ["Calls", 3, 4]]
    _, intake = read(workbook(rows))
    assert figures(intake) == {
        ("Calls", None, "2022-01"): "1",
        ("Calls", None, "2022-02"): "2",
        ("Calls", None, "2023-01"): "3",
        ("Calls", None, "2023-02"): "4",
    }


@pytest.mark.parametrize("gap", [1, 2])
def test_side_by_side_with_their_own_periods(gap: int):
    proposal, intake = read(workbook(beside(CALLS, VISITS, gap=gap)))
    assert intake.problems == []
    assert len(intake.observations) == 10
    assert len(ranges(proposal)) == 2
    assert figures(intake)["Visits", None, "2024-04"] == "4"
    assert intake.reconciliation[0].adds_up


def test_side_by_side_under_one_title_and_captions_of_their_own():
    rows = beside([["Calls"], *KPIS], [["Mail"], *OTHERS])
    proposal, intake = read(workbook([["Contact centre"], [], *rows]))
    assert len(intake.observations) == 8
    assert ranges(proposal) == ["A2:D6", "E2:G6"]
    assert ("Mail | Letters", None, "2024-01") in figures(intake)


def test_four_tables_in_a_square():
    top = beside([["Calls"], *KPIS], [["Mail"], *OTHERS])
    low = beside([["Calls before"], *EARLIER], [["Mail before"], OTHERS[0], ["Letters", 9, 9], ["Mails", 9, 8]])
    proposal, intake = read(workbook([*top, [], *low]))
    assert len(proposal.sheets[0].tables) == 4
    assert len(intake.observations) == 16
    assert intake.reconciliation[0].adds_up


def test_a_spacer_column_inside_a_table_is_no_border():
    rows = [["KPI", "Jan 2024", None, "Feb 2024"], ["Calls", 1, None, 2], ["Visits", 3, None, 4]]
    proposal, intake = read(workbook(rows))
    assert len(ranges(proposal)) == 1
    assert len(intake.observations) == 4


def test_an_empty_row_between_sections_is_no_border():
    rows = [["KPI", "Jan 2024", "Feb 2024"], ["Telephone"], ["Calls", 1, 2], [], ["Reception"], ["Visits", 3, 4], [], [], ["Letters", 5, 6]]
    proposal, intake = read(workbook(rows))
    assert len(ranges(proposal)) == 1
    assert len(intake.observations) == 6


def test_a_row_of_words_among_figures_starts_no_table():
    rows = [["KPI", "Jan 2024", "Feb 2024"], ["Calls", 1, 2], [], ["Response", "good", "fair"], *[[f"KPI {n}", n, n] for n in range(9)]]
    proposal, intake = read(workbook(rows))
    assert ranges(proposal) == ["A1:C13"]
    assert (len(intake.observations), codes(intake)) == (20, ["words_left_out"])


def test_numbers_far_below_are_said_and_not_swallowed():
    rows = [*CALLS, *[[] for _ in range(5)], [None] * 6 + [17], [None] * 6 + [18]]
    proposal, intake = read(workbook(rows))
    assert len(intake.observations) == 6
    assert [(p.code, p.place.cell, p.values["n"]) for p in intake.problems] == [("figures_apart", "G10:G11", 2)]
    assert intake.reconciliation[0].refused == 2
    assert intake.reconciliation[0].adds_up
    assert Proposal.from_json(proposal.to_json()) == proposal


def test_two_lists_of_one_length_side_by_side_are_asked_about():
    left = [["Month", "Calls"], ["Jan 2024", 1], ["Feb 2024", 2], ["Mar 2024", 3]]
    right = [["Desk", "Visits"], ["North", 4], ["South", 5], ["West", 6]]
    book = workbook(beside(left, right))
    proposal = propose(book)
    assert [(q.code, q.cell) for q in proposal.open_questions] == [("one_table_or_two", "D1")]
    assert apply(book, proposal).observations == []
    assert apply(book, proposal).reconciliation[0].adds_up
    two = apply(book, answer(proposal, book, proposal.open_questions[0].id, "two"))
    assert figures(two)["Calls", None, "2024-03"] == "3"
    one = answer(proposal, book, proposal.open_questions[0].id, "one")
    assert all(question.code != "one_table_or_two" for question in one.open_questions)


def test_a_question_about_one_table_does_not_hold_up_its_neighbour():
    rows = [*KPIS, [], [], ["KPI", "This quarter", "Target"], ["Letters", 3, 5], ["Mails", 4, 6]]
    book = workbook(rows)
    proposal = propose(book)
    assert [q.code for q in proposal.open_questions] == ["which_quarter"]
    intake = apply(book, proposal)
    assert len(intake.observations) == 4
    count = intake.reconciliation[0]
    assert (count.refused, count.waiting, count.adds_up) == (9, 9, True)
    assert len(proposal.sheets[0].drafts) == 1
    answered = apply(book, answer(proposal, book, proposal.open_questions[0].id, "Q1 2026/27"))
    assert len(answered.observations) == 6


def test_a_table_with_an_open_question_can_be_left_out_for_now():
    rows = [*KPIS, [], [], ["KPI", "This quarter", "Target"], ["Letters", 3, 5], ["Mails", 4, 6]]
    book = workbook(rows)
    question = propose(book).open_questions[0]
    left = answer(propose(book), book, question.id, LEFT_FOR_NOW)
    assert (left.open_questions, [one.id for one in left.assumed_questions]) == ([], [question.id])
    assert [problem.code for problem in left.problems] == ["table_left_out"]
    intake = apply(book, left)
    count = intake.reconciliation[0]
    assert (len(intake.observations), count.refused, count.waiting, count.left_out["chosen"], count.adds_up) == (4, 0, 0, 9, True)
    assert explain(book, left, 0, "B7", intake).code == "left_table_chosen"
    assert paint(book, left, 0, range(6, 7), range(1, 2))[0][0].reason == "chosen"
    assert Proposal.from_json(left.to_json()) == left
    answered = apply(book, answer(left, book, question.id, "Q1 2026/27"))
    assert len(answered.observations) == 6, "an answer takes the table in again"


def test_the_only_table_cannot_be_left_out():
    book = workbook([["KPI", "This quarter", "Target"], ["Letters", 3, 5], ["Mails", 4, 6]])
    proposal = propose(book)
    assert not proposal.may_leave_out
    with pytest.raises(UserError, match="choice_unknown"):
        answer(proposal, book, proposal.open_questions[0].id, LEFT_FOR_NOW)


def test_a_recipe_remembers_that_a_table_is_left_out():
    dates = [["Day", "Calls"], ["03/04/2026", 5], ["05/06/2026", 6], ["07/08/2026", 4]]
    book = workbook([*KPIS, [], [], *dates])
    proposal = propose(book)
    assert [question.code for question in proposal.open_questions] == ["dates_ambiguous"]
    recipe = remember(answer(proposal, book, proposal.open_questions[0].id, LEFT_FOR_NOW), book, "scorecard")
    assert "recipe.answer_left_for_now" in {sentence.code for sentence in sentences(recipe)}
    again = propose(book, recipe=from_text(to_text(recipe)))
    assert (again.open_questions, [problem.code for problem in again.problems]) == ([], ["table_left_out"])


def test_notes_below_one_table_are_no_caption_of_the_next():
    rows = [*KPIS, ["Source: the harbour office"], [], ["KPI", "Jan 2023", "Feb 2023"], ["Calls", 5, 6]]
    _, intake = read(workbook(rows))
    assert {measure for measure, _, _ in figures(intake)} == {"Calls", "Visits"}
    assert intake.reconciliation[0].left_out["note"] == 1


def test_footnotes_below_all_tables_explain_marks_in_each():
    rows = [
        ["KPI", "Jan 2024", "Feb 2024"],
        ["Calls¹", 1, 2],
        [],
        [],
        ["KPI", "Jan 2023", "Feb 2023"],
        ["Visits¹", 5, 6],
        [],
        ["1 Without the kiosk"],
    ]
    _, intake = read(workbook(rows))
    assert {measure for measure, _, _ in figures(intake)} == {"Calls", "Visits"}


def test_a_merged_title_over_two_tables_belongs_to_both():
    rows = [
        ["Harbour office 2023"],
        *beside([["KPI", "Jan", "Feb"], ["Calls", 1, 2], ["Visits", 3, 4]], [["KPI", "Jan", "Feb"], ["Mails", 5, 6], ["Faxes", 7, 8]]),
    ]
    _, intake = read(workbook(merged(rows, (0, 0, 0, 6))))
    assert figures(intake)["Mails", None, "2023-01"] == "5"
    assert len(intake.observations) == 8
