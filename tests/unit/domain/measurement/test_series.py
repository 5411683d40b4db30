"""A series holds every period of its cadence, in order, with the reason where there is no figure."""

from datetime import date

import numpy as np
import pytest

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation, Presence, Status
from groundswell.domain.measurement.period import Cadence, period_of
from groundswell.domain.measurement.series import Series


def monthly(month: int, value: str | None, presence: Presence = Presence.VALUE) -> Observation:
    figure = None if value is None else Exact.parse(value)
    return Observation("Calls", "Harbour", period_of(date(2026, month, 1), Cadence.MONTH), figure, presence)


def test_absent_months_are_gaps_and_states_keep_their_reason() -> None:
    series = Series.of_observations([monthly(5, "3"), monthly(1, "1.5"), monthly(2, None, Presence.SUPPRESSED), monthly(3, "2")])
    assert series.cadence is Cadence.MONTH
    assert [p.period.start.month for p in series.points if p.period] == [1, 2, 3, 4, 5]
    assert np.array_equal(series.values, [1.5, np.nan, 2, np.nan, 3], equal_nan=True)
    assert series.points[1].presence is Presence.SUPPRESSED
    assert series.points[3].observation is None
    assert (len(series), series.figures) == (5, 3)


def test_two_figures_for_one_month_are_refused() -> None:
    with pytest.raises(ValueError, match="two observations"):
        Series.of_observations([monthly(1, "1"), monthly(1, "2")])


def test_no_observation_is_refused() -> None:
    with pytest.raises(ValueError, match="needs observations"):
        Series.of_observations([])


def test_numbers_without_dates_are_undated_and_none_is_a_gap() -> None:
    series = Series.of_numbers([1, "2.50", None, float("nan"), 0.1])
    assert series.cadence is Cadence.UNDATED
    assert np.array_equal(series.values, [1, 2.5, np.nan, np.nan, 0.1], equal_nan=True)
    assert str(series.points[1].value) == "2.50"


def test_the_float_view_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="read-only"):
        Series.of_numbers([1, 2]).values[0] = 9.0


def test_the_state_of_the_output_form_is_presence_unless_there_is_a_value() -> None:
    assert monthly(1, None, Presence.SUPPRESSED).state == "suppressed"
    assert monthly(1, "1").state == "final"
    assert Observation("m", None, None, Exact(1), status=Status.PROVISIONAL).state == "provisional"
