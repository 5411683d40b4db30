"""A workbook as a plain value: sheets of cells, whatever kind of file they came from.

Rows and columns count from 0 here; :func:`a1` writes the address that people know.
"""

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

from groundswell.engine.sources.cell_set import CellSet
from groundswell.engine.sources.packed_rows import packed, unpacked
from groundswell.errors import Place, Problem, UserError

ERROR_TEXTS = frozenset(("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"))
"""How the seven errors are written where a file holds text alone (CSV, a pasted block)."""


NUL = "\0"
SHOWN_NUL = "\u2400"
"""The sign that stands for a NUL character where one is shown."""


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell that holds an error instead of a figure: ``#DIV/0!`` and its kin, as the program shows it.

    ``problem`` is the code of the problem it makes: ``error_cell``, or ``date_not_real`` for a number
    under a date format that is no day (serial 60 of the 1900 system, a negative serial).
    """

    code: str
    problem: str = "error_cell"


@dataclass(frozen=True, slots=True)
class Uncalculated:
    """A formula that no program has worked out yet: the file holds no value for it."""

    formula: str


CellValue = None | str | int | float | bool | date | datetime | time | timedelta | CellError | Uncalculated
"""Plain values. ``None``: empty. Text is as in the file. A float is the shortest decimal of at most 15
significant digits, so ``repr`` of it is exact; a whole number is an ``int``."""

LARGEST = 9.99999999999999e307
"""The largest number that fits a cell (Excel specifications and limits)."""

FIFTEEN = Context(prec=15, rounding=ROUND_HALF_UP)
"""The digits that spreadsheet programs keep (Excel specifications and limits)."""
SHORT = 16
"""Characters of a number whose digits certainly fit: fifteen and a point."""

Row = list[CellValue]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, corners included; only its top left cell has a value."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def a1(self) -> str:
        """The range as people write it: ``B2:D2``."""
        return f"{a1(self.top, self.left)}:{a1(self.bottom, self.right)}"


@dataclass(slots=True)
class Sheet:
    """One sheet. ``rows[0][0]`` is A1; rows end at their last filled cell, so they may differ in length."""

    name: str
    rows: list[Row] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    percent: Set[tuple[int, int]] = field(default_factory=CellSet)
    """Number cells (row, column) whose format is a percentage: 0.05 there is shown as 5 %."""
    indents: dict[tuple[int, int], int] = field(default_factory=dict)
    """Steps by which the alignment of a cell (row, column) moves its text to the right; a label under another is set in so."""
    file: str = ""
    """The file of a delivery that it came from, with its folders; empty where the workbook is one file."""

    def cell(self, row: int, column: int) -> CellValue:
        """The value there; None beyond the filled cells."""
        if 0 <= row < len(self.rows):
            cells = self.rows[row]
            if 0 <= column < len(cells):
                return cells[column]
        return None

    @property
    def width(self) -> int:
        """Columns up to the last filled cell of any row."""
        return max((len(row) for row in self.rows), default=0)

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return sum(len(row) - row.count(None) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a text file was written: found out, and shown so that it can be doubted.

    ``encoding_sure`` is false where several encodings fit the bytes. ``comma_decimals``,
    ``point_decimals`` and ``unclear_marks`` count cells that can only be read with that
    decimal mark (``12,5``; ``12.5``), or with either (``1,234``): evidence, no decision.
    """

    encoding: str
    encoding_sure: bool
    delimiter: str
    quote: str
    point_decimals: int = 0
    comma_decimals: int = 0
    unclear_marks: int = 0

    @property
    def decimal_mark(self) -> str | None:
        """``.`` or ``,`` where all evidence points one way; None where there is none or it is mixed."""
        if self.comma_decimals and not self.point_decimals:
            return ","
        if self.point_decimals and not self.comma_decimals:
            return "."
        return None


@dataclass(slots=True)
class Workbook:
    """A file that was read. ``problems`` are those of the file as a whole; cells carry their own."""

    kind: str
    name: str
    sha256: str
    sheets: list[Sheet]
    problems: list[Problem] = field(default_factory=list)
    dialect: Dialect | None = None


FULL_SHEETS = (65_536, 1_048_576)
"""Rows of a full sheet, old and new. A source with more was cut off there without a word (contact tracing, England, October 2020)."""


