"""The moving-range chart: the steps in the places of the chart of values, their lines, and the same in text."""

from groundswell.charts.chart import Mark
from groundswell.charts.drawing.svg import full_svg
from groundswell.charts.range_chart import range_chart
from groundswell.charts.xmr_chart import xmr_chart
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import SegmentInput, XmrAnalysis

FIGURES = [12.1, 13.4, 12.9, None, 12.0, 13.1, 12.7, 12.2, 13.0, 12.6, 19.9, 12.8, 13.2]
DEFINITION = MeasureDefinition("Days to answer", measurement_unit="days")


def ranges(analysis: XmrAnalysis):  # type: ignore[no-untyped-def]
    return range_chart(analysis, xmr_chart(analysis, DEFINITION), DEFINITION)


def test_each_step_stands_under_the_figure_it_leads_to() -> None:
    found = ranges(analyse(FIGURES))
    assert [point.figure for point in found.chart.points[:6]] == ["", "1.3", "0.5", "", "", "1.1"], "exact, as the digits were read"
    assert [point.position for point in found.chart.points] == list(range(13))
    assert [row.step for row in found.rows] == ["1.3", "0.5", "1.1", "0.4", "0.5", "0.8", "0.4", "7.3", "7.1", "0.4"]


def test_a_large_step_is_marked_where_the_rules_count_it() -> None:
    found = ranges(analyse(FIGURES)).chart
    assert [point.index for point in found.points if point.mark is Mark.CHANGED] == [10, 11]
    assert "2 steps are larger" in found.sentence and found.detail == ""
    other = ranges(analyse(FIGURES, rules="nhs_2023")).chart
    assert not [point for point in other.points if point.mark is not Mark.ROUTINE]
    assert "do not count" in other.detail


def test_its_lines_are_the_average_step_and_its_upper_limit() -> None:
    analysis = analyse([*FIGURES, *FIGURES], segments=(SegmentInput(), SegmentInput(13)))
    found = ranges(analysis).chart
    assert [(one.central_line, one.upper, one.lower) for one in found.segments] == [
        (segment.moving_range, segment.moving_range_upper, 0.0) for segment in analysis.segments
    ]
    assert found.points[13].y is None, "no step leads across a split"
    assert found.axis.low == 0


def test_it_is_drawn_as_any_chart_and_few_or_equal_figures_are_no_fault() -> None:
    for figures in ([], [1.0], [1.0, 2.0, 3.0], [5.0] * 9, FIGURES):
        found = ranges(analyse(figures)).chart
        drawing = full_svg(found, "wide") + full_svg(found, "half")
        assert "nan" not in drawing.lower() and found.sentence
