"""Open a data directory for work: lock, upgrade, writing thread; and close it again."""

import atexit
import shutil
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.contrib.auth.hashers import make_password
from django.db import connections, transaction

from groundswell.errors import UserError
from groundswell.records import clock, databases, host
from groundswell.records.databases import DEFAULT, DEMO
from groundswell.records.locking import DataLock
from groundswell.records.models import Account, Organisation, Run
from groundswell.records.upgrade import bring_up_to_date
from groundswell.records.writer import WritingThread

T = TypeVar("T")
LOCAL_LOGIN = "local"


@dataclass(frozen=True, slots=True)
class _Open:
    lock: DataLock
    writer: WritingThread


_open: dict[str, _Open] = {}
_opening = threading.RLock()


def open_data_directory(alias: str | None = None, *, command: str = "groundswell") -> None:
    """Make the data directory ready for reading and writing; does nothing when this process has it open.

    Raises UserError: ``data_directory_unusable``, ``network_file_system``, ``data_directory_in_use``, ``data_directory_newer``,
    ``upgrade_failed``, ``wrong_pragma``.
    """
    alias = alias or databases.current()
    with _opening:
        if alias in _open:
            return
        folder = databases.folder(alias)
        prepare_folder(folder)
        lock = DataLock(folder, command)
        try:
            bring_up_to_date(alias)
            writer = WritingThread(alias)
        except BaseException:
            lock.free()
            raise
        _open[alias] = _Open(lock, writer)
        with databases.working_on(alias):
            writer.write(_settle)


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
    Run.objects.filter(state="running").update(state="broken_off", code="run_broken_off", ended_at=clock.stamp(clock.now()))


def write(call: Callable[[], T]) -> T:
    """Run ``call`` in the writing thread of the data directory that this context works on, which is opened if need be."""
    alias = databases.current()
    opened = _open.get(alias)
    if opened is None:
        open_data_directory(alias)
        opened = _open[alias]
    return opened.writer.write(call)


def writing_connection() -> sqlite3.Connection:
    """The plain connection inside a piece of work, for the ledger's own statements."""
    alias = databases.current()
    transaction.get_connection(alias).validate_no_broken_transaction()
    connection: sqlite3.Connection = connections[alias].connection
    return connection


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


def close_data_directory(alias: str | None = None) -> None:
    """End the writing thread and free the lock; does nothing when it is not open."""
    alias = alias or databases.current()
    with _opening:
        opened = _open.pop(alias, None)
        if opened is not None:
            opened.writer.close()
            connections[alias].close()
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
