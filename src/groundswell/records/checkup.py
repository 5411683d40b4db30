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
from groundswell.records.upgrade import applied_migrations, known_migrations

LEAST_FREE = 500 * 1024 * 1024


class Grade(StrEnum):
    """FINE; NOTE: worth knowing, nothing to do; WRONG: something to put right."""

    FINE = "fine"
    NOTE = "note"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: ``doctor.<code>`` in the catalogue."""

    code: str
    grade: Grade
    values: dict[str, Value] = field(default_factory=dict)


def check_up() -> list[Finding]:
    """Everything, in order."""
    return [*_machine(sqlite3.sqlite_version_info), *_folder(databases.folder()), *_database(database_file())]


def _machine(sqlite_version: tuple[int, ...]) -> Iterator[Finding]:
    yield Finding("python", Grade.FINE, {"version": sys.version.split()[0]})
    version = ".".join(map(str, sqlite_version))
    if has_wal_reset_fault(sqlite_version):
        fixed = ".".join(map(str, FIXED_IN))
        yield Finding("sqlite_wal_reset", Grade.NOTE, {"version": version, "fixed": fixed})
    else:
        yield Finding("sqlite", Grade.FINE, {"version": version})
    missing = limits.missing()
    if missing:
        yield Finding("no_limits", Grade.NOTE, {"missing": missing})
    else:
        yield Finding("limits", Grade.FINE)


def _folder(folder: Path) -> Iterator[Finding]:
    if not folder.exists():
        yield Finding("no_folder", Grade.NOTE, {"folder": str(folder)})
        return
    kind = host.network_file_system(folder)
    if kind is not None:
        yield Finding("network", Grade.WRONG, {"folder": str(folder), "kind": kind})
    if not os.access(folder, os.W_OK):
        yield Finding("not_writable", Grade.WRONG, {"folder": str(folder)})
    else:
        yield Finding("folder", Grade.FINE, {"folder": str(folder)})
    free = host.free_bytes(folder)
    code, grade = ("disk", Grade.FINE) if free >= LEAST_FREE else ("disk_low", Grade.WRONG)
    yield Finding(code, grade, {"megabytes": free // 1_000_000})
    holder = locking.holder_of(folder)
    if holder["pid"] != "?" and host.is_running(int(holder["pid"])):
        yield Finding("in_use", Grade.NOTE, dict(holder))


def _database(path: Path) -> Iterator[Finding]:
    if not path.exists():
        yield Finding("no_record", Grade.NOTE)
        return
    applied = applied_migrations(path)
    known = known_migrations()
    if not applied:
        yield Finding("not_ours", Grade.WRONG, {"file": str(path)})
        return
    if applied - known:
        yield Finding("newer", Grade.WRONG, {"step": max(applied - known)})
    elif known - applied:
        yield Finding("older", Grade.NOTE, {"step": max(known - applied)})
    with plain_connection(path) as connection:
        wrong = wrong_pragmas(connection)
        for name, found in wrong.items():
            yield Finding("pragma", Grade.WRONG, {"name": name, "found": found})
        if not wrong:
            yield Finding("pragmas", Grade.FINE)
        (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        yield Finding("database", Grade.FINE) if said == "ok" else Finding("damaged", Grade.WRONG, {"said": said})
