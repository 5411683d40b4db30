"""``analyse``: a series, its rule set and the segments that a person set, to limits and signals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypedDict, Unpack

import numpy as np
import numpy.typing as npt

from groundswell.domain.measurement.chart_kind import PLAIN, ChartKind, KindName
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analysis import Segment, SegmentInput, XmrAnalysis
from groundswell.domain.xmr.kinds.judging import KindTask, judged_by_kind
from groundswell.domain.xmr.panel import PanelAnalysis, PanelPlan, analyse_panel
from groundswell.domain.xmr.placing import PlacedSegment, placed_segments
from groundswell.domain.xmr.rule_set import RuleSet
from groundswell.domain.xmr.rule_sets import chosen
from groundswell.domain.xmr.signals import signals_of
from groundswell.errors import UserError


@dataclass(frozen=True, slots=True)
class AnalysisRequest:
    """One series to analyse and what a person has set for it.

    ``baseline`` N: the first N figures of each segment make its limits, where the segment says nothing itself.
    Bounds are in the measure's own unit of measurement; None where none is declared. A segment that is judged by an older
    definition has that one's bounds. ``kind``: which chart the series is judged by; ``open_last``: the last point of a chart of rare
    events is an interval that has not ended.
    """

    series: Series
    rules: RuleSet
    segments: tuple[SegmentInput, ...] = ()
    baseline: int | None = None
    lower_bound: float | None = None
    upper_bound: float | None = None
    kind: ChartKind = PLAIN
    open_last: bool = False


class DeclaredBounds(TypedDict, total=False):
    """The least and the greatest that a figure can be; None, or left out, where nobody says."""

    lower_bound: float | None
    upper_bound: float | None


def analyse(
    series: Series | Sequence[float | int | str | Exact | None],
    *,
    rules: str | RuleSet = "wheeler",
    segments: Sequence[SegmentInput] = (),
    baseline: int | None = None,
    kind: str | ChartKind = PLAIN,
    **bounds: Unpack[DeclaredBounds],
) -> XmrAnalysis:
    """Limits and signals of one series; the same numbers as in any panel, to the last bit.

    ``rules`` is a name, or a rule set with an option of its own: ``with_exact_constants(...)``, ``screened(...)``.
    ``lower_bound`` and ``upper_bound`` are in the measure's own unit. ``kind`` is the chart kind, or its name: ``seasonal``,
    ``trended``, ``t``, ``g``, ``c``, ``u``, ``p``, ``u_prime``, ``p_prime``.
    Raises UserError for something that is no number, an unknown rule set, a baseline under two figures, bounds that
    cross, and segments, calculation ranges or left-out places that do not lie in the series.

    >>> found = analyse([12, 14, 13, 15, 12, 13, 30], baseline=6)
    >>> [(segment.figures, segment.central_line) for segment in found.segments]
    [(6, 13.166666666666666)]
    >>> [(signal.rule, signal.first, signal.side.value) for signal in found.signals]
    [('outside_limits', 6, 'above'), ('moving_range', 6, 'above')]
    """
    own = series if isinstance(series, Series) else _of_numbers(series)
    return analyse_many([AnalysisRequest(own, chosen(rules), tuple(segments), baseline, kind=kind_named(kind), **bounds)])[0]


def kind_named(kind: str | ChartKind) -> ChartKind:
    """A chart kind as it was given, or by its name; raises UserError("unknown_chart_kind")."""
    if isinstance(kind, ChartKind):
        return kind
    if kind not in list(KindName):
        raise UserError("unknown_chart_kind", {"name": kind, "known": tuple(each.value for each in KindName)})
    return ChartKind(KindName(kind))


def analyse_many(requests: Sequence[AnalysisRequest]) -> list[XmrAnalysis]:
    """Many series of different lengths in few panels (one for each rule set); answers in the order of the requests.

    A series of another chart kind than XmR is worked out by itself.

    >>> from groundswell.domain.xmr.rule_sets import rule_set
    >>> requests = [AnalysisRequest(Series.of_numbers(numbers), rule_set("wheeler")) for numbers in ([5, 6, 5, 7, 6], [1, 2])]
    >>> [found.segments[0].central_line for found in analyse_many(requests)]
    [5.8, None]
    """
    groups: dict[RuleSet, list[int]] = {}
    out: dict[int, XmrAnalysis] = {}
    for number, request in enumerate(requests):
        if request.kind.name is KindName.XMR:
            groups.setdefault(request.rules, []).append(number)
        else:
            out[number] = judged_by_kind(_task(request))
    for rules, numbers in groups.items():
        members = [requests[number] for number in numbers]
        placed = [_placed(member) for member in members]
        values, plan = _panel_of(members, placed)
        panel = analyse_panel(values, rules, plan)
        for row, number in enumerate(numbers):
            out[number] = _analysis(members[row], panel, row, placed[row])
    return [out[number] for number in range(len(requests))]


def _of_numbers(values: Sequence[float | int | str | Exact | None]) -> Series:
    try:
        return Series.of_numbers(values)
    except (ValueError, TypeError) as problem:
        raise UserError("not_a_number", {"text": str(problem)}) from problem


def _placed(request: AnalysisRequest) -> tuple[PlacedSegment, ...]:
    lower, upper = request.lower_bound, request.upper_bound
    if lower is not None and upper is not None and not lower < upper:
        raise UserError("bounds_cross", {"lower": lower, "upper": upper})
    return placed_segments(request.series, request.segments, request.baseline)


def _task(request: AnalysisRequest) -> KindTask:
    placed = _placed(request)
    bounds = tuple(_bounds(request, segment) for segment in placed)
    return KindTask(
        request.series, request.rules, request.kind, placed, bounds, (request.lower_bound, request.upper_bound), request.open_last
    )


def _panel_of(
    requests: Sequence[AnalysisRequest], placed: Sequence[tuple[PlacedSegment, ...]]
) -> tuple[npt.NDArray[np.float64], PanelPlan]:
    """Series of different lengths as one panel: behind a series' end stands nothing, which changes no sum."""
    shape = len(requests), max((len(request.series) for request in requests), default=0)
    values = np.full(shape, np.nan)
    plan = PanelPlan.plain(shape)
    plan.calculate[:] = False
    for row, (request, segments) in enumerate(zip(requests, placed, strict=True)):
        values[row, : len(request.series)] = request.series.values
        for number, segment in enumerate(segments):
            plan.segment[row, segment.first:] = number
            plan.calculate[row, segment.calculated_from:segment.calculated_to + 1] = True
            plan.excluded[row, list(segment.excluded)] = True
        plan.lower_bound[row] = np.nan if request.lower_bound is None else request.lower_bound
        plan.upper_bound[row] = np.nan if request.upper_bound is None else request.upper_bound
    if any(segment.given.judged_by is not None for segments in placed for segment in segments):
        plan = _with_bounds_by_segment(plan, requests, placed)
    return values, plan


