"""The full chart as SVG, back to front: band, limits, central line, values' line, points, pins, labels (interface 4)."""

import math
from collections.abc import Callable

from groundswell.charts.chart import Chart, ChartPoint, ChartSegment, LinePaths, Mark, Run
from groundswell.charts.drawing.canvas import Plot, Shape, text_box
from groundswell.charts.drawing.labels import (
    draw_heads,
    draw_latest,
    draw_line_ends,
    draw_pins,
    draw_time_ticks,
    draw_value_ticks,
    end_column,
    line_ends,
    text_svg,
)
from groundswell.charts.drawing.marks import mark_of, num, xml
from groundswell.charts.drawing.wanted import RING, draw_target, fences, hairlines
from groundswell.charts.fonts import text_width

LinkOf = Callable[[ChartPoint], str]
"""From a point to the address of what is known about it."""
DOUBLE = 1.75
"""How far each line of a double line stands from its middle."""
WIDEST_TICKS = 0.22
"""Tick labels that would take more of the paper than this are left out: the figures at the line ends say the scale."""


def make_plot(chart: Chart, shape: Shape, column: float) -> Plot:
    """Room for the tick labels at the left and the line ends at the right; the rest is the plot."""
    left = 14 + max((text_width(label) for _, label in chart.axis.ticks), default=0)
    left = shape.left if left > shape.width * WIDEST_TICKS else max(shape.left, left)
    right = shape.width - (column + 18 if column else 12)
    latest = chart.latest
    room = 0.0
    if latest is not None and latest.position >= chart.end and not shape.stacked:
        room = text_width(latest.figure, strong=True) + 6
    step = max(right - left - room, 10) / (chart.end + 1)
    plot = Plot(chart, shape, left, right, step)
    plot.place_points()
    return plot


def full_parts(chart: Chart, shape: Shape, links: LinkOf | None = None) -> list[str]:
    """Everything inside the ``svg`` element, in order. ``links``: each point that has a figure leads to an address."""
    column, gap, ends = end_column(line_ends(chart, shape), shape)
    plot = make_plot(chart, shape, column)
    _reserve(plot)
    end_labels = draw_line_ends(plot, ends, column, gap)
    ticks = [*draw_value_ticks(plot), f'<path class="axis" d="M{num(plot.left)} {num(shape.top)}V{num(shape.bottom)}H{num(plot.right)}"/>']
    pins = draw_pins(plot)
    ticks += draw_time_ticks(plot)
    heads = draw_heads(plot)
    latest = draw_latest(plot)
    proposed = _proposed(plot)
    targets = [part for target in chart.targets if target.look == "stands" for part in draw_target(plot, target)]
    faint = [part for target in chart.targets if target.look != "stands" for part in draw_target(plot, target)]
    behind = [*_limits(plot), *hairlines(plot), *fences(plot), *ticks, *_splits(plot), *proposed, *heads, *faint]
    return [*behind, *values_lines(plot), *_points(plot, links), *pins, *latest, *end_labels, *targets]


def _reserve(plot: Plot) -> None:
    """Keep labels off the targets and off the axis."""
    for target in plot.chart.targets:
        x, y = plot.x(target.position), plot.y(target.y)
        plot.boxes.append((x - RING, y - RING, x + RING, y + RING))


def _limits(plot: Plot) -> list[str]:
    parts = []
    for segment in plot.chart.segments:
        if segment.paths is not None:
            parts += draw_paths(plot, segment, segment.paths)
            continue
        if segment.central_line is None or segment.lower is None or segment.upper is None:
            continue
        x0, x1 = plot.edge(segment.start), plot.edge(segment.end)
        dash = " dash" if segment.provisional else ""
        upper, lower = plot.y(segment.upper), plot.y(segment.lower)
        parts.append(f'<rect class="band" x="{num(x0)}" y="{num(upper)}" width="{num(x1 - x0)}" height="{num(lower - upper)}"/>')
        if not segment.upper_bound_drawn:
            parts.append(f'<path class="lim{dash}" d="M{num(x0)} {num(upper)}H{num(x1)}"/>')
        if not segment.lower_bound_drawn:
            parts.append(f'<path class="lim{dash}" d="M{num(x0)} {num(lower)}H{num(x1)}"/>')
        parts.append(f'<path class="cl{dash}" d="M{num(x0)} {num(plot.y(segment.central_line))}H{num(x1)}"/>')
    return parts


def draw_paths(plot: Plot, segment: ChartSegment, paths: LinePaths, *, limits: bool = True) -> list[str]:
    """Lines that differ from point to point: band, limits, central line. A limit is drawn along its bound too."""
    dash = " dash" if segment.provisional else ""
    across: dict[float, str] = {}
    upper, lower, central = ([_corners(plot, run, across) for run in runs] for runs in (paths.upper, paths.lower, paths.central))
    parts = [f'<path class="band" d="M{"L".join(above + below[::-1])}Z"/>' for above, below in zip(upper, lower, strict=True)]
    if limits:
        parts += [f'<path class="lim{dash}" d="M{"L".join(run)}"/>' for run in (*upper, *lower)]
    return parts + [f'<path class="cl{dash if limits else ""}" d="M{"L".join(run)}"/>' for run in central]


