"""A text file looked at by its first lines alone: how it is written, its heads, and where its rows begin."""

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

from groundswell.engine.long.heads import LongSheet, long_sheet
from groundswell.engine.sources.csv_dialect import quote_of, separator_of
from groundswell.engine.sources.csv_source import read_csv
from groundswell.engine.sources.guard import MAX_FILE, MIB
from groundswell.engine.sources.kinds import kind_of
from groundswell.errors import UserError

LOOKED_AT = MIB // 4
FEWEST_BYTES = 4 * MIB
"""Below this a file is read whole before DuckDB is loaded."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A UTF-8 file of rows. ``long``: its first rows as a sheet. ``lines_before``: lines up to and with the heads.

    ``lines``: how many rows follow, where no quote can hide the end of a line in a cell; else None. ``filled_before``: filled cells
    up to and with the heads.
    """

    path: Path
    sha256: str
    long: LongSheet
    separator: str
    quote: str
    lines_before: int
    lines: int | None
    filled_before: int


def text_file(path: Path, name: str) -> TextFile | None:
    """The file, where it is large, UTF-8 and of rows with one row of heads; None where it is to be read in the ordinary way.

    Raises UserError("file_too_large").
    """
    size = path.stat().st_size
    if size > MAX_FILE:
        raise UserError("file_too_large", {"limit_mib": MAX_FILE // MIB})
    if size < max(FEWEST_BYTES, 1):
        return None
    data = path.read_bytes()
    if kind_of(data) != "text" or not _plain(data):
        return None
    head = _whole_rows(data[: data.rfind(b"\n", 0, LOOKED_AT) + 1])
    if not head:
        return None
    sheets, dialect, _ = read_csv(head, Path(name).stem, lambda _: None)
    long = long_sheet(0, sheets[0])
    if long is None:
        return None
    text = head.decode("utf-8-sig")
    quote = quote_of(text)
    separator = dialect.delimiter
    if (text[:4].lower() == "sep=") or separator != separator_of(text, quote):
        return None
    before = _lines_up_to(text, separator, quote, long.head_row)
    quotes = data.count(quote.encode())
    if quotes % 2:
        return None  # one is never closed, or stands alone in a text: our own reader says where
    lines = None if quotes else data.count(b"\n") + (not data.endswith(b"\n")) - before
    filled = sum(len(cells) - cells.count(None) for cells in long.sheet.rows[: long.first])
    return TextFile(path, hashlib.sha256(data).hexdigest(), long, separator, quote, before, lines, filled)


def _whole_rows(head: bytes) -> bytes:
    """The lines up to the last one that no open quote goes on behind."""
    end = at = quotes = 0
    for line in head.splitlines(keepends=True):
        at += len(line)
        quotes += line.count(b'"')
        if quotes % 2 == 0:
            end = at
    return head[:end]


def _plain(data: bytes) -> bool:
    """UTF-8 with ordinary line ends and no empty line, which the two readers would count differently."""
    if b"\0" in data or b"\n\n" in data:
        return False
    if b"\r" in data and (b"\n\r\n" in data or data.count(b"\r") != data.count(b"\r\n")):
        return False
    try:
        _ = data.isascii() or data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _lines_up_to(text: str, separator: str, quote: str, row: int) -> int:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quotechar=quote)
    for _ in range(row + 1):
        next(reader)
    return reader.line_num
