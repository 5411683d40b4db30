"""What a signal means for a measure: better, worse or changed, by its wanted direction; and which signal is the newest open one.

This is the only place that says so. Of a measure that is wanted in a band, what moves nearer to the band is better and what moves away
from it is worse (decision 141).
"""

from enum import StrEnum
from fractions import Fraction

from groundswell.domain.measurement.chart_kind import KindName
from groundswell.domain.measurement.direction import Band, Direction, WantedWay, fraction_of
from groundswell.domain.xmr.analysis import Origin, PointLines, Side, Signal, XmrAnalysis, line_at

QUIET_POINTS = 8
"""A signal is closed by a new segment or by so many figures without one (method 2.13)."""
STRENGTH = (
    "outside_limits", "two_of_three", "short_run", "four_of_five", "trend", "long_run", "longest_run", "ten_of_twelve", "avoiding_centre",
    "hugging_centre", "alternating", "crossings", "moving_range",
)  # fmt: skip
"""Which of several signals that end together is told first (method 2.2: R1 before R3 before R2)."""


class PointMark(StrEnum):
    """How a point is marked (interface 3)."""

    BETTER = "better"
    WORSE = "worse"
    CHANGED = "changed"
    ROUTINE = "routine"


def mark_of_side(side: Side, direction: Direction) -> PointMark:
    """A side's meaning: better or worse where a direction is wanted, else changed; without a side always changed."""
    if direction not in (Direction.UP, Direction.DOWN) or side is Side.BOTH:
        return PointMark.CHANGED
    up = side in (Side.ABOVE, Side.RISING)
    return PointMark.BETTER if up == (direction is Direction.UP) else PointMark.WORSE


def mark_of_move(band: Band, before: Fraction | float, after: Fraction | float) -> PointMark:
    """What it means that a level went from one value to another: nearer to the band is better, farther away worse, else changed."""
    nearer = band.nearer(before, after)
    return PointMark.CHANGED if nearer is None else PointMark.BETTER if nearer else PointMark.WORSE


def mark_of_signal(signal: Signal, analysis: XmrAnalysis, way: WantedWay) -> PointMark:
    """A signal of the analysis by what is wanted. A wide moving range has no good side: it is always changed."""
    if signal.rule == "moving_range":
        return PointMark.CHANGED
    if isinstance(way, Direction):
        return mark_of_side(signal.side, way)
    moved = _moved(signal, analysis)
    return PointMark.CHANGED if moved is None else mark_of_move(way, *moved)


def _moved(signal: Signal, analysis: XmrAnalysis) -> tuple[Fraction, Fraction] | None:
    """From where to where a signal says that the process went; None for one without a side.

    Points beyond a limit and runs: from their central line to the mean of the points. A trend: from its first figure to its last; where
    lines differ from point to point, from where the first one would lie among the lines of the last.
    """
    found = [
        (fraction_of(value), line)
        for at in signal.points
        if (value := analysis.series.points[at].value) is not None and (line := line_at(analysis, at)) is not None
    ]
    if not found or signal.side is Side.BOTH:
        return None
    if signal.side in (Side.RISING, Side.FALLING):
        (first, its_lines), (last, lines_of_last) = found[0], found[-1]
        return _carried(first, its_lines, lines_of_last), last
    lines = sum((Fraction(line.central_line) for _, line in found), Fraction(0))
    return lines / len(found), sum((figure for figure, _ in found), Fraction(0)) / len(found)


def _carried(figure: Fraction, lines: PointLines, to: PointLines) -> Fraction:
    """Where a figure would lie among other lines: as far from the central line, measured by the distance of the limit."""
    own, other = Fraction(lines.upper) - Fraction(lines.central_line), Fraction(to.upper) - Fraction(to.central_line)
    wider = other / own if own else Fraction(1)
    return Fraction(to.central_line) + (figure - Fraction(lines.central_line)) * wider


