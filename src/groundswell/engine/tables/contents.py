"""Sheets that list the series of the other sheets (an index with each one's first and last day): text, and no table of their own."""

from collections.abc import Sequence
from datetime import date

from groundswell.engine.proposal import Role, SheetReading
from groundswell.engine.sources.workbook import Sheet
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.grid import text_of
from groundswell.engine.tables.vocabulary import says

HEAD_SEARCH = 40
SHORTEST_NAME = 4
"""A shorter text ("Mar", "FLOW") may stand in any head."""


def leave_out_contents(sheets: Sequence[Sheet], readings: Sequence[SheetReading]) -> None:
    """Take a sheet for a list of contents, instead of refusing it, where each of its rows names a series of another sheet with
    the days on which it starts and ends."""
    for reading in readings:
        if reading.tables or reading.waiting or not reading.refused or any(p.code != "rows_are_cases" for p in reading.problems):
            continue
        names: set[str] = set()
        for other in readings:
            if other is not reading:
                names |= _names(sheets[other.index], other)
        if names and _lists(sheets[reading.index], names):
            reading.problems.clear()
            reading.refused.clear()


def _names(sheet: Sheet, reading: SheetReading) -> set[str]:
    """Texts of the heads and labels of a sheet's tables."""
    found: set[str] = set()
    for table in reading.tables:
        for row in table.head_rows:
            found |= {text_of(value) for value in sheet.rows[row]}
        for column in table.with_role(Role.MEASURE, Role.ORG_UNIT, Role.CODE):
            found |= {text_of(sheet.cell(row, column.index)) for row in range(table.first, table.last + 1)}
    return {text for text in found if len(text) >= SHORTEST_NAME}


def _lists(sheet: Sheet, names: set[str]) -> bool:
    """Whether every row below a head of first and last days is about one of these names."""
    for row, cells in enumerate(sheet.rows[:HEAD_SEARCH]):
        starts = [at for at, value in enumerate(cells) if isinstance(value, str) and says(vocabulary.START_HEAD, value)]
        ends = [at for at, value in enumerate(cells) if isinstance(value, str) and says(vocabulary.END_HEAD, value)]
        if len(starts) == len(ends) == 1 and starts != ends:
            rows = [line for line in sheet.rows[row + 1 :] if _figures(line)]
            return bool(rows) and all(
                isinstance(_at(line, starts[0]), date)
                and isinstance(_at(line, ends[0]), date)
                and any(text_of(value) in names for value in line if isinstance(value, str))
                for line in rows
            )
    return False


def _figures(line: Sequence[object]) -> bool:
    return any(isinstance(value, (int, float, date)) and not isinstance(value, bool) for value in line)


def _at(line: Sequence[object], column: int) -> object:
    return line[column] if column < len(line) else None
