"""The measure page as a value: what pages, files, mails and the command line all show of one measure."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from groundswell.charts.chances_told import short_baseline
from groundswell.charts.chart import Chart, ChartSegment
from groundswell.charts.xmr_chart import ChartLook, xmr_chart
from groundswell.domain.improvement.marks import newest_open_signal
from groundswell.domain.improvement.next_step import NextStep, next_step
from groundswell.domain.measurement.correction import Correction
from groundswell.domain.measurement.drawn_record import drawn_record
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Presence
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.target import Fate
from groundswell.domain.xmr.analyse import AnalysisRequest, analyse_many
from groundswell.domain.xmr.analysis import SegmentInput, XmrAnalysis
from groundswell.domain.xmr.own_rule_set import rule_set_from_mapping
from groundswell.domain.xmr.rule_set import RuleSet
from groundswell.domain.xmr.rule_sets import rule_set, with_exact_constants
from groundswell.reports.fit_lines import NOTHING_SEEN, Fit, fit_of
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
    ``record`` is the one that is drawn; ``fit`` is what was recognised in it. ``corrections``: of its published figures, newest first, as
    far as whoever it is made for may be told.
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
    fit: Fit = NOTHING_SEEN
    corrections: tuple[Correction, ...] = ()

    @property
    def words(self) -> Words:
        """The words of the page's locale."""
        return words_for(self.locale)

    @property
    def newest_first(self) -> tuple[ValueRow, ...]:
        """Rows as a page shows them."""
        return self.rows[::-1]

    @property
    def origin(self) -> str:
        """Which chart it is, and where the record stood: entry and anchor; for a picture that leaves the product."""
        values = {"title": self.chart.title, "seq": str(self.record.as_of_seq), "anchor": self.record.anchor}
        return self.words.text("picture.origin", values)

    @property
    def by_chance(self) -> str:
        """What limits from few figures cost in false signals; empty where they rest on enough."""
        return short_baseline(self.analysis, self.words)

    @property
    def too_few(self) -> bool:
        """Whether there are too few figures for limits."""
        return not self.analysis.segments or self.analysis.segments[-1].central_line is None


def build_measure_page(record: MeasureRecord, locale: str = DEFAULT_LOCALE, today: date | None = None) -> MeasurePage:
    """The page of one measure, with each point's text and its table. ``today`` None: nothing is stale and no period is due."""
    words = words_for(locale)
    own = drawn_record(record, today, words.text("unit.days_between"))
    return _page(own, analyse_many([request_of(own)])[0], words, today, whole=True)


def build_many(records: Sequence[MeasureRecord], locale: str = DEFAULT_LOCALE, today: date | None = None) -> list[MeasurePage]:
    """Small pages of many measures, for a home page: analysed in few panels, without point texts and tables."""
    words = words_for(locale)
    unit = words.text("unit.days_between")
    own = [drawn_record(record, today, unit) for record in records]
    analyses = analyse_many([request_of(record) for record in own])
    return [_page(record, analysis, words, today, whole=False) for record, analysis in zip(own, analyses, strict=True)]


def request_of(record: MeasureRecord) -> AnalysisRequest:
    """What is analysed for a record: the series that its chart kind draws, its rule set and baseline, its segments with the days left
    out, its declared bounds.
    """
    record = drawn_record(record)
    definition = record.definition
    return AnalysisRequest(
        record.series, _rules(record), _segments(record), record.baseline, _float(definition.lower_bound), _float(definition.upper_bound),
        record.kind, record.open_last,
    )


def _rules(record: MeasureRecord) -> RuleSet:
    rules = _own_rules(record.own_rules) if record.own_rules else rule_set(record.rule_set)
    return with_exact_constants(rules) if record.exact_constants else rules


@lru_cache(maxsize=64)
def _own_rules(text: str) -> RuleSet:
    """A rule set of an organisation's own, from the text that the record holds."""
    return rule_set_from_mapping(json.loads(text))


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
        locale=words.tag, notes=record.notes, targets=record.targets if whole else (), standards=record.standards,
        earlier_targets=tuple(one.target for one in record.target_changes if one.fate is not Fate.STANDS) if whole else (),
        left_out=record.excluded, today=today, fiscal_start=record.fiscal_start, texts=whole, small_numbers=record.small_numbers,
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
        fit=fit_of(record, analysis, words) if whole else NOTHING_SEEN,
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
    files = tuple(dict.fromkeys(name for origin in record.origins.values() for name in origin.file_names))
    if files:
        found.append((words.text("rests.source"), words.text("rests.sources", {"n": len(files), "names": words.listed(files)})))
    if record.computed:
        found.append((words.text("rests.formula"), record.definition.entry.formula.strip()))
    found += [(words.text("rests.formula_problem"), words.problem(problem)) for problem in record.formula_problems]
    if hidden := sum(point.presence is Presence.SUPPRESSED for point in record.series.points) if record.small_numbers else 0:
        found.append((words.text("rests.small"), words.text("rests.small_is", {"n": hidden, "below": record.small_numbers})))
    if record.definition.owner:
        found.append((words.text("rests.owner"), record.definition.owner))
    free = words.figure_form(record.definition.measurement_unit, None)
    for target in record.targets:
        period = words.period(target.day, record.series.cadence, "long", record.fiscal_start)
        found.append((words.text("rests.target"), words.text("rests.target_is", {"figure": free.full(target.value), "period": period})))
    for standard in record.standards:
        period = words.period(standard.valid_from, record.series.cadence, "long", record.fiscal_start)
        if standard.value is not None:
            values = {"figure": free.full(standard.value), "period": period}
            found.append((words.text("rests.standard"), words.text("rests.standard_is", values)))
    for point in chart.points:
        if point.left_out and point.day is not None:
            reason = record.excluded.get(point.day, "")
            found.append((words.text("rests.left_out"), words.text("rests.left_out_is", {"period": point.label, "reason": reason})))
    return tuple(found)
