"""Keeping what people write beside a measure, in a mini gallery and at their beginning: edits, so that each can be undone."""

from collections.abc import Mapping, Sequence
from typing import Any

from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ids import new_id
from groundswell.records.lines import Line
from groundswell.records.selectors.definitions import acting
from groundswell.records.selectors.edits import document
from groundswell.records.selectors.writings import BEGINNING, GALLERY, READING, REMARK, SOURCE
from groundswell.records.services.editing import Edited, FieldEdit, edit
from groundswell.records.services.recording import needed
from groundswell.records.services.results_maps import Made
from groundswell.records.services.teams import team_edits

FIELDS: Mapping[str, frozenset[str]] = {
    READING: frozenset(
        {
            "limits_seen",
            "sentence",
            "sentence_says",
            "cause",
            "who_may_know",
            "season",
            "show_person",
            "show_question",
            "show_when",
            "check_read",
            "flags_answered",
        }
    ),
    SOURCE: frozenset({"known", "asked_whom", "asked_when"}),
    BEGINNING: frozenset({"area", "receivers", "wishes", "remark", "ratings"}),
    GALLERY: frozenset({"name", "shown", "question", "invitation", "out"}),
    REMARK: frozenset({"about", "remark_kind", "text", "name", "reply_kind", "reply"}),
}
MOST_SHOWN = 12
"""Things on one gallery sheet; S26 asks for 3 to 5, and more than a dozen is no longer mini."""


def write_reading(actor: Actor, line: Line, fields: Mapping[str, Any]) -> Edited:
    """What somebody writes beside a line. Raises UserError("measure_unknown")."""
    acting(actor, line.measure_id)
    return edit(actor, line.measure_id, _edits(line.org_unit_id or line.measure_id, READING, fields))


def write_source(actor: Actor, measure_id: str, fields: Mapping[str, Any]) -> Edited:
    """Where a measure's data are, or who was asked."""
    acting(actor, measure_id)
    return edit(actor, measure_id, _edits(measure_id, SOURCE, fields))


def write_beginning(actor: Actor, fields: Mapping[str, Any]) -> Edited:
    """What somebody writes for themselves at the start."""
    return edit(actor, actor.ref, _edits(actor.ref, BEGINNING, fields))


def make_gallery(actor: Actor, name: str, shown: Sequence[str], question: str) -> Made:
    """A mini gallery of some charts. Raises UserError("name_needed"), ("too_many_shown")."""
    gallery_id = new_id()
    fields = {"name": needed(name, "name_needed"), "shown": _shown(shown), "question": question}
    return Made(gallery_id, edit(actor, gallery_id, [*_edits(gallery_id, GALLERY, fields), *team_edits(actor, gallery_id, GALLERY)]))


def change_gallery(actor: Actor, gallery_id: str, fields: Mapping[str, Any], *, seen: int | None = None) -> Edited:
    """Other charts, another question or invitation; or how it went out. Raises UserError("item_unknown"), ("too_many_shown")."""
    document(gallery_id).one(GALLERY, gallery_id)
    values = dict(fields)
    if "shown" in values:
        values["shown"] = _shown(values["shown"])
    return edit(actor, gallery_id, _edits(gallery_id, GALLERY, values), seen=seen)


def write_remark(actor: Actor, gallery_id: str, fields: Mapping[str, Any]) -> Made:
    """What somebody said at the gallery, typed in from the sheet. Raises UserError("words_needed")."""
    document(gallery_id).one(GALLERY, gallery_id)
    needed(str(fields.get("text") or ""), "words_needed")
    remark_id = new_id()
    return Made(remark_id, edit(actor, gallery_id, _edits(remark_id, REMARK, fields)))


def reply(actor: Actor, gallery_id: str, remark_id: str, reply_kind: str, text: str) -> Edited:
    """The answer to a remark: accepted, adapted or declined, because … Raises UserError("reason_needed"), ("item_unknown")."""
    document(gallery_id).one(REMARK, remark_id)
    fields = {"reply_kind": reply_kind, "reply": needed(text)}
    return edit(actor, gallery_id, _edits(remark_id, REMARK, fields))


def _shown(shown: Sequence[str]) -> list[str]:
    if len(shown) > MOST_SHOWN:
        raise UserError("too_many_shown", {"most": MOST_SHOWN, "n": len(shown)})
    return list(dict.fromkeys(shown))


def _edits(item: str, kind: str, fields: Mapping[str, Any]) -> list[FieldEdit]:
    if strange := sorted(fields.keys() - FIELDS[kind]):
        raise TypeError(strange[0])
    return [FieldEdit(item, kind, name, list(value) if isinstance(value, tuple) else value) for name, value in fields.items()]