def full_sheet(name: str, rows: int) -> list[Problem]:
    """The alarm of a sheet that is exactly full: what came after may be missing."""
    return [Problem("rows_may_be_missing", Place(name), {"rows": rows}, question=True)] if rows in FULL_SHEETS else []


def shown_scaled(sheet: Sheet, cells: Iterable[tuple[int, int]]) -> list[Problem]:
    """Numbers that are shown in thousands or millions while their cells hold them whole: read whole, and said with the first of them."""
    places = sorted(place for place in cells if type(sheet.cell(*place)) in (int, float))
    return [Problem("shown_scaled", Place(sheet.name, a1(*places[0])), {"n": len(places)})] if places else []


def check_whole(sheet: Sheet) -> None:
    """A text with a NUL character is not whole, and PostgreSQL cannot keep it. Raises UserError("cell_nul") with its place."""
    sheet.name = sheet.name.replace(NUL, SHOWN_NUL)
    for number, row in enumerate(sheet.rows):
        for at, cell in enumerate(row):
            if type(cell) is str and NUL in cell:
                raise UserError("cell_nul", {"sheet": sheet.name, "cell": a1(number, at)})


def clip_hidden(sheet: Sheet) -> Sheet:
    """Leave hidden rows and columns beyond the last filled cell out: programs hide those up to the sheet's very end."""
    width = sheet.width
    sheet.hidden_rows = {row for row in sheet.hidden_rows if row < len(sheet.rows)}
    sheet.hidden_columns = {column for column in sheet.hidden_columns if column < width}
    return sheet


def column_name(column: int) -> str:
    """``0`` is A, ``25`` is Z, ``26`` is AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def a1(row: int, column: int) -> str:
    """The address of a cell as a spreadsheet shows it: ``a1(9, 5)`` is ``F10``."""
    return f"{column_name(column)}{row + 1}"


def column_index(letters: str) -> int:
    """``A`` is 0, ``AA`` is 26; letters only, upper case."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")


