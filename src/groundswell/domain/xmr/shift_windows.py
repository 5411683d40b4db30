"""Limits of windows that begin anywhere, one a series: formed for all series at once, outlying figures left out one by one."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from groundswell.domain.xmr.limits import TOLERANCE, Flags, Floats
from groundswell.domain.xmr.shift_rules import StableShiftRules
from groundswell.domain.xmr.shift_table import Places

LinesOfWindow = Callable[[Floats, Flags, StableShiftRules], tuple[Floats, Floats, Floats]]
"""How limits are formed: figures (places, windows; NaN where there is none or one is left out) and where one is missing, to lines."""


@dataclass(frozen=True, slots=True)
class Windows:
    """One window a series, arrays of one value each: lines, how many figures it holds, the largest size of one.

    ``excluded`` is (windows, exclusions): offsets in the window, −1 where none, in the order in which they were left out.
    """

    central_line: Floats
    lower: Floats
    upper: Floats
    figures: Places
    scale: Floats
    excluded: Places


def form_windows(figures: Floats, rules: StableShiftRules, lines_of: LinesOfWindow) -> Windows:
    """Limits of windows; ``figures`` is (places, windows), NaN where a figure is missing.

    Up to ``rules.exclusions`` times the figure farthest outside the limits of the rest is left out, the first of equals.
    """
    missing = np.isnan(figures)
    count = len(figures) - np.count_nonzero(missing, axis=0)
    scale = np.nanmax(np.abs(figures), axis=0, initial=0.0)
    centre, lower, upper = lines_of(figures, missing, rules)
    excluded = np.full((figures.shape[1], rules.exclusions), -1, np.int64)
    open_ones, kept, holes = np.arange(figures.shape[1]), figures, missing
    for number in range(rules.exclusions):
        slack = TOLERANCE * scale[open_ones]
        beyond = np.maximum(kept - upper[open_ones], lower[open_ones] - kept)
        beyond[~(beyond > slack)] = -np.inf
        most = beyond.max(axis=0, initial=-np.inf)
        going = most > -np.inf
        if not going.any():
            break
        farthest = (beyond[:, going] >= (most - slack)[going]).argmax(axis=0)
        open_ones, kept, holes = open_ones[going], kept[:, going], holes[:, going]
        kept[farthest, np.arange(len(open_ones))] = np.nan
        excluded[open_ones, number] = farthest
        centre[open_ones], lower[open_ones], upper[open_ones] = lines_of(kept, holes, rules)
    return Windows(centre, lower, upper, count, scale, excluded)


def moving_range_lines(figures: Floats, missing: Flags, rules: StableShiftRules) -> tuple[Floats, Floats, Floats]:
    """Mean ± ``reach`` × mean moving range; ranges reach over figures that are left out, never over missing ones."""
    centre = mean_of_present(figures)
    ranges = _ranges(figures, missing)
    mean = mean_of_present(ranges)
    if rules.screening is not None:
        wide = ranges >= rules.screening.factor * mean
        some = wide.any(axis=0)
        if some.any():
            small = ranges[:, some]
            small[wide[:, some]] = np.nan
            again = mean_of_present(small)
            mean[some] = np.where(again > 0, again, mean[some])
    reach = rules.reach * mean
    return centre, centre - reach, centre + reach


def count_lines(figures: Floats, _: Flags, rules: StableShiftRules) -> tuple[Floats, Floats, Floats]:
    """Limits of counts (c chart): mean ± 3 × its root, not below 0 (Montgomery, Introduction to Statistical Quality Control, 7.3)."""
    centre = mean_of_present(figures)
    with np.errstate(invalid="ignore"):
        reach = 3 * np.sqrt(centre)
    return centre, np.maximum(centre - reach, 0.0), centre + reach


def mean_of_present(values: Floats) -> Floats:
    """The mean of what is there, added place by place; NaN of nothing."""
    present = ~np.isnan(values)
    total = np.zeros(values.shape[1])
    for row in np.where(present, values, 0.0):
        total += row
    with np.errstate(invalid="ignore", divide="ignore"):
        mean: Floats = total / np.count_nonzero(present, axis=0)
    return mean


def _ranges(figures: Floats, missing: Flags) -> Floats:
    left_out = np.isnan(figures) & ~missing
    if not left_out.any():
        return np.abs(figures[1:] - figures[:-1])
    ranges = np.empty((len(figures) - 1, figures.shape[1]))
    before = figures[0]
    for at in range(1, len(figures)):
        ranges[at - 1] = np.abs(figures[at] - before)
        before = np.where(left_out[at], before, figures[at])
    return ranges
