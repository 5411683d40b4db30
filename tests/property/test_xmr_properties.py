"""What must hold for any figures: moves and scalings carry over, time may run backwards, a panel is its rows, the past stays put."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analyse import AnalysisRequest, analyse, analyse_many
from groundswell.domain.xmr.analysis import Segment, SegmentInput, XmrAnalysis
from groundswell.domain.xmr.panel import PanelAnalysis, PanelPlan, analyse_panel
from groundswell.domain.xmr.rule_set import RuleSet
from groundswell.domain.xmr.rule_sets import RULE_SETS, rule_set, screened

PER_SEGMENT = ("figures", "central_line", "moving_range", "lower", "upper", "moving_range_upper", "lower_cut", "upper_cut")
PER_SERIES = ("segment", "calculate", "excluded", "lower_bound", "upper_bound")
LINES = ("central_line", "moving_range", "lower", "upper", "moving_range_upper")
FIGURE = st.integers(-999, 999)
FIGURES = st.lists(FIGURE, min_size=5, max_size=40)
WITH_GAPS = st.lists(st.none() | FIGURE, max_size=40)
RULES = st.sampled_from([*RULE_SETS, "screened"])
MIRROR = {"above": "below", "below": "above", "rising": "falling", "falling": "rising", "both": "both"}


def rules_named(name: str) -> RuleSet:
    return screened(rule_set("wheeler")) if name == "screened" else rule_set(name)


def lines(segment: Segment) -> list[float | None]:
    return [getattr(segment, name) for name in LINES]


def told(analysis: XmrAnalysis) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(signal.rule, str(signal.side), signal.points) for signal in analysis.signals]


@given(WITH_GAPS, st.integers(-500, 500), RULES)
def test_adding_a_constant_moves_central_line_and_limits_by_it(figures: list[int | None], by: int, name: str) -> None:
    rules = rules_named(name)
    before = analyse(figures, rules=rules)
    after = analyse([None if one is None else one + by for one in figures], rules=rules)
    for old, new, moves in zip(lines(before.segments[0]), lines(after.segments[0]), (1, 0, 1, 1, 0), strict=True):
        assert (old is None) == (new is None)
        if old is not None:
            assert new == pytest.approx(old + moves * by, rel=1e-12, abs=1e-9)
    assert told(after) == told(before)


@given(WITH_GAPS, st.integers(-12, 12), RULES)
def test_scaling_scales_all_lines_and_changes_no_signal(figures: list[int | None], power: int, name: str) -> None:
    """By powers of two, so that not one bit of a figure is lost."""
    rules, factor = rules_named(name), 2.0**power
    before = analyse(figures, rules=rules)
    after = analyse([None if one is None else one * factor for one in figures], rules=rules)
    assert lines(after.segments[0]) == [None if line is None else line * factor for line in lines(before.segments[0])]
    assert told(after) == told(before)


@given(WITH_GAPS, RULES)
def test_turning_figures_upside_down_turns_sides(figures: list[int | None], name: str) -> None:
    rules = rules_named(name)
    before = analyse(figures, rules=rules)
    after = analyse([None if one is None else -one for one in figures], rules=rules)
    mirrored = {(rule, side if rule == "moving_range" else MIRROR[side], points) for rule, side, points in told(before)}
    assert set(told(after)) == mirrored


@given(WITH_GAPS, RULES)
def test_reversing_time_leaves_lines_outside_points_and_long_runs(figures: list[int | None], name: str) -> None:
    rules, last = rules_named(name), len(figures) - 1
    before, after = analyse(figures, rules=rules), analyse(figures[::-1], rules=rules)
    for old, new in zip(lines(before.segments[0]), lines(after.segments[0]), strict=True):
        assert new == (None if old is None else pytest.approx(old, rel=1e-12, abs=1e-9))
    both = [
        {(rule, side, frozenset(points)) for rule, side, points in told(analysis) if rule in ("outside_limits", "long_run")}
        for analysis in (before, after)
    ]
    assert both[0] == {(rule, side, frozenset(last - at for at in points)) for rule, side, points in both[1]}


def same_bits(one: PanelAnalysis, other: PanelAnalysis) -> None:
    for name in PER_SEGMENT:
        assert getattr(one, name).tobytes() == getattr(other, name).tobytes(), name
    for mine, theirs in ((one.flags, other.flags), (one.windows, other.windows), (one.spans, other.spans), (one.both, other.both)):
        assert mine.keys() == theirs.keys()
        for rule, flags in mine.items():
            assert flags.tobytes() == theirs[rule].tobytes(), rule


def rows_of(panel: PanelAnalysis, row: int) -> PanelAnalysis:
    rows = slice(row, row + 1)
    return PanelAnalysis(
        **{name: np.ascontiguousarray(getattr(panel, name)[rows]) for name in PER_SEGMENT},
        flags={rule: flags[rows] for rule, flags in panel.flags.items()},
        windows={rule: flags[rows] for rule, flags in panel.windows.items()},
        spans={rule: flags[rows] for rule, flags in panel.spans.items()},
        both={rule: flags[rows] for rule, flags in panel.both.items()},
    )


def random_panel(seed: int, series: int, periods: int) -> np.ndarray:
    """Figures of very different sizes with gaps, shifts and stretches without any change: sums differ in their last bits if reordered."""
    chance = np.random.default_rng(seed)
    values = chance.normal(100, 10, (series, periods)) * 10.0 ** chance.integers(-6, 7, (series, 1))
    values[:, periods // 2:] *= np.where(chance.random((series, 1)) < 0.3, 1.2, 1.0)
    values[chance.random((series, periods)) < 0.07] = np.nan
    values[chance.random(series) < 0.05] = 5.0
    return values


def random_plan(values: np.ndarray, seed: int) -> PanelPlan:
    chance = np.random.default_rng(seed)
    plan = PanelPlan.plain((values.shape[0], values.shape[1]))
    for row, start in enumerate(chance.integers(1, values.shape[1], values.shape[0])):
        plan.segment[row, start:] = row % 2
    plan.excluded[chance.random(values.shape) < 0.03] = True
    plan.lower_bound[::3] = 0.0
    plan.upper_bound[::4] = 120.0
    return plan


@pytest.mark.parametrize("name", [*RULE_SETS, "screened"])
def test_a_panel_is_its_rows_bit_for_bit(name: str) -> None:
    rules, values = rules_named(name), random_panel(7, 300, 61)
    plan = random_plan(values, 8)
    whole = analyse_panel(values, rules, plan)
    assert sum(np.count_nonzero(flags) for flags in whole.flags.values()) > 500
    for row in range(len(values)):
        rows = slice(row, row + 1)
        own = replace(plan, **{part: getattr(plan, part)[rows] for part in PER_SERIES})
        alone = analyse_panel(values[rows], rules, own)
        number = alone.central_line.shape[1]
        cut = rows_of(whole, row)
        same_bits(alone, replace(cut, **{part: np.ascontiguousarray(getattr(cut, part)[:, :number]) for part in PER_SEGMENT}))


@pytest.mark.parametrize("block", [1, 2, 7, 255, 256, 299, 300, 1000])
def test_the_size_of_a_block_changes_no_bit(block: int) -> None:
    values = random_panel(9, 300, 61)
    plan = random_plan(values, 10)
    same_bits(analyse_panel(values, "nhs_r", plan, block=block), analyse_panel(values, "nhs_r", plan))


@given(st.lists(WITH_GAPS, min_size=1, max_size=6), RULES)
def test_many_series_of_different_lengths_are_each_as_if_alone(many: list[list[int | None]], name: str) -> None:
    rules = rules_named(name)
    requests = [AnalysisRequest(Series.of_numbers([one and one / 7 for one in figures]), rules) for figures in many]
    together = analyse_many(requests)
    for request, analysis in zip(requests, together, strict=True):
        alone = analyse(request.series, rules=request.rules)
        assert [repr(segment) for segment in analysis.segments] == [repr(segment) for segment in alone.segments]
        assert analysis.signals == alone.signals


@given(st.lists(st.none() | FIGURE, min_size=12, max_size=40), st.none() | FIGURE, RULES)
def test_one_more_value_never_changes_a_locked_segment(figures: list[int | None], value: int | None, name: str) -> None:
    rules = rules_named(name)
    lock = [SegmentInput(calculated_to=11, locked=True)]
    before = analyse(figures, rules=rules, segments=lock)
    after = analyse([*figures, value], rules=rules, segments=lock)
    assert repr(replace(after.segments[0], last=before.segments[0].last)) == repr(before.segments[0])
    told_of = {(rule, side, at) for rule, side, points in told(after) for at in points}
    assert {(rule, side, at) for rule, side, points in told(before) for at in points} <= told_of


@given(st.lists(FIGURE, min_size=8, max_size=30), st.integers(1, 7), FIGURE)
def test_one_more_value_never_changes_an_earlier_segment(figures: list[int], start: int, value: int) -> None:
    split = [SegmentInput(first=start)]
    before, after = analyse(figures, segments=split), analyse([*figures, value], segments=split)
    assert after.segments[0] == before.segments[0]
    assert [signal for signal in after.signals if signal.segment == 0] == [signal for signal in before.signals if signal.segment == 0]


@given(st.integers(-10**9, 10**9), st.integers(0, 9), st.integers(5, 40), RULES)
def test_a_constant_series_has_finite_limits_and_no_signal(coefficient: int, scale: int, size: int, name: str) -> None:
    value = coefficient / 10**scale
    analysis = analyse([value] * size, rules=rules_named(name))
    assert all(line is not None and np.isfinite(line) for line in lines(analysis.segments[0]))
    assert analysis.segments[0].upper == pytest.approx(value, rel=1e-12)
    assert analysis.signals == ()


@given(FIGURES, st.integers(0, 39))
def test_a_left_out_figure_counts_for_nothing(figures: list[int], at: int) -> None:
    """Whatever it is, the limits and every signal are those of the series with a gap in its place."""
    assume(at < len(figures))
    left_out = analyse(figures, segments=[SegmentInput(excluded=frozenset({at}))])
    gap = analyse([None if place == at else one for place, one in enumerate(figures)])
    assert lines(left_out.segments[0]) == lines(gap.segments[0])
    assert left_out.signals == gap.signals


@given(WITH_GAPS, RULES)
def test_signals_say_what_the_panel_flags(figures: list[int | None], name: str) -> None:
    """Every flagged point is in a signal of that rule and side, and no signal holds another point."""
    rules = rules_named(name)
    analysis = analyse(figures, rules=rules)
    values = analysis.series.values[None, :]
    panel = analyse_panel(values, rules)
    up, down = ("above", "rising", "both"), ("below", "falling")
    for rule, flags in panel.flags.items():
        own = [signal for signal in analysis.signals if signal.rule == rule]
        high = {at for signal in own if signal.side in up for at in signal.points}
        low = {at for signal in own if signal.side in down for at in signal.points}
        assert set(np.flatnonzero(flags[0] > 0)) == high - low, rule
        assert set(np.flatnonzero(flags[0] < 0)) == low - high, rule
        both = set(np.flatnonzero(panel.both[rule][0])) if rule in panel.both else set()
        assert both == high & low
