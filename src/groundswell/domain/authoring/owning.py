"""Owners accept: who may ask for a role in a measure, take it on, turn it down, hand it on and lay it down (method 1.11).

Nobody has a role until they said yes themselves. A role is about what one looks after, never about hitting a number, so it ends by
somebody else's yes or by one's own word; nobody takes it away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.errors import UserError


class Role(StrEnum):
    """MEASURE_OWNER keeps the definition right. PERFORMANCE_OWNER answers for acting on what the measure shows. DATA_OWNER answers for
    how its data come about. REPORTER brings the figures on time."""

    PERFORMANCE_OWNER = "performance_owner"
    MEASURE_OWNER = "measure_owner"
    DATA_OWNER = "data_owner"
    REPORTER = "reporter"


SEVERAL: Final = frozenset({Role.DATA_OWNER})
"""Roles that several people hold side by side; each of the others has one person at a time."""


class State(StrEnum):
    """Where it stands between one role and one person. Only HELD gives anybody anything."""

    ASKED = "asked"
    HELD = "held"
    DECLINED = "declined"
    SUGGESTED = "suggested"
    WITHDRAWN = "withdrawn"
    HANDED_OVER = "handed_over"
    LAID_DOWN = "laid_down"
    LEFT = "left"


class Move(StrEnum):
    """What can happen to it. HAND_OVER follows from the yes of the next person, LEAVE from an account that is closed."""

    ACCEPT = "accept"
    DECLINE = "decline"
    SUGGEST = "suggest"
    WITHDRAW = "withdraw"
    LAY_DOWN = "lay_down"
    HAND_OVER = "hand_over"
    LEAVE = "leave"


_NEXT: Final[Mapping[tuple[State, Move], State]] = MappingProxyType(
    {
        (State.ASKED, Move.ACCEPT): State.HELD,
        (State.ASKED, Move.DECLINE): State.DECLINED,
        (State.ASKED, Move.SUGGEST): State.SUGGESTED,
        (State.ASKED, Move.WITHDRAW): State.WITHDRAWN,
        (State.ASKED, Move.LEAVE): State.WITHDRAWN,
        (State.HELD, Move.LAY_DOWN): State.LAID_DOWN,
        (State.HELD, Move.HAND_OVER): State.HANDED_OVER,
        (State.HELD, Move.LEAVE): State.LEFT,
    }
)
_OWN: Final = frozenset({Move.ACCEPT, Move.DECLINE, Move.SUGGEST, Move.LAY_DOWN})


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is to a role between a measure and a person. ``own``: that person. ``team``: they may change the measure."""

    own: bool = False
    team: bool = False


def after(state: State, move: Move) -> State:
    """Where it stands afterwards; raises UserError("role_moved_on") where that move has no place any more."""
    if (state, move) not in _NEXT:
        raise UserError("role_moved_on")
    return _NEXT[state, move]


def may(move: Move, who: Standing) -> bool:
    """Whether they may do that: the person alone answers and lays down, the team alone withdraws what it asked."""
    return who.own if move in _OWN else who.team and move is Move.WITHDRAW


def ended_by(role: Role, held: Sequence[str], predecessor: str = "") -> list[str]:
    """Which of the holdings of a role end when another person accepts it: all of them where one person has it at a time, otherwise the
    one that was handed on."""
    return [one for one in held if role not in SEVERAL or one == predecessor]


def with_accepted(definition: MeasureDefinition, names: Mapping[Role, Sequence[str]]) -> MeasureDefinition:
    """The definition with the people who accepted in the fields that hold no words; what a dictionary says stays as it is."""
    people = definition.entry.people
    written = {
        "performance_owner": (people.performance_owner, Role.PERFORMANCE_OWNER),
        "measure_owner": (people.measure_owner or definition.owner, Role.MEASURE_OWNER),
        "data_owners": (people.data_owners, Role.DATA_OWNER),
        "reporter": (people.reporter, Role.REPORTER),
    }
    filled = {field: ", ".join(names[role]) for field, (words, role) in written.items() if not words and names.get(role)}
    return replace(definition, entry=replace(definition.entry, people=replace(people, **filled))) if filled else definition
