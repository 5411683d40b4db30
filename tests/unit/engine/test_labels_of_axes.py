"""Labels that only their whole row or column settles: days of a month, years by two digits, months by numbers."""

from calendar import monthrange

import pytest

from groundswell.engine.intake import apply
from groundswell.engine.mapping import answer, propose
from groundswell.engine.periods import Writing, writing_of
from tests.unit.engine.sheets import read, workbook

JANUARY = [f"Jan {day:02d}" for day in range(1, 32)]
MONTHS = [f"{year}-{month:02d}" for year in range(2000, 2010) for month in range(1, 13)]
WRITTEN = [
    (JANUARY, "", Writing.DAYS),
    (JANUARY[::-1], "", Writing.DAYS),
    ([f"Feb {day:02d}" for day in range(1, 29)], "", Writing.DAYS),
    (["Jan 30", "Jan 31", "Feb 01", "Feb 02"], "", Writing.DAYS),
    (["Dec 30", "Dec 31", "Jan 01"], "", Writing.DAYS),
    (["Jan 05", "Jan 12", "Jan 19", "Jan 26", "Feb 02"], "", Writing.DAYS),
    (["Jan 05", "Jan 12", "Jan 19"], "", Writing.DAYS),
    (["Mar 18", "Mar 19", "Mar 20", "Mar 21"], "", Writing.DAYS_OR_YEARS),
    (["Mar 18", "Mar 19", "Mar 20", "Mar 21"], "Calls of March 2026", Writing.DAYS),
    (["Mar 18", "Mar 19", "Mar 20", "Mar 21"], "Position at March 2021", Writing.DAYS_OR_YEARS),
    (["Mar 98", "Mar 99", "Mar 00", "Mar 01"], "", Writing.AS_IS),
    (["Nov 24", "Dec 24", "Jan 25"], "", Writing.AS_IS),
    (["Mar 20", "Jun 20", "Sep 20", "Dec 20", "Mar 21"], "", Writing.AS_IS),
    (["Jan 01", "Ward 02"], "", Writing.AS_IS),
    (["16-17", "17-18", "18-19"], "Spending by financial year", Writing.PAIRS),
    (["18-19", "17-18", "16-17"], "Budget to 2019", Writing.PAIRS),
    (["98-99", "99-00", "00-01"], "", Writing.PAIRS),
    (["22-23", "23-24", "24-25"], "", Writing.PAIRS),
    (["16-17", "17-18", "18-19"], "", Writing.PAIRS_OR_RANGES),
    (["16-17", "17-18", "18-19"], "Calls by hour of the day", Writing.AS_IS),
    (["16-17", "18-19", "20-21"], "Pupils by age", Writing.AS_IS),
    (["16-17"], "Spending by financial year", Writing.AS_IS),
    (MONTHS, "", Writing.MONTHS),
    (["2010-11", "2010-12", "2011-01"], "", Writing.MONTHS),
    (["2000-01", "2001-02", "2002-03"], "", Writing.AS_IS),
    (["2000-02", "2002-03", "2005-06", "2007-08"], "", Writing.AS_IS),
    (["2011-12", "2012-13", "2013-14"], "", Writing.AS_IS),
]


@pytest.mark.parametrize(("labels", "near", "wanted"), WRITTEN, ids=[f"{n} {row[0][0]} {row[1]}" for n, row in enumerate(WRITTEN)])
def test_labels_say_together_how_they_are_written(labels, near, wanted):
    assert writing_of(labels, [near]) is wanted


def sheet(*above, heads, name="book.xlsx"):
    return workbook([*above, ["Ward", *heads], ["Hill", *range(len(heads))], ["Vale", *range(len(heads))]], name=name)


def across(*above, heads, name="book.xlsx"):
    return read(sheet(*above, heads=heads, name=name))


def answered(book, said):
    proposal = propose(book)
    (question,) = proposal.questions
    return apply(book, answer(proposal, book, question.id, said))


def days(intake):
    return sorted({(figure.period.start.isoformat(), (figure.period.end - figure.period.start).days) for figure in intake.observations})


@pytest.mark.parametrize("heads", [JANUARY, [f"{day} Jan" for day in range(1, 32)], [f"{day:02d}. Januar" for day in range(1, 32)]])
def test_days_of_a_month_across_take_their_year_from_the_title(heads):
    _, intake = across(["Calls in January 2026"], heads=heads)
    assert days(intake) == [(f"2026-01-{day:02d}", 1) for day in range(1, 32)]
    assert intake.problems == []


