"""The measure page as a value: analysis, chart, table, next step."""

from dataclasses import replace
from datetime import date

import pytest

from groundswell.charts.drawing.canvas import SHAPES
from groundswell.charts.drawing.picture import picture_svg
from groundswell.charts.drawing.svg import card_svg, full_svg, spark_svg
from groundswell.domain.improvement.next_step import STEPS
from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.xmr.analysis import SegmentInput
from groundswell.reports.measure_page import build_many, build_measure_page
from groundswell.reports.writing.csv import values_csv
from groundswell.reports.writing.html import html_file
from groundswell.reports.writing.xlsx import values_xlsx
from groundswell.words import words_for
from tests.charting import DAYS, complaints, figures, parsed, series_of


def test_a_page_tells_finding_line_and_next_step_in_words() -> None:
    page = build_measure_page(complaints(), "en", date(2026, 11, 9))
    assert page.chart.sentence.startswith("Since March 2026 typical is 16\u00a0working days, down from ")
    assert page.chart.word_text == "Better"
    assert page.line == "Typical 16.3, normally 12.8 to 19.8"
    assert (page.latest_label, page.latest_figure) == ("Oct 2026", "17.7")
    assert page.next_step.code == "not_shown"
    assert page.step.request == "Show this chart to one other person."
    assert page.step.caption == "Next step, about 5 minutes"


def test_every_next_step_has_words() -> None:
    words = words_for("en")
    for step in STEPS:
        assert words.has(f"next_step.{step}"), step
        assert words.has(f"next_step.{step}.why"), step
        assert words.has(f"next_step.{step}.button") or step == "none"


def test_left_out_days_belong_to_the_segment_that_they_lie_in() -> None:
    record = replace(complaints(), excluded={date(2025, 1, 1): "down", date(2026, 7, 1): "strike", date(1999, 1, 1): "before the series"})
    page = build_measure_page(record, "en")
    assert [segment.excluded for segment in page.analysis.segments] == [(21,), (39,)]
    assert page.analysis.segments[1].figures == 7


def test_a_record_without_segments_can_leave_a_day_out() -> None:
    record = MeasureRecord("m", None, None, DAYS, series_of(figures(14, 20, 2, 1)), excluded={date(2023, 6, 1): "down"})
    assert build_measure_page(record, "en").analysis.segments[0].excluded == (2,)


def test_many_pages_say_the_same_as_one_page() -> None:
    others = (figures(30, 8, 1, 2), ["3"])
    records = [complaints(), *(MeasureRecord("n", None, None, DAYS, series_of(values)) for values in others)]
    small = build_many(records, "en", date(2026, 11, 9))
    for record, page in zip(records, small, strict=True):
        whole = build_measure_page(record, "en", date(2026, 11, 9))
        assert (page.chart.sentence, page.chart.word, page.line, page.latest_figure) == (
            whole.chart.sentence, whole.chart.word, whole.line, whole.latest_figure,
        )
        assert [point.mark for point in page.chart.points] == [point.mark for point in whole.chart.points]
        assert page.analysis.segments == whole.analysis.segments
        assert page.rows == ()


def test_rows_carry_figure_state_reading_and_origin() -> None:
    page = build_measure_page(complaints(), "en")
    newest, storm, out = page.newest_first[0], page.rows[9], page.rows[21]
    assert (newest.figure, newest.sign, newest.state_text, newest.reading) == ("17.7", "p", "provisional", "Routine")
    assert (storm.reading, storm.note) == ("Worse", "A")
    assert (out.reading, out.left_out, out.is_left_out) == ("Left out of the limits", "records system down", True)
    assert newest.origin_text == "Complaints.xlsx, sheet Days, B2"
    assert newest.exact == "17.7"


def test_a_bound_of_the_definition_cuts_the_limit_and_the_line_says_only_the_other() -> None:
    definition = MeasureDefinition("Accidents", direction=Direction.DOWN, lower_bound=Exact(0))
    values = ["1", "0", "2", "1", "0", "3", "1", "0", "2", "1", "0", "1", "2"]
    page = build_measure_page(MeasureRecord("m", None, None, definition, series_of(values)), "en")
    assert page.analysis.segments[0].lower_cut
    assert page.line.startswith("Typical ")
    assert "normally under" in page.line
    assert "between 0 and " in page.chart.sentence


def test_rounding_is_told() -> None:
    values = ["12.34567", "13.98765", "11.11111", "15.5", "12.9"]
    page = build_measure_page(MeasureRecord("m", None, None, MeasureDefinition("X"), series_of(values)), "en")
    assert page.rows[0].figure == "12.346"
    assert page.rows[0].exact == "12.34567"
    assert ("Shown", "with 3 decimals; the files hold every digit") in page.rests_on


def test_a_share_is_shown_as_a_percentage_and_never_rescaled() -> None:
    series = series_of(["0.915", "0.92", "0.901", "0.91", "0.93", "0.9"])
    record = MeasureRecord("m", None, None, MeasureDefinition("S", measurement_unit="share"), series)
    page = build_measure_page(record, "en")
    assert page.rows[0].figure == "91.5%"
    assert page.rows[0].exact == "0.915"
    assert page.chart.points[0].y == 0.915


def test_limits_rest_on_rules_constants_segments_and_figures() -> None:
    told = dict(build_measure_page(complaints(), "en").rests_on)
    assert told["Rules"] == "Wheeler rules, average moving range (version 1)"
    assert told["Source"] == "1 file: Complaints.xlsx"
    assert told["Target"] == "14\u00a0working days by March 2027"
    both = [line for name, line in build_measure_page(complaints(), "en").rests_on if name == "Limits"]
    assert both == ["34 figures, Apr 2023 to Feb 2026", "8 figures, Mar 2026 to Oct 2026; provisional"]


def test_a_split_with_few_figures_waits_for_the_fifth() -> None:
    segments = (SegmentInput(0), SegmentInput(17, reason="new form"))
    record = MeasureRecord("m", None, None, DAYS, series_of(figures(20, 20, 2, 3)), segments=segments)
    page = build_measure_page(record, "en")
    assert page.too_few
    assert page.chart.sentence == "Three figures since September 2024; new limits appear from the fifth."


@pytest.mark.parametrize("unit", ["", "share", "£"])
@pytest.mark.parametrize(
    "values",
    [
        [None], ["5", None], [None, None, "1"], ["0"] * 30, ["1e99", "-1e99", "1e98", "3", "4", "5", "6"], ["1e-300"] * 6 + ["2e-300"],
        ["9" * 50] * 7,
    ],
    ids=["none", "one", "last", "zeros", "huge", "tiny", "long"],
)
def test_figures_of_any_size_can_be_shown_and_written(values: list[str | None], unit: str) -> None:
    record = MeasureRecord("m", None, None, MeasureDefinition("N", measurement_unit=unit), series_of(values))
    page = build_measure_page(record, "en", date(2026, 1, 1))
    small = card_svg(page.chart), spark_svg(page.chart), picture_svg(page.chart)
    for drawing in (*(full_svg(page.chart, shape) for shape in SHAPES), *small):
        assert "nan" not in drawing
        assert "inf" not in drawing
        parsed(drawing)
    assert values_csv(page)
    assert values_xlsx(page)
    assert html_file(page, "Why?")
