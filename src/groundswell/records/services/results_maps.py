"""Writing on a results map: each call is one gesture that can be undone."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from groundswell.domain.authoring.results_map import FEWEST_ZONES, MOST_ZONES, LinkKind, ResultStatus, Strength, Zone
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ids import new_id
from groundswell.records.selectors.edits import GONE, document
from groundswell.records.selectors.results_maps import (
    INITIATIVE,
    LINK,
    MAP,
    NOTED,
    ORDER,
    RESULT,
    map_of_result,
    map_state,
    order_of,
)
from groundswell.records.services.editing import Edited, FieldEdit, edit
from groundswell.records.services.recording import needed
from groundswell.records.services.teams import team_edits

MOST_RESULTS = 2_000
"""Results that one map takes; beyond, a map of its own for a team is asked for (issue sizes; method 1.2 advises 3 to 7 a zone)."""
RESULT_FIELDS = frozenset({"text", "zone", "team", "source_goal", "priority", "status", "measures", "at"})
LINK_FIELDS = frozenset({"link_kind", "first", "second", "strength", "reason", "loop"})
STANDING = {"status": ResultStatus.DRAFT.value, "strength": Strength.MEDIUM.value}
"""What a field says while nothing is written in it."""


class Made(NamedTuple):
    """The id of what was made, and the gesture."""

    id: str
    edited: Edited


def make_map(actor: Actor, name: str, *, zones: Sequence[Zone] = (), hangs_on: str = "") -> Made:
    """An empty map. Raises UserError("name_needed"), ("zones_out_of_range")."""
    map_id = new_id()
    fields: dict[str, Any] = {"name": needed(name, "name_needed"), "hangs_on": _hook(actor, map_id, hangs_on)}
    if zones:
        fields["zones"] = _zones(zones)
    return Made(map_id, edit(actor, map_id, [*_edits(map_id, MAP, fields), *team_edits(actor, map_id, MAP)]))


def change_map(actor: Actor, map_id: str, *, seen: int | None = None, **fields: Any) -> Edited:
    """Another ``name``, ``zones`` or ``hangs_on``. A zone with results in it cannot go (UserError("zone_in_use")).

    Raises UserError("maps_in_circle") where the map would hang on itself, be it by way of others.
    """
    state = map_state(actor, map_id)
    if "zones" in fields:
        wanted = _zones(fields["zones"])
        used = [result.zone for result in state.map.results]
        if left := sorted(set(used) - {key for key, _ in wanted}):
            raise UserError("zone_in_use", {"zone": left[0], "n": used.count(left[0])})
        fields["zones"] = wanted
    if "name" in fields:
        fields["name"] = needed(fields["name"], "name_needed")
    if "hangs_on" in fields:
        fields["hangs_on"] = _hook(actor, map_id, fields["hangs_on"])
    return edit(actor, map_id, _edits(map_id, MAP, fields), seen=seen)


def write_result(actor: Actor, map_id: str, text: str, zone: str, *, drives: str = "", **fields: Any) -> Made:
    """A new result, linked at once to the one that it ``drives``.

    Raises UserError("result_needed"), ("zone_unknown"), ("too_many_results"), ("item_unknown").
    """
    values = {"text": text, "zone": zone, **fields}
    edits = new_result(actor, map_id, values)
    if drives:
        document(map_id).one(RESULT, drives)
        edits += _edits(new_id(), LINK, {"link_kind": LinkKind.CAUSE_EFFECT.value, "first": edits[0].item, "second": drives})
    return Made(edits[0].item, edit(actor, map_id, edits))


def new_result(actor: Actor, map_id: str, fields: Mapping[str, Any]) -> list[FieldEdit]:
    """The edits that write one result, for a gesture that does more than that; refuses as :func:`write_result` does."""
    state = map_state(actor, map_id)
    if len(state.map.results) >= MOST_RESULTS:
        raise UserError("too_many_results", {"most": MOST_RESULTS})
    values = dict(_known(fields, RESULT_FIELDS))
    values["text"] = needed(values["text"], "result_needed")
    values["zone"] = _zone(map_id, actor, values["zone"])
    return _edits(new_id(), RESULT, values)


def change_result(actor: Actor, map_id: str, result_id: str, fields: Mapping[str, Any], *, seen: int | None = None) -> Edited:
    """Other values for some fields of a result; two windows merge by field (see :func:`editing.edit`)."""
    document(map_id).one(RESULT, result_id)
    values = dict(_known(fields, RESULT_FIELDS))
    if "text" in values:
        values["text"] = needed(values["text"], "result_needed")
    if "zone" in values:
        values["zone"] = _zone(map_id, actor, values["zone"])
    if "status" in values:
        values["status"] = ResultStatus(values["status"]).value
    return edit(actor, map_id, _edits(result_id, RESULT, values), seen=seen)


def move_results(actor: Actor, map_id: str, places: Mapping[str, tuple[int, int] | None]) -> Edited:
    """Where a person put results on the map; None gives a result back to the layout."""
    standing = document(map_id)
    edits = [FieldEdit(standing.one(RESULT, one).id, RESULT, "at", None if at is None else list(at)) for one, at in places.items()]
    return edit(actor, map_id, edits)


def swap_results(actor: Actor, map_id: str, one_id: str, other_id: str) -> Edited:
    """Two results change places in the order of the map."""
    standing = document(map_id)
    one, other = standing.one(RESULT, one_id), standing.one(RESULT, other_id)
    return edit(actor, map_id, [FieldEdit(one_id, RESULT, ORDER, order_of(other)), FieldEdit(other_id, RESULT, ORDER, order_of(one))])


def take_out(actor: Actor, map_id: str, kind: str, item_id: str) -> Edited:
    """A result (with its links), a link, an initiative or a note goes off the map; undo brings all of it back."""
    standing = document(map_id)
    edits = [FieldEdit(standing.one(kind, item_id).id, kind, GONE, True)]
    if kind == RESULT:
        own = [one for one in standing.live(LINK) if item_id in (one.text("first"), one.text("second"))]
        edits += [FieldEdit(one.id, LINK, GONE, True) for one in own]
    return edit(actor, map_id, edits)


def link(actor: Actor, map_id: str, kind: LinkKind, first: str, second: str, **fields: Any) -> Made:
    """Two results of the map hang together. A link that is there already is kept, with its id.

    Raises UserError("link_to_itself"), ("item_unknown"). A reason may follow later.
    """
    if first == second:
        raise UserError("link_to_itself")
    standing = document(map_id)
    for one in (first, second):
        standing.one(RESULT, one)
    for there in standing.live(LINK):
        ends = (there.text("first"), there.text("second"))
        same = ends == (first, second) or (kind is not LinkKind.CAUSE_EFFECT and set(ends) == {first, second})
        if there.text("link_kind") == kind and same:
            return Made(there.id, edit(actor, map_id, _edits(there.id, LINK, _known(fields, LINK_FIELDS))))
    link_id = new_id()
    values = {"link_kind": kind.value, "first": first, "second": second, **_known(fields, LINK_FIELDS)}
    return Made(link_id, edit(actor, map_id, _edits(link_id, LINK, values)))


def drive_another(actor: Actor, map_id: str, result_id: str, no_longer: str, other: str) -> Edited:
    """A result drives ``other`` instead of ``no_longer``; either may be "". One gesture.

    Raises UserError("link_to_itself"), ("item_unknown").
    """
    if result_id == other:
        raise UserError("link_to_itself")
    standing = document(map_id)
    for one in (result_id, other):
        if one:
            standing.one(RESULT, one)
    own = [one for one in standing.live(LINK) if one.text("first") == result_id and one.text("link_kind") == LinkKind.CAUSE_EFFECT]
    edits = [FieldEdit(one.id, LINK, GONE, True) for one in own if one.text("second") == no_longer and no_longer != other]
    if other and not any(one.text("second") == other for one in own):
        edits += _edits(new_id(), LINK, {"link_kind": LinkKind.CAUSE_EFFECT.value, "first": result_id, "second": other})
    return edit(actor, map_id, edits)


def change_link(actor: Actor, map_id: str, link_id: str, fields: Mapping[str, Any], *, seen: int | None = None) -> Edited:
    """Another kind, strength, reason or direction of a link."""
    document(map_id).one(LINK, link_id)
    values = dict(_known(fields, LINK_FIELDS))
    if "link_kind" in values:
        values["link_kind"] = LinkKind(values["link_kind"]).value
    if "strength" in values:
        values["strength"] = Strength(values["strength"]).value
    return edit(actor, map_id, _edits(link_id, LINK, values), seen=seen)


def move_to_initiatives(actor: Actor, map_id: str, result_id: str) -> Made:
    """A result that is an action goes to the list of initiatives, with its words; one gesture, so undo brings it back."""
    standing = document(map_id)
    result = standing.one(RESULT, result_id)
    initiative = new_id()
    values = {"text": result.text("text"), "source_goal": result.text("source_goal")}
    own = [one for one in standing.live(LINK) if result_id in (one.text("first"), one.text("second"))]
    edits = [
        *_edits(initiative, INITIATIVE, values),
        FieldEdit(result_id, RESULT, GONE, True),
        *(FieldEdit(one.id, LINK, GONE, True) for one in own),
    ]
    return Made(initiative, edit(actor, map_id, edits))


def add_initiative(actor: Actor, map_id: str, text: str, *, source_goal: str = "", for_result: str = "") -> Made:
    """Something that we do, kept off the map."""
    map_state(actor, map_id)
    initiative = new_id()
    fields = {"text": needed(text, "result_needed"), "source_goal": source_goal, "for_result": for_result}
    return Made(initiative, edit(actor, map_id, _edits(initiative, INITIATIVE, fields)))


def initiative_to_result(actor: Actor, map_id: str, initiative_id: str, text: str, zone: str) -> Made:
    """An initiative comes back to the map as a result in words of its own; one gesture."""
    initiative = document(map_id).one(INITIATIVE, initiative_id)
    edits = new_result(actor, map_id, {"text": text, "zone": zone, "source_goal": initiative.text("source_goal")})
    return Made(edits[0].item, edit(actor, map_id, [*edits, FieldEdit(initiative_id, INITIATIVE, GONE, True)]))


def note_check(actor: Actor, map_id: str, check: str, because: str) -> Made:
    """A check of the map is answered: it may stand, because … Raises UserError("reason_needed")."""
    standing = document(map_id)
    map_state(actor, map_id)
    there = next((one.id for one in standing.live(NOTED) if one.text("check") == check), "") or new_id()
    return Made(there, edit(actor, map_id, _edits(there, NOTED, {"check": check, "because": needed(because)})))


def take_back_note(actor: Actor, map_id: str, check: str) -> Edited:
    """A check that was noted is asked again. Raises UserError("item_unknown")."""
    there = next((one for one in document(map_id).live(NOTED) if one.text("check") == check), None)
    if there is None:
        raise UserError("item_unknown")
    return edit(actor, map_id, [FieldEdit(there.id, NOTED, GONE, True)])


def _hook(actor: Actor, map_id: str, result_id: str) -> str:
    """The result that a map may hang on: one of another map that does not hang on this one."""
    above, met = result_id, {map_id}
    while above:
        state = map_of_result(actor, above)
        if state.map.id in met:
            raise UserError("maps_in_circle")
        met.add(state.map.id)
        above = state.map.hangs_on
    return result_id


def _zones(zones: Sequence[Zone]) -> list[list[str]]:
    if not FEWEST_ZONES <= len(zones) <= MOST_ZONES or len({zone.key for zone in zones}) != len(zones):
        raise UserError("zones_out_of_range", {"n": len(zones), "fewest": FEWEST_ZONES, "most": MOST_ZONES})
    return [[zone.key, zone.name.strip()] for zone in zones]


def _zone(map_id: str, actor: Actor, zone: str) -> str:
    if zone not in {one.key for one in map_state(actor, map_id).map.zones}:
        raise UserError("zone_unknown", {"zone": zone})
    return zone


def _known(fields: Mapping[str, Any], names: frozenset[str]) -> Mapping[str, Any]:
    if strange := sorted(fields.keys() - names):
        raise TypeError(strange[0])
    return fields


def _edits(item: str, kind: str, fields: Mapping[str, Any]) -> list[FieldEdit]:
    return [FieldEdit(item, kind, name, _stored(name, value)) for name, value in fields.items()]


def _stored(name: str, value: Any) -> Any:
    """A value as the log keeps it. What reads the same as nothing is kept as nothing, so that leaving a field alone is no change."""
    if isinstance(value, tuple):
        value = list(value)
    return None if value in (False, []) or STANDING.get(name) == value else value
