"""Why this measure, who looks after it and who is shown it, on the demo: axe, narrow windows, one sheet of paper."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from groundswell.records import databases
from groundswell.records.actors import local_actor
from groundswell.records.demo.harbour_design import MEASURE
from groundswell.records.demo.open_close import open_demo
from groundswell.records.selectors.portfolio import measures
from groundswell.records.services.allowed_words import allow
from tests.access.windows import Look
from tests.server import Served
from tests.web.served_pages import filled_and_served

MOST_WORDS = 350
"""What somebody reads in two minutes with thought to spare (issue 3, point 7)."""


def fill() -> dict[str, str]:
    """The demo, with a measure that has the whole chain and one that nobody has linked."""
    open_demo(date(2026, 11, 25))
    with databases.working_on(databases.DEMO):
        allow(local_actor(), "Grundstücksverkehrsgenehmigungszuständigkeit", "As the law on land transfers says, in its second part.")
        found = {row.name: row.measure_id for row in measures(local_actor())}
    return {"whole": f"measures/{found[MEASURE]}/", "bare": f"measures/{found['Days a reported pothole stays open']}/"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Iterator[tuple[Served, dict[str, str]]]:
    """The server with the demo open."""
    with filled_and_served(Path(tmp_path_factory.mktemp("site")) / "data", django_db_blocker, fill) as both:
        yield both


def test_every_page_is_clean_and_fits(look: Look, site: tuple[Served, dict[str, str]]) -> None:
    whole, bare = site[1]["whole"], site[1]["bare"]
    look.over([whole, bare, f"{whole}why/", f"{bare}why/", "map-words/"])


@pytest.mark.long
def test_the_pages_of_owners_and_links_are_clean_and_fit(look: Look, site: tuple[Served, dict[str, str]]) -> None:
    own = [f"{site[1]['whole']}{page}/" for page in ("owners", "share", "opened")]
    look.over([*own, "asked/", "owed/", "settings/links/"])


def test_the_whole_answer_is_read_in_two_minutes_and_fits_one_sheet(desktop: Page, site: tuple[Served, dict[str, str]]) -> None:
    served, addresses = site
    desktop.goto(served.start)
    desktop.goto(served.at(addresses["whole"] + "why/"))
    words = desktop.locator("main").inner_text().split()
    assert 150 < len(words) <= MOST_WORDS
    assert desktop.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 1
