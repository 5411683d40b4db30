"""The data directory as a folder: whose it is, its key, its disk, what lies about in it."""

import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from groundswell.errors import Value
from groundswell.records import host, locking
from groundswell.records.care import key_file
from groundswell.records.care.check import Check, Grade

LEAST_FREE: Final = 500 * 1024 * 1024
TIMES: Final = 2
"""An upgrade writes a copy of the database beside it, and a restore keeps the old one: room for two."""
A_DAY: Final = 24 * 3600
UPLOADS: Final = "uploads"


def folder_checks(folder: Path, database: Path, elsewhere: int = 0) -> Iterator[Check]:
    """In order; nothing but one line where there is no folder yet. ``elsewhere``: bytes of a record that is on a server."""
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
    yield from _rights(folder, database)
    yield from _key(folder / key_file.FILE_NAME)
    yield from room(host.free_bytes(folder), database.stat().st_size if database.exists() else elsewhere)
    yield from _left_uploads(folder / UPLOADS, time.time())
    holder = locking.holder_of(folder)
    if holder["pid"] != "?" and host.is_running(int(holder["pid"])):
        yield Check("in_use", Grade.FINE, dict(holder))


def _rights(folder: Path, database: Path) -> Iterator[Check]:
    """Nobody but the owner may read what lies in it."""
    if os.name == "nt":
        return
    if database.exists() and stat.S_IMODE(database.stat().st_mode) & 0o077:
        yield Check("rights_open", Grade.WRONG, {"path": str(database)})
    elif stat.S_IMODE(folder.stat().st_mode) & 0o077:
        yield Check("folder_open", Grade.NOTE, {"path": str(folder)})
    else:
        yield Check("rights", Grade.FINE)


def _key(path: Path) -> Iterator[Check]:
    if not path.exists():
        yield Check("no_key", Grade.NOTE)
        return
    wrong = key_file.weakness(path)
    yield Check("key", Grade.FINE) if wrong is None else Check(wrong, Grade.WRONG, {"file": str(path)})


def room(free: int, database: int) -> Iterator[Check]:
    """Free bytes on the disk, against what an upgrade or a restore needs."""
    least = max(LEAST_FREE, TIMES * database)
    enough = free >= least
    values: dict[str, Value] = {"megabytes": free // 1_000_000, "least": least // 1_000_000}
    yield Check("disk" if enough else "disk_low", Grade.FINE if enough else Grade.WRONG, values)


def _left_uploads(folder: Path, now: float) -> Iterator[Check]:
    """Files that people brought are kept a day at most."""
    old = [path for path in folder.glob("*") if path.is_file() and now - path.stat().st_mtime > A_DAY] if folder.is_dir() else []
    if old:
        yield Check("uploads_left", Grade.NOTE, {"n": len(old)})
    else:
        yield Check("uploads", Grade.FINE)
