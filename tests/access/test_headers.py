"""Headers on every answer, forms that only our own pages can send, errors that tell nothing."""

import io
import logging

import pytest
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from groundswell.web import urls
from groundswell.web.access import RULES, Caller, person
from tests.access.routes import SOME_ID, routes
from tests.pages import holding_cookie

CANARY = "canary-7f3a"


def _breaks(request: HttpRequest) -> HttpResponse:
    raise RuntimeError(CANARY)


urlpatterns = [path("help/", _breaks, name="help"), *urls.urlpatterns]
handler500 = urls.handler500

ASKED_FOR_AGAIN = frozenset({"home", "measure", "definitions"})
"""Pages that a browser may keep, but not show without asking whether they changed."""


def test_D25_every_answer_carries_the_headers(pages: Client, stranger: Client) -> None:
    seen = set()
    for client in (pages, stranger):
        for route in routes():
            answer = client.get(route.address)
            seen.add(answer.status_code)
            assert answer.headers["X-Content-Type-Options"] == "nosniff", route
            assert answer.headers["X-Frame-Options"] == "DENY", route
            assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin", route
            assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin", route
            assert "camera=()" in answer.headers["Permissions-Policy"], route
            kept = answer.status_code == 200 and route.name in ASKED_FOR_AGAIN
            assert answer.headers["Cache-Control"] == ("private, no-cache" if kept else "private, no-store"), route
            assert answer.streaming or answer.headers["Content-Length"] == str(len(answer.content)), route  # or each request opens a line
            assert "noindex" in answer.headers["X-Robots-Tag"], route
            guest = RULES[route.name].caller is Caller.GUEST
            assert answer.headers["Referrer-Policy"] == ("no-referrer" if guest else "same-origin"), route
            policy = {name: sources for name, *sources in (part.split() for part in answer.headers["Content-Security-Policy"].split(";"))}
            assert policy["default-src"] == ["'none'"], route
            assert policy["script-src"] == policy["style-src"] == ["'self'"], route
            assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == ["'none'"], route
            assert "unsafe" not in answer.headers["Content-Security-Policy"], route
            assert "*" not in answer.headers["Content-Security-Policy"], route
    assert {200, 403, 404, 405} <= seen


def test_D25_check_deploy_has_no_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # set for tests alone, beside a driven browser
    said = io.StringIO()
    call_command("check", "--deploy", "--fail-level", "WARNING", stdout=said, stderr=said)
    assert "no issues" in said.getvalue()


def test_D25_cookies_are_for_our_own_pages_alone(pages: Client) -> None:
    answer = pages.get("/settings/")
    cookie = answer.cookies["csrftoken"]
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Strict"


def test_D25_a_form_without_its_token_is_refused_on_every_route(pages: Client) -> None:
    client = holding_cookie(checks_csrf=True)
    posted = [route for route in routes() if RULES[route.name].allows("POST") and RULES[route.name].caller is Caller.PERSON]
    assert len(posted) > 15
    for route in posted:
        answer = client.post(route.address)
        assert answer.status_code == 403, route
        assert "did not come from a page of this start" in answer.content.decode(), route


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:9999"])
def test_D25_a_form_of_another_origin_is_refused(pages: Client, origin: str) -> None:
    client = holding_cookie(checks_csrf=True)
    token = client.get("/settings/").cookies["csrftoken"].value
    sent = {"csrfmiddlewaretoken": token, "name": "Marram Harbour Council"}
    assert client.post("/settings/", sent, headers={"origin": origin}).status_code == 403
    own = client.post("/settings/", sent, headers={"origin": "http://localhost"})
    assert own.status_code == 422  # past the check, refused by the form itself


def test_D12_what_a_share_link_opens_is_not_indexed_and_sends_no_referrer(stranger: Client) -> None:
    answer = stranger.get(f"/s/{SOME_ID}/")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "http://" not in answer.content.decode().replace("http://www.w3.org", "")
    assert "https://" not in answer.content.decode()


@override_settings(ROOT_URLCONF="tests.access.test_headers")
def test_a_fault_of_ours_tells_nothing_but_its_number(pages: Client, caplog: pytest.LogCaptureFixture) -> None:
    assert RULES["help"] == person("GET")
    logging.getLogger("groundswell").addHandler(caplog.handler)
    try:
        answer = pages.get("/help/")
    finally:
        logging.getLogger("groundswell").removeHandler(caplog.handler)
    assert answer.status_code == 500
    page = answer.content.decode()
    assert CANARY not in page
    assert "Traceback" not in page
    number = caplog.records[-1].getMessage().split()[1]
    assert number in page
    assert "no-store" in answer.headers["Cache-Control"]
