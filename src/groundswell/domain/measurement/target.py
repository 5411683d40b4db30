"""What a measure is wanted to reach, and what it must not fall short of: targets and minimum standards, with what became of them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from groundswell.domain.measurement.exact import Exact


class TargetKind(StrEnum):
    """What is to reach the target's value: the typical level, the limit on the side that is not wanted, or the width between limits."""

    CENTRAL_LINE = "central_line"
    LIMIT = "limit"
    SPREAD = "spread"


@dataclass(frozen=True, slots=True)
class Target:
    """A level wanted at a date, drawn as a point above its date, never as a line.

    ``id`` is the act that set it, empty where no ledger holds it. ``set_on``: the day on which a person set it; None where a
    sheet brought it, so that nobody knows. ``by_hand``: a person set it here. ``label``: the head of the sheet's column.
    """

    value: Exact
    day: date
    label: str = ""
    kind: TargetKind = TargetKind.CENTRAL_LINE
    id: str = ""
    set_on: date | None = None
    reason: str = ""
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Standard:
    """What each single value must meet from ``valid_from`` on: a minimum, where more is better; a maximum, where less is.

    It is no target: nothing is to be reached, and no month is a success. ``value`` None: from that day on there is none.
    """

    value: Exact | None
    valid_from: date
    id: str = ""
    set_on: date | None = None
    reason: str = ""


class Fate(StrEnum):
    """What became of a target: it stands, another value took its place, or it was withdrawn."""

    STANDS = "stands"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class TargetChange:
    """One target of the past or of today. ``until``: the day on which it was replaced or withdrawn; ``ended_because``: why."""

    target: Target
    fate: Fate = Fate.STANDS
    until: date | None = None
    ended_because: str = ""


def standard_on(standards: tuple[Standard, ...], day: date) -> Standard | None:
    """The standard in force on a day; None before the first and after a withdrawal."""
    begun = [one for one in standards if one.valid_from <= day]
    newest = max(begun, key=lambda one: one.valid_from, default=None)
    return None if newest is None or newest.value is None else newest
