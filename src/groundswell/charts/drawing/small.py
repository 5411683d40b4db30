"""Small charts: the card and the row. Each is one image; no point can be reached in it."""

from groundswell.charts.chart import Chart, ChartSegment, Mark
from groundswell.charts.drawing.canvas import Plot, Shape, pushed_apart
from groundswell.charts.drawing.full import draw_paths, values_lines
from groundswell.charts.drawing.labels import text_svg
from groundswell.charts.drawing.marks import mark_of, num
from groundswell.charts.fonts import text_width

CARD = Shape("card", 352, 150, 10, 122, 0, False, 1.7, 0.8, 0, 0, 15, (0, 0))
SPARK = Shape("spark", 360, 64, 6, 58, 0, False, 3, 0.8, 0, 0, 0, (0, 0))
LEAST_STEP = 4.0
"""Points nearer than this are not drawn as dots in a card: the line says enough."""
FEW = 8
"""So few points are each drawn as a dot in a row."""


def _plot(chart: Chart, shape: Shape, right: float) -> Plot:
    latest = chart.latest
    end = max((latest.position if latest else 0.0), chart.points[-1].position if chart.points else 0.0)
    plot = Plot(chart, shape, 0.0, right, right / (end + 1))
    plot.place_points()
    return plot


def _band(plot: Plot, segment: ChartSegment, *, limits: bool) -> str:
    if segment.paths is not None:
        return "".join(draw_paths(plot, segment, segment.paths, limits=limits))
    if segment.central_line is None or segment.lower is None or segment.upper is None:
        return ""
    x0, x1 = plot.x(segment.start), min(plot.right, plot.x(segment.end))
    upper, lower, middle = plot.y(segment.upper), plot.y(segment.lower), plot.y(segment.central_line)
    dash = " dash" if segment.provisional else ""
    found = f'<rect class="band" x="{num(x0)}" y="{num(upper)}" width="{num(x1 - x0)}" height="{num(lower - upper)}"/>'
    if limits and not segment.upper_bound_drawn:
        found += f'<path class="lim{dash}" d="M{num(x0)} {num(upper)}H{num(x1)}"/>'
    if limits and not segment.lower_bound_drawn:
        found += f'<path class="lim{dash}" d="M{num(x0)} {num(lower)}H{num(x1)}"/>'
    return found + f'<path class="cl{dash if limits else ""}" d="M{num(x0)} {num(middle)}H{num(x1)}"/>'


def card_parts(chart: Chart) -> list[str]:
    """Band, limits with their figures at the right, values, marks, first and last date."""
    newest = chart.segments[-1] if chart.segments else None
    labels = [] if newest is None or newest.central_line is None else [
        (newest.upper, newest.upper_label, ""), (newest.central_line, newest.typical_label, "strong"),
        (newest.lower, newest.lower_label, ""),
    ]
    shown = [(y, label, kind) for y, label, kind in labels if y is not None and label]
    if newest is not None and newest.upper == newest.lower:
        shown = [each for each in shown if each[2]]
    column = max((text_width(label, strong=bool(kind)) for _, label, kind in shown), default=0.0)
    plot = _plot(chart, CARD, CARD.width - (column + 10 if column else 0))
    parts = [_band(plot, segment, limits=True) for segment in chart.segments]
    parts.append(f'<path class="axis" d="M0 128H{num(plot.right)}"/>')
    if chart.points:
        first, last = chart.points[0].label, chart.points[-1].label
        parts.append(text_svg(first, 0, 145))
        if text_width(first) + text_width(last) + 12 < plot.right:
            parts.append(text_svg(last, plot.right, 145, anchor="end"))
    parts += values_lines(plot)
    dot = 0.0 if plot.step < LEAST_STEP else SPARK.dot if len(chart.points) <= FEW else CARD.dot
    for point, x, y, at in zip(chart.points, plot.xs, plot.ys, plot.written, strict=True):
        if y is None or at is None:
            continue
        if point.mark is Mark.ROUTINE and not point.provisional and not point.left_out:
            if dot:
                parts.append(f'<circle class="dot" cx="{at[0]}" cy="{at[1]}" r="{dot}"/>')
        else:
            parts.append(mark_of(point, x, y, dot or 1.2, CARD.mark))
    places = pushed_apart([plot.y(y) for y, _, _ in shown], CARD.label_step, 14, 122)
    parts += [text_svg(label, plot.right + 8, place + 4.5, kind) for (_, label, kind), place in zip(shown, places, strict=True)]
    return parts


def spark_parts(chart: Chart) -> list[str]:
    """Band, hairline centre, line, last dot; the first few figures are dots."""
    plot = _plot(chart, SPARK, SPARK.width)
    parts = [_band(plot, segment, limits=False) for segment in chart.segments]
    parts += values_lines(plot)
    latest = chart.latest
    few = len(chart.points) <= FEW
    for point, x, y in zip(chart.points, plot.xs, plot.ys, strict=True):
        if y is not None and (few or point is latest or point.left_out or point.mark is not Mark.ROUTINE):
            parts.append(mark_of(point, x, y, SPARK.dot, SPARK.mark))
    return parts
