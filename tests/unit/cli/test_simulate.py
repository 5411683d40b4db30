"""``groundswell simulate``: the table again from a seed, in words and as JSON."""

import json

import pytest

from groundswell.charts.chances import stored_chances
from groundswell.cli.main import run
from groundswell.domain.xmr.chances.table import from_document

SMALL = ["simulate", "--rules", "wheeler", "--length", "24", "--baseline", "5", "--runs", "1000"]


def test_json_is_the_form_of_the_shipped_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*SMALL, "--json"]) == 0
    first = capsys.readouterr().out
    assert run([*SMALL, "--json"]) == 0
    assert capsys.readouterr().out == first
    found = from_document(json.loads(first)).rule_sets["wheeler"]
    assert found.cell(24, 5) == pytest.approx(stored_chances().rule_sets["wheeler"].cell(24, 5), abs=0.06)
    assert run([*SMALL, "--json", "--seed", "2"]) == 0
    assert capsys.readouterr().out != first


def test_in_words_a_share_stands_with_its_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(SMALL) == 0
    told = capsys.readouterr().out
    assert "1000 series each, normal figures" in told
    assert "24 figures" in told and " ± " in told
    assert "With limits from 5 figures, the first signal comes after" in told


@pytest.mark.parametrize(("arguments", "says"), [
    (["--baseline", "4"], "The baseline 4 is no number of figures: give 5 or more, or all."),
    (["--baseline", "few"], "few"),
    (["--baseline", "30", "--length", "24"], "30"),
    (["--rules", "mine"], "mine"),
])
def test_bad_use_is_one_sentence(arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["simulate", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and says in err and err.count("\n") == 1
