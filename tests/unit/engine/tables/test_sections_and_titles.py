"""Names that come from above: headings that share merged cells, sections that each add up to one total, titles that tell sheets apart."""

import pytest

from tests.unit.engine.sheets import codes, figures, merged, read, workbook

MONTHS = ["Jan 2024", "Feb 2024", "Mar 2024", "Apr 2024"]


def _benefits(title="Benefits by sex and age", factor=1, name="Sheet1"):
    rows = [
        [None, title],
        [None, None, *MONTHS],
        [None, "Sex", *[factor * n for n in (40, 41, 42, 43)]],
        [None, "Men"],
        [None, "Women", *[factor * n for n in (60, 61, 62, 63)]],
        [None, "Age", *[factor * n for n in (10, 11, 12, 13)]],
        [None, "Up to 24"],
        [None, "25 to 39", *[factor * n for n in (30, 31, 32, 33)]],
        [None, "40 or more", *[factor * n for n in (60, 60, 60, 60)]],
        [None, "Total", *[factor * n for n in (100, 102, 104, 106)]],
    ]
    shared = [(row, column, row + 1, column) for row in (2, 5) for column in range(2, 6)]
    return merged(rows, *shared, name=name)


def test_a_heading_that_shares_merged_figures_with_the_row_below_it_is_that_rows_section():
    _, intake = read(workbook(_benefits()))
    assert codes(intake) == []
    found = {name: value for (name, _, start), value in figures(intake).items() if start == "2024-01-01"}
    assert found == {"Sex | Men": "40", "Sex | Women": "60", "Age | Up to 24": "10", "Age | 25 to 39": "30", "Age | 40 or more": "60"}
    assert intake.reconciliation[0].left_out["total"] == 5


def test_a_total_of_which_every_section_is_a_part_is_left_out_where_parts_are_withheld():
    rows = [
        ["Benefit", *MONTHS, "May 2024"],
        ["Emergency", 10, 11, 12, 13, 14],
        ["Hardship", 5, "*", 6, 7, "*"],
        ["Youth", 1, 2, 3, 4, 5],
        ["Total", 16, 19, 21, 24, 30],
    ]
    _, intake = read(workbook(rows))
    assert codes(intake) == []
    assert {name for name, _, _ in figures(intake)} == {"Emergency", "Hardship", "Youth"}


def test_sheets_with_the_same_rows_under_different_titles_keep_apart_by_their_titles():
    sheets = [_benefits("Benefits of jobseekers", 1, "JS - last 5 years"), _benefits("Benefits of sole parents", 2, "SPS - last 5 years")]
    _, intake = read(workbook(*sheets))
    assert codes(intake) == []
    found = figures(intake)
    assert found["Benefits of jobseekers | Sex | Men", None, "2024-01-01"] == "40"
    assert found["Benefits of sole parents | Sex | Men", None, "2024-01-01"] == "80"


def test_sheets_with_one_title_stay_one_measure():
    rows = [["Complaints"], [], ["Ward", "Jan 2024", "Feb 2024"], ["North", 1, 2], ["South", 3, 4]]
    later = [["Complaints"], [], ["Ward", "Mar 2024", "Apr 2024"], ["North", 5, 6], ["South", 7, 8]]
    _, intake = read(workbook(rows, later, names=["Winter", "Spring"]))
    assert len({(o.measure, o.org_unit) for o in intake.observations}) == 2


@pytest.mark.parametrize("captions", [["2022", "2023"], ["Year 2022", "Year 2023"], [2022, 2023], ["Financial year 2022/23", "FY 2023/24"]])
def test_a_caption_that_only_says_when_parts_no_line_into_one_for_each_year(captions):
    blocks = [[[caption], ["Team", "Q1", "Q2"], ["North", n, n + 1], ["South", n + 2, n + 3], []] for n, caption in enumerate(captions)]
    _, intake = read(workbook([["Sickness days"], *(row for block in blocks for row in block)]))
    assert {(o.measure, o.org_unit) for o in intake.observations} == {("Sickness days", "North"), ("Sickness days", "South")}
    assert len({o.period for o in intake.observations}) == 4


def test_a_caption_that_says_more_than_when_still_names_its_table():
    blocks = [[[caption], ["Team", "Q1 2023", "Q2 2023"], ["North", 1, 2], ["South", 3, 4], []] for caption in ("Plan 2025", "Route 66")]
    _, intake = read(workbook([row for block in blocks for row in block]))
    assert {o.measure for o in intake.observations} == {"Plan", "Route 66"}


def test_a_comment_under_a_row_heads_no_rows_below_it():
    comments = ["Comment: stable.", "Actions: none", "Kommentar: keine", "3 and 4)"]
    rows = [["Indicator", *MONTHS], ["Falls (grade", 1, 2, 3, 4]]
    rows += [row for n, comment in enumerate(comments) for row in ([comment], [f"Measure {n}", 5, 6, 7, 8])]
    _, intake = read(workbook(rows))
    assert {o.measure for o in intake.observations} == {"Falls (grade", *(f"Measure {n}" for n in range(len(comments)))}


@pytest.mark.parametrize("heading", ["Comments:", "Comments", "Actions (all)", "Comments received"])
def test_a_heading_that_speaks_of_comments_heads_its_rows(heading):
    _, intake = read(workbook([["Indicator", *MONTHS], ["Falls", 1, 2, 3, 4], [heading], ["Received", 5, 6, 7, 8], ["Closed", 1, 2, 2, 1]]))
    assert {o.measure for o in intake.observations} == {"Falls", f"{heading.strip(':')} | Received", f"{heading.strip(':')} | Closed"}
