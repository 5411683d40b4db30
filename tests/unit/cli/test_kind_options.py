"""``--kind`` and ``--drawn-from`` of the commands on files."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from groundswell.cli.files.analyse import command as analyse
from groundswell.cli.files.chart import command as chart
from groundswell.errors import UserError
from tests.kind_series import seasonal


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    rows = ["Month,Jobs"]
    rows += [f"{point.period.start:%Y-%m-%d},{point.value}" for point in seasonal(3).points if point.period is not None]
    path = tmp_path / "jobs.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_analyse_gives_the_lines_of_each_point(sheet: Path) -> None:
    found = json.loads(CliRunner().invoke(analyse, [str(sheet), "--kind", "seasonal", "--json"]).output)["series"][0]
    assert (found["kind"], found["drawn_from"], found["refused"]) == ("seasonal", "figures", None)
    assert len(found["lines"]) == len(found["values"]) == 36
    assert len({round(one["upper"], 6) for one in found["lines"]}) == 12
    plain = json.loads(CliRunner().invoke(analyse, [str(sheet), "--json"]).output)["series"][0]
    assert "kind" not in plain and "lines" not in plain, "XmR of the figures answers as it always has"


def test_analyse_says_which_chart_and_why_not(sheet: Path) -> None:
    told = CliRunner().invoke(analyse, [str(sheet), "--kind", "trended"]).output
    assert "XmR about a line through the averages of the two halves" in told
    refused = CliRunner().invoke(analyse, [str(sheet), "--kind", "p"]).output
    assert "It cannot be drawn that way: its figures came without what they are out of." in refused


def test_an_unknown_kind_is_refused(sheet: Path) -> None:
    answer = CliRunner().invoke(analyse, [str(sheet), "--kind", "pie"])
    assert isinstance(answer.exception, UserError) and answer.exception.code == "unknown_chart_kind"


def test_differences_of_a_running_total_split_where_they_are_told(tmp_path: Path) -> None:
    path = tmp_path / "total.csv"
    rows = (f"2024-{month:02d}-01,{month * 10 + month % 3}\n" for month in range(1, 13))
    path.write_text("Month,Total\n" + "".join(rows), encoding="utf-8")
    asked = [str(path), "--drawn-from", "running_total", "--split", "2024-07-01", "--json"]
    found = json.loads(CliRunner().invoke(analyse, asked).output)["series"][0]
    assert found["values"][:4] == [None, 11.0, 8.0, 11.0]
    assert [segment["first"] for segment in found["segments"]] == [0, 6]


def test_chart_draws_a_kind(sheet: Path, tmp_path: Path) -> None:
    out = tmp_path / "jobs.svg"
    answer = CliRunner().invoke(chart, [str(sheet), "-o", str(out), "--kind", "seasonal"])
    assert answer.exit_code == 0, answer.output
    assert "with the seasons taken into account" in out.read_text(encoding="utf-8") or "by its season" in out.read_text(encoding="utf-8")


@pytest.fixture
def falls(tmp_path: Path) -> Path:
    counts, days = [5, 8, 3, 0, 7, 6, 9, 40], [1000, 1500, 900, 0, 2000, 1100, 1400, 1200]
    rows = [f"2024-{at + 1:02}-01,{falls},{size}" for at, (falls, size) in enumerate(zip(counts, days, strict=True))]
    path = tmp_path / "falls.csv"
    path.write_text("\n".join(["Month,Falls,Bed days", *rows]) + "\n", encoding="utf-8")
    return path


def test_a_measure_of_the_file_can_be_the_denominator(falls: Path) -> None:
    given = [str(falls), "--denominator", "bed days", "--kind", "u", "--json"]
    (found,) = json.loads(CliRunner().invoke(analyse, given).output)["series"]
    assert (found["measure"], found["refused"]) == ("Falls", None)
    assert found["values"][:4] == [0.005, pytest.approx(8 / 1500), pytest.approx(3 / 900), None]
    assert found["segments"][0]["central_line"] == pytest.approx(78 / 9100)
    assert [(one["rule"], one["points"]) for one in found["signals"]] == [("outside_limits", [7])]
    drawn = CliRunner().invoke(chart, [str(falls), "--denominator", "Bed days", "--kind", "p", "--terminal", "--width", "60"]).output
    assert "August 2024 rose above the upper limit for its" in drawn
    assert "1.7%" in drawn, "what is never more than its denominator is told in per cent"


@pytest.mark.parametrize("name", ["Beds", ""])
def test_a_denominator_that_the_file_lacks_is_refused(falls: Path, name: str) -> None:
    result = CliRunner().invoke(analyse, [str(falls), "--denominator", name])
    assert isinstance(result.exception, UserError)
    assert (result.exception.code, result.exception.values["known"]) == ("denominator_unknown", "Falls; Bed days")


def test_an_org_unit_without_the_denominator_is_named(tmp_path: Path) -> None:
    rows = [f"2024-{month:02}-01,{place},{measure},{month + 3}" for month in range(1, 8)
            for place, measure in (("North", "Falls"), ("North", "Bed days"), ("South", "Falls"))]
    path = tmp_path / "places.csv"
    path.write_text("\n".join(["Month,Place,Measure,Value", *rows]) + "\n", encoding="utf-8")
    result = CliRunner().invoke(analyse, [str(path), "--denominator", "Bed days"])
    assert isinstance(result.exception, UserError)
    assert (result.exception.code, result.exception.values["org_unit"]) == ("denominator_absent", "South")
