"""Segments as people set them: where they lie, what their limits rest on, and what cannot be."""

import pytest

from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analysis import SegmentInput
from groundswell.domain.xmr.placing import placed_segments
from groundswell.errors import UserError

TWELVE = Series.of_numbers([5, 7, None, 6, 8, 5, 9, 6, 7, 8, 6, 7])


def ranges(*given: SegmentInput, baseline: int | None = None) -> list[tuple[int, int, int, int]]:
    placed = placed_segments(TWELVE, given, baseline)
    return [(one.first, one.last, one.calculated_from, one.calculated_to) for one in placed]


def test_no_segment_set_means_one_over_everything() -> None:
    assert ranges() == [(0, 11, 0, 11)]


def test_a_split_ends_the_segment_before_it_in_whatever_order_they_come() -> None:
    assert ranges(SegmentInput(first=8), SegmentInput(first=4)) == [(0, 3, 0, 3), (4, 7, 4, 7), (8, 11, 8, 11)]


def test_a_baseline_counts_figures_that_are_there_in_each_segment() -> None:
    assert ranges(SegmentInput(first=6), baseline=3) == [(0, 5, 0, 3), (6, 11, 6, 8)]


def test_a_baseline_does_not_count_what_is_left_out() -> None:
    assert ranges(SegmentInput(excluded=frozenset({0})), baseline=3) == [(0, 11, 0, 4)]


def test_a_baseline_longer_than_the_figures_takes_them_all() -> None:
    assert ranges(baseline=40) == [(0, 11, 0, 11)]


def test_a_persons_range_goes_before_a_baseline() -> None:
    assert ranges(SegmentInput(calculated_from=1, calculated_to=7), baseline=3) == [(0, 11, 1, 7)]


def test_a_left_out_place_counts_in_the_segment_it_lies_in_wherever_it_is_named() -> None:
    placed = placed_segments(TWELVE, [SegmentInput(excluded=frozenset({1, 9})), SegmentInput(first=6)])
    assert [one.excluded for one in placed] == [(1,), (9,)]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ([SegmentInput(first=12)], "segments_out_of_order"),
        ([SegmentInput(first=-1)], "segments_out_of_order"),
        ([SegmentInput(first=4), SegmentInput(first=4)], "segments_out_of_order"),
        ([SegmentInput(excluded=frozenset({12}))], "left_out_place_unknown"),
        ([SegmentInput(excluded=frozenset({-1}))], "left_out_place_unknown"),
        ([SegmentInput(first=4), SegmentInput(calculated_to=4)], "calculation_range_outside"),
        ([SegmentInput(first=4, calculated_from=3)], "calculation_range_outside"),
        ([SegmentInput(calculated_from=7, calculated_to=6)], "calculation_range_outside"),
        ([SegmentInput(locked=True)], "lock_without_range"),
    ],
)
def test_what_cannot_be_is_refused(given: list[SegmentInput], code: str) -> None:
    with pytest.raises(UserError) as refused:
        placed_segments(TWELVE, given)
    assert refused.value.code == code


@pytest.mark.parametrize("baseline", [1, 0, -3])
def test_a_baseline_of_under_two_figures_is_refused(baseline: int) -> None:
    with pytest.raises(UserError, match="baseline_too_short"):
        placed_segments(TWELVE, [], baseline)


def test_an_empty_series_has_one_empty_segment() -> None:
    (only,) = placed_segments(Series.of_numbers([]), [])
    assert (only.first, only.last) == (0, -1)
