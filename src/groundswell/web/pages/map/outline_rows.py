"""The outline as rows that a template writes as nested lists, without recursion: each row knows what opens and closes after it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from groundswell.domain.authoring.links_between import drives
from groundswell.domain.authoring.outline import OutlineLine, Shown, outline
from groundswell.domain.authoring.results_map import LinkKind, Result
from groundswell.web.pages.map.load import Loaded, zone_name
from groundswell.web.pages.map.states import NOT_MEASURED, ResultState

DEEPEST = 7
"""Levels that fit a phone; what drives something deeper stands at that level and says in words what it drives."""
FOLDS_ABOVE = 300
"""Results above which the outline is folded by zone."""
SHORTENED = 90


@dataclass(frozen=True, slots=True)
class OutlineRow:
    """One result in the outline. ``closes``: how many lists end after it; ``opens``: a list of its own begins."""

    id: str
    text: str
    href: str
    zone: str
    zone_key: str
    state: ResultState
    relations: Sequence[str]
    above: str = ""
    depth: int = 0
    top: bool = False
    first: bool = True
    opens: bool = False
    closes: range = range(0)


@dataclass(frozen=True, slots=True)
class ZoneRows:
    """The results of one zone, for a map that is too large for a tree."""

    name: str
    rows: Sequence[OutlineRow]


@dataclass(frozen=True, slots=True)
class OutlineView:
    """Either ``rows`` (a tree) with those not linked yet, or ``zones`` where the map is large."""

    rows: Sequence[OutlineRow] = ()
    unlinked: Sequence[OutlineRow] = ()
    zones: Sequence[ZoneRows] = ()


@dataclass
class _Writer:
    """What each row needs to know of the whole map."""

    loaded: Loaded
    hanging: dict[str, str] = field(init=False)
    beside: dict[str, list[tuple[LinkKind, str]]] = field(init=False)
    texts: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        results_map = self.loaded.map
        self.texts = {one.id: shortened(one.text) for one in results_map.results}
        self.beside = defaultdict(list)
        for link in results_map.links:
            if link.kind is not LinkKind.CAUSE_EFFECT:
                self.beside[link.first].append((link.kind, link.second))
                self.beside[link.second].append((link.kind, link.first))
        self.hanging = {other.map.hangs_on: other.map.name for other in self.loaded.others if other.map.hangs_on}

    def relation(self, kind: LinkKind, other: str) -> str:
        return self.loaded.request.words.text(f"map_relation.{kind.value}", {"other": self.texts[other]})

    def row(self, result: Result, relations: Sequence[str] = (), **more: object) -> OutlineRow:
        own = [self.relation(kind, other) for kind, other in self.beside[result.id]] if more.get("first", True) else []
        return OutlineRow(
            id=result.id,
            text=result.text,
            href=reverse("result", args=[self.loaded.map.id, result.id]),
            zone=self.loaded.zone_of(result),
            zone_key=result.zone,
            state=self.loaded.states.get(result.id, NOT_MEASURED),
            relations=[*own, *relations],
            **more,  # type: ignore[arg-type]
        )


def outline_view(loaded: Loaded) -> OutlineView:
    """The outline of a map, folded by zone where the map is large."""
    writer = _Writer(loaded)
    if len(loaded.map.results) > FOLDS_ABOVE:
        return OutlineView(zones=_by_zone(writer))
    found = outline(loaded.map)
    return OutlineView(_tree(writer, found.lines), [writer.row(one, top=True) for one in found.unlinked])


def _tree(writer: _Writer, lines: Sequence[OutlineLine]) -> list[OutlineRow]:
    words = writer.loaded.request.words
    depths = [min(line.depth, DEEPEST) for line in lines]
    rows = []
    for at, line in enumerate(lines):
        following = depths[at + 1] if at + 1 < len(lines) else 0
        relations = [words.text(f"map_relation.{line.shown.value}")] if line.shown is not Shown.FIRST else []
        if line.depth > DEEPEST:
            relations.insert(0, writer.relation(LinkKind.CAUSE_EFFECT, line.above))
        rows.append(
            writer.row(
                line.result,
                relations,
                above=line.above,
                depth=depths[at],
                top=line.depth == 0,
                first=line.shown is Shown.FIRST,
                opens=following > depths[at],
                closes=range(max(depths[at] - following, 0)),
            )
        )
    return rows


def _by_zone(writer: _Writer) -> list[ZoneRows]:
    results_map = writer.loaded.map
    driven = drives(results_map)
    groups: dict[int, list[OutlineRow]] = defaultdict(list)
    for one in results_map.results:
        relations = [writer.relation(LinkKind.CAUSE_EFFECT, other) for other in driven[one.id]]
        groups[results_map.zone_index(one.zone)].append(writer.row(one, relations))
    words = writer.loaded.request.words
    return [ZoneRows(zone_name(zone, words), groups[at]) for at, zone in enumerate(results_map.zones) if groups[at]]


def shortened(text: str, longest: int = SHORTENED) -> str:
    """A text on one line, cut at a word with an ellipsis where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[: longest - 1].rsplit(" ", 1)[0] + "…"
