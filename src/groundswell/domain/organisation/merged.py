"""Who goes on for units that were merged, without the whole tree: rights are worked out from it on each request."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Merged:
    """The day from which a unit is no more, and the unit that it became part of."""

    day: date
    into: str


def successors(merged: Mapping[str, Merged], day: date) -> dict[str, str]:
    """Each unit that is no more on that day with the one that goes on for it, through as many merges as there were by then."""
    gone = {unit: one.into for unit, one in merged.items() if one.day <= day}
    found = {}
    for unit in gone:
        now, seen = unit, set[str]()
        while now in gone and now not in seen:
            seen.add(now)
            now = gone[now]
        found[unit] = now
    return found
