"""Counts, shares and rates: c, u and p by the counting model, u′ and p′ with Laney's sigma z (method 2.11)."""

import numpy as np

from groundswell.domain.xmr.kinds.own_scale import OwnScale, Stretch, lines_at, lines_by_moving_range, no_lines, plain_scale
from groundswell.domain.xmr.limits import TOLERANCE, Floats

SIGMAS = 3.0
"""Limits of a counting model lie three sigmas from the central line (Shewhart)."""


def count_scale(stretch: Stretch) -> OwnScale:
    """c: events in equal areas of opportunity; sigma is the root of the typical count."""
    plain = plain_scale(stretch).lines
    typical = float(plain.central_line[0])
    if np.isnan(typical) or typical < 0:
        return OwnScale(stretch.values, no_lines(stretch), least=0.0)
    typical = float(np.mean(stretch.used))
    reach = SIGMAS * typical**0.5
    return OwnScale(stretch.values, lines_at(typical, typical - reach, typical + reach, plain), least=0.0, level=typical)


def ratio_scale(stretch: Stretch, *, share: bool, prime: bool) -> OwnScale:
    """u and p (``share``): each figure in sigmas of its own denominator; ``prime`` takes the spread of those from neighbours."""
    most = stretch.per if share else None
    present = stretch.calculate & (stretch.denominators > 0) & ~np.isnan(stretch.numerators)
    if np.count_nonzero(present) < stretch.rules.fewest_figures:
        return OwnScale(stretch.values, no_lines(stretch), least=0.0, most=most)
    common = float(np.sum(stretch.numerators[present]) / np.sum(stretch.denominators[present]))
    spread = common * (1 - common) if share else common
    if spread <= 0:
        return OwnScale(stretch.values, no_lines(stretch), least=0.0, most=most)
    typical = common * stretch.per
    with np.errstate(divide="ignore", invalid="ignore"):
        sigma: Floats = np.where(stretch.denominators > 0, stretch.per * np.sqrt(spread / stretch.denominators), np.nan)
    from_typical = stretch.values - typical
    on_line = np.abs(from_typical) <= TOLERANCE * np.maximum(np.abs(stretch.values), typical)
    judged = np.where(on_line, 0.0, from_typical) / sigma
    by_range = lines_by_moving_range(judged, stretch)
    if not prime:
        return OwnScale(judged, lines_at(0.0, -SIGMAS, SIGMAS, by_range), typical, sigma, least=0.0, most=most, level=typical)
    if float(by_range.moving_range[0]) == 0:  # no variation, so that no rule fires
        return OwnScale(judged, by_range, typical, sigma, least=0.0, most=most, level=typical, sigma_z=0.0)
    sigma_z = float(by_range.upper[0] - by_range.central_line[0]) / SIGMAS
    lines = lines_at(0.0, -SIGMAS * sigma_z, SIGMAS * sigma_z, by_range)
    return OwnScale(judged, lines, typical, sigma, least=0.0, most=most, level=typical, sigma_z=sigma_z)
