"""Open a data directory for work: lock, upgrade, what writes; and close it again."""

import atexit
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from django.contrib.auth.hashers import make_password
from django.db import connections, transaction

from groundswell.errors import UserError
from groundswell.records import clock, databases, host
from groundswell.records.databases import DEFAULT, DEMO
from groundswell.records.locking import DataLock
from groundswell.records.models import Account, Organisation, Run
from groundswell.records.postgresql import upgrade as postgresql_upgrade
from groundswell.records.postgresql.writer import PostgresWriter
from groundswell.records.statements import Connection
from groundswell.records.upgrade import bring_up_to_date
from groundswell.records.writer import WritingThread

T = TypeVar("T")
LOCAL_LOGIN = "local"
LONGEST_RUN = timedelta(hours=1)
"""A run of another process that began longer ago than this is no longer under way."""


@dataclass(frozen=True, slots=True)
class _Open:
    writer: WritingThread | PostgresWriter
    lock: DataLock | None = None


_open: dict[str, _Open] = {}
_opening = threading.RLock()


def open_data_directory(alias: str | None = None, *, command: str = "groundswell") -> None:
    """Make the data directory ready for reading and writing; does nothing when this process has it open.

    Raises UserError: ``data_directory_unusable``, ``network_file_system``, ``data_directory_in_use``, ``data_directory_newer``,
    ``upgrade_failed``, ``wrong_pragma``, ``database_away``. The lock is SQLite's: on PostgreSQL several processes may have it open.
    """
    alias = alias or databases.current()
    with _opening:
        if alias in _open:
            return
        folder = databases.folder(alias)
        prepare_folder(folder)
        opened = _open_postgresql(alias) if databases.is_postgresql(alias) else _open_sqlite(alias, command)
        _open[alias] = opened
        with databases.working_on(alias):
            opened.writer.write(_settle)


def _open_sqlite(alias: str, command: str) -> _Open:
    lock = DataLock(databases.folder(alias), command)
    try:
        bring_up_to_date(alias)
        return _Open(WritingThread(alias), lock)
    except BaseException:
        lock.free()
        raise


def _open_postgresql(alias: str) -> _Open:
    postgresql_upgrade.bring_up_to_date(alias)
    return _Open(PostgresWriter(alias))


def prepare_folder(folder: Path) -> None:
    """The folder exists, is ours alone, and lies on a disk of this machine."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserError("data_directory_unusable", {"folder": str(folder), "reason": error.strerror or str(error)}) from error
    kind = host.network_file_system(folder)
    if kind is not None:
        raise UserError("network_file_system", {"folder": str(folder), "kind": kind})


def _settle() -> None:
    """The first rows, and an honest end for whatever was under way when the last process ended."""
    if not Account.objects.exists():
        Account.objects.create(login=LOCAL_LOGIN, password=make_password(None))
    if not Organisation.objects.exists():
        Organisation.objects.create(made_at=clock.stamp(clock.now()))
    under_way = Run.objects.filter(state="running")
    if databases.is_postgresql():  # another process may be at it
        under_way = under_way.filter(started_at__lt=clock.stamp(clock.now() - LONGEST_RUN))
    under_way.update(state="broken_off", code="run_broken_off", ended_at=clock.stamp(clock.now()))


def write(call: Callable[[], T]) -> T:
    """Run ``call`` as one transaction, alone in the record that this context works on, which is opened if need be."""
    alias = databases.current()
    opened = _open.get(alias)
    if opened is None:
        open_data_directory(alias)
        opened = _open[alias]
    return opened.writer.write(call)


def empty_log() -> None:
    """What was deleted is gone from the database's log too. Not called inside a piece of work."""
    opened = _open.get(databases.current())
    if opened is not None and isinstance(opened.writer, WritingThread):
        opened.writer.empty_log()


def writing_connection() -> Connection:
    """The connection inside a piece of work, for the ledger's own statements."""
    transaction.get_connection(databases.current()).validate_no_broken_transaction()
    return databases.reading_connection()


def is_open(alias: str | None = None) -> bool:
    """Whether this process has that data directory open for writing."""
    return (alias or databases.current()) in _open


def writer_lives(alias: str | None = None) -> bool:
    """Whether this process has that data directory open and its writing thread takes work."""
    opened = _open.get(alias or databases.current())
    return opened is not None and opened.writer.lives


def waiting_writes(alias: str | None = None) -> int | None:
    """How many pieces of work wait for the writing thread; None where it is not open."""
    opened = _open.get(alias or databases.current())
    return None if opened is None else opened.writer.waiting


def works_done(alias: str | None = None) -> int | None:
    """How many pieces of work the writing thread has brought to an end; None where it is not open, or where other processes write too."""
    opened = _open.get(alias or databases.current())
    return opened.writer.done if opened is not None and isinstance(opened.writer, WritingThread) else None


def close_data_directory(alias: str | None = None) -> None:
    """End the writing thread and free the lock; does nothing when it is not open."""
    alias = alias or databases.current()
    with _opening:
        opened = _open.pop(alias, None)
        if opened is not None:
            opened.writer.close()
            connections[alias].close()
            if opened.lock is not None:
                opened.lock.free()


def close_all() -> None:
    """Close whatever this process has open."""
    for alias in list(_open):
        close_data_directory(alias)


def point_to(folder: Path) -> None:
    """The data directory is that folder from now on (``--data``, tests)."""
    close_all()
    databases.place_at(folder)


def demo_is_there() -> bool:
    """Whether the demo has been put up in this data directory."""
    return databases.database_file(DEMO).exists()


def remove_demo() -> None:
    """Delete the demo's own data directory, and nothing else."""
    close_data_directory(DEMO)
    folder = databases.folder(DEMO)
    if folder != databases.folder(DEFAULT) and folder.exists():
        shutil.rmtree(folder)


atexit.register(close_all)
