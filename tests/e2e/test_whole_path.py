"""The main job from end to end, in Chromium, at a desk and on a phone, against the product as it is started.

A planner brings the scorecard, corrects a reading, stores it, splits a chart, notes a storm, shows it to one other person, who
answers from a private window without an account; then the same file comes again, then next month's with two changed values,
which is undone; the record is checked, backed up and restored.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.browser import LOCALE, PHONE
from tests.e2e.harbour_files import FILES, NEXT_MONTH, SCORECARD
from tests.e2e.person import Person
from tests.server import Served, groundswell, serving

pytestmark = pytest.mark.timeout(180)

COMPLAINTS = "Complaints, median days"
REASON = "One person reads every complaint on the day it arrives."
STORM = "Storm in the second week: 61 complaints in five days."
FIRST_WORDS = "Do the hard ones now wait longer?"
ANSWER = "The oldest open case is 31 days old, the youngest we ever had."
EXPECTED_REFUSALS = ("status of 400", "status of 403", "status of 422")
"""What a browser's console says of a form that came back, and of a page without the start token; both are part of the path."""


@pytest.fixture(params=[pytest.param("desktop", marks=pytest.mark.long), "phone"])
def person(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Person]:
    """A planner at a desk or with a phone, a server of their own, and the harbour council's files in a folder."""
    for name, make in FILES.items():
        (tmp_path / name).write_bytes(make())
    page: Page = request.getfixturevalue(request.param)
    page.context.set_default_timeout(15_000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.extend(_complaint(message)))
    with serving(tmp_path / "data") as served:
        yield Person(page, served)
        assert complaints == [], "the page's scripts and policy complain"
        assert "Traceback" not in served.log.read_text(encoding="utf-8")


def test_the_whole_path(person: Person, browser: Browser, tmp_path: Path) -> None:
    person.arrive()
    expect(person.page.locator("h1")).to_have_text("No measure yet. One sheet is enough.")
    bring_the_scorecard(person, tmp_path / SCORECARD)
    split_and_note(person)
    link = make_a_link(person)
    react(browser, person.served, link)
    answer(person)
    bring_it_again(person, tmp_path / SCORECARD)
    bring_next_month(person, tmp_path / NEXT_MONTH)
    undo(person)
    head = verify(person)
    back_up_and_restore(person.served, tmp_path, head)


def bring_the_scorecard(person: Person, file: Path) -> None:
    """Seven measures are found; a row is read another way and back; the broken cell is recorded as missing; all is stored."""
    person.bring(file)
    assert person.headline() == "Your sheet holds 7 measures over 13 months."
    page = person.page
    page.get_by_text("Read a row or column another way").click()
    rows = page.get_by_label("Which")
    rows.select_option(label=next(text for text in rows.locator("option").all_text_contents() if text.startswith("Row 14")))
    page.locator("#role").select_option(label="Measure")
    person.press("Change the reading")
    expect(page.locator("h1")).to_have_text("Your sheet holds 8 measures over 13 months.")
    person.press("Take the last one back")
    expect(page.locator("h1")).to_have_text("Your sheet holds 7 measures over 13 months.")
    assert "F10" in page.locator("#needs ~ .problem").first.inner_text()
    person.press("Record as missing")
    expect(page.get_by_text("Nothing needs you.")).to_be_visible()
    page.get_by_role("button", name="See what would change").last.click()
    expect(page.locator("h1")).to_have_text("87 figures to begin with.")
    person.press("Store 87 figures")
    expect(page.get_by_text("87 figures stored.")).to_be_visible()
    assert person.headline() == "One of seven measures really changed."


def split_and_note(person: Person) -> None:
    """What it would do is shown first; a split without a reason comes back with what was chosen; a note is lettered."""
    person.measure(COMPLAINTS)
    assert "Eight figures in a row since March 2026 lie below the typical" in person.text()
    person.follow("Split at a date")
    page = person.page
    page.get_by_label("First period of the new limits").select_option(label="Mar 2026")
    person.press("See what it would do")
    expect(page.get_by_role("heading", name="What it would do")).to_be_visible()
    person.press("Split here")
    expect(page.get_by_label("First period of the new limits").locator("option:checked")).to_have_text("Mar 2026")
    page.get_by_label("What changed, and why it will stay").fill(REASON)
    person.press("Split here")
    person.sees("Since March 2026 typical is 16 days, down from 26.")
    person.sees("the limits are provisional")
    person.follow("Add a note")
    page.get_by_label("Period").select_option(label="Feb 2026")
    page.get_by_label("Your note").fill(STORM)
    person.press("Add this note")
    person.sees(STORM)
    person.sees(REASON)


