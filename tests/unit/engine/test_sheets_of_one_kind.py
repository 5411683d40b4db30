"""The same table in several sheets: one a month, a year or a division, and copies of one sheet."""

import pytest

from groundswell.engine.sources.workbook import CellValue
from tests.unit.engine.sheets import figures, read, workbook

Rows = list[list[CellValue]]


def depots(calls: int) -> Rows:
    return [["Depot", "Calls", "Visits"], ["East", calls, calls + 1], ["West", calls + 2, calls + 3]]


def months(calls: int) -> Rows:
    return [["Month", "Calls", "Visits"], *([f"{name} 2024", calls + n, calls + 5 + n] for n, name in enumerate(("Jan", "Feb", "Mar")))]


@pytest.mark.parametrize(
    ("names", "title", "file"),
    [
        (("Jan 2024", "Feb 2024"), None, "calls.xlsx"),
        (("Jan", "Feb"), None, "calls 2024.xlsx"),
        (("January", "February"), "Calls and visits 2024", "book.xlsx"),
    ],
)
def test_a_sheet_a_month_of_a_table_without_dates(names: tuple[str, str], title: str | None, file: str):
    sheets = [[*([[title]] if title else []), *depots(n)] for n in (1, 11)]
    _, intake = read(workbook(*sheets, names=names, name=file))
    assert len(intake.observations) == 8
    assert figures(intake)["Calls", "East", "2024-01-01"] == "1"
    assert figures(intake)["Visits", "West", "2024-02-01"] == "14"


def test_months_without_any_year_are_asked_about():
    proposal, intake = read(workbook(depots(1), depots(11), names=("Jan", "Feb")))
    assert {question.code for question in proposal.open_questions} == {"which_period"}
    assert intake.observations == []


@pytest.mark.parametrize("rows", [[["KPI", "Jan", "Feb"], ["Calls", 1, 2]], [["Month", "Calls"], ["Jan", 1], ["Feb", 2], ["Mar", 3]]])
def test_a_sheet_a_year_with_months_only(rows: Rows):
    _, intake = read(workbook(rows, rows, names=("2023", "2024")))
    assert {(o.measure, o.period.start.year) for o in intake.observations if o.period} == {("Calls", 2023), ("Calls", 2024)}


def test_a_sheet_a_division():
    _, intake = read(workbook(months(1), months(11), names=("North", "Ward 2")))
    assert figures(intake)["Calls", "North", "2024-01-01"] == "1"
    assert figures(intake)["Calls", "Ward 2", "2024-01-01"] == "11"


@pytest.mark.parametrize("names", [("Data", "Data (2)"), ("North", "Copy of North"), ("Figures", "Figures old"), ("Sheet1", "Sheet2")])
def test_a_copy_of_a_sheet_is_no_place(names: tuple[str, str]):
    _, intake = read(workbook(months(1), months(1), names=names))
    assert {o.org_unit for o in intake.observations} == {None}
    assert [problem.code for problem in intake.problems] == ["duplicates_identical"]
    changed = months(1)
    changed[1][1] = 99
    _, other = read(workbook(months(1), changed, names=names))
    assert {problem.code for problem in other.problems} == {"conflicting_figures", "duplicates_identical"}
    assert ("Calls", None, "2024-01-01") not in figures(other)
