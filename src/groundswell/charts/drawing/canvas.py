"""Sizes of a full chart, and where a place on its axes lies on the paper."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from groundswell.charts.chart import Chart
from groundswell.charts.fonts import text_width

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
REACH = 4.0
"""How far a point and its line reach from their middle."""
ASCENT, DESCENT = 0.78, 0.22
"""Parts of a text's size above and below its base line: capitals, figures and descenders of the vendored font fit in."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One way to draw the full chart. ``stacked``: a line's word stands under its figure, not beside it."""

    name: str
    width: float
    height: float
    top: float
    bottom: float
    left: float
    stacked: bool
    dot: float
    mark: float
    hit: float
    tick_room: float
    label_step: float
    head_lines: tuple[float, float]


WIDE = Shape("wide", 1150, 430, 58, 376, 46, False, 3.2, 1.0, 12, 34, 18, (26, 44))
NARROW = Shape("narrow", 328, 316, 62, 272, 30, True, 2.3, 0.85, 8, 22, 31, (30, 46))
PRINT = Shape("print", 712, 330, 56, 278, 42, False, 2.8, 0.9, 10, 30, 17, (24, 41))
HALF = Shape("half", 560, 330, 56, 278, 42, False, 2.8, 0.9, 10, 30, 17, (24, 41))
SHAPES = {shape.name: shape for shape in (WIDE, NARROW, PRINT, HALF)}
TEXT, SMALL_TEXT = 13.0, 12.0


def text_box(text: str, x: float, y: float, *, size: float = TEXT, strong: bool = False, anchor: str = "start") -> Box:
    """The box of a line of text whose base line is ``y``."""
    width = text_width(text, size, strong=strong)
    left = x - width if anchor == "end" else x - width / 2 if anchor == "middle" else x
    return left, y - size * ASCENT, left + width, y + size * DESCENT


@dataclass(slots=True)
class Plot:
    """The field between the axes. ``boxes`` are what texts and pins must keep clear of.

    ``xs`` and ``ys`` are the points on the paper, ``written`` the same as SVG coordinates; None is a missing figure.
    ``highest`` and ``lowest`` are the least and the greatest of ``ys``.
    """

    chart: Chart
    shape: Shape
    left: float
    right: float
    step: float
    boxes: list[Box] = field(default_factory=list)
    xs: list[float] = field(default_factory=list)
    ys: list[float | None] = field(default_factory=list)
    written: list[tuple[str, str] | None] = field(default_factory=list)
    highest: float = 0.0
    lowest: float = 0.0

    def place_points(self) -> None:
        """Work out where each point lies."""
        left, step, bottom, low = self.left, self.step, self.shape.bottom, self.chart.axis.low
        scale = (bottom - self.shape.top) / (self.chart.axis.high - low)
        points = self.chart.points
        self.xs = [left + (point.position + 0.5) * step for point in points]
        self.ys = [None if point.y is None else bottom - (point.y - low) * scale for point in points]
        present = [y for y in self.ys if y is not None]
        self.highest, self.lowest = (min(present), max(present)) if present else (0.0, 0.0)
        self.written = [None if y is None else (f"{x:.1f}", f"{y:.1f}") for x, y in zip(self.xs, self.ys, strict=True)]

    def x(self, position: float) -> float:
        return self.left + (position + 0.5) * self.step

    def y(self, value: float) -> float:
        axis = self.chart.axis
        return self.shape.bottom - (value - axis.low) / (axis.high - axis.low) * (self.shape.bottom - self.shape.top)

    def edge(self, position: float) -> float:
        """Where a segment begins or ends; the last one runs on to the right edge."""
        return self.right if position >= self.chart.end + 0.5 else self.x(position)

    def free(self, box: Box, gap: float = 2.0) -> bool:
        """Whether a box keeps clear of everything placed, and lies on the paper."""
        left, top, right, bottom = box
        if left < 0 or top < 0 or right > self.shape.width or bottom > self.shape.height:
            return False
        left, top, right, bottom = left - gap, top - gap, right + gap, bottom + gap
        for x0, y0, x1, y1 in self.boxes:  # noqa: SIM110 - the hot loop of a drawing; a generator costs twice as much
            if left < x1 and x0 < right and top < y1 and y0 < bottom:
                return False
        return True

    def crossed(self, box: Box) -> bool:
        """Whether the values' line or a point runs through a box."""
        if box[3] + REACH < self.highest or box[1] - REACH > self.lowest:
            return False
        left, right = box[0] - REACH, box[2] + REACH
        xs, ys = self.xs, self.ys
        first = max(bisect_left(xs, left) - 1, 0)
        before: tuple[float, float] | None = None
        for at in range(first, len(xs)):
            x, y = xs[at], ys[at]
            if y is None:
                before = None
                continue
            x0, y0 = before or (x, y)
            if x0 > right:
                return False
            if _meets(x0, y0, x, y, box):
                return True
            before = (x, y)
        return False


def _meets(x0: float, y0: float, x1: float, y1: float, box: Box) -> bool:
    """Whether a line that runs to the right comes within a point's reach of a box."""
    left, top, right, bottom = box[0] - REACH, box[1] - REACH, box[2] + REACH, box[3] + REACH
    if x1 < left or x0 > right:
        return False
    if x1 > x0:
        slope = (y1 - y0) / (x1 - x0)
        begin, end = y0 + slope * (max(x0, left) - x0), y0 + slope * (min(x1, right) - x0)
    else:
        begin, end = y0, y1
    return max(begin, end) >= top and min(begin, end) <= bottom


def pushed_apart(wanted: Sequence[float], step: float, top: float, bottom: float) -> list[float]:
    """Places as near as can be to those wanted (given in order), at least ``step`` apart, from ``top`` to ``bottom``."""
    groups: list[tuple[float, int]] = []
    for place in wanted:
        middle, count = place, 1
        while groups:
            above, many = groups[-1]
            if above + (many - 1) * step / 2 + step <= middle - (count - 1) * step / 2:
                break
            groups.pop()
            middle, count = (above * many + middle * count) / (many + count), many + count
        half = (count - 1) * step / 2
        groups.append((min(max(middle, top + half), bottom - half), count))
    found: list[float] = []
    for middle, count in groups:
        found += [middle + (k - (count - 1) / 2) * step for k in range(count)]
    for k in range(1, len(found)):
        found[k] = max(found[k], found[k - 1] + step)
    return found
