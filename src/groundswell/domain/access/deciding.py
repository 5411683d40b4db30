"""May this person see that, may they change it, and because of what.

Access is part of the method: what a team measures for itself is the team's until the team publishes it (product.md, tenet 4;
contracts 4). Nobody ranks above that rule: administering accounts gives no eyes, and a recorded break-glass gives them openly.
"""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Audience(StrEnum):
    """For whose eyes something is, from the narrowest to the widest."""

    TEAM = "team"
    UPWARD = "upward"
    ORGANISATION = "organisation"
    PUBLIC = "public"


WIDTH: Final = {audience: width for width, audience in enumerate(Audience)}
"""How wide an audience is, to tell widening from narrowing."""


class Right(StrEnum):
    """SEE: look, react, ask. ACT: change it, publish it, answer for it."""

    SEE = "see"
    ACT = "act"


class Because(StrEnum):
    """What a decision rests on; the words of the page that explains it have the same codes."""

    ALONE = "alone"
    OWN_TEAM = "own_team"
    OWN_ROLE = "own_role"
    NAMED_ABOVE = "named_above"
    ORGANISATION = "organisation"
    PUBLIC = "public"
    BREAK_GLASS = "break_glass"
    NOT_PUBLISHED = "not_published"
    NOT_SIGNED_IN = "not_signed_in"
    OTHER_TEAM = "other_team"


@dataclass(frozen=True, slots=True)
class Subject:
    """A measure, map, comment or question as access sees it: its id, audience, owning team (an org unit's id; None where nobody
    has taken it on) and the units above that it was named to (of use where the audience is UPWARD)."""

    id: str
    audience: Audience
    team: str | None
    upward: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks. ``everything``: the one local person, and the product itself. ``units``: where they hold a post today. ``roles``: ids
    of subjects in which they have accepted a role. ``glass``: ids of subjects that they opened by a recorded break-glass. ``within``:
    somebody who looks with this viewer's eyes, and sees no more than with their own. ``only``: of all that, no more than the subjects of
    these ids (a program that acts for a person); None takes nothing away."""

    everything: bool = False
    signed_in: bool = False
    units: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    glass: frozenset[str] = frozenset()
    within: "Viewer | None" = None
    only: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Yes or no, because of what, and by which unit where one decided."""

    allowed: bool
    because: Because
    unit: str | None = None


EVERYTHING: Final = Viewer(everything=True, signed_in=True)
NOBODY: Final = Viewer()


def decide(viewer: Viewer, subject: Subject, right: Right = Right.SEE) -> Decision:
    """The one decision: first what belongs to the viewer, then what was published to them; whatever is left is a no."""
    if viewer.only is not None and subject.id not in viewer.only:
        return Decision(False, Because.NOT_PUBLISHED)
    if viewer.within is not None and not (looker := decide(viewer.within, subject, right)).allowed:
        return looker
    if own := _as_own(viewer, subject):
        return own
    if right is Right.ACT:
        return Decision(False, Because.OTHER_TEAM if viewer.signed_in else Because.NOT_SIGNED_IN)
    return _as_published(viewer, subject)


def sees(viewer: Viewer, subject: Subject) -> bool:
    """Whether they may look."""
    return decide(viewer, subject).allowed


def acts(viewer: Viewer, subject: Subject) -> bool:
    """Whether they may change it."""
    return decide(viewer, subject, Right.ACT).allowed


def widens(before: Audience, after: Audience, named_before: Set[str] = frozenset(), named_after: Set[str] = frozenset()) -> bool:
    """Whether somebody may see it afterwards who could not before."""
    return WIDTH[after] > WIDTH[before] or (before is after is Audience.UPWARD and not named_after <= named_before)


def narrows(before: Audience, after: Audience, named_before: Set[str] = frozenset(), named_after: Set[str] = frozenset()) -> bool:
    """Whether somebody could see it before who may not afterwards."""
    return WIDTH[after] < WIDTH[before] or (before is after is Audience.UPWARD and not named_before <= named_after)


def _as_own(viewer: Viewer, subject: Subject) -> Decision | None:
    if viewer.everything:
        return Decision(True, Because.ALONE)
    if viewer.signed_in and subject.team is not None and subject.team in viewer.units:
        return Decision(True, Because.OWN_TEAM, subject.team)
    if viewer.signed_in and subject.id in viewer.roles:
        return Decision(True, Because.OWN_ROLE)
    return None


def _as_published(viewer: Viewer, subject: Subject) -> Decision:
    if subject.audience is Audience.PUBLIC:
        return Decision(True, Because.PUBLIC)
    if not viewer.signed_in:
        return Decision(False, Because.NOT_SIGNED_IN)
    if subject.audience is Audience.ORGANISATION:
        return Decision(True, Because.ORGANISATION)
    named = sorted(subject.upward & viewer.units) if subject.audience is Audience.UPWARD else []
    if named:
        return Decision(True, Because.NAMED_ABOVE, named[0])
    if subject.id in viewer.glass:
        return Decision(True, Because.BREAK_GLASS)
    return Decision(False, Because.NOT_PUBLISHED)
