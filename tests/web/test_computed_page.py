"""The page of a computed measure: its figures, what they were calculated from, its formula, and each version of it."""

from django.test import Client

from groundswell.records.actors import local_actor
from groundswell.records.services import audiences
from groundswell.records.services.audiences import Wanted
from tests.computed_measures import bring, computed, items, letters, redefined
from tests.intakes import month
from tests.web.test_home import text_of

ANSWERED = ["80", "84", "79", "85", "82", "80", "83", "81", "79", "84", "82", "80"]


def test_a_computed_measure_has_a_page_like_any_other(pages: Client) -> None:
    bring(letters(ANSWERED, ["100"] * 12))
    one = computed()
    page = pages.get(f"/measures/{one}/")
    said = text_of(page.content)
    assert page.status_code == 200
    assert "Calculated from letters.csv, sheet Sheet1, B2 and B3" in said
    assert "[Answered] ÷ [Received] × 100" in said
    assert "In time" in text_of(pages.get("/").content)
    for ending in ("csv", "xlsx"):
        assert pages.get(f"/measures/{one}/values.{ending}").status_code in (200, 404)


def test_a_version_stands_on_the_chart_and_in_the_table(pages: Client) -> None:
    bring(letters([*ANSWERED, *ANSWERED], ["100"] * 24))
    one = computed()
    redefined(one, since=month(12), reason="the other side", formula="100 − [Answered] ÷ [Received] × 100")
    page = pages.get(f"/measures/{one}/")
    said = text_of(page.content)
    assert "Jan 2025 (version 2)" in said
    assert "Version 2 of the definition: the other side." in said
    assert page.content.decode().count(">version 2") == 3, "on the chart for wide windows, for phones and for paper"


def test_a_formula_that_cannot_be_used_says_why_on_the_page(pages: Client) -> None:
    bring(letters(ANSWERED, ["100"] * 12))
    one = computed("[Answered] + [Received]", data=(*items("Answered", unit="days"), *items("Received", unit="%")))
    said = text_of(pages.get(f"/measures/{one}/").content)
    assert "days and % cannot be put together by +, at character 12." in said


def test_a_missing_item_is_named_in_the_table(pages: Client) -> None:
    bring(letters([*ANSWERED[:3], None, *ANSWERED[4:]], ["100"] * 12))
    one = computed()
    audiences.set_audience(local_actor(), one, Wanted("public"), "for all")
    assert "[Answered]" in text_of(pages.get(f"/measures/{one}/").content)
