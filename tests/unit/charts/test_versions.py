"""A new definition on the chart: a double line with its version, limits of its own, old points judged as they were."""

from datetime import date

import pytest

from groundswell.charts.drawing.svg import card_svg, full_svg, spark_svg
from groundswell.domain.improvement.finding import finding
from groundswell.domain.improvement.marks import PointMark, point_marks, word
from groundswell.domain.measurement.definition import Direction
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import Judging, Origin, SegmentInput
from groundswell.reports.measure_page import build_measure_page
from tests.charting import DAYS, chart_of, elements, figures, parsed, series_of

LEVELS = [*figures(20, 20, 2, 3), *figures(16, 60, 2, 4)]
BEGUN = SegmentInput(20, origin=Origin.NEW_DEFINITION, reason="calendar days", version=3, started_on=date(2024, 12, 1))
SHAPES = ("wide", "narrow", "print")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("count", [3, 16])
def test_a_new_definition_is_a_double_line_with_its_version(shape: str, count: int) -> None:
    """With limits and without: the version is named even where there are too few figures for a head."""
    chart = chart_of(series_of(LEVELS[:20 + count]), segments=(SegmentInput(), BEGUN))
    root = parsed(full_svg(chart, shape))
    (line,) = [each.get("d") or "" for each in elements(root, "path") if each.get("class") == "split"]
    assert line.count("M") == 2
    assert any((each.text or "").startswith("version 3") for each in elements(root, "text"))
    assert "stroke" in full_svg(chart, shape, literal=True)
    assert card_svg(chart) and spark_svg(chart)


def test_a_split_stays_a_single_line() -> None:
    chart = chart_of(series_of(LEVELS), segments=(SegmentInput(), SegmentInput(20, reason="a new form")))
    (line,) = [each.get("d") or "" for each in elements(parsed(full_svg(chart)), "path") if each.get("class") == "split"]
    assert line.count("M") == 1
    assert "version" not in full_svg(chart)


def test_notes_and_table_say_the_version() -> None:
    record = MeasureRecord("m1", None, None, DAYS, series_of(LEVELS), segments=(SegmentInput(), BEGUN))
    page = build_measure_page(record, "en")
    assert [note.text for note in page.chart.notes] == ["Version 3 of the definition: calendar days."]
    assert [(row.index, row.version) for row in page.rows if row.version] == [(20, "version 3")]
    assert "Version 3 of the definition: calendar days." in page.chart.points[20].text


def test_another_definition_is_not_another_level() -> None:
    few = LEVELS[:28]
    split = analyse(series_of(few), segments=(SegmentInput(), SegmentInput(20)))
    assert finding(split, Direction.DOWN).code == "new_level"
    versions = analyse(series_of(few), segments=(SegmentInput(), BEGUN))
    assert finding(versions, Direction.DOWN).code == "no_signal"
    assert word(versions, Direction.DOWN) is PointMark.ROUTINE


def test_old_points_are_judged_by_the_old_direction_and_bounds() -> None:
    values = ["10", "12"] * 6 + ["30"] + ["10", "12"] * 6 + ["30"]
    old = SegmentInput(0, judged_by=Judging(Direction.UP, None, Exact(14)))
    now = SegmentInput(13, origin=Origin.NEW_DEFINITION, version=2)
    analysis = analyse(series_of(values), segments=(old, now), upper_bound=100.0)
    marks = point_marks(analysis, Direction.DOWN)
    first, second = analysis.segments
    assert (first.upper_cut, first.drawn_upper, second.upper_cut) == (True, 14, False)
    assert marks[12] is PointMark.CHANGED, "beyond a bound the jump alone can signal"
    assert marks[25] is PointMark.WORSE
    unbound = analyse(series_of(values), segments=(SegmentInput(0, judged_by=Judging(Direction.UP)), now))
    assert point_marks(unbound, Direction.DOWN)[12] is PointMark.BETTER
    whole = analyse(series_of(values), segments=(SegmentInput(0, judged_by=Judging(Direction.UP)),))
    assert word(whole, Direction.DOWN) is PointMark.BETTER


def test_bounds_of_one_series_leave_those_of_others_alone() -> None:
    values = ["10", "12"] * 8
    plain = analyse(series_of(values), upper_bound=13.0, segments=(SegmentInput(0), SegmentInput(8)))
    judged = analyse(series_of(values), upper_bound=13.0, segments=(SegmentInput(0, judged_by=Judging(Direction.UP)), SegmentInput(8)))
    assert [one.upper_cut for one in plain.segments] == [True, True]
    assert [one.upper_cut for one in judged.segments] == [False, True]
    assert plain.segments[1] == judged.segments[1]
