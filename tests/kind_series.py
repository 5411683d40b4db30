"""Series for tests of chart kinds: shares with their counts, months by season, dates of events."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from groundswell.domain.measurement.exact import Exact, exact_of
from groundswell.domain.measurement.observation import Observation, Presence
from groundswell.domain.measurement.period import Cadence, Period, add_months, period_of
from groundswell.domain.measurement.series import Series, SeriesPoint

SEASON = (10, 14, 19, 25, 30, 33, 31, 26, 20, 15, 11, 9)
WOBBLE = (0, 1, -1, 1, 0, -1, 1, 0, -1, 0, 1, 0, -1, 1, 0, 1, -1)


def ratios(numerators: Sequence[int | None], denominators: Sequence[int], per: int = 1) -> Series:
    """An undated series of numerator ÷ denominator × ``per``; None is a gap, a denominator of zero too."""
    points = []
    for top, bottom in zip(numerators, denominators, strict=True):
        value = None if top is None or not bottom else exact_of(Fraction(top * per, bottom))
        presence = Presence.VALUE if value is not None else Presence.UNDEFINED
        counted = None if top is None else Exact(top)
        seen = Observation("", None, None, value, presence, numerator=counted, denominator=Exact(bottom))
        points.append(SeriesPoint(None, value, presence, observation=seen))
    return Series("Share", None, Cadence.UNDATED, tuple(points))


def monthly(values: Sequence[float | int | str | None], *, first: date = date(2020, 1, 1), step: int = 1, name: str = "Jobs") -> Series:
    """A series of months (``step`` 3: of quarters); None is a gap."""
    cadence = Cadence.MONTH if step == 1 else Cadence.QUARTER
    points = []
    for at, value in enumerate(values):
        period = period_of(add_months(first, at * step), cadence)
        exact = None if value is None else Exact.parse(str(value))
        points.append(SeriesPoint(period, exact, Presence.MISSING if exact is None else Presence.VALUE))
    return Series(name, None, cadence, tuple(points))


def on_days(days: Sequence[date], values: Sequence[int] | None = None) -> Series:
    """An irregular series with a figure on each day, 1 where none is given."""
    points = [
        SeriesPoint(Period(day, date.fromordinal(day.toordinal() + 1)), Exact(1 if values is None else values[at]), Presence.VALUE)
        for at, day in enumerate(days)
    ]
    return Series("Events", None, Cadence.IRREGULAR, tuple(points))


def seasonal(cycles: int = 4, scale: int = 4) -> Series:
    """Months with a strong season and a small, settled wobble."""
    return monthly([SEASON[at % 12] * scale + WOBBLE[at % 17] for at in range(12 * cycles)])
