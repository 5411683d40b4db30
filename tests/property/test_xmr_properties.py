"""What must hold of the kernel for any figures (method 9.22)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analyse import AnalysisRequest, analyse, analyse_many
from groundswell.domain.xmr.analysis import SegmentInput
from groundswell.domain.xmr.panel import PanelAnalysis, analyse_panel
from groundswell.domain.xmr.rule_sets import RULE_SETS, rule_set

FIGURE = st.one_of(st.none(), st.integers(-400, 400).map(lambda n: n / 4))
"""Quarters: exact in binary, so that shifting by a whole number and scaling by a power of two are exact too."""
SERIES = st.lists(FIGURE, min_size=1, max_size=60)
RULES = st.sampled_from(sorted(RULE_SETS))


def shape(values: list[float | None], rules: str) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(s.rule, s.side.value, s.points) for s in analyse(values, rules=rules).signals]


@given(SERIES, RULES, st.integers(-1000, 1000))
def test_adding_a_constant_shifts_the_lines_by_it(values: list[float | None], rules: str, by: int) -> None:
    one, other = analyse(values, rules=rules), analyse([None if v is None else v + by for v in values], rules=rules)
    first, second = one.segments[0], other.segments[0]
    if first.central_line is None or first.upper is None or second.central_line is None:
        assert second.central_line is None
        return
    assert second.central_line == pytest.approx(first.central_line + by, abs=1e-9)
    assert second.upper == pytest.approx(first.upper + by, abs=1e-9)
    assert second.moving_range == first.moving_range


@given(SERIES, RULES, st.sampled_from([0.25, 0.5, 2.0, 8.0]))
def test_scaling_scales_the_lines_and_leaves_the_signals(values: list[float | None], rules: str, by: float) -> None:
    one, other = analyse(values, rules=rules), analyse([None if v is None else v * by for v in values], rules=rules)
    first, second = one.segments[0], other.segments[0]
    if first.central_line is not None and first.lower is not None:
        assert (second.central_line, second.lower) == (first.central_line * by, first.lower * by)
    assert [(s.rule, s.points) for s in one.signals] == [(s.rule, s.points) for s in other.signals]


@given(SERIES, RULES)
def test_turning_time_round_leaves_the_lines(values: list[float | None], rules: str) -> None:
    one, other = analyse(values, rules=rules).segments[0], analyse(values[::-1], rules=rules).segments[0]
    if one.central_line is None or one.moving_range is None:
        assert other.central_line is None
        return
    assert other.central_line == pytest.approx(one.central_line, rel=1e-12, abs=1e-12)
    assert other.moving_range == pytest.approx(one.moving_range, rel=1e-9, abs=1e-12)
    runs = [points for rule, _, points in shape(values, "wheeler") if rule == "long_run"]
    turned = [points for rule, _, points in shape(values[::-1], "wheeler") if rule == "long_run"]
    last = len(values) - 1
    assert sorted(runs) == sorted(tuple(sorted(last - at for at in points)) for points in turned)


@given(SERIES, RULES)
def test_mirroring_swaps_above_and_below(values: list[float | None], rules: str) -> None:
    mirror = {"above": "below", "below": "above", "rising": "falling", "falling": "rising"}
    found = [(rule, mirror[side], points) for rule, side, points in shape(values, rules) if rule != "moving_range"]
    other = [found for found in shape([None if v is None else -v for v in values], rules) if found[0] != "moving_range"]
    assert sorted(found) == sorted(other)


def bits(panel: PanelAnalysis, row: int) -> list[bytes]:
    """Everything the panel says of one series, as bytes: equal means equal to the last bit."""
    arrays = [panel.figures, panel.central_line, panel.moving_range, panel.lower, panel.upper, panel.moving_range_upper]
    return [np.ascontiguousarray(a[row]).tobytes() for a in [*arrays, *panel.flags.values(), *panel.windows.values()]]


@settings(max_examples=60)
@given(st.integers(1, 40), st.integers(1, 70), st.integers(0, 2**32 - 1), RULES, st.integers(1, 50))
def test_a_panel_is_its_rows_bit_for_bit_in_blocks_of_any_size(series: int, periods: int, seed: int, rules: str, block: int) -> None:
    chance = np.random.default_rng(seed)
    values = chance.normal(50, 7, (series, periods)) * chance.choice([1e-6, 1, 1e9], (series, 1))
    values[chance.random(values.shape) < 0.1] = np.nan
    whole = analyse_panel(values, rule_set(rules))
    blocks = analyse_panel(values, rule_set(rules), block=block)
    for row in range(series):
        alone = bits(analyse_panel(values[row:row + 1], rule_set(rules)), 0)
        assert bits(whole, row) == alone
        assert bits(blocks, row) == alone


@settings(max_examples=60)
@given(st.lists(st.tuples(SERIES, RULES), min_size=1, max_size=8))
def test_many_series_of_different_lengths_are_each_as_alone(given_series: list[tuple[list[float | None], str]]) -> None:
    requests = [AnalysisRequest(Series.of_numbers(values), rule_set(rules)) for values, rules in given_series]
    for (values, rules), found in zip(given_series, analyse_many(requests), strict=True):
        alone = analyse(values, rules=rules)
        assert (found.segments, found.signals) == (alone.segments, alone.signals)


@given(st.lists(FIGURE, min_size=13, max_size=50), st.integers(12, 40), FIGURE, RULES)
def test_one_more_figure_never_changes_a_locked_segment(values: list[float | None], locked_at: int, more: float | None, rules: str) -> None:
    last = min(locked_at, len(values)) - 1
    segment = [SegmentInput(calculated_to=last, locked=True)]
    one, other = analyse(values, rules=rules, segments=segment), analyse([*values, more], rules=rules, segments=segment)
    lines = [(s.central_line, s.lower, s.upper, s.moving_range, s.figures) for s in (one.segments[0], other.segments[0])]
    assert lines[0] == lines[1]


@given(SERIES, st.data(), RULES)
def test_segments_cover_the_series_once_and_no_signal_crosses_them(values: list[float | None], draw: st.DataObject, rules: str) -> None:
    starts = draw.draw(st.sets(st.integers(0, len(values) - 1), max_size=4))
    found = analyse(values, rules=rules, segments=[SegmentInput(first=start) for start in starts])
    covered = [at for segment in found.segments for at in range(segment.first, segment.last + 1)]
    assert covered == list(range(len(values)))
    for signal in found.signals:
        segment = found.segments[signal.segment]
        assert segment.first <= signal.first <= signal.last <= segment.last
        assert signal.first == min(signal.points)
        assert signal.last == max(signal.points)
        assert all(values[at] is not None for at in signal.points)
