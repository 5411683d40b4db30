"""What cannot be true of a tree: all of it at once, each as a problem that names the units."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from groundswell.domain.organisation.tree import Tree
from groundswell.domain.organisation.unit import Hung, Unit
from groundswell.errors import Problem

_Span = tuple[date, date, str]


def problems(tree: Tree) -> list[Problem]:
    """Ends before it begins, hangs under a unit that is not there in all that time, in a circle, on no lower level, has the name of a
    neighbour, or ended in favour of a unit that was not there."""
    placed = [unit for unit in tree.units.values() if unit.placed]
    found = [problem for unit in placed for problem in _of(tree, unit)]
    return [*found, *_circles(tree, placed), *_names_twice(tree, placed)]


def new_problems(before: Tree, after: Tree) -> list[Problem]:
    """What a change would bring; a tree that is not right in one place can still be changed in another."""
    old = problems(before)
    return [problem for problem in problems(after) if problem not in old]


def spans(unit: Unit) -> Iterator[tuple[date, date, Hung]]:
    """Each stretch of its life with where it hung, the end exclusive."""
    begins = unit.start or date.min
    ends = unit.until or date.max
    starts = [max(hung.day or date.min, begins) for hung in unit.hung]
    starts[:1] = [begins]
    for hung, (first, last) in zip(unit.hung, pairwise([*starts, ends]), strict=True):
        if first < min(last, ends):
            yield first, min(last, ends), hung


def _of(tree: Tree, unit: Unit) -> Iterator[Problem]:
    if unit.start is not None and unit.until is not None and unit.until <= unit.start:
        yield Problem("unit_ends_before_it_begins", values={"unit": unit.name()})
        return
    for first, last, hung in spans(unit):
        if hung.parent is None:
            continue
        parent = tree.units.get(hung.parent)
        if parent is None:
            yield Problem("unit_parent_unknown", values={"unit": unit.name()})
        elif (parent.start or date.min) > first or (parent.until or date.max) < last:
            yield Problem("unit_parent_not_there", values={"unit": unit.name(), "parent": parent.name()})
        elif hung.level is not None and (above := parent.where(first)) and above.level is not None and above.level >= hung.level:
            yield Problem("unit_level_not_below", values={"unit": unit.name(), "parent": parent.name()})
    for successor in unit.successors:
        known = tree.units.get(successor)
        if unit.until is None or known is None or successor == unit.id or not known.stands(unit.until):
            yield Problem("unit_successor_not_there", values={"unit": unit.name(), "into": "" if known is None else known.name()})


def _circles(tree: Tree, placed: list[Unit]) -> Iterator[Problem]:
    """One problem for each unit that comes back to itself, on the first day on which it does."""
    ever: dict[str, set[str]] = {unit.id: {hung.parent for hung in unit.hung if hung.parent is not None} for unit in placed}
    if not _may_go_round(ever):
        return
    told: set[str] = set()
    for day in sorted({hung.day or date.min for unit in placed for hung in unit.hung} | {unit.start or date.min for unit in placed}):
        parents = tree.on(day).parents
        for unit in _going_round(parents):
            if unit not in told:
                told.add(unit)
                yield Problem("unit_circle", values={"unit": tree.units[unit].name()})


def _may_go_round(above: Mapping[str, set[str]]) -> bool:
    """Whether a circle is left when all that ever hung anywhere is looked at as one."""
    below: dict[str, list[str]] = defaultdict(list)
    open_ = {unit: len(parents) for unit, parents in above.items()}
    for unit, parents in above.items():
        for parent in parents:
            below[parent].append(unit)
    free = [unit for unit, left in open_.items() if not left] + [parent for parent in below if parent not in open_]
    done = 0
    while free:
        unit = free.pop()
        done += unit in open_
        for one in below.get(unit, ()):
            open_[one] -= 1
            if not open_[one]:
                free.append(one)
    return done < len(open_)


def _going_round(parents: Mapping[str, str | None]) -> list[str]:
    """Units on a circle; what only hangs under one is not told of."""
    good: set[str | None] = {None}
    round_: list[str] = []
    for start in parents:
        trail: dict[str | None, int] = {}
        now: str | None = start
        while now not in good and now not in trail:
            trail[now] = len(trail)
            now = parents.get(now) if now is not None else None
        if now in trail:
            first = trail[now]
            round_ += [unit for unit, at in trail.items() if unit is not None and at >= first]
        good |= set(trail)
    return round_


def _names_twice(tree: Tree, placed: list[Unit]) -> Iterator[Problem]:
    lives: dict[tuple[str | None, str], list[_Span]] = defaultdict(list)
    for unit in placed:
        if unit.id in tree.same:
            continue
        for first, last, hung in spans(unit):
            for begins, ends, name in _named(unit, first, last):
                lives[hung.parent, name.casefold()].append((begins, ends, unit.id))
    for (parent, _name), spans_ in lives.items():
        spans_.sort()
        for (_first, last, one), (begins, _last, other) in pairwise(spans_):
            if begins < last and one != other:
                above = tree.units[parent].name() if parent is not None and parent in tree.units else ""
                name = min(tree.units[one].name(), tree.units[other].name())
                yield Problem("unit_name_twice", values={"unit": name, "parent": above})


def _named(unit: Unit, first: date, last: date) -> Iterator[_Span]:
    """The stretch cut where it was renamed."""
    cuts = sorted({first, last, *(named.day for named in unit.names if named.day is not None and first < named.day < last)})
    for begins, ends in pairwise(cuts):
        yield begins, ends, unit.name(begins)
