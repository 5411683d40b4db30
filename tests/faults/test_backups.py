"""Backups in turn, drills, what a restore ends, and a failing backup that is seen. G1, G2 and G3."""

import re
import shutil
import sqlite3
import stat
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client

from groundswell.errors import UserError
from groundswell.records import backups, clock, databases, opening
from groundswell.records.actors import local_actor
from groundswell.records.care import after_restore, memory, rotation
from groundswell.records.care.drill import drill, pointed_to
from groundswell.records.databases import database_file
from groundswell.records.postgresql import portable
from groundswell.records.selectors import ledger
from groundswell.records.services import intake
from groundswell.records.settings import ADDRESS
from tests.intakes import months_of
from tests.pages import pages
from tests.postgresql import is_wanted, lend_database

__all__ = ["pages"]

START = datetime(2026, 11, 30, 1, tzinfo=UTC)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Sets the clock."""
    return lambda moment: monkeypatch.setattr(clock, "now", lambda: moment)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    folder = tmp_path / "shelf"
    folder.mkdir()
    return folder


def figures(name: str = "Ferries") -> None:
    intake.store(local_actor(), months_of(name, ["1", "2", "3"]))


def test_the_oldest_make_room_and_foreign_files_stay(data_directory: Path, shelf: Path, at: Callable[[datetime], None]) -> None:
    figures()
    (shelf / "groundswell-notes.txt").write_text("keep me")
    (shelf / "groundswell-20200101-000000.sqlite3.gz").write_text("keep me")
    made = []
    for day in range(5):
        at(START + timedelta(days=day))
        made.append(rotation.back_up_into(shelf, keep=3)[0])
    assert rotation.dated(shelf) == made[2:]
    assert len(list(shelf.iterdir())) == 5
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in made[2:])
    assert [rotation.back_up_into(shelf, keep=30)[0] for _ in range(3)] == rotation.dated(shelf)[-3:], "one second, and names in order"


def test_a_clock_put_back_does_not_cost_the_backup_just_made(data_directory: Path, shelf: Path, at: Callable[[datetime], None]) -> None:
    at(START)
    rotation.back_up_into(shelf, keep=1)
    at(START - timedelta(days=30))
    made, _ = rotation.back_up_into(shelf, keep=1)
    assert rotation.dated(shelf) == [made]


@pytest.mark.parametrize("fault", ["damaged copy", "broken record"])
def test_G2_a_copy_that_is_not_whole_never_pushes_out_a_good_one(
    data_directory: Path, shelf: Path, at: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    figures()
    at(START)
    good, _ = rotation.back_up_into(shelf, keep=1)
    real, writes = backups.copy_database, portable if databases.is_postgresql() else backups

    def spoiled(source: Path, target: Path) -> None:
        real(source, target)
        if fault == "broken record":
            with sqlite3.connect(target) as connection:
                connection.execute("DROP TRIGGER observation_no_update")
                connection.execute("UPDATE observation SET coef = '9' WHERE coef = '2'")
            connection.close()
        else:
            content = bytearray(target.read_bytes())
            content[8192:12288] = bytes(4096)
            target.write_bytes(content)

    monkeypatch.setattr(writes, "copy_database", spoiled)
    at(START + timedelta(days=1))
    for _ in range(3):
        with pytest.raises(UserError, match="backup_damaged" if fault == "damaged copy" else "backup_not_whole"):
            rotation.back_up_into(shelf, keep=1)
    assert list(shelf.iterdir()) == [good]
    backups.checked(good)
    assert memory.remembered().failed is not None
    monkeypatch.setattr(writes, "copy_database", real)
    rotation.back_up_into(shelf, keep=1)
    assert memory.remembered().failed is None, "a good one ends it"


def test_G2_a_failing_backup_stands_on_the_first_page_at_once_and_a_missing_one_within_26_hours(
    pages: Client, shelf: Path, at: Callable[[datetime], None]
) -> None:
    now = datetime.now(UTC)

    def said() -> str:
        return pages.get("/").content.decode()

    at(now - timedelta(days=40))
    rotation.back_up_into(shelf, keep=3)
    assert "backup" not in said().lower(), "nobody asked for backups at any time"
    rotation.expect(shelf, 24)
    for hours, seen in ((1, False), (25, False), (26.1, True), (1, False)):
        at(now - timedelta(hours=hours))
        rotation.back_up_into(shelf, keep=3)
        assert ("A backup is late" in said()) is seen, f"the newest is {hours} hours old"
    assert "last proven" not in said()
    shelf.rename(shelf.with_name("gone"))
    at(now)
    with pytest.raises(UserError, match="backup_folder_missing"):
        rotation.back_up_into(shelf, keep=3)
    assert "The last backup failed" in said()
    assert "No backup was ever proven to restore." in said()
    assert "No backup was ever proven to restore." in pages.get("/settings/").content.decode()
    assert len(rotation.dated(shelf.with_name("gone"))) == 3, "the old ones are there"


def test_G2_a_schedule_without_any_backup_is_late_too(data_directory: Path, shelf: Path, at: Callable[[datetime], None]) -> None:
    at(START)
    rotation.expect(shelf, 24)
    remembered = memory.remembered()
    assert memory.late(remembered, START + timedelta(hours=26)) is None
    assert memory.late(remembered, START + timedelta(hours=26, seconds=1)) == memory.Late("late", START + timedelta(hours=26), None)
    rotation.expect(shelf, 0)
    assert memory.late(memory.remembered(), START + timedelta(days=300)) is None


def test_G2_a_folder_without_rights_fails_loudly_and_leaves_the_old_ones(
    data_directory: Path, shelf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, _ = rotation.back_up_into(shelf, keep=1)

    def refused(*arguments: object, **_: object) -> sqlite3.Connection:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("groundswell.records.upgrade.os.chmod", refused)  # as root, no folder is closed to us
    with pytest.raises(UserError, match="backup_not_written"):
        rotation.back_up_into(shelf, keep=1)
    assert list(shelf.iterdir()) == [good]


def test_G1_a_drill_under_load_proves_the_newest_backup_and_leaves_the_record_alone(data_directory: Path, shelf: Path) -> None:
    actor, stop, acknowledged = local_actor(), threading.Event(), []

    def load() -> None:
        while not stop.is_set():
            acknowledged.append(intake.store(actor, months_of(f"Measure {len(acknowledged)}", [str(of) for of in range(30)])).as_of_seq)

    thread = threading.Thread(target=load)
    thread.start()
    while len(acknowledged) < 5:
        stop.wait(0.01)
    before = acknowledged[-1]
    rotation.back_up_into(shelf, keep=2)
    stop.set()
    thread.join()
    head = ledger.head()
    with pytest.raises(UserError, match="no_backup_yet"):
        drill(shelf.parent)
    proven = drill(shelf)
    assert proven.entries >= before, "all that was acknowledged before it began"
    assert proven.entries + proven.behind == head.entries
    assert proven.measures >= 5
    assert memory.remembered().proven == proven
    assert (database_file().parent, ledger.head()) == (data_directory, head), "the record is where and as it was"
    assert ledger.verify(head.text).good


def test_a_drill_refuses_a_backup_of_another_record(data_directory: Path, shelf: Path, tmp_path: Path) -> None:
    figures()
    rotation.back_up_into(shelf, keep=1)
    opening.close_all()
    shutil.rmtree(data_directory)
    if is_wanted():
        lend_database(data_directory)
        opening.point_to(data_directory)
    opening.open_data_directory()
    figures("Other")
    with pytest.raises(UserError, match="backup_of_another_record"):
        drill(shelf)
    assert memory.remembered().proven is None


def test_G1_a_drill_of_a_spoiled_backup_says_so(data_directory: Path, shelf: Path) -> None:
    figures()
    made, _ = rotation.back_up_into(shelf, keep=1)
    content = bytearray(made.read_bytes())
    content[8192:12288] = bytes(4096)
    made.write_bytes(content)
    with pytest.raises(UserError, match="backup_damaged"):
        drill(shelf)
    assert memory.remembered().proven is None


def test_a_drill_stays_in_its_own_file_where_the_record_is_in_postgresql(
    data_directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(ADDRESS, "postgresql://nobody@127.0.0.1:1/nothing")
    opening.point_to(data_directory)
    assert databases.is_postgresql(), "the red control: whatever is opened now is that database"
    with pointed_to(tmp_path / "trial"):
        assert not databases.is_postgresql()
        assert database_file().parent == tmp_path / "trial"
    assert databases.is_postgresql()
    monkeypatch.delenv(ADDRESS)
    opening.point_to(data_directory)


KEY_LIKE = re.compile(r"token|secret|session_key|session_data|invit|expire|code_hash|credential|otp|recovery", re.IGNORECASE)
NO_KEYS = {"kept_answer": "the hash of a key that a program made up against doing a thing twice, which opens nothing"}
"""Tables that look as if they kept a key and keep none, each with the reason."""


def key_tables() -> set[str]:
    """Tables of which a column's or their own name says that they keep what opens a door."""
    found = set()
    for model in apps.get_models():
        names = [model._meta.db_table, *(field.name for field in model._meta.get_fields() if hasattr(field, "column"))]
        if any(KEY_LIKE.search(name) for name in names):
            found.add(model._meta.db_table)
    return found


def test_G3_every_table_that_keeps_a_key_is_on_the_list_of_what_a_restore_ends() -> None:
    listed = {ending.table for ending in after_restore.ENDINGS}
    assert "share" in key_tables(), "the look finds what it looks for"
    assert key_tables() - set(NO_KEYS) <= listed
    assert all(words for words in NO_KEYS.values())
