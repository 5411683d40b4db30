"""Whether single values can be relied on to meet a minimum standard: always, never or by luck, and the chance that one does.

Always, never, by luck: the standard against the limits of the newest stretch, as NHS England's Making Data Count reads it
(method 3.3, spc 4.3); a standard on a limit is met by luck. Limits end at the measure's bounds, so that a standard of 100 % is
not failed by values that cannot be higher; what no value can miss, because a bound lies there, is always met.

The chance (spc 7.8) is the share of a normal distribution about the central line that meets the standard. Its interval knows how
few figures the lines rest on. With z = (central line - standard) / sigma, the estimate of z from n figures is nearly normal about
the true one with variance 1/n + z^2 v, v being the relative variance of the mean moving range (the approximation of Jennett and
Welch, 1939, for the tail of a normal distribution whose mean and spread are both estimated). For ranges of two normal figures
v = ((2 - 4/pi) m + 2 (m - 1) c) / (m^2 4/pi) with m = n - 1 ranges, where c is the covariance of two ranges that share a figure:
c = (4/pi)(sqrt(3)/2 + pi/12) - 4/pi, from the absolute moments of a bivariate normal with correlation -1/2. A seeded simulation
in the tests holds the interval to what it says.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist
from types import MappingProxyType

from groundswell.domain.improvement.levels import Level, newest_level
from groundswell.domain.improvement.marks import direction_of
from groundswell.domain.measurement.direction import Band, Direction, WantedWay, side_wanted
from groundswell.domain.measurement.target import Standard
from groundswell.domain.xmr.analysis import XmrAnalysis
from groundswell.domain.xmr.limits import TOLERANCE

INTERVAL = 0.90
"""How sure the interval of a chance is."""
PILED_UP = 0.10
"""From this share of figures on a bound of the measure on, no bell curve describes them, and no chance is worked out."""
_NORMAL = NormalDist()
_FOUR_BY_PI = 4 / math.pi
_VARIANCE = 2 - _FOUR_BY_PI
"""Variance of the distance of two figures, in sigmas squared."""
_COVARIANCE = _FOUR_BY_PI * (math.sqrt(3) / 2 + math.pi / 12 - 1)
"""Covariance of two such distances that share a figure."""


class Assurance(StrEnum):
    """What can be relied on."""

    ALWAYS = "always"
    NEVER = "never"
    LUCK = "by_luck"


ASSURANCE_OF_CASES: Mapping[Assurance, str] = MappingProxyType(
    {Assurance.ALWAYS: "pass", Assurance.NEVER: "fail", Assurance.LUCK: "inconsistent"}
)
"""What other programs call them."""


@dataclass(frozen=True, slots=True)
class Chance:
    """Shares from 0 to 1: the estimate, and the ends of its interval (INTERVAL)."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class StandardReading:
    """A standard and how far it can be relied on. ``assurance`` None: without a direction, or without limits (``figures`` 0).

    ``chance`` None: not to be had, because figures do not vary (``constant``), pile up on a bound (``piled_up``) or are not
    bell-shaped. ``up``: a minimum, else a maximum. ``by_bound``: a bound of the measure makes every possible value meet it.
    ``in_band``: it lies inside the wanted band, so that nobody can tell whether it is a minimum or a maximum.
    """

    standard: Standard
    assurance: Assurance | None = None
    chance: Chance | None = None
    up: bool = True
    figures: int = 0
    provisional: bool = False
    piled_up: bool = False
    constant: bool = False
    by_bound: bool = False
    in_band: bool = False


