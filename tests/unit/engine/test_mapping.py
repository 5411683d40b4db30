"""Corrections, answers and paint: a person's word on a reading."""

import json

import pytest

from groundswell.engine.intake import apply
from groundswell.engine.mapping import answer, cadence_of, correct, propose, with_options
from groundswell.engine.painting import Paint, paint
from groundswell.engine.proposal import Correction, Proposal, Reason, Role
from groundswell.engine.sources.workbook import CellError
from groundswell.errors import UserError
from tests.unit.engine.sheets import codes, figures, read, workbook

SCORECARD = [
    ["Scorecard 2026/27"],
    ["Indicator", "Unit", "Apr", "May", "Jun", "Average", "RAG"],
    ["Complaints", "days", 25, 26, 24, 25, "Green"],
    ["Berth wait", "hrs", "n/a", CellError("#DIV/0!"), 5, 5, "Amber"],
    ["Total calls", "no.", 7, 8, 9, 8, "Red"],
    ["Source: returns"],
]


def test_a_proposal_goes_through_json_and_back():
    for rows in (
        SCORECARD,
        [["Date", "V"], ["03/04/2026", 1]],
        [["Month", "In", "All", "%"], *[[f"{m} 2024", n, 50, n * 2] for m, n in (("Jan", 40), ("Feb", 30), ("Mar", 20))]],
    ):
        proposal = propose(workbook(rows))
        assert Proposal.from_json(proposal.to_json()) == proposal
        json.loads(proposal.to_json())


def test_a_column_left_out_by_a_person_is_counted_as_chosen():
    book = workbook(SCORECARD)
    proposal = correct(propose(book), book, Correction(0, "column", 3, Role.LEFT_OUT))
    intake = apply(book, proposal)
    assert {o.period.start.isoformat() for o in intake.observations} == {"2026-04-01", "2026-06-01"}
    assert intake.reconciliation[0].left_out[Reason.CHOSEN] == 3
    assert intake.reconciliation[0].adds_up


def test_a_column_can_be_given_another_role():
    book = workbook(
        [["Indicator", "Section", "Apr 2026", "May 2026", "Extra"], ["Calls", "North", 1, 2, 90], ["Visits", "South", 3, 4, 80]]
    )
    proposal = propose(book)
    assert [q.code for q in proposal.open_questions] == ["column_role"]
    proposal = correct(proposal, book, Correction(0, "column", 4, Role.TARGET))
    assert proposal.open_questions == []
    proposal = correct(proposal, book, Correction(0, "column", 1, Role.ORG_UNIT))
    intake = apply(book, proposal)
    assert {(o.measure, o.org_unit) for o in intake.observations} == {("Calls", "North"), ("Visits", "South")}
    assert [str(t.target.value) for t in intake.targets] == ["90", "80"]


def test_rows_can_be_left_out_and_taken_back():
    book = workbook(SCORECARD)
    proposal = correct(propose(book), book, Correction(0, "row", 2, Role.LEFT_OUT))
    assert "Complaints" not in {o.measure for o in apply(book, proposal).observations}
    back = correct(proposal, book, Correction(0, "row", 2, Role.MEASURE))
    assert "Complaints" in {o.measure for o in apply(book, back).observations}
    assert len(back.corrections) == 1


