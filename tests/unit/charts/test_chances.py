"""The shipped table of chances agrees with a rerun and holds every rule set; chances are told in plain sentences."""

from dataclasses import replace
from datetime import date

import pytest

from groundswell.charts.chances import chance_of_signal, stored_chances
from groundswell.charts.chances_told import chance_fact, short_baseline, signals_by_chance_told
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.chances.simulating import Trial, run_lengths, signals_by_chance
from groundswell.domain.xmr.chances.table import Asked, standard_error
from groundswell.domain.xmr.rule_sets import RULE_SETS, rule_set
from groundswell.words import words_for
from tests.charting import figures, series_of

WORDS = words_for("en")


def test_the_table_holds_every_rule_set_in_its_newest_version() -> None:
    """Make it again with ``groundswell simulate --runs 100000 --json > src/groundswell/charts/chances.json``."""
    assert {name: one.version for name, one in stored_chances().rule_sets.items()} == {
        name: rules.version for name, rules in RULE_SETS.items()
    }


@pytest.mark.parametrize("name", RULE_SETS)
def test_a_small_rerun_with_another_seed_agrees_within_its_error(name: str) -> None:
    stored, runs = stored_chances().rule_sets[name], 3000
    for length, baseline in ((24, None), (24, 5), (36, 12)):
        again = signals_by_chance(Trial(rule_set(name), length, baseline, runs, seed=99)).signalled / runs
        kept = stored.cell(length, baseline)
        assert abs(again - kept) < 4 * standard_error(max(kept, 0.01), runs), (length, baseline)
    for baseline, kept_run in stored.lengths_of_run.items():
        if not kept_run.unfinished and baseline in (None, 12):
            found = run_lengths(Trial(rule_set(name), 0, baseline, 1000, seed=99))
            assert found.average == pytest.approx(kept_run.average, rel=0.2)


def test_a_rerun_with_the_stored_seed_gives_the_stored_counts() -> None:
    asked, kept = stored_chances().asked, stored_chances().rule_sets["wheeler"].chances[8, 5]
    assert asked == Asked()
    assert signals_by_chance(Trial(rule_set("wheeler"), 8, 5, asked.runs, asked.seed, asked.shape)) == kept


def test_rules_of_ones_own_are_worked_out_and_agree_with_the_table() -> None:
    own = replace(rule_set("wheeler"), name="ours")
    assert chance_of_signal(own, 24, 12) == pytest.approx(chance_of_signal(rule_set("wheeler"), 24, 12), abs=0.05)
    quiet = replace(own, outside_limits=False, moving_range=False, short_run=None)
    assert chance_of_signal(quiet, 24, 24) < 0.1 < chance_of_signal(own, 24, 24)


def of(count: int, cadence: Cadence = Cadence.MONTH, rules: str = "wheeler") -> str:
    return short_baseline(analyse(series_of(figures(count, 50, 5, 3), cadence=cadence, start=date(2010, 1, 1)), rules=rules), WORDS)


def told(figures: str, share: str, within: str, less: str) -> str:
    return (
        f"With limits from {figures} figures, about {share} stable measures would show a signal by chance within {within}; "
        f"with limits from 24, about {less}."
    )


@pytest.mark.parametrize(("said", "wanted"), [
    (of(4), ""),
    (of(5, rules="nhs_r"), told("5", "half of all", "two years", "one in five")),
    (of(8, Cadence.WEEK), told("8", "two in three", "a year", "half of all")),
    (of(12, Cadence.QUARTER), told("12", "one in three", "six years", "one in five")),
    (of(20), ""),
], ids=["no limits", "months", "weeks", "quarters", "enough"])
def test_a_short_baseline_is_told_what_it_costs(said: str, wanted: str) -> None:
    assert said == wanted


def test_what_it_rests_on_names_the_chance() -> None:
    analysis = analyse(series_of(figures(30, 50, 5, 3)))
    assert chance_fact(analysis, WORDS) == (
        "By chance", "About one in five stable measures with such limits would show a signal within two years",
    )
    assert chance_fact(analyse([1, 2, 3]), WORDS) is None
    assert chance_fact(analyse([5] * 20), WORDS) is None


def test_a_portfolio_is_told_how_many_signals_to_expect_by_chance() -> None:
    months = [analyse(series_of(figures(36, 50, 5, seed))) for seed in range(24)]
    young = [analyse([1, 2, 3])]
    assert signals_by_chance_told([*months[:19], *young], WORDS) == ""
    assert signals_by_chance_told([*months, *young], WORDS) == (
        "Of 24 stable measures like these, about 5 would show a signal by chance in two years."
    )
    smart = [replace(one, rule_set=replace(one.rule_set, moving_range=False)) for one in months for _ in range(13)][:300]
    (expected,) = [int(part) for part in signals_by_chance_told(smart, WORDS).split() if part.isdigit() and part != "300"]
    assert 27 <= expected <= 40
