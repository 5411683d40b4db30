"""What a column and a row are known by in another file: the texts of heads and labels, as words."""

from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.engine.periods import folded
from groundswell.engine.proposal import Role, SheetReading, TableReading
from groundswell.engine.tables.grid import Grid, blank
from groundswell.engine.tables.vocabulary import words

SEARCH_ROWS = 60
LONGEST = 200
_NAMES = (Role.ORG_UNIT, Role.MEASURE, Role.CODE, Role.CATEGORY)


@dataclass(frozen=True, slots=True)
class KnownBy:
    """``text`` is the head or label itself, ``under`` what stands above it."""

    text: str
    under: str = ""


def tables_of(reading: SheetReading) -> list[TableReading]:
    """The sheet's tables, and the drafts of those about which a question is open."""
    return [*reading.tables, *reading.drafts]


def head_row(reading: SheetReading) -> int:
    """The lowest row of heads of the sheet's first table, 0 where there is none."""
    return min((max(table.head_rows) for table in tables_of(reading) if table.head_rows), default=0)


def columns_of(grid: Grid, reading: SheetReading) -> dict[int, KnownBy]:
    """Each column by its lowest head and the head above that; one without a head by its place right of one that has it."""
    tables = [table for table in tables_of(reading) if table.head_rows]
    likely = [] if tables else _likely_heads(grid)
    known: dict[int, KnownBy] = {}
    last, steps = "", 0
    for column in range(grid.width):
        rows = next((table.head_rows for table in tables if table.region.left <= column <= table.region.right), likely)
        texts = list(dict.fromkeys(_head_text(grid, row, column) for row in sorted(rows, reverse=True)))
        texts = [text for text in texts if text]
        if texts:
            last, steps = texts[0], 0
            known[column] = KnownBy(texts[0], texts[1] if len(texts) > 1 else "")
        else:
            steps += 1
            known[column] = KnownBy(f"({steps} right of {last})" if last else f"({steps})")
    return known


def rows_of(grid: Grid, reading: SheetReading) -> dict[int, KnownBy]:
    """Each row with a label by its names (without a table: the texts before its first figure), and by the section heading above it."""
    tables = [(table, [column.index for column in table.with_role(*_NAMES)]) for table in tables_of(reading)]
    sections = {row for table, _ in tables for row, one in table.rows.items() if one.role is Role.SECTION}
    known: dict[int, KnownBy] = {}
    section = ""
    for row in range(grid.height):
        columns = next((names for table, names in tables if table.first <= row <= table.last), [])
        text = " / ".join(filter(None, (_name(grid, row, column) for column in columns))) or _label(grid, row)
        if not text:
            continue
        known[row] = KnownBy(text, section)
        if row in sections:
            section = text
    return known


def alike(known: Mapping[int, KnownBy], text: str, under: str | None = None) -> list[int]:
    """The columns or rows of that text (under that heading, where one is given), in their order."""
    return [index for index, one in known.items() if one.text == text and (under is None or one.under == under)]


def _likely_heads(grid: Grid) -> list[int]:
    """Where no table was found: the first row with most texts."""
    if not grid.height:
        return []
    return [max(range(min(SEARCH_ROWS, grid.height)), key=lambda r: (sum(isinstance(v, str) for v in grid.sheet.rows[r]), -r))]


def _head_text(grid: Grid, row: int, column: int) -> str:
    value = grid.spread(row, column)
    return "" if blank(value) else words(str(value))[:LONGEST]


def _name(grid: Grid, row: int, column: int) -> str:
    value = grid.spread(row, column)
    return "" if blank(value) else folded(str(value))[:LONGEST]


def _label(grid: Grid, row: int) -> str:
    """The texts of a row up to its first figure: ``east / complaints``."""
    texts: list[str] = []
    for value in grid.sheet.rows[row]:
        if blank(value):
            continue
        if grid.kind(value) in ("number", "mark", "error") and texts:
            break
        if isinstance(value, str):
            texts.append(folded(value))
    return " / ".join(texts)[:LONGEST]
