"""What hangs together on a results map by its directed links: who drives whom, what can be reached, which results drive each other."""

from collections.abc import Iterable, Mapping, Sequence

from groundswell.domain.authoring.results_map import LinkKind, ResultsMap

Driven = Mapping[str, Sequence[str]]
"""For each result the ids of others, in the order in which the links were made."""


def drives(results_map: ResultsMap, *, loops: bool = True) -> dict[str, list[str]]:
    """For each result the results that it drives. ``loops`` False leaves out the links that are marked as a feedback loop."""
    found: dict[str, list[str]] = {one.id: [] for one in results_map.results}
    for link in results_map.links:
        if link.kind is LinkKind.CAUSE_EFFECT and link.second not in found[link.first] and (loops or not link.loop):
            found[link.first].append(link.second)
    return found


def turned(driven: Driven) -> dict[str, list[str]]:
    """The same links from the other end: for each result those that drive it."""
    found: dict[str, list[str]] = {one: [] for one in driven}
    for first, seconds in driven.items():
        for second in seconds:
            found[second].append(first)
    return found


def reached(driven: Driven, starts: Iterable[str]) -> set[str]:
    """Everything that a path leads to from one of ``starts``, these included."""
    found = set(starts)
    waiting = list(found)
    while waiting:
        for following in driven[waiting.pop()]:
            if following not in found:
                found.add(following)
                waiting.append(following)
    return found


def rings(driven: Driven) -> list[tuple[str, ...]]:
    """The groups of results that drive each other in a circle, each in the order of ``driven``, the groups by their first one.

    Two passes, one along the links and one against them (Kosaraju's algorithm), without recursion: a map may be one chain of 2,000.
    """
    order = _by_when_left(driven)
    against = turned(driven)
    place = {one: at for at, one in enumerate(driven)}
    done: set[str] = set()
    found = []
    for start in reversed(order):
        if start in done:
            continue
        group, waiting = [start], [start]
        done.add(start)
        while waiting:
            for before in against[waiting.pop()]:
                if before not in done:
                    done.add(before)
                    group.append(before)
                    waiting.append(before)
        if len(group) > 1:
            found.append(tuple(sorted(group, key=place.__getitem__)))
    return sorted(found, key=lambda group: place[group[0]])


def _by_when_left(driven: Driven) -> list[str]:
    """Every result in the order in which a walk along the links is done with it."""
    order: list[str] = []
    met: set[str] = set()
    for start in driven:
        if start in met:
            continue
        met.add(start)
        path = [(start, iter(driven[start]))]
        while path:
            one, rest = path[-1]
            following = next((each for each in rest if each not in met), None)
            if following is None:
                order.append(one)
                path.pop()
            else:
                met.add(following)
                path.append((following, iter(driven[following])))
    return order
