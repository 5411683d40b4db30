"""Lines that differ from point to point: where they are drawn, what breaks them, and that every shape and file can draw them."""

import re
from datetime import date

import pytest

from groundswell.charts.chart import Chart
from groundswell.charts.drawing.picture import picture_svg
from groundswell.charts.drawing.svg import card_svg, full_svg, spark_svg
from groundswell.charts.xmr_chart import ChartLook, xmr_chart
from groundswell.domain.measurement.chart_kind import ChartKind, KindName
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.series import Series
from groundswell.domain.measurement.target import Target
from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import SegmentInput
from tests.kind_series import monthly, ratios, seasonal

SHARE = MeasureDefinition("In time", measurement_unit="%")


def drawn(series: Series, kind: str, **look: object) -> Chart:
    return xmr_chart(analyse(series, kind=kind), SHARE, look=ChartLook(**look))  # type: ignore[arg-type]


def test_steps_run_over_each_period_and_end_with_the_last() -> None:
    chart = drawn(seasonal(3), "seasonal", targets=(Target(Exact(50), date(2023, 6, 1)),))
    paths = chart.segments[0].paths
    assert paths is not None and len(paths.upper) == 1
    places = [place for place, _ in paths.upper[0]]
    assert (places[0], places[-1]) == (-0.5, 35.5), "the target lies ahead, and of that season's limits nothing is told"
    assert places == sorted(places)


def test_a_trend_is_two_corners_a_line() -> None:
    chart = drawn(monthly([3 * at + at % 4 for at in range(24)]), "trended")
    paths = chart.segments[0].paths
    assert paths is not None and [len(run) for run in (*paths.upper, *paths.central, *paths.lower)] == [2, 2, 2]
    assert chart.segments[0].head_typical == "", "a trend has no one typical value"


def test_a_point_without_lines_breaks_them() -> None:
    sizes = [40, 50, 60, 0, 55, 45, 70, 66]
    chart = drawn(ratios([30, 41, 44, 0, 40, 36, 50, 50], sizes, per=100), "p")
    paths = chart.segments[0].paths
    assert paths is not None and len(paths.upper) == len(paths.central) == 2
    assert chart.points[3].y is None


def test_each_segment_has_lines_of_its_own() -> None:
    analysis = analyse(seasonal(4), kind="seasonal", segments=[SegmentInput(), SegmentInput(24)])
    chart = xmr_chart(analysis, SHARE)
    firsts = [segment.paths.central[0][0][0] for segment in chart.segments if segment.paths is not None]
    assert firsts == [-0.5, 23.5]


@pytest.mark.parametrize("kind", list(KindName))
def test_every_kind_is_drawn_in_every_shape_inside_the_paper(kind: KindName) -> None:
    sizes = [60 + at * 7 % 50 for at in range(36)]
    series = ratios([round(0.8 * size) for size in sizes], sizes, per=100)
    if kind in (KindName.C, KindName.T, KindName.G, KindName.SEASONAL):
        series = seasonal(3)
    analysis = analyse(series, kind=ChartKind(kind))
    assert analysis.drawn_kind == kind
    chart = xmr_chart(analysis, SHARE)
    for svg in (full_svg(chart, "wide"), full_svg(chart, "narrow"), full_svg(chart, "print"), picture_svg(chart),
                card_svg(xmr_chart(analysis, SHARE, look=ChartLook(texts=False))), spark_svg(chart)):
        assert not re.search(r"\bnan\b", svg, re.IGNORECASE)
        assert not re.search(r'class="(?:band|lim|cl)[^"]*" d="M-\d', svg), "nothing left of the paper"


def test_the_text_twin_says_what_is_normal_for_each_point() -> None:
    chart = drawn(seasonal(3), "seasonal")
    assert all(re.search(r"Normally \S+ to \S+\.$", point.text) for point in chart.points)
    svg = full_svg(chart, "wide")
    assert "by season" not in svg and "over all seasons" in svg, "the drawing's description tells the season's typical value"
