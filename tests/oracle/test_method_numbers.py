"""The method's worked examples (method 9), with the book or program that printed them."""

from dataclasses import replace

import pytest

from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import SegmentInput
from groundswell.domain.xmr.rule_set import Average, LongestRunRule, Screening
from groundswell.domain.xmr.rule_sets import TABLED, rule_set, with_exact_constants, with_median_ranges, with_medians
from groundswell.domain.xmr.run_tests import fewest_crossings, longest_run_allowed

VERIFYING = [5045, 4350, 4350, 3975, 4290, 4430, 4485, 4285, 3980, 3925, 3645, 3760, 3300, 3685, 3463, 5200]
PEAK_FLOW = [120, 140, 100, 150, 260, 150, 100, 120, 300, 300, 275, 300, 140, 170, 150, 150, 190, 180]
MONTGOMERY_6_5 = [
    310, 288, 297, 298, 307, 303, 294, 297, 308, 306, 294, 299, 297, 299, 314, 295, 293, 306, 301, 304,
    305, 282, 305, 296, 314, 295, 287, 301, 298, 311, 310, 292, 305, 299, 304, 310, 304, 305, 333, 328,
]


BOOK_P_145 = [2.5, 2.3, 16.3, 6.3, 7.6, 16.3, 7.1, 7.8, 7.8, 9.9, 10.5, -4.8]
BOOK_P_147 = [
    260, 130, 189, 1080, 175, 200, 193, 120, 33, 293, 195, 571, 55698, 209, 1825, 239, 290, 254, 93, 278, 185, 123, 9434, 408, 570, 118,
    238, 207, 153, 209, 243, 110, 306, 343, 244,
]
MEDIAN_RANGES, MEDIANS = with_median_ranges(rule_set("wheeler")), with_medians(rule_set("wheeler"))


def lines(values: list[float], **options: object) -> tuple[float, ...]:
    """Central line, mean moving range, limits, moving-range limit."""
    segment = analyse(values, **options).segments[0]  # type: ignore[arg-type]
    found = (segment.central_line, segment.moving_range, segment.lower, segment.upper, segment.moving_range_upper)
    return tuple(round(line, 4) for line in found if line is not None)


def signals(values: list[float], **options: object) -> dict[str, list[int]]:
    """Points by rule, counted from 1 as the books do."""
    found: dict[str, list[int]] = {}
    for signal in analyse(values, **options).signals:  # type: ignore[arg-type]
        found.setdefault(signal.rule, []).extend(at + 1 for at in signal.points)
    return found


def test_wheeler_data_set_to_use_when_verifying_software() -> None:
    """Making Sense of Data, p. 382 (9.1)."""
    assert lines(VERIFYING) == pytest.approx((4135.50, 355.93, 3188.72, 5082.28, 1163.19), abs=0.005)
    assert signals(VERIFYING) == {"outside_limits": [16], "moving_range": [16]}


def test_wheeler_peak_flow() -> None:
    """Making Sense of Data, p. 130 (9.2)."""
    assert lines(PEAK_FLOW) == pytest.approx((183.06, 52.35, 43.80, 322.31, 171.09), abs=0.005)
    assert signals(PEAK_FLOW) == {"moving_range": [9], "short_run": [9, 10, 11, 12]}


def test_wheeler_median_moving_range() -> None:
    """Making Sense of Data, p. 145 (9.3): a rule set that takes the median of the moving ranges."""
    assert lines(BOOK_P_145, rules=MEDIAN_RANGES) == pytest.approx((7.467, 2.10, 0.862, 14.071, 8.116), abs=0.001)
    found = signals(BOOK_P_145, rules=MEDIAN_RANGES)
    assert (found["outside_limits"], found["moving_range"]) == ([3, 6, 12], [3, 4, 6, 7, 12])


def test_wheeler_medians_of_figures_and_ranges() -> None:
    """Making Sense of Data, p. 147 (9.4)."""
    assert lines(BOOK_P_147, rules=MEDIANS) == pytest.approx((238, 125, -155.125, 631.125, 483.125), abs=0.0005)
    found = signals(BOOK_P_147, rules=MEDIANS)
    assert (found["outside_limits"], found["short_run"]) == ([4, 13, 15, 23], [12, 13, 15])


def test_the_same_books_under_the_default_means() -> None:
    """What `wheeler` gives for 9.3 and 9.4: wide limits, worked out by hand from the sums of the figures and of their ranges."""
    assert sum(BOOK_P_145) == pytest.approx(89.6)
    assert lines(BOOK_P_145)[:2] == pytest.approx((89.6 / 12, 62.1 / 11), abs=0.0001)
    assert signals(BOOK_P_145).keys() <= {"short_run", "moving_range"}
    assert lines(BOOK_P_147)[0] == pytest.approx(sum(BOOK_P_147) / 35, abs=0.0001)
    assert signals(BOOK_P_147)["outside_limits"] == [13]


