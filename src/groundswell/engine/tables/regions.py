"""Finding the regions of a sheet: rectangles that hold one table each, below one another, beside one another, or both."""

import itertools
from dataclasses import dataclass

from groundswell.engine.proposal import Choice, Region
from groundswell.engine.sources.workbook import a1
from groundswell.engine.tables.column_cuts import Band, Doubt, tables_beside
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.masking import whole
from groundswell.engine.tables.row_cuts import Rows, row_cuts

DEEPEST = 4
"""Times that a region is cut further: tables beside one another, each of several below one another, and so on."""
MOST_REGIONS = 200
"""A sheet that falls into more pieces than this is a form, not a sheet of tables."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A region, and the titles that stand over it together with others, nearest first."""

    region: Region
    above: tuple[str, ...] = ()


def regions_of(ctx: Context) -> list[Piece]:
    """The regions of the context's sheet, from top to bottom and left to right; one where it holds one table, or nobody can tell.

    Where two tables beside one another may as well be one, that is asked in the context.
    """
    sheet = ctx.grid.sheet
    everything = Piece(whole(sheet))
    if len(sheet.rows) < 2 or sheet.width < 2:
        return [everything]
    found = _split(ctx, everything, 0)
    if len(found) < 2 or len(found) > MOST_REGIONS:
        return [everything]
    return sorted(found, key=lambda piece: (piece.region.top, piece.region.left))


def _split(ctx: Context, piece: Piece, depth: int) -> list[Piece]:
    if depth >= DEEPEST:
        return [piece]
    rows = Rows(ctx.grid, piece.region, ctx.parser)
    parts = _beside(ctx, rows, piece)
    if len(parts) < 2:
        parts = _below(rows, piece)
    if len(parts) < 2:
        return [piece]
    return [found for part in parts for found in _split(ctx, part, depth + 1)]


def _beside(ctx: Context, rows: Rows, piece: Piece) -> list[Piece]:
    """The region cut at empty columns, without the titles that stand over all its parts."""
    groups, doubts = tables_beside(rows)
    if len(groups) < 2 or not all(_two_tables(ctx, doubt) for doubt in doubts):
        return [piece]
    region = piece.region
    common = _common_titles(rows, groups)
    top = region.top if not common else common[-1] + 1
    above = (*[rows.grid.text(row, min(rows.cells(row))) for row in reversed(common)], *piece.above)
    parts = []
    for number, group in enumerate(groups):
        left = region.left if number == 0 else group.left
        right = region.right if number == len(groups) - 1 else groups[number + 1].left - 1
        parts.append(Piece(Region(top, left, region.bottom, right), above))
    return parts


def _two_tables(ctx: Context, doubt: Doubt) -> bool:
    choices = [Choice("two", "two_tables", {"first": doubt.first, "second": doubt.second}), Choice("one", "one_table")]
    values = {"head": doubt.second, "first": doubt.first, "second": doubt.second}
    return ctx.ask("one_table_or_two", a1(doubt.row, doubt.column), values, choices) == "two"


def _common_titles(rows: Rows, groups: list[Band]) -> list[int]:
    """Rows of one text at the top, above the first cells of the bands further right."""
    starts = min(group.first for group in groups[1:])
    common: list[int] = []
    for row in range(rows.region.top, starts):
        cells = rows.cells(row)
        if len(cells) > 1:
            break
        if cells:
            common.append(row)
    return common


def _below(rows: Rows, piece: Piece) -> list[Piece]:
    """The region cut above heads further down, without the titles that stand over all its parts."""
    cuts = row_cuts(rows)
    if not cuts:
        return [piece]
    region = piece.region
    edges = [region.top, *cuts, region.bottom + 1]
    captions = [_captions(rows, top, bottom) for top, bottom in itertools.pairwise(edges)]
    most = max(len(captions[at]) for at in range(1, len(captions)))
    common = captions[0][: max(0, len(captions[0]) - most)]
    above = (*[rows.grid.text(row, min(rows.cells(row))) for row in reversed(common)], *piece.above)
    if common:
        edges[0] = common[-1] + 1
    return [Piece(Region(top, region.left, bottom - 1, region.right), above) for top, bottom in itertools.pairwise(edges)]


def _captions(rows: Rows, top: int, bottom: int) -> list[int]:
    """The rows of a single text above a part's heads."""
    found = []
    for row in range(top, bottom):
        cells = rows.cells(row)
        if len(cells) > 1 or rows.class_of(row) == "figures":
            break
        if cells:
            found.append(row)
    return found