def direction_of(analysis: XmrAnalysis, segment: int, way: WantedWay) -> WantedWay:
    """What a segment is judged by: its own definition's direction or band, where that said otherwise than the measure's."""
    judged = analysis.segments[segment].judged_by
    return way if judged is None else judged.way


def point_marks(analysis: XmrAnalysis, way: WantedWay) -> list[PointMark]:
    """One mark a point; where several signals hold a point, the strongest rule says (STRENGTH)."""
    marks = [PointMark.ROUTINE] * len(analysis.series)
    for signal in sorted(analysis.signals, key=lambda each: STRENGTH.index(each.rule), reverse=True):
        mark = mark_of_signal(signal, analysis, direction_of(analysis, signal.segment, way))
        for at in signal.points:
            marks[at] = mark
    return marks


def open_signals(analysis: XmrAnalysis) -> list[Signal]:
    """Signals of the last segment with fewer than eight figures after them, the newest first, then the strongest.

    A wide step that leads back from a figure beyond a limit comes after that figure: it says nothing that the figure does not.
    """
    series, last_segment = analysis.series, len(analysis.segments) - 1
    after = [0] * (len(series) + 1)
    for at in range(len(series) - 1, -1, -1):
        after[at] = after[at + 1] + (series.points[at].value is not None)
    newest = {s: s.last - leads_back(s, analysis) for s in analysis.signals if s.segment == last_segment}
    found = [s for s in newest if after[newest[s] + 1] < QUIET_POINTS]
    return sorted(found, key=lambda each: (-newest[each], STRENGTH.index(each.rule)))


def leads_back(signal: Signal, analysis: XmrAnalysis) -> bool:
    """Whether a signal is the wide step back from a figure beyond a limit to one within."""
    outside = {at for s in analysis.signals if s.rule == "outside_limits" and s.segment == signal.segment for at in s.points}
    return signal.rule == "moving_range" and signal.last - 1 in outside and signal.last not in outside


def newest_open_signal(analysis: XmrAnalysis) -> Signal | None:
    """The signal that a measure's word comes from."""
    found = open_signals(analysis)
    return found[0] if found else None


def word(analysis: XmrAnalysis, way: WantedWay) -> PointMark:
    """A measure's one word: of its newest open signal; else of a split whose limits are not settled yet; else routine."""
    signal = newest_open_signal(analysis)
    way = direction_of(analysis, -1, way)
    if signal is not None:
        return mark_of_signal(signal, analysis, way)
    side = unsettled_step(analysis)
    return PointMark.ROUTINE if side is None else _mark_of_step(side, analysis, way)


def _mark_of_step(side: Side, analysis: XmrAnalysis, way: WantedWay) -> PointMark:
    was, level = level_of(analysis, -2), level_of(analysis, -1)
    if isinstance(way, Direction):
        return mark_of_side(side, way)
    return PointMark.CHANGED if was is None or level is None else mark_of_move(way, was, level)


def unsettled_step(analysis: XmrAnalysis) -> Side | None:
    """Which way the level went at the last split, while its limits are still provisional; None where there is no such split.

    What is calculated by another definition is not on another level: it cannot be compared.
    """
    if len(analysis.segments) < 2:
        return None
    now = analysis.segments[-1]
    level, was = level_of(analysis, -1), level_of(analysis, -2)
    if now.origin is Origin.NEW_DEFINITION or not now.provisional or level is None or was is None or level == was:
        return None
    return Side.ABOVE if level > was else Side.BELOW


def level_of(analysis: XmrAnalysis, segment: int) -> float | None:
    """The one typical value of a segment: with the seasons taken out, where they are; a trend has none."""
    if analysis.drawn_kind == KindName.TRENDED:
        return None
    levels = analysis.working.levels if analysis.working is not None else ()
    own = levels[segment] if levels and analysis.kind.name is not KindName.G else None
    return analysis.segments[segment].central_line if own is None else own