def _with_bounds_by_segment(
    plan: PanelPlan, requests: Sequence[AnalysisRequest], placed: Sequence[tuple[PlacedSegment, ...]]
) -> PanelPlan:
    """The plan with a bound for each segment of each series, for definitions that changed theirs."""
    shape = len(requests), max(len(segments) for segments in placed)
    lower, upper = np.full(shape, np.nan), np.full(shape, np.nan)
    for row, (request, segments) in enumerate(zip(requests, placed, strict=True)):
        for number, segment in enumerate(segments):
            below, above = _bounds(request, segment)
            lower[row, number] = np.nan if below is None else below
            upper[row, number] = np.nan if above is None else above
    return replace(plan, lower_bound=lower, upper_bound=upper)


def _bounds(request: AnalysisRequest, placed: PlacedSegment) -> tuple[float | None, float | None]:
    judged = placed.given.judged_by
    if judged is None:
        return request.lower_bound, request.upper_bound
    return (
        None if judged.lower_bound is None else float(judged.lower_bound), None if judged.upper_bound is None else float(judged.upper_bound)
    )


def _analysis(request: AnalysisRequest, panel: PanelAnalysis, row: int, placed: tuple[PlacedSegment, ...]) -> XmrAnalysis:
    segments = tuple(_segment(request, panel, (row, number), segment) for number, segment in enumerate(placed))
    numbers = [number for number, segment in enumerate(placed) for _ in range(segment.first, segment.last + 1)]
    signals = signals_of(panel, row, numbers, request.rules)
    return XmrAnalysis(request.series, request.rules, segments, signals, request.lower_bound, request.upper_bound, request.kind)


def _segment(request: AnalysisRequest, panel: PanelAnalysis, at: tuple[int, int], placed: PlacedSegment) -> Segment:
    """One segment with its lines; ``at`` is its row and its number in the panel."""
    figures, given = int(panel.figures[at]), placed.given
    lower, upper = _line(panel.lower, at), _line(panel.upper, at)
    lower_cut, upper_cut = bool(panel.lower_cut[at]), bool(panel.upper_cut[at])
    lower_bound, upper_bound = _bounds(request, placed)
    return Segment(
        placed.first, placed.last, placed.calculated_from, placed.calculated_to,
        central_line=_line(panel.central_line, at),
        lower=lower,
        upper=upper,
        moving_range=_line(panel.moving_range, at),
        moving_range_upper=_line(panel.moving_range_upper, at),
        provisional=lower is not None and figures < request.rules.provisional_below,
        figures=figures,
        drawn_lower=lower_bound if lower_cut else lower,
        drawn_upper=upper_bound if upper_cut else upper,
        lower_cut=lower_cut,
        upper_cut=upper_cut,
        excluded=placed.excluded,
        origin=given.origin,
        reason=given.reason,
        locked=given.locked,
        version=given.version,
        judged_by=given.judged_by,
        changed=given.changed,
    )


def _line(lines: npt.NDArray[np.float64], at: tuple[int, int]) -> float | None:
    value = float(lines[at])
    return None if np.isnan(value) else value
