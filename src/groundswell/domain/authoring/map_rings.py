"""The grounds of a results map: nested ellipses, where a node fits between two of them, and what is taken already."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

NODE_WIDTH, NODE_HEIGHT = 140.0, 54.0
"""A node of the map (interface 4)."""
GAP_ACROSS, GAP_DOWN = 18.0, 18.0
"""At least so much lies between two nodes, so that a drawing for paper can make each a little larger."""
TUCK_ACROSS, TUCK_DOWN = 5.0, 2.0
"""So far a corner, which is round, may reach over the edge of its ground."""
LABEL_HALF_WIDTH, LABEL_HALF_HEIGHT, LABEL_RISE = 84.0, 11.0, 15.0
"""Room at the foot of each ground for its name."""
ROW_STEP, SEAT_STEP = NODE_HEIGHT + 22.0, NODE_WIDTH + 22.0
DEGREES = 2
ASIDE, FARTHEST_ASIDE = 12, 400
"""A result that cannot stand where a person put it looks for a place in circles so far apart, up to so far away."""
CELL_WIDTH, CELL_HEIGHT = NODE_WIDTH + GAP_ACROSS, NODE_HEIGHT + GAP_DOWN


class Point(NamedTuple):
    """A place on the plane, around its middle (0, 0); y grows downwards."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Ellipse:
    """The edge of a ground: half its width and half its height, around (0, 0)."""

    rx: float
    ry: float

    def holds(self, x: float, y: float, half_width: float, half_height: float) -> bool:
        """Whether a box around a place lies inside, corners included."""
        return ((abs(x) + half_width) / self.rx) ** 2 + ((abs(y) + half_height) / self.ry) ** 2 <= 1

    def clear_of(self, x: float, y: float, half_width: float, half_height: float) -> bool:
        """Whether a box around a place lies wholly outside."""
        across, down = max(0.0, abs(x) - half_width), max(0.0, abs(y) - half_height)
        return (across / self.rx) ** 2 + (down / self.ry) ** 2 >= 1

    def reach(self, y: float) -> float:
        """Half its width at a height; 0 beyond its ends."""
        inside = 1 - (y / self.ry) ** 2
        return self.rx * math.sqrt(inside) if inside > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Ring:
    """One zone's ground: inside ``outer``, outside ``inner`` (None for the centre)."""

    outer: Ellipse
    inner: Ellipse | None = None

    @property
    def room(self) -> float:
        """How many results its area could hold at most."""
        inside = self.inner.rx * self.inner.ry if self.inner is not None else 0.0
        return math.pi * (self.outer.rx * self.outer.ry - inside) / (CELL_WIDTH * CELL_HEIGHT)

    def fits(self, x: float, y: float) -> bool:
        """Whether a node may stand there: in the ring, and off the ring's name."""
        half_width, half_height = NODE_WIDTH / 2 - TUCK_ACROSS, NODE_HEIGHT / 2 - TUCK_DOWN
        if not self.outer.holds(x, y, half_width, half_height):
            return False
        if self.inner is not None and not self.inner.clear_of(x, y, half_width, half_height):
            return False
        down = abs(y - (self.outer.ry - LABEL_RISE))
        return abs(x) >= LABEL_HALF_WIDTH + NODE_WIDTH / 2 or down >= LABEL_HALF_HEIGHT + NODE_HEIGHT / 2

    def on_ray(self, direction: float, depth: float = 0.5) -> Point:
        """The place in a direction, ``depth`` of the way from the ring's inner edge to its outer one."""
        rx, ry = (self.inner.rx, self.inner.ry) if self.inner is not None else (0.0, 0.0)
        across, down = rx + (self.outer.rx - rx) * depth, ry + (self.outer.ry - ry) * depth
        return Point(across * math.cos(direction), down * math.sin(direction))

    def drawn_in(self, at: Point) -> Point:
        """The place of the ring nearest to another place, seen from the middle."""
        across, down = self.on_ray(0.0).x, self.on_ray(math.pi / 2).y
        direction = math.atan2(at.y / down, at.x / across)
        along = [self.on_ray(direction, depth / 20) for depth in range(1, 20)]
        return min(along, key=lambda each: (not self.fits(*each), math.dist(each, at)))

    def track(self) -> list[Point]:
        """Places on one line round the ring, as near to its middle as a node fits, two degrees apart."""
        found = []
        for degree in range(0, 360, DEGREES):
            fitting = [at for at in (self.on_ray(math.radians(degree), depth / 40) for depth in range(8, 33)) if self.fits(*at)]
            if fitting:
                found.append(fitting[len(fitting) // 2])
        return found

    def seats(self) -> list[Point]:
        """Places in level rows that fill the ring evenly, none nearer to another than nodes may be."""
        found: list[Point] = []
        row = 0
        while row * ROW_STEP < self.outer.ry:
            for y in {row * ROW_STEP, -row * ROW_STEP}:
                found += [Point(x, y) for x in self._row(y) if self.fits(x, y)]
            row += 1
        return sorted(found)

    def _row(self, y: float) -> Iterator[float]:
        """Middles of the nodes of one row, the row filled evenly, or each side of the inner ground."""
        half_width, half_height = NODE_WIDTH / 2 - TUCK_ACROSS, NODE_HEIGHT / 2 - TUCK_DOWN
        end = self.outer.reach(abs(y) + half_height) - half_width
        start = 0.0
        if self.inner is not None:
            start = self.inner.reach(max(0.0, abs(y) - half_height))
            start += half_width if start else 0.0
        if end < start:
            return
        if not start:
            count = int(2 * end / SEAT_STEP) + 1
            step = 2 * end / (count - 1) if count > 1 else 0.0
            step = min(step, SEAT_STEP * 1.35)
            yield from ((at - (count - 1) / 2) * step for at in range(count))
            return
        count = int((end - start) / SEAT_STEP) + 1
        for at in range(count):
            x = start + (end - start) * (at + 0.5) / count if count == 1 else start + (end - start) * at / (count - 1)
            yield x
            yield -x


@dataclass(slots=True)
class Taken:
    """Where nodes stand already, by cells of the plane, so that asking stays quick however many there are."""

    cells: dict[tuple[int, int], list[Point]] = field(default_factory=dict)

    def add(self, at: Point) -> None:
        """A node stands there."""
        self.cells.setdefault(self._cell(at), []).append(at)

    def remove(self, at: Point) -> None:
        """No node stands there any more."""
        self.cells[self._cell(at)].remove(at)

    def free(self, at: Point) -> bool:
        """Whether a node would keep its distance from every other."""
        column, row = self._cell(at)
        for across in (column - 1, column, column + 1):
            for down in (row - 1, row, row + 1):
                for other in self.cells.get((across, down), ()):
                    if abs(other.x - at.x) < CELL_WIDTH and abs(other.y - at.y) < CELL_HEIGHT:
                        return False
        return True

    @staticmethod
    def _cell(at: Point) -> tuple[int, int]:
        return math.floor(at.x / CELL_WIDTH), math.floor(at.y / CELL_HEIGHT)


def nearest_fitting(ring: Ring, taken: Taken, wanted: Point) -> Point | None:
    """The free place nearest to one that a person chose, first drawn into the ring; None where the ring is full round it."""
    if ring.fits(*wanted) and taken.free(wanted):
        return wanted
    middle = wanted if ring.fits(*wanted) else ring.drawn_in(wanted)
    for reach in range(0, FARTHEST_ASIDE, ASIDE):
        around = max(1, reach // 2)
        tried = (
            Point(round(middle.x + reach * math.cos(turn)), round(middle.y + reach * math.sin(turn)))
            for turn in (2 * math.pi * step / around for step in range(around))
        )
        fitting = [at for at in tried if ring.fits(*at) and taken.free(at)]
        if fitting:
            return min(fitting, key=lambda at: (math.dist(at, wanted), at))
    return None
