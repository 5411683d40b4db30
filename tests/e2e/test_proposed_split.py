"""A proposed split in a browser: accepted with a cause, taken back, refused; each can be followed on the page, in its log and on record."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.person import Person
from tests.server import groundswell, serving

pytestmark = pytest.mark.timeout(120)

NAME = "Days to answer"
PERIODS = [f"{2023 + at // 12}-{at % 12 + 1:02}" for at in range(48)]
FIGURES = ["16", "18", "17"] * 8 + ["11", "13", "12"] * 8
CAUSE = "A second clerk since January"
REFUSAL = "The counting changed, not the work"


def test_a_proposed_split_can_be_followed_whatever_is_decided(desktop: Page, tmp_path: Path) -> None:
    sheet = tmp_path / "days.csv"
    sheet.write_text("\n".join([f"Month,{NAME}", *(",".join(row) for row in zip(PERIODS, FIGURES, strict=True))]), encoding="utf-8")
    stored = groundswell(tmp_path / "data", "import", sheet, "--yes")
    assert stored.returncode == 0, stored.stdout + stored.stderr
    with serving(tmp_path / "data") as served:
        person = Person(desktop, served)
        person.arrive()
        person.measure(NAME)
        proposal = desktop.get_by_role("region", name="A proposed split")
        expect(proposal).to_contain_text("The 24 figures from January 2025 on look like a new level. Typical would go from 17 to 12.")
        accepted(person)
        taken_back(person)
        expect(proposal).to_be_visible()
        refused(person)
        expect(proposal).to_have_count(0)
        followed(person)


def accepted(person: Person) -> None:
    """Not without a cause; then the level is another one, and the cause stands under the chart."""
    person.follow("Accept with a cause")
    person.press("Split here")
    person.sees("A split without a cause convinces nobody later.")
    person.page.get_by_label("What changed, and why it will stay").fill(CAUSE)
    person.press("Split here")
    says = person.page.locator("p.says")
    expect(says).to_contain_text("No signal in 24 figures since January 2025; a typical month is between 8 and 16.")
    expect(person.page.get_by_role("figure", name="Smart chart")).to_contain_text(f"Split here: {CAUSE}")


def taken_back(person: Person) -> None:
    """By the way back that the page offers right away."""
    person.press("Undo", within=person.page.get_by_role("status"))
    expect(person.page.get_by_role("figure", name="Smart chart")).not_to_contain_text(CAUSE)


def refused(person: Person) -> None:
    """With a reason; the limits stay."""
    person.follow("Refuse")
    person.page.get_by_label("Why these are no new limits").fill(REFUSAL)
    person.press("Refuse it")
    person.sees(f"The proposed split at January 2025 was refused. “{REFUSAL}”")


def followed(person: Person) -> None:
    """In the record of changes, from there in the measure's log of limits; and the record is whole."""
    person.go("Record of changes")
    rows = person.page.locator("tr[id^='batch-']")
    expected = ["A proposed split was refused", "Taken back: Split at a date", "Split at a date", "Splits were proposed"]
    for row, what in enumerate(expected):
        expect(rows.nth(row)).to_contain_text(what)
        expect(rows.nth(row)).to_contain_text(NAME)
    expect(rows.nth(2)).to_contain_text(CAUSE)
    expect(rows.nth(2)).to_contain_text("Taken back")
    person.press("Check the record")
    expect(person.page.get_by_role("heading", name="The record is whole.")).to_be_visible()
    person.follow(NAME, within=rows.nth(2))
    expect(person.page.locator("h1")).to_have_text("The log of limits")
    log = person.page.get_by_role("table", name="Changes of limits").locator("tbody tr")
    expect(log).to_have_count(3)
    expect(log.nth(0)).to_contain_text(REFUSAL)
    expect(log.nth(1)).to_contain_text(CAUSE)
    expect(log.nth(1)).to_contain_text("Taken back on")
    expect(log.nth(2)).to_contain_text("A split at January 2025 was proposed.")
