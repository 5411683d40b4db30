"""What is wanted, on the paper: a target is a point above its date, a standard a fence, a band two dotted lines; none is like a limit."""

from groundswell.charts.chart import ChartTarget
from groundswell.charts.drawing.canvas import Plot, text_box
from groundswell.charts.drawing.labels import text_svg
from groundswell.charts.drawing.marks import num, xml

RING = 8.0
PALE, PALES_APART = 4.0, 12.0
"""Length of a pale of the fence, and how far apart its pales stand."""


def fences(plot: Plot) -> list[str]:
    """Each standard as a thin line with pales on the side that is not wanted, on both sides where no direction is."""
    parts = []
    for standard in plot.chart.standards:
        x0, x1, y = plot.edge(standard.start), plot.edge(standard.end), plot.y(standard.y)
        pale = f"v{num(PALE)}" if standard.up else f"v-{num(PALE)}" if standard.up is False else f"m0-{num(PALE / 2)}v{num(PALE)}"
        count = int((x1 - x0 - PALES_APART / 2) // PALES_APART) + 1
        pales = "".join(f"M{num(x0 + PALES_APART * (at + 0.5))} {num(y)}{pale}" for at in range(max(count, 0)))
        parts.append(
            f'<g class="fence" role="img"><title>{xml(standard.text)}</title>'
            f'<path class="std" d="M{num(x0)} {num(y)}H{num(x1)}{pales}"/></g>'
        )
    return parts


def hairlines(plot: Plot) -> list[str]:
    """The ends of the band in which figures are wanted, from edge to edge behind everything; its word stands in the text twin."""
    wished = plot.chart.wished
    if wished is None:
        return []
    ends = "".join(f"M{num(plot.left)} {num(plot.y(y))}H{num(plot.right)}" for y in (wished.upper, wished.lower))
    return [f'<g class="wished" role="img"><title>{xml(wished.text)}</title><path class="stem" d="{ends}"/></g>']


def draw_target(plot: Plot, target: ChartTarget) -> list[str]:
    """Ring and core above the date. One whose date is over is faint and the newest of them carries its label, where that is free."""
    x, y = plot.x(target.position), plot.y(target.y)
    at = f'cx="{num(x)}" cy="{num(y)}"'
    faint, stop = ("" if target.look == "stands" else "-past"), ("0" if target.look == "stands" else "-1")
    core = "" if target.look == "replaced" else f'<circle class="core{faint}" {at} r="2.4"/>'
    parts = [
        f'<g class="pt" tabindex="{stop}" role="img"><title>{xml(target.text)}</title><circle class="hit" {at} r="11"/>',
        f'<circle class="halo" {at} r="{num(RING)}"/><circle class="ring{faint}" {at} r="6.5"/>{core}</g>',
    ]
    latest = plot.chart.latest
    if latest is None or not _labelled(plot, target, latest.position):
        return parts
    text = f"{plot.chart.words.target} {target.figure}"
    for dx, dy, anchor in ((12, 4.5, "start"), (-12, 4.5, "end"), (0, -14, "middle"), (0, 23, "middle")):
        box = text_box(text, x + dx, y + dy, anchor=anchor)
        if box[0] > plot.left and box[2] < plot.right and box[1] > plot.shape.top and plot.free(box, 2) and not plot.crossed(box):
            plot.boxes.append(box)
            return [*parts, text_svg(text, x + dx, y + dy, "val mid", anchor)]
    return parts


def _labelled(plot: Plot, target: ChartTarget, latest: float) -> bool:
    """Whether a target carries its own label: those ahead have theirs at the line ends."""
    past = [each for each in plot.chart.targets if each.look == "past"]
    return target.position <= latest if target.look == "stands" else target.look == "past" and target is past[-1]
