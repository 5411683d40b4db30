"""A results map as a value: where everything stands and what it says, in the display locale's words, ready to draw."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from groundswell.charts.chart import Mark
from groundswell.charts.drawing.picture import wrapped
from groundswell.charts.fonts import text_width
from groundswell.domain.authoring.map_layout import Layout, lay_out
from groundswell.domain.authoring.map_paths import Path
from groundswell.domain.authoring.results_map import Link, LinkKind, Result, ResultsMap, Zone
from groundswell.words import Words

TEXT = 13.0
PAPER_TEXTS = ((16.4, 18.0, 3), (13.8, 15.4, 4), (11.6, 12.8, 5))
"""On paper a result's size of words, step of lines and most lines: the first at which the whole of it is to be read, as a wall has no title
to point at. The whole plane is printed somewhat smaller (interface 8: 14 pt on a wall)."""
ROOM, PAPER_ROOM = 134.0, 143.0
MOST_LINES = 3
MOST_NAMED = 5
"""Of more results that one drives the rest are counted."""
SHORT = 60
"""Characters by which another result is named."""
ZONE_TEXT, ZONE_ROOM = 13.0, 160.0


class Colouring(StrEnum):
    """What the map is coloured by."""

    NOTHING = "nothing"
    SIGNAL = "signal"
    MEASURED = "measured"


@dataclass(frozen=True, slots=True)
class NodeState:
    """What a result's measures show: figures at all, and mark and word of the newest signal."""

    measured: bool = False
    mark: Mark = Mark.ROUTINE
    word: str = ""


NOT_MEASURED = NodeState()


@dataclass(frozen=True, slots=True)
class MapNode:
    """A result as drawn: ``x``, ``y`` its middle; ``lines`` and ``paper_lines`` its words in the node, on paper in the size and step
    of ``paper``; ``says`` what a reader hears."""

    id: str
    x: float
    y: float
    zone: int
    text: str
    lines: tuple[str, ...]
    paper_lines: tuple[str, ...]
    state: NodeState
    says: str
    href: str = ""
    paper: tuple[float, float] = PAPER_TEXTS[0][:2]


@dataclass(frozen=True, slots=True)
class MapLink:
    """A link as drawn."""

    id: str
    kind: LinkKind
    first: str
    second: str
    path: Path
    says: str


@dataclass(frozen=True, slots=True)
class MapZone:
    """A ground with its name, from the centre outwards."""

    key: str
    name: str
    rx: float
    ry: float


@dataclass(frozen=True, slots=True)
class MapWords:
    """The words of the key and of what stands round the map. ``key`` holds the texts of ``map_drawing.key`` and of the marks."""

    role: str
    counts: str
    describes: str
    dated: str
    key: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class MapChart:
    """A results map, ready to draw on a plane ``width`` × ``height`` around (0, 0). Same value, same bytes."""

    title: str
    width: float
    height: float
    zones: tuple[MapZone, ...]
    nodes: tuple[MapNode, ...]
    links: tuple[MapLink, ...]
    colouring: Colouring
    words: MapWords


@dataclass(frozen=True, slots=True)
class MapLook:
    """What is not of the map itself: its colouring, each result's page, the day that a printed one is dated with."""

    colouring: Colouring = Colouring.SIGNAL
    hrefs: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    day: date | None = None


PLAIN_LOOK = MapLook()


def map_chart(results_map: ResultsMap, states: Mapping[str, NodeState], words: Words, look: MapLook = PLAIN_LOOK) -> MapChart:
    """The map laid out and put into words. A result without a state is not measured yet."""
    layout = lay_out(results_map)
    names = {one.id: _short(one.text) for one in results_map.results}
    drives: dict[str, list[str]] = defaultdict(list)
    for link in results_map.links:
        if link.kind is LinkKind.CAUSE_EFFECT and link.second in names:
            drives[link.first].append(words.text("map_drawing.quoted", {"text": names[link.second]}))
    nodes = [_node(one, results_map, layout, states.get(one.id, NOT_MEASURED)) for one in results_map.results]
    zones = [zone_name(zone, words) for zone in results_map.zones]
    return MapChart(
        results_map.name,
        layout.width,
        layout.height,
        tuple(
            MapZone(zone.key, wrapped(name, ZONE_TEXT, ZONE_ROOM, strong=True)[0] if name.strip() else "", edge.rx, edge.ry)
            for zone, name, edge in zip(results_map.zones, zones, layout.zones, strict=True)
        ),
        tuple(_spoken(one, zones[one.zone], drives[one.id], words, look) for one in sorted(nodes, key=lambda each: each.zone)),
        tuple(
            MapLink(link.id, link.kind, link.first, link.second, layout.links[link.id], _link_says(link, names, words))
            for link in results_map.links
            if link.id in layout.links
        ),
        look.colouring,
        _words(results_map, nodes, words, look),
    )


