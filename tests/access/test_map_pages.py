"""The pages of the results map: axe, narrow windows, the keyboard alone, no script; and the outline that is written in."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from groundswell.domain.authoring.results_map import LinkKind
from groundswell.records.actors import local_actor
from groundswell.records.ids import new_id
from groundswell.records.services import map_goals
from groundswell.records.services import results_maps as writing
from tests.access.test_measure_pages import LONG_GERMAN, RIGHT_TO_LEFT
from tests.access.windows import Look
from tests.server import Served
from tests.web.filled import CALM, JUMP, measure
from tests.web.served_pages import Watch, filled_and_served

PARTS = ("", "settings/", "results/new/", "links/new/", "initiatives/", "goals/", "checks/", "history/", "print/")


def fill() -> dict[str, str]:
    """A map with every kind of link, signals, goals, initiatives, a noted check and long words; a team's map; one to write in."""
    actor = local_actor()
    late, calm = measure("Boats late", JUMP), measure("Homes empty", CALM)
    plan = writing.make_map(actor, f"What is true: {LONG_GERMAN}").id
    top = writing.write_result(actor, plan, "People can live here all year", "purpose", measures=(calm,)).id
    boats = writing.write_result(actor, plan, "Boats leave when they are meant to", "strategic", drives=top, measures=(late,)).id
    hurt = writing.write_result(actor, plan, RIGHT_TO_LEFT, "strategic", drives=top).id
    parts = writing.write_result(actor, plan, LONG_GERMAN, "team", drives=boats, team=LONG_GERMAN).id
    link = writing.link(actor, plan, LinkKind.CONFLICT, hurt, boats, reason="A boat that waits for calm water is late.").id
    writing.link(actor, plan, LinkKind.CAUSE_EFFECT, boats, parts)
    writing.write_result(actor, plan, "Nobody has linked this", "process")
    writing.add_initiative(actor, plan, "Repaint the pier", source_goal="Enhance the harbour")
    writing.note_check(actor, plan, "zone_thin:purpose", "one is enough")
    map_goals.bring_goals(actor, plan, f"3.1 Enhance the harbour\n{LONG_GERMAN}\nTidy the quay", source="Corporate plan")
    before = writing.change_result(actor, plan, boats, {"text": "Boats leave on the hour"}).seq
    writing.make_map(actor, "The yard", hangs_on=boats)
    own = writing.make_map(actor, "To write in").id
    first = writing.write_result(actor, own, "People get a straight answer", "purpose").id
    writing.write_result(actor, own, "Letters are read that day", "strategic", drives=first)
    return {
        "map": f"maps/{plan}/",
        "result": f"maps/{plan}/results/{boats}/",
        "link": f"maps/{plan}/links/{link}/",
        "older": f"maps/{plan}/?as_of={before}",
        "own": f"maps/{own}/",
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[tuple[Served, dict[str, str]]]:
    """The filled server with its addresses."""
    with filled_and_served(Path(tmp_path_factory.mktemp("maps")) / "data", django_db_blocker, fill) as both:
        yield both


def every_page(addresses: dict[str, str]) -> list[str]:
    """The list, each page of a map, a result, a link, an older state."""
    return ["maps/?all=1", *(addresses["map"] + part for part in PARTS), addresses["result"], addresses["link"], addresses["older"]]


def test_every_page_of_a_map_is_clean_and_fits(look: Look, site: tuple[Served, dict[str, str]]) -> None:
    look.over(every_page(site[1]))


def keep(page: Page, text: str) -> None:
    """Another wording on a result's page."""
    page.get_by_label("The result, as though it were already true").fill(text)
    page.get_by_role("button", name="Keep this").click()


def test_a_refused_form_and_a_conflict_are_clean_and_take_the_focus(window: Page, look: Look, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    window.goto(served.at(addresses["map"] + "results/new/"))
    window.get_by_role("button", name="Put it on the map", exact=True).click()
    assert look.broken() == []
    assert window.evaluate("document.activeElement.id") == "error-summary"
    window.goto(served.at(addresses["map"] + "goals/"))
    window.get_by_role("button", name="Put it on the map").first.click()
    assert look.broken() == []
    goals = window.locator("details[id^='g-']")
    assert goals.evaluate_all("(all) => all.map((one) => one.open)") == [True, False]
    window.evaluate("(id) => { window.location.hash = id; }", goals.last.get_attribute("id"))
    expect(window.locator("details[id^='g-'][open]")).to_have_count(2)
    window.goto(served.at(addresses["own"]))
    window.locator("[data-outline] a.said").first.click()
    other = window.context.new_page()
    other.goto(window.url)
    keep(other, f"People get an answer {new_id()}")
    expect(other.get_by_text("Kept.", exact=True)).to_be_visible()
    keep(window, "People get a straight answer at once")
    expect(window.get_by_role("heading", name="Your text is kept below")).to_be_visible()
    assert look.broken() == []


def test_each_stop_of_the_keyboard_is_seen(desk: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    for path in (addresses["map"], addresses["result"]):
        desk.goto(served.at(path))
        for _stop in range(45):
            desk.keyboard.press("Tab")
            if desk.evaluate("document.activeElement === document.body"):
                break
            style = "(() => { const style = getComputedStyle(document.activeElement); return style.outlineStyle + style.outlineWidth; })()"
            assert desk.evaluate(style) == "solid3px", desk.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def written(page: Page) -> list[str]:
    """The outline as lines with their depth."""
    line = "'>'.repeat(node.dataset.depth) + (node.querySelector('input')?.value ?? node.querySelector('.said').textContent)"
    return page.eval_on_selector_all("[data-outline] .node[data-result]", f"(nodes) => nodes.map((node) => {line})")


def test_a_map_is_written_by_keys_alone(desk: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, _addresses = site
    watch = Watch(served).over(desk)
    desk.goto(served.at("maps/?all=1"))
    desk.get_by_label("Name of the map").fill("By keys")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="By keys")).to_be_visible()
    desk.get_by_role("link", name="Write the first result").press("Enter")
    desk.get_by_label("The result, as though it were already true").fill("People can live here")
    desk.get_by_role("button", name="Put it on the map", exact=True).press("Enter")
    desk.get_by_role("button", name="Write in the outline").press("Enter")
    keys = desk.keyboard
    line = desk.locator("input.line:focus")
    expect(line).to_have_value("People can live here")
    keys.press("Enter")
    expect(line).to_have_value("")
    keys.press("Tab")
    keys.type("Homes do not stand empty")
    keys.press("Enter")
    expect(line).to_have_value("")
    keys.type("Boats leave on time")
    keys.press("Enter")
    expect(line).to_have_value("")
    assert written(desk) == ["People can live here", ">Homes do not stand empty", ">Boats leave on time"]
    keys.press("Escape")
    expect(line).to_have_value("Boats leave on time")
    keys.press("Alt+ArrowUp")
    expect(desk.locator("[data-outline] input.line").nth(1)).to_have_value("Boats leave on time")
    expect(line).to_have_value("Boats leave on time")
    keys.press("Alt+ArrowDown")
    expect(desk.locator("[data-outline] input.line").nth(2)).to_have_value("Boats leave on time")
    expect(line).to_have_value("Boats leave on time")
    keys.press("Alt+ArrowRight")
    expect(desk.locator("[data-depth='2'] input.line")).to_have_value("Boats leave on time")
    expect(line).to_have_value("Boats leave on time")
    keys.press("Alt+ArrowLeft")
    expect(desk.locator("[data-depth='2']")).to_have_count(0)
    expect(line).to_have_value("Boats leave on time")
    keys.press("End")
    keys.type(" each day")
    keys.press("Shift+Tab")
    expect(desk.get_by_text("Kept.", exact=True).locator("visible=true")).to_be_visible()
    expect(line).to_have_value("Homes do not stand empty")
    keys.press("Escape")
    expect(desk.locator("input.line")).to_have_count(0)
    assert written(desk) == ["People can live here", ">Homes do not stand empty", ">Boats leave on time each day"]
    desk.get_by_role("button", name="Undo").press("Enter")
    expect(desk.locator("[data-outline]")).to_contain_text("Boats leave on time")
    assert written(desk)[-1] == ">Boats leave on time"
    assert watch.seen == []


def test_a_line_that_cannot_be_kept_stays_with_its_text(desk: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    desk.goto(served.at(addresses["own"]))
    desk.get_by_role("button", name="Write in the outline").click()
    line = desk.locator("input.line").first
    text = "Boats leave on time. " * 300
    line.fill(text)
    line.press("Enter")
    expect(desk.get_by_text("This text is too long.")).to_be_visible()
    assert desk.locator("input.line").first.input_value() == text
    desk.route("**/results/**", lambda route: route.abort())
    line.fill("Boats leave")
    line.press("Enter")
    expect(desk.get_by_role("status").get_by_text("Your text is still in the line.")).to_be_visible()
    assert desk.locator("input.line").first.input_value() == "Boats leave"


def test_without_script_a_result_is_written_linked_moved_and_taken_out(browser: Browser, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    context = browser.new_context(java_script_enabled=False, locale="en-GB", viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto(served.start)
    page.goto(served.at(addresses["own"]))
    assert not page.get_by_role("button", name="Write in the outline").is_visible(), "what needs a script is not offered without one"
    page.get_by_role("link", name="Add a result").click()
    page.get_by_label("The result, as though it were already true").fill("Callers reach someone who knows")
    page.get_by_role("button", name="Put it on the map", exact=True).click()
    page.get_by_role("link", name="Callers reach someone who knows").first.click()
    page.get_by_label("This result").select_option("drives")
    page.get_by_label("this other one").select_option(label="Letters are read that day")
    page.get_by_role("button", name="Link them").click()
    expect(page.locator("#links")).to_contain_text("It drives")
    page.get_by_role("button", name="Up").click()
    page.get_by_role("link", name="Callers reach someone who knows").first.click()
    page.get_by_role("button", name="Move to the initiatives").click()
    expect(page.locator("main")).to_contain_text("is on the list of initiatives.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("[data-outline]")).to_contain_text("Callers reach someone who knows")
    context.close()


def test_a_long_list_of_measures_is_looked_through(desk: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    desk.goto(served.at(addresses["result"]))
    assert not desk.get_by_label("Look for a measure").is_visible(), "two measures need no search"
