"""What is wanted of a measure, on its chart: targets as points, standards as fences, a band as hairlines, and the sentences on them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from groundswell.charts.axes import MONTHS
from groundswell.charts.chart import ChartAim, ChartBand, ChartStandard, ChartTarget, Wanted
from groundswell.charts.forms import Forms
from groundswell.charts.symbols import assurance_symbol
from groundswell.domain.improvement.assurance import read_standard
from groundswell.domain.improvement.levels import Level, newest_level
from groundswell.domain.improvement.targets import aimed_at, read_target, side_for
from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.domain.measurement.direction import Band, WantedWay, side_wanted
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.measurement.series import Series
from groundswell.domain.measurement.target import Standard, Target, TargetKind, standard_on
from groundswell.domain.xmr.analysis import XmrAnalysis
from groundswell.words.target_words import Measured, target_named, tell_band, tell_standard, tell_target

FARTHEST_TARGET = 0.6
"""A target farther ahead than this part of the series (and than twelve periods) stands at the end of the axis, and says so."""


@dataclass(frozen=True, slots=True)
class Aims:
    """Targets and standards as a record holds them. ``earlier`` were replaced or withdrawn; ``today`` None: no date is over."""

    targets: tuple[Target, ...] = ()
    standards: tuple[Standard, ...] = ()
    earlier: tuple[Target, ...] = ()
    today: date | None = None


def wanted_of(aims: Aims, analysis: XmrAnalysis, definition: MeasureDefinition, forms: Forms) -> Wanted:
    """How the measure stands to its band, to its targets, in the order of their days, and to the standard in force."""
    way = definition.way
    if not aims.targets and not aims.standards and not isinstance(way, Band):
        return Wanted()
    words = forms.words
    measured = Measured(
        forms.figures_free.full, forms.lines.close, forms.cadence.value, analysis.rule_set.fewest_figures,
        definition.direction is not Direction.UNKNOWN,
    )
    told = tuple(_aims(aims, analysis, definition, forms, measured))
    band = _band_told(way, newest_level(analysis), forms, measured) if isinstance(way, Band) else ""
    standard = standard_in_force(aims, analysis.series)
    if standard is None or standard.value is None:
        return Wanted(told, band=band)
    reading = read_standard(standard, analysis, way)
    said = tell_standard(words, reading, measured)
    named = words.text(f"standard.{standard_kind(way, standard.value)}", {"value": measured.target(standard.value)})
    return Wanted(told, named, said.sentence, said.certainty, assurance_symbol(reading, said.word, words), band)


def _band_told(band: Band, level: Level | None, forms: Forms, measured: Measured) -> str:
    ends = forms.figures_free.close(band.lower), forms.figures_free.full(band.upper)
    return tell_band(forms.words, ends, level, measured, 0 if level is None else band.side(level.central_line))


def standard_kind(way: WantedWay, value: Exact) -> str:
    """``minimum`` or ``maximum``; ``unsided`` where the value lies inside the wanted band."""
    side = side_wanted(way, value)
    if isinstance(way, Band) and side is Direction.NEUTRAL:
        return "unsided"
    return "maximum" if side is Direction.DOWN else "minimum"


def _upward(side: Direction) -> bool | None:
    """Whether figures are wanted above; None where no side is wanted."""
    return side is Direction.UP if side in (Direction.UP, Direction.DOWN) else None


def _aims(
    aims: Aims, analysis: XmrAnalysis, definition: MeasureDefinition, forms: Forms, measured: Measured
) -> Iterator[ChartAim]:
    next_to_come = aimed_at(aims.targets, aims.today)
    for target in sorted(aims.targets, key=lambda each: (each.day, each.value)):
        reading = read_target(target, analysis, definition.way, aims.today)
        said = tell_target(forms.words, reading, measured)
        up = target_upward(target, definition)
        values = {"target": measured.target(target.value), "period": forms.period_long(target.day)}
        named = target_named(forms.words, target.kind, values, up=up)
        yield ChartAim(
            target.day, named, reading.state.value, said.word, said.sentence, said.ask, said.more, target is next_to_come, reading.passed
        )


def target_upward(target: Target, definition: MeasureDefinition) -> bool | None:
    """Whether a target's limit is the lower one, that figures are wanted above; None where nobody can tell."""
    return _upward(side_for(target, definition.way))


