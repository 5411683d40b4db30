"""A sheet that shows one region alone, every cell at its own address."""

from dataclasses import replace

from groundswell.engine.proposal import Region
from groundswell.engine.sources.workbook import Row, Sheet


def whole(sheet: Sheet) -> Region:
    """The rectangle of all filled cells, from A1 on."""
    return Region(0, 0, len(sheet.rows) - 1, sheet.width - 1)


def masked(sheet: Sheet, region: Region) -> Sheet:
    """The sheet with nothing on it but this region, every cell at its own place; the sheet itself where the region is all of it."""
    width = sheet.width
    if region.top == 0 and region.left == 0 and region.bottom >= len(sheet.rows) - 1 and region.right >= width - 1:
        return sheet
    rows: list[Row] = [[] for _ in range(min(region.top, len(sheet.rows)))]
    rows += [_cut(row, region) for row in sheet.rows[region.top : region.bottom + 1]]
    while rows and not rows[-1]:
        rows.pop()
    merges = [merge for merge in sheet.merges if region.holds(merge.top, merge.left)]
    return replace(sheet, rows=rows, merges=merges)


def _cut(row: Row, region: Region) -> Row:
    """A row without what stands left or right of the region; the row itself where that is nothing."""
    if region.left == 0 and len(row) <= region.right + 1:
        return row
    cells: Row = [None] * min(region.left, len(row)) + row[region.left : region.right + 1]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def filled(sheet: Sheet, region: Region) -> int:
    """How many cells of the region hold something."""
    count = 0
    for row in sheet.rows[region.top : region.bottom + 1]:
        cells = row if region.left == 0 and len(row) <= region.right + 1 else row[region.left : region.right + 1]
        count += len(cells) - cells.count(None)
    return count
