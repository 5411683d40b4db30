"""Fifteen minutes a day in Chromium: a sheet becomes somebody's first words in a week, a goal becomes an answered measure in three.

At a desk, on a phone, and by the keyboard alone. What a walk comes to that no address alone shows is looked at in light and dark: no
rule of accessibility broken, nothing wider than the window, no complaint of the browser, no trace in the log.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from groundswell.records import clock
from groundswell.records.settings import FILE_NAME
from tests.access.axe import violations, wider_than_the_window
from tests.e2e.hands import Hands, Keys, Pointer
from tests.e2e.harbour_files import SCORECARD, scorecard
from tests.e2e.steps_of_today import WRITTEN
from tests.server import Served, serving
from tests.web.served_pages import Watch

pytestmark = pytest.mark.timeout(420)

WEEK_OF_A_SHEET = ("S19", "S20", "S23", "S24")
"""After the sheet itself (S17)."""
WEEKS_OF_A_RESULT = (
    ("S05", "S06", "S09", "S10", "S11"),
    ("S12", "S13", "S14", "S15", "S17"),
    ("S19", "S20", "S23", "S24", "S25"),
)
DONE_TODAY = "Done. That is all for today."


@dataclass
class Walk:
    """One person's days with Today."""

    hands: Hands
    served: Served
    looked_at: set[str] = field(default_factory=set)

    @property
    def page(self) -> Page:
        """The window."""
        return self.hands.page

    def suggested(self, step: str) -> None:
        """Today is opened, and it asks for this step."""
        self.hands.go("Today")
        expect(self.page.locator("#step-form input[name=step], details.finishing input[name=step]").first).to_have_value(step)

    def day(self, step: str) -> None:
        """What Today asks for is done inside its page, and the day ends with a next action."""
        self.suggested(step)
        WRITTEN[step](self.hands)
        self.hands.press("Keep this")
        self.all_done()
        self.look(f"{step} done")
        self.finish()

    def all_done(self) -> None:
        """Everything under "Done when" is ticked."""
        expect(self.page.get_by_text("Kept.", exact=True)).to_be_visible()
        expect(self.page.locator(".done-when").get_by_text("Not yet:")).to_have_count(0)
        assert self.page.locator(".done-when li").count() > 0

    def finish(self) -> None:
        """A next action ends the day; a day goes by."""
        self.hands.write("What is the very next thing to do?", "ask Ines for the log")
        self.hands.press("Finish for today")
        expect(self.page.get_by_text(DONE_TODAY)).to_be_visible()
        self.look("finished")
        a_day_goes_by(self.served.data)

    def look_back(self) -> None:
        """After five days the week is looked back at: what is open is cleared, one thing learned, and it ends itself."""
        self.suggested("S34")
        expect(self.page.get_by_role("button", name="It is done")).to_have_count(5)
        WRITTEN["S34"](self.hands)
        self.hands.press("Keep this")
        self.all_done()
        self.look("S34 done")
        self.hands.follow("Look back")
        expect(self.page.locator("main")).to_contain_text("Ask before counting")
        self.look("look back")
        a_day_goes_by(self.served.data, days=3)

    def look(self, name: str) -> None:
        """The page as it is now, with all that folds open, in light and dark; each once."""
        if name in self.looked_at:
            return
        self.looked_at.add(name)
        found = []
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            broken = violations(self.page, every_rule=scheme == "light") + wider_than_the_window(self.page)
            found += [f"{name}, {scheme}: {line}" for line in broken]
        self.page.emulate_media(color_scheme="light")
        assert found == []


@pytest.fixture
def walk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Walk]:
    """Somebody with nothing yet, and a server of their own; ``request.param`` is the window and what they work it with."""
    window, hands = request.param
    page: Page = request.getfixturevalue(window)
    (tmp_path / SCORECARD).write_bytes(scorecard())
    with serving(tmp_path / "data") as served:
        watch = Watch(served).over(page)
        page.goto(served.start)
        yield Walk(hands(page), served)
        assert watch.seen == [], "the page's scripts and policy complain"
        assert "Traceback" not in served.log.read_text(encoding="utf-8")


AT_A_DESK, BY_KEYS = pytest.param(("desktop", Pointer), id="desktop"), pytest.param(("desktop", Keys), id="keyboard")
ON_A_PHONE = pytest.param(("phone", Pointer), id="phone", marks=pytest.mark.long)
BY_KEYS_AGAIN = pytest.param(("desktop", Keys), id="keyboard", marks=pytest.mark.long)
"""At every change a goal is walked with a mouse and a sheet by keys; in ./check --long a goal by keys and a sheet on a phone."""


@pytest.mark.parametrize("walk", [BY_KEYS, ON_A_PHONE], indirect=True)
def test_a_sheet_becomes_first_words_in_a_week(walk: Walk, tmp_path: Path) -> None:
    bring_the_sheet(walk, tmp_path / SCORECARD)
    for step in WEEK_OF_A_SHEET:
        walk.day(step)
    walk.look_back()
    walk.suggested("S06")


@pytest.mark.parametrize("walk", [AT_A_DESK, BY_KEYS_AGAIN], indirect=True)
def test_a_goal_becomes_an_answered_measure_in_three_weeks(walk: Walk) -> None:
    for week in WEEKS_OF_A_RESULT:
        for step in week:
            walk.day(step)
        walk.look_back()
    walk.suggested("S06")


def bring_the_sheet(walk: Walk, file: Path) -> None:
    """The first day of somebody whose figures lie in a sheet: something else than a goal, and then enough for one day."""
    hands, page = walk.hands, walk.page
    walk.suggested("S05")
    hands.unfold("Something else")
    hands.follow("Bring the figures in.")
    walk.look("S17 without a measure")
    hands.follow("Bring the whole sheet")
    hands.hand_over(re.compile("Drop a workbook here"), file)
    hands.press("Read this file")
    hands.press("Record as missing")
    expect(page.get_by_text("Nothing needs you.")).to_be_visible(timeout=30_000)
    hands.press("See what would change")
    hands.press("Store 87 figures")
    expect(page.get_by_text("87 figures stored.")).to_be_visible()
    walk.suggested("S19")
    hands.unfold("Finish for today")
    walk.finish()


def a_day_goes_by(data: Path, *, days: int = 1) -> None:
    """Every session becomes a day older, as it will be tomorrow."""
    with closing(sqlite3.connect(data / FILE_NAME)) as records, records:
        for session, *moments in records.execute("SELECT id, started_at, ended_at FROM session").fetchall():
            older = [None if one is None else clock.stamp(clock.moment(one) - timedelta(days=days)) for one in moments]
            records.execute("UPDATE session SET started_at = ?, ended_at = ? WHERE id = ?", (*older, session))
