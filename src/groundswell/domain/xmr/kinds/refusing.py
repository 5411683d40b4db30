"""Why a chart kind cannot be drawn of a series: the figures lack what it needs."""

import numpy as np

from groundswell.domain.measurement.chart_kind import RARE, RATIOS, ChartKind, KindName
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.kinds.ratio_parts import RatioParts
from groundswell.domain.xmr.kinds.seasonal import cycle_length
from groundswell.domain.xmr.limits import TOLERANCE

NO_CYCLES = "two_cycles"
"""No stretch holds two full cycles, or a season's factor would be zero or less."""
FEWEST = 2


def refusal(series: Series, kind: ChartKind, parts: RatioParts) -> str:
    """A code, empty where the kind can be drawn: ``no_seasons``, ``season_zero``, ``no_denominators``, ``not_shares``,
    ``negative``, ``not_counts``. (``two_cycles`` is found while working out the factors.)
    """
    present = series.values[~np.isnan(series.values)]
    if kind.name is KindName.SEASONAL:
        if cycle_length(series, kind) is None:
            return "no_seasons"
        return "season_zero" if not kind.additive and len(present) and (present <= 0).any() and _some_season_is_zero(present) else ""
    if kind.name in RATIOS:
        if parts.known < FEWEST:
            return "no_denominators"
        shares = kind.name in (KindName.P, KindName.P_PRIME)
        if len(present) and ((present < 0).any() or (shares and (present > parts.per * (1 + TOLERANCE)).any())):
            return "not_shares" if shares else "negative"
    if kind.name in RARE or kind.name is KindName.C:
        if (present < 0).any():
            return "negative"
        if kind.name is KindName.C and not (present == np.round(present)).all():
            return "not_counts"
    return ""


def _some_season_is_zero(present: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> bool:
    """Whether factors cannot multiply: a negative figure, or nothing but zeros."""
    return bool((present < 0).any() or not (present > 0).any())
