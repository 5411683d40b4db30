"""The measure page and its tools, each a plain form page: what it shows, what it refuses, what it keeps, how it is taken back."""

import re
from typing import Any

import pytest
from django.test import Client

from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.selectors.portfolio import measure_record
from groundswell.records.services import measures
from tests.web.filled import CALM, JUMP, bring, measure, observations
from tests.web.test_home import text_of

BETWEEN = {"name": "X", "direction": "in_band"}


def record_of(measure_id: str) -> Any:
    """What is stored of the measure now."""
    return measure_record(local_actor(), Line(measure_id, None))


def test_the_page_says_the_finding_the_step_and_where_each_figure_came_from(pages: Client) -> None:
    one = measure("Days to answer", JUMP)
    answer = pages.get(f"/measures/{one}/")
    said = text_of(answer.content)
    assert answer.status_code == 200
    assert said.index("Days to answer") < said.index("Worse")
    assert "Scorecard.xlsx, sheet Figures, B14" in said
    assert "Ask one person what changed around Jan 2024." in said
    assert "What it rests on" in said and "Wheeler" in said
    page = answer.content.decode()
    assert page.count('role="group"') == 3, "the chart for wide windows, for phones and for paper"
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page)


def test_one_solid_button_a_page(pages: Client) -> None:
    one = measure("Days to answer", JUMP)
    for address in ("", "split/", "leave-out/", "note/", "rules/", "kind/", "definition/", "paste/", "put-away/", "share/", "reactions/"):
        page = pages.get(f"/measures/{one}/{address}").content.decode()
        assert len(re.findall(r'class="btn main"', page)) == 1, address


def test_under_five_figures_the_page_offers_the_paste_box(pages: Client) -> None:
    one = measure("Moorings", ("3", "4", "5"))
    page = pages.get(f"/measures/{one}/").content.decode()
    assert "3 of 5 figures needed; with earlier years the chart can start today." in text_of(page.encode())
    assert 'name="pasted"' in page
    assert 'class="sig ' not in page, "no word is given before there are limits"


def test_a_measure_without_any_figure_has_a_page_and_a_beginning(pages: Client) -> None:
    one = measures.create(local_actor(), MeasureDefinition("Not yet counted"))
    for path in ("/", *(f"/measures/{one}/{tool}" for tool in ("", "split/", "note/", "leave-out/", "rules/", "share/", "paste/"))):
        assert pages.get(path).status_code == 200, path
    pages.post(f"/measures/{one}/paste/", {"pasted": "Jan 2024\t6\nFeb 2024\t5"})
    assert record_of(one).series.figures == 2


def test_an_unknown_measure_is_not_found(pages: Client) -> None:
    assert pages.get("/measures/nothing-of-that-name/").status_code == 404


def test_each_place_has_its_own_chart(pages: Client) -> None:
    (one,) = bring(observations("Waiting", CALM, org_unit="North"), observations("Waiting", JUMP, org_unit="South"))
    page = pages.get(f"/measures/{one}/").content.decode()
    (south,) = re.findall(r'href="(/measures/[^"]+place=[^"]+)"[^>]*>(?:(?!</a>).)*South', page, re.DOTALL)
    said = text_of(pages.get(south.replace("&amp;", "&")).content)
    assert "Changed" in said and "31" in said
    assert page.count('<span class="vh">Changed: </span>') == 1, "the place with a signal is marked by shape and word"


@pytest.mark.parametrize(
    ("tool", "data", "refusal"),
    [
        ("split", {"period": "2023-06-01", "reason": ""}, "Write what changed."),
        ("split", {"period": "1999-01-01", "reason": "a new form"}, "That period is not on this chart."),
        ("leave-out", {"period": "2023-06-01", "reason": " "}, "Write why."),
        ("note", {"period": "2023-06-01", "text": ""}, "Write what was happening."),
        ("rules", {"rule_set": "invented", "reason": "why not"}, "These rules are not known here."),
        ("rules", {"rule_set": "wheeler", "baseline": "1", "reason": "why not"}, "Limits need at least two figures."),
        ("definition", {"name": "", "direction": "up"}, "Write a name."),
        ("definition", {"name": "X", "direction": "up", "lower_bound": "100", "upper_bound": "0"}, "This is not above the other bound."),
        ("definition", {"name": "X", "direction": "up", "lower_bound": "none"}, "This is not a figure."),
        ("definition", {**BETWEEN, "band_lower": "80"}, "Best in between has two ends. Write this one too,"),
        ("definition", {**BETWEEN, "band_lower": "90", "band_upper": "80"}, "This is not above the lower end."),
        ("definition", {**BETWEEN, "band_lower": "low", "band_upper": "9"}, "This is not a figure."),
        ("definition", {**BETWEEN, "direction": "up", "band_lower": "80"}, "Only a measure that is best in between"),
        ("definition", {**BETWEEN, "band_lower": "8", "band_upper": "9", "upper_bound": "1"}, "The measure cannot get there."),
        ("paste", {"pasted": "soon\t3"}, "is not a period"),
        ("put-away", {"reason": ""}, "Write why"),
        ("share", {"question": "", "days": "30", "sender": "Mara"}, "Choose a question, or write your own."),
        ("share", {"question": "own", "own_question": " ".join(["why"] * 26), "days": "30", "sender": "Mara"}, "This has 26 words."),
        ("share", {"question": "believe", "days": "30", "sender": ""}, "Write your name."),
        ("reactions", {"words": "", "kind": ""}, "Write what you heard"),
    ],
)
def test_a_refused_form_says_what_to_do_and_keeps_what_was_typed(pages: Client, tool: str, data: dict[str, str], refusal: str) -> None:
    one = measure()
    before = record_of(one)
    answer = pages.post(f"/measures/{one}/{tool}/", data)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert page.count(refusal) >= 2, "in the summary and beside the field"
    assert 'id="error-summary"' in page and 'aria-invalid="true"' in page
    (target,) = set(re.findall(r'<li><a href="#([^"]+)">', page))
    assert f'id="{target}"' in page
    for typed in data.values():
        if typed.strip() and typed not in ("1999-01-01", "invented"):
            assert typed in page
    assert record_of(one).as_of_seq == before.as_of_seq


