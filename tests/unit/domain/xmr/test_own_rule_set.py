"""Rule sets of one's own: there and back without loss, and one plain sentence for whatever is wrong."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.own_rule_set import WINDOWS, rule_set_from_mapping, rule_set_to_mapping
from groundswell.domain.xmr.rule_set import (
    AlternationRule,
    Average,
    CentreRule,
    Constants,
    CrossingsRule,
    Flagged,
    LongestRunRule,
    Recalculation,
    RuleSet,
    RunRule,
    Screening,
    Ties,
    TrendRule,
    ZoneRule,
)
from groundswell.domain.xmr.rule_sets import PRINTED_MEDIAN, RULE_SETS
from groundswell.errors import UserError
from groundswell.words import words_for

OURS: dict[str, Any] = {"name": "Marram rules", "version": 1, "source": "Board of 3 March", "long_run": {"length": 6}}

TEXTS = st.text(st.characters(min_codepoint=32, max_codepoint=383), min_size=1, max_size=30).map(str.strip).filter(
    lambda text: text.isprintable() and bool(text) and text.casefold() not in RULE_SETS
)
LENGTHS, FRACTIONS, YES_NO = st.integers(4, 100), st.floats(0.01, 0.99), st.booleans()


def zones(rule: str) -> st.SearchStrategy[ZoneRule | None]:
    hits, window = WINDOWS[rule]

    def zone(fraction: float, all_on_one_side: bool, outside: bool, flagged: Flagged, either_side: bool) -> ZoneRule:
        return ZoneRule(
            hits, window, fraction, all_on_one_side and not either_side, outside, "own", flagged, either_side,
            from_start=outside and window - hits == 1,
        )

    return st.none() | st.builds(zone, FRACTIONS, YES_NO, YES_NO, st.sampled_from([Flagged.HITS, Flagged.ALL]), YES_NO)


RULE_SETS_OF_ANY_KIND = st.builds(
    RuleSet, TEXTS, st.integers(1, 99), TEXTS, st.builds(Constants, st.floats(1, 5), st.floats(1, 5), st.just("")),
    outside_limits=st.just(True),
    moving_range=YES_NO,
    long_run=st.none() | st.builds(RunRule, LENGTHS, st.just(""), st.sampled_from(Ties)),
    trend=st.none() | st.builds(
        TrendRule, LENGTHS, st.just("a book"), st.sampled_from(Ties), st.sampled_from([Flagged.ALL, Flagged.LATER])
    ),
    screening=st.none() | st.builds(Screening, st.floats(1, 5), st.integers(2, 30), st.just(""), YES_NO),
    fewest_figures=st.integers(2, 30),
    provisional_below=st.integers(2, 30),
    centre=st.sampled_from(Average),
    alternating=st.none() | st.builds(AlternationRule, LENGTHS, st.just("")),
    hugging_centre=st.none() | st.builds(CentreRule, LENGTHS, FRACTIONS, st.just("")),
    avoiding_centre=st.none() | st.builds(CentreRule, LENGTHS, FRACTIONS, st.just("")),
    longest_run=st.none() | st.builds(LongestRunRule, st.integers(1, 9), st.just("")),
    crossings=st.none() | st.builds(CrossingsRule, st.floats(0.01, 0.3), st.just("")),
    recalculation=st.none() | st.builds(Recalculation, st.integers(2, 30), st.none() | st.integers(2, 30), st.just("")),
    **{rule: zones(rule) for rule in WINDOWS},
)


@settings(max_examples=40)
@given(RULE_SETS_OF_ANY_KIND)
def test_a_rule_set_comes_back_from_json_as_it_was(rules: RuleSet) -> None:
    assert rule_set_from_mapping(json.loads(json.dumps(rule_set_to_mapping(rules)))) == rules


@pytest.mark.parametrize("name", RULE_SETS)
def test_every_shipped_rule_set_can_be_the_start_of_an_own_one(name: str) -> None:
    ours = replace(RULE_SETS[name], name=f"{name}, ours")
    assert rule_set_from_mapping(json.loads(json.dumps(rule_set_to_mapping(ours)))) == ours


def test_what_is_not_said_takes_the_usual_value() -> None:
    rules = rule_set_from_mapping(OURS)
    assert (rules.long_run, rules.rules) == (RunRule(6, ""), ("long_run",))
    assert (rules.fewest_figures, rules.provisional_below, rules.constants.limits) == (5, 12, 2.66)
    assert rule_set_from_mapping({**OURS, "dispersion": "median"}).constants == PRINTED_MEDIAN


def test_a_chart_follows_them_and_says_whose_they_are() -> None:
    analysis = analyse([8, 12, 8, 12, 8, 12, 11, 11, 11, 11, 11, 11], rules=rule_set_from_mapping(OURS))
    assert analysis.rule_set.name == "Marram rules"
    assert [signal.points for signal in analysis.signals] == [(5, 6, 7, 8, 9, 10, 11)]


WRONG = [
    ({"name": None}, "own_rules_field_missing", "These rules lack name. Say what it is to be."),
    ({"source": " "}, "own_rules_not_a_text", "source holds  , and it needs a line of text. Write it in words."),
    ({"version": "1"}, "own_rules_not_a_whole_number", "version holds 1, and it needs a whole number. Write one from 1 to 10,000."),
    ({"version": True}, "own_rules_not_a_whole_number", "version holds True, and it needs a whole number. Write one from 1 to 10,000."),
    ({"version": 0}, "own_rules_out_of_range", "version is 0. Write a number from 1 to 10,000."),
    ({"name": "Wheeler"}, "own_rules_name_taken",
     "The name Wheeler belongs to rules that come with Groundswell. Give your rules another name."),
    ({"name": "x" * 81}, "own_rules_text_too_long", "name has 81 characters; the most is 80. Write it shorter."),
    ({"long_run": {"length": 2}}, "own_rules_out_of_range", "long_run.length is 2. Write a number from 3 to 100."),
    ({"long_run": {"length": 8, "tie": "skip"}}, "own_rules_field_unknown", None),
    ({"long_run": {"length": 8, "ties": "ignore"}}, "own_rules_not_one_of",
     "long_run.ties holds ignore. Write one of these: break and skip."),
    ({"long_run": 8}, "own_rules_not_a_group", None),
    ({"long_run": None}, "own_rules_no_rule", None),
    ({"short_run": {"hits": 4, "window": 5, "fraction": 0.5}}, "own_rules_only", None),
    ({"short_run": {"fraction": float("nan")}}, "own_rules_not_a_number", None),
    ({"short_run": {"fraction": float("inf")}}, "own_rules_out_of_range", None),
    ({"short_run": {"fraction": 0.5, "either_side": True, "net": True}}, "own_rules_not_one_of", None),
    ({"ten_of_twelve": {"fraction": 0, "from_start": True}}, "own_rules_not_one_of", None),
    ({"trend": {"length": 7, "flagged": "hits"}}, "own_rules_not_one_of", "trend.flagged holds hits. Write one of these: all and later."),
    ({"outside_limits": "yes"}, "own_rules_not_yes_or_no", None),
    ({"outside_limit": True}, "own_rules_field_unknown", None),
    ({"dispersion": "median", "screening": {"factor": 3.267}}, "own_rules_medians_screened", None),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "code", "sentence"), WRONG, ids=[f"{code}-{at}" for at, (_, code, _) in enumerate(WRONG)])
def test_what_is_wrong_is_named_with_its_field_and_what_to_do(wrong: dict[str, Any], code: str, sentence: str | None) -> None:
    with pytest.raises(UserError) as raised:
        rule_set_from_mapping({**OURS, **wrong})
    assert raised.value.code == code
    told = words_for("en").error(raised.value)
    assert sentence is None or told == sentence
    field = str(raised.value.values["field"])
    assert code == "own_rules_no_rule" or field.partition(".")[0] in (*OURS, *wrong)
    assert "{" not in told


def test_something_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(UserError, match="own_rules_not_a_group"):
        rule_set_from_mapping([("name", "x")])  # type: ignore[arg-type]
