"""Natural process limits of a panel: one column a series, one row a period, all segments at once.

Sums are accumulated period by period (contracts 2), never by a reduction along rows, so that a series gives the same
bits alone, in a panel and in any block.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from groundswell.domain.xmr.rule_set import Average, RuleSet

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]

TOLERANCE = 1e-9
"""A value lies on a line when their distance is at most this share of the largest figure in play (contracts 2)."""


@dataclass(frozen=True, slots=True)
class PanelLines:
    """Lines of one segment for each series: arrays of one value a series, NaN where too few figures stand in the calculation range.

    ``scale`` is the largest size of a figure in the calculation range, which the tolerance is a share of.
    """

    figures: Counts
    central_line: Floats
    moving_range: Floats
    lower: Floats
    upper: Floats
    moving_range_upper: Floats
    scale: Floats


def panel_lines(values: Floats, calculate: Flags, rules: RuleSet) -> PanelLines:
    """Lines from the figures marked in ``calculate``; both arrays are (periods, series), ``values`` NaN where there is none.

    A moving range counts where both its figures do and stand next to each other.
    """
    kept = np.where(calculate, values, 0.0)
    figures, total = _count(calculate), _total(kept)
    scale = np.maximum(kept.max(axis=0, initial=0.0), -kept.min(axis=0, initial=0.0))
    ranges = np.abs(values[1:] - values[:-1])
    counted = calculate[1:] & calculate[:-1]
    range_count, range_total = _count(counted), _total(np.where(counted, ranges, 0.0))
    with np.errstate(invalid="ignore", divide="ignore"):
        central_line = _medians(values, calculate, figures) if rules.centre is Average.MEDIAN else total / figures
        moving_range = _medians(ranges, counted, range_count) if rules.dispersion is Average.MEDIAN else range_total / range_count
        if rules.screening is not None:
            screened = _screened(ranges, counted, moving_range, rules.screening.factor)
            moving_range = np.where(figures >= rules.screening.from_figures, screened, moving_range)
    enough = (figures >= rules.fewest_figures) & (range_count > 0)
    central_line = np.where(enough, central_line, np.nan)
    moving_range = np.where(enough, moving_range, np.nan)
    reach = rules.constants.limits * moving_range
    return PanelLines(
        figures, central_line, moving_range, central_line - reach, central_line + reach,
        rules.constants.range_limit * moving_range, scale,
    )


def _count(counted: Flags) -> Counts:
    """How many places of each series are counted; whole numbers have no last bit to lose, in whatever order they are added."""
    count: Counts = counted.sum(axis=0, dtype=np.int64)
    return count


def _total(kept: Floats) -> Floats:
    """The sum of each series, period by period; ``kept`` is 0 where a place does not count."""
    total = np.zeros(kept.shape[1])
    for row in kept:
        total += row
    return total


def _medians(values: Floats, counted: Flags, count: Counts) -> Floats:
    """The median of the counted values of each series: the middle one, or half the sum of the two in the middle."""
    if not len(values):
        return np.full(count.shape, np.nan)
    ordered = np.sort(np.where(counted, values, np.nan), axis=0)
    below, above = np.maximum(count - 1, 0) // 2, np.minimum(count // 2, len(values) - 1)
    series = np.arange(len(count))
    medians: Floats = (ordered[below, series] + ordered[above, series]) / 2
    return medians


def _screened(ranges: Floats, counted: Flags, mean: Floats, factor: float) -> Floats:
    """The mean of the moving ranges under ``factor`` × their mean; the mean itself where none, or only zeros, remain."""
    small = counted & (ranges < factor * mean)
    count = _count(small)
    again = _total(np.where(small, ranges, 0.0)) / count
    return np.where((count > 0) & (again > 0), again, mean)