def test_a_measure_that_is_best_in_between_is_judged_by_its_distance(pages: Client) -> None:
    one = measure("Staff per ten children", JUMP)
    sent = {"name": "Staff per ten children", "direction": "in_band", "band_lower": "10", "band_upper": "20,5", "measurement_unit": "staff"}
    pages.post(f"/measures/{one}/definition/", sent)
    page = pages.get(f"/measures/{one}/").content.decode()
    said = text_of(page.encode())
    assert "Worse" in said and "Best from 10 to 20.5 staff: typical is" in said
    assert page.count('class="wished"') == page.count('class="axis"') > 0, "each drawing of the chart has its two dotted lines"
    form = pages.get(f"/measures/{one}/definition/").content.decode()
    assert re.search(r'value="in_band"[^>]*checked', form)
    assert 'value="20.5"' in form
    pages.post(f"/measures/{one}/definition/", {**sent, "band_lower": "30", "band_upper": "40"})
    assert "Better" in text_of(pages.get(f"/measures/{one}/").content), "the same figure leads towards another band"


def test_E7_a_split_is_looked_at_first_then_marked_on_the_chart_and_taken_back(pages: Client) -> None:
    one = measure("Days to answer", (*CALM[:8], "9", "8", "7", "9", "8", "7", "9", "8"))
    ahead = pages.post(f"/measures/{one}/split/", {"period": "2023-09-01", "reason": "", "preview": "1"})
    assert ahead.status_code == 200
    assert "What it would do" in text_of(ahead.content)
    assert len(record_of(one).segments) == 1
    pages.post(f"/measures/{one}/split/", {"period": "2023-09-01", "reason": "One person reads each on the day"})
    page = pages.get(f"/measures/{one}/").content.decode()
    assert 'class="split"' in page
    assert "Split at September 2023." in text_of(page.encode())
    assert "One person reads each on the day" in page
    (act,) = re.findall(r'name="act" value="([^"]+)"', page)
    pages.post(f"/measures/{one}/take-back/", {"act": act})
    page = pages.get(f"/measures/{one}/").content.decode()
    assert 'class="split"' not in page
    assert "Taken back since." in page


def test_E9_a_month_left_out_stays_a_cross_on_the_chart_with_its_reason(pages: Client) -> None:
    one = measure("Days to answer", JUMP)
    pages.post(f"/measures/{one}/leave-out/", {"period": "2024-01-01", "reason": "The records system was down"})
    page = pages.get(f"/measures/{one}/").content.decode()
    assert 'class="cross"' in page
    assert "The records system was down" in text_of(page.encode())
    assert "Routine" in text_of(page.encode())
    undo = re.search(r'action="(/measures/[^"]+/take-back/[^"]*act=[^"]+)"', page)
    assert undo is not None, "the line that says what was done carries its Undo"
    pages.post(undo[1].replace("&amp;", "&"))
    assert 'class="cross"' not in pages.get(f"/measures/{one}/").content.decode()


def test_a_note_becomes_a_lettered_pin_with_its_text(pages: Client) -> None:
    one = measure("Days to answer", JUMP)
    pages.post(f"/measures/{one}/note/", {"period": "2024-01-01", "text": "Storm in the second week"})
    said = text_of(pages.get(f"/measures/{one}/").content)
    assert "Note A, Jan" in said
    assert "Storm in the second week" in said
    assert "Ask one person what changed" not in said


