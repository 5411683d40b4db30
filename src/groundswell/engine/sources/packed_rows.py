"""The rows of a large sheet of texts as columns in which each text stands once: less to hand over, to keep and to hold in memory."""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

FROM = 50_000
"""Rows; a smaller sheet is handed over row by row."""
MOST_PADDED = 2
"""Columns of a ragged sheet are at most so many times as long as its rows together."""
_TEXTS = frozenset({str, type(None)})


def packed(rows: Sequence[list[Any]]) -> dict[str, Any] | None:
    """Columns, each as its texts and for every row which of them it has; None where rows are few, ragged, or hold other cells than texts.

    ``lengths``: of each row, where they differ; None where all are alike.
    """
    if len(rows) < FROM or not _TEXTS.issuperset(map(type, chain.from_iterable(rows))):
        return None
    lengths = list(map(len, rows))
    width = max(lengths)
    if width * len(rows) > MOST_PADDED * sum(lengths):
        return None
    alike = min(lengths) == width
    filled = rows if alike else [row + [None] * (width - len(row)) for row in rows]
    return {"columns": [_column([row[at] for row in filled]) for at in range(width)], "lengths": None if alike else lengths}


def _column(cells: list[str | None]) -> list[Any]:
    texts = dict.fromkeys(cells)
    places = dict(zip(texts, range(len(texts)), strict=True))
    return [list(texts), list(map(places.__getitem__, cells))]


def unpacked(plain: Mapping[str, Any]) -> list[list[Any]]:
    """The rows of :func:`packed`; equal texts of a column are one object."""
    columns = [list(map(texts.__getitem__, places)) for texts, places in plain["columns"]]
    rows = list(map(list, zip(*columns, strict=True)))
    if plain["lengths"] is not None:
        for row, length in zip(rows, plain["lengths"], strict=True):
            del row[length:]
    return rows
