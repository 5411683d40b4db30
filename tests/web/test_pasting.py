"""Older figures pasted into the measure page are read strictly, and every line that does not fit is named."""

from datetime import date

import pytest

from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation, Presence, Status
from groundswell.domain.measurement.period import Cadence, period_of
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.series import Series
from groundswell.engine.periods import Calendar
from groundswell.web.pages.measure.pasting import read_pasted
from groundswell.words import words_for


@pytest.fixture
def monthly() -> MeasureRecord:
    months = [period_of(date(2026, month, 1), Cadence.MONTH) for month in (1, 2)]
    series = Series.of_observations([Observation("Days", "Harbour", month, Exact.parse("3")) for month in months], Cadence.MONTH)
    return MeasureRecord("m", "h", "Harbour", MeasureDefinition("Days"), series)


def test_lines_of_a_spreadsheet_become_figures_of_the_measure(monthly: MeasureRecord) -> None:
    pasted = read_pasted("Month\tDays\nNov 2025\t17.20\nDec 2025\t1,204.5\n\nOct 2025\t..\n", monthly, Calendar())
    assert not pasted.errors
    assert [(str(one.period.start), str(one.value), one.presence, one.cell) for one in pasted.observations if one.period] == [
        ("2025-11-01", "17.20", Presence.VALUE, "B2"),
        ("2025-12-01", "1204.5", Presence.VALUE, "B3"),
        ("2025-10-01", "None", Presence.NOT_AVAILABLE, "B5"),
    ]
    assert {(one.measure, one.org_unit) for one in pasted.observations} == {("Days", "Harbour")}


def test_a_typed_line_may_use_spaces_and_a_mark(monthly: MeasureRecord) -> None:
    (one,) = read_pasted("November 2025   17.2p", monthly, Calendar()).observations
    assert (str(one.value), one.status, one.mark) == ("17.2", Status.PROVISIONAL, "17.2p")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("soon\t3\n", "no_period"),
        ("2025\t3", "other_cadence"),
        ("Nov 2025", "figure_missing"),
        ("Nov 2025\t", "figure_missing"),
        ("Nov 2025\tmany", "figure_unreadable"),
        ("Nov 2025\t1,234", "figure_unclear"),
        ("Nov 2025\t3\nNov 2025\t4", "twice"),
    ],
)
def test_a_line_that_does_not_fit_is_named_with_what_to_do(monthly: MeasureRecord, line: str, code: str) -> None:
    pasted = read_pasted(f"\n{line}", monthly, Calendar())
    assert [error.code for error in pasted.errors] == [code]
    said = words_for("en").text(f"paste.{code}", {"line": pasted.errors[0].line, "written": pasted.errors[0].written})
    assert said.startswith("Line ") and "{" not in said


def test_all_lines_that_do_not_fit_are_named_at_once(monthly: MeasureRecord) -> None:
    pasted = read_pasted("\nNov 2025\tmany\nsoon\t3\nDec 2025\t4", monthly, Calendar())
    assert [error.line for error in pasted.errors] == [2, 3]
    assert len(pasted.observations) == 1
