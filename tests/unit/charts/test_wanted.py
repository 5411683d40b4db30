"""Targets and standards on the chart: where they stand, how they differ from limits, what a reader hears of them."""

from dataclasses import replace
from datetime import date

import pytest

from groundswell.charts.chart import Chart, Symbol
from groundswell.charts.drawing.picture import picture_svg
from groundswell.charts.drawing.svg import card_svg, full_svg
from groundswell.charts.drawing.symbols import WIDTHS, symbol_svg
from groundswell.domain.measurement.definition import Band, Direction, MeasureDefinition
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.target import Fate, Standard, Target, TargetChange, TargetKind
from groundswell.reports.measure_page import build_many, build_measure_page
from groundswell.reports.writing.cells import about
from groundswell.reports.writing.html import html_file
from tests.charting import chart_of, complaints, elements, figures, parsed, series_of

TODAY = date(2026, 11, 29)
SHAPES = ("wide", "narrow", "print")
PERCENT = MeasureDefinition("Ferries on time", measurement_unit="%", direction=Direction.UP, lower_bound=Exact(0), upper_bound=Exact(100))


def rich() -> MeasureRecord:
    """The reference measure with an interim target that is over, one that was replaced, and a standard that became stricter."""
    record = complaints()
    replaced = TargetChange(Target(Exact(18), date(2026, 12, 31)), Fate.REPLACED, date(2026, 1, 1), "out of reach")
    return replace(
        record,
        targets=(Target(Exact(22), date(2025, 6, 30)), *record.targets),
        standards=(Standard(Exact(30), date(2023, 4, 1)), Standard(Exact(20), date(2025, 1, 1))),
        target_changes=(replaced, *(TargetChange(target) for target in record.targets)),
    )


def ferries(standard: str, **changes: object) -> Chart:
    record = MeasureRecord(
        "m", None, None, PERCENT, series_of(figures(24, 90.6, 0.9, 3)), standards=(Standard(Exact.parse(standard), date(2023, 4, 1)),)
    )
    return build_measure_page(replace(record, **changes), "en-GB", TODAY).chart  # type: ignore[arg-type]


def classes(svg: str) -> list[str]:
    return [each.get("class") or "" for each in parsed(svg).iter()]


def test_each_target_has_its_look_and_all_are_in_order_of_their_days() -> None:
    chart = build_measure_page(rich(), "en", TODAY).chart
    assert [(target.figure, target.look) for target in chart.targets] == [("22", "past"), ("18", "replaced"), ("14", "stands")]
    assert [target.position for target in chart.targets] == sorted(target.position for target in chart.targets)
    assert chart.targets[1].text == "Earlier target, since replaced or withdrawn: 18\u00a0working days by Dec 2026."


@pytest.mark.parametrize("shape", SHAPES)
def test_past_targets_are_faint_and_only_the_one_ahead_is_a_tab_stop(shape: str) -> None:
    svg = full_svg(build_measure_page(rich(), "en", TODAY).chart, shape)
    found = classes(svg)
    assert (found.count("ring"), found.count("core")) == (1, 1)
    assert (found.count("ring-past"), found.count("core-past")) == (2, 1)
    stops = [each for each in elements(parsed(svg), "g") if "arget" in (each.findtext("title") or "")]
    assert sorted(each.get("tabindex") or "" for each in stops) == ["-1", "-1", "0"]


def test_a_standard_is_a_fence_while_it_holds_with_its_pales_on_the_unwanted_side() -> None:
    chart = build_measure_page(rich(), "en", TODAY).chart
    old, new = chart.standards
    assert (old.y, old.start, old.end) == (30.0, -0.5, 20.5)
    assert (new.y, new.start, new.end) == (20.0, 20.5, chart.end + 0.5)
    paths = [each.get("d") or "" for each in elements(parsed(full_svg(chart)), "path") if each.get("class") == "std"]
    assert len(paths) == 2
    assert all(path.count("v-4") > 10 and "v4" not in path for path in paths)
    assert "v4" in next(each.get("d") or "" for each in elements(parsed(full_svg(ferries("90"))), "path") if each.get("class") == "std")


