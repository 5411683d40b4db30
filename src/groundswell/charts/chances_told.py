"""Chances in words: what a short baseline costs, and how many of many stable measures would show a signal by chance."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from types import MappingProxyType

from groundswell.charts.chances import chance_of_signal
from groundswell.domain.measurement.chart_kind import KindName
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.xmr.analysis import XmrAnalysis
from groundswell.errors import Value
from groundswell.words import Words

SHORT_BASELINE = 20
"""Below so many figures the chance of a false signal is said beside the chart (spc 8)."""
ENOUGH = 24
"""The baseline that a short one is compared with: two years of months; more figures change little (spc 4.9)."""
FEWEST_MEASURES = 20
"""For fewer measures than these a count of false signals says little."""
WITHIN: Mapping[Cadence, int] = MappingProxyType({
    Cadence.WEEK: 52, Cadence.MONTH: 24, Cadence.QUARTER: 24, Cadence.HALF_YEAR: 24, Cadence.YEAR: 24,
})
"""Figures in the span that a chance is told for: a year of weeks, two of months, six of quarters; else ENOUGH figures."""
TWO_YEARS: Mapping[Cadence, int] = MappingProxyType({
    Cadence.DAY: 730, Cadence.WEEK: 104, Cadence.MONTH: 24, Cadence.QUARTER: 8, Cadence.HALF_YEAR: 4, Cadence.YEAR: 2,
})
"""Figures in two years. A series without a calendar counts with the figures it has."""
SHARES = tuple(
    Fraction(above, below)
    for above, below in (
        (1, 100), (1, 50), (1, 40), (1, 30), (1, 20), (1, 15), (1, 12), (1, 10), (1, 9), (1, 8), (1, 7), (1, 6), (1, 5), (1, 4), (1, 3),
        (2, 5), (1, 2), (3, 5), (2, 3), (3, 4), (4, 5), (9, 10), (1, 1),
    )
)
"""Shares that people say; a chance is told by the nearest of them."""


def chance_fact(analysis: XmrAnalysis, words: Words) -> tuple[str, str] | None:
    """The line under what the newest limits rest on; None where there are no limits."""
    figures = _baseline(analysis)
    if not figures:
        return None
    values = {"share": _share(analysis, figures, words), "within": _within(analysis, words)}
    return words.text("rests.by_chance"), words.text("rests.by_chance_is", values)


def short_baseline(analysis: XmrAnalysis, words: Words) -> str:
    """What limits from few figures cost, beside the chart; empty where they rest on enough, or where there are none."""
    figures = _baseline(analysis)
    if not 0 < figures < SHORT_BASELINE:
        return ""
    values: dict[str, Value] = {
        "n": figures, "share": _share(analysis, figures, words), "within": _within(analysis, words),
        "enough": ENOUGH, "less": _share(analysis, ENOUGH, words),
    }
    return words.text("chance.short_baseline", values)


def signals_by_chance_told(analyses: Iterable[XmrAnalysis], words: Words) -> str:
    """How many measures like these would show a signal in two years if nothing changed; empty for fewer than FEWEST_MEASURES.

    Each counts with its own rule set, the figures its limits rest on, and the figures of two years in its cadence.
    """
    limited = [analysis for analysis in analyses if _baseline(analysis)]
    if len(limited) < FEWEST_MEASURES:
        return ""
    expected = sum(
        chance_of_signal(one.rule_set, TWO_YEARS.get(one.series.cadence, one.series.figures), _baseline(one)) for one in limited
    )
    return words.text("chance.portfolio", {"measures": len(limited), "n": max(1, round(expected))})


def _baseline(analysis: XmrAnalysis) -> int:
    """How many figures the newest limits rest on; 0 where there are none, where nothing varies, or where the chart is no plain XmR."""
    if analysis.drawn_kind != KindName.XMR.value:
        return 0
    newest = analysis.segments[-1] if analysis.segments else None
    return newest.figures if newest is not None and newest.moving_range else 0


def _span(analysis: XmrAnalysis) -> int:
    return WITHIN.get(analysis.series.cadence, ENOUGH)


def _within(analysis: XmrAnalysis, words: Words) -> str:
    cadence = analysis.series.cadence
    return words.text(f"chance.within.{cadence.value if cadence in WITHIN else 'figures'}", {"n": _span(analysis)})


def _share(analysis: XmrAnalysis, baseline: int, words: Words) -> str:
    chance = chance_of_signal(analysis.rule_set, _span(analysis), baseline)
    nearest = min(SHARES, key=lambda share: abs(float(share) - chance))
    return words.text(f"chance.share.{nearest.numerator}_in_{nearest.denominator}")
