"""What the machine gives: Python, SQLite, limits for readings, open files."""

import sys
from collections.abc import Iterator
from typing import Final

from groundswell.engine import limits
from groundswell.records import host
from groundswell.records.care.check import Check, Grade
from groundswell.records.pragmas import FIXED_IN, has_wal_reset_fault

LEAST_OPEN_FILES: Final = 512


def machine(sqlite_version: tuple[int, ...]) -> Iterator[Check]:
    """In order, for a version of SQLite."""
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
    yield from open_files(host.most_open_files())


def open_files(most: int | None) -> Iterator[Check]:
    """How many files and connections one process may have open; None where the system does not say."""
    if most is not None:
        enough = most >= LEAST_OPEN_FILES
        code, grade = ("open_files", Grade.FINE) if enough else ("few_open_files", Grade.NOTE)
        yield Check(code, grade, {"n": most, "least": LEAST_OPEN_FILES})
