"""Where one table ends and the next begins to its right: empty columns between, and names of its own on both sides."""

import itertools
from dataclasses import dataclass, field

from groundswell.engine.periods import folded
from groundswell.engine.proposal import Region
from groundswell.engine.sources.workbook import CellValue
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.grid import blank
from groundswell.engine.tables.heads import parse_head
from groundswell.engine.tables.row_cuts import Rows, is_figure
from groundswell.engine.tables.vocabulary import says

SAMPLE = 200
"""Rows with something in a band that it is judged by."""
DEEPEST = 4_000
WIDE_GAP = 2
"""Empty columns that nobody leaves inside one table of texts and figures."""


@dataclass(slots=True)
class Band:
    """Neighbouring columns without an empty one between, later with those that belong to the same table.

    ``stub``: whether its first column names rows. ``figures``: whether it holds figures beside. ``heads``: the row of its heads.
    """

    left: int
    right: int
    first: int = -1
    last: int = -1
    heads: int = -1
    stub: bool = False
    timed: bool = False
    figures: bool = False
    names: set[str] = field(default_factory=set)
    body: set[int] = field(default_factory=set)

    @property
    def complete(self) -> bool:
        return self.stub and self.figures


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two bands that may be one table or two: where the second one starts, and the heads of their first columns."""

    row: int
    column: int
    first: str
    second: str


def bands(rows: Rows) -> list[Band]:
    """The runs of columns between the region's empty columns, from left to right."""
    region = rows.region
    empty = set(range(region.left, region.right + 1))
    for row in range(region.top, region.bottom + 1):
        cells = rows.grid.sheet.rows[row]
        empty -= {column for column in empty if column < len(cells) and not blank(cells[column])}
        if not empty:
            return [Band(region.left, region.right)]
    filled = [column for column in range(region.left, region.right + 1) if column not in empty]
    found: list[Band] = []
    for column in filled:
        if found and found[-1].right == column - 1:
            found[-1].right = column
        else:
            found.append(Band(column, column))
    return found


def tables_beside(rows: Rows) -> tuple[list[Band], list[Doubt]]:
    """The bands that hold one table each, and where two of them may be one table."""
    found = bands(rows)
    if len(found) < 2:
        return found, []
    for band in found:
        _judge(rows, band)
    groups, doubts = [found[0]], []
    for band in found[1:]:
        group = groups[-1]
        if group.complete and band.complete and not _belongs(rows, group, band):
            if not _sure(rows, group, band):
                doubts.append(Doubt(max(band.heads, band.first), band.left, _head(rows, group), _head(rows, band)))
            groups.append(band)
        else:
            group.right, group.figures = band.right, group.figures or band.figures
            group.body |= band.body
    return groups, doubts


def _judge(rows: Rows, band: Band) -> None:
    """Look at a band's first rows: heads, names in its first column, figures beside them."""
    own = Rows(rows.grid, Region(rows.region.top, band.left, rows.region.bottom, band.right), rows.parser)
    names: list[CellValue] = []
    numbers = seen = beside = texts = 0
    for row in range(own.region.top, min(own.region.bottom, own.region.top + DEEPEST) + 1):
        if own.empty(row):
            continue
        cells = own.cells(row)
        band.first = row if band.first < 0 else band.first
        band.last = row
        seen += 1
        if seen > SAMPLE:
            break
        if own.class_of(row) != "figures":
            if not band.body:
                band.heads = row if len(cells) > 1 or band.left == band.right else band.heads
            continue
        band.body.add(row)
        beside += sum(is_figure(value) for column, value in cells.items() if column != band.left)
        texts += any(not is_figure(value) for column, value in cells.items() if column == band.left + 1)
        if band.left in cells:
            names.append(cells[band.left])
            numbers += is_figure(cells[band.left])
    timed = [parse_head(value, rows.parser).is_period for value in names]
    head = _head(rows, band)
    band.timed = len(names) > 1 and sum(timed) * 5 >= len(names) * 4 and (numbers * 2 < len(names) or says(vocabulary.PERIOD_HEAD, head))
    counted = numbers == len(names) and _counts_up(names) and texts * 2 > len(band.body)
    band.stub = len(names) > 1 and (numbers * 2 < len(names) or band.timed or counted)
    band.figures = beside > 1 or (not band.stub and bool(band.body))
    band.names = {folded(str(value)) for value in names}


def _counts_up(values: list[CellValue]) -> bool:
    """0, 1, 2 … or 1, 2, 3 …"""
    return all(isinstance(value, int) for value in values) and all(
        isinstance(a, int) and isinstance(b, int) and b == a + 1 for a, b in itertools.pairwise(values)
    )


def _head(rows: Rows, band: Band) -> str:
    return "" if band.heads < 0 else rows.grid.text(band.heads, band.left)


def _belongs(rows: Rows, group: Band, band: Band) -> bool:
    """Whether a band goes on with the table on its left: comments, owners and the like, or texts without a head of their own."""
    if band.timed or band.heads != group.heads:
        return False
    head = _head(rows, band)
    if not head:
        return not band.names & group.names
    return vocabulary.head_role(head) is not None and not group.names & band.names


def _sure(rows: Rows, group: Band, band: Band) -> bool:
    """Whether two complete bands can only be two tables."""
    if band.timed or band.heads != group.heads or band.left - group.right > WIDE_GAP:
        return True
    head, other = folded(_head(rows, band)), folded(_head(rows, group))
    if head and head == other:
        return True
    if len(band.names & group.names) * 2 >= len(band.names) > 0:
        return True
    above = Rows(rows.grid, Region(rows.region.top, band.left, max(band.heads - 1, rows.region.top), band.right), rows.parser)
    if band.first < band.heads and band.heads - 1 >= rows.region.top and len(above.cells(band.heads - 1)) == 1:
        return True
    return bool(band.body - group.body) and band.last > group.last
