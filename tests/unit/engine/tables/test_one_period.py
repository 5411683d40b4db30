"""Tables with one single column of figures, under a head that is a period and nothing else ("Measure | Unit | 2010")."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from groundswell.engine.intake import apply
from groundswell.engine.mapping import answer, propose, remember
from groundswell.engine.reading import read as read_file
from groundswell.engine.sources.workbook import CellValue
from tests.unit.engine.sheets import codes, figures, read, workbook

BODY: list[tuple[str, CellValue]] = [("Calls", 5), ("Visits", 7), ("Books lent", 1810)]
Rows = list[list[CellValue]]


def table(*heads: CellValue, body: list[tuple[str, CellValue]] = BODY) -> Rows:
    """One row a name; a column between name and figure is filled with a unit."""
    between = ["number"] * (len(heads) - 2)
    return [list(heads), *([name, *between, number] for name, number in body)]


@pytest.mark.parametrize(
    ("heads", "start", "end"),
    [
        (("Measure", "Unit", "2010"), date(2010, 1, 1), date(2011, 1, 1)),
        (("Measure", "Unit", 2010), date(2010, 1, 1), date(2011, 1, 1)),
        (("KPI", 2010), date(2010, 1, 1), date(2011, 1, 1)),
        (("Indicator", "March 2024"), date(2024, 3, 1), date(2024, 4, 1)),
        (("Indicator", "Q2 2024"), date(2024, 4, 1), date(2024, 7, 1)),
        (("Indicator", "2023/24"), date(2023, 4, 1), date(2024, 4, 1)),
        (("Indicator", "FY24"), date(2023, 4, 1), date(2024, 4, 1)),
        (("Indicator", "Year ended 31 March 2024"), date(2023, 4, 1), date(2024, 4, 1)),
        (("Indicator", date(2024, 3, 31)), date(2024, 3, 31), date(2024, 4, 1)),
    ],
    ids=str,
)
def test_measures_of_one_period_are_read(heads: tuple[CellValue, ...], start: date, end: date):
    proposal, intake = read(workbook(table(*heads)))
    assert proposal.questions == []
    assert set(codes(intake)) <= {"assumed_year_start"}
    assert [(o.measure, o.org_unit, str(o.value)) for o in intake.observations] == [(name, None, str(n)) for name, n in BODY]
    assert {(o.period.start, o.period.end) for o in intake.observations if o.period} == {(start, end)}


def test_rows_under_a_word_for_places_are_places_of_what_the_title_names():
    _, intake = read(workbook([["Complaints received"], [], *table("Ward", "March 2024")]))
    assert set(figures(intake)) == {("Complaints received", name, "2024-03-01") for name, _ in BODY}


@pytest.mark.parametrize("heads", [("Programme", "March 2024"), (None, "March 2024")])
def test_rows_that_could_be_places_or_measures_are_asked_about(heads: tuple[CellValue, ...]):
    proposal, intake = read(workbook(table(*heads)))
    assert [question.code for question in proposal.open_questions] == ["what_rows_are"]
    assert intake.observations == []


def test_headings_totals_marks_and_notes_are_what_they_are_elsewhere():
    rows = [
        ["Libraries", None],
        *map(list, [("Calls", 5), ("Visits", "*"), ("Loans", 8)]),
        ["Parks", None],
        ["Trees", 5],
        ["Benches", 9],
        ["Total", 27],
        [],
        ["Source: x"],
    ]
    _, intake = read(workbook([["Indicator", "March 2024"], *rows]))
    assert {name: value for (name, _, _), value in figures(intake).items()} == {
        "Libraries | Calls": "5",
        "Libraries | Loans": "8",
        "Parks | Trees": "5",
        "Parks | Benches": "9",
    }
    assert (intake.reconciliation[0].left_out["empty_state"], intake.reconciliation[0].left_out["total"]) == (1, 2)


def test_a_target_beside_the_only_period_is_its_target_and_a_change_is_derived():
    rows: Rows = [["KPI", 2010, "Target", "Change"], ["Calls", 5, 6, -1], ["Visits", 7, 8, 2], ["Loans", 9, 8, 3]]
    _, intake = read(workbook(rows))
    assert codes(intake) == []
    assert next((one.measure, str(one.target.value), one.target.day) for one in intake.targets) == ("Calls", "6", date(2010, 12, 31))
    assert (len(intake.observations), intake.reconciliation[0].left_out["derived"]) == (3, 3)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["North", 2010], ["South", 1985], ["East", 300]], "no_table"),
        ([[None, 2010], ["South", 1985], ["East", 300]], "no_table"),
        ([["Programme", 2010], ["Roads", 1985], ["Parks", 300]], "no_table"),
        ([["Mexico City", 2010], ["London", 1985], ["Bern", 300]], "no_table"),
        ([["Measure", 2010], ["Built", 1985], ["Rebuilt", 2001]], "no_table"),
        ([["Measure", 2010], ["Calls", 5]], "no_table"),
        ([["Indicator", "March 2024"], ["Calls", "Met"], ["Visits", "Not met"]], "no_table"),
        ([["Area", "Calls", "March 2024"], ["North", 1, 2], ["South", 3, 4], ["East", 5, 6]], "column_without_head"),
    ],
    ids=["figures alone", "no label", "a name above", "a place above", "years below", "one row", "words", "a second column"],
)
def test_what_is_not_plainly_one_period_over_figures_is_not_read(rows: Rows, said: str):
    _, intake = read(workbook(rows))
    assert intake.observations == []
    assert said in codes(intake)


@pytest.mark.parametrize(
    "rows",
    [
        [["Library", 2010], ["School", 1985], ["Office", 300]],
        [["Indicators", 2010], ["Targets", 1985], ["Measures", 300]],
        table("Ward", 2010),
    ],
)
def test_a_number_that_could_be_a_year_or_a_figure_is_asked_about(rows: Rows):
    book = workbook(rows)
    proposal, intake = read(book)
    assert [(question.code, question.cell) for question in proposal.open_questions] == [("year_or_figure", "B1")]
    assert intake.observations == []
    identity = proposal.open_questions[0].id
    assert apply(book, answer(proposal, book, identity, "figure")).observations == []
    as_year = answer(proposal, book, identity, "year")
    assert as_year.open_questions == []
    assert {o.period.start for o in apply(book, as_year).observations if o.period} == {date(2010, 1, 1)}


def test_a_first_row_of_figures_below_heads_stays_one():
    _, intake = read(workbook([["Loans 2024"], [], ["Type of place", "Loans"], ["Library", 2010], ["School", 1985], ["Office", 300]]))
    assert "year_or_figure" not in codes(intake)
    assert sorted(str(o.value) for o in intake.observations) == ["1985", "2010", "300"]


@pytest.mark.parametrize("head", ["2011-12", date(2024, 3, 1)])
def test_a_head_that_could_be_two_periods_is_asked_about(head: CellValue):
    book = workbook(table("Indicator", head))
    proposal, intake = read(book)
    assert [question.code for question in proposal.open_questions] == ["which_period"]
    assert intake.observations == []
    settled = answer(proposal, book, proposal.open_questions[0].id, "March 2024")
    assert {o.period.start for o in apply(book, settled).observations if o.period} == {date(2024, 3, 1)}
    _, stated = read(book, period="2023")
    assert {o.period.start for o in stated.observations if o.period} == {date(2023, 1, 1)}


def test_next_years_file_is_read_as_this_years_was():
    book = workbook(table("Ward", 2010))
    proposal = propose(book)
    recipe = remember(answer(proposal, book, proposal.open_questions[0].id, "year"), book, "wards")
    again = propose(workbook(table("Ward", 2011)), recipe=recipe)
    assert again.open_questions == []
    assert len(again.sheets[0].tables) == 1


def test_a_workbook_as_a_spreadsheet_keeps_it(tmp_path: Path):
    book = openpyxl.Workbook()
    for row in table("Measure", "Unit", 2010):
        book.active.append(row)
    book.save(tmp_path / "measures.xlsx")
    intake = read_file(tmp_path / "measures.xlsx")
    assert [(o.measure, str(o.value)) for o in intake.observations] == [(name, str(n)) for name, n in BODY]
    assert all(count.adds_up for count in intake.reconciliation)
