"""No page offers what its reader may not do: each form and each way that it shows is one that the table of rules lets them take."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.test import Client
from django.urls import Resolver404, resolve

from groundswell.domain.access.deciding import Audience
from groundswell.records.actors import Actor
from groundswell.web.access import RULES, Caller
from groundswell.web.object_rules import refused
from tests.access.house import ABOVE, ADMINISTRATOR, OTHER, OWNER, House, house
from tests.access.routes import routes
from tests.data_directory import migrated_folder
from tests.signing_in import signed_in

__all__ = ["house", "migrated_folder"]

SAYS_WHO = frozenset({"measure", "map", "result", "design", "goals", "initiatives", "map_checks", "map_history", "gallery", "definition"})
_FORM = re.compile(r'<form\b[^>]*?method="(?P<method>\w+)"[^>]*?action="(?P<action>[^"]*)"|<form\b[^>]*?action="(?P<first>[^"]*)"[^>]*?>')
_LINK = re.compile(r'<a\b[^>]*?href="(?P<href>/[^"]*)"')
_HTMX = re.compile(r'hx-(?P<method>post|get)="(?P<action>/[^"]*)"')


def offered(page: str) -> Iterator[tuple[str, str]]:
    """Method and address of each form and link of a page."""
    for found in _FORM.finditer(page):
        yield (found["method"] or "get").upper(), unescape(found["action"] or found["first"] or "")
    for found in _LINK.finditer(page):
        yield "GET", unescape(found["href"])
    for found in _HTMX.finditer(page):
        yield found["method"].upper(), unescape(found["action"])


def refusal(actor: Actor, method: str, address: str) -> str:
    """Why that would be refused; empty where it would not, or where it leads out of these pages."""
    path = re.split(r"[?#]", address)[0]
    if not path.startswith("/") or path.startswith("/static/"):
        return ""
    try:
        found = resolve(path)
    except Resolver404:
        return "nowhere"
    rule = RULES[found.url_name or ""]
    if not rule.allows(method):
        return "method"
    if rule.caller is Caller.ADMINISTRATOR and not actor.administrator:
        return "administrators"
    why = refused(actor, rule, method, found.kwargs)
    return "" if why is None else why.code


def pages_of(house: House, client: Client, audience: Audience) -> Iterator[tuple[str, str]]:
    """Each page that somebody gets, of lists and about the things of an audience."""
    for route in routes():
        rule = RULES[route.name]
        if "GET" not in rule.methods or rule.caller is Caller.TOKEN:
            continue
        answer = client.get(house.address(route.pattern, audience))
        if answer.status_code == 200 and "text/html" in answer.headers.get("Content-Type", ""):
            yield route.name, answer.content.decode()


@pytest.mark.parametrize(("name", "audience"), [(OTHER, Audience.ORGANISATION), (ABOVE, Audience.UPWARD), (ADMINISTRATOR, Audience.PUBLIC)])
def test_D5_whoever_may_only_look_is_shown_no_form_that_answers_403(house: House, name: str, audience: Audience) -> None:
    actor, client, wrong, forms = house.cast.actor(name), signed_in(house.cast, name), set(), 0
    for route, page in pages_of(house, client, audience):
        for method, address in offered(page):
            forms += 1
            if why := refusal(actor, method, address):
                wrong.add((route, method, re.sub(r"[a-z2-7]{26}", "…", address), why))
        if route in SAYS_WHO:
            assert "You can look at it; Harbour changes it." in page, route
    assert not wrong, "\n".join(map(str, sorted(wrong)))
    assert forms > 300


def test_D5_its_own_team_is_shown_them(house: House) -> None:
    actor, client = house.cast.actor(OWNER), signed_in(house.cast, OWNER)
    posts = {
        (route, address)
        for route, page in pages_of(house, client, Audience.ORGANISATION)
        for method, address in offered(page)
        if method == "POST" and RULES[resolve(address.partition("?")[0]).url_name or ""].thing and not refusal(actor, method, address)
    }
    assert {route for route, _ in posts} >= {"measure", "result", "goals", "initiatives", "map_checks", "map_history", "gallery"}
