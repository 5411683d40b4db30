"""In which direction from the middle each result stands: near what it drives, in an order that lets few links cross."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from groundswell.domain.authoring.results_map import Link, LinkKind, ResultsMap

SWEEPS = 4
LEFT, TOP = math.pi, 1.5 * math.pi
"""Directions as drawings have them: clockwise from the right, since y grows downwards."""
OUTSIDE = ""


@dataclass(slots=True)
class _Tree:
    """Each result below the one that it hangs on; ``shares`` is the part of the circle that it needs, with all below it."""

    below: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    shares: dict[str, float] = field(default_factory=dict)


def directions(results_map: ResultsMap) -> dict[str, float]:
    """A direction in radians for each result, clockwise from the right."""
    index = {one.id: results_map.zone_index(one.zone) for one in results_map.results}
    tree = _tree(results_map, index)
    others = _neighbours(results_map.links, index)
    found = _spread(tree, index)
    length = _crossing(found, others)
    for _ in range(SWEEPS):
        kept = {key: list(below) for key, below in tree.below.items()}
        for parent, below in tree.below.items():
            middle = found.get(parent, TOP)
            below.sort(key=lambda one, middle=middle: _pull(one, found, others, middle))  # type: ignore[misc]
        trial = _spread(tree, index)
        shorter = _crossing(trial, others)
        if shorter >= length - 1e-9:
            tree.below.update(kept)
            break
        found, length = trial, shorter
    return found


def _tree(results_map: ResultsMap, index: Mapping[str, int]) -> _Tree:
    hangs_on: dict[str, str] = {}
    for kinds in ((LinkKind.CAUSE_EFFECT,), tuple(LinkKind)):
        for link in results_map.links:
            if link.kind in kinds:
                for one, other in ((link.first, link.second), (link.second, link.first)):
                    if index.get(other, 99) < index.get(one, -1):
                        hangs_on.setdefault(one, other)
    for link in results_map.links:  # a driver in the same zone stands beside what it drives
        if link.kind is LinkKind.CAUSE_EFFECT and link.first in index and link.first not in hangs_on and link.second in hangs_on:
            hangs_on[link.first] = hangs_on[link.second]
    tree = _Tree()
    outermost = max(len(results_map.zones) - 1, 1)
    for result in sorted(results_map.results, key=lambda each: index[each.id]):
        parent = hangs_on.get(result.id, OUTSIDE)
        tree.below[parent if parent and index[parent] < index[result.id] else OUTSIDE].append(result.id)
    for result in sorted(results_map.results, key=lambda each: -index[each.id]):
        own = outermost / max(index[result.id], 1)  # the same node takes more of a smaller circle
        tree.shares[result.id] = max(own, sum(tree.shares[each] for each in tree.below.get(result.id, ())))
    return tree


def _neighbours(links: Sequence[Link], index: Mapping[str, int]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for link in links:
        if link.first in index and link.second in index:
            found[link.first].append(link.second)
            found[link.second].append(link.first)
    return found


def _spread(tree: _Tree, index: Mapping[str, int]) -> dict[str, float]:
    """Parts of the circle handed out from the middle outwards; the first result of the centre has its part at the left."""
    roots = tree.below.get(OUTSIDE, [])
    whole = sum(tree.shares[one] for one in roots)
    if not roots:
        return {}
    first = roots[0]
    begins = (LEFT if index[first] == 0 and len(roots) > 1 else TOP) - math.pi * tree.shares[first] / whole
    if len(roots) == 1 and tree.below.get(first):
        child = tree.below[first][0]
        begins = TOP - math.pi * tree.shares[child] / whole
    found: dict[str, float] = {}
    waiting = [(OUTSIDE, begins, 2 * math.pi)]
    while waiting:
        parent, start, width = waiting.pop()
        below = tree.below.get(parent, [])
        needed = sum(tree.shares[one] for one in below)
        for one in below:
            part = width * tree.shares[one] / needed
            found[one] = start + part / 2
            waiting.append((one, start, part))
            start += part
    return found


def _pull(one: str, found: Mapping[str, float], others: Mapping[str, Sequence[str]], middle: float) -> float:
    """Where a result's links pull it, as a turn from the direction of what it hangs on; its own place where none does."""
    turns = [_turn(found[each], middle) for each in others.get(one, ()) if abs(_turn(found[each], middle)) > 1e-9]
    own = _turn(found[one], middle)
    return (own + sum(turns)) / (1 + len(turns))


def _crossing(found: Mapping[str, float], others: Mapping[str, Sequence[str]]) -> float:
    """How far the links run round the middle, all together."""
    return sum(abs(_turn(found[one], found[each])) for one, ends in others.items() for each in ends)


def _turn(to: float, of: float) -> float:
    """The shorter way round from one direction to another, −π to π."""
    return (to - of + math.pi) % (2 * math.pi) - math.pi
