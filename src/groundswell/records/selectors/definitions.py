"""What measures and places are, by the definitions that stood at a ledger position."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from groundswell.domain.access.deciding import Audience, Subject, acts, sees
from groundswell.domain.authoring.history import History, Version
from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.period import Cadence
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.dictionary_text import entry_of
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.selectors.acts import ActRow, live_acts

MEASURE_KINDS = (Kind.DEFINE, Kind.VISIBILITY, Kind.RETIRE, Kind.MERGE)


@dataclass(frozen=True, slots=True)
class DefinitionVersion:
    """One version with the day from which it holds (None: from the start) and why."""

    definition: MeasureDefinition
    effective_from: date | None
    reason: str
    seq: int


@dataclass(slots=True)
class MeasureState:
    """A measure as its acts leave it. ``merged_into`` and ``away`` hold the act that did it; ``team`` is the org unit that owns it, None
    where one person works alone; ``upward`` are the units above that it was named to."""

    id: str
    versions: list[DefinitionVersion] = field(default_factory=list)
    audience: Audience = Audience.TEAM
    team: str | None = None
    upward: frozenset[str] = frozenset()
    away: ActRow | None = None
    merged: ActRow | None = None

    @property
    def definition(self) -> MeasureDefinition:
        """The newest version."""
        return self.versions[-1].definition

    @property
    def history(self) -> History:
        """All versions, as what holds for which days."""
        return History(tuple(Version(one.definition, one.effective_from, one.reason) for one in self.versions))

    @property
    def subject(self) -> Subject:
        """As the decision point takes it."""
        return Subject(self.id, self.audience, self.team, self.upward)

    @property
    def in_use(self) -> bool:
        """Neither put away nor merged into another."""
        return self.away is None and self.merged is None

    def version_on(self, day: date) -> int:
        """Number of the version in force on a day."""
        holding = [one for one in self.versions if one.effective_from is None or one.effective_from <= day]
        return (holding or self.versions)[-1].definition.version


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All measures (those that this actor may see) and places at a position; ``hidden`` are the others."""

    measures: Mapping[str, MeasureState]
    org_units: Mapping[str, str]
    hidden: Mapping[str, MeasureState] = field(default_factory=dict)

    @property
    def whole(self) -> "Catalogue":
        """Everybody's measures: what a computed figure is made of, whoever may see that by itself."""
        return Catalogue({**self.measures, **self.hidden}, self.org_units) if self.hidden else self

    def merged_into(self, measure_id: str) -> str:
        """The measure that this one's figures now belong to: itself, unless it was merged."""
        seen = set()
        while measure_id in self.measures and measure_id not in seen:
            seen.add(measure_id)
            merged = self.measures[measure_id].merged
            if merged is None:
                break
            measure_id = str(merged.payload["into"])
        return measure_id


def catalogue(actor: Actor, as_of_seq: int | None = None) -> Catalogue:
    """Read all definitions, audiences, merges and put-aways in one query."""
    measures: dict[str, MeasureState] = {}
    org_units: dict[str, str] = {}
    for act in live_acts(MEASURE_KINDS, as_of_seq):
        if act.kind == Kind.DEFINE and act.what == What.ORG_UNIT:
            org_units[str(act.org_unit)] = act.payload["name"]
            continue
        _add(measures.setdefault(str(act.measure), MeasureState(str(act.measure))), act)
    seen = {key: state for key, state in measures.items() if state.versions and sees(actor.viewer, state.subject)}
    hidden = {key: state for key, state in measures.items() if state.versions and key not in seen}
    return Catalogue(seen, org_units, hidden)


def state_of(measure_id: str) -> MeasureState | None:
    """One measure by its own acts alone, whoever may see it; None where there is none. For the product itself, which asks nobody."""
    state = MeasureState(measure_id)
    for act in live_acts(MEASURE_KINDS, None, measure=measure_id):
        _add(state, act)
    return state if state.versions else None


def _add(state: MeasureState, act: ActRow) -> None:
    if act.kind == Kind.DEFINE:
        state.versions.append(DefinitionVersion(definition_of(act), act.day, act.reason, act.seq))
    elif act.kind == Kind.VISIBILITY:
        _publish(state, act)
    elif act.kind == Kind.RETIRE:
        state.away = act
    else:
        state.merged = act


def _publish(state: MeasureState, act: ActRow) -> None:
    if act.what == What.TEAM:
        state.team = act.payload["team"]
    else:
        state.audience = Audience(act.payload["audience"])
        state.upward = frozenset(act.payload.get("upward", ()))


def definition_of(act: ActRow) -> MeasureDefinition:
    """The definition that a ``define`` act holds."""
    payload = act.payload
    return MeasureDefinition(
        name=payload["name"],
        description=payload["description"],
        measurement_unit=payload["measurement_unit"],
        direction=Direction(payload["direction"]),
        lower_bound=_exact(payload["lower_bound"]),
        upper_bound=_exact(payload["upper_bound"]),
        decimals=payload["decimals"],
        cadence=Cadence(payload["cadence"]),
        owner=act.words.get("owner", ""),
        version=payload["version"],
        entry=entry_of(payload.get("entry", {}), act.words.get("people", "")),
    )


def _exact(text: str | None) -> Exact | None:
    return None if text is None else Exact.parse(text)


def known(actor: Actor, measure_id: str, as_of_seq: int | None = None) -> MeasureState:
    """A measure that this actor may see; raises UserError("measure_unknown"), the same for one that does not exist."""
    measures = catalogue(actor, as_of_seq).measures
    if measure_id not in measures:
        raise UserError("measure_unknown")
    return measures[measure_id]


def acting(actor: Actor, measure_id: str) -> MeasureState:
    """A measure that this actor may change; raises UserError("measure_unknown"), and ("not_your_measure") where they may only look."""
    state = known(actor, measure_id)
    if not acts(actor.viewer, state.subject):
        raise UserError("not_your_measure")
    return state
