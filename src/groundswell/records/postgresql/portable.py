"""The record as one portable file, whichever database holds it: the SQLite file that backups are, with the same tables and rows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from django.db import connections

from groundswell.errors import UserError
from groundswell.records import settings
from groundswell.records.databases import beside, database_file, plain_connection, working_on
from groundswell.records.ledger.sealing import check_no_nul
from groundswell.records.postgresql.connection import PostgresConnection
from groundswell.records.statements import Connection
from groundswell.records.upgrade import APP, copy_database, migrate

COPY: Final = "portable"
AT_ONCE: Final = 5_000
_LAYOUT: Final = """
    SELECT c.relname, a.attname, t.typname, coalesce(a.attnum = ANY(i.indkey), false), a.attidentity <> ''
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
    WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind = 'r' ORDER BY c.relname, a.attnum"""

Row = tuple[Any, ...]
Told = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the record: its columns with their types in PostgreSQL, what its rows are ordered by, and the column that counts on."""

    name: str
    columns: Mapping[str, str]
    key: tuple[str, ...]
    counted: str = ""

    @property
    def listed(self) -> str:
        """The columns in their order, as a statement names them."""
        return ",".join(f'"{name}"' for name in self.columns)

    @property
    def reading(self) -> str:
        """The statement that reads every row, in the order of the key."""
        order = ",".join(f'"{name}"' for name in self.key)
        return f'SELECT {self.listed} FROM "{self.name}" ORDER BY {order}'

    def stored(self, row: Sequence[Any]) -> Row:
        """A row as SQLite keeps it, from either database."""
        return tuple(_stored(value, kind) for value, kind in zip(row, self.columns.values(), strict=True))

    def typed(self, row: Sequence[Any]) -> Row:
        """A row as PostgreSQL takes it, from SQLite."""
        return tuple(_typed(value, kind) for value, kind in zip(row, self.columns.values(), strict=True))


def layout(connection: Connection) -> list[Table]:
    """The tables of a database in PostgreSQL."""
    columns: dict[str, dict[str, str]] = {}
    keys: dict[str, list[str]] = {}
    counted: dict[str, str] = {}
    for table, column, kind, in_key, counts in connection.execute(_LAYOUT).fetchall():
        columns.setdefault(table, {})[column] = kind
        if in_key:
            keys.setdefault(table, []).append(column)
        if counts:
            counted[table] = column
    return [Table(name, own, tuple(keys.get(name, own)), counted.get(name, "")) for name, own in columns.items()]


def portable_copy(alias: str, file: Path) -> None:
    """Write the whole record of a database in PostgreSQL, as it stands at one moment, into a SQLite file; compared and on disk at the end.

    Raises UserError("copy_differs") with the table, and what the disk or the server says.
    """
    wrapper = connections.create_connection(alias)
    wrapper.inc_thread_sharing()
    try:
        wrapper.ensure_connection()
        source = PostgresConnection(wrapper)
        source.execute("BEGIN")
        tables = layout(source)
        newest = source.execute("SELECT max(name) FROM django_migrations WHERE app = ?", (APP,)).fetchone()[0]
        with TemporaryDirectory(prefix=".copy-", dir=file.absolute().parent) as place, beside(COPY, settings.sqlite(Path(place))):
            migrate(COPY, newest)
            path = database_file(COPY)
            with plain_connection(path, read_only=False) as target:
                _fill_sqlite(wrapper, source, target, tables)
            copy_database(path, file)
    finally:
        wrapper.close()


