"""Names, units, notes and places are other people's text: eighty hostile ones, on every page that shows them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.services import notes
from tests.server import Served
from tests.web.filled import FIRST_MONTH, JUMP, measure
from tests.web.payloads import PAYLOADS
from tests.web.served_pages import Watch, filled_and_served


def fill() -> dict[str, str]:
    """One measure for each payload: as its name, its unit of measurement and a note on its first month."""
    addresses = {}
    for number, payload in enumerate(PAYLOADS):
        name = f"{payload} {number}"  # two names that differ by case alone are one measure
        one = measure(name, JUMP, unit=payload[:80])
        notes.note(local_actor(), Line(one, None), FIRST_MONTH, payload)
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


def test_C24_hostile_names_units_and_notes_stay_text_on_every_page(desktop: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    assert len(addresses) == 80
    watch = Watch(served).over(desktop)
    desktop.goto(served.start)
    desktop.wait_for_load_state("networkidle")
    names = [" ".join(name.split()) for name in desktop.locator("article.signal h3 bdi").all_text_contents()]
    assert sorted(names) == sorted(map(shown, addresses))
    for (name, address), payload in zip(addresses.items(), PAYLOADS, strict=True):
        desktop.goto(served.at(address))
        assert shown(desktop.locator("h1").inner_text()) == shown(name)
        assert shown(payload) in shown(desktop.locator(".notes").inner_text())
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
