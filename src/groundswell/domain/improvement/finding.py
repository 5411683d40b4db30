"""What the chart says, as a finding: a code and values; words and rounding belong to the shells.

Values: ``typical``, ``lower``, ``upper``, ``before``, ``limit`` are numbers at full precision in the measure's own unit of
measurement; ``since``, ``first``, ``last``, ``at`` are indices of points; ``points`` and ``near`` are indices as text;
``n`` counts; ``had_signal`` says whether ``since`` is the last signal or, where there never was one, the first figure.
``settled_in`` says how many more figures make the limits lasting.
"""

from groundswell.domain.improvement.marks import level_of, open_signals, unsettled_step
from groundswell.domain.measurement.chart_kind import KindName
from groundswell.domain.measurement.definition import Direction
from groundswell.domain.xmr.analysis import Segment, Side, Signal, XmrAnalysis
from groundswell.domain.xmr.rule_set import Average
from groundswell.errors import Finding, Value

FAMILIES = {
    KindName.SEASONAL: "seasonal", KindName.TRENDED: "trended", KindName.T: "between", KindName.G: "between",
    KindName.U: "sized", KindName.P: "sized", KindName.U_PRIME: "sized", KindName.P_PRIME: "sized",
}
"""Kinds of which the sentences of a plain chart would say something wrong, by the family of their own."""
RUNS = ("long_run", "longest_run", "hugging_centre", "avoiding_centre")
"""Rules of figures in a row: it is told whether the row goes on to the newest figure (``over`` False) or has ended before it."""


def finding(analysis: XmrAnalysis, direction: Direction = Direction.UNKNOWN) -> Finding:
    """The one finding of a chart, by the first that holds. ``family`` in its values names the sentences of its chart kind.

    Codes: ``no_figures``, ``too_few``, ``too_few_since``, ``outside``, ``short_run``, ``two_of_three``, ``long_run``, ``trend``,
    ``moving_range``, ``four_of_five``, ``ten_of_twelve``, ``alternating``, ``hugging_centre``, ``avoiding_centre``, ``longest_run``,
    ``crossings``, ``new_level``, ``constant``, ``no_lines`` (none can be worked out), ``open_beyond`` (an interval that has not ended),
    ``no_variation`` (the figures that the limits rest on do not vary, others do), ``no_steps`` (the same of the median step: more
    than half of the steps are zero), ``no_neighbours`` (no two figures stand next to each other), ``no_signal``,
    ``no_signal_of_runs`` (of rules that judge no limits).
    """
    segment = analysis.segments[-1]
    if analysis.series.figures == 0:
        return Finding("no_figures", _family(analysis))
    if segment.central_line is None:
        return _without_lines(analysis, segment)
    values = _common(analysis, segment) | _family(analysis)
    if analysis.open_last and any(signal.last == len(analysis.series) - 1 for signal in analysis.signals):
        return Finding("open_beyond", values | {"limit": segment.upper, "figure": float(analysis.series.values[-1])})
    signals = open_signals(analysis)
    if signals:
        return _of_signal(signals[0], signals, analysis, values)
    step = unsettled_step(analysis)
    if step is not None:
        values |= {"since": segment.first, "before": level_of(analysis, -2), "side": step.value, "typical": level_of(analysis, -1)}
        return Finding("new_level", values)
    if segment.moving_range == 0 or segment.lower == segment.upper:
        steady = "no_steps" if _medians(analysis) else "no_variation"
        return Finding("constant" if _all_equal(analysis, segment) else steady, values | {"since": segment.first})
    earlier = [signal.last for signal in analysis.signals if signal.segment == len(analysis.segments) - 1]
    quiet = "no_signal" if "lower" in values else "no_signal_of_runs"
    values |= {"since": max(earlier, default=segment.first), "had_signal": bool(earlier), "n": _closed(analysis, segment)}
    slope = analysis.working.slopes[-1] if analysis.working is not None and analysis.working.slopes else None
    if slope is not None and quiet == "no_signal":
        values["side"] = (Side.RISING if slope >= 0 else Side.FALLING).value
    return Finding(quiet, values)


def _closed(analysis: XmrAnalysis, segment: Segment) -> int:
    """The figures of a segment, an interval that has not ended left out."""
    present = sum(point.value is not None for point in analysis.series.points[segment.first:segment.last + 1])
    return present - analysis.open_last


def _family(analysis: XmrAnalysis) -> dict[str, Value]:
    """The family of sentences of a chart kind, and what they name: the newest figure's place, the level without seasons, the slope."""
    family = FAMILIES.get(KindName(analysis.drawn_kind))
    if family is None:
        return {}
    working = analysis.working
    level = working.levels[-1] if working is not None and working.levels else None
    slope = working.slopes[-1] if working is not None and working.slopes else None
    newest = next((at for at in range(len(analysis.series) - 1, -1, -1) if analysis.series.points[at].value is not None), 0)
    return {"family": family, "newest": newest, "level": level, "slope": slope}


def _without_lines(analysis: XmrAnalysis, segment: Segment) -> Finding:
    """Too few figures; or figures enough that no limits can be worked out from: all of them none, or all of them all."""
    needed, family = analysis.rule_set.fewest_figures, _family(analysis)
    if segment.figures >= needed:
        present = [point.value for point in analysis.series.points[segment.first:segment.last + 1] if point.value is not None]
        if present and _all_equal(analysis, segment):
            return Finding("constant", family | {"since": segment.first, "typical": float(present[0])})
        return Finding("no_lines", family) if family else Finding("no_neighbours", {"n": segment.figures})
    if len(analysis.segments) == 1:
        return Finding("too_few", family | {"n": segment.figures, "needed": needed})
    return Finding("too_few_since", family | {"n": segment.figures, "needed": needed, "since": segment.first})


def _all_equal(analysis: XmrAnalysis, segment: Segment) -> bool:
    points = analysis.series.points[segment.first:segment.last + 1]
    return len({point.value for point in points if point.value is not None}) == 1


def _medians(analysis: XmrAnalysis) -> bool:
    return analysis.rule_set.dispersion is Average.MEDIAN


def _common(analysis: XmrAnalysis, segment: Segment) -> dict[str, Value]:
    """What most findings tell. Limits that no rule of the set judges by are not told."""
    rules = analysis.rule_set
    limits: dict[str, Value] = {"lower": segment.drawn_lower, "upper": segment.drawn_upper}
    return {
        "typical": segment.central_line,
        **(limits if rules.outside_limits or rules.zones or rules.moving_range else {}),
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
    if signal.rule in RUNS:
        values["over"] = any(point.value is not None for point in analysis.series.points[signal.last + 1:])
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