def test_E7_other_rules_are_looked_at_first_and_named_on_the_page(pages: Client) -> None:
    one = measure("Days to answer", JUMP)
    ahead = text_of(pages.post(f"/measures/{one}/rules/", {"rule_set": "nhs_2023", "baseline": "12", "reason": "", "preview": "1"}).content)
    assert "What it would do" in ahead
    assert record_of(one).rule_set == "wheeler"
    pages.post(f"/measures/{one}/rules/", {"rule_set": "nhs_2023", "baseline": "12", "reason": "as in our reports"})
    assert (record_of(one).rule_set, record_of(one).baseline) == ("nhs_2023", 12)


def test_a_direction_gives_the_signal_its_word(pages: Client) -> None:
    one = measure("Days to answer", JUMP, direction=Direction.UNKNOWN)
    said = text_of(pages.get(f"/measures/{one}/").content)
    assert "Changed" in said and "Say which way is better for this measure." in said
    pages.post(f"/measures/{one}/definition/", {"name": "Days to answer", "direction": "up", "measurement_unit": "days", "decimals": "1"})
    assert record_of(one).definition.direction is Direction.UP
    assert "Better" in text_of(pages.get(f"/measures/{one}/").content)


def test_older_figures_are_pasted_stored_and_undone(pages: Client) -> None:
    one = measure("Moorings", ("3", "4", "5"))
    answer = pages.post(f"/measures/{one}/paste/", {"pasted": "Nov 2022\t6\nDec 2022\t5"})
    assert answer.status_code == 302
    assert record_of(one).series.figures == 5
    page = pages.get(f"/measures/{one}/").content.decode()
    assert "2 figures stored." in page and "/undo/" in page


def test_a_paste_that_would_change_a_stored_figure_says_so_before_anything_is_stored(pages: Client) -> None:
    one = measure("Moorings", ("3", "4", "5"))
    answer = pages.post(f"/measures/{one}/paste/", {"pasted": "Jan 2023\t9"})
    said = text_of(answer.content)
    assert "One stored figure would change" in said
    assert "January 2023: 3 would become 9." in said
    assert str(record_of(one).series.points[0].value) == "3"
    pages.post(f"/measures/{one}/paste/", {"pasted": "Jan 2023\t9", "confirm": "1"})
    assert str(record_of(one).series.points[0].value) == "9"


def test_E8_a_measure_is_put_away_and_brought_back(pages: Client) -> None:
    one = measure("Old measure")
    measure("Kept measure")
    assert pages.post(f"/measures/{one}/put-away/", {"reason": "nobody used it"}).headers["Location"] == "/"
    said = text_of(pages.get(f"/measures/{one}/").content)
    assert "This measure is put away: nobody used it" in said
    pages.post(f"/measures/{one}/bring-back/")
    assert "This measure is put away" not in text_of(pages.get(f"/measures/{one}/").content)


def test_a_merged_measure_answers_with_the_other_one(pages: Client) -> None:
    one, other = measure("Days to answer"), measure("Days until answered", ("1", "2", "3", "2", "1"))
    pages.post(f"/measures/{one}/merge/", {"into": other, "reason": "the same under two names"})
    assert "Days until answered" in text_of(pages.get(f"/measures/{one}/").content)


def test_a_measure_that_was_put_away_is_offered_for_no_merge(pages: Client) -> None:
    one, gone = measure("Days to answer"), measure("Old measure")
    measures.put_away(local_actor(), gone, "not used")
    assert "Old measure" not in pages.get(f"/measures/{one}/merge/").content.decode()


@pytest.mark.parametrize(
    ("name", "kind", "begins"),
    [
        ("values.csv", "text/csv; charset=utf-8", b""),
        ("values.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", b"PK"),
        ("chart.svg", "image/svg+xml", b"<svg"),
        ("chart.png", "image/png", b"\x89PNG"),
    ],
)
def test_the_chart_and_its_values_can_be_taken_along(pages: Client, name: str, kind: str, begins: bytes) -> None:
    one = measure("Tage bis zur Antwort / Größe")
    answer = pages.get(f"/measures/{one}/{name}")
    assert answer.headers["Content-Type"] == kind
    assert answer.content.startswith(begins) and len(answer.content) > 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "/" not in answer.headers["Content-Disposition"].partition("filename")[2].replace("''", "")


def test_limits_from_few_figures_say_what_they_cost_in_false_signals(pages: Client) -> None:
    short = measure("Moorings", CALM[:6])
    page = pages.get(f"/measures/{short}/").content.decode()
    assert "With limits from 6 figures, about half of all stable measures would show a signal by chance within two years" in page
    long = measure("Calls answered", (*CALM, *CALM))
    page = pages.get(f"/measures/{long}/").content.decode()
    assert "With limits from" not in page
    assert "stable measures with such limits would show a signal within two years" in page
