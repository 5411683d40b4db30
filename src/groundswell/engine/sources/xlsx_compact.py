"""Sheets with a stray cell far from the rest: pushed together before reading, spread out again after.

The value reader keeps a sheet as one full rectangle, so a figure in A1 and a note in XFD1048576 would cost it
17 billion cells. Here the rows and columns that hold something are numbered without gaps for the reader.
"""

import re
from collections.abc import Callable, Iterator

from groundswell.engine.sources.workbook import Row, column_index, column_name
from groundswell.engine.sources.xlsx_plain import PlainForm
from groundswell.engine.sources.xlsx_scan import CellsOnly, SheetScan

_FREE = 2_000_000
_EMPTY_TO_FILLED = 8
_ADDRESS = re.compile(rb'<c r="([A-Z]+)([0-9]+)"')


def is_sparse(scan: SheetScan) -> bool:
    """Whether the rectangle around the filled cells is large and nearly empty."""
    area = scan.rows * scan.columns
    return area > _FREE and area > _EMPTY_TO_FILLED * scan.filled


class Compact:
    """A copy of one sheet without its empty rows and columns, and the way back."""

    def __init__(self) -> None:
        self._rows: dict[bytes, int] = {}
        self._columns: dict[bytes, int] = {}

    @property
    def cells(self) -> int:
        """Cells of the rectangle that is left."""
        return len(self._rows) * len(self._columns)

    def copy(self, part: str, chunks: Iterator[bytes], write: Callable[[bytes], object]) -> None:
        """Write the part with its filled rows and columns numbered without gaps."""
        handed = CellsOnly(write)
        for block, cells in PlainForm(part).blocks(chunks):
            for letters, row, _ in cells:
                self._rows.setdefault(row, len(self._rows))
                self._columns.setdefault(letters, len(self._columns))
            handed.write(_ADDRESS.sub(self._renumbered, block))

    def spread(self, rows: list[Row]) -> list[Row]:
        """The rows that were read, in their places on the sheet."""
        row_of = [int(row) - 1 for row in self._rows]
        column_of = [column_index(letters.decode()) for letters in self._columns]
        out: list[Row] = [[] for _ in range(max(row_of, default=-1) + 1)]
        for at, cells in zip(row_of, rows, strict=False):
            filled = [(column, cell) for column, cell in zip(column_of, cells, strict=False) if cell is not None]
            out[at] = [None] * (max((column for column, _ in filled), default=-1) + 1)
            for column, cell in filled:
                out[at][column] = cell
        return out

    def _renumbered(self, found: re.Match[bytes]) -> bytes:
        row, column = self._rows.get(found[2]), self._columns.get(found[1])
        if row is None or column is None:
            return found[0]  # an empty cell: it has no value to be read
        return b'<c r="%b%d"' % (column_name(column).encode(), row + 1)
