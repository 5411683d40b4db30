"""Which counts a row or column of percentages was worked out from: those of its own heading first, and never those of another block."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from groundswell.engine.proposal import Role, TableReading
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.arithmetic import NEAR, Line, find_counts, is_quotient
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.grid import text_of

AROUND = 8
"""Rows before and after a percentage, of those with figures, among which its counts are sought."""
Pair = tuple[int, int]
"""A row of numerators and one of denominators."""


@dataclass(slots=True)
class RowBlocks:
    """The blocks that the rows (or columns) of a table stand in.

    ``headings``: by row, what heads it: its section, then the texts of the columns that head counts and percentages alike ("" where
    nothing does); ``stretches``: by row, its place among those parted by empty rows (or by groups of columns); ``labels``: by row, its
    own texts.
    """

    shares: Sequence[int]
    headings: Mapping[int, tuple[str, ...]]
    stretches: Mapping[int, int]
    labels: Mapping[int, tuple[str, ...]]
    taken: set[tuple[int, str]] = field(default_factory=set)
    """Headings with a percentage of their own, by level; the rows above all sections are one of them."""

    def __post_init__(self) -> None:
        self.taken = {(level, name) for row in self.shares for level, name in enumerate(self.headings[row]) if name or not level}

    def own(self, share: int, row: int) -> bool:
        """Whether a row is headed as the percentage is."""
        return self.headings[row] == self.headings[share]

    def free(self, share: int, row: int) -> bool:
        """Whether a row is headed as the percentage is, or one of the two by nothing and the row by no heading with percentages."""
        levels = enumerate(zip(self.headings[share], self.headings[row], strict=True))
        return all(ours == theirs or ((not ours or not theirs) and (level, theirs) not in self.taken) for level, (ours, theirs) in levels)

    def of_another(self, share: int, pair: Pair) -> bool:
        """Whether both rows stand between the same empty rows as another percentage, and this one does not."""
        at = {self.stretches[row] for row in pair}
        return len(at) == 1 and self.stretches[share] not in at and any(self.stretches[row] in at for row in self.shares)

    def named(self, pair: Pair) -> bool:
        """Whether the rows say themselves that they are numerators and denominators."""
        return all(
            any(vocabulary.head_role(text) is role for text in self.labels[row])
            for row, role in zip(pair, (Role.NUMERATOR, Role.DENOMINATOR), strict=True)
        )

    def in_common(self, share: int, pair: Pair) -> int:
        """Words that the percentage has in common with its counts, those of how something is counted aside."""
        ours, *theirs = (set(vocabulary.words(" ".join(self.labels[row])).split()) - set(vocabulary.KIND_WORDS) for row in (share, *pair))
        return sum(len(ours & words) for words in theirs)


def row_blocks(ctx: Context, table: TableReading, data: Sequence[int], shares: Sequence[int], columns: Sequence[int]) -> RowBlocks:
    """The blocks of these rows of figures. ``columns``: those whose texts name the rows."""
    texts = {column: _down(ctx, data, column) for column in columns}
    percentages = set(shares)
    heading = [c for c in columns[:-1] if {texts[c][r] for r in shares} & {texts[c][r] for r in data if r not in percentages}]
    alone = {c: _once(list(texts[c].values())) for c in heading}
    sections = _sections(ctx, table, data)
    return RowBlocks(
        shares,
        {r: (sections[r], *("" if texts[c][r] in alone[c] else texts[c][r] for c in heading)) for r in data},
        _stretches(ctx, data),
        {r: tuple(texts[c][r] for c in columns) for r in data},
    )


def column_blocks(shares: Sequence[int], names: Mapping[int, str]) -> RowBlocks:
    """The blocks of columns of figures by their names: columns under one group ("Screening | Seen") stand together."""
    groups = {column: name.rpartition(" | ")[0] for column, name in names.items()}
    numbers = {group: number for number, group in enumerate(dict.fromkeys(groups.values()))}
    return RowBlocks(
        shares,
        dict.fromkeys(names, ()),
        {c: numbers[group] for c, group in groups.items()},
        {column: (name,) for column, name in names.items()},
    )


def _down(ctx: Context, data: Sequence[int], column: int) -> dict[int, str]:
    """The text of each row in this column; an empty cell goes on with the one above."""
    out, last = {}, ""
    for row in data:
        last = text_of(ctx.grid.spread(row, column)) or last
        out[row] = last
    return out


def _once(texts: Sequence[str]) -> set[str]:
    return {text for text, n in Counter(texts).items() if n == 1}


def _sections(ctx: Context, table: TableReading, data: Sequence[int]) -> dict[int, str]:
    """The heading above each row; headings that only say how something is counted ("Number", "Rate") part nothing."""
    out, last = {}, ""
    wanted = set(data)
    for row in range(table.first, table.last + 1):
        reading = table.rows.get(row)
        if reading is not None and (reading.role is Role.SECTION or reading.label_row is not None):
            text = next((ctx.grid.text(row, column) for column in ctx.grid.filled(row)), "")
            last = "" if vocabulary.only_how(text) else f"{row} {text}"
        if row in wanted:
            out[row] = last
    return out


def _stretches(ctx: Context, data: Sequence[int]) -> dict[int, int]:
    """The number of each row's stretch between empty rows."""
    out, number, before = {}, 0, data[0]
    for row in data:
        number += any(not ctx.grid.filled(between) for between in range(before, row))
        out[row], before = number, row
    return out


