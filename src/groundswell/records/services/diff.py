"""What a file would do to the record: new, changed (old → new), unchanged, refused, missing."""

from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import cast

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation, Presence, Status
from groundswell.domain.measurement.period import Period
from groundswell.engine.people_named import NOBODY_NAMED, PeopleNamed
from groundswell.errors import Problem
from groundswell.records.lines import Line
from groundswell.records.selectors.batches import BatchRow

NOTHING_THERE = frozenset({Presence.MISSING, Presence.NOT_YET})
"""States that say as much as an absent row; a figure that follows one is new, not changed."""


@dataclass(frozen=True, slots=True)
class StoredFigure:
    """A figure as the record has it now, by the names of its measure and place, and where it came from."""

    measure: str
    org_unit: str | None
    period: Period
    value: Exact | None
    presence: Presence
    status: Status
    numerator: Exact | None
    denominator: Exact | None
    bound: Exact | None
    seq: int
    batch_ref: str
    file_name: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the file, which has a period. ``measure_id`` is None where the measure would be new."""

    observation: Observation
    line: Line
    measure_id: str | None
    replaces: int | None = None

    @property
    def measure(self) -> str:
        """The name of its measure in the record, or as the file writes it."""
        return self.observation.measure

    @property
    def org_unit(self) -> str | None:
        """The name of its place."""
        return self.observation.org_unit

    @property
    def period(self) -> Period:
        """The days that it is about."""
        return cast("Period", self.observation.period)

    @property
    def day(self) -> date:
        """The first day of its period, which with the line is what it is about."""
        return self.period.start


@dataclass(frozen=True, slots=True)
class Change:
    """A figure that differs from the stored one. ``key`` names it in a form and in ``reasons``."""

    figure: Figure
    old: StoredFigure
    key: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """A name of the file that is read as a name of the record, though it is not written like it. ``kind``: measure or org unit."""

    kind: str
    name: str
    meant: str


@dataclass(frozen=True, slots=True)
class Diff:
    """All that would happen, and the ledger position it was worked out at. Storing it stores exactly this.

    ``people``: lines that are named like people, for which nobody has given a reason yet.
    """

    new: tuple[Figure, ...] = ()
    changed: tuple[Change, ...] = ()
    unchanged: tuple[Figure, ...] = ()
    refused: tuple[Problem, ...] = ()
    missing: tuple[StoredFigure, ...] = ()
    new_measures: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
    notes: int = 0
    targets: int = 0
    first_batch: BatchRow | None = None
    as_of_seq: int = 0
    measure_ids: tuple[str, ...] = field(default=())
    renamed: tuple[Renamed, ...] = ()
    people: PeopleNamed = NOBODY_NAMED

    @property
    def nothing_to_store(self) -> bool:
        """Whether the file adds nothing."""
        return not (self.new or self.changed or self.notes or self.targets or self.definitions or self.new_measures)


def change_key(observation: Observation) -> str:
    """A name for a figure of a file that is the same each time the file is read."""
    start = "" if observation.period is None else observation.period.start.isoformat()
    return sha256("\0".join((observation.measure, observation.org_unit or "", start)).encode()).hexdigest()[:20]


def same_figure(observation: Observation, old: StoredFigure) -> bool:
    """Whether a figure says the same as the stored one: compared as numbers, so 1.5 and 1.50 are the same."""
    return (
        observation.value == old.value
        and observation.presence is old.presence
        and observation.status is old.status
        and observation.numerator == old.numerator
        and observation.denominator == old.denominator
        and observation.bound == old.bound
        and observation.period == old.period
    )
