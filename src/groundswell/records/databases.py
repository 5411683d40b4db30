"""Which data directory the work at hand is about: the organisation's own, or the demo's.

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

from groundswell.records.settings import BUSY_SECONDS, DEMO_FOLDER, FILE_NAME, PRAGMAS, READ_ONLY

DEFAULT = "default"
DEMO = "demo"

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


def database_file(alias: str | None = None) -> Path:
    """The database of a data directory."""
    return Path(connections.settings[alias or current()]["NAME"])


def folder(alias: str | None = None) -> Path:
    """A data directory; the demo's lies inside the organisation's own."""
    return database_file(alias).parent


def place_at(path: Path) -> None:
    """The data directory is that folder from now on; nothing may be open (see :func:`groundswell.records.opening.point_to`)."""
    for alias, where in ((DEFAULT, path), (DEMO, path / DEMO_FOLDER)):
        connections[alias].close()
        connections.settings[alias]["NAME"] = where / FILE_NAME
        connections[alias].settings_dict["NAME"] = where / FILE_NAME


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


def reading_connection() -> sqlite3.Connection:
    """This thread's connection to the data directory of this context; it cannot write."""
    wrapper = connections[current()]
    wrapper.ensure_connection()
    connection: sqlite3.Connection = wrapper.connection
    return connection


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
