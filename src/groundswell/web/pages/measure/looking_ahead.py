"""What a change of limits would do, before it is made: the same record with the change in it, drawn and counted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.charts.drawing.svg import full_svg
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.xmr.analysis import Origin, SegmentInput, XmrAnalysis
from groundswell.reports.measure_page import MeasurePage
from groundswell.web.drawn import drawn, says


@dataclass(frozen=True, slots=True)
class LookAhead:
    """The chart as it would be, its sentence, and what becomes of the signals."""

    title: str
    mark: str
    word: str
    sentence: SafeString
    effect: str
    chart: SafeString
    chart_narrow: SafeString
    asked: bool


def with_split(record: MeasureRecord, day: date, reason: str) -> MeasureRecord:
    """The record with new limits from that period on."""
    first = _index(record, day)
    kept = [segment for segment in record.segments or (SegmentInput(),) if segment.first != first]
    added = SegmentInput(first=first, origin=Origin.KNOWN_CHANGE, reason=reason, started_on=day)
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


def with_rules(record: MeasureRecord, rule_set: str, baseline: int | None) -> MeasureRecord:
    """The record under other rules, or with limits from its first figures alone."""
    return replace(record, rule_set=rule_set, baseline=baseline)


def look_ahead(before: MeasurePage, after: MeasurePage, *, asked: bool) -> LookAhead:
    """What the page would say, and how its signals would differ."""
    return LookAhead(
        title=_("What it would do"),
        mark=after.chart.word.value,
        word="" if after.too_few else after.chart.word_text,
        sentence=says(after.chart),
        effect=_effect(before.analysis, after.analysis),
        chart=drawn(full_svg(after.chart, "print", ident="ahead-wide")),
        chart_narrow=drawn(full_svg(after.chart, "narrow", ident="ahead-narrow")),
        asked=asked,
    )


def _effect(before: XmrAnalysis, after: XmrAnalysis) -> str:
    was, now = _signal_points(before), _signal_points(after)
    gone, come = len(was - now), len(now - was)
    if not gone and not come:
        return _("The signals stay the same.")
    parts = []
    if gone:
        parts.append(
            ngettext("%(n)s point would no longer be part of a signal.", "%(n)s points would no longer be part of a signal.", gone)
            % {"n": gone}
        )
    if come:
        parts.append(
            ngettext("%(n)s point would become part of a signal.", "%(n)s points would become part of a signal.", come) % {"n": come}
        )
    return " ".join(parts)


def _signal_points(analysis: XmrAnalysis) -> set[int]:
    points: Iterable[int] = (point for signal in analysis.signals for point in signal.points)
    return set(points)


def _index(record: MeasureRecord, day: date) -> int:
    for index, point in enumerate(record.series.points):
        if point.period is not None and point.period.start == day:
            return index
    raise LookupError(day)
