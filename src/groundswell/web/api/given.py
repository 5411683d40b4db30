"""Figures that a program sends, as the domain takes them, each thing that is wrong with them named by its place in the list."""

from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.measurement.exact import LARGEST_FIGURE, MAX_DIGITS, Exact
from groundswell.domain.measurement.observation import Observation, Presence, Status
from groundswell.domain.measurement.period import Cadence, Period, period_of
from groundswell.errors import Place, Problem
from groundswell.records.actors import Actor
from groundswell.records.lines import Line
from groundswell.records.selectors.definitions import MeasureState, catalogue
from groundswell.records.services.matching import Pinned
from groundswell.web.api.schemas import ObservationGiven

CENSORED = (Presence.BELOW, Presence.ABOVE)
MOST_TOLD = 100


@dataclass(frozen=True, slots=True)
class Taken:
    """What was sent: figures, states, and problems. ``units``: the id of each place by its name. With problems nothing is stored."""

    observations: tuple[Observation, ...]
    states: tuple[Observation, ...]
    problems: tuple[Problem, ...]
    pinned: Pinned
    units: dict[str, str]

    def holds(self, measure_id: str, line: Line, org_unit: str | None) -> bool:
        """Whether a figure would be stored where it was sent: under that measure, and at the place of that name."""
        return line == Line(measure_id, None if org_unit is None else self.units.get(org_unit, ""))


def taken(actor: Actor, state: MeasureState, given: Sequence[ObservationGiven]) -> Taken:
    """Read all of them; a place is one of the record, by its id."""
    names, units, problems = catalogue(actor).org_units, dict[str, str](), list[Problem]()
    found: list[Observation] = []
    for at, one in enumerate(given):
        name = None
        if one.org_unit is not None:
            name = names.get(one.org_unit)
            if name is None:
                problems.append(_problem("org_unit_not_there", at))
                continue
            if units.setdefault(name, one.org_unit) != one.org_unit:
                problems.append(_problem("org_units_share_name", at))
                continue
        read = _read(state, one, name, at)
        if isinstance(read, str):
            problems.append(_problem(read, at))
        else:
            found.append(read)
    figures = tuple(one for one in found if one.presence is Presence.VALUE)
    states = tuple(one for one in found if one.presence is not Presence.VALUE)
    pinned = Pinned({state.definition.name: state.id}, units)
    return Taken(figures, states, tuple(problems[:MOST_TOLD]), pinned, units)


def _read(state: MeasureState, one: ObservationGiven, org_unit: str | None, at: int) -> Observation | str:
    """One figure, or the code of what is wrong with it."""
    presence = Presence(one.presence)
    numbers = [None if text is None else Exact.parse(text) for text in (one.value, one.numerator, one.denominator, one.bound)]
    value, numerator, denominator, bound = numbers
    if any(number is not None and not _kept(number) for number in numbers):
        return "number_too_long"
    if (value is not None) is not (presence is Presence.VALUE):
        return "value_needed" if value is None else "value_without_place"
    if (bound is not None) is not (presence in CENSORED):
        return "bound_needed" if bound is None else "value_without_place"
    period = _period(state, one)
    if isinstance(period, str):
        return period
    return Observation(
        state.definition.name, org_unit, period, value, presence, Status(one.status), numerator, denominator, bound,
        cell=f"observations.{at}"[:16],
    )


def _period(state: MeasureState, one: ObservationGiven) -> Period | str:
    cadence = state.definition.cadence
    own = period_of(one.period_start, cadence)
    if one.period_end is None:
        return own
    if one.period_end <= one.period_start:
        return "period_ends_early"
    if one.period_end != own.end and (cadence.has_calendar or cadence is Cadence.DAY):
        return "period_of_other_cadence"
    return Period(one.period_start, one.period_end)


def _kept(number: Exact) -> bool:
    return len(str(abs(number.coef))) <= MAX_DIGITS and abs(number.decimal) <= LARGEST_FIGURE.decimal


def _problem(code: str, at: int) -> Problem:
    return Problem(code, Place(cell=f"observations.{at}"))
