"""The windows in which every page is looked at: both themes, at a desk, on a phone, and as narrow as 400 % zoom makes it.

Each push looks at both themes and both ends; the other three belong to ./check --long. The fixtures are for files whose own
fixture ``site`` gives a filled server and the addresses of its pages.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.server import Served

WINDOWS = [
    pytest.param(("light", 1280), id="light-1280"),
    pytest.param(("dark", 360), id="dark-360"),
    pytest.param(("dark", 1280), id="dark-1280", marks=pytest.mark.long),
    pytest.param(("light", 360), id="light-360", marks=pytest.mark.long),
    pytest.param(("light", 320), id="light-320", marks=pytest.mark.long),
]


@pytest.fixture(params=WINDOWS)
def window(request: pytest.FixtureRequest, browser: Browser, site: tuple[Served, dict[str, str]]) -> Iterator[Page]:
    """A signed-in window of one colour scheme and width."""
    scheme, width = request.param
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 860}, locale="en-GB", reduced_motion="reduce")
    page = context.new_page()
    page.goto(site[0].start)
    yield page
    context.close()


@pytest.fixture
def desk(desktop: Page, site: tuple[Served, dict[str, str]]) -> Page:
    """A signed-in desktop window."""
    desktop.goto(site[0].start)
    return desktop
