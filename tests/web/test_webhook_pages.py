"""The pages of webhooks: off until the organisation says so, the secret shown once, the test button under the same guard as the rest."""

import re
from dataclasses import replace

import pytest
from django.test import Client

from groundswell.records.actors import local_actor
from groundswell.records.databases import DEMO, working_on
from groundswell.records.models import Telling
from groundswell.records.selectors.webhooks import webhooks
from groundswell.records.services.webhooks import allowed
from tests.faults.test_webhooks import Network, allow
from tests.web.filled import CALM, measure

URL = "https://hooks.example.org/in"


def sent(measure_id: str, **other: str) -> dict[str, str]:
    """The form, filled in."""
    return {"url": URL, "figures": "on", "measures": measure_id, **other}


def test_a_webhook_is_made_tried_and_ended(pages: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    measure_id = measure("Days", CALM[:6])
    assert "has not allowed it" in pages.get("/webhooks/").content.decode()
    assert pages.post("/webhooks/", sent(measure_id)).status_code == 400
    settings = pages.get("/settings/").content.decode()
    assert "webhooks" in settings
    allow()
    made = pages.post("/webhooks/", sent(measure_id)).content.decode()
    (secret,) = re.findall(r'value="(whsec_[\w-]{40,})"', made)
    assert secret not in pages.get("/webhooks/").content.decode()
    (row,) = webhooks(local_actor())
    assert secret not in str(row)
    network = Network(["10.1.2.3"])
    monkeypatch.setattr("groundswell.web.pages.webhooks.views.OUTSIDE", network.outside)
    answer = pages.post(f"/webhooks/{row.id}/test/", follow=True).content.decode()
    assert "leads into a private network" in answer and "Given up after 1 attempt." in answer
    assert network.dialled == []
    monkeypatch.setattr("groundswell.web.pages.webhooks.views.OUTSIDE", replace(network.outside, is_open=lambda _address: True))
    assert "There was no answer in time" in pages.post(f"/webhooks/{row.id}/test/", follow=True).content.decode()
    assert network.dialled == ["10.1.2.3"], "the red control: only the guard kept it in"
    pages.post(f"/webhooks/{row.id}/end/")
    assert webhooks(local_actor()) == []
    assert pages.post(f"/webhooks/{row.id}/test/").status_code == 404
    assert pages.post(f"/webhooks/{'a' * 26}/end/").status_code == 404


def test_D21_the_form_takes_no_address_that_leads_inside(pages: Client) -> None:
    measure_id = measure("Days", CALM[:6])
    allow()
    for wrong in ("http://hooks.example.org/", "https://127.0.0.1/", "https://localhost/", "https://2130706433/", "file:///etc/passwd", ""):
        answer = pages.post("/webhooks/", sent(measure_id, url=wrong))
        assert answer.status_code == 422, wrong
    for wrong in ({"measures": ""}, {"figures": ""}, {"measures": "x"}):
        assert pages.post("/webhooks/", sent(measure_id, **wrong)).status_code == 422, wrong
    assert webhooks(local_actor()) == [] and not Telling.objects.exists()


@pytest.mark.long
def test_the_demo_tells_nobody(pages: Client) -> None:
    allow()
    pages.post("/demo/open/")
    try:
        with working_on(DEMO):
            allow()
            assert not allowed()
        page = pages.get("/webhooks/").content.decode()
        assert "Nothing leaves the demo." in page and "Have it told" not in page
    finally:
        pages.post("/demo/close/")
