"""Documents as the log of edits leaves them: the newest edit of each field holds, at any position of the log."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.databases import reading_connection
from groundswell.records.selectors.acts import position

GONE = "gone"
"""The field that takes an item out of its document; undoing the edit brings it back."""
_MANY = 400


@dataclass(slots=True)
class Item:
    """One thing of a document. ``fields`` are those written so far; ``first_seq`` orders items as they were made."""

    id: str
    kind: str
    document: str
    first_seq: int
    last_seq: int
    fields: dict[str, Any] = field(default_factory=dict)

    @property
    def gone(self) -> bool:
        """Whether it was taken out."""
        return bool(self.fields.get(GONE))

    def text(self, name: str) -> str:
        """A field as text, "" where nothing is written."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else ""


@dataclass(slots=True)
class Document:
    """The items of a document by id, those taken out included. ``seq`` is the position it was read at: its newest edit."""

    id: str
    items: dict[str, Item] = field(default_factory=dict)
    seq: int = 0

    def live(self, kind: str) -> list[Item]:
        """Items of a kind that are in use, in the order in which they were made."""
        return [item for item in self.items.values() if item.kind == kind and not item.gone]

    def one(self, kind: str, item_id: str) -> Item:
        """A live item; raises UserError("item_unknown"), the same for one that was never there."""
        item = self.items.get(item_id)
        if item is None or item.kind != kind or item.gone:
            raise UserError("item_unknown")
        return item


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field that an edit changed; values as Python values, None for nothing written."""

    seq: int
    item: str
    kind: str
    field: str
    before: Any
    after: Any


@dataclass(slots=True)
class Gesture:
    """What somebody did at once."""

    id: str
    actor_ref: str
    recorded_at: datetime
    last_seq: int
    changes: list[FieldChange] = field(default_factory=list)


def document(document_id: str, as_of_seq: int | None = None) -> Document:
    """One document; an id that nothing was ever written to gives an empty one."""
    return documents([document_id], as_of_seq)[document_id]


def documents(document_ids: Sequence[str], as_of_seq: int | None = None) -> dict[str, Document]:
    """Several documents in one query, an empty one for each id that holds nothing."""
    found = {one: Document(one) for one in document_ids}
    for row in _edits(document_ids, as_of_seq):
        _apply(found[row[2]], row)
    return found


def documents_with(kind: str, as_of_seq: int | None = None) -> list[Document]:
    """Every document that holds a live item of a kind, in the order in which those were made."""
    query = "SELECT document, min(seq) FROM edit WHERE kind = ? AND seq <= ? GROUP BY document ORDER BY min(seq)"
    ids = [row[0] for row in reading_connection().execute(query, (kind, position(as_of_seq)))]
    return [one for one in documents(ids, as_of_seq).values() if one.live(kind)]


def documents_naming(kind: str, name: str, text: str) -> list[str]:
    """Ids of the documents where an item of a kind was ever given that text in that field, or holds it in its list."""
    query = "SELECT DISTINCT document FROM edit WHERE kind = ? AND field = ? AND instr(value, ?) > 0"
    return [row[0] for row in reading_connection().execute(query, (kind, name, json.dumps(text, ensure_ascii=False)))]


def document_of(item_id: str) -> str:
    """The document that an item belongs to: a result's is its map, though its design stands in a document of its own, under the same id.

    The first edit of it says so; no database gives rows in an order that was not asked for. Raises UserError("item_unknown").
    """
    row = reading_connection().execute("SELECT document FROM edit WHERE item = ? ORDER BY seq LIMIT 1", (item_id,)).fetchone()
    if row is None:
        raise UserError("item_unknown")
    return str(row[0])


def history(document_id: str) -> list[Gesture]:
    """Everything that was done to a document, newest first, with what stood there before."""
    standing: dict[tuple[str, str], Any] = {}
    gestures: dict[str, Gesture] = {}
    for row in _edits([document_id], None):
        seq, gesture, _, item, kind, name, value, actor_ref, recorded_at = row
        after = None if value is None else json.loads(value)
        change = FieldChange(seq, item, kind, name, standing.get((item, name)), after)
        standing[item, name] = after
        told = gestures.setdefault(gesture, Gesture(gesture, actor_ref, clock.moment(recorded_at), seq))
        told.changes.append(change)
        told.last_seq = seq
    return list(reversed(gestures.values()))


def moment_at(document_id: str, seq: int) -> datetime | None:
    """When the document came to stand as it does at a position; None before its first edit."""
    query = "SELECT recorded_at FROM edit WHERE document = ? AND seq <= ? ORDER BY seq DESC LIMIT 1"
    row = reading_connection().execute(query, (document_id, seq)).fetchone()
    return None if row is None else clock.moment(row[0])


def gesture_rows(gesture: str) -> list[tuple[int, str, str, str, str]]:
    """(seq, document, item, kind, field) of each edit of a gesture, in order."""
    query = "SELECT seq, document, item, kind, field FROM edit WHERE gesture = ? ORDER BY seq"
    return list(reading_connection().execute(query, (gesture,)))


def _edits(document_ids: Sequence[str], as_of_seq: int | None) -> Iterator[tuple[Any, ...]]:
    columns = "seq, gesture, document, item, kind, field, value, actor_ref, recorded_at"
    for part in _parts(document_ids):
        marks = ",".join("?" * len(part))
        query = f"SELECT {columns} FROM edit WHERE document IN ({marks}) AND seq <= ? ORDER BY seq"
        yield from reading_connection().execute(query, (*part, position(as_of_seq)))


def _parts(document_ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (document_ids[at : at + _MANY] for at in range(0, len(document_ids), _MANY))


def _apply(into: Document, row: tuple[Any, ...]) -> None:
    seq, _, _, item_id, kind, name, value, _, _ = row
    item = into.items.get(item_id)
    if item is None:
        item = into.items[item_id] = Item(item_id, kind, into.id, seq, seq)
    if value is None:
        item.fields.pop(name, None)
    else:
        item.fields[name] = json.loads(value)
    item.last_seq = into.seq = seq


def fields_at(one: Document) -> Mapping[tuple[str, str], Any]:
    """Every written field by (item, field)."""
    return {(item.id, name): value for item in one.items.values() for name, value in item.fields.items()}
