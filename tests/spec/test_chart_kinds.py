"""Chart kinds as a table: what each draws, what it refuses, and that splits, left-out points, baselines and bounds hold for all of them."""

from datetime import date

import pytest

from groundswell.domain.measurement.chart_kind import ChartKind, DrawnFrom, KindName
from groundswell.domain.measurement.drawn_series import drawn_series
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analyse import AnalysisRequest, analyse, analyse_many
from groundswell.domain.xmr.analysis import SegmentInput, line_at
from groundswell.domain.xmr.kinds.judging import KindTask, judged_by_kind
from groundswell.domain.xmr.placing import placed_segments
from groundswell.domain.xmr.rule_sets import rule_set
from groundswell.errors import UserError
from tests.kind_series import SEASON, monthly, on_days, ratios, seasonal

WHEELER = rule_set("wheeler")
QUARTERS = [10, 20, 30, 40, 12, 22, 28, 38, 11, 19, 31, 41]


def refused(series: Series | list[int] | list[float], kind: str | ChartKind) -> str:
    working = analyse(series, kind=kind).working
    return "" if working is None else working.refused


@pytest.mark.parametrize(
    ("series", "kind", "why"),
    [
        ([3, 4, 5, 6, 7, 8], "seasonal", "no_seasons"),
        (monthly(list(range(1, 24))), "seasonal", "two_cycles"),
        (monthly([0, *range(1, 12)] * 3), "seasonal", "two_cycles"),
        (monthly([-5, *range(1, 12)] * 3), "seasonal", "season_zero"),
        (monthly([-5, *range(1, 12)] * 3), ChartKind(KindName.SEASONAL, additive=True), ""),
        ([3, 4, 5, 6, 7, 8], "p", "no_denominators"),
        (ratios([3, 4, 5, 9, 7, 8], [4, 5, 6, 7, 8, 9]), "p", "not_shares"),
        (ratios([3, 4, 5, 9, 7, 8], [4, 5, 6, 7, 8, 9]), "u", ""),
        ([3, -1, 4, 5, 6], "c", "negative"),
        ([3, 1.5, 4, 5, 6], "c", "not_counts"),
        ([3, -1, 4, 5, 6], "g", "negative"),
        ([3, -1, 4, 5, 6], "t", "negative"),
        ([3, 0, 4, 5, 6], "t", ""),
    ],
)
def test_a_kind_that_the_figures_do_not_allow_leaves_the_plain_lines_and_says_why(
    series: Series | list[int] | list[float], kind: str | ChartKind, why: str
) -> None:
    assert refused(series, kind) == why
    if why:
        found, plain = analyse(series, kind=kind), analyse(series)
        assert found.drawn_kind == "xmr"
        assert [(one.central_line, one.lower) for one in found.segments] == [(one.central_line, one.lower) for one in plain.segments]


def test_an_unknown_kind_names_those_there_are() -> None:
    with pytest.raises(UserError, match="unknown_chart_kind"):
        analyse([1, 2, 3], kind="pie")


def test_seasonal_factors_are_season_means_over_the_grand_mean() -> None:
    found = analyse(monthly(QUARTERS, step=3), kind="seasonal")
    assert found.working is not None and found.working.factors[0] is not None
    grand = sum(QUARTERS) / 12
    assert found.working.factors[0] == pytest.approx([sum(QUARTERS[at::4]) / 3 / grand for at in range(4)])
    assert sum(found.working.factors[0]) == pytest.approx(4)
    lines = [line_at(found, at) for at in range(4)]
    level = found.working.levels[0]
    assert level is not None
    assert [one.central_line for one in lines if one] == pytest.approx([level * factor for factor in found.working.factors[0]])


def test_added_seasons_shift_the_lines_and_keep_their_width() -> None:
    found = analyse(monthly(QUARTERS, step=3), kind=ChartKind(KindName.SEASONAL, additive=True))
    lines = [one for at in range(12) if (one := line_at(found, at)) is not None]
    widths = {round(one.upper - one.lower, 9) for one in lines}
    assert len(widths) == 1 and len({one.central_line for one in lines}) == 4


