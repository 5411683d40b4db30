"""``analyse``: a series, its rule set and the segments that a person set, to limits and signals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analysis import Segment, SegmentInput, XmrAnalysis
from groundswell.domain.xmr.limits import TOLERANCE
from groundswell.domain.xmr.panel import PanelAnalysis, PanelPlan, analyse_panel
from groundswell.domain.xmr.rule_set import RuleSet
from groundswell.domain.xmr.rule_sets import rule_set
from groundswell.domain.xmr.signals import signals_of
from groundswell.errors import UserError


@dataclass(frozen=True, slots=True)
class AnalysisRequest:
    """One series to analyse and what a person has set for it.

    ``baseline`` N: the first N figures of each segment make its limits, where the segment says nothing itself.
    Bounds are in the measure's own unit of measurement; None where none is declared.
    """

    series: Series
    rules: RuleSet
    segments: tuple[SegmentInput, ...] = ()
    baseline: int | None = None
    lower_bound: float | None = None
    upper_bound: float | None = None


def analyse(
    series: Series | Sequence[float | int | str | None],
    *,
    rules: str | RuleSet = "wheeler",
    segments: Sequence[SegmentInput] = (),
    baseline: int | None = None,
    lower_bound: float | None = None,
    upper_bound: float | None = None,
) -> XmrAnalysis:
    """Limits and signals of one series; the same numbers as in any panel, to the last bit.

    ``rules`` is a name, or a rule set with an option of its own: ``with_exact_constants(...)``, ``screened(...)``.
    Raises UserError for an unknown rule set, a baseline under two figures, or segments that do not lie in order in the series.
    """
    own = series if isinstance(series, Series) else Series.of_numbers(series)
    chosen = rule_set(rules) if isinstance(rules, str) else rules
    request = AnalysisRequest(own, chosen, tuple(segments), baseline, lower_bound, upper_bound)
    return analyse_many([request])[0]


def analyse_many(requests: Sequence[AnalysisRequest]) -> list[XmrAnalysis]:
    """Many series of different lengths in few panels (one for each rule set); answers in the order of the requests."""
    groups: dict[RuleSet, list[int]] = {}
    for number, request in enumerate(requests):
        groups.setdefault(request.rules, []).append(number)
    out: dict[int, XmrAnalysis] = {}
    for rules, numbers in groups.items():
        members = [requests[number] for number in numbers]
        inputs = [_inputs(member) for member in members]
        values, plan = _panel_of(members, inputs)
        panel = analyse_panel(values, rules, plan)
        for row, number in enumerate(numbers):
            out[number] = _analysis(members[row], panel, row, inputs[row], plan)
    return [out[number] for number in range(len(requests))]


def _inputs(request: AnalysisRequest) -> tuple[SegmentInput, ...]:
    """The segments in order, the first from the series' beginning; checked against the series."""
    given = sorted(request.segments, key=lambda segment: segment.first)
    if not given or given[0].first > 0:
        given = [SegmentInput(), *given]
    starts = [segment.first for segment in given]
    if len(set(starts)) != len(starts) or starts[0] < 0 or starts[-1] >= max(len(request.series), 1):
        raise UserError("segments_out_of_order", {"starts": tuple(map(str, starts))})
    if request.baseline is not None and request.baseline < 2:
        raise UserError("baseline_too_short", {"baseline": request.baseline})
    return tuple(given)


