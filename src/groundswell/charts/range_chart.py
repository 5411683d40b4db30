"""The moving ranges of a chart as a chart of their own: each step from one point to the next, its average and its upper limit."""

from dataclasses import dataclass, replace

from groundswell.charts.axes import value_axis
from groundswell.charts.chart import Chart, ChartPoint, ChartSegment, ChartWords, Mark, ValueAxis
from groundswell.charts.forms import Forms, forms_of
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.xmr.analysis import Segment, XmrAnalysis
from groundswell.domain.xmr.limits import TOLERANCE
from groundswell.domain.xmr.line_sums import moving_ranges
from groundswell.errors import Value
from groundswell.words import words_for


@dataclass(frozen=True, slots=True)
class RangeRow:
    """One step as text, for the table beside the drawing: the period that it leads to, the step, and whether it is beyond the limit."""

    label: str
    step: str
    reading: str


@dataclass(frozen=True, slots=True)
class RangeChart:
    """The drawing's value and its twin in text, in order of time; ``chart`` is drawn as any other chart is."""

    chart: Chart
    rows: tuple[RangeRow, ...]


def range_chart(analysis: XmrAnalysis, values: Chart, definition: MeasureDefinition, fiscal_start: int = 1) -> RangeChart:
    """The moving-range chart that belongs to a chart of the values, with the same places in time and in the same words.

    A point without a step (the first of a stretch, beside a gap or a left-out figure) has no figure here. A step beyond the
    limit is marked as changed where the rule set counts it as a signal; a step has no better or worse.
    """
    forms = forms_of(analysis, definition, words_for(values.locale), fiscal_start)
    steps, beyond = _steps(analysis), _beyond(analysis)
    points = tuple(_point(point, step, point.index in beyond, analysis, forms) for point, step in zip(values.points, steps, strict=True))
    latest = next((point for point in reversed(points) if point.y is not None), None)
    if latest is not None:
        points = tuple(_stopping(point) if point.index == latest.index else point for point in points)
    end = points[-1].position if points else 0.0
    words = forms.words
    title = words.text("range.title", {"name": values.title})
    sentence = _sentence(analysis, beyond, values, forms)
    counts = bool(beyond) and not analysis.rule_set.moving_range
    mark = Mark.CHANGED if beyond and analysis.rule_set.moving_range else Mark.ROUTINE
    chart = replace(
        values, title=title, sentence=sentence, detail=words.text("range.not_counted") if counts else "", word=mark,
        word_text=words.text(f"point.mark.{mark.value}"), points=points, segments=_segments(analysis, values, end, forms), notes=(),
        targets=(), axis=_axis(analysis, steps, forms), ticks=tuple(tick for tick in values.ticks if tick.position <= end), end=end,
        words=_words(values.words, forms), typical="", typical_at=-1, readout=latest.text if latest else "", stale="",
    )
    return RangeChart(chart, tuple(_row(point, point.index in beyond, forms) for point in points if point.y is not None))


def _stopping(point: ChartPoint) -> ChartPoint:
    """The point as a tab stop."""
    return point._replace(stop=True)


def _steps(analysis: XmrAnalysis) -> list[Exact | None]:
    """Each moving range exactly, from the digits as they were read."""
    points, found = analysis.series.points, []
    for at, step in enumerate(moving_ranges(analysis)):
        now, before = points[at].value, points[at - 1].value
        exact = None if step is None or now is None or before is None else Exact.from_decimal(abs(now.decimal - before.decimal))
        found.append(exact)
    return found


def _beyond(analysis: XmrAnalysis) -> frozenset[int]:
    """Places whose step lies beyond the limit of its segment, whatever the rule set counts."""
    values, steps = analysis.series.values, moving_ranges(analysis)
    found = set()
    for segment in analysis.segments:
        if not segment.moving_range or segment.moving_range_upper is None:
            continue
        used = [abs(float(values[at])) for at in range(segment.calculated_from, segment.calculated_to + 1) if values[at] == values[at]]
        scale = max(used, default=0.0)
        for at in range(segment.first, segment.last + 1):
            step = steps[at]
            if step is not None and step - segment.moving_range_upper > TOLERANCE * max(step, scale):
                found.add(at)
    return frozenset(found)


def _point(point: ChartPoint, step: Exact | None, beyond: bool, analysis: XmrAnalysis, forms: Forms) -> ChartPoint:
    words = forms.words
    mark = Mark.CHANGED if beyond and analysis.rule_set.moving_range else Mark.ROUTINE
    if step is None:
        text = words.text("range.no_step", {"period": point.label})
        return ChartPoint(point.index, point.position, point.day, None, point.label, "", text=text)
    figure = forms.figures.close(step)
    values: dict[str, Value] = {"period": point.label, "figure": figure + forms.figures.unit_after}
    text = words.text("range.says_beyond" if beyond else "range.says", values)
    return ChartPoint(point.index, point.position, point.day, float(step), point.label, figure, mark, text=text, stop=beyond)


def _segments(analysis: XmrAnalysis, values: Chart, end: float, forms: Forms) -> tuple[ChartSegment, ...]:
    return tuple(
        replace(
            drawn, end=min(drawn.end, end + 0.5), central_line=segment.moving_range, lower=None if segment.moving_range is None else 0.0,
            upper=segment.moving_range_upper, lower_bound_drawn=True, upper_bound_drawn=False,
            head_typical=_told(segment.moving_range, forms), typical_label=_told(segment.moving_range, forms),
            lower_label="", upper_label=_told(segment.moving_range_upper, forms),
        )
        for drawn, segment in zip(values.segments, analysis.segments, strict=False)
    )


def _told(value: float | None, forms: Forms) -> str:
    return "" if value is None else forms.lines.close(value)


def _axis(analysis: XmrAnalysis, steps: list[Exact | None], forms: Forms) -> ValueAxis:
    values = [0.0, *(float(step) for step in steps if step is not None)]
    values += [segment.moving_range_upper for segment in analysis.segments if segment.moving_range_upper is not None]
    return value_axis(values if max(values) > 0 else [0.0, 1.0], forms.figures, 0.0)


def _words(words: ChartWords, forms: Forms) -> ChartWords:
    text = forms.words.text
    return replace(words, role=text("range.role"), typical=text("range.average"), head_typical=forms.words.pattern("range.head_average"))


def _sentence(analysis: XmrAnalysis, beyond: frozenset[int], values: Chart, forms: Forms) -> str:
    newest: Segment | None = analysis.segments[-1] if analysis.segments else None
    words = forms.words
    if newest is None or newest.moving_range is None or newest.moving_range_upper is None:
        return words.text("range.too_few")
    if newest.moving_range == 0:
        return words.text("range.none_moves")
    told: dict[str, Value] = {"average": forms.lines.full(newest.moving_range), "limit": forms.lines.close(newest.moving_range_upper)}
    here = sorted(at for at in beyond if at >= newest.first)
    if not here:
        return words.text("range.all_within", told)
    told |= {"n": len(here), "periods": words.listed([values.points[at].label for at in here[:3]])}
    return words.text("range.some_beyond" if len(here) <= 3 else "range.many_beyond", told)


def _row(point: ChartPoint, beyond: bool, forms: Forms) -> RangeRow:
    return RangeRow(point.label, point.figure, forms.words.text("range.reading_beyond" if beyond else "point.mark.routine"))
