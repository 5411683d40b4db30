"""The log of edits: the newest edit of a field holds, two windows merge by field, gestures are undone and redone."""


import pytest

from groundswell.errors import UserError
from groundswell.records.actors import GUEST, local_actor
from groundswell.records.ids import new_id
from groundswell.records.opening import write, writing_connection
from groundswell.records.selectors.edits import document, document_of, documents, documents_with, history
from groundswell.records.services.editing import LONGEST_TEXT, FieldEdit, edit, undo
from groundswell.records.statements import FAULTS

pytestmark = pytest.mark.usefixtures("data_directory")


def put(document_id: str, item: str, seen: int | None = None, **values: object) -> object:
    return edit(local_actor(), document_id, [FieldEdit(item, "result", name, value) for name, value in values.items()], seen=seen)


def standing(document_id: str, item: str, as_of: int | None = None) -> dict[str, object]:
    return document(document_id, as_of).items[item].fields


def test_the_newest_edit_of_a_field_holds_and_every_position_can_be_looked_at() -> None:
    plan, item = new_id(), new_id()
    first = put(plan, item, text="Streets are clean", zone="team")
    put(plan, item, text="Streets stay clean")
    assert standing(plan, item) == {"text": "Streets stay clean", "zone": "team"}
    assert standing(plan, item, first.seq) == {"text": "Streets are clean", "zone": "team"}
    assert document_of(item) == plan
    assert [one.id for one in documents_with("result")] == [plan]
    assert documents([new_id()]).popitem()[1].items == {}


def test_what_does_not_differ_is_not_stored() -> None:
    plan, item = new_id(), new_id()
    put(plan, item, text="Streets are clean")
    assert put(plan, item, text="  Streets are clean\r\n").gesture == ""
    assert len(history(plan)) == 1


def test_two_windows_merge_by_field_and_lose_nothing() -> None:
    plan, item = new_id(), new_id()
    seen = put(plan, item, text="Streets are clean", team="", zone="team").seq
    put(plan, item, seen, text="Streets stay clean", team="", zone="team")
    # the second window shows the old text, and changes the team alone: it does not put the old text back
    second = put(plan, item, seen, text="Streets are clean", team="Cleansing", zone="team")
    assert second.conflicts == ()
    assert standing(plan, item) == {"text": "Streets stay clean", "team": "Cleansing", "zone": "team"}
    third = put(plan, item, seen, text="Streets shine", team="", zone="process")
    (conflict,) = third.conflicts
    assert (conflict.field, conflict.mine, conflict.theirs) == ("text", "Streets shine", "Streets stay clean")
    assert standing(plan, item) == {"text": "Streets stay clean", "team": "Cleansing", "zone": "process"}


def test_a_gesture_is_undone_and_redone() -> None:
    plan, item, other = new_id(), new_id(), new_id()
    put(plan, item, text="Streets are clean")
    changed = put(plan, item, text="Streets stay clean", team="Cleansing")
    undone = undo(local_actor(), changed.gesture)
    assert standing(plan, item) == {"text": "Streets are clean"}
    undo(local_actor(), undone.gesture)
    assert standing(plan, item) == {"text": "Streets stay clean", "team": "Cleansing"}
    made = put(plan, other, text="Drains run clear")
    taken_out = undo(local_actor(), made.gesture)
    assert [one.id for one in document(plan).live("result")] == [item]
    undo(local_actor(), taken_out.gesture)
    assert standing(plan, other) == {"text": "Drains run clear"}
    assert [one.id for one in document(plan).live("result")] == [item, other]


def test_undo_leaves_alone_what_was_changed_again() -> None:
    plan, item = new_id(), new_id()
    put(plan, item, text="One", team="A")
    changed = put(plan, item, text="Two", team="B")
    put(plan, item, text="Three")
    (conflict,) = undo(local_actor(), changed.gesture).conflicts
    assert (conflict.mine, conflict.theirs) == ("One", "Three")
    assert standing(plan, item) == {"text": "Three", "team": "A"}


def test_history_tells_what_stood_there_before() -> None:
    plan, item = new_id(), new_id()
    put(plan, item, text="One")
    put(plan, item, text="Two")
    newest, oldest = history(plan)
    assert [(one.before, one.after) for one in newest.changes] == [("One", "Two")]
    assert [(one.before, one.after) for one in oldest.changes] == [(None, "One")]
    assert newest.actor_ref == local_actor().ref


def test_bad_use_is_refused_and_stores_nothing() -> None:
    plan, item = new_id(), new_id()
    with pytest.raises(UserError, match="not_allowed"):
        edit(GUEST, plan, [FieldEdit(item, "result", "text", "x")])
    with pytest.raises(UserError, match="text_too_long"):
        put(plan, item, team="A", text="x" * (LONGEST_TEXT + 1))
    with pytest.raises(UserError, match="gesture_unknown"):
        undo(local_actor(), new_id())
    with pytest.raises(UserError, match="item_unknown"):
        document_of(item)
    assert document(plan).items == {}


def test_edits_cannot_be_changed() -> None:
    plan, item = new_id(), new_id()
    put(plan, item, text="One")
    with pytest.raises(FAULTS, match="not changed"):
        write(lambda: writing_connection().execute("UPDATE edit SET value = '\"Two\"'"))
    assert standing(plan, item) == {"text": "One"}
