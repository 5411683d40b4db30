"""Heads that are bare numbers, weeks without a year, rows that hold a year alone, and words among figures."""

import pytest

from groundswell.engine.intake import apply
from groundswell.engine.mapping import answer, propose
from tests.unit.engine.sheets import codes, read, workbook


def across(title, heads, *above):
    return workbook([[title], *above, ["Team", *heads], ["Hill", *range(5, 5 + len(heads))], ["Vale", *range(6, 6 + len(heads))]])


def starts(intake):
    return sorted({figure.period.start.isoformat() for figure in intake.observations})


@pytest.mark.parametrize(("title", "first"), [("Anrufe Januar 2026", "2026-01-01"), ("Calls in August 2025", "2025-08-01")])
def test_numbers_to_the_last_day_of_the_month_that_a_title_names_are_its_days(title, first):
    _, intake = read(across(title, range(1, 32)))
    assert (starts(intake)[0], len(starts(intake)), intake.problems) == (first, 31, [])


def test_numbers_that_do_not_fill_the_named_month_are_no_days():
    _, intake = read(across("Calls in February 2026", range(1, 32)))
    assert {(figure.period.end - figure.period.start).days for figure in intake.observations} <= {28}


def test_one_to_twelve_are_months_where_the_sheet_says_so_else_asked():
    _, said = read(across("Calls by month 2025", range(1, 13)))
    assert starts(said)[-1] == "2025-12-01"
    book = across("Calls 2025", range(1, 13))
    proposal, intake = read(book)
    (question,) = proposal.open_questions
    assert (question.code, question.cell, intake.observations) == ("months_or_numbers", "B2", [])
    assert len(starts(apply(book, answer(proposal, book, question.id, "months")))) == 12
    assert len(starts(apply(book, answer(proposal, book, question.id, "numbers")))) == 1


def test_numbers_that_count_the_columns_below_their_heads_are_no_months():
    heads = [["Calls 2025"], ["Team", *"ABCDEFGHIJKL"], [None, *range(1, 13)]]
    proposal, _ = read(workbook([*heads, ["Hill", *range(12)], ["Vale", *range(12)]]))
    assert all(question.code != "months_or_numbers" for question in proposal.questions)


@pytest.mark.parametrize("heads", [[202411, 202412, 202501], ["202411", "202412", "202501"]])
def test_year_and_month_in_six_digits_across(heads):
    _, intake = read(across("Calls", heads))
    assert starts(intake) == ["2024-11-01", "2024-12-01", "2025-01-01"]


def test_six_digits_that_do_not_go_on_month_by_month_are_no_months():
    _, intake = read(across("Calls 2025", [202411, 202501, 202502]))
    assert not {"2024-11-01"} & set(starts(intake))


@pytest.mark.parametrize("heads", [["Wk 1", "Wk 2", "Wk 3"], ["KW 1", "KW 2", "KW 3"], ["Semaine 1", "Semaine 2", "Semaine 3"]])
def test_weeks_take_the_year_of_the_title(heads):
    _, intake = read(across("Calls 2025", heads))
    assert starts(intake) == ["2024-12-30", "2025-01-06", "2025-01-13"]


@pytest.mark.parametrize("title", ["Calls January 2025", "Calls 2025/26"])
def test_weeks_of_a_month_or_a_fiscal_year_are_not_read(title):
    _, intake = read(across(title, ["Wk 1", "Wk 2", "Wk 3"]))
    assert (intake.observations, codes(intake)) == ([], ["heads_not_understood"])


def test_weeks_down_and_weeks_beside_their_year():
    _, down = read(workbook([["Calls 2025"], ["Week", "Calls"], ["Week 1", 10], ["Week 2", 15], ["Week 3", 12]]))
    _, beside = read(workbook([["Year", "Week", "Calls"], [2025, 1, 10], [2025, 2, 15], [2025, 3, 12]]))
    assert starts(down) == starts(beside) == ["2024-12-30", "2025-01-06", "2025-01-13"]


