"""The bank of questions keeps the writing rules of method 6.3."""

import re

import pytest

from groundswell.domain.awareness.questions import QUESTIONS, Question, Situation, question, questions_for
from groundswell.domain.awareness.reactions import ReactionKind
from groundswell.words import words_for

OPENERS = ("what", "which", "how", "who", "suppose")
BLAME = re.compile(r"\b(why|should|fail\w*|fault|wrong|blame|must|better if)\b", re.IGNORECASE)


@pytest.fixture(params=QUESTIONS, ids=lambda one: one.code)
def one(request: pytest.FixtureRequest) -> Question:
    return request.param


def test_a_question_is_open_short_and_without_blame(one: Question) -> None:
    text = words_for("en").text(one.words)
    assert text != one.words, "no wording in the catalogue"
    assert text.split()[0].lower() in OPENERS
    assert text.endswith("?") and text.count("?") == 1
    assert len(text.split()) <= 25
    assert not BLAME.search(text)


def test_codes_are_unique() -> None:
    assert len({one.code for one in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("situation", Situation)
def test_every_situation_has_its_own_questions_before_the_general_ones(situation: Situation) -> None:
    offered = questions_for(situation)
    assert len(offered) >= 5
    assert len(set(offered)) == len(offered)
    assert all(situation in one.suits for one in offered)
    assert len(offered[0].suits) < len(offered[-1].suits)


def test_a_question_is_found_by_its_code() -> None:
    assert question("believe") in QUESTIONS
    assert question("nothing") is None


@pytest.mark.parametrize("kind", ReactionKind)
def test_each_kind_of_first_words_has_words_for_the_chip_and_for_the_list(kind: ReactionKind) -> None:
    words = words_for("en")
    assert words.text(f"reaction.{kind}") != f"reaction.{kind}"
    assert words.text(f"reaction_tap.{kind}") != f"reaction_tap.{kind}"
