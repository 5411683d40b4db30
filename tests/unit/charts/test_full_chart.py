"""The full chart: what it says, what can be reached in it, what is drawn where."""

from dataclasses import replace
from datetime import date

import pytest

from groundswell.charts.chart import Mark
from groundswell.charts.drawing.png import png
from groundswell.charts.drawing.svg import card_svg, full_svg, spark_svg
from groundswell.charts.xmr_chart import ChartLook
from groundswell.domain.measurement.definition import Direction, MeasureDefinition, Note, Target
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analysis import SegmentInput
from groundswell.reports.measure_page import build_measure_page
from tests.charting import chart_of, complaints, elements, figures, parsed, series_of

SHAPES = ("wide", "narrow", "print")


def titles(svg: str) -> list[str]:
    return [each.findtext("title") or "" for each in elements(parsed(svg), "g") if each.get("class") == "pt"]


def texts(svg: str) -> list[str]:
    return [each.text or "" for each in elements(parsed(svg), "text")]


@pytest.mark.parametrize("shape", SHAPES)
def test_the_chart_is_a_group_with_title_description_and_a_text_for_each_point(shape: str) -> None:
    chart = build_measure_page(complaints(), "en").chart
    root = parsed(full_svg(chart, shape, ident="c7"))
    assert (root.get("role"), root.get("aria-roledescription")) == ("group", "Smart chart")
    named = {each.get("id"): each.text for each in root.iter() if each.get("id")}
    assert named[root.get("aria-labelledby")] == "Days to answer a complaint: Smart chart"
    assert (named[root.get("aria-describedby")] or "").startswith(chart.sentence)
    said = titles(full_svg(chart, shape))
    assert len(said) == len(chart.points) + len(chart.targets)
    assert "Jan 2025: 45.0\u00a0working days. Left out of the limits: records system down. Note B:" in said[21]
    assert "Worse: above the upper limit" in said[9]
    assert said[-2].endswith("Routine. Provisional.")
    assert said[-1] == "Target: 14\u00a0working days by Mar 2027."


def test_points_that_matter_are_tab_stops_and_all_others_are_reached_by_arrows() -> None:
    chart = build_measure_page(complaints(), "en").chart
    groups = [each for each in elements(parsed(full_svg(chart)), "g") if each.get("class") == "pt"]
    stops = {at for at, each in enumerate(groups) if each.get("tabindex") == "0"}
    assert {9, 21, 35, len(chart.points) - 1, len(chart.points)} <= stops
    assert all(each.get("tabindex") in ("0", "-1") for each in groups)
    assert len(stops) < 10


def test_no_style_reaches_a_page() -> None:
    """A strict content security policy drops style attributes: a page's drawing has classes alone."""
    chart = build_measure_page(complaints(), "en").chart
    for svg in (*(full_svg(chart, shape) for shape in SHAPES), card_svg(chart), spark_svg(chart)):
        assert not any(each.get("style") or each.get("fill") or each.get("stroke") for each in parsed(svg).iter())


def test_a_file_has_its_palette_written_out_and_no_class() -> None:
    chart = build_measure_page(complaints(), "en").chart
    for svg in (*(full_svg(chart, shape, literal=True) for shape in SHAPES), card_svg(chart, literal=True), spark_svg(chart, literal=True)):
        root = parsed(svg)
        assert root.tag.startswith("{http://www.w3.org/2000/svg}")
        assert not any(each.get("class") for each in root.iter())
        assert root.get("direction") == "ltr"
        assert "#e8eef1" in svg


def test_small_charts_are_one_image_with_one_sentence() -> None:
    chart = build_measure_page(complaints(), "en").chart
    for svg in (card_svg(chart, ident="a"), spark_svg(chart, ident="b")):
        root = parsed(svg)
        assert root.get("role") == "img"
        assert [each.text for each in elements(root, "title")] == [f"{chart.title}. {chart.sentence}"]
        assert not any(each.get("tabindex") for each in root.iter())


def test_line_ends_carry_figure_then_word() -> None:
    said = texts(full_svg(build_measure_page(complaints(), "en").chart))
    for figure, word in (("19.8", "Upper limit"), ("16.3", "Typical"), ("12.8", "Lower limit"), ("14", "Target, Mar 2027")):
        assert said.index(word) == said.index(figure) + 1


