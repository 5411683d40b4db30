"""Limits and rules against the shared conformance cases: numbers of other programs, recomputed independently."""

import csv
import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.limits import PanelLines
from groundswell.domain.xmr.rule_set import Constants, Flagged, RuleSet, RunRule, Screening, Ties, TrendRule, ZoneRule
from groundswell.domain.xmr.rule_sets import PRINTED, rule_set, with_median_ranges, with_medians
from groundswell.domain.xmr.rules import Suppressed, panel_flags
from groundswell.domain.xmr.run_tests import fewest_crossings, longest_run_allowed
from tests.shared_data import shared

WHEELER = replace(rule_set("wheeler"), fewest_figures=2)
MEDIAN_RANGES = with_median_ranges(WHEELER)
CONVENTIONS = {
    "mean_mean_266": WHEELER,
    "mean_mean_3_over_1128": replace(WHEELER, constants=Constants(3 / 1.128, 3.267, "the case's own convention")),
    "screened_once_safe": replace(WHEELER, screening=Screening(3.267, 2, "the case's own convention")),
    "mean_medianmr_3145": MEDIAN_RANGES,
    "screened_until_stable_safe": replace(WHEELER, screening=Screening(3.267, 2, "the case's own convention", until_stable=True)),
    "median_medianmr_3145": with_medians(WHEELER),
}
TOLERANCE = 1e-9


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(shared(f"spc_cases/{name}.json").read_text(encoding="utf-8"))["cases"]
    assert len(found) > 10
    return found


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_limits_under_every_named_convention(convention: str) -> None:
    for case in cases("limits_xmr"):
        expected = case["expected"][convention]
        segment = analyse(case["y"], rules=CONVENTIONS[convention]).segments[0]
        found = (segment.central_line, segment.moving_range, segment.lower, segment.upper, segment.moving_range_upper)
        wanted = tuple(expected[key] for key in ("centre", "mr", "lpl", "upl", "url"))
        slack = 1e-12 * max(map(abs, case["y"]))
        assert found == pytest.approx(wanted, rel=TOLERANCE, abs=slack), case["id"]


@pytest.mark.parametrize("convention", ["mean_mean_266", "screened_once_safe", "mean_medianmr_3145"])
def test_points_outside_the_limits(convention: str) -> None:
    for case in cases("limits_xmr"):
        signals = analyse(case["y"], rules=CONVENTIONS[convention]).signals
        outside = [signal.first for signal in signals if signal.rule == "outside_limits"]
        assert outside == case["signals_outlier_0based"][convention], case["id"]


def fixed_lines(case: dict[str, Any]) -> PanelLines:
    """Lines as the case gives them: the rules alone are under test."""
    one = np.array([1.0])
    return PanelLines(
        figures=np.array([len(case["y"])]), central_line=one * case["centre"], moving_range=one, lower=one * case["lpl"],
        upper=one * case["upl"], moving_range_upper=one * 1e9, scale=one * max(abs(case["lpl"]), abs(case["upl"])),
    )


def only(**rules: Any) -> RuleSet:
    off = {"outside_limits": False, "moving_range": False, "long_run": None, "short_run": None}
    return replace(WHEELER, **{**off, **rules})


VARIANTS = {
    "outlier": ("outside_limits", only(outside_limits=True)),
    "run7_break": ("long_run", only(long_run=RunRule(7, ""))),
    "run8_break": ("long_run", only(long_run=RunRule(8, ""))),
    "run8_skip": ("long_run", only(long_run=RunRule(8, "", Ties.SKIP))),
    "trend6": ("trend", only(trend=TrendRule(6, ""))),
    "trend7": ("trend", only(trend=TrendRule(7, ""))),
    "two_of_three_inside3sigma_sameside": (
        "two_of_three", only(two_of_three=ZoneRule(2, 3, 2 / 3, all_on_one_side=True, outside_counts=False, source=""))),
    "two_of_three_sameside": (
        "two_of_three", only(two_of_three=ZoneRule(2, 3, 2 / 3, all_on_one_side=True, outside_counts=True, source=""))),
    "two_of_three_anyside": (
        "two_of_three", only(two_of_three=ZoneRule(2, 3, 2 / 3, all_on_one_side=False, outside_counts=True, source=""))),
    "three_of_four_hits": (
        "short_run", only(short_run=ZoneRule(3, 4, 0.5, all_on_one_side=False, outside_counts=True, source=""))),
    "three_of_four_all": (
        "short_run",
        only(short_run=ZoneRule(3, 4, 0.5, all_on_one_side=False, outside_counts=True, source="", flagged=Flagged.ALL))),
}


