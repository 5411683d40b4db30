"""``groundswell analyse --propose``: proposals with their reasons, in words and as JSON."""

import json
from pathlib import Path

import pytest

from groundswell.cli.main import run

LOW, HIGH = ["11", "9"] * 12, ["16", "14"] * 12


def column(folder: Path, figures: list[str]) -> str:
    path = folder / "waits.csv"
    path.write_text("\n".join(["waits", *figures]) + "\n", encoding="utf-8")
    return str(path)


def test_proposals_stand_beside_the_limits_that_they_do_not_touch(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = column(tmp_path, [*LOW, *HIGH])
    assert run(["analyse", file, "--json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert run(["analyse", file, "--propose", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    proposed = document["series"][0].pop("proposed")
    assert document == plain
    assert (proposed["algorithm"], proposed["algorithm_version"], proposed["turned_down"]) == ("stable_shift", 1, [])
    assert proposed["proposals"] == [{
        "first": 24, "calculated_from": 24, "calculated_to": 44, "side": "above", "line_before": pytest.approx(10, abs=0.1),
        "central_line": pytest.approx(15, abs=0.1), "figures": 24, "outlying": [], "turned_down": [],
    }]


def test_reasons_are_told_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", column(tmp_path, [*LOW, *HIGH[:8], *reversed(LOW)]), "--propose"]) == 0
    told = capsys.readouterr().out
    assert "no split is proposed" in told
    assert "From 24: the figures went back from 32 on." in told
    assert run(["analyse", column(tmp_path, [*LOW, *HIGH]), "--propose"]) == 0
    assert "proposed: a split at 24 (24 figures since; typical 10.05 before, 15.05 after; stable_shift 1)" in capsys.readouterr().out


def test_after_a_split_it_goes_on_from_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["analyse", column(tmp_path, [*LOW, *HIGH]), "--propose", "--split", "24", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["series"][0]["proposed"]["proposals"] == []
