"""The org units of an organisation through time: every unit there was, answered as of a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from groundswell.domain.organisation.levels import Levels
from groundswell.domain.organisation.peer_group import PeerGroup
from groundswell.domain.organisation.standing import Standing
from groundswell.domain.organisation.unit import ENDINGS, Change, Counted, Hung, Named, Unit, put_in


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One thing that happened to a unit, from ``day`` on (None, for OPENED and RENAMED: from the start).

    ``parent`` None is the top. ``into``: whom it was merged or split into. ``code``: what a file calls it.
    """

    change: Change
    unit: str
    day: date | None = None
    name: str = ""
    parent: str | None = None
    level: int | None = None
    into: tuple[str, ...] = ()
    code: str = ""


@dataclass(frozen=True, eq=False)
class Tree:
    """``same`` leads from a place of the figures to the unit that somebody said it is. Two trees are the same when they are one."""

    units: Mapping[str, Unit] = field(default_factory=lambda: MappingProxyType({}))
    levels: Levels = field(default_factory=Levels)
    groups: Mapping[str, PeerGroup] = field(default_factory=lambda: MappingProxyType({}))
    same: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def after(self, changes: Iterable[UnitChange]) -> "Tree":
        """The tree with those changes made, one after the other. Whether they may be is for :func:`checks.problems` to say."""
        units = dict(self.units)
        for one in changes:
            changed(units, one)
        return replace(self, units=MappingProxyType(units))

    @lru_cache(maxsize=8)  # noqa: B019 - a tree is kept by the newest entry of the ledger; there are few of them
    def on(self, day: date) -> Standing:
        """The tree as it stands on a day: whatever was put into it and stands."""
        units = {key: unit for key, unit in self.units.items() if unit.placed and unit.stands(day) and key not in self.same}
        where = {key: unit.where(day) for key, unit in units.items()}
        parents = {key: hung.parent if hung is not None and hung.parent in units else None for key, hung in where.items()}
        return Standing(day, units, parents, {key: hung.level for key, hung in where.items() if hung is not None and hung.level})

    def parent_on(self, unit: str, day: date) -> str | None:
        """What it hangs under that day; None at the top, and for one that does not stand."""
        return self.on(day).parents.get(unit)

    def unplaced(self, day: date) -> tuple[str, ...]:
        """Places that figures were met at, and that nobody has put into the tree, in order of name."""
        found = [key for key, unit in self.units.items() if not unit.placed and unit.stands(day) and key not in self.same]
        return tuple(sorted(found, key=lambda key: (self.units[key].name().casefold(), key)))

    def unit_of(self, place: str) -> str:
        """The unit that a place of the figures is: itself, unless somebody said that it is another."""
        seen: set[str] = set()
        while place in self.same and place not in seen:
            seen.add(place)
            place = self.same[place]
        return place


EMPTY = Tree()


def team_now(tree: Tree, unit: str, day: date) -> str:
    """The unit that goes on with a team's work that day: itself, or what it was merged into. A split leaves open who; then itself."""
    now, seen = tree.unit_of(unit), {unit}
    while True:
        known = tree.units.get(now)
        if known is None or known.ending is not Change.MERGED or known.until is None or known.until > day or known.successors[0] in seen:
            return now
        seen.add(now)
        now = tree.unit_of(known.successors[0])


def changed(units: dict[str, Unit], one: UnitChange) -> None:
    """Make one change; of a unit that nobody knows nothing but its opening or its name is taken.

    What something is put under is in the tree from then on, at the top.
    """
    unit = units.get(one.unit)
    if unit is None:
        if one.change not in (Change.OPENED, Change.RENAMED):
            return
        unit = Unit(one.unit, (Named(None, one.name),))
    elif one.name:
        unit = replace(unit, names=put_in(unit.names, Named(one.day, one.name)) if unit.placed else (Named(None, one.name),))
    if one.code:
        unit = replace(unit, code=one.code)
    if one.change is Change.OPENED:
        unit = replace(unit, start=one.day, hung=(Hung(None, one.parent, one.level),), until=None, ending=None, successors=())
    elif one.change is Change.MOVED:
        unit = replace(unit, hung=put_in(unit.hung or (Hung(None, None),), Hung(one.day, one.parent, one.level)))
    elif one.change in ENDINGS:
        unit = replace(unit, until=one.day, ending=one.change, successors=one.into)
    units[one.unit] = unit
    over = units.get(one.parent or "") if one.change in (Change.OPENED, Change.MOVED) else None
    if over is not None and not over.placed:
        units[over.id] = replace(over, hung=(Hung(None, None),))


def counted(units: dict[str, Unit], unit: str, count: Counted) -> None:
    """Put down how many people a unit has."""
    if unit in units:
        units[unit] = replace(units[unit], counts=put_in(units[unit].counts, count))
