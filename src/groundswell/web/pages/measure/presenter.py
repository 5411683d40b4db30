"""Turns a measure's page value into what its template shows. No query and no reckoning is done here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from groundswell.charts.chart import Chart, ChartNote, Mark
from groundswell.charts.drawing.svg import full_svg
from groundswell.charts.drawing.symbols import symbol_svg
from groundswell.charts.forms import forms_of
from groundswell.domain.xmr.looking_ahead import next_signals
from groundswell.records.selectors.portfolio import PlaceRow
from groundswell.records.selectors.timeline import TimelineItem
from groundswell.reports.corrections import CorrectionNotice, notice
from groundswell.reports.measure_page import MeasurePage
from groundswell.web.drawn import drawn, readout, says
from groundswell.web.pages.measure.fit_view import FitView, fit_view
from groundswell.web.pages.measure.happenings import Happening, Told, happenings
from groundswell.web.pages.measure.load import Loaded, point_links
from groundswell.web.pages.measure.proposal_card import chart_with_proposal
from groundswell.web.pages.measure.steps import StepCard, step_card
from groundswell.web.pages.measure.table import ValuesTable, values_table
from groundswell.web.pages.measure.target_view import TargetView, target_view
from groundswell.words import Words
from groundswell.words.explaining_words import tell_next


@dataclass(frozen=True, slots=True)
class Fact:
    """One line under what the chart rests on."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the measure, as a link, with the mark and word of its newest signal."""

    name: str
    href: str
    current: bool
    mark: str = Mark.ROUTINE.value
    word: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Why the measure is put away, or empty; the choice of a newer version of its rules, or empty."""

    put_away: str = ""
    newer_rules: str = ""


@dataclass(frozen=True, slots=True)
class MeasureView:
    """What the measure page shows, in words and finished drawings."""

    id: str
    query: str
    name: str
    description: str
    place: str
    places: Sequence[Place]
    audience: str
    put_away: str
    mark: str
    word: str
    sentence: SafeString
    detail: str
    stale: str
    by_chance: str
    readout: SafeString
    chart_wide: SafeString
    chart_narrow: SafeString
    chart_print: SafeString
    rules: str
    newer_rules: str
    next_signals: Sequence[str]
    notes: Sequence[ChartNote]
    corrected: CorrectionNotice
    few: str
    step: StepCard
    timeline: Sequence[Happening]
    facts: Sequence[Fact]
    table: ValuesTable
    fit: FitView
    paper_note: str
    today: str
    wanted: TargetView
    variation: SafeString | str


def present(
    loaded: Loaded,
    *,
    words: Words,
    places: Iterable[PlaceRow],
    charts: Mapping[str | None, Chart],
    events: Iterable[TimelineItem],
    standing: Standing,
) -> MeasureView:
    """The view of one measure at one place."""
    page, chart, record = loaded.page, chart_with_proposal(loaded, words), loaded.record
    told = Told(words, record.series.cadence, record.measure_id, loaded.query, loaded.time_zone, record.fiscal_start)
    facts, links = _facts(page), point_links(loaded)
    return MeasureView(
        id=record.measure_id,
        query=loaded.query,
        name=record.definition.name,
        description=record.definition.description,
        place=record.org_unit or "",
        places=_places(loaded, list(places), charts),
        audience=words.text(f"audience.{record.audience}"),
        put_away=standing.put_away,
        mark=chart.word.value,
        word="" if page.too_few else chart.word_text,
        sentence=says(chart),
        detail=chart.detail,
        stale=chart.stale,
        by_chance=page.by_chance,
        readout=readout(chart),
        chart_wide=drawn(full_svg(chart, "wide", ident="wide", links=links)),
        chart_narrow=drawn(full_svg(chart, "narrow", ident="narrow", links=links)),
        chart_print=drawn(full_svg(chart, "print", ident="paper", links=links)),
        rules=chart.rules,
        newer_rules=standing.newer_rules,
        next_signals=_next_signals(loaded, words),
        notes=chart.notes,
        corrected=notice(page),
        few=_few(page, words),
        step=step_card(page, words, query=loaded.query),
        timeline=happenings(events, told),
        facts=facts,
        table=values_table(page, words, loaded.query),
        fit=fit_view(loaded, words),
        today=words.day(loaded.today),
        wanted=target_view(page, words, query=loaded.query),
        variation=drawn(symbol_svg(chart.variation, named=False)) if chart.variation is not None else "",
        paper_note=" ".join(f"{fact.label}: {fact.text}" + ("" if fact.text.endswith(".") else ".") for fact in [*facts, *_origin(page)]),
    )


def _places(loaded: Loaded, rows: list[PlaceRow], charts: Mapping[str | None, Chart]) -> list[Place]:
    if len(rows) < 2:
        return []
    address = reverse("measure", args=[loaded.line.measure_id])
    return [_place(address, row, charts.get(row.org_unit_id), current=row.org_unit_id == loaded.line.org_unit_id) for row in rows]


def _place(address: str, row: PlaceRow, chart: Chart | None, *, current: bool) -> Place:
    href = f"{address}?{urlencode({'place': row.org_unit_id})}" if row.org_unit_id else address
    if chart is None:
        return Place(row.name or "", href, current)
    return Place(row.name or "", href, current, chart.word.value, chart.word_text)


def _next_signals(loaded: Loaded, words: Words) -> Sequence[str]:
    """What the next figure would have to be for a signal; nothing where there are no limits."""
    page, record = loaded.page, loaded.record
    if page.too_few:
        return ()
    forms = forms_of(page.analysis, record.definition, words, record.fiscal_start)
    return tell_next(words, next_signals(page.analysis), forms.telling_close(page.analysis, page.chart.word.value))


def _facts(page: MeasurePage) -> list[Fact]:
    return [Fact(label, text) for label, text in page.rests_on]


def _origin(page: MeasurePage) -> list[Fact]:
    """Where the record stood, for paper: entry and anchor."""
    text, record = page.words.text, page.record
    return [Fact(text("twin.as_of"), str(record.as_of_seq)), Fact(text("twin.anchor"), record.anchor)] if record.anchor else []


def _few(page: MeasurePage, words: Words) -> str:
    figures, needed = page.record.series.figures, page.analysis.rule_set.fewest_figures
    return words.text("next_step.few_figures", {"n": figures, "needed": needed}) if figures < needed else ""
