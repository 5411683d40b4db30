"""The pages of tokens: made, shown once, ended; and what programs can do."""

import re

from django.test import Client

from groundswell.domain.access.scopes import Scope
from groundswell.records import clock
from groundswell.records.actors import local_actor
from groundswell.records.selectors.tokens import tokens
from groundswell.web.api.told import forms, routes
from tests.programs import Program
from tests.web.filled import CALM, measure

SENT = {"name": "Nightly figures", "read": "on", "write_observations": "on", "days": "30"}


def own() -> list[object]:
    """The tokens of the person at this machine."""
    return list(tokens(local_actor(), now=clock.now()))


def test_a_token_is_shown_once_and_works_until_it_is_ended(pages: Client) -> None:
    measure_id, other = measure("Days", CALM[:6]), measure("Nights", CALM[:6])
    made = pages.post("/tokens/", {**SENT, "measures": [measure_id]})
    (token,) = re.findall(r'value="(gs_[\w-]{32,})"', made.content.decode())
    assert token not in pages.get("/tokens/").content.decode()
    program = Program(token)
    assert program.get(f"/measures/{measure_id}").status_code == 200
    assert program.get(f"/measures/{other}").status_code == 404
    (row,) = tokens(local_actor(), now=clock.now())
    assert row.scopes == {Scope.READ, Scope.WRITE_OBSERVATIONS}
    page = pages.get("/tokens/").content.decode()
    assert "Nightly figures" in page and "look and store figures" in page and "Days" in page
    assert pages.post(f"/tokens/{row.id}/end/", follow=True).redirect_chain == [("/tokens/", 302)]
    assert own() == []
    assert program.get(f"/measures/{measure_id}").status_code == 401


def test_a_token_without_a_name_or_anything_to_do_is_not_made(pages: Client) -> None:
    measure("Days", CALM[:6])
    for wrong, says in (({"name": ""}, "Give the token a name"), ({"days": "400"}, "Choose how long"), ({"measures": "x"}, "of the list")):
        answer = pages.post("/tokens/", {**SENT, **wrong})
        assert answer.status_code == 422 and says in answer.content.decode()
    answer = pages.post("/tokens/", {"name": "Nothing", "days": "30"})
    assert answer.status_code == 422 and "Choose at least one thing" in answer.content.decode()
    assert own() == []
    assert pages.post(f"/tokens/{'a' * 26}/end/").status_code == 404


def test_the_page_about_the_api_names_every_route_and_form(pages: Client) -> None:
    page = pages.get("/api/").content.decode()
    assert all(route.address in page for route in routes())
    assert all(f"<code>{form.name}</code>" in page for form in forms())
    schema = pages.get("/api/v1/openapi.json").json()
    assert schema["openapi"] == "3.1.0"
    assert len(schema["paths"]) == len({route.address for route in routes()})
