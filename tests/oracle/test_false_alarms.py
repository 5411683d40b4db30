"""False alarms of stable series: the published arithmetic of run charts and limits, met within the error of both simulations.

The shares and run lengths are those of the method's table of false alarms (normal figures; its own runs were some thousands, so
that a share is known to about 1.5 in a hundred and a run length to about one in twenty). Its four rules of Plot the Dots
were simulated without the screening of moving ranges.
"""

from dataclasses import replace

import pytest

from groundswell.domain.xmr.chances.simulating import Trial, run_lengths, signals_by_chance
from groundswell.domain.xmr.rule_set import RuleSet, RunRule, TrendRule, ZoneRule
from groundswell.domain.xmr.rule_sets import rule_set

SMART = replace(rule_set("wheeler"), moving_range=False)
OUTSIDE = replace(SMART, long_run=None, short_run=None)
PLOT_THE_DOTS = replace(rule_set("nhs_r"), screening=None)
NONE = replace(OUTSIDE, outside_limits=False)


def run_of(length: int) -> RuleSet:
    return replace(NONE, long_run=RunRule(length, "a test"))


def trend_of(length: int) -> RuleSet:
    return replace(NONE, trend=TrendRule(length, "a test"))


@pytest.mark.parametrize(("rules", "shares"), [
    (SMART, (11, 26, 49)), (PLOT_THE_DOTS, (16, 31, 54)), (OUTSIDE, (6, 17, 34)),
], ids=["outside, run of 8, 3 of 4", "plot the dots", "outside alone"])
def test_one_stable_series_in_so_many_shows_a_signal_in_24_figures(rules: RuleSet, shares: tuple[int, int, int]) -> None:
    found = [100 * signals_by_chance(Trial(rules, 24, baseline, runs=20_000)).signalled / 20_000 for baseline in (24, 12, 5)]
    assert found == pytest.approx(shares, abs=1.5)


@pytest.mark.parametrize(("rules", "published"), [
    (OUTSIDE, 366), (run_of(7), 131), (run_of(8), 264), (trend_of(5), 73), (trend_of(6), 413),
    (replace(NONE, short_run=SMART.short_run), 653), (SMART, 125), (replace(SMART, short_run=None), 154), (PLOT_THE_DOTS, 87),
    (replace(NONE, two_of_three=ZoneRule(2, 3, 2 / 3, all_on_one_side=False, outside_counts=True, source="a test")), 503),
], ids=[
    "outside", "run 7", "run 8", "trend 5", "trend 6", "3 of 4", "smart", "outside and run 8", "plot the dots", "2 of 3, western electric",
])
def test_a_false_alarm_comes_after_so_many_figures(rules: RuleSet, published: int) -> None:
    assert run_lengths(Trial(rules, runs=4000)).average == pytest.approx(published, rel=0.06)


def test_three_hundred_stable_measures_show_33_false_stories_in_two_years() -> None:
    assert 300 * signals_by_chance(Trial(SMART, 24, runs=20_000)).signalled / 20_000 == pytest.approx(33, abs=2)