def parse_a1(address: str) -> tuple[int, int]:
    """Row and column of ``F10``; raises ValueError for anything else."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ValueError(address)
    return int(found[2]) - 1, column_index(found[1])


def trim(rows: list[Row]) -> list[Row]:
    """Take the empty cells off the ends of rows, and the empty rows off the end of the sheet; in place."""
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def of_15_digits(number: float) -> float:
    """The shortest decimal of a number, cut to 15 significant digits with halves away from zero, as the spreadsheets write it.

    From the shortest decimal and not from the binary value: so LibreOffice saves it, and a file saved again keeps its figures.
    """
    text = repr(number)
    return number if len(text) <= SHORT else float(FIFTEEN.create_decimal(text))


def shortest(number: float) -> int | float | str:
    """A number cell as the program would show it: at most 15 significant digits, whole numbers as int.

    NaN, infinities and what is beyond a spreadsheet's own largest number are no figures; they come back as
    text, to be refused where figures are wanted.
    """
    if not math.isfinite(number):
        return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"
    if abs(number) > LARGEST:
        return repr(number)
    if number.is_integer() and abs(number) < 1e15:
        return int(number)
    rounded = of_15_digits(number)
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e15 else rounded


def exactly(number: Decimal) -> int | float | str:
    """A number of a file that writes decimals out (JSON, Parquet): a number cell where none of its digits is lost, else its text."""
    _, coefficient, power = number.as_tuple()
    if not isinstance(power, int):
        return str(number)
    if number == 0:
        return 0
    digits = len("".join(map(str, coefficient)).strip("0"))
    size = number.adjusted()
    if size < _LONGEST_INT and (power >= 0 or number == number.to_integral_value()):
        return int(number)
    if digits <= FIFTEEN.prec and _SMALLEST_POWER < size < _LARGEST_POWER:
        return shortest(float(number))
    return format(number, "f") if abs(size) < _LONGEST_TEXT else str(number)


_LONGEST_INT, _LONGEST_TEXT = 18, 60
_SMALLEST_POWER, _LARGEST_POWER = -300, 300


_PACKED: Mapping[type, Callable[[Any], list[Any]]] = {
    date: lambda day: ["d", day.isoformat()],
    datetime: lambda moment: ["t", moment.isoformat()],
    time: lambda clock: ["h", clock.isoformat()],
    timedelta: lambda length: ["s", length.days, length.seconds, length.microseconds],
    CellError: lambda error: ["e", error.code, error.problem],
    Uncalculated: lambda cell: ["f", cell.formula],
}
"""A cell that JSON does not know, as a short list: its kind and its parts."""


def _packed(value: object) -> list[Any]:
    pack = _PACKED.get(type(value))
    if pack is None:
        raise TypeError(type(value).__name__)
    return pack(value)


def _unpacked(cell: list[Any]) -> CellValue:
    kind = cell[0]
    if kind == "d":
        return date.fromisoformat(cell[1])
    if kind == "t":
        return datetime.fromisoformat(cell[1])
    if kind == "h":
        return time.fromisoformat(cell[1])
    if kind == "s":
        return timedelta(cell[1], cell[2], cell[3])
    if kind == "e":
        return CellError(cell[1], cell[2])
    return Uncalculated(cell[1])


def workbook_plain(workbook: Workbook) -> dict[str, Any]:
    """The workbook as lists and dicts whose cells are left as they are; :func:`to_json` writes it, :func:`workbook_of_plain` reads it."""
    return {
        "kind": workbook.kind,
        "name": workbook.name,
        "sha256": workbook.sha256,
        "problems": [[p.code, p.place.sheet, p.place.cell, dict(p.values), p.question] for p in workbook.problems],
        "dialect": None if workbook.dialect is None else {key: getattr(workbook.dialect, key) for key in Dialect.__slots__},
        "sheets": [
            {
                "name": sheet.name,
                **_rows_plain(sheet.rows),
                "merges": [[m.top, m.left, m.bottom, m.right] for m in sheet.merges],
                "hidden_rows": sorted(sheet.hidden_rows),
                "hidden_columns": sorted(sheet.hidden_columns),
                "hidden": sheet.hidden,
                "indents": [[*cell, steps] for cell, steps in sheet.indents.items()],
                "file": sheet.file,
                "percent": (sheet.percent if isinstance(sheet.percent, CellSet) else CellSet(sheet.percent)).runs,
            }
            for sheet in workbook.sheets
        ],
    }


def _rows_plain(rows: list[Row]) -> dict[str, Any]:
    columns = packed(rows)
    return {"rows": rows} if columns is None else {"packed": columns}


def to_json(value: object) -> str:
    """JSON text of plain values that may hold cells; a day, an error and their kin become short lists."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_packed)


def workbook_to_json(workbook: Workbook) -> str:
    """The workbook as JSON text, for keeping between two steps; :func:`workbook_from_json` brings it back equal."""
    return to_json(workbook_plain(workbook))


def workbook_from_json(text: str) -> Workbook:
    """What :func:`workbook_to_json` wrote."""
    return workbook_of_plain(json.loads(text))


def workbook_of_plain(plain: Mapping[str, Any]) -> Workbook:
    """What :func:`to_json` wrote of :func:`workbook_plain`, after ``json.loads``."""
    sheets = [_sheet(sheet) for sheet in plain["sheets"]]
    problems = [
        Problem(code, Place(sheet, cell), {k: tuple(v) if isinstance(v, list) else v for k, v in values.items()}, question)
        for code, sheet, cell, values, question in plain["problems"]
    ]
    dialect = None if plain["dialect"] is None else Dialect(**plain["dialect"])
    return Workbook(plain["kind"], plain["name"], plain["sha256"], sheets, problems, dialect)


def _sheet(plain: Mapping[str, Any]) -> Sheet:
    rows = unpacked(plain["packed"]) if "packed" in plain else plain["rows"]
    for row in plain.get("rows", ()):
        if list in map(type, row):
            row[:] = [_unpacked(cell) if type(cell) is list else cell for cell in row]
    return Sheet(
        name=plain["name"],
        rows=rows,
        merges=[Merge(*corners) for corners in plain["merges"]],
        hidden_rows=set(plain["hidden_rows"]),
        hidden_columns=set(plain["hidden_columns"]),
        hidden=plain["hidden"],
        indents={(row, column): steps for row, column, steps in plain["indents"]},
        file=plain["file"],
        percent=CellSet.of_runs({int(column): runs for column, runs in plain["percent"].items()}),
    )
