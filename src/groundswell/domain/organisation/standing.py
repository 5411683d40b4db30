"""The tree as it stands on one day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from groundswell.domain.organisation.unit import Unit

BETWEEN = " / "
"""Between the names of a path, the outermost first, as places are written everywhere (contracts 1)."""


@dataclass(frozen=True)
class Standing:
    """``units`` are those that are in the tree and stand that day, ``parents`` where each hangs (None: at the top).

    A unit whose parent does not stand hangs at the top. Questions about a unit that does not stand answer with nothing.
    """

    day: date
    units: Mapping[str, Unit]
    parents: Mapping[str, str | None]
    said: Mapping[str, int] = field(default_factory=dict)
    """Levels that were said, by unit."""

    @cached_property
    def children(self) -> Mapping[str | None, tuple[str, ...]]:
        """By parent, in order of name; those of None are the roots."""
        found: dict[str | None, list[str]] = {}
        for unit, parent in self.parents.items():
            found.setdefault(parent, []).append(unit)
        return {parent: tuple(sorted(units, key=self._order)) for parent, units in found.items()}

    @cached_property
    def _levels(self) -> dict[str, int]:
        return {}

    def _order(self, unit: str) -> tuple[str, str]:
        return self.name(unit).casefold(), unit

    @property
    def roots(self) -> tuple[str, ...]:
        """Units under no other, in order of name."""
        return self.children.get(None, ())

    def name(self, unit: str) -> str:
        """What it is called that day."""
        return self.units[unit].name(self.day) if unit in self.units else ""

    def ancestors(self, unit: str) -> tuple[str, ...]:
        """From its parent up to the root; a circle ends where it would begin anew."""
        found: list[str] = []
        above = self.parents.get(unit)
        while above is not None and above not in found and above != unit:
            found.append(above)
            above = self.parents.get(above)
        return tuple(found)

    def descendants(self, unit: str) -> tuple[str, ...]:
        """Everything under it, in the order of an outline."""
        return tuple(one for one, _depth in self.outline(unit))[1:] if unit in self.units else ()

    def siblings(self, unit: str) -> tuple[str, ...]:
        """The others under the same parent, or the other roots."""
        if unit not in self.parents:
            return ()
        return tuple(one for one in self.children[self.parents[unit]] if one != unit)

    def is_above(self, upper: str, unit: str) -> bool:
        """Whether one is somewhere above the other."""
        return upper in self.ancestors(unit)

    def path(self, unit: str) -> tuple[str, ...]:
        """Names from the root down to itself."""
        return tuple(self.name(one) for one in (*reversed(self.ancestors(unit)), unit)) if unit in self.units else ()

    def path_text(self, unit: str) -> str:
        """The path as one text."""
        return BETWEEN.join(self.path(unit))

    def level(self, unit: str) -> int:
        """The level that was said of it, else one below its parent's; 1 for a root. 0 where it does not stand."""
        if unit not in self.units:
            return 0
        if unit not in self._levels:
            chain = [unit, *self.ancestors(unit)]
            level = 0
            for one in reversed(chain):
                level = self.said.get(one) or level + 1
                self._levels[one] = level
        return self._levels[unit]

    def outline(self, top: str | None = None) -> Iterator[tuple[str, int]]:
        """Every unit with its depth, parents before their children; of one unit where it is named."""
        waiting = [(one, 0) for one in reversed(self.roots if top is None else (top,))]
        seen: set[str] = set()
        while waiting:
            unit, depth = waiting.pop()
            if unit in seen or unit not in self.units:
                continue
            seen.add(unit)
            yield unit, depth
            waiting += [(one, depth + 1) for one in reversed(self.children.get(unit, ()))]
