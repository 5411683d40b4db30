"""The detection rules as small tables: a series against fixed limits, and the signals it must give.

Baseline figures that make the lines stand in front: ten figures of 8 and 12 by turns give typical 10, mean moving range 4,
limits −0.64 and 20.64. ``.`` is a gap.
"""

from dataclasses import replace

import pytest

from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import SegmentInput, Side
from groundswell.domain.xmr.rule_sets import rule_set

FRONT = "8 12 8 12 8 12 8 12 8 12"
"""Typical 10; limits −0.64 and 20.64; half-way to a limit 4.68 and 15.32; two thirds of the way 2.91 and 17.09."""

Told = list[tuple[str, str, list[int]]]


def told(text: str, rules: str = "wheeler", **options: object) -> Told:
    """Rule, side and points of each signal; points count from 0 behind the baseline."""
    front = len(FRONT.split())
    values = [None if part == "." else float(part) for part in f"{FRONT} {text}".split()]
    found = analyse(values, rules=rules, baseline=front, **options)  # type: ignore[arg-type]
    segment = found.segments[0]
    assert (segment.central_line, segment.moving_range) == (10, 4)
    return [(s.rule, s.side.value, [at - front for at in s.points]) for s in found.signals if s.rule != "moving_range"]


WHEELER: list[tuple[str, Told]] = [
    # outside the limits: strictly
    ("21", [("outside_limits", "above", [0])]),
    ("20.64", []),
    ("-1", [("outside_limits", "below", [0])]),
    ("21 8 21", [("outside_limits", "above", [0]), ("outside_limits", "above", [2])]),
    # long run: eight on one side; the line and a gap end it
    ("11 11 11 11 11 11 11", [("long_run", "above", [-1, 0, 1, 2, 3, 4, 5, 6])]),
    ("9 11 11 11 11 11 11 11", []),
    ("9 11 11 11 11 11 11 11 11", [("long_run", "above", [1, 2, 3, 4, 5, 6, 7, 8])]),
    ("9 11 11 11 11 10 11 11 11 11", []),
    ("9 11 11 11 11 . 11 11 11 11", []),
    ("9 11 11 11 11 11 11 11 11 11 11", [("long_run", "above", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])]),
    # short run: three of four nearer to the limit; only those three are its points; four points are needed
    ("9 16 9 16 16", [("short_run", "above", [1, 3, 4])]),
    ("9 15.3 15.3 15.3 9", []),
    ("9 16 16 9 9", []),
    ("9 4 4 11 4 11", [("short_run", "below", [1, 2, 4])]),
    ("9 16 16 16 9 16 16 9", [("short_run", "above", [1, 2, 3, 5, 6])]),
    ("9 16 16 . 16 9", []),
]


@pytest.mark.parametrize(("text", "wanted"), WHEELER)
def test_wheeler(text: str, wanted: Told) -> None:
    assert told(text) == wanted


NHS_R: list[tuple[str, Told]] = [
    ("9 11 11 11 11 11 11", []),
    ("9 11 11 11 11 11 11 11", [("long_run", "above", [1, 2, 3, 4, 5, 6, 7])]),
    # a trend: seven points, each beyond the one before; equal figures end it
    ("9 9.1 9.2 9.3 9.4 9.5", []),
    ("9 9.1 9.2 9.3 9.4 9.5 9.6", [("long_run", "below", [0, 1, 2, 3, 4, 5, 6]), ("trend", "rising", [0, 1, 2, 3, 4, 5, 6])]),
    ("9 9.1 9.2 9.3 9.3 9.5 10.6 10.7", []),
    # two of three in the outer third, all three on one side; beyond the limit does not count
    ("9 18 11 18", [("two_of_three", "above", [1, 3])]),
    ("9 18 9 18", []),
    ("9 18 11 21 9", [("outside_limits", "above", [3])]),
]


@pytest.mark.parametrize(("text", "wanted"), NHS_R)
def test_nhs_r(text: str, wanted: Told) -> None:
    assert told(text, "nhs_r") == wanted


def test_nhs_2023_counts_a_figure_beyond_the_limit() -> None:
    assert told("9 18 11 21 9", "nhs_2023") == [("two_of_three", "above", [1, 3]), ("outside_limits", "above", [3])]


