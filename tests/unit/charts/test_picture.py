"""A chart as a picture of its own, and the library's chart."""

from pathlib import Path

import pytest

import groundswell
from groundswell.charts.chart import Mark
from groundswell.charts.drawing.picture import MARGIN, picture_svg, wrapped
from groundswell.charts.fonts import text_width
from groundswell.charts.smart_chart import chart
from groundswell.domain.measurement.definition import Direction
from groundswell.errors import UserError
from groundswell.reports.measure_page import build_measure_page
from tests.charting import complaints, elements, parsed


def test_a_picture_holds_name_finding_and_notes_and_nothing_leaves_it() -> None:
    value = build_measure_page(complaints(), "en").chart
    root = parsed(picture_svg(value))
    said = [each.text or "" for each in elements(root, "text")]
    assert said[0] == value.title
    assert said[1] == f"Better. {value.sentence}"
    assert "A January 2024: Storm in the second week: 61 complaints." in said
    height = float(root.get("height", "0"))
    assert all(float(each.get("y", "nan")) < height for each in elements(root, "text"))
    assert root.get("viewBox") == f"{-MARGIN:g} 0 {1150 + 2 * MARGIN:g} {height:.0f}"


def test_text_is_wrapped_to_its_width_and_a_word_too_wide_is_cut() -> None:
    lines = wrapped("one two three " * 30, 13, 200)
    assert len(lines) > 5
    assert all(text_width(line, 13) <= 200 for line in lines)
    assert " ".join(lines).split() == ("one two three " * 30).split()
    assert wrapped("x" * 400, 13, 200)[0].endswith("…")
    assert wrapped("", 13, 200) == []


def test_the_library_draws_plain_numbers_and_a_notebook_shows_them() -> None:
    smart = groundswell.chart([12, 14, 13, 15, 12, 13, 14, 12, 13, 15, 14, 13, 40], name="Calls", direction="down")
    assert smart.value.points[12].mark is Mark.WORSE
    assert parsed(smart._repr_svg_()).get("role") == "group"
    assert str(smart).startswith("Calls: No. 13 rose above the upper limit of ")
    assert smart.png(1.0)[:4] == b"\x89PNG"


def test_the_library_takes_an_analysis_and_writes_by_the_ending(tmp_path: Path) -> None:
    smart = chart(groundswell.analyse([5, 6, None, 7, 5, 6, 8]), direction=Direction.NEUTRAL)
    assert smart.save(tmp_path / "a.svg").read_text("utf-8").startswith("<svg")
    assert smart.save(tmp_path / "a.png").read_bytes()[:4] == b"\x89PNG"
    with pytest.raises(UserError, match="picture_kind_unknown"):
        smart.save(tmp_path / "a.pdf")
