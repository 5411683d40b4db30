"""The windows in which every page is looked at: both themes, at a desk, on a phone, and as narrow as 400 % zoom makes it.

Each push looks at both themes and both ends; ./check --long at the other theme of a desk and at the narrowest. The fixtures are for
files whose own fixture ``site`` gives a filled server and the addresses of its pages.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from tests.access.axe import violations, wider_than_the_window
from tests.server import Served
from tests.web.served_pages import Watch

Window = tuple[str, int]
"""A colour scheme and a width in CSS pixels."""
HEIGHT = 860
EACH_PUSH: tuple[Window, ...] = (("light", 1280), ("dark", 360))
LONG: tuple[Window, ...] = (("light", 320), ("dark", 1280))
UNFOLD = "document.querySelectorAll('main details').forEach((one) => { one.open = true; })"


def broken(page: Page, windows: Sequence[Window] = EACH_PUSH) -> list[str]:
    """What is wrong with the page as it stands: every rule in the first window, in the others what theme and width alone can break."""
    found = []
    for number, window in enumerate(windows):
        resize(page, window)
        found += [f"{window[0]} {window[1]}: {line}" for line in violations(page, every_rule=number == 0) + wider_than_the_window(page)]
    resize(page, windows[0])
    return found


def resize(page: Page, window: Window) -> None:
    """The same page in another window."""
    scheme, width = window
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": HEIGHT})


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody signed in who looks at page after page, in one window and then in another."""

    page: Page
    served: Served
    windows: Sequence[Window]

    def broken(self) -> list[str]:
        """What is wrong with the page as it stands."""
        return broken(self.page, self.windows)

    def over(self, paths: Iterable[str], *, unfolded: bool = False) -> None:
        """No rule broken, nothing wider than the window, one solid button a page, nothing fetched from elsewhere and no policy broken."""
        watch, found = Watch(self.served).over(self.page), []
        for path in paths:
            self.page.goto(self.served.at(path))
            if unfolded:
                self.page.evaluate(UNFOLD)
            found += [f"/{path} {line}" for line in self.broken() + watch.seen]
            watch.seen.clear()
            assert self.page.locator("main .btn.main:visible").count() <= 1, f"{path}: one solid button a page"
        assert found == []


@pytest.fixture(params=[pytest.param(EACH_PUSH, id="push"), pytest.param(LONG, id="long", marks=pytest.mark.long)])
def look(request: pytest.FixtureRequest, browser: Browser, site: tuple[Served, dict[str, str]]) -> Iterator[Look]:
    """A look through a signed-in window."""
    context = browser.new_context(locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    resize(page, request.param[0])
    page.goto(site[0].start)
    yield Look(page, site[0], request.param)
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