def test_a_wide_moving_range_flags_the_later_point() -> None:
    found = analyse([8, 12, 8, 12, 8, 12, 8, 12, 8, 12, 18, 4], baseline=10).signals
    assert [(s.rule, s.points) for s in found if s.rule == "moving_range"] == [("moving_range", (11,))]


def test_overlapping_signals_are_all_kept() -> None:
    rules = [rule for rule, _, _ in told("16 16 16 21 16 16 16 16")]
    assert rules == ["long_run", "short_run", "outside_limits"]


def test_a_constant_series_has_finite_limits_and_no_signal() -> None:
    found = analyse([5.0] * 13)
    assert (found.segments[0].lower, found.segments[0].upper) == (5, 5)
    assert found.signals == ()


def test_constant_and_then_one_figure_does_not_flag_all() -> None:
    found = [(s.rule, s.first, s.last) for s in analyse([5] * 13 + [6]).signals if s.rule != "moving_range"]
    assert found == [("long_run", 0, 12), ("outside_limits", 13, 13)]


@pytest.mark.parametrize(("figures", "lines", "provisional"), [(4, False, True), (5, True, True), (11, True, True), (12, True, False)])
def test_lines_need_five_figures_and_are_provisional_under_twelve(figures: int, lines: bool, provisional: bool) -> None:
    segment = analyse([8.0 if at % 2 else 12.0 for at in range(figures)]).segments[0]
    assert (segment.central_line is not None, segment.provisional, segment.figures) == (lines, provisional, figures)


def test_a_gap_breaks_the_moving_range() -> None:
    assert analyse([1, 2, None, 9, 10, 11]).segments[0].moving_range == 1


def test_a_left_out_point_stays_out_of_the_limits_and_cannot_signal() -> None:
    values = [8, 12, 8, 12, 99, 8, 12, 8, 12, 8, 12]
    found = analyse(values, segments=[SegmentInput(excluded=frozenset({4}), reason="storm")])
    assert (found.segments[0].central_line, found.segments[0].figures, found.segments[0].excluded) == (10, 10, (4,))
    assert found.signals == ()


def test_a_split_starts_new_limits_and_no_rule_crosses_it() -> None:
    values = [8.0, 12.0] * 6 + [28.0, 32.0] * 6
    found = analyse(values, segments=[SegmentInput(first=12, reason="new line")])
    assert [(s.first, s.last, s.central_line) for s in found.segments] == [(0, 11, 10), (12, 23, 30)]
    assert found.signals == ()
    assert any(signal.rule == "long_run" for signal in analyse(values).signals)


@pytest.mark.parametrize(
    ("lower", "upper", "wanted"),
    [(None, None, [Side.ABOVE]), (0, 20, []), (None, 20, []), (0, None, [Side.ABOVE])],
)
def test_a_limit_beyond_a_bound_cannot_signal_on_that_side(lower: float | None, upper: float | None, wanted: list[Side]) -> None:
    found = analyse([8, 12, 8, 12, 8, 12, 8, 12, 8, 12, 21], baseline=10, lower_bound=lower, upper_bound=upper)
    assert [signal.side for signal in found.signals if signal.rule == "outside_limits"] == wanted
    assert found.segments[0].lower == pytest.approx(-0.64)
    assert found.segments[0].drawn_lower == (pytest.approx(-0.64) if lower is None else 0)


def test_a_bound_leaves_the_long_run_on() -> None:
    found = analyse([9.0] * 2 + [11.0] * 9, lower_bound=10.5, upper_bound=10.6).signals
    assert [signal.rule for signal in found if signal.rule == "long_run"] == ["long_run"]


def test_screening_waits_for_twelve_figures_in_our_own_rule_sets() -> None:
    from_twelve = replace(rule_set("wheeler"), screening=replace(rule_set("nhs_r").screening, from_figures=12))  # type: ignore[type-var]
    short = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2]
    assert analyse(short, rules=from_twelve).segments[0].moving_range == analyse(short).segments[0].moving_range
    assert analyse([*short, 1], rules=from_twelve).segments[0].moving_range == 1
