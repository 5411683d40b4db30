"""Current figures: for each measure, place and period the newest entry that has not been retracted."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation, Presence, Status
from groundswell.domain.measurement.period import Cadence, Period, absent_between, period_of
from groundswell.domain.measurement.series import Series, SeriesPoint
from groundswell.records.databases import identity, reading_connection
from groundswell.records.selectors.acts import position
from groundswell.records.selectors.kept import Kept

PRESENCES: Mapping[str, Presence] = {one.value: one for one in Presence}
STATUSES: Mapping[str, Status] = {one.value: one for one in Status}
CENSORED = frozenset({Presence.BELOW, Presence.ABOVE})

_COLUMNS = (
    "o.seq, o.measure, o.org_unit, o.p_start, o.p_end, o.coef, o.scale, o.num_coef, o.num_scale, o.den_coef, o.den_scale,"
    " o.presence, o.status, o.sheet, o.cell, o.mark"
)
_NOT_RETRACTED = "NOT EXISTS (SELECT 1 FROM observation r WHERE r.supersedes = o.seq AND r.kind = 'retract' AND r.seq <= :seq)"
_MANY = 400
_series: Kept[Series] = Kept(600)
"""Of a few boards: after somebody's note only the lines that it is about are made anew."""


class FigureRow(NamedTuple):
    """A stored figure as its row holds it."""

    seq: int
    measure: str
    org_unit: str | None
    p_start: str
    p_end: str
    coef: str | None
    scale: int | None
    num_coef: str | None
    num_scale: int | None
    den_coef: str | None
    den_scale: int | None
    presence: str
    status: str
    sheet: str | None
    cell: str | None
    mark: str | None

    @property
    def number(self) -> Exact | None:
        """The value, or for a censored figure its bound."""
        return exact(self.coef, self.scale)


ChangedSince = Callable[[int, date, date], frozenset[date]]
"""From a position in the ledger and two days to the days between them whose figures were others then."""
Key = tuple[str, str | None, str]
"""Measure, place and first day: what a figure is about."""


@dataclass(frozen=True, slots=True)
class Named:
    """The names that a line goes by on a page."""

    measure: str
    org_unit: str | None


def current_figures(
    as_of_seq: int | None, measures: Sequence[str] | None = None, days: tuple[str, str] | None = None
) -> dict[Key, FigureRow]:
    """Current figures at a position, ordered by measure, place and day.

    Of all measures or of those named; of all periods or of those that start from one day to another, both included.
    """
    found: dict[Key, FigureRow] = {}
    texts: dict[str, str] = {}
    same = texts.setdefault  # a million rows have a few thousand names and days
    for seq, measure, org_unit, first, last, *numbers, presence, status, sheet, cell, mark in _standing(as_of_seq, measures, days):
        about = (same(measure, measure), org_unit and same(org_unit, org_unit), same(first, first))
        rest = (same(presence, presence), same(status, status), sheet and same(sheet, sheet), cell, mark)
        # rows of one key come in order of seq, so the newest stays
        found[about] = FigureRow._make((seq, *about, same(last, last), *numbers, *rest))
    return found


def _standing(as_of_seq: int | None, measures: Sequence[str] | None, days: tuple[str, str] | None) -> Iterator[tuple[Any, ...]]:
    if measures is not None and len(measures) > _MANY:
        wanted = set(measures)
        yield from (row for row in _standing(as_of_seq, None, days) if row[1] in wanted)
        return
    parameters: dict[str, Any] = {"seq": position(as_of_seq)}
    about = ""
    if days is not None:
        parameters.update(first=days[0], last=days[1])
        about = "AND o.p_start BETWEEN :first AND :last "
    if measures is not None:
        names = [f"m{at}" for at in range(len(measures))]
        parameters.update(zip(names, measures, strict=True))
        about += "AND o.measure IN (" + ",".join(f":{name}" for name in names) + ")"
    query = (
        f"SELECT {_COLUMNS} FROM observation o WHERE o.kind <> 'retract' AND o.seq <= :seq {about} AND {_NOT_RETRACTED}"
        " ORDER BY o.measure, o.org_unit NULLS FIRST, o.p_start, o.seq"
    )
    yield from reading_connection().execute(query, parameters)


def changed_since(rows: Sequence[FigureRow]) -> ChangedSince:
    """Of a line's current rows: the days, between two, whose figures were others (or not there) at an earlier position.

    Asks the database only where a row between them was stored after it.
    """

    def others(seq: int, first: date, last: date) -> frozenset[date]:
        days = first.isoformat(), last.isoformat()
        later = [row for row in rows if row.seq > seq and days[0] <= row.p_start <= days[1]]
        if not later:
            return frozenset()
        before = current_figures(seq, sorted({row.measure for row in later}), days)
        found = ((row, before.get((row.measure, row.org_unit, row.p_start))) for row in later)
        return frozenset(
            date.fromisoformat(row.p_start) for row, was in found
            if was is None or (row.presence, row.number) != (was.presence, was.number)
        )

    return others


def has_figures(measure: str) -> bool:
    """Whether any figure was ever recorded under a measure, those taken back included."""
    query = "SELECT EXISTS (SELECT 1 FROM observation WHERE measure = ?)"
    return bool(reading_connection().execute(query, (measure,)).fetchone()[0])


def exact(coef: str | None, scale: int | None) -> Exact | None:
    """A stored number."""
    return None if coef is None or scale is None else Exact(int(coef), scale)


@lru_cache(maxsize=20_000)
def period(start: str, end: str) -> Period:
    """A stored period; the same days come again and again."""
    return Period(date.fromisoformat(start), date.fromisoformat(end))


def observation_of(row: FigureRow, named: Named) -> Observation:
    """The domain's value of a stored figure, digits as they were read."""
    presence = PRESENCES[row.presence]
    number = row.number
    return Observation(
        named.measure,
        named.org_unit,
        period(row.p_start, row.p_end),
        number if presence is Presence.VALUE else None,
        presence,
        STATUSES[row.status],
        exact(row.num_coef, row.num_scale),
        exact(row.den_coef, row.den_scale),
        number if presence in CENSORED else None,
        row.mark or "",
        row.sheet or "",
        row.cell or "",
    )


def series_of(rows: Sequence[FigureRow], named: Named, cadence: Cadence) -> Series:
    """One series from a line's figures in order of day, absent periods put in as gaps; empty when there are none.

    A stored figure never changes: the same entries under the same names are the same series, whatever else was written since.
    """
    key = (*identity(), named, cadence, tuple(row.seq for row in rows))
    return _series.get(key) or _series.put(key, series_of_observations([observation_of(row, named) for row in rows], named, cadence))


def series_of_observations(seen: Sequence[Observation], named: Named, cadence: Cadence) -> Series:
    """One series from observations in order of day, each with a period."""
    points = [SeriesPoint(one.period, one.value, one.presence, one.status, one) for one in seen]
    starts = [one.period.start for one in seen if one.period is not None]
    gaps = [SeriesPoint(period_of(day, cadence), None) for day in absent_between(starts, cadence)]
    if gaps:
        points = sorted([*points, *gaps], key=_first_day)
    return Series(named.measure, named.org_unit, cadence, tuple(points))


def _first_day(point: SeriesPoint) -> date:
    return point.period.start if point.period is not None else date.max
