"""What a signal means for a measure: better, worse or changed, by its wanted direction; and which signal is the newest open one."""

from enum import StrEnum

from groundswell.domain.measurement.definition import Direction
from groundswell.domain.xmr.analysis import Side, Signal, XmrAnalysis

QUIET_POINTS = 8
"""A signal is closed by a new segment or by so many figures without one (method 2.13)."""
STRENGTH = ("outside_limits", "two_of_three", "short_run", "trend", "long_run", "moving_range")
"""Which of several signals that end together is told first (method 2.2: R1 before R3 before R2)."""


class PointMark(StrEnum):
    """How a point is marked (interface 3)."""

    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed"
    ROUTINE = "routine"


def mark_of_side(side: Side, direction: Direction) -> PointMark:
    """A side's meaning: better or worse where a direction is wanted, else changed."""
    if direction not in (Direction.UP, Direction.DOWN):
        return PointMark.CHANGED
    up = side in (Side.ABOVE, Side.RISING)
    return PointMark.BETTER if up == (direction is Direction.UP) else PointMark.WORSE


def mark_of_signal(signal: Signal, direction: Direction) -> PointMark:
    """A wide moving range has no good side: it is always changed."""
    return PointMark.CHANGED if signal.rule == "moving_range" else mark_of_side(signal.side, direction)


def point_marks(analysis: XmrAnalysis, direction: Direction) -> list[PointMark]:
    """One mark a point; where several signals hold a point, the strongest rule says (STRENGTH)."""
    marks = [PointMark.ROUTINE] * len(analysis.series)
    for signal in sorted(analysis.signals, key=lambda each: STRENGTH.index(each.rule), reverse=True):
        for at in signal.points:
            marks[at] = mark_of_signal(signal, direction)
    return marks


def open_signals(analysis: XmrAnalysis) -> list[Signal]:
    """Signals of the last segment with fewer than eight figures after them, the newest first, then the strongest."""
    series, last_segment = analysis.series, len(analysis.segments) - 1
    after = [0] * (len(series) + 1)
    for at in range(len(series) - 1, -1, -1):
        after[at] = after[at + 1] + (series.points[at].value is not None)
    found = [s for s in analysis.signals if s.segment == last_segment and after[s.last + 1] < QUIET_POINTS]
    return sorted(found, key=lambda each: (-each.last, STRENGTH.index(each.rule)))


def newest_open_signal(analysis: XmrAnalysis) -> Signal | None:
    """The signal that a measure's word comes from."""
    found = open_signals(analysis)
    return found[0] if found else None


def word(analysis: XmrAnalysis, direction: Direction) -> PointMark:
    """A measure's one word: of its newest open signal; else of a split whose limits are not settled yet; else routine."""
    signal = newest_open_signal(analysis)
    if signal is not None:
        return mark_of_signal(signal, direction)
    side = unsettled_step(analysis)
    return PointMark.ROUTINE if side is None else mark_of_side(side, direction)


def unsettled_step(analysis: XmrAnalysis) -> Side | None:
    """Which way the level went at the last split, while its limits are still provisional; None where there is no such split."""
    if len(analysis.segments) < 2:
        return None
    before, now = analysis.segments[-2], analysis.segments[-1]
    if not now.provisional or now.central_line is None or before.central_line is None or now.central_line == before.central_line:
        return None
    return Side.ABOVE if now.central_line > before.central_line else Side.BELOW
