"""The pages without a server: Django's client on loopback, holding the cookie of a start, on a data directory of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

from groundswell.web import start_token
from tests.data_directory import data_directory, migrated_folder

__all__ = ["data_directory", "migrated_folder", "pages", "stranger"]

TOKEN = "0123456789abcdef0123456789abcdef"


@pytest.fixture
def pages(data_directory: Path) -> Iterator[Client]:
    """The person at this machine."""
    with override_settings(GROUNDSWELL_START_TOKEN=TOKEN):
        yield holding_cookie()


@pytest.fixture
def stranger(data_directory: Path) -> Iterator[Client]:
    """Anybody else who reaches the port: no cookie."""
    with override_settings(GROUNDSWELL_START_TOKEN=TOKEN):
        yield Client(headers={"host": "localhost"})


def holding_cookie(*, checks_csrf: bool = False) -> Client:
    """A client that was opened with the printed address."""
    client = Client(enforce_csrf_checks=checks_csrf, raise_request_exception=False, headers={"host": "localhost"})
    client.cookies[start_token.COOKIE] = start_token.cookie_value(settings.GROUNDSWELL_START_TOKEN)
    return client
