"""The series that a chart draws where it is not the one that was brought: differences of running totals, time between events."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from groundswell.domain.measurement.chart_kind import ChartKind, DrawnFrom
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Presence, Status
from groundswell.domain.measurement.period import Cadence, Period
from groundswell.domain.measurement.series import Series, SeriesPoint

MOST_EVENTS = 10_000
"""More events than this are no rare ones; the chart of the figures themselves says more."""


@dataclass(frozen=True, slots=True)
class DrawnSeries:
    """What is drawn. ``source``: for each point the place of the brought point that it comes from, never falling.

    ``open_last``: the last point is the time since the last event so far. ``refused``: why nothing could be worked out; the series is
    then the one that was brought.
    """

    series: Series
    source: tuple[int, ...]
    open_last: bool = False
    refused: str = ""


def drawn_series(series: Series, kind: ChartKind, until: date | None = None) -> DrawnSeries:
    """The series that ``kind`` draws. ``until``: the day up to which a list of event dates is known to be whole.

    Differences keep every digit; the figure that was brought stays with each point as its observation. Codes of ``refused``:
    ``no_dates``, ``not_counts``, ``few_events``, ``many_events``.
    """
    if kind.drawn_from is DrawnFrom.FIGURES:
        return DrawnSeries(series, tuple(range(len(series))))
    if kind.drawn_from in (DrawnFrom.YEAR_TO_DATE, DrawnFrom.RUNNING_TOTAL):
        return _differences(series, kind)
    return _between_events(series, kind, until)


def _differences(series: Series, kind: ChartKind) -> DrawnSeries:
    same = tuple(range(len(series)))
    yearly = kind.drawn_from is DrawnFrom.YEAR_TO_DATE
    if yearly and any(point.period is None for point in series.points):
        return DrawnSeries(series, same, refused="no_dates")
    points = []
    before: SeriesPoint | None = None
    for point in series.points:
        begins = yearly and _begins_a_year(point, kind.year_start)
        points.append(point if begins else _difference(point, before))
        before = point
    return DrawnSeries(Series(series.measure, series.org_unit, series.cadence, tuple(points)), same)


def year_of(day: date, year_start: int) -> int:
    """The calendar year in which the year that holds a day began."""
    return day.year - (day.month < year_start)


def _begins_a_year(point: SeriesPoint, year_start: int) -> bool:
    return point.period is not None and point.period.start.month == year_start


def _difference(point: SeriesPoint, before: SeriesPoint | None) -> SeriesPoint:
    """What came on top since the figure before; it cannot be known where that one is missing."""
    if point.value is None:
        return point
    if before is None or before.value is None:
        return replace(point, value=None, presence=Presence.UNDEFINED)
    return replace(point, value=Exact.from_decimal(point.value.decimal - before.value.decimal))


def _between_events(series: Series, kind: ChartKind, until: date | None) -> DrawnSeries:
    same = tuple(range(len(series)))
    if any(point.period is None for point in series.points):
        return DrawnSeries(series, same, refused="no_dates")
    by_date = kind.drawn_from is DrawnFrom.EVENT_DATES
    counts = [_events_in(point, by_date=by_date) for point in series.points]
    if any(count is None for count in counts):
        return DrawnSeries(series, same, refused="not_counts")
    whole = [count or 0 for count in counts]
    if sum(whole) > MOST_EVENTS:
        return DrawnSeries(series, same, refused="many_events")
    events = list(_events(series.points, whole))
    if len(events) < 2:
        return DrawnSeries(series, same, refused="few_events")
    points = [_interval(before, day, series.points[at]) for (before, _), (day, at) in pairwise(events)]
    source = [at for _, at in events[1:]]
    known = until if by_date else _known_until(series)
    last, _ = events[-1]
    open_last = known is not None and known > last
    if known is not None and open_last:
        points.append(replace(_interval(last, known, series.points[-1]), status=Status.PROVISIONAL))
        source.append(len(series) - 1)
    drawn = Series(series.measure, series.org_unit, Cadence.IRREGULAR, tuple(points))
    return DrawnSeries(drawn, tuple(source), open_last)


def _events_in(point: SeriesPoint, *, by_date: bool) -> int | None:
    """How many events a point stands for; None for what is no count."""
    if point.value is None:
        return 0
    if by_date:
        return 1
    number = point.value.decimal
    return int(number) if number >= 0 and number == number.to_integral_value() else None


def _events(points: Sequence[SeriesPoint], counts: Sequence[int]) -> Iterator[tuple[date, int]]:
    """Each event's day and the place of its point: those of one period lie evenly in it, one alone in its middle."""
    for at, (point, count) in enumerate(zip(points, counts, strict=True)):
        if point.period is None:
            continue
        days = (point.period.end - point.period.start).days
        for number in range(count):
            yield point.period.start + timedelta(days=(2 * number + 1) * days // (2 * count)), at


def _interval(before: date, day: date, of: SeriesPoint) -> SeriesPoint:
    period = Period(day, day + timedelta(days=1))
    return SeriesPoint(period, Exact((day - before).days), Presence.VALUE, of.status, of.observation)


def _known_until(series: Series) -> date | None:
    """The last day of the last period that has a figure."""
    ends = [point.period.end for point in series.points if point.period is not None and point.value is not None]
    return ends[-1] - timedelta(days=1) if ends else None
