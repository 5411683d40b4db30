"""A route without a rule does not exist: in the table, and at run time."""

from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from groundswell.web import urls
from groundswell.web.access import RULES, Caller
from tests.access.routes import routes

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


def _forgotten(request: HttpRequest) -> HttpResponse:
    return HttpResponse("nobody wrote a rule for me")


urlpatterns = [*urls.urlpatterns, path("forgotten/", _forgotten, name="forgotten"), path("nameless/", _forgotten)]
handler404 = urls.handler404


def test_D1_every_route_has_a_rule_and_every_rule_a_route() -> None:
    names = [route.name for route in routes()]
    assert len(names) > 30
    assert "" not in names
    assert len(set(names)) == len(names)
    assert set(names) == set(RULES)


@override_settings(ROOT_URLCONF="tests.access.test_rules")
def test_D1_a_route_without_a_rule_is_refused_at_run_time(pages: Client, stranger: Client) -> None:
    assert {"forgotten", ""} <= {route.name for route in routes()}
    for address in ("/forgotten/", "/nameless/"):
        assert pages.get(address).status_code == 404
        assert stranger.get(address).status_code == 403
        assert b"nobody wrote" not in pages.get(address).content


def test_D1_only_the_share_link_is_open_to_guests() -> None:
    assert [name for name, rule in RULES.items() if rule.caller is Caller.GUEST] == ["shared"]


def test_D1_what_machines_ask_is_three_routes_and_holds_nothing_of_anybody() -> None:
    assert [name for name, rule in RULES.items() if rule.caller is Caller.MACHINE] == ["health", "health_ready", "metrics"]


def test_D1_without_the_start_token_every_page_is_refused_by_every_method(stranger: Client) -> None:
    closed = [route for route in routes() if RULES[route.name].caller is Caller.PERSON]
    for route in [*closed]:
        for method in METHODS:
            answer = stranger.generic(method, route.address)
            assert answer.status_code == 403, (route, method)
    assert stranger.get("/no-such-page/").status_code == 403


def test_D1_methods_outside_the_table_are_refused(pages: Client) -> None:
    for route in routes():
        for method in METHODS:
            if not RULES[route.name].allows(method):
                assert pages.generic(method, route.address).status_code == 405, (route, method)
