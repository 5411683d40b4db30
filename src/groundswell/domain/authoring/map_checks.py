"""What a results map leaves open, as remarks: each is a question with a place, and may stand when somebody has noted why (method 1.2)."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from groundswell.domain.authoring.likeness import doubles
from groundswell.domain.authoring.links_between import drives, reached, rings, turned
from groundswell.domain.authoring.results_map import LinkKind, Result, ResultsMap
from groundswell.errors import Value

FEWEST_IN_ZONE, MOST_IN_ZONE = 3, 7
"""Results in one zone of an organisation's map (method 1.2)."""
MOST_OF_TEAM = 7
"""Results on the map of a team, one that hangs on another (method 1.2)."""
MOST_MEASURES = 3
"""Measures of one result (method 1.2: each bubble has 1 to 3)."""
ACTION, WEASEL = "action", "weasel"
"""The hints of the wording tests that the map asks about again."""
ASKED_FIRST = (
    "action_left", "weasel_left", "orphan", "undriven", "pathless", "circle", "double", "unmeasured", "one_sided", "loose_measure",
    "many_measures", "zone_full", "team_full", "zone_thin",
)
"""The order of remarks, the next step first: what each result says, what holds it, how it is seen."""
_CENTRE, _STRATEGIC = 0, 1


@dataclass(frozen=True, slots=True)
class MapRemark:
    """One thing that a check found. ``subjects`` are results, or the zone or measure that it is about; ``key`` stays the same for good.

    :attr:`ResultsMap.noted` holds under ``key`` why the remark may stand.
    """

    code: str
    subjects: tuple[str, ...]
    values: Mapping[str, Value]

    @property
    def key(self) -> str:
        """``code:subject``, or ``code:one+other`` for a pair; a circle goes by the first two of its results."""
        return f"{self.code}:{'+'.join(self.subjects[:2])}"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the checks need beside the map.

    ``wording``: for each result the codes of the hints that its wording gives. ``measures``: those in use. ``elsewhere``: those
    that a result of another map holds, so that they are not asked for here.
    """

    wording: Mapping[str, Collection[str]] = field(default_factory=dict)
    measures: Collection[str] = ()
    elsewhere: Collection[str] = frozenset()


def check_map(results_map: ResultsMap, around: Surroundings) -> tuple[MapRemark, ...]:
    """Every remark that nobody has noted yet; the first is worth the next ten minutes."""
    return tuple(one for one in every_remark(results_map, around) if one.key not in results_map.noted)


def every_remark(results_map: ResultsMap, around: Surroundings) -> tuple[MapRemark, ...]:
    """Every remark in the order in which they are asked (ASKED_FIRST), those included that somebody has noted.

    An empty map has none but measures that wait for a result.
    """
    found = (
        *_wordings(results_map, around.wording),
        *_undriven(results_map),
        *_pathless(results_map),
        *_circles(results_map),
        *_doubled(results_map),
        *_crowds(results_map),
        *_one_sided(results_map, around.measures),
        *_unmeasured(results_map, around.measures),
        *_loose_measures(results_map, around),
        *_orphans(results_map),
    )
    return tuple(sorted(found, key=lambda one: ASKED_FIRST.index(one.code)))


def in_priority(results_map: ResultsMap) -> list[Result]:
    """Results in the order in which they are worth measuring: priorities first, then from the centre, then as written."""
    return sorted(results_map.results, key=lambda one: (not one.priority, results_map.zone_index(one.zone)))


def _about(code: str, result: Result, **values: Value) -> MapRemark:
    return MapRemark(code, (result.id,), {"result": result.text, **values})


def _wordings(results_map: ResultsMap, wording: Mapping[str, Collection[str]]) -> Iterator[MapRemark]:
    for code, hint in (("action_left", ACTION), ("weasel_left", WEASEL)):
        yield from (_about(code, one) for one in results_map.results if hint in wording.get(one.id, ()))


def _undriven(results_map: ResultsMap) -> Iterator[MapRemark]:
    """A result of the strategic zone that no result further out drives."""
    zone = {one.id: results_map.zone_index(one.zone) for one in results_map.results}
    below = turned(drives(results_map))
    for one in results_map.results:
        if zone[one.id] == _STRATEGIC and not any(zone[driver] > _STRATEGIC for driver in below[one.id]):
            yield _about("undriven", one)


def _pathless(results_map: ResultsMap) -> Iterator[MapRemark]:
    """Results from which no path of links leads to the centre.

    Told once where such a path ends (with ``n``, how many results end there with it): one link there mends them all.
    """
    driven = drives(results_map)
    below = turned(driven)
    centre = {one.id for one in results_map.results if results_map.zone_index(one.zone) == _CENTRE}
    lost = driven.keys() - reached(below, centre)
    told: set[str] = set()
    for is_end in (True, False):
        for one in results_map.results:
            if one.id in lost and one.id not in told and (not driven[one.id] or not is_end):
                ends_here = reached(below, [one.id])
                told |= ends_here
                yield _about("pathless", one, n=len(ends_here) - 1)


def _circles(results_map: ResultsMap) -> Iterator[MapRemark]:
    """Results that drive each other in a circle, where no link of it is marked as a feedback loop."""
    texts = {one.id: one.text for one in results_map.results}
    for ring in rings(drives(results_map, loops=False)):
        yield MapRemark("circle", ring, {"result": texts[ring[0]], "other": texts[ring[1]], "n": len(ring)})


def _doubled(results_map: ResultsMap) -> Iterator[MapRemark]:
    texts = {one.id: one.text for one in results_map.results}
    for first, second in doubles(results_map.results):
        yield MapRemark("double", (first, second), {"result": texts[second], "other": texts[first]})


def _crowds(results_map: ResultsMap) -> Iterator[MapRemark]:
    """Too many in a zone, or on a team's map; too few once the map holds enough to fill each zone."""
    total = len(results_map.results)
    if results_map.hangs_on:
        if total > MOST_OF_TEAM:
            yield MapRemark("team_full", (results_map.id,), {"n": total, "most": MOST_OF_TEAM})
        return
    counts = Counter(results_map.zone_index(one.zone) for one in results_map.results)
    for at, zone in enumerate(results_map.zones):
        values: Mapping[str, Value] = {"zone": zone.key, "n": counts[at], "most": MOST_IN_ZONE, "fewest": FEWEST_IN_ZONE}
        if counts[at] > MOST_IN_ZONE:
            yield MapRemark("zone_full", (zone.key,), values)
        elif counts[at] < FEWEST_IN_ZONE and total >= FEWEST_IN_ZONE * len(results_map.zones):
            yield MapRemark("zone_thin", (zone.key,), values)