def test_a_target_is_a_ring_above_its_date_and_never_a_line() -> None:
    chart = chart_of(series_of(figures(24, 20, 2, 3)), look=ChartLook(targets=(Target(Exact(15), date(2025, 9, 30)),)))
    root = parsed(full_svg(chart))
    rings = [each for each in elements(root, "circle") if each.get("class") == "ring"]
    assert len(rings) == 1
    assert chart.end == 29
    lines = [each.get("d", "") for each in elements(root, "path") if each.get("class", "").split()[:1] in (["lim"], ["cl"])]
    assert all(f" {rings[0].get('cy')}H" not in line for line in lines)


def test_a_target_far_ahead_stands_at_the_end_and_says_so() -> None:
    chart = chart_of(series_of(figures(24, 20, 2, 3)), look=ChartLook(locale="en", targets=(Target(Exact(15), date(2050, 1, 1)),)))
    assert chart.end == 24
    assert chart.targets[0].label == "Target, Jan 2050 →"


def test_missing_figures_break_the_line_and_say_which_kind() -> None:
    values: list[str | None] = list(figures(20, 20, 2, 4))
    values[7] = values[8] = None
    svg = full_svg(chart_of(series_of(values)))
    assert titles(svg)[7] == "Nov 2023: no figure (held back to protect people)."
    marks = [each for each in elements(parsed(svg), "path") if each.get("class") == "gap"]
    assert len(marks) == 2
    line = next(each.get("d", "") for each in elements(parsed(svg), "path") if each.get("class") == "line")
    assert line.count("M") == 2


def test_a_left_out_point_is_a_cross_that_the_line_passes_by() -> None:
    values = figures(20, 20, 2, 5)
    values[6] = "90"
    chart = chart_of(series_of(values), segments=(SegmentInput(0, excluded=frozenset({6})),))
    root = parsed(full_svg(chart))
    assert sum(each.get("class") == "cross" for each in elements(root, "path")) == 1
    line = next(each.get("d", "") for each in elements(root, "path") if each.get("class") == "line")
    assert line.count("L") == 18
    assert chart.points[6].left_out
    assert chart.points[6].mark is Mark.ROUTINE


def test_provisional_limits_are_dashed_and_settled_ones_are_not() -> None:
    for count, dashed in ((8, True), (12, False)):
        root = parsed(full_svg(chart_of(series_of(figures(count, 20, 2, 6)))))
        kinds = {each.get("class") for each in elements(root, "path")}
        assert ("lim dash" in kinds) is dashed
        assert ("cl" in kinds) is not dashed


def test_under_five_figures_there_are_points_and_no_lines() -> None:
    chart = chart_of(series_of(["3", "4", "5", "4"]))
    root = parsed(full_svg(chart))
    kinds = {each.get("class") for each in root.iter()}
    assert not kinds & {"band", "lim", "cl", "lim dash", "cl dash"}
    assert chart.sentence == "Four figures so far; limits appear from the fifth."


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_series_of_next_to_nothing_can_be_drawn(count: int) -> None:
    chart = chart_of(Series.of_numbers([7, 8][:count], "Few"), MeasureDefinition("Few"))
    for svg in (*(full_svg(chart, shape) for shape in SHAPES), card_svg(chart), spark_svg(chart)):
        parsed(svg)


def test_a_limit_cut_at_a_bound_is_not_drawn() -> None:
    definition = MeasureDefinition("Accidents", lower_bound=Exact(0))
    chart = chart_of(series_of(["1", "0", "2", "1", "0", "3", "1", "0", "2", "1", "0", "1", "2"]), definition, lower_bound=0)
    root = parsed(full_svg(chart))
    assert sum(each.get("class") == "lim" for each in elements(root, "path")) == 1
    assert "Lower limit" not in texts(full_svg(chart))
    assert chart.axis.low == 0


def test_a_split_stands_between_its_points_with_a_head_on_each_side() -> None:
    chart = build_measure_page(complaints(), "en").chart
    said = texts(full_svg(chart))
    assert "Apr 2023 to Feb 2026" in said
    assert "Since Mar 2026" in said
    assert any(each.startswith("typical ") and each.endswith("working days") for each in said)
    assert chart.segments[1].start == 34.5