OCCUPANCY = MeasureDefinition("Beds in use", measurement_unit="%", direction=Direction.IN_BAND, band=Band(Exact(80), Exact.parse("92.5")))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_band_is_two_dotted_lines_that_are_no_limits(shape: str) -> None:
    chart = chart_of(series_of(figures(24, 84.0, 0.9, 3)), OCCUPANCY)
    svg = full_svg(chart, shape)
    (group,) = [each for each in elements(parsed(svg), "g") if each.get("class") == "wished"]
    assert group.findtext("title") == "Best from 80% to 92.5%."
    (path,) = group.findall("path")
    assert path.get("class") == "stem"
    assert (path.get("d") or "").count("M") == (path.get("d") or "").count("H") == 2
    assert chart.axis.low <= 80 and chart.axis.high >= 92.5, "both ends have their room"
    plain = full_svg(chart_of(series_of(figures(24, 84.0, 0.9, 3)), PERCENT), shape)
    assert "wished" not in plain


def test_the_band_is_told_wherever_the_chart_is() -> None:
    record = MeasureRecord("m", None, None, OCCUPANCY, series_of(figures(24, 78.0, 0.9, 3)))
    page = build_measure_page(record, "en-GB", TODAY)
    sentence = f"Best from 80% to 92.5%: typical is {page.chart.wanted.band.split('typical is ')[1].split(',')[0]}, too low."
    assert page.chart.wanted.band == sentence
    assert sentence in page.chart.told
    assert sentence in html_file(page)
    assert "too low." in picture_svg(page.chart)
    assert ("Wanted", sentence) in about(page)
    assert card_svg(page.chart).count("wished") == 0
    few = build_measure_page(replace(record, series=series_of(["80", "81"])), "en-GB", TODAY)
    assert few.chart.wanted.band == "Best from 80% to 92.5%."


def test_a_withdrawn_standard_ends_its_fence_and_has_no_sentence() -> None:
    ended = (Standard(Exact(90), date(2023, 4, 1)), Standard(None, date(2024, 4, 1)))
    chart = ferries("90", standards=ended)
    (only,) = chart.standards
    assert (only.start, only.end) == (-0.5, 11.5)
    assert (chart.wanted.standard_sentence, chart.wanted.assurance) == ("", None)


def test_the_label_of_a_standard_stands_at_the_line_end() -> None:
    texts = [each.text for each in elements(parsed(full_svg(ferries("90"))), "text")]
    assert "Standard" in texts
    assert "90%" in texts


def test_what_is_wanted_is_told_to_those_who_hear_the_chart() -> None:
    chart = build_measure_page(rich(), "en", TODAY).chart
    root = parsed(full_svg(chart, ident="c"))
    described = next(each.text for each in root.iter() if each.get("id") == root.get("aria-describedby")) or ""
    assert "three quarters of the way to the target of 14\u00a0working days." in described
    assert "The standard of 20\u00a0working days can be relied on" in described
    assert "Standard: 20\u00a0working days." in [each.findtext("title") for each in elements(root, "g")]
    rests = dict(build_measure_page(rich(), "en", TODAY).rests_on)
    assert rests["Standard"] == "20\u00a0working days, from January 2025 on"


@pytest.mark.parametrize(("standard", "code", "letter"), [("95", "never", "N"), ("90", "by_luck", "?"), ("80", "always", "A")])
def test_assurance_has_a_sign_by_shape_and_letter(standard: str, code: str, letter: str) -> None:
    sign = ferries(standard).wanted.assurance
    assert sign is not None
    assert (sign.code, sign.letter, sign.up) == (code, letter, True)


