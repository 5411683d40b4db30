"""What is proposed for one series, by which algorithm, and the reasons beside it."""

from dataclasses import replace

import numpy as np
import pytest

from groundswell.domain.measurement.period import Cadence
from groundswell.domain.xmr.analysis import Side
from groundswell.domain.xmr.find_shifts import FoundShifts, ShiftRequest, find_shifts
from groundswell.domain.xmr.refused_shifts import RefusedShift
from groundswell.domain.xmr.shift_rules import (
    RECALCULATING_5_8,
    RUN_OF_EIGHT,
    STABLE_SHIFT,
    STABLE_SHIFT_OF_MONTHS,
    Reason,
    ShiftRules,
    shift_rules,
)
from groundswell.domain.xmr.stable_shift import stable_shifts

LOW, HIGH = [11, 9] * 12, [16, 14] * 12
SHORT = replace(STABLE_SHIFT, window=12)


def found(figures: list[float | None], rules: ShiftRules = SHORT, first: int = 0, refused: tuple[RefusedShift, ...] = ()) -> FoundShifts:
    values = np.array([np.nan if one is None else one for one in figures])
    return find_shifts([ShiftRequest(values, rules, first, refused)])[0]


def places(of: FoundShifts) -> list[tuple[int, int | None]]:
    return [(one.first, one.calculated_to) for one in of.shifts]


@pytest.mark.parametrize(("cadence", "size", "rule_set", "name", "window"), [
    (Cadence.MONTH, 48, "wheeler", "stable_shift", 24),
    (Cadence.MONTH, 47, "wheeler", "run_of_eight", None),
    (Cadence.WEEK, 42, "wheeler", "stable_shift", 21),
    (Cadence.QUARTER, 41, "nhs_r", "run_of_eight", None),
    (Cadence.MONTH, 120, "recalculating_5_8", "recalculating_5_8", None),
])
def test_windows_where_there_are_two_and_runs_where_there_are_not(
    cadence: Cadence, size: int, rule_set: str, name: str, window: int | None
) -> None:
    rules = shift_rules(cadence, size, rule_set)
    assert (rules.name, getattr(rules, "window", None)) == (name, window)
    assert rules.source
    assert STABLE_SHIFT_OF_MONTHS.version == STABLE_SHIFT.version


def test_a_shift_is_found_with_both_lines_and_how_many_figures_speak_for_it() -> None:
    shift = found(LOW + HIGH).shifts[0]
    assert (shift.first, shift.calculated_to, shift.side) == (24, 35, "above")
    assert (shift.line_before, shift.central_line, shift.figures) == (10, 15, 24)
    assert found(LOW).shifts == ()
    assert found([]).shifts == ()
    assert found([None] * 30).shifts == ()
    assert found([5.0] * 30).shifts == ()


def test_a_blip_is_turned_down_with_where_it_went_back() -> None:
    of = found([*LOW, *HIGH[:8], *reversed(LOW)])
    assert of.shifts == ()
    assert [(one.trigger, one.reason, one.place) for one in of.open_trials] == [(24, Reason.OPPOSING_RUN_STARTS, 32)]


def test_a_shift_at_the_end_has_too_few_figures_yet() -> None:
    assert [(one.trigger, one.reason) for one in found(LOW + HIGH[:9]).open_trials] == [(24, Reason.TOO_FEW_POINTS)]


def test_a_window_that_is_mostly_gaps_proposes_nothing() -> None:
    of = found([*LOW, *HIGH[:8], None, None, None, None, *HIGH])
    assert of.open_trials == ()
    assert places(of)[0][0] == 36
    assert of.shifts[0].turned_down[0].reason is Reason.TOO_MANY_GAPS


def test_a_refused_shift_is_left_alone_and_the_next_one_is_still_found() -> None:
    figures = [*LOW, *HIGH, *[one + 20 for one in LOW]]
    assert places(found(figures)) == [(24, 35), (48, 59)]
    of = found([*LOW, *HIGH, *reversed(LOW), *[one - 10 for one in LOW]], refused=(RefusedShift(24, 47, Side.ABOVE),))
    assert [one.reason for one in of.shifts[0].turned_down if one.trigger == 24] == [Reason.REFUSED_BEFORE]
    assert places(of)[0][0] >= 48
    assert places(found(figures, first=24)) == [(48, 59)]


