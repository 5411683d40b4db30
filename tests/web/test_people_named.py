"""A sheet whose lines are people: asked before anything is stored, by plain forms."""

from html import unescape

import pytest
from django.test import Client

from groundswell.records.actors import local_actor
from groundswell.records.selectors import portfolio
from tests.web.test_bringing import bring, keep_all, store, text_of

SHEET = "Month,Case worker,Cases closed\n" + "".join(
    f"2025-{month:02},{who},{figure + month}\n" for month in range(1, 4) for who, figure in {"Adeyemi": 4, "Krzysztof W.": 6}.items()
)


def lines() -> dict[tuple[str, str | None], list[float]]:
    return {(one.definition.name, one.org_unit): one.series.values.tolist() for one in portfolio.portfolio(local_actor())}


@pytest.fixture
def address(pages: Client) -> str:
    found = bring(pages, SHEET.encode(), "cases.csv")
    page = unescape(keep_all(pages, found))
    assert "2 lines are named like people, such as Adeyemi and Krzysztof W." in page
    assert "Nothing is stored until you say so." in page
    refused = store(pages, found)
    assert refused.status_code == 422
    assert "Say first what becomes of the lines that are named like people." in text_of(refused)
    assert lines() == {}
    return found


def test_F1_the_lines_are_added_up_to_one_for_the_team(pages: Client, address: str) -> None:
    asked_again = pages.post(f"{address}people/", {"answer": "together", "team": " "})
    assert asked_again.headers["Location"] == f"{address}confirm/?people=team#people"
    assert "Write what the line is called." in text_of(pages.get(f"{address}confirm/?people=team"))
    assert pages.post(f"{address}people/", {"answer": "together", "team": "Housing advice"}).status_code == 302
    assert "They are added up to one line: Housing advice." in text_of(pages.get(f"{address}confirm/"))
    assert store(pages, address).status_code == 302
    assert lines() == {("Cases closed", None): [12.0, 14.0, 16.0]}


def test_F1_the_lines_are_left_out(pages: Client, address: str) -> None:
    pages.post(f"{address}people/", {"answer": "out"})
    page = text_of(pages.get(f"{address}confirm/"))
    assert "The lines are left out." in page
    assert "Go to the measures" in page
    pages.post(f"{address}people/", {})
    assert "2 lines are named like people" in text_of(pages.get(f"{address}confirm/"))
    assert lines() == {}


def test_F1_the_lines_are_kept_with_a_reason_that_everybody_finds(pages: Client, address: str) -> None:
    pages.post(f"{address}people/", {"answer": "keep", "reason": " "})
    assert "Write why." in text_of(pages.get(f"{address}confirm/?people=reason"))
    pages.post(f"{address}people/", {"answer": "keep", "reason": "These are two boats"})
    assert store(pages, address).status_code == 302
    assert lines() == {("Cases closed | Adeyemi", None): [5.0, 6.0, 7.0], ("Cases closed | Krzysztof W.", None): [7.0, 8.0, 9.0]}
    assert "Kept, though lines of it are about people or very few: These are two boats" in text_of(pages.get("/record/"))
    measure = portfolio.portfolio(local_actor())[0]
    page = text_of(pages.get(f"/measures/{measure.measure_id}/"))
    assert "Kept, though about a person or very few" in page
    assert "These are two boats" in page


def test_F1_a_definition_that_names_a_person_asks_and_keeps_the_reason(pages: Client) -> None:
    named = {"name": "Calls answered by Mr Jones", "cadence": "month", "direction": "up"}
    asked = pages.post("/definitions/new/", named)
    assert asked.status_code == 400
    assert "This names a person (Mr Jones)." in text_of(asked)
    assert portfolio.measures(local_actor()) == []
    begun = pages.post("/definitions/new/", {**named, "people_reason": "Mr Jones is a robot"})
    assert begun.status_code == 302
    (measure,) = portfolio.measures(local_actor())
    assert "Mr Jones is a robot" in text_of(pages.get(f"/measures/{measure.measure_id}/"))
    address = f"/definitions/{measure.measure_id}/what/"
    renamed = pages.post(address, {"name": "Calls answered by Mrs Green", "status": "draft", "seen": "1"})
    assert "This names a person (Mrs Green)." in text_of(renamed)


def test_F4_the_threshold_is_a_setting(pages: Client) -> None:
    page = unescape(pages.get("/settings/").content.decode())
    assert "Small numbers are not shown outside the team" in page
    years = {"fiscal_year_start": "4", "school_year_start": "9", "week_start": "0"}
    sent = {"name": "", "locale": "en-GB", "time_zone": "Europe/London", **years}
    assert pages.post("/settings/", {**sent, "small_numbers": "8"}).status_code == 302
    assert '<option value="8" selected>' in pages.get("/settings/").content.decode()
    assert pages.post("/settings/", {**sent, "small_numbers": ""}).status_code == 302
    assert '<option value="" selected>' in pages.get("/settings/").content.decode()
