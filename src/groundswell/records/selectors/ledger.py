"""Where the ledger stands, and whether it is whole."""

from groundswell.records.actors import Actor
from groundswell.records.databases import other_connection, reading_connection
from groundswell.records.ledger import verifying
from groundswell.records.ledger.anchors import Head, anchors_in
from groundswell.records.ledger.verifying import Verdict


def head() -> Head:
    """What somebody keeps elsewhere to be able to prove this state later."""
    return verifying.head(reading_connection())


def anchor_at(actor: Actor, seq: int) -> str:
    """The anchor, in its short form, of what stood at a position; empty where nothing did."""
    at = verifying.head_at(reading_connection(), seq) if actor.ref else None
    return at.anchor.text if at is not None and at.entries else ""


def verify(kept: str | None = None) -> Verdict:
    """Work everything out again; ``kept`` is a text with anchors from elsewhere.

    Raises UserError("bad_anchor"), ("ledger_not_checkable").
    """
    anchors = () if kept is None else anchors_in(kept)
    with other_connection() as connection:
        return verifying.verify(connection, anchors)
