"""A measure as it is seen from outside its team: without its small figures and without those that would give them away."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Presence, Status
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.series import Series, SeriesPoint
from groundswell.domain.privacy.ranges import Sum
from groundswell.domain.privacy.suppression import Counts, is_small, suppressed

Place = str
"""An org unit's id; "" is the measure as a whole."""
Tree = Mapping[str, str | None]
"""Each org unit's parent."""

_AMOUNTS = (
    "% share percent per cent points ppm £ € $ gbp eur usd chf seconds second minutes minute hours hour days day weeks week months month"
    " years year working km m mm cm miles mile kg g t tonnes tons litres l ml kwh mwh gwh °c score index ratio"
)
AMOUNTS = frozenset(_AMOUNTS.split())
"""Units of measurement in which nobody is counted; a unit one of whose words is here holds amounts."""
FEWEST_PARTS = 2
NO_DAYS: Mapping[Place, frozenset[date]] = MappingProxyType({})


def outside_views(
    records: Sequence[MeasureRecord],
    threshold: int,
    tree: Tree | None = None,
    later: Sequence[MeasureRecord] = (),
    resting: Mapping[Place, frozenset[date]] = NO_DAYS,
) -> list[MeasureRecord]:
    """All lines of one measure as they are seen from outside, in the same order. ``tree``: each org unit's parent, of what is known.

    ``later``: the same lines as they stand now, of a view as of an earlier day: what is hidden now is hidden there too, since a figure
    that stayed as it was would tell what it protects. ``resting``: days whose figures are computed from hidden ones.
    """
    views = [*(hidden_days(lines, threshold, tree or {}) for lines in (records, later)), resting]
    days = {_place(record): frozenset[date]().union(*(view.get(_place(record), ()) for view in views)) for record in records}
    return without_days(records, days, threshold)


def without_days(records: Sequence[MeasureRecord], days: Mapping[Place, frozenset[date]], threshold: int) -> list[MeasureRecord]:
    """All lines of one measure without the figures of these days; a line that has none of them is as it was."""
    found = [(record, days.get(_place(record))) for record in records]
    return [record if not gone else outside_view(record, gone, threshold) for record, gone in found]


def hidden_days(records: Sequence[MeasureRecord], threshold: int, tree: Tree) -> Mapping[Place, frozenset[date]]:
    """By place, the first days of the periods whose figures are not shown."""
    table: dict[date, dict[Place, Counts]] = {}
    for record in records:
        for day, counts in counts_of(record).items():
            table.setdefault(day, {})[_place(record)] = counts
    found: dict[Place, set[date]] = {_place(record): set() for record in records}
    totals = _totals(table, tree)
    for day, figures in table.items():
        if not any(is_small(counts, threshold) for counts in figures.values()):
            continue
        for place in suppressed(figures, _sums(figures, tree, totals), threshold).keys:
            found[place].add(day)
    return {place: frozenset(days) for place, days in found.items()}


def outside_view(record: MeasureRecord, days: frozenset[date], threshold: int) -> MeasureRecord:
    """The record without the figures of these days: no digit of them, and no word or worked-out line that rests on them."""
    points = tuple(_hidden(point) if point.period is not None and point.period.start in days else point for point in record.series.points)
    return replace(
        record,
        series=Series(record.series.measure, record.series.org_unit, record.series.cadence, points),
        notes=tuple(note for note in record.notes if note.day not in days),
        excluded={day: why for day, why in record.excluded.items() if day not in days},
        their_status={day: status for day, status in record.their_status.items() if day not in days},
        proposals=(),
        small_numbers=threshold,
    )


def _place(record: MeasureRecord) -> Place:
    return record.org_unit_id or ""


def counts_of(record: MeasureRecord) -> Mapping[date, Counts]:
    """What each figure counts, by the first day of its period; figures that count nobody are left out."""
    whole = counts_somebody(record)
    found: dict[date, Counts] = {}
    for point in record.series.points:
        if point.period is None or point.value is None:
            continue
        seen = point.observation
        numerator, denominator = (None, None) if seen is None else (_whole(seen.numerator), _whole(seen.denominator))
        if denominator is not None:
            found[point.period.start] = Counts(numerator=numerator, denominator=denominator)
        elif whole and (count := _whole(point.value)) is not None:
            found[point.period.start] = Counts(count)
    return found


def counts_somebody(record: MeasureRecord) -> bool:
    """Whether a measure's figures may be numbers of people or cases: whole numbers from zero on, and no amount of something else."""
    unit = record.definition.measurement_unit.casefold().split()
    if AMOUNTS.intersection(unit) or any(sign in word for word in unit for sign in "%£€$"):
        return False
    return all(point.value is None or _whole(point.value) is not None for point in record.series.points)


def _whole(number: Exact | None) -> int | None:
    """A whole number from zero on; None for any other."""
    if number is None:
        return None
    if not number.scale:
        return number.coef if number.coef >= 0 else None
    exact = Fraction(number.coef, 10**number.scale)
    return int(exact) if exact.denominator == 1 and exact >= 0 else None


def _hidden(point: SeriesPoint) -> SeriesPoint:
    seen = point.observation
    if point.value is None or seen is None:
        return point if point.value is None else replace(point, value=None, presence=Presence.SUPPRESSED, status=Status.FINAL)
    bare = replace(
        seen, value=None, presence=Presence.SUPPRESSED, status=Status.FINAL, numerator=None, denominator=None, bound=None, mark=""
    )
    return SeriesPoint(point.period, None, Presence.SUPPRESSED, Status.FINAL, bare)


def _sums(figures: Mapping[Place, Counts], tree: Tree, totals: Sequence[Place]) -> list[Sum]:
    """The sums of one period: each unit with the nearest units below it that have a figure, and a total that was found."""
    below: dict[Place, list[Place]] = {}
    for place in figures:
        above = _nearest_above(place, figures, tree)
        if above is not None:
            below.setdefault(above, []).append(place)
    sums = [Sum(place, tuple(parts)) for place, parts in below.items()]
    for total in totals:
        if total not in figures or total in below:
            continue
        sums.append(Sum(total, tuple(place for place in figures if place != total and _nearest_above(place, figures, tree) is None)))
    return sums


def _nearest_above(place: Place, figures: Collection[Place], tree: Tree) -> Place | None:
    """The nearest unit above that is among them; None where there is none."""
    seen = {place}
    above = tree.get(place)
    while above is not None and above not in seen:
        if above in figures:
            return above
        seen.add(above)
        above = tree.get(above)
    return None


def _totals(table: Mapping[date, Mapping[Place, Counts]], tree: Tree) -> Sequence[Place]:
    """The place, where there is one, whose figure is the sum of all others at every period in which it has one."""
    places = {place for figures in table.values() for place in figures}
    tops = [place for place in places if _nearest_above(place, places, tree) is None]
    for place in sorted(tops):
        days = [figures for figures in table.values() if place in figures and len(figures) > FEWEST_PARTS]
        if days and all(_adds_up(place, figures, tops) for figures in days):
            return (place,)
    return ()


def _adds_up(place: Place, figures: Mapping[Place, Counts], tops: Iterable[Place]) -> bool:
    own, others = figures[place].parts, [figures[top].parts for top in tops if top != place and top in figures]
    return any(number == sum(other.get(name, 0) for other in others) and number > 0 for name, number in own.items())
