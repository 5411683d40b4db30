"""Frames of pandas, Polars and Arrow in; limits and signals out, as frames of the same kind and as plain values."""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import groundswell
from groundswell.errors import UserError
from groundswell.reports import frames
from groundswell.words import words_for

Columns = dict[str, list[Any]]
KINDS: dict[str, tuple[Callable[[Columns], Any], type]] = {
    "pandas": (pd.DataFrame, pd.DataFrame), "polars": (pl.DataFrame, pl.DataFrame), "arrow": (pa.table, pa.Table),
    "polars lazy": (pl.LazyFrame, pl.DataFrame),
}
MONTHS = [date(2025, month, 1) for month in range(1, 13)]
NORTH = [12, 14, 13, 15, 12, 13, 14, 12, 13, 14, 13, 30]
SOUTH = [5.25, 6.5, 5.75, None, 6.0, 5.5, 6.25, 5.0, 5.5, 6.0, 5.75, 5.5]


def places() -> Columns:
    return {"month": MONTHS + MONTHS, "place": ["North"] * 12 + ["South"] * 12, "waits": [*map(float, NORTH), *SOUTH]}


def rows(frame: Any) -> list[dict[str, Any]]:
    """A frame's rows with None for what is missing, whatever the kind."""
    if isinstance(frame, pa.Table):
        found = frame.to_pylist()
    else:
        found = frame.to_dicts() if isinstance(frame, pl.DataFrame) else frame.to_dict("records")
    return [{name: None if value != value else value for name, value in row.items()} for row in found]


@pytest.mark.parametrize("kind", KINDS)
def test_a_frame_gives_frames_of_its_kind(kind: str) -> None:
    make, back = KINDS[kind]
    found = groundswell.analyse_frame(make(places()), value="waits", period="month", by="place")
    assert found.keys == (("North",), ("South",))
    for frame in (found.points(), found.segments(), found.signals()):
        assert isinstance(frame, back)
    alone = groundswell.analyse(NORTH)
    north = rows(found.segments())[0]
    assert (north["place"], north["figures"], north["central_line"]) == ("North", 12, alone.segments[0].central_line)
    points = rows(found.points())
    assert len(points) == 24
    assert [row["value"] for row in points[12:]] == SOUTH
    assert "outside_limits" in points[11]["signal"] and points[0]["signal"] is None
    assert str(points[11]["period"])[:10] == "2025-12-01"
    assert {row["rule"] for row in rows(found.signals())} == {signal.rule for signal in alone.signals}


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_found_is_an_empty_frame_with_its_columns(kind: str) -> None:
    make, _ = KINDS[kind]
    found = groundswell.analyse_frame(make({"waits": [1.0, 2.0, 1.5]}), value="waits")
    signals = found.signals()
    names = signals.column_names if isinstance(signals, pa.Table) else list(signals.columns)
    assert names == ["rule", "side", "first", "last"]
    assert [row["number"] for row in rows(found.points())] == [0, 1, 2]
    assert rows(found.points())[0]["lower"] is None


def test_values_are_plain_and_those_of_the_command_line() -> None:
    found = groundswell.analyse_frame(pl.DataFrame(places()), value="waits", period="month", by=["place"], rules="nhs_2023", baseline=8)
    values = json.loads(json.dumps(found.values(), allow_nan=False))
    assert (values["rule_set"], [one["by"] for one in values["series"]]) == ("nhs_2023", [{"place": "North"}, {"place": "South"}])
    assert values["series"][0]["segments"][0]["calculated_to"] == 7
    assert values["series"][1]["values"] == SOUTH


def test_digits_absent_months_and_texts_of_dates_are_read() -> None:
    frame = pd.DataFrame({"when": ["2025-01", "2025-02", "2025-04", "2025-05", "2025-06"], "x": [Decimal("0.10"), 1, 2, 3, 4]})
    found = groundswell.analyse_frame(frame, value="x", period="when")
    (analysis,) = found.analyses
    assert [None if point.value is None else str(point.value) for point in analysis.series.points] == ["0.10", "1", None, "2", "3", "4"]


def test_a_column_called_as_one_of_ours_keeps_apart() -> None:
    frame = pl.DataFrame({"value": [1.0, 2.0, 3.0], "signal": ["a", "a", None]})
    found = groundswell.analyse_frame(frame, value="value", by="signal")
    assert found.by == ("by_signal",)
    assert [row["by_signal"] for row in found.points().to_dicts()] == ["a", "a", None]


def test_a_notebook_shows_a_chart_of_each_series() -> None:
    found = groundswell.analyse_frame(pl.DataFrame(places()), value="waits", period="month", by="place")
    shown = found._repr_html_()
    assert shown.count("<svg") == 2 and "North" in shown and "<script" not in shown
    many = groundswell.analyse_frame(pl.DataFrame({"x": [1.0] * 25, "g": list(range(25))}), value="x", by="g")
    assert "5 more charts are not shown here." in many._repr_html_()


@pytest.mark.parametrize(("frame", "given", "says"), [
    ([1, 2], {}, "list is no frame"),
    (pl.DataFrame({"y": [1]}), {}, "The frame has no column x; it has y."),
    (pl.DataFrame({"x": ["a", "1"]}), {}, "a in row 0 of column x is not a number."),
    (pl.DataFrame({"x": [1.0, float("inf")]}), {}, "inf in row 1"),
    (pl.DataFrame({"x": [1], "d": ["soon"]}), {"period": "d"}, "soon in row 0 of column d is not a date."),
    (pl.DataFrame({"x": [1, 2], "d": [MONTHS[0], MONTHS[0]]}), {"period": "d"}, "Two figures stand for 2025-01-01 of x"),
    (pd.DataFrame({"x": [1, 2], "d": [pd.NaT, MONTHS[0]]}), {"period": "d"}, "NaT in row 0"),
], ids=["no frame", "no column", "text", "infinity", "no date", "two figures", "no day"])
def test_what_cannot_be_read_is_one_sentence(frame: Any, given: dict[str, str], says: str) -> None:
    with pytest.raises(UserError) as refused:
        groundswell.analyse_frame(frame, value="x", **given)
    assert says in words_for("en").error(refused.value)


def test_without_narwhals_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(frames, "import_module", absent)
    with pytest.raises(UserError) as refused:
        groundswell.analyse_frame(pl.DataFrame({"x": [1]}), value="x")
    assert "groundswell[frames]" in words_for("en").error(refused.value)
