"""One pass over a sheet's XML: what the value reader does not tell, and a copy in plain form for it to read.

Values come from calamine, which gives an empty text for an error cell and for a formula nobody worked out,
and knows no hidden rows and no percent formats. This pass finds those by address. It sees the very bytes
that calamine is handed: the part in blocks that end with a row, counted by the guard.
"""

import re
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from groundswell.engine.sources.guard import damaged
from groundswell.engine.sources.number_formats import Shown
from groundswell.engine.sources.strict_xml import StrictXml
from groundswell.engine.sources.workbook import (
    CellError,
    Merge,
    Uncalculated,
    column_index,
)
from groundswell.engine.sources.xlsx_plain import PlainForm

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MOST_INDENTS = 100_000
"""Cells of a sheet whose indentation is kept: labels are set in by hand, and nobody sets in more."""

_ERROR = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"(?: s="[0-9]+")? t="e">(?:\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>))?(?:\s*<v[^>]*>([^<]*)</v>)?'
)
_ERROR_TAG = re.compile(rb'(<c r="[A-Z]+[0-9]+"(?: s="[0-9]+")?) t="e">')
_FORMULA = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"(?: s="[0-9]+")?(?: t="([A-Za-z]+)")?>\s*<f(?:\s[^>]*)?(?:/>|>([^<]*)</f>)\s*'
    rb"(<v\s*/>|<v[^>]*>\s*</v>|<v>0</v>)?\s*</c>"
)
_ROW = re.compile(rb'<row [^>]*?\br="([1-9][0-9]{0,6})"[^>]*>')
_HIDDEN = re.compile(rb"\shidden=[\"'](?:1|true)[\"']|\s(?:ht|width)=[\"']0(?:\.0*)?[\"']")
_HIDDEN_HINTS = (b" hidden=", b' ht="0', b" ht='0", b' width="0', b" width='0")
_CELLS_END = re.compile(rb"</sheetData\s*>|<sheetData\s*/>")
_DIMENSION = re.compile(rb"<dimension\s[^>]*>")
_COLUMN = re.compile(rb"<col\s[^>]*>")
_BOUND = {name: re.compile(rb"\s" + name + rb"=[\"']([0-9]{1,5})[\"']") for name in (b"min", b"max")}
_CORNER = rb"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})"
_MERGE = re.compile(rb"<mergeCell\s[^>]*?ref=[\"']" + _CORNER + rb":" + _CORNER + rb"[\"']")
_LONG_NUMBER = re.compile(rb"<v>-?(?:[0-9.]{16,}|[0-9.]+[eE])")
_ODD_NUMBERS = tuple(map(re.compile, (rb"<v\s", rb"<v>-?[^-0-9.<]", rb"E\+?[0-9]{3}</v>", rb"e\+?[0-9]{3}</v>")))
_ENTITIES = ((b"&lt;", b"<"), (b"&gt;", b">"), (b"&quot;", b'"'), (b"&apos;", b"'"), (b"&amp;", b"&"))


@dataclass(slots=True)
class SheetScan:
    """What was found, by (row, column) from 0; ``shown`` holds the rows of the cells under each special number format, by column."""

    errors: dict[tuple[int, int], CellError] = field(default_factory=dict)
    uncalculated: dict[tuple[int, int], Uncalculated] = field(default_factory=dict)
    shown: dict[tuple[int, Shown], "array[int]"] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    indents: dict[tuple[int, int], int] = field(default_factory=dict)
    rows: int = 0
    columns: int = 0
    filled: int = 0
    long_numbers: bool = False
    """Whether some number is written with 16 characters or more, or with an exponent."""
    odd_numbers: bool = False
    """Whether some number is none (NaN) or beyond all bounds; texts may set this too."""


