"""Where the segments that people set lie in a series: each from its first place to the next one's, with its calculation range."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analysis import SegmentInput
from groundswell.errors import UserError

FEWEST_BASELINE = 2
"""A baseline of one figure has no moving range."""


@dataclass(frozen=True, slots=True)
class PlacedSegment:
    """A segment in its series. All places are indices from 0, both ends included; ``excluded`` lie in the segment, in order."""

    given: SegmentInput
    first: int
    last: int
    calculated_from: int
    calculated_to: int
    excluded: tuple[int, ...]


def placed_segments(series: Series, given: Sequence[SegmentInput], baseline: int | None = None) -> tuple[PlacedSegment, ...]:
    """The segments in order, the first from the series' beginning; a left-out place counts wherever it is named.

    ``baseline`` N: the first N figures of each segment make its limits, where the segment sets no end of its own.
    Raises UserError: ``segments_out_of_order``, ``baseline_too_short``, ``left_out_place_unknown``,
    ``calculation_range_outside``, ``lock_without_range``.
    """
    if baseline is not None and baseline < FEWEST_BASELINE:
        raise UserError("baseline_too_short", {"fewest": FEWEST_BASELINE})
    size = len(series)
    inputs = sorted(given, key=lambda segment: segment.first)
    if not inputs or inputs[0].first > 0:
        inputs = [SegmentInput(), *inputs]
    starts = [segment.first for segment in inputs]
    if len(set(starts)) != len(starts) or starts[0] < 0 or starts[-1] >= max(size, 1):
        raise UserError("segments_out_of_order", {"starts": tuple(map(str, starts)), "size": size})
    excluded = frozenset[int]().union(*(segment.excluded for segment in inputs))
    if excluded and not (min(excluded) >= 0 and max(excluded) < size):
        raise UserError("left_out_place_unknown", {"places": tuple(map(str, sorted(excluded))), "size": size})
    lasts = [*(start - 1 for start in starts[1:]), size - 1]
    return tuple(
        _placed(series, segment, last, tuple(sorted(at for at in excluded if segment.first <= at <= last)), baseline)
        for segment, last in zip(inputs, lasts, strict=True)
    )


def _placed(series: Series, given: SegmentInput, last: int, excluded: tuple[int, ...], baseline: int | None) -> PlacedSegment:
    if given.locked and given.calculated_to is None:
        raise UserError("lock_without_range", {"first": given.first})
    first_used = given.first if given.calculated_from is None else given.calculated_from
    last_used = last if given.calculated_to is None else given.calculated_to
    if first_used < given.first or last_used > last or first_used > last_used + (last < given.first):
        raise UserError("calculation_range_outside", {"first": given.first, "last": last})
    if baseline is not None and given.calculated_to is None:
        present = ~np.isnan(series.values[first_used:last_used + 1])
        present[[at - first_used for at in excluded if first_used <= at <= last_used]] = False
        figures = np.flatnonzero(present)[:baseline]
        last_used = first_used + int(figures[-1]) if len(figures) else last_used
    return PlacedSegment(given, given.first, last, first_used, last_used, excluded)
