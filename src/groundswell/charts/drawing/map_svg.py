"""SVG of a results map, back to front: grounds, links, nodes (interface 4), for a page, as a file, and on one sheet of paper.

On a page the drawing carries classes and the style sheet holds the palette; a file and the sheet have the light palette written out.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from groundswell.charts.chart import Mark
from groundswell.charts.drawing.map_palette import LOOKS, ground, zone_name
from groundswell.charts.drawing.marks import num, xml
from groundswell.charts.drawing.palette import CARD
from groundswell.charts.drawing.picture import wrapped
from groundswell.charts.drawing.svg import FONT, NAMESPACE
from groundswell.charts.fonts import text_width
from groundswell.charts.map_chart import PAPER_TEXTS, TEXT, Colouring, MapChart, MapLink, MapNode
from groundswell.domain.authoring.map_paths import Path, cut_anew, point_on
from groundswell.domain.authoring.map_rings import Point
from groundswell.domain.authoring.results_map import LinkKind

Form = Literal["page", "file", "print"]
A3_WIDTH, A3_HEIGHT = 1190.55, 841.89
"""A3 across, in points."""
EDGE_OF_PAPER = 28.0
HEAD, FOOT = 52.0, 34.0
TITLE, SMALL = 26.0, 13.0
ARROW, ARROW_HALF, KNOT = 11.0, 4.5, 9.0


@dataclass(frozen=True, slots=True)
class _Style:
    """How one form is drawn: ``of`` gives an element's class or its values, ``half`` is half a node."""

    of: Callable[[str], str]
    ground: Callable[[int], str]
    name: Callable[[int], str]
    half_width: float
    half_height: float
    text: float
    step: float
    literal: bool


def _classes(kind: str) -> str:
    return f'class="{kind}"'


def _values(kind: str) -> str:
    return LOOKS[kind]


def _zone_class(at: int) -> str:
    return f'class="zone z{min(at + 1, 5)}"'


def _name_class(at: int) -> str:
    return f'class="zname n{min(at + 1, 5)}"'


PAGE = _Style(_classes, _zone_class, _name_class, 70, 27, TEXT, 16, False)
FILE = _Style(_values, ground, zone_name, 70, 27, TEXT, 16, True)
PAPER = _Style(_values, ground, zone_name, 75, 33, *PAPER_TEXTS[0][:2], True)


def map_svg(chart: MapChart, form: Form = "page", *, ident: str = "map") -> str:
    """The map: ``page`` for our pages, ``file`` to stand alone, ``print`` on one A3 sheet, drawn for the paper.

    ``ident`` begins the element ids, which must differ from those of other drawings of the same page.
    """
    if form == "page":
        box = f"{num(-chart.width / 2)} {num(-chart.height / 2)} {num(chart.width)} {num(chart.height)}"
        head = _head(chart, ident)
        attributes = f'class="chart map by-{chart.colouring}" viewBox="{box}" role="group" {_named(chart, ident)}'
        return f'<svg {attributes}>{head}<g class="plane">{_plane(chart, PAGE)}</g></svg>'
    return _sheet(chart, ident) if form == "print" else _file(chart, ident)


def _named(chart: MapChart, ident: str) -> str:
    return f'aria-roledescription="{xml(chart.words.role)}" aria-labelledby="{ident}-t" aria-describedby="{ident}-d"'


def _head(chart: MapChart, ident: str) -> str:
    says = f"{chart.title}: {chart.words.role}"
    return f'<title id="{ident}-t">{xml(says)}</title><desc id="{ident}-d">{xml(chart.words.describes)}</desc>'


# --- the plane ---------------------------------------------------------------------------------------------------------


