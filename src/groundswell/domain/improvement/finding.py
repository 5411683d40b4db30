"""What the chart says, as a finding: a code and values; words and rounding belong to the shells.

Values: ``typical``, ``lower``, ``upper``, ``before``, ``limit`` are numbers at full precision in the measure's own unit of
measurement; ``since``, ``first``, ``last``, ``at`` are indices of points; ``points`` and ``near`` are indices as text;
``n`` counts. ``settled_in`` says how many more figures make the limits lasting.
"""

from groundswell.domain.improvement.marks import open_signals, unsettled_step
from groundswell.domain.measurement.definition import Direction
from groundswell.domain.xmr.analysis import Segment, Side, Signal, XmrAnalysis
from groundswell.errors import Finding, Value


def finding(analysis: XmrAnalysis, direction: Direction = Direction.UNKNOWN) -> Finding:
    """The one finding of a chart, by the first that holds.

    Codes: ``no_figures``, ``too_few``, ``too_few_since``, ``outside``, ``short_run``, ``two_of_three``, ``long_run``, ``trend``,
    ``moving_range``, ``new_level``, ``constant``, ``no_variation`` (the figures that the limits rest on do not vary, others do),
    ``no_signal``.
    """
    segment = analysis.segments[-1]
    if analysis.series.figures == 0:
        return Finding("no_figures")
    if segment.central_line is None:
        return _too_few(analysis, segment)
    values = _common(analysis, segment)
    signals = open_signals(analysis)
    if signals:
        return _of_signal(signals[0], signals, analysis, values)
    step = unsettled_step(analysis)
    if step is not None:
        values |= {"since": segment.first, "before": analysis.segments[-2].central_line, "side": step.value}
        return Finding("new_level", values)
    if segment.moving_range == 0:
        return Finding("constant" if _all_equal(analysis, segment) else "no_variation", values | {"since": segment.first})
    earlier = [signal.last for signal in analysis.signals if signal.segment == len(analysis.segments) - 1]
    return Finding("no_signal", values | {"since": max(earlier, default=segment.first), "had_signal": bool(earlier)})


def _too_few(analysis: XmrAnalysis, segment: Segment) -> Finding:
    needed = analysis.rule_set.fewest_figures
    if len(analysis.segments) == 1:
        return Finding("too_few", {"n": segment.figures, "needed": needed})
    return Finding("too_few_since", {"n": segment.figures, "needed": needed, "since": segment.first})


def _all_equal(analysis: XmrAnalysis, segment: Segment) -> bool:
    points = analysis.series.points[segment.first:segment.last + 1]
    return len({point.value for point in points if point.value is not None}) == 1


def _common(analysis: XmrAnalysis, segment: Segment) -> dict[str, Value]:
    return {
        "typical": segment.central_line,
        "lower": segment.drawn_lower,
        "upper": segment.drawn_upper,
        "provisional": segment.provisional,
        "figures": segment.figures,
        "settled_in": max(analysis.rule_set.provisional_below - segment.figures, 0),
        "several_segments": len(analysis.segments) > 1,
        "segment_first": segment.first,
    }


def _of_signal(signal: Signal, signals: list[Signal], analysis: XmrAnalysis, values: dict[str, Value]) -> Finding:
    values |= {"side": signal.side.value, "n": len(signal.points), "first": signal.first, "last": signal.last}
    if signal.rule == "outside_limits":
        return _outside(signal.side, signals, analysis, values)
    if signal.rule == "moving_range":
        return Finding("moving_range", values | {"at": signal.last})
    return Finding(signal.rule, values | {"points": tuple(map(str, signal.points))})


def _outside(side: Side, signals: list[Signal], analysis: XmrAnalysis, values: dict[str, Value]) -> Finding:
    """All open points beyond that limit in one finding, with the open points close to it (of ``short_run``, ``two_of_three``)."""
    outside = sorted({at for s in signals if s.rule == "outside_limits" and s.side is side for at in s.points})
    close = {at for s in signals if s.rule in ("short_run", "two_of_three") and s.side is side for at in s.points}
    segment = analysis.segments[-1]
    return Finding("outside", values | {
        "n": len(outside),
        "first": outside[0],
        "last": outside[-1],
        "points": tuple(map(str, outside)),
        "near": tuple(map(str, sorted(close - set(outside)))),
        "limit": segment.upper if side is Side.ABOVE else segment.lower,
    })
