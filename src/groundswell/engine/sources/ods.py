"""ODS, packed or as one flat XML file: one scan of its content tells values, errors, formats, merges and what is hidden.

OpenDocument 1.3 part 3. Cells and rows may be repeated by a number; a repetition of empty ones to the sheet's end
is how every sheet closes, so only what stands before the last filled cell is spread out, and that within bounds.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time, timedelta

from groundswell.engine.sources.cell_set import CellSet
from groundswell.engine.sources.guard import MIB, Archive, Room, damaged, refuse
from groundswell.engine.sources.raised import raised
from groundswell.engine.sources.serials import clock
from groundswell.engine.sources.strict_xml import StrictXml
from groundswell.engine.sources.workbook import CellError, CellValue, Merge, Row, Sheet, Uncalculated, shortest, trim
from groundswell.errors import Problem, UserError

CONTENT, MANIFEST = "content.xml", "META-INF/manifest.xml"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_SMALL = 4 << 20
_PROGRESS_ROWS = 2_000

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0 "
_CALC_TYPE = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type"
_SPREADSHEET, _SHEET, _COLUMN, _ROW = f"{_OFFICE}spreadsheet", f"{_TABLE}table", f"{_TABLE}table-column", f"{_TABLE}table-row"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_PARAGRAPH = f"{_TEXT}p"
_SPACES = re.compile(r"[ \t\r\n]+")
_RAISED = re.compile(r"(?:super|[1-9]\d*(?:\.\d+)?%)(?:\s|$)")
"""Values of ``style:text-position`` that raise a text (OpenDocument 1.3 part 3, 20.393)."""
_DURATION = re.compile(r"(-?)P(?:(\d{1,7})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:[.,]\d{1,12})?)S)?)?")
_ERROR_TEXT = re.compile(r"#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)|\w{3,6}:5\d\d")


def read_ods(archive: Archive, progress: Callable[[int], None]) -> tuple[list[Sheet], list[Problem]]:
    """All sheets; raises UserError for a locked, damaged or hostile file."""
    if archive.has(MANIFEST) and b"encryption-data" in archive.read(MANIFEST, _SMALL):
        raise UserError("file_locked")
    macros = any(name.startswith(("Basic/", "Scripts/")) for name in archive.names())
    return _scanned(archive.chunks(CONTENT), progress, macros=macros)


def read_flat_ods(data: bytes, progress: Callable[[int], None]) -> tuple[list[Sheet], list[Problem]]:
    """The same for an OpenDocument in one XML file (fods)."""
    return _scanned((data[at : at + MIB] for at in range(0, len(data), MIB)), progress, macros=False)


def _scanned(chunks: Iterable[bytes], progress: Callable[[int], None], *, macros: bool) -> tuple[list[Sheet], list[Problem]]:
    scan = _ContentScan(progress)
    for chunk in chunks:
        scan.xml.feed(chunk)
    scan.xml.feed(b"", last=True)
    if not scan.in_spreadsheet:
        refuse("document")
    return scan.sheets, [Problem("macros_not_run")] if macros or scan.macros else []


class _ContentScan:
    """What the parser's events add up to. ``_path`` holds the names of the open elements."""

    def __init__(self, progress: Callable[[int], None]) -> None:
        self.sheets: list[Sheet] = []
        self.in_spreadsheet = self.macros = False
        self.xml = StrictXml(CONTENT)
        self.xml.parser.StartElementHandler = self._start
        self.xml.parser.EndElementHandler = self._end
        self.xml.parser.CharacterDataHandler = self._characters
        self._progress = progress
        self._room = Room()
        self._path: list[str] = [""]
        self._style = ""
        self._hidden_styles: set[str] = set()
        self._raised_styles: set[str] = set()
        self._raised_depth = 0
        self._sheet: _SheetScan | None = None
        self._cell: Mapping[str, str] | None = None
        self._cell_depth = 0
        self._paragraphs: list[str] = []
        self._rows_told = 0

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        parent = self._path[-1]
        self._path.append(name)
        sheet = self._sheet
        if sheet is None:
            self._start_outside(name, parent, attributes)
        elif self._cell is not None:
            self._start_in_cell(name, attributes)
        elif name in _CELLS:
            self._cell, self._cell_depth, self._paragraphs = attributes, len(self._path), []
        elif name == _ROW:
            sheet.start_row(attributes)
        elif name == _COLUMN:
            sheet.column(attributes)

    def _start_outside(self, name: str, parent: str, attributes: Mapping[str, str]) -> None:
        if name == _SPREADSHEET:
            self.in_spreadsheet = True
        elif name == _SHEET and parent == _SPREADSHEET:
            hidden = attributes.get(f"{_TABLE}style-name", "") in self._hidden_styles
            self._sheet = _SheetScan(attributes.get(f"{_TABLE}name", ""), hidden, self._room)
        elif name == f"{_OFFICE}script":
            self.macros = True
        elif name == f"{_STYLE}style":
            self._style = attributes.get(f"{_STYLE}name", "")
        elif name == f"{_STYLE}table-properties" and attributes.get(f"{_TABLE}display") == "false":
            self._hidden_styles.add(self._style)
        elif name == f"{_STYLE}text-properties" and _RAISED.match(attributes.get(f"{_STYLE}text-position", "")):
            self._raised_styles.add(self._style)

    def _start_in_cell(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == _PARAGRAPH and len(self._path) == self._cell_depth + 1:
            self._paragraphs.append("")
        elif self._in_paragraph():
            if name == f"{_TEXT}s":
                self._paragraphs[-1] += " " * min(_count(attributes.get(f"{_TEXT}c")), 1000)
            elif name == f"{_TEXT}span" and not self._raised_depth and attributes.get(f"{_TEXT}style-name") in self._raised_styles:
                self._raised_depth = len(self._path)
            elif name == f"{_TEXT}tab":
                self._paragraphs[-1] += "\t"
            elif name == f"{_TEXT}line-break":
                self._paragraphs[-1] += "\n"

    def _in_paragraph(self) -> bool:
        """Whether the text is the cell's own: in a paragraph of the cell, not of a note or a drawing on it."""
        return len(self._path) > self._cell_depth and self._path[self._cell_depth] == _PARAGRAPH

    def _characters(self, text: str) -> None:
        if self._cell is not None and self._in_paragraph():
            shown = _SPACES.sub(" ", text)
            self._paragraphs[-1] += raised(shown, self._paragraphs[-1]) if self._raised_depth else shown

    def _end(self, name: str) -> None:
        self._path.pop()
        if len(self._path) < self._raised_depth:
            self._raised_depth = 0
        sheet = self._sheet
        if sheet is None:
            return
        if self._cell is not None:
            if len(self._path) < self._cell_depth:
                sheet.cell(self._cell, "\n".join(self._paragraphs))
                self._cell = None
        elif name == _ROW:
            sheet.end_row()
            if sheet.row - self._rows_told >= _PROGRESS_ROWS:
                self._rows_told = sheet.row
                self._progress(sum(len(done.rows) for done in self.sheets) + len(sheet.rows))
        elif name == _SHEET and self._path[-1] == _SPREADSHEET:
            self.sheets.append(sheet.finished())
            self._sheet, self._rows_told = None, 0


class _SheetScan:
    """One sheet as its rows go by; ``row`` is the next row's number."""

    def __init__(self, name: str, hidden: bool, room: Room) -> None:
        self.rows: list[Row] = []
        self.row = 0
        self._shown_percent = CellSet()
        self._sheet = Sheet(name, self.rows, hidden=hidden, percent=self._shown_percent)
        self._room = room
        self._columns = 0
        self._hidden_rows: list[range] = []
        self._hidden_columns: list[range] = []
        self._cells: Row = []
        self._percent: list[int] = []
        self._column = 0
        self._repeated = 1

    def column(self, attributes: Mapping[str, str]) -> None:
        count = _count(attributes.get(f"{_TABLE}number-columns-repeated"))
        if attributes.get(f"{_TABLE}visibility", "visible") != "visible":
            self._hidden_columns.append(range(self._columns, self._columns + count))
        self._columns += count

    def start_row(self, attributes: Mapping[str, str]) -> None:
        self._cells, self._percent, self._column = [], [], 0
        self._repeated = _count(attributes.get(f"{_TABLE}number-rows-repeated"))
        if attributes.get(f"{_TABLE}visibility", "visible") != "visible":
            self._hidden_rows.append(range(self.row, self.row + self._repeated))

    def cell(self, attributes: Mapping[str, str], text: str) -> None:
        repeated = _count(attributes.get(f"{_TABLE}number-columns-repeated"))
        value = _value(attributes, text)
        down, across = (_count(attributes.get(f"{_TABLE}number-{way}-spanned")) for way in ("rows", "columns"))
        if down > 1 or across > 1:
            self._sheet.merges.append(Merge(self.row, self._column, self.row + down - 1, self._column + across - 1))
        if value is not None:
            if self._column + repeated > LAST_COLUMN:
                damaged(CONTENT)
            self._cells.extend([None] * (self._column - len(self._cells)))
            self._cells.extend([value] * repeated)
            if attributes.get(f"{_OFFICE}value-type") == "percentage":
                self._percent.extend(range(self._column, self._column + repeated))
        self._column += repeated

    def end_row(self) -> None:
        if self._cells:
            if self.row + self._repeated > LAST_ROW:
                damaged(CONTENT)
            before = self.row - len(self.rows)
            self._room.take(before + self._repeated, self._repeated * len(self._cells))
            self.rows.extend([] for _ in range(before))
            self.rows.extend(list(self._cells) for _ in range(self._repeated))
            for column in self._percent:
                self._shown_percent.add_rows(column, range(self.row, self.row + self._repeated))
        self.row += self._repeated
        self._cells = []

    def finished(self) -> Sheet:
        sheet = self._sheet
        trim(sheet.rows)
        width = sheet.width
        sheet.hidden_rows = {row for span in self._hidden_rows for row in range(span.start, min(span.stop, len(sheet.rows)))}
        sheet.hidden_columns = {column for span in self._hidden_columns for column in range(span.start, min(span.stop, width))}
        return sheet


def _count(text: str | None) -> int:
    """A repetition; what is no number counts once, as every program reads it."""
    return max(1, int(text)) if text and text.isdecimal() and len(text) < 9 else 1


def _value(attributes: Mapping[str, str], text: str) -> CellValue:
    kind = attributes.get(f"{_OFFICE}value-type", "")
    formula = attributes.get(f"{_TABLE}formula")
    if attributes.get(_CALC_TYPE) == "error" or (formula is not None and kind in ("string", "") and _ERROR_TEXT.fullmatch(text)):
        return CellError(text or "#N/A")
    if formula is not None and not kind and not text:
        return Uncalculated("=" + formula.partition("=")[2])
    typed = _typed(kind, attributes)
    if typed is not None:
        return typed
    return attributes.get(f"{_OFFICE}string-value", text) or None


def _typed(kind: str, attributes: Mapping[str, str]) -> CellValue:
    """The value of a cell that is no text; None where its attributes do not hold one (its text is taken then)."""
    try:
        if kind in ("float", "percentage", "currency"):
            return shortest(float(attributes[f"{_OFFICE}value"]))
        if kind == "date":
            return _day(attributes[f"{_OFFICE}date-value"])
        if kind == "time":
            return _time(attributes[f"{_OFFICE}time-value"])
        if kind == "boolean":
            return attributes[f"{_OFFICE}boolean-value"] == "true"
    except (KeyError, ValueError, OverflowError):
        pass
    return None


def _day(text: str) -> CellValue:
    if "T" not in text:
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text[:26])
    return moment.date() if moment.time() == time() else moment


def _time(text: str) -> CellValue:
    found = _DURATION.fullmatch(text)
    if found is None:
        raise ValueError(text)
    sign, days, hours, minutes, seconds = found.groups(default="0")
    length = timedelta(days=int(days), hours=int(hours), minutes=int(minutes), seconds=float(seconds.replace(",", ".")))
    if sign == "-":
        return -length
    return clock(length) if length < timedelta(days=1) else length
