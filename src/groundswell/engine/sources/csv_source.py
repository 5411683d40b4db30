"""CSV and TSV as text: every cell exactly as written. What the text means is for later steps."""

import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from groundswell.engine.sources.csv_dialect import (
    decimal_evidence,
    decoded,
    doubtful_word,
    quote_of,
    separator_of,
)
from groundswell.engine.sources.guard import Room
from groundswell.engine.sources.workbook import ERROR_TEXTS, CellError, Dialect, Row, Sheet, trim
from groundswell.errors import Problem, UserError

LONGEST_CELL = 1_000_000
"""Characters. A spreadsheet's own limit is 32,767; a longer cell is a quote that was never closed."""
EVIDENCE_ROWS = 5_000
_COMPOSITE = re.compile(r"(?P<names>\w+(?:,\w+)*)\\[A-Za-z_]+")
_END_MARK = "\u0001end\u0001"
_BATCH, _MOST_KNOWN = 5_000, 65_536


def read_csv(data: bytes, name: str, progress: Callable[[int], None]) -> tuple[list[Sheet], Dialect, list[Problem]]:
    """The one sheet of a text file, how it was written, and what of it is in doubt; raises UserError with the line that cannot be read."""
    text, encoding, sure = decoded(data)
    if not text.strip():
        raise UserError("file_empty")
    doubtful = "" if sure else doubtful_word(text)
    text, declared = _declared_separator(text)
    quote = quote_of(text)
    separator = declared or separator_of(text, quote)
    rows = _rows(text, separator, quote, progress)
    problems = [Problem("encoding_unsure", values={"encoding": encoding, "example": doubtful})] if doubtful else []
    return [Sheet(name, rows)], dialect_of(rows, Dialect(encoding, sure, separator, quote)), problems


def read_pasted(text: str, name: str) -> tuple[list[Sheet], Dialect]:
    """A block copied from a spreadsheet: tab separated, cells with line breaks in quotes; else found out as in a file."""
    if "\0" in text:
        raise UserError("csv_nul", {"line": text[: text.index("\0")].count("\n") + 1})
    if not text.strip():
        raise UserError("file_empty")
    separator = "\t" if "\t" in text else separator_of(text, '"')
    rows = _rows(text, separator, '"', lambda _: None)
    return [Sheet(name, rows)], dialect_of(rows, Dialect("utf-8", True, separator, '"'))


def dialect_of(rows: list[Row], written: Dialect) -> Dialect:
    """How a text was written, with what its first rows say about the decimal mark."""
    cells = (cell for row in rows[:EVIDENCE_ROWS] for cell in row if isinstance(cell, str))
    point, comma, either = decimal_evidence(cells)
    return replace(written, point_decimals=point, comma_decimals=comma, unclear_marks=either)


def _declared_separator(text: str) -> tuple[str, str | None]:
    """Excel's own first line ``sep=;`` names the separator and is no row of the sheet."""
    first, _, rest = text.partition("\n")
    bare = first.rstrip("\r")
    if bare[:4].lower() == "sep=" and len(bare) == 5:
        return rest, bare[4]
    return text, None


def _rows(text: str, separator: str, quote: str, progress: Callable[[int], None]) -> list[Row]:
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(_lines(text), delimiter=separator, quotechar=quote)
    cells = _Cells()
    batch: list[list[str]] = []
    before = 0
    try:
        for row in reader:
            batch.append(row)
            before = reader.line_num
            if len(batch) == _BATCH:
                cells.take(batch)
                progress(len(cells.rows))
                batch = []
    except csv.Error:
        raise UserError("csv_cell_too_long", {"line": before + 1, "limit": LONGEST_CELL}) from None
    cells.take(batch)
    progress(len(cells.rows))
    if not cells.rows or cells.rows.pop() != [_END_MARK]:
        raise UserError("csv_quote_open", {"line": _start_of_last(text, separator, quote)})
    return trim(parted(cells.rows) if separator == "\t" else cells.rows)


def parted(rows: list[Row]) -> list[Row]:
    """Rows whose first column holds several dimensions under one head (``unit,geo\\time``, as Eurostat writes them) with a column for each.

    As they are where the head is no such one, or where any row has another number of parts.
    """
    head = rows[0][0] if rows and rows[0] else None
    found = _COMPOSITE.fullmatch(head.strip()) if isinstance(head, str) else None
    if found is None:
        return rows
    names: list[str] = found["names"].split(",")
    firsts = [row[0].split(",") if row and isinstance(row[0], str) else [] for row in rows[1:]]
    if any(row and len(parts) != len(names) for row, parts in zip(rows[1:], firsts, strict=True)):
        return rows
    body: list[Row] = [[*(part.strip() or None for part in parts), *row[1:]] for row, parts in zip(rows[1:], firsts, strict=True)]
    return [[*names, *rows[0][1:]], *body]


class _Cells:
    """Rows as cells: empty texts as None, the seven errors as errors, equal texts kept once."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._room = Room()
        self._known: dict[str, str] = {}

    def take(self, batch: list[list[str]]) -> None:
        """Add some more rows; raises UserError when there are far too many."""
        self._room.take(len(batch), 0)
        same = self._known.setdefault
        rows: list[Row] = [[same(cell, cell) or None for cell in row] for row in batch]
        if not ERROR_TEXTS.isdisjoint(self._known):
            rows = [[CellError(cell) if isinstance(cell, str) and cell in ERROR_TEXTS else cell for cell in row] for row in rows]
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        self.rows += rows


def _lines(text: str) -> Iterator[str]:
    """The text's lines with a closing mark of our own: it comes back inside a cell when a quote was left open."""
    last = ""
    for last in io.StringIO(text, newline=""):
        yield last
    if not last.endswith(("\n", "\r")):
        yield "\n"
    yield _END_MARK


def _start_of_last(text: str, separator: str, quote: str) -> int:
    """The line on which the last, unclosed row begins."""
    reader = csv.reader(_lines(text), delimiter=separator, quotechar=quote)
    start = before = 0
    for _ in reader:
        start, before = before, reader.line_num
    return start + 1
