"""``groundswell chart``: one series to a file; exit codes and one sentence for whatever goes wrong."""

import json
from pathlib import Path

import pytest

from groundswell.cli.main import run
from tests.charting import elements, parsed
from tests.shared_data import shared

COLUMN = "Calls\n" + "\n".join(str(10 + at % 4) for at in range(14)) + "\n"
TWO = "Month,Place,Value\n" + "".join(f"2025-{at:02d}-01,{place},{at + 3}\n" for at in range(1, 13) for place in ("North", "South"))


@pytest.fixture
def column(tmp_path: Path) -> Path:
    file = tmp_path / "calls.csv"
    file.write_text(COLUMN, encoding="utf-8")
    return file


@pytest.fixture
def places(tmp_path: Path) -> Path:
    file = tmp_path / "places.csv"
    file.write_text(TWO, encoding="utf-8")
    return file


def test_it_writes_svg_png_and_html(column: Path, tmp_path: Path) -> None:
    for ending, start in ((".svg", b"<svg"), (".png", b"\x89PNG"), (".html", b"<!DOCTYPE html>")):
        out = tmp_path / f"out{ending}"
        assert run(["chart", str(column), "-o", str(out)]) == 0
        assert out.read_bytes().startswith(start)
    said = [each.text for each in elements(parsed((tmp_path / "out.svg").read_text("utf-8")), "text")]
    assert said[0] == "Calls"


def test_several_series_and_no_choice_end_with_2_and_are_listed(
    places: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.svg"
    assert run(["chart", str(places), "-o", str(out)]) == 2
    said = capsys.readouterr().err
    assert "North" in said
    assert "South" in said
    assert said.count("\n") == 1
    assert not out.exists()


def test_a_series_is_chosen_by_name_without_regard_to_case(places: Path, tmp_path: Path) -> None:
    assert run(["chart", str(places), "--org-unit", "north", "-o", str(tmp_path / "out.svg")]) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--org-unit", "West", "-o", "x.svg"], "No series of this file"),
        (["--org-unit", "North", "-o", "x.pdf"], ".svg, .png, .html, .vl.json or .txt"),
        (["--org-unit", "North", "-o", "x.svg", "--rules", "nobody"], "nobody"),
        (["--org-unit", "North", "-o", "nowhere/x.svg"], "could not be written"),
        (["--org-unit", "North"], "-o FILE"),
    ],
)
def test_bad_use_is_one_sentence_and_2(places: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    assert run(["chart", str(places), *arguments]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert said.count("\n") == 1


def test_a_real_file_is_drawn(tmp_path: Path) -> None:
    out = tmp_path / "out.html"
    file = shared("series/toronto_ttc_measures.csv")
    assert run(["chart", str(file), "--measure", "TTC Monthly Ridership", "-o", str(out)]) == 0
    assert "TTC Monthly Ridership" in out.read_text("utf-8")


def test_the_unit_and_the_target_of_the_sheet_stand_on_the_chart(tmp_path: Path) -> None:
    months = ",".join(f"{month} 2025" for month in ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul"))
    file = tmp_path / "scorecard.csv"
    file.write_text(f"KPI,Unit,{months},Target\nFerries leaving on time,%,90.1,91.2,89.9,90.4,92.0,91.1,90.7,93\n", encoding="utf-8")
    out = tmp_path / "out.svg"
    assert run(["chart", str(file), "-o", str(out)]) == 0
    said = [each.text or "" for each in elements(parsed(out.read_text("utf-8")), "text")]
    assert any("90.8%" in text for text in said), said
    assert any("Target" in text for text in said), said


def test_it_writes_vega_lite_and_text(column: Path, tmp_path: Path) -> None:
    assert run(["chart", str(column), "-o", str(tmp_path / "out.vl.json")]) == 0
    assert json.loads((tmp_path / "out.vl.json").read_text("utf-8"))["title"]["text"] == "Calls"
    assert run(["chart", str(column), "-o", str(tmp_path / "out.txt")]) == 0
    assert (tmp_path / "out.txt").read_text("utf-8").startswith("Calls\n")


def test_it_draws_in_the_terminal_as_wide_as_asked(column: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["chart", str(column), "--terminal", "--width", "60", "--ascii"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Calls\n") and out.isascii() and "\x1b" not in out
    assert 50 < max(map(len, out.splitlines())) <= 60