def test_no_direction_means_no_assurance() -> None:
    assert ferries("90", definition=replace(PERCENT, direction=Direction.NEUTRAL)).wanted.assurance is None


SYMBOLS = [
    Symbol("better", "H", "Better: high"), Symbol("worse", "H", "Worse: high"), Symbol("changed", "H", "Changed: high"),
    Symbol("routine", "", "Routine"), Symbol("always", "A", "Always met"), Symbol("by_luck", "?", "Met by luck"),
    Symbol("never", "N", "Never met"), Symbol("always", "A", "Always met", up=False), Symbol("never", "N", "Never met", up=False),
]


def test_no_two_signs_have_the_same_shapes() -> None:
    """Without letters and colours they still differ; on one side always and never have another badge too."""
    drawn = [
        tuple((each.tag, each.get("d"), each.get("cx"), each.get("r"), each.get("x"), each.get("y")) for each in parsed(symbol_svg(
            replace(symbol, letter=""))).iter() if not each.tag.endswith("svg"))
        for symbol in SYMBOLS
    ]
    assert len(set(drawn)) == len(SYMBOLS)


@pytest.mark.parametrize("symbol", SYMBOLS, ids=lambda symbol: f"{symbol.code}-{'up' if symbol.up else 'down'}")
def test_a_sign_is_named_carries_its_letter_and_no_style(symbol: Symbol) -> None:
    root = parsed(symbol_svg(symbol))
    assert (root.get("role"), root.get("aria-label"), root.get("width")) == ("img", symbol.text, f"{WIDTHS[symbol.code]:g}")
    assert "".join(root.itertext()) == symbol.letter
    assert not any(each.get("style") or each.get("fill") for each in root.iter())
    assert not any(each.get("class") for each in parsed(symbol_svg(symbol, literal=True)).iter())
    assert parsed(symbol_svg(symbol, named=False)).get("aria-hidden") == "true"


def test_the_word_of_a_measure_has_a_sign_with_the_side_of_its_signal() -> None:
    chart = build_measure_page(complaints(), "en", TODAY).chart
    assert chart.variation == Symbol("better", "L", "Better: low")
    assert ferries("90", series=series_of(["90", "91"] * 12)).variation == Symbol("routine", "", "Routine")
    assert ferries("90", series=series_of(figures(4, 90, 1, 1))).variation is None
    wide = ferries("90", series=series_of([*(["90", "90.2"] * 12), "90.6", "89.6", *(["90", "90.2"] * 3)]))
    assert wide.variation == Symbol("changed", "S", "Changed: a large step")


def test_pictures_and_files_carry_the_sentences_and_the_sign() -> None:
    page = build_measure_page(rich(), "en", TODAY)
    picture = picture_svg(page.chart)
    written = " ".join(each.text or "" for each in elements(parsed(picture), "text"))
    assert "The standard of 20\u00a0working days can be relied on" in written
    assert "The level would have to move by" in written
    assert not any(each.get("class") for each in parsed(picture).iter())
    assert "can be relied on" in html_file(page)
    assert 'class="std"' not in html_file(page)
    assert "can be relied on" in dict(about(page))["Wanted"]


def test_a_small_page_has_the_sign_and_no_target() -> None:
    (page,) = build_many([rich()], "en", TODAY)
    assert page.chart.targets == ()
    assert page.chart.wanted.assurance is not None
    assert "ring" not in classes(card_svg(page.chart))


def test_nothing_wanted_says_nothing_and_a_spread_is_named_as_one() -> None:
    assert chart_of(series_of(["1", "2", "3"])).wanted.said == ""
    spread = ferries("90", targets=(Target(Exact(4), date(2027, 1, 1), kind=TargetKind.SPREAD),))
    assert spread.wanted.aim is not None
    assert spread.wanted.aim.named == "limits no more than 4% apart by January 2027"
    assert spread.targets == (), "a width is no value of the measure, so it has no place on its axis"
