"""The place of the next figure on a chart kind's own scale: its lines as they stand, and the signals with a figure put there."""

from dataclasses import dataclass, replace

import numpy as np

from groundswell.domain.measurement.chart_kind import PLAIN, RATIOS, KindName
from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.period import Cadence, Period, next_start, period_of
from groundswell.domain.measurement.series import Series, SeriesPoint
from groundswell.domain.xmr.analysis import PointLines, Segment, SegmentInput, Signal, XmrAnalysis
from groundswell.domain.xmr.kinds.judging import Bounds, KindTask, bounds_of, cut_points, flags_on_scale, own_scales, point_lines
from groundswell.domain.xmr.kinds.own_scale import OwnScale
from groundswell.domain.xmr.kinds.rare import HALF
from groundswell.domain.xmr.kinds.ratio_parts import RatioParts, ratio_parts
from groundswell.domain.xmr.panel import PanelResult
from groundswell.domain.xmr.placing import PlacedSegment
from groundswell.domain.xmr.rules import Suppressed
from groundswell.domain.xmr.signals import signals_of


@dataclass(frozen=True, slots=True)
class NextPlace:
    """Where the next figure will stand: the last place of ``task``'s series, which has no figure yet.

    ``scale`` is the last segment's, ``lines`` those of the place and ``bounds`` the least and the greatest that the figure can be, both
    in the figure's unit. ``offset`` and ``size`` are the scale's at the place. ``denominator``: what a share or rate is reckoned with.
    """

    task: KindTask
    scale: OwnScale
    lines: PointLines | None
    bounds: Bounds
    cut: Suppressed
    offset: float
    size: float
    denominator: float | None = None

    @property
    def index(self) -> int:
        """The place, from 0."""
        return len(self.task.series) - 1

    def judged(self, figure: float) -> float:
        """A figure in its unit as it is judged here."""
        if self.task.kind.name is KindName.T and figure == 0:
            figure = HALF
        return (_root(figure, self.scale.power) - self.offset) / self.size

    def on_scale(self, bound: float) -> float:
        """A bound in the figure's unit on the scale. Where intervals are whole none lies between zero and the half it is judged as."""
        values = self.task.series.values
        whole = bool((values[~np.isnan(values)] % 1 == 0).all())
        return self.judged(bound) if whole else (_root(bound, self.scale.power) - self.offset) / self.size

    def figure(self, judged: float) -> float:
        """What is judged as this, in the figure's unit."""
        moved = self.offset + self.size * judged
        return moved if self.scale.power == 1.0 else float(max(moved, 0.0) ** self.scale.power)

    def turns(self) -> set[float]:
        """Where on the scale a comparison with the figure before changes its answer: that figure, and the largest step from it."""
        if self.index == 0 or np.isnan(self.scale.judged[-2]):
            return set()
        before = float(self.scale.judged[-2])
        if self.scale.ranges is None:
            step = float(self.scale.lines.moving_range_upper[0])
            around = [before - step, before + step]
        else:
            values, lines = self.scale.ranges
            step = float(lines.moving_range_upper[0])
            around = [self.judged(float(values[-2]) + way) for way in (-step, step)]
        return {before, *(cut for cut in around if not np.isnan(cut))}

    def signals(self, judged: float) -> tuple[Signal, ...]:
        """The signals of the last segment with a figure there that is judged as this, its lines held."""
        values = self.scale.judged.copy()
        values[-1] = judged
        ranges = self.scale.ranges
        if ranges is not None:
            raw = ranges[0].copy()
            raw[-1] = self.figure(judged)
            ranges = raw, ranges[1]
        scale = replace(self.scale, judged=values, ranges=ranges)
        placed = self.task.placed
        result = PanelResult(1, len(values), 1, self.task.rules)
        somewhere = Suppressed(np.array([self.cut.above.any()]), np.array([self.cut.below.any()]))
        result.add(slice(0, 1), 0, (scale.lines, somewhere), flags_on_scale(self.task, scale, self.cut))
        numbers = [number for number, one in enumerate(placed) for _ in range(one.first, one.last + 1)]
        return signals_of(result.analysis(), 0, numbers, self.task.rules)


def next_place(analysis: XmrAnalysis) -> NextPlace:
    """The next place of an analysis with its calculation ranges held; of an interval that has not ended, the place that it has already."""
    kind = PLAIN if analysis.drawn_kind == KindName.XMR.value else analysis.kind
    denominator = _newest_with_denominator(analysis.series) if kind.name in RATIOS else None
    series = _with_next(analysis, denominator)
    last = len(series) - 1
    segments = analysis.segments
    placed = tuple(_placed(one, last if one is segments[-1] else one.last) for one in segments)
    bounds = tuple(_declared(analysis, one) for one in segments)
    task = KindTask(series, analysis.rule_set, kind, placed, bounds, (analysis.lower_bound, analysis.upper_bound))
    parts = ratio_parts(series) if kind.name in RATIOS else RatioParts.none(len(series))
    scale = own_scales(task, parts)[-1]
    least, most = bounds_of(scale, bounds[-1])
    own = point_lines(scale, placed[-1], least, most)
    if analysis.open_last:
        so_far = float(analysis.series.values[-1])
        least = so_far if least is None else max(least, so_far)
    offset, size = (float(np.broadcast_to(part, len(series))[-1]) for part in (scale.offset, scale.size))
    return NextPlace(
        task, scale, own[-1], (least, most), cut_points(own, placed[-1], len(series)), offset, size,
        None if denominator is None or denominator.denominator is None else float(denominator.denominator),
    )


def _root(figure: float, power: float) -> float:
    return figure if power == 1.0 else float(figure ** (1 / power))


def _with_next(analysis: XmrAnalysis, denominator: Observation | None) -> Series:
    series = analysis.series
    if analysis.open_last:
        points = (*series.points[:-1], replace(series.points[-1], value=None, observation=None))
    else:
        points = (*series.points, SeriesPoint(_next_period(series), None, observation=denominator))
    return Series(series.measure, series.org_unit, series.cadence, points)


def _next_period(series: Series) -> Period | None:
    """None where the cadence has no calendar, and behind the last year that a calendar has."""
    newest = series.points[-1].period
    if newest is None or series.cadence in (Cadence.IRREGULAR, Cadence.UNDATED):
        return None
    try:
        return period_of(next_start(newest.start, series.cadence), series.cadence)
    except OverflowError:
        return None


def _newest_with_denominator(series: Series) -> Observation | None:
    seen = (point.observation for point in reversed(series.points))
    return next((one for one in seen if one is not None and one.denominator is not None and float(one.denominator) > 0), None)


def _placed(segment: Segment, last: int) -> PlacedSegment:
    return PlacedSegment(
        SegmentInput(), segment.first, last, segment.calculated_from, segment.calculated_to, segment.excluded
    )


def _declared(analysis: XmrAnalysis, segment: Segment) -> Bounds:
    judged = segment.judged_by
    if judged is None:
        return analysis.lower_bound, analysis.upper_bound
    return (
        None if judged.lower_bound is None else float(judged.lower_bound), None if judged.upper_bound is None else float(judged.upper_bound)
    )
