"""The lines of a results map: from one node's edge to another's, bent where a straight one would run over a third."""

import math
from collections.abc import Iterable, Mapping

from groundswell.domain.authoring.map_rings import NODE_HEIGHT, NODE_WIDTH, Point
from groundswell.domain.authoring.results_map import Link

CLEAR = 2.0
"""A line ends so far from a node's edge."""
BENDS = (0.0, 30.0, -30.0, 60.0, -60.0, 100.0, -100.0)
"""How far the middle of a line is drawn aside, as tried in order; the line itself moves half as far."""
FEWEST_STEPS, STEP = 10, 20.0
FINE_ACROSS, FINE_DOWN = 14.0, 9.0
Path = tuple[Point, ...]
"""Two points of a straight line; with three, the second draws the line towards it (a quadratic curve)."""
Covered = dict[tuple[int, int], str]


def paths(links: Iterable[Link], places: Mapping[str, Point]) -> dict[str, Path]:
    """Each link's line by its id; a second link of the same two results takes another way."""
    covered = _covered(places)
    used: dict[frozenset[str], set[float]] = {}
    found = {}
    for link in links:
        if link.first not in places or link.second not in places or link.first == link.second:
            continue
        ways = used.setdefault(frozenset((link.first, link.second)), set())
        side = 1.0 if link.first < link.second else -1.0
        best: tuple[int, float, Path] | None = None
        for bend in BENDS:
            if bend * side in ways:
                continue
            path = line(places[link.first], places[link.second], bend)
            hit = _hits(path, covered, (link.first, link.second))
            if best is None or hit < best[0]:
                best = hit, bend * side, path
            if hit == 0:
                break
        if best is not None:
            ways.add(best[1])
            found[link.id] = best[2]
    return found


def line(first: Point, second: Point, bend: float = 0.0) -> Path:
    """A line between two nodes' edges. The middle of a bent one is drawn ``bend`` to the right of the way."""
    far = math.dist(first, second) or 1.0
    if not bend:
        return _rounded(edge(first, second)), _rounded(edge(second, first))
    aside = Point(-(second.y - first.y) / far * bend, (second.x - first.x) / far * bend)
    middle = Point((first.x + second.x) / 2 + aside.x, (first.y + second.y) / 2 + aside.y)
    return _rounded(edge(first, middle)), _rounded(middle), _rounded(edge(second, middle))


def edge(of: Point, towards: Point, half_width: float = NODE_WIDTH / 2, half_height: float = NODE_HEIGHT / 2) -> Point:
    """Where a line out of a node's middle leaves the node, a little clear of its edge; half-way where the two overlap."""
    across, down = towards.x - of.x, towards.y - of.y
    part = min(
        (half_width + CLEAR) / abs(across) if across else math.inf,
        (half_height + CLEAR) / abs(down) if down else math.inf,
    )
    part = min(part, 0.5)
    return Point(of.x + across * part, of.y + down * part)


def cut_anew(path: Path, first: Point, second: Point, half_width: float, half_height: float) -> Path:
    """The same line between nodes of another size."""
    begins = edge(first, path[1] if len(path) == 3 else second, half_width, half_height)
    ends = edge(second, path[1] if len(path) == 3 else first, half_width, half_height)
    return _rounded(begins), *path[1:-1], _rounded(ends)


def point_on(path: Path, part: float) -> Point:
    """The point of a line that lies so far along it, 0 to 1."""
    if len(path) == 2:
        first, second = path
        return Point(first.x + (second.x - first.x) * part, first.y + (second.y - first.y) * part)
    first, middle, second = path
    rest = 1 - part
    return Point(
        rest * rest * first.x + 2 * rest * part * middle.x + part * part * second.x,
        rest * rest * first.y + 2 * rest * part * middle.y + part * part * second.y,
    )


def _hits(path: Path, covered: Covered, ends: tuple[str, str]) -> int:
    """How many samples of a line lie on other nodes."""
    first, last = path[0], path[-1]
    middle = path[1] if len(path) == 3 else Point((first.x + last.x) / 2, (first.y + last.y) / 2)
    steps = max(FEWEST_STEPS, int(math.dist(first, last) / STEP))
    hits = 0
    for at in range(steps + 1):
        part = at / steps
        rest = 1 - part
        whole, both, end = rest * rest, 2 * rest * part, part * part
        x, y = whole * first.x + both * middle.x + end * last.x, whole * first.y + both * middle.y + end * last.y
        one = covered.get((int(x // FINE_ACROSS), int(y // FINE_DOWN)))
        hits += one is not None and one not in ends
    return hits


def _covered(places: Mapping[str, Point]) -> Covered:
    """The fine cells of the plane that nodes cover, and which."""
    found: Covered = {}
    for one, at in places.items():
        columns = range(int((at.x - NODE_WIDTH / 2) // FINE_ACROSS), int((at.x + NODE_WIDTH / 2) // FINE_ACROSS) + 1)
        rows = range(int((at.y - NODE_HEIGHT / 2) // FINE_DOWN), int((at.y + NODE_HEIGHT / 2) // FINE_DOWN) + 1)
        found |= {(column, row): one for column in columns for row in rows}
    return found


def _rounded(at: Point) -> Point:
    return Point(round(at.x, 1), round(at.y, 1))
