"""What measures and places are, by the definitions that stood at a ledger position."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count

from groundswell.domain.access.deciding import Audience, Because, Subject, acts, decide, sees
from groundswell.domain.authoring.definition.veiling import veiled
from groundswell.domain.authoring.history import History, Version
from groundswell.domain.measurement.definition import Band, Direction, MeasureDefinition
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.organisation.merged import Merged, successors
from groundswell.domain.organisation.unit import Change
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import PRODUCT, Actor
from groundswell.records.databases import identity
from groundswell.records.dictionary_text import entry_of
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.selectors.acts import ActRow, grows, live_acts, newest_seq
from groundswell.records.selectors.kept import Kept


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
    _whole: "list[Catalogue]" = field(default_factory=list, repr=False, compare=False)
    _theirs: "list[Catalogue]" = field(default_factory=list, repr=False, compare=False)
    _sources: list[Mapping[str, Sequence[str]]] = field(default_factory=list, repr=False, compare=False)

    def theirs(self, actor: Actor) -> "Catalogue":
        """Only the measures that may be changed by the actor for whom this was read; the others are hidden."""
        if not self._theirs:
            own = {key: state for key, state in self.measures.items() if acts(actor.viewer, state.subject)}
            others = {key: state for key, state in self.measures.items() if key not in own}
            self._theirs.append(Catalogue(own, self.org_units, {**self.hidden, **others}) if others else self)
        return self._theirs[0]

    @property
    def whole(self) -> "Catalogue":
        """Everybody's measures: what a computed figure is made of, whoever may see that by itself."""
        if not self.hidden:
            return self
        if not self._whole:
            self._whole.append(Catalogue({**self.measures, **self.hidden}, self.org_units))
        return self._whole[0]

    @property
    def sources(self) -> Mapping[str, Sequence[str]]:
        """The measures that were merged into another, by that one."""
        if not self._sources:
            found: dict[str, list[str]] = defaultdict(list)
            for state in self.measures.values():
                if state.merged is not None:
                    found[self.merged_into(state.id)].append(state.id)
            self._sources.append(dict(found))
        return self._sources[0]

    def narrowed(self, measure_ids: Collection[str]) -> "Catalogue":
        """Those measures alone (and what was merged into them), all others as if they were hidden."""
        shown = {one: state for one, state in self.measures.items() if self.merged_into(one) in measure_ids}
        return Catalogue(shown, self.org_units, self.whole.measures if len(shown) < len(self.whole.measures) else {})

    def merges_until(self, seq: int) -> "Catalogue":
        """The same with the merges of after that entry undone: a measure that was merged since has its figures to itself."""
        if all(state.merged is None or state.merged.seq <= seq for state in self.whole.measures.values()):
            return self
        shown, others = ({key: _unmerged(state, seq) for key, state in measures.items()} for measures in (self.measures, self.hidden))
        return Catalogue(shown, self.org_units, others)

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


def _unmerged(state: MeasureState, seq: int) -> MeasureState:
    return state if state.merged is None or state.merged.seq <= seq else replace(state, merged=None)


@dataclass(frozen=True, slots=True)
class Everything:
    """All measures and places at a position, whoever may see them. ``edition``: another one wherever anything of it may be another; entries
    that are about something else, figures above all, leave it."""

    seq: int
    measures: Mapping[str, MeasureState]
    org_units: Mapping[str, str]
    merged: Mapping[str, Merged] = field(default_factory=dict)
    edition: int = 0


_editions = count(1)
_KINDS = (Kind.DEFINE, Kind.VISIBILITY, Kind.RETIRE, Kind.MERGE)
_whole: Kept[Everything] = Kept(4)
_newest: Kept[Everything] = Kept(2)
_seen: Kept[Catalogue] = Kept(200)
"""Of some hundred people at work the catalogue that each may see is some lists of references."""


def catalogue(actor: Actor, as_of_seq: int | None = None) -> Catalogue:
    """All definitions, audiences, merges and put-aways at a position: those that this actor may see, and the others as ``hidden``.

    Whoever looks at an earlier position sees by today's audiences: what was narrowed since is not found in the past either.
    """
    newest = newest_seq()
    seq = newest if as_of_seq is None else min(as_of_seq, newest)
    today = clock.now().date()
    everything, now = _everything(seq), _everything(newest)
    key = (*identity(), everything.edition, now.edition, actor.viewer, today)
    return _seen.get(key) or _seen.put(key, _as_seen(actor, everything, now, today))


def board(actor: Actor) -> frozenset[str] | None:
    """The measures that this person lives with: of their own units, those in which they hold a role, and those named to their units. None:
    all, for whoever is alone with them."""
    if actor.alone:
        return None
    near = (Because.OWN_TEAM, Because.OWN_ROLE, Because.NAMED_ABOVE)
    return frozenset(one for one, state in catalogue(actor).measures.items() if decide(actor.viewer, state.subject).because in near)


