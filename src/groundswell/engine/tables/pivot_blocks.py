"""A pivot beside its source: a block whose every figure is the sum, or the count, of the source's rows under its labels.

Arithmetic alone tells it. A block of which one figure is not proven is a table of its own, and read or asked about as any other.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from groundswell.engine.periods import folded
from groundswell.engine.proposal import PivotBlock, Region
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.arithmetic import figure, rounding
from groundswell.engine.tables.column_cuts import Band, bands
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.grid import Grid, blank
from groundswell.engine.tables.masking import whole
from groundswell.engine.tables.row_cuts import Rows
from groundswell.engine.tables.vocabulary import says

MOST_ROWS, MOST_COLUMNS = 20_000, 60
FEWEST_ROWS = 4
"""Rows of a source."""
FEWEST_SUMS, FEWEST_COUNTS = 2, 3
"""Different sums, and different counts, that prove; two counts are enough under a head that says so."""
_COUNT_WORDS = frozenset({"count", "counts", "number", "anzahl", "nombre", "aantal", "conteggio", "recuento"})


@dataclass(slots=True)
class _Source:
    """A list: its region, rows of figures and columns. ``labels``: by column, the folded text of each row."""

    region: Region
    rows: list[int]
    figures: dict[int, list[Decimal | None]] = field(default_factory=dict)
    labels: dict[int, list[str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Block:
    """Rows of a label and figures: ``lines`` has each row's label and its figures by column; ``heads`` the text over each column."""

    region: Region
    heads: dict[int, str]
    lines: list[tuple[str, dict[int, Decimal]]]
    said: str


@dataclass(slots=True)
class _Proof:
    """Sums and counts that nothing else explains."""

    sums: set[tuple[Decimal, ...]] = field(default_factory=set)
    counts: set[Decimal] = field(default_factory=set)


def pivot_blocks(ctx: Context) -> list[PivotBlock]:
    """The blocks right of the sheet's first list that are proven to add up its rows; none left of one that is not."""
    sheet = ctx.grid.sheet
    if not FEWEST_ROWS < len(sheet.rows) <= MOST_ROWS or sheet.width > MOST_COLUMNS:
        return []
    rows = Rows(ctx.grid, whole(sheet), ctx.parser)
    found = bands(rows)
    source = _source(ctx, found[0]) if len(found) > 1 else None
    out: list[PivotBlock] = []
    for band in reversed(found[1:]) if source is not None else ():
        blocks = [] if any(band.left <= column <= band.right for column in ctx.columns) else _blocks(ctx, band)
        if source is None or not blocks or not all(block is not None and _proven(source, block) for block in blocks):
            break
        out += [PivotBlock(block.region, source.region) for block in blocks if block is not None]
    return out[::-1]


def _source(ctx: Context, band: Band) -> _Source | None:
    """The list in a band: heads over every column, and rows below them without an empty one."""
    grid, columns = ctx.grid, range(band.left, band.right + 1)
    top = next((row for row in range(grid.height) if all(grid.kind(grid.value(row, c)) in ("text", "date") for c in columns)), None)
    if top is None or len(columns) < 2:
        return None
    rows = []
    for row in range(top + 1, grid.height):
        if all(blank(grid.value(row, c)) for c in columns):
            break
        rows.append(row)
    if len(rows) < FEWEST_ROWS or grid.sheet.hidden_rows & set(rows):
        return None
    out = _Source(Region(top, band.left, rows[-1], band.right), rows)
    for column in columns:
        values = [grid.value(row, column) for row in rows]
        kinds = [grid.kind(value) for value in values if not blank(value)]
        if kinds and all(kind == "number" for kind in kinds):
            out.figures[column] = [figure(value, ctx.decimal_mark or ".") for value in values]
        out.labels[column] = [folded(grid.text(row, column)) for row in rows]
    return out


def _blocks(ctx: Context, band: Band) -> list[_Block | None]:
    """The blocks of a band, parted by empty rows; None for one that is no rows of a label and figures."""
    grid, columns = ctx.grid, range(band.left, band.right + 1)
    stretches: list[list[int]] = [[]]
    for row in range(grid.height):
        if any(not blank(grid.value(row, c)) for c in columns):
            stretches[-1].append(row)
        elif stretches[-1]:
            stretches.append([])
    return [_block(ctx, band, rows) for rows in stretches if rows]