def _one_sided(results_map: ResultsMap, measures: Collection[str]) -> Iterator[MapRemark]:
    """Two results pull against each other and only one of them is watched; where neither is, each lacks a measure of its own."""
    by_id = {one.id: one for one in results_map.results}
    for link in results_map.links:
        if link.kind is LinkKind.CONFLICT:
            first, second = by_id[link.first], by_id[link.second]
            watched = [any(one in measures for one in each.measure_ids) for each in (first, second)]
            if watched[0] != watched[1]:
                seen, unseen = (first, second) if watched[0] else (second, first)
                yield MapRemark("one_sided", (unseen.id, seen.id), {"result": unseen.text, "other": seen.text})


def _unmeasured(results_map: ResultsMap, measures: Collection[str]) -> Iterator[MapRemark]:
    for one in in_priority(results_map):
        count = sum(1 for each in one.measure_ids if each in measures)
        if count == 0:
            yield _about("unmeasured", one)
        elif count > MOST_MEASURES:
            yield _about("many_measures", one, n=count, most=MOST_MEASURES)


def _loose_measures(results_map: ResultsMap, around: Surroundings) -> Iterator[MapRemark]:
    """Measures in use that no result of any map holds; a team's map does not answer for them."""
    held = {each for one in results_map.results for each in one.measure_ids} | set(around.elsewhere)
    if not results_map.hangs_on:
        yield from (MapRemark("loose_measure", (each,), {"measure": each}) for each in around.measures if each not in held)


def _orphans(results_map: ResultsMap) -> Iterator[MapRemark]:
    """Results that nothing links to any other, once there are two."""
    linked = {end for link in results_map.links for end in (link.first, link.second)}
    if len(results_map.results) > 1:
        yield from (_about("orphan", one) for one in results_map.results if one.id not in linked)