def counts_of(share: int, near: Sequence[int], lines: Mapping[int, Line], blocks: RowBlocks, position: Mapping[int, int]) -> Pair | None:
    """Numerator and denominator of a percentage among these rows; None where none fits, or where two fit and nothing tells which.

    Rows under its own heading come first; where theirs fit, though they prove nothing, no others are looked at. Rows and columns alike.
    """

    def prefer(row: int) -> tuple[int, int]:
        return abs(position[row] - position[share]), row

    tried: list[int] = []
    for rule in (blocks.own, blocks.free):
        rows = sorted((row for row in near if rule(share, row)), key=prefer)
        if rows == tried:
            continue
        tried = rows
        if fitting := _fitting(share, rows[:NEAR], lines, blocks):
            pair = _one_of(share, list(fitting), lines, blocks)
            return pair if pair is not None and fitting[pair] else None
        if len(rows) > NEAR and (far := find_counts(share, lines, rows, prefer)) is not None:
            return None if blocks.of_another(share, far) else far
    return None


def _fitting(share: int, rows: Sequence[int], lines: Mapping[int, Line], blocks: RowBlocks) -> dict[Pair, bool]:
    """Pairs whose quotient the percentage is, the nearest first, and whether it is proven: by arithmetic, or by it and their names."""
    out: dict[Pair, bool] = {}
    for pair in _pairs(rows):
        numbers = lines[share], lines[pair[0]], lines[pair[1]]
        if not blocks.of_another(share, pair) and is_quotient(*numbers, telling=False):
            out[pair] = blocks.named(pair) or is_quotient(*numbers)
    return out


def _pairs(rows: Sequence[int]) -> Iterator[Pair]:
    at = {row: index for index, row in enumerate(rows)}
    yield from sorted(((n, d) for d in rows for n in rows if n != d), key=lambda pair: (at[pair[0]] + at[pair[1]], pair))


def _one_of(share: int, pairs: Sequence[Pair], lines: Mapping[int, Line], blocks: RowBlocks) -> Pair | None:
    """The nearest pair, unless another one of other rows and other figures fits as well: then the one that has more words in common."""
    first = pairs[0]
    rivals = [
        pair for pair in pairs[1:] if not set(pair) & set(first) and any(lines[a] != lines[b] for a, b in zip(pair, first, strict=True))
    ]
    best = max((blocks.in_common(share, pair) for pair in rivals), default=-1)
    ours = blocks.in_common(share, first)
    if ours != best:
        return first if ours > best else next(pair for pair in rivals if blocks.in_common(share, pair) == best)
    return None
