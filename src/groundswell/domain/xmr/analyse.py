"""``analyse``: a series, its rule set and the segments that a person set, to limits and signals."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analysis import Segment, SegmentInput, XmrAnalysis
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
    Bounds are in the measure's own unit of measurement; None where none is declared.
    """

    series: Series
    rules: RuleSet
    segments: tuple[SegmentInput, ...] = ()
    baseline: int | None = None
    lower_bound: float | None = None
    upper_bound: float | None = None


def analyse(
    series: Series | Sequence[float | int | str | Exact | None],
    *,
    rules: str | RuleSet = "wheeler",
    segments: Sequence[SegmentInput] = (),
    baseline: int | None = None,
    lower_bound: float | None = None,
    upper_bound: float | None = None,
) -> XmrAnalysis:
    """Limits and signals of one series; the same numbers as in any panel, to the last bit.

    ``rules`` is a name, or a rule set with an option of its own: ``with_exact_constants(...)``, ``screened(...)``.
    Raises UserError for something that is no number, an unknown rule set, a baseline under two figures, bounds that
    cross, and segments, calculation ranges or left-out places that do not lie in the series.
    """
    own = series if isinstance(series, Series) else _of_numbers(series)
    return analyse_many([AnalysisRequest(own, chosen(rules), tuple(segments), baseline, lower_bound, upper_bound)])[0]


def analyse_many(requests: Sequence[AnalysisRequest]) -> list[XmrAnalysis]:
    """Many series of different lengths in few panels (one for each rule set); answers in the order of the requests."""
    groups: dict[RuleSet, list[int]] = {}
    for number, request in enumerate(requests):
        groups.setdefault(request.rules, []).append(number)
    out: dict[int, XmrAnalysis] = {}
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
    return values, plan


def _analysis(request: AnalysisRequest, panel: PanelAnalysis, row: int, placed: tuple[PlacedSegment, ...]) -> XmrAnalysis:
    segments = tuple(_segment(request, panel, (row, number), segment) for number, segment in enumerate(placed))
    numbers = [number for number, segment in enumerate(placed) for _ in range(segment.first, segment.last + 1)]
    signals = signals_of(panel, row, numbers, request.rules)
    return XmrAnalysis(request.series, request.rules, segments, signals, request.lower_bound, request.upper_bound)


def _segment(request: AnalysisRequest, panel: PanelAnalysis, at: tuple[int, int], placed: PlacedSegment) -> Segment:
    """One segment with its lines; ``at`` is its row and its number in the panel."""
    figures, given = int(panel.figures[at]), placed.given
    lower, upper = _line(panel.lower, at), _line(panel.upper, at)
    lower_cut, upper_cut = bool(panel.lower_cut[at]), bool(panel.upper_cut[at])
    return Segment(
        placed.first, placed.last, placed.calculated_from, placed.calculated_to,
        central_line=_line(panel.central_line, at),
        lower=lower,
        upper=upper,
        moving_range=_line(panel.moving_range, at),
        moving_range_upper=_line(panel.moving_range_upper, at),
        provisional=lower is not None and figures < request.rules.provisional_below,
        figures=figures,
        drawn_lower=request.lower_bound if lower_cut else lower,
        drawn_upper=request.upper_bound if upper_cut else upper,
        lower_cut=lower_cut,
        upper_cut=upper_cut,
        excluded=placed.excluded,
        origin=given.origin,
        reason=given.reason,
        locked=given.locked,
    )


def _line(lines: npt.NDArray[np.float64], at: tuple[int, int]) -> float | None:
    value = float(lines[at])
    return None if np.isnan(value) else value