def zone_name(zone: Zone, words: Words) -> str:
    """A zone as people call it: its own name, else the catalogue's word for its key."""
    return zone.name or words.text(f"zone.{zone.key}")


def node_lines(text: str, size: float, room: float, *, strong: bool, most: int = MOST_LINES) -> tuple[str, ...]:
    """A result's words in at most so many lines; what does not fit ends in an ellipsis, and the title has all of it."""
    lines = wrapped(text, size, room, strong=strong)
    if 2 <= len(lines) <= most:
        lines = _balanced(lines, size, room, strong=strong)
    if len(lines) > most:
        last = lines[most - 1] + "…"
        while text_width(last, size, strong=strong) > room:
            last = last[:-2].rstrip() + "…"
        lines = [*lines[: most - 1], last]
    return tuple(lines)


def _balanced(lines: list[str], size: float, room: float, *, strong: bool) -> list[str]:
    """The same words in as many lines of about one length, so that no last word stands alone."""
    text, narrow, wide = " ".join(lines), 0.0, room
    best = lines
    for _ in range(8):
        middle = (narrow + wide) / 2
        tried = wrapped(text, size, middle, strong=strong)
        if len(tried) == len(lines) and " ".join(tried) == text:
            best, wide = tried, middle
        else:
            narrow = middle
    return best


def _node(one: Result, results_map: ResultsMap, layout: Layout, state: NodeState) -> MapNode:
    zone = results_map.zone_index(one.zone)
    at = layout.places[one.id]
    lines = node_lines(one.text, TEXT, ROOM, strong=zone == 0)
    fits = (each for each in PAPER_TEXTS if len(wrapped(one.text, each[0], PAPER_ROOM, strong=zone == 0)) <= each[2])
    size, step, most = next(fits, PAPER_TEXTS[-1])
    paper = node_lines(one.text, size, PAPER_ROOM, strong=zone == 0, most=most)
    return MapNode(one.id, at.x, at.y, zone, one.text, lines, paper, state, "", paper=(size, step))


def _spoken(node: MapNode, zone: str, drives: list[str], words: Words, look: MapLook) -> MapNode:
    state = node.state
    says = [node.text if node.text.endswith((".", "?", "!", "…")) else f"{node.text}.", words.text("map_drawing.zone", {"zone": zone})]
    says.append(words.text("map_drawing.measured" if state.measured else "map_drawing.not_measured"))
    if state.mark is not Mark.ROUTINE:
        says.append(words.text("map_drawing.signal", {"word": state.word or words.text(f"map_drawing.mark.{state.mark}")}))
    if len(drives) > MOST_NAMED:
        named = words.listed(drives[:MOST_NAMED])
        says.append(words.text("map_drawing.drives_more", {"results": named, "more": len(drives) - MOST_NAMED}))
    elif drives:
        says.append(words.text("map_drawing.drives", {"results": tuple(drives)}))
    return replace(node, says=" ".join(says), href=look.hrefs.get(node.id, ""))


def _link_says(link: Link, names: Mapping[str, str], words: Words) -> str:
    return words.text(f"map_drawing.link.{link.kind}", {"first": names[link.first], "second": names[link.second]})


def _words(results_map: ResultsMap, nodes: list[MapNode], words: Words, look: MapLook) -> MapWords:
    counts = {"n": len(nodes), "measured": sum(one.state.measured for one in nodes), "zones": len(results_map.zones)}
    keys = ["cause_effect", "companion", "conflict", "not_measured", "measured"]
    key = {one: words.text(f"map_drawing.key.{one}") for one in keys}
    key |= {mark.value: words.text(f"map_drawing.mark.{mark}") for mark in (Mark.BETTER, Mark.WORSE, Mark.CHANGED)}
    return MapWords(
        words.text("map_drawing.role"),
        words.text("map_drawing.counts", counts),
        words.text("map_drawing.describes", counts),
        words.text("map_drawing.as_on", {"day": words.day(look.day)}) if look.day is not None else "",
        MappingProxyType(key),
    )


def _short(text: str) -> str:
    return text if len(text) <= SHORT else text[: SHORT - 1].rstrip() + "…"
