"""A fault of ours on every route is a fixed page with an id; and nothing of anybody is in any log. D24 and F8."""

import json
import logging
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn

import pytest
from django.core.handlers.base import BaseHandler
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client
from django.urls import ResolverMatch

from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.services import intake, sharing
from groundswell.web import context, start_token, watching
from groundswell.web.access import RULES, Caller
from groundswell.web.logs import Form
from tests.access.routes import routes
from tests.intakes import intake_of, month
from tests.logged import logged
from tests.pages import TOKEN, pages, stranger

__all__ = ["pages", "stranger"]

CANARY = "canary-Zilpah-Quill-7719"
FAR = datetime(2099, 1, 1, tzinfo=UTC)
FAULTS = (ValueError, KeyError, OperationalError, PermissionError, RecursionError)


def failing(kind: type[Exception]) -> Any:
    """A view that stumbles over somebody's value, twice."""

    def view(*arguments: Any, **named: Any) -> NoReturn:
        try:
            raise RuntimeError(f"read {CANARY}")
        except RuntimeError as error:
            raise kind(f"{CANARY} is not a number") from error

    return view


def fault_of(body: bytes) -> str:
    (found,) = re.findall(rb"\b[0-9a-f]{8}\b", body)
    return bytes(found).decode()


def test_D24_a_fault_in_any_view_is_a_fixed_page_with_an_id_and_the_log_has_no_value(
    pages: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, answers = 0, set()
    with logged(Form.JSON) as log:
        for number, route in enumerate(routes()):
            kind = FAULTS[number % len(FAULTS)]
            monkeypatch.setattr(BaseHandler, "make_view_atomic", lambda _self, _view, kind=kind: failing(kind))
            monkeypatch.setattr(watching, "_match", watching._match)
            if RULES[route.name].caller is Caller.MACHINE:
                match = ResolverMatch(failing(kind), (), {}, url_name=route.name)
                monkeypatch.setattr(watching, "_match", lambda _path, match=match: match)
            method = max(RULES[route.name].methods)
            answer = pages.generic(method, f"{route.address}?q={CANARY}", CANARY, "text/plain")
            assert answer.status_code == 500, route
            fault = fault_of(answer.content)
            answers.add(answer.content.replace(fault.encode(), b""))
            assert f'"message": "fault {fault} in ' in log.getvalue()
            asked += 1
            monkeypatch.undo()
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert asked >= len(RULES)
    assert len(answers) == 1, "one page for all of them"
    assert CANARY.encode() not in answers.pop()
    assert CANARY not in log.getvalue()
    faults = [line for line in lines if line["message"].startswith("fault")]
    assert len(faults) == asked
    assert all(line["exception"].endswith(" < RuntimeError") and line["places"] for line in faults)
    assert {line["route"] for line in lines if line["message"] == "request"} == set(RULES), "each is told by its name"
    assert all(line["fault"] for line in lines if line["message"] == "request")


PAGES = ("/", "/settings/", "/record/", "/measures/" + "a" * 26 + "/")


@pytest.mark.parametrize(("place", "name", "addresses"), [
    (start_token, "is_cookie", PAGES), (context, "local_actor", PAGES), (context, "demo_is_there", PAGES),
    (watching.machine_token, "may_ask", ("/health/", "/health/ready/", "/metrics")),
])
def test_D24_a_fault_before_the_view_opens_nothing(
    pages: Client, stranger: Client, monkeypatch: pytest.MonkeyPatch, place: Any, name: str, addresses: tuple[str, ...]
) -> None:
    monkeypatch.setattr(place, name, failing(ValueError))
    with logged(Form.JSON) as log:
        for client in (pages, stranger):
            client.raise_request_exception = False
            for address in addresses:
                answer = client.get(address)
                assert answer.status_code == (403 if client is stranger and place is context else 500), address
                assert CANARY.encode() not in answer.content
    assert "fault " in log.getvalue(), "the fault is on the log"
    assert CANARY not in log.getvalue()


@pytest.mark.parametrize("form", list(Form))
def test_F8_no_value_name_token_or_address_is_in_the_log(pages: Client, stranger: Client, tmp_path: Path, form: Form) -> None:
    actor = local_actor()
    stored = intake.store(actor, intake_of([(CANARY, "Place-77193", month(at), f"77192{at}.5") for at in range(8)], "file-77195.csv"))
    line = Line(stored.measure_ids[0], None)
    content = sharing.ShareContent("What-77196?", {"sentence": "Said-77197"}, 1, "test")
    made = sharing.share(actor, line, content, expires_at=FAR)
    hidden = ["Zilpah", "7719", made.token, made.id, TOKEN, start_token.cookie_value(TOKEN), line.measure_id, "quill@", "203.0.113.7"]
    with logged(form) as log:
        for client, elsewhere in ((pages, {}), (stranger, {"REMOTE_ADDR": "203.0.113.7"})):
            for address in (
                "/", f"/measures/{line.measure_id}/?place={CANARY}", f"/measures/{line.measure_id}/values.csv", f"/s/{made.token}/",
                f"/s/{made.token}x/", f"/?start={TOKEN}", f"/?start={TOKEN}x", f"/no/{CANARY}/", "/definitions/?q=quill@harbour.example",
            ):
                client.get(address, headers={"referer": f"http://localhost/{CANARY}", "user-agent": CANARY}, **elsewhere)
            client.post(f"/s/{made.token}/", {"text": CANARY, "name": "Zilpah", "kind": ""}, **elsewhere)
            client.post("/bring/", {"pasted": f"Month\t{CANARY}\n2024-01\t771920\n"}, **elsewhere)
            client.generic(CANARY, "/")
        others_say()
    text = log.getvalue()
    assert len(text.splitlines()) >= 20, "requests are on the log"
    assert "shared" in text
    assert [secret for secret in hidden if secret in text] == []
    assert "%s" in text, "of what others say, the fixed part alone"


def others_say() -> None:
    """As Django and the server speak of a request whose address holds a token."""
    logging.getLogger("waitress").error("Exception while serving %s", f"/s/{CANARY}/")
    logging.getLogger("django.request").critical("Internal Server Error: %s", f"/s/{CANARY}/", extra={"request": HttpRequest()})


def test_F8_a_line_that_cannot_be_written_is_counted_and_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    class Full:
        def write(self, text: str) -> int:
            raise OSError(28, "No space left on device")

        def flush(self) -> None:
            raise OSError(28, "No space left on device")

    before = [line for line in watching.COUNTS.lines() if line.startswith("groundswell_log_lines_lost_total ")]
    with logged(Form.JSON):
        handler = logging.getLogger("groundswell").handlers[0]
        handler.stream = Full()  # type: ignore[attr-defined]
        logging.getLogger("groundswell.web").error("fault %s", CANARY)
    after = [line for line in watching.COUNTS.lines() if line.startswith("groundswell_log_lines_lost_total ")]
    assert before != after
    assert capsys.readouterr() == ("", "")