def _corners(plot: Plot, run: Run, across: dict[float, str]) -> list[str]:
    """The corners of a line as SVG coordinates; ``across`` keeps those of each place, which the other lines and the next corner share."""
    axis, bottom = plot.chart.axis, plot.shape.bottom
    left, step, right, low = plot.left + 0.5 * plot.step, plot.step, plot.right, axis.low
    scale = (bottom - plot.shape.top) / (axis.high - low)
    found, level, height = [], math.nan, ""
    for place, y in run:
        if y != level:
            level, height = y, f" {bottom - (y - low) * scale:.1f}"
        x = across.get(place)
        if x is None:
            x = across[place] = f"{min(right, left + place * step):.1f}"
        found.append(x + height)
    return found


def _splits(plot: Plot) -> list[str]:
    """A line where new limits begin, and a double one where another definition does."""
    top, bottom = num(plot.shape.head_lines[0] - 10), num(plot.shape.bottom)
    parts = []
    for segment in plot.chart.segments[1:]:
        x = plot.edge(segment.start)
        lines = (x - DOUBLE, x + DOUBLE) if segment.version else (x,)
        parts.append(f'<path class="split" d="{"".join(f"M{num(at)} {top}V{bottom}" for at in lines)}"/>')
    return parts


def _proposed(plot: Plot) -> list[str]:
    """A dotted line where new limits are proposed, with its label beside it where that is free."""
    proposed = plot.chart.proposed
    if proposed is None:
        return []
    x, shape = plot.edge(proposed.position), plot.shape
    line = f'<path class="split open" d="M{num(x)} {num(shape.top - 2)}V{num(shape.bottom)}"><title>{xml(proposed.label)}</title></path>'
    for y in (shape.top + 10, shape.bottom - 8, shape.top + 28, shape.bottom - 26):
        for dx, anchor in ((7, "start"), (-7, "end")):
            box = text_box(proposed.label, x + dx, y, anchor=anchor)
            if box[0] > plot.left and box[2] < plot.right and plot.free(box, 2) and not plot.crossed(box):
                plot.boxes.append(box)
                return [line, text_svg(proposed.label, x + dx, y, "val mid", anchor)]
    return [line]


def values_lines(plot: Plot) -> list[str]:
    """The values' line: broken at a gap, past a left-out point to its neighbour, dashed across a split."""
    points = plot.chart.points
    firsts = {segment.first for segment in plot.chart.segments[1:]}
    if points and not firsts and None not in plot.written and not any([point.left_out for point in points]):  # noqa: C419 - hot: a list is faster
        return [f'<path class="line" d="M{"L".join([f"{at[0]} {at[1]}" for at in plot.written if at])}"/>']
    solid: list[str] = []
    dashed: list[str] = []
    before = ""
    crossing = False
    for point, at in zip(points, plot.written, strict=True):
        crossing = crossing or point.index in firsts
        if at is None:
            before = ""
            continue
        if point.left_out:
            continue
        here = f"{at[0]} {at[1]}"
        if before and crossing:
            dashed.append(f"M{before}L{here}")
            solid.append("M" + here)
        else:
            solid.append(("L" if before else "M") + here)
        before, crossing = here, False
    parts = [f'<path class="line" d="{"".join(solid)}"/>'] if solid else []
    return parts + [f'<path class="line dash" d="{each}"/>' for each in dashed]


def _points(plot: Plot, links: LinkOf | None) -> list[str]:
    """Each point a group with its text; those that matter are tab stops, all others are reached by arrow keys."""
    shape, base = plot.shape, plot.shape.bottom
    dot = shape.dot if plot.step > 2.6 * shape.dot else max(1.2, plot.step / 2.6)
    hit, radius = num(shape.hit), f"{dot:.1f}"
    parts = []
    for point, x, y, at in zip(plot.chart.points, plot.xs, plot.ys, plot.written, strict=True):
        stop = "0" if point.stop else "-1"
        if at is None or y is None:
            at, drawn = (f"{x:.1f}", f"{base - 3:.1f}"), _gap(point, x, base)  # noqa: PLW2901
        elif point.mark is Mark.ROUTINE and not point.provisional and not point.left_out:
            drawn = f'<circle class="dot" cx="{at[0]}" cy="{at[1]}" r="{radius}"/>'
        else:
            drawn = mark_of(point, x, y, dot, shape.mark)
        inside = f'<title>{xml(point.text)}</title><circle class="hit" cx="{at[0]}" cy="{at[1]}" r="{hit}"/>{drawn}'
        if links is None or y is None:
            parts.append(f'<g class="pt" tabindex="{stop}" role="img">{inside}</g>')
        else:
            parts.append(f'<a class="pt" tabindex="{stop}" href="{xml(links(point))}">{inside}</a>')
    return parts


def _gap(point: ChartPoint, x: float, base: float) -> str:
    """A tick where there is no figure; an open square clear of the axis where there is one that is not shown: neither looks like a zero."""
    shape = f"M{x - 3:.1f} {base - 12:.1f}h6v6h-6z" if point.held_back else f"M{x:.1f} {base:.1f}v-6"
    return f'<path class="gap" d="{shape}"/>'