def _plane(chart: MapChart, style: _Style) -> str:
    parts = []
    for at, zone in reversed(list(enumerate(chart.zones))):
        parts.append(f'<ellipse {style.ground(at)} rx="{num(zone.rx)}" ry="{num(zone.ry)}"/>')
    places = {node.id: Point(node.x, node.y) for node in chart.nodes}
    parts += [_link(link, places, style) for link in chart.links]
    for at, zone in enumerate(chart.zones):
        place = f'x="0" y="{num(zone.ry - 11)}" text-anchor="middle"'
        parts.append(f"<text {style.name(at)} {place}>{xml(zone.name)}</text>")
    parts += [_node(node, chart.colouring, style) for node in chart.nodes]
    return "\n".join(parts)


def _link(link: MapLink, places: Mapping[str, Point], style: _Style) -> str:
    path = link.path
    if style.half_width > PAGE.half_width:
        path = cut_anew(path, places[link.first], places[link.second], style.half_width, style.half_height)
    inside = line_parts(link.kind, path, style.of)
    if style.literal:
        return inside
    ends = f'data-link="{xml(link.id)}" data-first="{xml(link.first)}" data-second="{xml(link.second)}" data-kind="{link.kind}"'
    return f'<g class="tie" {ends}><title>{xml(link.says)}</title>{inside}</g>'


def line_parts(kind: LinkKind, path: Path, of: Callable[[str], str]) -> str:
    """The line of a link with its arrow or its knot."""
    if kind is LinkKind.CAUSE_EFFECT:
        before, tip = path[-2], path[-1]
        far = math.dist(before, tip) or 1.0
        across, down = (tip.x - before.x) / far, (tip.y - before.y) / far
        back = min(6.0, far)
        base_x, base_y = tip.x - across * ARROW, tip.y - down * ARROW
        sides = [(base_x - down * side, base_y + across * side) for side in (ARROW_HALF, -ARROW_HALF)]
        points = "L".join(f"{num(x)} {num(y)}" for x, y in sides)
        line = (*path[:-1], Point(tip.x - across * back, tip.y - down * back))
        return f'<path {of("link")} d="{_d(line)}"/><path {of("arrow")} d="M{num(tip.x)} {num(tip.y)}L{points}z"/>'
    if kind is LinkKind.COMPANION:
        return f'<path {of("link companion")} d="{_d(path)}"/>'
    middle = point_on(path, 0.5)
    cross = f"M{num(middle.x - 3.5)} {num(middle.y - 3.5)}l7 7m0-7l-7 7"
    return (
        f'<path {of("link conflict")} d="{_d(path)}"/>'
        f'<circle {of("knot")} cx="{num(middle.x)}" cy="{num(middle.y)}" r="{num(KNOT)}"/><path {of("link conflict")} d="{cross}"/>'
    )


def _d(path: Path) -> str:
    points = [f"{num(x)} {num(y)}" for x, y in path]
    return f"M{points[0]}L{points[1]}" if len(points) == 2 else f"M{points[0]}Q{points[1]} {points[2]}"


def _node(node: MapNode, colouring: Colouring, style: _Style) -> str:
    """A node around its own (0, 0), so that moving it is one transform."""
    core, todo = node.zone == 0, not node.state.measured
    kind = "box" + (" core" if core else "") + (" todo" if todo else "")
    if style.literal and colouring is Colouring.MEASURED and node.state.measured and not core:
        kind = "box tinted"
    box = (
        f'<rect {style.of(kind)} x="{num(-style.half_width)}" y="{num(-style.half_height)}" '
        f'width="{num(2 * style.half_width)}" height="{num(2 * style.half_height)}" rx="8"/>'
    )
    mark = ""
    if node.state.mark is not Mark.ROUTINE and (not style.literal or colouring is Colouring.SIGNAL):
        mark = _mark(node, style)
    inside = f"{box}{_text(node, style)}{mark}"
    place = f'transform="translate({num(node.x)} {num(node.y)})"'
    if style.literal:
        return f"<g {place}><title>{xml(node.says)}</title>{inside}</g>"
    names = "node" + (" core" if core else "") + (" todo" if todo else "")
    attributes = f'class="{names}" data-node="{xml(node.id)}" data-zone="{node.zone}" {place}'
    title = f"<title>{xml(node.says)}</title>"
    if node.href:
        return f'<a href="{xml(node.href)}" {attributes}>{title}{inside}</a>'
    return f'<g {attributes} tabindex="0" role="img">{title}{inside}</g>'


