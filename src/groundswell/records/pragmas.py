"""Whether a connection has the options that the product's promises rest on."""

import sqlite3
from typing import Final

from groundswell.errors import UserError

WANTED: Final = {
    "journal_mode": "wal",
    "synchronous": 2,
    "wal_autocheckpoint": 0,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "secure_delete": 1,
    "mmap_size": 0,
}
LEAST_BUSY_MS: Final = 5000
FIXED_IN: Final = (3, 51, 3)
"""First SQLite without the WAL-reset fault."""


def wrong_pragmas(connection: sqlite3.Connection) -> dict[str, str]:
    """Options that differ from the wanted ones, as ``name: value found``."""
    wrong = {}
    for name, wanted in WANTED.items():
        row = connection.execute(f"PRAGMA {name}").fetchone()
        found = row[0] if row else 0
        if found != wanted:
            wrong[name] = str(found)
    (busy,) = connection.execute("PRAGMA busy_timeout").fetchone()
    if busy < LEAST_BUSY_MS:
        wrong["busy_timeout"] = str(busy)
    return wrong


def check_pragmas(connection: sqlite3.Connection) -> None:
    """Raises UserError("wrong_pragma") for the first option that differs: such a connection must not be used."""
    for name, found in wrong_pragmas(connection).items():
        raise UserError("wrong_pragma", {"name": name, "found": found})


def has_wal_reset_fault(version: tuple[int, ...]) -> bool:
    """SQLite 3.7.0 to 3.51.2 can damage a WAL database when one connection checkpoints beside another's commit."""
    return (3, 7, 0) <= version < FIXED_IN
