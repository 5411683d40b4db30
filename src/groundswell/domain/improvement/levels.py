"""The levels that a series has stood at: each confirmed stretch with its newest lines, as targets and standards are judged by."""

from dataclasses import dataclass, replace
from datetime import date

from groundswell.domain.measurement.chart_kind import KindName
from groundswell.domain.xmr.analysis import Origin, Segment, XmrAnalysis

SKEWED = frozenset({KindName.T.value, KindName.G.value})
"""Kinds whose figures lie unevenly about their central line."""


@dataclass(frozen=True, slots=True)
class Level:
    """The lines of one stretch, in the measure's own unit. ``lower`` and ``upper`` end at the measure's bounds; ``sigma`` does not.

    ``segment`` is its index. ``sigma`` is the usual spread: a sixth of the way between the uncut limits, which lie three sigmas
    out; for the mean moving range that is mean mR / 1.128 (method 1.9). ``figures`` is how many the lines rest on.
    Where lines differ from point to point they are those of the newest figure; of a seasonal chart the level is that without the
    season, and the limits are the lowest and the highest of the newest cycle. ``bell_shaped``: figures lie about the central line as a
    normal curve does; those between rare events, and those of all seasons together, do not.
    """

    segment: int
    first: int
    last: int
    central_line: float
    lower: float
    upper: float
    sigma: float
    figures: int
    provisional: bool
    bell_shaped: bool = True


def levels(analysis: XmrAnalysis) -> list[Level]:
    """Each stretch that has limits, in order, from the newest change of definition on: what went before cannot be compared."""
    renewed = [number for number, segment in enumerate(analysis.segments) if segment.origin is Origin.NEW_DEFINITION]
    return [
        level for number, segment in enumerate(analysis.segments)
        if number >= max(renewed, default=0) and (level := _level(analysis, number, segment)) is not None
    ]


def newest_level(analysis: XmrAnalysis) -> Level | None:
    """The newest stretch with limits; None where there is none yet."""
    found = levels(analysis)
    return found[-1] if found else None


def level_of_day(analysis: XmrAnalysis, found: list[Level], day: date | None) -> Level:
    """The level that the process stood at on a day; the first one where the day is not known or the series has no dates."""
    if day is None:
        return found[0]
    begun = [level for level in found if (start := _start(analysis, level)) is not None and start <= day]
    return begun[-1] if begun else found[0]


def _level(analysis: XmrAnalysis, number: int, segment: Segment) -> Level | None:
    if segment.central_line is None or segment.lower is None or segment.upper is None:
        return None
    lower = segment.lower if segment.drawn_lower is None else segment.drawn_lower
    upper = segment.upper if segment.drawn_upper is None else segment.drawn_upper
    plain = Level(
        number, segment.first, segment.last, segment.central_line, lower, upper, (segment.upper - segment.lower) / 6,
        segment.figures, segment.provisional, analysis.drawn_kind not in SKEWED,
    )
    return _without_season(analysis, plain) if analysis.drawn_kind == KindName.SEASONAL else plain


def _without_season(analysis: XmrAnalysis, level: Level) -> Level:
    """A seasonal level: what is typical without the season, within the lines of the newest cycle."""
    if analysis.working is None or analysis.lines is None:
        return level
    typical, factors = analysis.working.levels[level.segment], analysis.working.factors[level.segment]
    lines = [line for line in analysis.lines[level.first:level.last + 1] if line is not None][-len(factors or ()):]
    if typical is None or not factors or not lines:
        return level
    sigma = sum(line.upper - line.lower for line in lines) / len(lines) / 6
    lower, upper = min(line.drawn_lower for line in lines), max(line.drawn_upper for line in lines)
    return replace(level, central_line=typical, lower=lower, upper=upper, sigma=sigma, bell_shaped=False)


def _start(analysis: XmrAnalysis, level: Level) -> date | None:
    period = analysis.series.points[level.first].period
    return None if period is None else period.start
