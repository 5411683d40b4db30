"""Words that mean one thing here: kept with their meaning, compared without capitals, taken out, and each of it undone."""

import pytest

from groundswell.errors import UserError
from groundswell.records.actors import GUEST, local_actor
from groundswell.records.ids import new_id
from groundswell.records.selectors.allowed_words import allowed_words, list_id, listed_words
from groundswell.records.selectors.edits import history
from groundswell.records.services import results_maps
from groundswell.records.services.allowed_words import LONGEST_WORD, allow, disallow, undo

pytestmark = pytest.mark.usefixtures("data_directory")
LAW = "As the building code says: a step-free way from the street."


def standing() -> dict[str, str]:
    return dict(allowed_words(local_actor()))


def test_a_word_is_kept_with_its_meaning_and_taken_out() -> None:
    actor = local_actor()
    assert standing() == {}
    allow(actor, " Accessible ", LAW)
    assert standing() == {"accessible": LAW}
    assert [(one.word, one.definition) for one in listed_words(actor)] == [("Accessible", LAW)]
    disallow(actor, "ACCESSIBLE")
    assert standing() == {}


@pytest.mark.parametrize("again", ["accessible", "ACCESSIBLE", " Accessible"])
def test_a_word_that_is_there_gets_the_new_meaning(again: str) -> None:
    allow(local_actor(), "accessible", LAW)
    allow(local_actor(), again, "Step-free.")
    assert standing() == {"accessible": "Step-free."}


def test_words_stand_by_the_alphabet_and_spaces_make_no_other_word() -> None:
    actor = local_actor()
    for word in ("safe", "Best  value", "accessible"):
        allow(actor, word, LAW)
    assert [one.word for one in listed_words(actor)] == ["accessible", "Best value", "safe"]
    disallow(actor, "best value")
    assert list(standing()) == ["accessible", "safe"]


def test_each_act_is_undone_and_the_log_keeps_both() -> None:
    actor = local_actor()
    undo(actor, allow(actor, "safe", LAW).gesture)
    assert standing() == {}
    first = allow(actor, "safe", LAW)
    undo(actor, disallow(actor, "safe").gesture)
    assert standing() == {"safe": LAW}
    undo(actor, allow(actor, "safe", "Other").gesture)
    assert standing() == {"safe": LAW}
    assert len(history(list_id())) == 7 and first.gesture


def test_a_word_that_comes_back_is_the_same_word() -> None:
    actor = local_actor()
    allow(actor, "safe", LAW)
    taken = disallow(actor, "safe")
    allow(actor, "Safe", "Other")
    assert undo(actor, taken.gesture).conflicts
    assert [(one.word, one.definition) for one in listed_words(actor)] == [("Safe", "Other")]


@pytest.mark.parametrize(
    ("word", "definition", "code"),
    [
        ("", LAW, "word_needed"),
        (" \n", LAW, "word_needed"),
        ("safe", " ", "word_meaning_needed"),
        ("x" * (LONGEST_WORD + 1), LAW, "word_too_long"),
        ("safe", "x" * 200_000, "words_too_long"),
    ],
)
def test_what_is_refused_keeps_the_list(word: str, definition: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        allow(local_actor(), word, definition)
    assert refused.value.code == code
    assert standing() == {}


def test_the_longest_word_is_taken() -> None:
    allow(local_actor(), "x" * LONGEST_WORD, LAW)
    assert len(standing()) == 1


def test_what_is_not_on_the_list_cannot_be_taken_out() -> None:
    with pytest.raises(UserError, match="item_unknown"):
        disallow(local_actor(), "safe")


def test_undo_touches_this_list_alone() -> None:
    made = results_maps.make_map(local_actor(), "Marram")
    for gesture in (made.edited.gesture, new_id()):
        with pytest.raises(UserError, match="gesture_unknown"):
            undo(local_actor(), gesture)


def test_a_guest_sees_and_writes_nothing() -> None:
    allow(local_actor(), "safe", LAW)
    assert dict(allowed_words(GUEST)) == {}
    with pytest.raises(UserError, match="administrator_only"):
        allow(GUEST, "accessible", LAW)
