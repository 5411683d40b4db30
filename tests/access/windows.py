"""The windows in which every page is looked at: both themes, at a desk, on a phone, and as narrow as 400 % zoom makes it.

Each push looks at both themes and both ends; the other three belong to ./check --long. The fixtures are for files whose own
fixture ``site`` gives a filled server and the addresses of its pages.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from tests.access.axe import violations, wider_than_the_window
from tests.server import Served
from tests.web.served_pages import Watch

WINDOWS = [
    pytest.param(("light", 1280), id="light-1280"),
    pytest.param(("dark", 360), id="dark-360"),
    pytest.param(("dark", 1280), id="dark-1280", marks=pytest.mark.long),
    pytest.param(("light", 360), id="light-360", marks=pytest.mark.long),
    pytest.param(("light", 320), id="light-320", marks=pytest.mark.long),
]
UNFOLD = "document.querySelectorAll('main details').forEach((one) => { one.open = true; })"


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody who looks at page after page in one window, and whether they hold every rule on each or what theme and width can break."""

    page: Page
    served: Served
    every_rule: bool

    def over(self, paths: Iterable[str], *, unfolded: bool = False) -> None:
        """No rule broken, nothing wider than the window, one solid button a page, nothing fetched from elsewhere and no policy broken."""
        watch, found = Watch(self.served).over(self.page), []
        for number, path in enumerate(paths):
            self.page.goto(self.served.at(path))
            if unfolded:
                self.page.evaluate(UNFOLD)
            broken = violations(self.page, every_rule=self.every_rule or number == 0) + wider_than_the_window(self.page)
            found += [f"/{path} {line}" for line in broken + watch.seen]
            watch.seen.clear()
            assert self.page.locator("main .btn.main:visible").count() <= 1, f"{path}: one solid button a page"
        assert found == []


@pytest.fixture(params=WINDOWS)
def look(request: pytest.FixtureRequest, browser: Browser, site: tuple[Served, dict[str, str]]) -> Iterator[Look]:
    """A look through a signed-in window of one colour scheme and width."""
    scheme, width = request.param
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 860}, locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    page.goto(site[0].start)
    yield Look(page, site[0], every_rule=(scheme, width) != ("dark", 360))
    context.close()


@pytest.fixture
def window(look: Look) -> Page:
    """The signed-in window itself."""
    return look.page


@pytest.fixture
def desk(desktop: Page, site: tuple[Served, dict[str, str]]) -> Page:
    """A signed-in desktop window."""
    desktop.goto(site[0].start)
    return desktop
