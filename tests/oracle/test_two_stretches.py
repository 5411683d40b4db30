"""Two stretches held against each other, by a book's own numbers (method 9.5: accident rates of table 9.1)."""

import pytest

from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.rule_sets import rule_set
from groundswell.domain.xmr.stretches import Stretch, compare_stretches, student_95
from groundswell.errors import UserError

A = [43, 40, 37, 33, 30, 33, 34, 35, 29, 33, 31, 39]
B = [35, 37, 33, 32, 27, 29, 31, 22, 25, 30, 24, 19]
WHEELER = rule_set("wheeler")


def test_each_stretch_against_the_limits_of_the_other() -> None:
    found = compare_stretches(Series.of_numbers([*A, *B]), Stretch(12, 23), Stretch(0, 11), WHEELER)
    earlier, later = found.earlier.lines, found.later.lines
    assert (earlier.central_line, earlier.lower, earlier.upper) == pytest.approx((34.75, 25.56, 43.94), abs=0.005)
    assert (later.central_line, later.lower, later.upper) == pytest.approx((28.67, 18.03, 39.31), abs=0.005)
    assert found.later.below == (12 + 7, 12 + 8, 12 + 10, 12 + 11), "B's points 8, 9, 11, 12 (the book counts from 1)"
    assert found.earlier.above == (0, 1), "A's points 1 and 2"
    assert found.earlier.below == found.later.above == ()
    assert found.earlier.own_signals == found.later.own_signals == 0
    assert found.differ


def test_the_range_of_the_difference_is_welchs() -> None:
    """Welch's interval for these figures, worked out with the t quantile of 21.1 degrees of freedom (2.0790 of the printed tables)."""
    found = compare_stretches(Series.of_numbers([*A, *B]), Stretch(0, 11), Stretch(12, 23), WHEELER)
    assert found.difference == pytest.approx(-73 / 12)
    assert (found.low, found.high) == pytest.approx((-10.218, -1.949), abs=0.01)


@pytest.mark.parametrize(("freedom", "printed"), [(4, 2.776), (10, 2.228), (22, 2.074), (120, 1.980)])
def test_the_quantile_agrees_with_the_printed_table(freedom: int, printed: float) -> None:
    assert student_95(freedom) == pytest.approx(printed, rel=0.003)


def test_a_left_out_point_is_in_neither_line_and_is_not_judged() -> None:
    found = compare_stretches(Series.of_numbers([*A, 900, *B]), Stretch(0, 12), Stretch(13, 24), WHEELER, frozenset({12}))
    assert found.earlier.lines.central_line == 34.75 and found.earlier.figures == 12
    assert 12 not in found.earlier.above


def test_equal_figures_have_no_range() -> None:
    found = compare_stretches(Series.of_numbers([5] * 6 + [6] * 6), Stretch(0, 5), Stretch(6, 11), WHEELER)
    assert (found.difference, found.low, found.high) == (1, 1, 1)
    assert found.differ


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        (Stretch(0, 11), Stretch(11, 20), "stretches_overlap"), (Stretch(0, 3), Stretch(4, 20), "stretch_too_short"),
        (Stretch(0, 11), Stretch(12, 99), "stretch_outside"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_said(first: Stretch, second: Stretch, code: str) -> None:
    with pytest.raises(UserError) as refused:
        compare_stretches(Series.of_numbers([*A, *B]), first, second, WHEELER)
    assert refused.value.code == code
