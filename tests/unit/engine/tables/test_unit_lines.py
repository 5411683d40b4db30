"""Lines above a table that say in which unit its figures are."""

import pytest

from groundswell.engine.tables.unit_lines import counts_otherwise, unit_line
from tests.unit.engine.sheets import read, workbook

LINES = [
    ("£ thousand", "£ thousand"),
    ("£000", "£000"),
    ("£'000s", "£'000s"),
    ("(£m)", "£m"),
    ("£ million", "£ million"),
    ("per cent", "%"),
    ("Percentages", "%"),
    ("(%)", "%"),
    ("in Prozent", "%"),
    ("Angaben in Mio. Euro", "Mio. Euro"),
    ("thousands", "thousands"),
    ("Figures in thousands", "thousands"),
    ("All figures are in £ million", "£ million"),
    ("Unit: days", "days"),
    ("Einheit: Tage", "Tage"),
    ("Number of days", "Number of days"),
    ("EUR million", "EUR million"),
    ("Number", "Number"),
    ("Thousands of people", "Thousands of people"),
    ("Spending in thousands of cases", ""),
    ("Children", ""),
    ("Days lost", ""),
    ("Million pound project", ""),
    ("Numbers of pupils by school", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "unit"), LINES, ids=[text or "empty" for text, _ in LINES])
def test_a_line_is_a_unit_or_none(text, unit):
    assert unit_line(text) == unit


def units(*rows):
    _, intake = read(workbook([*rows]))
    return {line[0]: said.get("measurement_unit") for line, said in intake.attributes.items() if "measurement_unit" in said}


@pytest.mark.parametrize("lines", [[["Spending of the town"], ["£ thousand"]], [["Spending of the town (£ thousand)"]], [["£ thousand"]]])
def test_the_unit_of_the_line_above_is_that_of_the_figures(lines):
    found = units(*lines, ["Month", "Roads", "Parks"], ["Jan 2025", 12, 5], ["Feb 2025", 13, 6], ["Mar 2025", 11, 7])
    assert found == {"Roads": "£ thousand", "Parks": "£ thousand"}


def test_the_line_is_no_name_of_the_measure():
    _, intake = read(workbook([["£ thousand"], ["Team", "Jan 2025", "Feb 2025"], ["Roads", 12, 5], ["Parks", 13, 6]], name="Spending.xlsx"))
    assert {figure.measure for figure in intake.observations} == {"Spending"}


def test_a_column_that_says_its_own_unit_keeps_it_and_rates_have_none_of_it():
    head = ["Month", "Roads", "Rate per 1,000", "% of budget"]
    found = units(["thousands"], head, ["Jan 2025", 12, 5, 1], ["Feb 2025", 13, 6, 2], ["Mar 2025", 11, 7, 3])
    assert found == {"Roads": "thousands"}
    assert counts_otherwise("Share of calls")


def test_two_tables_have_their_own_units():
    one = [["Spending"], ["£ thousand"], ["Month", "Roads"], ["Jan 2025", 12], ["Feb 2025", 13], ["Mar 2025", 11]]
    other = [["Seen in time"], ["per cent"], ["Month", "Visits"], ["Jan 2025", 12], ["Feb 2025", 13], ["Mar 2025", 14]]
    assert set(units(*one, [], [], *other).values()) == {"£ thousand", "%"}
