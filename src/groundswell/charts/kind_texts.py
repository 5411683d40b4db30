"""What is drawn, in words: the chart kind, its seasons, slope and scatter, and what normal is for a point whose lines are its own."""

from groundswell.charts.forms import Forms
from groundswell.domain.measurement.chart_kind import DrawnFrom, KindName
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.xmr.analysis import XmrAnalysis
from groundswell.domain.xmr.kinds.seasonal import seasons_of
from groundswell.words import Words

COUNTING = frozenset({KindName.C, KindName.U, KindName.P, KindName.G})
"""Kinds whose limits do not come from moving ranges."""
Fact = tuple[str, str]


def drawn_from(analysis: XmrAnalysis, words: Words) -> str:
    """``Drawn from differences of the year-to-date figures.``; empty where the figures are drawn as they were brought."""
    source = analysis.kind.drawn_from
    return "" if source is DrawnFrom.FIGURES else words.text(f"drawn.{source.value}")


def constants_line(analysis: XmrAnalysis, words: Words) -> str:
    """What stands for the limit factors of a counting chart; empty for all charts of moving ranges."""
    counting = analysis.kind.name in COUNTING and not _refused(analysis)
    return words.text("rests.constants_of_counts") if counting else ""


def kind_facts(analysis: XmrAnalysis, forms: Forms) -> list[Fact]:
    """Lines on the chart kind under what the chart rests on; none for a plain chart."""
    words, working = forms.words, analysis.working
    if analysis.kind.plain:
        return []
    name = words.text("rests.kind")
    if working is not None and working.refused:
        return [(name, words.text("rests.kind_refused", {"why": words.text(f"refused.{working.refused}")}))]
    found = [(name, words.text(f"rests.kind.{analysis.kind.name.value}"))]
    if drawn := drawn_from(analysis, words):
        found.append((words.text("rests.drawn_from"), drawn))
    if working is None:
        return found
    factors = next((each for each in reversed(working.factors) if each is not None), None)
    if factors is not None:
        found.append((words.text("rests.factors"), _factors(analysis, factors, forms)))
    slopes = [slope for slope in working.slopes if slope is not None]
    if slopes:
        found.append((words.text("rests.slope"), words.text("rests.slope_is", {"slope": forms.fine(slopes[-1])})))
    scatter = [sigma for sigma in working.sigma_z if sigma is not None]
    if scatter:
        found.append((words.text("rests.sigma_z"), words.text("rests.sigma_z_is", {"sigma": words.number(scatter[-1], 2)})))
    if working.zeros:
        found.append((words.text("rests.zeros"), words.text("rests.zeros_are", {"n": working.zeros})))
    return found


def normal_texts(analysis: XmrAnalysis, forms: Forms) -> dict[int, str]:
    """Point -> `` Normally 71 to 96.``, with a space before it, where lines differ from point to point."""
    if analysis.lines is None:
        return {}
    line, says = forms.lines.close, forms.words.pattern("point.normal").format
    told: dict[float, str] = {}
    found = {}
    for at, own in enumerate(analysis.lines):
        if own is None:
            continue
        for value in (own.drawn_lower, own.drawn_upper):
            if value not in told:
                told[value] = line(value)
        found[at] = " " + says(lower=told[own.drawn_lower], upper=told[own.drawn_upper])
    return found


def open_text(analysis: XmrAnalysis, label: str, figure: str, reading: str, words: Words) -> str:
    """What the last point says while its interval has not ended."""
    beyond = any(signal.last == len(analysis.series) - 1 for signal in analysis.signals)
    told = reading if beyond else words.text("point.open_reading")
    return words.text("point.open_last", {"period": label, "figure": figure, "reading": told})


def _refused(analysis: XmrAnalysis) -> bool:
    return analysis.working is not None and bool(analysis.working.refused)


def _factors(analysis: XmrAnalysis, factors: tuple[float, ...], forms: Forms) -> str:
    """``Jan × 0.93, Feb × 1.02 …``: each season by its own name, multiplied or added."""
    words, places = forms.words, seasons_of(analysis.series, analysis.kind)
    told = []
    for season, factor in enumerate(factors):
        at = places.index(season) if season in places else None
        shown = forms.lines.close(factor) if analysis.kind.additive else words.number(factor, 2)
        sign = "" if not analysis.kind.additive else "+" if factor > 0 else ""
        value = f"{sign}{shown}" if analysis.kind.additive else f"× {shown}"
        told.append(words.text("rests.factor", {"season": _season(analysis, season, at, forms), "factor": value}))
    return ", ".join(told)


def _season(analysis: XmrAnalysis, season: int, at: int | None, forms: Forms) -> str:
    period = analysis.series.points[at].period if at is not None else None
    if period is None or analysis.series.cadence in (Cadence.WEEK, Cadence.DAY):
        return forms.words.text("rests.season", {"n": season + 1})
    return forms.words.dates.month_name(period.start.month)
