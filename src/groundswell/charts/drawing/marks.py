"""Shapes of the signal vocabulary (interface 3) as SVG, and text made safe for XML."""

import re

from groundswell.charts.chart import ChartPoint, Mark

UNSAFE = re.compile("[&<>\"\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def xml(text: str) -> str:
    """Text for XML: the five signs escaped, characters that XML does not allow shown as a replacement mark."""
    return UNSAFE.sub(lambda found: ESCAPES.get(found.group(), "\N{REPLACEMENT CHARACTER}"), text) if UNSAFE.search(text) else text


def num(value: float) -> str:
    """A coordinate: one decimal, none where it is zero."""
    text = f"{value:.1f}"
    return text.removesuffix(".0")


def diamond(x: float, y: float, reach: float) -> str:
    """A diamond that reaches so far from its middle."""
    return f'<path class="worse" d="M{x:.1f} {y - reach:.1f}l{reach:.2f} {reach:.2f}-{reach:.2f} {reach:.2f}-{reach:.2f}-{reach:.2f}z"/>'


def mark_of(point: ChartPoint, x: float, y: float, dot: float, scale: float) -> str:
    """The shape of a point: × left out, circle better, diamond worse, square changed, hollow provisional, else a dot."""
    if point.left_out:
        half, arm = 4.5 * scale, f"{9 * scale:.1f}"
        return f'<path class="cross" d="M{x - half:.1f} {y - half:.1f}l{arm} {arm}m0-{arm}l-{arm} {arm}"/>'
    if point.mark is Mark.ROUTINE:
        if point.provisional:
            return f'<circle class="hollow" cx="{x:.1f}" cy="{y:.1f}" r="{max(dot + 0.8, 3.2):.1f}"/>'
        return f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="{dot}"/>'
    if point.mark is Mark.BETTER:
        return f'<circle class="better" cx="{x:.1f}" cy="{y:.1f}" r="{5 * scale:.1f}"/>'
    if point.mark is Mark.WORSE:
        return diamond(x, y, 6.4 * scale)
    side = 9 * scale
    return f'<rect class="changed" x="{x - side / 2:.1f}" y="{y - side / 2:.1f}" width="{side:.1f}" height="{side:.1f}"/>'


def reach_of(point: ChartPoint, dot: float, scale: float) -> float:
    """How far a point's shape reaches from its middle."""
    if point.left_out or point.mark is Mark.BETTER:
        return 5 * scale
    return 6.4 * scale if point.mark is Mark.WORSE else 4.5 * scale if point.mark is Mark.CHANGED else dot + 0.8
