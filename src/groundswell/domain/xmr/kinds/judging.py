"""One series of any chart kind to limits and signals: onto the kind's scale, through the rules of the panel, and back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from groundswell.domain.measurement.chart_kind import PLAIN, RATIOS, ChartKind, KindName
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analysis import PointLines, Segment, Signal, Working, XmrAnalysis
from groundswell.domain.xmr.kinds.own_scale import OwnScale, Stretch, plain_scale
from groundswell.domain.xmr.kinds.rare import opportunities_between, time_between
from groundswell.domain.xmr.kinds.rates import count_scale, ratio_scale
from groundswell.domain.xmr.kinds.ratio_parts import RatioParts, ratio_parts
from groundswell.domain.xmr.kinds.refusing import NO_CYCLES, refusal
from groundswell.domain.xmr.kinds.seasonal import cycle_length, season_factors, seasonal_scale, seasons_of
from groundswell.domain.xmr.kinds.trended import trended_scale
from groundswell.domain.xmr.limits import TOLERANCE, Flags, Floats
from groundswell.domain.xmr.panel import PanelResult
from groundswell.domain.xmr.placing import PlacedSegment
from groundswell.domain.xmr.rule_set import RuleSet
from groundswell.domain.xmr.rules import PanelFlags, Suppressed, panel_flags
from groundswell.domain.xmr.signals import signals_of

Bounds = tuple[float | None, float | None]
"""The least and the greatest that a figure can be; None where nobody said."""
Factors = tuple[float, ...] | None


@dataclass(frozen=True, slots=True)
class KindTask:
    """One series to judge by a chart kind, with its placed segments and the declared bounds of each of them and of the measure.

    ``open_last``: the last point is an interval that has not ended; it counts only where it is beyond the upper limit already.
    """

    series: Series
    rules: RuleSet
    kind: ChartKind
    placed: tuple[PlacedSegment, ...]
    bounds: tuple[Bounds, ...]
    measure_bounds: Bounds = (None, None)
    open_last: bool = False


def judged_by_kind(task: KindTask) -> XmrAnalysis:
    """The analysis of one series by its kind. Where the figures do not allow it the lines are those of XmR, and ``refused`` says why."""
    parts = ratio_parts(task.series) if task.kind.name in RATIOS else RatioParts.none(len(task.series))
    refused = refusal(task.series, task.kind, parts)
    if not refused:
        scales = own_scales(task, parts)
        if task.kind.name is not KindName.SEASONAL or any(scale.factors is not None for scale in scales):
            return _analysis(task, scales, parts)
        refused = NO_CYCLES
    plain = replace(task, kind=PLAIN)
    return replace(_analysis(plain, own_scales(plain, parts), parts), kind=task.kind, working=Working(refused=refused))


def own_scales(task: KindTask, parts: RatioParts) -> list[OwnScale]:
    """Each segment on its scale."""
    kind = task.kind
    seasons = seasons_of(task.series, kind) if kind.name is KindName.SEASONAL else ()
    stretches = [_stretch(task, segment, parts, seasons) for segment in task.placed]
    if kind.name is KindName.SEASONAL:
        factors = _factors(stretches, cycle_length(task.series, kind) or 0, additive=kind.additive)
        return [seasonal_scale(one, own, additive=kind.additive) for one, own in zip(stretches, factors, strict=True)]
    return [_scale(kind, one) for one in stretches]


def _stretch(task: KindTask, segment: PlacedSegment, parts: RatioParts, seasons: tuple[int, ...]) -> Stretch:
    places = np.arange(len(task.series))
    inside = (places >= segment.first) & (places <= segment.last)
    if segment.excluded:
        inside[list(segment.excluded)] = False
    values: Floats = np.where(inside, task.series.values, np.nan)
    calculate: Flags = ~np.isnan(values) & (places >= segment.calculated_from) & (places <= segment.calculated_to)
    if task.open_last:
        calculate[-1:] = False
    return Stretch(values, calculate, task.rules, seasons, parts.numerators, parts.denominators, parts.per)


def _factors(stretches: Sequence[Stretch], count: int, *, additive: bool) -> list[Factors]:
    """Factors of each segment: its own where it holds full cycles enough, else those of the one before it, else of the next."""
    own: list[Factors] = []
    for one in stretches:
        seasons = [season for season, used in zip(one.seasons, one.calculate.tolist(), strict=True) if used]
        own.append(season_factors(one.used, seasons, count, additive=additive))
    known: Factors = next((each for each in own if each is not None), None)
    for number, each in enumerate(own):
        known = own[number] = each if each is not None else known
    return own


def _scale(kind: ChartKind, stretch: Stretch) -> OwnScale:
    name = kind.name
    if name is KindName.TRENDED:
        return trended_scale(stretch, regression=kind.regression)
    if name is KindName.T:
        return time_between(stretch)
    if name is KindName.G:
        return opportunities_between(stretch)
    if name is KindName.C:
        return count_scale(stretch)
    if name in RATIOS:
        return ratio_scale(
            stretch, share=name in (KindName.P, KindName.P_PRIME), prime=name in (KindName.U_PRIME, KindName.P_PRIME)
        )
    return plain_scale(stretch)


def _analysis(task: KindTask, scales: Sequence[OwnScale], parts: RatioParts) -> XmrAnalysis:
    size = len(task.series)
    result = PanelResult(1, size, max(len(scales), 1), task.rules)
    lines: list[PointLines | None] = [None] * size
    segments = []
    for number, (placed, scale) in enumerate(zip(task.placed, scales, strict=True)):
        least, most = bounds_of(scale, task.bounds[number])
        own = point_lines(scale, placed, least, most)
        lines[placed.first:placed.last + 1] = own
        cut = cut_points(own, placed, size)
        judged = _without_open(task, scale, own)
        somewhere = Suppressed(np.array([cut.above.any()]), np.array([cut.below.any()]))
        result.add(slice(0, 1), number, (scale.lines, somewhere), flags_on_scale(task, judged, cut))
        segments.append(_segment(task, placed, scale, own))
    numbers = [number for number, one in enumerate(task.placed) for _ in range(one.first, one.last + 1)]
    signals: tuple[Signal, ...] = signals_of(result.analysis(), 0, numbers, task.rules)
    lower, upper = task.measure_bounds
    differing = any(scale.differs for scale in scales)
    return XmrAnalysis(
        task.series, task.rules, tuple(segments), signals, lower, upper, task.kind, tuple(lines) if differing else None,
        _working(task, scales, parts), task.open_last,
    )


def _working(task: KindTask, scales: Sequence[OwnScale], parts: RatioParts) -> Working:
    zeros = int(np.count_nonzero(task.series.values == 0)) if task.kind.name is KindName.T else 0
    return Working(
        tuple(scale.factors for scale in scales), tuple(scale.slope for scale in scales), tuple(scale.level for scale in scales),
        tuple(scale.sigma_z for scale in scales), zeros, parts.per,
    )


def bounds_of(scale: OwnScale, declared: Bounds) -> Bounds:
    """The narrower of a kind's natural bounds and those that are declared."""
    least = [bound for bound in (scale.least, declared[0]) if bound is not None]
    most = [bound for bound in (scale.most, declared[1]) if bound is not None]
    return max(least, default=None), min(most, default=None)


