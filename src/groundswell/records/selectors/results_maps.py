"""Results maps as the log of edits leaves them. A map is a document; results, links, initiatives and noted checks are its items."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from groundswell.domain.access.deciding import Right
from groundswell.domain.authoring.results_map import (
    DEFAULT_ZONES,
    Link,
    LinkKind,
    Result,
    ResultsMap,
    ResultStatus,
    Strength,
    Zone,
)
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.selectors.document_access import right_on
from groundswell.records.selectors.edits import Document, Item, document, document_of, documents_with

MAP, RESULT, LINK, INITIATIVE, NOTED, GOAL = "map", "result", "link", "initiative", "noted", "goal"
"""Kinds of the items of a map's document; the item ``map`` has the document's own id."""
ORDER = "order"
"""The field of a result that was put before or after another one; without it, the position at which it was written."""


@dataclass(frozen=True, slots=True)
class Initiative:
    """Something that we do: moved here from the results, with the goal that it came from."""

    id: str
    text: str
    source_goal: str = ""
    for_result: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal that somebody brought, in its own words; ``source`` is the plan or the number that it came with; ``verdicts`` what a person
    answered to the wording tests."""

    id: str
    text: str
    source: str = ""
    verdicts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class MapState:
    """A map at a position of its document, with the actions that were moved off it and the goals that were brought for it. ``yours``:
    whoever asked may write on it."""

    map: ResultsMap
    initiatives: tuple[Initiative, ...]
    seq: int
    goals: tuple[Goal, ...] = ()
    yours: bool = True

    def waiting_goals(self) -> list[Goal]:
        """The goals of which neither a result nor an initiative came yet, in the order in which they were brought."""
        settled = {one.source_goal for one in self.map.results} | {one.source_goal for one in self.initiatives}
        return [goal for goal in self.goals if goal.text not in settled]


def maps(actor: Actor, as_of_seq: int | None = None) -> list[MapState]:
    """Every map in use that this actor may see, in the order in which they were made."""
    found = ((one, right_on(actor, one, as_of_seq)) for one in documents_with(MAP, as_of_seq))
    return [_state(one, yours=right is Right.ACT) for one, right in found if right is not None]


def map_state(actor: Actor, map_id: str, as_of_seq: int | None = None) -> MapState:
    """One map; raises UserError("item_unknown"), the same for one that was never there."""
    one = document(map_id, as_of_seq)
    right = right_on(actor, one, as_of_seq) if one.live(MAP) else None
    if right is None:
        raise UserError("item_unknown")
    return _state(one, yours=right is Right.ACT)


def map_of_result(actor: Actor, result_id: str) -> MapState:
    """The map that holds a result in use; raises UserError("item_unknown")."""
    state = map_state(actor, document_of(result_id))
    if state.map.result_of(result_id) is None:
        raise UserError("item_unknown")
    return state


def _state(one: Document, *, yours: bool) -> MapState:
    head = one.items[one.id]
    results = tuple(_result(item) for item in sorted(one.live(RESULT), key=order_of))
    there = {each.id for each in results if each.status is not ResultStatus.RETIRED}
    links = (_link(item) for item in one.live(LINK))
    return MapState(
        ResultsMap(
            id=one.id,
            name=head.text("name"),
            zones=_zones(head.fields.get("zones")),
            results=tuple(each for each in results if each.id in there),
            links=tuple(each for each in links if each.first in there and each.second in there),
            hangs_on=head.text("hangs_on"),
            noted=_noted(one),
        ),
        tuple(Initiative(each.id, each.text("text"), each.text("source_goal"), each.text("for_result")) for each in one.live(INITIATIVE)),
        one.seq,
        tuple(_goal(each) for each in one.live(GOAL)),
        yours,
    )


def _goal(item: Item) -> Goal:
    tests = {name.removeprefix("test_"): str(value) for name, value in item.fields.items() if name.startswith("test_")}
    return Goal(item.id, item.text("text"), item.text("source"), MappingProxyType(tests))


def order_of(result: Item) -> int:
    """Where a result stands among the others of its map."""
    return int(result.fields.get(ORDER) or result.first_seq)


def _zones(stored: Any) -> tuple[Zone, ...]:
    return tuple(Zone(key, name) for key, name in stored) if stored else DEFAULT_ZONES


def _result(item: Item) -> Result:
    at = item.fields.get("at")
    return Result(
        id=item.id,
        text=item.text("text"),
        zone=item.text("zone"),
        team=item.text("team"),
        source_goal=item.text("source_goal"),
        priority=bool(item.fields.get("priority")),
        status=ResultStatus(item.text("status") or ResultStatus.DRAFT),
        measure_ids=tuple(item.fields.get("measures") or ()),
        at=None if at is None else (int(at[0]), int(at[1])),
    )


def _link(item: Item) -> Link:
    return Link(
        id=item.id,
        kind=LinkKind(item.text("link_kind")),
        first=item.text("first"),
        second=item.text("second"),
        strength=Strength(item.text("strength") or Strength.MEDIUM),
        reason=item.text("reason"),
        loop=bool(item.fields.get("loop")),
    )


def _noted(one: Document) -> Mapping[str, str]:
    return MappingProxyType({each.text("check"): each.text("because") for each in one.live(NOTED)})
