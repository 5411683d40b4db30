"""Which way is better: up, down, neither, or neither too low nor too high, which is a band with two ends."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from groundswell.domain.measurement.exact import Exact
from groundswell.errors import UserError

SAME_DISTANCE = Fraction(1, 10**9)
"""Two distances are equal when they differ by at most this share of the largest figure in play, as a figure on a line (contracts 2)."""


class Direction(StrEnum):
    """Which way is better. UNKNOWN asks for a next step; NEUTRAL is a person's answer; IN_BAND needs the ends of a band."""

    UP = "up"
    DOWN = "down"
    IN_BAND = "in_band"
    NEUTRAL = "neutral"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Band:
    """Where figures are wanted, both ends included, in the measure's own unit of measurement; ``lower`` lies under ``upper``."""

    lower: Exact
    upper: Exact

    def __post_init__(self) -> None:
        """Raises ValueError for ends that are crossed or equal."""
        if not self.lower < self.upper:
            raise ValueError(f"{self.lower} is not under {self.upper}")

    def distance(self, value: Exact | Fraction | float) -> Fraction:
        """How far a value lies outside the band, 0 for one inside it; nothing is rounded."""
        number = fraction_of(value)
        return max(fraction_of(self.lower) - number, number - fraction_of(self.upper), Fraction(0))

    def nearer(self, before: Exact | Fraction | float, after: Exact | Fraction | float) -> bool | None:
        """Whether ``after`` lies nearer to the band than ``before``; None where neither does, as for two values inside it."""
        was, now = self.distance(before), self.distance(after)
        return None if abs(was - now) <= self._reach(before, after) else now < was

    def side(self, value: Exact | Fraction | float) -> int:
        """-1 for a value under the band, 0 for one inside it or on its end, 1 for one above it."""
        if self.distance(value) <= self._reach(value):
            return 0
        return -1 if fraction_of(value) < fraction_of(self.lower) else 1

    def _reach(self, *values: Exact | Fraction | float) -> Fraction:
        return SAME_DISTANCE * max(abs(fraction_of(one)) for one in (*values, self.lower, self.upper))


WantedWay = Direction | Band
"""What a figure is judged by: a direction, or the band that it is wanted in. IN_BAND by itself judges nothing."""


def way_of(direction: Direction, band: Band | None) -> WantedWay:
    """The band where figures are wanted in one, else the direction."""
    return band if direction is Direction.IN_BAND and band is not None else direction


def band_given(lower: str, upper: str) -> Band:
    """A band from its ends as somebody typed them; raises UserError("band_form"), naming both."""
    try:
        return Band(Exact.parse(lower), Exact.parse(upper))
    except ValueError:
        raise UserError("band_form", {"lower": lower, "upper": upper}) from None


def side_wanted(way: WantedWay, value: Exact) -> Direction:
    """On which side of a value figures are wanted.

    A value at or under a band's lower end is not to be fallen short of (UP), one at or above its upper end not to be exceeded (DOWN);
    of a value inside the band nobody can tell (NEUTRAL).
    """
    if isinstance(way, Direction):
        return way
    if value <= way.lower:
        return Direction.UP
    return Direction.DOWN if value >= way.upper else Direction.NEUTRAL


def fraction_of(value: Exact | Fraction | float) -> Fraction:
    """A finite number as a fraction, every digit and every bit kept."""
    return Fraction(value.coef, 10**value.scale) if isinstance(value, Exact) else Fraction(value)
