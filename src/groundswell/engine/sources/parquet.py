"""Parquet, read by DuckDB behind its lock: decimals stay exact, floats to the 15 digits that spreadsheets keep.

A copy of our own is opened, never the person's file, and no statement holds anything but quoted names out of it.
"""

from collections.abc import Callable
from datetime import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from groundswell.engine.sources import duck
from groundswell.engine.sources.guard import Room, damaged
from groundswell.engine.sources.workbook import ERROR_TEXTS, CellError, CellValue, Row, Sheet, exactly, shortest, trim
from groundswell.errors import Place, Problem, UserError

_BATCH = 10_000
_WHOLE = frozenset(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"))
_PLAIN = _WHOLE | {"BOOLEAN", "DOUBLE", "VARCHAR", "DATE", "TIME", "INTERVAL"}


def read_parquet(data: bytes, name: str, progress: Callable[[int], None]) -> tuple[list[Sheet], list[Problem]]:
    """The one table; columns of lists, structures or raw bytes are left out and said. Raises UserError for a damaged file."""
    if data[-4:] != b"PAR1" or len(data) < 12:
        damaged()
    with TemporaryDirectory(prefix="groundswell-") as folder:
        path = Path(folder, "copy.parquet")
        path.write_bytes(data)
        with duck.locked_down(path) as connection:
            source = f"read_parquet({duck.text(str(path.resolve()))}, binary_as_string = true, hive_partitioning = false)"
            described = connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()  # noqa: S608 - the path is quoted, and our own
            columns = [(str(column), str(kind)) for column, kind, *_ in described]
            kept = [(column, kind, expression) for column, kind in columns if (expression := _expression(column, kind))]
            problems = [
                Problem("column_left_out", Place(name), {"column": column, "type": kind})
                for column, kind in columns
                if not _expression(column, kind)
            ]
            if not kept:
                raise UserError("file_empty")
            asked = f"SELECT {', '.join(expression for _, _, expression in kept)} FROM {source}"  # noqa: S608 - names are quoted
            (count,) = connection.execute(f"SELECT count(*) FROM {source}").fetchone() or (0,)  # noqa: S608 - as above
            Room().take(count, count * len(kept))  # a few bytes of this format can ask for millions of rows
            try:
                rows = _rows(connection.execute(asked), [_reader(kind) for _, kind, _ in kept], progress)
            except (ValueError, OverflowError):  # a day that Python's calendar does not know
                damaged()
    return [Sheet(name, trim([[column for column, _, _ in kept], *rows]))], problems


def _expression(column: str, kind: str) -> str:
    """How a column is asked for so that its values come exact; empty for what is no cell."""
    named = duck.name(column)
    if kind in _PLAIN or kind.startswith("DECIMAL"):
        return named
    if kind == "FLOAT":
        return f"CAST(CAST({named} AS VARCHAR) AS DOUBLE)"  # its own shortest digits, not those of the double beside it
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"({named} AT TIME ZONE 'UTC')"
    if kind.startswith("TIMESTAMP"):
        return f"CAST({named} AS TIMESTAMP)"
    if kind == "TIME_NS":
        return f"CAST({named} AS TIME)"
    return f"CAST({named} AS VARCHAR)" if kind.startswith("ENUM") or kind in ("UUID", "TIME WITH TIME ZONE") else ""


def _rows(found: Any, readers: list[Callable[[Any], CellValue] | None], progress: Callable[[int], None]) -> list[Row]:
    rows: list[Row] = []
    while batch := found.fetchmany(_BATCH):
        columns = [cells if read is None else map(read, cells) for read, cells in zip(readers, zip(*batch, strict=True), strict=True)]
        rows += map(list, zip(*columns, strict=True))
        progress(len(rows))
    return rows


def _reader(kind: str) -> Callable[[Any], CellValue] | None:
    """What makes a column's values cells; None where they are."""
    if kind in _WHOLE or kind in ("BOOLEAN", "DATE", "TIME", "TIME_NS", "INTERVAL"):
        return None
    if kind in ("DOUBLE", "FLOAT"):
        return lambda value: None if value is None else shortest(value)
    if kind.startswith("DECIMAL"):
        return lambda value: None if value is None else exactly(value)
    if kind.startswith("TIMESTAMP"):
        return lambda value: value.date() if value is not None and value.time() == time() else value
    known: dict[str, CellValue] = {text: CellError(text) for text in ERROR_TEXTS}
    return lambda value: known.setdefault(value, value or None) if value is not None else None
