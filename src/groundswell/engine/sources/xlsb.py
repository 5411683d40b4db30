"""XLSB: binary workbooks, read by us alone from the parts that the guard has counted.

The same promises as for XLSX: error cells and formulas nobody worked out by address, hidden rows, columns and sheets, merges,
percent formats, both date systems; macros and links outside have no way in. Records: MS-XLSB, chapter 2.4.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from groundswell.engine.sources.biff12 import records, rk_number, wide_text
from groundswell.engine.sources.cell_set import CellSet, covered
from groundswell.engine.sources.guard import MIB, Archive, Room, damaged
from groundswell.engine.sources.number_formats import Shown, shown_by
from groundswell.engine.sources.serials import moment
from groundswell.engine.sources.workbook import CellError, CellValue, Merge, Row, Sheet, Uncalculated, clip_hidden, shortest, trim
from groundswell.engine.sources.xlsx_parts import first_of, has_macros, main_part, relations_of
from groundswell.engine.sources.xlsx_scan import MOST_INDENTS
from groundswell.errors import Place, Problem, UserError

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MAX_SHARED, MAX_TEXTS = 256 * MIB, 2_500_000
_PROGRESS_ROWS = 2_000

_ROW, _COLUMN_LOOK, _MERGE, _SHEET_BEGIN, _SHEET_END, _DATA_BEGIN, _DATA_END = 0, 60, 176, 129, 130, 145, 146
_BLANK, _RK, _ERROR, _BOOL, _REAL, _TEXT, _SHARED = range(1, 8)
_FORMULA_TEXT, _FORMULA_NUMBER, _FORMULA_BOOL, _FORMULA_ERROR = range(8, 12)
_SHORT = {12: _BLANK, 13: _RK, 14: _ERROR, 15: _BOOL, 16: _REAL, 17: _TEXT, 18: _SHARED}
"""Cells that stand right of the one before and leave their column out."""
_RICH_TEXT = 62
_SHARED_ITEM, _SHARED_END = 19, 160
_BOOK, _BOOK_END, _SHEET, _CALCULATION = 153, 132, 156, 157
_FORMAT, _XF, _XFS_BEGIN, _XFS_END, _STYLES_END = 44, 47, 617, 618, 279

_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A", 43: "#GETTING_DATA"}
_CALCULATE = 0x0003
"""Either low bit of a formula's flags: it is to be worked out at the next chance."""


