"""Chromium for tests: fixtures ``browser``, ``desktop`` and ``phone``. A test that asks for one is marked ``browser``.

The headless shell is the same engine without the windows around it; where it is missing, Chromium itself. Where there is neither such a
test is skipped, with the reason; with GROUNDSWELL_BROWSER=required it fails instead.
"""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 780}
LOCALE = "en-GB"


def chromium() -> str | None:
    """Path of the Chromium to drive: GROUNDSWELL_CHROMIUM, else the first on the PATH."""
    return os.environ.get("GROUNDSWELL_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for a worker; pages live in contexts of their own, which share nothing."""
    path = chromium()
    if path is None:
        reason = "no Chromium on this machine: install the package chromium-headless-shell or chromium, or name one in GROUNDSWELL_CHROMIUM"
        if os.environ.get("GROUNDSWELL_BROWSER") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"] if os.name != "nt" and os.geteuid() == 0 else [])
        yield found
        found.close()


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    """A fresh private window of 1280 × 900."""
    yield from _window(browser, viewport=DESKTOP)


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A fresh private window of 360 × 780 with touch, as on a phone."""
    yield from _window(browser, viewport=PHONE, is_mobile=True, has_touch=True, device_scale_factor=2)


def _window(browser: Browser, **options: object) -> Iterator[Page]:
    context = browser.new_context(locale=LOCALE, timezone_id="Europe/London", reduced_motion="reduce", **options)  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    yield context.new_page()
    context.close()
