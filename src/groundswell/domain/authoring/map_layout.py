"""Where everything of a results map stands: zones as nested grounds, results in their zone near what they drive, links between.

The same map gives the same layout, and one result more leaves most others where they were. Results that a person placed stay
there, or as near as their ring and their neighbours let them.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np

from groundswell.domain.authoring.map_angles import directions
from groundswell.domain.authoring.map_paths import Path, paths
from groundswell.domain.authoring.map_rings import (
    CELL_WIDTH,
    NODE_HEIGHT,
    NODE_WIDTH,
    ROW_STEP,
    Ellipse,
    Point,
    Ring,
    Taken,
    nearest_fitting,
)
from groundswell.domain.authoring.results_map import Result, ResultsMap

CORE = Ellipse(165, 80)
"""The centre of a map with one or two results in it."""
STEP_ACROSS, STEP_DOWN = 158.0, 112.0
"""The least a ring is wide at its sides and high at its top: one node fits everywhere round it."""
GROWTH_ACROSS, GROWTH_DOWN = 40.0, 28.0
"""A ring grows by so much until all of its results have a place."""
MARGIN = 8.0
MOST_GROWTH = 400
MOST_ON_A_TRACK = 60
ROOM_FOR_AN_ARROW, TIGHT = 34.0, 9.0
"""Between two linked nodes so much is wanted; each unit less weighs as many units of distance."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A plane ``width`` × ``height`` around (0, 0): ``zones`` are the edges of the grounds, from the centre outwards.

    ``places`` holds the middle of each result's node; ``links`` each link's line.
    """

    width: float
    height: float
    zones: tuple[Ellipse, ...]
    places: Mapping[str, Point]
    links: Mapping[str, Path]

    def zone_at(self, x: float, y: float) -> int:
        """The index of the zone whose ground lies there; beyond the outermost it is the outermost."""
        for at, edge in enumerate(self.zones):
            if (x / edge.rx) ** 2 + (y / edge.ry) ** 2 <= 1:
                return at
        return len(self.zones) - 1


def lay_out(results_map: ResultsMap) -> Layout:
    """The layout of a map."""
    turned = directions(results_map)
    linked: dict[str, list[str]] = defaultdict(list)
    for link in results_map.links:
        linked[link.first].append(link.second)
        linked[link.second].append(link.first)
    standing = _Standing(turned, linked)
    zones: list[Ellipse] = []
    for at in range(len(results_map.zones)):
        own = [one for one in results_map.results if results_map.zone_index(one.zone) == at]
        zones.append(_zone(own, zones[-1] if zones else None, standing))
    places = {one.id: standing.places[one.id] for one in results_map.results}
    lines = paths(results_map.links, places)
    width, height = 2 * (zones[-1].rx + MARGIN), 2 * (zones[-1].ry + MARGIN)
    return Layout(width, height, tuple(zones), MappingProxyType(places), MappingProxyType(lines))


@dataclass(slots=True)
class _Standing:
    """What stands so far, from the centre outwards, and what the rest goes by."""

    turned: Mapping[str, float]
    linked: Mapping[str, Sequence[str]]
    places: dict[str, Point] = field(default_factory=dict)
    taken: Taken = field(default_factory=Taken)

    def put(self, one: str, at: Point) -> None:
        """A result stands there from now on."""
        self.places[one] = at
        self.taken.add(at)

    def take_back(self, own: Sequence[Result]) -> None:
        """None of these stand any more."""
        for one in own:
            if (at := self.places.pop(one.id, None)) is not None:
                self.taken.remove(at)


def _zone(own: Sequence[Result], inner: Ellipse | None, standing: _Standing) -> Ellipse:
    """The smallest ground that holds a zone's results; each is put in its place there."""
    for grown in range(MOST_GROWTH):
        across, down = grown * GROWTH_ACROSS, grown * GROWTH_DOWN
        if inner is None:
            edge = Ellipse(CORE.rx + across, CORE.ry + down)
        else:
            edge = Ellipse(inner.rx + STEP_ACROSS + across, inner.ry + STEP_DOWN + down)
        ring = Ring(edge, inner)
        if ring.room >= len(own) and _all_seated(own, ring, standing):
            return edge
        standing.take_back(own)
    raise AssertionError("a ground grows until its results fit")


def _all_seated(own: Sequence[Result], ring: Ring, standing: _Standing) -> bool:
    """Puts those that a person placed, then all others; False where the ring is too small for them."""
    free: list[Result] = []
    for one in own:
        chosen = nearest_fitting(ring, standing.taken, Point(*map(float, one.at))) if one.at is not None else None
        if chosen is None:
            free.append(one)
        else:
            standing.put(one.id, chosen)
    for places in (_sparse(ring, len(free)), ring.seats()):
        if _seated(free, [at for at in places if ring.fits(*at) and standing.taken.free(at)], ring, standing):
            return True
        standing.take_back(free)
    return False


def _sparse(ring: Ring, count: int) -> list[Point]:
    """Places for a few results: round one line, or in the centre one row of up to three, else two rows."""
    if ring.inner is not None:
        return ring.track() if count <= MOST_ON_A_TRACK else []
    rows = [count] if count <= 3 else [(count + 1) // 2, count // 2]
    return [
        Point((at - (many - 1) / 2) * CELL_WIDTH, (row - (len(rows) - 1) / 2) * ROW_STEP)
        for row, many in enumerate(rows)
        for at in range(many)
    ]


def _seated(own: Sequence[Result], places: Sequence[Point], ring: Ring, standing: _Standing) -> bool:
    """Each result, as written, takes the free place that suits it best; False where there are too few."""
    if len(places) < len(own):
        return False
    across, down = np.array([at.x for at in places]), np.array([at.y for at in places])
    closed = np.zeros(len(places))
    for one in own:
        wanted = ring.on_ray(standing.turned[one.id])
        cost = np.hypot(across - wanted.x, down - wanted.y) + closed
        for other in standing.linked.get(one.id, ()):
            if (there := standing.places.get(other)) is not None:
                gap = np.maximum(np.abs(across - there.x) - NODE_WIDTH, np.abs(down - there.y) - NODE_HEIGHT)
                cost += TIGHT * np.maximum(0, ROOM_FOR_AN_ARROW - gap)
        while True:
            near = int(np.argmin(np.round(cost, 3)))
            if not math.isfinite(cost[near]):
                return False
            closed[near] = cost[near] = math.inf
            if standing.taken.free(places[near]):
                break
        standing.put(one.id, Point(round(places[near].x, 1), round(places[near].y, 1)))
    return True