def test_a_season_hides_no_signal_and_makes_none() -> None:
    values = [SEASON[at % 12] * 4 + at % 5 for at in range(48)]
    assert any(signal.rule == "outside_limits" for signal in analyse(monthly(values)).signals), "XmR of it is full of signals"
    assert not [signal for signal in analyse(monthly(values), kind="seasonal").signals if signal.rule == "outside_limits"]
    values[40] += 60
    found = [signal for signal in analyse(monthly(values), kind="seasonal", baseline=36).signals if signal.rule == "outside_limits"]
    assert [signal.points for signal in found] == [(40,)]


def test_a_young_segment_borrows_the_factors_of_the_one_before() -> None:
    series = seasonal(4)
    found = analyse(series, kind="seasonal", segments=[SegmentInput(), SegmentInput(36)])
    assert found.working is not None
    assert found.working.factors[1] == found.working.factors[0]
    assert found.segments[1].central_line is not None


@pytest.mark.parametrize("kind", ["seasonal", "trended", "c", "t", "g"])
def test_left_out_points_baselines_and_splits_hold_for_every_kind(kind: str) -> None:
    values = [round(float(value)) for value in seasonal(4).values]
    spoilt = [*values]
    spoilt[5] = 900
    clean = analyse(monthly(values), kind=kind, segments=[SegmentInput(excluded=frozenset({5}))])
    same = analyse(monthly(spoilt), kind=kind, segments=[SegmentInput(excluded=frozenset({5}))])
    assert clean.segments[0].central_line == same.segments[0].central_line
    assert all(5 not in signal.points for signal in same.signals)
    based = analyse(monthly([*values[:36], *[value + 50 for value in values[36:]]]), kind=kind, baseline=36)
    assert (based.segments[0].calculated_to, based.segments[0].figures) == (35, 36)
    cut = analyse(monthly(values), kind=kind, segments=[SegmentInput(), SegmentInput(24)])
    assert [segment.first for segment in cut.segments] == [0, 24]
    assert all(signal.first >= 24 or signal.last < 24 for signal in cut.signals), "no signal goes across a split"


def test_under_five_figures_no_kind_has_lines() -> None:
    for kind in ("trended", "c", "t", "g"):
        found = analyse([3, 5, 4, 6], kind=kind)
        assert found.segments[0].central_line is None and found.signals == ()
    assert analyse(ratios([3, 4, 5, 6], [9, 9, 9, 9]), kind="p").segments[0].central_line is None


def test_xmr_by_way_of_kinds_is_the_kernel_to_the_last_bit() -> None:
    for series in (seasonal(3), Series.of_numbers([3.1, 4, None, 5.2, 3, 9, 4, 4.5, 30, 4])):
        segments = placed_segments(series, (SegmentInput(), SegmentInput(6)))
        own = judged_by_kind(KindTask(series, WHEELER, ChartKind(), segments, ((None, None), (None, None))))
        (kernel,) = analyse_many([AnalysisRequest(series, WHEELER, (SegmentInput(), SegmentInput(6)))])
        assert (own.segments, own.signals) == (kernel.segments, kernel.signals)


def test_a_denominator_of_zero_is_a_gap_with_no_lines() -> None:
    found = analyse(ratios([5, 6, 4, 0, 7, 5, 6], [10, 12, 9, 0, 14, 11, 10], per=100), kind="p")
    assert line_at(found, 3) is None and line_at(found, 4) is not None
    assert found.working is not None and found.working.per == 100


def test_limits_beyond_the_possible_are_drawn_at_it_and_silent_there() -> None:
    found = analyse(ratios([9, 10, 9, 10, 10, 9, 10, 9], [10] * 8, per=100), kind="p")
    lines = line_at(found, 0)
    assert lines is not None and lines.upper > 100 and (lines.drawn_upper, lines.upper_cut) == (100.0, True)


def test_an_interval_of_zero_is_judged_as_half_a_unit_and_counted() -> None:
    found = analyse([5, 0, 8, 3, 9, 4, 0, 7], kind="t")
    assert found.working is not None and found.working.zeros == 2
    half = analyse([5, 0.5, 8, 3, 9, 4, 0.5, 7], kind="t")
    assert found.segments[0].central_line == half.segments[0].central_line