def _block(ctx: Context, band: Band, rows: list[int]) -> _Block | None:
    grid, beside = ctx.grid, range(band.left + 1, band.right + 1)
    start = next((row for row in rows if any(grid.kind(grid.value(row, c)) == "number" for c in beside)), None)
    if start is None or start == rows[0]:
        return None
    heads: dict[int, str] = {}
    for row in range(rows[0], start):
        heads |= {c: grid.text(row, c) for c in beside if not blank(grid.value(row, c))}
    lines = []
    for row in range(start, rows[-1] + 1):
        cells = {c: grid.value(row, c) for c in beside if not blank(grid.value(row, c))}
        numbers = {c: number for c, value in cells.items() if (number := figure(value, ctx.decimal_mark or ".")) is not None}
        label = grid.text(row, band.left)
        if not label or len(numbers) < len(cells) or not numbers.keys() <= heads.keys():
            return None
        lines.append((label, numbers))
    said = " ".join(grid.text(row, c) for row in range(rows[0], start) for c in range(band.left, band.right + 1))
    return _Block(Region(rows[0], band.left, rows[-1], band.right), heads, lines, said)


def _proven(source: _Source, block: _Block) -> bool:
    """Whether one column of the source holds the block's labels, and every figure follows from the rows of its label."""
    plain = [folded(label) for label, _ in block.lines]
    for column, labels in source.labels.items():
        known = set(labels)
        totals = {label for label in plain if label not in known and says(vocabulary.TOTAL, label)}
        if len(plain) > len(totals) and all(label in known or label in totals for label in plain) and len(set(plain)) == len(plain):
            proof = _Proof()
            if all(_column_follows(source, block, column, at, proof) for at in block.heads) and _enough(block, proof):
                return True
    return False


def _enough(block: _Block, proof: _Proof) -> bool:
    counted = bool(_COUNT_WORDS & set(vocabulary.words(block.said).split()))
    return len(proof.sums) >= FEWEST_SUMS or len(proof.counts) >= (FEWEST_SUMS if counted else FEWEST_COUNTS)


def _column_follows(source: _Source, block: _Block, by: int, at: int, proof: _Proof) -> bool:
    """Whether the figures of one column of a block are a sum, or the count, of rows by label, of the kind that its head names or of all."""
    figures = [(folded(label), numbers.get(at)) for label, numbers in block.lines]
    if all(number is None for _, number in figures):
        return True
    for rows in _kinds_of_rows(source, folded(block.heads[at]), by):
        groups: dict[str, list[int]] = defaultdict(list)
        for row in rows:
            groups[source.labels[by][row]].append(row)
        for values in (*source.figures.values(), None):
            own = _Proof()
            fits = all(_follows(number, groups.get(label, _all(label, source, by, rows)), values, own) for label, number in figures)
            if fits and (own.sums or own.counts):
                proof.sums |= own.sums
                proof.counts |= own.counts
                return True
    return False


def _all(label: str, source: _Source, by: int, rows: Sequence[int]) -> Sequence[int]:
    """The rows of a label that no row bears: all of them for a total, none for a label that other kinds of rows have."""
    return () if label in source.labels[by] else rows


def _kinds_of_rows(source: _Source, head: str, by: int) -> Iterator[Sequence[int]]:
    """The rows that a column's head may speak of: those of which another column says so, or all."""
    for column, labels in source.labels.items():
        if column != by and head in labels:
            yield [row for row, label in enumerate(labels) if label == head]
    yield range(len(source.rows))


def _follows(wanted: Decimal | None, rows: Sequence[int], values: Sequence[Decimal | None] | None, proof: _Proof) -> bool:
    """Whether a figure is the sum of these rows' values, or their number (``values`` None); an empty one, where that is 0."""
    if values is None:
        if wanted is not None and wanted == len(rows) > 1:
            proof.counts.add(wanted)
        return (wanted or 0) == len(rows)
    parts = [number for row in rows if (number := values[row]) is not None]
    total = sum(parts, Decimal(0))
    if wanted is None:
        return total == 0
    slack = rounding(parts or [wanted], wanted)
    if abs(total - wanted) > slack:
        return False
    if len(parts) > 1 and _differs(wanted, (total / len(parts), *parts), slack):
        proof.sums.add((wanted, *parts))
    return True


def _differs(wanted: Decimal, others: Iterable[Decimal], slack: Decimal) -> bool:
    return all(abs(other - wanted) > slack for other in others)


def without_pivots(grid: Grid, found: Sequence[PivotBlock]) -> Region:
    """What is left of the sheet at the left of these blocks."""
    everything = whole(grid.sheet)
    return Region(everything.top, everything.left, everything.bottom, min(one.region.left for one in found) - 1)
