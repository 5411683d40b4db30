"""Why a point is flagged, and what the next figure would have to be for a signal."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import SegmentInput, Side, line_at
from groundswell.domain.xmr.explaining import LineKind, as_it_stands, lines_used, why_flagged
from groundswell.domain.xmr.looking_ahead import Silence, Stretch, next_signals
from groundswell.domain.xmr.rule_set import Ties
from groundswell.domain.xmr.rule_sets import RULE_SETS, rule_set
from groundswell.errors import UserError

BASE = [8, 12, 8, 12, 8, 12, 8, 12, 8, 12, 8, 12]
"""Typical 10, mean moving range 4: limits −0.64 and 20.64, half-way 15.32, moving-range limit 13.072."""
HELD = [SegmentInput(calculated_to=11)]


def test_a_point_outside_names_its_limit_and_when_it_was_known() -> None:
    found = why_flagged(analyse([*BASE, 21], segments=HELD), 12)
    reason = found.reasons[0]
    assert (reason.signal.rule, reason.signal.first_known, found.segment, found.value) == ("outside_limits", 12, 0, 21)
    assert [(line.kind, line.value) for line in reason.lines] == [(LineKind.UPPER, pytest.approx(20.64))]


def test_a_run_is_known_at_its_eighth_point_and_reaches_back() -> None:
    found = why_flagged(analyse([*BASE, 9, *[11] * 9], segments=HELD), 13)
    assert [(reason.signal.rule, reason.signal.first_known) for reason in found.reasons] == [("long_run", 20)]
    assert found.reasons[0].signal.points == tuple(range(13, 22))
    assert found.reasons[0].lines[0].value == 10


def test_a_step_names_its_size_and_its_limit() -> None:
    reason = why_flagged(analyse([*BASE, 0, 14, 10], segments=HELD), 13).reasons[0]
    assert (reason.signal.rule, reason.moving_range, reason.lines[0].value) == ("moving_range", 14, pytest.approx(13.072))


def test_a_routine_point_has_no_reason_and_every_other_rule_set_is_asked() -> None:
    found = why_flagged(analyse(BASE), 3)
    assert not found.flagged
    assert {other.rule_set.name for other in found.others} == set(RULE_SETS) - {"wheeler"}
    assert {other.rule_set.name for other in found.others if not other.judged} == {"autospc"}


def test_other_rule_sets_say_what_they_would_flag() -> None:
    found = why_flagged(analyse([*BASE, 9, *[11] * 7, 9], segments=HELD), 15)
    assert not found.flagged
    said = {other.rule_set.name: other.rules for other in found.others}
    assert said["nhs_2023"] == said["recalculating_7_10of12"] == ("long_run",)
    assert said["western_electric"] == ()


def test_a_figure_left_out_and_a_gap_are_explained_too() -> None:
    analysis = analyse([*BASE, 50, None, 10], segments=[SegmentInput(calculated_to=11, excluded=frozenset({12}))])
    assert (why_flagged(analysis, 12).left_out, why_flagged(analysis, 12).flagged) == (True, False)
    assert why_flagged(analysis, 13).value is None


@pytest.mark.parametrize("index", [-1, 12])
def test_a_point_that_is_not_there_is_refused(index: int) -> None:
    with pytest.raises(UserError, match="no_such_point"):
        why_flagged(analyse(BASE), index)


@pytest.mark.parametrize("name", RULE_SETS)
def test_every_rule_that_compares_with_a_line_names_it(name: str) -> None:
    rules, lines = rule_set(name), line_at(analyse([*BASE, *BASE], rules=name), 5)
    assert lines is not None
    named = {rule for rule in rules.rules if lines_used(rules, rule, Side.ABOVE, lines)}
    assert named == set(rules.rules) - {"trend", "alternating", "moving_range"}


def test_a_point_of_another_chart_kind_names_the_line_at_its_place() -> None:
    """A trended line: the limit named is the one where the point lies."""
    rising = [at + (1 if at % 2 else -1) for at in range(24)]
    rising[20] += 30
    analysis = analyse(rising, kind="trended", segments=[SegmentInput(calculated_to=15)])
    reason = next(one for one in why_flagged(analysis, 20).reasons if one.signal.rule == "outside_limits")
    lines = line_at(analysis, 20)
    assert lines is not None
    assert reason.lines[0].value == lines.upper != analysis.segments[-1].upper


def ahead(figures: list[float | None], rules: str = "wheeler", **options: object) -> dict[tuple[str, str, bool], tuple[Stretch, ...]]:
    found = next_signals(analyse(figures, rules=rules, segments=HELD, **options))  # type: ignore[arg-type]
    return {(one.rule, one.side.value, one.goes_on): one.stretches for one in found.signals}


def test_after_routine_only_the_limits_and_a_large_step_would_signal() -> None:
    found = ahead([*BASE, 10])
    assert set(found) == {("outside_limits", "above", False), ("outside_limits", "below", False), ("moving_range", "above", False)}
    assert found["outside_limits", "above", False] == (Stretch(pytest.approx(20.64), None),)
    assert found["moving_range", "above", False] == (Stretch(None, pytest.approx(-3.072)), Stretch(pytest.approx(23.072), None))


def test_the_eighth_on_a_side_would_be_a_run_and_the_ninth_goes_on() -> None:
    assert ahead([*BASE, 9, *[11] * 7])["long_run", "above", False] == (Stretch(10, None),)
    assert ahead([*BASE, 9, *[11] * 8])["long_run", "above", True] == (Stretch(10, None),)


def test_three_close_to_a_limit_signal_with_whatever_comes_fourth() -> None:
    assert ahead([*BASE, None, 16, 16, 16])["short_run", "above", False] == (Stretch(None, None),)


def test_a_trend_needs_a_figure_beyond_the_last() -> None:
    assert ahead([*BASE, 7, 8, 9, 10, 11, 12], "nhs_2023")["trend", "rising", False] == (Stretch(12, None),)


def test_no_figure_beyond_a_bound_is_spoken_of() -> None:
    found = ahead([*BASE, 10], lower_bound=0, upper_bound=100)
    assert ("outside_limits", "below", False) not in found
    assert found["outside_limits", "above", False] == (Stretch(pytest.approx(20.64), 100, False, True),)


def test_without_lines_or_variation_nothing_can_signal() -> None:
    assert next_signals(analyse([1, 2, 3])).silence is Silence.TOO_FEW
    assert next_signals(analyse([])).silence is Silence.TOO_FEW
    assert next_signals(analyse([5] * 9)).silence is Silence.NO_VARIATION


VALUE = st.integers(-60, 60)


@settings(max_examples=60)
@given(st.lists(st.none() | st.integers(-30, 30), min_size=5, max_size=30), VALUE, st.sampled_from([*RULE_SETS, "skip"]), st.booleans())
def test_what_is_told_of_the_next_figure_is_what_the_kernel_then_says(
    figures: list[int | None], value: int, name: str, bounded: bool
) -> None:
    """Lines held as they stand: the series with one more figure is analysed anew with its calculation range as it was."""
    rules = rule_set("wheeler" if name == "skip" else name)
    if name == "skip" and rules.long_run is not None:
        rules = replace(rules, long_run=replace(rules.long_run, ties=Ties.SKIP))
    bounds = {"lower_bound": -60.0, "upper_bound": 60.0} if bounded else {}
    before = analyse(figures, rules=rules, **bounds)
    after = analyse([*figures, value], rules=rules, segments=[as_it_stands(before.segments[0])], **bounds)
    new = len(figures)
    wanted = {
        (signal.rule, signal.side, signal.first_known != new)
        for signal in after.signals if signal.first_known == new or new in signal.points
    }
    told = next_signals(before)
    assert {(one.rule, one.side, one.goes_on) for one in told.signals if one.holds(value)} == wanted


@settings(max_examples=60)
@given(st.lists(st.none() | st.integers(-5, 25), min_size=8, max_size=30), st.sampled_from(sorted({*RULE_SETS} - {"autospc"})))
def test_a_signal_is_known_from_the_figure_that_completes_it(figures: list[int | None], name: str) -> None:
    """Cut behind ``first_known`` the series has the signal, cut before it none that shares a point; the lines rest on the baseline."""
    values = [*BASE, *figures]
    for signal in analyse(values, rules=name, segments=HELD).signals:
        if signal.first_known <= 12:
            continue
        then = analyse(values[:signal.first_known + 1], rules=name, segments=HELD).signals
        assert any((one.rule, one.side, one.first_known) == (signal.rule, signal.side, signal.first_known) for one in then), signal
        before = analyse(values[:signal.first_known], rules=name, segments=HELD).signals
        assert not any(
            (one.rule, one.side) == (signal.rule, signal.side) and set(one.points) & set(signal.points) for one in before
        ), signal
