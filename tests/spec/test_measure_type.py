"""Which kind of measure a name proposes, by which rule and word (method 5.5)."""

import pytest

from groundswell.domain.authoring.measure_type import NO_WORD, RULES, Confidence, MeasureType, classify
from groundswell.words import catalogue

KINDS = {kind.value for kind in MeasureType} - {""}

TABLE = [
    ("Percentage complete of the harbour wall", "action", "milestone", "Percentage complete"),
    ("Strategy adopted", "action", "milestone", "Strategy adopted"),
    ("Project on track", "action", "milestone", "on track"),
    ("New CRM implemented", "action", "milestone", "implemented"),
    ("% of staff who are satisfied with their work", "perception", "asked", "satisfied"),
    ("Residents who feel safe at night", "perception", "asked", "feel"),
    ("Spending per pupil", "input", "put_in", "Spending"),
    ("Number of FTE", "input", "put_in", "FTE"),
    ("Cost per transaction", "input", "put_in", "Cost"),
    ("Number of staff trained", "input", "put_in", "staff"),
    ("Number of inspections carried out", "activity", "doing", "inspections"),
    ("Training sessions held", "activity", "doing", "Training sessions"),
    ("Claims processed", "activity", "doing", "processed"),
    ("% of claims processed in 10 days", "output", "handed_over", "processed"),
    ("Building permits issued", "output", "handed_over", "issued"),
    ("km of road resurfaced", "output", "handed_over", "resurfaced"),
    ("Cases closed", "output", "handed_over", "closed"),
    ("People who found work within a year", "outcome", "received", "found work"),
    ("Patients readmitted within 30 days", "outcome", "received", "readmitted"),
    ("Adults injured on the roads", "outcome", "received", "injured"),
    ("Prisoners who re-offended", "outcome", "received", "re-offended"),
    ("Children who can swim", "outcome", "state", "Children who can"),
]


@pytest.mark.parametrize(("name", "kind", "rule", "word"), TABLE)
def test_the_kind_follows_from_a_word(name: str, kind: str, rule: str, word: str) -> None:
    proposal = classify(name)
    assert (proposal.kind, proposal.rule, proposal.word, proposal.confidence) == (kind, rule, word, Confidence.NAME)


def test_an_input_counts_only_as_what_is_counted() -> None:
    assert classify("Deaths per hour of staff").kind is MeasureType.OUTCOME
    assert classify("Complaints per 100 staff").kind is MeasureType.OUTCOME


def test_the_description_is_asked_where_the_name_says_nothing() -> None:
    proposal = classify("Harbour measure 7", "People who waited longer than a day")
    assert (proposal.kind, proposal.confidence) == (MeasureType.OUTCOME, Confidence.DESCRIPTION)
    assert classify("Permits issued", "People who waited").confidence is Confidence.NAME


@pytest.mark.parametrize("name", ["", "Measure 7", "هدف", "a" * 100_000])
def test_without_a_word_it_says_so(name: str) -> None:
    proposal = classify(name)
    assert (proposal.kind, proposal.rule, proposal.word, proposal.confidence) == (MeasureType.UNKNOWN, NO_WORD, "", Confidence.NONE)


def test_every_kind_and_rule_has_its_row_and_its_words() -> None:
    assert {kind for _, kind, _, _ in TABLE} == KINDS
    assert {rule for _, _, rule, _ in TABLE} == {rule.code for rule in RULES}
    codes = {f"measure_type.{kind}" for kind in KINDS} | {f"measure_type.rule.{rule.code}" for rule in RULES}
    assert codes | {f"measure_type.{kind}.why" for kind in KINDS} | {f"measure_type.rule.{NO_WORD}"} <= catalogue.codes("en")
