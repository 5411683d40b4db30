"""Percentages in rows, and the rows of counts that they were worked out from: those of their own block, never another one's."""

import pytest

from tests.unit.engine.sheets import codes, read, workbook

YEARS = [2020, 2021, 2022, 2023]
SHARES = [50, 60, 70, 80]
HUNDREDS, TENS, TWENTIES = ([100] * 4, SHARES), ([10] * 4, [5, 6, 7, 8]), ([20] * 4, [10, 12, 14, 16])


def _fractions(rows) -> dict[str, str]:
    """By measure, the counts of its first year as "numerator/denominator"; those without are left out."""
    _, intake = read(workbook(rows))
    assert codes(intake) == []
    first = [o for o in intake.observations if o.period.start.year == 2020 and o.numerator is not None]
    return {o.measure: f"{o.numerator}/{o.denominator}" for o in first}


def _block(counts, *names, first=()) -> list[list[object]]:
    """Rows of a numerator, a denominator and a percentage under these names."""
    denominator, numerator = counts
    return [[*first, name, *line] for name, line in zip(names, (numerator, denominator, SHARES), strict=True)]


NAMES = ("Numerator", "Denominator", "%")


def test_counts_are_those_under_the_same_heading_though_the_others_fit_as_well():
    """A part of 100 is the percentage itself and proves nothing; the next block's counts gave the same percentages."""
    rows = [["Indicator", *YEARS], ["Screening"], *_block(HUNDREDS, *NAMES), ["Smoking"], *_block(TENS, *NAMES)]
    assert _fractions(rows) == {"Screening | %": "50/100", "Smoking | %": "5/10"}


def test_counts_are_those_beside_the_same_name_in_a_column_before():
    rows = [["KPI", "Part", *YEARS], *_block(HUNDREDS, *NAMES, first=["Screening"]), *_block(TENS, *NAMES, first=["Smoking"])]
    assert sorted(_fractions(rows).values()) == ["5/10", "50/100"]


def test_counts_below_their_percentage_are_told_by_their_names():
    names = [[f"{kpi} {part}" for part in ("numerator", "denominator", "%")] for kpi in ("Screening", "Smoking")]
    first, second = _block(HUNDREDS, *names[0]), _block(TENS, *names[1])
    rows = [["Indicator", *YEARS], first[2], *first[:2], second[2], *second[:2]]
    assert _fractions(rows) == {"Screening %": "50/100", "Smoking %": "5/10"}


def test_no_counts_are_taken_where_two_fit_and_nothing_tells_which():
    first, second = _block(TENS, "Screened", "Eligible", "Coverage %"), _block(TWENTIES, "Smokers", "Adults", "Smoking %")
    rows = [["Indicator", *YEARS], first[2], *first[:2], second[2], *second[:2]]
    assert _fractions(rows) == {}


@pytest.mark.parametrize("own", [[], [["Sessions", 9, 8, 9, 7], ["Wards", 3, 4, 3, 2]]])
def test_no_counts_are_taken_from_under_another_heading(own):
    rows = [["Indicator", *YEARS], ["Screening"], *own, ["%", *SHARES], ["Smoking"], *_block(TENS, *NAMES)]
    assert _fractions(rows) == {"Smoking | %": "5/10"}


def test_headings_that_only_say_how_part_no_counts_from_their_percentages():
    counts = _block(TENS, "Screened", "Eligible", "Coverage %")
    rows = [["Indicator", *YEARS], ["Number"], *counts[:2], ["Percentage"], counts[2]]
    assert list(_fractions(rows).values()) == ["5/10"]


def test_a_denominator_above_all_headings_is_shared():
    denominator, numerator = TENS
    rows = [["Indicator", *YEARS], ["Adults", *denominator], ["Smoking"], ["Smokers", *numerator], ["Smokers %", *SHARES]]
    assert _fractions(rows) == {"Smoking | Smokers %": "5/10"}


def test_a_denominator_named_by_itself_is_shared():
    denominator, numerator = TENS
    births = [["Births", "Number", *numerator], ["Births", "%", *SHARES]]
    rows = [["KPI", "Part", *YEARS], ["Population", "All", *denominator], *births, ["Vacancy rate", "of posts", 3, 4, 3, 4]]
    assert list(_fractions(rows).values()) == ["5/10"]


def test_counts_parted_from_their_percentages_by_an_empty_row_are_found():
    counts = _block(TENS, "Screened", "Eligible", "Coverage %")
    rows = [["Indicator", *YEARS], *counts[:2], [], counts[2]]
    assert _fractions(rows) == {"Coverage %": "5/10"}


def _columns(*heads, counts=(HUNDREDS, TENS)):
    """Rows of months under these heads: a numerator, a denominator and a percentage for each of the counts."""
    lines = [line for denominator, numerator in counts for line in (numerator, denominator, SHARES)]
    months = [[f"{month} 2024", *figures] for month, *figures in zip(("Jan", "Feb", "Mar", "Apr"), *lines, strict=True)]
    _, intake = read(workbook([*heads, *months]))
    return {
        o.measure: f"{o.numerator}/{o.denominator}" for o in intake.observations if o.numerator is not None and o.period.start.month == 1
    }


def test_no_counts_are_taken_from_another_group_of_columns():
    parts = ["Seen", "Eligible", "%"]
    groups = [None, "Screening", "Screening", "Screening", "Smoking", "Smoking", "Smoking"]
    assert _columns(groups, ["Month", *parts, *parts]) == {"Smoking | %": "5/10"}


def test_columns_with_two_pairs_that_fit_take_those_with_words_in_common():
    heads = ["Month", "Adults screened", "Adults", "% of adults screened", "Children seen", "Children", "% of children seen"]
    assert _columns(heads, counts=(TENS, TWENTIES)) == {"% of adults screened": "5/10", "% of children seen": "10/20"}
    assert _columns(["Month", "Screened", "Eligible", "Coverage %", "Smokers", "Adults", "Smoking %"]) == {}


def test_columns_under_headings_that_only_say_how_keep_their_counts():
    heads = ["Month", "Number", "Number", "Percentage"], ["", "Screened", "Eligible", "Screened"]
    assert _columns(*heads, counts=(TENS,)) == {"Percentage | Screened": "5/10"}
