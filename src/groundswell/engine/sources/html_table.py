"""Tables of an HTML page as sheets: what many systems save as ``.xls``, and what a browser puts on the clipboard.

Each table is a sheet; a table inside a cell is a sheet of its own. Spans become merges. A heading or caption above a table
stands in rows above it. Cells are text as shown; where the program that wrote the page left the figure itself beside the text
(Excel's ``x:num``, LibreOffice's ``sdval``), that is taken if the text is the same figure rounded.
"""

import codecs
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from email import message_from_bytes
from email.errors import HeaderParseError, MessageDefect
from email.policy import default
from html import unescape

from groundswell.engine.sources.cell_set import CellSet, covered
from groundswell.engine.sources.csv_dialect import decoded
from groundswell.engine.sources.guard import Room, damaged, refuse
from groundswell.engine.sources.html_tokens import Tag, tokens
from groundswell.engine.sources.raised import raised
from groundswell.engine.sources.workbook import (
    ERROR_TEXTS,
    CellError,
    CellValue,
    Merge,
    Sheet,
    clip_hidden,
    exactly,
    full_sheet,
    trim,
)
from groundswell.errors import Problem

LAST_COLUMN = 16_384
WIDEST, TALLEST = 1_000, 65_534
"""Largest spans of the HTML standard (4.9.11)."""
DEEPEST = 30
"""Tables inside tables; the deepest layouts of old pages have about ten."""
_PROGRESS_ROWS = 1_000
_BLANKS = " \u00a0\u200b\ufeff"
_SPACES = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_SHEET_NAMES = re.compile(r"<x:ExcelWorksheet>\s*<x:Name>([^<]{1,100})</x:Name>", re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)
_ENCODINGS = re.compile(r"utf-8|cp125\d|windows-125\d|iso-8859-\d{1,2}|gbk|gb18030|big5|shift_jis|euc-jp|euc-kr|koi8-r|koi8-u|macintosh")
_AS_BROWSERS = {"iso-8859-1": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030", "ks_c_5601-1987": "euc-kr", "x-sjis": "shift_jis"}
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "caption"))
_BLOCKS = frozenset(("p", "div", "li", "ul", "ol", "dt", "dd", "pre", "blockquote"))
_NUMBER = re.compile(r"[-+(]?\s?[^\w\s.,]?\s?\d[\d.,' \u00a0\u202f\u2009]*\s?(%?)\)?")


def read_html(page: str, name: str, progress: Callable[[int], None]) -> tuple[list[Sheet], list[Problem]]:
    """The tables of a page that hold something, and whether one was full; raises UserError where there is none, or the page breaks off."""
    scan = _PageScan(progress)
    for token in tokens(page):
        if isinstance(token, str):
            scan.text(token)
        else:
            scan.tag(token)
    if scan.open:
        damaged()
    tables = [table for table in scan.tables if trim(table.sheet.rows)]
    if not tables:
        refuse("html")
    sheets = [clip_hidden(table.sheet) for table in tables]
    _name(sheets, _SHEET_NAMES.findall(page), name)
    titled = [table for table in tables if table.titles]
    return sheets, [full for table in titled for full in full_sheet(table.sheet.name, len(table.sheet.rows) - table.titles)]


def page_of(data: bytes) -> tuple[str, str, bool]:
    """The page's text, its encoding and whether that is certain: by its mark, by what it says of itself, else as any text."""
    named = _CHARSET.search(data, 0, 4096)
    if named is not None and not data.startswith(_MARKS):
        encoding = named[1].decode("ascii").lower()
        encoding = _AS_BROWSERS.get(encoding, encoding)
        if _ENCODINGS.fullmatch(encoding):
            try:
                return data.decode(encoding), encoding, True
            except (LookupError, UnicodeDecodeError):
                pass
    return decoded(data)


def html_of_mail(data: bytes) -> bytes:
    """The pages inside a "single file web page" (MHTML), as reporting systems save it for Excel, one after another."""
    try:
        message = message_from_bytes(data, policy=default)
        pages = [part.get_payload(decode=True) for part in message.walk() if part.get_content_type() == "text/html"]
    except (ValueError, LookupError, RecursionError, HeaderParseError, MessageDefect):
        damaged()
    if not pages or message.defects or any(part.defects for part in message.walk()):
        damaged()
    return b"\n".join(page for page in pages if isinstance(page, bytes))


