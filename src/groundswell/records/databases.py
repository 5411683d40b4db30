"""Which data directory the work at hand is about, the organisation's own or the demo's, and which database is its own.

The choice lives in a context variable, so that a request, a thread or a command has one of its own; Django's router,
the writing thread, services and selectors follow it.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from django.db import connections

from groundswell.records import settings
from groundswell.records.postgresql.address import ENGINE
from groundswell.records.postgresql.connection import PostgresConnection, usable
from groundswell.records.settings import BUSY_SECONDS, DEMO_FOLDER, FILE_NAME, FOLDER, PRAGMAS, READ_ONLY
from groundswell.records.statements import FAULTS, Connection

DEFAULT = "default"
DEMO = "demo"

__all__ = ["FAULTS", "Connection"]

_alias: ContextVar[str] = ContextVar("groundswell_data_directory", default=DEFAULT)


def current() -> str:
    """The alias that this context works on."""
    return _alias.get()


@contextmanager
def working_on(alias: str) -> Iterator[None]:
    """Within the block, this context works on that data directory."""
    token = _alias.set(alias)
    try:
        yield
    finally:
        _alias.reset(token)


def is_postgresql(alias: str | None = None) -> bool:
    """Whether the record is in PostgreSQL; else it is the SQLite file of the data directory."""
    return str(connections.settings[alias or current()]["ENGINE"]) == ENGINE


def database_file(alias: str | None = None) -> Path:
    """The SQLite database of a data directory; it is not there where the record is in PostgreSQL."""
    return folder(alias) / FILE_NAME


def folder(alias: str | None = None) -> Path:
    """A data directory; the demo's lies inside the organisation's own."""
    return Path(connections.settings[alias or current()][FOLDER])


def is_there(alias: str | None = None) -> bool:
    """Whether there is a record: its file, or tables in its database. Raises UserError("database_away")."""
    if not is_postgresql(alias):
        return database_file(alias).exists()
    with other_connection(alias) as connection:
        return bool(connection.execute("SELECT to_regclass('batch') IS NOT NULL").fetchone()[0])


def identity(alias: str | None = None) -> tuple[object, ...]:
    """Which database this is, for what is kept in memory of it: one that was deleted and made anew, or filled anew, is another one."""
    if is_postgresql(alias):
        with working_on(alias or current()):
            (number,) = reading_connection().execute("SELECT CAST(to_regclass('batch') AS oid)").fetchone()
        told = connections.settings[alias or current()]
        return told["HOST"], told["PORT"], told["NAME"], number
    path = database_file(alias)
    return str(path), path.stat().st_ino


def place_at(path: Path) -> None:
    """The data directory is that folder from now on; nothing may be open (see :func:`groundswell.records.opening.point_to`).

    Raises UserError for what its file ``database`` says.
    """
    use(DEFAULT, settings.database(path))
    use(DEMO, settings.sqlite(path / DEMO_FOLDER))


def use(alias: str, wanted: dict[str, Any]) -> None:
    """An alias stands for that database from now on; nothing of it may be open."""
    if alias in connections.settings:
        connections[alias].close()
        del connections[alias]
    usual = {name: value for name, value in connections.settings[DEMO].items() if name != FOLDER}
    connections.settings[alias] = {**usual, **wanted}


@contextmanager
def beside(alias: str, wanted: dict[str, Any]) -> Iterator[None]:
    """Within the block there is one more database, which the block works on."""
    use(alias, wanted)
    try:
        with working_on(alias):
            yield
    finally:
        connections[alias].close()
        del connections[alias]
        del connections.settings[alias]


class Router:
    """Django's models follow the context."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """Reads go to the data directory of this context."""
        return current()

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """Writes too; they happen in the writing thread."""
        return current()

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """Rows of one data directory relate to each other."""
        return True


def reading_connection() -> Connection:
    """This thread's connection to the database of this context; it cannot write. Raises UserError("database_away")."""
    wrapper = connections[current()]
    if is_postgresql():
        return usable(wrapper)
    wrapper.ensure_connection()
    connection: sqlite3.Connection = wrapper.connection
    return connection


@contextmanager
def other_connection(alias: str | None = None) -> Iterator[Connection]:
    """A connection of its own to a record, for reading it as a whole (verify, export); closed at the end of the block."""
    if not is_postgresql(alias):
        with plain_connection(database_file(alias)) as connection:
            yield connection
        return
    wrapper = connections.create_connection(alias or current())
    wrapper.inc_thread_sharing()
    try:
        wrapper.ensure_connection()
        yield PostgresConnection(wrapper)
    finally:
        wrapper.close()


@contextmanager
def plain_connection(path: Path, *, read_only: bool = True) -> Iterator[sqlite3.Connection]:
    """A connection outside Django (verify, backup, restore), with the product's options; closed at the end of the block."""
    uri = path.absolute().as_uri() + ("?mode=ro" if read_only else "?mode=rw")
    with closing(sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as connection:
        for pragma in PRAGMAS[0 if not read_only else 1:]:
            connection.execute(pragma)
        if read_only:
            connection.execute(READ_ONLY)
        yield connection
