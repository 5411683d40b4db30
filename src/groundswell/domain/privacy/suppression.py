"""Which figures are small enough to point at somebody, and which others must go with them so that no sum gives them away.

A figure is small from 1 to below the threshold; a rate by its numerator, its denominator, or what is left between the two (nine of
ten is one). Zero is not small: nobody is counted in it. Then, sum by sum, the smallest others are hidden as well, until what is shown
tells no more about a small figure than its mark does, and leaves every other hidden figure as wide a range (:mod:`.ranges`).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from groundswell.domain.privacy.ranges import UNBOUNDED, Bounds, Key, Ranges, Sum

SMALLEST_THRESHOLD: Final = 3
"""Below it a mark would name the figure: the only one from 1 to below 2 is 1."""

COUNT, NUMERATOR, DENOMINATOR, REST = "count", "numerator", "denominator", "rest"


@dataclass(frozen=True, slots=True)
class Counts:
    """What a figure counts: one ``count``, or for a rate its numerator and denominator. Whole numbers, none below zero."""

    count: int | None = None
    numerator: int | None = None
    denominator: int | None = None

    @property
    def parts(self) -> Mapping[str, int]:
        """Each number that it is made of, by name; of a rate also what is left between the two."""
        found = {COUNT: self.count, NUMERATOR: self.numerator, DENOMINATOR: self.denominator}
        if self.numerator is not None and self.denominator is not None and self.numerator <= self.denominator:
            found[REST] = self.denominator - self.numerator
        return {name: number for name, number in found.items() if number is not None}


@dataclass(frozen=True, slots=True)
class Hidden:
    """``primary`` are small themselves, ``secondary`` would give one away. ``exposed``: hidden, and still told by figures that were
    shown before (``known``); no mark can take those back."""

    primary: frozenset[Key] = frozenset()
    secondary: frozenset[Key] = frozenset()
    exposed: frozenset[Key] = frozenset()

    @property
    def keys(self) -> frozenset[Key]:
        """All that is not shown. From outside nobody can tell which of them is small itself."""
        return self.primary | self.secondary


NOTHING_HIDDEN: Final = Hidden()


def is_small(counts: Counts, threshold: int) -> bool:
    """Whether a figure is hidden for its own sake."""
    return any(0 < number < threshold for number in counts.parts.values())


def suppressed(
    figures: Mapping[Key, Counts], sums: Sequence[Sum], threshold: int, *, known: Iterable[Key] = (), width: int | None = None
) -> Hidden:
    """What is not shown outside the team. Raises ValueError for a threshold below SMALLEST_THRESHOLD.

    ``sums``: totals with their parts, of the tree, of filters or through time; what is missing of a sum counts as known.
    ``known``: figures that outsiders have seen before, so that hiding them hides nothing. ``width``: how many numbers there must be, beside
    the lowest, that a hidden figure could be; None: as many as there are below the threshold.
    """
    if threshold < SMALLEST_THRESHOLD:
        raise ValueError(threshold)
    seen = frozenset(known)
    primary = frozenset(key for key, counts in figures.items() if is_small(counts, threshold))
    if not primary:
        return NOTHING_HIDDEN
    task = _Task(figures, sums, threshold, seen, threshold - 2 if width is None else width)
    hidden = set(primary - seen)
    exposed = set(primary & seen)
    while (found := task.next_to_hide(hidden, exposed)) is not None:
        hidden.add(found)
    return Hidden(primary, frozenset(hidden) - primary, frozenset(exposed | task.told(hidden - exposed)))


@dataclass(frozen=True, slots=True)
class _Task:
    """One table of figures with its sums."""

    figures: Mapping[Key, Counts]
    sums: Sequence[Sum]
    threshold: int
    known: frozenset[Key]
    width: int

    def next_to_hide(self, hidden: set[Key], given_up: set[Key]) -> Key | None:
        """The figure that protects the first hidden one which is too well known; None when all are safe, or nothing is left to hide."""
        for layer in (COUNT, NUMERATOR, DENOMINATOR, REST):
            ranges = self._ranges(layer, hidden)
            for key in ranges.bounds:
                if key not in given_up and not self._safe(ranges, key):
                    found = self._protector(ranges, key, layer, hidden)
                    if found is not None:
                        return found
        return None

    def told(self, hidden: set[Key]) -> set[Key]:
        """Hidden figures that can still be worked out, even by somebody who cannot tell which of them are small themselves."""
        found: set[Key] = set()
        for layer in (COUNT, NUMERATOR, DENOMINATOR, REST):
            ranges = self._ranges(layer, hidden, alike=True)
            for key, bounds in ranges.bounds.items():
                if bounds.width and not ranges.of(key, enough=1).width:
                    found.add(key)
        return found

    def _ranges(self, layer: str, hidden: Iterable[Key], *, alike: bool = False) -> Ranges:
        values = {key: counts.parts[layer] for key, counts in self.figures.items() if layer in counts.parts}
        bounds = {key: self._bounds(key, layer, alike=alike) for key in hidden if key in values}
        sums = [each for each in self.sums if each.total in values and any(key in bounds for key in each.keys)]
        return Ranges(values, bounds, [Sum(each.total, tuple(key for key in each.parts if key in values)) for each in sums])

    def _bounds(self, key: Key, layer: str, *, alike: bool) -> Bounds:
        """What its mark tells of one of its numbers, within what the others of the same figure leave."""
        parts = self.figures[key].parts
        low, high = self._told(parts[layer], alike=alike)
        if layer == NUMERATOR and REST in parts:
            rest = self._told(parts[REST], alike=alike)
            low, high = max(low, parts[DENOMINATOR] - rest[1]), min(high, parts[DENOMINATOR] - rest[0])
        elif layer == REST:
            numerator = self._told(parts[NUMERATOR], alike=alike)
            low, high = max(low, parts[DENOMINATOR] - numerator[1]), min(high, parts[DENOMINATOR] - numerator[0])
        elif layer == DENOMINATOR and REST in parts:
            rest = self._told(parts[REST], alike=alike)
            low, high = max(low, parts[NUMERATOR] + rest[0]), min(high, parts[NUMERATOR] + rest[1])
        return Bounds(low, high)

    def _told(self, number: int, *, alike: bool) -> tuple[int, int]:
        if number == 0:
            return 0, UNBOUNDED
        if alike:
            return 1, UNBOUNDED
        return (1, self.threshold - 1) if number < self.threshold else (self.threshold, UNBOUNDED)

    def _safe(self, ranges: Ranges, key: Key) -> bool:
        """A small number could be anything below the threshold; another hidden one has a range that is wide enough."""
        alone = ranges.bounds[key]
        small = 0 < ranges.values[key] < self.threshold
        wanted = alone.width if small and alone.width < self.threshold else min(self.width, alone.width)
        return ranges.of(key, enough=wanted).width >= wanted

    def _protector(self, ranges: Ranges, key: Key, layer: str, hidden: set[Key]) -> Key | None:
        """The smallest figure above zero of the nearest sum that has one which is shown: a part before a total."""
        zeros = []
        for each in ranges.connected(key):
            offered = [other for other in each.keys if other not in hidden and other not in self.known]
            counted = [other for other in offered if ranges.values[other]]
            zeros += [other for other in offered if not ranges.values[other]]
            if counted:
                return min(counted, key=lambda other: (other == each.total, ranges.values[other], str(other)))
        return zeros[0] if zeros else None
