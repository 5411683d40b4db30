"""A drift that runs through the whole series, told apart from one change of level; and neighbours that depend on one another."""

from dataclasses import dataclass

import numpy as np

from groundswell.domain.xmr.fit.statistics import best_step, correlation_at, sigma_of_neighbours
from groundswell.domain.xmr.kinds.trended import half_averages
from groundswell.domain.xmr.limits import Floats

RELATED = 0.6
"""Neighbours are related from this correlation on (method 2.12)."""
FAR = 4.0
"""A drift is told when its line moves so many sigmas from the first figure to the last."""
BETTER_THAN_A_STEP = 0.9
"""… and what is left about it is at most this part of what is left about the best single change of level."""


@dataclass(frozen=True, slots=True)
class Drift:
    """``slope`` a period; ``sigmas`` from first figure to last; ``steady``: the line explains more than one change of level, and
    neighbours about it are not related. ``related``: the correlation of neighbours about the mean, and ``about_step`` that about the best
    two levels; ``about_line`` that about the line.
    """

    slope: float
    sigmas: float
    steady: bool
    related: float
    about_step: float
    about_line: float

    @property
    def neighbours_related(self) -> bool:
        """Whether neighbours are related however the level is taken: as one, or as two."""
        return abs(self.related) >= RELATED and abs(self.about_step) >= RELATED


def drift(values: Floats) -> Drift:
    """How a series drifts; ``values`` without gaps, at least four, not all equal."""
    places = np.arange(len(values), dtype=np.float64)
    level, slope = half_averages(places, values)
    about_line = values - level - slope * places
    _, about_step = best_step(values)
    sigma = sigma_of_neighbours(values)
    sigmas = abs(slope) * (len(values) - 1) / sigma if sigma > 0 else float("inf")
    less = float(np.sum(about_line**2)) <= BETTER_THAN_A_STEP * float(np.sum(about_step**2))
    along = correlation_at(about_line)
    return Drift(slope, sigmas, sigmas >= FAR and less and abs(along) < RELATED, correlation_at(values), correlation_at(about_step), along)
