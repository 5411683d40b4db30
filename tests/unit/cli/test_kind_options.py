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
