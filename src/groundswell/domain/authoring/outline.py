"""A results map as an outline: what stands below a result drives it (interface 4)."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.authoring.links_between import drives, turned
from groundswell.domain.authoring.results_map import Result, ResultsMap


class Shown(StrEnum):
    """FIRST: with all that drives it. AGAIN: what drives it stands further up. LOOP: it stands above itself, so the line ends here."""

    FIRST = "first"
    AGAIN = "again"
    LOOP = "loop"


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """One line of the outline. ``depth`` 0 is the top; ``above`` is the result that it drives here, "" at the top."""

    result: Result
    depth: int
    above: str = ""
    shown: Shown = Shown.FIRST


@dataclass(frozen=True, slots=True)
class Outline:
    """``lines`` in reading order, the lines below a result right after it; ``unlinked`` are the results that nothing links yet."""

    lines: tuple[OutlineLine, ...]
    unlinked: tuple[Result, ...]


def outline(results_map: ResultsMap) -> Outline:
    """The map as lines: by zone from the centre, then in the order in which they were written.

    Each result has its drivers below it once; where it stands a second time the line says so and ends. A circle of results
    ends where it would begin anew. Results of the centre stand at the top even while nothing drives them.
    """
    driven = drives(results_map)
    by_id = {one.id: one for one in results_map.results}
    place = {one.id: (results_map.zone_index(one.zone), at) for at, one in enumerate(results_map.results)}
    below = {one: sorted(drivers, key=place.__getitem__) for one, drivers in turned(driven).items()}
    linked = {end for link in results_map.links for end in (link.first, link.second)}
    in_order = sorted(by_id, key=place.__getitem__)
    unlinked = [one for one in in_order if one not in linked and place[one][0] > 0]
    left_out = set(unlinked)
    # what drives nothing is a top; what is left after those stands in a circle and is entered at its innermost result
    tops = [one for one in in_order if not driven[one]] + [one for one in in_order if driven[one]]
    written: set[str] = set()
    lines: list[OutlineLine] = []
    for top in tops:
        if top not in written and top not in left_out:
            lines += [OutlineLine(by_id[one], depth, above, shown) for one, depth, above, shown in _branch(top, below, written)]
    return Outline(tuple(lines), tuple(by_id[one] for one in unlinked))


def _branch(top: str, below: dict[str, list[str]], written: set[str]) -> Iterator[tuple[str, int, str, Shown]]:
    """A result and everything below it, without recursion: a map may be one chain of 2,000."""
    path: list[tuple[str, Iterator[str]]] = [(top, iter(below[top]))]
    on_path = {top}
    written.add(top)
    yield top, 0, "", Shown.FIRST
    while path:
        above, rest = path[-1]
        one = next(rest, None)
        if one is None:
            path.pop()
            on_path.remove(above)
        elif one in on_path:
            yield one, len(path), above, Shown.LOOP
        elif one in written:
            yield one, len(path), above, Shown.AGAIN if below[one] else Shown.FIRST
        else:
            written.add(one)
            on_path.add(one)
            yield one, len(path), above, Shown.FIRST
            path.append((one, iter(below[one])))


def neighbour(outlined: Outline, result_id: str, *, up: bool) -> str:
    """The result of the same zone that stands before (``up``) or after one under the same result; "" where there is none."""
    at = next((at for at, line in enumerate(outlined.lines) if line.result.id == result_id), None)
    if at is None:
        group = list(outlined.unlinked)
    else:
        own = outlined.lines[at]
        group = [line.result for line in outlined.lines if (line.above, line.depth) == (own.above, own.depth)]
    here = next((one for one in group if one.id == result_id), None)
    if here is None:
        return ""
    same_zone = [one.id for one in group if one.zone == here.zone]
    beside = same_zone.index(result_id) + (-1 if up else 1)
    return same_zone[beside] if 0 <= beside < len(same_zone) else ""
