"""Chart kinds against published numbers (method 9.8, 9.14) and against the shared conformance cases for attribute charts."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import SegmentInput, XmrAnalysis, line_at
from groundswell.domain.xmr.rule_set import Average, Constants, Screening
from groundswell.domain.xmr.rule_sets import rule_set
from tests.kind_series import ratios
from tests.shared_data import shared

EXACT = replace(rule_set("wheeler"), constants=Constants(3 / 1.128, 3.267, "the references' own convention"))
SCREENED = replace(EXACT, screening=Screening(3.267, 2, "the references' own convention"))
MEDIANS = replace(rule_set("wheeler"), dispersion=Average.MEDIAN, constants=Constants(3.145, 3.865, "Wheeler"))
OUR_NAMES = {"p": "p", "u": "u", "pp": "p_prime", "up": "u_prime", "c": "c", "g": "g", "t": "t"}
CABG = (
    "16 20 5 13 1 26 46 12 12 5 19 4 3 15 14 9 8 15 21 6 3 1 56 117 1 33 9 9 19 12 1 16 13 18 1 35 16 5 21 38 3 25 3 11 13 20 9 3 8 21 24"
    " 38 8 13 9 1 30 23 3 7 22 19 11 31 6 1 1"
)
SURGERIES = (
    "23 39 15 34 1 49 98 29 27 13 45 7 10 27 24 14 20 38 44 11 10 3 113 183 3 47 18 18 33 15 2 38 27 27 1 52 23 7 26 82 5 49 5 17 24 44 26"
    " 2 27 46 55 97 22 22 20 4 60 51 7 21 66 36 25 72 15 5 3"
)
MONTGOMERY_C = "21 24 16 12 15 5 28 20 31 25 20 24 16 19 10 17 13 22 18 39 30 24 16 19 17 15"
MONTGOMERY_P = "12 15 8 10 4 7 16 9 14 10 5 6 17 12 22 8 10 5 13 11 20 18 24 15 9 12 7 13 9 6"
COUNTS = "55 42 46 50 49 53 44 46 46 54 48 56 47 43 57 42 55 51 52 55 48"
OUT_OF = "197 196 198 209 201 199 202 195 205 191 197 207 196 195 205 197 206 197 183 195 192"


def numbers(text: str) -> list[int]:
    return [int(one) for one in text.split()]


def outside(analysis: XmrAnalysis) -> list[int]:
    return [signal.first + 1 for signal in analysis.signals if signal.rule == "outside_limits"]


def rounded(analysis: XmrAnalysis, at: int, digits: int) -> tuple[float, float, float]:
    """Central line, drawn lower and drawn upper limit of one point."""
    lines = line_at(analysis, at)
    assert lines is not None
    return round(lines.central_line, digits), round(lines.drawn_lower, digits), round(lines.drawn_upper, digits)


def test_the_shared_cases_for_attribute_charts() -> None:
    cases = json.loads(shared("spc_cases/limits_attribute.json").read_text(encoding="utf-8"))["cases"]
    own = [case for case in cases if case["chart"] in OUR_NAMES]
    assert len(own) == 9, "two of the eleven are of subgroups, which figures of a scorecard do not have"
    for case in own:
        rules = SCREENED if case["options"]["mr_screening"] == "once" else EXACT
        found = analyse(_series(case["data"]), rules=rules, kind=OUR_NAMES[case["chart"]])
        lines = [line_at(found, at) for at in range(len(found.series))]
        for name, key in (("cl", "central_line"), ("lcl", "drawn_lower"), ("ucl", "drawn_upper")):
            got = [getattr(one, key) for one in lines]
            assert got == pytest.approx(case["expected"][name], rel=1e-9, abs=1e-12), (case["id"], name)


def _series(data: Mapping[str, Any]) -> Series:
    return ratios(data["y"], data["n"]) if "n" in data else Series.of_numbers(data["y"])


@pytest.mark.parametrize(
    ("values", "slope", "first", "last", "half_width"),
    [
        ("539 558 591 556 540 590 606 643 657 602 596 640 691 723 701 802 749 762 807 781", 13.7, 526.55, 786.85, 93.52),
        ("1412 1280 1129 1181 1149 1248 1103 1021 1085 1125 910 999 883 851 997 878 939 834 688 806", -29.48, 1305.96, 745.84, 272.16),
    ],
    ids=["region D", "region B"],
)
def test_half_averages_of_the_book(values: str, slope: float, first: float, last: float, half_width: float) -> None:
    found = analyse(numbers(values), kind="trended")
    assert found.working is not None and found.working.slopes[0] == pytest.approx(slope)
    lines = line_at(found, 0)
    assert lines is not None and round(lines.upper - lines.central_line, 2) == half_width
    assert (rounded(found, 0, 2)[0], rounded(found, 19, 2)[0]) == (first, last)
    assert outside(found) == []


def test_half_averages_from_the_first_sixteen_with_median_ranges() -> None:
    values = numbers("1056 1048 1129 1073 1157 1146 1064 1213 1088 1322 1256 1132 1352 1353 1466 1196 1330 1003 1197 1337")
    found = analyse(values, kind="trended", baseline=16, rules=MEDIANS)
    assert found.working is not None and found.working.slopes == (19.984375,)
    assert (rounded(found, 0, 2)[0], rounded(found, 19, 2)[0]) == (1040.8, 1420.51)
    assert outside(found) == [18]


def test_half_averages_of_an_odd_number_divide_by_the_distance_of_their_middles() -> None:
    odd = analyse([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], kind="trended")
    assert odd.working is not None and odd.working.slopes == (1.0,), "a straight line has its own slope"
    book = [2.27, 2.55, 2.88, 2.27, 2.93, 3.08, 3.01, 3.12, 3.31, 3.05, 3.54, 3.45, 3.16, 3.58]
    even = analyse(book, kind="trended")
    assert even.working is not None and even.working.slopes[0] is not None and round(even.working.slopes[0], 7) == 0.0861224


def test_p_chart_of_montgomery() -> None:
    samples = ratios(numbers(MONTGOMERY_P), [50] * 30)
    found = analyse(samples, kind="p")
    assert rounded(found, 0, 4) == (0.2313, 0.0524, 0.4102)
    assert outside(found) == [15, 23]
    without = analyse(samples, kind="p", segments=[SegmentInput(excluded=frozenset({14, 22}))])
    assert rounded(without, 0, 4) == (0.215, 0.0407, 0.3893)
    assert outside(without) == [21]


def test_c_chart_of_montgomery() -> None:
    found = analyse(numbers(MONTGOMERY_C), kind="c")
    assert rounded(found, 0, 3) == (19.846, 6.481, 33.211)
    without = analyse(numbers(MONTGOMERY_C), kind="c", segments=[SegmentInput(excluded=frozenset({5, 19}))])
    assert rounded(without, 0, 3) == (19.667, 6.363, 32.971)


def test_t_chart_of_montgomery() -> None:
    days = numbers("286 948 536 124 816 729 4 143 431 8 2837 596 81 227 603 492 1199 1214 2831 96")
    found = analyse(days, kind="t", rules=EXACT)
    assert rounded(found, 0, 2) == (430.04, 0.0, 6937.93)
    assert found.signals == ()


def test_g_and_t_charts_of_deaths_after_heart_surgery() -> None:
    between = analyse(numbers(SURGERIES), kind="g")
    assert rounded(between, 0, 2) == (24.0, 0.0, 128.17)
    assert between.working is not None and round(between.working.levels[0] or 0, 3) == 31.672
    assert outside(between) == [24]
    days = analyse(numbers(CABG), kind="t", rules=SCREENED)
    assert rounded(days, 0, 3) == (11.205, 0.022, 97.268)
    assert outside(days) == [24]


@pytest.mark.parametrize(
    ("kind", "sigma_z", "limits"),
    [
        ("c", None, (28.3744, 70.578)), ("p", None, (15.7079, 34.208)), ("p_prime", 0.88291, (16.7909, 33.125)),
    ],
)
def test_counts_and_shares_of_one_reference(kind: str, sigma_z: float | None, limits: tuple[float, float]) -> None:
    series = Series.of_numbers(numbers(COUNTS)) if kind == "c" else ratios(numbers(COUNTS), numbers(OUT_OF), per=100)
    found = analyse(series, kind=kind, rules=EXACT)
    assert rounded(found, 0, 4)[1:] == limits
    assert found.working is not None
    if sigma_z is not None:
        assert round(found.working.sigma_z[0] or 0, 5) == sigma_z
    if kind == "c":
        assert round(found.segments[0].central_line or 0, 4) == 49.4762


def test_six_events_in_48_months_never_signal_alone() -> None:
    found = analyse([1, *[0] * 7] * 6, kind="c")
    assert rounded(found, 0, 4) == (0.125, 0.0, 1.1857)
    assert outside(found) == []
