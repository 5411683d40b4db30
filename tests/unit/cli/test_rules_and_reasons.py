"""``groundswell analyse``: every rule set by name, rules from a file, limits from medians, ``--why`` and ``--next``."""

import json
from pathlib import Path

import pytest

from groundswell.cli.main import run
from groundswell.domain.xmr.rule_sets import RULE_SETS

BASE = [8, 12] * 6
OWN = {"name": "Marram rules", "version": 3, "source": "Board of 3 March", "long_run": {"length": 6}}


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    figures = [*BASE, 21, *[11] * 7]
    lines = [f"{2024 + at // 12}-{at % 12 + 1:02}-01,{figure}" for at, figure in enumerate(figures)]
    path = tmp_path / "waiting.csv"
    path.write_text("\n".join(["month,waiting", *lines]) + "\n", encoding="utf-8")
    return path


class Told:
    """What ``groundswell analyse`` prints."""

    def __init__(self, captured: pytest.CaptureFixture[str]) -> None:
        self._captured = captured

    def __call__(self, *arguments: object, code: int = 0) -> str:
        assert run(["analyse", *map(str, arguments)]) == code
        out, err = self._captured.readouterr()
        return err if code else out


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    return Told(capsys)


@pytest.mark.parametrize("name", RULE_SETS)
def test_every_rule_set_is_taken_by_name_and_its_version_and_constants_are_printed(told: Told, sheet: Path, name: str) -> None:
    assert f"rules {name} version 1" in told(sheet, "--rules", name)
    assert "moving range; largest normal step" in told(sheet, "--rules", name)
    document = json.loads(told(sheet, "--rules", name, "--json"))
    rules = RULE_SETS[name]
    assert (document["rule_set"], document["rule_set_version"]) == (name, rules.version)
    assert (document["constants"]["limits"], document["constants"]["central_line"]) == (rules.constants.limits, rules.centre.value)


def test_why_names_reasons_and_what_other_rules_say(told: Told, sheet: Path) -> None:
    output = told(sheet, "--baseline", 12, "--why", "2025-01-01")
    assert "2025-01-01 is 21.00, above the upper limit of 20.64. It could be known from 2025-01-01 on." in output
    assert "9 figures in a row, from 2024-12-01 to 2025-08-01, lie above the typical 10.00. It could be known from 2025-07-01 on." in output
    assert "NHS 2023: a long run and outside a limit" in output
    assert "autospc: too few figures" in output


def test_small_figures_are_told_with_digits_enough(told: Told, tmp_path: Path) -> None:
    path = tmp_path / "milli.csv"
    path.write_text("rate\n" + "\n".join(f"0.00{figure}" for figure in (12, 13, 11, 12, 14, 12, 11, 13, 12, 13, 12, 29)), encoding="utf-8")
    output = told(path, "--why", 11, "--next")
    assert "typical 0.00137, normally between 0.00062 and 0.00212" in output
    assert "11 is 0.00290, above the upper limit of 0.00212." in output
    assert "A next figure above 0.00212 would" in output


def test_one_figure_is_one(told: Told, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("rate\n5\n", encoding="utf-8")
    assert "rate: 1 figure, rules wheeler" in told(path)


def test_next_says_what_would_signal_with_the_limits_as_they_stand(told: Told, sheet: Path) -> None:
    output = told(sheet, "--baseline", 12, "--next")
    assert "With the limits as they stand now:" in output
    assert "A next figure above 20.64 would lie outside the upper limit." in output
    assert "A next figure above 10.00 would go on with what is flagged already: a long run." in output


def test_next_of_another_kind_says_what_the_figure_is_held_against(told: Told, sheet: Path) -> None:
    output = told(sheet, "--baseline", 12, "--kind", "trended", "--next")
    assert "At the next place on the trend 10.00 is typical." in output
    assert "A next figure above 20.64 would lie outside the upper limit." in output
    held = json.loads(told(sheet, "--baseline", 12, "--kind", "trended", "--json", "--next"))["series"][0]["next"]["held_against"]
    assert (held["kind"], round(held["upper"], 2), held["denominator"], held["open"]) == ("trended", 20.64, None, False)


def test_both_are_in_the_json_only_when_asked_for(told: Told, sheet: Path) -> None:
    plain = json.loads(told(sheet, "--json"))["series"][0]
    assert not {"why", "next"} & set(plain)
    asked = json.loads(told(sheet, "--baseline", 12, "--json", "--why", "2025-01-01", "--next"))["series"][0]
    assert [reason["rule"] for reason in asked["why"][0]["reasons"]] == ["long_run", "outside_limits"]
    assert asked["why"][0]["reasons"][0]["first_known"] == 18
    assert [(each["rule"], each["side"], each["goes_on"]) for each in asked["next"]["signals"]][:2] == [
        ("outside_limits", "above", False), ("outside_limits", "below", False),
    ]


def test_a_period_that_is_not_there_is_refused(told: Told, sheet: Path) -> None:
    assert "No period of waiting matches 1999-01-01" in told(sheet, "--why", "1999-01-01", code=2)


def test_rules_of_ones_own_come_from_a_file(told: Told, sheet: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.json"
    own.write_text(json.dumps(OWN), encoding="utf-8")
    assert "rules Marram rules version 3" in told(sheet, "--rules-file", own)
    own.write_text(json.dumps({**OWN, "long_run": {"length": 1}}), encoding="utf-8")
    assert "long_run.length is 1. Write a number from 3 to 100." in told(sheet, "--rules-file", own, code=2)


@pytest.mark.parametrize("content", ["", "{", "[" * 90_000, '{"name": "' + "x" * 100_001 + '"}'], ids=range(4))
def test_a_file_that_is_no_rules_is_refused(told: Told, sheet: Path, tmp_path: Path, content: str) -> None:
    own = tmp_path / "own.json"
    own.write_text(content, encoding="utf-8")
    assert "own.json cannot be read as rules." in told(sheet, "--rules-file", own, code=2)


def test_medians_and_exact_constants_are_options(told: Told, sheet: Path) -> None:
    assert "median ± 3.145 × median moving range; largest normal step 3.865 × it" in told(sheet, "--lines", "medians")
    assert "mean ± 3.1451 × median moving range" in told(sheet, "--lines", "median-ranges", "--exact-constants")
    assert "steps of 3.267 × their mean or more do not count in it" in told(sheet, "--rules", "nhs_r")
