"""What the records' own statements need of a database, whichever it is."""

import sqlite3
from collections.abc import Iterable
from typing import Any, Final, Protocol

from django.db import Error


class Connection(Protocol):
    """:class:`sqlite3.Connection`, or a session with PostgreSQL that behaves as one."""

    def execute(self, query: str, values: Any = ..., /) -> Any:
        """One statement in the shared spelling (:mod:`groundswell.records.postgresql.dialect`); its cursor gives rows as tuples."""

    def executemany(self, query: str, rows: Iterable[Any], /) -> object:
        """The same statement for each row."""


FAULTS: Final = (sqlite3.Error, Error)
"""What a database raises, past Django or through it."""
