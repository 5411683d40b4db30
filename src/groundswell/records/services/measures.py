"""Measures: define (a new version each time), rename, merge, put away and bring back."""

from dataclasses import replace
from datetime import date
from typing import Any

from groundswell.domain.authoring.definition.change import breaks
from groundswell.domain.authoring.definition.texts import BAND_ENDS, text_of
from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.errors import UserError
from groundswell.records.actors import GUEST, Actor
from groundswell.records.dictionary_text import as_payload, people_text
from groundswell.records.ids import new_id
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.opening import write
from groundswell.records.selectors.computed import computed_from
from groundswell.records.selectors.definitions import acting, catalogue
from groundswell.records.services.named_persons import definition_acts
from groundswell.records.services.recording import needed, reasoned, seal_acts, short_enough
from groundswell.records.services.sharing import end_links
from groundswell.records.services.teams import team_acts

LONGEST_NAME = 400


def create(actor: Actor, definition: MeasureDefinition, reason: str = "", *, people_reason: str = "") -> str:
    """A new measure without figures; gives its id. ``people_reason``: why it is kept though it names a person; without one that raises
    UserError("measure_named_like_person")."""
    measure_id = new_id()
    act = define_act(measure_id, replace(definition, version=1), reason)

    def work() -> str:
        only_seen(actor, definition)
        seal_acts(actor, [act, *team_acts(actor, measure_id), *definition_acts(measure_id, None, definition, people_reason)])
        return measure_id

    return write(work)


def define(
    actor: Actor,
    measure_id: str,
    definition: MeasureDefinition,
    *,
    reason: str,
    effective_from: date | None = None,
    people_reason: str = "",
) -> int:
    """A new version of the definition, from a day on; gives its number, or the old one where nothing differs.

    Without a day a change that breaks nothing holds from the day of the version before it; one that breaks holds for all figures.
    ``definition.version`` is not looked at. Raises UserError("measure_unknown"), ("reason_needed"), ("name_needed"), ("bounds_crossed"),
    ("formula_cycle") where an item's figures would be computed from the measure's own, ("measure_named_like_person") as above.
    """

    def work() -> int:
        state = acting(actor, measure_id)
        version = max(one.definition.version for one in state.versions)
        if replace(definition, version=state.definition.version) == state.definition and _same_digits(definition, state.definition):
            return version
        needed(reason)
        only_seen(actor, definition, state.definition)
        _no_cycle(measure_id, definition)
        day = effective_from
        if day is None and not breaks(state.definition, definition):
            day = state.versions[-1].effective_from
        act = define_act(measure_id, replace(definition, version=version + 1), reason, day)
        seal_acts(actor, [act, *definition_acts(measure_id, state.definition, definition, people_reason)])
        return version + 1

    return write(work)


def rename(actor: Actor, measure_id: str, name: str, reason: str) -> int:
    """A new version that differs in name; files that use the old name still find the measure."""
    return write(lambda: define(actor, measure_id, replace(acting(actor, measure_id).definition, name=name), reason=reason))


def merge(actor: Actor, measure_id: str, into: str, reason: str) -> str:
    """From now on the figures of one measure belong to another; gives the act's id, which take_back takes."""

    def work() -> str:
        acting(actor, into)
        own, everything = acting(actor, measure_id), catalogue(actor)
        if everything.merged_into(into) == measure_id or measure_id == into:
            raise UserError("merge_into_itself")
        if own.merged is not None:
            raise UserError("already_merged")
        return _one(actor, ActDraft(Kind.MERGE, measure_id, payload={"into": into}, words={"reason": needed(reason)}))

    return write(work)


def put_away(actor: Actor, measure_id: str, reason: str) -> str:
    """Out of sight, not out of the record; links to it end. Gives the act's id."""

    def work() -> str:
        if acting(actor, measure_id).away is not None:
            raise UserError("already_put_away")
        act_id = _one(actor, ActDraft(Kind.RETIRE, measure_id, words={"reason": needed(reason)}))
        end_links(actor, measure_id)
        return act_id

    return write(work)