def _as_seen(actor: Actor, everything: Everything, now: Everything, day: date) -> Catalogue:
    """Units that were merged by that day have their successors in their place: as owners, and as units that something was named to."""
    there = {key: state for key, state in everything.measures.items() if state.versions}
    if actor.alone:
        return Catalogue(there, everything.org_units)
    if everything is not now:
        there = {key: _as_of_today(state, now.measures.get(key, MeasureState(key))) for key, state in there.items()}
    if merged := successors(now.merged, day):
        there = {key: _of_successors(state, merged) for key, state in there.items()}
    seen = {key: state for key, state in there.items() if sees(actor.viewer, _shown_as(there, state).subject)}
    seen = {key: state if acts(actor.viewer, state.subject) else _as_looked_at(state, seen.keys()) for key, state in seen.items()}
    hidden = {key: state for key, state in there.items() if key not in seen} if len(seen) < len(there) else {}
    return Catalogue(seen, everything.org_units, hidden)


def _as_of_today(state: MeasureState, now: MeasureState) -> MeasureState:
    return replace(state, audience=now.audience, team=now.team, upward=now.upward)


def _as_looked_at(state: MeasureState, seen: Set[str]) -> MeasureState:
    """The measure for somebody of another team: what its formula is made of that they may not see has no name there."""
    of_items = {item.measure_id for one in state.versions for item in one.definition.entry.items if item.measure_id}
    hidden = of_items - seen
    if not hidden:
        return state
    return replace(state, versions=[replace(one, definition=veiled(one.definition, hidden)) for one in state.versions])


def _shown_as(measures: Mapping[str, MeasureState], state: MeasureState) -> MeasureState:
    """The measure that its figures show in: what was merged into another is for the same eyes as that one."""
    return state if state.merged is None else measures.get(Catalogue(measures, {}).merged_into(state.id), state)


def _of_successors(state: MeasureState, merged: Mapping[str, str]) -> MeasureState:
    if state.team not in merged and merged.keys().isdisjoint(state.upward):
        return state
    team = merged.get(state.team, state.team) if state.team is not None else None
    return replace(state, team=team, upward=frozenset(merged.get(one, one) for one in state.upward))


def _everything(seq: int) -> Everything:
    """What stood at a position; where only new acts came since the newest one known, those are added to it."""
    database = identity()
    known_already = _whole.get((*database, seq))
    if known_already is not None:
        return known_already
    base = _newest.get(database)
    if base is None or base.seq > seq or not grows(_KINDS, base.seq, seq):
        base = Everything(0, {}, {})
    made = _with(base, live_acts(_KINDS, seq, after=base.seq), seq)
    _newest.put(database, made)
    return _whole.put((*database, seq), made)


def _with(base: Everything, acts: Iterable[ActRow], seq: int) -> Everything:
    """The same with some acts more. What is there already stays untouched: others may be reading it."""
    added = list(acts)
    if base.edition and not added:
        return replace(base, seq=seq)
    measures, org_units, merged = dict(base.measures), dict(base.org_units), dict(base.merged)
    own: set[str] = set()
    for act in added:
        if act.kind == Kind.DEFINE and act.what == What.ORG_UNIT:
            org_units[str(act.org_unit)] = act.payload["name"]
        elif act.what == What.UNIT and act.payload["change"] == Change.MERGED and act.day is not None:
            merged[str(act.org_unit)] = Merged(act.day, act.payload["into"][0])
        elif act.measure is not None:
            state = measures.get(act.measure, MeasureState(act.measure))
            if act.measure not in own:
                own.add(act.measure)
                state = measures[act.measure] = replace(state, versions=list(state.versions))
            _apply(state, act)
    return Everything(seq, measures, org_units, merged, next(_editions))


def _apply(state: MeasureState, act: ActRow) -> None:
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
    elif not act.what:
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
        band=_band(payload.get("band")),
    )


def _band(ends: Mapping[str, str] | None) -> Band | None:
    return None if ends is None else Band(Exact.parse(ends["lower"]), Exact.parse(ends["upper"]))


def _exact(text: str | None) -> Exact | None:
    return None if text is None else Exact.parse(text)


def edition() -> int:
    """A number that is another one wherever some measure or place may be another than it was; new figures leave it."""
    return _everything(newest_seq()).edition


def known(actor: Actor, measure_id: str, as_of_seq: int | None = None) -> MeasureState:
    """A measure that this actor may see; raises UserError("measure_unknown"), the same for one that does not exist."""
    measures = catalogue(actor, as_of_seq).measures
    if measure_id not in measures:
        raise UserError("measure_unknown")
    return measures[measure_id]


def acting(actor: Actor, measure_id: str, unknown: str = "measure_unknown") -> MeasureState:
    """A measure that this actor may change; raises UserError(``unknown``), and ("not_your_measure") where they may only look."""
    state = catalogue(actor).measures.get(measure_id)
    if state is None:
        raise UserError(unknown)
    if not acts(actor.viewer, state.subject):
        raise UserError("not_your_measure")
    return state


def subject_of(measure_id: str) -> Subject | None:
    """A measure as the decision point takes it, whoever asks; None where there is none. What was merged is for the eyes of the other."""
    whole = catalogue(PRODUCT)
    state = whole.measures.get(measure_id)
    if state is None:
        return None
    shown = _of_successors(_shown_as(whole.measures, state), units_that_go_on()).subject
    return Subject(measure_id, shown.audience, shown.team, shown.upward)


def units_that_go_on() -> dict[str, str]:
    """Units that were merged by today, each with the unit that goes on for it: whose things are theirs."""
    return successors(_everything(newest_seq()).merged, clock.now().date())
