"""Periods and cadences: half-open ranges of days, and what follows what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import StrEnum
from itertools import pairwise


class Cadence(StrEnum):
    """How often a measure is worked out. Only WEEK to YEAR have a calendar, and so absent periods."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"
    IRREGULAR = "irregular"
    UNDATED = "undated"

    @property
    def has_calendar(self) -> bool:
        return self in _MONTHS or self is Cadence.WEEK


_MONTHS = {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.HALF_YEAR: 6, Cadence.YEAR: 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from ``start`` up to, not including, ``end``."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"a period ends after it starts: {self.start} {self.end}")


def add_months(day: date, months: int) -> date:
    """The same day of the month, ``months`` later; the month's last day where that day does not exist.

    Raises OverflowError before the year 1 and after 9999.
    """
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise OverflowError(f"no calendar has the year {year}")
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("unreachable: every month has 28 days")


def next_start(start: date, cadence: Cadence) -> date:
    """Start of the period after the one that begins at ``start``; ``cadence`` must have a calendar or be DAY."""
    if cadence is Cadence.DAY:
        return start + timedelta(days=1)
    if cadence is Cadence.WEEK:
        return start + timedelta(days=7)
    return add_months(start, _MONTHS[cadence])


def period_of(start: date, cadence: Cadence) -> Period:
    """The period of that cadence that begins at ``start`` (one day for irregular series)."""
    if cadence in (Cadence.IRREGULAR, Cadence.UNDATED):
        return Period(start, start + timedelta(days=1))
    return Period(start, next_start(start, cadence))


def calendar_period(day: date, cadence: Cadence, fiscal_start: int = 1) -> Period:
    """The period of a calendar that a day lies in: weeks from Monday, quarters and years counted from the fiscal year's first month."""
    if cadence is Cadence.WEEK:
        return period_of(day - timedelta(days=day.weekday()), cadence)
    if cadence in _MONTHS:
        into = (day.month - fiscal_start) % _MONTHS[cadence]
        return period_of(add_months(day.replace(day=1), -into), cadence)
    return Period(day, day + timedelta(days=1))


def month_end(day: date) -> date:
    """The last day of the month that ``day`` lies in."""
    return add_months(day.replace(day=1), 1) - timedelta(days=1)


def starts_between(first: date, last: date, cadence: Cadence, *, at_month_ends: bool = False) -> list[date]:
    """Every period start of the cadence from ``first`` to ``last``, both included, counted from ``first``.

    Months are counted from ``first`` (not step by step), so the 31st never drifts to the 28th;
    ``at_month_ends`` takes the last day of each month ("as at 30 September, 31 October, 30 November").
    """
    if cadence is Cadence.WEEK or cadence is Cadence.DAY:
        step = 7 if cadence is Cadence.WEEK else 1
        return [first + timedelta(days=i) for i in range(0, (last - first).days + 1, step)]
    months, out, k = _MONTHS[cadence], [first], 1
    while True:
        following = add_months(first, k * months)
        following = month_end(following) if at_month_ends else following
        if following > last:
            return out
        out.append(following)
        k += 1


def _calendar(starts: Sequence[date], cadence: Cadence) -> list[date] | None:
    """The cadence's period starts from the first to the last of ``starts`` (in order), or None when it does not hold them all."""
    for at_month_ends in (False, True):
        if at_month_ends and any(day != month_end(day) for day in starts):
            continue
        calendar = starts_between(starts[0], starts[-1], cadence, at_month_ends=at_month_ends)
        if set(starts) <= set(calendar):
            return calendar
    return None


def guess_cadence(starts: Iterable[date]) -> Cadence:
    """The cadence that these period starts fit: the finest calendar whose steps hold them all.

    Two equal dates, or steps that fit none, give IRREGULAR; a single date gives IRREGULAR too.
    Absent periods are allowed (a monthly series with a hole stays monthly) where the commonest step is the cadence's own.
    """
    ordered = sorted(starts)
    if len(ordered) < 2:
        return Cadence.IRREGULAR
    steps = [(b - a).days for a, b in pairwise(ordered)]
    if min(steps) == 0:
        return Cadence.IRREGULAR
    for cadence, low, high in (
        (Cadence.WEEK, 7, 7), (Cadence.MONTH, 28, 31), (Cadence.QUARTER, 89, 92),
        (Cadence.HALF_YEAR, 181, 184), (Cadence.YEAR, 365, 366),
    ):
        own = sum(low <= step <= high for step in steps)
        if own * 2 >= len(steps) and _calendar(ordered, cadence) is not None:
            return cadence
    return Cadence.DAY if steps.count(1) * 2 >= len(steps) else Cadence.IRREGULAR


def absent_between(starts: Sequence[date], cadence: Cadence) -> list[date]:
    """Period starts of the cadence's calendar that are missing between the first and the last given."""
    if not cadence.has_calendar or not starts:
        return []
    ordered = sorted(starts)
    calendar = _calendar(ordered, cadence)
    if calendar is None:
        return []
    return sorted(set(calendar) - set(ordered))


_LENGTHS = (
    (1, 1, Cadence.DAY),
    (7, 7, Cadence.WEEK),
    (28, 31, Cadence.MONTH),
    (89, 92, Cadence.QUARTER),
    (181, 184, Cadence.HALF_YEAR),
    (365, 366, Cadence.YEAR),
)


def cadence_by_length(period: Period) -> Cadence:
    """What a period of that many days is called; IRREGULAR where it has no name."""
    days = (period.end - period.start).days
    return next((cadence for low, high, cadence in _LENGTHS if low <= days <= high), Cadence.IRREGULAR)


FEW_PERIODS = 2
"""Up to so many periods may say no calendar by their steps, and are then known by their own length."""


def cadence_of_periods(periods: Iterable[Period]) -> Cadence:
    """The cadence that the starts of these periods fit; where one or two of them fit none, what they are called by their own length.

    A single year is a year and not a day; a single day has no calendar and stays IRREGULAR.
    """
    found = set(periods)
    starts = {period.start for period in found}
    cadence = guess_cadence(starts)
    if cadence is not Cadence.IRREGULAR or len(found) > FEW_PERIODS or len(starts) != len(found):
        return cadence
    lengths = {cadence_by_length(period) for period in found}
    return next((own for own in lengths if len(lengths) == 1 and own.has_calendar), cadence)
