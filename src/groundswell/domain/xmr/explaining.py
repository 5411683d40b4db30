"""Why a point is flagged: the rule, the points and the line, since when it could be known, and what other rule sets would say."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.xmr.analyse import AnalysisRequest, analyse_many
from groundswell.domain.xmr.analysis import PointLines, Segment, SegmentInput, Side, Signal, XmrAnalysis, line_at
from groundswell.domain.xmr.rule_set import RuleSet
from groundswell.domain.xmr.rule_sets import RULE_SETS
from groundswell.errors import UserError

STEPS_IN_OWN_UNIT = frozenset({"xmr", "trended"})
"""Chart kinds that judge the step between two figures as it is; others judge it on a scale of their own."""


class LineKind(StrEnum):
    """Which line a rule compares figures (or their moving ranges) with; ``near`` ones lie between the central line and a limit."""

    CENTRAL_LINE = "central_line"
    UPPER = "upper"
    LOWER = "lower"
    NEAR_UPPER = "near_upper"
    NEAR_LOWER = "near_lower"
    MOVING_RANGE_UPPER = "moving_range_upper"


@dataclass(frozen=True, slots=True)
class LineUsed:
    """A line and its value in the measure's own unit of measurement."""

    kind: LineKind
    value: float


@dataclass(frozen=True, slots=True)
class Reason:
    """A signal that holds the point, and the lines at the point by which it was found; none for rules that compare figures.

    ``moving_range``: the step to the point, where the rule judges steps.
    """

    signal: Signal
    lines: tuple[LineUsed, ...]
    moving_range: float | None = None


@dataclass(frozen=True, slots=True)
class Opinion:
    """What another rule set says of the point; ``judged`` False: it has too few figures for lines of its own there."""

    rule_set: RuleSet
    rules: tuple[str, ...]
    judged: bool


@dataclass(frozen=True, slots=True)
class PointExplained:
    """One point: its figure (None for a gap), whether it is left out of the limits, its segment, reasons, and other opinions."""

    index: int
    value: float | None
    left_out: bool
    segment: int
    reasons: tuple[Reason, ...]
    others: tuple[Opinion, ...]

    @property
    def flagged(self) -> bool:
        """Whether any signal of the chart's own rule set holds the point."""
        return bool(self.reasons)


def why_flagged(analysis: XmrAnalysis, index: int, others: Iterable[RuleSet] | None = None) -> PointExplained:
    """Every reason for which a point is flagged, and what every other rule set would say of it.

    ``index`` counts from 0 over the series; ``others`` None: all that come with Groundswell. They judge the same segments, figures
    left out and calculation ranges. Raises UserError("no_such_point").

    >>> from groundswell.domain.xmr.analyse import analyse
    >>> told = why_flagged(analyse([12, 14, 13, 15, 12, 13, 14, 12, 13, 14, 13, 30]), 11)
    >>> [(reason.signal.rule, reason.lines[0].kind.value, round(reason.lines[0].value, 2)) for reason in told.reasons]
    [('outside_limits', 'upper', 22.32), ('moving_range', 'moving_range_upper', 9.51)]
    >>> [other.rule_set.name for other in told.others if other.judged and not other.rules]
    ['anhoej']
    """
    if not 0 <= index < len(analysis.series):
        raise UserError("no_such_point", {"index": index, "n": len(analysis.series)})
    number, segment = _segment_of(analysis, index)
    reasons = tuple(_reason(analysis, signal, index) for signal in analysis.signals if index in signal.points)
    point = analysis.series.points[index].value
    opinions = _opinions(analysis, index, RULE_SETS.values() if others is None else others)
    return PointExplained(index, None if point is None else float(point), index in segment.excluded, number, reasons, opinions)


def _segment_of(analysis: XmrAnalysis, index: int) -> tuple[int, Segment]:
    return next((number, one) for number, one in enumerate(analysis.segments) if one.first <= index <= one.last)


def as_it_stands(segment: Segment) -> SegmentInput:
    """A segment as it was set, its calculation range told in full, so that more figures do not move its lines."""
    return SegmentInput(
        segment.first, segment.calculated_from, segment.calculated_to, frozenset(segment.excluded), segment.origin, segment.reason,
        segment.locked, version=segment.version, judged_by=segment.judged_by,
    )


def lines_used(rules: RuleSet, rule: str, side: Side, lines: PointLines) -> tuple[LineUsed, ...]:
    """The lines by which a rule found figures on a side (a large step is judged by its own limit, which is not among them)."""
    if rule == "outside_limits":
        above = side is Side.ABOVE
        return (LineUsed(LineKind.UPPER, lines.upper) if above else LineUsed(LineKind.LOWER, lines.lower),)
    if rule in ("long_run", "longest_run", "crossings"):
        return (LineUsed(LineKind.CENTRAL_LINE, lines.central_line),)
    fraction = _fraction(rules, rule)
    if fraction is None:
        return ()
    upper, lower = (
        LineUsed(kind, lines.central_line + fraction * (limit - lines.central_line))
        for kind, limit in ((LineKind.NEAR_UPPER, lines.upper), (LineKind.NEAR_LOWER, lines.lower))
    )
    if not fraction:
        return (LineUsed(LineKind.CENTRAL_LINE, lines.central_line),)
    return (upper,) if side is Side.ABOVE else (lower,) if side is Side.BELOW else (lower, upper)


def _fraction(rules: RuleSet, rule: str) -> float | None:
    if rule in rules.zones:
        return rules.zones[rule].fraction
    centre = {"hugging_centre": rules.hugging_centre, "avoiding_centre": rules.avoiding_centre}.get(rule)
    return None if centre is None else centre.fraction


def _reason(analysis: XmrAnalysis, signal: Signal, index: int) -> Reason:
    if signal.rule == "moving_range":
        values, limit = analysis.series.values, analysis.segments[signal.segment].moving_range_upper
        step = abs(float(values[index] - values[index - 1]))
        known = analysis.drawn_kind in STEPS_IN_OWN_UNIT and limit is not None
        return Reason(signal, (LineUsed(LineKind.MOVING_RANGE_UPPER, limit),) if known and limit is not None else (), step)
    lines = line_at(analysis, index)
    return Reason(signal, () if lines is None else lines_used(analysis.rule_set, signal.rule, signal.side, lines))


def _opinions(analysis: XmrAnalysis, index: int, others: Iterable[RuleSet]) -> tuple[Opinion, ...]:
    segments = tuple(as_it_stands(segment) for segment in analysis.segments)
    asked = [rules for rules in others if rules != analysis.rule_set]
    requests = [
        AnalysisRequest(
            analysis.series, rules, segments, None, analysis.lower_bound, analysis.upper_bound, analysis.kind, analysis.open_last
        )
        for rules in asked
    ]
    return tuple(_opinion(other, index) for other in analyse_many(requests))


def _opinion(other: XmrAnalysis, index: int) -> Opinion:
    found = dict.fromkeys(signal.rule for signal in other.signals if index in signal.points)
    return Opinion(other.rule_set, tuple(found), _segment_of(other, index)[1].central_line is not None)
