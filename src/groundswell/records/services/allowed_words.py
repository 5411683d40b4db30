"""Keep and take out words that mean one thing here; each call is one gesture that can be undone. The list holds for everybody, so an
administrator writes it: each raises UserError("administrator_only") for others."""

from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ids import new_id
from groundswell.records.selectors.allowed_words import ALLOWED, folded, list_id, listed_words
from groundswell.records.selectors.edits import GONE, document, gesture_rows
from groundswell.records.services import editing
from groundswell.records.services.editing import Edited, FieldEdit, edit
from groundswell.records.services.recording import for_everybody, needed

LONGEST_WORD = 60
"""Characters of a word or a set phrase; what is longer is a sentence."""


def allow(actor: Actor, word: str, definition: str) -> Edited:
    """A word with what it means here; one that is listed already gets the new meaning.

    Raises UserError("word_needed"), ("word_too_long"), ("word_meaning_needed").
    """
    for_everybody(actor)
    written = " ".join(needed(word, "word_needed").split())
    if len(written) > LONGEST_WORD:
        raise UserError("word_too_long", {"n": len(written), "most": LONGEST_WORD})
    meaning = needed(definition, "word_meaning_needed")
    # a word that was taken out comes back as the same one, so that no undo can list it twice
    item = next((one.id for one in document(list_id()).items.values() if folded(one.text("word")) == folded(written)), None) or new_id()
    fields = {"word": written, "definition": meaning, GONE: None}
    return edit(actor, list_id(), [FieldEdit(item, ALLOWED, name, value) for name, value in fields.items()])


def disallow(actor: Actor, word: str) -> Edited:
    """A word leaves the list; raises UserError("item_unknown") for one that is not on it."""
    for_everybody(actor)
    item = next((one.id for one in listed_words(actor) if folded(one.word) == folded(word)), None)
    if item is None:
        raise UserError("item_unknown")
    return edit(actor, list_id(), [FieldEdit(item, ALLOWED, GONE, True)])


def undo(actor: Actor, gesture: str) -> Edited:
    """What a gesture did to the list is undone; raises UserError("gesture_unknown"), also for one of another document."""
    for_everybody(actor)
    rows = gesture_rows(gesture)
    if not rows or rows[0][1] != list_id():
        raise UserError("gesture_unknown")
    return editing.undo(actor, gesture)
