"""An organisation's own rule sets: versions, what a measure keeps, what was put away, and what may not be stored."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from groundswell.domain.xmr.own_rule_set import rule_set_to_mapping
from groundswell.domain.xmr.rule_sets import RULE_SETS
from groundswell.errors import UserError
from groundswell.records.actors import local_actor
from groundswell.records.databases import reading_connection
from groundswell.records.ledger.verifying import verify
from groundswell.records.lines import Line
from groundswell.records.selectors.acts import newest_seq
from groundswell.records.selectors.portfolio import measure_record, portfolio
from groundswell.records.selectors.rule_sets import own_rule_sets, version_of
from groundswell.records.services import limits, rule_sets
from groundswell.reports.measure_page import build_measure_page
from tests.web.filled import CALM, bring, measure, observations


@pytest.fixture(autouse=True)
def _records(data_directory: Path) -> None:
    """Each test has a data directory of its own."""


def ours(**other: Any) -> dict[str, Any]:
    """Wheeler's rules with runs of six, under a name of our own."""
    mapping = rule_set_to_mapping(RULE_SETS["wheeler"])
    return {**mapping, "name": "Our rules", "source": "The board, May 2026", "long_run": {"length": 6, "source": ""}, **other}


def test_a_measure_keeps_the_version_it_was_given() -> None:
    actor, line = local_actor(), Line(measure(values=CALM), None)
    made = rule_sets.create(actor, ours(), "agreed")
    limits.set_rules(actor, line, "Our rules", "as agreed")
    rule_sets.change(actor, made.id, ours(long_run={"length": 9, "source": ""}), "too many false alarms")
    record = measure_record(actor, line)
    assert (record.rule_set, record.rule_set_version) == ("Our rules", 1)
    rules = build_measure_page(record).analysis.rule_set
    assert rules.long_run is not None and (rules.name, rules.version, rules.long_run.length) == ("Our rules", 1, 6)
    limits.set_rules(actor, line, "Our rules", "the newer ones")
    assert measure_record(actor, line).rule_set_version == 2
    assert build_measure_page(measure_record(actor, line)).chart.rules == "Our rules, rules of your own (version 2)"


def test_numbers_come_back_as_they_were_given() -> None:
    mapping = ours(short_run={**rule_set_to_mapping(RULE_SETS["wheeler"])["short_run"], "fraction": 2 / 3})
    made = rule_sets.create(local_actor(), mapping, "agreed")
    assert made.newest.rules.short_run is not None and made.newest.rules.short_run.fraction == 2 / 3
    assert made.newest.rules.constants == RULE_SETS["wheeler"].constants


def test_the_same_again_makes_no_version() -> None:
    made = rule_sets.create(local_actor(), ours(), "agreed")
    seq = newest_seq()
    assert rule_sets.change(local_actor(), made.id, ours(), "no change").newest.number == 1
    assert newest_seq() == seq


def test_put_away_it_cannot_be_chosen_and_charts_that_have_it_keep_it() -> None:
    actor, line = local_actor(), Line(measure(values=CALM), None)
    made = rule_sets.create(actor, ours(), "agreed")
    limits.set_rules(actor, line, "Our rules", "as agreed")
    rule_sets.put_away(actor, made.id, "nobody reads them")
    with pytest.raises(UserError) as refused:
        version_of(actor, "Our rules")
    assert refused.value.code == "unknown_rule_set"
    assert build_measure_page(measure_record(actor, line)).analysis.rule_set.name == "Our rules"
    again = rule_sets.create(actor, ours(), "after all")
    assert (again.id, again.newest.number, again.away) == (made.id, 2, False), "a name never means two things"


def test_figures_of_a_measure_with_own_rules_can_be_brought_and_looked_through_for_splits() -> None:
    actor, line = local_actor(), Line(measure("Days", values=("16", "18") * 12), None)
    rule_sets.create(actor, ours(), "agreed")
    limits.set_rules(actor, line, "Our rules", "as agreed")
    bring(observations("Days", ("12", "11") * 6, first=date(2025, 1, 1)), file_name="More.xlsx")
    record = measure_record(actor, line)
    assert (record.series.figures, record.rule_set) == (36, "Our rules")


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"name": "wheeler"}, "own_rules_name_taken"), ({"name": "OUR RULES"}, "own_rules_name_taken"),
        ({"source": ""}, "own_rules_not_a_text"),
        ({"long_run": {"length": 1}}, "own_rules_out_of_range"), ({"long_rum": {"length": 8}}, "own_rules_field_unknown"),
    ],
)  # fmt: skip
def test_what_may_not_be_is_said_and_nothing_is_stored(other: dict[str, Any], code: str) -> None:
    rule_sets.create(local_actor(), ours(), "agreed")
    seq = newest_seq()
    with pytest.raises(UserError) as refused:
        rule_sets.create(local_actor(), ours(**other), "agreed")
    assert (refused.value.code, newest_seq()) == (code, seq)


def test_an_unknown_rule_set_is_refused_and_a_reason_is_needed() -> None:
    line = Line(measure(values=CALM), None)
    for call, code in (
        (lambda: limits.set_rules(local_actor(), line, "invented", "why not"), "unknown_rule_set"),
        (lambda: rule_sets.create(local_actor(), ours(), " "), "reason_needed"),
    ):
        with pytest.raises(UserError) as refused:
            call()
        assert refused.value.code == code


def test_an_earlier_position_has_the_rules_of_then_and_the_ledger_stays_whole() -> None:
    actor, line = local_actor(), Line(measure(values=CALM), None)
    before = newest_seq()
    rule_sets.create(actor, ours(), "agreed")
    limits.set_rules(actor, line, "Our rules", "as agreed")
    assert own_rule_sets(actor, before) == []
    assert measure_record(actor, line, before).rule_set == "wheeler"
    assert portfolio(actor)[0].rule_set == "Our rules", "acts of the organisation stand beside those of measures"
    limits.split(actor, line, date(2023, 6, 1), "a new form")
    assert verify(reading_connection()).good
