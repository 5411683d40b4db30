"""Measures whose figures are computed from those of other measures, worked out on reading: nothing of it is stored (decision 0071)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from groundswell.domain.authoring.computing import (
    Calculation,
    ComputedFigure,
    Frame,
    ItemFigures,
    calculation_of,
    computed_figures,
)
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.record import FigureOrigin
from groundswell.errors import Problem
from groundswell.records.selectors.definitions import Catalogue, MeasureState
from groundswell.records.selectors.figures import FigureRow, Named, observation_of
from groundswell.records.selectors.files import FileOf

MOST_LEVELS = 5
"""So many computed measures may stand on one another: nobody follows a longer chain back to a cell."""

CHAIN_PROBLEMS = ("formula_cycle", "formula_too_many_levels")
"""Problems of a chain as a whole: whatever is computed along it is not."""

LineKey = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class SourcedFigure:
    """A figure of a line, stored or computed, with where it came from. ``used``: of a computed one, the figures that it was computed from,
    each by its measure and the first day of its period, at the same place."""

    observation: Observation
    origin: FigureOrigin
    used: tuple[tuple[str, date], ...] = ()

    @property
    def day(self) -> date | None:
        """The first day of its period."""
        return None if self.observation.period is None else self.observation.period.start


@dataclass(frozen=True, slots=True)
class ComputedLine:
    """Figures of a line in order of time. ``computed``: one of them was worked out. ``problems``: why the formula was not."""

    figures: tuple[SourcedFigure, ...] = ()
    computed: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Stored:
    """What is computed from: everybody's measures (a computed figure is its own measure's to show), and the stored figures by line."""

    everything: Catalogue
    lines: Mapping[LineKey, Sequence[FigureRow]]
    files: FileOf
    fiscal_start: int
    seen: frozenset[str]
    """Measures that the actor may see: where a figure of another one came from is not told."""


@dataclass(slots=True)
class Computing:
    """Works out each line once, whatever asks for it."""

    stored: Stored
    _done: dict[LineKey, ComputedLine] = field(default_factory=dict)
    _units: dict[str, frozenset[str | None]] = field(default_factory=dict)
    _calculated: dict[str, dict[MeasureDefinition, Calculation]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for measure, unit in self.stored.lines:
            self._units[measure] = self._units.get(measure, frozenset()) | {unit}

    def lines(self, state: MeasureState) -> dict[str | None, ComputedLine]:
        """The lines of a measure with a formula, by place, the whole organisation where there is none; empty for a measure without one."""
        if not has_formula(state):
            return {}
        return {unit: self.line(state.id, unit) for unit in self._places(state.id, ()) or {None}}

    def line(self, measure_id: str, unit: str | None, through: tuple[str, ...] = ()) -> ComputedLine:
        """One line. ``through``: the measures that it is wanted for, which it must not be computed from."""
        key = measure_id, unit
        if key not in self._done:
            line = self._line(measure_id, unit, through)
            if through and any(problem.code in CHAIN_PROBLEMS for problem in line.problems):
                return line  # what another measure cannot be computed from may still stand by itself
            self._done[key] = line
        return self._done[key]

    def _line(self, measure_id: str, unit: str | None, through: tuple[str, ...]) -> ComputedLine:
        state = self.stored.everything.measures[measure_id]
        own = self._own(state, unit)
        if not has_formula(state):
            return ComputedLine(own)
        if measure_id in through or len(through) >= MOST_LEVELS:
            code = "formula_cycle" if measure_id in through else "formula_too_many_levels"
            return ComputedLine(own, problems=(Problem(code, values={"measure": state.definition.name, "most": MOST_LEVELS}),))
        calculations = self._calculations(state)
        items: dict[str, ComputedLine] = {}
        for source in dict.fromkeys(source for one in calculations.values() for source in one.sources.values()):
            items[source] = self.line(source, unit, (*through, measure_id))
        problems = [*calculations[state.history.on(date.max)].problems]
        problems += [problem for one in items.values() for problem in one.problems if problem not in problems]
        if any(problem.code in CHAIN_PROBLEMS for problem in problems):
            return ComputedLine(own, problems=tuple(problems))
        found = self._compute(state, unit, items)
        figures = {figure.observation.period: figure for figure in (*own, *found)}
        ordered = tuple(figures[period] for period in sorted(period for period in figures if period is not None))
        return ComputedLine(ordered, bool(found), tuple(problems))

    def _own(self, state: MeasureState, unit: str | None) -> tuple[SourcedFigure, ...]:
        named = Named(state.definition.name, self.stored.everything.org_units.get(unit or ""))
        rows = self.stored.lines.get((state.id, unit), ())
        return tuple(SourcedFigure(observation_of(row, named), origin_of(row, self.stored.files)) for row in rows)

    def _calculations(self, state: MeasureState) -> dict[MeasureDefinition, Calculation]:
        """Of each definition that was in force at some time; data items stand under the measure that they were merged into."""
        if state.id not in self._calculated:
            history = state.history
            days = [date.min, *(one.effective_from for one in state.versions if one.effective_from is not None)]
            self._calculated[state.id] = {one: self._calculation(one) for one in dict.fromkeys(history.on(day) for day in days)}
        return self._calculated[state.id]

    def _calculation(self, definition: MeasureDefinition) -> Calculation:
        everything = self.stored.everything
        into = {item.measure_id: everything.merged_into(item.measure_id) for item in definition.entry.items if item.measure_id}
        cadences = {one: everything.measures[own].definition.cadence for one, own in into.items() if own in everything.measures}
        found = calculation_of(definition, cadences)
        return Calculation(found.formula, {key: into[source] for key, source in found.sources.items()}, found.problems)

    def _compute(self, state: MeasureState, unit: str | None, items: Mapping[str, ComputedLine]) -> list[SourcedFigure]:
        measures, calculations = self.stored.everything.measures, self._calculations(state)
        figures = {
            source: ItemFigures(measures[source].definition.cadence, tuple(one.observation for one in line.figures))
            for source, line in items.items()
        }
        frame = Frame(
            state.definition.name, self.stored.everything.org_units.get(unit or ""), state.definition.cadence, self.stored.fiscal_start
        )
        told = {id(one.observation): one.origin for key, line in items.items() if key in self.stored.seen for one in line.figures}
        cells = {id(one.observation): (key, one.day) for key, line in items.items() for one in line.figures if one.day is not None}
        found = computed_figures(frame, figures, lambda days: [calculations[one] for one in state.history.all_on(days)])
        return [SourcedFigure(one.observation, _origin(one, told), tuple(cells[id(used)] for used in one.used)) for one in found]

    def _places(self, measure_id: str, through: tuple[str, ...]) -> frozenset[str | None]:
        """Where a measure has figures or could have: its own places, and those at which every item of a formula has figures."""
        own = self._units.get(measure_id, frozenset())
        state = self.stored.everything.measures[measure_id]
        if not has_formula(state) or measure_id in through or len(through) >= MOST_LEVELS:
            return own
        for calculation in self._calculations(state).values():
            places = [self._places(source, (*through, measure_id)) for source in calculation.sources.values()]
            if places and calculation.formula is not None:
                own |= frozenset.intersection(*places)
        return own


def has_formula(state: MeasureState) -> bool:
    """Whether any version of a measure's definition has a formula over items with figures."""
    return any(one.definition.entry.formula and any(item.measure_id for item in one.definition.entry.items) for one in state.versions)


