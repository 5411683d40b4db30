"""The command line: one sentence and an exit code for whatever goes wrong, and `analyse` in the form of contracts 2."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from groundswell.cli.main import COMMANDS, run
from tests.shared_data import ROOT, shared


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """Calls by month with one month absent, whose last is far out."""
    rows = ["month,calls", "2024-01-01,10", "2024-02-01,12", "2024-03-01,11", "2024-05-01,13", "2024-06-01,12", "2024-07-01,40"]
    path = tmp_path / "calls.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def column(folder: Path, text: str) -> Path:
    path = folder / "waits.csv"
    path.write_text(text, encoding="utf-8")
    return path


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert run(["analyse", *arguments, "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_analyse_prints_every_period_and_its_signals(sheet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, str(sheet))
    assert list(found) == ["rule_set", "rule_set_version", "constants", "series"]
    (series,) = found["series"]  # type: ignore[misc]
    assert list(series) == ["measure", "org_unit", "periods", "values", "segments", "signals"]
    assert series["periods"] == [f"2024-0{month}-01" for month in range(1, 8)]
    assert series["values"] == [10, 12, 11, None, 13, 12, 40]
    assert list(series["segments"][0]) == [
        "first", "last", "calculated_from", "calculated_to", "central_line", "lower", "upper", "moving_range", "moving_range_upper",
        "provisional",
    ]
    assert series["signals"][0] == {"rule": "outside_limits", "segment": 0, "first": 6, "last": 6, "side": "above", "points": [6]}


def test_a_column_of_numbers_has_places_for_periods(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (series,) = answer(capsys, str(column(tmp_path, "1,5\n2,5\n\n3,5\n")))["series"]  # type: ignore[misc]
    assert (series["measure"], series["org_unit"]) == ("waits", None)
    assert (series["periods"], series["values"]) == ([0, 1, 2, 3], [1.5, 2.5, None, 3.5])


def test_fewer_than_five_figures_have_no_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (series,) = answer(capsys, str(column(tmp_path, "wait\n1\n2\n3\n4\n")))["series"]  # type: ignore[misc]
    assert series["segments"][0]["upper"] is None
    assert series["signals"] == []


@pytest.mark.parametrize("split", ["2024-04-01", "Apr 2024", "April 2024"])
def test_a_split_is_a_date_or_a_label(sheet: Path, split: str, capsys: pytest.CaptureFixture[str]) -> None:
    (series,) = answer(capsys, str(sheet), "--split", split)["series"]  # type: ignore[misc]
    assert [(one["first"], one["last"]) for one in series["segments"]] == [(0, 2), (3, 6)]


def test_a_split_of_a_day_first_file_is_taken_as_the_file_writes_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    days = ["13/01/2024", "13/02/2024", "01/03/2024", "05/03/2024", "06/04/2024"]
    path = column(tmp_path, "day,wait\n" + "".join(f"{day},{at}\n" for at, day in enumerate(days, 5)))
    (series,) = answer(capsys, str(path), "--split", "05/03/2024")["series"]  # type: ignore[misc]
    assert [one["first"] for one in series["segments"]] == [0, 3]


def test_the_worked_example_of_the_contracts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (series,) = answer(capsys, str(column(tmp_path, "5\n" * 13 + "6\n")))["series"]  # type: ignore[misc]
    told = {(one["rule"], one["first"], one["last"]) for one in series["signals"]}
    assert {("outside_limits", 13, 13), ("long_run", 0, 12)} <= told


def test_what_the_reading_left_in_doubt_is_told_beside_the_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = column(tmp_path, "month,wait\n2024-01-01,10\n2024-02-01,#DIV/0!\n2024-03-01,11\n2024-04-01,11\n")
    assert run(["analyse", str(path), "--json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["series"][0]["values"] == [10, None, 11, 11]
    assert "B3" in err and "#DIV/0!" in err


BAD = [
    (["analyse"], "FILE"),
    (["analyse", "nowhere.csv"], "nowhere.csv"),
    (["analyse", "{sheet}", "--rules", "nobody"], "wheeler"),
    (["analyse", "{sheet}", "--baseline", "1"], "2"),
    (["analyse", "{sheet}", "--baseline", "some"], "some"),
    (["analyse", "{sheet}", "--split", "1999-01-01"], "1999-01-01"),
    (["analyse", "{sheet}", "--split", "soon"], "soon"),
    (["analyse", "{sheet}", "--lower-bound", "nan"], "nan"),
    (["analyse", "{sheet}", "--lower-bound", "9", "--upper-bound", "3"], "9"),
    (["frobnicate"], "frobnicate"),
    (["--data"], "--data"),
]


@pytest.mark.parametrize(("arguments", "named"), BAD, ids=[" ".join(arguments) for arguments, _ in BAD])
def test_bad_use_is_one_sentence_on_standard_error(
    arguments: list[str], named: str, sheet: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([argument.format(sheet=sheet) for argument in arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert named in err and err.count("\n") == 1 and "Traceback" not in err


def test_every_command_of_the_contracts_is_in_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    wanted = {"serve", "demo", "read", "analyse", "chart", "import", "ledger", "backup", "restore", "doctor"}
    assert wanted <= set(COMMANDS)
    assert run(["--help"]) == 0
    told = capsys.readouterr().out
    assert all(f"\n  {name}" in told for name in wanted)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == "groundswell 0.4.0\n"


def own_process(code: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True, timeout=60)
    return done.stdout.strip()


def test_the_library_needs_numpy_only() -> None:
    loaded = own_process(
        "import sys, groundswell; groundswell.analyse([1, 2, 3, 4, 5]);"
        "print(sorted({'babel', 'click', 'django', 'rich', 'resvg_py', 'xlrd', 'python_calamine'} & set(sys.modules)))"
    )
    assert loaded == "[]"


def test_commands_on_files_load_no_django(sheet: Path) -> None:
    loaded = own_process(
        f"import sys; from groundswell.cli.main import run; assert run(['analyse', {str(sheet)!r}, '--json']) == 0;"
        "print('django' in sys.modules, 'sqlite3' in sys.modules)"
    )
    assert loaded.endswith("False False")


@pytest.mark.parametrize("data", [["--data", "{data}", "doctor"], ["doctor", "--data", "{data}"], ["doctor", "--data={data}"]])
def test_the_data_directory_may_be_named_on_either_side_of_the_command(data: list[str], tmp_path: Path) -> None:
    arguments = [one.format(data=tmp_path / "record") for one in data]
    told = own_process(f"from groundswell.cli.main import run; run({arguments!r})")
    assert str(tmp_path / "record") in told


def test_a_published_series_of_many_places(capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, str(shared("series/recycling_rate_annual.csv")))
    series = found["series"]
    assert isinstance(series, list) and len(series) > 5
    assert all(len(one["periods"]) == len(one["values"]) for one in series)
