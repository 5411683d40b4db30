"""What the batches of people and of the product itself are about: the measure, the reason, and whether it was taken back since."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from groundswell.records.actors import Actor
from groundswell.records.databases import reading_connection
from groundswell.records.ledger.kinds import Kind
from groundswell.records.selectors.batches import BatchRow
from groundswell.records.selectors.definitions import catalogue
from groundswell.records.selectors.labels import RETRACT, STORE, label


@dataclass(frozen=True, slots=True)
class Deed:
    """The first act of a batch. ``measure_id`` is empty when the batch is about several measures, about none, or about one hidden
    from this person. ``took_back`` is the label of what it took back.
    """

    measure_id: str = ""
    org_unit_id: str = ""
    name: str = ""
    place: str = ""
    reason: str = ""
    taken_back: bool = False
    took_back: str = ""


def deeds(actor: Actor, rows: Sequence[BatchRow]) -> Mapping[int, Deed]:
    """By the id of each batch that is neither figures nor an undo of figures; read in one query."""
    wanted = {row.first_seq + 1: row.id for row in rows if row.kind not in (STORE, RETRACT)}
    if not wanted:
        return {}
    query = f"""
        SELECT a.seq, a.kind, a.measure, a.org_unit,
               (SELECT w.text FROM words w WHERE w.seq = a.seq AND w.field = 'reason'),
               EXISTS (SELECT 1 FROM act r WHERE r.supersedes = a.seq AND r.kind = 'retract'),
               t.kind, json_extract(t.payload, '$.what'),
               (SELECT count(DISTINCT o.measure) FROM act o JOIN batch b ON b.first_seq = a.seq - 1
                WHERE o.seq BETWEEN b.first_seq AND b.last_seq)
        FROM act a LEFT JOIN act t ON t.seq = a.supersedes WHERE a.seq IN ({",".join(map(str, wanted))})"""
    everything, found = catalogue(actor), {}
    for seq, kind, measure, unit, reason, taken_back, earlier, what, measures in reading_connection().execute(query):
        took_back = label(earlier, what or "") if kind == Kind.RETRACT and earlier else ""
        state = everything.measures.get(measure or "") if measures == 1 else None
        deed = Deed(taken_back=bool(taken_back), took_back=took_back, reason="" if measure else reason or "")
        if state is not None:
            place = everything.org_units.get(unit or "", "")
            deed = replace(deed, measure_id=state.id, org_unit_id=unit or "", name=state.definition.name, place=place, reason=reason or "")
        found[wanted[seq]] = deed
    return found
