"""The measure page as a value: what pages, files, mails and the command line all show of one measure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from groundswell.charts.chart import Chart, ChartSegment
from groundswell.charts.xmr_chart import ChartLook, xmr_chart
from groundswell.domain.improvement.marks import newest_open_signal
from groundswell.domain.improvement.next_step import NextStep, next_step
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.xmr.analyse import AnalysisRequest, analyse_many
from groundswell.domain.xmr.analysis import SegmentInput, XmrAnalysis
from groundswell.domain.xmr.rule_set import RuleSet
from groundswell.domain.xmr.rule_sets import rule_set, with_exact_constants
from groundswell.reports.value_rows import ValueRow, value_rows
from groundswell.words import DEFAULT_LOCALE, Words, words_for


@dataclass(frozen=True, slots=True)
class StepWords:
    """The next step in words: the step as a request, the reason, the button (empty where there is nothing to do)."""

    caption: str
    request: str
    why: str
    button: str


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """One measure at one org unit, ready to show. ``rows`` are in order of time; a small page has none.

    ``line`` is one short line on the typical value; ``latest_label`` and ``latest_figure`` name the newest figure.
    ``newest_signal`` is the first day of the newest open signal's pattern, None where there is none.
    """

    measure_id: str
    record: MeasureRecord
    analysis: XmrAnalysis
    chart: Chart
    next_step: NextStep
    step: StepWords
    rows: tuple[ValueRow, ...]
    rests_on: tuple[tuple[str, str], ...]
    line: str
    latest_label: str
    latest_figure: str
    newest_signal: date | None
    locale: str

    @property
    def words(self) -> Words:
        """The words of the page's locale."""
        return words_for(self.locale)

    @property
    def newest_first(self) -> tuple[ValueRow, ...]:
        """Rows as a page shows them."""
        return self.rows[::-1]

    @property
    def too_few(self) -> bool:
        """Whether there are too few figures for limits."""
        return not self.analysis.segments or self.analysis.segments[-1].central_line is None


def build_measure_page(record: MeasureRecord, locale: str = DEFAULT_LOCALE, today: date | None = None) -> MeasurePage:
    """The page of one measure, with each point's text and its table. ``today`` None: nothing is stale and no period is due."""
    return _page(record, analyse_many([request_of(record)])[0], words_for(locale), today, whole=True)


def build_many(records: Sequence[MeasureRecord], locale: str = DEFAULT_LOCALE, today: date | None = None) -> list[MeasurePage]:
    """Small pages of many measures, for a home page: analysed in few panels, without point texts and tables."""
    words = words_for(locale)
    analyses = analyse_many([request_of(record) for record in records])
    return [_page(record, analysis, words, today, whole=False) for record, analysis in zip(records, analyses, strict=True)]


def request_of(record: MeasureRecord) -> AnalysisRequest:
    """What is analysed for a record: its rule set and baseline, its segments with the days left out, its declared bounds."""
    definition = record.definition
    return AnalysisRequest(
        record.series, _rules(record), _segments(record), record.baseline, _float(definition.lower_bound), _float(definition.upper_bound)
    )


def _rules(record: MeasureRecord) -> RuleSet:
    rules = rule_set(record.rule_set)
    return with_exact_constants(rules) if record.exact_constants else rules


def _segments(record: MeasureRecord) -> tuple[SegmentInput, ...]:
    """The record's segments; each left-out day belongs to the segment that it lies in."""
    if not record.excluded:
        return record.segments
    segments = sorted(record.segments, key=lambda segment: segment.first)
    if not segments or segments[0].first > 0:
        segments = [SegmentInput(), *segments]
    out = {at for at, point in enumerate(record.series.points) if point.period is not None and point.period.start in record.excluded}
    ends = [segment.first for segment in segments[1:]] + [len(record.series)]
    return tuple(
        replace(segment, excluded=segment.excluded | {at for at in out if segment.first <= at < end})
        for segment, end in zip(segments, ends, strict=True)
    )


