"""What every service does at its end: put one batch into the ledger, in the writing thread."""

from collections.abc import Sequence
from dataclasses import replace

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.ledger.encoding import BatchFields
from groundswell.records.ledger.kinds import BatchKind, Kind
from groundswell.records.ledger.sealing import ActDraft, BatchDraft, Sealed, seal
from groundswell.records.opening import writing_connection

LONGEST_WORDS = 4000


def opening_act(kind: BatchKind, **about: str | int | None) -> ActDraft:
    """The act that says what a batch is; None values are left out."""
    return ActDraft(Kind.BATCH, payload={"what": kind.value, **{name: value for name, value in about.items() if value is not None}})


def for_everybody(actor: Actor) -> None:
    """Raises UserError("administrator_only") for anybody but an administrator (alone, that is whoever is there): it holds for all."""
    if not actor.administrator:
        raise UserError("administrator_only")


def seal_acts(actor: Actor, acts: Sequence[ActDraft]) -> Sealed:
    """One batch of a person's acts. Called inside :func:`groundswell.records.opening.write`."""
    return seal_batch(actor, BatchDraft(batch_fields(actor), opening_act(BatchKind.ACT), acts))


def seal_batch(actor: Actor, draft: BatchDraft) -> Sealed:
    """Any batch, by an actor who belongs here. One that came by the command line of a shared data directory says so."""
    if not actor.ref:
        raise UserError("not_allowed")
    if actor.by_command:
        draft = replace(draft, opening=replace(draft.opening, payload={**draft.opening.payload, "by": "command_line"}))
    return seal(writing_connection(), draft)


def batch_fields(actor: Actor, source_sha256: str | None = None) -> BatchFields:
    """Who and when, and from which file."""
    return BatchFields(source_sha256, actor.ref, clock.stamp(clock.now()))


def needed(text: str, code: str = "reason_needed") -> str:
    """Words that must be there; raises UserError with that code, or ("words_too_long")."""
    text = text.strip()
    if not text:
        raise UserError(code)
    return short_enough(text)


def short_enough(text: str) -> str:
    """Words as they are kept; raises UserError("words_too_long")."""
    text = text.strip().replace("\x00", "")
    if len(text) > LONGEST_WORDS:
        raise UserError("words_too_long", {"most": LONGEST_WORDS})
    return text


def reasoned(reason: str) -> dict[str, str]:
    """A reason as an act's words; empty where none was given."""
    reason = short_enough(reason)
    return {"reason": reason} if reason else {}
