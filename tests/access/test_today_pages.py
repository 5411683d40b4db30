"""Today, its look back and mini galleries: axe, narrow windows, the keyboard, no script, in light and dark."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from groundswell.domain.authoring.sessions.steps import STEPS, Subject
from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.services import map_goals, results_maps, sessions, sharing, writings
from groundswell.records.services.sharing import Words
from tests.access.test_measure_pages import LONG_GERMAN, RIGHT_TO_LEFT
from tests.access.windows import Look
from tests.server import Served
from tests.web.designed import written_sheet
from tests.web.filled import CALM, JUMP, measure
from tests.web.payloads import PAYLOADS
from tests.web.served_pages import filled_and_served

NOW = datetime.now(UTC)


def fill() -> dict[str, str]:
    """Something for every step to work on, with long words, right-to-left ones and a gap; and a person with ten weeks of sessions."""
    actor = local_actor()
    late, young = measure(LONG_GERMAN, (*JUMP[:6], None, *JUMP[6:])), measure("Moorings found empty", ("3", "4", "5"))
    calm = measure(RIGHT_TO_LEFT, CALM)
    plan, result = written_sheet()
    results_maps.write_result(actor, plan, f"Enhance {LONG_GERMAN}", "team")
    goal = map_goals.bring_one_goal(actor, plan, f"Improve {LONG_GERMAN} by 10%", source=LONG_GERMAN).id
    sharing.type_reaction(actor, Line(late, None), Words(kind="insight", text=LONG_GERMAN, name=RIGHT_TO_LEFT), now=NOW)
    gallery = writings.make_gallery(actor, LONG_GERMAN, [f"{one}/" for one in (late, calm, young)], "What surprises you here?").id
    writings.change_gallery(actor, gallery, {"invitation": "Tuesday by the kettle, ten minutes."})
    for text, name in ((LONG_GERMAN, RIGHT_TO_LEFT), (PAYLOADS[0], "")):
        writings.write_remark(actor, gallery, {"about": f"{late}/", "remark_kind": "concern", "text": text, "name": name})
    _weeks()
    sessions.park(actor, LONG_GERMAN, now=NOW)
    subjects = {Subject.GOAL: goal, Subject.MAP: plan, Subject.RESULT: result, Subject.DEFINITION: late, Subject.MEASURE: late}
    subjects |= {Subject.GALLERY: gallery, Subject.SELF: ""}
    asked = {step: f"today/?step={step}&subject={'' if step == 'S06' else subjects[one.subject]}" for step, one in STEPS.items()}
    return {
        **asked,
        "today": "today/",
        "young": f"today/?step=S19&subject={young}",
        "no figures": "today/?step=S17",
        "nobody yet": f"today/?step=S25&subject={calm}",
        "new gallery": "today/?step=S26",
        "look back": "today/look-back/",
        "gallery": f"galleries/{gallery}/",
        "sheet": f"galleries/{gallery}/sheet/",
    }


def _weeks() -> None:
    """Sessions of ten weeks, the last of them with next actions that are open."""
    actor = local_actor()
    for week in range(10):
        for day in range(2 + week % 3):
            at = NOW - timedelta(weeks=10 - week, days=-day)
            session = sessions.start(actor, "S06", {}, now=at)
            ending = sessions.Ending("ask Ines", at.date(), done=True, learned=LONG_GERMAN if week == 9 else "")
            sessions.finish(actor, session, ending, now=at)
            if week < 9:
                sessions.clear_action(actor, session, now=at)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[tuple[Served, dict[str, str]]]:
    """The filled server with its addresses."""
    with filled_and_served(Path(tmp_path_factory.mktemp("today")) / "data", django_db_blocker, fill) as both:
        yield both


def test_every_step_and_gallery_is_clean_and_fits(look: Look, site: tuple[Served, dict[str, str]]) -> None:
    look.over(site[1].values(), unfolded=True)


REFUSED = (("S01", "trigger"), ("S06", "text"), ("S14", "formula"), ("S20", "says_0"), ("S23", "person"), ("new gallery", "name"))
"""A step whose form comes back when it is kept empty, and its first field."""


def test_a_refused_form_is_clean_and_leads_to_its_field(window: Page, look: Look, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    for step, first in REFUSED:
        window.goto(served.at(addresses[step]))
        empty_the_form(window)
        window.get_by_role("button", name="Keep this").click()
        expect(window.locator("#error-summary"), step).to_be_focused()
        assert look.broken() == [], step
        window.locator("#error-summary a").first.click()
        expect(window.locator(f"#{first}"), step).to_be_focused()


def empty_the_form(page: Page) -> None:
    """Nothing is written and nothing is chosen."""
    page.evaluate(
        """() => document.querySelectorAll('#step-form :is(input, textarea):not([type=hidden])').forEach((one) => {
          if (one.matches('[type=radio], [type=checkbox]')) one.checked = false; else one.value = '';
        })"""
    )


def test_an_end_without_a_next_action_leads_to_its_field(window: Page, look: Look, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    window.goto(served.at(addresses["S20"]))
    window.locator("summary", has_text="Finish for today").click()
    window.get_by_role("button", name="Finish for today").click()
    expect(window.locator("#error-summary")).to_be_focused()
    assert look.broken() == []
    window.locator("#error-summary a").first.click()
    expect(window.locator("#next_action")).to_be_focused()


def test_a_remark_is_typed_and_answered_by_keys_alone(desk: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    desk.goto(served.at(addresses["gallery"]))
    before = desk.locator("blockquote").count()
    desk.get_by_label("Their words").focus()
    desk.keyboard.type("It forgets the winter")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator("blockquote")).to_have_count(before + 1)
    reply = desk.get_by_label("because …").last
    reply.focus()
    desk.keyboard.type("Both winters are shown now")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    expect(desk.locator("main")).to_contain_text("Both winters are shown now")


def test_without_script_a_step_is_kept_and_the_day_ends(browser: Browser, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    context = browser.new_context(java_script_enabled=False, locale="en-GB", viewport={"width": 360, "height": 780})
    page = context.new_page()
    page.goto(served.start)
    page.goto(served.at(addresses["S22"]))
    page.get_by_label("Too early to say: fewer than two full years").check()
    page.get_by_role("button", name="Keep this").click()
    expect(page.locator(".done-when")).not_to_contain_text("Not yet:")
    page.get_by_label("What is the very next thing to do?").fill("ask Ines for the log")
    page.get_by_role("button", name="Finish for today").click()
    expect(page.get_by_text("Done. That is all for today.")).to_be_visible()
    page.goto(served.at(addresses["sheet"]))
    assert not page.get_by_role("button", name="Print").is_visible(), "what needs a script is not offered without one"
    context.close()


def test_what_is_pressed_on_a_phone_is_44_high(phone: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    phone.goto(served.start)
    pressed = "main .btn, main .field, main label.choice, main summary.more"
    for name in ("S01", "S05", "S10", "S20", "S34", "gallery", "look back"):
        phone.goto(served.at(addresses[name]))
        small = phone.evaluate(
            f"""[...document.querySelectorAll('{pressed}')].filter((one) => one.offsetParent && one.getBoundingClientRect().height < 44)
                .map((one) => one.outerHTML.slice(0, 90))"""
        )
        assert small == [], name
