"""Places of several levels in one table: a country, its regions and their authorities, each in a column of its own or in one column."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from groundswell.engine.proposal import ColumnReading, Role
from groundswell.engine.sources.workbook import CellValue, a1
from groundswell.engine.tables.arithmetic import Line
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.grid import Grid, blank, text_of

FEWEST_PARTS, MOST_PARTS, FEWEST_PERIODS, PROOF = 2, 200, 3, 6
"""Places that add up to another one, and the periods by which that is seen."""
_NO_NAME = frozenset({"", "z", "x", ".", "..", ":", "-", "n/a", "na", "not applicable"})


def named(value: CellValue) -> bool:
    """Whether a cell of a level names a place; marks say that this level does not apply to the row."""
    return not blank(value) and text_of(value).strip().lower() not in _NO_NAME


def nested(grid: Grid, places: Sequence[ColumnReading], rows: Sequence[int]) -> list[ColumnReading] | None:
    """Columns of places from the widest level to the finest: a row that has a name on one level has one on every wider one.

    None where the columns are no such levels: rows skip one, or none of the columns is ever empty.
    """
    filled = {place.index: {row for row in rows if named(grid.value(row, place.index))} for place in places}
    order = sorted(places, key=lambda place: (-len(filled[place.index]), place.index))
    wider = filled[order[0].index]
    if len(wider) < len(rows):
        return None
    for place in order[1:]:
        if not filled[place.index] <= wider:
            return None
        wider = filled[place.index]
    return order if len(wider) < len(rows) else None


def depth_of(row: Sequence[CellValue], order: Sequence[int]) -> int:
    """How many levels of the row have a name, the widest first."""
    depth = 0
    for column in order:
        if column >= len(row) or not named(row[column]):
            break
        depth += 1
    return depth


def leave_out_level_names(ctx: Context, columns: Sequence[ColumnReading], order: Sequence[ColumnReading], rows: Sequence[int]) -> None:
    """A column that says for each row which level it is on ("National", "Regional") tells no figures apart: it is kept beside."""
    indexes = [place.index for place in order]
    cells = ctx.grid.sheet.rows
    for column in columns:
        pairs = {(depth_of(cells[row], indexes), ctx.grid.text(row, column.index)) for row in rows}
        if len({depth for depth, _ in pairs}) == len({text for _, text in pairs}) == len(pairs) > 1 and not column.corrected:
            column.role, column.reason = Role.ATTRIBUTE, None


def say_mixed(ctx: Context, order: Sequence[ColumnReading], first: int, last: int) -> None:
    """Say that places of several levels stand in one table, with one example a level: whoever adds them up counts twice."""
    indexes = [place.index for place in order]
    examples: dict[int, str] = {}
    counts: dict[int, int] = {}
    for row in range(first, min(last + 1, ctx.grid.height)):
        depth = depth_of(ctx.grid.sheet.rows[row], indexes)
        if depth:
            examples.setdefault(depth, ctx.grid.text(row, indexes[depth - 1]))
            counts[depth] = counts.get(depth, 0) + 1
    said = ", ".join(f"{order[depth - 1].head}: {examples[depth]} …" for depth in sorted(examples))
    ctx.refuse("levels_mixed", ctx.column_cells(indexes[-1], first, last), levels=said, n=len(counts))


def say_wholes(ctx: Context, column: int, rows: Sequence[int], lines: Mapping[int, Line]) -> bool:
    """Places down one column of which some are the sum of those below them (England, its regions, their counties): said, not left out.

    A label alone is no proof, and neither is one place: at least two others have to add up to it in every period that all have.
    """
    parents: list[int] = []
    end: dict[int, int] = {}
    for at in range(len(rows) - 1, -1, -1):
        end[at] = _end_of(at, rows, lines, end)
        if end[at] > at + 1:
            parents.append(at)
    if parents:
        first = parents[-1]
        said = f"{ctx.grid.text(rows[first], column)}: {ctx.grid.text(rows[first + 1], column)} …"
        ctx.refuse("levels_mixed", a1(rows[first], column), levels=said, n=2)
    return bool(parents)


def say_groups(ctx: Context, column: int, labels: Sequence[int], rows: Sequence[int], lines: Mapping[int, Line]) -> None:
    """Places of which some are the sum of all rows that another column puts together (a region's councils): said, not left out."""
    vectors = {row: found for row in rows if (found := _figures(lines[row])) is not None}
    sums: dict[tuple[int, str], list[Decimal]] = {}
    members: dict[tuple[int, str], list[int]] = {}
    for row, vector in vectors.items():
        for label in labels:
            text = ctx.grid.text(row, label)
            if text:
                key = (label, text)
                sums[key] = [one + other for one, other in zip(sums.get(key, [Decimal(0)] * len(vector)), vector, strict=True)]
                members.setdefault(key, []).append(row)
    parts_of: dict[tuple[Decimal, ...], tuple[int, str]] = {}
    for key, together in members.items():
        if len(together) > FEWEST_PARTS:
            parts_of[tuple(sums[key])] = key
    for row, vector in vectors.items():
        alone, within = parts_of.get(tuple(vector)), parts_of.get(tuple(2 * figure for figure in vector))
        if alone is not None and row in members[alone]:
            alone = None
        key_of = within if alone is None and within is not None and row in members[within] else alone
        if key_of is not None and any(vector):
            part = next(other for other in members[key_of] if other != row)
            said = f"{ctx.grid.text(row, column)}: {ctx.grid.text(part, column)} …"
            ctx.refuse("levels_mixed", a1(row, column), levels=said, n=2)
            return


def _end_of(at: int, rows: Sequence[int], lines: Mapping[int, Line], end: Mapping[int, int]) -> int:
    """The place after the last part of a row, or the next one where no rows below add up to it."""
    whole = _figures(lines[rows[at]])
    if whole is None or not any(whole):
        return at + 1
    left, below, parts = whole, at + 1, 0
    while below < len(rows) and parts < MOST_PARTS:
        part = _figures(lines[rows[below]])
        if part is None or len(part) != len(left):
            return at + 1
        left = [one - other for one, other in zip(left, part, strict=True)]
        below, parts = end[below], parts + 1
        if not any(left):
            return below if parts >= FEWEST_PARTS else at + 1
        if any(one < 0 for one in left):
            return at + 1
    return at + 1


def _figures(line: Line) -> list[Decimal] | None:
    """The first figures of a row, all of them there and none below zero; None where they cannot be compared."""
    found = [figure for figure in line[:PROOF] if figure is not None and figure >= 0]
    return found if len(found) >= FEWEST_PERIODS and len(found) == len(line[:PROOF]) else None