def make_a_link(person: Person) -> str:
    """A question goes with the chart; the link is shown once."""
    person.follow("Show it to one other person")
    page = person.page
    page.get_by_label("What would you have to hear from the people it is about, to believe this?").check()
    page.get_by_label("Your name, as they know you").fill("Mara")
    person.press("Make the link")
    address = page.get_by_label("The link", exact=True).input_value()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/s/[\w-]{22,}/", address)
    page.reload()
    assert address not in page.content()
    return address


def react(browser: Browser, served: Served, link: str) -> None:
    """Somebody else, on a phone, without an account: sees that chart and nothing else, and says their first words."""
    private = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True, locale=LOCALE)
    page = private.new_page()
    seen = page.goto(link)
    assert seen is not None
    assert seen.headers["referrer-policy"] == "no-referrer"
    assert "noindex" in seen.headers["x-robots-tag"]
    expect(page.locator("h1")).to_have_text("Mara would like your eyes on this.")
    expect(page.get_by_text("What would you have to hear from the people it is about, to believe this?")).to_be_visible()
    expect(page.locator("svg.chart:visible").first).to_be_visible()
    page.get_by_label("Your first words").fill(FIRST_WORDS)
    page.locator("label", has_text="A question").click()
    page.get_by_role("button", name="Send to Mara").click()
    expect(page.get_by_text("Your words are kept as you wrote them.")).to_be_visible()
    for elsewhere in ("", "record/", "bring/", "settings/"):
        refused = page.goto(served.at(elsewhere))
        assert refused is not None
        assert refused.status == 403
    private.close()


def answer(person: Person) -> None:
    """The first words stand beside the chart, and get an answer."""
    person.measure(COMPLAINTS)
    page = person.page
    person.sees(FIRST_WORDS)
    person.follow(re.compile("^Answer"))
    page.get_by_label("Your answer").fill(ANSWER)
    person.press("Keep this answer")
    person.sees(ANSWER)


def bring_it_again(person: Person, file: Path) -> None:
    """The same file adds nothing and names the batch it came with; its shape is known."""
    person.bring(file)
    assert "the recipe that you keep" in person.text()
    person.page.get_by_role("button", name="See what would change").last.click()
    expect(person.page.locator("h1")).to_have_text("This file adds nothing.")
    assert SCORECARD in person.text()


def bring_next_month(person: Person, file: Path) -> None:
    """Two past values changed without a word: shown old and new before anything is stored."""
    person.bring(file)
    person.page.get_by_role("button", name="See what would change").last.click()
    expect(person.page.locator("h1")).to_have_text("Two past values change.")
    changed = [" ".join(row.split()) for row in person.page.locator("table.diff tbody tr").all_inner_texts()]
    assert any("Ferries leaving on time" in row and "88.4" in row and "88.9" in row for row in changed)
    assert any("Near misses reported" in row and "28" in row and "30" in row for row in changed)
    person.page.get_by_label(re.compile("Why did .*Ferries leaving on time")).select_option(label="Late returns")
    person.press("Store 9 figures")
    expect(person.page.get_by_text("9 figures stored.")).to_be_visible()


def undo(person: Person) -> None:
    """The whole batch is taken back by a new entry, and yesterday's values stand again."""
    person.go("Record of changes")
    person.follow(re.compile(rf"^Undo.*{NEXT_MONTH}"))
    person.page.get_by_label("Why it is undone").fill("The return was not final.")
    person.press(re.compile("^Undo"), within=person.page.locator("main"))
    expect(person.page.get_by_text("9 figures undone.")).to_be_visible()
    person.measure("Ferries leaving on time")
    assert "88.4" in person.page.locator("main").text_content()  # type: ignore[operator]
    assert "88.9" not in person.page.locator("main").text_content()  # type: ignore[operator]


def verify(person: Person) -> str:
    """The page and the command say the same of the same record. Gives its head."""
    person.go("Record of changes")
    person.press("Check the record")
    expect(person.page.get_by_role("heading", name="The record is whole.")).to_be_visible()
    head = person.page.locator("#answer-part .hash").inner_text()
    by_command = groundswell(person.served.data, "ledger", "verify", "--head", head)
    assert by_command.returncode == 0, by_command.stderr
    return head


def back_up_and_restore(served: Served, folder: Path, head: str) -> None:
    """A backup while the pages are served; restored into an empty place it is the same record, and it verifies."""
    kept = folder / "groundswell-backup"
    made = groundswell(served.data, "backup", kept)
    assert made.returncode == 0, made.stderr
    elsewhere = folder / "elsewhere"
    restored = groundswell(elsewhere, "restore", kept)
    assert restored.returncode == 0, restored.stderr
    whole = groundswell(elsewhere, "ledger", "verify", "--head", head)
    assert whole.returncode == 0, whole.stderr
    with serving(elsewhere) as again:
        assert again.start != served.start


def _complaint(message: ConsoleMessage) -> list[str]:
    wanted = message.type in ("error", "warning") and not any(known in message.text for known in EXPECTED_REFUSALS)
    return [message.text] if wanted else []


