"""A set of cells kept as runs of rows by column: a percent column of a million rows is one run."""

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

Runs = dict[int, list[tuple[int, int]]]
"""By column, in order: (first row, last row)."""


class CellSet(Set[tuple[int, int]]):
    """A set of (row, column), from 0; equal to any other set of the same cells."""

    __slots__ = ("runs",)

    def __init__(self, cells: Iterable[tuple[int, int]] = ()) -> None:
        self.runs: Runs = {}
        for row, column in sorted(cells):
            self.add_rows(column, (row,))

    @classmethod
    def of_runs(cls, runs: Mapping[int, Iterable[Sequence[int]]]) -> "CellSet":
        """From what :attr:`runs` held."""
        made = cls()
        made.runs = {column: [(first, last) for first, last in spans] for column, spans in runs.items()}
        return made

    def add_rows(self, column: int, rows: Iterable[int]) -> None:
        """Add cells of one column; rows in order and side by side join into runs."""
        runs = self.runs.setdefault(column, [])
        for row in rows:
            if runs and row == runs[-1][1] + 1:
                runs[-1] = (runs[-1][0], row)
            elif not runs or row > runs[-1][1]:
                runs.append((row, row))
            elif (row, column) not in self:
                insort(runs, (row, row))
        if not runs:
            del self.runs[column]

    def __contains__(self, place: object) -> bool:
        if not isinstance(place, tuple):
            return False
        row, column = place
        runs = self.runs.get(column)
        if not runs:
            return False
        at = bisect_right(runs, row, key=_first) - 1
        return at >= 0 and row <= runs[at][1]

    def __iter__(self) -> Iterator[tuple[int, int]]:
        for column, runs in self.runs.items():
            for first, last in runs:
                for row in range(first, last + 1):
                    yield row, column

    def __len__(self) -> int:
        return sum(last - first + 1 for runs in self.runs.values() for first, last in runs)

    def __repr__(self) -> str:
        return f"CellSet({sorted(self)!r})"


def _first(run: tuple[int, int]) -> int:
    return run[0]


def covered(spans: Iterable[tuple[int, int]], stop: int) -> set[int]:
    """The numbers below ``stop`` that lie in any of the spans (first, last), however many of these overlap."""
    found: set[int] = set()
    done = 0
    for first, last in sorted(spans):
        found.update(range(max(first, done), min(last + 1, stop)))
        done = max(done, min(last + 1, stop))
    return found
