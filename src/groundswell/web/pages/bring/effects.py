"""What a file would do to each chart, worked out before anything is stored: by the same kernel that draws them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from groundswell.domain.improvement.marks import point_marks, word
from groundswell.domain.measurement.drawn_record import drawn_record
from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.period import absent_between, period_of
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.series import Series, SeriesPoint
from groundswell.domain.xmr.analyse import analyse_many
from groundswell.domain.xmr.analysis import SegmentInput, XmrAnalysis
from groundswell.reports.measure_page import request_of

NO_CHART = "no_chart"


@dataclass(frozen=True, slots=True)
class Effect:
    """A chart before and after: the signals that come and go, and the mark of each point. ``few``: too few figures for limits."""

    before: frozenset[tuple[str, date]]
    after: frozenset[tuple[str, date]]
    marks: Mapping[date, str]
    few: bool
    word: str

    def of_change(self) -> str:
        """The code of what a changed value does: ``new_signal``, ``signal_goes``, ``still_signal``, ``routine``, ``no_chart``."""
        if self.few:
            return NO_CHART
        if self.after - self.before:
            return "new_signal"
        if self.before - self.after:
            return "signal_goes"
        return "still_signal" if self.after else "routine"

    def of_chart(self) -> str:
        """The chart's one word, or ``no_chart``."""
        return NO_CHART if self.few else self.word

    def of_point(self, day: date) -> str:
        """The mark that a new figure gets: ``better``, ``worse``, ``changed``, ``routine``, or ``no_chart``."""
        return NO_CHART if self.few else self.marks.get(day, NO_CHART)


def effect_of(record: MeasureRecord, brought: Sequence[Observation]) -> Effect:
    """What the brought figures do to one stored series."""
    return _effect(_signals(_analysed(record)), with_figures(record, brought))


def effect_of_new(record: MeasureRecord) -> Effect:
    """The same for a series that is not stored yet."""
    return _effect(frozenset(), record)


def _effect(before: frozenset[tuple[str, date]], record: MeasureRecord) -> Effect:
    record = drawn_record(record)
    after, way = _analysed(record), record.definition.way
    marks = {day: str(mark) for day, mark in zip(_days(after.series), point_marks(after, way), strict=True) if day is not None}
    few = after.series.figures < after.rule_set.fewest_figures
    return Effect(before, _signals(after), marks, few, str(word(after, way)))


def with_figures(record: MeasureRecord, brought: Sequence[Observation]) -> MeasureRecord:
    """The record as it would be; splits and left-out points keep their dates."""
    points: dict[date, SeriesPoint] = {point.period.start: point for point in record.series.points if point.period is not None}
    for one in brought:
        if one.period is not None:
            points[one.period.start] = SeriesPoint(one.period, one.value, one.presence, one.status, one)
    for day in absent_between(sorted(points), record.series.cadence):
        points.setdefault(day, SeriesPoint(period_of(day, record.series.cadence), None))
    ordered = sorted(points)
    index = {day: place for place, day in enumerate(ordered)}
    series = Series(record.series.measure, record.series.org_unit, record.series.cadence, tuple(points[day] for day in ordered))
    return replace(record, series=series, segments=tuple(_moved(segment, record.series, index) for segment in record.segments))


def _moved(segment: SegmentInput, series: Series, index: Mapping[date, int]) -> SegmentInput:
    def place(old: int | None) -> int | None:
        period = None if old is None else series.points[old].period
        return old if period is None else index[period.start]

    return replace(
        segment,
        first=0 if segment.first == 0 else place(segment.first) or 0,
        calculated_from=place(segment.calculated_from),
        calculated_to=place(segment.calculated_to),
        excluded=frozenset(place(one) or 0 for one in segment.excluded),
    )


def _analysed(record: MeasureRecord) -> XmrAnalysis:
    return analyse_many([request_of(record)])[0]


def _days(series: Series) -> list[date | None]:
    return [None if point.period is None else point.period.start for point in series.points]


def _signals(analysis: XmrAnalysis) -> frozenset[tuple[str, date]]:
    days = _days(analysis.series)
    return frozenset((signal.rule, day) for signal in analysis.signals if (day := days[signal.first]) is not None)
