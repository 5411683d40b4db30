"""How one measure's figures, limits and periods are written: decided once for chart, page, table and export."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from groundswell.charts.chances_told import chance_fact
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.exact import rounded_steps
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analysis import Segment, Side, XmrAnalysis, line_at
from groundswell.domain.xmr.rule_set import Average, Constants
from groundswell.errors import Value
from groundswell.words import Words
from groundswell.words.finding_words import MOST_NAMED, Telling
from groundswell.words.numbers import FigureForm
from groundswell.words.rule_set_words import rule_set_told

SHOWN_DIGITS = 4
"""Where a definition does not say how many decimals are shown, the series' whole span is shown to so many digits."""
STEPS_BETWEEN_LIMITS = 6.5
"""A line is told in steps small enough that so many lie between the limits: 13 to 20 needs no decimals, 87.5 to 93.5 needs one."""
MOST_DECIMALS = 12
MOST_MORE = 3
"""So many decimals more at most, where a figure beyond a limit would be written as the limit is."""


@dataclass(frozen=True, slots=True)
class Forms:
    """Forms of one measure: ``figures`` as the sheet has them, ``lines`` for limits, ``told`` for a sentence's typical value.

    ``figures_free`` keeps every digit (targets, bounds). ``decimals`` is what ``figures`` show after the mark.
    """

    words: Words
    cadence: Cadence
    fiscal_start: int
    decimals: int
    figures: FigureForm
    figures_free: FigureForm
    lines: FigureForm
    told: FigureForm
    period_short: Callable[[date], str]
    period_long: Callable[[date], str]

    def period_label(self, index: int, day: date | None) -> str:
        """``Oct 2026``, or the place in an undated series."""
        return self.period_short(day) if day is not None else self.words.text("period.undated", {"n": index + 1})

    def period_told(self, index: int, day: date | None) -> str:
        """``October 2026``, for a sentence."""
        return self.period_long(day) if day is not None else self.words.text("period.undated", {"n": index + 1})

    def head_dates(self, series: Series, segment: Segment, *, since: bool) -> str:
        """``Apr 2023 to Feb 2026``, or ``Since Mar 2026`` for the newest of several segments."""
        first = self._label(series, segment.first)
        if since:
            return self.words.text("chart.since", {"period": first})
        last = self._label(series, segment.last)
        return first if segment.first == segment.last else self.words.text("chart.from_to", {"first": first, "last": last})

    def _label(self, series: Series, index: int) -> str:
        period = series.points[index].period
        return self.period_label(index, period.start if period is not None else None)

    def telling(self, analysis: XmrAnalysis, mark: str) -> Telling:
        """How this measure's finding is told."""
        points = analysis.series.points

        def period(index: int) -> str:
            found = points[index].period
            return self.period_told(index, found.start if found is not None else None)

        return Telling(self.told.full, self.told.close, period, analysis, mark, self.fine)

    def fine(self, value: float) -> str:
        """A small difference to two digits, whatever its size: a slope of 0.037 is not 0."""
        size = abs(value) * 10.0**self.told.shift
        decimals = max(0, min(1 - math.floor(math.log10(size)), MOST_DECIMALS)) if size > 0 else 0
        return replace(self.told, decimals=decimals).close(value)

    def telling_close(self, analysis: XmrAnalysis, mark: str) -> Telling:
        """How one point is told: its figure and the lines beside it as the chart writes them, not as few digits as a sentence needs."""
        return replace(self.telling(analysis, mark), full=self.lines.full, close=self.lines.close)

    def rests_on(self, analysis: XmrAnalysis, definition: MeasureDefinition) -> tuple[tuple[str, str], ...]:
        """What the limits rest on, as pairs of a name and a plain line."""
        words, rules = self.words, analysis.rule_set
        found = [
            (words.text("rests.rules"), rule_set_told(words, rules)),
            (words.text("rests.constants"), _constants(words, rules.constants, rules.dispersion)),
        ]
        segments = analysis.segments if analysis.series.points else ()
        found += [(words.text("rests.limits"), self._limits_rest_on(analysis.series, segment)) for segment in segments]
        found += [(words.text("rests.kept"), said) for said in (self.moved(analysis, segment) for segment in segments) if said]
        found += [fact for fact in [chance_fact(analysis, words)] if fact is not None]
        found.append((words.text("rests.definition"), words.text("rests.version", {"version": definition.version})))
        finest = max((p.value.scale for p in analysis.series.points if p.value is not None), default=0) - self.figures.shift
        if finest > self.decimals:
            found.append((words.text("rests.rounding"), words.text("rests.rounded", {"n": self.decimals})))
        return tuple(found)

    def moved(self, analysis: XmrAnalysis, segment: Segment) -> str:
        """That kept limits rest on figures that changed after they were kept, with their periods; empty where none did."""
        if not segment.changed:
            return ""
        names = [self._label(analysis.series, index) for index in segment.changed]
        periods = self.words.listed(names) if len(names) <= MOST_NAMED else self.words.text("kept.more", {"n": len(names)})
        values: dict[str, Value] = {"n": len(names), "first": self._label(analysis.series, segment.first), "periods": periods}
        return self.words.text("kept.moved", values)

    def _limits_rest_on(self, series: Series, segment: Segment) -> str:
        values: dict[str, Value] = {
            "n": segment.figures, "first": self._label(series, segment.calculated_from), "last": self._label(series, segment.calculated_to),
        }
        if segment.central_line is None:
            return self.words.text("rests.too_few", values)
        return self.words.text("rests.provisional" if segment.provisional else "rests.figures", values)


