"""Nothing leaks by the API: the same decisions as the pages, and one answer for what is not there and what is not for you."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.test import Client

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.models import Account, Post, Token
from groundswell.records.opening import write
from groundswell.records.selectors import organisation
from groundswell.records.selectors.acts import newest_seq
from groundswell.records.selectors.webhooks import due
from groundswell.records.services import erasing, people
from groundswell.records.services import organisation as settings_of
from groundswell.records.services.webhooks import WebhookWanted, make_webhook
from groundswell.web.access import RULES, Caller
from groundswell.web.api import measures as api_measures
from groundswell.web.webhooks.courier import look, tell
from groundswell.web.webhooks.outside import Outside
from tests.access.routes import SOME_ID, routes
from tests.pages import holding_cookie
from tests.programs import CANARY, CANARY_FIGURES, Harbour, Program, harbour

__all__ = ["harbour"]

CANARIES = [CANARY.encode(), *(figure.encode() for figure in CANARY_FIGURES)]
READS = (
    "", "/definition", "/definition/versions", "/observations", "/analysis", "/chart.svg", "/chart.png", "/chart.vega-lite", "/reactions",
)
FIGURES = {"observations": [{"period_start": "2025-01-01", "value": "1"}], "reason": "r"}
WRITES = (
    ("POST", "/observations", FIGURES), ("POST", "/reactions", {"text": "x"}),
    ("PUT", "/definition", {"seen": 2, "fields": {"name": "Taken"}, "reason": "r"}),
)


def api_routes() -> Iterator[tuple[str, str]]:
    """Every method of every route of the API, with an address."""
    for route in routes():
        if RULES[route.name].caller is Caller.TOKEN:
            for method in RULES[route.name].methods:
                yield method, route.address.removeprefix("/api/v1")


def test_without_a_token_every_route_answers_401_and_no_cookie_opens_one(harbour: Harbour) -> None:
    asked = list(api_routes())
    assert len(asked) > 10
    strangers = [Program(""), Program("", holding_cookie()), Program("gs_" + "a" * 32), Program("x", Client(headers={"host": "localhost"}))]
    for stranger in strangers:
        for method, path in asked:
            answer = stranger.ask(method, path, {})
            assert answer.status_code == 401, (method, path)
            assert answer["Content-Type"] == "application/problem+json"
            assert not answer.cookies


def test_D4_a_measure_that_is_not_for_you_answers_as_one_that_never_was(harbour: Harbour) -> None:
    for name in ("charlie", "admin", "dana"):
        program = harbour[name]
        for rest in READS:
            hidden, never = program.get(f"/measures/{harbour.kept}{rest}"), program.get(f"/measures/{SOME_ID}{rest}")
            assert hidden.status_code == never.status_code == 404, (name, rest)
            assert hidden.content == never.content
            assert {**hidden.headers, "X-Request-Id": ""} == {**never.headers, "X-Request-Id": ""}
        for method, rest, body in WRITES:
            hidden, never = (program.ask(method, f"/measures/{one}{rest}", body) for one in (harbour.kept, SOME_ID))
            assert (hidden.status_code, hidden.content) == (404, never.content), (name, method, rest)


def test_D5_every_write_asks_for_the_measure_itself(harbour: Harbour) -> None:
    before = newest_seq()
    for name in ("charlie", "admin"):
        for method, rest, body in WRITES:
            expected = 201 if rest == "/reactions" else 403
            assert harbour[name].ask(method, f"/measures/{harbour.open}{rest}", body).status_code == expected, (name, rest)
    for at in range(3):
        strange = {"period_start": "2025-02-01", "value": "1", "org_unit": "a" * 26}
        listed = {**FIGURES, "observations": [*FIGURES["observations"] * at, strange]}
        assert harbour["alice"].post(f"/measures/{harbour.open}/observations", listed).status_code == 422, "the whole list or nothing"
    assert newest_seq() == before


def test_D6_no_route_of_the_api_tells_a_canary(harbour: Harbour) -> None:
    asked = [f"/measures/{one}{rest}" for one in (harbour.kept, harbour.open) for rest in READS]
    asked += ["/measures", "/measures?text=canary", f"/measures?text={CANARY}", "/measures?changed_since=0", "/record/head"]
    asked += [f"/measures/{harbour.kept}/observations?as_of={at}" for at in ("1", "20", "2099-01-01")]
    told = b"".join(harbour["alice"].get(path).content for path in asked)
    assert all(canary in told for canary in CANARIES), "Alice sees all of them"
    for name in ("charlie", "admin", "dana"):
        for path in asked:
            content = harbour[name].get(path).content
            assert not [canary for canary in CANARIES if canary in content], (name, path)


def test_D7_what_was_kept_for_one_person_is_not_given_to_another(harbour: Harbour) -> None:
    path = f"/measures/{harbour.kept}/observations"
    warm = harbour["alice"].get(path)
    assert warm["Cache-Control"] == "private, no-store" and warm["Vary"] == "Authorization"
    for name in ("charlie", "admin"):
        assert harbour[name].get(path, **{"If-None-Match": warm["ETag"]}).status_code == 404
    key = {"Idempotency-Key": "the same"}
    harbour["alice"].post(f"/measures/{harbour.kept}/reactions", {"text": "x"}, **key)
    assert harbour["charlie"].post(f"/measures/{harbour.kept}/reactions", {"text": "x"}, **key).status_code == 404


def test_D13_a_post_that_ended_and_an_account_that_closed_count_at_once(harbour: Harbour) -> None:
    path = f"/measures/{harbour.kept}"
    assert harbour["bob"].get(path).status_code == 200
    etag = harbour["bob"].get(path)["ETag"]
    write(lambda: Post.objects.filter(account=harbour.cast.accounts["bob"]).update(until="2020-02-01"))
    assert harbour["bob"].get(path, **{"If-None-Match": etag}).status_code == 404
    write(lambda: Account.objects.filter(id=harbour.cast.accounts["bob"]).update(closed_at=clock.stamp(clock.now())))
    assert harbour["bob"].get("/record/head").status_code == 401


def test_F3_small_numbers_stay_inside_the_team_by_the_api_too(harbour: Harbour) -> None:
    path = f"/measures/{harbour.open}/observations"
    sent = [{"period_start": f"2025-{month:02}-01", "value": "3", "numerator": "3", "denominator": "71"} for month in (1, 2)]
    assert harbour["alice"].post(path, {"observations": sent}).status_code == 201
    inside, outside = (harbour[name].get(path).json()["observations"][-2:] for name in ("bob", "charlie"))
    assert [one["value"] for one in inside] == ["3", "3"]
    for one in outside:
        assert (one["presence"], one["value"], one["shown"], one["numerator"], one["bound"]) == ("suppressed", None, None, None, None)
    found = harbour["charlie"].get(f"/measures/{harbour.open}/analysis").json()
    assert found["series"][0]["values"][-2:] == [None, None] or 3.0 not in found["series"][0]["values"]


def test_a_program_of_somebody_with_several_posts_says_whose_a_new_measure_is(harbour: Harbour) -> None:
    cast, fields = harbour.cast, {"fields": {"name": "Ropes"}}
    given = {"account_id": cast.accounts["bob"], "unit": cast.units["Docks"], "start": "2020-01-01", "made_by": cast.accounts["admin"]}
    write(lambda: Post.objects.create(**given, made_at=clock.stamp(clock.now())))
    refusals = {"unit_field_needed": fields, "unit_field_not_yours": {**fields, "unit": cast.units["Board"]}}
    for code, body in refusals.items():
        answer = harbour["bob"].post("/measures", body)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    made = harbour["bob"].post("/measures", {**fields, "unit": cast.units["Docks"]})
    assert made.status_code == 201
    assert harbour["charlie"].get(f"/measures/{made.json()['id']}").json()["may_change"] is True


def test_D13_tokens_and_webhooks_of_somebody_who_left_stay_dead_and_go_with_them(harbour: Harbour) -> None:
    admin, bob = harbour.cast.actor("admin"), harbour.cast.accounts["bob"]
    people.close(admin, bob, now=clock.now())
    assert not Token.objects.filter(account=bob, ended_at=None).exists()
    write(lambda: Account.objects.filter(id=bob).update(closed_at=None))
    assert harbour["bob"].get("/record/head").status_code == 401
    erasing.erase(admin, bob, now=clock.now())
    assert not Token.objects.filter(account=bob).exists()


def test_only_an_administrator_lets_news_leave_the_installation(harbour: Harbour) -> None:
    wanted = replace(organisation.settings(), webhooks=True)
    with pytest.raises(UserError, match="administrator_only"):
        settings_of.change(harbour.cast.actor("alice"), wanted, effective_from=clock.now().date())
    assert not organisation.settings().webhooks
    settings_of.change(harbour.cast.actor("admin"), wanted, effective_from=clock.now().date())
    assert organisation.settings().webhooks
    asked = WebhookWanted("https://hooks.example.org/in", ("figures",), (harbour.open,))
    for name, refusal in (("charlie", "not_your_measure"), ("admin", "not_your_measure")):
        with pytest.raises(UserError, match=refusal):
            make_webhook(harbour.cast.actor(name), asked)
    with pytest.raises(UserError, match="measure_unknown"):
        make_webhook(harbour.cast.actor("charlie"), replace(asked, measures=(harbour.kept,)))
    assert make_webhook(harbour.cast.actor("bob"), asked).measures == {harbour.open}


def test_D13_a_webhook_of_somebody_who_moved_away_hears_nothing_more(harbour: Harbour) -> None:
    settings_of.change(
        harbour.cast.actor("admin"), replace(organisation.settings(), webhooks=True), effective_from=clock.now().date()
    )
    asked = WebhookWanted("https://hooks.example.org/in", ("figures",), (harbour.open,))
    row = make_webhook(harbour.cast.actor("bob"), asked)
    assert harbour["alice"].post(f"/measures/{harbour.open}/observations", FIGURES).status_code == 201
    assert look(row, clock.now()) == 1
    write(lambda: Post.objects.filter(account=harbour.cast.accounts["bob"]).update(until="2020-02-01"))
    (waiting,) = due(clock.now())
    never = Outside(resolve=lambda _host, _port: pytest.fail("nothing is to be sent"))
    assert tell(waiting, never, clock.now()) == "dropped"


def test_C26_fields_that_are_not_listed_change_nothing(harbour: Harbour) -> None:
    strange = {
        "id": "x", "measure_id": harbour.kept, "audience": "public", "team": "x", "owner": "x", "version": 9, "made_by": "x", "glass": 1,
    }
    before, alice = newest_seq(), harbour["alice"]
    for method, rest, body in (*WRITES, ("POST", "", {"fields": {"name": "New"}})):
        path = f"/measures/{harbour.open}{rest}" if rest else "/measures"
        for name, value in strange.items():
            answer = alice.ask(method, path, {**body, name: value})
            assert answer.status_code == 422, (path, name)
            assert answer.json()["errors"][0]["code"] == "extra_forbidden"
    for name, value in strange.items():
        listed = {"observations": [{**FIGURES["observations"][0], name: value}]}
        assert alice.post(f"/measures/{harbour.open}/observations", listed).status_code == 422
        fields = {"seen": 2, "fields": {name: str(value)}, "reason": "r"}
        assert alice.ask("PUT", f"/measures/{harbour.open}/definition", fields).status_code == 422, name
    assert newest_seq() == before


def test_D24_a_fault_of_ours_tells_its_number_alone(harbour: Harbour, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise RuntimeError(f"{CANARY} {CANARY_FIGURES[0]}")

    monkeypatch.setattr(api_measures, "catalogue", broken)
    for method, path in api_routes():
        if "definition" in path or "head" in path or method != "GET":
            continue
        answer = harbour["alice"].ask(method, path.replace(f"chart.{SOME_ID}", "chart.svg"))
        assert answer.status_code == 500, path
        assert (answer["Content-Type"], answer.json()["code"]) == ("application/problem+json", "fault")
        assert not [canary for canary in CANARIES if canary in answer.content]


def test_the_rows_of_tokens_hold_no_token(harbour: Harbour) -> None:
    rows = [str(value) for row in Token.objects.values() for value in row.values()]
    assert len(rows) > 40
    assert not [one for one in rows if any(program.token in one for program in harbour.programs.values())]
    assert all(len(program.token) >= len("gs_") + 32 for program in harbour.programs.values())


def test_the_share_listener_knows_no_api(harbour: Harbour) -> None:
    shared = Client(headers={"host": "localhost"}, **{"groundswell.listener": "share"})
    assert Program(harbour["alice"].token, shared).get("/record/head").status_code == 404
