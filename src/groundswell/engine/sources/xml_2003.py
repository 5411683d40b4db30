"""XML spreadsheets of 2003 (SpreadsheetML), which older programs save under the name ``.xls``: one pass over the one XML file.

The format is described in Microsoft's "XML Spreadsheet Reference" (Office XP). Rows and cells may say their number and leave out
what is empty; a formula's value stands beside it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, time

from groundswell.engine.sources.cell_set import CellSet, covered
from groundswell.engine.sources.guard import MIB, Room, damaged
from groundswell.engine.sources.number_formats import Shown, shown_by_code
from groundswell.engine.sources.raised import raised
from groundswell.engine.sources.strict_xml import StrictXml
from groundswell.engine.sources.workbook import CellError, CellValue, Merge, Row, Sheet, Uncalculated, shortest, trim
from groundswell.errors import Place, Problem

PART = "workbook"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_SS = "urn:schemas-microsoft-com:office:spreadsheet "
_X = "urn:schemas-microsoft-com:office:excel "
_BOOK, _SHEET, _ROW, _CELL, _DATA, _COLUMN = (f"{_SS}{name}" for name in ("Workbook", "Worksheet", "Row", "Cell", "Data", "Column"))
_RAISED = "http://www.w3.org/TR/REC-html40 Sup"
_NAMED = {"percent": Shown.PERCENT} | dict.fromkeys(("fixed", "standard", "scientific", "general number", "currency"), Shown.NUMBER)
"""Formats that the programs write by name; dates come as dates whatever their format."""
_PROGRESS_ROWS = 2_000


def read_xml_2003(data: bytes, progress: Callable[[int], None]) -> tuple[list[Sheet], list[Problem]]:
    """All sheets, and those without cells; raises UserError for a damaged or hostile file."""
    scan = _Scan(progress)
    for at in range(0, len(data), MIB):
        scan.xml.feed(data[at : at + MIB])
    scan.xml.feed(b"", last=True)
    if not scan.is_book or not (scan.sheets or scan.problems):
        damaged(PART)
    return scan.sheets, scan.problems


class _Scan:
    """What the parser's events add up to."""

    def __init__(self, progress: Callable[[int], None]) -> None:
        self.sheets: list[Sheet] = []
        self.problems: list[Problem] = []
        self.is_book = False
        self.xml = StrictXml(PART)
        self.xml.parser.StartElementHandler = self._start
        self.xml.parser.EndElementHandler = self._end
        self.xml.parser.CharacterDataHandler = self._characters
        self._progress = progress
        self._room = Room()
        self._styles: dict[str, Shown] = {}
        self._style = ""
        self._sheet: Sheet | None = None
        self._percent = CellSet()
        self._has_table = False
        self._hidden_rows: list[tuple[int, int]] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._row = self._column = self._columns = self._span = 0
        self._cells: Row = []
        self._cell: Mapping[str, str] | None = None
        self._kind = ""
        self._text: list[str] | None = None
        self._value: CellValue = None
        self._raised = False

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == _DATA and self._cell is not None:
            self._kind, self._text = attributes.get(f"{_SS}Type", "String"), []
        elif name == _RAISED:
            self._raised = True
        elif name == _CELL:
            self._cell, self._value = attributes, None
            self._column = _number(attributes, "Index", self._column + 1) - 1
        elif name == _ROW and self._sheet is not None:
            self._row = _number(attributes, "Index", self._row + 1) - 1
            self._column, self._cells = 0, []
            if attributes.get(f"{_SS}Hidden") == "1" or attributes.get(f"{_SS}Height") == "0":
                self._hidden_rows.append((self._row, self._row + _number(attributes, "Span", 0)))
            self._span = _number(attributes, "Span", 0)
        else:
            self._start_other(name, attributes)

    def _start_other(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == _BOOK:
            self.is_book = True
        elif name == f"{_SS}Style":
            self._style = attributes.get(f"{_SS}ID", "")
        elif name == f"{_SS}NumberFormat" and self._sheet is None:
            code = attributes.get(f"{_SS}Format", "")
            self._styles[self._style] = _NAMED.get(code.lower(), shown_by_code(code))
        elif name == _SHEET:
            self._percent = CellSet()
            self._sheet = Sheet(attributes.get(f"{_SS}Name", ""), percent=self._percent)
            self._row = self._columns = 0
            self._hidden_rows, self._hidden_columns = [], []
            self._has_table = False
        elif name == f"{_SS}Table":
            self._has_table = True
        elif name == f"{_X}Visible":
            self._text = []
        elif name == _COLUMN and self._sheet is not None:
            first = _number(attributes, "Index", self._columns + 1) - 1
            self._columns = min(first + _number(attributes, "Span", 0) + 1, LAST_COLUMN)
            if attributes.get(f"{_SS}Hidden") == "1" or attributes.get(f"{_SS}Width") == "0":
                self._hidden_columns.append((first, self._columns - 1))

    def _characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(raised(text, "".join(self._text[-1:])) if self._raised else text)

    def _end(self, name: str) -> None:
        if name == _DATA and self._text is not None:
            self._value = self._data("".join(self._text))
            self._text = None
        elif name == _RAISED:
            self._raised = False
        elif name == _CELL and self._cell is not None:
            self._end_cell(self._cell)
            self._cell = None
        elif name == _ROW and self._sheet is not None:
            self._end_row(self._sheet)
        elif name == f"{_X}Visible" and self._sheet is not None and self._text is not None:
            self._sheet.hidden = "".join(self._text) != "SheetVisible"
            self._text = None
        elif name == _SHEET and self._sheet is not None:
            self._end_sheet(self._sheet)

    def _end_cell(self, attributes: Mapping[str, str]) -> None:
        across, down = _number(attributes, "MergeAcross", 0), _number(attributes, "MergeDown", 0)
        row, column = self._row, self._column
        if column + across >= LAST_COLUMN or row + down >= LAST_ROW or self._sheet is None:
            damaged(PART)
        if across or down:
            self._sheet.merges.append(Merge(row, column, row + down, column + across))
        value = self._value
        if value is None and f"{_SS}Formula" in attributes:
            value = Uncalculated(attributes[f"{_SS}Formula"])
        if value is not None:
            if column < len(self._cells):
                damaged(PART)
            self._cells.extend([None] * (column - len(self._cells)))
            self._cells.append(value)
            if type(value) in (int, float) and self._styles.get(attributes.get(f"{_SS}StyleID", "")) is Shown.PERCENT:
                self._percent.add_rows(column, (row,))
        self._column += across + 1

    def _end_row(self, sheet: Sheet) -> None:
        if self._cells:
            if self._row >= LAST_ROW or self._row < len(sheet.rows):
                damaged(PART)
            self._room.take(self._row + 1 - len(sheet.rows), len(self._cells))
            sheet.rows.extend([] for _ in range(self._row - len(sheet.rows)))
            sheet.rows.append(self._cells)
        self._row += 1 + self._span
        self._cells = []
        if self._row % _PROGRESS_ROWS == 0:
            self._progress(self._row)

    def _end_sheet(self, sheet: Sheet) -> None:
        self._sheet = None
        if not self._has_table:
            self.problems.append(Problem("sheet_without_cells", Place(sheet.name)))
            return
        trim(sheet.rows)
        sheet.hidden_rows, sheet.hidden_columns = covered(self._hidden_rows, len(sheet.rows)), covered(self._hidden_columns, sheet.width)
        self.sheets.append(sheet)

    def _data(self, text: str) -> CellValue:
        try:
            if self._kind == "Number":
                return shortest(float(text))
            if self._kind == "DateTime":
                moment = datetime.fromisoformat(text[:26])
                return moment.date() if moment.time() == time() else moment.time() if moment.year == _NO_DAY else moment
        except (ValueError, OverflowError):
            return text or None
        if self._kind == "Boolean":
            return text == "1"
        return CellError(text or "#N/A") if self._kind == "Error" else text or None


_NO_DAY = 1899
"""Times of day are written as the last day of 1899."""


def _number(attributes: Mapping[str, str], name: str, otherwise: int) -> int:
    """An attribute that counts; what is no number is as if it were not there."""
    text = attributes.get(f"{_SS}{name}", "")
    return int(text) if text.isdecimal() and len(text) < 9 and (int(text) or name != "Index") else otherwise
