"""The few statistics that recognition rests on, each small and exact: F tail, variance between seasons, correlation of neighbours."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.domain.xmr.limits import Floats
from groundswell.domain.xmr.rule_sets import D2_TABLED

MOST_STEPS = 300
SMALLEST = 1e-300


def sigma_of_neighbours(values: Floats) -> float:
    """The spread that neighbours show: their mean moving range / d2; 0 with fewer than two values."""
    return float(np.mean(np.abs(np.diff(values)))) / D2_TABLED if len(values) > 1 else 0.0


def f_tail(ratio: float, above: int, below: int) -> float:
    """The chance of an F value of at least ``ratio`` with ``above`` and ``below`` degrees of freedom."""
    if ratio <= 0:
        return 1.0
    return incomplete_beta(below / 2, above / 2, below / (below + above * ratio))


def incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (DLMF 8.17.22, by Lentz's method)."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _fraction(a, b, x) / a
    return 1 - front * _fraction(b, a, 1 - x) / b


def _fraction(a: float, b: float, x: float) -> float:
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    found = d
    for m in range(1, MOST_STEPS):
        for term in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d = 1 / _away_from_zero(1 + term * d)
            c = _away_from_zero(1 + term / c)
            found *= c * d
        if abs(c * d - 1) < 1e-14:
            break
    return found


def _away_from_zero(value: float) -> float:
    return value if abs(value) > SMALLEST else SMALLEST


@dataclass(frozen=True, slots=True)
class Between:
    """One-way analysis of variance: the F value, the chance of one so large without differences between groups, and the part of the
    variance that the groups explain (adjusted for their number; 0 or less by chance).
    """

    ratio: float
    chance: float
    explained: float = 0.0


def between_groups(values: Floats, groups: Sequence[int]) -> Between | None:
    """How much more groups differ than figures within them, groups of one aside; None where there are too few figures to say."""
    own = np.asarray(groups)
    names, sizes = np.unique(own, return_counts=True)
    alone = np.isin(own, names[sizes < 2])
    values, own = values[~alone], own[~alone]
    names, sizes = names[sizes >= 2], sizes[sizes >= 2]
    above, below = len(names) - 1, len(values) - len(names)
    if above < 1 or below < 1:
        return None
    grand = float(np.mean(values))
    means = np.array([float(np.mean(values[own == name])) for name in names])
    among = float(np.sum(sizes * (means - grand) ** 2))
    within = float(sum(np.sum((values[own == name] - mean) ** 2) for name, mean in zip(names, means, strict=True)))
    if within <= 1e-18 * max(grand * grand, among):
        return Between(math.inf, 0.0, 1.0) if among > 0 else Between(0.0, 1.0)
    ratio = (among / above) / (within / below)
    return Between(ratio, f_tail(ratio, above, below), 1 - within / below / ((among + within) / (above + below)))


def correlation_at(values: Floats, lag: int = 1) -> float:
    """The correlation of figures ``lag`` apart, about their mean; 0 where they do not vary. NaN pairs are passed over."""
    centred = values - np.nanmean(values)
    spread = float(np.nansum(centred * centred))
    if spread <= 0 or len(values) <= lag:
        return 0.0
    return float(np.nansum(centred[lag:] * centred[:-lag])) / spread


def best_step(values: Floats) -> tuple[int, Floats]:
    """The place before which one change of level explains most, and what is left of the figures about the two levels."""
    size = len(values)
    sums, total = np.cumsum(values), float(np.sum(values))
    before = np.arange(1, size)
    gain = sums[:-1] ** 2 / before + (total - sums[:-1]) ** 2 / (size - before)
    at = int(np.argmax(gain)) + 1
    left = values.copy()
    left[:at] -= np.mean(values[:at])
    left[at:] -= np.mean(values[at:])
    return at, left
