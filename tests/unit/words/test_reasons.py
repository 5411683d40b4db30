"""Why a point is flagged and what would signal next, in words: every rule and side has its sentences, singular and plural."""

import pytest

from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import SegmentInput, Side
from groundswell.domain.xmr.explaining import why_flagged
from groundswell.domain.xmr.looking_ahead import Ahead, NextSignal, Stretch, next_signals
from groundswell.domain.xmr.own_rule_set import WINDOWS, rule_set_from_mapping
from groundswell.domain.xmr.rule_set import RULES
from groundswell.domain.xmr.rule_sets import RULE_SETS
from groundswell.domain.xmr.signals import WITHOUT_SIDE
from groundswell.words import catalogue, words_for
from groundswell.words.explaining_words import rule_set_named, tell_next, tell_why
from groundswell.words.finding_words import Telling
from groundswell.words.rule_set_words import rule_set_told
from tests.spec.xmr_sets import SETS, SetRow
from tests.spec.xmr_tables import BASE, as_shipped

WORDS = words_for("en")
SIDES = {
    "trend": (Side.RISING, Side.FALLING), "moving_range": (Side.ABOVE,), **dict.fromkeys(WITHOUT_SIDE, (Side.BOTH,)),
    **dict.fromkeys(WINDOWS, (Side.ABOVE, Side.BELOW, Side.BOTH)),
}
CASES = [pytest.param(name, row, id=f"{name}: {row.rule}") for name, rows in SETS.items() for row in rows]


def telling(analysis: object) -> Telling:
    return Telling(lambda value: f"{value:g}", lambda value: f"{value:g}", lambda at: f"month {at}", analysis, "")  # type: ignore[arg-type]


def test_every_rule_and_side_can_be_explained_and_looked_forward_to() -> None:
    known = catalogue.codes("en")
    for rule in RULES:
        assert f"rule_name.{rule}" in known
        for side in SIDES.get(rule, (Side.ABOVE, Side.BELOW)):
            assert {f"explain.{rule}.{side.value}", f"next.{rule}.{side.value}"} <= known, rule
    for name in RULE_SETS:
        assert {f"rule_set.{name}", f"rule_set_name.{name}", f"rests.rule_set.{name}"} <= known


@pytest.mark.parametrize(("name", "row"), CASES)
def test_the_examples_of_the_manual_are_explained(name: str, row: SetRow) -> None:
    figures = [*BASE, *row.signals] if row.baseline else list(row.signals)
    held = [SegmentInput(calculated_to=11)] if row.baseline else []
    analysis = analyse(figures, rules=as_shipped(name), segments=held)
    at = row.points[-1] + (len(BASE) if row.baseline else 0)
    told = tell_why(WORDS, why_flagged(analysis, at), telling(analysis))
    assert told.sentences and all("It could be known from month " in sentence for sentence in told.sentences)
    assert len(told.others) == 11, "a rule set with other constants is another one: all that are shipped have their say"
    assert all("{" not in text for text in (*told.sentences, *told.others, *tell_next(WORDS, next_signals(analysis), telling(analysis))))


STRETCHES = [
    ((Stretch(3, None),), "A next figure above 3 would make 8 in a row above typical."),
    ((Stretch(None, 3),), "A next figure below 3 would make 8 in a row above typical."),
    ((Stretch(1, 3),), "A next figure between 1 and 3 would make 8 in a row above typical."),
    ((Stretch(None, None),), "A next figure of any size would make 8 in a row above typical."),
    ((Stretch(3, 3, True, True),), "A next figure of exactly 3 would make 8 in a row above typical."),
    ((Stretch(None, 1), Stretch(3, None)), "A next figure below 1 or above 3 would make 8 in a row above typical."),
    ((Stretch(3, 100, False, True),), "A next figure above 3 would make 8 in a row above typical."),
]


@pytest.mark.parametrize(("stretches", "sentence"), STRETCHES)
def test_stretches_of_figures_in_words(stretches: tuple[Stretch, ...], sentence: str) -> None:
    ahead = Ahead((NextSignal("long_run", Side.ABOVE, False, 8, stretches),))
    assert tell_next(WORDS, ahead, telling(None)) == (sentence,)


def test_why_nothing_is_said_is_said() -> None:
    for figures, sentence in (
        ([1, 2], "There are too few figures for limits, so nothing can be a signal yet."),
        ([5] * 8, "The figures that the limits rest on do not vary, so nothing can be a signal."),
    ):
        assert tell_next(WORDS, next_signals(analyse(figures)), telling(None)) == (sentence,)
    assert tell_next(WORDS, Ahead(()), telling(None)) == ("No single next figure would be a signal.",)
    analysis = analyse([8, 12, 8, 12, 8, None])
    for at, sentence in ((0, "month 0 is 8: no rule of this chart flags it."), (5, "month 5 has no figure.")):
        assert tell_why(WORDS, why_flagged(analysis, at), telling(analysis)).sentences == (sentence,)
    few = analyse([8, 12])
    assert "too few figures" in tell_why(WORDS, why_flagged(few, 1), telling(few)).sentences[0]


def test_rules_of_ones_own_go_by_the_name_they_were_given() -> None:
    own = rule_set_from_mapping({"name": "Marram rules", "version": 2, "source": "the board", "outside_limits": True})
    assert (rule_set_named(WORDS, own), rule_set_told(WORDS, own)) == ("Marram rules", "Marram rules, rules of your own (version 2)")
    assert rule_set_named(WORDS, RULE_SETS["nhs_2023"]) == "NHS 2023"
