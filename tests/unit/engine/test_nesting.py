"""Labels under labels: set in by blanks or by the cell's own indentation, or headed from a column of their own."""

import pytest

from groundswell.engine.sources.workbook import Sheet
from tests.unit.engine.sheets import read, workbook

HEAD = [["Waiting list"], [None, "2022", "2023", "2024"]]
ROWS = [["Surgery", 9, 8, 7], ["Hip", 4, 4, 3], ["Left", 1, 2, 1], ["Knee", 5, 4, 4], ["Medicine", 3, 2, 1], ["Heart", 2, 1, 1]]
STEPS = [0, 1, 2, 1, 0, 1]
NESTED = ["Surgery", "Surgery | Hip", "Surgery | Hip | Left", "Surgery | Knee", "Medicine", "Medicine | Heart"]


def measures(book) -> list[str]:
    _, intake = read(book)
    return list(dict.fromkeys(one.measure for one in intake.observations))


def test_steps_of_the_cell_put_a_label_under_the_one_above():
    sheet = Sheet("Waits", [*HEAD, *[list(row) for row in ROWS]], indents={(row + 2, 0): steps for row, steps in enumerate(STEPS) if steps})
    assert measures(workbook(sheet)) == NESTED


@pytest.mark.parametrize("step", ["  ", "   ", "\u00a0\u00a0\u00a0"])
def test_blanks_do_the_same(step):
    rows = [[step * steps + str(row[0]), *row[1:]] for row, steps in zip(ROWS, STEPS, strict=True)]
    assert measures(workbook([*HEAD, *rows])) == NESTED


def test_a_single_blank_is_a_slip():
    rows = [[" Surgery", 9, 8, 7], ["Hip", 4, 4, 3], [" Knee", 5, 4, 4]]
    assert measures(workbook([*HEAD, *rows])) == ["Surgery", "Hip", "Knee"]


def test_a_total_that_is_left_out_holds_nothing():
    rows = [["Total", 9, 8, 7], ["  Hip", 4, 4, 3], ["  Knee", 5, 4, 4]]
    assert measures(workbook([*HEAD, *rows])) == ["Hip", "Knee"]


def test_a_heading_in_a_column_of_its_own_goes_before_the_names_below_it():
    rows = [
        ["Service", "KPI", "Jan 2024", "Feb 2024", "Mar 2024"],
        ["Housing"],
        [None, "Rent collected", 91, 92, 93],
        [None, "Empty homes", 12, 11, 10],
        ["Waste"],
        [None, "Missed bins", 5, 6, 7],
    ]
    assert measures(workbook(rows)) == ["Housing | Rent collected", "Housing | Empty homes", "Waste | Missed bins"]


def test_a_head_that_says_only_how_it_is_counted_gets_the_title_before_it():
    rows = [["Appointments kept"], ["Month", "Clinic", "%"], ["Jan 2024", "Ash", 81], ["Feb 2024", "Ash", 84], ["Mar 2024", "Ash", 86]]
    assert measures(workbook(rows)) == ["Appointments kept | %"]


def test_hours_are_counted_and_a_files_name_is_no_title():
    rows = [["Month", "Area", "Visits", "Hours", "%"], ["Jan 2024", "Ash", 5, 6, 7], ["Feb 2024", "Ash", 8, 9, 3]]
    assert measures(workbook(rows, name="2024.csv")) == ["Visits", "Hours", "%"]
