"""An org unit: what it was called, where it hung and how many people were in it, each from a day on; and how it ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol, TypeVar


class Change(StrEnum):
    """What can happen to a unit. OPENED puts it into the tree; MERGED, SPLIT and CLOSED end it."""

    OPENED = "opened"
    MOVED = "moved"
    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    CLOSED = "closed"


ENDINGS = frozenset({Change.MERGED, Change.SPLIT, Change.CLOSED})


@dataclass(frozen=True, slots=True)
class Named:
    """A name from a day on; None: from the start."""

    day: date | None
    name: str


@dataclass(frozen=True, slots=True)
class Hung:
    """Where it hangs from a day on: under ``parent``, or at the top where that is None. ``level`` is said, or follows from the parent's."""

    day: date | None
    parent: str | None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people it has from a day on; None: nobody says so any more."""

    day: date | None
    people: int | None


class Dated(Protocol):
    """Whatever holds from a day on."""

    @property
    def day(self) -> date | None: ...


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True, slots=True)
class Unit:
    """``hung`` is empty for a place that is not in the tree yet. It stands from ``start`` (None: always) until ``until``, its first day no
    more. ``successors`` are the units that went on with its work: one after a merge, several after a split."""

    id: str
    names: tuple[Named, ...]
    hung: tuple[Hung, ...] = ()
    counts: tuple[Counted, ...] = ()
    start: date | None = None
    until: date | None = None
    ending: Change | None = None
    successors: tuple[str, ...] = ()
    code: str = ""

    @property
    def placed(self) -> bool:
        """Whether somebody put it into the tree."""
        return bool(self.hung)

    def stands(self, day: date) -> bool:
        """Whether it is there on that day."""
        return (self.start is None or self.start <= day) and (self.until is None or day < self.until)

    def name(self, day: date | None = None) -> str:
        """What it was called on a day; without one its newest name."""
        return (self.names[-1] if day is None else held(self.names, day) or self.names[0]).name

    def where(self, day: date) -> Hung | None:
        """Where it hung on a day; None for a place that is not in the tree."""
        return held(self.hung, day) or (self.hung[0] if self.hung else None)

    def people(self, day: date) -> int | None:
        """How many people it had on a day, where somebody said so."""
        found = held(self.counts, day)
        return None if found is None else found.people


def held(items: Sequence[D], day: date) -> D | None:
    """The last of some dated things that holds on a day."""
    return next((one for one in reversed(items) if one.day is None or one.day <= day), None)


def put_in(items: Sequence[D], new: D) -> tuple[D, ...]:
    """The items with one more, in order of their days; it takes the place of one from the same day."""
    kept = [one for one in items if one.day != new.day]
    at = next((place for place, one in enumerate(kept) if new.day is None or (one.day is not None and one.day > new.day)), len(kept))
    return (*kept[:at], new, *kept[at:])
