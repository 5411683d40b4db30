"""``analyse``: fewest figures, provisional limits, gaps, bounds, segments, screening, and what is refused."""

from dataclasses import replace

import numpy as np
import pytest

import groundswell
from groundswell.domain.xmr.analyse import AnalysisRequest, analyse, analyse_many
from groundswell.domain.xmr.analysis import SegmentInput, Signal
from groundswell.domain.xmr.limits import _total
from groundswell.domain.xmr.panel import PanelPlan, analyse_blocks, analyse_panel
from groundswell.domain.xmr.rule_set import Average
from groundswell.domain.xmr.rule_sets import RULE_SETS, rule_set, screened, with_exact_constants, with_median_ranges, with_medians
from groundswell.errors import UserError

STEADY = [10, 12, 9, 11, 10, 12, 8, 11, 10, 12, 9, 11, 10, 12]


def rules_and_points(signals: tuple[Signal, ...]) -> dict[str, list[int]]:
    return {signal.rule: list(signal.points) for signal in signals}


def test_thirteen_fives_and_a_six() -> None:
    """Contracts 2: the last figure alone is outside, the thirteen before it are one long run; nothing collapses."""
    for rules in ("wheeler", screened(rule_set("wheeler"))):
        signals = rules_and_points(analyse([5] * 13 + [6], rules=rules).signals)
        assert signals == {"outside_limits": [13], "moving_range": [13], "long_run": list(range(13))}


@pytest.mark.parametrize("name", RULE_SETS)
def test_fourteen_fives_have_finite_limits_and_no_signal(name: str) -> None:
    analysis = analyse([5] * 14, rules=replace(rule_set(name), fewest_figures=5))
    assert (analysis.segments[0].lower, analysis.segments[0].upper) == (5, 5)
    assert analysis.signals == ()


def test_limits_without_variation_judge_nothing() -> None:
    """Two levels with a gap between them: every moving range is zero, and limits of no width would flag each figure."""
    analysis = analyse([5] * 8 + [None] + [6] * 8)
    assert analysis.segments[0].moving_range == 0
    assert analysis.signals == ()


@pytest.mark.parametrize(("figures", "lines", "provisional"), [(4, False, False), (5, True, True), (11, True, True), (12, True, False)])
def test_from_five_figures_there_are_limits_and_from_twelve_they_last(figures: int, lines: bool, provisional: bool) -> None:
    segment = analyse(STEADY[:figures]).segments[0]
    assert (segment.central_line is not None, segment.provisional, segment.figures) == (lines, provisional, figures)


def test_fewest_figures_is_a_field_of_the_rule_set() -> None:
    assert analyse([1, 3], rules=replace(rule_set("wheeler"), fewest_figures=2)).segments[0].upper == 2 + 2.66 * 2


def test_figures_that_never_stand_next_to_each_other_have_no_limits() -> None:
    assert analyse([1, None, 2, None, 3, None, 4, None, 5, None, 6]).segments[0].central_line is None


def test_a_gap_breaks_moving_ranges() -> None:
    segment = analyse([10, 12, None, 30, 28, 30]).segments[0]
    assert segment.moving_range == 2


def test_no_moving_range_across_a_split() -> None:
    analysis = analyse([10, 12] * 6 + [30, 28] * 6, segments=[SegmentInput(first=12)])
    assert [segment.moving_range for segment in analysis.segments] == [2, 2]
    assert analysis.signals == ()


def test_signals_name_their_segment() -> None:
    analysis = analyse([10, 12] * 6 + [30, 28] * 6 + [90], segments=[SegmentInput(first=12, calculated_to=23)])
    assert {(signal.rule, signal.segment) for signal in analysis.signals} == {("outside_limits", 1), ("moving_range", 1)}


def test_a_run_does_not_cross_a_split() -> None:
    figures = [8, 12] * 6 + [11] * 4 + [11] * 4 + [8, 12] * 6
    whole = analyse(figures, segments=[SegmentInput(calculated_to=11)])
    split = analyse(figures, segments=[SegmentInput(calculated_to=11), SegmentInput(first=16, calculated_from=20)])
    assert "long_run" in rules_and_points(whole.signals)
    assert "long_run" not in rules_and_points(split.signals)


def test_a_limit_beyond_a_bound_is_drawn_at_it_and_kept_uncut() -> None:
    segment = analyse([92, 99, 91, 98, 92, 99], upper_bound=100, lower_bound=0).segments[0]
    assert segment.upper is not None and segment.upper > 100
    assert (segment.drawn_upper, segment.upper_cut) == (100, True)
    assert (segment.drawn_lower, segment.lower_cut) == (segment.lower, False)


def test_without_declared_bounds_a_limit_may_be_negative() -> None:
    segment = analyse([1, 9, 2, 8, 1, 9]).segments[0]
    assert segment.lower is not None and segment.lower < 0
    assert segment.drawn_lower == segment.lower


def test_our_own_rule_sets_screen_from_twelve_figures_and_nhs_r_at_any_length() -> None:
    figures = [1, 2, 1, 2, 1, 2, 1, 2, 19, 2, 1]

    def ranges(rules: object, values: list[int]) -> float | None:
        return analyse(values, rules=rules).segments[0].moving_range  # type: ignore[arg-type]

    assert ranges("nhs_r", figures) == 1
    for own in ("nhs_2023", screened(rule_set("wheeler"))):
        assert ranges(own, figures) == pytest.approx(4.2)
        assert ranges(own, [*figures, 2]) == 1


