"""Seasons: factors from at least two full cycles, XmR of the figures without them, and lines season by season (method 2.9)."""

from collections.abc import Sequence

import numpy as np

from groundswell.domain.measurement.chart_kind import ChartKind
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.kinds.own_scale import OwnScale, Stretch, lines_by_moving_range, no_lines
from groundswell.domain.xmr.limits import TOLERANCE, Floats

CYCLES = 2
"""Factors need so many full cycles (method 2.9; three are better)."""
SEASONS = {Cadence.MONTH: 12, Cadence.QUARTER: 4, Cadence.HALF_YEAR: 2, Cadence.WEEK: 52, Cadence.DAY: 7}
"""How many periods make a cycle."""


def cycle_length(series: Series, kind: ChartKind) -> int | None:
    """How many seasons a cycle of the series has; None where its cadence has none and nobody said."""
    return kind.seasons or SEASONS.get(series.cadence)


def seasons_of(series: Series, kind: ChartKind) -> tuple[int, ...]:
    """Each period's season from 0: its month, quarter, half-year, week or weekday; its place, where a person said how many there are."""
    count = cycle_length(series, kind)
    if count is None:
        return ()
    found = []
    for at, point in enumerate(series.points):
        day = point.period.start if point.period is not None and kind.seasons is None else None
        if day is None:
            found.append(at % count)
        elif series.cadence is Cadence.DAY:
            found.append(day.weekday())
        elif series.cadence is Cadence.WEEK:
            found.append(min(day.timetuple().tm_yday // 7, count - 1))
        else:
            found.append((day.month - 1) * count // 12)
    return tuple(found)


def season_factors(values: Floats, seasons: Sequence[int], count: int, *, additive: bool) -> tuple[float, ...] | None:
    """One factor a season, 1 on average (0, of additive ones); None under two full cycles, and where one would not be above zero."""
    own = np.asarray(seasons)
    if len(values) < CYCLES * count or any(np.count_nonzero(own == season) < CYCLES for season in range(count)):
        return None
    means = np.array([float(np.mean(values[own == season])) for season in range(count)])
    if additive:
        return tuple((means - np.mean(means)).tolist())
    if not (means > 0).all() or (values < 0).any():
        return None
    grand = float(np.mean(values))
    factors = means / grand
    return tuple((factors / np.mean(factors)).tolist())


def seasonal_scale(stretch: Stretch, factors: tuple[float, ...] | None, *, additive: bool) -> OwnScale:
    """Figures with their season taken out; ``factors`` None: no lines."""
    if factors is None:
        return OwnScale(stretch.values, no_lines(stretch), own_unit=True)
    own: Floats = np.array(factors)[np.array(stretch.seasons, dtype=np.int64)]
    judged = _steady(stretch.values - own if additive else stretch.values / own, stretch)
    lines = lines_by_moving_range(judged, stretch)
    level = float(lines.central_line[0])
    shape = {"offset": own} if additive else {"size": own}
    return OwnScale(judged, lines, **shape, factors=factors, level=None if np.isnan(level) else level, own_unit=True)  # type: ignore[arg-type]


def _steady(judged: Floats, stretch: Stretch) -> Floats:
    """Figures that differ by their seasons alone are all the same without them: what is left of a division is no variation."""
    used = judged[stretch.calculate]
    reach = TOLERANCE * float(np.max(np.abs(stretch.used), initial=0.0))
    if not used.size or float(np.max(used) - np.min(used)) > reach:
        return judged
    return np.where(np.abs(judged - used[0]) <= reach, used[0], judged)
