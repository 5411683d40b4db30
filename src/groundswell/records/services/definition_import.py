"""Definitions that a file brings: what would change, field by field, before anything is stored; then one batch for all of it."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from groundswell.domain.authoring.definition.change import Difference, breaks, differences
from groundswell.domain.authoring.definition.texts import MOST_ITEMS, Trouble, item_with, with_texts
from groundswell.domain.measurement.data_item import DataItem
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.engine.definition_files.incoming import DefinitionFile, Incoming, Said
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ids import new_id
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.opening import write
from groundswell.records.selectors.definitions import Catalogue, MeasureState, catalogue
from groundswell.records.services.dictionary import cadence_trouble, checked_day, needs_day
from groundswell.records.services.measures import define_act, only_seen
from groundswell.records.services.named_persons import definition_acts, newly_named
from groundswell.records.services.recording import needed, seal_acts
from groundswell.records.services.teams import team_acts

UNNAMED = MeasureDefinition("")


@dataclass(frozen=True, slots=True)
class PlacedTrouble:
    """A field of a file that cannot be taken, and where it stands; the rest of the measure can."""

    name: str
    place: str
    trouble: Trouble


@dataclass(frozen=True, slots=True)
class Planned:
    """One measure that would change (``measure_id``) or be made (""). ``person``: whose name it would newly hold."""

    measure_id: str
    name: str
    definition: MeasureDefinition
    changes: tuple[Difference, ...]
    needs_day: bool
    person: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a file would do. ``seal`` is the same only while it would do the same."""

    planned: tuple[Planned, ...]
    troubles: tuple[PlacedTrouble, ...]
    unchanged: int
    seal: str

    @property
    def needs_day(self) -> bool:
        """Whether any change breaks a series."""
        return any(one.needs_day for one in self.planned)

    @property
    def persons(self) -> tuple[str, ...]:
        """Names of people that definitions would newly hold."""
        return tuple(dict.fromkeys(one.person for one in self.planned if one.person))


@dataclass(frozen=True, slots=True)
class Stored:
    """How many definitions were changed and how many measures made."""

    changed: int
    made: int


@dataclass(frozen=True, slots=True)
class Why:
    """The reason of a whole import, from when changes that break a series hold, and why definitions of it may name people."""

    reason: str
    effective_from: date | None = None
    people_reason: str = ""


def plan(actor: Actor, brought: DefinitionFile) -> Plan:
    """What the file would change; nothing is stored."""
    return _plan(actor, catalogue(actor), brought)


def store(actor: Actor, brought: DefinitionFile, seen: str, why: Why) -> Stored:
    """Store what the plan of that seal showed, as one batch.

    Raises UserError("definitions_moved_on") where it would do something else by now, ("nothing_to_store"), ("reason_needed"),
    ("effective_day_needed"), ("effective_too_early", day), ("measure_named_like_person").
    """

    def work() -> Stored:
        everything = catalogue(actor)
        found = _plan(actor, everything, brought)
        if found.seal != seen:
            raise UserError("definitions_moved_on")
        if not found.planned:
            raise UserError("nothing_to_store")
        needed(why.reason)
        seal_acts(actor, [act for one in found.planned for act in _acts(actor, everything, one, why)])
        made = sum(not one.measure_id for one in found.planned)
        return Stored(len(found.planned) - made, made)

    return write(work)


def _acts(actor: Actor, everything: Catalogue, one: Planned, why: Why) -> list[ActDraft]:
    if not one.measure_id:
        only_seen(actor, one.definition)
        measure_id = new_id()
        acts = [define_act(measure_id, replace(one.definition, version=1), why.reason), *team_acts(actor, measure_id)]
        return [*acts, *definition_acts(measure_id, None, one.definition, why.people_reason)]
    state = everything.measures[one.measure_id]
    only_seen(actor, one.definition, state.definition)
    version = max(each.definition.version for each in state.versions) + 1
    day = state.versions[-1].effective_from
    if one.needs_day:
        day = checked_day(state, why.effective_from)
    elif breaks(state.definition, one.definition):
        day = None
    act = define_act(one.measure_id, replace(one.definition, version=version), why.reason, day)
    return [act, *definition_acts(one.measure_id, state.definition, one.definition, why.people_reason)]