def read_standard(standard: Standard, analysis: XmrAnalysis, way: WantedWay) -> StandardReading:
    """How far the newest stretch can be relied on to meet a standard that has a value; raises ValueError for one without.

    Under a wanted band or at its lower end it is a minimum, at its upper end or above a maximum.
    """
    if standard.value is None:
        raise ValueError("a standard that has ended is met by nothing")
    level = newest_level(analysis)
    if level is None:
        return StandardReading(standard, up=side_wanted(way, standard.value) is not Direction.DOWN)
    way = direction_of(analysis, level.segment, way)
    direction = side_wanted(way, standard.value)
    value = float(standard.value)
    bounds = analysis.lower_bound, analysis.upper_bound
    found = assured(level.lower, level.upper, value, direction, bounds)
    piled_up = _piled_up(analysis, level)
    told = found is not None and level.bell_shaped and not piled_up and level.sigma > 0
    chance = None if not told else chance_to_meet(level, value, direction, bounds)
    return StandardReading(
        standard, found, chance, direction is not Direction.DOWN, level.figures, level.provisional, piled_up, level.sigma <= 0,
        _by_bound(value, direction, bounds), isinstance(way, Band) and direction is Direction.NEUTRAL,
    )


def assured(
    lower: float, upper: float, value: float, direction: Direction, bounds: tuple[float | None, float | None] = (None, None)
) -> Assurance | None:
    """Always, never or by luck; None without a wanted direction. ``lower`` and ``upper`` are the limits, cut at ``bounds``."""
    if direction not in (Direction.UP, Direction.DOWN):
        return None
    up = direction is Direction.UP
    if _by_bound(value, direction, bounds):
        return Assurance.ALWAYS
    reach = TOLERANCE * max(abs(lower), abs(upper), abs(value))
    if upper - lower <= reach:
        meets = lower >= value - reach if up else upper <= value + reach
        return Assurance.ALWAYS if meets else Assurance.NEVER
    if value > upper + reach:
        return Assurance.NEVER if up else Assurance.ALWAYS
    if value < lower - reach:
        return Assurance.ALWAYS if up else Assurance.NEVER
    return Assurance.LUCK


def chance_to_meet(
    level: Level, value: float, direction: Direction, bounds: tuple[float | None, float | None] = (None, None)
) -> Chance:
    """The chance that one value of the level meets the standard; the level's figures vary, and a direction is wanted."""
    if _by_bound(value, direction, bounds):
        return Chance(1.0, 1.0, 1.0)
    if _beyond_bound(value, direction, bounds):
        return Chance(0.0, 0.0, 0.0)
    z = (level.central_line - value) / level.sigma
    z = z if direction is Direction.UP else -z
    reach = _NORMAL.inv_cdf((1 + INTERVAL) / 2) * math.sqrt(1 / level.figures + z * z * range_variance(level.figures))
    return Chance(_NORMAL.cdf(z), _NORMAL.cdf(z - reach), _NORMAL.cdf(z + reach))


def range_variance(figures: int) -> float:
    """Relative variance of the mean moving range of so many normal figures (at least two)."""
    ranges = figures - 1
    return (_VARIANCE * ranges + 2 * (ranges - 1) * _COVARIANCE) / (ranges * ranges * _FOUR_BY_PI)


def _by_bound(value: float, direction: Direction, bounds: tuple[float | None, float | None]) -> bool:
    """Whether a bound of the measure makes every possible value meet the standard."""
    low, high = bounds
    if direction is Direction.UP:
        return low is not None and value <= low
    return direction is Direction.DOWN and high is not None and value >= high


def _beyond_bound(value: float, direction: Direction, bounds: tuple[float | None, float | None]) -> bool:
    """Whether a bound of the measure keeps every possible value from meeting the standard."""
    low, high = bounds
    if direction is Direction.UP:
        return high is not None and value > high
    return direction is Direction.DOWN and low is not None and value < low


def _piled_up(analysis: XmrAnalysis, level: Level) -> bool:
    bounds = [bound for bound in (analysis.lower_bound, analysis.upper_bound) if bound is not None]
    present = [value for value in analysis.series.values[level.first:level.last + 1].tolist() if value == value]
    on_bound = sum(any(abs(value - bound) <= TOLERANCE * max(abs(value), abs(bound)) for bound in bounds) for value in present)
    return bool(bounds) and on_bound >= PILED_UP * len(present)