def _fill_sqlite(wrapper: Any, source: Connection, target: Connection, tables: Sequence[Table]) -> None:
    _check_alike(target, tables)
    said: dict[str, bytes] = {}
    target.execute("BEGIN IMMEDIATE")
    for table in tables:
        marks = ",".join("?" * len(table.columns))
        target.execute(f'DELETE FROM "{table.name}"')
        digest = _Digest()
        for rows in _some(digest.passing(table.stored(row) for row in _streamed(wrapper, table))):
            target.executemany(f'INSERT INTO "{table.name}" ({table.listed}) VALUES ({marks})', rows)
        said[table.name] = digest.value
        if table.counted:
            _count_on_sqlite(source, target, table)
    target.execute("COMMIT")
    for table in tables:
        _compare(table, said[table.name], target.execute(table.reading))
    target.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def fill(alias: str, file: Path, tables: Sequence[Table]) -> None:
    """Within a piece of work: put every row of a SQLite file into the database, whose tables have been made to the same step.

    Raises UserError("copy_differs") with the table, ("text_with_nul") for what PostgreSQL cannot keep or read.
    """
    with working_on(alias), plain_connection(file) as source:
        wrapper = connections[alias]
        target = PostgresConnection(wrapper)
        _check_alike(source, tables)
        source.execute("BEGIN")
        for (payload,) in source.execute("SELECT payload FROM act WHERE instr(payload, '\\u0000')"):
            check_no_nul(payload)
        target.execute("SET CONSTRAINTS ALL DEFERRED")  # rows of one table name rows of a later one
        for table in tables:
            target.execute(f'DELETE FROM "{table.name}"')
        for table in tables:
            digest = _Digest()
            put_in = f'COPY "{table.name}" ({table.listed}) FROM STDIN'
            with wrapper.wrap_database_errors, wrapper.connection.cursor() as cursor, cursor.copy(put_in) as copy:
                for row in digest.passing(table.stored(row) for row in source.execute(table.reading)):
                    copy.write_row(table.typed(row))
            if table.counted:
                _count_on_postgresql(source, target, table)
            _compare(table, digest.value, _streamed(wrapper, table))
        target.execute("SET CONSTRAINTS ALL IMMEDIATE")
        source.execute("ROLLBACK")


def _check_alike(sqlite: Connection, tables: Sequence[Table]) -> None:
    """Both databases have the same tables with the same columns: nothing is left behind in silence."""
    names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
    there = {name: {row[1] for row in sqlite.execute(f'PRAGMA table_info("{name}")')} for (name,) in sqlite.execute(names).fetchall()}
    other = {table.name: set(table.columns) for table in tables}
    for name in sorted(there.keys() | other.keys()):
        if there.get(name) != other.get(name):
            raise UserError("copy_differs", {"table": name})


def _streamed(wrapper: Any, table: Table) -> Iterator[Row]:
    """Every row in order, some thousands at a time; the caller is within a transaction."""
    with wrapper.wrap_database_errors, wrapper.connection.cursor(name="portable") as cursor:
        cursor.itersize = AT_ONCE
        cursor.execute(table.reading)
        yield from cursor


def _compare(table: Table, said: bytes, rows: Iterable[Sequence[Any]]) -> None:
    digest = _Digest()
    for _ in digest.passing(table.stored(row) for row in rows):
        pass
    if digest.value != said:
        raise UserError("copy_differs", {"table": table.name})


class _Digest:
    """Over rows in their order, as SQLite keeps them."""

    def __init__(self) -> None:
        self._hash = sha256()

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            self._hash.update(repr(row).encode("utf-8", "surrogatepass") + b"\n")
            yield row

    @property
    def value(self) -> bytes:
        return self._hash.digest()


def _some(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some


def _count_on_sqlite(source: Connection, target: Connection, table: Table) -> None:
    """Numbers of rows that were erased do not come again."""
    (last,) = source.execute(f"SELECT last_value FROM pg_sequences WHERE {_SEQUENCE}", (table.name, table.counted)).fetchone() or (None,)
    if last is not None:
        target.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table.name,))
        target.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table.name, last))


def _count_on_postgresql(source: Connection, target: Connection, table: Table) -> None:
    last = source.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)).fetchone()
    if last is not None and last[0]:
        target.execute("SELECT setval(pg_get_serial_sequence(?, ?), ?)", (table.name, table.counted, last[0]))


_SEQUENCE: Final = (
    "schemaname = current_schema() AND CAST(quote_ident(schemaname) || '.' || quote_ident(sequencename) AS text)"
    " = pg_get_serial_sequence(?, ?)"
)


def _stored(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "bool":
        return int(value)
    if kind == "timestamptz":
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
        return str((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(tzinfo=None))
    if kind == "date":
        return str(value)
    return bytes(value) if kind == "bytea" else value


def _typed(value: Any, kind: str) -> Any:
    if value is None:
        return None
    if kind == "bool":
        return bool(value)
    if kind == "timestamptz":
        return datetime.fromisoformat(value).replace(tzinfo=UTC)
    return date.fromisoformat(value) if kind == "date" else value
