"""The record of changes, batch by batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.databases import reading_connection
from groundswell.records.ledger.kinds import BatchKind
from groundswell.records.selectors.acts import position
from groundswell.records.selectors.labels import RETRACT, STORE, label

_SELECT = """
    SELECT b.id, b.ref, json_extract(o.payload, '$.what'), b.recorded_at, json_extract(o.payload, '$.file_name'),
           json_extract(o.payload, '$.new'), json_extract(o.payload, '$.changed'),
           b.n, b.actor_ref, b.first_seq, b.last_seq,
           (SELECT r.ref FROM act ro JOIN batch r ON r.first_seq = ro.seq
            WHERE ro.kind = 'batch' AND json_extract(ro.payload, '$.retracts') = b.ref AND ro.seq <= :seq),
           json_extract(o.payload, '$.retracts'),
           (SELECT w.text FROM words w WHERE w.seq = b.first_seq AND w.field = 'reason'),
           (SELECT a.kind || ' ' || coalesce(json_extract(a.payload, '$.what'), '') || ' ' || coalesce(t.kind, '') FROM act a
            LEFT JOIN act t ON t.seq = a.supersedes WHERE a.seq = b.first_seq + 1),
           b.source_sha256, json_extract(o.payload, '$.figures')
    FROM batch b JOIN act o ON o.seq = b.first_seq
"""


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch: what it is, how many figures came new or changed, what took it back.

    ``kind``: store, retract, or what the act was (split, leave_out, rules, baseline, note, target, define, share …).
    """

    id: int
    ref: str
    kind: str
    recorded_at: datetime
    file_name: str
    new: int
    changed: int
    entries: int
    actor_ref: str
    first_seq: int
    last_seq: int
    retracted_by: str | None
    retracts: str | None
    reason: str
    source_sha256: str | None
    taken: int

    @property
    def figures(self) -> int:
        """Figures that it stored, or took back."""
        return self.new + self.changed or self.taken

    @property
    def undoable(self) -> bool:
        """Whether it can be taken back as a whole: an import that stands."""
        return self.kind == STORE and self.retracted_by is None


def batches(actor: Actor, *, limit: int = 200, before: int | None = None, as_of_seq: int | None = None) -> list[BatchRow]:
    """Newest first; ``before`` is the id of the last one on the page before."""
    if not actor.ref:
        return []
    query = f"{_SELECT} WHERE b.last_seq <= :seq AND (:before IS NULL OR b.id < :before) ORDER BY b.id DESC LIMIT :limit"
    parameters = {"seq": position(as_of_seq), "before": before, "limit": limit}
    return [_row(row) for row in reading_connection().execute(query, parameters)]


def batch(actor: Actor, ref: str, as_of_seq: int | None = None) -> BatchRow:
    """One batch; raises UserError("batch_unknown")."""
    rows = reading_connection().execute(f"{_SELECT} WHERE b.ref = :ref", {"seq": position(as_of_seq), "ref": ref}).fetchall()
    if not rows or not actor.ref:
        raise UserError("batch_unknown")
    return _row(rows[0])


def following(actor: Actor, batch_id: int) -> str:
    """The ref of the batch after that one; empty where it is the newest."""
    row = reading_connection().execute("SELECT ref FROM batch WHERE id = ?", (batch_id + 1,)).fetchone() if actor.ref else None
    return str(row[0]) if row is not None else ""


def standing_with_source(actor: Actor, source_sha256: str) -> BatchRow | None:
    """The first import of a file that has not been taken back, by the file's digest."""
    query = f"{_SELECT} WHERE b.source_sha256 = :sha AND json_extract(o.payload, '$.what') = 'import' ORDER BY b.id"
    rows = [_row(row) for row in reading_connection().execute(query, {"seq": position(None), "sha": source_sha256})]
    return next((row for row in rows if row.retracted_by is None and actor.ref), None)


def _row(row: Sequence[Any]) -> BatchRow:
    kind = STORE if row[2] == BatchKind.IMPORT else RETRACT if row[2] == BatchKind.RETRACT else label(*(row[14] or "  ").split(" "))
    return BatchRow(
        row[0], row[1], kind, clock.moment(row[3]), row[4] or "", int(row[5] or 0), int(row[6] or 0), row[7], row[8], row[9], row[10], row[11], row[12],
        row[13] or "", row[15], int(row[16] or 0),
    )