def _panel_of(requests: Sequence[AnalysisRequest], inputs: Sequence[tuple[SegmentInput, ...]]) -> tuple[np.ndarray, PanelPlan]:
    """Series of different lengths as one panel: behind a series' end stands nothing, which changes no sum."""
    shape = len(requests), max((len(request.series) for request in requests), default=0)
    values = np.full(shape, np.nan)
    plan = PanelPlan.plain(shape)
    plan.calculate[:] = False
    for row, (request, segments) in enumerate(zip(requests, inputs, strict=True)):
        size = len(request.series)
        values[row, :size] = request.series.values
        for number, segment in enumerate(segments):
            last = _last(segments, number, size)
            plan.segment[row, segment.first:] = number
            plan.excluded[row, [at for at in segment.excluded if segment.first <= at <= last]] = True
        for number in range(len(segments)):
            first, last = _calculation_range(request, segments, number, plan.excluded[row])
            plan.calculate[row, first:last + 1] = True
        plan.lower_bound[row] = np.nan if request.lower_bound is None else request.lower_bound
        plan.upper_bound[row] = np.nan if request.upper_bound is None else request.upper_bound
    return values, plan


def _last(segments: tuple[SegmentInput, ...], number: int, size: int) -> int:
    return (segments[number + 1].first if number + 1 < len(segments) else size) - 1


def _calculation_range(request: AnalysisRequest, segments: tuple[SegmentInput, ...], number: int, excluded: np.ndarray) -> tuple[int, int]:
    """First and last place whose figures make the segment's limits, both included."""
    segment, end = segments[number], _last(segments, number, len(request.series))
    first = segment.first if segment.calculated_from is None else max(segment.first, segment.calculated_from)
    last = end if segment.calculated_to is None else min(end, segment.calculated_to)
    if request.baseline is not None and segment.calculated_to is None:
        present = ~np.isnan(request.series.values) & ~excluded[: len(request.series)]
        places = np.flatnonzero(present[first:last + 1])[: request.baseline]
        last = first + int(places[-1]) if len(places) else last
    return first, last


def _analysis(
    request: AnalysisRequest, panel: PanelAnalysis, row: int, inputs: tuple[SegmentInput, ...], plan: PanelPlan
) -> XmrAnalysis:
    size = len(request.series)
    segments = tuple(_segment(request, panel, row, inputs, number, plan) for number in range(len(inputs)))
    usable = np.where(plan.excluded[row, :size], np.nan, request.series.values)
    signals = signals_of(panel, row, plan.segment[row, :size].tolist(), usable.tolist(), request.rules) if size else ()
    return XmrAnalysis(request.series, request.rules, segments, signals, request.lower_bound, request.upper_bound)


def _segment(
    request: AnalysisRequest, panel: PanelAnalysis, row: int, inputs: tuple[SegmentInput, ...], number: int, plan: PanelPlan
) -> Segment:
    given, last = inputs[number], _last(inputs, number, len(request.series))
    first_used, last_used = _calculation_range(request, inputs, number, plan.excluded[row])
    figures = int(panel.figures[row, number])
    lower, upper = _line(panel.lower, row, number), _line(panel.upper, row, number)
    lower_cut = lower is not None and request.lower_bound is not None and _beyond(request.lower_bound, lower)
    upper_cut = upper is not None and request.upper_bound is not None and _beyond(upper, request.upper_bound)
    return Segment(
        given.first, last, first_used, last_used,
        central_line=_line(panel.central_line, row, number),
        lower=lower,
        upper=upper,
        moving_range=_line(panel.moving_range, row, number),
        moving_range_upper=_line(panel.moving_range_upper, row, number),
        provisional=figures < request.rules.provisional_below,
        figures=figures,
        drawn_lower=request.lower_bound if lower_cut else lower,
        drawn_upper=request.upper_bound if upper_cut else upper,
        lower_cut=lower_cut,
        upper_cut=upper_cut,
        excluded=tuple(sorted(at for at in given.excluded if given.first <= at <= last)),
        origin=given.origin,
        reason=given.reason,
        locked=given.locked,
    )


def _line(lines: np.ndarray, row: int, number: int) -> float | None:
    value = float(lines[row, number])
    return None if np.isnan(value) else value


def _beyond(further: float, line: float) -> bool:
    """Whether ``further`` lies above ``line`` by more than the tolerance."""
    return further - line > TOLERANCE * max(abs(further), abs(line))
