"""Finding the one row of heads above rows that are all alike, and columns by their heads."""

from dataclasses import dataclass, field
from datetime import date, time, timedelta

from groundswell.engine.sources.workbook import CellValue, Sheet, Workbook, column_name
from groundswell.engine.tables.grid import blank, text_of
from groundswell.engine.tables.naming import tidy
from groundswell.engine.tables.vocabulary import words

SEARCH_ROWS = 30
FEWEST_ROWS = 5
"""Rows below its heads that make a sheet a long table; with fewer it is a small table that is read as it stands."""


@dataclass(slots=True)
class LongSheet:
    """A sheet of rows that are all alike. ``names``: each column's own name, by index; ``first``: the first row below the heads."""

    index: int
    sheet: Sheet
    head_row: int
    names: dict[int, str]
    _by_name: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for column, name in self.names.items():
            self._by_name.setdefault(words(name), column)

    @property
    def first(self) -> int:
        return self.head_row + 1

    def column(self, name: str) -> int | None:
        """The column of that name, however its head is spaced or capitalised; None where there is none."""
        return self._by_name.get(words(name))


def long_sheet(index: int, sheet: Sheet) -> LongSheet | None:
    """The sheet as a long table: its first row of texts alone that is as wide as what stands below it; None where there is none."""
    if sheet.hidden:
        return None
    best, most = None, 1
    for row in range(min(SEARCH_ROWS, len(sheet.rows) - 1)):
        texts = _texts_alone(sheet.rows[row])
        if texts > most:
            best, most = row, texts
    if best is None or len(sheet.rows) - best - 1 < FEWEST_ROWS:
        return None
    below = [sum(not blank(value) for value in cells) for cells in sheet.rows[best + 1 : best + 1 + SEARCH_ROWS]]
    if not below or max(below) < 2 or most * 10 < max(below) * 8:
        return None
    return LongSheet(index, sheet, best, names_of(sheet.rows[best], max(map(len, sheet.rows[best + 1 : best + 1 + SEARCH_ROWS]))))


def names_of(heads: list[CellValue], width: int) -> dict[int, str]:
    """A name for each column: its head, ``head (2)`` for the second of that head, ``Column D`` where the head is empty."""
    names: dict[int, str] = {}
    seen: dict[str, int] = {}
    for column in range(max(len(heads), width)):
        head = tidy(text_of(heads[column])) if column < len(heads) else ""
        if not head:
            names[column] = f"Column {column_name(column)}"
            continue
        times = seen[words(head)] = seen.get(words(head), 0) + 1
        names[column] = head if times == 1 else f"{head} ({times})"
    return names


def _texts_alone(cells: list[CellValue]) -> int:
    """How many texts a row has, or 0 where it holds anything else than texts without a number."""
    texts = 0
    for value in cells:
        if blank(value):
            continue
        if not isinstance(value, str) or value.strip().replace(".", "").replace(",", "").isdecimal():
            return 0
        texts += 1
    return texts


def long_sheets(workbook: Workbook) -> list[LongSheet]:
    """The sheets that are long tables of one shape: those with the heads of the first, in any order, with more or fewer beside."""
    found = [long for index, sheet in enumerate(workbook.sheets) if (long := long_sheet(index, sheet)) is not None]
    if not found:
        return []
    first = {words(name) for name in found[0].names.values()}
    return [one for one in found if len(first & {words(name) for name in one.names.values()}) * 10 >= len(first) * 8]


def key_text(value: CellValue) -> str:
    """A cell as the value of a dimension: text in one written form; an empty cell is ``""``; an error stays what it shows."""
    if isinstance(value, str):
        return tidy(value)
    if value is None:
        return ""
    if isinstance(value, (date, time, timedelta)):
        return value.isoformat() if not isinstance(value, timedelta) else str(value)
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(getattr(value, "code", getattr(value, "formula", value)))