def _text(node: MapNode, style: _Style) -> str:
    on_paper = style.half_width > PAGE.half_width
    lines, (text, step) = (node.paper_lines, node.paper) if on_paper else (node.lines, (style.text, style.step))
    first = text * 0.34 - (len(lines) - 1) * step / 2
    spans = "".join(f'<tspan x="0" y="{num(first + at * step)}">{xml(line)}</tspan>' for at, line in enumerate(lines))
    size = f' font-size="{num(text)}"' if text != TEXT else ""
    return f'<text {style.of("words core" if node.zone == 0 else "words")}{size} text-anchor="middle">{spans}</text>'


def _mark(node: MapNode, style: _Style) -> str:
    """The signal's shape and word on a light ground over the node's corner."""
    mark, word = node.state.mark, node.state.word
    x, y = style.half_width - 8, -style.half_height - 2
    wide = text_width(word, 12, strong=True) if word else 0
    left = x - 10 - (wide + 6 if word else 0)
    parts = [f'<rect {style.of("halo")} x="{num(left)}" y="{num(y - 9)}" width="{num(x + 10 - left)}" height="18" rx="9"/>']
    if word:
        parts.append(f'<text {style.of(f"word {mark}")} x="{num(x - 9)}" y="{num(y + 4.2)}" text-anchor="end">{xml(word)}</text>')
    parts.append(mark_shape(mark, x, y, style.of))
    opening = "<g>" if style.literal else '<g class="mark">'
    return f"{opening}{''.join(parts)}</g>"


def mark_shape(mark: Mark, x: float, y: float, of: Callable[[str], str]) -> str:
    """Circle better, diamond worse, square changed (interface 3)."""
    if mark is Mark.BETTER:
        return f'<circle {of("better")} cx="{num(x)}" cy="{num(y)}" r="5"/>'
    if mark is Mark.WORSE:
        return f'<path {of("worse")} d="M{num(x)} {num(y - 6.4)}l6.4 6.4-6.4 6.4-6.4-6.4z"/>'
    return f'<rect {of("changed")} x="{num(x - 4.6)}" y="{num(y - 4.6)}" width="9.2" height="9.2"/>'


# --- sheets ------------------------------------------------------------------------------------------------------------


def _file(chart: MapChart, ident: str) -> str:
    """The map in its own size, with its name above and its key below."""
    width, height = chart.width + 2 * EDGE_OF_PAPER, chart.height + HEAD + FOOT + 2 * EDGE_OF_PAPER
    plane = f'<g transform="translate({num(width / 2)} {num(EDGE_OF_PAPER + HEAD + chart.height / 2)})">{_plane(chart, FILE)}</g>'
    inside = plane + _round_about(chart, width, height)
    return _wrapped(chart, ident, (width, height), f'width="{num(width)}" height="{num(height)}"', inside)


def _sheet(chart: MapChart, ident: str) -> str:
    """One A3 sheet across: the map as large as it goes, its name in the corner that the grounds leave free."""
    across, down = A3_WIDTH - 2 * EDGE_OF_PAPER, A3_HEIGHT - 2 * EDGE_OF_PAPER - FOOT - HEAD / 2
    scale = min(across / chart.width, down / chart.height)
    place = f"translate({num(A3_WIDTH / 2)} {num(EDGE_OF_PAPER + HEAD / 2 + down / 2)}) scale({scale:.4f})"
    inside = f'<g transform="{place}">{_plane(chart, PAPER)}</g>' + _round_about(chart, A3_WIDTH, A3_HEIGHT)
    return _wrapped(chart, ident, (A3_WIDTH, A3_HEIGHT), f'width="{A3_WIDTH:g}" height="{A3_HEIGHT:g}"', inside)