def _name(sheets: list[Sheet], excel: list[str], name: str) -> None:
    """The names that Excel left, the page's own captions, or the file's name with a number."""
    taken: set[str] = set()
    excel = [unescape(one) for one in excel]
    for number, sheet in enumerate(sheets, start=1):
        own = excel[number - 1] if len(excel) == len(sheets) else sheet.name
        best = own or (name if len(sheets) == 1 else f"{name} {number}")
        names = (best, *(f"{best} {again}" for again in range(number, number + len(sheets))))
        sheet.name = next(one for one in names if one not in taken)
        taken.add(sheet.name)


@dataclass(slots=True)
class _Cell:
    attributes: Mapping[str, str]
    parts: list[str] = field(default_factory=list)
    raised: bool = False


class _Table:
    """One table as its tags go by; ``row`` is the row under way, -1 before the first."""

    def __init__(self, headings: list[str], room: Room) -> None:
        self.sheet = Sheet("", [[heading] for heading in headings])
        self.titles = len(headings)
        self.percent = CellSet()
        self.sheet.percent = self.percent
        self.cell: _Cell | None = None
        self.caption: list[str] | None = None
        self._room = room
        self._taken: dict[int, int] = {}
        self._columns = 0
        self._hidden: list[tuple[int, int]] = []
        self._in_row = False

    @property
    def row(self) -> int:
        return len(self.sheet.rows) - 1

    def start_row(self, attributes: Mapping[str, str]) -> None:
        self.end_cell()
        self.sheet.rows.append([])
        self._room.take(1, 0)
        self._in_row = True
        if _HIDDEN.search(attributes.get("style", "")):
            self.sheet.hidden_rows.add(self.row)

    def end_row(self) -> None:
        self.end_cell()
        self._in_row = False

    def column(self, attributes: Mapping[str, str]) -> None:
        span = _span(attributes.get("span"), WIDEST)
        if _HIDDEN.search(attributes.get("style", "")) or attributes.get("width") == "0":
            self._hidden.append((self._columns, self._columns + span - 1))
        self._columns += span

    def start_cell(self, attributes: Mapping[str, str]) -> None:
        self.end_cell()
        if not self._in_row:
            self.start_row({})
        self.cell = _Cell(attributes)

    def end_cell(self) -> None:
        cell, self.cell = self.cell, None
        if cell is None:
            return
        row, cells = self.row, self.sheet.rows[-1]
        column = len(cells)
        while self._taken and self._taken.get(column, -1) >= row:
            column += 1
        down = across = 1
        if cell.attributes:
            down, across = _span(cell.attributes.get("rowspan"), TALLEST), _span(cell.attributes.get("colspan"), WIDEST)
        if column + across > LAST_COLUMN:
            damaged()
        value, percent = _value(_shown(cell.parts), cell.attributes)
        self._room.take(0, column + across - len(cells))
        if column > len(cells):
            cells.extend([None] * (column - len(cells)))
        cells.append(value)
        if down > 1 or across > 1:
            cells.extend([None] * (across - 1))
            self.sheet.merges.append(Merge(row, column, row + down - 1, column + across - 1))
        if down > 1:
            self._taken.update(dict.fromkeys(range(column, column + across), row + down - 1))
        if percent:
            self.percent.add_rows(column, (row,))

    def finish(self) -> None:
        """Spans that reach beyond the last row end there."""
        self.end_row()
        last = self.row
        self.sheet.hidden_columns = covered(self._hidden, self.sheet.width)
        self.sheet.merges = [
            Merge(m.top, m.left, min(m.bottom, last), m.right) for m in self.sheet.merges if m.top < last or m.right > m.left
        ]


