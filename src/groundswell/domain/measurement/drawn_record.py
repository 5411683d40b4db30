"""A record as its chart draws it: its series worked out by its chart kind, with everything that hangs on the old places moved along."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TypeVar

from groundswell.domain.measurement.chart_kind import DIFFERENCES, PLAIN, ChartKind, DrawnFrom
from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.domain.measurement.drawn_series import DrawnSeries, drawn_series
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.segment import Judging, SegmentInput
from groundswell.domain.measurement.series import Series

Kept = TypeVar("Kept")
Told = TypeVar("Told", MeasureDefinition, Judging)
OTHER_WAY = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}
"""Fewer events are more time between them."""


def drawn_record(record: MeasureRecord, today: date | None = None, unit_of_time: str = "") -> MeasureRecord:
    """The record that is drawn; the same where its kind draws the figures as they were brought.

    ``brought`` keeps the series as it was. Targets and minimum standards speak of the figures that were brought, and are not drawn.
    Where the figures do not allow it the record is drawn plainly, and ``kind_refused`` says why.
    ``unit_of_time``: what days are called on the chart of time between events.
    """
    if record.brought is not None or record.kind.drawn_from is DrawnFrom.FIGURES:
        return record
    drawn = drawn_series(record.series, record.kind, today)
    if drawn.refused:
        return replace(record, kind=PLAIN, kind_refused=drawn.refused)
    own = replace(record, series=drawn.series, brought=record.series, open_last=drawn.open_last)
    if record.kind.drawn_from in DIFFERENCES:
        segments = tuple(replace(one, judged_by=None if one.judged_by is None else _bandless(one.judged_by)) for one in record.segments)
        return replace(own, targets=(), standards=(), segments=segments, definition=_bandless(record.definition))
    return replace(
        own,
        segments=_moved(record, drawn),
        excluded=_by_drawn_day(record.excluded, record.series, drawn),
        origins=_by_drawn_day(record.origins, record.series, drawn),
        their_status=_by_drawn_day(record.their_status, record.series, drawn),
        targets=(),
        standards=(),
        definition=_of_time(record.definition, unit_of_time),
    )


def with_kind(record: MeasureRecord, kind: ChartKind) -> MeasureRecord:
    """The record as it would be drawn under another kind; of a record as it was brought."""
    return replace(record, kind=kind, kind_refused="")


def _bandless(told: Told) -> Told:
    """A band is of the figures that were brought: what is drawn in their place has no better and no worse."""
    return replace(told, direction=Direction.NEUTRAL, band=None) if told.direction is Direction.IN_BAND else told


def _of_time(definition: MeasureDefinition, unit: str) -> MeasureDefinition:
    told = _bandless(definition)
    direction = OTHER_WAY.get(told.direction, told.direction)
    return replace(told, measurement_unit=unit, direction=direction, lower_bound=None, upper_bound=None, decimals=0)


def _judging_of_time(judged: Judging) -> Judging:
    direction = _bandless(judged).direction
    return Judging(OTHER_WAY.get(direction, direction))


def _moved(record: MeasureRecord, drawn: DrawnSeries) -> tuple[SegmentInput, ...]:
    """Segments over the drawn points; one that holds none of them is left out."""
    found: dict[int, SegmentInput] = {}
    for segment in sorted(record.segments, key=lambda each: each.first):
        first = _from(drawn, segment.first)
        if first is None:
            continue
        judged = segment.judged_by
        found[first] = replace(
            segment,
            first=first,
            calculated_from=None if segment.calculated_from is None else max(first, _from(drawn, segment.calculated_from) or first),
            calculated_to=None if segment.calculated_to is None else _up_to(drawn, segment.calculated_to, first),
            excluded=frozenset(at for at, source in enumerate(drawn.source) if source in segment.excluded),
            changed=tuple(at for at, source in enumerate(drawn.source) if source in segment.changed),
            judged_by=None if judged is None else _judging_of_time(judged),
        )
    firsts = sorted(found)
    if not firsts:
        return ()
    lasts = [*(first - 1 for first in firsts[1:]), len(drawn.series) - 1]
    return tuple(
        replace(found[first], excluded=frozenset(at for at in found[first].excluded if first <= at <= last))
        for first, last in zip(firsts, lasts, strict=True)
    )


def _from(drawn: DrawnSeries, place: int) -> int | None:
    return next((at for at, source in enumerate(drawn.source) if source >= place), None)


def _up_to(drawn: DrawnSeries, place: int, first: int) -> int:
    return max((at for at, source in enumerate(drawn.source) if source <= place), default=first)


def _by_drawn_day(kept: Mapping[date, Kept], brought: Series, drawn: DrawnSeries) -> dict[date, Kept]:
    found: dict[date, Kept] = {}
    for point, source in zip(drawn.series.points, drawn.source, strict=True):
        was = brought.points[source].period
        if was is not None and point.period is not None and was.start in kept:
            found.setdefault(point.period.start, kept[was.start])
    return found
