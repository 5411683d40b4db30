"""Fixtures that every folder of tests may ask for, and the mark of those that drive a browser."""

import pytest

from tests.browser import browser, desktop, phone
from tests.data_directory import data_directory, migrated_folder
from tests.server import served

__all__ = ["browser", "data_directory", "desktop", "migrated_folder", "phone", "served"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks each test that asks for Chromium, so that it can be picked or left out by name."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