def test_notes_are_lettered_in_order_of_time_and_hold_every_reason() -> None:
    chart = build_measure_page(complaints(), "en").chart
    assert [note.letter for note in chart.notes] == ["A", "B", "C"]
    assert chart.notes[1].text == "Left out of the limits: records system down."
    assert chart.notes[2].text == "One person reads every complaint on the day it arrives. Split here: We know the cause."
    assert chart.notes[2].on_split
    assert [each for each in texts(full_svg(chart)) if each in "ABC"] == ["A", "B", "C"]


def test_signals_have_shape_first() -> None:
    values = [*figures(20, 20, 1, 7), "40"]
    shapes = {Direction.UP: ("circle", "better"), Direction.DOWN: ("path", "worse"), Direction.NEUTRAL: ("rect", "changed")}
    for direction, (shape, kind) in shapes.items():
        chart = chart_of(series_of(values), MeasureDefinition("X", direction=direction))
        assert chart.points[20].mark.value == kind
        assert any(each.get("class") == kind for each in elements(parsed(full_svg(chart)), shape))


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("<script>alert(1)</script>", "& ]]>"), ('"quoted" \'single\'', "<b>"), ("control \x0b\x00 sign", "ü\ud800"),
        ("عدد الشكاوى", "أيام عمل"),
    ],
)
def test_names_of_any_kind_leave_the_drawing_well_formed(name: str, unit: str) -> None:
    note = Note("1", date(2023, 6, 1), f"{name} {unit}")
    chart = chart_of(series_of(figures(14, 20, 2, 8)), MeasureDefinition(name, measurement_unit=unit), ChartLook(notes=(note,)))
    for literal in (True, False):
        for shape in SHAPES:
            parsed(full_svg(chart, shape, literal=literal))
    assert "<script" not in full_svg(chart)


def test_E13_same_chart_gives_same_bytes_in_every_locale_and_picture() -> None:
    for locale in ("en", "de", "ar"):
        first, second = (build_measure_page(complaints(), locale).chart for _ in range(2))
        for shape in SHAPES:
            assert full_svg(first, shape) == full_svg(second, shape)
        assert png(full_svg(first, literal=True)) == png(full_svg(second, literal=True))


def test_a_picture_has_its_text_without_any_font_of_the_machine() -> None:
    """The vendored font alone draws text: the picture of a chart with words is larger than the one without."""
    chart = build_measure_page(complaints(), "en").chart
    plain = replace(chart, ticks=(), segments=tuple(replace(s, head_dates="", head_typical="") for s in chart.segments))
    assert png(full_svg(chart, literal=True))[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(png(full_svg(chart, literal=True))) > len(png(full_svg(plain, literal=True))) + 1000


@pytest.mark.parametrize(
    ("cadence", "start", "fiscal", "expected"),
    [
        (Cadence.QUARTER, date(2024, 4, 1), 4, {"2024/25", "2025/26", "Q1"}),
        (Cadence.YEAR, date(2005, 4, 1), 1, {"2006/07", "2010/11"}),
        (Cadence.WEEK, date(2026, 1, 5), 1, {"2026", "Jan", "Mar"}),
        (Cadence.MONTH, date(2026, 1, 1), 1, {"2026", "Jan", "Jul", "2027"}),
    ],
)
def test_dates_fit_the_cadence(cadence: Cadence, start: date, fiscal: int, expected: set[str]) -> None:
    chart = chart_of(series_of(figures(14, 20, 2, 9), start=start, cadence=cadence), look=ChartLook(locale="en", fiscal_start=fiscal))
    assert expected <= set(texts(full_svg(chart)))


def test_a_chart_goes_stale_when_two_periods_have_ended_without_a_figure() -> None:
    series = series_of(figures(14, 20, 2, 10))
    assert chart_of(series, look=ChartLook(locale="en", today=date(2024, 7, 31))).stale == ""
    assert chart_of(series, look=ChartLook(locale="en", today=date(2024, 8, 1))).stale == "The latest figure is from May 2024."
