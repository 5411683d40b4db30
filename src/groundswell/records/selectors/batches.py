"""The record of changes, batch by batch."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.databases import reading_connection
from groundswell.records.ledger.kinds import BatchKind
from groundswell.records.selectors.acts import position
from groundswell.records.selectors.definitions import catalogue
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

    ``kind``: store, retract, or what the act was (split, leave_out, rules, baseline, note, target, define, share …). ``yours``: whoever
    asked may take it back, as nothing in it belongs to another team.
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
    yours: bool = True

    @property
    def figures(self) -> int:
        """Figures that it stored, or took back."""
        return self.new + self.changed or self.taken

    @property
    def undoable(self) -> bool:
        """Whether it can be taken back as a whole: an import that stands."""
        return self.kind == STORE and self.retracted_by is None and self.yours


def batches(actor: Actor, *, limit: int = 200, before: int | None = None, as_of_seq: int | None = None) -> list[BatchRow]:
    """Newest first; ``before`` is the id of the last one on the page before.

    Of a batch whoever asks is told what concerns measures that they see: its counts are theirs, and one that concerns only others is
    not there (decision 118).
    """
    if not actor.ref:
        return []
    query = f"{_SELECT} WHERE b.last_seq <= :seq AND (:before IS NULL OR b.id < :before) ORDER BY b.id DESC LIMIT :limit"
    eyes, found = _Eyes(actor), list[BatchRow]()
    while len(found) < limit:
        parameters = {"seq": position(as_of_seq), "before": before, "limit": limit}
        rows = [_row(row) for row in reading_connection().execute(query, parameters)]
        found += eyes.shown(rows)
        if len(rows) < limit:
            break
        before = rows[-1].id
    return found[:limit]


def batch(actor: Actor, ref: str, as_of_seq: int | None = None) -> BatchRow:
    """One batch; raises UserError("batch_unknown")."""
    rows = reading_connection().execute(f"{_SELECT} WHERE b.ref = :ref", {"seq": position(as_of_seq), "ref": ref}).fetchall()
    found = _Eyes(actor).shown([_row(row) for row in rows]) if actor.ref else []
    if not found:
        raise UserError("batch_unknown")
    return found[0]


def following(actor: Actor, batch_id: int) -> str:
    """The ref of the batch after that one; empty where it is the newest."""
    row = reading_connection().execute("SELECT ref FROM batch WHERE id = ?", (batch_id + 1,)).fetchone() if actor.ref else None
    return str(row[0]) if row is not None else ""


def standing_with_source(actor: Actor, source_sha256: str) -> BatchRow | None:
    """The first import of a file that has not been taken back and is not kept from this actor, by the file's digest."""
    query = f"{_SELECT} WHERE b.source_sha256 = :sha AND json_extract(o.payload, '$.what') = 'import' ORDER BY b.id"
    rows = [_row(row) for row in reading_connection().execute(query, {"seq": position(None), "sha": source_sha256})]
    standing = [row for row in rows if row.retracted_by is None and actor.ref]
    return next(iter(_Eyes(actor).shown(standing)), None)


class _Eyes:
    """What of a batch somebody sees, asked of all batches of a page at once."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._everything = None if actor.alone else catalogue(actor)

    def shown(self, rows: list[BatchRow]) -> list[BatchRow]:
        """The batches that concern no measure or one that they see, with the counts of what they see."""
        if self._everything is None or not rows:
            return rows
        own = self._everything.theirs(self._actor).measures
        parts = _parts([row.id for row in rows])
        found = []
        for row in rows:
            about = parts.get(row.id, [])
            touched = {part.measure for part in about}
            if touched and not touched & self._everything.measures.keys():
                continue
            seen = [part for part in about if part.measure in self._everything.measures]
            entries = row.entries - sum(part.entries for part in about if part not in seen)
            counts: dict[str, Any] = {"new": 0, "changed": 0, "taken": 0, "entries": entries, "yours": touched <= own.keys()}
            for part in seen:
                counts[_COUNTED.get(part.kind, "entries")] += part.figures
            found.append(replace(row, **counts) if touched else row)
        return found


_COUNTED = {"observe": "new", "restate": "changed", "retract": "taken"}


class _Part(NamedTuple):
    """What a batch holds of one measure and kind: entries, and how many of them are figures."""

    measure: str
    kind: str
    entries: int
    figures: int


def _parts(ids: Sequence[int]) -> dict[int, list[_Part]]:
    marks = ",".join("?" * len(ids))
    query = f"""
        SELECT b.id, o.measure, o.kind, count(*), sum(CASE WHEN o.kind <> 'observe' OR o.presence = 'value' THEN 1 ELSE 0 END)
        FROM batch b JOIN observation o ON o.seq BETWEEN b.first_seq AND b.last_seq WHERE b.id IN ({marks}) GROUP BY b.id, o.measure, o.kind
        UNION ALL
        SELECT b.id, a.measure, 'act', count(*), 0
        FROM batch b JOIN act a ON a.seq BETWEEN b.first_seq AND b.last_seq
        WHERE b.id IN ({marks}) AND a.measure IS NOT NULL GROUP BY b.id, a.measure"""
    found: dict[int, list[_Part]] = defaultdict(list)
    for batch_id, *part in reading_connection().execute(query, (*ids, *ids)):
        found[batch_id].append(_Part._make(part))
    return found


def _row(row: Sequence[Any]) -> BatchRow:
    kind = STORE if row[2] == BatchKind.IMPORT else RETRACT if row[2] == BatchKind.RETRACT else label(*(row[14] or "  ").split(" "))
    new, changed, taken = (int(row[at] or 0) for at in (5, 6, 16))
    return BatchRow(
        row[0], row[1], kind, clock.moment(row[3]), row[4] or "", new, changed, row[7], row[8], row[9], row[10], row[11], row[12],
        row[13] or "", row[15], taken,
    )
