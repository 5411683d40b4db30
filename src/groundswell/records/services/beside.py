"""What a sheet keeps beside its figures, as acts of the same batch: definitions, targets, comments, their own status marks."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.period import Cadence, Period, cadence_of_periods
from groundswell.engine.intake import Remark
from groundswell.engine.name_likeness import folded
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.lines import Line
from groundswell.records.selectors.acts import ActRow, live_acts
from groundswell.records.services.matching import Incoming, Matching
from groundswell.records.services.measures import define_act, org_unit_act
from groundswell.records.services.notes import note_act, remark_act
from groundswell.records.services.targets import target_act
from groundswell.records.services.teams import team_act

UP = frozenset(["up", "higher", "high", "increase", "increasing", "maximise", "maximize", "bigger", "more", "rise", "rising"])
DOWN = frozenset(["down", "lower", "low", "decrease", "decreasing", "minimise", "minimize", "smaller", "less", "fall", "falling"])
BAND = frozenset(["band", "range", "corridor", "between", "within", "inside"])
"""Neither higher nor lower is better, whatever else the sheet says; which band is meant, a person is asked."""
ATTRIBUTES = "attributes"
DEFINING = ("owner", "measurement_unit", "direction")


@dataclass(slots=True)
class Beside:
    """Acts that a file brings, and what of them a person is told before storing."""

    acts: list[ActDraft] = field(default_factory=list)
    new_measures: list[str] = field(default_factory=list)
    definitions: list[str] = field(default_factory=list)
    notes: int = 0
    targets: int = 0


def beside(coming: Incoming, matched: Matching) -> Beside:
    """All acts of a file that the record does not hold yet. Figures must have been matched before, so that new measures are known."""
    found = Beside()
    standing = _Standing(live_acts((Kind.NOTE, Kind.TARGET), None))
    _targets(coming, matched, standing, found)
    _remarks(coming, matched, standing, found)
    attributes = _attributes(coming)
    _own_columns(coming, matched, standing, found)
    found.acts = [*_definitions(coming, matched, attributes, found), *found.acts]
    return found


class _Standing:
    """What stands already, so that the same file adds nothing."""

    def __init__(self, acts: Iterable[ActRow]) -> None:
        self.targets: dict[tuple[str | None, str | None, date | None], str] = {}
        self.notes: set[tuple[str | None, str | None, date | None, str, str]] = set()
        self.attributes: dict[tuple[str | None, str | None], object] = {}
        for act in acts:
            if act.kind == Kind.TARGET:
                if act.what:
                    continue  # a person's: what the sheet said before is what the sheet is compared with
                self.targets[act.measure, act.org_unit, act.day] = act.payload["value"]
            elif act.what == ATTRIBUTES:
                self.attributes[act.measure, act.org_unit] = act.payload[ATTRIBUTES]
            else:
                self.notes.add((act.measure, act.org_unit, act.day, act.what, act.words.get("text", "")))


def _targets(coming: Incoming, matched: Matching, standing: _Standing, found: Beside) -> None:
    for read in coming.intake.targets:
        if not coming.kept(read.measure):
            continue
        line = matched.line(read.measure, read.org_unit)
        key = (line.measure_id, line.org_unit_id, read.target.day)
        if standing.targets.get(key) != str(read.target.value):
            standing.targets[key] = str(read.target.value)
            found.acts.append(target_act(line, read.target))
            found.targets += 1


def _remarks(coming: Incoming, matched: Matching, standing: _Standing, found: Beside) -> None:
    both = [(one, What.REMARK) for one in coming.intake.remarks] + [(one, What.THEIR_STATUS) for one in coming.intake.statuses]
    newest = _newest_days(coming.observations) if any(remark.period is None for remark, _ in both) else {}
    for remark, what in both:
        day = remark.period.start if remark.period is not None else newest.get((remark.measure, remark.org_unit))
        if not coming.kept(remark.measure) or day is None or not remark.text.strip():
            continue
        line = matched.line(remark.measure, remark.org_unit)
        act = _remark_act(line, day, remark, what)
        key = (line.measure_id, line.org_unit_id, day, what.value, act.words["text"])
        if key not in standing.notes:
            standing.notes.add(key)
            found.acts.append(act)
            found.notes += what is What.REMARK


def _remark_act(line: Line, day: date, remark: Remark, what: What) -> ActDraft:
    source = f"{remark.sheet}!{remark.cell}"
    text = remark.text[:4000]
    return remark_act(line, day, text, source) if what is What.REMARK else note_act(line, day, text, what=what.value, source=source)


def _newest_days(observations: Iterable[Observation]) -> dict[tuple[str, str | None], date]:
    newest: dict[tuple[str, str | None], date] = {}
    for one in observations:
        if one.period is not None:
            key = (one.measure, one.org_unit)
            newest[key] = max(newest.get(key, one.period.start), one.period.start)
    return newest


def _attributes(coming: Incoming) -> dict[str, dict[str, str]]:
    """What a sheet says of a measure as a whole: the first filled cell of each of the defining columns."""
    merged: dict[str, dict[str, str]] = defaultdict(dict)
    for (measure, _), named in coming.intake.attributes.items():
        for name in DEFINING:
            if named.get(name, "").strip():
                merged[folded(measure)].setdefault(name, named[name].strip())
    return merged


def _own_columns(coming: Incoming, matched: Matching, standing: _Standing, found: Beside) -> None:
    """Further columns of the sheet by their heads: nothing of it is thrown away."""
    for (measure, org_unit), named in coming.intake.attributes.items():
        others = {head: text for head, text in named.items() if head not in DEFINING and text}
        if not others or not coming.kept(measure):
            continue
        line = matched.line(measure, org_unit)
        key = (line.measure_id, line.org_unit_id)
        if standing.attributes.get(key) != others:
            standing.attributes[key] = others
            payload = {"what": ATTRIBUTES, ATTRIBUTES: others}
            found.acts.append(ActDraft(Kind.NOTE, line.measure_id, line.org_unit_id, payload=payload))


def _definitions(coming: Incoming, matched: Matching, attributes: dict[str, dict[str, str]], found: Beside) -> list[ActDraft]:
    acts = [org_unit_act(unit, name) for unit, name in matched.new_places.items()]
    cadences = _cadences(coming.observations) if matched.new_measures else {}
    for measure_id, name in matched.new_measures.items():
        version = matched.defined.get(measure_id, 0) + 1
        definition = MeasureDefinition(name, cadence=cadences.get(folded(name), Cadence.IRREGULAR), version=version)
        acts.append(define_act(measure_id, _filled(definition, attributes.get(folded(name), {})), ""))
        if matched.unit is not None:
            acts.append(team_act(measure_id, matched.unit))
        found.new_measures.append(name)
    for name, named in attributes.items():
        measure_id = matched.by_measure.get(name, "")
        if matched.known(measure_id) and coming_measure(coming, name):
            current = matched.everything.measures[measure_id].definition
            filled = _filled(current, named)
            if filled != current:
                acts.append(define_act(measure_id, replace(filled, version=matched.defined[measure_id] + 1), ""))
                found.definitions.append(current.name)
    return acts


def coming_measure(coming: Incoming, name: str) -> bool:
    """Whether a measure (by folded name) is among those kept."""
    return coming.keep is None or name in {folded(one) for one in coming.keep}


def _filled(definition: MeasureDefinition, named: dict[str, str]) -> MeasureDefinition:
    """The definition with its empty places filled by what the sheet says; nothing that stands is overwritten."""
    direction = _direction(named.get("direction", "")) if definition.direction is Direction.UNKNOWN else definition.direction
    return replace(
        definition,
        owner=definition.owner or named.get("owner", "")[:200],
        measurement_unit=definition.measurement_unit or named.get("measurement_unit", "")[:80],
        direction=direction,
    )


def _direction(text: str) -> Direction:
    """Up or down where the sheet's own words say so plainly; unknown otherwise."""
    words = set(folded(text).replace("-", " ").split())
    if BAND & set(re.findall(r"\w+", folded(text))):
        return Direction.UNKNOWN
    up, down = bool(words & UP) or "↑" in text or "▲" in text, bool(words & DOWN) or "↓" in text or "▼" in text
    return Direction.UP if up and not down else Direction.DOWN if down and not up else Direction.UNKNOWN


def _cadences(observations: Sequence[Observation]) -> dict[str, Cadence]:
    """The cadence of each measure, from the line of it that has most periods."""
    periods: dict[tuple[str, str | None], set[Period]] = defaultdict(set)
    for one in observations:
        if one.period is not None:
            periods[one.measure, one.org_unit].add(one.period)
    longest: dict[str, set[Period]] = {}
    for (measure, _), own in periods.items():
        name = folded(measure)
        if len(own) > len(longest.get(name, ())):
            longest[name] = own
    return {name: cadence_of_periods(own) for name, own in longest.items()}
