"""Computed figures that rest on figures which these eyes are not shown: shown, they would give those away by difference."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.privacy.outside_view import Place, Tree, hidden_days
from groundswell.records.selectors.computed import computed_from
from groundswell.records.selectors.definitions import Catalogue, MeasureState
from groundswell.records.selectors.figures import Named, series_of, series_of_observations
from groundswell.records.selectors.stored_lines import Reading, read_lines

Inside = Callable[[MeasureState], bool]
"""Whether somebody sees every figure of a measure."""
Days = Mapping[Place, frozenset[date]]
"""By place, the first days of periods."""


@dataclass(frozen=True, slots=True)
class Hiding:
    """What is hidden, by what sums, from whom, and in which states of the record: the one that is looked at, and where that is an earlier
    one the newest too, since what is hidden now is hidden there."""

    below: int
    above: Tree
    inside: Inside
    states: Sequence[tuple[Catalogue, int]]


def resting(hiding: Hiding, measure_ids: Collection[str]) -> dict[str, Days]:
    """Of these measures the days whose figures are not shown because of what they are computed from; only measures that have such days.

    A figure that is left is computed from figures that are shown, so it says nothing that they do not.
    """
    whole = hiding.states[0][0].whole
    asked = {one: needed for one in measure_ids if (needed := _not_theirs(hiding.inside, whole, one))}
    if not asked:
        return {}
    together = frozenset[str]().union(*asked.values())
    readings = [(known.whole, read_lines(known.whole.narrowed(together), seq)) for known, seq in hiding.states]
    worked = _Resting(hiding, readings)
    found = {one: worked.resting(one, full=hiding.inside(whole.measures[one])) for one in asked}
    return {one: days for one, days in found.items() if any(days.values())}


def _not_theirs(inside: Inside, whole: Catalogue, measure_id: str) -> frozenset[str]:
    """All that a measure is computed from, itself included; empty where its reader sees every figure of that anyway."""
    own, found = whole.measures[measure_id], frozenset(computed_from(whole, [measure_id]))
    theirs = inside(own)
    others = (whole.measures[one] for one in found)
    return frozenset() if all(inside(one) or (theirs and one.team == own.team) for one in others) else found


@dataclass(slots=True)
class _Resting:
    """Works out each measure once for those who see all of it (``full``) and once for all others."""

    hiding: Hiding
    readings: Sequence[tuple[Catalogue, Reading]]
    _done: dict[tuple[str, bool], Days] = field(default_factory=dict)

    def resting(self, measure_id: str, *, full: bool) -> Days:
        """Where a figure is computed from one that is hidden. From outside the team the measure's own imported figures of that day go
        with it: a sum over places would bring it back."""
        found: dict[Place, set[date]] = {}
        for whole, reading in self.readings:
            lines = {unit: line for (measure, unit), line in reading.computed.items() if measure == measure_id}
            for unit, line in lines.items():
                days = found.setdefault(unit or "", set())
                for figure in line.figures:
                    if any(day in self._hidden_at(whole, measure_id, source, full=full).get(unit or "", ()) for source, day in figure.used):
                        days.update(() if figure.day is None else (figure.day,))
            gone = set[date]().union(*found.values())
            for unit, line in lines.items() if gone and not full else ():
                found[unit or ""] |= {one.day for one in line.figures if one.day is not None and not one.used} & gone
        return {place: frozenset(days) for place, days in found.items()}

    def _hidden_at(self, whole: Catalogue, measure_id: str, source: str, *, full: bool) -> Days:
        """What is hidden of a data item's measure. A team that shows its own figures in a sum of its own shows them to whom it likes."""
        own, other = whole.measures[measure_id], whole.measures[source]
        return self._hidden(source, full=self.hiding.inside(other) or (full and other.team == own.team))

    def _hidden(self, measure_id: str, *, full: bool) -> Days:
        key = measure_id, full
        if key not in self._done:
            self._done[key] = {}
            views: list[Days] = [self.resting(measure_id, full=full)]
            if not full:
                views += [hidden_days(_lines(whole, reading, measure_id), self.hiding.below, self.hiding.above)
                          for whole, reading in self.readings]
            places = {place for view in views for place in view}
            self._done[key] = {place: frozenset[date]().union(*(view.get(place, ()) for view in views)) for place in places}
        return self._done[key]


def _lines(whole: Catalogue, reading: Reading, measure_id: str) -> list[MeasureRecord]:
    """All lines of a measure with nothing but their figures."""
    definition = whole.measures[measure_id].definition if measure_id in whole.measures else None
    if definition is None:
        return []
    found = []
    units = {unit for measure, unit in (*reading.lines, *reading.computed) if measure == measure_id}
    for unit in sorted(units, key=lambda one: one or ""):
        named = Named(definition.name, whole.org_units.get(unit or ""))
        line = reading.computed.get((measure_id, unit))
        rows = reading.lines.get((measure_id, unit), [])
        series = (
            series_of(rows, named, definition.cadence)
            if line is None
            else series_of_observations([one.observation for one in line.figures], named, definition.cadence)
        )
        found.append(MeasureRecord(measure_id, unit, named.org_unit, definition, series))
    return found
