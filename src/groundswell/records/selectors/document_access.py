"""For whose eyes a document of the log of edits is: a map with its designs, a gallery, what stands beside a measure, a person's own."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from groundswell.domain.access.deciding import Audience, Right, Subject, decide
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.databases import reading_connection
from groundswell.records.models import Account, Organisation
from groundswell.records.selectors.definitions import subject_of, units_that_go_on
from groundswell.records.selectors.edits import Document, document

HEADS: Final = frozenset({"map", "gallery"})
"""Kinds of the item that has its document's own id and says who owns the document and for whom it is."""
TEAM, AUDIENCE, UPWARD = "team", "audience", "upward"
"""Fields of that item."""
RESULT: Final = "result"


def document_subject(one: Document) -> Subject:
    """A map or gallery as the decision point takes it; one that no team has taken on is nobody's but the one's who is alone."""
    head = one.items.get(one.id)
    return subject_from(one.id, {} if head is None else head.fields)


def subject_from(document_id: str, fields: Mapping[str, Any]) -> Subject:
    """The same from the fields of its head."""
    audience, merged = Audience(fields.get(AUDIENCE) or Audience.TEAM), units_that_go_on()
    team, upward = fields.get(TEAM) or None, fields.get(UPWARD) or ()
    return Subject(document_id, audience, merged.get(team, team) if team else None, frozenset(merged.get(one, one) for one in upward))


def right_on(actor: Actor, one: Document, as_of_seq: int | None = None) -> Right | None:
    """What they may do with a map or gallery: ACT, SEE, or None; by its audience of today, whatever position it was read at."""
    if actor.alone:
        return Right.ACT
    subject = document_subject(one if as_of_seq is None else document(one.id))
    if decide(actor.viewer, subject, Right.ACT).allowed:
        return Right.ACT
    return Right.SEE if decide(actor.viewer, subject).allowed else None


def right_to_write(actor: Actor, document_id: str, unknown: str = "item_unknown") -> None:
    """Raises UserError(``unknown``) where they may not see the document that they write to, ("not_your_document") where they may only
    look. A document that is just beginning is anybody's who is signed in."""
    if actor.alone:
        return
    kind, home = _place_of(document_id)
    if kind in HEADS or kind == RESULT:
        subject: Subject | None = document_subject(document(home))
    elif document_id == actor.ref or Organisation.objects.filter(id=document_id).exists():
        return
    elif Account.objects.filter(id=document_id).exists():
        raise UserError(unknown)
    else:
        subject = subject_of(document_id)
    if subject is None:
        return
    if not decide(actor.viewer, subject).allowed:
        raise UserError(unknown)
    if not decide(actor.viewer, subject, Right.ACT).allowed:
        raise UserError("not_your_document")


def results_seen(actor: Actor, result_ids: Sequence[str]) -> frozenset[str]:
    """Those of some results whose map this actor may see."""
    if actor.alone:
        return frozenset(result_ids)
    homes = {one: home for one in result_ids for kind, home in [_place_of(one)] if kind == RESULT}
    seen = {home for home in set(homes.values()) if decide(actor.viewer, document_subject(document(home))).allowed}
    return frozenset(one for one, home in homes.items() if home in seen)


def map_of(result_id: str) -> str:
    """The map on which a result stands, "" for what is no result."""
    kind, home = _place_of(result_id)
    return home if kind == RESULT else ""


def _place_of(item_id: str) -> tuple[str, str]:
    """What kind of item has that id, and in which document: a result, or the head of a document; empty where there is none."""
    wanted = (*sorted(HEADS), RESULT)
    query = f"SELECT kind, document FROM edit WHERE item = ? AND kind IN ({','.join('?' * len(wanted))}) ORDER BY seq LIMIT 1"
    row = reading_connection().execute(query, (item_id, *wanted)).fetchone()
    return ("", "") if row is None else (str(row[0]), str(row[1]))