def point_lines(scale: OwnScale, placed: PlacedSegment, least: float | None, most: float | None) -> list[PointLines | None]:
    """The lines of each point of a segment in the measure's own unit, cut at its bounds."""
    inside = slice(placed.first, placed.last + 1)
    if scale.differs:
        return _cut([scale.back(line)[inside] for line in scale.three_lines], scale, least, most)
    points = placed.last + 1 - placed.first
    return _cut([scale.back(line)[:1] for line in scale.three_lines], scale, least, most) * points if points else []


def _cut(lines: Sequence[Floats], scale: OwnScale, least: float | None, most: float | None) -> list[PointLines | None]:
    """Central line, lower and upper limit of each point, cut at bounds; None where one of them is not a number."""
    central, lower, upper = lines
    slack = TOLERANCE * float(scale.lines.scale[0])
    nowhere: Flags = np.zeros(len(central), np.bool_)
    below = nowhere if least is None else lower < least - slack
    above = nowhere if most is None else upper > most + slack
    if scale.power != 1.0 and float(scale.lines.lower[0]) < 0:  # under zero before the power was taken
        below = ~nowhere
    drawn_lower = lower if least is None else np.where(below, least, lower)
    drawn_upper = upper if most is None else np.where(above, most, upper)
    found: list[PointLines | None] = list(map(
        PointLines._make, zip(*(each.tolist() for each in (central, lower, upper, drawn_lower, drawn_upper, below, above)), strict=True)
    ))
    for at in np.flatnonzero(np.isnan(central) | np.isnan(lower) | np.isnan(upper)).tolist():
        found[at] = None
    return found


