"""The whole record from one database into the other: everything or nothing, compared row by row, its head the same before and after."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import Final

from django.db import connections

from groundswell.errors import UserError
from groundswell.records import clock, databases, settings
from groundswell.records.databases import DEFAULT, beside, database_file, folder, other_connection, plain_connection, reading_connection
from groundswell.records.ledger import verifying
from groundswell.records.ledger.anchors import Head
from groundswell.records.ledger.verifying import Verdict
from groundswell.records.locking import DataLock
from groundswell.records.postgresql import upgrade as server
from groundswell.records.postgresql.address import APPLICATION, DatabaseAddress, database_address
from groundswell.records.postgresql.portable import fill, layout, portable_copy
from groundswell.records.postgresql.writer import write
from groundswell.records.settings import ADDRESS, ADDRESS_FILE
from groundswell.records.upgrade import applied_migrations, bring_up_to_date, known_migrations, sync

_OTHERS: Final = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = ? AND pid <> pg_backend_pid()"
)
_PAUSES: Final = (0, 0.1, 0.4, 1)
MOVE_TO: Final = "GROUNDSWELL_MOVE_TO"
"""The variable that may hold the address to move to."""
TARGET: Final = "move"
"""The alias of the database that is moved to."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move did: where the ledger stands in both, and the file that holds what was left behind (None: it stays on its server)."""

    head: Head
    place: str
    left: Path | None


def move_to_postgresql(text: str) -> Moved:
    """The data directory's SQLite record into an empty database; from then on the data directory names that one.

    Raises UserError("already_on_postgresql"), ("no_data_directory"), ("database_not_empty"), ("move_not_whole"), ("copy_differs"),
    those of an address, and ("data_directory_in_use") while anybody serves it. What is refused leaves everything as it was.
    """
    address, where = database_address(text), folder(DEFAULT)
    if databases.is_postgresql(DEFAULT):
        raise UserError("already_on_postgresql")
    source = database_file(DEFAULT)
    if not source.exists():
        raise UserError("no_data_directory", {"folder": str(where)})
    lock = DataLock(where, "move")
    try:
        bring_up_to_date(DEFAULT)
        connections[DEFAULT].close()
        before = _whole(lambda: _verdict_of(source))
        with beside(TARGET, settings.postgresql(where, address)):
            fill_empty(TARGET, source)
            after = _whole(_verdict)
        if after.head != before.head:
            raise UserError("copy_differs", {"table": "batch"})
        name_database(where, address)
        left = _set_aside(source)
    finally:
        lock.free()
    databases.place_at(where)
    return Moved(after.head, address.place, left)


def move_to_sqlite() -> Moved:
    """The record out of PostgreSQL into the data directory's own file; the database stays as it is on its server.

    Raises UserError("already_on_sqlite"), ("address_in_environment"), ("data_directory_filled"), ("database_in_use"), ("move_not_whole"),
    ("copy_differs").
    """
    where, target = folder(DEFAULT), database_file(DEFAULT)
    if not databases.is_postgresql(DEFAULT):
        raise UserError("already_on_sqlite")
    if os.environ.get(ADDRESS):
        raise UserError("address_in_environment", {"name": ADDRESS})
    if target.exists():
        raise UserError("data_directory_filled", {"folder": str(where)})
    server.bring_up_to_date(DEFAULT)
    told = connections.settings[DEFAULT]
    place = f"{told['HOST']}:{told['PORT']}/{told['NAME']}"

    def work() -> Verdict:
        check_alone()
        before = _whole(_verdict)
        portable_copy(DEFAULT, target)
        after = _whole(lambda: _verdict_of(target))
        if after.head != before.head:
            raise UserError("copy_differs", {"table": "batch"})
        return after

    try:
        after = write(DEFAULT, work)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    connections[DEFAULT].close()
    (where / ADDRESS_FILE).unlink()
    sync(where)
    databases.place_at(where)
    return Moved(after.head, place, None)


def fill_empty(alias: str, file: Path, *, emptied: bool = False) -> None:
    """Put a SQLite record into a database that holds nothing, or (``emptied``) in the place of what it holds; in one transaction.

    Raises UserError("database_not_empty"), ("database_in_use"), ("data_directory_newer"), ("copy_differs").
    """
    steps = applied_migrations(file)
    if steps - known_migrations():
        raise UserError("data_directory_newer", {"folder": str(folder(alias)), "step": max(steps - known_migrations())})

    def work() -> None:
        with databases.working_on(alias):
            connection = reading_connection()
            there = server.tables(connection)
            if there and not emptied:
                raise UserError("database_not_empty")
            if there:
                check_alone()
                ours = ", ".join(f'"{table.name}"' for table in layout(connection))
                connection.execute(f"DROP TABLE {ours} CASCADE")
            server.migrate(alias, max(steps))
            fill(alias, file, layout(connection))
            # without knowing what came, the first queries would be planned for empty tables
            connection.execute("ANALYZE " + ", ".join(f'"{table.name}"' for table in layout(connection)))

    write(alias, work)


def check_alone() -> None:
    """Nobody else works on the database of this context. Raises UserError("database_in_use")."""
    connection, others = reading_connection(), 0
    for pause in _PAUSES:  # a session that was closed a moment ago may still be counted
        sleep(pause)
        connection.execute("SELECT pg_stat_clear_snapshot()")
        (others,) = connection.execute(_OTHERS, (APPLICATION,)).fetchone()
        if not others:
            return
    raise UserError("database_in_use", {"n": others})


def name_database(where: Path, address: DatabaseAddress) -> None:
    """Write the data directory's file ``database``, for the owner's eyes alone; whole, and on disk."""
    unfinished = where / f"{ADDRESS_FILE}.part"
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(address.text + "\n")
    sync(unfinished)
    os.replace(unfinished, where / ADDRESS_FILE)
    sync(where)


def _set_aside(source: Path) -> Path:
    """What was moved is kept under a name that nothing opens."""
    left = source.with_name(f"before-move-{clock.now():%Y%m%d-%H%M%S}.sqlite3")
    with plain_connection(source, read_only=False) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        connection.execute("PRAGMA journal_mode=DELETE")
    os.replace(source, left)
    sync(left.parent)
    return left


def _verdict() -> Verdict:
    with other_connection() as connection:
        return verifying.verify(connection)


def _verdict_of(path: Path) -> Verdict:
    with plain_connection(path) as connection:
        return verifying.verify(connection)


def _whole(check: Callable[[], Verdict]) -> Verdict:
    verdict = check()
    if verdict.broken is not None:
        raise UserError("move_not_whole", {"code": verdict.broken.code, "seq": verdict.broken.seq})
    return verdict