@dataclass(slots=True)
class _Book:
    """What the small parts say; ``shown`` by the number of a cell's style."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    date_1904: bool = False
    stale: bool = False
    shown: list[Shown] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)


def read_xlsb(archive: Archive, progress: Callable[[int], None]) -> tuple[list[Sheet], list[Problem]]:
    """All worksheets, and what was left out of the reading; raises UserError for a damaged or hostile file."""
    part = main_part(archive)
    relations = relations_of(archive, part)
    book = _book(archive, part, relations)
    styles, texts = first_of(relations, "styles"), first_of(relations, "sharedStrings")
    if styles is not None and archive.has(styles):
        book.shown, book.indents = _styles(archive, styles)
    if texts is not None:
        book.texts = _shared_texts(archive, texts)
    room, seen = Room(), 0
    sheets = []
    for name, sheet_part, hidden in book.sheets:
        sheet = _SheetScan(book, sheet_part, room, partial(_tell, progress, seen)).read(archive)
        sheet.name, sheet.hidden = name, hidden
        seen += len(sheet.rows)
        sheets.append(sheet)
    problems = [Problem("macros_not_run")] if has_macros(archive, relations) else []
    problems += [Problem("sheet_without_cells", Place(name)) for name in book.skipped]
    return sheets, problems


def _tell(progress: Callable[[int], None], before: int, rows: int) -> None:
    progress(before + rows)


def _book(archive: Archive, part: str, relations: dict[str, tuple[str, str]]) -> _Book:
    book, ended = _Book(), False
    for code, content in records(archive.chunks(part), part):
        if code == _BOOK and len(content) >= 4:
            book.date_1904 = bool(content[0] & 1)
        elif code == _CALCULATION and len(content) >= 25:
            book.stale = bool(content[24] & 1)
        elif code == _BOOK_END:
            ended = True
        elif code == _SHEET:
            if len(content) < 8:
                damaged(part)
            state = content[0]
            relation, at = wide_text(content, 8, part)
            name, _ = wide_text(content, at, part)
            kind, target = relations.get(relation, ("", ""))
            if kind == "worksheet":
                book.sheets.append((name, target, state != 0))
            else:
                book.skipped.append(name)
    parts = {target.lower() for _, target, _ in book.sheets}
    if not ended or len(parts) != len(book.sheets) or not (book.sheets or book.skipped):
        damaged(part)
    return book


def _styles(archive: Archive, part: str) -> tuple[list[Shown], list[int]]:
    codes: dict[int, str] = {}
    numbers: list[int] = []
    indents: list[int] = []
    of_cells = ended = False
    for code, content in records(archive.chunks(part), part):
        if code == _FORMAT and len(content) >= 6:
            codes[int.from_bytes(content[:2], "little")] = wide_text(content, 2, part)[0]
        elif code in (_XFS_BEGIN, _XFS_END):
            of_cells = code == _XFS_BEGIN
        elif code == _XF and of_cells and len(content) >= 12:
            numbers.append(int.from_bytes(content[2:4], "little"))
            indents.append(content[11])
        elif code == _STYLES_END:
            ended = True
    if not ended:
        damaged(part)
    kinds = {number: shown_by(number, codes) for number in set(numbers)}
    return [kinds[number] for number in numbers], indents


def _shared_texts(archive: Archive, part: str) -> list[str]:
    if archive.size(part) > MAX_SHARED:
        raise UserError("file_unpacks_too_large", {"limit_mib": MAX_SHARED // MIB})
    texts: list[str] = []
    ended = False
    for code, content in records(archive.chunks(part), part):
        if code == _SHARED_ITEM:
            texts.append(wide_text(content, 1, part)[0])
            if len(texts) > MAX_TEXTS:
                raise UserError("file_unpacks_too_large", {"limit_mib": MAX_SHARED // MIB})
        elif code == _SHARED_END:
            ended = True
    if not ended:
        damaged(part)
    return texts


class _SheetScan:
    """One worksheet as its records go by."""

    def __init__(self, book: _Book, part: str, room: Room, progress: Callable[[int], None]) -> None:
        self._book = book
        self._part = part
        self._room = room
        self._progress = progress
        self._percent = CellSet()
        self._sheet = Sheet("", percent=self._percent)
        self._row = self._column = -1
        self._cells: Row = []
        self._hidden: list[tuple[int, int]] = []
        self._readers: dict[int, Callable[[bytes], CellValue]] = {
            _BLANK: lambda _: None,
            _RK: lambda c: shortest(rk_number(int.from_bytes(c[8:12], "little"))),
            _ERROR: lambda c: CellError(_error(c[8])),
            _BOOL: lambda c: bool(c[8]),
            _REAL: lambda c: shortest(_DOUBLE.unpack_from(c, 8)[0]),
            _TEXT: lambda c: wide_text(c, 8, part)[0] or None,
            _RICH_TEXT: lambda c: wide_text(c, 9, part)[0] or None,
            _SHARED: self._shared,
            _FORMULA_TEXT: lambda c: wide_text(c, 8, part)[0] or None,
            _FORMULA_NUMBER: self._formula_number,
            _FORMULA_BOOL: lambda c: bool(c[8]),
            _FORMULA_ERROR: lambda c: CellError(_error(c[8])),
        }

    def read(self, archive: Archive) -> Sheet:
        sheet, in_data, ended = self._sheet, False, False
        for code, content in records(archive.chunks(self._part), self._part):
            if in_data:
                if code == _ROW:
                    self._start_row(content)
                elif code in self._readers:
                    self._cell(code, content)
                elif code in _SHORT:
                    column = (self._column + 1).to_bytes(4, "little")
                    self._cell(_SHORT[code], column + content)
                elif code == _DATA_END:
                    in_data = False
                    self._end_row()
            elif code == _DATA_BEGIN:
                in_data = True
            elif code == _COLUMN_LOOK:
                self._column_look(content)
            elif code == _MERGE:
                sheet.merges.append(self._merge(content))
            elif code == _SHEET_END:
                ended = True
        if not ended or in_data:
            damaged(self._part)
        trim(sheet.rows)
        sheet.hidden_columns = covered(self._hidden, LAST_COLUMN)
        return clip_hidden(sheet)

    def _merge(self, content: bytes) -> Merge:
        top, bottom, left, right = self._unpacked("<4I", content)
        if not (top <= bottom < LAST_ROW and left <= right < LAST_COLUMN):
            damaged(self._part)
        return Merge(top, left, bottom, right)

    def _unpacked(self, form: str, content: bytes) -> tuple[int, ...]:
        if len(content) < struct.calcsize(form):
            damaged(self._part)
        return struct.unpack_from(form, content)

    def _start_row(self, content: bytes) -> None:
        self._end_row()
        (row,) = self._unpacked("<I8x", content)
        if row <= self._row or row >= LAST_ROW:
            damaged(self._part)
        self._row, self._column = row, -1
        if content[11] & 0x10 or content[8:10] == b"\0\0":
            self._sheet.hidden_rows.add(row)
        if row % _PROGRESS_ROWS == 0:
            self._progress(row)

    def _end_row(self) -> None:
        if self._cells:
            rows = self._sheet.rows
            self._room.take(self._row + 1 - len(rows), len(self._cells))
            rows.extend([] for _ in range(self._row - len(rows)))
            rows.append(self._cells)
            self._cells = []

    def _cell(self, code: int, content: bytes) -> None:
        if len(content) < 8 or self._row < 0:
            damaged(self._part)
        column, style = _CELL.unpack_from(content)
        if column <= self._column or column >= LAST_COLUMN:
            damaged(self._part)
        self._column = column
        try:
            value = self._readers[code](content)
        except (IndexError, struct.error):
            damaged(self._part)
        if value is None:
            return
        style &= 0xFFFFFF
        if type(value) in _NUMBERS:
            value = self._shown(value, column, style)
        elif style < len(self._book.indents) and self._book.indents[style] and len(self._sheet.indents) < MOST_INDENTS:
            self._sheet.indents[self._row, column] = self._book.indents[style]
        cells = self._cells
        cells.extend([None] * (column - len(cells)))
        cells.append(value)

    def _shown(self, value: CellValue, column: int, style: int) -> CellValue:
        shown = self._book.shown[style] if style < len(self._book.shown) else Shown.NUMBER
        if shown in (Shown.NUMBER, Shown.SCALED):
            return value
        if shown is Shown.PERCENT:
            self._percent.add_rows(column, (self._row,))
            return value
        return moment(float(value), shown, self._book.date_1904) if isinstance(value, int | float) else value

    def _shared(self, content: bytes) -> CellValue:
        return self._book.texts[int.from_bytes(content[8:12], "little")] or None

    def _formula_number(self, content: bytes) -> CellValue:
        number, flags = _NUMBER_AND_FLAGS.unpack_from(content, 8)
        if number == 0 and (self._book.stale or flags & _CALCULATE):
            return Uncalculated("")
        return shortest(number)

    def _column_look(self, content: bytes) -> None:
        first, last, width, _, flags = self._unpacked("<4IH", content)
        if flags & 1 or width == 0:
            self._hidden.append((first, last))


_CELL = struct.Struct("<II")
_DOUBLE = struct.Struct("<d")
_NUMBER_AND_FLAGS = struct.Struct("<dH")
_NUMBERS = frozenset((int, float))


def _error(code: int) -> str:
    return _ERRORS.get(code, f"#ERROR {code}")

