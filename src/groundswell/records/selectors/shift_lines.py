"""Lines as proposals are looked for in them: figures as numbers in their places, what was decided, and nothing that pages need."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from groundswell.domain.measurement.observation import Presence
from groundswell.domain.measurement.period import Cadence, absent_between
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analysis import Side
from groundswell.domain.xmr.refused_shifts import RefusedShift
from groundswell.domain.xmr.rule_sets import DEFAULT
from groundswell.records.actors import Actor
from groundswell.records.databases import reading_connection
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.lines import Line
from groundswell.records.selectors.acts import ActRow, live_acts
from groundswell.records.selectors.chart_kinds import kind_of
from groundswell.records.selectors.computed import computed_from, has_formula
from groundswell.records.selectors.definitions import Catalogue, MeasureState, catalogue
from groundswell.records.selectors.portfolio import records_of
from groundswell.records.selectors.proposals import Decisions, decisions_of

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ShiftLine:
    """One line: ``days`` (ISO, absent periods of its calendar among them) with their ``values``, NaN where none counts.
    A line that is not judged by the plain chart has no values to look through.

    ``first``: where its newest confirmed stretch begins. ``rule_set``: the name of the measure's rules.
    """

    line: Line
    cadence: Cadence
    days: tuple[str, ...]
    values: Floats
    first: int
    rule_set: str
    decisions: Decisions

    @property
    def refused(self) -> tuple[RefusedShift, ...]:
        """Shifts that a person refused, each with as many figures as spoke for it when it was proposed."""
        refusals = self.decisions.refusals
        if not refusals:  # most lines have none, and there may be very many lines
            return ()
        present = np.flatnonzero(~np.isnan(self.values)).tolist()
        found = []
        for act in refusals:
            day = "" if act.day is None else act.day.isoformat()
            spoke = [at for at in present if self.days[at] >= day][:act.payload["figures"]]
            if spoke:
                found.append(RefusedShift(spoke[0], spoke[-1], Side(act.payload["side"])))
        return tuple(found)


def shift_lines(actor: Actor, touched: Collection[str]) -> list[ShiftLine]:
    """Every line of the measures named and of those computed from them; measures put away or merged into others are left out."""
    everything = catalogue(actor)
    wanted = {everything.merged_into(one) for one in touched}
    found: dict[Line, tuple[Cadence, tuple[str, ...], Floats]] = {}
    for line, (days, values) in _stored(everything, wanted).items():
        cadence = everything.measures[line.measure_id].definition.cadence
        found[line] = cadence, *_in_their_places(days, values, cadence)
    for line, series in _computed(actor, everything, wanted).items():
        days = tuple(point.period.start.isoformat() for point in series.points if point.period is not None)
        found[line] = series.cadence, days, series.values
    acts = _acts_of(everything, {line.measure_id for line in found})
    return [
        _line(line, parts, acts.get(line, []), everything.measures[line.measure_id]) for line, parts in found.items()
    ]


def _line(line: Line, parts: tuple[Cadence, tuple[str, ...], Floats], acts: list[ActRow], state: MeasureState) -> ShiftLine:
    cadence, days, values = parts
    limits = [act for act in acts if act.kind == Kind.LIMITS]
    rules = [act.payload["rule_set"] for act in limits if act.what == What.RULES]
    excluded = {act.day.isoformat() for act in acts if act.kind == Kind.EXCLUDE and act.day is not None}
    if excluded:
        values = np.where([day in excluded for day in days], np.nan, values)
    if not kind_of(limits)[0].plain:  # the algorithms know no seasons, trends or rates
        values = np.full(len(days), np.nan)
    begun = [act.day for act in limits if act.what == What.SPLIT and act.day is not None]
    begun += [stretch.first for stretch in state.history.stretches()]
    firsts = [at for at in (_first_from(days, day) for day in begun) if at is not None]
    return ShiftLine(line, cadence, days, values, max(firsts, default=0), rules[-1] if rules else DEFAULT, decisions_of(limits))


def _first_from(days: tuple[str, ...], day: date) -> int | None:
    wanted = day.isoformat()
    return next((at for at, one in enumerate(days) if one >= wanted), None)


def _stored(everything: Catalogue, wanted: Collection[str]) -> dict[Line, tuple[tuple[str, ...], Floats]]:
    """Current figures of those measures' own lines by day, the newest of each; figures of measures merged into them count as theirs."""
    in_use = {one: everything.merged_into(one) for one in everything.measures}
    own = {one: into for one, into in in_use.items() if into in wanted and everything.measures[into].in_use}
    query = """
        SELECT o.measure, o.org_unit, o.p_start, o.coef, o.scale, o.presence, o.seq FROM observation o
        WHERE o.kind <> 'retract' AND o.measure IN (SELECT value FROM json_each(?))
        AND NOT EXISTS (SELECT 1 FROM observation r WHERE r.supersedes = o.seq AND r.kind = 'retract')
        ORDER BY o.measure, o.org_unit NULLS FIRST, o.p_start, o.seq"""
    lines: dict[Line, dict[str, tuple[int, float]]] = defaultdict(dict)
    merged = len(set(own.values())) < len(own)
    before, of_line = (None, None), {}
    for measure, unit, day, coef, scale, presence, seq in reading_connection().execute(query, (json.dumps(sorted(own)),)):
        if (measure, unit) != before:
            before, of_line = (measure, unit), lines[Line(own[measure], unit)]
        if not merged or day not in of_line or of_line[day][0] < seq:
            of_line[day] = seq, (int(coef) / 10**scale if presence == _VALUE else np.nan)
    found = {}
    for line, figures in lines.items():
        days = tuple(sorted(figures) if merged else figures)
        found[line] = days, np.array([figures[day][1] for day in days])
    return found


_VALUE = Presence.VALUE.value


def _in_their_places(days: tuple[str, ...], values: Floats, cadence: Cadence) -> tuple[tuple[str, ...], Floats]:
    """Absent periods put in as gaps, as the series of a page has them."""
    gaps = _gaps(days, cadence)
    if not gaps:
        return days, values
    every = tuple(sorted((*days, *gaps)))
    known = dict(zip(days, values.tolist(), strict=True))
    return every, np.array([known.get(day, np.nan) for day in every])


@lru_cache(maxsize=64)
def _gaps(days: tuple[str, ...], cadence: Cadence) -> tuple[str, ...]:
    """Lines of one file mostly have the same days."""
    return tuple(day.isoformat() for day in absent_between([date.fromisoformat(day) for day in days], cadence))


def _computed(actor: Actor, everything: Catalogue, wanted: Collection[str]) -> dict[Line, Series]:
    """Lines of measures with a formula that one of those measures goes into, or that are among them."""
    found = {}
    for state in everything.measures.values():
        if state.in_use and has_formula(state) and set(computed_from(everything.whole, [state.id])) & set(wanted):
            for record in records_of(actor, state.id):
                found[Line(record.measure_id, record.org_unit_id)] = record.series
    return found


def _acts_of(everything: Catalogue, measures: Collection[str]) -> Mapping[Line, list[ActRow]]:
    """Acts about limits, by line."""
    found: dict[Line, list[ActRow]] = defaultdict(list)
    only = next(iter(measures)) if len(measures) == 1 and not any(state.merged for state in everything.measures.values()) else None
    for act in live_acts((Kind.LIMITS, Kind.EXCLUDE), None, measure=only):
        into = everything.merged_into(str(act.measure))
        if into in measures:
            found[Line(into, act.org_unit)].append(act)
    return found
