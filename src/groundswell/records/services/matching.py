"""Which measures and places of the record a file's names mean."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from groundswell.domain.measurement.observation import Observation
from groundswell.engine.intake import Intake, ReadTarget, Remark
from groundswell.engine.name_changes import names_changes
from groundswell.engine.name_likeness import PARTS, folded, written_key
from groundswell.records.actors import Actor
from groundswell.records.ids import new_id
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.lines import Line
from groundswell.records.selectors.acts import all_acts
from groundswell.records.selectors.definitions import Catalogue, catalogue
from groundswell.records.selectors.names import MEASURE, ORG_UNIT, decided_names
from groundswell.records.selectors.org_units import names_of_places, tree
from groundswell.records.selectors.places_seen import places_seen
from groundswell.records.services.diff import Renamed
from groundswell.records.services.teams import unit_or_none

Row = TypeVar("Row", Observation, ReadTarget, Remark)
MOST_STEPS = 10
"""Names that lead to one another: A means B, B means C."""


@dataclass(frozen=True, slots=True)
class Pinned:
    """What names of this intake mean, whoever else bears them: names of measures and places, each with its id."""

    measures: Mapping[str, str]
    places: Mapping[str, str]


@dataclass(slots=True)
class Matching:
    """Names → ids. A name that a measure ever had finds it; an unknown one gets a new id, remembered for this file."""

    everything: Catalogue
    by_measure: dict[str, str]
    by_place: dict[str, str]
    defined: dict[str, int]
    """How many definitions each measure has ever had, taken-back ones included."""
    aliases: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By kind and folded name of a file: the name that a person said it means."""
    new_measures: dict[str, str] = field(default_factory=dict)
    """Id → name, of measures without a standing definition."""
    unit: str | None = None
    """The org unit that new measures belong to; None where one person works alone, or has not said for which unit they work."""
    places: frozenset[str] = frozenset()
    """Ids of all places of the record, those of other teams' measures among them: they are met by their whole name, and never offered."""
    new_places: dict[str, str] = field(default_factory=dict)
    _lines: dict[tuple[str, str | None], Line] = field(default_factory=dict)
    _written: dict[tuple[str, str], str] = field(default_factory=dict)
    _alike: dict[str, dict[str, str | None]] = field(default_factory=dict)

    def line(self, measure: str, org_unit: str | None) -> Line:
        """The line that a figure under these names is stored in."""
        names = (measure, org_unit)
        if names not in self._lines:
            self._lines[names] = Line(self._measure(measure), None if org_unit is None else self._place(org_unit))
        return self._lines[names]

    def shown_line(self, line: Line) -> Line:
        """The line that its figures show in, after merges."""
        return Line(self.everything.merged_into(line.measure_id), line.org_unit_id)

    def known(self, measure_id: str) -> bool:
        """Whether the measure has a standing definition."""
        return measure_id in self.everything.measures

    def standing(self, kind: str) -> dict[str, str]:
        """The names that measures, or places, have now, by id."""
        if kind == ORG_UNIT:
            return dict(self.everything.org_units)
        return {measure_id: state.definition.name for measure_id, state in self.everything.measures.items()}

    def written(self, kind: str, name: str) -> str:
        """A name of a file as the record writes it: the name that a person said it means, or one that is written alike; else itself."""
        key = (kind, name)
        if key not in self._written:
            self._written[key] = self._name_of(kind, name)
        return self._written[key]

    def resolves(self, kind: str, name: str) -> bool:
        """Whether a name of a file is settled: a name of the record, or one that a person said to mean another."""
        return self.written(kind, name) != name or self._standing_id(kind, name) is not None

    def _name_of(self, kind: str, name: str) -> str:
        now = name
        for _ in range(MOST_STEPS):
            known = self._standing_id(kind, now)
            if known is not None:
                standing = self.standing(kind)[known]
                return standing if self._ids(kind).get(folded(standing)) == known else now
            meant = self._meant(kind, now)
            if folded(meant) == folded(now):
                break
            now = meant
        return now

    def _meant(self, kind: str, name: str) -> str:
        """What a person said that a name means; else the name with what they said of its parts put in."""
        whole = self.aliases.get((kind, folded(name)))
        if whole is not None or PARTS.search(name) is None:
            return whole or name
        pieces = re.split(f"({PARTS.pattern})", name)
        return "".join(self.aliases.get((kind, folded(piece)), piece) for piece in pieces)

    def _ids(self, kind: str) -> dict[str, str]:
        return self.by_place if kind == ORG_UNIT else self.by_measure

    def _standing_id(self, kind: str, name: str) -> str | None:
        """The standing measure or place that has the name, had it, or is the only one whose name is written alike."""
        found = self._ids(kind).get(folded(name))
        if found is not None and (found in self.everything.org_units if kind == ORG_UNIT else self.known(found)):
            return found
        if kind not in self._alike:
            alike: dict[str, str | None] = {}
            for known, standing in self.standing(kind).items():
                key = written_key(standing)
                alike[key] = None if key in alike else known
            self._alike[kind] = alike
        return self._alike[kind].get(written_key(name)) if (kind, folded(name)) not in self.aliases else None

    def _measure(self, name: str) -> str:
        measure_id = self.by_measure.setdefault(folded(name), new_id())
        if not self.known(measure_id):
            self.new_measures.setdefault(measure_id, name)
        return measure_id

    def _place(self, name: str) -> str:
        org_unit_id = self.by_place.setdefault(folded(name), new_id())
        if org_unit_id not in self.places:
            self.new_places.setdefault(org_unit_id, name)
        return org_unit_id


