"""A measure's figures from those of its data items, period by period: ratio of sums, nothing partial, nothing guessed."""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from groundswell.domain.authoring.formula.evaluating import evaluate
from groundswell.domain.authoring.formula.parsing import parse
from groundswell.domain.authoring.formula.syntax import Formula, item_key
from groundswell.domain.authoring.formula.units import check_units
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation, Presence, Status
from groundswell.domain.measurement.period import Cadence, Period, calendar_period
from groundswell.errors import Problem, UserError

UNSETTLED = (
    Status.FORECAST, Status.ESTIMATED, Status.PROVISIONAL, Status.LOW_RELIABILITY, Status.BREAK_BEFORE, Status.REVISED, Status.FINAL,
)
"""A computed figure is as settled as the least settled figure in it: the first of these that one of them has."""


@dataclass(frozen=True, slots=True)
class Calculation:
    """A formula that can be worked out, and by item key the measure that holds the item's figures; or why it cannot."""

    formula: Formula | None
    sources: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ComputedFigure:
    """A computed observation and the figures that it was computed from, in order of item and time."""

    observation: Observation
    used: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """The figures of one measure at one place, in order of time, each with a period; ``cadence`` is that of their measure."""

    cadence: Cadence
    observations: tuple[Observation, ...]

    def within(self, period: Period) -> tuple[Observation, ...]:
        """Those whose period lies inside another."""
        first = bisect_left(self.observations, period.start, key=_start)
        found = []
        for one in self.observations[first:]:
            if one.period is None or one.period.start >= period.end:
                break
            if one.period.end <= period.end:
                found.append(one)
        return tuple(found)


def calculation_of(definition: MeasureDefinition, cadences: Mapping[str, Cadence]) -> Calculation:
    """What a definition's formula needs. A formula none of whose items has figures is words in a dictionary: no problem, no calculation.

    ``cadences``: measure id -> how often it has a figure.
    """
    entry = definition.entry
    if not entry.formula.strip() or not any(item.measure_id for item in entry.items):
        return Calculation(None)
    try:
        formula = parse(entry.formula)
    except UserError:
        return Calculation(None, problems=(Problem("formula_not_read"),))
    items = {item_key(item.name): item for item in entry.items}
    unlinked = tuple(
        name for name in formula.item_names if (item := items.get(item_key(name))) is None or item.measure_id not in cadences
    )
    if unlinked:
        return Calculation(None, problems=(Problem("formula_items_without_figures", values={"items": unlinked, "n": len(unlinked)}),))
    sources = {item_key(name): items[item_key(name)].measure_id for name in formula.item_names}
    several = any(cadences[source] is not definition.cadence for source in sources.values())
    units = {item.name: item.measurement_unit for item in entry.items}
    problems = check_units(formula, units, several=several).problems
    return Calculation(None if problems or not sources else formula, sources, problems)


@dataclass(frozen=True, slots=True)
class Frame:
    """Whose figures are computed: the names that they go by, how often, and the month in which the fiscal year begins."""

    measure: str
    org_unit: str | None
    cadence: Cadence
    fiscal_start: int = 1


def computed_figures(
    frame: Frame, figures: Mapping[str, ItemFigures], calculations: Callable[[Sequence[date]], Sequence[Calculation]]
) -> list[ComputedFigure]:
    """Figures in order of time, for each period in which an item has any.

    ``figures`` by measure id; ``calculations`` gives for days in order what holds on each. A period for which an item has figures that
    do not fill it is not available; the newest one is not due yet while it fills from its first day on, and is left out.
    """
    periods = _periods(frame, figures)
    found = []
    for period, calculation in zip(periods, calculations([one.start for one in periods]), strict=True):
        if calculation.formula is None:
            continue
        used = {key: figures[source].within(period) if source in figures else () for key, source in calculation.sources.items()}
        if not any(used.values()):
            continue
        filled = {key: _filled(own, period) for key, own in used.items()}
        if period == periods[-1] and None not in filled.values() and not all(filled.values()):
            continue
        found.append(_figure(frame, period, calculation.formula, {key: own if filled[key] else () for key, own in used.items()}))
    return found


def _periods(frame: Frame, figures: Mapping[str, ItemFigures]) -> list[Period]:
    """Periods to compute: those of items that come as often as the measure, else those of the calendar that hold the items' figures."""
    own = [one for one in figures.values() if one.cadence is frame.cadence or not frame.cadence.has_calendar]
    if own:
        return sorted({seen.period for one in own for seen in one.observations if seen.period is not None})
    starts = {seen.period.start for one in figures.values() for seen in one.observations if seen.period is not None}
    return sorted({calendar_period(start, frame.cadence, frame.fiscal_start) for start in starts})


def _filled(own: Sequence[Observation], period: Period) -> bool | None:
    """Whether figures follow one another through the whole period; False while they do so from its first day; None where one is missing."""
    day = period.start
    for one in own:
        if one.period is None or one.period.start != day:
            return None
        day = one.period.end
    return day == period.end


def _figure(frame: Frame, period: Period, formula: Formula, used: Mapping[str, Sequence[Observation]]) -> ComputedFigure:
    numbers: dict[str, list[Exact | None]] = {key: [one.value for one in own] for key, own in used.items()}
    result = evaluate(formula, numbers)
    seen = tuple(one for own in used.values() for one in own)
    statuses = {one.status for one in seen}
    observation = Observation(
        frame.measure,
        frame.org_unit,
        period,
        result.value,
        result.presence,
        next((one for one in UNSETTLED if one in statuses), Status.FINAL) if result.presence is Presence.VALUE else Status.FINAL,
        result.numerator,
        result.denominator,
        mark=", ".join(f"[{name}]" for name in result.without),
    )
    return ComputedFigure(observation, seen)


def _start(one: Observation) -> date:
    return one.period.start if one.period is not None else date.min
