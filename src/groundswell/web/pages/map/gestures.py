"""What a person does on the drawing of a map, as one small message each: read strictly, done by the services, undone as one."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from groundswell.domain.authoring.map_layout import lay_out
from groundswell.domain.authoring.results_map import LinkKind, Result
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.selectors.edits import gesture_rows
from groundswell.records.selectors.results_maps import LINK, RESULT, MapState
from groundswell.records.services import results_maps as writing
from groundswell.records.services.editing import Edited, undo

FARTHEST = 50_000
"""A place on the plane is a whole number no farther from the middle; the largest map reaches to some 4,000."""


@dataclass(frozen=True, slots=True)
class Message:
    """One gesture as the window sent it; each field is read by its kind or refused."""

    actor: Actor
    state: MapState
    fields: Mapping[str, Any]

    @property
    def map_id(self) -> str:
        """The map that it is about."""
        return self.state.map.id

    @property
    def seen(self) -> int | None:
        """The position that the window showed; None where it does not say."""
        value = self.fields.get("seen")
        return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None

    def text(self, name: str) -> str:
        """A text that has to be there. Raises UserError("gesture_unreadable")."""
        value = self.fields.get(name)
        if not isinstance(value, str):
            raise UserError("gesture_unreadable")
        return value

    def result(self, name: str = "result") -> Result:
        """A result in use. Raises UserError("item_unknown")."""
        found = self.state.map.result_of(self.text(name))
        if found is None:
            raise UserError("item_unknown")
        return found

    def place(self) -> tuple[int, int] | None:
        """The place on the plane, or None where no place is given."""
        if "x" not in self.fields and "y" not in self.fields:
            return None
        found = []
        for name in ("x", "y"):
            value = self.fields.get(name)
            if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) <= FARTHEST:
                raise UserError("gesture_unreadable")
            found.append(round(value))
        return found[0], found[1]

    def kind(self) -> LinkKind:
        """The kind of a link. Raises UserError("gesture_unreadable")."""
        try:
            return LinkKind(self.text("link_kind"))
        except ValueError:
            raise UserError("gesture_unreadable") from None


def read_message(actor: Actor, state: MapState, body: bytes) -> Message:
    """A message out of a request's body. Raises UserError("gesture_unreadable")."""
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        raise UserError("gesture_unreadable") from None
    if not isinstance(fields, dict):
        raise UserError("gesture_unreadable")
    return Message(actor, state, fields)


def done(message: Message) -> Edited:
    """Does it. Raises UserError with its sentence where it cannot be done; then nothing has changed."""
    work = KINDS.get(message.text("kind"))
    if work is None:
        raise UserError("gesture_unreadable")
    return work(message)


def _zone_at(message: Message, at: tuple[int, int]) -> str:
    """The key of the zone whose ground lies at a place."""
    own = message.state.map
    return own.zones[lay_out(own).zone_at(*at)].key


def _move(message: Message) -> Edited:
    """To a place, and into that place's zone; without a place it goes back to where the layout puts it."""
    one, at = message.result(), message.place()
    zone = message.fields.get("zone")
    if isinstance(zone, str):
        return writing.change_result(message.actor, message.map_id, one.id, {"zone": zone, "at": None})
    if at is None:
        return writing.move_results(message.actor, message.map_id, {one.id: None})
    return writing.change_result(message.actor, message.map_id, one.id, {"zone": _zone_at(message, at), "at": at})


def _write(message: Message) -> Edited:
    at = message.place()
    if at is None:
        return writing.write_result(message.actor, message.map_id, message.text("text"), message.text("zone")).edited
    return writing.write_result(message.actor, message.map_id, message.text("text"), _zone_at(message, at), at=at).edited


def _change(message: Message) -> Edited:
    fields = {"text": message.text("text")}
    return writing.change_result(message.actor, message.map_id, message.text("result"), fields, seen=message.seen)


def _link(message: Message) -> Edited:
    return writing.link(message.actor, message.map_id, message.kind(), message.text("first"), message.text("second")).edited


def _unlink(message: Message) -> Edited:
    return writing.take_out(message.actor, message.map_id, LINK, message.text("link"))


def _take_out(message: Message) -> Edited:
    return writing.take_out(message.actor, message.map_id, RESULT, message.text("result"))


def _to_initiatives(message: Message) -> Edited:
    return writing.move_to_initiatives(message.actor, message.map_id, message.text("result")).edited


def _undo(message: Message) -> Edited:
    gesture = message.text("gesture")
    rows = gesture_rows(gesture)
    if not rows or rows[0][1] != message.map_id:
        raise UserError("gesture_unknown")
    return undo(message.actor, gesture)


KINDS: Mapping[str, Callable[[Message], Edited]] = {
    "move": _move,
    "write": _write,
    "change": _change,
    "link": _link,
    "unlink": _unlink,
    "take_out": _take_out,
    "to_initiatives": _to_initiatives,
    "undo": _undo,
}