def test_a_total_can_be_kept_by_a_person():
    book = workbook([["Depot", "Jan 2024", "Feb 2024"], ["East", 1, 2], ["West", 3, 4], ["Total", 4, 6]])
    proposal = propose(book)
    assert proposal.sheets[0].tables[0].rows[3].reason is Reason.TOTAL
    kept = correct(proposal, book, Correction(0, "row", 3, Role.MEASURE))
    assert ("Total", 2) in {(o.org_unit, len(apply(book, kept).observations) // 3) for o in apply(book, kept).observations}


@pytest.mark.parametrize("correction", [Correction(7, "column", 0, Role.VALUE), Correction(0, "diagonal", 0, Role.VALUE)])
def test_a_correction_of_nothing_is_bad_use(correction):
    book = workbook(SCORECARD)
    with pytest.raises(UserError, match="correction_unknown"):
        correct(propose(book), book, correction)


def test_answers_that_do_not_fit_are_bad_use():
    book = workbook([["Date", "V"], ["03/04/2026", 1], ["05/06/2026", 2]])
    proposal = propose(book)
    with pytest.raises(UserError, match="question_unknown"):
        answer(proposal, book, "nothing", "day_first")
    with pytest.raises(UserError, match="choice_unknown"):
        answer(proposal, book, proposal.questions[0].id, "sideways")


def test_options_can_change_under_a_proposal():
    book = workbook([["KPI", "2023/24", "2024/25"], ["Calls", 1, 2]])
    moved = with_options(propose(book), book, fiscal_start=10)
    assert apply(book, moved).observations[0].period.start.isoformat() == "2023-10-01"
    assert cadence_of(moved.sheets[0].tables[0]).value == "year"


def test_the_grid_is_painted_as_it_is_read():
    book = workbook(SCORECARD)
    proposal = propose(book)
    intake = apply(book, proposal)
    grid = paint(book, proposal, 0, range(6), range(7), intake.problems)
    looks = [
        "".join(
            {
                Paint.EMPTY: " ",
                Paint.NAME: "n",
                Paint.UNIT: "u",
                Paint.PERIOD: "p",
                Paint.FIGURE: "f",
                Paint.MISSING: "m",
                Paint.LEFT_OUT: "x",
                Paint.PROBLEM: "!",
                Paint.OTHER: "o",
            }[c.paint]
            for c in row
        )
        for row in grid
    ]
    assert looks == ["x      ", "xxpppxx", "nufffxo", "num!fxo", "nufffxo", "x      "]
    assert grid[3][3].reason == "error_cell"
    assert grid[2][5].reason == "derived"


def test_paint_agrees_with_the_reconciliation():
    book = workbook(SCORECARD)
    proposal, intake = read(book)
    cells = [cell for row in paint(book, proposal, 0, range(6), range(7), intake.problems) for cell in row]
    assert sum(cell.paint is Paint.FIGURE for cell in cells) == intake.reconciliation[0].kept == len(figures(intake))
    assert (
        sum(cell.paint is Paint.PROBLEM for cell in cells)
        == intake.reconciliation[0].refused
        == len([c for c in codes(intake) if c == "error_cell"])
    )
    filled = sum(cell.paint is not Paint.EMPTY for cell in cells)
    assert filled == intake.reconciliation[0].read


def test_an_open_question_is_painted_with_the_roles_an_answer_would_give():
    book = workbook([["KPI", "This quarter", "Target", "RAG"], ["Calls", 1, 2, "G"], ["Visits", 4, 5, "R"]])
    proposal, intake = read(book)
    assert proposal.sheets[0].tables == []
    assert intake.observations == []
    paints = [[cell.paint for cell in row] for row in paint(book, proposal, 0, range(1, 3), range(4), intake.problems)]
    assert paints == [[Paint.NAME, Paint.FIGURE, Paint.FIGURE, Paint.OTHER]] * 2
    assert Proposal.from_json(proposal.to_json()) == proposal
    settled = answer(proposal, book, proposal.open_questions[0].id, "Q1 2026/27")
    assert settled.sheets[0].drafts == []


def test_empty_rows_are_painted_empty():
    book = workbook([["KPI", "Jan 2024", "Feb 2024"], ["Calls", 1, 2], [], ["Visits", 3, None]])
    proposal = propose(book)
    assert [[cell.paint for cell in row] for row in paint(book, proposal, 0, range(2, 5), range(3))] == [
        [Paint.EMPTY] * 3,
        [Paint.NAME, Paint.FIGURE, Paint.MISSING],
        [Paint.EMPTY] * 3,
    ]
