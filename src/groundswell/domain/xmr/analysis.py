"""The values that an XmR analysis is made of. Signals are values, never labels; indices count from 0 over the series."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from groundswell.domain.measurement.chart_kind import PLAIN, ChartKind
from groundswell.domain.measurement.segment import Judging as Judging
from groundswell.domain.measurement.segment import Origin as Origin
from groundswell.domain.measurement.segment import SegmentInput as SegmentInput
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.rule_set import RuleSet


class Side(StrEnum):
    """Where the points of a signal lie, or which way a trend runs; of a rule that has no side: both."""

    ABOVE = "above"
    BELOW = "below"
    RISING = "rising"
    FALLING = "falling"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment with its lines, in the measure's own unit of measurement; lines are None under the fewest figures needed.

    ``lower``/``upper`` are the uncut natural process limits. ``drawn_lower``/``drawn_upper`` are the same
    cut at the measure's bounds; ``lower_cut``/``upper_cut`` say that a bound took the limit's place.
    ``figures`` counts the values that the limits rest on. ``version``, ``judged_by`` and ``changed`` are those of its
    input.
    Of a chart kind whose lines differ from point to point they are the lines at the segment's newest figure (:func:`line_at` has the
    others), and ``moving_range`` is None where it has no meaning in the measure's own unit of measurement.
    """

    first: int
    last: int
    calculated_from: int
    calculated_to: int
    central_line: float | None
    lower: float | None
    upper: float | None
    moving_range: float | None
    moving_range_upper: float | None
    provisional: bool
    figures: int
    drawn_lower: float | None = None
    drawn_upper: float | None = None
    lower_cut: bool = False
    upper_cut: bool = False
    excluded: tuple[int, ...] = ()
    origin: Origin = Origin.BASELINE
    reason: str = ""
    locked: bool = False
    version: int | None = None
    judged_by: Judging | None = None
    changed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal: a maximal run or trend, or merged windows. ``points`` lists only the points that qualify.

    ``first_known``: the point that completed the pattern, from which on a reader of the chart could know of it (with the lines as
    they are now). Flags reach back before it, and a longer run goes on after it.
    """

    rule: str
    segment: int
    first: int
    last: int
    side: Side
    points: tuple[int, ...]
    first_known: int


class PointLines(NamedTuple):
    """The lines that hold for one point, in the measure's own unit of measurement.

    ``lower``/``upper`` are uncut; ``drawn_lower``/``drawn_upper`` end at a bound where ``lower_cut``/``upper_cut`` say so.
    """

    central_line: float
    lower: float
    upper: float
    drawn_lower: float
    drawn_upper: float
    lower_cut: bool = False
    upper_cut: bool = False


@dataclass(frozen=True, slots=True)
class Working:
    """What a chart kind worked its lines out with; each part by segment, None where a segment has none.

    ``factors``: one for each season, 1 on average (0, of additive ones). ``slopes``: per period. ``levels``: the typical value with the
    season taken out; of shares and rates the figures' common one. ``sigma_z``: how much wider (over 1) or narrower than the counting
    model the figures scatter (Laney). ``zeros``: intervals of length zero, judged as half a unit. ``per``: what a share or rate is
    multiplied by as shown (100 for %). ``refused``: why the kind that was asked for could not be drawn; the lines are then those of XmR.
    """

    factors: tuple[tuple[float, ...] | None, ...] = ()
    slopes: tuple[float | None, ...] = ()
    levels: tuple[float | None, ...] = ()
    sigma_z: tuple[float | None, ...] = ()
    zeros: int = 0
    per: float = 1.0
    refused: str = ""


@dataclass(frozen=True, slots=True)
class XmrAnalysis:
    """All that is needed to draw the chart again: the series, the rule set with version, constants and screening, segments, signals.

    ``kind`` is the chart kind that was asked for. ``lines`` has one entry a point where lines differ from point to point (None for a
    point without lines), and is None where each segment's lines hold for all its points. ``open_last``: the last point is an interval
    that has not ended.
    """

    series: Series
    rule_set: RuleSet
    segments: tuple[Segment, ...]
    signals: tuple[Signal, ...]
    lower_bound: float | None = None
    upper_bound: float | None = None
    kind: ChartKind = PLAIN
    lines: tuple[PointLines | None, ...] | None = None
    working: Working | None = None
    open_last: bool = False

    @property
    def drawn_kind(self) -> str:
        """The name of the kind whose lines are drawn: the one asked for, or ``xmr`` where that was refused."""
        return "xmr" if self.working is not None and self.working.refused else self.kind.name.value


def segment_at(analysis: XmrAnalysis, index: int) -> Segment | None:
    """The segment that a point lies in."""
    return next((segment for segment in analysis.segments if segment.first <= index <= segment.last), None)


def line_at(analysis: XmrAnalysis, index: int) -> PointLines | None:
    """The lines that hold for one point of any chart kind; None where there are too few figures for lines."""
    if analysis.lines is not None:
        return analysis.lines[index]
    segment = segment_at(analysis, index)
    return None if segment is None else lines_of(segment)


def lines_of(segment: Segment) -> PointLines | None:
    """A segment's own lines as those of a point (at its newest figure, where they differ); None where it has none."""
    if segment.central_line is None or segment.lower is None or segment.upper is None:
        return None
    lower = segment.lower if segment.drawn_lower is None else segment.drawn_lower
    upper = segment.upper if segment.drawn_upper is None else segment.drawn_upper
    return PointLines(segment.central_line, segment.lower, segment.upper, lower, upper, segment.lower_cut, segment.upper_cut)
