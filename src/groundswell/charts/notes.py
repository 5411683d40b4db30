"""Lettered notes of a chart: what people wrote, why a figure is left out, why the limits are split; one letter a place."""

from collections.abc import Mapping, Sequence
from datetime import date

from groundswell.charts.chart import ChartNote
from groundswell.charts.forms import Forms
from groundswell.domain.measurement.definition import Note
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analysis import XmrAnalysis
from groundswell.errors import Value


def letter_of(number: int) -> str:
    """A to Z, then AA, AB …, as spreadsheet columns go on."""
    letters = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def chart_notes(analysis: XmrAnalysis, notes: Sequence[Note], left_out: Mapping[date, str], forms: Forms) -> tuple[ChartNote, ...]:
    """Notes in order of time. Several words about one period share a letter."""
    series, words = analysis.series, forms.words
    said: dict[int, list[str]] = {}
    for note in notes:
        index = index_of(series, note.day)
        if index is not None:
            said.setdefault(index, []).append(note.text)
    for segment in analysis.segments:
        for index in segment.excluded:
            reason = _reason(series, index, left_out)
            if reason:
                said.setdefault(index, []).append(words.text("note.left_out", {"reason": reason}))
    splits = {segment.first for segment in analysis.segments[1:]}
    for segment in analysis.segments[1:]:
        if segment.version is not None:
            values: dict[str, Value] = {"version": segment.version, "reason": segment.reason}
            said.setdefault(segment.first, []).append(words.text("note.new_definition" if segment.reason else "note.version", values))
        elif segment.reason:
            said.setdefault(segment.first, []).append(words.text("note.split", {"reason": segment.reason}))
    found = []
    for number, index in enumerate(sorted(said)):
        day = _day(series, index)
        text = " ".join(_ended(each) for each in said[index])
        found.append(ChartNote(letter_of(number), index, day, forms.period_told(index, day), text, index in splits))
    return tuple(found)


def index_of(series: Series, day: date) -> int | None:
    """The point whose period holds the day."""
    for index, point in enumerate(series.points):
        if point.period is not None and point.period.start <= day < point.period.end:
            return index
    return None


def _day(series: Series, index: int) -> date | None:
    period = series.points[index].period
    return period.start if period is not None else None


def _reason(series: Series, index: int, left_out: Mapping[date, str]) -> str:
    day = _day(series, index)
    return left_out.get(day, "") if day is not None else ""


def _ended(text: str) -> str:
    """A sentence ends with a mark, so that two said of one period can stand in a row."""
    text = text.strip()
    return text if text.endswith((".", "?", "!", "…", ":", ";", "”", "\"")) else text + "."
