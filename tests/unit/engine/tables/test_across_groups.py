"""Periods that are written again under each of several heads."""

import pytest

from tests.unit.engine.sheets import codes, figures, merged, read, workbook

MONTHS = ["Jan 2025", "Feb 2025", "Mar 2025"]
HEADS = [None, "Falls", None, None, "Ulcers", None, None]
BODY = [[ward, *(10 * row + column for column in range(6))] for row, ward in enumerate(("Ash", "Birch", "Cedar"), 1)]


@pytest.mark.parametrize("merges", [(), ((0, 1, 0, 3), (0, 4, 0, 6))], ids=["written once", "merged"])
@pytest.mark.parametrize("months", [MONTHS, ["Jan", "Feb", "Mar"]], ids=["with years", "year in the name"])
def test_each_head_names_a_measure_over_the_same_months(merges, months):
    _, intake = read(workbook(merged([HEADS, ["Ward", *months, *months], *BODY], *merges), name="wards 2025.xlsx"))
    found = figures(intake)
    assert len(found) == 18
    assert [found["Falls", "Ash", "2025-01-01"], found["Ulcers", "Ash", "2025-01-01"]] == ["10", "13"]
    assert found["Ulcers", "Cedar", "2025-03-01"] == "35"
    assert set(codes(intake)) <= {"year_from_file"}


def test_years_are_carried_on_within_a_group_only():
    months = ["Nov 2024", "Dec", "Jan"]
    _, intake = read(workbook([HEADS, ["Ward", *months, *months], *BODY]))
    assert {start for _, _, start in figures(intake)} == {"2024-11-01", "2024-12-01", "2025-01-01"}


def test_months_of_the_second_head_are_never_taken_for_those_of_the_next_year():
    months = ["Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    heads = [None, "Falls", *[None] * 11, "Ulcers"]
    rows = [heads, ["Ward", "Jan 2025", *months, "Jan", *months], ["Ash", *range(24)], ["Birch", *range(24)]]
    proposal, intake = read(workbook(rows))
    assert (intake.observations, [question.code for question in proposal.open_questions]) == ([], ["year_missing"])


def test_a_period_written_twice_without_heads_above_is_refused():
    _, intake = read(workbook([["Ward", *MONTHS, *MONTHS], *BODY]))
    assert (intake.observations, codes(intake)) == ([], ["period_twice"])


def test_a_title_stands_before_the_heads_and_totals_belong_to_their_own_group():
    heads = [None, "Falls", None, None, "Ulcers", None, None]
    months = ["Ward", *MONTHS[:2], "Total", *MONTHS[:2], "Total"]
    rows = [["Harm to patients"], heads, months, ["Ash", 1, 2, 3, 4, 5, 9], ["Birch", 6, 7, 13, 8, 9, 17]]
    _, intake = read(workbook(rows))
    assert codes(intake) == []
    assert figures(intake)["Harm to patients | Ulcers", "Birch", "2025-02-01"] == "9"
    assert intake.reconciliation[0].left_out["total"] == 4, intake.reconciliation[0].left_out


def test_targets_stand_in_their_own_group():
    under = [None, *["Actual", "Target"] * 4]
    months = ["Ward", *[text for month in ("Jan 2025", "Feb 2025") * 2 for text in (month, None)]]
    rows = [[None, "Falls", None, None, None, "Ulcers"], months, under, ["Ash", *range(8)], ["Birch", *range(10, 18)]]
    _, intake = read(workbook(rows))
    assert figures(intake)["Ulcers", "Birch", "2025-02-01"] == "16"
