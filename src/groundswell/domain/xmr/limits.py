"""Natural process limits of a panel: one column a series, one row a period, all segments at once.

Sums are accumulated period by period (contracts 2), never by a reduction along rows, so that a series gives the same
bits alone, in a panel and in any block.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from groundswell.domain.xmr.rule_set import Average, RuleSet, Screening

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]

TOLERANCE = 1e-9
"""A value lies on a line when their distance is at most this share of the largest figure in play (contracts 2)."""


LONGEST_IN_INT16 = 2**15
WIDE = 16


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


def panel_lines(values: Floats, calculate: Flags, rules: RuleSet, *, whole: bool = False) -> PanelLines:
    """Lines from the figures marked in ``calculate``; both arrays are (periods, series), ``values`` NaN where there is none.

    A moving range counts where both its figures do and stand next to each other. ``whole``: every figure is marked, which spares a look.
    """
    kept = np.where(calculate, values, 0.0)
    figures, total = _count(calculate), _total(kept)
    scale = np.maximum(kept.max(axis=0, initial=0.0), -kept.min(axis=0, initial=0.0))
    ranges = steps(values)
    counted = calculate[1:] & calculate[:-1]
    np.fmax(ranges, 0.0, out=kept[1:])  # a missing range counts nothing
    if not whole:
        np.copyto(kept[1:], 0.0, where=~counted)
    range_count, range_total = _count(counted), _total(kept[1:])
    with np.errstate(invalid="ignore", divide="ignore"):
        central_line = _medians(values, calculate, figures) if rules.centre is Average.MEDIAN else total / figures
        moving_range = _medians(ranges, counted, range_count) if rules.dispersion is Average.MEDIAN else range_total / range_count
        if rules.screening is not None:
            screened = _screened(ranges, counted, moving_range, rules.screening)
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
    narrow = np.int16 if len(counted) < LONGEST_IN_INT16 else np.int64
    count: Counts = np.add.reduce(counted.view(np.int8), axis=0, dtype=narrow).astype(np.int64)
    return count


def steps(values: Floats) -> Floats:
    """The distance between each figure and the one before; NaN where one of them is missing. Written in place: fresh memory is slow."""
    ranges = values[1:] - values[:-1]
    np.abs(ranges, out=ranges)
    return ranges


def _total(kept: Floats) -> Floats:
    """The sum of each series, period by period; ``kept`` is 0 where a place does not count.

    Down the columns of a wide panel numpy adds row to row (a test compares the bits); a narrow one it might turn, so that its running
    sums are taken, which have no other order to be added in.
    """
    if kept.shape[1] >= WIDE and kept.flags.c_contiguous:
        return np.add.reduce(kept, axis=0, out=np.zeros(kept.shape[1]))
    if not len(kept):
        return np.zeros(kept.shape[1])
    total: Floats = np.add.accumulate(kept, axis=0)[-1] + 0.0
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


def _screened(ranges: Floats, counted: Flags, mean: Floats, screening: Screening) -> Floats:
    """The mean of the moving ranges under the factor × their mean; the mean itself where none, or only zeros, remain.

    Until stable: the same again with what remained, until nothing more is dropped; a step that would leave nothing is not made.
    """
    while True:
        small = counted & (ranges < screening.factor * mean)
        count = _count(small)
        again = _total(np.where(small, ranges, 0.0)) / count
        good = (count > 0) & (again > 0)
        screened = np.where(good, again, mean)
        if not screening.until_stable:
            return screened
        kept = np.where(good, small, counted)
        if np.array_equal(kept, counted):
            return screened
        counted, mean = kept, screened
