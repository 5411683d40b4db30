"""The order of day and month by the day that a file, a sheet or a title is named after."""

from datetime import date

import pytest

from groundswell.engine.intake import apply
from groundswell.engine.mapping import answer
from groundswell.engine.tables.named_days import day_named
from tests.unit.engine.sheets import codes, read, workbook

ROWS = [["Date", "Variable", "Hill"], *(["10/05/14", f"Cases {n}", n] for n in range(1, 6))]


@pytest.mark.parametrize(
    ("texts", "day"),
    [
        (["cases 2014-10-07"], date(2014, 10, 7)),
        (["cases_2014_10_07", "Data"], date(2014, 10, 7)),
        (["cases-Oct-7-2014"], date(2014, 10, 7)),
        (["Situation report, 7 October 2014"], date(2014, 10, 7)),
        (["export_20141007"], date(2014, 10, 7)),
        (["2014-10-07", "made on 8 October 2014"], None),
        (["cases 2014"], None),
        (["cases 03-04-2014"], None),
    ],
)
def test_the_one_day_that_names_say(texts, day):
    found = day_named(texts)
    assert (None if found is None else found[0]) == day


@pytest.mark.parametrize(("name", "day"), [("cases-2014-10-07.xlsx", "2014-10-05"), ("cases 2014-05-12.xlsx", "2014-05-10")])
def test_the_day_of_the_report_settles_the_order_and_is_said(name, day):
    book = workbook(ROWS, name=name)
    proposal, intake = read(book)
    assert {figure.period.start.isoformat() for figure in intake.observations} == {day}
    assert codes(intake) == ["day_order_assumed"]
    (question,) = proposal.assumed_questions
    other = next(choice for choice in question.choices if choice.value != question.assumed)
    turned = apply(book, answer(proposal, book, question.id, other.value))
    assert {figure.period.start.isoformat() for figure in turned.observations} == {other.values["day"]}


@pytest.mark.parametrize("name", ["cases-2014-12-30.xlsx", "cases.xlsx", "cases 2014.xlsx", "cases-2014-04-01.xlsx"])
def test_a_day_that_fits_both_orders_or_neither_leaves_the_question(name):
    proposal, intake = read(workbook(ROWS, name=name))
    assert [question.code for question in proposal.open_questions] == ["dates_ambiguous"]
    assert intake.observations == []


def test_dates_that_prove_their_order_do_not_look_at_names():
    rows = [["Date", "Variable", "Hill"], ["10/05/14", "Cases", 1], ["25/05/14", "Cases", 2]]
    _, intake = read(workbook(rows, name="cases-2014-10-07.xlsx"))
    assert (codes(intake), min(figure.period.start for figure in intake.observations)) == ([], date(2014, 5, 10))