def test_every_variant_and_convention_of_the_cases_is_tried() -> None:
    """The one that is not: screening that leaves nothing (`literal`, null where all ranges go), which no rule set of ours has."""
    assert {variant for case in cases("rules_patterns") for variant in case["expected"]} == set(VARIANTS)
    assert {name for case in cases("limits_xmr") for name in case["expected"]} == {*CONVENTIONS, "screened_once_literal"}


def test_the_literal_screening_agrees_where_something_is_left() -> None:
    for case in cases("limits_xmr"):
        literal, safe = case["expected"]["screened_once_literal"], case["expected"]["screened_once_safe"]
        assert literal == safe or literal["mr"] in (None, 0), case["id"]


def test_the_longest_run_and_the_crossings_about_the_median() -> None:
    """Twelve series with figures on the median and gaps; qicharts2 0.8.1 gives the same."""
    signals = 0
    for case in cases("anhoej_series"):
        expected = case["expected"]
        analysis = analyse(case["y"], rules="anhoej")
        runs = [signal for signal in analysis.signals if signal.rule == "longest_run"]
        crossings = [signal for signal in analysis.signals if signal.rule == "crossings"]
        assert analysis.segments[0].central_line == pytest.approx(expected["centre_median"], rel=1e-12), case["id"]
        assert bool(runs) == (expected["longest_run"] > expected["longest_run_max"]), case["id"]
        assert bool(crossings) == (expected["n_crossings"] < expected["n_crossings_min"]), case["id"]
        assert max((len(run.points) for run in runs), default=0) == (expected["longest_run"] if runs else 0), case["id"]
        assert all(len(signal.points) == expected["n_useful"] for signal in crossings), case["id"]
        assert bool(analysis.signals) == expected["signal"], case["id"]
        assert longest_run_allowed(expected["n_useful"]) == expected["longest_run_max"], case["id"]
        assert fewest_crossings(expected["n_useful"]) == expected["n_crossings_min"], case["id"]
        signals += bool(analysis.signals)
    assert 0 < signals < 12


def test_the_limits_of_both_run_tests_for_every_published_number_of_figures() -> None:
    rows = list(csv.DictReader(shared("spc_cases/anhoej_limits.csv").read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 26
    for row in rows:
        n = int(row["n_useful"])
        assert (longest_run_allowed(n), fewest_crossings(n)) == (int(row["longest_run_max"]), int(row["crossings_min"])), n


@pytest.mark.parametrize("variant", VARIANTS)
def test_rules_against_fixed_lines(variant: str) -> None:
    rule, rules = VARIANTS[variant]
    hits = 0
    for case in cases("rules_patterns"):
        values = np.array([[np.nan if y is None else y] for y in case["y"]], dtype=np.float64)
        off = Suppressed(np.array([False]), np.array([False]))
        above, below = panel_flags(values, fixed_lines(case), rules, off).points[rule]
        found = above[:, 0].astype(int) - below[:, 0].astype(int)
        both = (above & below)[:, 0]
        wanted = np.array([0 if sign is None else sign for sign in case["expected"][variant]])
        assert np.array_equal(found[~both], wanted[~both]), case["id"]
        assert np.all(wanted[both] != 0), f"{case['id']}: a turning point belongs to both trends"
        hits += int(np.count_nonzero(wanted))
    assert hits > 0, "no case of this variant flags anything"


def test_unit_cases_of_plot_the_dots() -> None:
    """Its unit tests give sides and nearness instead of figures; figures that have them are made here."""
    rules = rule_set("nhs_r")
    lines = {"centre": 0.0, "lpl": -3.0, "upl": 3.0, "y": [0]}
    tried = 0
    for case in cases("rules_nhsr_units"):
        kind = case["kind"]
        if kind == "two_in_three":
            y = [side * (2.5 if near else 1.0) for near, side in zip(case["close_to_limit"], case["side_of_mean"], strict=True)]
            rule, wanted = "two_of_three", [bool(flag) for flag in case["expected"]]
        else:
            y = [float(value) for value in case["input"]]
            rule = "trend" if kind == "trend" else "long_run"
            wanted = [flag != 0 for flag in case["expected_last_point_of_window"]]
        off = Suppressed(np.array([False]), np.array([False]))
        above, below = panel_flags(np.array(y)[:, None], fixed_lines({**lines, "y": y}), rules, off).points[rule]
        found = (above | below)[:, 0].tolist()
        if kind == "two_in_three":
            assert found == wanted, case["id"]
        else:
            # theirs marks the last point of each window of seven, ours all points of the run that it ends
            assert [at for at, flag in enumerate(found) if flag] == sorted(
                {at for end, flag in enumerate(wanted) if flag for at in range(end - 6, end + 1)}
            ), case["id"]
        tried += 1
    assert tried == 21


def test_the_printed_constants_are_the_default() -> None:
    assert rule_set("wheeler").constants == PRINTED
