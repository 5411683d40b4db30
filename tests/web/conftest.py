"""The pages, for the tests of this folder."""

import pytest

from tests.pages import data_directory, migrated_folder, pages, stranger

__all__ = ["data_directory", "migrated_folder", "pages", "stranger"]


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine reads and stores slowly; only the tests of the progress pages are about that."""
    monkeypatch.setattr("groundswell.web.pages.bring.desk.PATIENCE", 60.0)
    monkeypatch.setattr("groundswell.web.pages.bring.storing.PATIENCE", 60.0)
