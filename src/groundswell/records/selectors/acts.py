"""Acts as the ledger holds them, with the words that have not been erased."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from groundswell.records import clock
from groundswell.records.databases import reading_connection
from groundswell.records.ledger.kinds import Kind

LATEST = 1 << 62
"""A ledger position after every entry."""

_COLUMNS = "a.seq, a.id, a.kind, a.measure, a.org_unit, a.day, a.payload, a.supersedes"
_WORDS = "(SELECT json_group_object(w.field, w.text) FROM words w WHERE w.seq = a.seq)"
_LIVE = "NOT EXISTS (SELECT 1 FROM act r WHERE r.supersedes = a.seq AND r.kind = 'retract' AND r.seq <= :seq)"


@dataclass(frozen=True, slots=True)
class ActRow:
    """An act. ``words`` holds its free words by field (``reason``, ``text`` …), empty where erased or none were given."""

    seq: int
    id: str
    kind: str
    measure: str | None
    org_unit: str | None
    day: date | None
    payload: dict[str, Any]
    supersedes: int | None
    words: dict[str, str]

    @property
    def what(self) -> str:
        """What it is about, where its kind has several uses."""
        return str(self.payload.get("what", ""))

    @property
    def reason(self) -> str:
        """Why, in the person's words."""
        return self.words.get("reason", "")


@dataclass(frozen=True, slots=True)
class ActStory:
    """An act with who recorded it and when, and what took it back."""

    act: ActRow
    recorded_at: datetime
    actor_ref: str
    batch_ref: str
    batch_kind: str
    taken_back: bool


def position(as_of_seq: int | None) -> int:
    """The position to look from as a number."""
    return LATEST if as_of_seq is None else as_of_seq


def newest_seq() -> int:
    """The last entry's number, 0 for an empty ledger."""
    (seq,) = reading_connection().execute("SELECT coalesce(max(last_seq), 0) FROM batch").fetchone()
    return int(seq)


def live_acts(kinds: Iterable[Kind], as_of_seq: int | None, *, measure: str | None = None, after: int = 0) -> list[ActRow]:
    """Acts of those kinds that stood (and had not been taken back) at that position, in order; of one measure where it is named; where
    ``after`` is given, only those that came after that position."""
    wanted = ",".join(f"'{kind}'" for kind in kinds)
    about = "AND a.measure = :measure" if measure is not None else ""
    since = "AND a.seq > :after" if after else ""
    query = (
        f"SELECT {_COLUMNS}, {_WORDS} FROM act a"
        f" WHERE a.kind IN ({wanted}) AND a.seq <= :seq {about} {since} AND {_LIVE} ORDER BY a.seq"
    )
    return [_act(row) for row in reading_connection().execute(query, {"seq": position(as_of_seq), "measure": measure, "after": after})]


def grows(kinds: Iterable[Kind], after: int, seq: int) -> bool:
    """Whether from one position to another acts of those kinds were only added: none was taken back, and no words were erased."""
    wanted = ",".join(f"'{kind}'" for kind in kinds)
    query = (
        "SELECT EXISTS (SELECT 1 FROM act r LEFT JOIN act a ON a.seq = r.supersedes WHERE r.seq > :after AND r.seq <= :seq"
        f" AND (r.kind = 'erase' OR (r.kind = 'retract' AND a.kind IN ({wanted}))))"
    )
    return not reading_connection().execute(query, {"after": after, "seq": seq}).fetchone()[0]


def organisation_acts(kind: Kind, as_of_seq: int | None) -> list[ActRow]:
    """Acts of a kind that are about no measure and stood at that position, in order."""
    which = "a.kind = :kind AND a.measure IS NULL AND a.seq <= :seq"
    query = f"SELECT {_COLUMNS}, {_WORDS} FROM act a WHERE {which} AND {_LIVE} ORDER BY a.seq"
    return [_act(row) for row in reading_connection().execute(query, {"kind": str(kind), "seq": position(as_of_seq)})]


def all_acts(kinds: Iterable[Kind], as_of_seq: int | None = None) -> list[ActRow]:
    """Acts of those kinds, those taken back included, in order."""
    wanted = ",".join(f"'{kind}'" for kind in kinds)
    query = f"SELECT {_COLUMNS}, {_WORDS} FROM act a WHERE a.kind IN ({wanted}) AND a.seq <= :seq ORDER BY a.seq"
    return [_act(row) for row in reading_connection().execute(query, {"seq": position(as_of_seq)})]


def act_by_id(act_id: str) -> tuple[ActRow, bool] | None:
    """An act and whether it has been taken back; None when there is none of that id."""
    query = f"SELECT {_COLUMNS}, {_WORDS}, {_LIVE} FROM act a WHERE a.id = :id"
    row = reading_connection().execute(query, {"seq": LATEST, "id": act_id}).fetchone()
    return None if row is None else (_act(row[:-1]), not row[-1])


def stories(measure: str, as_of_seq: int | None) -> list[ActStory]:
    """Every act about a measure, newest first, those taken back included."""
    return _stories("a.measure = :about", measure, as_of_seq)


def organisation_stories(kind: Kind, as_of_seq: int | None) -> list[ActStory]:
    """Every act of a kind that is about no measure but the organisation, newest first, those taken back included."""
    return _stories("a.kind = :about AND a.measure IS NULL", kind, as_of_seq)


def unit_stories(org_unit: str, as_of_seq: int | None) -> list[ActStory]:
    """Every act about an org unit itself, newest first, those taken back included."""
    return _stories("a.org_unit = :about AND a.measure IS NULL", org_unit, as_of_seq)


def _stories(which: str, about: str, as_of_seq: int | None) -> list[ActStory]:
    query = f"""
        SELECT {_COLUMNS}, {_WORDS}, b.recorded_at, b.actor_ref, b.ref, json_extract(o.payload, '$.what'), {_LIVE}
        FROM act a
        JOIN batch b ON b.first_seq = (SELECT max(first_seq) FROM batch WHERE first_seq <= a.seq)
        JOIN act o ON o.seq = b.first_seq
        WHERE {which} AND a.seq <= :seq
        ORDER BY a.seq DESC"""
    rows = reading_connection().execute(query, {"seq": position(as_of_seq), "about": about})
    return [ActStory(_act(row[:9]), clock.moment(row[9]), row[10], row[11], row[12], not row[13]) for row in rows]


def _act(row: Sequence[Any]) -> ActRow:
    seq, act_id, kind, measure, org_unit, day, payload, supersedes, words = row
    return ActRow(seq, act_id, kind, measure, org_unit, clock.day(day), json.loads(payload), supersedes, json.loads(words) if words else {})
