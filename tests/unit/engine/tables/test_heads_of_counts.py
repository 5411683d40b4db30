"""Heads that say how or in what something is counted: beside a name, below it, or instead of one."""

from tests.unit.engine.sheets import figures, read, workbook

MONTHS = ["Jan 2024", "Feb 2024", "Mar 2024"]


def measures(intake) -> list[str]:
    return list(dict.fromkeys(one.measure for one in intake.observations))


def test_number_and_percent_below_a_name_are_told_apart_and_both_kept():
    rows = [["Month", "Cases", "Cases", "Deaths", "Deaths"], [None, "Number", "%", "Number", "%"]]
    _, intake = read(workbook([*rows, *[[month, 12 + at, 3, 4, 7 - at] for at, month in enumerate(MONTHS)]]))
    assert measures(intake) == ["Cases | Number", "Cases | %", "Deaths | Number", "Deaths | %"]
    assert figures(intake)["Cases | Number", None, "2024-02-01"] == "13"


def test_a_row_of_units_below_the_names_is_no_part_of_them():
    rows = [["Month", "Electricity", "Gas", "Cost"], [None, "kWh", "m3", "£"]]
    rows += [[month, 50 + at, 60, 7] for at, month in enumerate(MONTHS)]
    _, intake = read(workbook(rows))
    assert measures(intake) == ["Electricity", "Gas", "Cost"]
    assert intake.attributes["Electricity", None]["measurement_unit"] == "kWh"


def test_units_that_alone_tell_columns_apart_stay_in_the_names():
    rows = [["Month", "Energy", "Energy", "Water"], [None, "kWh", "£", "m3"]]
    rows += [[month, 50 + at, 60, 7] for at, month in enumerate(MONTHS)]
    _, intake = read(workbook(rows))
    assert measures(intake) == ["Energy | kWh", "Energy | £", "Water | m3"]


def test_long_numbers_of_cases_are_no_counts():
    rows = [["Month", "Area", "Register number", "Calls"]]
    rows += [[month, area, 48000 + 7 * at + len(area), 5 + at] for at, month in enumerate(MONTHS) for area in ("Ash", "Birch")]
    _, intake = read(workbook(rows))
    assert measures(intake) == ["Calls"]


def test_several_heads_of_one_column_name_rows_and_no_unit():
    rows = [["freq,unit,geo\\TIME_PERIOD", "2021", "2022", "2023"], ["A,PC,AT", 1, 2, 3], ["A,PC,BE", 4, 5, 6]]
    _, intake = read(workbook(rows))
    assert {str(one.value) for one in intake.observations} == {"1", "2", "3", "4", "5", "6"}
    assert intake.problems == []


def test_men_women_and_all_persons_are_no_places():
    rows = [["Table 2: Admissions by age and sex, 2023"], [], ["Age group", "Male", "Female", "Persons"]]
    rows += [["0-4", 1, 2, 3], ["5-14", 4, 5, 9]]
    _, intake = read(workbook(rows))
    assert [problem for problem in intake.problems if problem.question] == []
    assert len(intake.observations) >= 4
