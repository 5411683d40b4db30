"""Whether seasons differ more than chance lets them, and how much narrower the limits become without them (method 2.9)."""

from dataclasses import dataclass, replace

import numpy as np

from groundswell.domain.measurement.chart_kind import ChartKind, KindName
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.fit.statistics import Between, between_groups
from groundswell.domain.xmr.kinds.seasonal import CYCLES, cycle_length, season_factors, seasons_of
from groundswell.domain.xmr.kinds.trended import half_averages
from groundswell.domain.xmr.limits import Floats

CHANCE = 0.01
"""Seasons are believed when chance alone would show as much in fewer than one series in a hundred (method 2.9)."""
CHANCE_OF_TWO = 0.003
"""… and with two cycles alone, in which one change of level looks much like a season, in fewer than three in a thousand."""
CHANCE_OF_STEPS = 0.05
NARROWER = 0.3
"""Taking seasons out is worth it when the mean moving range becomes smaller by this part (method 2.9) …"""
EXPLAINED = 0.5
"""… or when seasons explain this part of the variance: a smooth season has small steps, and its limits would be far too narrow."""


@dataclass(frozen=True, slots=True)
class SeasonTest:
    """``levels`` compares seasons in figures freed of a drift, ``steps`` in the steps from one figure to the next; ``narrower`` is the
    part by which the mean moving range becomes smaller; ``cycles`` the whole cycles that there are.
    """

    levels: Between
    steps: Between
    narrower: float
    cycles: int

    @property
    def differ(self) -> bool:
        """Whether seasons differ: in level, and in the steps too, so that a shift or a wandering level is not taken for a season."""
        enough = CHANCE if self.cycles > CYCLES else CHANCE_OF_TWO
        return self.levels.chance < enough and self.steps.chance < CHANCE_OF_STEPS

    @property
    def worth_it(self) -> bool:
        """Whether a seasonal chart says more: the seasons differ, and without them the limits are much narrower or much truer."""
        return self.differ and (self.narrower >= NARROWER or self.levels.explained >= EXPLAINED)


def season_test(series: Series, *, additive: bool = False) -> SeasonTest | None:
    """The test over all figures of a series; None under two full cycles, without a cadence, and where no factor can be worked out."""
    kind = ChartKind(KindName.SEASONAL, additive=additive)
    count = cycle_length(series, kind)
    present = ~np.isnan(series.values)
    values = series.values[present]
    if count is None or len(values) < CYCLES * count:
        return None
    seasons = [season for season, there in zip(seasons_of(series, kind), present.tolist(), strict=True) if there]
    factors = season_factors(values, seasons, count, additive=additive)
    if factors is None:
        return None
    places = np.flatnonzero(present).astype(np.float64)
    levels = between_groups(_without_drift(values, places, count), seasons)
    steps = np.diff(values)
    stepped = between_groups(steps, seasons[1:])
    if levels is None or stepped is None:
        return None
    own = np.array(factors)[np.array(seasons)]
    judged = values - own if additive else values / own
    wide = float(np.mean(np.abs(steps)))
    narrower = 1 - float(np.mean(np.abs(np.diff(judged)))) / wide if wide > 0 else 0.0
    return SeasonTest(levels, stepped, narrower, len(values) // count)


def _without_drift(values: Floats, places: Floats, count: int) -> Floats:
    """Figures less the line of half-averages over the whole cycles, in which every season counts alike."""
    whole = len(values) // count * count
    level, slope = half_averages(places[:whole], values[:whole])
    return values - level - slope * places


def seasonal_kind(series: Series) -> tuple[ChartKind, SeasonTest] | None:
    """The seasonal chart that is worth it: seasons that multiply, else seasons that add; None where neither is."""
    for additive in (False, True):
        found = season_test(series, additive=additive)
        if found is not None and found.worth_it:
            return replace(ChartKind(KindName.SEASONAL), additive=additive), found
    return None
