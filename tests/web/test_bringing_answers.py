"""Answers on the pages of bringing data that nothing waits for, or that settle many names at once."""

import re
import time

import pytest
from django.test import Client

from groundswell.records.actors import local_actor
from groundswell.records.selectors import names, portfolio
from tests.forging import zipped
from tests.web.test_bringing import bring, figures, keep_all, store, text_of

COUNCILS = b"Council,Staff 2010,Staff now,Vans now\nAsh,10,9,4\nBirch,20,22,5\nCedar,7,8,6\n"
OFFERED = "column_without_period:0:C1"


def test_columns_without_a_period_are_answered_on_the_page_or_left_out(pages: Client) -> None:
    address = bring(pages, COUNCILS, "councils.csv")
    check = text_of(pages.get(address))
    assert "these do not: Staff now, Vans now. Which month, quarter or year is it?" in check
    assert "Needs you: 1" in check
    unread = pages.post(f"{address}answer/", {"question": OFFERED, "choice": "lately", "sheet": "0"}, follow=True)
    assert "lately" in text_of(unread)
    answered = pages.post(f"{address}answer/", {"question": OFFERED, "choice": "2016", "sheet": "0"}, follow=True)
    assert "Which month, quarter or year is it?" not in text_of(answered)
    keep_all(pages, address)
    stored = store(pages, address)
    assert stored.status_code == 302, text_of(stored)[:1500]
    assert figures() == 9


def test_one_typed_answer_settles_every_question_of_its_kind(pages: Client) -> None:
    north, south = ("Ash", "Birch", "Elm"), ("Moor", "Mill", "Vale")
    tables = ["\n".join(["Ward,Falls,Calls", *(f"{ward},{n},{5 * n}" for n, ward in enumerate(wards, 1))]) for wards in (north, south)]
    files = {f"{number}.csv": table.encode() for number, table in enumerate(tables)}
    address = bring(pages, zipped(files), "wards.zip")
    check = pages.get(address).content.decode()
    assert text_of(pages.get(address)).count("Answer all 2 so") == 2
    assert "Only the questions above." in check
    question = re.findall(r'name="question" value="(which_period[^"]*)"', check)[0]
    bad = pages.post(f"{address}answer/", {"question": question, "choice": "soon", "alike": "1", "sheet": "0"}, follow=True)
    assert text_of(bad).count("Answer all 2 so") == 2
    answered = pages.post(f"{address}answer/", {"question": question, "choice": "March 2025", "alike": "1", "sheet": "0"}, follow=True)
    assert "Which month, quarter or year" not in text_of(answered)
    keep_all(pages, address)
    assert store(pages, address).status_code == 302
    assert figures() == 12


def test_a_table_whose_question_is_open_is_left_out_for_now_and_the_others_are_stored(pages: Client) -> None:
    files = {
        "calls.csv": b"Month,Calls,Visits\nJan 2026,10,4\nFeb 2026,12,5\nMar 2026,9,7\n",
        "falls.csv": b"Day,Falls\n03/04/2026,5\n05/06/2026,6\n07/08/2026,4\n",
    }
    address = bring(pages, zipped(files), "both.zip")
    check = pages.get(address)
    assert "Leave this table out for now" in text_of(check)
    question = re.findall(r'name="question" value="(dates_ambiguous[^"]*)"', check.content.decode())[0]
    left = text_of(pages.post(f"{address}answer/", {"question": question, "leave": "1", "sheet": "0"}, follow=True))
    assert "Leave this table out for now" not in left
    assert "This table is left out for now. An answer takes it in." in left
    assert "8 cells were left out by you." in left
    confirm = keep_all(pages, address)
    assert "left out for now, because its question is open" in confirm
    assert store(pages, address).status_code == 302
    assert figures() == 6


def test_a_lone_table_is_not_offered_to_be_left_out(pages: Client) -> None:
    address = bring(pages, b"Day,Falls\n03/04/2026,5\n05/06/2026,6\n07/08/2026,4\n", "falls.csv")
    check = text_of(pages.get(address))
    assert "needs" in check.lower() and "Leave this table out for now" not in check


def test_names_written_alike_are_marked_and_the_others_are_new_by_one_button(pages: Client) -> None:
    earlier = ("Barking-And-Dagenham", "Isle-Of-Wight", "North Moor")
    later = ("Barking and Dagenham", "Isle of Wight", "North Moor Edge")
    rows = [f"2025-{month:02},{place},{10 * month}" for month in range(1, 13) for place in (earlier if month < 7 else later)]
    address = bring(pages, "\n".join(["Month,Council,Calls", *rows]).encode(), "calls.csv")
    page = keep_all(pages, address)
    asked = re.findall(r'name="(answer-\d+)" value="([^"]*)" required( checked)?', page)
    marked = {field: value for field, value, checked in asked if checked}
    assert list(marked.values()) == ["same:Barking-And-Dagenham", "same:Isle-Of-Wight"]
    assert "As marked; the others are new" in page
    sent = {"kind": ["org_unit"] * 3, "name": sorted(later), "all": "others", **marked}
    pages.post(f"{address}names/", sent)
    assert {(one.name, one.meant, one.same) for one in names.decided_names(local_actor())} == {
        ("Barking and Dagenham", "Barking-And-Dagenham", True),
        ("Isle of Wight", "Isle-Of-Wight", True),
        ("North Moor Edge", "North Moor", False),
    }
    stored = store(pages, address)
    assert stored.status_code == 302, text_of(stored)[:1500]


def test_two_spellings_of_one_name_are_one_place_without_a_question(pages: Client) -> None:
    rows = [f"2025-{month:02},{('Hill and Vale', 'Hill And Vale')[month // 7]},{10 * month}" for month in range(1, 13)]
    address = bring(pages, "\n".join(["Month,Council,Calls", *rows]).encode(), "calls.csv")
    assert "differ in capitals or blanks alone; they are read as one name." in text_of(pages.get(address))
    keep_all(pages, address)
    assert store(pages, address).status_code == 302
    (record,) = portfolio.portfolio(local_actor())
    assert record.series.figures == 12


def test_what_a_page_that_asks_again_and_again_was_told_is_said_once(pages: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundswell.web.pages.bring.storing.PATIENCE", 0.0)
    address = bring(pages, COUNCILS, "councils.csv")
    keep_all(pages, address)
    run = store(pages, address).headers["Location"]
    told = 0
    for _ in range(300):
        told += "HX-Redirect" in pages.get(run, headers={"HX-Request": "true"}).headers
        if told == 3:
            break
        time.sleep(0.05)
    assert text_of(pages.get("/")).count("3 figures stored.") == 1