def bring_back(actor: Actor, measure_id: str, reason: str = "") -> str:
    """A measure that was put away is in use again; gives the act's id."""

    def work() -> str:
        away = acting(actor, measure_id).away
        if away is None:
            raise UserError("not_put_away")
        return _one(actor, ActDraft(Kind.RETRACT, measure_id, supersedes=away.seq, words=reasoned(reason)))

    return write(work)


def define_act(measure_id: str, definition: MeasureDefinition, reason: str, effective_from: date | None = None) -> ActDraft:
    """The act of a definition, checked; raises UserError("name_needed"), ("name_too_long"), ("bounds_crossed"), ("band_needed"),
    ("band_without_direction")."""
    name = needed(definition.name, "name_needed")
    if len(name) > LONGEST_NAME:
        raise UserError("name_too_long", {"most": LONGEST_NAME})
    lower, upper = definition.lower_bound, definition.upper_bound
    if lower is not None and upper is not None and not lower < upper:
        raise UserError("bounds_crossed", {"lower": str(lower), "upper": str(upper)})
    if (definition.direction is Direction.IN_BAND) != (definition.band is not None):
        raise UserError("band_needed" if definition.band is None else "band_without_direction")
    payload: dict[str, Any] = {
        "what": What.MEASURE.value,
        "version": definition.version,
        "name": name,
        "description": short_enough(definition.description),
        "measurement_unit": short_enough(definition.measurement_unit),
        "direction": definition.direction.value,
        "lower_bound": None if lower is None else str(lower),
        "upper_bound": None if upper is None else str(upper),
        "decimals": definition.decimals,
        "cadence": definition.cadence.value,
    }
    if definition.band is not None:
        payload["band"] = {"lower": str(definition.band.lower), "upper": str(definition.band.upper)}
    if written := as_payload(definition.entry):
        payload["entry"] = written
    words = {**reasoned(reason), "owner": short_enough(definition.owner)}
    if people := people_text(definition.entry.people):
        words["people"] = short_enough(people)
    day = None if effective_from is None else effective_from.isoformat()
    return ActDraft(Kind.DEFINE, measure_id, day=day, payload=payload, words=words)


def org_unit_act(org_unit_id: str, name: str) -> ActDraft:
    """The act that names a place."""
    return ActDraft(Kind.DEFINE, org_unit=org_unit_id, payload={"what": What.ORG_UNIT.value, "name": needed(name, "name_needed")})


def only_seen(actor: Actor, definition: MeasureDefinition, before: MeasureDefinition | None = None) -> None:
    """Raises UserError("measure_unknown") where a data item is to take figures of a measure that this actor may not see, or of none: the
    same for both."""
    own = set() if before is None else {item.measure_id for item in before.entry.items}
    asked = {item.measure_id for item in definition.entry.items if item.measure_id} - own
    if asked and asked - catalogue(actor).measures.keys():
        raise UserError("measure_unknown")


def _no_cycle(measure_id: str, definition: MeasureDefinition) -> None:
    """Raises UserError("formula_cycle"), naming the items, where a formula would come back to its own measure."""
    everything = catalogue(GUEST).whole
    own = everything.merged_into(measure_id)
    back = tuple(item.name for item in definition.entry.items if item.measure_id and own in computed_from(everything, [item.measure_id]))
    if back and definition.entry.formula.strip():
        raise UserError("formula_cycle", {"items": back, "n": len(back)})


def _same_digits(one: MeasureDefinition, other: MeasureDefinition) -> bool:
    return all(text_of(one, code) == text_of(other, code) for code in ("lower_bound", "upper_bound", *BAND_ENDS))


def _one(actor: Actor, act: ActDraft) -> str:
    seal_acts(actor, [act])
    return act.id
