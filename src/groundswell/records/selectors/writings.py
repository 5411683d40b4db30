"""What people write beside a measure on the way (a sentence, a cause, whom to show it to), in mini galleries, and at their beginning."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from groundswell.domain.access.deciding import Right
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.lines import Line
from groundswell.records.selectors.document_access import right_on
from groundswell.records.selectors.edits import Document, Item, document, documents, documents_with

READING, SOURCE, GALLERY, REMARK, BEGINNING = "reading", "source", "gallery", "remark", "beginning"
"""Kinds of items: READING of a line and SOURCE of a definition in the measure's document, GALLERY and REMARK in a gallery's own,
BEGINNING in the document of the person."""


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody said about one thing of a gallery, and the reply."""

    id: str
    about: str
    kind: str
    text: str
    name: str
    reply_kind: str
    reply: str


@dataclass(frozen=True, slots=True)
class Gallery:
    """A mini gallery. ``shown`` are lines as ``measure/place`` in the order of the wall; ``out`` is how it went out (print, file) or ""."""

    id: str
    name: str
    shown: tuple[str, ...]
    question: str
    invitation: str
    out: str
    remarks: tuple[Remark, ...]
    seq: int
    yours: bool = True


def written(document_id: str, kind: str, item_id: str) -> Mapping[str, Any]:
    """The fields of one item, empty where nothing is written."""
    item = document(document_id).items.get(item_id)
    return item.fields if item is not None and item.kind == kind and not item.gone else {}


def reading_of(line: Line) -> Mapping[str, Any]:
    """What is written beside a line (fields in services/writings.py)."""
    return written(line.measure_id, READING, line.org_unit_id or line.measure_id)


def readings(measure_ids: list[str]) -> dict[str, Document]:
    """The documents of several measures in one query."""
    return documents(measure_ids)


def beginning(actor: Actor) -> Mapping[str, Any]:
    """What this person wrote at their beginning."""
    return written(actor.ref, BEGINNING, actor.ref) if actor.ref else {}


def galleries(actor: Actor) -> list[Gallery]:
    """Every mini gallery that this actor may see, newest first."""
    found = ((one, right_on(actor, one)) for one in reversed(documents_with(GALLERY)))
    return [_gallery(one, yours=right is Right.ACT) for one, right in found if right is not None]


def gallery(actor: Actor, gallery_id: str) -> Gallery:
    """One gallery; raises UserError("item_unknown")."""
    found = document(gallery_id)
    right = right_on(actor, found) if found.live(GALLERY) else None
    if right is None:
        raise UserError("item_unknown")
    return _gallery(found, yours=right is Right.ACT)


def _gallery(one: Document, *, yours: bool) -> Gallery:
    head = one.items[one.id]
    remarks = tuple(_remark(item) for item in one.live(REMARK))
    texts = (head.text("question"), head.text("invitation"), head.text("out"))
    return Gallery(one.id, head.text("name"), tuple(head.fields.get("shown") or ()), *texts, remarks, one.seq, yours)


def _remark(item: Item) -> Remark:
    return Remark(item.id, *(item.text(name) for name in ("about", "remark_kind", "text", "name", "reply_kind", "reply")))