def _plan(actor: Actor, seen_measures: Catalogue, brought: DefinitionFile) -> Plan:
    """Measures of other teams are not met by their names; one that is named by its id, and that this actor sees, is refused."""
    everything = seen_measures.theirs(actor)
    by_name: dict[str, list[MeasureState]] = defaultdict(list)
    for state in everything.measures.values():
        if state.in_use:
            by_name[state.definition.name.casefold()].append(state)
    planned: list[Planned] = []
    troubles: list[PlacedTrouble] = []
    unchanged, seen = 0, Counter[str]()
    for one in brought.measures:
        name = one.fields["name"].text.strip() if "name" in one.fields else ""
        if one.id in seen_measures.measures and one.id not in everything.measures:
            troubles.append(PlacedTrouble(name, one.place, Trouble("definition_not_yours", "name", name)))
            continue
        same = [everything.measures[one.id]] if one.id in everything.measures else by_name.get(name.casefold(), [])
        key = same[0].id if len(same) == 1 else f"name {name.casefold()}"
        seen[key] += 1
        refused = "definition_twice" if seen[key] > 1 else "definition_ambiguous" if len(same) > 1 else ""
        if refused:
            troubles.append(PlacedTrouble(name, one.place, Trouble(refused, "name", name)))
            continue
        found = _planned(same[0] if same else None, one, seen_measures, troubles)
        if found is None or not found.changes:
            unchanged += found is not None
        else:
            planned.append(found)
    return Plan(tuple(planned), tuple(troubles), unchanged, _seal(planned))


def _planned(state: MeasureState | None, one: Incoming, seen: Catalogue, troubles: list[PlacedTrouble]) -> Planned | None:
    """What one measure would become; None where it cannot be made."""
    before = UNNAMED if state is None else state.definition
    after, own = with_texts(before, {code: said.text for code, said in one.fields.items()})
    if state is not None:
        own = (*own, *cadence_trouble(state.id, before, after))
        if own and any(each.code == "cadence_has_figures" for each in own):
            after = replace(after, cadence=before.cadence)
    if one.items is not None:
        after = _with_items(after, one, seen, troubles)
    name = after.name or one.id
    troubles += [PlacedTrouble(name, _place(one, each.field), each) for each in own]
    if not after.name:
        if not any(each.field == "name" for each in own):
            troubles.append(PlacedTrouble(name, one.place, Trouble("name_needed", "name", "")))
        return None
    changes = differences(before, after)
    if not changes and before.entry.items != after.entry.items:
        changes = (Difference("items", _names(before), _names(after)),)
    person = newly_named(None if state is None else before, after)
    return Planned("" if state is None else state.id, after.name, after, changes, state is not None and needs_day(state, after), person)


def _names(definition: MeasureDefinition) -> str:
    return ", ".join(item.name for item in definition.entry.items)


def _with_items(after: MeasureDefinition, one: Incoming, seen: Catalogue, troubles: list[PlacedTrouble]) -> MeasureDefinition:
    """The data items that the file lists, in its order; one without a name of its own is left out and named, and so is the measure of
    one that is not there, or not for these eyes."""
    before = {item.name: item for item in after.entry.items}
    found: dict[str, DataItem] = {}
    for said in one.items or ():
        name = said["name"].text.strip() if "name" in said else ""
        was = before.get(name, DataItem(""))
        item, own = item_with(was, {code: each.text for code, each in said.items()})
        place = next((each.place for each in said.values()), one.place)
        if refused := _refused(name, found):
            troubles.append(PlacedTrouble(after.name, place, Trouble(refused, "items", name)))
            continue
        troubles += [PlacedTrouble(after.name, _item_place(said, each.field, place), each) for each in own]
        if item.measure_id not in {"", was.measure_id, *seen.measures}:
            where = _item_place(said, "measure_id", place)
            troubles.append(PlacedTrouble(after.name, where, Trouble("item_measure_unknown", "items", name)))
            item = replace(item, measure_id=was.measure_id)
        if item.name:
            found[name] = item
    return replace(after, entry=replace(after.entry, items=tuple(found.values())))


def _refused(name: str, found: Mapping[str, DataItem]) -> str:
    if not name:
        return "item_without_name"
    if name in found:
        return "item_twice"
    return "" if len(found) < MOST_ITEMS else "too_many_items"


def _place(one: Incoming, code: str) -> str:
    return one.fields[code].place if code in one.fields else one.place


def _item_place(said: Mapping[str, Said], code: str, otherwise: str) -> str:
    return said[code].place if code in said else otherwise


def _seal(planned: Sequence[Planned]) -> str:
    said = repr([(one.measure_id, one.name, one.changes, one.needs_day) for one in planned])
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