def test_screening_goes_back_when_only_zeros_would_remain() -> None:
    assert analyse([5] * 13 + [6], rules=screened(rule_set("wheeler"))).segments[0].moving_range == pytest.approx(1 / 13)


def test_medians_have_factors_of_their_own_and_are_not_screened() -> None:
    medians = with_median_ranges(rule_set("nhs_r"))
    assert (medians.dispersion, medians.centre, medians.screening) == (Average.MEDIAN, Average.MEAN, None)
    assert (medians.constants.limits, medians.constants.range_limit) == (3.145, 3.865)
    exact = with_exact_constants(medians).constants
    assert (exact.limits, exact.range_limit) == pytest.approx((3.1451, 3.8641), abs=5e-5)
    assert with_medians(rule_set("wheeler")).centre is Average.MEDIAN
    with pytest.raises(ValueError, match="median"):
        screened(medians)


@pytest.mark.parametrize(
    ("values", "options", "code"),
    [
        (["ten", 1], {}, "not_a_number"),
        ([1, float("inf")], {}, "not_a_number"),
        ([True, False], {}, "not_a_number"),
        ([1e301, 1], {}, "figure_too_large"),
        ([1, 2], {"rules": "shewhart"}, "unknown_rule_set"),
        ([1, 2], {"lower_bound": 5, "upper_bound": 5}, "bounds_cross"),
    ],
)
def test_bad_use_is_a_user_error(values: list[object], options: dict[str, object], code: str) -> None:
    with pytest.raises(UserError) as refused:
        analyse(values, **options)  # type: ignore[arg-type]
    assert refused.value.code == code


def test_a_panel_has_two_dimensions() -> None:
    with pytest.raises(UserError, match="not_a_panel"):
        analyse_panel(np.zeros(5))


def test_large_and_small_figures_keep_their_shape() -> None:
    figures = [1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 9]
    plain = rules_and_points(analyse(figures).signals)
    assert plain["outside_limits"] == [12]
    for power in (-150, 200):
        assert rules_and_points(analyse([one * 10.0**power for one in figures]).signals) == plain


def test_requests_with_different_rules_come_back_in_order() -> None:
    series = groundswell.Series.of_numbers([1, 2, 3, 4, 5, 6, 7, 8])
    short = groundswell.Series.of_numbers([1, 2])
    names = ["nhs_r", "wheeler", "nhs_r"]
    found = analyse_many([AnalysisRequest(series if at != 2 else short, rule_set(name)) for at, name in enumerate(names)])
    assert [analysis.rule_set.name for analysis in found] == names
    assert rules_and_points(found[0].signals)["trend"] == list(range(8))
    assert found[2].segments[0].central_line is None
    assert analyse_many([]) == []


def test_every_number_of_a_rule_set_has_its_source() -> None:
    for rules in RULE_SETS.values():
        parts = [rules.constants, rules.long_run, rules.short_run, rules.two_of_three, rules.trend, rules.screening]
        assert rules.source and all(part.source for part in parts if part is not None)


def test_an_analysis_records_rule_set_version_and_constants() -> None:
    analysis = analyse(STEADY, rules=with_exact_constants(rule_set("wheeler")))
    assert (analysis.rule_set.name, analysis.rule_set.version) == ("wheeler", 1)
    assert analysis.rule_set.constants.limits == pytest.approx(2.6586807763582736)
    assert analysis.rule_set.constants.range_limit == pytest.approx(3.2665, abs=0.0001)


def test_the_library_face_names_what_it_has() -> None:
    assert set(groundswell.__all__) <= set(dir(groundswell))
    assert groundswell.analyse is analyse
    with pytest.raises(AttributeError):
        groundswell.nothing  # noqa: B018 - asking is the test


@pytest.mark.parametrize("series", [1, 2, 7, 15, 16, 17, 64, 255, 1024])
def test_sums_are_those_of_adding_period_by_period_to_the_last_bit(series: int) -> None:
    """A reduction along rows would add in pairs, and the last bits would hang on the size of the panel."""
    kept = np.random.default_rng(series).normal(100, 10, (121, series)) * 10.0 ** np.arange(-60, 61)[:, None]
    wanted = np.zeros(series)
    for row in kept:
        wanted += row
    assert _total(kept).tobytes() == wanted.tobytes()
    assert _total(kept[1:]).tobytes() == _total(kept[1:].copy()).tobytes()


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_blocks_come_in_order_and_are_the_panel(threads: int) -> None:
    values = np.random.default_rng(2).normal(100, 10, (50, 30))
    plan = PanelPlan.plain((50, 30), upper_bound=125)
    plan.excluded[3, 4] = True
    whole, first = analyse_panel(values, "nelson", plan), 0
    for rows, panel in analyse_blocks(values, "nelson", plan, block=7, threads=threads):
        assert rows.start == first
        first = rows.stop
        assert panel.upper.tobytes() == np.ascontiguousarray(whole.upper[rows]).tobytes()
        assert all(np.array_equal(panel.flags[rule], whole.flags[rule][rows]) for rule in whole.flags)
    assert first == 50
    with pytest.raises(UserError, match="not_a_panel"):
        next(analyse_blocks(np.zeros(5)))
    with pytest.raises(UserError, match="figure_too_large"):
        list(analyse_blocks([[1.0, np.inf, 2.0], [1, 2, 3]], threads=threads))
