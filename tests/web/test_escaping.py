"""Names, units, notes and places are other people's text: eighty hostile ones, on every page that shows them."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.selectors.portfolio import measure_record
from groundswell.records.services import measures, notes
from tests.server import Served
from tests.web.filled import FIRST_MONTH, JUMP, bring, observations
from tests.web.payloads import PAYLOADS
from tests.web.served_pages import Watch, filled_and_served


def fill() -> dict[str, str]:
    """One measure for each payload: as its name, unit of measurement, place, file, sheet, and a note on its first month."""
    addresses, actor = {}, local_actor()
    for number, payload in enumerate(PAYLOADS):
        name = f"{payload} {number}"  # two names that differ by case alone are one measure
        figures = observations(name, JUMP, org_unit=payload, sheet=payload[:31])
        (one,) = bring(figures, file_name=f"{payload}.csv")
        record = measure_record(actor, Line(one, None))
        measures.define(actor, one, replace(record.definition, measurement_unit=payload[:80], description=payload), reason=payload)
        notes.note(actor, Line(one, record.org_unit_id), FIRST_MONTH, payload)
        addresses[name] = f"measures/{one}/"
    return addresses


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[tuple[Served, dict[str, str]]]:
    """The server with eighty hostile measures."""
    with filled_and_served(Path(tmp_path_factory.mktemp("hostile")) / "data", django_db_blocker, fill) as both:
        yield both


def shown(payload: str) -> str:
    """A text as a browser shows it on one line."""
    return " ".join(payload.split())


@pytest.mark.parametrize("every", [4, pytest.param(1, marks=pytest.mark.long)])
def test_C24_hostile_names_units_and_notes_stay_text_on_every_page(
    every: int, desktop: Page, site: tuple[Served, dict[str, str]]
) -> None:
    served, addresses = site
    assert len(addresses) == 80
    watch = Watch(served).over(desktop)
    desktop.goto(served.start)
    desktop.wait_for_load_state("networkidle")
    names = [" ".join(name.split()) for name in desktop.locator("article.signal h3 a bdi").all_text_contents()]
    assert sorted(names) == sorted(map(shown, addresses))
    for (name, address), payload in list(zip(addresses.items(), PAYLOADS, strict=True))[::every]:
        desktop.goto(served.at(address))
        assert shown(desktop.locator("h1").inner_text()) == shown(name)
        assert shown(payload) in shown(desktop.locator(".notes").inner_text())
        desktop.locator(".chart-wide .pt").last.hover()
        desktop.locator("#table > summary").click()
        assert shown(payload)[:20] in shown(desktop.locator("#table tbody").inner_text())
        assert watch.seen == [], payload


def test_C24_hostile_names_stay_text_in_tools_and_on_the_guests_page(desktop: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    watch = Watch(served).over(desktop)
    desktop.goto(served.start)
    for payload, address in list(addresses.items())[::8]:
        for tool in ("split/", "merge/", "definition/"):
            desktop.goto(served.at(address + tool))
            assert watch.seen == [], (payload, tool)
        desktop.goto(served.at(address + "share/"))
        desktop.get_by_label("Your name, as they know you").fill(payload)
        desktop.get_by_label("My own question").check()
        desktop.get_by_label("In your own words").fill(f"What about {payload}?"[:200])
        desktop.get_by_role("button", name="Make the link").click()
        desktop.goto(desktop.get_by_label("The link", exact=True).input_value())
        assert shown(payload) in shown(desktop.locator("figure h2").inner_text())
        assert watch.seen == [], payload


def test_C24_the_drawing_opened_by_itself_holds_shapes_and_text_alone(
    desktop: Page, site: tuple[Served, dict[str, str]], tmp_path: Path
) -> None:
    served, addresses = site
    desktop.goto(served.start)
    heard: list[str] = []
    opened = desktop.context.new_page()
    opened.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
    for number, address in enumerate(addresses.values()):
        svg = desktop.request.get(served.at(address + "chart.svg")).body()
        elements = list(ET.fromstring(svg).iter())
        kinds = {element.tag.rpartition("}")[2] for element in elements}
        assert kinds <= {"svg", "g", "title", "desc", "metadata", "rect", "path", "circle", "text", "tspan"}, kinds
        assert not [name for element in elements for name in element.attrib if name.startswith("on") or "href" in name]
        path = tmp_path / f"{number}.svg"
        path.write_bytes(svg)
        opened.goto(path.as_uri())
    assert heard == []


def test_the_watch_hears_what_it_is_there_for(desktop: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, _addresses = site
    watch = Watch(served).over(desktop)
    desktop.goto(served.start)
    desktop.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=alert(1)><img src=//evil.example/y>')")
    desktop.wait_for_timeout(300)
    assert any(line.startswith("console: policy") or "Content Security Policy" in line for line in watch.seen)
    desktop.evaluate("setTimeout(() => alert('heard'), 0)")
    desktop.wait_for_timeout(300)
    assert "dialog: heard" in watch.seen
