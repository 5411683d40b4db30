"""The Vega-Lite form: self-contained, true to the chart, meaning by shape. Its structure is checked as the published schema demands it.

The schema itself (v6) and a drawing program were used once by hand on the same charts; they are too large to ship.
"""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from groundswell.charts.chart import Chart
from groundswell.charts.drawing.vega_lite import LEFT_OUT, SCHEMA, SHAPES, thinned, vega_lite
from groundswell.charts.smart_chart import chart
from groundswell.domain.measurement.period import Cadence
from groundswell.reports.measure_page import build_measure_page
from tests.charting import complaints, figures, series_of

MARKS = {"area", "line", "point", "rule", "text"}
CHANNELS = {"x", "x2", "y", "y2", "color", "fill", "fillOpacity", "shape", "size", "detail", "order", "text", "tooltip", "opacity",
            "strokeDash", "strokeWidth"}
TYPES = {"quantitative", "nominal"}


@pytest.fixture(scope="module")
def told() -> Chart:
    return build_measure_page(complaints()).chart


def layers(spec: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    return [layer for layer in spec["layer"] if layer["mark"]["type"] == mark]


def rows(layer: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = layer["data"]["values"]
    return found


def points(spec: dict[str, Any]) -> list[dict[str, Any]]:
    return rows(next(layer for layer in spec["layer"] if layer.get("name") == "points"))


def check_structure(spec: dict[str, Any]) -> None:
    """What the schema demands of the parts that are used: known marks, channels and types, every field in every row of its data."""
    assert spec["$schema"] == SCHEMA
    assert set(spec["encoding"]) == {"x", "y"}
    for layer in spec["layer"]:
        assert layer["mark"]["type"] in MARKS
        encoding = {**spec["encoding"], **layer["encoding"]}
        assert set(encoding) <= CHANNELS
        for channel in encoding.values():
            assert isinstance(channel, dict) and ("field" in channel or "value" in channel)
            assert channel.get("type", "nominal") in TYPES
            if "field" in channel:
                assert all(channel["field"] in row for row in rows(layer) if channel["field"] != "value" or "upper" not in row)
    text = json.dumps(spec, allow_nan=False)
    assert '"url"' not in text and "NaN" not in text


def test_the_whole_chart_is_there(told: Chart) -> None:
    spec = vega_lite(told)
    check_structure(spec)
    assert spec["title"]["text"] == told.title and spec["title"]["subtitle"][0] == told.sentence
    assert [row["value"] for row in points(spec)] == [point.y for point in told.points]
    assert {row["kind"] for row in points(spec)} == {"routine", "worse", "changed", LEFT_OUT}
    assert points(spec)[0]["day"] == "2023-04-01" and points(spec)[0]["text"] == told.points[0].text
    lines = rows(layers(spec, "line")[0])
    assert {row["value"] for row in lines} == {
        value for segment in told.segments for value in (segment.lower, segment.central_line, segment.upper)
    }
    assert {row["provisional"] for row in lines if row["position"] > 36} == {True}
    texts = json.dumps(spec["layer"], ensure_ascii=False)
    for note in told.notes:
        assert note.text in texts
    assert all(target.figure in texts for target in told.targets)
    assert any(rows(layer)[0]["position"] == told.segments[1].start for layer in layers(spec, "rule"))


def test_kinds_of_points_differ_without_colour() -> None:
    looks = [(shape, size) for shape, _, size in SHAPES.values()]
    assert len(set(looks)) == len(looks)


def test_a_gap_and_a_split_break_the_line_of_values(told: Chart) -> None:
    spec = vega_lite(chart([1, 2, None, 3, 4]).value)
    line = rows(layers(spec, "line")[-1])
    assert [row["stretch"] for row in line] == [0, 0, 1, 1]
    broken = rows(layers(vega_lite(told), "line")[-1])
    before, after = ({row["stretch"] for row in broken if (row["position"] < 34.5) is side} for side in (True, False))
    assert not before & after
    left_out = next(point.position for point in told.points if point.left_out)
    assert left_out not in {row["position"] for row in broken}


def test_texts_that_would_end_an_expression_are_escaped() -> None:
    spec = vega_lite(chart([1, 2, 3, 4, 5, 6], measurement_unit="it's", name="\\' + alert(1)").value)
    check_structure(spec)
    expression = spec["encoding"]["y"]["axis"]["labelExpr"]
    assert expression.count("'") - expression.count("\\'") == 2 * len(spec["encoding"]["y"]["axis"]["values"])


@pytest.mark.parametrize("cadence", [Cadence.WEEK, Cadence.QUARTER, Cadence.IRREGULAR, Cadence.DAY])
def test_every_cadence_has_few_labels_in_its_own_words(cadence: Cadence) -> None:
    found = chart(series_of(figures(150, 50, 5, 1), cadence=cadence)).value
    spec = vega_lite(found)
    check_structure(spec)
    values = spec["encoding"]["x"]["axis"]["values"]
    assert 1 <= len(values) <= 16
    assert "2024" in spec["encoding"]["x"]["axis"]["labelExpr"]
    assert len(thinned(found.ticks, 3)) <= 3


@pytest.mark.parametrize("values", [[], [3], [None, None], [5] * 20, [1e12, 2e12] * 4], ids=["nothing", "one", "gaps", "equal", "large"])
def test_odd_series_have_a_sound_form(values: list[float | None]) -> None:
    spec = vega_lite(chart(values).value)
    check_structure(spec)
    low, high = spec["encoding"]["y"]["scale"]["domain"]
    assert math.isfinite(low) and low < high


def test_it_is_written_as_a_file_and_equal_bytes_come_out_twice(tmp_path: Path) -> None:
    made = chart([1, 2, 3, 4, 5, 9])
    first, second = (made.save(tmp_path / name).read_bytes() for name in ("a.vl.json", "b.VL.JSON"))
    assert first == second
    assert json.loads(first) == json.loads(json.dumps(made.vega_lite()))
