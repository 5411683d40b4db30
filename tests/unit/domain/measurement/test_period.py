"""Periods and cadences: half-open days, calendars that partition time, absent periods found."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.domain.measurement.period import (
    Cadence,
    Period,
    absent_between,
    add_months,
    cadence_of_periods,
    calendar_period,
    guess_cadence,
    next_start,
    period_of,
    starts_between,
)

CALENDARS = [Cadence.WEEK, Cadence.MONTH, Cadence.QUARTER, Cadence.YEAR]

FIRSTS = st.dates(date(1950, 1, 1), date(2090, 1, 1)).map(lambda day: day.replace(day=1))


def test_a_period_ends_after_it_starts() -> None:
    with pytest.raises(ValueError, match="ends after it starts"):
        Period(date(2026, 1, 1), date(2026, 1, 1))


@pytest.mark.parametrize(
    ("day", "months", "there"),
    [(date(2024, 1, 31), 1, date(2024, 2, 29)), (date(2025, 1, 31), 1, date(2025, 2, 28)), (date(2026, 3, 1), -3, date(2025, 12, 1)),
     (date(2024, 2, 29), 12, date(2025, 2, 28)), (date(2026, 12, 15), 1, date(2027, 1, 15))],
)
def test_months_are_added_by_the_calendar(day: date, months: int, there: date) -> None:
    assert add_months(day, months) == there


@pytest.mark.parametrize("cadence", CALENDARS)
def test_E17_every_day_of_forty_years_is_in_exactly_one_period(cadence: Cadence) -> None:
    """29 February, ISO weeks 53 and turns of the year among them; a week starts on a Monday whatever the year does."""
    start, last = date(1999, 12, 27) if cadence is Cadence.WEEK else date(2000, 1, 1), date(2040, 1, 1)
    held: dict[date, int] = {}
    while start < last:
        period = period_of(start, cadence)
        for at in range((period.end - period.start).days):
            day = period.start + timedelta(days=at)
            held[day] = held.get(day, 0) + 1
        start = next_start(start, cadence)
    days = [date(2000, 1, 1) + timedelta(days=at) for at in range((last - date(2000, 1, 1)).days)]
    assert all(held.get(day) == 1 for day in days)
    assert date(2024, 2, 29) in held and date(2026, 12, 31).isocalendar().week == 53


@given(FIRSTS, st.sampled_from(CALENDARS), st.integers(2, 40))
def test_E17_periods_of_a_calendar_partition_time(first: date, cadence: Cadence, count: int) -> None:
    start, periods = first, []
    for _ in range(count):
        periods.append(period_of(start, cadence))
        start = next_start(start, cadence)
    assert all(a.end == b.start for a, b in itertools.pairwise(periods))
    assert starts_between(first, periods[-1].start, cadence) == [p.start for p in periods]


@given(FIRSTS, st.sampled_from(CALENDARS), st.integers(4, 40), st.data())
def test_a_cadence_is_seen_through_a_hole(first: date, cadence: Cadence, count: int, draw: st.DataObject) -> None:
    starts = [first]
    while len(starts) < count:
        starts.append(next_start(starts[-1], cadence))
    hole = draw.draw(st.integers(1, count - 2))
    kept = starts[:hole] + starts[hole + 1:]
    assert guess_cadence(kept) is cadence
    assert absent_between(kept, cadence) == [starts[hole]]


@pytest.mark.parametrize(
    ("starts", "cadence"),
    [
        ([], Cadence.IRREGULAR),
        ([date(2026, 1, 1)], Cadence.IRREGULAR),
        ([date(2026, 1, 1), date(2026, 1, 1)], Cadence.IRREGULAR),
        ([date(2026, 1, 1) + timedelta(days=i) for i in range(9)], Cadence.DAY),
        ([date(2026, 1, 1), date(2026, 1, 4), date(2026, 2, 19), date(2026, 6, 2)], Cadence.IRREGULAR),
        ([date(2007, 9, 30), date(2007, 10, 31), date(2007, 11, 30), date(2007, 12, 31)], Cadence.MONTH),
        ([date(1984, 12, 1), date(1985, 3, 1), date(1985, 6, 1)], Cadence.QUARTER),
        ([date(2013, 4, 1), date(2014, 4, 1)], Cadence.YEAR),
    ],
)
def test_cadences_of_small_and_awkward_sets(starts: list[date], cadence: Cadence) -> None:
    assert guess_cadence(starts) is cadence


def test_irregular_series_have_no_calendar() -> None:
    assert absent_between([date(2026, 1, 1), date(2026, 5, 1)], Cadence.IRREGULAR) == []
    assert absent_between([date(2026, 1, 1), date(2026, 1, 5)], Cadence.DAY) == []


def test_month_ends_are_a_calendar_of_their_own() -> None:
    ends = [date(2007, 9, 30), date(2007, 10, 31), date(2007, 12, 31)]
    assert guess_cadence(ends) is Cadence.MONTH
    assert absent_between(ends, Cadence.MONTH) == [date(2007, 11, 30)]


def test_dates_that_the_calendar_does_not_hold_have_no_absent_periods() -> None:
    assert absent_between([date(2026, 1, 1), date(2026, 2, 3)], Cadence.MONTH) == []


def test_half_years_are_a_calendar_of_six_months():
    starts = [date(2022, 4, 1), date(2022, 10, 1), date(2023, 4, 1), date(2024, 4, 1)]
    assert guess_cadence(starts) is Cadence.HALF_YEAR
    assert absent_between(starts, Cadence.HALF_YEAR) == [date(2023, 10, 1)]
    assert period_of(date(2022, 10, 1), Cadence.HALF_YEAR) == Period(date(2022, 10, 1), date(2023, 4, 1))
    assert calendar_period(date(2023, 2, 14), Cadence.HALF_YEAR, 4) == Period(date(2022, 10, 1), date(2023, 4, 1))


YEAR_2010, YEAR_2012 = period_of(date(2010, 1, 1), Cadence.YEAR), period_of(date(2012, 1, 1), Cadence.YEAR)


@pytest.mark.parametrize("cadence", [Cadence.WEEK, Cadence.MONTH, Cadence.QUARTER, Cadence.HALF_YEAR, Cadence.YEAR])
def test_one_period_is_known_by_its_length(cadence: Cadence) -> None:
    assert cadence_of_periods([period_of(date(2026, 4, 1), cadence)]) is cadence


@pytest.mark.parametrize(
    ("periods", "cadence"),
    [
        ([], Cadence.IRREGULAR),
        ([period_of(date(2026, 4, 1), Cadence.DAY)], Cadence.IRREGULAR),
        ([YEAR_2010, YEAR_2012], Cadence.YEAR),
        ([YEAR_2010, period_of(date(2026, 4, 1), Cadence.MONTH)], Cadence.IRREGULAR),
        ([period_of(date(2026, month, 1), Cadence.MONTH) for month in (3, 6)], Cadence.QUARTER),
        ([YEAR_2010, YEAR_2012, period_of(date(2014, 1, 1), Cadence.YEAR)], Cadence.IRREGULAR),
        ([Period(date(2026, 4, 1), date(2026, 4, 20))], Cadence.IRREGULAR),
    ],
)
def test_the_length_counts_only_where_the_starts_of_one_or_two_say_nothing(periods: list[Period], cadence: Cadence) -> None:
    assert cadence_of_periods(periods) is cadence
