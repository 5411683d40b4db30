"""One result's page in words: its links from both sides, its measures' marks, its hints, and the ways on from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from groundswell.domain.authoring.map_checks import ACTION
from groundswell.domain.authoring.results_map import Link, LinkKind, Result
from groundswell.web.pages.map.hints import HintView, hints_of, marked
from groundswell.web.pages.map.load import Loaded, design_address, zone_name
from groundswell.web.pages.map.outline_rows import shortened
from groundswell.web.pages.map.states import NOT_MEASURED, ResultState


@dataclass(frozen=True, slots=True)
class LinkView:
    """One link as it reads from this result: its words, the other result, and where it is changed."""

    id: str
    says: str
    other: str
    other_href: str
    reason: str
    strength: str
    loop: bool
    href: str


@dataclass(frozen=True, slots=True)
class MeasureLink:
    """A measure of the result, with its mark and the way to it."""

    name: str
    href: str
    mark: str
    word: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """Everything beside the form of a result."""

    id: str
    text: str
    zone: str
    state: ResultState
    drives: Sequence[LinkView]
    driven_by: Sequence[LinkView]
    beside: Sequence[LinkView]
    others: Sequence[tuple[str, str]]
    measures: Sequence[MeasureLink]
    hints: Sequence[HintView]
    marked: SafeString
    is_action: bool
    design: str
    hanging: Sequence[tuple[str, str]]


def present(loaded: Loaded, own: Result, text: str) -> ResultView:
    """The page of one result. ``text`` is the wording as it stands in the form, which the hints are about."""
    links = [link for link in loaded.map.links if own.id in (link.first, link.second)]
    directed = [link for link in links if link.kind is LinkKind.CAUSE_EFFECT]
    hints = hints_of(loaded.request, text)
    return ResultView(
        id=own.id,
        text=shortened(own.text, 200),
        zone=loaded.zone_of(own),
        state=loaded.states.get(own.id, NOT_MEASURED),
        drives=[_link(loaded, own, link) for link in directed if link.first == own.id],
        driven_by=[_link(loaded, own, link) for link in directed if link.second == own.id],
        beside=[_link(loaded, own, link) for link in links if link.kind is not LinkKind.CAUSE_EFFECT],
        others=[(one.id, shortened(one.text)) for one in loaded.map.results if one.id != own.id],
        measures=[_measure(loaded, one) for one in own.measure_ids if one in loaded.measures],
        hints=hints,
        marked=marked(text, hints),
        is_action=any(hint.code == ACTION for hint in hints),
        design=design_address(loaded.map.id, own.id),
        hanging=[(one.map.name, reverse("map", args=[one.map.id])) for one in loaded.others if one.map.hangs_on == own.id],
    )


def field_words(loaded: Loaded, field: str, value: Any) -> str:
    """The value of a field of the map as people read it; ids become names."""
    words = loaded.request.words
    if value is None or value == "" or value == []:
        return "–"
    if field == "zone":
        return next((zone_name(zone, words) for zone in loaded.map.zones if zone.key == value), str(value))
    if field == "zones":
        return words.listed([name or words.text(f"zone.{key}") for key, name in value])
    if field == "measures":
        return words.listed([loaded.measures[one].name if one in loaded.measures else one for one in value])
    if field in ("status", "strength", "link_kind"):
        room = {"status": "result_status", "strength": "link_strength", "link_kind": "link_kind"}[field]
        return words.text(f"{room}.{value}")
    if field in ("first", "second", "for_result", "hangs_on"):
        found = loaded.map.result_of(str(value))
        return f"“{shortened(found.text)}”" if found else "…"
    if isinstance(value, bool):
        return words.text("yes" if value else "no")
    return str(value)


def _link(loaded: Loaded, own: Result, link: Link) -> LinkView:
    other = loaded.result(link.second if link.first == own.id else link.first)
    words = loaded.request.words
    return LinkView(
        id=link.id,
        says=words.text(f"link_kind.{link.kind.value}"),
        other=shortened(other.text),
        other_href=reverse("result", args=[loaded.map.id, other.id]),
        reason=link.reason,
        strength=words.text(f"link_strength.{link.strength.value}"),
        loop=link.loop,
        href=reverse("link", args=[loaded.map.id, link.id]),
    )


def _measure(loaded: Loaded, measure_id: str) -> MeasureLink:
    state = loaded.measures[measure_id]
    return MeasureLink(state.name, reverse("measure", args=[measure_id]), state.mark.value, state.word)
