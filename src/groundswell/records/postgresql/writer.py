"""Writing to PostgreSQL: any thread of any process may, one after the other; the server keeps the queue.

A piece of work is one transaction that first takes the one lock of the database. Under it nobody else writes, so that what the work
reads is what it adds to; it is freed by the commit, or by the end of the session, however that comes.
"""

import threading
from collections.abc import Callable
from typing import Final, TypeVar

from django.db import Error, connections, transaction

from groundswell.errors import UserError
from groundswell.records.postgresql.connection import usable
from groundswell.records.postgresql.faults import plain

T = TypeVar("T")

ONE_AT_A_TIME: Final = int.from_bytes(b"groundsw", "big")
"""The number of the lock that every writer of a database takes."""


class PostgresWriter:
    """Runs pieces of work in the calling thread; see the module."""

    def __init__(self, alias: str) -> None:
        self._alias = alias
        self._own = threading.local()
        self._closed = False
        self._count = threading.Lock()
        self._waiting = 0

    @property
    def lives(self) -> bool:
        """Whether it takes work."""
        return not self._closed

    @property
    def waiting(self) -> int:
        """How many pieces of work of this process wait or are under way."""
        return self._waiting

    def write(self, call: Callable[[], T]) -> T:
        """Run ``call`` and give its answer, once it is on disk. Raises what it raises; then nothing is stored."""
        if getattr(self._own, "writes", False):
            return call()
        if self._closed:
            raise UserError("data_directory_closed")
        self._own.writes = True
        self._tell(1)
        try:
            return write(self._alias, call)
        finally:
            self._tell(-1)
            self._own.writes = False

    def _tell(self, more: int) -> None:
        with self._count:
            self._waiting += more

    def close(self) -> None:
        """No further work is taken."""
        self._closed = True


def write(alias: str, call: Callable[[], T]) -> T:
    """One transaction that can write, alone in the database. Raises UserError: ``database_away``, ``database_busy``."""
    connection = usable(connections[alias])
    try:
        with transaction.atomic(using=alias, durable=True):
            connection.execute("SET TRANSACTION READ WRITE")
            connection.execute("SELECT pg_advisory_xact_lock(?)", (ONE_AT_A_TIME,))
            return call()
    except Error as error:
        raise plain(error, connections.settings[alias]) from error
