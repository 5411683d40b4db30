"""Round ticks for values, and ticks of the calendar for time."""

import math
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from groundswell.charts.chart import ChartTick, ValueAxis
from groundswell.domain.measurement.period import Cadence, add_months
from groundswell.words.dates import DateForm, fiscal_label
from groundswell.words.numbers import FigureForm

MOST_TICKS = 5
ROOM = 0.06
"""Part of the span kept free above and below (interface 4)."""
ROOM_OF_ONE = 0.1
"""Part of the value kept free above and below where all figures are equal."""
STEPS = (1, 2, 2.5, 5, 10)
MONTHS = {Cadence.MONTH: 1, Cadence.QUARTER: 3, Cadence.HALF_YEAR: 6, Cadence.YEAR: 12}
YEAR_RANK, HALF_RANK, QUARTER_RANK, MONTH_RANK, FINE_RANK = 0, 1, 2, 3, 4


def value_axis(values: Iterable[float], form: FigureForm | None, floor: float | None = None, ceiling: float | None = None) -> ValueAxis:
    """An axis that holds every value plus 6 %. It stops at zero, or at a bound, that no value passes. ``form`` None: no ticks."""
    found = list(values)
    least, most = min(found), max(found)
    span = most - least
    room = span * ROOM if span > abs(most) * 1e-12 else (abs(most) * ROOM_OF_ONE or 1.0)
    low, high = least - room, most + room
    if least >= 0 > low and floor is None:
        floor = 0.0
    if floor is not None and least >= floor:
        low = max(low, floor)
    if ceiling is not None and most <= ceiling:
        high = min(high, ceiling)
    if high <= low:
        low, high = low - 1, high + 1
    return ValueAxis(low, high, tuple(_round_ticks(low, high, form)) if form else ())


def _round_ticks(low: float, high: float, form: FigureForm) -> list[tuple[float, str]]:
    """At most five multiples of 1, 2, 2.5 or 5 times a power of ten between the ends."""
    power = math.floor(math.log10((high - low) / MOST_TICKS))
    for exponent, factor in ((power + up, factor) for up in (0, 1) for factor in STEPS[:-1]):
        step = Decimal(str(factor)).scaleb(exponent)
        first, last = math.ceil(low / float(step) - 1e-9), math.floor(high / float(step) + 1e-9)
        if last - first + 1 <= MOST_TICKS:
            break
    places = max(0, -int(step.normalize().as_tuple().exponent) - form.shift)
    labels = FigureForm(form.form, places, form.shift, form.prefix, form.suffix)
    return [(float(step * k), labels.close(step * k)) for k in range(first, last + 1)]


@lru_cache(maxsize=512)
def time_ticks(cadence: Cadence, first: date | None, end: int, dates: DateForm, fiscal_start: int) -> tuple[ChartTick, ...]:
    """Ticks for positions 0 to ``end`` of a series with a calendar, or of an undated one."""
    if cadence is Cadence.UNDATED or first is None:
        return tuple(ChartTick(i, "", str(i + 1), YEAR_RANK, i + 1) for i in range(end + 1))
    if cadence is Cadence.WEEK:
        return tuple(_week_ticks(first, end, dates))
    months = MONTHS[cadence]
    days = [add_months(first, months * i) for i in range(end + 1)]
    if cadence is Cadence.YEAR:
        labels = (fiscal_label(day) if day.day == 1 else str(day.year) for day in days)
        return tuple(ChartTick(i, "", label, YEAR_RANK, day.year) for i, (day, label) in enumerate(zip(days, labels, strict=True)))
    if cadence is Cadence.QUARTER:
        return tuple(_quarter_ticks(days, dates, fiscal_start))
    return tuple(_month_tick(i, day, dates, first=not i) for i, day in enumerate(days))


def _month_tick(position: float, day: date, dates: DateForm, *, first: bool) -> ChartTick:
    strong = str(day.year) if day.month == 1 or first else ""
    return ChartTick(position, dates.month_name(day.month), strong, _month_rank(day), day.year)


def _quarter_ticks(days: list[date], dates: DateForm, fiscal_start: int) -> Iterable[ChartTick]:
    for i, day in enumerate(days):
        ahead = (day.month - fiscal_start) % 12
        if ahead % 3 or day.day != 1:
            yield _month_tick(i, day, dates, first=not i)._replace(rank=YEAR_RANK if day.month <= 3 else QUARTER_RANK)
            continue
        year = date(day.year - (day.month < fiscal_start), fiscal_start, 1)
        strong = fiscal_label(year) if ahead == 0 or i == 0 else ""
        rank = YEAR_RANK if ahead == 0 else HALF_RANK if ahead == 6 else QUARTER_RANK
        yield ChartTick(i, dates.quarters[ahead // 3], strong, rank, year.year)


def _week_ticks(first: date, end: int, dates: DateForm) -> Iterable[ChartTick]:
    """The first week of a month carries the month's name; all others their day."""
    for i in range(end + 1):
        day = first + timedelta(days=7 * i)
        if day.day <= 7:
            yield _month_tick(i, day, dates, first=i == 0)
        else:
            yield ChartTick(i, dates.day_month(day), str(day.year) if i == 0 else "", FINE_RANK, day.year)


def dated_ticks(days: list[date], place: Callable[[date], float], dates: DateForm) -> tuple[ChartTick, ...]:
    """Ticks at month starts for a series without a calendar, where it lasts over two months; its own days below that."""
    first, last = days[0], days[-1]
    if (last - first).days <= 62:
        own = dict.fromkeys(days)
        return tuple(ChartTick(place(day), dates.day_month(day), str(day.year) if day == first else "", FINE_RANK, day.year) for day in own)
    ticks: list[ChartTick] = []
    day = add_months(first.replace(day=1), 1 if first.day > 1 else 0)
    while day <= last:
        ticks.append(_month_tick(place(day), day, dates, first=not ticks))
        day = add_months(day, 1)
    return tuple(ticks)


def _month_rank(day: date) -> int:
    if day.month == 1:
        return YEAR_RANK
    return HALF_RANK if day.month == 7 else QUARTER_RANK if day.month in (4, 10) else MONTH_RANK
