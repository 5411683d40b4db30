"""The editor on a results map, by pointer and by keyboard alone; on a phone and without script the rest of the page serves."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from groundswell.domain.authoring.results_map import LinkKind
from groundswell.records.actors import local_actor
from groundswell.records.services import results_maps as writing
from tests.access.axe import violations, wider_than_the_window
from tests.server import Served
from tests.web.served_pages import Watch, filled_and_served

RESULTS = {"home": "purpose", "clean": "strategic", "answer": "strategic", "bins": "process", "drains": "process", "repairs": "team"}
TEXTS = {
    "home": "People can live here all year",
    "clean": "Streets are clean",
    "answer": "People get an answer",
    "bins": "Bins are emptied",
    "drains": "Drains run clear",
    "repairs": "Repairs hold",
}
DRIVES = (("clean", "home"), ("answer", "home"), ("bins", "clean"), ("drains", "clean"), ("repairs", "drains"))
MAPS = 13


def fill() -> dict[str, str]:
    """Thirteen maps alike, one for each test."""
    actor, addresses = local_actor(), {}
    for number in range(MAPS):
        map_id = writing.make_map(actor, f"Marram {number}").id
        ids = {key: writing.write_result(actor, map_id, TEXTS[key], zone).id for key, zone in RESULTS.items()}
        for first, second in DRIVES:
            writing.link(actor, map_id, LinkKind.CAUSE_EFFECT, ids[first], ids[second])
        addresses[str(number)] = f"maps/{map_id}/"
    return addresses


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[tuple[Served, list[str]]]:
    with filled_and_served(Path(tmp_path_factory.mktemp("maps")) / "data", django_db_blocker, fill) as (served, found):
        yield served, list(found.values())


@dataclass
class Editor:
    """A window with a map in it."""

    page: Page
    served: Served
    address: str
    watch: Watch

    def open(self) -> "Editor":
        self.page.goto(self.served.at(self.address))
        expect(self.page.locator("[data-map-zoom]")).to_be_visible()
        self.page.locator(".map-frame").evaluate("(frame) => frame.scrollIntoView({ block: 'start', behavior: 'instant' })")
        return self

    def node(self, text: str) -> Locator:
        return self.page.locator("[data-node]").filter(has=self.page.locator("title", has_text=re.compile(rf"^{re.escape(text)}")))

    def says(self, text: str) -> str:
        """What a reader hears of a result."""
        return self.node(text).locator("title").text_content() or ""

    def middle(self, text: str) -> tuple[float, float]:
        box = self.node(text).locator(".box").bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def drag(self, start: tuple[float, float], to: tuple[float, float]) -> None:
        mouse = self.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move(start[0] + (to[0] - start[0]) / 2, start[1] + (to[1] - start[1]) / 2, steps=4)
        mouse.move(*to, steps=4)
        mouse.up()

    def kept(self) -> str:
        """The map as another window finds it now."""
        found: str = self.page.evaluate("fetch(window.location.href + 'drawing/').then((answer) => answer.json()).then((one) => one.svg)")
        return found

    def focus(self, text: str) -> None:
        self.node(text).focus()


@pytest.fixture
def editor(desktop: Page, site: tuple[Served, list[str]]) -> Iterator[Editor]:
    served, addresses = site
    watch = Watch(served).over(desktop)
    desktop.goto(served.start)
    yield Editor(desktop, served, addresses.pop(), watch).open()
    refusals = [one for one in watch.seen if "400 (Bad Request)" not in one]
    assert refusals == []


def test_a_result_is_dragged_with_its_links_into_another_zone(editor: Editor) -> None:
    page = editor.page
    start = editor.middle("Bins are emptied")
    line = page.locator("[data-link]").filter(has=page.locator("title", has_text="“Bins are emptied” drives")).locator(".link")
    before = line.get_attribute("d")
    frame = page.locator("[data-map-view]").bounding_box()
    assert frame is not None
    editor.drag(start, (frame["x"] + 100, frame["y"] + frame["height"] / 2))
    assert line.get_attribute("d") != before
    expect(page.locator("[data-map-said]")).to_have_text("“Bins are emptied” stands in the zone Team now.")
    assert "Zone: Team." in editor.says("Bins are emptied")
    assert re.search(r"<title>Bins are emptied\. Zone: Team", editor.kept())
    page.get_by_role("button", name="Take back").click()
    expect(page.locator("[data-map-said]")).to_have_text("Undone.")
    assert "Zone: Process." in editor.says("Bins are emptied")
    assert editor.middle("Bins are emptied") == pytest.approx(start, abs=2)


def test_a_result_is_written_by_a_double_click_and_changed_in_place(editor: Editor) -> None:
    page = editor.page
    frame = page.locator("[data-map-view]").bounding_box()
    assert frame is not None
    page.mouse.dblclick(frame["x"] + frame["width"] * 0.93, frame["y"] + frame["height"] * 0.5)
    page.get_by_label("A new result in the zone Team").fill("Nets are <b>mended</b>")
    page.keyboard.press("Enter")
    expect(editor.node("Nets are <b>mended</b>")).to_be_focused()
    page.mouse.dblclick(*editor.middle("Nets are <b>mended</b>"))
    page.get_by_label(re.compile("^Other words for")).fill("Nets are mended")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(editor.node("Nets are mended")).to_be_focused()
    assert "Nets are mended" in editor.kept()


def test_two_results_are_linked_by_dragging_a_handle(editor: Editor) -> None:
    page = editor.page
    page.mouse.click(*editor.middle("Repairs hold"))
    handle = page.locator(".handle").bounding_box()
    assert handle is not None
    editor.drag((handle["x"] + 9, handle["y"] + 9), editor.middle("People get an answer"))
    page.get_by_role("button", name="pulls against").click()
    expect(page.locator("[data-map-said]")).to_have_text("Linked.")
    assert "“Repairs hold” pulls against “People get an answer”." in editor.kept()


def test_by_keyboard_alone_a_map_is_written_linked_moved_and_undone(editor: Editor) -> None:
    page = editor.page
    press = page.keyboard.press
    for _ in range(30):
        press("Tab")
        if page.evaluate("document.activeElement.closest('[data-node]') !== null"):
            break
    expect(editor.node("People can live here all year")).to_be_focused()
    press("n")
    page.keyboard.type("Children walk to school")
    press("Enter")
    expect(editor.node("Children walk to school")).to_be_focused()
    assert "Zone: Purpose." in editor.says("Children walk to school")
    press("Control+z")
    expect(editor.node("Children walk to school")).to_have_count(0)
    press("Control+y")
    expect(editor.node("Children walk to school")).to_have_count(1)
    editor.focus("Repairs hold")
    press("Enter")
    expect(page.get_by_label("Other words for “Repairs hold”")).to_be_focused()
    page.keyboard.type("Repairs hold for years")
    press("Enter")
    expect(editor.node("Repairs hold for years")).to_be_focused()
    press("l")
    expect(page.locator(".toasts")).to_contain_text("Choose what “Repairs hold for years” is linked to")
    editor.focus("People get an answer")
    press("Enter")
    expect(page.get_by_role("button", name="drives")).to_be_focused()
    press("ArrowDown")
    press("Enter")
    expect(page.locator("[data-map-said]")).to_have_text("Linked.")
    expect(editor.node("People get an answer")).to_be_focused()
    assert "“Repairs hold for years” goes along with “People get an answer”." in editor.kept()
    editor.focus("Bins are emptied")
    before = editor.middle("Bins are emptied")
    press("Alt+ArrowDown")
    press("Alt+ArrowDown")
    assert editor.middle("Bins are emptied")[1] > before[1] + 10
    expect(page.locator("[data-map-said]")).to_contain_text("“Bins are emptied” stands in the zone")
    press("Delete")
    expect(editor.node("Bins are emptied")).to_have_count(0)
    press("Control+z")
    expect(editor.node("Bins are emptied")).to_have_count(1)
    press("Escape")


def test_arrows_go_to_the_nearest_result_in_that_direction(editor: Editor) -> None:
    editor.focus("People can live here all year")
    seen = set()
    for key in ("ArrowUp", "ArrowLeft", "ArrowDown", "ArrowRight") * 3:
        before = editor.page.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
        name = editor.page.evaluate("document.activeElement.dataset.node")
        editor.page.keyboard.press(key)
        after = editor.page.evaluate("document.activeElement.getBoundingClientRect().toJSON()")
        if editor.page.evaluate("document.activeElement.dataset.node") != name:
            axis, sign = ("y", 1) if key in ("ArrowDown", "ArrowUp") else ("x", 1)
            sign = -1 if key in ("ArrowUp", "ArrowLeft") else 1
            assert (after[axis] - before[axis]) * sign > 0
        seen.add(editor.page.evaluate("document.activeElement.dataset.node"))
    assert len(seen) >= 4


def test_every_dragging_has_a_button(editor: Editor) -> None:
    page = editor.page
    page.mouse.click(*editor.middle("Repairs hold"))
    page.get_by_role("button", name="Move to …").click()
    page.get_by_role("button", name="Process", exact=True).click()
    expect(page.locator("[data-map-said]")).to_have_text("Kept.")
    assert "Zone: Process." in editor.says("Repairs hold")
    page.mouse.click(*editor.middle("Repairs hold"))
    page.get_by_role("button", name="Its links").click()
    page.get_by_role("button", name="Take out: “Repairs hold” drives “Drains run clear”.").click()
    expect(page.locator("[data-map-said]")).to_have_text(re.compile("The link is taken out"))
    assert "“Repairs hold” drives" not in editor.kept()
    page.mouse.click(*editor.middle("Repairs hold"))
    page.get_by_role("button", name="To the initiatives").click()
    expect(editor.node("Repairs hold")).to_have_count(0)


def test_what_is_refused_keeps_everything_typed(editor: Editor) -> None:
    page = editor.page
    editor.focus("Streets are clean")
    page.keyboard.press("Enter")
    field = page.get_by_label("Other words for “Streets are clean”")
    field.evaluate("(field) => { field.value = 'x'.repeat(100000); }")
    page.keyboard.press("Enter")
    expect(page.locator("[data-write-refused]")).to_contain_text("too long")
    assert len(field.input_value()) == 100_000
    page.keyboard.press("Escape")
    expect(editor.node("Streets are clean")).to_be_focused()


def test_without_an_answer_the_result_goes_back_and_a_sentence_says_so(editor: Editor) -> None:
    page = editor.page
    page.route("**/gesture/", lambda route: route.fulfill(status=400, json={"error": "This was refused."}))
    start = editor.middle("Bins are emptied")
    editor.drag(start, (start[0] + 160, start[1] + 120))
    expect(page.locator(".toasts")).to_contain_text("This was refused.")
    assert editor.middle("Bins are emptied") == pytest.approx(start, abs=2)


def test_hints_are_questions_under_the_field_and_block_nothing(editor: Editor) -> None:
    page = editor.page
    hint = {"code": "weasel", "start": 0, "end": 9, "word": "Effective", "question": "What would you see if it were “effective”?"}

    def answer(route: Route) -> None:
        text = json.loads(route.request.post_data or "{}")["text"]
        route.fulfill(json={"hints": [hint] if text.startswith("Effective") else []})

    page.route("**/wording/", answer)
    editor.focus("Streets are clean")
    page.keyboard.press("Enter")
    page.get_by_label("Other words for “Streets are clean”").fill("Effective streets")
    expect(page.locator("[data-write-hints] mark")).to_have_text("Effective")
    expect(page.locator("[data-write-hints] li")).to_have_text("What would you see if it were “effective”?")
    page.keyboard.press("Enter")
    expect(editor.node("Effective streets")).to_be_focused()


def test_another_window_merges_and_shows_both_texts(editor: Editor, browser: Browser) -> None:
    page = editor.page
    other_page = page.context.new_page()
    other = Editor(other_page, editor.served, editor.address, editor.watch).open()
    other.focus("Streets are clean")
    other_page.keyboard.press("Enter")
    other_page.get_by_label("Other words for “Streets are clean”").fill("Streets are swept")
    editor.focus("Streets are clean")
    page.keyboard.press("Enter")
    page.get_by_label("Other words for “Streets are clean”").fill("Streets are washed")
    page.keyboard.press("Enter")
    expect(editor.node("Streets are washed")).to_have_count(1)
    other_page.keyboard.press("Enter")
    expect(other_page.locator("[data-write-refused]")).to_contain_text("to “Streets are washed”. Your words are kept here; choose.")
    assert other_page.locator("#map-write-text").input_value() == "Streets are swept"
    other_page.keyboard.press("Enter")
    expect(other.node("Streets are swept")).to_have_count(1)
    other_page.close()


def test_headline_and_outline_follow_the_drawing_and_the_drawing_the_outline(editor: Editor) -> None:
    page = editor.page
    editor.focus("Streets are clean")
    page.keyboard.press("Enter")
    page.get_by_label("Other words for “Streets are clean”").fill("Streets are swept")
    page.keyboard.press("Enter")
    outline = page.locator("[data-outline]")
    expect(outline).to_contain_text("Streets are swept")
    editor.focus("Bins are emptied")
    page.keyboard.press("Delete")
    expect(page.locator("main .lead")).to_contain_text("5 results.")
    page.get_by_role("button", name="Write in the outline").click()
    line = outline.get_by_label("Streets are swept", exact=True)
    line.fill("Streets are washed")
    line.press("Tab")
    expect(editor.node("Streets are washed")).to_have_count(1)


def test_larger_smaller_whole_and_coloured_otherwise(editor: Editor) -> None:
    page = editor.page

    def width() -> float:
        box = editor.node("Streets are clean").locator(".box").bounding_box()
        assert box is not None
        return box["width"]

    first = width()
    editor.focus("Streets are clean")
    page.keyboard.press("+")
    assert width() > first * 1.2
    page.keyboard.press("0")
    assert width() == pytest.approx(first, abs=4)
    page.get_by_role("link", name="by what is measured").click()
    expect(page.locator("svg.map.chart")).to_have_class(re.compile("by-measured"))
    assert "colour=measured" in page.url
    before = list(editor.watch.seen)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        assert violations(page) == []
    editor.watch.seen[:] = before  # what axe itself tries to do to the page is refused, and told


def test_a_phone_has_the_outline_and_a_page_without_script_has_the_drawing(
    browser: Browser, site: tuple[Served, list[str]], phone: Page
) -> None:
    served, addresses = site
    phone.goto(served.start)
    phone.goto(served.at(addresses[0]))
    expect(phone.locator("[data-map-island]")).to_be_hidden()
    expect(phone.get_by_role("heading", name=re.compile("outline"))).to_be_visible()
    assert wider_than_the_window(phone) == []
    plain = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    page = plain.new_page()
    page.goto(served.start)
    page.goto(served.at(addresses[0]))
    expect(page.locator("svg.map [data-node]")).to_have_count(len(RESULTS))
    expect(page.locator("[data-map-zoom]")).to_be_hidden()
    plain.close()
