"""How the lines of a segment came about, step by step: what was added up, what was left out, which factor was used."""

from dataclasses import dataclass
from itertools import pairwise

from groundswell.domain.xmr.analysis import Segment, XmrAnalysis
from groundswell.domain.xmr.rule_set import Average, RuleSet, Screening


@dataclass(frozen=True, slots=True)
class LineSums:
    """The steps of one segment that has lines, in the measure's own unit of measurement.

    ``total`` is the sum of ``figures`` values, ``range_total`` that of ``ranges`` moving ranges; ``plain_range`` is their average
    before screening. ``dropped`` moving ranges lay at or above ``threshold`` (None where the rule set does not screen here);
    ``kept_total`` is the sum of the others. ``reach`` is ``limits`` × average moving range. Averages are means or medians, as
    ``centre`` and ``dispersion`` say; the sums then only stand beside them.
    """

    figures: int
    total: float
    ranges: int
    range_total: float
    plain_range: float
    dropped: int
    threshold: float | None
    kept_total: float
    limits: float
    range_limit: float
    reach: float
    centre: Average
    dispersion: Average


def moving_ranges(analysis: XmrAnalysis) -> tuple[float | None, ...]:
    """The moving range of each point, its distance from the one before.

    None for the first point of a segment, and beside a gap or a left-out point.
    """
    values = analysis.series.values.tolist()
    found: list[float | None] = [None] * len(values)
    for segment in analysis.segments:
        usable = [at not in segment.excluded and values[at] == values[at] for at in range(segment.first, segment.last + 1)]
        for at in range(segment.first + 1, segment.last + 1):
            if usable[at - segment.first] and usable[at - segment.first - 1]:
                found[at] = abs(values[at] - values[at - 1])
    return tuple(found)


def line_sums(analysis: XmrAnalysis, segment: Segment) -> LineSums | None:
    """How the lines of one of the analysis' segments were worked out; None where it has none, or the chart is of another kind.

    Sums run in the order of time, as the kernel adds, so that they give its lines to the last bit.
    """
    if segment.central_line is None or segment.moving_range is None or analysis.drawn_kind != "xmr":
        return None
    rules = analysis.rule_set
    counted = _counted(analysis, segment)
    values = [value for _, value in counted]
    ranges = [abs(later[1] - earlier[1]) for earlier, later in pairwise(counted) if later[0] == earlier[0] + 1]
    plain = _average(ranges, rules.dispersion)
    kept, threshold = _screened(ranges, plain, rules.screening if len(values) >= _screened_from(rules) else None)
    return LineSums(
        figures=len(values), total=_sum(values), ranges=len(ranges), range_total=_sum(ranges), plain_range=plain,
        dropped=len(ranges) - len(kept), threshold=threshold, kept_total=_sum(kept), limits=rules.constants.limits,
        range_limit=rules.constants.range_limit, reach=rules.constants.limits * segment.moving_range,
        centre=rules.centre, dispersion=rules.dispersion,
    )


def _screened_from(rules: RuleSet) -> int:
    return rules.screening.from_figures if rules.screening is not None else 0


def _screened(ranges: list[float], plain: float, screening: Screening | None) -> tuple[list[float], float | None]:
    """The moving ranges that stay, and the threshold that the last of the others lay at or above; None where nothing is screened.

    Where none would stay, or only zeros, all stay.
    """
    kept, average, threshold = ranges, plain, None
    while screening is not None:
        limit = screening.factor * average
        small = [one for one in kept if one < limit]
        threshold = limit
        if len(small) == len(kept) or sum(small) == 0:
            break
        kept, average = small, _sum(small) / len(small)
        if not screening.until_stable:
            break
    return kept, threshold


def _counted(analysis: XmrAnalysis, segment: Segment) -> list[tuple[int, float]]:
    """Place and value of each figure that the segment's lines rest on."""
    values = analysis.series.values.tolist()
    places = range(segment.calculated_from, segment.calculated_to + 1)
    return [(at, values[at]) for at in places if at not in segment.excluded and values[at] == values[at]]


def _average(values: list[float], average: Average) -> float:
    if average is Average.MEDIAN:
        ordered = sorted(values)
        return (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
    return _sum(values) / len(values)


def _sum(values: list[float]) -> float:
    total = 0.0
    for value in values:
        total += value
    return total