def _wrapped(chart: MapChart, ident: str, size: tuple[float, float], measure: str, inside: str) -> str:
    attributes = f'{measure} viewBox="0 0 {size[0]:g} {size[1]:g}" role="group" {_named(chart, ident)} direction="ltr" {FONT}'
    ground_of_all = f'<rect width="{size[0]:g}" height="{size[1]:g}" fill="{CARD}"/>'
    return f"<svg {NAMESPACE} {attributes}>{_head(chart, ident)}{ground_of_all}{inside}</svg>"


def _round_about(chart: MapChart, width: float, height: float) -> str:
    """The name in the corner, the counts and the day at the right, the key at the foot."""
    lines = wrapped(chart.title, TITLE, width * 0.27, strong=True)[:4]
    top = EDGE_OF_PAPER + TITLE * 0.8
    parts = [
        f'<text {LOOKS["head"]} x="{num(EDGE_OF_PAPER)}" y="{num(top + at * TITLE * 1.2)}" font-size="{num(TITLE)}">{xml(line)}</text>'
        for at, line in enumerate(lines)
    ]
    for at, line in enumerate(filter(None, (chart.words.counts, chart.words.dated))):
        place = f'x="{num(width - EDGE_OF_PAPER)}" y="{num(EDGE_OF_PAPER + SMALL + at * 19)}" text-anchor="end" font-size="14"'
        parts.append(f"<text {LOOKS['said']} {place}>{xml(line)}</text>")
    return "".join(parts) + _key(chart, EDGE_OF_PAPER, height - EDGE_OF_PAPER - 6)


def _key(chart: MapChart, x: float, y: float) -> str:
    """What is drawn on this map, each with its words."""
    key, of = chart.words.key, FILE.of
    kinds = {link.kind for link in chart.links}
    wanted: list[tuple[str, str, float]] = []
    if LinkKind.CAUSE_EFFECT in kinds:
        wanted.append((f'<path {of("link")} d="M0 0h25"/><path {of("arrow")} d="M33 0l-10-4.5v9z"/>', key["cause_effect"], 33))
    if LinkKind.COMPANION in kinds:
        wanted.append((f'<path {of("link companion")} d="M1 0h30"/>', key["companion"], 32))
    if LinkKind.CONFLICT in kinds:
        knot = f'<circle {of("knot")} cx="20" r="8"/><path {of("link conflict")} d="M17-3l6 6m0-6l-6 6"/>'
        wanted.append((f'<path {of("link conflict")} d="M0 0h40"/>{knot}', key["conflict"], 40))
    if any(not node.state.measured for node in chart.nodes):
        wanted.append((f'<rect {of("box todo")} x="0" y="-8" width="28" height="16" rx="4"/>', key["not_measured"], 28))
    if chart.colouring is Colouring.MEASURED and any(node.state.measured for node in chart.nodes):
        wanted.append((f'<rect {of("box tinted")} x="0" y="-8" width="28" height="16" rx="4"/>', key["measured"], 28))
    if chart.colouring is Colouring.SIGNAL:
        marks = {node.state.mark for node in chart.nodes}
        wanted += [(mark_shape(mark, 7, 0, of), key[mark], 14) for mark in (Mark.BETTER, Mark.WORSE, Mark.CHANGED) if mark in marks]
    parts = []
    for drawing, text, wide in wanted:
        label = f'<text {LOOKS["said"]} x="{num(wide + 8)}" y="4.6" font-size="14">{xml(text)}</text>'
        parts.append(f'<g transform="translate({num(x)} {num(y)})">{drawing}{label}</g>')
        x += wide + 8 + text_width(text, 14) + 30
    return "".join(parts)
