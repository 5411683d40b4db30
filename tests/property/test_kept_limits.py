"""Limits that are kept rest on two dates: whatever figures come later, confirmed stretches stay as they were."""

import json
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.authoring.history import History, Version
from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.period import Cadence, add_months, period_of
from groundswell.domain.measurement.series import Series, SeriesPoint
from groundswell.domain.xmr.analyse import AnalysisRequest, analyse_many
from groundswell.domain.xmr.analysis import Segment
from groundswell.domain.xmr.find_shifts import ShiftRequest, find_shifts
from groundswell.domain.xmr.rule_sets import rule_set
from groundswell.domain.xmr.shift_rules import STABLE_SHIFT
from groundswell.records.selectors.acts import ActRow
from groundswell.records.selectors.stretches import segments_of

FIRST = date(2010, 1, 1)
HISTORY = History((Version(MeasureDefinition("Ferries", "", "", Direction.UP), None, ""),))
LEVELS = st.lists(st.tuples(st.integers(0, 30), st.lists(st.integers(-3, 3), min_size=20, max_size=34)), min_size=1, max_size=4)


def series_of(figures: list[int | None]) -> Series:
    days = [add_months(FIRST, at) for at in range(len(figures))]
    points = [
        SeriesPoint(period_of(day, Cadence.MONTH), None if one is None else Exact(one, 0)) for day, one in zip(days, figures, strict=True)
    ]
    return Series("Ferries", None, Cadence.MONTH, tuple(points))


def accepted(series: Series) -> list[ActRow]:
    """What accepting every proposal of a series leaves in the record."""
    found = find_shifts([ShiftRequest(series.values, STABLE_SHIFT)])[0]
    acts = []
    for seq, shift in enumerate(found.shifts, 1):
        first, last = (add_months(FIRST, int(at or 0)) for at in (shift.first, shift.calculated_to))
        payload = {
            "what": "split", "origin": "algorithm", "calculated_from": first.isoformat(), "calculated_to": last.isoformat(), "locked": True,
        }
        acts.append(ActRow(seq, str(seq), "limits", "m", None, first, json.loads(json.dumps(payload)), None, {}))
    return acts


def drawn(series: Series) -> tuple[Segment, ...]:
    segments = segments_of(series, accepted(series), {}, HISTORY)
    return analyse_many([AnalysisRequest(series, rule_set("wheeler"), segments)])[0].segments


@settings(max_examples=40)
@given(LEVELS, st.sets(st.integers(0, 130), max_size=5))
def test_confirmed_stretches_of_a_shortened_series_are_those_of_the_longer_one(
    levels: list[tuple[int, list[int]]], gaps: set[int]
) -> None:
    figures: list[int | None] = [level + one for level, wobble in levels for one in wobble]
    figures = [None if at in gaps and at else one for at, one in enumerate(figures)]
    longest = drawn(series_of(figures))
    for size in range(5, len(figures), 7):
        for shorter, longer in zip(drawn(series_of(figures[:size])), longest, strict=False):
            assert shorter.first == longer.first
            if shorter.locked:
                assert lines(shorter) == lines(longer)


def lines(segment: Segment) -> tuple[int, int, int, object, object, object]:
    return segment.first, segment.calculated_from, segment.calculated_to, segment.central_line, segment.lower, segment.upper


def test_without_a_kept_range_a_later_figure_moves_the_limits() -> None:
    """That the property above can fail."""
    figures: list[int | None] = [*[10, 12] * 12, *[20, 22] * 12]
    acts = accepted(series_of(figures))
    acts = [ActRow(act.seq, act.id, act.kind, act.measure, None, act.day, {**act.payload, "locked": False}, None, {}) for act in acts]
    both = [segments_of(series_of(one), acts, {}, HISTORY) for one in (figures, [*figures, 40])]
    was, now = (
        analyse_many([AnalysisRequest(series_of(one), rule_set("wheeler"), segments)])[0].segments[-1].central_line
        for one, segments in zip((figures, [*figures, 40]), both, strict=True)
    )
    assert not np.isclose(was or 0, now or 0)
