"""What ``doctor`` looks at: the machine, the data directory, how SQLite is used. Nothing is changed."""

import os
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from groundswell.engine import limits
from groundswell.errors import Value
from groundswell.records import databases, host, locking
from groundswell.records.databases import database_file, plain_connection
from groundswell.records.pragmas import FIXED_IN, has_wal_reset_fault, wrong_pragmas
from groundswell.records.postgresql.checkup import look_at_server
from groundswell.records.upgrade import applied_migrations, known_migrations

LEAST_FREE = 500 * 1024 * 1024


class Grade(StrEnum):
    """FINE; NOTE: worth knowing, nothing to do; WRONG: something to put right."""

    FINE = "fine"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: ``doctor.<code>`` in the catalogue."""

    code: str
    grade: Grade
    values: dict[str, Value] = field(default_factory=dict)


def check_up() -> list[Check]:
    """Everything, in order."""
    machine = [*_machine(sqlite3.sqlite_version_info), *_folder(databases.folder())]
    if databases.is_postgresql():
        return [*machine, *(Check(one.code, Grade(one.grade), one.values) for one in look_at_server())]
    return [*machine, *_database(database_file())]


def _machine(sqlite_version: tuple[int, ...]) -> Iterator[Check]:
    yield Check("python", Grade.FINE, {"version": sys.version.split()[0]})
    version = ".".join(map(str, sqlite_version))
    if has_wal_reset_fault(sqlite_version):
        fixed = ".".join(map(str, FIXED_IN))
        yield Check("sqlite_wal_reset", Grade.NOTE, {"version": version, "fixed": fixed})
    else:
        yield Check("sqlite", Grade.FINE, {"version": version})
    missing = limits.missing()
    if missing:
        yield Check("no_limits", Grade.NOTE, {"missing": missing})
    else:
        yield Check("limits", Grade.FINE)


def _folder(folder: Path) -> Iterator[Check]:
    if not folder.exists():
        yield Check("no_folder", Grade.NOTE, {"folder": str(folder)})
        return
    kind = host.network_file_system(folder)
    if kind is not None:
        yield Check("network", Grade.WRONG, {"folder": str(folder), "kind": kind})
    if not os.access(folder, os.W_OK):
        yield Check("not_writable", Grade.WRONG, {"folder": str(folder)})
    else:
        yield Check("folder", Grade.FINE, {"folder": str(folder)})
    free = host.free_bytes(folder)
    code, grade = ("disk", Grade.FINE) if free >= LEAST_FREE else ("disk_low", Grade.WRONG)
    yield Check(code, grade, {"megabytes": free // 1_000_000})
    holder = locking.holder_of(folder)
    if holder["pid"] != "?" and host.is_running(int(holder["pid"])):
        yield Check("in_use", Grade.NOTE, dict(holder))


def _database(path: Path) -> Iterator[Check]:
    if not path.exists():
        yield Check("no_record", Grade.NOTE)
        return
    applied = applied_migrations(path)
    known = known_migrations()
    if not applied:
        yield Check("not_ours", Grade.WRONG, {"file": str(path)})
        return
    if applied - known:
        yield Check("newer", Grade.WRONG, {"step": max(applied - known)})
    elif known - applied:
        yield Check("older", Grade.NOTE, {"step": max(known - applied)})
    with plain_connection(path) as connection:
        wrong = wrong_pragmas(connection)
        for name, found in wrong.items():
            yield Check("pragma", Grade.WRONG, {"name": name, "found": found})
        if not wrong:
            yield Check("pragmas", Grade.FINE)
        (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        yield Check("database", Grade.FINE) if said == "ok" else Check("damaged", Grade.WRONG, {"said": said})
