"""The values that an XmR analysis is made of. Signals are values, never labels; indices count from 0 over the series."""

from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.measurement.segment import Origin as Origin
from groundswell.domain.measurement.segment import SegmentInput as SegmentInput
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.rule_set import RuleSet


class Side(StrEnum):
    """Where the points of a signal lie, or which way a trend runs."""

    ABOVE = "above"
    BELOW = "below"
    RISING = "rising"
    FALLING = "falling"


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment with its lines, in the measure's own unit of measurement; lines are None under the fewest figures needed.

    ``lower``/``upper`` are the uncut natural process limits. ``drawn_lower``/``drawn_upper`` are the same
    cut at the measure's bounds; ``lower_cut``/``upper_cut`` say that a bound took the limit's place.
    ``figures`` counts the values that the limits rest on.
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


@dataclass(frozen=True, slots=True)
class Signal:
    """One signal: a maximal run or trend, or merged windows. ``points`` lists only the points that qualify."""

    rule: str
    segment: int
    first: int
    last: int
    side: Side
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class XmrAnalysis:
    """All that is needed to draw the chart again: the series, the rule set with version, constants and screening, segments, signals."""

    series: Series
    rule_set: RuleSet
    segments: tuple[Segment, ...]
    signals: tuple[Signal, ...]
    lower_bound: float | None = None
    upper_bound: float | None = None
