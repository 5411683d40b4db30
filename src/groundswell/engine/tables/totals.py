"""What a total adds up, as ranges of cells; and totals that do not add up: kept, and said with both numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from groundswell.engine.sources.workbook import a1
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.arithmetic import Line, compare_sum
from groundswell.engine.tables.context import Context

MOST_RANGES = 4
"""Ranges of parts that are named singly; of more, the first and the last are."""


@dataclass(frozen=True, slots=True)
class Missed:
    """A total that its parts do not give: the first place that differs, both numbers, and how many places do."""

    parts: tuple[int, ...]
    place: int
    stated: Decimal
    total: Decimal
    n: int


def only_total(label: str, *heads: str) -> bool:
    """Whether a label says "total" and nothing else, or the total of what the heads of its column name: "Total", "All depots"."""
    words = vocabulary.words(label)
    if vocabulary.TOTAL.search(words) is None:
        return False
    rest = vocabulary.TOTAL.sub(" ", words).strip(" -:()/.")
    named = {form for head in heads if (text := vocabulary.words(head)) for form in (text, f"{text}s", f"{text}es")}
    return not rest or rest in named


def missed(line: Line, groups: Sequence[Sequence[int]], lines: Mapping[int, Line]) -> Missed | None:
    """The nearest miss of a total among groups of lines that could be its parts; None where one fits, or where none can be told.

    Only places where every part has a figure are compared. A total between its smallest and its largest part is a mean or a rate, no sum.
    """
    best: tuple[Decimal, Missed] | None = None
    for group in groups:
        if len(group) < 2:
            continue
        whole = [
            (place, stated, parts)
            for place, stated in enumerate(line)
            if stated is not None and None not in (parts := [lines[index][place] for index in group])
        ]
        outside = [one for one in whole if one[1] > max(part for part in one[2] if part is not None)]
        if not whole or len(outside) * 2 <= len(whole):
            continue
        check = compare_sum([stated for _, stated, _ in whole], [[parts[n] for _, _, parts in whole] for n in range(len(group))])
        if not check.differing:
            return None
        place, stated, parts = whole[check.differing[0]]
        total = sum((part for part in parts if part is not None), Decimal(0))
        far = abs(total - stated) / max(abs(stated), Decimal(1))
        if best is None or far < best[0]:
            best = far, Missed(tuple(group), place, stated, total, len(check.differing))
    return None if best is None else best[1]


def say_missed(ctx: Context, cell: tuple[int, int], label: str, found: Missed, axis: str) -> None:
    """Put the problem of a total that does not add up, at its first place; ``axis`` is "row" where its parts are rows."""
    row, column = cell
    parts = rows_range(found.parts, column) if axis == "row" else columns_range(found.parts, row)
    stated, total = str(found.stated), str(found.total)
    ctx.refuse("total_does_not_add_up", a1(row, column), label=label, stated=stated, sum=total, parts=parts, n=found.n)


def rows_range(rows: Sequence[int], column: int) -> str:
    """``B5:B11, B13`` for rows of one column."""
    return _joined([a1(first, column) if first == last else f"{a1(first, column)}:{a1(last, column)}" for first, last in _runs(rows)])


def columns_range(columns: Sequence[int], row: int) -> str:
    """``B5:D5, F5`` for columns of one row."""
    return _joined([a1(row, first) if first == last else f"{a1(row, first)}:{a1(row, last)}" for first, last in _runs(columns)])


def _joined(ranges: list[str]) -> str:
    return ", ".join(ranges) if len(ranges) <= MOST_RANGES else f"{', '.join(ranges[: MOST_RANGES - 1])} … {ranges[-1]}"


def _runs(indexes: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for index in sorted(set(indexes)):
        if runs and runs[-1][1] == index - 1:
            runs[-1] = runs[-1][0], index
        else:
            runs.append((index, index))
    return runs
