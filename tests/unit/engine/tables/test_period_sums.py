"""Quarters and years among the months that they add up are totals where arithmetic proves it; all others are asked about, as before."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from groundswell.engine.explaining import Explainer
from groundswell.engine.mapping import answer, correct, propose, remember
from groundswell.engine.proposal import Correction, Reason, Role
from groundswell.engine.reading import read as read_file
from groundswell.engine.sources.workbook import CellValue
from tests.unit.engine.sheets import codes, figures, read, workbook

MONTHS = ["Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar"]
DATED = [f"{month} {2024 if n < 9 else 2025}" for n, month in enumerate(MONTHS)]
CALLS = [5, 7, 9, 4, 6, 8, 12, 3, 7, 9, 10, 11]
VISITS = [15, 17, 29, 14, 16, 18, 22, 13, 17, 19, 20, 31]
Line = list[CellValue]
Rows = list[Line]


def heads(months: list[str], quarter: str = "Q{n}", year: str | None = "Year") -> Line:
    """Months with a quarter after each three of them, and the year last."""
    out: Line = []
    for n in range(4):
        out += [*months[3 * n : 3 * n + 3], quarter.format(n=n + 1)]
    return out if year is None else [*out, year]


def summed(figures: list[int], year: bool = True) -> Line:
    out: Line = []
    for n in range(4):
        own = figures[3 * n : 3 * n + 3]
        out += [*own, sum(own)]
    return [*out, sum(figures)] if year else out


def across(head: Line, *lines: Line, title: str = "Calls and visits 2024/25") -> Rows:
    return [[title], [], ["Measure", *head], *lines]


SUMS = [["Calls", *summed(CALLS)], ["Visits", *summed(VISITS)]]


def down(rows: Rows, title: str = "Calls and visits 2024/25") -> Rows:
    """The same table with its periods in rows."""
    return [[title], [], *map(list, zip(*rows, strict=True))]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    "head",
    [
        heads(MONTHS),
        heads(MONTHS, "Total Q{n}", "FY 2024/25"),
        heads(MONTHS, "Q{n} total", "Total 2024/25"),
        heads(MONTHS, "Quarter {n}", "Full year"),
        heads(DATED),
        heads(DATED, "Q{n} 2024/25", "2024/25"),
        heads(DATED, "Qtr", "Annual"),
    ],
    ids=lambda head: f"{head[3]}, {head[-1]}",
)
def test_quarters_and_a_year_that_add_up_their_months_are_totals(head: Line, turned: bool):
    rows = down([["Month", *head], *SUMS]) if turned else across(head, *SUMS)
    proposal, intake = read(workbook(rows))
    assert proposal.questions == []
    assert intake.reconciliation[0].left_out["total"] == (15 if turned else 10)
    assert [str(o.value) for o in intake.observations if o.measure == "Calls"] == [str(n) for n in CALLS]
    assert [str(o.value) for o in intake.observations if o.measure == "Visits"] == [str(n) for n in VISITS]
    assert {(o.period.end - o.period.start).days for o in intake.observations} == {28, 30, 31}
    assert set(codes(intake)) <= {"assumed_year_start"}


def test_what_is_left_out_says_which_columns_it_adds_up():
    rows = across(heads(MONTHS), *SUMS)
    proposal, intake = read(workbook(rows))
    by_index = {column.index: column for column in proposal.sheets[0].tables[0].columns}
    assert (by_index[4].role, by_index[4].reason, by_index[4].total_of) == (Role.LEFT_OUT, Reason.TOTAL, [1, 2, 3])
    assert by_index[17].total_of == [1, 2, 3, 5, 6, 7, 9, 10, 11, 13, 14, 15]
    one = Explainer(workbook(rows), proposal, intake).of(0, "I5")
    assert (one.code, one.values["parts"]) == ("left_total_of", "F5:H5")


@pytest.mark.parametrize(
    "rows",
    [
        [["KPI", "Q1 2024", "Q2 2024", "Q3 2024", "Q4 2024", "2024"], ["a", 1, 2, 3, 4, 10], ["b", 5, 6, 7, 8, 26]],
        [["KPI", "Jan 2024", "Feb 2024", "Mar 2024", "Apr 2024", "Q1", "Q2"], ["a", 1, 2, 3, 4, 6, 4], ["b", 5, 6, 7, 8, 18, 8]],
        [["KPI", "Q1 2024", "Jan 2024", "Feb 2024", "Mar 2024"], ["a", 6, 1, 2, 3], ["b", 18, 5, 6, 7]],
        [["KPI", "Jan 2024", "Feb 2024", "Mar 2024", "Jan-Mar 2024"], ["a", 1, 2, 3, 6], ["b", 5, 6, 7, 18]],
        [["KPI", "Feb-Apr 2024", "May-Jul 2024", "Feb-Jul 2024"], ["a", 1, 2, 3], ["b", 5, 6, 11]],
        [["KPI", *[date(2024, m, 1) for m in (1, 2, 3)], "Q1"], ["a", 1, 2, 3, 6], ["b", 5, 6, 7, 18]],
        [["KPI", "Jan 2024", "Feb 2024", "Mar 2024", "Q1 2024"], ["a", 1.2, 2.3, 3.3, 6.9], ["b", 5.5, 6.1, 7.0, 18.5]],
        [["KPI", "Jan 2024", "Feb 2024", "Mar 2024", "Q1 2024"], ["a", 1, 2, 3, 6], ["b", 5, 6, 7, 18], ["c", 4, "*", 2, 9]],
        [["KPI", "Jan 2024", "Feb 2024", "Mar 2024", "Q1 2024", "Apr 2024", "Q2 2024"], ["a", 1, 2, 3, 6, None, 0], ["b", 5, 6, 7, 18]],
    ],
    ids=["quarters in a year", "in turn", "before", "a span", "spans", "real dates", "rounded", "not shown", "to come"],
)
def test_totals_of_periods_in_other_places_and_forms(rows: Rows):
    proposal, intake = read(workbook(rows))
    assert codes(intake) == []
    assert any(column.total_of for column in proposal.sheets[0].tables[0].columns)
    assert len({(o.period.end - o.period.start).days // 27 for o in intake.observations}) == 1


QUARTER = ["KPI", "Jan 2024", "Feb 2024", "Mar 2024", "Q1 2024"]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    "lines",
    [
        [["Satisfied (%)", 71.5, 72.5, 73.5, 72.5], ["On time (%)", 91, 92, 90, 91]],
        [["Wait", 1.5, 2.5, 3.5, 2.5], ["Stay", 11, 12, 10, 11]],
        [["Open cases", 3, 4, 6, 6], ["Staff", 11, 12, 10, 10]],
        [["Open cases", 1, 2, 3, 6], ["Staff", 11, 12, 10, 10]],
        [["Calls", 1, 2, 3, 6]],
        [["Calls", 0, 0, 0, 0], ["Visits", 0, 0, 0, 0]],
        [["Calls", 0, 0, 2, 2], ["Visits", 0, 0, 3, 3]],
        [["Calls", 1, 1, 1, 3], ["Visits", 1, 1, 1, 3]],
        [["Calls", 1, 2, 3, 6], ["Visits", 5, 6, 7, 18], ["Satisfied", "71%", "72%", "73%", "72%"]],
        [["Calls", 1, 2, 3, 6], ["Visits", 5, 6, 7, 18], ["Survey", None, None, None, 15]],
        [["Calls", 1, 2, 3, 6], ["Visits", 5, "*", 7, 18]],
        [["Calls", 1, 2, 3, 9], ["Visits", 5, 6, 7, 30]],
    ],
    ids=[
        "rates",
        "means",
        "last values",
        "chance in one row",
        "a single sum",
        "all zero",
        "the last month alone",
        "one constant",
        "a rate among counts",
        "by the quarter alone",
        "one sum and one not shown",
        "no sums",
    ],
)
def test_what_arithmetic_does_not_prove_is_asked_as_before(lines: Rows, turned: bool):
    rows = down([QUARTER, *lines], "Figures") if turned else [QUARTER, *lines]
    proposal, intake = read(workbook(rows))
    assert [question.code for question in proposal.open_questions] == ["two_cadences"]
    assert intake.observations == []


def test_quarters_that_run_on_from_the_start_of_the_year_are_asked_about():
    head = ["KPI", "Jan 2024", "Feb 2024", "Mar 2024", "Q1 2024", "Apr 2024", "May 2024", "Jun 2024", "Q2 2024"]
    proposal, _ = read(workbook([head, ["a", 1, 2, 3, 6, 4, 5, 6, 21], ["b", 2, 2, 3, 7, 4, 5, 6, 22]]))
    assert [question.code for question in proposal.open_questions] == ["two_cadences"]


def test_a_column_to_date_is_left_out_as_derived_and_no_total():
    _, intake = read(workbook([["KPI", "Jan 2024", "Feb 2024", "YTD", "Mar 2024"], ["a", 1, 2, 3, 3], ["b", 5, 6, 11, 7]]))
    assert (intake.reconciliation[0].left_out["derived"], intake.reconciliation[0].left_out["total"]) == (2, 0)


def test_a_year_of_its_own_among_months_of_another_is_asked_about():
    head = ["KPI", "2023", "Jan 2024", "Feb 2024", "Mar 2024", "Q1 2024"]
    proposal, _ = read(workbook([head, ["a", 17, 1, 2, 3, 6], ["b", 51, 5, 6, 7, 18]]))
    assert [question.code for question in proposal.open_questions] == ["two_cadences"]


def test_a_quarter_that_fails_in_few_rows_is_a_total_and_each_miss_is_said():
    lines = [[f"Count {n}", n, 2 * n, n * n, 3 * n + n * n + (5 if n == 4 else 0)] for n in range(2, 8)]
    book = workbook([QUARTER, *lines])
    proposal, intake = read(book)
    assert [(problem.code, problem.place.cell) for problem in intake.problems] == [("total_differs", "E4")]
    assert intake.reconciliation[0].left_out["total"] == 6
    assert Explainer(book, proposal, intake).of(0, "E4").code == "left_total_differs"


def test_a_quarter_whose_months_are_not_there_is_said():
    lines = [["a", *summed(CALLS, year=False)], ["b", None, None, None, 61, *summed(VISITS, year=False)[4:]]]
    _, intake = read(workbook([["KPI", *heads(DATED, year=None)], *lines]))
    assert [(problem.code, problem.place.cell) for problem in intake.problems] == [("total_without_parts", "E3")]


def test_a_rate_that_follows_from_two_sums_goes_with_them():
    lines = [
        ["In time", 45, 38, 51, 134],
        ["Decided", 50, 40, 60, 150],
        ["% in time", "90%", "95%", "85%", "89.3%"],
        ["Calls", 5, 6, 8, 19],
    ]
    book = workbook([QUARTER, *lines])
    proposal, intake = read(book)
    assert codes(intake) == []
    assert [str(o.denominator) for o in intake.observations if o.denominator] == ["50", "40", "60"]
    explainer = Explainer(book, proposal, intake)
    assert [explainer.of(0, cell).code for cell in ("E5", "E4")] == ["left_total_of", "left_total_rate"]


def test_a_total_that_cannot_be_compared_does_not_claim_to_match():
    book = workbook([QUARTER, ["a", 1, 2, 3, 6], ["b", 5, 6, 7, 18], ["c", 4, "*", 2, 9]])
    proposal, intake = read(book)
    assert Explainer(book, proposal, intake).of(0, "E4").code == "left_total_open"


def test_targets_and_groups_keep_to_their_own_figures():
    sub = ["Actual", "Target"]
    head = [None, *(cell for month in QUARTER[1:] for cell in (month, None))]
    lines = [["a", 1, 2, 2, 2, 3, 2, 6, 6], ["b", 2, 2, 2, 2, 3, 2, 7, 6]]
    _, intake = read(workbook([["KPI", *head[1:]], [None, *sub * 4], *lines]))
    assert intake.reconciliation[0].left_out["total"] == 2
    grouped = [
        ["KPI", "Falls", None, None, None, "Calls"],
        [None, *QUARTER[1:] * 2],
        ["a", 1, 2, 3, 6, 2, 2, 2, 6],
        ["b", 2, 2, 3, 7, 5, 6, 7, 18],
    ]
    proposal, _ = read(workbook(grouped))
    assert [column.total_of for column in proposal.sheets[0].tables[0].columns if column.total_of] == [[1, 2, 3], [5, 6, 7]]


def test_hidden_months_are_no_parts():
    book = workbook([QUARTER, ["a", 1, 2, 3, 6], ["b", 5, 6, 7, 18]])
    book.sheets[0].hidden_columns = frozenset({1, 2, 3})
    proposal, _ = read(book)
    assert all(not column.total_of for table in proposal.sheets[0].tables for column in table.columns)


@pytest.mark.parametrize("rows", [across(heads(DATED, "Q{n} 2024/25", "2024/25"), *SUMS)])
def test_a_recipe_that_reads_the_quarters_goes_on_reading_them(rows: Rows):
    unproven = [["Measure", *heads(DATED, "Q{n} 2024/25", "2024/25")], ["Wait", *([3] * 17)], ["Stay", *([5] * 17)]]
    asked = propose(workbook(unproven))
    answered = answer(asked, workbook(unproven), asked.open_questions[0].id, "quarter")
    recipe = remember(answered, workbook(unproven), "quarters")
    again = propose(workbook(rows[2:]), recipe=recipe)
    kept = [column.span.cadence for column in again.sheets[0].tables[0].with_role(Role.VALUE) if column.span is not None]
    assert kept == ["quarter"] * 4


def test_a_person_can_read_a_quarter_that_was_set_aside():
    book = workbook([QUARTER, ["a", 1, 2, 3, 6], ["b", 5, 6, 7, 18]])
    proposal = correct(propose(book), book, Correction(0, "column", 4, Role.VALUE))
    column = proposal.sheets[0].tables[0].columns[4]
    assert (column.role, column.total_of) == (Role.VALUE, [])


def test_quarters_among_months_in_columns_of_years_and_months_are_never_mixed_in():
    rows: Rows = [["Year", "Month", "Wait"], [2024, "Jan", 1.5], [2024, "Feb", 2.5], [2024, "Mar", 3.5], [2024, "Q1", 2.5]]
    book = workbook(rows)
    proposal, intake = read(book)
    assert [question.code for question in proposal.open_questions] == ["two_cadences"]
    assert intake.observations == []
    settled = answer(proposal, book, proposal.open_questions[0].id, "month")
    assert settled.open_questions == []
    assert settled.sheets[0].tables[0].rows[4].reason is Reason.DERIVED


def test_a_long_table_of_several_places_is_not_taken_for_one_run_of_months():
    rows: Rows = [["Month", "Depot", "Calls"]]
    for place, lift in (("East", 0), ("West", 3)):
        rows += [[month, place, n + lift] for n, month in enumerate(("Jan 2024", "Feb 2024", "Mar 2024"), 1)]
    _, intake = read(workbook(rows))
    assert codes(intake) == []
    assert len(figures(intake)) == 6


def test_a_workbook_as_a_spreadsheet_keeps_it(tmp_path: Path):
    book = openpyxl.Workbook()
    for row in across(heads(MONTHS), *SUMS):
        book.active.append(row)
    book.save(tmp_path / "calls.xlsx")
    intake = read_file(tmp_path / "calls.xlsx")
    assert len(intake.observations) == 24
    assert intake.reconciliation[0].left_out["total"] == 10