@pytest.mark.parametrize(("so_far", "signals"), [(15, False), (4000, True)])
def test_an_interval_that_has_not_ended_says_nothing_until_it_is_beyond_the_limit(so_far: int, signals: bool) -> None:
    series = Series.of_numbers([9, 12, 7, 15, 11, 8, 13, 10, so_far])
    (found,) = analyse_many([AnalysisRequest(series, WHEELER, kind=ChartKind(KindName.T), open_last=True)])
    (ended,) = analyse_many([AnalysisRequest(Series.of_numbers([9, 12, 7, 15, 11, 8, 13, 10]), WHEELER, kind=ChartKind(KindName.T))])
    assert found.segments[0].upper == ended.segments[0].upper, "it stays out of the limits"
    assert any(8 in signal.points for signal in found.signals) is signals


def values_of(series: Series) -> list[str | None]:
    return [None if point.value is None else str(point.value) for point in series.points]


@pytest.mark.parametrize(
    ("values", "kind", "drawn"),
    [
        (["5", "9.5", "14"], ChartKind(drawn_from=DrawnFrom.YEAR_TO_DATE), ["5", "4.5", "4.5"]),
        (["5", None, "14", "15"], ChartKind(drawn_from=DrawnFrom.YEAR_TO_DATE), ["5", None, None, "1"]),
        (["5", "9", "14"], ChartKind(drawn_from=DrawnFrom.YEAR_TO_DATE, year_start=2), [None, "9", "5"]),
        (["5", "9", "14"], ChartKind(drawn_from=DrawnFrom.RUNNING_TOTAL), [None, "4", "5"]),
    ],
)
def test_differences_are_exact_and_undefined_across_a_gap(values: list[str | None], kind: ChartKind, drawn: list[str | None]) -> None:
    series = monthly(values)
    found = drawn_series(series, kind)
    assert values_of(found.series) == drawn
    assert found.source == tuple(range(len(values)))
    assert values_of(series) == values, "what was brought is untouched"


def test_events_of_a_period_lie_evenly_in_it_and_the_last_interval_is_open() -> None:
    found = drawn_series(monthly([1, 0, 2, 0]), ChartKind(KindName.T, DrawnFrom.EVENT_COUNTS))
    days = [point.period.start for point in found.series.points if point.period is not None]
    assert days == [date(2020, 3, 8), date(2020, 3, 24), date(2020, 4, 30)]
    assert values_of(found.series) == ["52", "16", "37"]
    assert found.source == (2, 2, 3) and found.open_last


def test_dates_of_events_are_drawn_as_days_between_them_until_the_day_they_are_known_to() -> None:
    days = [date(2024, 1, 5), date(2024, 1, 25), date(2024, 3, 1)]
    kind = ChartKind(KindName.T, DrawnFrom.EVENT_DATES)
    assert values_of(drawn_series(on_days(days), kind).series) == ["20", "36"]
    known = drawn_series(on_days(days), kind, date(2024, 3, 11))
    assert values_of(known.series) == ["20", "36", "10"] and known.open_last


@pytest.mark.parametrize(
    ("series", "source", "why"),
    [
        (Series.of_numbers([1, 0, 2]), DrawnFrom.EVENT_COUNTS, "no_dates"),
        (Series.of_numbers([1, 2, 3]), DrawnFrom.YEAR_TO_DATE, "no_dates"),
        (monthly([1, 0.5, 2]), DrawnFrom.EVENT_COUNTS, "not_counts"),
        (monthly([1, 0, 0]), DrawnFrom.EVENT_COUNTS, "few_events"),
        (monthly([9000, 9000]), DrawnFrom.EVENT_COUNTS, "many_events"),
    ],
)
def test_what_cannot_be_worked_out_is_refused_with_its_reason(series: Series, source: DrawnFrom, why: str) -> None:
    found = drawn_series(series, ChartKind(KindName.T, source))
    assert (found.refused, found.series) == (why, series)
