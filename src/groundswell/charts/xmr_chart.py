"""From an analysis to a smart chart: places, marks and words; no size and no colour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from types import MappingProxyType

from groundswell.charts.axes import dated_ticks, time_ticks, value_axis
from groundswell.charts.chart import (
    Chart,
    ChartBand,
    ChartNote,
    ChartPoint,
    ChartSegment,
    ChartStandard,
    ChartTarget,
    ChartTick,
    ChartWords,
    LinePaths,
    Mark,
    ValueAxis,
)
from groundswell.charts.forms import Forms, forms_of
from groundswell.charts.kind_texts import constants_line, drawn_from, kind_facts, normal_texts, open_text
from groundswell.charts.line_paths import line_paths
from groundswell.charts.notes import chart_notes
from groundswell.charts.point_texts import readings, text_maker
from groundswell.charts.symbols import variation_symbol
from groundswell.charts.wanted import Aims, chart_band, chart_standards, chart_targets, wanted_of
from groundswell.domain.improvement.finding import finding
from groundswell.domain.improvement.marks import PointMark, level_of, point_marks, word
from groundswell.domain.measurement.definition import MeasureDefinition, Note
from groundswell.domain.measurement.observation import Presence, Status
from groundswell.domain.measurement.period import Cadence, period_of
from groundswell.domain.measurement.series import Series
from groundswell.domain.measurement.target import Standard, Target
from groundswell.domain.xmr.analysis import Segment, XmrAnalysis
from groundswell.words import DEFAULT_LOCALE, Words, words_for
from groundswell.words.numbers import FigureForm
from groundswell.words.rule_set_words import rule_set_told

UNSETTLED = frozenset({Status.PROVISIONAL, Status.ESTIMATED, Status.FORECAST})
MARKS = {mark: Mark(mark.value) for mark in PointMark}
STALE_AFTER = 2
"""A chart is stale when so many whole periods have ended since its latest figure."""


@dataclass(frozen=True, slots=True)
class ChartLook:
    """What is laid over an analysis, and the locale that it is told in.

    ``left_out``: a period's start -> why its figure stays out of the limits. ``today`` says whether the latest figure is stale.
    ``earlier_targets`` were replaced or withdrawn.
    ``small_numbers``: below which number figures are not shown to whoever looks.
    ``texts`` False leaves out what each point says, and all figures but the latest: a small chart has one sentence for all.
    """

    locale: str = DEFAULT_LOCALE
    notes: tuple[Note, ...] = ()
    targets: tuple[Target, ...] = ()
    standards: tuple[Standard, ...] = ()
    earlier_targets: tuple[Target, ...] = ()
    left_out: Mapping[date, str] = field(default_factory=lambda: MappingProxyType({}))
    today: date | None = None
    fiscal_start: int = 1
    texts: bool = True
    small_numbers: int = 0


def xmr_chart(analysis: XmrAnalysis, definition: MeasureDefinition, *, look: ChartLook | None = None) -> Chart:
    """The smart chart of an analysis. ``look`` None: no notes, no targets, British English."""
    look = look or ChartLook()
    series, words = analysis.series, words_for(look.locale)
    forms = forms_of(analysis, definition, words, look.fiscal_start)
    places = positions(series)
    aims = Aims(look.targets, look.standards, look.earlier_targets if look.texts else (), look.today)
    targets = chart_targets(aims, series, places, forms) if look.texts else ()
    notes = chart_notes(analysis, look.notes, look.left_out, forms) if look.texts else ()
    end = max([places[-1] if places else 0.0, *(target.position for target in targets)])
    standards = chart_standards(aims, analysis, definition, (places, end), forms) if look.texts else ()
    moved = forms.moved(analysis, analysis.segments[-1]) if look.texts and analysis.segments else ""
    wished = chart_band(definition, places, forms) if look.texts else None
    mark = word(analysis, definition.way)
    found = words.finding(finding(analysis), forms.telling(analysis, mark.value))
    marks = [MARKS[each] for each in point_marks(analysis, definition.way)]
    points = _points(analysis, marks, look, forms, places, notes) if look.texts else _bare_points(analysis, marks, forms, places)
    latest = next((point for point in reversed(points) if point.y is not None), None)
    return Chart(
        title=definition.name or series.measure,
        sentence=found.sentence,
        detail=" ".join(part for part in (found.detail, drawn_from(analysis, words), moved) if part),
        typical=found.typical,
        typical_at=found.typical_at,
        word=MARKS[mark],
        word_text=found.word,
        unit=forms.figures.unit_shown,
        locale=words.tag,
        cadence=series.cadence.value,
        points=points,
        segments=tuple(_segments(analysis, places, end, forms, heads=look.texts)),
        notes=notes,
        targets=targets,
        axis=_axis(analysis, _heights(targets, standards, wished), definition, forms.figures if look.texts else None),
        ticks=_ticks(series, places, end, words, look.fiscal_start),
        end=end,
        words=_chart_words(words),
        rests_on=_rests_on(analysis, definition, forms) if look.texts else (),
        readout=latest.text if latest else "",
        stale=_stale(series, look.today, forms),
        rules=rule_set_told(words, analysis.rule_set),
        standards=standards,
        wanted=wanted_of(aims, analysis, definition, forms),
        variation=variation_symbol(analysis, mark, found.word, words),
        wished=wished,
    )


def _heights(targets: Sequence[ChartTarget], standards: Sequence[ChartStandard], wished: ChartBand | None) -> list[float]:
    """Values of what is wanted, for which the axis has room."""
    band = [] if wished is None else [wished.lower, wished.upper]
    return [*(target.y for target in targets), *(standard.y for standard in standards), *band]


def _rests_on(analysis: XmrAnalysis, definition: MeasureDefinition, forms: Forms) -> tuple[tuple[str, str], ...]:
    """What the limits rest on, with the chart kind after the rules."""
    found = list(forms.rests_on(analysis, definition))
    counting = constants_line(analysis, forms.words)
    if counting:
        found[1] = (found[1][0], counting)
    return (*found[:1], *kind_facts(analysis, forms), *found[1:])


def positions(series: Series) -> list[float]:
    """Where each point stands on the time axis: its place in the calendar, or its day where there is none."""
    days = [point.period.start for point in series.points if point.period is not None]
    if series.cadence not in (Cadence.IRREGULAR, Cadence.DAY) or len(days) < 2 or days[0] == days[-1]:
        return [float(i) for i in range(len(series.points))]
    step = (days[-1] - days[0]).days / (len(days) - 1)
    return [(day - days[0]).days / step for day in days]


def _points(
    analysis: XmrAnalysis, marks: list[Mark], look: ChartLook, forms: Forms, places: list[float], notes: tuple[ChartNote, ...]
) -> tuple[ChartPoint, ...]:
    series = analysis.series
    left_out = {index for segment in analysis.segments for index in segment.excluded}
    lettered: dict[int, str] = {}
    for note in notes:
        lettered[note.index] = note.letter
    latest = next((i for i in range(len(series.points) - 1, -1, -1) if series.points[i].value is not None), -1)
    reading = readings(analysis, marks, forms)
    text, normal = text_maker(reading, notes, look, forms), normal_texts(analysis, forms)
    figure, label, values = forms.figures.close, forms.period_label, series.values.tolist()
    points = []
    for index, point in enumerate(series.points):
        day = point.period.start if point.period is not None else None
        value, out, named = point.value, index in left_out, label(index, day)
        mark = Mark.ROUTINE if out else marks[index]
        shown = figure(value) if value is not None else ""
        points.append(ChartPoint(
            index, places[index], day, None if value is None else values[index], named, shown, mark, point.status in UNSETTLED, out,
            text(index, point, named, shown, out) + (normal.get(index, "") if shown else ""), lettered.get(index, ""),
            mark is not Mark.ROUTINE or out or index == latest or index in lettered, point.presence is Presence.SUPPRESSED,
        ))
    if analysis.open_last and points:
        last = points[-1]
        told = open_text(analysis, last.label, last.figure + forms.figures.unit_after, reading.get(last.index, ""), forms.words)
        points[-1] = last._replace(text=told, provisional=True)
    return tuple(points)


def _bare_points(analysis: XmrAnalysis, marks: list[Mark], forms: Forms, places: list[float]) -> tuple[ChartPoint, ...]:
    """Points of a small chart: no text, and of the figures the latest alone."""
    series, label = analysis.series, forms.period_label
    left_out = {index for segment in analysis.segments for index in segment.excluded}
    points = []
    for index, (point, value) in enumerate(zip(series.points, series.values.tolist(), strict=True)):
        day, out = point.period.start if point.period is not None else None, index in left_out
        points.append(ChartPoint(
            index, places[index], day, None if point.value is None else value, label(index, day), "",
            Mark.ROUTINE if out else marks[index], point.status in UNSETTLED, out,
        ))
    for index in range(len(points) - 1, -1, -1):
        newest = series.points[index].value
        if newest is not None:
            points[index] = points[index]._replace(figure=forms.figures.close(newest))
            break
    return tuple(points)


def _segments(analysis: XmrAnalysis, places: list[float], end: float, forms: Forms, *, heads: bool) -> list[ChartSegment]:
    """Segments with their words; the last one runs on to the end of the axis. Small charts have no heads."""
    found = []
    if not places:
        return []
    several = len(analysis.segments) > 1
    for number, segment in enumerate(analysis.segments):
        last = number == len(analysis.segments) - 1
        start = -0.5 if number == 0 else (places[segment.first - 1] + places[segment.first]) / 2
        stop = end + 0.5 if last else (places[segment.last] + places[segment.last + 1]) / 2
        dates = forms.head_dates(analysis.series, segment, since=last and several) if heads else ""
        drawn = _segment(segment, (start, stop), forms, dates, first=number == 0)
        paths = line_paths(analysis, segment, places)
        found.append(drawn if paths is None else _with_paths(drawn, paths, analysis, forms))
    return found


def _with_paths(drawn: ChartSegment, paths: LinePaths, analysis: XmrAnalysis, forms: Forms) -> ChartSegment:
    """A segment whose lines differ. What stands over it: its level where it has one (seasons, shares and rates), nothing for a trend."""
    number = [segment.first for segment in analysis.segments].index(drawn.first)
    level = level_of(analysis, number)
    if level is None:
        return replace(drawn, paths=paths, head_dates="", head_typical="")
    return replace(drawn, paths=paths, head_typical=forms.lines.full(level) if number == 0 else forms.lines.close(level))


def _segment(segment: Segment, ends: tuple[float, float], forms: Forms, dates: str, *, first: bool) -> ChartSegment:
    line = forms.lines.close
    typical = segment.central_line
    lower = segment.drawn_lower if segment.drawn_lower is not None else segment.lower
    upper = segment.drawn_upper if segment.drawn_upper is not None else segment.upper
    return ChartSegment(
        segment.first, segment.last, ends[0], ends[1], typical, lower, upper, segment.lower_cut, segment.upper_cut, segment.provisional,
        dates, "" if typical is None else forms.lines.full(typical) if first else line(typical), "" if typical is None else line(typical),
        "" if lower is None or segment.lower_cut else line(lower), "" if upper is None or segment.upper_cut else line(upper),
        "" if segment.version is None else forms.words.text("chart.version", {"version": segment.version}),
    )


def _axis(analysis: XmrAnalysis, wanted: Sequence[float], definition: MeasureDefinition, form: FigureForm | None) -> ValueAxis:
    figures = analysis.series.values
    values: list[float] = figures[figures == figures].tolist()
    for segment in analysis.segments:
        if segment.central_line is not None:
            values += [v for v in (segment.drawn_lower, segment.drawn_upper) if v is not None]
    values += [v for lines in analysis.lines or () if lines is not None for v in (lines.drawn_lower, lines.drawn_upper)]
    values += wanted
    floor = None if definition.lower_bound is None else float(definition.lower_bound)
    ceiling = None if definition.upper_bound is None else float(definition.upper_bound)
    return value_axis(values or [0.0, 1.0], form, floor, ceiling)


def _ticks(series: Series, places: list[float], end: float, words: Words, fiscal_start: int) -> tuple[ChartTick, ...]:
    days = [point.period.start for point in series.points if point.period is not None]
    if series.cadence in (Cadence.IRREGULAR, Cadence.DAY) and days:
        step = (days[-1] - days[0]).days / (len(days) - 1) if len(days) > 1 else 1.0
        return dated_ticks(days, lambda day: (day - days[0]).days / (step or 1.0), words.dates)
    return time_ticks(series.cadence, days[0] if days else None, int(end), words.dates, fiscal_start)

@cache
def _chart_words(words: Words) -> ChartWords:
    return ChartWords(
        words.text("chart.role"), words.text("chart.typical"), words.pattern("chart.head_typical"), words.text("chart.upper_limit"),
        words.text("chart.lower_limit"), words.text("chart.target"), words.text("chart.no_figure"),
        words.text("chart.standard"),
    )


def _stale(series: Series, today: date | None, forms: Forms) -> str:
    """``The latest figure is from July 2026.`` once two whole periods have ended since, without one."""
    if today is None or not series.cadence.has_calendar:
        return ""
    latest = next((point.period for point in reversed(series.points) if point.value is not None and point.period is not None), None)
    if latest is None:
        return ""
    due = latest
    for _ in range(STALE_AFTER):
        due = period_of(due.end, series.cadence)
    return forms.words.text("chart.stale", {"period": forms.period_long(latest.start)}) if due.end <= today else ""