class SheetScanner:
    """Scans the sheets of one workbook; ``shown`` and ``indents`` are the package's maps of styles."""

    def __init__(self, shown: dict[bytes, Shown], indents: dict[bytes, int], *, stale_formulas: bool) -> None:
        self._shown = shown
        self._indents = indents
        self._stale = stale_formulas
        self._column = _Columns()

    def scan(self, part: str, chunks: Iterator[bytes], write: Callable[[bytes], object], progress: Callable[[int], None]) -> SheetScan:
        """Read the part from ``chunks``, hand its plain form to ``write`` and the rows seen so far to ``progress``."""
        scan = SheetScan()
        xml, handed = StrictXml(part, namespaces=False), CellsOnly(write)
        for block, cells in PlainForm(part).blocks(chunks):
            self._look(block, cells, scan)
            xml.feed(block)
            handed.write(block)
            progress(scan.rows)
        xml.feed(b"", last=True)
        if scan.rows > LAST_ROW or scan.columns > LAST_COLUMN:
            damaged(part)
        return scan

    def _look(self, block: bytes, cells: list[tuple[bytes, bytes, bytes]], scan: SheetScan) -> None:
        if cells:
            scan.filled += len(cells)
            scan.rows = max(scan.rows, *map(int, {row for _, row, _ in cells}))
            scan.columns = max(scan.columns, *(1 + self._column[letters] for letters in {letters for letters, _, _ in cells}))
        self._formats(cells, scan)
        if self._indents and len(scan.indents) < MOST_INDENTS:
            found = self._indents
            scan.indents.update({self._place(letters, row): found[style] for letters, row, style in cells if style in found})
        if b't="e"' in block:
            for letters, row, code in _ERROR.findall(block):
                scan.errors[self._place(letters, row)] = CellError(_text(code).strip() or "#N/A")
        if b"<f" in block:
            self._formulas(block, scan)
        if any(mark in block for mark in _HIDDEN_HINTS):
            scan.hidden_rows.update(int(row[1]) - 1 for row in _ROW.finditer(block) if _HIDDEN.search(row[0]))
            self._hidden_columns(block, scan)
        if b"<mergeCell" in block:
            for left, top, right, bottom in _MERGE.findall(block):
                scan.merges.append(Merge(*self._place(left, top), *self._place(right, bottom)))
        scan.long_numbers = scan.long_numbers or _LONG_NUMBER.search(block) is not None
        scan.odd_numbers = scan.odd_numbers or any(odd.search(block) for odd in _ODD_NUMBERS)

    def _formats(self, cells: list[tuple[bytes, bytes, bytes]], scan: SheetScan) -> None:
        styles, found = self._shown, scan.shown
        if not styles:
            return
        for letters, row, style in cells:
            if style in styles:
                key = (self._column[letters], styles[style])
                if key not in found:
                    found[key] = array("L")
                found[key].append(int(row) - 1)

    def _formulas(self, block: bytes, scan: SheetScan) -> None:
        for letters, row, kind, formula, value in _FORMULA.findall(block):
            if kind == b"str" and value:
                continue  # worked out, to a text that may be empty
            if kind == b"e" or (value == b"<v>0</v>" and not self._stale):
                continue
            scan.uncalculated[self._place(letters, row)] = Uncalculated("=" + _text(formula))

    def _hidden_columns(self, block: bytes, scan: SheetScan) -> None:
        for tag in _COLUMN.findall(block):
            if _HIDDEN.search(tag):
                first, last = (int(found[1]) if (found := _BOUND[name].search(tag)) else 0 for name in (b"min", b"max"))
                scan.hidden_columns.update(range(max(first, 1) - 1, min(last, LAST_COLUMN)))

    def _place(self, letters: bytes, row: bytes) -> tuple[int, int]:
        return int(row) - 1, self._column[letters]


class CellsOnly:
    """Hands on the cells of a sheet and nothing around them: no stated dimension, no merges, no extensions.

    Error cells go as texts, since the reader knows the seven old errors only; the scan has them by address.
    """

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._write = write
        self._begun = self._ended = False

    def write(self, block: bytes) -> None:
        """Take the next block of plain form."""
        if self._ended:
            return
        if not self._begun:
            self._begun = True
            block = _DIMENSION.sub(b"", block, count=1)
        if b"sheetData" in block and (end := _CELLS_END.search(block)) is not None:
            self._ended = True
            block = block[: end.end()] + b"</worksheet>"
        if b' t="e">' in block:
            block = _ERROR_TAG.sub(rb'\1 t="str">', block)
        self._write(block)


class _Columns(dict[bytes, int]):
    """Column letters → index, each worked out once."""

    def __missing__(self, letters: bytes) -> int:
        index = self[letters] = column_index(letters.decode())
        return index


def _text(escaped: bytes) -> str:
    for entity, character in _ENTITIES:
        escaped = escaped.replace(entity, character)
    return escaped.decode("utf-8", errors="replace")