def test_days_of_a_month_take_their_year_from_the_file_and_say_so():
    _, intake = across(heads=JANUARY, name="calls_2026.xlsx")
    assert days(intake)[0] == ("2026-01-01", 1)
    assert [problem.code for problem in intake.problems] == ["year_from_file"]


def test_days_of_a_month_without_a_year_anywhere_are_asked_about():
    proposal, intake = across(heads=JANUARY)
    assert intake.observations == []
    assert [(question.code, question.cell) for question in proposal.questions] == [("year_missing", "B1")]


def test_days_run_over_the_end_of_a_year_that_one_head_states():
    _, intake = across(heads=["30 Dec 2025", "31 Dec", "1 Jan", "2 Jan"])
    assert [start for start, _ in days(intake)] == ["2025-12-30", "2025-12-31", "2026-01-01", "2026-01-02"]


def test_the_29th_of_february_of_a_year_without_one_is_not_read():
    _, intake = across(["2026"], heads=["27 Feb", "28 Feb", "29 Feb"])
    assert intake.observations == []
    assert [problem.code for problem in intake.problems] == ["heads_not_understood"]


def test_the_same_month_and_rising_numbers_are_asked_about_and_read_as_said():
    heads = ["Mar 18", "Mar 19", "Mar 20", "Mar 21"]
    proposal, intake = across(["Calls 2026"], heads=heads)
    (question,) = proposal.questions
    assert (question.code, question.cell, intake.observations) == ("days_or_years", "B2", [])
    book = sheet(["Calls 2026"], heads=heads)
    assert days(answered(book, "days")) == [(f"2026-03-{day}", 1) for day in range(18, 22)]
    assert days(answered(book, "years")) == [(f"20{year}-03-01", 31) for year in range(18, 22)]


@pytest.mark.parametrize("written", ["{month} {day:02d}", "{day} {month}", "{day:02d}. {month}"])
def test_days_of_several_months_down(written):
    labels = [written.format(month=month, day=day) for n, month in ((1, "Jan"), (2, "Feb")) for day in range(1, monthrange(2026, n)[1] + 1)]
    _, intake = read(workbook([["Calls 2026"], ["Date", "Calls"], *([label, n] for n, label in enumerate(labels))]))
    assert [figure.period.start.isoformat() for figure in intake.observations][30:33] == ["2026-01-31", "2026-02-01", "2026-02-02"]
    assert {(figure.period.end - figure.period.start).days for figure in intake.observations} == {1}


def test_days_down_that_could_be_years_are_asked_about():
    rows = [["Date", "Calls 2026"], *([f"Mar {day}", day] for day in range(18, 22))]
    proposal, _ = read(workbook(rows))
    assert [question.code for question in proposal.questions] == ["days_or_years"]
    as_years = answered(workbook(rows), "years")
    assert [figure.period.start.isoformat() for figure in as_years.observations][:2] == ["2018-03-01", "2019-03-01"]


def test_years_by_two_digits_are_read_by_their_row():
    proposal, intake = across(["Spending by financial year"], heads=["16-17", "17-18", "18-19"])
    assert [start for start, _ in days(intake)] == ["2016-04-01", "2017-04-01", "2018-04-01"]
    assert [problem.code for problem in intake.problems] == ["assumed_year_start"]
    assert proposal.questions == []


def test_years_by_two_digits_that_could_be_ranges_are_asked_about():
    book = sheet(heads=["16-17", "17-18", "18-19"])
    proposal, intake = read(book)
    assert [(question.code, question.cell) for question in proposal.open_questions] == [("years_or_ranges", "B1")]
    assert intake.observations == []
    assert [start for start, _ in days(answered(book, "years"))] == ["2016-04-01", "2017-04-01", "2018-04-01"]
    assert answered(book, "ranges").observations == []


def test_years_by_two_digits_down():
    _, intake = read(workbook([["Year", "Calls"], ["16-17", 10], ["17-18", 20], ["18-19", 30]]))
    assert [figure.period.start.isoformat() for figure in intake.observations] == ["2016-04-01", "2017-04-01", "2018-04-01"]


def test_months_by_numbers_are_months_of_the_whole_row():
    proposal, intake = across(heads=MONTHS)
    assert [start for start, _ in days(intake)] == [f"{label}-01" for label in MONTHS]
    assert (proposal.questions, intake.problems) == ([], [])
    _, years = across(heads=["2000-01", "2001-02", "2002-03"])
    assert [start for start, _ in days(years)] == ["2000-04-01", "2001-04-01", "2002-04-01"]