def cut_points(own: Sequence[PointLines | None], placed: PlacedSegment, size: int) -> Suppressed:
    """Points at which a bound took a limit's place."""
    above, below = np.zeros((size, 1), np.bool_), np.zeros((size, 1), np.bool_)
    inside = slice(placed.first, placed.last + 1)
    above[inside, 0] = [one is not None and one.upper_cut for one in own]
    below[inside, 0] = [one is not None and one.lower_cut for one in own]
    return Suppressed(above, below)


def _without_open(task: KindTask, scale: OwnScale, own: Sequence[PointLines | None]) -> OwnScale:
    """An interval that has not ended says nothing until it is beyond the upper limit: from then on it can only go farther."""
    if not task.open_last or not len(task.series) or np.isnan(scale.judged[-1]):
        return scale
    lines, value = own[-1] if own else None, float(task.series.values[-1])
    if lines is not None and value - lines.upper > TOLERANCE * max(abs(value), float(scale.lines.scale[0])):
        return scale
    judged = scale.judged.copy()
    judged[-1] = np.nan
    return replace(scale, judged=judged)


def flags_on_scale(task: KindTask, scale: OwnScale, cut: Suppressed) -> PanelFlags:
    """Which points the rules flag on a scale; large steps by its ``ranges`` where it has them."""
    flags = panel_flags(scale.judged[:, None], scale.lines, task.rules, cut)
    if scale.ranges is None or "moving_range" not in flags.points:
        return flags
    values, lines = scale.ranges
    of_ranges = panel_flags(values[:, None], lines, task.rules, cut).points["moving_range"]
    return PanelFlags({**flags.points, "moving_range": of_ranges}, flags.windows, flags.spans)


def _segment(task: KindTask, placed: PlacedSegment, scale: OwnScale, own: Sequence[PointLines | None]) -> Segment:
    """One segment with its lines at its newest figure (at its newest place with lines, where it has no figure)."""
    given = placed.given
    there = ~np.isnan(task.series.values[placed.first:placed.last + 1])
    newest_first = list(zip(reversed(own), reversed(there.tolist()), strict=True))
    lines = next((each for each, figure in newest_first if figure and each is not None), None)
    lines = lines or next((each for each, _ in newest_first if each is not None), None)
    figures = int(scale.lines.figures[0])
    moving_range = float(scale.lines.moving_range[0])
    shown = scale.own_unit or moving_range == 0
    return Segment(
        placed.first, placed.last, placed.calculated_from, placed.calculated_to,
        central_line=None if lines is None else lines.central_line,
        lower=None if lines is None else lines.lower,
        upper=None if lines is None else lines.upper,
        moving_range=moving_range if lines is not None and shown else None,
        moving_range_upper=float(scale.lines.moving_range_upper[0]) if lines is not None and shown else None,
        provisional=lines is not None and figures < task.rules.provisional_below,
        figures=figures,
        drawn_lower=None if lines is None else lines.drawn_lower,
        drawn_upper=None if lines is None else lines.drawn_upper,
        lower_cut=lines is not None and lines.lower_cut,
        upper_cut=lines is not None and lines.upper_cut,
        excluded=placed.excluded,
        origin=given.origin,
        reason=given.reason,
        locked=given.locked,
        version=given.version,
        judged_by=given.judged_by,
        changed=given.changed,
    )