class _PageScan:
    """What the tokens of a page add up to."""

    def __init__(self, progress: Callable[[int], None]) -> None:
        self.tables: list[_Table] = []
        self.open: list[_Table] = []
        self._room = Room()
        self._progress = progress
        self._heading: list[str] | None = None
        self._headings: list[str] = []
        self._rows = 0

    def text(self, text: str) -> None:
        table = self.open[-1] if self.open else None
        if self._heading is not None:
            self._heading.append(text)
        elif table is not None and table.cell is not None:
            table.cell.parts.append(raised(text, "".join(table.cell.parts[-1:])) if table.cell.raised else text)

    def tag(self, tag: Tag) -> None:
        name = tag.name
        if name == "table":
            self._table(tag)
        elif name in _HEADINGS and self._takes_heading(name):
            self._heading_tag(tag)
        elif self.open:
            self._inside(self.open[-1], tag)

    def _table(self, tag: Tag) -> None:
        if tag.closing:
            if self.open:
                self._heading = None
                self.open.pop().finish()
            return
        if len(self.open) == DEEPEST:
            damaged()
        self._heading = None
        table = _Table(self._headings[-1:] if not self.open else [], self._room)
        self._headings = []
        self.tables.append(table)
        self.open.append(table)

    def _takes_heading(self, name: str) -> bool:
        return (not self.open and name != "caption") or (bool(self.open) and name == "caption" and self.open[-1].cell is None)

    def _heading_tag(self, tag: Tag) -> None:
        if not tag.closing:
            self._heading = []
        elif self._heading is not None:
            said = _shown(self._heading)
            self._heading = None
            if said and tag.name != "caption":
                self._headings.append(said)
            elif said and self.open:
                table = self.open[-1]
                table.sheet.name = table.sheet.name or said
                table.sheet.rows.append([said])
                table.titles += 1

    def _inside(self, table: _Table, tag: Tag) -> None:
        name, closing = tag.name, tag.closing
        if name in ("td", "th"):
            table.end_cell() if closing else table.start_cell(tag.attributes)
        elif name == "tr":
            if closing:
                table.end_row()
            else:
                table.start_row(tag.attributes)
            self._rows += 1
            if self._rows % _PROGRESS_ROWS == 0:
                self._progress(self._rows)
        elif name in ("thead", "tbody", "tfoot"):
            table.end_row()
        elif name == "col" and not closing:
            table.column(tag.attributes)
        elif table.cell is not None and name == "sup":
            table.cell.raised = not closing
        elif table.cell is not None and (name == "br" or (name in _BLOCKS and table.cell.parts)):
            table.cell.parts.append("\n")


def _span(text: str | None, most: int) -> int:
    if text is None or not text.strip().isdecimal() or len(text) > 9:
        return 1
    count = int(text)
    return min(count, most) if count else most if most == TALLEST else 1


def _shown(parts: list[str]) -> str:
    """The text as shown: spaces joined, line breaks where the page has them; blanks that set it in stay before it."""
    if len(parts) == 1 and parts[0].isalnum():
        return parts[0]
    whole = "".join(part if part == "\n" else _SPACES.sub(" ", part) for part in parts)
    return "\n".join(line for line in (line.rstrip(_BLANKS).lstrip(" ") for line in whole.split("\n")) if line)


def _value(text: str, attributes: Mapping[str, str]) -> tuple[CellValue, bool]:
    """The cell's value, and whether it is a number shown as a percentage."""
    if not text:
        return None, False
    bare = text.lstrip(_BLANKS)
    if bare in ERROR_TEXTS:
        return CellError(bare), False
    kept = attributes.get("x:num", attributes.get("sdval", "")) or ""
    shown = _NUMBER.fullmatch(bare) if kept else None
    if shown is None:
        return text, False
    try:
        number = Decimal(kept)
    except InvalidOperation:
        return text, False
    if not number.is_finite() or abs(number.adjusted()) > 300 or not _agrees(bare, number * 100 if shown[1] else number):
        return text, False
    return exactly(number), bool(shown[1])


def _agrees(text: str, number: Decimal) -> bool:
    """Whether the text is this number, rounded: with a point or with a comma as decimal mark."""
    if (number < 0) != (text[0] in "-("):
        return False
    for mark in ".,":
        digits = "".join(letter for letter in text if letter.isdecimal() or letter == mark)
        if digits.count(mark) <= 1 and digits.strip(mark):
            said = Decimal(digits.replace(mark, "."))
            if abs(abs(number) - said) * 2 <= Decimal(1).scaleb(-len(digits.partition(mark)[2])):
                return True
    return False
