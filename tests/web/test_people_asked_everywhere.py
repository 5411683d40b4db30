"""Names of people and units of very few are asked about at each way in, and the reason can be given there."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from groundswell.domain.organisation.tree import UnitChange
from groundswell.domain.organisation.unit import Change
from groundswell.records import clock
from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.selectors.definitions import known
from groundswell.records.selectors.portfolio import measures, portfolio
from groundswell.records.selectors.timeline import timeline
from groundswell.records.services import intake as intakes
from groundswell.records.services import org_units
from groundswell.records.services.named_persons import FOR_PEOPLE
from tests.intakes import intake_of, month
from tests.programs import Program, alone
from tests.web.designed import empty_sheet, line, sheet_address, written_sheet
from tests.web.test_bringing import bring, keep_all, store, text_of

__all__ = ["alone"]

NAMED = "Calls answered by Mr Jones"
BOAT = "Mr Jones is a boat"
FEW = "fewer than 5 people"


def why_people(measure_id: str) -> list[str]:
    lines = {Line(one.measure_id, one.org_unit_id) for one in portfolio(local_actor()) if one.measure_id == measure_id}
    return sorted({act.reason for one in lines for act in timeline(local_actor(), one) if act.kind == "people"})


@pytest.fixture
def pier(data_directory: object) -> tuple[str, str]:
    """A measure with a figure at the pier, where by now only three people work; ids of both."""
    me = local_actor()
    pier = org_units.open_unit(me, UnitChange(Change.OPENED, "", clock.now().date(), "Pier", None))
    (measure_id,) = intakes.store(me, intake_of([("Ropes", "Pier", month(0), "20"), ("Ropes", "Quay", month(0), "30")])).measure_ids
    org_units.head_count(me, pier, 3, clock.now().date())
    return measure_id, pier


def test_F1_a_file_with_a_unit_of_very_few(pages: Client, pier: tuple[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("groundswell.web.pages.bring.desk.PATIENCE", 60.0)
    monkeypatch.setattr("groundswell.web.pages.bring.storing.PATIENCE", 60.0)
    file = "Month,Place,Ropes\n" + "".join(f"2024-0{at},{place},{at + 50}\n" for at in (2, 3) for place in ("Pier", "Quay"))
    address = bring(pages, file.encode(), "ropes.csv")
    page = unescape(keep_all(pages, address))
    assert "One unit has fewer than 5 people: Pier" in page
    assert "Say first what becomes of the figures of units of very few people." in text_of(store(pages, address))
    pages.post(f"{address}people/", {"answer": "out"})
    assert store(pages, address).status_code == 302
    assert {(one.org_unit, one.series.figures) for one in portfolio(local_actor())} == {("Pier", 1), ("Quay", 3)}


def test_F1_a_reason_is_asked_once_for_a_unit_of_very_few(pier: tuple[str, str]) -> None:
    me, more = local_actor(), intake_of([("Ropes", "Pier", month(1), "21")])
    assert intakes.preview(me, more).people.few == ("Pier",)
    intakes.store(me, more, reasons={FOR_PEOPLE: "Ropes, not people"})
    assert not intakes.preview(me, intake_of([("Ropes", "Pier", month(2), "22")])).people
    org_units.head_count(me, pier[1], 5, clock.now().date())
    assert not intakes.preview(me, intake_of([("Chains", "Pier", month(2), "22")])).people


def test_F1_a_paste(pages: Client, pier: tuple[str, str]) -> None:
    address = f"/measures/{pier[0]}/paste/?place={pier[1]}"
    asked = pages.post(address, {"pasted": "Feb 2024\t21"})
    assert asked.status_code == 400
    assert FEW in text_of(asked)
    assert 'name="people_reason"' in asked.content.decode()
    assert pages.post(address, {"pasted": "Feb 2024\t21", "people_reason": "Ropes, not people"}).status_code == 302
    assert why_people(pier[0]) == ["Ropes, not people"]


def test_F1_the_step_that_brings_figures(pages: Client, pier: tuple[str, str]) -> None:
    sent = {"step": "S17", "subject": pier[0], "place": pier[1], "pasted": "Feb 2024\t21"}
    asked = pages.post("/today/", sent)
    assert asked.status_code == 400
    assert FEW in text_of(asked)
    assert 'name="people_reason"' in asked.content.decode()
    assert pages.post("/today/", {**sent, "people_reason": "Ropes, not people"}).status_code == 302
    assert why_people(pier[0]) == ["Ropes, not people"]


def test_F1_the_step_that_chooses_a_measure(pages: Client) -> None:
    _, result = written_sheet()
    sheet = pages.get(f"/today/?step=S13&subject={result}").content.decode()
    found = re.search(r'name="which" value="([a-z2-7]{26})"', sheet)
    assert found is not None
    about = {"name": NAMED, "description": "By month.", "reason": "It is felt."}
    sent = {"step": "S13", "subject": result, "place": "", "which": found[1], **about}
    asked = pages.post("/today/", sent)
    assert asked.status_code == 400
    assert "This names a person (Mr Jones)." in text_of(asked)
    assert measures(local_actor()) == []
    assert pages.post("/today/", {**sent, "people_reason": BOAT}).status_code == 302
    assert why_people(measures(local_actor())[0].measure_id) == [BOAT]


def test_F1_a_measure_from_a_design(pages: Client) -> None:
    plan, result = empty_sheet()
    candidate = line(result, "candidate", name=NAMED, statistic="Number", population="calls", period="by month", chosen=True)
    answer = pages.post(f"/{sheet_address(plan, result)}measure/{candidate}/")
    assert answer.status_code == 302
    page = pages.get(answer.headers["Location"]).content.decode()
    assert f'value="{NAMED}"' in page
    assert 'name="people_reason"' in page
    sent = {"name": NAMED, "cadence": "month", "direction": "up", "result_id": result, "result": result, "candidate": candidate}
    assert pages.post("/definitions/new/", {**sent, "people_reason": BOAT}).status_code == 302
    assert why_people(measures(local_actor())[0].measure_id) == [BOAT]


def test_F1_the_form_on_the_measure_page(pages: Client, pier: tuple[str, str]) -> None:
    address = f"/measures/{pier[0]}/definition/"
    sent = {"name": NAMED, "direction": "unknown", "description": "", "measurement_unit": "", "owner": "", "decimals": ""}
    asked = pages.post(address, sent)
    assert asked.status_code == 400
    assert "This names a person (Mr Jones)." in text_of(asked)
    assert pages.post(address, {**sent, "people_reason": BOAT}).status_code == 302
    assert known(local_actor(), pier[0]).definition.name == NAMED
    assert why_people(pier[0]) == [BOAT]


def test_F1_a_file_of_definitions(pages: Client) -> None:
    text = f"definitions:\n- name: {NAMED}\n  description: Counted by the log.\n"
    page = pages.post("/definitions/import/", {"file": SimpleUploadedFile("theirs.yaml", text.encode())}).content.decode()
    assert "It names a person (Mr Jones)." in unescape(page)
    sent = {name: re.search(rf'name="{name}" value="([^"]*)"', page)[1] for name in ("token", "seal")}  # type: ignore[index]
    refused = pages.post("/definitions/import/", {**sent, "reason": "agreed"})
    assert refused.status_code == 422
    assert measures(local_actor()) == []
    assert pages.post("/definitions/import/", {**sent, "reason": "agreed", "people_reason": BOAT}).status_code == 302
    assert why_people(measures(local_actor())[0].measure_id) == [BOAT]


def test_F1_the_api(alone: Program) -> None:
    me = local_actor()
    refused = alone.post("/measures", {"fields": {"name": NAMED}})
    assert (refused.status_code, refused.json()["code"]) == (422, "measure_named_like_person")
    made = alone.post("/measures", {"fields": {"name": NAMED, "cadence": "month"}, "people_reason": BOAT}).json()["id"]
    assert why_people(made) == [BOAT]
    green = {"seen": 1, "fields": {"name": "Calls answered by Mrs Green"}, "reason": "renamed"}
    assert alone.ask("PUT", f"/measures/{made}/definition", green).json()["code"] == "measure_named_like_person"
    assert alone.ask("PUT", f"/measures/{made}/definition", {**green, "people_reason": "A boat too"}).status_code == 200
    pier = org_units.open_unit(me, UnitChange(Change.OPENED, "", clock.now().date(), "Pier", None))
    org_units.head_count(me, pier, 3, clock.now().date())
    body = {"observations": [{"org_unit": pier, "period_start": "2025-01-01", "value": "20"}]}
    for more in ({}, {"dry_run": True}):
        answer = alone.post(f"/measures/{made}/observations", {**body, **more})
        assert (answer.status_code, answer.json()["code"]) == (422, "lines_of_few_people")
    assert alone.post(f"/measures/{made}/observations", {**body, "people_reason": "Ropes"}).status_code == 201
    assert why_people(made) == ["A boat too", BOAT, "Ropes"]
