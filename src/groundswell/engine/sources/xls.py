"""XLS: values by xlrd, which keeps error types, from the stream of the container read by our own strict reader."""

from collections.abc import Callable
from typing import Any

import xlrd
from xlrd.biffh import error_text_from_code

from groundswell.engine.sources.biff import BiffScan, scan_biff
from groundswell.engine.sources.cell_set import CellSet
from groundswell.engine.sources.guard import Room, damaged
from groundswell.engine.sources.kinds import kind_of_ole
from groundswell.engine.sources.number_formats import Shown, shown_by_code
from groundswell.engine.sources.ole import OleFile
from groundswell.engine.sources.raised import raised
from groundswell.engine.sources.serials import moment
from groundswell.engine.sources.workbook import (
    CellError,
    CellValue,
    Merge,
    Row,
    Sheet,
    Uncalculated,
    clip_hidden,
    shortest,
    shown_scaled,
    trim,
)
from groundswell.errors import Problem, UserError

_MACROS = "_vba_project_cur"
SUPERSCRIPT = 1
"""Escapement of a raised font (MS-XLS 2.4.122)."""


class _Silence:
    """Where xlrd's remarks go: the problems are ours to tell."""

    def write(self, _: str) -> None:
        return None


def read_ole(data: bytes, progress: Callable[[int], None]) -> tuple[list[Sheet], list[Problem]]:
    """An XLS file in its container; raises UserError for another kind of Office file, a locked or a damaged one."""
    container = OleFile(data)
    names = container.names()
    kind_of_ole(names)
    lower = {name.lower() for name in names}
    return read_biff(container.stream("Workbook" if "workbook" in lower else "Book"), progress, macros=_MACROS in lower)


def read_biff(stream: bytes, progress: Callable[[int], None], *, macros: bool = False) -> tuple[list[Sheet], list[Problem]]:
    """The sheets of a BIFF stream."""
    scan, room = scan_biff(stream), Room()
    try:
        book = xlrd.open_workbook(file_contents=stream, formatting_info=True, ragged_rows=True, logfile=_Silence(), on_demand=True)
        formats = _Formats(book)
        sheets: list[Sheet] = []
        problems = [Problem("macros_not_run")] if macros or scan.macros else []
        seen = 0
        for index in range(book.nsheets):
            scaled: list[tuple[int, int]] = []
            sheets.append(_sheet(book, index, formats, scan, scaled))
            problems += shown_scaled(sheets[-1], scaled)
            room.take(len(sheets[-1].rows), sheets[-1].filled)
            book.unload_sheet(index)
            seen += len(sheets[-1].rows)
            progress(seen)
    except (MemoryError, UserError):
        raise
    except Exception:
        damaged()
    return sheets, problems


class _Formats:
    """How the numbers of a cell are shown, by its format index (xf)."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._known: dict[int, Shown] = {}

    def indent(self, index: int) -> int:
        """Steps by which the text of a cell is set in."""
        return int(self._book.xf_list[index].alignment.indent_level)

    def shown(self, index: int) -> Shown:
        if index not in self._known:
            found = self._book.format_map.get(self._book.xf_list[index].format_key)
            self._known[index] = Shown.NUMBER if found is None else shown_by_code(found.format_str)
        return self._known[index]


def _sheet(book: Any, index: int, formats: _Formats, scan: BiffScan, scaled: list[tuple[int, int]]) -> Sheet:
    """One sheet; the places of numbers that are shown in thousands go into ``scaled``."""
    found = book.sheet_by_index(index)
    uncalculated = scan.uncalculated[index] if index < len(scan.uncalculated) else set()
    percent = CellSet()
    indents: dict[tuple[int, int], int] = {}
    rows: list[Row] = []
    for row in range(found.nrows):
        cells: Row = []
        for column, (kind, value) in enumerate(zip(found.row_types(row), found.row_values(row), strict=True)):
            if kind in (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE):
                shown = formats.shown(found.cell_xf_index(row, column))
                if (row, column) in uncalculated:
                    cells.append(Uncalculated(""))
                    continue
                if shown is Shown.PERCENT:
                    percent.add_rows(column, (row,))
                elif shown is Shown.SCALED:
                    scaled.append((row, column))
                cells.append(_number(value, shown, bool(book.datemode)))
            else:
                runs = found.rich_text_runlist_map.get((row, column)) if kind == xlrd.XL_CELL_TEXT else None
                cells.append(_other(kind, _with_raised_runs(book, value, runs) if runs else value))
                if kind == xlrd.XL_CELL_TEXT and (steps := formats.indent(found.cell_xf_index(row, column))):
                    indents[row, column] = steps
        rows.append(cells)
    sheet = Sheet(
        name=found.name,
        rows=trim(rows),
        merges=[Merge(top, left, bottom - 1, right - 1) for top, bottom, left, right in found.merged_cells],
        hidden_rows={row for row, look in found.rowinfo_map.items() if look.hidden},
        hidden_columns={column for column, look in found.colinfo_map.items() if look.hidden},
        hidden=found.visibility != 0,
        percent=percent,
        indents=indents,
    )
    return clip_hidden(sheet)


def _with_raised_runs(book: Any, text: str, runs: list[tuple[int, int]]) -> str:
    """A text with the numbers of its raised runs, given as (first character, font), in raised digits."""
    bounds = [*(at for at, _ in runs), len(text)]
    shown = text[: bounds[0]]
    for (at, font), end in zip(runs, bounds[1:], strict=True):
        is_raised = font < len(book.font_list) and book.font_list[font].escapement == SUPERSCRIPT
        shown += raised(text[at:end], shown) if is_raised else text[at:end]
    return shown


def _number(value: float, shown: Shown, date_1904: bool) -> CellValue:
    number = shortest(value)
    if shown in (Shown.NUMBER, Shown.PERCENT, Shown.SCALED) or isinstance(number, str):
        return number
    return moment(number, shown, date_1904)


def _other(kind: int, value: Any) -> CellValue:
    if kind == xlrd.XL_CELL_TEXT:
        return str(value) or None
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        return CellError(error_text_from_code.get(value, "#N/A"))
    return None
