"""Which measures and places of the record a file's names mean."""

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from groundswell.domain.measurement.observation import Observation
from groundswell.engine.intake import Intake
from groundswell.records.actors import Actor
from groundswell.records.ids import new_id
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.lines import Line
from groundswell.records.selectors.acts import all_acts
from groundswell.records.selectors.definitions import Catalogue, catalogue


def folded(name: str) -> str:
    """A name as it is compared: case, spacing and Unicode form aside."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@dataclass(slots=True)
class Matching:
    """Names → ids. A name that a measure ever had finds it; an unknown one gets a new id, remembered for this file."""

    everything: Catalogue
    by_measure: dict[str, str]
    by_place: dict[str, str]
    defined: dict[str, int]
    """How many definitions each measure has ever had, taken-back ones included."""
    new_measures: dict[str, str] = field(default_factory=dict)
    """Id → name, of measures without a standing definition."""
    new_places: dict[str, str] = field(default_factory=dict)
    _lines: dict[tuple[str, str | None], Line] = field(default_factory=dict)

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

    def _measure(self, name: str) -> str:
        measure_id = self.by_measure.setdefault(folded(name), new_id())
        if not self.known(measure_id):
            self.new_measures.setdefault(measure_id, name)
        return measure_id

    def _place(self, name: str) -> str:
        org_unit_id = self.by_place.setdefault(folded(name), new_id())
        if org_unit_id not in self.everything.org_units:
            self.new_places.setdefault(org_unit_id, name)
        return org_unit_id


def matching(actor: Actor) -> Matching:
    """Read every name that measures and places have or had; the newest use of a name counts, a standing one before one taken back."""
    everything = catalogue(actor)
    by_measure: dict[str, str] = {}
    by_place: dict[str, str] = {}
    defined: dict[str, int] = {}
    for act in all_acts([Kind.DEFINE]):
        if act.what == What.ORG_UNIT:
            by_place[folded(act.payload["name"])] = str(act.org_unit)
        else:
            by_measure[folded(act.payload["name"])] = str(act.measure)
            defined[str(act.measure)] = max(defined.get(str(act.measure), 0), act.payload["version"])
    for state in everything.measures.values():
        by_measure[folded(state.definition.name)] = state.id
    by_place.update({folded(name): unit for unit, name in everything.org_units.items()})
    return Matching(everything, by_measure, by_place, defined)


@dataclass(frozen=True, slots=True)
class Incoming:
    """The kept part of an intake: figures and states in the file's order."""

    intake: Intake
    observations: tuple[Observation, ...]
    keep: frozenset[str] | None

    def kept(self, measure: str) -> bool:
        """Whether the person keeps that measure."""
        return self.keep is None or measure in self.keep


def incoming(intake: Intake, keep: Collection[str] | None) -> Incoming:
    """Figures and cells that say why there is none; blank cells say nothing and are not stored."""
    wanted = None if keep is None else frozenset(keep)
    every: Iterable[Observation] = (*intake.observations, *intake.states)
    return Incoming(intake, tuple(one for one in every if wanted is None or one.measure in wanted), wanted)