@pytest.mark.parametrize(
    ("years", "first"), [(("2024", "2025"), "2024-11-01"), ((2024, 2025), "2024-11-01"), (("2023/24", "2024/25"), "2023-11-01")]
)
def test_rows_that_hold_a_year_alone_head_the_months_below_them(years, first):
    rows = [["Month", "Calls"], [years[0]], ["Nov", 10], ["Dec", 15], [years[1]], ["Jan", 12], ["Feb", 15], ["Mar", 12]]
    _, intake = read(workbook(rows))
    assert starts(intake) == [first, first[:5] + "12-01", "2025-01-01", "2025-02-01", "2025-03-01"]


def test_a_year_alone_above_the_heads_is_the_year_of_the_months():
    _, intake = read(workbook([["2025"], ["Month", "Calls"], ["Jan", 10], ["Feb", 15], ["Mar", 12]]))
    assert starts(intake) == ["2025-01-01", "2025-02-01", "2025-03-01"]


@pytest.mark.parametrize(
    ("head", "first"),
    [("12 months to", "2024-04-01"), ("Rolling 12-month period", "2024-04-01"), ("3 months to", "2025-01-01"), ("Month", "2025-03-01")],
)
def test_a_head_that_says_how_long_the_periods_are(head, first):
    _, intake = read(workbook([[head, "Calls"], ["Mar 2025", 100], ["Apr 2025", 101], ["May 2025", 104]]))
    assert starts(intake)[0] == first


def test_a_word_among_figures_is_refused_and_the_column_stays_one_of_figures():
    rows = [["Month", "Calls", "Late"], *([f"{month} 2025", n, n % 3] for n, month in enumerate(("Jan", "Feb", "Mar", "Apr"), 120))]
    _, intake = read(workbook([*rows, ["May 2025", "see note", 6]]))
    assert {figure.measure for figure in intake.observations} == {"Calls", "Late"}
    assert [(problem.code, problem.place.cell) for problem in intake.problems] == [("not_a_number", "B6")]


def test_many_words_among_numbers_are_asked_about():
    book = workbook([["Month", "Desk", "Late"], ["Jan 2025", 1, 5], ["Feb 2025", 2, 6], ["Mar 2025", "back", 7], ["Apr 2025", 4, 8]])
    proposal, intake = read(book)
    (question,) = proposal.open_questions
    assert (question.code, question.cell, intake.observations) == ("column_role", "B2", [])
    assert {figure.measure for figure in apply(book, answer(proposal, book, question.id, "left_out")).observations} == {"Late"}
    assert propose(book).open_questions == proposal.open_questions


def test_a_month_under_its_year_in_heads_of_several_rows_is_the_period_of_its_column():
    rows = [[None, "2024", None, "2025", None], [None, "Jan", "Feb", "Jan", "Feb"], ["Site", *["Calls"] * 4]]
    rows += [["Hill", 1, 2, 3, 4], ["Vale", 1, 2, 3, 4]]
    _, intake = read(workbook(rows))
    assert {figure.measure for figure in intake.observations} == {"Calls"}
    assert starts(intake) == ["2024-01-01", "2024-02-01", "2025-01-01", "2025-02-01"]


@pytest.mark.parametrize(
    "heads", [["Week 1", "Week 2", "Week 3"], list(range(1, 13)), ["16-17", "17-18", "18-19"]], ids=["weeks", "numbers", "pairs"]
)
def test_heads_that_could_be_periods_are_none_where_the_rows_have_dates(heads):
    rows = [["Month", *heads], *([f"{month} 2025", *range(n, n + len(heads))] for n, month in enumerate(("Jan", "Feb", "Mar"), 7))]
    proposal, intake = read(workbook([["Waiting by year"], *rows]))
    assert proposal.open_questions == []
    assert starts(intake) == ["2025-01-01", "2025-02-01", "2025-03-01"]
    assert len({figure.measure for figure in intake.observations}) == len(heads)
