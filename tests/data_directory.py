"""A data directory for tests: a real one on disk, migrated once per session and copied for each test."""

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groundswell.web.settings")
if not apps.ready:
    django.setup()

from groundswell.records import opening
from groundswell.records.settings import ADDRESS_FILE
from tests import postgresql

UNDER_WAY = ("reading-", "storing-")
SECONDS_TO_END = 60
"""What a page began and a test did not wait for works on this record, and must not on the next test's."""


@pytest.fixture(scope="session")
def migrated_folder(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    """A data directory as it is after its first opening."""
    folder = tmp_path_factory.mktemp("data")
    if postgresql.is_wanted():
        postgresql.give_database(folder)
    with django_db_blocker.unblock():
        opening.point_to(folder)
        opening.open_data_directory("default", command="tests")
        opening.close_all()
    if postgresql.is_wanted():
        postgresql.make_template(folder)
    return folder


@pytest.fixture
def data_directory(migrated_folder: Path, tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    """An open data directory of the test's own; closed afterwards."""
    folder = tmp_path / "groundswell-data"
    shutil.copytree(migrated_folder, folder, ignore=shutil.ignore_patterns(ADDRESS_FILE))
    if postgresql.is_wanted():
        postgresql.lend_database(folder)
    with django_db_blocker.unblock():
        opening.point_to(folder)
        opening.open_data_directory("default", command="tests")
        yield folder
        for thread in threading.enumerate():
            if thread.name.startswith(UNDER_WAY):
                thread.join(SECONDS_TO_END)
        opening.close_all()
