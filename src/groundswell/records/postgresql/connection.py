"""A session with PostgreSQL as the records' own statements use one: what :mod:`sqlite3` has, and no more."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.db.backends.base.base import BaseDatabaseWrapper

from groundswell.records.postgresql.dialect import postgresql

_PUT_IN: Final = re.compile(r"INSERT INTO (?P<table>\w+) \((?P<columns>[\w, ]+)\) VALUES \((\?|, ?)+\)")
Values = Sequence[Any] | Mapping[str, Any]


class PostgresConnection:
    """Statements in the shared spelling (:mod:`groundswell.records.postgresql.dialect`) over one of Django's connections."""

    def __init__(self, wrapper: BaseDatabaseWrapper) -> None:
        self._wrapper = wrapper

    def execute(self, query: str, values: Values = (), /) -> Any:
        """One statement; its cursor gives rows as tuples, bytes as ``bytes``. Raises Django's database errors."""
        with self._wrapper.wrap_database_errors:
            cursor = self._wrapper.connection.cursor()
            cursor.execute(postgresql(query), values)
            return cursor

    def executemany(self, query: str, rows: Iterable[Sequence[Any]], /) -> None:
        """The same statement for each row; rows that are put in go over in one stream (guards look at each of them all the same)."""
        put_in = _PUT_IN.fullmatch(query)
        with self._wrapper.wrap_database_errors, self._wrapper.connection.cursor() as cursor:
            if put_in is None:
                cursor.executemany(postgresql(query), rows)
                return
            with cursor.copy(f"COPY {put_in['table']} ({put_in['columns']}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)


def usable(wrapper: BaseDatabaseWrapper) -> PostgresConnection:
    """The session of this thread, begun anew where the server has ended it meanwhile."""
    wrapper.close_if_health_check_failed()
    if wrapper.connection is not None and wrapper.connection.closed and not wrapper.in_atomic_block:
        wrapper.close()
    wrapper.ensure_connection()
    return PostgresConnection(wrapper)
