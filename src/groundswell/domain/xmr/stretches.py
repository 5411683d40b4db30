"""Two stretches of one series held against each other: each one's points against the other's limits, and how far their levels differ."""

import math
from dataclasses import dataclass

from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analyse import AnalysisRequest, analyse_many
from groundswell.domain.xmr.analysis import Segment, SegmentInput, XmrAnalysis
from groundswell.domain.xmr.limits import TOLERANCE
from groundswell.domain.xmr.rule_set import RuleSet
from groundswell.errors import UserError

TWO_SIDED_95 = 1.959963984540054
"""The point of the normal distribution that 2.5 % lie beyond."""
FEWEST = 2
"""A spread needs two figures."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a series by its first and last place, both inclusive."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Held:
    """A stretch with its own lines (None under the fewest figures), its figures, and its points beyond the other stretch's limits."""

    stretch: Stretch
    lines: Segment
    figures: int
    mean: float
    above: tuple[int, ...]
    below: tuple[int, ...]
    own_signals: int


@dataclass(frozen=True, slots=True)
class StretchesCompared:
    """``difference`` is the second mean less the first; in 19 of 20 such comparisons the true one lies between ``low`` and ``high``.

    ``low`` and ``high`` follow Welch's interval from each stretch's own spread (B. L. Welch, Biometrika 34, 1947); they hold for
    figures that do not depend on one another. ``differ``: a point of one lies beyond a limit of the other.
    """

    earlier: Held
    later: Held
    difference: float
    low: float
    high: float

    @property
    def differ(self) -> bool:
        """Whether any point of one stretch lies beyond a limit of the other."""
        return bool(self.earlier.above or self.earlier.below or self.later.above or self.later.below)


def compare_stretches(
    series: Series, first: Stretch, second: Stretch, rules: RuleSet, left_out: frozenset[int] = frozenset()
) -> StretchesCompared:
    """Holds two stretches of a series against each other (method 9.5). The one that begins first is the ``earlier``.

    Points ``left_out`` are in neither's lines and are not judged.

    Raises UserError("stretch_outside") for one that does not lie in the series, ("stretches_overlap"), and ("stretch_too_short")
    where one has too few figures for limits by the rule set.
    """
    earlier, later = sorted((first, second), key=lambda one: one.first)
    for one in (earlier, later):
        if not 0 <= one.first <= one.last < len(series):
            raise UserError("stretch_outside")
    if later.first <= earlier.last:
        raise UserError("stretches_overlap")
    own = analyse_many([_request(series, one, rules, left_out) for one in (earlier, later)])
    if any(one.segments[0].central_line is None or one.segments[0].figures < FEWEST for one in own):
        raise UserError("stretch_too_short", {"needed": max(rules.fewest_figures, FEWEST)})
    before, after = _held(earlier, own[0], own[1]), _held(later, own[1], own[0])
    low, high = _interval(own[0], own[1])
    return StretchesCompared(before, after, after.mean - before.mean, low, high)


def _request(series: Series, stretch: Stretch, rules: RuleSet, left_out: frozenset[int]) -> AnalysisRequest:
    part = Series(series.measure, series.org_unit, series.cadence, series.points[stretch.first:stretch.last + 1])
    out = frozenset(at - stretch.first for at in left_out if stretch.first <= at <= stretch.last)
    return AnalysisRequest(part, rules, (SegmentInput(excluded=out),))


def _held(stretch: Stretch, own: XmrAnalysis, other: XmrAnalysis) -> Held:
    lines = other.segments[0]
    scale = max((abs(value) for _, value in _figures(other)), default=0.0)
    above, below = [], []
    for at, value in _figures(own):
        slack = TOLERANCE * max(abs(value), scale)
        if lines.upper is not None and value - slack > lines.upper:
            above.append(stretch.first + at)
        elif lines.lower is not None and value + slack < lines.lower:
            below.append(stretch.first + at)
    return Held(stretch, own.segments[0], own.segments[0].figures, _mean(own), tuple(above), tuple(below), len(own.signals))


def _figures(analysis: XmrAnalysis) -> list[tuple[int, float]]:
    """Place and value of each figure that is not left out."""
    out = analysis.segments[0].excluded
    return [(at, value) for at, value in enumerate(analysis.series.values.tolist()) if value == value and at not in out]


def _mean(analysis: XmrAnalysis) -> float:
    figures = _figures(analysis)
    return math.fsum(value for _, value in figures) / len(figures)


def _interval(first: XmrAnalysis, second: XmrAnalysis) -> tuple[float, float]:
    """Welch's 95 % interval of the second mean less the first."""
    parts = []
    for one in (first, second):
        figures, middle = [value for _, value in _figures(one)], _mean(one)
        variance = math.fsum((value - middle) ** 2 for value in figures) / (len(figures) - 1)
        parts.append((variance / len(figures), len(figures) - 1))
    spread = parts[0][0] + parts[1][0]
    difference = _mean(second) - _mean(first)
    if spread == 0:
        return difference, difference
    freedom = spread**2 / sum(part**2 / degrees for part, degrees in parts)
    reach = student_95(freedom) * math.sqrt(spread)
    return difference - reach, difference + reach


def student_95(freedom: float) -> float:
    """The point of Student's t that 2.5 % lie beyond (Abramowitz and Stegun 26.7.5); within 0.3 % from four degrees of freedom on."""
    z = TWO_SIDED_95
    return (
        z
        + (z**3 + z) / (4 * freedom)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * freedom**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * freedom**3)
    )
