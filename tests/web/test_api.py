"""The API as a program meets it: figures in and out, definitions, reactions, and what it is told when something is wrong."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest

from groundswell.domain.access.scopes import Scope
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.models import KeptAnswer, Reaction, Token
from groundswell.records.opening import write
from groundswell.records.selectors.acts import newest_seq
from groundswell.records.selectors.portfolio import measure_record
from groundswell.records.selectors.sharing import reactions
from groundswell.records.selectors.tokens import tokens
from groundswell.records.services import kept_answers
from groundswell.records.services.tokens import end_token
from groundswell.reports.measure_page import build_measure_page
from groundswell.reports.writing.csv import values_csv
from groundswell.web.api import rates, schemas
from tests.programs import Program, alone, token_for
from tests.web.filled import CALM, bring, measure, observations

__all__ = ["alone"]

THIRTY = "123456789012345678901234567890.123456789012345678901234567891"


def stored(measure_id: str) -> list[str]:
    """The figures that stand, as text."""
    record = measure_record(local_actor(), Line(measure_id, None))
    return [str(point.value) for point in record.series.points if point.value is not None]


def figure(month: int, value: object, **more: object) -> dict[str, object]:
    """A figure of 2025."""
    return {"period_start": f"2025-{month:02}-01", "value": value, **more}


def test_E15_page_export_and_api_write_the_same_figures(alone: Program) -> None:
    measure_id = measure("Days", ("2.675", "0.5", "-0.05", "1250.50", *CALM))
    page = build_measure_page(measure_record(local_actor(), Line(measure_id, None)), "en-GB")
    sent = alone.get(f"/measures/{measure_id}/observations").json()["observations"]
    lines = list(csv.reader(io.StringIO(values_csv(page).decode("utf-8-sig"))))
    assert len(sent) == len(page.rows) == len(lines) - 1 == 20
    assert [one["value"] for one in sent] == [row.exact for row in page.rows]
    assert [one["shown"] for one in sent] == [row.figure for row in page.rows]
    assert all(one["value"] in line for one, line in zip(sent, lines[1:], strict=True))
    assert sent[0]["origin"] == {"file": "Scorecard.xlsx", "sheet": "Figures", "cell": "B2"}


def test_C18_what_is_no_plain_decimal_is_refused_and_nothing_is_stored(alone: Program) -> None:
    measure_id, before = measure("Days", CALM[:6]), newest_seq()
    texts = ("NaN", "nan", "Infinity", "-inf", "1e308", "1E5", "", " 1", "1,5", "0x10", "\u0661\u0662", "1.", ".5", "--1", "1" * 61)
    for value in (*texts, 12.5, True, [], {}):
        answer = alone.post(f"/measures/{measure_id}/observations", {"observations": [figure(1, "5"), figure(2, value)]})
        assert answer.status_code == 422, value
        assert answer.json()["errors"][0]["where"] == "body.body.observations.1.value"
    assert newest_seq() == before


def test_C18_not_a_number_is_no_json_and_thirty_digits_are_kept_exactly(alone: Program) -> None:
    measure_id = measure("Days", CALM[:6])
    path = f"/measures/{measure_id}/observations"
    for constant in (b"NaN", b"Infinity", b"-Infinity"):
        body = b'{"observations": [{"period_start": "2025-01-01", "value": ' + constant + b"}]}"
        assert alone.ask("POST", path, body).status_code == 400
    assert alone.post(path, {"observations": [figure(1, THIRTY), figure(2, "-0")]}).status_code == 201
    kept = {one["period_start"]: one["value"] for one in alone.get(path).json()["observations"]}
    assert kept["2025-01-01"] == THIRTY
    assert kept["2025-02-01"] == "0"


def test_figures_are_stored_all_or_none_and_a_restatement_needs_its_reason(alone: Program) -> None:
    measure_id = measure("Days", CALM[:6])
    path, before = f"/measures/{measure_id}/observations", newest_seq()
    new = [figure(1, "15"), figure(2, None, presence="suppressed", status="provisional")]
    tried = alone.post(path, {"observations": new, "dry_run": True})
    assert (tried.status_code, tried.json()["new"], tried.json()["stored"], newest_seq()) == (200, 2, False, before)
    assert alone.post(path, {"observations": [*new, figure(2, "3")]}).json()["code"] == "figures_refused"
    assert newest_seq() == before
    assert alone.post(path, {"observations": new}).status_code == 201
    again = alone.post(path, {"observations": [figure(1, "15.0")]})
    assert (again.status_code, again.json()["unchanged"], again.json()["stored"]) == (200, 1, False)
    restated = {"observations": [figure(1, "15.5")]}
    refused = alone.post(path, restated)
    assert (refused.status_code, refused.json()["code"]) == (422, "restatement_reason")
    done = alone.post(path, {**restated, "reason": "a late return"}).json()
    assert (done["changed"][0]["old"], done["changed"][0]["new"]) == ("15", "15.5")
    shown = {one["period_start"]: one for one in alone.get(path).json()["observations"]}
    assert shown["2025-02-01"]["presence"] == "suppressed" and shown["2025-02-01"]["value"] is None
    earlier = alone.get(f"{path}?as_of={done['entry'] - 1}").json()["observations"]
    assert {one["period_start"]: one["value"] for one in earlier}["2025-01-01"] == "15"


def test_figures_go_to_the_measure_of_the_address_whoever_bears_its_name(alone: Program) -> None:
    first, second = measure("Days", CALM[:6]), measure("Nights", CALM[:6])
    sent = {"seen": 2, "fields": {"name": "Days"}, "reason": "renamed"}
    assert alone.ask("PUT", f"/measures/{second}/definition", sent).status_code == 200
    for one in (first, second):
        assert alone.post(f"/measures/{one}/observations", {"observations": [figure(1, "99")]}).status_code == 201
        assert stored(one)[-1] == "99"


def test_a_figure_says_what_is_wrong_with_it(alone: Program) -> None:
    measure_id = measure("Days", CALM[:6])
    wrong = [
        (figure(1, None), "value_needed"), (figure(1, "1", presence="missing"), "value_without_place"),
        (figure(1, None, presence="below"), "bound_needed"), (figure(1, "1", bound="2"), "value_without_place"),
        (figure(2, "1", period_end="2025-02-01"), "period_ends_early"),
        (figure(1, "1", period_end="2025-04-01"), "period_of_other_cadence"), (figure(1, "1", org_unit="a" * 26), "org_unit_not_there"),
    ]
    answer = alone.post(f"/measures/{measure_id}/observations", {"observations": [sent for sent, _ in wrong]}).json()
    assert [one["code"] for one in answer["errors"]] == [code for _, code in wrong]
    assert all(one["detail"] and one["where"] == f"observations.{at}" for at, one in enumerate(answer["errors"]))


def test_a_line_of_several_places_is_asked_for_by_its_place(alone: Program) -> None:
    (measure_id,) = bring(observations("Days", CALM[:6], org_unit="East"), observations("Days", CALM[6:12], org_unit="West"))
    path = f"/measures/{measure_id}"
    units = {one["name"]: one["id"] for one in alone.get(path).json()["org_units"]}
    assert alone.get(f"{path}/analysis").json()["code"] == "org_unit_needed"
    assert alone.get(f"{path}/analysis?org_unit={'a' * 26}").status_code == 404
    assert alone.get(f"{path}/analysis?org_unit={units['West']}").json()["series"][0]["values"] == [float(one) for one in CALM[6:12]]
    sent = {"observations": [figure(1, "1", org_unit=units["East"]), figure(1, "2", org_unit=units["West"])]}
    assert alone.post(f"{path}/observations", sent).json()["new"] == 2
    assert [one["id"] for one in alone.get(f"/measures?org_unit={units['East']}").json()["measures"]] == [measure_id]


def test_G6_the_same_request_under_its_key_is_done_once(alone: Program) -> None:
    measure_id = measure("Days", CALM[:6])
    path, sent, key = f"/measures/{measure_id}/reactions", {"text": "Is that so?"}, {"Idempotency-Key": "one"}
    first = alone.post(path, sent, **key)
    second = alone.post(path, sent, **key)
    assert (first.status_code, second.status_code, second["Idempotency-Replayed"]) == (201, 201, "true")
    assert first.json() == second.json()
    assert len(reactions(local_actor(), Line(measure_id, None))) == 1
    other = alone.post(path, {"text": "Another"}, **key)
    assert (other.status_code, other.json()["code"]) == (422, "key_for_another_request")
    assert alone.post(path, sent, **{"Idempotency-Key": "two"}).json() != first.json()
    for at in range(3):
        answer = alone.post(f"/measures/{measure_id}/observations", {"observations": [figure(1, "9")]}, **{"Idempotency-Key": f"f{at}"})
        assert answer.json()["new"] == (1 if at == 0 else 0)
    day_later = clock.stamp(clock.now() - timedelta(hours=25))
    write(lambda: KeptAnswer.objects.update(made_at=day_later))
    assert "Idempotency-Replayed" not in alone.post(path, sent, **key).headers


def test_G6_a_refused_request_keeps_no_answer_and_a_running_one_waits(alone: Program) -> None:
    measure_id = measure("Days", CALM[:6])
    path, key = f"/measures/{measure_id}/observations", {"Idempotency-Key": "k"}
    sent = {"observations": [{"period_start": "2023-01-01", "value": "1"}]}
    assert alone.post(path, sent, **key).json()["code"] == "restatement_reason"
    assert alone.post(path, {**sent, "reason": "corrected"}, **key).status_code == 201
    row = write(KeptAnswer.objects.get)
    write(lambda: KeptAnswer.objects.update(answer=None, status=None, run="another"))
    assert alone.post(path, {**sent, "reason": "corrected"}, **key).status_code == 409
    long_ago = clock.stamp(clock.now() - kept_answers.RUNS_AT_MOST - timedelta(seconds=1))
    write(lambda: KeptAnswer.objects.filter(id=row.id).update(made_at=long_ago))
    assert alone.post(path, {**sent, "reason": "corrected"}, **key).json()["unchanged"] == 1


def test_G6_a_run_that_was_taken_over_ends_without_effect(alone: Program) -> None:
    token = Token.objects.get()
    keyed = kept_answers.Keyed(token.id, "k", b"request")

    def overtaken() -> kept_answers.Answer:
        KeptAnswer.objects.update(run="somebody else's")
        Reaction.objects.create(measure="m", kind="", text="twice", name="", made_at="")
        return kept_answers.Answer(201, "{}")

    with pytest.raises(UserError, match="key_running"):
        kept_answers.once(keyed, overtaken, now=clock.now())
    assert not Reaction.objects.exists()


def test_a_body_that_cannot_be_read_is_said_so(alone: Program) -> None:
    path = f"/measures/{measure('Days', CALM[:6])}/reactions"
    deep = b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    for body in (b"", b"{", b"\xff\xfe", deep, b'{"text": "' + b"x" * 5_000_000 + b'"}', b"1" * 5_000):
        assert alone.ask("POST", path, body).status_code in (400, 422), body[:20]
    assert alone.post(path, {"text": "\ud800"}).status_code in (201, 422)
    for given in ({"text": "a\0b"}, {"a\0b": "text"}, {"text": [{"deep": ["\0"]}]}):
        answer = alone.post(path, given)
        assert (answer.status_code, answer.json()["code"]) == (422, "text_with_nul")
    assert alone.get("/measures?q=%00").json()["code"] == "text_with_nul"
    assert alone.get("/measures/%00").status_code == 404
    assert alone.post(path, {"text": "a written \\u0000 is a text like any other"}).status_code == 201
    assert alone.ask("POST", path, b'{"text": "\\ud800"}').status_code == 422


def test_definitions_are_read_and_written_in_versions(alone: Program) -> None:
    measure_id = measure("Days", CALM[:6])
    path = f"/measures/{measure_id}/definition"
    first = alone.get(path).json()
    done = alone.ask("PUT", path, {"seen": first["version"], "fields": {"description": "of work"}, "reason": "said better"})
    assert done.json() == {"version": first["version"] + 1, "stored": True}
    assert alone.get(path).json()["fields"]["description"] == "of work"
    assert alone.get(f"{path}?version={first['version']}").json() == first
    clash = alone.ask("PUT", path, {"seen": first["version"], "fields": {"description": "of nights"}, "reason": "other"})
    assert (clash.status_code, clash.json()["errors"][0]["where"]) == (409, "fields.description")
    for fields in ({"nothing": "x"}, {"items": "x"}, {"decimals": "many"}, {"name": ""}):
        refused = alone.ask("PUT", path, {"seen": first["version"] + 1, "fields": fields, "reason": "r"})
        assert (refused.status_code, refused.json()["code"]) == (422, "definition_not_valid"), fields
    assert [one["version"] for one in alone.get(f"{path}/versions").json()["versions"]] == [1, 2, 3]
    made = alone.post("/measures", {"fields": {"name": "Berths free", "direction": "up"}})
    assert alone.get(f"/measures/{made.json()['id']}").json()["direction"] == "up"


def test_a_band_is_written_and_read_by_its_ends(alone: Program) -> None:
    fields = {"name": "Beds in use", "direction": "in_band", "band_lower": "80.0", "band_upper": "90"}
    measure_id = alone.post("/measures", {"fields": fields}).json()["id"]
    shown = alone.get(f"/measures/{measure_id}").json()
    assert (shown["direction"], shown["band_lower"], shown["band_upper"]) == ("in_band", "80.0", "90")
    assert fields.items() <= alone.get(f"/measures/{measure_id}/definition").json()["fields"].items()
    refused = (
        ({"band_lower": ""}, "band_end_needed"), ({"band_upper": "80"}, "band_crossed"), ({"direction": "down"}, "band_without_direction"),
        ({"upper_bound": "85"}, "band_beyond_bounds"), ({"band_upper": "many"}, "not_a_figure"),
    )
    for sent, code in refused:
        answer = alone.ask("PUT", f"/measures/{measure_id}/definition", {"seen": 1, "fields": sent, "reason": "r"})
        assert (answer.status_code, [one["code"] for one in answer.json()["errors"]]) == (422, [code])
        assert len(answer.json()["errors"][0]["detail"]) > 10
    plain = alone.post("/measures", {"fields": {"name": "Berths free", "direction": "up"}}).json()["id"]
    assert alone.get(f"/measures/{plain}").json()["band_lower"] is None


def test_data_items_are_written_by_name_and_refused_at_their_place(alone: Program) -> None:
    items = [{"name": "Late trips", "source": "log"}, {"name": "All trips", "measurement_unit": "trips"}]
    formula = {"name": "Late share", "formula": "[Late trips] / [All trips] * 100"}
    path = f"/measures/{alone.post('/measures', {'fields': formula, 'items': items}).json()['id']}/definition"

    def put(seen: int, **more: Any) -> Any:
        return alone.ask("PUT", path, {"seen": seen, "fields": {}, "reason": "r", "effective_from": "2026-01-01", **more})

    def names() -> list[str]:
        return [one["name"] for one in alone.get(path).json()["items"]]

    first = alone.get(path).json()
    assert [(one["name"], one["source"], one["measurement_unit"]) for one in first["items"]] == [
        ("Late trips", "log", ""), ("All trips", "", "trips"),
    ]  # fmt: skip
    at = first["version"]
    assert put(at, items=[{"name": "Late trips", "flaws": "fog"}, {"name": "Weather"}]).json() == {"version": at + 1, "stored": True}
    late = alone.get(path).json()["items"][0]
    assert (late["source"], late["flaws"], names()) == ("log", "fog", ["Late trips", "All trips", "Weather"])
    clash = put(at, items=[{"name": "Late trips", "flaws": "ice"}])
    assert (clash.status_code, clash.json()["errors"][0]["where"]) == (409, "items.0.flaws")
    assert put(at + 1, items=[{"name": "Wind"}], items_removed=["Weather"]).json()["stored"]
    assert names() == ["Late trips", "All trips", "Wind"]
    for wrong, where in (
        ([{"name": "Sea"}, {"source": "x"}], "items.1.name"),
        ([{"name": "Sea", "colour": "blue"}], "items.0.colour"),
        ([{"name": "Sea"}, {"name": " Buoys ", "sign_off": "blue"}], "items.1.sign_off"),
    ):
        refused = put(at + 2, items=wrong)
        assert (refused.status_code, refused.json()["errors"][0]["where"]) == (422, where), refused.json()
    assert put(at + 2, items_removed=["Weather"]).json()["code"] == "item_gone"
    assert put(at + 2, items=[{"name": "late trips"}]).json()["code"] == "item_taken"
    assert names() == ["Late trips", "All trips", "Wind"], "what was refused is not there in part"


def test_a_walk_through_the_list_meets_each_measure_once(alone: Program) -> None:
    ids = {measure(f"Measure {at}", CALM[:5]) for at in range(5)}
    met: list[str] = []
    cursor = ""
    while True:
        page = alone.get(f"/measures?limit=2{cursor}").json()
        met += [one["id"] for one in page["measures"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert sorted(met) == met and set(met) == ids and len(met) == 5
    assert [one["name"] for one in alone.get("/measures?text=measure 3").json()["measures"]] == ["Measure 3"]
    since = page["entry"]
    assert alone.get(f"/measures?changed_since={since}").json()["measures"] == []
    alone.post(f"/measures/{met[0]}/observations", {"observations": [figure(1, "1")]})
    assert [one["id"] for one in alone.get(f"/measures?changed_since={since}").json()["measures"]] == [met[0]]


def test_an_answer_that_has_not_changed_is_not_sent_again(alone: Program) -> None:
    measure_id = measure("Days", CALM[:6])
    path = f"/measures/{measure_id}/observations"
    etag = alone.get(path)["ETag"]
    again = alone.get(path, **{"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
    assert again["Cache-Control"] == "private, no-store"
    alone.post(path, {"observations": [figure(1, "1")]})
    assert alone.get(path, **{"If-None-Match": etag}).status_code == 200


def test_charts_come_in_three_forms_and_the_analysis_as_the_command_prints_it(alone: Program) -> None:
    path = f"/measures/{measure('Days', (*CALM, '31'))}"
    assert alone.get(f"{path}/chart.svg").content.startswith(b"<svg")
    assert alone.get(f"{path}/chart.png").content.startswith(b"\x89PNG")
    assert alone.get(f"{path}/chart.vega-lite").json()["$schema"].startswith("https://vega.github.io/")
    assert alone.get(f"{path}/chart.pdf").status_code == 422
    found = alone.get(f"{path}/analysis").json()
    assert list(found) == ["rule_set", "rule_set_version", "constants", "series"]
    assert found["series"][0]["signals"][0]["rule"] == "outside_limits"
    assert alone.ask("HEAD", f"{path}/analysis").status_code == 200


def test_A6_a_token_that_asks_too_often_waits(alone: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = [0.0]
    monkeypatch.setattr("groundswell.web.api.auth.RATES", rates.Rates(burst=2, a_second=0.5, clock=lambda: seconds[0]))
    assert [alone.get("/record/head").status_code for _ in range(3)] == [200, 200, 429]
    waiting = alone.get("/record/head")
    assert waiting["Retry-After"] == "2" and waiting.json()["code"] == "too_many_requests"
    assert Program(token_for("")).get("/record/head").status_code == 200, "another token has a bucket of its own"
    seconds[0] = 2.0
    assert alone.get("/record/head").status_code == 200


def test_a_token_reaches_no_further_than_its_scopes_and_measures(alone: Program) -> None:
    mine, other = measure("Days", CALM[:6]), measure("Nights", CALM[:6])
    reader = Program(token_for("", Scope.READ, measures=[mine]))
    assert [one["id"] for one in reader.get("/measures").json()["measures"]] == [mine]
    assert reader.get(f"/measures/{other}").status_code == 404
    assert reader.post(f"/measures/{mine}/observations", {"observations": [figure(1, "1")]}).json()["code"] == "scope_missing"
    writer = Program(token_for("", Scope.WRITE_OBSERVATIONS, Scope.WRITE_DEFINITIONS, measures=[mine]))
    assert writer.get(f"/measures/{mine}").status_code == 403
    assert writer.post(f"/measures/{mine}/observations", {"observations": [figure(1, "1")]}).status_code == 201
    assert writer.post(f"/measures/{other}/observations", {"observations": [figure(1, "1")]}).status_code == 404
    assert writer.post("/measures", {"fields": {"name": "x"}}).json()["code"] == "token_of_measures"


def test_a_token_that_ended_or_ran_out_opens_nothing(alone: Program) -> None:
    assert alone.get("/record/head").status_code == 200
    (own,) = tokens(local_actor(), now=clock.now())
    assert own.last_day == clock.now().date()
    assert tokens(local_actor(), now=clock.now() + timedelta(days=31)) == []
    write(lambda: Token.objects.update(expires_at=clock.stamp(clock.now())))
    assert alone.get("/record/head").status_code == 401
    later = Program(token_for(""))
    end_token(local_actor(), tokens(local_actor(), now=clock.now())[0].id)
    answer = later.get("/record/head")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="groundswell"')
    assert answer.content == Program("gs_nobody").get("/record/head").content == Program("").get("/record/head").content


def test_a_token_lives_a_year_at_most(alone: Program) -> None:
    for days in (0, 367):
        with pytest.raises(UserError, match="token_life"):
            token_for("", days=days)


def test_the_forms_know_what_the_domain_knows() -> None:
    for model, name in ((schemas.ObservationGiven, "presence"), (schemas.ObservationGiven, "status"), (schemas.ReactionGiven, "kind")):
        assert set(model.model_json_schema()["properties"][name]["enum"]) == set(schemas.CHOICES[name])