REFUSED = (RefusedShift(24, 47, Side.ABOVE),)


@pytest.mark.parametrize("revised", [
    {24: 9.0}, {24: 10.0, 25: 9.0}, {35: 9.0}, {46: 9.0}, {30: None, 31: None}, {30: 9.0, 40: 9.0}, {23: 14.0},
])
def test_a_refused_shift_stays_refused_when_figures_of_it_are_revised(revised: dict[int, float | None]) -> None:
    figures: list[float | None] = [*LOW, *HIGH, *HIGH]
    for at, one in revised.items():
        figures[at] = one
    assert found(figures).shifts != ()
    of = found(figures, refused=REFUSED)
    assert of.shifts == ()
    assert {one.reason for one in of.open_trials} == {Reason.REFUSED_BEFORE}


@pytest.mark.parametrize(("figures", "first"), [
    pytest.param([*LOW, *[4, 6] * 24], 23, id="the other side"),
    pytest.param([*LOW, *HIGH, *LOW, *HIGH], 72, id="a later one"),
    pytest.param([*LOW, *[9, 11] * 9, *HIGH, *HIGH], 41, id="most of it was revised"),
])
def test_another_shift_than_the_refused_one_is_proposed(figures: list[float | None], first: int) -> None:
    assert first in [one.first for one in found(figures, refused=REFUSED).shifts]


def test_a_refusal_in_a_short_series_outlasts_a_revised_figure() -> None:
    short, refused = [11, 9] * 6 + [14, 16] * 6, (RefusedShift(12, 19, Side.ABOVE),)
    for at in (12, 15):
        revised: list[float | None] = [9 if place == at else one for place, one in enumerate(short)]
        assert [one.first for one in found(revised, RUN_OF_EIGHT).shifts] == [at + 1]
        assert found(revised, RUN_OF_EIGHT, refused=refused).shifts == ()


def test_a_confirmed_split_ends_what_was_refused_before_it() -> None:
    figures = [*LOW, *HIGH, *[one + 20 for one in LOW]]
    assert [one.first for one in found(figures, first=26, refused=REFUSED).shifts] == [48]


def test_refusals_are_of_their_own_series_in_a_panel_of_blocks() -> None:
    panel = np.array([LOW + HIGH, LOW + HIGH, LOW + HIGH], np.float64)
    of = stable_shifts(panel, SHORT, refused={1: REFUSED}, block=1).stretches
    assert list(zip(of.series.tolist(), of.first.tolist(), strict=True)) == [(0, 0), (0, 24), (1, 0), (2, 0), (2, 24)]


def test_a_short_series_is_proposed_a_split_at_a_run_of_eight() -> None:
    short = [11, 9] * 6 + [14, 16] * 4
    shift = found(short, RUN_OF_EIGHT).shifts[0]
    assert (shift.first, shift.calculated_to, shift.line_before, shift.central_line, shift.figures) == (12, None, 10, 15, 8)
    assert found(short[:-1], RUN_OF_EIGHT).shifts == ()
    back = found([*short, 9, 11, 9], RUN_OF_EIGHT)
    assert back.shifts == ()
    assert [(one.trigger, one.reason, one.place) for one in back.open_trials] == [(12, Reason.WENT_BACK, 20)]
    assert len(found([*short, 9, 11], RUN_OF_EIGHT).shifts) == 1
    refused = found(short, RUN_OF_EIGHT, refused=(RefusedShift(12, 19, Side.ABOVE),))
    assert [one.reason for one in refused.open_trials] == [Reason.REFUSED_BEFORE]
    assert found([9, 11] * 5, RUN_OF_EIGHT).shifts == ()


def test_recalculation_at_runs_takes_five_figures() -> None:
    shift = found([9, 11, 9, 11, 10] + [14, 16] * 4, RECALCULATING_5_8).shifts[0]
    assert (shift.first, shift.calculated_to, shift.figures) == (5, 9, 8)


def test_many_series_of_different_kinds_at_once() -> None:
    requests = [
        ShiftRequest(np.array(LOW + HIGH, np.float64), SHORT),
        ShiftRequest(np.array([11, 9] * 6 + [14, 16] * 4, np.float64), RUN_OF_EIGHT),
    ]
    assert [places(one) for one in find_shifts(requests)] == [[(24, 35)], [(12, None)]]
    assert find_shifts([]) == []
