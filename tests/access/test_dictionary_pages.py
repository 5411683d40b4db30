"""The dictionary in a browser: axe and narrow windows in light and dark, the keyboard, no script, and hostile names."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.records.actors import local_actor
from groundswell.records.selectors.definitions import known
from groundswell.records.services import measures, results_maps
from groundswell.records.services.dictionary import ItemAct, ItemChange, Revision, revise
from tests.access.windows import Look
from tests.server import Served
from tests.web.filled import CALM, measure
from tests.web.payloads import PAYLOADS
from tests.web.served_pages import Watch, filled_and_served

LONG_WORD = "Grundstücksverkehrsgenehmigungsverfahrensdauer" * 3
WRITTEN = {
    "description": "Share of trips of the timetable that leave more than 5 minutes after their time, per month",
    "process": "Boarding and sailing",
    "measure_type": "outcome",
    "type_confirmed": "yes",
    "timing": "lag",
    "formula": "late / trips * 100",
    "numerator": "late",
    "denominator": "trips",
    "measurement_unit": "%",
    "lower_bound": "0",
    "upper_bound": "100",
    "natural_zero": "yes",
    "direction": "down",
    "population": "All trips of the timetable, from each of the four quays",
    "exclusions": "Days on which the harbour master closes the bay",
    "geography": "The bay and the two islands",
    "calendar_rule": "The day on which the trip was to leave",
    "reporting_lag": "Three working days after the month ends",
    "measure_owner": "Ann Thorpe",
    "performance_owner": "Mara Quill",
    "data_owners": "Ben Adeyemi, Cléo Martin",
    "users": "Crew planning, harbour board",
    "decisions": "How many crews each quay needs, and when boats are serviced",
    "response_who": "Mara Quill",
    "response_within": "Two working days",
    "response_first": "Read the log of that week together with the crews",
    "consequences": "Late trips are taken out of the timetable\nDoors close on people who are on the quay",
    "counter_measures": "Count trips that were taken out as well",
    "links": LONG_WORD,
}


def write(measure_id: str, texts: dict[str, str], item: ItemChange | None = None) -> None:
    """One revision by the service."""
    seen = known(local_actor(), measure_id).definition.version
    items = () if item is None else (item,)
    done = revise(local_actor(), measure_id, Revision(seen, texts, items, "agreed with the crews", date(2024, 3, 1)))
    assert done.stored, done


def fill() -> dict[str, str]:
    """A definition written out with several versions, one that is begun, one with a hostile name; the addresses of every page."""
    actor = local_actor()
    one = measure("Ferry trips that leave late", CALM)
    write(one, {}, ItemChange(ItemAct.ADD, "late", {"definition": "Trips that leave more than 5 minutes late", "source": "Boarding log"}))
    write(one, {}, ItemChange(ItemAct.ADD, "trips", {"definition": "Trips of the timetable", "source": "Timetable", "sign_off": "good"}))
    write(one, WRITTEN)
    write(one, {"status": "live"})
    write(one, {"exclusions": "Days on which the harbour master closes the bay, and trial trips"})
    made = results_maps.make_map(actor, "The harbour")
    results_maps.write_result(actor, made.id, "Ferries are punctual", "process")
    measures.create(actor, MeasureDefinition(LONG_WORD, direction=Direction.UP))
    for payload in PAYLOADS[::8]:
        hostile = measures.create(actor, MeasureDefinition(payload, description=payload, measurement_unit=payload[:80], owner=payload))
        write(
            hostile, {"process": payload, "formula": payload, "population": payload}, ItemChange(ItemAct.ADD, payload, {"source": payload})
        )
    here = f"definitions/{one}/"
    pages = (
        "what/",
        "working/",
        "items/",
        "items/?add=1",
        "items/?item=late",
        "scope/",
        "timing/",
        "chart/",
        "who/",
        "response/",
        "links/",
    )
    return {
        "list": "definitions/",
        "found": "definitions/?q=late+KPI",
        "none": "definitions/?q=zzz",
        "new": "definitions/new/",
        "import": "definitions/import/",
        "definition": here,
        "sheet": f"{here}sheet/",
        "versions": f"{here}versions/?one=1&other=6",
        "hostile": f"definitions/{hostile}/",
        **{name.strip("/").replace("/", "-").replace("?", "-"): here + name for name in pages},
        "side_effects": f"{here}side_effects/",
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[tuple[Served, dict[str, str]]]:
    """The filled server with the addresses of its definitions."""
    with filled_and_served(Path(tmp_path_factory.mktemp("dictionary")) / "data", django_db_blocker, fill) as both:
        yield both


def test_every_page_of_the_dictionary_is_clean_and_fits(look: Look, site: tuple[Served, dict[str, str]]) -> None:
    look.over(site[1].values())


def test_a_form_that_asks_from_when_is_clean(window: Page, look: Look, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    window.goto(served.at(addresses["scope"]))
    window.get_by_label("Where", exact=True).fill("The bay alone")
    window.get_by_role("button", name="Keep this").click()
    expect(window.get_by_role("heading", name="From when, and why")).to_be_visible()
    assert window.evaluate("document.activeElement.id") == "error-summary"
    assert window.get_by_label("Where", exact=True).input_value() == "The bay alone"
    assert look.broken() == []


def test_a_file_is_shown_before_it_is_stored(window: Page, look: Look, site: tuple[Served, dict[str, str]], tmp_path: Path) -> None:
    served, addresses = site
    file = tmp_path / "theirs.yaml"
    file.write_text(f"definitions:\n- name: New one\n  process: {LONG_WORD}\n  colour: blue\n  decimals: many\n", encoding="utf-8")
    window.goto(served.at(addresses["import"]))
    window.locator("input[type=file]").set_input_files(file)
    window.get_by_role("button", name="Look at this file").click()
    expect(window.get_by_role("heading", name="The file would change 1 definition.")).to_be_visible()
    assert look.broken() == []


def test_hostile_names_stay_text(desk: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, _addresses = site
    watch = Watch(served).over(desk)
    desk.goto(served.at("definitions/"))
    links = desk.locator(".definitions a").evaluate_all("(links) => links.map((link) => link.getAttribute('href'))")
    shown = [" ".join(name.split()) for name in desk.locator(".definitions a bdi").all_text_contents()]
    for payload in PAYLOADS[::8]:
        assert " ".join(payload.split()) in shown
    for link in links:
        for part in ("", "what/", "items/", "sheet/", "versions/", "working/"):
            desk.goto(served.at(link.lstrip("/") + part))
            assert watch.seen == [], link + part


def test_the_search_answers_while_one_types(desk: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    desk.goto(served.at(addresses["list"]))
    desk.get_by_label("Search").press_sequentially("ferry indicator")
    expect(desk.get_by_text("1 definition found")).to_be_visible()
    assert desk.evaluate("document.activeElement.name") == "q", "typing goes on"


def test_the_formula_is_looked_at_while_one_types(desk: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    desk.goto(served.at(addresses["working"]))
    desk.get_by_label("Formula").fill("late / departures")
    expect(desk.locator("#formula-says")).to_contain_text("departures")


def test_a_definition_is_written_by_keys_alone(desk: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    desk.goto(served.at(addresses["new"]))
    for _stop in range(30):
        if desk.evaluate("document.activeElement.name") == "name":
            break
        desk.keyboard.press("Tab")
    desk.keyboard.type("Calls answered")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="Calls answered", exact=True)).to_be_visible()
    expect(desk.get_by_text("What is counted, of what, and how often?")).to_be_visible()


def test_without_script_a_definition_is_begun_written_and_found(browser: Browser, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(served.start)
    page.goto(served.at(addresses["new"]))
    page.get_by_label("Name", exact=True).fill("Moorings found empty")
    page.get_by_role("button", name="Begin it").click()
    page.get_by_role("link", name="Write it").click()
    page.get_by_label("In one sentence").fill("Moorings found empty at noon, per week")
    page.get_by_role("button", name="Keep this").click()
    page.goto(served.at(addresses["list"]))
    page.get_by_label("Search").fill("noon")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="Moorings found empty")).to_be_visible()
    context.close()


def test_the_sheet_of_a_written_definition_is_one_page_of_paper(desk: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    desk.goto(served.at(addresses["sheet"]))
    pages = desk.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    assert pages == 1
