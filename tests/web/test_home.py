"""The home page with nothing, one measure, several places and two hundred measures."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client

from groundswell.domain.measurement.definition import Direction
from groundswell.records.actors import local_actor
from groundswell.records.databases import reading_connection
from groundswell.records.services import measures
from tests.web.filled import CALM, JUMP, bring, measure, observations


def text_of(page: bytes) -> str:
    """The words of a page without its markup."""
    body = page.decode().partition("<main")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<(script|svg).*?</\1>", " ", body, flags=re.DOTALL)).split())


def test_on_the_first_day_the_home_page_leads_to_a_first_chart(pages: Client) -> None:
    answer = pages.get("/")
    assert answer.status_code == 200
    said = text_of(answer.content)
    assert "No measure yet. One sheet is enough." in said
    assert "Look at a made-up council first" in said
    page = answer.content.decode()
    assert page.count('action="/bring/"') == 2
    assert 'type="file"' in page and 'name="pasted"' in page


def test_a_signal_comes_first_with_its_word_and_a_way_to_it(pages: Client) -> None:
    worse = measure("Complaints open", JUMP, direction=Direction.DOWN)
    calm = measure("Calls answered", CALM, direction=Direction.UP)
    said = text_of(pages.get("/").content)
    assert "One of two measures really changed." in said
    assert said.index("Complaints open") < said.index("Calls answered")
    assert "Worse in Jan 2024" in said
    page = pages.get("/").content.decode()
    assert f'href="/measures/{worse}/"' in page and f'href="/measures/{calm}/"' in page


def test_measures_too_young_to_tell_stand_apart_without_limits(pages: Client) -> None:
    measure("Moorings", ("3", "4", "5", "4"))
    said = text_of(pages.get("/").content)
    assert "Too early to tell." in said
    assert "4 figures so far; limits appear from the fifth." in said


def test_a_measure_with_places_is_one_tile_that_shows_the_place_with_the_signal(pages: Client) -> None:
    bring(
        observations("Waiting", CALM, org_unit="North"),
        observations("Waiting", JUMP, org_unit="South"),
        observations("Waiting", CALM, org_unit="West"),
    )
    said = text_of(pages.get("/").content)
    assert "Your measure really changed." in said
    assert "South" in said and "And 2 other places." in said
    assert "West" not in said


def test_at_most_six_signals_stand_open_and_the_others_are_counted(pages: Client) -> None:
    for number in range(9):
        bring(observations(f"Measure {number}", JUMP, first=date(2022, number + 1, 1)))
    page = pages.get("/").content.decode()
    assert "3 more" in page
    before, _, after = page.partition("3 more")
    assert before.count('<article class="signal">') == 6
    assert after.count('<article class="signal">') == 3
    assert before.index("Measure 8") < before.index("Measure 7") < before.index("Measure 3")


def test_what_is_put_away_is_counted_and_can_be_found_again(pages: Client) -> None:
    gone = measure("Old measure")
    measure("Kept measure")
    measures.put_away(local_actor(), gone, "nobody decided anything by it")
    said = text_of(pages.get("/").content)
    assert "1 measure put away" in said
    assert "nobody decided anything by it" in said
    assert said.index("Kept measure") < said.index("Old measure")


def test_when_all_is_put_away_the_page_offers_a_beginning_and_the_way_back(pages: Client) -> None:
    measures.put_away(local_actor(), measure("Old measure"), "nobody decided anything by it")
    said = text_of(pages.get("/").content)
    assert "No measure yet. One sheet is enough." in said
    assert "1 measure put away" in said and "Old measure" in said


@pytest.mark.sqlite_only("counts statements by SQLite's own trace")
def test_A3_two_hundred_measures_need_few_queries(pages: Client) -> None:
    bring(*[observations(f"Measure {number:03}", CALM) for number in range(200)])
    pages.get("/")
    asked: list[str] = []
    reading_connection().set_trace_callback(asked.append)
    connection.ensure_connection()
    connection.connection.set_trace_callback(asked.append)
    page = pages.get("/").content.decode()
    assert page.count('<li class="multiple">') == 200
    assert 0 < len([one for one in asked if one.lstrip().upper().startswith(("SELECT", "WITH"))]) <= 15
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids)), "each element has an id of its own"


def test_no_page_carries_inline_style_or_script(pages: Client) -> None:
    measure("Complaints open", JUMP)
    page = pages.get("/").content.decode()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page)


def test_from_twenty_measures_on_the_page_says_how_many_signals_come_by_chance(pages: Client) -> None:
    bring(*[observations(f"Measure {number:02}", CALM) for number in range(19)])
    assert "by chance" not in text_of(pages.get("/").content)
    bring(observations("Measure 19", CALM), file_name="More.xlsx")
    said = text_of(pages.get("/").content)
    found = re.search(r"Of 20 stable measures like these, about (\d+) would show a signal by chance in two years\.", said)
    assert found is not None and 1 <= int(found[1]) <= 10
