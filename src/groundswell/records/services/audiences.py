"""For whose eyes something is: its own team alone widens it, narrowing is on the record too, and an administrator opens only openly."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from groundswell.domain.access.deciding import Audience, Subject, narrows, sees
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.ledger.kinds import Kind, What
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.opening import write
from groundswell.records.selectors.audiences import units_above
from groundswell.records.selectors.definitions import acting, subject_of
from groundswell.records.selectors.document_access import AUDIENCE, UPWARD, document_subject
from groundswell.records.selectors.edits import document
from groundswell.records.services.editing import Edited, FieldEdit, edit
from groundswell.records.services.recording import needed, seal_acts
from groundswell.records.services.sharing import end_links

LONGEST_GLASS: Final = 24
"""Hours for which a break-glass opens at most."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """An audience, and for UPWARD the units above by id."""

    audience: str
    upward: frozenset[str] = frozenset()


def set_audience(actor: Actor, measure_id: str, wanted: Wanted, reason: str) -> str:
    """For whose eyes a measure is from now on; on the record with its reason. Gives the act's id.

    Narrowing ends the links to it; pictures and files that went out stay what they are. Raises UserError("measure_unknown"),
    ("not_your_measure"), ("audience_unknown"), ("upward_needed"), ("already_so_seen"), ("reason_needed").
    """

    def work() -> str:
        before = acting(actor, measure_id).subject
        after = checked(actor, before, wanted)
        payload = {"audience": after.audience.value, **({"upward": sorted(after.upward)} if after.upward else {})}
        act = ActDraft(Kind.VISIBILITY, measure_id, payload=payload, words={"reason": needed(reason)})
        seal_acts(actor, [act])
        if narrows(before.audience, after.audience, before.upward, after.upward):
            end_links(actor, measure_id)
        return act.id

    return write(work)


def set_document_audience(actor: Actor, document_id: str, kind: str, wanted: Wanted) -> Edited:
    """For whose eyes a map (with its designs) or a gallery is from now on; an edit of its log, with its undo."""
    after = checked(actor, document_subject(document(document_id)), wanted)
    fields = {AUDIENCE: None if after.audience is Audience.TEAM else after.audience.value, UPWARD: sorted(after.upward) or None}
    return edit(actor, document_id, [FieldEdit(document_id, kind, name, value) for name, value in fields.items()])


def checked(actor: Actor, before: Subject, wanted: Wanted) -> Subject:
    """What something would be after a change of its audience, with nothing that cannot be."""
    if wanted.audience not in set(Audience):
        raise UserError("audience_unknown", {"audience": wanted.audience})
    audience = Audience(wanted.audience)
    upward: frozenset[str] = frozenset()
    if audience is Audience.UPWARD:
        upward = wanted.upward & ({one.id for one in units_above(actor, before.team, clock.now().date())} | before.upward)
        if not upward and not actor.alone:
            raise UserError("upward_needed")
    after = Subject(before.id, audience, before.team, upward)
    if after == before:
        raise UserError("already_so_seen")
    return after


def break_glass(actor: Actor, measure_id: str, hours: int, reason: str) -> str:
    """An administrator looks at a measure that was not published to them, for some hours; its team sees that, who and why.

    It gives eyes and no hands. Raises UserError("not_allowed"), ("measure_unknown"), ("glass_too_long"), ("already_seen"),
    ("reason_needed").
    """
    if not actor.administrator or actor.alone:
        raise UserError("not_allowed")
    if not 1 <= hours <= LONGEST_GLASS:
        raise UserError("glass_too_long", {"most": LONGEST_GLASS})

    def work() -> str:
        subject = subject_of(measure_id)
        if subject is None:
            raise UserError("measure_unknown")
        if sees(actor.viewer, subject):
            raise UserError("already_seen")
        until = clock.stamp(clock.now() + timedelta(hours=hours))
        payload = {"what": What.GLASS.value, "by": actor.ref, "until": until}
        act = ActDraft(Kind.VISIBILITY, measure_id, payload=payload, words={"reason": needed(reason)})
        seal_acts(actor, [act])
        return act.id

    return write(work)
