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
