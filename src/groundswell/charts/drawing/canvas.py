"""Sizes of a full chart, and where a place on its axes lies on the paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from groundswell.charts.chart import Chart
from groundswell.charts.fonts import text_width

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
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
SHAPES = {shape.name: shape for shape in (WIDE, NARROW, PRINT)}
TEXT, SMALL_TEXT = 13.0, 12.0


def overlaps(one: Box, other: Box, gap: float = 0.0) -> bool:
    """Whether two boxes come nearer than ``gap``."""
    return one[0] < other[2] + gap and other[0] < one[2] + gap and one[1] < other[3] + gap and other[1] < one[3] + gap


def text_box(text: str, x: float, y: float, *, size: float = TEXT, strong: bool = False, anchor: str = "start") -> Box:
    """The box of a line of text whose base line is ``y``."""
    width = text_width(text, size, strong=strong)
    left = x - width if anchor == "end" else x - width / 2 if anchor == "middle" else x
    return left, y - size * ASCENT, left + width, y + size * DESCENT


@dataclass(slots=True)
class Plot:
    """The field between the axes. ``boxes`` are what texts and pins must keep clear of."""

    chart: Chart
    shape: Shape
    left: float
    right: float
    step: float
    boxes: list[Box]
    xs: list[float]
    ys: list[float | None]

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
        return box[0] >= 0 and box[2] <= self.shape.width and box[1] >= 0 and box[3] <= self.shape.height and not any(
            overlaps(box, other, gap) for other in self.boxes
        )

    def crossed(self, box: Box) -> bool:
        """Whether the values' line or a point runs through a box."""
        return any(_meets(x0, y0, x1, y1, box) for (x0, y0, x1, y1) in self._strokes(box[0], box[2]))

    def _strokes(self, left: float, right: float) -> Iterable[tuple[float, float, float, float]]:
        before: tuple[float, float] | None = None
        for x, y in zip(self.xs, self.ys, strict=True):
            if y is None:
                before = None
                continue
            if before is None:
                before = (x, y)
            if x >= left - 4 and before[0] <= right + 4:
                yield before[0], before[1], x, y
            before = (x, y)


def _meets(x0: float, y0: float, x1: float, y1: float, box: Box) -> bool:
    """Whether a line that runs to the right comes within a point's reach of a box."""
    left, top, right, bottom = box[0] - 4, box[1] - 4, box[2] + 4, box[3] + 4
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
