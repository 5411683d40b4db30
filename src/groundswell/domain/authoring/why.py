"""Why this measure: from the result that should be true to what has changed since, gathered from what is written (issue 3, point 7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from groundswell.domain.authoring.links_between import drives
from groundswell.domain.authoring.measure_design import Aspect, BiggerPicture, Candidate, MeasureDesign, Side
from groundswell.domain.authoring.results_map import Result, ResultsMap, Zone
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DictionaryEntry


class Part(StrEnum):
    """What the chain is made of, in the order in which it is read."""

    RESULT = "result"
    EVIDENCE = "evidence"
    CANDIDATES = "candidates"
    CHOICE = "choice"
    HARM = "harm"
    SAID = "said"
    CHANGES = "changes"


class Topic(StrEnum):
    """What a change of a definition is about, coarse enough for one line."""

    NAME = "name"
    MEANING = "meaning"
    UNIT = "unit"
    DIRECTION = "direction"
    BOUNDS = "bounds"
    DECIMALS = "decimals"
    CADENCE = "cadence"
    PEOPLE = "people"
    FORMULA = "formula"
    SCOPE = "scope"
    TYPE = "type"
    RESULT = "result"
    STATUS = "status"
    TIMES = "times"
    COMPARISON = "comparison"
    USE = "use"
    SIDE_EFFECTS = "side_effects"
    OTHER = "other"


_TOPICS: Mapping[Topic, tuple[str, ...]] = {
    Topic.NAME: ("name",),
    Topic.MEANING: ("description",),
    Topic.UNIT: ("measurement_unit",),
    Topic.DIRECTION: ("direction", "band"),
    Topic.BOUNDS: ("lower_bound", "upper_bound", "natural_zero"),
    Topic.DECIMALS: ("decimals",),
    Topic.CADENCE: ("cadence",),
    Topic.PEOPLE: ("owner", "people"),
    Topic.FORMULA: ("formula", "numerator", "denominator", "items"),
    Topic.SCOPE: ("population", "inclusions", "exclusions", "geography", "dimensions"),
    Topic.TYPE: ("measure_type", "type_confirmed", "timing"),
    Topic.RESULT: ("result_id",),
    Topic.STATUS: ("status",),
    Topic.TIMES: ("calendar_rule", "reporting_lag", "publication_deadline", "freeze_rule", "revision_policy"),
    Topic.COMPARISON: ("chart_notes", "comparisons", "peer_group", "mix_variables"),
    Topic.USE: ("users", "decisions", "response_who", "response_within", "response_first"),
    Topic.SIDE_EFFECTS: ("consequences", "counter_measures"),
}
_TOPIC_OF = {name: topic for topic, names in _TOPICS.items() for name in names}
_NOT_COMPARED = frozenset({"version", "entry"})


@dataclass(frozen=True, slots=True)
class Step:
    """A result on the way down from the purpose, with the map that it stands on and its zone there."""

    map_id: str
    result: Result
    zone: Zone


@dataclass(frozen=True, slots=True)
class Chain:
    """The way from the innermost result that is reached down to one that the measure shows. ``whole``: it begins in the centre.

    ``design`` is that result's sheet, None where nothing is written on it.
    """

    steps: tuple[Step, ...]
    whole: bool
    design: MeasureDesign | None = None

    @property
    def end(self) -> Step:
        """The result that the measure shows."""
        return self.steps[-1]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the definition: from when it holds (None: for all figures), when it was written, why, and what it changed."""

    number: int
    effective_from: date | None
    written_on: date
    reason: str = ""
    changed: tuple[Topic, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenVersion:
    """A version as it was stored."""

    definition: MeasureDefinition
    effective_from: date | None
    written_on: date
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FirstWords:
    """What somebody said, without who it was; ``answer`` is the owner's, "" while it waits."""

    kind: str
    text: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """How often somebody said something, how many wait for an answer, and the newest words that are still there."""

    count: int = 0
    waiting: int = 0
    newest: FirstWords | None = None


NOTHING_SAID = Said()


@dataclass(frozen=True, slots=True)
class Why:
    """The whole chain of one measure. ``versions`` are newest first."""

    measure_id: str
    definition: MeasureDefinition
    chains: tuple[Chain, ...]
    versions: tuple[Version, ...]
    said: Said

    @property
    def designs(self) -> tuple[MeasureDesign, ...]:
        """The sheets of the results that it shows, in the order of the chains."""
        return tuple(chain.design for chain in self.chains if chain.design is not None)

    @property
    def chosen(self) -> tuple[Candidate, ...]:
        """The candidates that became this measure; where none says so, the chosen ones that became no other."""
        return tuple(one for design in self.designs for one in self.chosen_of(design))

    def chosen_of(self, design: MeasureDesign) -> tuple[Candidate, ...]:
        """The same of one sheet."""
        became = tuple(one for one in design.candidates if one.measure_id == self.measure_id)
        return became or tuple(one for one in design.chosen if not one.measure_id)

    @property
    def harms(self) -> tuple[BiggerPicture, ...]:
        """What could go wrong and what to watch, of all sheets."""
        return tuple(one for design in self.designs for one in design.picture if one.text)

    @property
    def asked_for_harm(self) -> int:
        """How many people were asked who found no harm, 0 where nobody said so."""
        return max((design.none_found_after or 0 for design in self.designs), default=0)

    @property
    def empty(self) -> tuple[Part, ...]:
        """The parts that nobody has written yet, in the order of the chain. A first version alone is no change."""
        entry = self.definition.entry
        written = {
            Part.RESULT: bool(self.chains),
            Part.EVIDENCE: any(design.evidence for design in self.designs),
            Part.CANDIDATES: any(design.candidates for design in self.designs),
            Part.CHOICE: bool(self.chosen),
            Part.HARM: bool(self.harms or self.asked_for_harm or entry.consequences or entry.counter_measures),
            Part.SAID: self.said.count > 0,
            Part.CHANGES: len(self.versions) > 1,
        }
        return tuple(part for part in Part if not written[part])


def why_this_measure(
    measure_id: str,
    versions: Sequence[WrittenVersion],
    maps: Sequence[ResultsMap],
    designs: Mapping[str, MeasureDesign],
    said: Said = NOTHING_SAID,
) -> Why:
    """The chain of a measure. ``versions`` oldest first, at least one; ``maps`` with those that they hang on; ``designs`` by result.

    A measure belongs to a result that names it, to one on whose sheet a candidate became it, and to the one its definition names.
    """
    definition = versions[-1].definition
    chains = []
    for results_map in maps:
        for result in results_map.results:
            design = designs.get(result.id)
            if _shows(measure_id, definition, result, design):
                chains.append(_chain(results_map, result, {one.id: one for one in maps}, design))
    return Why(measure_id, definition, tuple(chains), _versions(versions), said)


def signs(design: MeasureDesign, side: Side) -> tuple[str, ...]:
    """What one would notice if the result were true, or if it were not."""
    return tuple(one.text for one in design.evidence if one.side is side)


def harmful(why: Why) -> tuple[BiggerPicture, ...]:
    """What could go wrong, without what is only to be watched."""
    return tuple(one for one in why.harms if one.aspect is not Aspect.WATCH)


def _shows(measure_id: str, definition: MeasureDefinition, result: Result, design: MeasureDesign | None) -> bool:
    became = design is not None and any(one.measure_id == measure_id for one in design.candidates)
    return measure_id in result.measure_ids or became or definition.entry.result_id == result.id


def _chain(results_map: ResultsMap, result: Result, maps: Mapping[str, ResultsMap], design: MeasureDesign | None) -> Chain:
    """Up through the map, and where its centre is reached, on through the map that it hangs on."""
    steps: list[Step] = []
    seen: set[str] = set()
    at, start, whole = results_map, result, False
    while at.id not in seen:
        seen.add(at.id)
        way, whole = _way_up(at, start)
        steps += [Step(at.id, one, at.zones[at.zone_index(one.zone)]) for one in way]
        above = next((one for one in maps.values() if one.result_of(at.hangs_on)), None) if whole and at.hangs_on else None
        hook = above.result_of(at.hangs_on) if above is not None else None
        if above is None or hook is None or above.id in seen:
            break
        at, start = above, hook
    sheet = design if design is not None and (design.evidence or design.candidates or design.picture) else None
    return Chain(tuple(reversed(steps)), whole, sheet)


def _way_up(results_map: ResultsMap, start: Result) -> tuple[list[Result], bool]:
    """The shortest way along what drives what from a result to the centre, the older link first; else to the innermost that is reached."""
    driven = drives(results_map)
    came_from: dict[str, str] = {start.id: ""}
    waiting = [start.id]
    for one in waiting:
        for following in driven[one]:
            if following not in came_from:
                came_from[following] = one
                waiting.append(following)
    by_id = {one.id: one for one in results_map.results}
    depth = {one: results_map.zone_index(by_id[one].zone) for one in waiting}
    end = min(waiting, key=depth.__getitem__)  # the first of the innermost: the search goes by length of the way
    way, at = [], end
    while at:
        way.append(by_id[at])
        at = came_from[at]
    return list(reversed(way)), depth[end] == 0


def _versions(written: Sequence[WrittenVersion]) -> tuple[Version, ...]:
    found = []
    for at, one in enumerate(written):
        changed = _changed(written[at - 1].definition, one.definition) if at else ()
        found.append(Version(one.definition.version, one.effective_from, one.written_on, one.reason, changed))
    return tuple(reversed(found))


def _changed(before: MeasureDefinition, after: MeasureDefinition) -> tuple[Topic, ...]:
    differing = [*_differing(before, after), *_differing(before.entry, after.entry)]
    topics = {_TOPIC_OF.get(name, Topic.OTHER) for name in differing}
    return tuple(topic for topic in Topic if topic in topics)


def _differing(before: MeasureDefinition | DictionaryEntry, after: MeasureDefinition | DictionaryEntry) -> list[str]:
    names = (one.name for one in fields(before) if one.name not in _NOT_COMPARED)
    return [name for name in names if getattr(before, name) != getattr(after, name)]
