"""Home, measure, its tools, the guest's page and the help: axe, narrow windows, and the keyboard, in light and dark."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.target import Standard, Target
from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.selectors.batches import batches
from groundswell.records.selectors.portfolio import measure_record
from groundswell.records.services import limits, notes, targets
from tests.access.axe import violations, wider_than_the_window
from tests.access.windows import Look
from tests.server import Served
from tests.web.filled import CALM, JUMP, bring, measure, observations
from tests.web.served_pages import Watch, filled_and_served

LONG_GERMAN = "Durchschnittliche Bearbeitungsdauer von Grundstücksverkehrsgenehmigungsverfahren"
RIGHT_TO_LEFT = "مدة الرد على الشكاوى (أيام)"
TOOLS = (
    "split/", "leave-out/", "note/", "rules/", "kind/", "keep/", "target/", "standard/", "definition/", "paste/", "put-away/",
    "merge/", "share/", "reactions/",
)
LOOKING = ("lines/", "log/", "compare/", "stretches/", "earlier/?on=2099-01-01", "points/2023-06-01/")
RULES = ("rules/", "rules/wheeler/", "rules/new/")
HELP = ("help/", "help/keys/", "help/limits/", "help/words/")


def fill() -> dict[str, str]:
    """A worse one with a note and a split, one with places, one too young, a long name and a right-to-left one."""
    actor = local_actor()
    worse = measure("Ferry crossings that leave late", (*CALM[:8], *JUMP))
    line = Line(worse, None)
    notes.note(actor, line, observations("", (None,) * 4)[3].period.start, "Storm in the second week")  # type: ignore[union-attr]
    limits.split(actor, line, observations("", (None,) * 7)[6].period.start, "One person reads each on the day")  # type: ignore[union-attr]
    limits.leave_out(actor, line, observations("", (None,) * 2)[1].period.start, "The records system was down")  # type: ignore[union-attr]
    (places,) = bring(observations("Waiting", CALM, org_unit="North"), observations("Waiting", (*CALM, None, "40"), org_unit="Süd"))
    young = measure("Moorings found empty", ("3", "4", "5"))
    aimed = measure("Days to answer a letter", CALM)
    targets.set_target(actor, Line(aimed, None), Target(Exact(12), date(2099, 12, 31), set_on=date(2024, 1, 1)), "People can plan with it")
    targets.set_target(actor, Line(aimed, None), Target(Exact(14), date(2099, 6, 30), set_on=date(2024, 1, 1)), "Half of the way")
    targets.set_standard(actor, Line(aimed, None), Standard(Exact(17), date(2023, 1, 1)), "The charter asks for it")
    measure(LONG_GERMAN, CALM, unit="Kalendertage")
    measure(RIGHT_TO_LEFT, CALM)
    shifted = measure("Days to a permit", (*("16", "18") * 15, *("13", "11") * 15))
    proposal = measure_record(actor, Line(shifted, None)).proposals[0]
    return {
        "worse": f"measures/{worse}/", "places": f"measures/{places}/", "young": f"measures/{young}/", "proposed": f"measures/{shifted}/",
        "aimed": f"measures/{aimed}/", "record": "record/", "then": f"record/{batches(actor)[2].ref}/then/",
        "accept": f"measures/{shifted}/proposals/{proposal.id}/accept/", "not_yet": f"measures/{shifted}/proposals/{proposal.id}/not-yet/",
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[tuple[Served, dict[str, str]]]:
    """The filled server with the addresses of its measures."""
    with filled_and_served(Path(tmp_path_factory.mktemp("site")) / "data", django_db_blocker, fill) as both:
        yield both


def test_the_check_finds_what_is_wrong(desk: Page) -> None:
    desk.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"/static/img/mark.svg\"><input>')")
    assert {line.partition(":")[0] for line in violations(desk)} >= {"image-alt", "label"}
    desk.evaluate("document.querySelector('h1').style.inlineSize = '3000px'")
    assert wider_than_the_window(desk)


def every_page(addresses: dict[str, str]) -> list[str]:
    """Home, the measures, each tool, the help."""
    return ["", *addresses.values(), *(addresses["worse"] + tool for tool in TOOLS), *HELP]


def looked_at(addresses: dict[str, str]) -> list[str]:
    """What one looks closer at, and the rules."""
    return [*(addresses["worse"] + tool for tool in LOOKING), *RULES]


def test_every_page_is_clean_and_fits(look: Look, site: tuple[Served, dict[str, str]]) -> None:
    look.over([*every_page(site[1]), *looked_at(site[1])])


def test_a_refused_form_is_clean_and_takes_the_focus_to_what_needs_a_hand(look: Look, site: tuple[Served, dict[str, str]]) -> None:
    (served, addresses), window = site, look.page
    window.goto(served.at(addresses["worse"] + "split/"))
    window.get_by_role("button", name="Split here").click()
    assert look.broken() == []
    assert window.evaluate("document.activeElement.id") == "error-summary"
    window.get_by_role("link", name="Write what changed.").click()
    assert window.evaluate("document.activeElement.name") == "reason"
    described = window.locator("textarea[name=reason]").get_attribute("aria-describedby") or ""
    assert "Write what changed." in window.locator(f"#{described.split()[-1]}").inner_text()


def test_a_look_ahead_is_clean_and_shows_the_chart_as_it_would_be(window: Page, look: Look, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    window.goto(served.at(addresses["worse"] + "rules/"))
    window.get_by_role("button", name="See what it would do").click()
    expect(window.get_by_role("heading", name="What it would do")).to_be_visible()
    assert look.broken() == []


def test_the_chart_is_read_by_keys(desk: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    desk.goto(served.at(addresses["worse"]))
    readout = desk.locator(".readout output")
    at_rest = readout.inner_text()
    desk.keyboard.press("n")
    first = readout.inner_text()
    assert "Jan 2023" in first or "Feb 2023" in first or "Apr 2023" in first
    desk.keyboard.press("End")
    assert "Sept 2024" in readout.inner_text()
    desk.keyboard.press("ArrowLeft")
    assert "Aug 2024" in readout.inner_text()
    desk.keyboard.press("Home")
    assert "Jan 2023" in readout.inner_text()
    desk.keyboard.press("ArrowLeft")
    assert "Jan 2023" in readout.inner_text(), "it stays at the first"
    desk.keyboard.press("Escape")
    assert readout.inner_text() == at_rest
    desk.keyboard.press("t")
    expect(desk.get_by_role("table", name=re.compile("Figures of"))).to_be_visible()


def test_letters_do_not_act_while_a_field_has_the_focus_and_can_be_switched_off(desk: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    desk.goto(served.at(addresses["worse"] + "note/"))
    desk.locator("textarea[name=text]").press_sequentially("not t?n")
    assert desk.locator("textarea[name=text]").input_value() == "not t?n"
    desk.goto(served.at("help/keys/"))
    desk.get_by_label("Let single letters act").uncheck()
    desk.goto(served.at(addresses["worse"]))
    desk.keyboard.press("t")
    assert not desk.locator("#table").evaluate("(table) => table.open")
    desk.evaluate("localStorage.clear()")


def test_the_first_tab_stop_skips_to_the_page_and_each_stop_is_seen(desk: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    desk.goto(served.at(addresses["worse"]))
    desk.keyboard.press("Tab")
    assert desk.evaluate("document.activeElement.textContent") == "Skip to the page"
    for _stop in range(40):
        if desk.evaluate("document.activeElement === document.body"):
            break
        outline = desk.evaluate(
            """() => { const at = document.activeElement; const ring = at.querySelector?.('.hit') ?? at;
                       const style = getComputedStyle(ring);
                       return at.closest('svg') ? style.strokeWidth : style.outlineStyle + style.outlineWidth; }"""
        )
        assert outline in ("solid3px", "3px"), desk.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        desk.keyboard.press("Tab")


def test_without_script_everything_still_works(browser: Browser, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(served.start)
    page.goto(served.at(addresses["young"]))
    page.get_by_role("link", name="Add a note").click()
    page.get_by_label("Your note").fill("The harbour office moved")
    page.get_by_role("button", name="Add this note").click()
    expect(page.get_by_text("The harbour office moved").first).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back. The record keeps both.")).to_be_visible()
    assert not page.get_by_role("button", name="Dismiss").is_visible(), "what needs a script is not offered without one"
    context.close()


def test_a_guest_answers_on_a_phone_and_the_owner_reads_it(desk: Page, phone: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    desk.goto(served.at(addresses["worse"] + "share/"))
    desk.get_by_label("Your name, as they know you").fill("Mara Quill")
    desk.get_by_role("button", name="Make the link").click()
    link = desk.get_by_label("The link", exact=True).input_value()
    watch = Watch(served).over(phone)
    phone.goto(link)
    expect(phone.get_by_role("heading", name="Mara Quill would like your eyes on this.")).to_be_visible()
    phone.get_by_label("Your first words").fill("I thought it was luck.")
    phone.locator(".chips label", has_text="Now I see").tap()
    heights = "[...document.querySelectorAll('.chips label, .btn, .field')].map((control) => control.getBoundingClientRect().height)"
    assert min(phone.evaluate(heights)) >= 44, "what is pressed on a phone is 44 high"
    phone.get_by_role("button", name="Send to Mara Quill").tap()
    expect(phone.get_by_role("heading", name="Your words are kept as you wrote them.")).to_be_visible()
    assert watch.seen == []
    assert violations(phone) == []
    phone.goto(link)
    assert violations(phone) + wider_than_the_window(phone) == []
    desk.goto(served.at(addresses["worse"]))
    expect(desk.get_by_text("Insight, from a visitor with the link")).to_be_visible()


def test_a_dead_link_is_one_calm_page(phone: Page, site: tuple[Served, dict[str, str]]) -> None:
    answer = phone.goto(site[0].at("s/nothing/"))
    assert answer is not None and answer.status == 404
    assert violations(phone) + wider_than_the_window(phone) == []


def test_a_share_link_ends_on_the_day_it_says(desk: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    desk.goto(served.at(addresses["young"] + "share/"))
    desk.get_by_label("Your name, as they know you").fill("Mara Quill")
    desk.get_by_label("The link works for").select_option("7")
    desk.get_by_role("button", name="Make the link").click()
    end = datetime.now(UTC) + timedelta(days=7)
    expect(desk.get_by_role("heading", name=f"Your link, until {end.day} {end:%B %Y}")).to_be_visible()


def test_a_point_opens_under_the_chart_by_mouse_and_by_key_and_closes_to_where_one_was(
    desk: Page, site: tuple[Served, dict[str, str]]
) -> None:
    served, addresses = site
    watch = Watch(served).over(desk)
    desk.goto(served.at(addresses["worse"]))
    desk.locator(".chart-wide a.pt").last.click()
    expect(desk.locator("#point-title")).to_be_focused()
    assert desk.url.endswith(addresses["worse"]), "the page stays"
    expect(desk.get_by_role("heading", name="Why this point is flagged")).to_be_visible()
    assert violations(desk) == []
    desk.keyboard.press("Escape")
    expect(desk.locator("#point-part")).to_have_count(0)
    expect(desk.locator(".chart-wide a.pt").last).to_be_focused()
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("Enter")
    expect(desk.locator("#point-title")).to_be_focused()
    assert watch.seen == []