@cache
def _constants(words: Words, constants: Constants, dispersion: Average) -> str:
    values: dict[str, Value] = {"limits": words.number(round(constants.limits, 4)), "range": words.number(round(constants.range_limit, 4))}
    return words.text("rests.constants_are_median" if dispersion is Average.MEDIAN else "rests.constants_are", values)


def shown_decimals(series: Series, definition: MeasureDefinition, shift: int) -> int:
    """Decimals of a figure as shown: the definition's, never more than the source has; else as many as its span can use."""
    source = max(0, max([p.value.scale for p in series.points if p.value is not None], default=0) - shift)
    if definition.decimals is not None:
        return min(definition.decimals, source)
    if source <= 1:
        return source
    values = [float(value) for value in series.values if value == value]
    span = (max(values) - min(values) or abs(values[0]) or 1.0) * 10.0**shift
    return max(0, min(source, SHOWN_DIGITS - 1 - math.floor(math.log10(span)), MOST_DECIMALS))


def line_decimals(analysis: XmrAnalysis, shift: int) -> int:
    """Fewest decimals in which the limits of the newest segment still differ by enough steps."""
    spans = [
        (s.upper - s.lower) * 10.0**shift for s in analysis.segments if s.upper is not None and s.lower is not None and s.upper > s.lower
    ]
    if not spans:
        return 0
    return _telling_apart(analysis, shift, max(0, min(math.ceil(math.log10(STEPS_BETWEEN_LIMITS / spans[-1])), MOST_DECIMALS)))


def _telling_apart(analysis: XmrAnalysis, shift: int, decimals: int) -> int:
    """So many decimals that no figure beyond a limit is written as the limit is: 77 lies above one of 76.97, not above one of 77."""
    most = min(decimals + MOST_MORE, MOST_DECIMALS)
    for signal in analysis.signals:
        if signal.rule != "outside_limits":
            continue
        for at in signal.points:
            line, figure = line_at(analysis, at), float(analysis.series.values[at])
            if line is None:
                continue
            limit = line.upper if signal.side is Side.ABOVE else line.lower
            while decimals < most and rounded_steps(limit, decimals + shift) == rounded_steps(figure, decimals + shift):
                decimals += 1
    return decimals


def forms_of(analysis: XmrAnalysis, definition: MeasureDefinition, words: Words, fiscal_start: int) -> Forms:
    """The forms of a measure in a locale."""
    unit, series = definition.measurement_unit, analysis.series
    free = words.figure_form(unit, None)
    decimals = shown_decimals(series, definition, free.shift)
    told = line_decimals(analysis, free.shift)
    if _same(analysis):
        told = decimals
    periods = words.period_form(series.cadence, fiscal_start)
    return Forms(
        words, series.cadence, fiscal_start, decimals, words.figure_form(unit, decimals), free,
        words.figure_form(unit, max(decimals, told)), words.figure_form(unit, told), periods.short, periods.long,
    )


def _same(analysis: XmrAnalysis) -> bool:
    """Whether the newest limits lie on one another: all figures equal."""
    newest = analysis.segments[-1] if analysis.segments else None
    return newest is None or newest.upper is None or newest.lower is None or newest.upper <= newest.lower