def _float(bound: Exact | None) -> float | None:
    return None if bound is None else float(bound)


def _page(record: MeasureRecord, analysis: XmrAnalysis, words: Words, today: date | None, *, whole: bool) -> MeasurePage:
    look = ChartLook(
        locale=words.tag, notes=record.notes, targets=record.targets if whole else (), left_out=record.excluded, today=today,
        fiscal_start=record.fiscal_start, texts=whole,
    )
    chart = xmr_chart(analysis, record.definition, look=look)
    latest, signal = chart.latest, newest_open_signal(analysis)
    step = next_step(record, analysis, today or date.min)
    return MeasurePage(
        measure_id=record.measure_id,
        record=record,
        analysis=analysis,
        chart=chart,
        next_step=step,
        step=step_words(step, record, chart, words),
        rows=value_rows(record, analysis, chart, words) if whole else (),
        rests_on=chart.rests_on + _more_it_rests_on(record, chart, words) if whole else (),
        line=_line(chart.segments[-1] if chart.segments else None, chart, words),
        latest_label=latest.label if latest else "",
        latest_figure=latest.figure if latest else "",
        newest_signal=chart.points[signal.first].day if signal else None,
        locale=words.tag,
    )


def step_words(step: NextStep, record: MeasureRecord, chart: Chart, words: Words) -> StepWords:
    """The next step in words; a period in it is named by the measure's cadence."""
    values = dict(step.values)
    index = values.get("index")
    if isinstance(index, int):
        values["period"] = chart.points[index].label
    elif isinstance(values.get("period"), str) and values["period"]:
        day = date.fromisoformat(str(values["period"]))
        values["period"] = words.period(day, record.series.cadence, "long", record.fiscal_start)
    code = f"next_step.{step.code}"
    caption = words.text("next_step.minutes", {"n": step.minutes}) if step.minutes else words.text("next_step.heading")
    button = words.text(f"{code}.button", values) if words.has(f"{code}.button") else ""
    return StepWords(caption, words.text(code, values), words.text(f"{code}.why", values), button)


def _line(segment: ChartSegment | None, chart: Chart, words: Words) -> str:
    """``Typical 88.5%, normally 81.3% to 95.7%``; the finding itself where there are no limits."""
    if segment is None or segment.central_line is None:
        return chart.sentence
    values = {"typical": segment.typical_label, "lower": segment.lower_label, "upper": segment.upper_label}
    code = "normally" if segment.lower_label and segment.upper_label else (
        "normally_above" if segment.lower_label else "normally_below" if segment.upper_label else "only_typical")
    if segment.lower == segment.upper:
        code = "only_typical"
    return words.text(f"chart.{code}", values)


def _more_it_rests_on(record: MeasureRecord, chart: Chart, words: Words) -> tuple[tuple[str, str], ...]:
    """Sources, owner, targets and left-out figures, as the chart alone does not know them."""
    found: list[tuple[str, str]] = []
    files = tuple(dict.fromkeys(origin.file_name for origin in record.origins.values() if origin.file_name))
    if files:
        found.append((words.text("rests.source"), words.text("rests.sources", {"n": len(files), "names": words.listed(files)})))
    if record.definition.owner:
        found.append((words.text("rests.owner"), record.definition.owner))
    free = words.figure_form(record.definition.measurement_unit, None)
    for target in record.targets:
        period = words.period(target.day, record.series.cadence, "long", record.fiscal_start)
        found.append((words.text("rests.target"), words.text("rests.target_is", {"figure": free.full(target.value), "period": period})))
    for point in chart.points:
        if point.left_out and point.day is not None:
            reason = record.excluded.get(point.day, "")
            found.append((words.text("rests.left_out"), words.text("rests.left_out_is", {"period": point.label, "reason": reason})))
    return tuple(found)
