"""``--target``, ``--standard`` and ``--direction`` of ``analyse`` and ``chart``."""

import json
from pathlib import Path
from typing import Any

import pytest

from groundswell.cli.main import run
from tests.charting import elements, parsed

MONTHS = "Month,Days\n" + "".join(f"{2024 + at // 12}-{at % 12 + 1:02d}-01,{15 + 2 * (at % 2)}\n" for at in range(24))


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "days.csv"
    file.write_text(MONTHS, encoding="utf-8")
    return file


def document(sheet: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run(["analyse", str(sheet), "--json", *arguments]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_without_them_the_document_is_as_it_was(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (series,) = document(sheet, capsys)["series"]
    assert set(series) == {"measure", "org_unit", "periods", "values", "segments", "signals"}


def test_targets_and_a_standard_add_their_keys(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--target", "14@2027-03-31", "--target", "20@2027-12-31:limit", "--standard", "17", "--direction", "down")
    (series,) = document(sheet, capsys, *asked)["series"]
    first, second = series["targets"]
    assert (first["value"], first["date"], first["kind"], first["state"]) == ("14", "2027-03-31", "central_line", "no_change")
    assert first["ask"] == pytest.approx(2 / (2.66 * 2 / 3))
    assert (second["kind"], second["state"]) == ("limit", "no_change")
    assert series["standard"]["assurance"] == "by_luck"
    assert 0 < series["standard"]["chance_low"] < series["standard"]["chance"] < series["standard"]["chance_high"] < 1
    assert series["standard"]["figures"] == 24


def test_without_a_direction_a_standard_has_no_assurance(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (series,) = document(sheet, capsys, "--standard", "17")["series"]
    assert (series["standard"]["assurance"], series["standard"]["chance"]) == (None, None)


def test_a_band_is_named_by_both_ends(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (series,) = document(sheet, capsys, "--direction", "in_band", "--band", "-3", "15.5")["series"]
    assert series["band"] == {"lower": "-3", "upper": "15.5", "distance": 0.5}
    (series,) = document(sheet, capsys, "--direction", "in_band", "--band", "16", "17")["series"]
    assert series["band"]["distance"] == 0, "an end belongs to the band"
    assert run(["analyse", str(sheet), "--direction", "in_band", "--band", "18", "20", "--standard", "19"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Best from 18 to 20: typical is 16, too low." in said
    assert "19 lies where figures are best, so it is neither a minimum nor a maximum." in said


@pytest.mark.parametrize(
    ("arguments", "refusal"),
    [
        (["--direction", "in_band"], "needs both ends"),
        (["--band", "1", "2"], "belong to the direction in_band"),
        (["--direction", "up", "--band", "1", "2"], "belong to the direction in_band"),
        (["--direction", "in_band", "--band", "2", "1"], "2 and 1 are no ends of a band."),
        (["--direction", "in_band", "--band", "low", "1"], "low and 1 are no ends of a band."),
    ],
)
def test_a_band_that_is_none_is_refused(
    sheet: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], refusal: str
) -> None:
    assert run(["analyse", str(sheet), *arguments]) == 2
    assert refusal in " ".join(capsys.readouterr().err.split())


def test_in_words_the_sentences_are_those_of_the_page(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", str(sheet), "--target", "14@2027-03-31", "--standard", "25", "--direction", "down"]) == 0
    said = capsys.readouterr().out
    assert "target typical 14 by March 2027: No change yet towards the target of 14: typical is still 16." in said
    assert "The level would have to move by 1.1 times the usual spread." in said
    assert "standard Standard: at most 25" not in said
    assert "The standard of 25 can be relied on" in said


@pytest.mark.parametrize(
    "arguments",
    [("--target", "14"), ("--target", "14@soon"), ("--target", "x@2027-01-01"), ("--target", "14@2027-01-01:line"), ("--standard", "high"),
     ("--standard", "nan"), ("--target", "inf@2027-01-01"), ("--direction", "sideways")],
    ids=" ".join,
)
@pytest.mark.parametrize("command", ["analyse", "chart"])
def test_what_cannot_be_read_ends_with_2_and_one_sentence(
    sheet: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, arguments: tuple[str, ...]
) -> None:
    output = ["-o", str(tmp_path / "x.svg")] if command == "chart" else []
    assert run([command, str(sheet), *output, *arguments]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.strip()
    assert "Traceback" not in said.err


def test_a_chart_shows_them(sheet: Path, tmp_path: Path) -> None:
    out = tmp_path / "x.svg"
    assert run(["chart", str(sheet), "-o", str(out), "--target", "14@2026-06-30", "--standard", "17", "--direction", "down"]) == 0
    texts = [each.text or "" for each in elements(parsed(out.read_text("utf-8")), "text")]
    assert "Standard" in texts
    assert any(text.startswith("Target, ") for text in texts)
    assert any("a matter of luck" in text for text in texts)
