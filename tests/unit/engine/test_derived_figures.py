"""Figures that follow from others: percentages with their counts, totals, derived columns."""

from datetime import date

import pytest

from tests.unit.engine.sheets import read, workbook


def test_a_percentage_with_its_counts_in_rows_is_one_line():
    _, intake = read(
        workbook(
            [
                ["Indicator", "Jan 2024", "Feb 2024", "Mar 2024", "Apr 2024"],
                ["Applications decided in time", 45, 38, 51, 47],
                ["Applications decided", 50, 40, 60, 50],
                ["% decided in time", "90%", "95%", "85%", "94%"],
                ["Complaints", 1, 2, 3, 4],
            ]
        )
    )
    lines = [(o.measure, str(o.value), str(o.numerator), str(o.denominator)) for o in intake.observations]
    assert lines[:4] == [
        ("% decided in time", "90", "45", "50"),
        ("% decided in time", "95", "38", "40"),
        ("% decided in time", "85", "51", "60"),
        ("% decided in time", "94", "47", "50"),
    ]
    assert {line[0] for line in lines} == {"% decided in time", "Complaints"}
    assert intake.reconciliation[0].kept == 16


def test_a_percentage_with_its_counts_in_columns_is_one_line():
    _, intake = read(
        workbook(
            [
                ["Month", "In time", "Decided", "% in time", "Complaints"],
                *[[date(2024, m, 1), n, d, n / d, m] for m, (n, d) in enumerate([(45, 50), (38, 40), (51, 60), (47, 50)], 1)],
            ]
        )
    )
    assert [(o.measure, str(o.value), str(o.numerator), str(o.denominator)) for o in intake.observations if o.numerator] == [
        ("% in time", "0.9", "45", "50"),
        ("% in time", "0.95", "38", "40"),
        ("% in time", "0.85", "51", "60"),
        ("% in time", "0.94", "47", "50"),
    ]
    assert {o.measure for o in intake.observations} == {"% in time", "Complaints"}


def test_counts_that_are_no_quotient_stay_measures():
    _, intake = read(
        workbook(
            [
                ["Month", "Seen", "Waiting", "% satisfied"],
                ["Jan 2024", 45, 50, 71],
                ["Feb 2024", 38, 40, 72],
                ["Mar 2024", 51, 60, 73],
                ["Apr 2024", 47, 50, 74],
            ]
        )
    )
    assert {o.measure for o in intake.observations} == {"Seen", "Waiting", "% satisfied"}


def test_totals_go_by_label_and_arithmetic():
    _, intake = read(
        workbook(
            [
                ["Depot", "Jan 2024", "Feb 2024", "Mar 2024", "Total"],
                ["East", 1, 2, 3, 6],
                ["West", 4, 5, 6, 15],
                ["Total", 5, 7, 9, 21],
                ["All complaints", 50, 70, 99, 219],
            ]
        )
    )
    assert {o.org_unit for o in intake.observations} == {"East", "West", "All complaints"}
    assert intake.reconciliation[0].left_out["total"] == 5 + 3


def test_a_label_without_a_total_word_stays_though_it_is_the_sum():
    _, intake = read(workbook([["Area", "Jan 2024", "Feb 2024"], ["North", 1, 2], ["South", 3, 4], ["England", 4, 6]]))
    assert {o.org_unit for o in intake.observations} == {"North", "South", "England"}


def test_subtotals_and_a_grand_total():
    _, intake = read(
        workbook(
            [
                ["Service", "Jan 2024", "Feb 2024"],
                ["Bins", 1, 2],
                ["Parks", 3, 4],
                ["Sub-total streets", 4, 6],
                ["Libraries", 5, 6],
                ["Museums", 7, 8],
                ["Sub-total culture", 12, 14],
                ["Grand total", 16, 20],
            ]
        )
    )
    assert {o.org_unit for o in intake.observations} == {"Bins", "Parks", "Libraries", "Museums"}


def test_a_total_that_is_wrong_in_one_place_is_left_out_and_said():
    _, intake = read(
        workbook(
            [
                ["KPI", "Jan 2024", "Feb 2024", "Mar 2024", "Apr 2024"],
                ["Cargo calls", 46, 47, 44, 41],
                ["Passenger calls", 104, 117, 127, 99],
                ["Total calls", 150, 164, 171, 142],
            ]
        )
    )
    assert {o.measure for o in intake.observations} == {"Cargo calls", "Passenger calls"}
    assert [(p.code, p.place.cell) for p in intake.problems] == [("total_differs", "E4")]


def test_a_wrong_total_in_every_place_is_a_figure_of_its_own():
    _, intake = read(workbook([["KPI", "Jan 2024", "Feb 2024"], ["Cargo", 46, 47], ["Passenger", 104, 117], ["Total recorded", 999, 998]]))
    assert {o.measure for o in intake.observations} == {"Cargo", "Passenger", "Total recorded"}


def test_total_rows_of_a_long_table():
    rows = [[month, place, n] for month in ("Jan 2024", "Feb 2024") for place, n in (("North", 1), ("South", 2), ("Total", 3))]
    _, intake = read(workbook([["Month", "Area", "Complaints"], *rows]))
    assert {o.org_unit for o in intake.observations} == {"North", "South"}
    assert intake.reconciliation[0].left_out["total"] == 6


@pytest.mark.parametrize(
    "head", ["Change", "% change", "Rank", "Running total", "Cumulative", "YTD", "Year to date", "Variance", "% Cha. 2023/24"]
)
def test_derived_columns_are_left_out(head):
    _, intake = read(workbook([["KPI", "Jan 2024", "Feb 2024", head], ["Calls", 1, 2, 77], ["Visits", 3, 4, 88]]))
    assert {str(o.value) for o in intake.observations} == {"1", "2", "3", "4"}
    assert intake.reconciliation[0].left_out["derived"] == 2