def chart_band(definition: MeasureDefinition, places: Sequence[float], forms: Forms) -> ChartBand | None:
    """The band in which figures are wanted; None without one, and without points."""
    way = definition.way
    if not isinstance(way, Band) or not places:
        return None
    figure = forms.figures_free
    text = forms.words.text("point.wished", {"lower": figure.close(way.lower), "upper": figure.full(way.upper)})
    return ChartBand(float(way.lower), float(way.upper), text)


def standard_in_force(aims: Aims, series: Series) -> Standard | None:
    """The standard of today; without a today that of the newest figure; of an undated series the last one."""
    newest = next((point.period for point in reversed(series.points) if point.period is not None), None)
    day = aims.today or (newest.start if newest is not None else date.max)
    return standard_on(aims.standards, day)


def chart_targets(aims: Aims, series: Series, places: list[float], forms: Forms) -> tuple[ChartTarget, ...]:
    """Targets in order of their dates; one before the first point, or of an undated series, has no place on the axis.

    A width between limits has none either: it is no value of the measure.
    """
    first = series.points[0].period.start if series.points and series.points[0].period else None
    if first is None or not places:
        return ()
    farthest = places[-1] + max(12.0, FARTHEST_TARGET * (places[-1] + 1))
    found = []
    shown = [(target, "replaced") for target in aims.earlier] + [(target, _look(target, aims.today)) for target in aims.targets]
    values = [each for each in shown if each[0].kind is not TargetKind.SPREAD]
    for target, look in sorted(values, key=lambda each: (each[0].day, each[0].value)):
        position = _place_of(target.day, series, first, places)
        if position < 0 or (look == "replaced" and position > farthest):
            continue
        beyond = position > farthest
        when = forms.period_short(target.day)
        figure = forms.figures_free.close(target.value)
        label = forms.words.text("chart.target_at", {"period": when + (" →" if beyond else "")})
        code = {"stands": "point.target", "past": "point.target_past", "replaced": "point.target_replaced"}[look]
        text = forms.words.text(code, {"figure": forms.figures_free.full(target.value), "period": when})
        found.append(ChartTarget(target.day, position, float(target.value), label, figure, text, beyond, look))
    end = max([places[-1], *(target.position for target in found if not target.beyond)])
    return tuple(replace(target, position=end + 1) if target.beyond else target for target in found)


def chart_standards(
    aims: Aims, analysis: XmrAnalysis, definition: MeasureDefinition, axis: tuple[list[float], float], forms: Forms
) -> tuple[ChartStandard, ...]:
    """Each standard from its first day to the next one's; ``axis``: the places of the points, and where the axis ends."""
    (places, end), series = axis, analysis.series
    if not places or not aims.standards:
        return ()
    first = series.points[0].period.start if series.points[0].period else None
    starts = [-0.5 if first is None else max(-0.5, _place_of(each.valid_from, series, first, places) - 0.5) for each in aims.standards]
    found = []
    for standard, start, stop in zip(aims.standards, starts, [*starts[1:], end + 0.5], strict=True):
        if standard.value is not None and start < min(stop, end + 0.5):
            figure = forms.figures_free.close(standard.value)
            text = forms.words.text("point.standard", {"figure": forms.figures_free.full(standard.value)})
            up = _upward(side_wanted(definition.way, standard.value))
            found.append(ChartStandard(start, min(stop, end + 0.5), float(standard.value), figure, text, up))
    return tuple(found)


def _look(target: Target, today: date | None) -> str:
    return "past" if today is not None and target.day < today else "stands"


def _place_of(day: date, series: Series, first: date, places: Sequence[float]) -> float:
    if series.cadence in MONTHS:
        months = (day.year - first.year) * 12 + day.month - first.month
        return float(months // MONTHS[series.cadence])
    if series.cadence is Cadence.WEEK:
        return float((day - first).days // 7)
    last = series.points[-1].period
    step = (last.start - first).days / places[-1] if last is not None and places[-1] else 1.0
    return (day - first).days / step
