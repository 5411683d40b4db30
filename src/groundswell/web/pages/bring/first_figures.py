"""The first figures that a reading gives, and the first chart: what a step changed is seen at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from groundswell.charts.chart import Chart
from groundswell.charts.drawing.svg import card_svg
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.observation import Observation, Presence
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.series import Series
from groundswell.reports.measure_page import build_many
from groundswell.web.drawn import drawn, says
from groundswell.web.pages.bring.check import Material
from groundswell.web.pages.bring.figures import figure_text, period_text, series_name
from groundswell.web.pages.bring.history import Gave
from groundswell.words import Words, words_for

FIRST_ROWS = 6
FEWEST_FOR_A_CHART = 2
LONGEST_NAME = 120
LONGEST_LINE = 2_000
"""Figures of a line that is drawn while its reading is still worked on."""


@dataclass(frozen=True, slots=True)
class TidyRow:
    """One figure of a reading; ``change``: "new" or "gone" by the newest step, else empty."""

    measure: str
    place: str
    when: str
    figure: str
    change: str = ""


@dataclass(frozen=True, slots=True)
class FirstFigures:
    """What the reading gives: its first rows, its first chart, and what was there before the newest step."""

    rows: list[TidyRow]
    has_places: bool
    more: str
    effect: str
    chart: SafeString | None
    chart_name: str
    chart_says: SafeString | None
    chart_said: str


def tidy_row(one: Observation, words: Words) -> TidyRow:
    """An observation as a table shows it."""
    return TidyRow(one.measure, one.org_unit or "", period_text(one.period, words), figure_text(one.value, one.presence, words))


def longest_line(figures: Sequence[Observation]) -> list[Observation]:
    """The figures of the line that has the most, the first of several alike."""
    lines: dict[tuple[str, str | None], list[Observation]] = {}
    for one in figures:
        lines.setdefault((one.measure, one.org_unit), []).append(one)
    return max(lines.values(), key=len, default=[])


def chart_of(line: Sequence[Observation], words: Words) -> Chart | None:
    """The chart of one line, by the same kernel as every chart; None of fewer than two figures."""
    if len(line) < FEWEST_FOR_A_CHART:
        return None
    series = Series.of_observations(line)
    record = MeasureRecord("", None, line[0].org_unit, MeasureDefinition(line[0].measure, cadence=series.cadence), series)
    return build_many([record], words.tag)[0].chart


def first_chart(line: Sequence[Observation], words: Words) -> tuple[SafeString | None, str, SafeString | None]:
    """Its drawing, its name and its sentence."""
    chart = chart_of(line, words)
    if chart is None:
        return None, "", None
    return drawn(card_svg(chart, ident="first")), series_name(line[0].measure, line[0].org_unit), says(chart)


def gave(material: Material) -> Gave:
    """What a reading gives now, kept with the step that follows."""
    counts = material.looked.counts
    first = tuple(_plain(one) for one in counts.first[:FIRST_ROWS])
    line = counts.longest
    chart = chart_of(line, words_for()) if line and len(line) <= LONGEST_LINE else None
    return Gave(counts.figures, first, "" if chart is None else chart.sentence)


def first_figures(material: Material, words: Words) -> FirstFigures:
    """The first rows and the first chart, held against what the newest step found."""
    counts, past = material.looked.counts, material.choices.history.past
    before = past[-1].gave if past else None
    known = set(before.rows) if before is not None else set()
    rows = [_row(one, words, "new" if known and _plain(one) not in known else "") for one in counts.first[:FIRST_ROWS]]
    line = counts.longest if len(counts.longest) <= LONGEST_LINE else []
    chart, name, sentence = first_chart(line, words)
    said = gave(material).chart if before is not None else ""
    more = counts.figures - len(rows)
    return FirstFigures(
        rows,
        bool(counts.places),
        words.text("bring.first_more", {"n": more}) if more > 0 else "",
        _effect(before, counts.figures, words),
        chart,
        name,
        sentence,
        before.chart if before is not None and before.chart and before.chart != said else "",
    )


def _row(one: Observation, words: Words, change: str) -> TidyRow:
    row = tidy_row(one, words)
    return TidyRow(row.measure, row.place, row.when, row.figure, change)


def _plain(one: Observation) -> tuple[str, str, str, str]:
    start = "" if one.period is None else one.period.start.isoformat()
    value = str(one.value) if one.presence is Presence.VALUE else one.presence.value
    return one.measure[:LONGEST_NAME], (one.org_unit or "")[:LONGEST_NAME], start, value


def _effect(before: Gave | None, now: int, words: Words) -> str:
    """``87 figures before this step, 75 now.``"""
    if before is None:
        return ""
    if before.figures == now:
        return words.text("bring.effect_same", {"n": now})
    return words.text("bring.effect", {"n": now, "before": before.figures})
