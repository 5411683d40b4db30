"""``groundswell units``: a file is looked at, stored with --yes, listed, and taken along so that it can be brought again."""

import json
from pathlib import Path

import pytest

from groundswell.cli.main import run
from groundswell.records.selectors.acts import newest_seq
from tests.cast import Cast

FILE = "Code,Name,Parent code,Level,Head count\nA,Agency,,Agency,300\nH,Harbour,A,Division,12\n"


def test_a_tree_is_brought_listed_and_taken_along(data_directory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "units.csv", tmp_path / "out.csv"
    file.write_text(FILE, encoding="utf-8")
    before = newest_seq()
    assert run(["units", "import", str(file)]) == 0
    told = capsys.readouterr().out
    assert "comes into the tree: Agency / Harbour" in told
    assert "number of people 12: Agency / Harbour" in told
    assert "Add --yes to store it." in told
    assert newest_seq() == before
    assert run(["units", "import", str(file), "--yes", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["stored"], answer["levels"], len(answer["units"]), answer["problems"]) == (True, ["Agency", "Division"], 4, [])
    assert run(["units", "list"]) == 0
    assert capsys.readouterr().out == "Agency  (Agency)\n  Harbour  (Division)\n"
    assert run(["units", "list", "--json", "--day", "2020-01-01"]) == 0
    assert [(one["path"], one["people"]) for one in json.loads(capsys.readouterr().out)["units"]] == [
        ("Agency", None), ("Agency / Harbour", None),
    ]  # fmt: skip
    assert run(["units", "export", str(out)]) == 0
    assert run(["units", "export", str(out)]) == 2
    capsys.readouterr()
    assert run(["units", "import", str(out), "--yes"]) == 0
    assert "The file would change nothing." in capsys.readouterr().out


def test_a_file_with_a_bad_row_is_not_stored(data_directory: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "units.csv"
    file.write_text("Name,Parent\nHarbour,Nowhere\n", encoding="utf-8")
    before = newest_seq()
    assert run(["units", "import", str(file), "--yes"]) == 1
    assert "A2: Harbour hangs under Nowhere" in capsys.readouterr().out
    assert newest_seq() == before


def test_where_people_sign_in_an_administrator_brings_units(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "units.csv"
    file.write_text("Path\nBoard / Harbour\nBoard / Docks\n", encoding="utf-8")
    assert run(["units", "import", str(file), "--yes"]) == 2
    assert run(["units", "import", str(file), "--yes", "--as", "alice@harbour.example"]) == 2
    assert "Only an administrator" in capsys.readouterr().err
    assert run(["units", "import", str(file), "--yes", "--as", "admin@harbour.example", "--json"]) == 0
    assert {one["does"] for one in json.loads(capsys.readouterr().out)["units"]} == {"placed"}
    assert run(["units", "list", "--as", "alice@harbour.example"]) == 0
    assert capsys.readouterr().out == "Board\n  Docks\n  Harbour\n"
