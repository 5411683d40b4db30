"""The pictures of the README and of docs/tour.md, taken while the tour is walked: the harbour council's demo and its scorecard.

Every run walks it; GROUNDSWELL_WRITE_DOCS=1 keeps the pictures. Without it each picture is compared with the kept one by its
width, so that a page which lost its shape or a picture that nobody took is noticed.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from groundswell.records.demo import harbour_map
from tests.browser import DESKTOP, LOCALE, PHONE
from tests.docs.generated import ROOT, WRITE
from tests.e2e.harbour_files import NEXT_MONTH, SCORECARD, next_month, scorecard
from tests.e2e.person import Person
from tests.server import serving

pytestmark = pytest.mark.timeout(180)

IMAGES = ROOT / "docs" / "images"
COMPLAINTS = "Days to answer a complaint"
NEAR_MISSES = "Near misses that crews report"
RESULT = harbour_map.ANSWER


@dataclass(frozen=True, slots=True)
class Camera:
    """Takes pictures of what a window shows."""

    folder: Path

    def take(self, page: Page, name: str, *, height: int = DESKTOP["height"]) -> None:
        """The top of the page, as high as ``height``, without what has just been announced."""
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready")
        width = (page.viewport_size or DESKTOP)["width"]
        page.mouse.move(0, 0)
        path = self.folder / f"{name}.png"
        page.screenshot(path=path, clip={"x": 0, "y": 0, "width": width, "height": height}, full_page=True)
        if WRITE:
            IMAGES.mkdir(parents=True, exist_ok=True)
            (IMAGES / path.name).write_bytes(path.read_bytes())
        kept = IMAGES / path.name
        assert kept.exists(), f"{kept.name} was never taken: GROUNDSWELL_WRITE_DOCS=1"
        assert size(kept) == size(path)


def size(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG, from its head."""
    head = picture.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", head[16:24])
    return int(width), int(height)


def sheets(page: Page) -> int:
    """How many A4 pages it prints on."""
    return page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")


@pytest.fixture
def camera(tmp_path: Path) -> Camera:
    return Camera(tmp_path)


@pytest.fixture
def person(desktop: Page, tmp_path: Path) -> Iterator[Person]:
    """A planner at a desk with a fresh data directory."""
    (tmp_path / SCORECARD).write_bytes(scorecard())
    (tmp_path / NEXT_MONTH).write_bytes(next_month())
    with serving(tmp_path / "data") as served:
        yield Person(desktop, served)


def test_the_tour_of_the_demo(person: Person, camera: Camera, browser: Browser) -> None:
    person.arrive()
    camera.take(person.page, "begin", height=760)
    person.press("Look at a made-up council first")
    expect(person.page.locator("h1")).to_have_text("Three of thirteen measures really changed.")
    camera.take(person.page, "home", height=1250)
    person.measure(COMPLAINTS)
    person.sees("down from 26")
    camera.take(person.page, "measure", height=1000)
    assert sheets(person.page) == 1, "on paper it is one page"
    a_point_and_a_decision(person, camera)
    person.measure(COMPLAINTS)
    person.follow("Show it to one other person")
    person.page.get_by_label("Your name, as they know you").fill("Mara")
    camera.take(person.page, "show-it", height=860)
    person.press("Make the link")
    link = person.page.get_by_label("The link", exact=True).input_value()
    phone = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True, device_scale_factor=1.5, locale=LOCALE)
    guest = phone.new_page()
    guest.goto(link)
    camera.take(guest, "first-words", height=1180)
    phone.close()
    a_result_and_its_design(person, camera)
    person.press("Close the demo")
    expect(person.page.locator("h1")).to_have_text("No measure yet. One sheet is enough.")


def a_point_and_a_decision(person: Person, camera: Camera) -> None:
    """Why a point is flagged, a proposed split, its refusal, and the log that keeps it."""
    page = person.page
    person.measure(NEAR_MISSES)
    page.locator("#chart svg:visible a").last.click()
    person.sees("It could be known from October 2026 on.")
    camera.take(page, "proposal", height=1560)
    assert sheets(page) == 1, "with a proposal too"
    person.follow("Refuse")
    page.get_by_label("Why these are no new limits").fill("Two good months at the new form. We look again in spring.")
    person.press("Refuse it")
    person.press("Undo", within=page.get_by_role("status"))
    expect(page.get_by_role("region", name="A proposed split")).to_be_visible()
    person.follow("Refuse")
    page.get_by_label("Why these are no new limits").fill("Eight months with a new form. We look again in spring.")
    person.press("Refuse it")
    page.locator("summary").get_by_text("More tools").click()
    person.follow("The log of limits")
    person.sees("We look again in spring.")
    camera.take(page, "log", height=700)


def a_result_and_its_design(person: Person, camera: Camera) -> None:
    """Today's one step, the map it belongs to, and the sheet on which its measure was designed."""
    page = person.page
    person.go("Today")
    expect(page.get_by_role("heading", name="Done when")).to_be_visible()
    camera.take(page, "today", height=1160)
    person.go("Results map")
    camera.take(page, "map", height=1290)
    person.follow(RESULT, within=page.locator("[data-outline]"))
    person.follow("Open its design sheet")
    camera.take(page, "design", height=1170)


def test_the_tour_of_a_sheet(person: Person, camera: Camera, tmp_path: Path) -> None:
    person.arrive()
    person.bring(tmp_path / SCORECARD)
    camera.take(person.page, "reading", height=1080)
    person.press("Record as missing")
    expect(person.page.get_by_text("Nothing needs you.")).to_be_visible()
    person.page.get_by_role("button", name="See what would change").last.click()
    person.press("Store 87 figures")
    expect(person.page.get_by_text("87 figures stored.")).to_be_visible()
    person.bring(tmp_path / NEXT_MONTH)
    person.page.get_by_role("button", name="See what would change").last.click()
    expect(person.page.locator("table.diff")).to_be_visible()
    camera.take(person.page, "changed", height=820)
    person.press("Store 9 figures")
    person.go("Record of changes")
    person.press("Check the record")
    expect(person.page.get_by_role("heading", name="The record is whole.")).to_be_visible()
    camera.take(person.page, "record", height=760)
