"""The harbour council's stories are told by the kernel, not by the text: each measure shows what it is meant to show."""

from datetime import date

import pytest

from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import SegmentInput, XmrAnalysis
from groundswell.records.demo.harbour import MEASURES, DemoMeasure, figures, last_month

TODAY = date(2026, 11, 25)
BY_NAME = {measure.name: measure for measure in MEASURES}


def analysed(measure: DemoMeasure, today: date = TODAY) -> XmrAnalysis:
    months = figures(measure, today)
    last = len(months) - 1
    left_out = frozenset({last - measure.left_out.back}) if measure.left_out else frozenset[int]()
    segments = [SegmentInput(excluded=left_out)]
    if measure.split:
        segments.append(SegmentInput(first=last - measure.split.back))
    lower, upper = (None if bound is None else float(bound) for bound in measure.bounds)
    values = [None if figure is None else str(figure) for _, figure in months]
    return analyse(values, segments=segments, lower_bound=lower, upper_bound=upper)


def rules(name: str) -> set[str]:
    return {signal.rule for signal in analysed(BY_NAME[name]).signals}


def test_thirteen_measures_with_names_of_their_own() -> None:
    assert len(BY_NAME) == len(MEASURES) == 13


def test_no_two_measures_share_their_chance() -> None:
    assert len({measure.pattern.seed for measure in MEASURES}) == len(MEASURES)


def test_ferries_fell_below_their_limit_in_the_last_months() -> None:
    found = analysed(BY_NAME["Ferry crossings that leave on time"]).signals
    assert {signal.rule for signal in found} == {"outside_limits", "short_run"}
    assert min(at for signal in found for at in signal.points) == 31


def test_complaints_have_a_storm_a_month_left_out_and_a_new_level() -> None:
    found = analysed(BY_NAME["Days to answer a complaint"])
    before, since = found.segments
    assert before.central_line is not None
    assert since.central_line is not None
    assert since.central_line < before.central_line - 8
    assert since.provisional
    assert before.excluded == (21,)
    assert [signal.points for signal in found.signals if signal.rule == "outside_limits"] == [(9,)]


def test_near_misses_run_above_their_level() -> None:
    assert "long_run" in rules("Near misses that crews report")


def test_the_newcomer_is_too_young_for_limits() -> None:
    assert analysed(BY_NAME["Moorings found empty though let"]).segments[0].central_line is None


ROUTINE = [m.name for m in MEASURES[3:12]]


@pytest.mark.parametrize("name", ROUTINE)
def test_the_others_do_what_they_normally_do(name: str) -> None:
    assert rules(name) == set()


def test_months_count_back_from_the_last_full_one_and_one_day_gives_the_same_figures() -> None:
    measure = MEASURES[0]
    assert figures(measure, TODAY) == figures(measure, TODAY)
    assert figures(measure, TODAY)[-1][0] == last_month(TODAY) == date(2026, 10, 1)
    later = figures(measure, date(2027, 3, 2))
    assert later[-1][0] == date(2027, 2, 1)
    assert [figure for _, figure in later] == [figure for _, figure in figures(measure, TODAY)]
