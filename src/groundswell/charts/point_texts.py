"""What each point says to a reader who cannot see it, or who points at it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol

from groundswell.charts.chart import ChartNote
from groundswell.charts.forms import Forms
from groundswell.domain.measurement.observation import Presence, Status
from groundswell.domain.measurement.series import SeriesPoint
from groundswell.domain.xmr.analysis import Side, XmrAnalysis
from groundswell.words import Words

TextOf = Callable[[int, SeriesPoint, str, str, bool], str]
"""From a point's place, the point, its label and figure, and whether it is left out, to what it says."""


class LaidOver(Protocol):
    """What of a chart's look the points' sentences need: why figures are left out, and below which number they are not shown."""

    @property
    def left_out(self) -> Mapping[date, str]: ...

    @property
    def small_numbers(self) -> int: ...


def readings(analysis: XmrAnalysis, marks: Sequence[str], forms: Forms) -> dict[int, str]:
    """Point -> its reading in words, for points of a signal: ``Worse: outside the limits``."""
    words = forms.words
    rules: dict[int, list[str]] = {}
    texts: dict[tuple[str, Side, int], str] = {}
    for signal in analysis.signals:
        which = signal.rule, signal.side, len(signal.points)
        text = texts.get(which)
        if text is None:
            text = texts[which] = words.text(f"rule.{signal.rule}.{signal.side.value}", {"n": which[2]})
        for index in signal.points:
            told = rules.setdefault(index, [])
            if text not in told:
                told.append(text)
    alike: dict[tuple[str, ...], str] = {}
    found = {}
    for index, told in rules.items():
        if marks[index] == "routine":
            continue
        key = (marks[index], *told)
        if key not in alike:
            alike[key] = words.text("point.signal", {"word": words.text(f"point.mark.{marks[index]}"), "rules": words.listed(told)})
        found[index] = alike[key]
    return found


def missing_text(presence: Presence, small_numbers: int, words: Words) -> str:
    """Why there is no figure to see; below the organisation's own threshold it says which one."""
    if small_numbers and presence is Presence.SUPPRESSED:
        return words.text("small.hidden", {"below": small_numbers})
    return words.text(f"point.presence.{presence.value}")


def text_maker(reading: Mapping[int, str], notes: Sequence[ChartNote], laid: LaidOver, forms: Forms) -> TextOf:
    """A function from a point to its sentence: period, figure, reading, then what is to be known about it."""
    words = forms.words
    sayings = _sayings(words)
    said, routine, status = sayings.says.format, sayings.routine, sayings.status
    noted = {note.index: words.text("point.note", {"letter": note.letter, "text": note.text}) for note in notes}
    unit = forms.figures.unit_after
    presence = {**sayings.presence, Presence.SUPPRESSED: missing_text(Presence.SUPPRESSED, laid.small_numbers, words)}

    def text(index: int, point: SeriesPoint, label: str, figure: str, out: bool) -> str:
        if not figure:
            found = sayings.missing.format(period=label, reason=presence[point.presence])
        elif out:
            day = point.period.start if point.period is not None else None
            why = laid.left_out.get(day, "") if day is not None else ""
            says = words.text("point.left_out", {"reason": why.rstrip(".")}) if why else words.text("point.left_out_plain")
            found = said(period=label, figure=figure + unit, reading=says)
        else:
            found = said(period=label, figure=figure + unit, reading=reading.get(index, routine))
        if figure and point.status in status:
            found = f"{found} {status[point.status]}"
        return f"{found} {noted[index]}" if index in noted else found

    return text


@dataclass(frozen=True, slots=True)
class _Sayings:
    """Texts that every chart of a locale shares. ``status`` has no words for a final figure: nothing is to be said of it."""

    says: str
    missing: str
    routine: str
    status: Mapping[Status, str]
    presence: Mapping[Presence, str]


@cache
def _sayings(words: Words) -> _Sayings:
    return _Sayings(
        words.pattern("point.says"), words.pattern("point.missing"), words.text("point.mark.routine"),
        {each: words.text(f"point.status.{each.value}") for each in Status if each is not Status.FINAL},
        {each: words.text(f"point.presence.{each.value}") for each in Presence},
    )
