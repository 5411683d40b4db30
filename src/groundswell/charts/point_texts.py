"""What each point says to a reader who cannot see it, or who points at it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from groundswell.charts.chart import ChartNote
from groundswell.charts.forms import Forms
from groundswell.domain.measurement.observation import Presence, Status
from groundswell.domain.measurement.series import SeriesPoint
from groundswell.domain.xmr.analysis import XmrAnalysis

TextOf = Callable[[int, SeriesPoint, bool], str]


def readings(analysis: XmrAnalysis, marks: Sequence[str], forms: Forms) -> dict[int, str]:
    """Point -> its reading in words, for points of a signal: ``Worse: outside the limits``."""
    words = forms.words
    rules: dict[int, list[str]] = {}
    for signal in analysis.signals:
        text = words.text(f"rule.{signal.rule}.{signal.side.value}", {"n": len(signal.points)})
        for index in signal.points:
            told = rules.setdefault(index, [])
            if text not in told:
                told.append(text)
    return {
        index: words.text("point.signal", {"word": words.text(f"point.mark.{marks[index]}"), "rules": words.listed(told)})
        for index, told in rules.items() if marks[index] != "routine"
    }


def text_maker(reading: Mapping[int, str], notes: Sequence[ChartNote], left_out: Mapping[date, str], forms: Forms) -> TextOf:
    """A function from a point to its sentence: period, figure, reading, then what is to be known about it."""
    words = forms.words
    routine, said = words.text("point.mark.routine"), words.pattern("point.says").format
    status = {each: words.text(f"point.status.{each.value}") for each in Status}
    noted = {note.index: words.text("point.note", {"letter": note.letter, "text": note.text}) for note in notes}
    figure, label, final = forms.figures.full, forms.period_label, Status.FINAL

    def text(index: int, point: SeriesPoint, out: bool) -> str:
        day = point.period.start if point.period is not None else None
        if point.value is None:
            reason = words.text(f"point.presence.{point.presence.value}")
            found = words.text("point.missing", {"period": label(index, day), "reason": reason})
        else:
            if out:
                why = left_out.get(day, "") if day is not None else ""
                says = words.text("point.left_out", {"reason": why.rstrip(".")}) if why else words.text("point.left_out_plain")
            else:
                says = reading.get(index, routine)
            found = said(period=label(index, day), figure=figure(point.value), reading=says)
        if point.status is not final and point.presence is Presence.VALUE:
            found = f"{found} {status[point.status]}"
        return f"{found} {noted[index]}" if index in noted else found

    return text