@pytest.mark.parametrize(
    ("rates", "wanted"),
    [
        ([43, 40, 37, 33, 30, 33, 34, 35, 29, 33, 31, 39], (34.75, 3.4545, 25.56, 43.94)),
        ([35, 37, 33, 32, 27, 29, 31, 22, 25, 30, 24, 19], (28.67, 4.00, 18.03, 39.31)),
    ],
)
def test_wheeler_accident_rates(rates: list[float], wanted: tuple[float, ...]) -> None:
    """Making Sense of Data, table 9.1 (9.5)."""
    assert lines(rates)[:4] == pytest.approx(wanted, abs=0.005)
    assert signals(rates) == {}


def test_nist_individuals() -> None:
    """NIST/SEMATECH e-Handbook 6.3.2.2 (9.10), limits with 2.66."""
    values = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
    assert lines(values)[:4] == pytest.approx((50.81, 1.8778, 45.815, 55.805), abs=0.0005)
    assert signals(values) == {}


def test_montgomery_with_the_first_twenty_as_baseline() -> None:
    """Montgomery, example 6.5 (9.11)."""
    assert lines(MONTGOMERY_6_5, baseline=20) == pytest.approx((300.5, 7.789, 279.78, 321.22, 25.456), abs=0.005)
    found = signals(MONTGOMERY_6_5, baseline=20)
    assert (found["outside_limits"], found["moving_range"]) == ([39, 40], [39])


def test_the_screening_switch() -> None:
    """NHSRplotthedots' own example (9.12)."""
    values = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
    screened = replace(rule_set("wheeler"), screening=Screening(3.267, 2, "9.12"))
    assert lines(values)[:4] == pytest.approx((1.944, 1.8824, -3.06, 6.95), abs=0.005)
    assert lines(values, rules=screened)[:4] == pytest.approx((1.944, 1.00, -0.72, 4.60), abs=0.005)
    assert lines(values, rules="nhs_r")[:4] == lines(values, rules=screened)[:4]
    for rules in (rule_set("wheeler"), screened):
        assert signals(values, rules=rules)["outside_limits"] == [5]


def test_exact_constants_are_an_option_and_recorded() -> None:
    analysis = analyse(VERIFYING, rules=with_exact_constants(rule_set("wheeler")))
    segment = analysis.segments[0]
    assert segment.upper == pytest.approx(4135.5 + 2.6586807763582736 * 355.93333333333334)
    assert segment.moving_range_upper == pytest.approx(3.266532 * 355.93333333333334, rel=1e-6)
    assert analysis.rule_set.constants.source.startswith("d2 = 2/sqrt(pi)")


def test_nist_and_montgomery_with_the_usual_table_of_constants() -> None:
    """9.10 and 9.11 as most programs print them: 3/1.128 and 3.267."""
    values = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1]
    tabled = replace(rule_set("wheeler"), constants=TABLED)
    assert lines(values, rules=tabled)[:4] == pytest.approx((50.81, 1.8778, 45.816, 55.804), abs=0.0005)
    assert lines(MONTGOMERY_6_5, rules=tabled, baseline=20) == pytest.approx((300.5, 7.789, 279.783, 321.217, 25.448), abs=0.001)


def test_the_limits_of_the_run_tests_as_published() -> None:
    """Anhøj's table (2.3): useful figures, longest run, fewest crossings."""
    published = {10: (6, 2), 12: (7, 3), 20: (7, 6), 24: (8, 8), 36: (8, 13), 60: (9, 23)}
    assert {n: (longest_run_allowed(n), fewest_crossings(n)) for n in published} == published


def test_run_tests_about_a_mean_that_a_baseline_makes() -> None:
    """Montgomery 7.3 continued (9.16): 26 counts make the line without points 6 and 20; 44 useful points, run 8, 14 crossings."""
    counts = [
        21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17, 15,
        16, 18, 12, 15, 24, 21, 28, 20, 25, 19, 18, 21, 16, 22, 19, 12, 14, 9, 16, 21,
    ]  # fmt: skip
    about_the_mean = replace(rule_set("anhoej"), centre=Average.MEAN)
    segment = SegmentInput(calculated_to=25, excluded=frozenset({5, 19}))
    analysis = analyse(counts, rules=about_the_mean, segments=[segment])
    assert analysis.segments[0].central_line == pytest.approx(19.667, abs=0.0005)
    assert [(signal.rule, len(signal.points)) for signal in analysis.signals] == [("crossings", 44)]
    assert (longest_run_allowed(44), fewest_crossings(44)) == (8, 16)
    stricter = replace(about_the_mean, longest_run=LongestRunRule(2, "one less"))
    found = analyse(counts, rules=stricter, segments=[segment]).signals
    assert [len(signal.points) for signal in found if signal.rule == "longest_run"] == [8], "the longest run is eight"
