"""What is said about who looks after a measure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from groundswell.domain.authoring.owning import Role, State
from groundswell.records.selectors.owning import Holding, Owners
from groundswell.words import Words


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence about a role and a person. ``quote``: a word that came with it. ``own``: it is the reader's.

    ``suggested_id``: whom to ask next, where somebody was suggested.
    """

    id: str
    text: str
    quote: str = ""
    own: bool = False
    suggested_id: str = ""
    suggested: str = ""


@dataclass(frozen=True, slots=True)
class RoleView:
    """One role: who holds it, who was asked, who answered otherwise."""

    code: str
    name: str
    about: str
    held: Sequence[Line]
    asked: Sequence[Line]
    answered: Sequence[Line]


@dataclass(frozen=True, slots=True)
class PastView:
    """Who held a role, and from when until when."""

    role: str
    person: str
    days: str
    how: str


@dataclass(frozen=True, slots=True)
class Looks:
    """One line of a measure's page or definition: a role and who has it."""

    code: str
    role: str
    who: str


def role_name(role: Role, words: Words) -> str:
    """``Measure owner``."""
    return words.text(f"owners.role.{role.value}")


def person_name(name: str, words: Words, *, own: bool = False) -> str:
    """A name, or what is said where there is none."""
    return name or words.text("owners.you" if own else "owners.no_name")


def roles_of(found: Owners, words: Words) -> list[RoleView]:
    """Every role, in order."""
    return [
        RoleView(
            role.value,
            role_name(role, words),
            words.text(f"owners.about.{role.value}"),
            [_held(one, words) for one in found.held if one.role is role],
            [_asked(one, words) for one in found.asked if one.role is role],
            [_answered(one, words) for one in found.answered if one.role is role],
        )
        for role in Role
    ]


def past_of(rows: Iterable[Holding], words: Words) -> list[PastView]:
    """Those who held a role, the newest first."""
    ended = sorted(rows, key=lambda one: str(one.until), reverse=True)
    return [
        PastView(
            role=role_name(one.role, words),
            person=person_name(one.person, words, own=one.own),
            days=_days(one, words),
            how=words.text(f"owners.end.{one.state}"),
        )
        for one in ended
    ]


def looks_after(rows: Iterable[Holding], words: Words) -> list[Looks]:
    """Each role that somebody has, with everybody who has it."""
    found: dict[Role, list[str]] = {}
    for one in rows:
        found.setdefault(one.role, []).append(person_name(one.person, words, own=one.own))
    return [Looks(role.value, role_name(role, words), words.listed(who)) for role, who in found.items()]


def _held(one: Holding, words: Words) -> Line:
    since = words.day(one.start) if one.start else ""
    return Line(one.id, words.text("owners.held", {"who": person_name(one.person, words, own=one.own), "day": since}), one.answer, one.own)


def _asked(one: Holding, words: Words) -> Line:
    values = {"who": person_name(one.person, words, own=one.own), "day": words.day(one.asked_on)}
    return Line(one.id, words.text("owners.asked", values), one.asking, one.own)


def _answered(one: Holding, words: Words) -> Line:
    values = {"who": person_name(one.person, words, own=one.own), "other": person_name(one.suggested, words)}
    next_id = one.suggested_id if one.state is State.SUGGESTED and one.suggested else ""
    return Line(one.id, words.text(f"owners.answered.{one.state}", values), one.answer, one.own, next_id, one.suggested)


def _days(one: Holding, words: Words) -> str:
    if one.start is None or one.until is None:
        return ""
    return words.text("owners.days", {"start": words.day(one.start), "end": words.day(one.until)})