def matching(actor: Actor, pinned: Pinned | None = None) -> Matching:
    """Read every name that this actor's measures and places have or had; the newest use of a name counts, a standing one before one
    taken back. Measures of other teams are neither met nor offered, whoever may see them: a file makes figures of one's own.

    A pinned name means what it is pinned to.
    """
    whole = catalogue(actor)
    theirs = whole.theirs(actor)
    everything = replace(theirs, org_units={unit: whole.org_units[unit] for unit in places_seen(actor, whole)})
    own = {*everything.measures} if actor.alone else {*everything.measures, *_taken_back(actor)}
    by_measure: dict[str, str] = {}
    by_place: dict[str, str] = {}
    defined: dict[str, int] = {}
    for act in all_acts([Kind.DEFINE]):
        if act.what == What.ORG_UNIT:
            by_place[folded(act.payload["name"])] = str(act.org_unit)
        elif act.measure is not None and (actor.alone or act.measure in own):
            by_measure[folded(act.payload["name"])] = str(act.measure)
            defined[str(act.measure)] = max(defined.get(str(act.measure), 0), act.payload["version"])
    for state in everything.measures.values():
        by_measure[folded(state.definition.name)] = state.id
    by_place.update({folded(name): unit for unit, name in everything.org_units.items()})
    by_place.update(names_of_places(tree()))
    if pinned is not None:
        by_measure.update({folded(name): measure for name, measure in pinned.measures.items()})
        by_place.update({folded(name): unit for name, unit in pinned.places.items()})
    aliases = {(one.kind, folded(one.name)): one.meant for one in reversed(decided_names(actor)) if one.same}
    return Matching(everything, by_measure, by_place, defined, aliases, unit=unit_or_none(actor), places=frozenset(whole.org_units))


def _taken_back(actor: Actor) -> set[str]:
    """Measures that this actor's teams owned when they were taken back with their import: the same file again brings them back."""
    teams = {str(act.measure): act.payload["team"] for act in all_acts([Kind.VISIBILITY]) if act.what == What.TEAM}
    return {measure for measure, team in teams.items() if team in actor.viewer.units}


@dataclass(frozen=True, slots=True)
class Incoming:
    """The kept part of an intake: figures and states in the file's order."""

    intake: Intake
    observations: tuple[Observation, ...]
    keep: frozenset[str] | None
    pinned: Pinned | None = None

    def kept(self, measure: str) -> bool:
        """Whether the person keeps that measure."""
        return self.keep is None or measure in self.keep


def incoming(intake: Intake, keep: Collection[str] | None) -> Incoming:
    """Figures and cells that say why there is none; blank cells say nothing and are not stored."""
    wanted = None if keep is None else frozenset(keep)
    every: Iterable[Observation] = (*intake.observations, *intake.states)
    return Incoming(intake, tuple(one for one in every if wanted is None or one.measure in wanted), wanted)


def settled(coming: Incoming, matched: Matching) -> tuple[Incoming, tuple[Renamed, ...]]:
    """What comes in under the names of the record, and which names of the file were not written like them."""
    intake = coming.intake
    every: list[Observation | ReadTarget | Remark] = [*intake.observations, *intake.states, *intake.blanks, *intake.targets]
    every += [*intake.remarks, *intake.statuses]
    measures = {name: matched.written(MEASURE, name) for name in {one.measure for one in every}}
    measures |= {name: matched.written(MEASURE, name) for name, _ in intake.attributes}
    places = {name: matched.written(ORG_UNIT, name) for name in {one.org_unit for one in every} if name is not None}
    places |= {name: matched.written(ORG_UNIT, name) for _, name in intake.attributes if name is not None}
    renamed = [Renamed(MEASURE, name, meant) for name, meant in sorted(measures.items()) if folded(name) != folded(meant)]
    renamed += [Renamed(ORG_UNIT, name, meant) for name, meant in sorted(places.items()) if folded(name) != folded(meant)]
    if all(name == meant for names in (measures, places) for name, meant in names.items()):
        return coming, ()

    def named(rows: Sequence[Row]) -> list[Row]:
        return [replace(one, measure=measures[one.measure], org_unit=places.get(one.org_unit or "", one.org_unit)) for one in rows]

    attributes: dict[tuple[str, str | None], dict[str, str]] = {}
    for (measure, org_unit), said in intake.attributes.items():
        attributes.setdefault((measures[measure], places.get(org_unit or "", org_unit)), {}).update(said)
    under_record_names = replace(
        intake,
        observations=named(intake.observations),
        states=named(intake.states),
        blanks=named(intake.blanks),
        targets=named(intake.targets),
        remarks=named(intake.remarks),
        statuses=named(intake.statuses),
        attributes=attributes,
    )
    still = {change.start.isoformat() for change in names_changes(under_record_names.observations)}
    under_record_names.problems = [one for one in intake.problems if one.code != "names_change" or one.values["start"] in still]
    keep = None if coming.keep is None else frozenset(measures.get(name, name) for name in coming.keep)
    return incoming(under_record_names, keep), tuple(renamed)
