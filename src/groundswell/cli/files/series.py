"""The series of a file, for the commands that chart and analyse: read in the limited child, grouped by measure and org unit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from groundswell.cli.progress import bar
from groundswell.domain.measurement.definition import Target
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation, Presence, Status
from groundswell.domain.measurement.period import Period
from groundswell.domain.measurement.series import Series
from groundswell.engine.child import read_in_child
from groundswell.engine.column import undated_column
from groundswell.engine.periods import Ambiguous, Calendar, PeriodParser, PeriodRead
from groundswell.engine.proposal import problem_from
from groundswell.errors import Problem, UserError
from groundswell.words import words_for

STATUSES = frozenset(Status)
SeriesName = tuple[str, str | None]
"""A measure's name and its org unit's."""


@dataclass(frozen=True, slots=True)
class SeriesOfFile:
    """Every series of a file in the order of the file, and the problems of reading it. ``calendar`` reads labels of its periods.

    ``measurement_units`` and ``targets`` are what the sheet says beside its figures, by measure and org unit.
    """

    series: tuple[Series, ...]
    problems: tuple[Problem, ...] = ()
    calendar: Calendar = field(default_factory=Calendar)
    measurement_units: Mapping[SeriesName, str] = field(default_factory=dict)
    targets: Mapping[SeriesName, tuple[Target, ...]] = field(default_factory=dict)


def series_of_file(path: Path) -> SeriesOfFile:
    """Read a file without asking; raises UserError where it cannot be opened or holds no series of figures."""
    column = undated_column(path)
    if column is not None:
        return SeriesOfFile((column,))
    with bar("read.progress", {"file": path.name}) as tell:
        read: Mapping[str, Any] = read_in_child(path, "read", {"all": True, "name": path.name}, on_progress=tell)
    problems = tuple(problem_from(plain) for plain in read["problems"])
    found = tuple(_grouped(observation_of(plain) for plain in read["observations"]))
    if not any(series.figures for series in found):
        raise _nothing(path, problems)
    units = {(measure, org_unit): unit for measure, org_unit, unit in read["measurement_units"]}
    return SeriesOfFile(
        tuple(series for series in found if series.figures), problems, measurement_units=units, targets=_targets(read["targets"])
    )


def observation_of(plain: Mapping[str, Any]) -> Observation:
    """An observation from its JSON form (contracts 1)."""
    start, end, state = plain["period_start"], plain["period_end"], plain["state"]
    status = Status(state) if state in STATUSES else Status.FINAL
    return Observation(
        plain["measure"], plain["org_unit"],
        None if start is None else Period(date.fromisoformat(start), date.fromisoformat(end)),
        _number(plain["value"]),
        Presence.VALUE if state in STATUSES else Presence(state),
        status, _number(plain["numerator"]), _number(plain["denominator"]), sheet=plain["sheet"], cell=plain["cell"],
    )


def place_of_period(series: Series, label: str, calendar: Calendar) -> int | None:
    """Index of the period that a label names: an ISO date, a label as the file writes it, or the place in an undated series.

    Of a date that can be read in two ways the one is taken that begins a period of the series; None where both or neither do.
    """
    if all(point.period is None for point in series.points):
        return int(label) if label.isascii() and label.isdigit() and int(label) < len(series) else None
    starts = {point.period.start: at for at, point in enumerate(series.points) if point.period}
    read = PeriodParser(calendar).read(label)
    readings = (read,) if isinstance(read, PeriodRead) else read.readings if isinstance(read, Ambiguous) else ()
    places = {starts[one.period.start] for one in readings if one.period.start in starts}
    return places.pop() if len(places) == 1 else None


def chosen(found: Sequence[Series], measure: str | None, org_unit: str | None) -> list[Series]:
    """Series of that measure and org unit, by their names without regard to case; None takes all."""
    return [
        series for series in found
        if (measure is None or series.measure.casefold() == measure.casefold())
        and (org_unit is None or (series.org_unit or "").casefold() == org_unit.casefold())
    ]


def _grouped(observations: Iterable[Observation]) -> Iterable[Series]:
    groups: dict[tuple[str, str | None], list[Observation]] = {}
    for observation in observations:
        if observation.period is not None:
            groups.setdefault((observation.measure, observation.org_unit), []).append(observation)
    for group in groups.values():
        yield Series.of_observations(group)


def _targets(plain: Iterable[tuple[str, str | None, str, str]]) -> dict[SeriesName, tuple[Target, ...]]:
    found: dict[SeriesName, tuple[Target, ...]] = {}
    for measure, org_unit, value, day in plain:
        target = Target(Exact.parse(value), date.fromisoformat(day))
        found[measure, org_unit] = (*found.get((measure, org_unit), ()), target)
    return found


def _number(text: str | None) -> Exact | None:
    return None if text is None else Exact.parse(text)


def _nothing(path: Path, problems: Sequence[Problem]) -> UserError:
    """Why there is no series: the first thing in doubt, in words."""
    if not problems:
        return UserError("nothing_to_analyse", {"file": path.name})
    first, words = problems[0], words_for()
    place = " ".join(part for part in (first.place.sheet, first.place.cell) if part)
    return UserError("nothing_to_analyse_because", {"file": path.name, "place": place, "problem": words.problem(first)}, exit_code=1)
