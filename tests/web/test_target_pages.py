"""Targets and standards on the pages: set, refused, changed, withdrawn, undone, shown on the measure, at home and on paper."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.target import Target, TargetKind
from groundswell.engine.intake import Intake, ReadTarget
from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.selectors.portfolio import measure_record
from groundswell.records.services import intake as intakes
from groundswell.records.services import measures
from groundswell.web.pages.measure.target_forms import figure_of
from groundswell.words import words_for
from tests.web.filled import CALM, measure, observations
from tests.web.test_home import text_of

TARGET = {"value": "9", "day": "2099-12-31", "kind": "central_line", "reason": "People can plan with nine."}
STANDARD = {"value": "30", "day": "2024-01-01", "reason": "The charter asks for it."}


def record_of(measure_id: str) -> Any:
    return measure_record(local_actor(), Line(measure_id, None))


@pytest.fixture
def calm(pages: Client) -> str:
    """A measure whose figures are routine, fewer being better."""
    return measure("Days to answer", CALM)


def section(pages: Client, one: str) -> str:
    page = pages.get(f"/measures/{one}/").content.decode()
    found = re.search(r'<section class="wanted.*?</section>', page, re.DOTALL)
    assert found is not None
    return text_of(f"<main>{found.group()}</main>".encode())


def test_without_any_the_page_offers_both_in_one_quiet_line(pages: Client, calm: str) -> None:
    said = "What is wanted No target and no standard is set. Set a target · Set a minimum standard"
    assert section(pages, calm).removeprefix("> ") == said


def test_a_target_is_set_told_and_undone(pages: Client, calm: str) -> None:
    answer = pages.post(f"/measures/{calm}/target/", TARGET)
    assert answer["Location"] == f"/measures/{calm}/#wanted"
    page = pages.get(f"/measures/{calm}/").content.decode()
    (stored,) = record_of(calm).targets
    assert (str(stored.value), stored.day, stored.kind) == ("9", date(2099, 12, 31), TargetKind.CENTRAL_LINE)
    assert stored.reason == TARGET["reason"]
    assert "No change yet towards the target of 9 days" in text_of(page.encode())
    assert "times the usual spread" in text_of(page.encode())
    undo = re.search(rf'action="(/measures/{calm}/take-back/\?act=\w+)"', page)
    assert undo is not None
    pages.post(undo.group(1))
    assert record_of(calm).targets == ()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"value": "soon"}, "This is not a figure."),
        ({"value": ""}, "Write a figure, such as 14."),
        ({"day": "next year"}, "Write a day such as 2027-03-31."),
        ({"day": "0001-01-01"}, "Write a day such as 2027-03-31."),
        ({"reason": " "}, "Write why. Whoever works towards it will ask."),
        ({"kind": "line"}, "Choose one of the list."),
        ({"kind": "spread", "value": "0"}, "A width between limits is more than 0."),
        ({"value": "9" * 50}, "A figure has at most 40 digits."),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_target_that_cannot_be_is_refused_and_nothing_typed_is_lost(pages: Client, calm: str, typed: dict[str, str], says: str) -> None:
    answer = pages.post(f"/measures/{calm}/target/", TARGET | typed)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert says in text_of(answer.content)
    assert "People can plan with nine." in page or typed.get("reason")
    assert record_of(calm).targets == ()


def test_a_target_beyond_a_bound_is_refused_at_its_field(pages: Client) -> None:
    one = measure("On time", CALM, unit="%")
    stored = record_of(one).definition
    bounded = MeasureDefinition(stored.name, measurement_unit="%", upper_bound=Exact(100), cadence=stored.cadence)
    measures.define(local_actor(), one, bounded, reason="a share")
    answer = pages.post(f"/measures/{one}/target/", TARGET | {"value": "101 %"})
    assert answer.status_code == 400
    assert "101 lies beyond 100" in text_of(answer.content)
    assert 'id="value_error"' in answer.content.decode()


def test_a_target_is_changed_in_value_and_in_date_and_its_history_is_told(pages: Client, calm: str) -> None:
    pages.post(f"/measures/{calm}/target/", TARGET)
    form = pages.get(f"/measures/{calm}/target/?day=2099-12-31").content.decode()
    assert 'value="9"' in form and 'value="2099-12-31"' in form and "Change the target" in form
    pages.post(f"/measures/{calm}/target/?day=2099-12-31", TARGET | {"value": "9.5", "reason": "Nine was out of reach."})
    earlier = {"value": "9.5", "day": "2098-06-30", "reason": "The law comes earlier."}
    pages.post(f"/measures/{calm}/target/?day=2099-12-31", TARGET | earlier)
    assert [(str(one.value), one.day) for one in record_of(calm).targets] == [("9.5", date(2098, 6, 30))]
    told = section(pages, calm)
    assert "Replaced on" in told and "Nine was out of reach." in told
    assert "Withdrawn on" in told and "The law comes earlier." in told
    again = pages.post(f"/measures/{calm}/target/", TARGET | {"value": "9.5", "day": "2098-06-30"})
    assert "This stands already." in text_of(again.content)


def test_a_target_is_withdrawn_with_a_reason(pages: Client, calm: str) -> None:
    pages.post(f"/measures/{calm}/target/", TARGET)
    address = f"/measures/{calm}/target/withdraw/?day=2099-12-31"
    assert "Wanted until now: typical 9 days by December 2099." in text_of(pages.get(address).content)
    assert pages.post(address, {"reason": ""}).status_code == 400
    pages.post(address, {"reason": "No longer a priority."})
    assert record_of(calm).targets == ()
    assert "No longer a priority." in section(pages, calm)
    assert pages.get(address).status_code == 404
    assert pages.get(f"/measures/{calm}/target/?day=nonsense").status_code == 404


def test_a_standard_has_a_sign_a_sentence_and_an_end(pages: Client, calm: str) -> None:
    pages.post(f"/measures/{calm}/standard/", STANDARD)
    told = section(pages, calm)
    assert "Standard: at most 30 days" in told
    assert "Always met." in told and "can be relied on" in told
    page = pages.get(f"/measures/{calm}/").content.decode()
    assert 'class="std"' in page and "Standard, from January 2024" not in page
    home = pages.get("/").content.decode()
    assert re.search(r'<svg class="symbol"[^>]*role="img" aria-label="Always met">', home)
    pages.post(f"/measures/{calm}/standard/end/", {"reason": "The charter has ended."})
    told = section(pages, calm)
    assert "No standard is in force." in told and "The charter has ended." in told
    assert pages.get(f"/measures/{calm}/standard/end/").status_code == 404
    assert pages.post(f"/measures/{calm}/standard/", STANDARD | {"value": "x"}).status_code == 400


def test_a_standard_by_luck_says_its_chance_and_how_sure_that_is(pages: Client, calm: str) -> None:
    pages.post(f"/measures/{calm}/standard/", STANDARD | {"value": "17"})
    assert re.search(r"a matter of luck: it happens in about \d of 10 months\.", section(pages, calm))


def test_a_target_whose_day_is_over_asks_for_a_decision(pages: Client, calm: str) -> None:
    pages.post(f"/measures/{calm}/target/", TARGET | {"day": "2024-06-30"})
    said = text_of(pages.get(f"/measures/{calm}/").content)
    assert "The date of the target, June 2024, is over and the level has not got there." in said
    assert "Its date is over." in said
    pages.post(f"/measures/{calm}/target/", TARGET)
    assert "is over and the level" not in text_of(pages.get(f"/measures/{calm}/").content)


def test_a_sheet_that_names_one_value_again_and_again_is_asked_whether_it_is_a_standard(pages: Client) -> None:
    found = observations("Ferries", CALM)
    named = [ReadTarget("Ferries", None, Target(Exact(17), one.period.start), "Sheet1", "C2") for one in found if one.period]
    (one,) = intakes.store(local_actor(), Intake("Ferries.xlsx", "a" * 64, found, targets=named)).measure_ids
    told = section(pages, one)
    assert "Your sheet names 17 again and again." in told
    address = re.search(r'<a href="([^"]+)">Set it as a minimum standard', pages.get(f"/measures/{one}/").content.decode())
    assert address is not None
    form = pages.get(address.group(1).replace("&amp;", "&")).content.decode()
    assert 'value="17"' in form
    assert 'value="2023-01-01"' in form
    pages.post(f"/measures/{one}/standard/", STANDARD | {"value": "17"})
    assert "again and again" not in section(pages, one)


def test_each_tool_has_one_solid_button(pages: Client, calm: str) -> None:
    pages.post(f"/measures/{calm}/target/", TARGET)
    pages.post(f"/measures/{calm}/standard/", STANDARD)
    for tool in ("target/", "target/?day=2099-12-31", "target/withdraw/?day=2099-12-31", "standard/", "standard/end/"):
        page = pages.get(f"/measures/{calm}/{tool}").content.decode()
        assert page.count('class="btn main"') == 1, tool


def test_words_of_people_are_escaped(pages: Client, calm: str) -> None:
    pages.post(f"/measures/{calm}/target/", TARGET | {"reason": "<script>alert(1)</script>"})
    pages.post(f"/measures/{calm}/standard/", STANDARD | {"reason": "<b>bold</b>"})
    page = pages.get(f"/measures/{calm}/").content.decode()
    assert "<script>alert" not in page and "<b>bold" not in page


@pytest.mark.parametrize(
    ("text", "locale", "value"),
    [
        ("14", "en-GB", "14"), ("-3.5", "en-GB", "-3.5"), ("\u22123,5", "en-GB", "-3.5"), ("12,000", "en-GB", "12000"),
        ("12,5", "en-GB", "12.5"), ("1 234.5", "en-GB", "1234.5"), ("90 %", "en-GB", "90"),
        ("1.234,5", "de", "1234.5"), ("12,5", "de", "12.5"),
    ],
)
def test_figures_are_read_as_people_type_them(text: str, locale: str, value: str) -> None:
    assert str(figure_of(text, words_for(locale))) == value


def test_the_help_draws_each_sign_with_its_word(pages: Client) -> None:
    page = pages.get("/help/words/").content.decode()
    assert page.count('<svg class="symbol"') == 7
    for word in ("Always met", "Met by luck", "Never met", "Better", "Routine"):
        assert word in text_of(page.encode())
