"""Lines of people, and of units of very few: nothing of them is stored without a reason, which stays on the record.

The ledger says which lines they are by their ids; names of people stand in no leaf.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.privacy.few import FEWEST_PEOPLE
from groundswell.domain.privacy.persons import named_person
from groundswell.engine.people_named import NOBODY_NAMED, PeopleNamed, parts_of, people_named
from groundswell.errors import UserError, Value
from groundswell.records import clock
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.selectors.acts import live_acts
from groundswell.records.selectors.org_units import tree, units_of_few
from groundswell.records.services.matching import Incoming, Matching
from groundswell.records.services.recording import short_enough

FOR_PEOPLE = "people"
"""The key of ``reasons`` under which it stands why lines that are named like people are stored."""
NAMED = 3
"""So many names are shown of those that were seen."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Lines that are named like people, or are of too few, and wait for an answer; by measure the places that they are stored under."""

    people: PeopleNamed = NOBODY_NAMED
    units: Mapping[str, frozenset[str | None]] = field(default_factory=dict)


def unanswered(coming: Incoming, matched: Matching) -> Asked:
    """Lines of a file that are named like people or are of units of too few, but for those that somebody gave a reason for already."""
    people, known = people_named(coming.intake), tree()
    few = units_of_few(clock.now().date())
    if not people and not few:
        return Asked()
    answered = _answered()
    names: set[str | None] = set()
    small: dict[str, None] = {}
    units: dict[str, frozenset[str | None]] = {}
    for measure, place in dict.fromkeys((one.measure, one.org_unit) for one in coming.observations):
        is_named = people.names(measure, place)
        if not is_named and (place is None or not few):
            continue
        line = matched.line(measure, place)
        is_small = line.org_unit_id is not None and known.unit_of(line.org_unit_id) in few
        if (is_named or is_small) and line.org_unit_id not in answered.get(line.measure_id, ()):
            names |= {measure, place} if is_named else set()
            small |= {place: None} if is_small and place is not None else {}
            units[line.measure_id] = units.get(line.measure_id, frozenset()) | {line.org_unit_id}
    measures, places = (tuple(name for name in among if name in names) for among in (people.measures, people.places))
    parts = {part for name in (*measures, *places) for part in parts_of(name)}
    return Asked(PeopleNamed(measures, places, tuple(one for one in people.persons if one.name in parts), tuple(small)), units)


def asked_values(people: PeopleNamed) -> Mapping[str, Value]:
    """What the sentence about names of people needs: how many there are, and the first few of them."""
    return _some(dict.fromkeys(one.name for one in people.persons))


def few_values(people: PeopleNamed) -> Mapping[str, Value]:
    """What the sentence about units of too few people needs."""
    return {**_some(people.few), "least": FEWEST_PEOPLE}


def _some(names: Iterable[str]) -> dict[str, Value]:
    every = tuple(names)
    return {"n": len(every), "names": every[:NAMED]}


def refuse(people: PeopleNamed, reason: str) -> None:
    """Raises UserError("lines_named_like_people") or ("lines_of_few_people") where there are such lines and no reason."""
    if people and not reason.strip():
        if people.persons:
            raise UserError("lines_named_like_people", dict(asked_values(people)))
        raise UserError("lines_of_few_people", dict(few_values(people)))


def kept_acts(asked: Asked, reason: str) -> list[ActDraft]:
    """One act for each measure that has such lines: that they are kept, by whom and why."""
    return [kept_act(measure_id, units, reason) for measure_id, units in asked.units.items()]


def kept_act(measure_id: str, units: Iterable[str | None], reason: str) -> ActDraft:
    """The act that keeps lines of a measure though they are named like people; the measure itself where a unit is None."""
    found = list(units)
    payload = {"what": What.PEOPLE.value, "units": sorted(unit for unit in found if unit is not None), "itself": None in found}
    return ActDraft(Kind.NOTE, measure_id, payload=payload, words={"reason": short_enough(reason)})


def definition_acts(measure_id: str, before: MeasureDefinition | None, after: MeasureDefinition, reason: str) -> list[ActDraft]:
    """What a definition needs beside it that names a person where the one before did not: an act with the reason.

    Raises UserError("measure_named_like_person") without one.
    """
    person = newly_named(before, after)
    if not person:
        return []
    if not reason.strip():
        raise UserError("measure_named_like_person", {"person": person})
    return [kept_act(measure_id, [None], reason)]


def newly_named(before: MeasureDefinition | None, after: MeasureDefinition) -> str:
    """The person whom a definition names and the one before did not; empty where there is none."""
    person = person_of(after)
    return "" if before is not None and person and person_of(before) == person else person


def person_of(definition: MeasureDefinition) -> str:
    """The person whose name stands in a measure's name or description; empty where none does."""
    return named_person(definition.name) or next(
        (found for line in definition.description.splitlines() if (found := named_person(line)) and found != line.strip()), ""
    )


def _answered() -> dict[str, set[str | None]]:
    """By measure, the units for which somebody gave a reason; None for the measure itself."""
    found: dict[str, set[str | None]] = {}
    for act in live_acts((Kind.NOTE,), None):
        if act.what == What.PEOPLE and act.measure is not None:
            units = found.setdefault(act.measure, set())
            units |= set(act.payload["units"]) | ({None} if act.payload["itself"] else set())
    return found