def computed_from(everything: Catalogue, measure_ids: Iterable[str]) -> set[str]:
    """The measures named and all that they are computed from, in any version, however far back."""
    found: set[str] = set()
    waiting = list(measure_ids)
    while waiting:
        one = everything.merged_into(waiting.pop())
        if one in found or one not in everything.measures:
            continue
        found.add(one)
        versions = everything.measures[one].versions
        waiting += [item.measure_id for each in versions if each.definition.entry.formula for item in each.definition.entry.items]
    return found


def origin_of(row: FigureRow, files: FileOf) -> FigureOrigin:
    """Where a stored figure came from."""
    batch = files.batch(row.seq)
    return FigureOrigin(batch.file_name, row.sheet or "", row.cell or "", batch.ref)


def _origin(figure: ComputedFigure, told: Mapping[int, FigureOrigin]) -> FigureOrigin:
    """One origin for all that a figure was computed from: what they share by itself, and each as a part; ``told`` by observation."""
    parts: list[FigureOrigin] = []
    for one in figure.used:
        origin = told.get(id(one))
        if origin is not None:
            parts += origin.parts or (origin,)
    each = tuple(dict.fromkeys(parts))
    files, sheets = {one.file_name for one in each}, {one.sheet for one in each}
    batches = {one.batch_id for one in each}
    return FigureOrigin(
        files.pop() if len(files) == 1 else "", sheets.pop() if len(sheets) == 1 else "", "; ".join(one.cell for one in each if one.cell),
        batches.pop() if len(batches) == 1 else "", each,
    )
