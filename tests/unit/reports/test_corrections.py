"""Corrections in words: every digit of a figure, its unit, the size of the change, and how many there are."""

from dataclasses import replace
from datetime import date

import pytest
from django.template.loader import render_to_string

from groundswell.domain.measurement.correction import Correction
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.period import Cadence, period_of
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.series import Series
from groundswell.reports.corrections import by_day, cell, notice, told
from groundswell.reports.measure_page import MeasurePage, build_measure_page
from groundswell.reports.writing.html import html_file

JANUARY = period_of(date(2026, 1, 1), Cadence.MONTH)
ONE = Correction(JANUARY, date(2026, 3, 3), 7, Exact.parse("12.40"), Exact.parse("11.9"), "Late returns")


def page(unit: str = "", *corrections: Correction) -> MeasurePage:
    series = Series.of_observations([Observation("Days", None, JANUARY, Exact.parse("11.9"))], Cadence.MONTH)
    made = build_measure_page(MeasureRecord("m", None, None, MeasureDefinition("Days", measurement_unit=unit, decimals=0), series))
    return replace(made, corrections=corrections)


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("", "January 2026 was 12.40, is 11.9 (−0.50)."),
        ("working days", "January 2026 was 12.40, is 11.9\N{NO-BREAK SPACE}working days (−0.50)."),
        ("%", "January 2026 was 12.40%, is 11.9% (−0.50 percentage points)."),
        ("share", "January 2026 was 1240%, is 1190% (−50 percentage points)."),
        ("£", "January 2026 was £12.40, is £11.9 (−£0.50)."),
    ],
)
def test_a_correction_with_its_size_in_the_unit(unit: str, said: str) -> None:
    assert told(page(unit), ONE) == f"Corrected on 3 March 2026: {said} Reason: Late returns"


@pytest.mark.parametrize(
    ("one", "said", "beside"),
    [
        (
            replace(ONE, was=Exact(9), now=Exact(10), reason=""),
            "Corrected on 3 March 2026: January 2026 was 9, is 10 (+1).", "9 until 3 March 2026",
        ),
        (
            replace(ONE, stands=False, reason=""),
            "Corrected on 3 March 2026: January 2026 was 12.40, became 11.9 (−0.50).", "12.40 until 3 March 2026",
        ),
        (replace(ONE, now=None), "Taken back on 3 March 2026: January 2026 was 12.40. Reason: Late returns", "12.40 until 3 March 2026"),
        (
            replace(ONE, was=None, now=None, reason="", withheld=True),
            "Corrected on 3 March 2026: January 2026. What it was is not shown, because small numbers are not.", "on 3 March 2026",
        ),
    ],
)  # fmt: skip
def test_each_kind_of_correction_has_its_sentence(one: Correction, said: str, beside: str) -> None:
    assert (told(page(), one), cell(page(), [one])) == (said, beside)


def test_a_reason_that_runs_the_other_way_is_set_apart_on_a_page_and_in_a_file_to_mail() -> None:
    one = page("", replace(ONE, reason="\u202eesrever <b>"))
    said = "January 2026 was 12.40, is 11.9 (−0.50). Reason: <bdi>\u202eesrever &lt;b&gt;</bdi></p>"
    assert said in render_to_string("parts/corrections.html", {"notice": notice(one)})
    assert said in html_file(one)
    assert "<bdi></bdi>" not in html_file(page("", replace(ONE, reason="")))


def test_the_newest_three_stand_under_the_chart_and_the_table_has_all_of_them() -> None:
    four = [replace(ONE, entry=at, was=Exact(at)) for at in (9, 8, 7, 6)]
    assert notice(page()).lines == ()
    short, whole = notice(page("", *four[:3])), page("", *four)
    assert (len(short.lines), short.more) == (3, "")
    assert notice(whole).lines == short.lines
    assert notice(whole).more == "4 corrections in all; the table of figures names each."
    assert cell(whole, by_day(whole)[JANUARY.start]) == "; ".join(f"{at} until 3 March 2026" for at in (9, 8, 7, 6))
