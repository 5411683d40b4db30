"""Numerators and denominators of a series of shares or rates, as its observations brought them."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.limits import Floats

SHOWN_PER = (1.0, 100.0, 1_000.0, 10_000.0, 100_000.0, 1_000_000.0)
"""What shares and rates are multiplied by as people write them: as they are, in per cent, per thousand …"""
AGREES = 0.03
"""A series is shown per so many when its middle figure, divided by numerator over denominator, is that near to it (rounding included)."""


@dataclass(frozen=True, slots=True)
class RatioParts:
    """Arrays of one value a period, NaN where there is none. ``per``: what numerator over denominator is multiplied by as shown.

    ``known``: points with both; ``zero``: points whose denominator is zero, which are gaps.
    """

    numerators: Floats
    denominators: Floats
    per: float
    known: int
    zero: tuple[int, ...]

    @classmethod
    def none(cls, size: int) -> "RatioParts":
        """Of a series without denominators."""
        nothing = np.full(size, np.nan)
        return cls(nothing, nothing, 1.0, 0, ())


def ratio_parts(series: Series) -> RatioParts:
    """The parts of each figure; a numerator that was not brought is worked out from the figure and its denominator."""
    seen_parts = [(None, None) if each is None else (each.numerator, each.denominator) for each in (p.observation for p in series.points)]
    numerators, denominators = _floats(one for one, _ in seen_parts), _floats(other for _, other in seen_parts)
    zero = tuple(int(at) for at in np.flatnonzero(denominators == 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = series.values * denominators / numerators
    seen = ratios[np.isfinite(ratios)]
    per = _shown_per(float(np.median(seen))) if len(seen) else None
    if per is None:
        shares = series.values[~np.isnan(series.values)]
        per = 100.0 if len(shares) and float(np.max(np.abs(shares))) > 1 else 1.0
    numerators = np.where(np.isnan(numerators), series.values * denominators / per, numerators)
    known = int(np.count_nonzero((denominators > 0) & ~np.isnan(numerators) & ~np.isnan(series.values)))
    return RatioParts(numerators, denominators, per, known, zero)


def _floats(parts: Iterable[Exact | None]) -> Floats:
    return np.array([np.nan if part is None else float(part) for part in parts], np.float64)


def _shown_per(ratio: float) -> float | None:
    return next((per for per in SHOWN_PER if abs(ratio / per - 1) <= AGREES), None)
