"""The whole ledger as lines of JSON that anybody can read and check: docs/ledger.md, "Exported"."""

import json
from collections.abc import Mapping
from typing import Any, Final, TextIO

from groundswell.records.ledger import verifying
from groundswell.records.ledger.anchors import Head
from groundswell.records.statements import Connection

FORMAT: Final = "groundswell-ledger"
VERSION: Final = 1
TABLES: Final[Mapping[str, str]] = {"batch": "id", "entry": "seq", "observation": "seq", "act": "seq"}
"""Table -> what its rows are ordered by. Each is written whole, column by column as it is stored; bytes as hexadecimal text."""
WORDS: Final = {"words": "seq, field"}


def export(connection: Connection, out: TextIO, *, with_words: bool = False) -> Head:
    """Write every row of the ledger as it stands in one reading; returns where it stood. Words of people only where they are asked for."""
    connection.execute("BEGIN")
    try:
        where = verifying.head(connection)
        _line(out, {"format": FORMAT, "version": VERSION, "head": where.text, "words": with_words})
        for table, order in {**TABLES, **(WORDS if with_words else {})}.items():
            described = connection.execute(f"SELECT * FROM {table} LIMIT 0").description
            names = [column[0] for column in described if (table, column[0]) != ("words", "id")]
            for row in connection.execute(f"SELECT {','.join(names)} FROM {table} ORDER BY {order}"):
                _line(out, {"table": table, **{name: _plain(value) for name, value in zip(names, row, strict=True)}})
    finally:
        connection.execute("ROLLBACK")
    return where


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def _line(out: TextIO, content: Mapping[str, Any]) -> None:
    out.write(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n")
