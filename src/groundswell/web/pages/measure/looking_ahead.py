"""What a change of limits would do, before it is made: the same record with the change in it, drawn and counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from groundswell.charts.drawing.svg import full_svg
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.split_proposal import SplitProposal
from groundswell.domain.xmr.analysis import Origin, SegmentInput
from groundswell.reports.measure_page import MeasurePage
from groundswell.web.drawn import drawn, says
from groundswell.web.pages.looking.changes import Changes, changes
from groundswell.words import Words


@dataclass(frozen=True, slots=True)
class LookAhead:
    """The chart as it would be, its sentence, and what becomes of the signals."""

    title: str
    mark: str
    word: str
    sentence: SafeString
    changes: Changes
    chart: SafeString
    chart_narrow: SafeString
    rules: str
    asked: bool


def with_split(record: MeasureRecord, day: date, reason: str) -> MeasureRecord:
    """The record with new limits from that period on."""
    first = _index(record, day)
    kept = [segment for segment in record.segments or (SegmentInput(),) if segment.first != first]
    added = SegmentInput(first=first, origin=Origin.KNOWN_CHANGE, reason=reason, started_on=day)
    return _rebuilt(record, [*kept, added], record.excluded)


def with_proposal(record: MeasureRecord, proposal: SplitProposal, cause: str) -> MeasureRecord:
    """The record with a proposed split accepted: its limits come from the figures that it was proposed for."""
    first = _index(record, proposal.day)
    last = None if proposal.calculated_to is None else _index(record, proposal.calculated_to)
    kept = [segment for segment in record.segments or (SegmentInput(),) if segment.first != first]
    added = SegmentInput(
        first=first, calculated_from=first, calculated_to=last, origin=Origin.ALGORITHM, reason=cause, locked=last is not None,
        started_on=proposal.day,
    )
    return _rebuilt(record, [*kept, added], record.excluded)


def without(record: MeasureRecord, day: date, reason: str) -> MeasureRecord:
    """The record with that period left out of the limits."""
    return _rebuilt(record, record.segments or (SegmentInput(),), {**record.excluded, day: reason})


def _rebuilt(record: MeasureRecord, segments: Iterable[SegmentInput], excluded: Mapping[date, str]) -> MeasureRecord:
    """The record with these segments, each with the left-out points that lie in it."""
    ordered = sorted(segments, key=lambda segment: segment.first)
    ends = [*(segment.first for segment in ordered[1:]), len(record.series)]
    left_out = {_index(record, day) for day in excluded}
    own = [
        replace(segment, excluded=frozenset(at for at in left_out if segment.first <= at < end))
        for segment, end in zip(ordered, ends, strict=True)
    ]
    return replace(record, segments=tuple(own), excluded=excluded)


def look_ahead(before: MeasurePage, after: MeasurePage, words: Words, *, asked: bool) -> LookAhead:
    """What the page would say, which of its signals would go and come, and where its limits would lie.

    ``asked``: somebody pressed the button for it, so it takes the focus.
    """
    return LookAhead(
        title=_("What it would do"),
        mark=after.chart.word.value,
        word="" if after.too_few else after.chart.word_text,
        sentence=says(after.chart),
        changes=changes(before, after, words),
        chart=drawn(full_svg(after.chart, "print", ident="ahead-wide")),
        chart_narrow=drawn(full_svg(after.chart, "narrow", ident="ahead-narrow")),
        rules=after.chart.rules,
        asked=asked,
    )


def _index(record: MeasureRecord, day: date) -> int:
    for index, point in enumerate(record.series.points):
        if point.period is not None and point.period.start == day:
            return index
    raise LookupError(day)
