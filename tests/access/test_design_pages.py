"""The measure design sheet: axe, narrow windows, the keyboard, and everything without script."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from groundswell.records.actors import local_actor
from groundswell.records.selectors.designs import design_of
from tests.access.windows import Look
from tests.server import Served
from tests.web.designed import empty_sheet, line, sheet_address, written_sheet
from tests.web.payloads import PAYLOADS
from tests.web.served_pages import Watch, filled_and_served

LONG = "Durchschnittliche Bearbeitungsdauer von Grundstücksverkehrsgenehmigungsverfahren" * 2


def fill() -> dict[str, str]:
    """A sheet nearly whole with each of its tools, an empty one, one with long words and one written right to left."""
    ids = written_sheet()
    sheet = sheet_address(*ids)
    one = design_of(local_actor(), ids[1]).design.candidates[1].id
    plan, result = empty_sheet(LONG)
    line(result, "candidate", statistic=LONG, population="is implemented")
    line(result, "picture", text="مدة الرد على الشكاوى", counter=LONG)
    hostile = empty_sheet(PAYLOADS[0])
    for payload in PAYLOADS:
        line(hostile[1], "evidence", text=payload)
    line(hostile[1], "candidate", statistic=PAYLOADS[0], population=PAYLOADS[1], name=PAYLOADS[2], chosen=True, why_not=PAYLOADS[3])
    return {
        "sheet": sheet,
        "choose": f"{sheet}choose/{one}/",
        "line": f"{sheet}lines/candidate/{one}/",
        "new": f"{sheet}lines/picture/new/",
        "long": sheet_address(plan, result),
        "hostile": sheet_address(*hostile),
        "empty": sheet_address(*empty_sheet("Boats find their berth free")),
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[tuple[Served, dict[str, str]]]:
    """The filled server with the addresses of its sheets."""
    with filled_and_served(Path(tmp_path_factory.mktemp("sheets")) / "data", django_db_blocker, fill) as both:
        yield both


def test_every_page_is_clean_and_fits(look: Look, site: tuple[Served, dict[str, str]]) -> None:
    look.over((address for name, address in site[1].items() if name != "hostile"), unfolded=True)


def test_no_text_of_a_sheet_acts(desktop: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    watch = Watch(served).over(desktop)
    desktop.goto(served.start)
    desktop.goto(served.at(addresses["hostile"]))
    shown = [" ".join(text.split()) for text in desktop.locator("#evidence .sheet-lines bdi").all_text_contents()]
    assert shown == [" ".join(payload.split()) for payload in PAYLOADS]
    assert watch.seen == []


def test_a_refused_line_is_clean_and_takes_the_focus(window: Page, look: Look, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    window.goto(served.at(addresses["new"]))
    window.get_by_role("button", name="Add this line").click()
    assert look.broken() == []
    assert window.evaluate("document.activeElement.id") == "error-summary"


def test_a_line_is_written_and_undone_by_keys_alone(desktop: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    desktop.goto(served.start)
    desktop.goto(served.at(addresses["empty"]))
    field = desktop.get_by_label("What would you see, hear, feel or be told? If it were true")
    field.focus()
    desktop.keyboard.type("Skippers stop ringing ahead.")
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("l")
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Enter")
    expect(desktop.locator("#evidence .sheet-lines")).to_contain_text("Skippers stop ringing ahead. less of it")
    desktop.get_by_role("button", name="Undo").focus()
    desktop.keyboard.press("Enter")
    expect(desktop.get_by_text("Taken back. The record keeps both.")).to_be_visible()
    expect(desktop.locator("#evidence .sheet-lines")).to_have_count(0)


def test_the_sheet_is_finished_without_script(browser: Browser, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(served.start)
    page.goto(served.at(addresses["sheet"]))
    page.get_by_role("link", name="Go to part 3").click()
    page.get_by_label("If this improved, who or what could suffer?").fill("Surveyors drop site visits to write letters.")
    page.get_by_label("What could be done about it?").fill("Count the visits beside it.")
    page.get_by_role("button", name="Add this line").click()
    expect(page.get_by_text("Four parts of five are written.")).to_be_visible()
    page.get_by_role("button", name="Make it a measure").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Days to answer a complaint")
    page.goto(served.at(addresses["sheet"]))
    expect(page.get_by_text("All five parts are written.")).to_be_visible()
    context.close()


def test_what_is_pressed_on_a_phone_is_44_high(phone: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    phone.goto(served.start)
    phone.goto(served.at(addresses["long"]))
    pressed = "main .btn, main .field, main .acts a, main a.change-link, .moves button"
    heights = (
        f"[...document.querySelectorAll('{pressed}')].filter((one) => one.offsetParent).map((one) => one.getBoundingClientRect().height)"
    )
    assert min(phone.evaluate(heights)) >= 44
