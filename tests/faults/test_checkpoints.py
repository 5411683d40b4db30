"""SQLite before 3.51.3 can damage a database when two connections move its log beside a commit: only the writer ever does here. B4."""

import sqlite3
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import connections

from groundswell.records import backups, clock, opening
from groundswell.records.actors import local_actor
from groundswell.records.databases import database_file, plain_connection, reading_connection
from groundswell.records.models import Run
from groundswell.records.selectors import ledger
from groundswell.records.services import intake
from groundswell.records.writer import WritingThread
from tests.intakes import months_of

ROUNDS, WRITERS, FIGURES_EVERY = 10_000, 4, 250


def row() -> None:
    """A small commit."""
    opening.write(lambda: Run.objects.create(kind="read", state="done", started_at=clock.stamp(clock.now())))


def digest() -> str:
    """The database without its log: it changes when somebody moves the log into it."""
    return sha256(database_file().read_bytes()).hexdigest()


@contextmanager
def waiting_log(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Within the block the log holds commits that are not moved yet: a reader held them back. The writer has done all it does."""
    once, done = WritingThread._checkpoint, threading.Semaphore(0)

    def told(self: WritingThread, connection: sqlite3.Connection) -> None:
        once(self, connection)
        done.release()

    monkeypatch.setattr(WritingThread, "_checkpoint", told)
    with plain_connection(database_file()) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM run").fetchone()
        for _ in range(5):
            row()
            assert done.acquire(timeout=30), "a commit is acknowledged before its log is moved"
        reader.execute("ROLLBACK")
    yield


def read_and_close() -> None:
    """As a thread of the server does."""
    reading_connection().execute("SELECT count(*) FROM run").fetchone()
    connections["default"].close()


def read_plainly() -> None:
    """As verify, doctor and drill do."""
    with plain_connection(database_file()) as connection:
        connection.execute("SELECT count(*) FROM run").fetchone()


def foreign_checkpoint() -> None:
    """What nobody here does."""
    with closing(sqlite3.connect(database_file())) as connection:
        connection.execute("PRAGMA wal_checkpoint(PASSIVE)")


def test_B4_no_connection_but_the_writers_moves_the_log(
    data_directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with waiting_log(monkeypatch):
        before = digest()
        for number in range(40):
            read_and_close()
            read_plainly()
            if number % 10 == 0:
                backups.back_up(tmp_path / f"{number}.sqlite3")
        assert digest() == before
        foreign_checkpoint()
        assert digest() != before, "the red control: one that does is seen"


def in_threads(*works: Callable[[threading.Event], None]) -> tuple[threading.Event, list[threading.Thread]]:
    stop = threading.Event()
    threads = [threading.Thread(target=work, args=(stop,)) for work in works]
    for thread in threads:
        thread.start()
    return stop, threads


@pytest.mark.long
@pytest.mark.timeout(900)
def test_B4_ten_thousand_commits_each_with_two_checkpoints_beside_readers_and_backups_lose_nothing(
    data_directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    once, doubled, acknowledged, read = WritingThread._checkpoint, [], [], []

    def twice(self: WritingThread, connection: sqlite3.Connection) -> None:
        once(self, connection)
        once(self, connection)
        doubled.append(1)

    monkeypatch.setattr(WritingThread, "_checkpoint", twice)

    def reading(stop: threading.Event) -> None:
        while not stop.is_set():
            read_and_close()
            read_plainly()
            read.append(1)

    def backing_up(stop: threading.Event) -> None:
        while not stop.wait(0.5):
            assert backups.back_up(tmp_path / "beside.sqlite3", replace=True).good

    def writing(stop: threading.Event) -> None:
        for number in range(ROUNDS // WRITERS):
            row()
            acknowledged.append(1)
            if number % FIGURES_EVERY == 0:
                intake.store(local_actor(), months_of(f"Measure {number}", [str(at) for at in range(30)], salt=str(threading.get_ident())))

    stop, beside = in_threads(reading, reading, backing_up)
    _, writers = in_threads(*[writing] * WRITERS)
    for thread in writers:
        thread.join()
    stop.set()
    for thread in beside:
        thread.join()
    counts = f"{len(acknowledged)} commits, {len(doubled)} double checkpoints, {len(read)} readings beside"
    sys.stdout.write(f"SQLite {sqlite3.sqlite_version}: {counts}\n")
    assert len(acknowledged) == ROUNDS
    assert len(doubled) >= ROUNDS
    assert len(read) > 100, "the floor: readers were at work"
    assert Run.objects.count() >= ROUNDS
    with plain_connection(database_file()) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert ledger.verify(ledger.head().text).good
