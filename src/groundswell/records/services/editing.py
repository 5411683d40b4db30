"""Writing to documents: each field is an edit of its own, two windows merge field by field, and a gesture can be undone."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.ids import new_id
from groundswell.records.models import Edit
from groundswell.records.opening import write
from groundswell.records.selectors.document_access import right_to_write
from groundswell.records.selectors.edits import GONE, document, fields_at, gesture_rows

LONGEST_TEXT = 20_000
"""Characters that one field keeps; a longer text is refused with a sentence and stays in the form."""


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """A field of an item is to hold ``value`` (text, number, yes or no, or a list of texts; None empties it)."""

    item: str
    kind: str
    field: str
    value: Any


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that another window changed after this one was opened: nothing was overwritten, both texts are here."""

    item: str
    field: str
    mine: Any
    theirs: Any
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Edited:
    """``gesture`` is what undo takes, "" where nothing differed; ``seq`` the document's position now."""

    gesture: str
    seq: int
    conflicts: tuple[Conflict, ...] = ()


def edit(actor: Actor, document_id: str, edits: Sequence[FieldEdit], *, seen: int | None = None) -> Edited:
    """Store what differs, as one gesture.

    ``seen`` is the position that the person's window showed (None: whatever stands may be overwritten). A field that they
    left as it was then is left alone; one that both changed is a conflict and is not stored. Raises
    UserError("not_allowed"), ("text_too_long"), ("item_unknown") where they may not see the document, ("not_your_document").
    """
    if not actor.ref:
        raise UserError("not_allowed")
    wanted = [_checked(one) for one in edits]

    def work() -> Edited:
        right_to_write(actor, document_id)
        now = document(document_id)
        standing = fields_at(now)
        then = standing if seen is None or seen >= now.seq else fields_at(document(document_id, seen))
        taken, conflicts = [], []
        for one in wanted:
            key = (one.item, one.field)
            if one.value == standing.get(key) or (seen is not None and one.value == then.get(key)):
                continue
            if seen is not None and standing.get(key) != then.get(key):
                conflicts.append(Conflict(*key, one.value, standing.get(key), _changed_at(document_id, *key)))
            else:
                taken.append(one)
        gesture, seq = _store(actor, document_id, taken)
        return Edited(gesture, seq or now.seq, tuple(conflicts))

    return write(work)


def undo(actor: Actor, gesture: str) -> Edited:
    """What a gesture changed stands again as before, as a gesture of its own (which can be undone too).

    A field that was changed again since stays as it is and comes back as a conflict. Raises UserError("gesture_unknown").
    """
    if not actor.ref:
        raise UserError("not_allowed")

    def work() -> Edited:
        rows = gesture_rows(gesture)
        if not rows:
            raise UserError("gesture_unknown")
        document_id = rows[0][1]
        right_to_write(actor, document_id, "gesture_unknown")
        before = fields_at(document(document_id, rows[0][0] - 1))
        after = fields_at(document(document_id, rows[-1][0]))
        now = document(document_id)
        standing = fields_at(now)
        there = {item for item, _ in before}
        back, conflicts = [], []
        for _, _, item, kind, name in rows:
            key = (item, name)
            if standing.get(key) != after.get(key):
                conflicts.append(Conflict(*key, before.get(key), standing.get(key), _changed_at(document_id, *key)))
            elif item in there:
                back.append(FieldEdit(item, kind, name, before.get(key)))
        # what the gesture made is taken out with its words kept, unless somebody has gone on with it
        gone_on = {one.item for one in conflicts}
        made = {item: kind for _, _, item, kind, _ in rows if item not in there and item not in gone_on}
        back += [FieldEdit(item, kind, GONE, True) for item, kind in made.items()]
        undone, seq = _store(actor, document_id, back)
        return Edited(undone, seq or now.seq, tuple(conflicts))

    return write(work)


def _store(actor: Actor, document_id: str, edits: Sequence[FieldEdit]) -> tuple[str, int]:
    if not edits:
        return "", 0
    gesture, now = new_id(), clock.stamp(clock.now())
    seq = 0
    for one in edits:
        row = Edit.objects.create(
            gesture=gesture,
            document=document_id,
            item=one.item,
            kind=one.kind,
            field=one.field,
            value=None if one.value is None else json.dumps(one.value, ensure_ascii=False),
            actor_ref=actor.ref,
            recorded_at=now,
        )
        seq = row.seq
    return gesture, seq


def _changed_at(document_id: str, item: str, name: str) -> datetime:
    row = Edit.objects.filter(document=document_id, item=item, field=name).order_by("-seq").values_list("recorded_at", flat=True)[0]
    return clock.moment(row)


def _checked(one: FieldEdit) -> FieldEdit:
    value = one.value
    if isinstance(value, str):
        value = value.replace("\r\n", "\n").replace("\x00", "").strip()
        if len(value) > LONGEST_TEXT:
            raise UserError("text_too_long", {"n": len(value), "most": LONGEST_TEXT})
        value = value or None
    return FieldEdit(one.item, one.kind, one.field, value)
