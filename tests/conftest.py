"""Fixtures that every folder of tests may ask for, and the mark of those that drive a browser."""

import os
import time

import pytest
from hypothesis import HealthCheck, settings

from tests.browser import browser, desktop, phone
from tests.cast import cast
from tests.data_directory import data_directory, migrated_folder
from tests.postgresql import cluster, is_wanted, record_server
from tests.server import served

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
"""Playwright's loop runs in the thread of the tests that drive a browser; the ORM calls of those tests are synchronous all the same."""

WINDOWS = ("desktop", "phone")

BEGUN_BY = time.monotonic() + float(os.environ.get("GROUNDSWELL_LONG_SECONDS", "inf"))
"""No long test is begun later: a bounded long part ends by itself on a slow machine too, and says what it left out."""

settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
"""Properties draw the same examples on every run, and none is timed: a busy machine makes no test red."""

__all__ = ["browser", "cast", "cluster", "data_directory", "desktop", "migrated_folder", "phone", "record_server", "served"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks each test that asks for Chromium, so that it can be picked or left out by name."""
    for item in items:
        windows = getattr(getattr(item, "callspec", None), "params", {}).values()  # asked for by name, once the test runs
        if "browser" in getattr(item, "fixturenames", ()) or any(one in WINDOWS for one in windows if isinstance(one, str)):
            item.add_marker(pytest.mark.browser)
        only = item.get_closest_marker("sqlite_only")
        if only is not None and is_wanted():
            item.add_marker(pytest.mark.skip(reason=f"SQLite only: {only.args[0]}"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture, which may be what takes long."""
    if time.monotonic() > BEGUN_BY and item.get_closest_marker("long") is not None:
        pytest.skip("not begun: the time for long tests was over")
