"""``groundswell read`` on several files, by a recipe, and asked about a cell."""

import json
from pathlib import Path

import pytest

from groundswell.cli.files.inputs import files_of
from groundswell.domain.measurement.period import Cadence
from groundswell.engine.long.grouping import Count, Counted, Filter, Grouping
from groundswell.engine.mapping import answer, propose, remember
from groundswell.engine.reading import read as read_file
from groundswell.engine.recipes.recipe import Recipe
from groundswell.engine.recipes.text_form import from_text, to_text
from groundswell.errors import UserError
from tests.unit.cli.test_read import LONG, read
from tests.unit.engine.sheets import workbook

CALLS = "Month,Calls,\n" + "".join(f"2026-0{month}-01,{month},{month * 7}\n" for month in range(1, 7))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files that can be read, one that cannot, and what an office program leaves behind."""
    inside = tmp_path / "2026" / "north"
    inside.mkdir(parents=True)
    (tmp_path / "2026" / "a.csv").write_text(LONG, encoding="utf-8")
    (inside / "b.csv").write_text(LONG.replace("North", "South"), encoding="utf-8")
    (tmp_path / "2026" / "broken.xlsx").write_bytes(b"PK\x03\x04 this is no workbook")
    (tmp_path / "2026" / "~$a.csv").write_text("locked", encoding="utf-8")
    (tmp_path / "2026" / ".hidden.csv").write_text(LONG, encoding="utf-8")
    return tmp_path / "2026"


def test_a_folder_is_read_file_by_file_and_a_bad_one_stops_no_other(capsys, folder, tmp_path):
    code, out, err = read(capsys, folder, "--jsonl", "--report", tmp_path / "report.json")
    assert code == 1
    lines = [json.loads(line) for line in out.splitlines()]
    assert [(Path(line["file"]).name, line["org_unit"], line["value"]) for line in lines] == [
        ("a.csv", "North", "5"),
        ("a.csv", "North", "8"),
        ("b.csv", "South", "5"),
        ("b.csv", "South", "8"),
    ]
    assert err.count("broken.xlsx: not read.") == 1
    documents = json.loads((tmp_path / "report.json").read_text())["files"]
    assert [Path(one["file"]).name for one in documents] == ["a.csv", "broken.xlsx", "b.csv"]
    assert documents[1]["error"]["code"].startswith("file_")
    for one in (documents[0], documents[2]):
        (sheet,) = one["sheets"]
        assert sheet["cells"]["read"] == sheet["cells"]["kept"] + sum(sheet["cells"]["left_out"].values()) + sheet["cells"]["refused"]


def test_a_pattern_in_quotes_is_worked_out_and_each_file_is_read_once(capsys, folder):
    code, out, _ = read(capsys, f"{folder}/*.csv", folder / "a.csv", f"{folder}/**/b.csv")
    assert code == 0
    assert [line for line in out.splitlines() if line.startswith("2 figures")] == [
        f"2 figures of 1 measures read from {folder}/a.csv.",
        f"2 figures of 1 measures read from {folder}/north/b.csv.",
    ]


def test_one_file_by_a_pattern_has_no_file_field(capsys, folder):
    _, out, _ = read(capsys, f"{folder}/north/*.csv", "--jsonl")
    assert all("file" not in json.loads(line) for line in out.splitlines())


def test_what_is_no_file_is_bad_use(capsys, folder, tmp_path):
    (tmp_path / "empty").mkdir()
    for named in (tmp_path / "empty", f"{folder}/*.ods", folder / "nothing.csv"):
        code, out, err = read(capsys, named)
        assert (code, out) == (2, "")
        assert len(err.strip().splitlines()) == 1
    assert read(capsys)[0] == 2
    assert read(capsys, folder / "a.csv", folder / "nothing.csv")[0] == 1


def test_a_file_whose_name_holds_signs_of_a_pattern_is_itself(tmp_path):
    (tmp_path / "a[1].csv").write_text(LONG, encoding="utf-8")
    (tmp_path / "a1.csv").write_text(LONG, encoding="utf-8")
    assert files_of([str(tmp_path / "a[1].csv")]) == [tmp_path / "a[1].csv"]


def test_too_many_files_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("groundswell.cli.files.inputs.MOST", 2)
    for name in "abc":
        (tmp_path / f"{name}.csv").touch()
    with pytest.raises(UserError, match="too_many_files"):
        files_of([str(tmp_path)])


@pytest.fixture
def asked(tmp_path: Path) -> tuple[Path, Path]:
    """A file with a question, and the recipe that answers it."""
    path, recipe = tmp_path / "calls.csv", tmp_path / "calls.recipe.yaml"
    path.write_text(CALLS, encoding="utf-8")
    book = workbook([["Month", "Calls", ""], *[[f"2026-0{n}-01", n, n * 7] for n in range(1, 7)]])
    proposal = propose(book)
    proposal = answer(proposal, book, proposal.open_questions[0].id, "left_out")
    recipe.write_text(to_text(remember(proposal, book, "Calls")), encoding="utf-8")
    return path, recipe


def test_a_recipe_answers_what_was_asked(capsys, asked):
    path, recipe = asked
    assert read(capsys, path)[0] == 1
    code, out, _ = read(capsys, path, "--recipe", recipe, "--jsonl")
    assert code == 0
    assert [json.loads(line)["value"] for line in out.splitlines()] == ["1", "2", "3", "4", "5", "6"]
    intake = read_file(path, recipe=from_text(recipe.read_text(encoding="utf-8")))
    assert len(intake.observations) == 6


def test_a_recipe_of_another_kind_of_file_is_said_and_is_exit_code_1(capsys, asked, folder):
    code, out, _ = read(capsys, folder / "a.csv", "--recipe", asked[1])
    assert code == 1
    assert "The recipe “Calls” was kept for another kind of file; nothing of it fits here." in out


def test_a_bad_recipe_is_bad_use(capsys, asked, tmp_path):
    bad = tmp_path / "bad.yaml"
    for content in (None, "name: x", "groundswell_recipe: 9\nname: x"):
        if content is not None:
            bad.write_text(content, encoding="utf-8")
        code, out, err = read(capsys, asked[0], "--recipe", bad)
        assert (code, out) == (2, "")
        assert len(err.strip().splitlines()) == 1


def test_a_recipe_is_written_with_the_options_that_were_given(capsys, tmp_path):
    path, recipe = tmp_path / "dates.csv", tmp_path / "dates.recipe.yaml"
    path.write_text("Date,Calls\n03/04/2026,1\n05/06/2026,2\n", encoding="utf-8")
    assert read(capsys, path)[0] == 1
    assert read(capsys, path, "--day-first", "--save-recipe", recipe)[0] == 0
    assert "day_first: true" in recipe.read_text(encoding="utf-8")
    code, out, _ = read(capsys, path, "--recipe", recipe, "--jsonl")
    assert code == 0
    assert [json.loads(line)["period_start"] for line in out.splitlines()] == ["2026-04-03", "2026-06-05"]
    code, out, _ = read(capsys, path, "--recipe", recipe, "--month-first", "--jsonl")
    assert [json.loads(line)["period_start"] for line in out.splitlines()] == ["2026-03-04", "2026-05-06"]
    assert read(capsys, path, path.with_name("d*.csv"), tmp_path, "--save-recipe", recipe)[0] == 2


def test_a_cell_is_explained(capsys, folder):
    code, out, _ = read(capsys, folder / "a.csv", "--explain", "C2", "--explain", "a!C3", "--explain", "A1")
    assert code == 0
    lines = out.splitlines()
    assert [line.split(":")[0] for line in lines] == ["C2", "a!C3", "A1"]
    assert "5" in lines[0]
    code, out, err = read(capsys, folder / "a.csv", "--explain", "C2", "--jsonl")
    assert [json.loads(line)["cell"] for line in out.splitlines()] == ["C2", "C5"]
    assert err.startswith("C2: ")
    for wrong in ("nowhere", "b!C2", "C"):
        _, out, _ = read(capsys, folder / "a.csv", "--explain", wrong)
        assert out.strip() == f"{wrong}: There is no cell {wrong} in this file. Write an address such as F12."


CASES = "Opened,Type,Area\n" + "".join(f"2026-0{month}-{day:02},{kind},North\n" for month in (1, 2, 3) for day in (3, 9) for kind in "AB")


@pytest.fixture
def counted(tmp_path: Path) -> tuple[Path, Path]:
    """Cases, and a recipe that counts those of one type by month."""
    path, recipe = tmp_path / "cases.csv", tmp_path / "cases.recipe.yaml"
    path.write_text(CASES, encoding="utf-8")
    grouping = Grouping("Opened", (Counted("Cases", Count.ROWS),), cadence=Cadence.MONTH, filters=(Filter("Type", ("A",)),), edges=True)
    recipe.write_text(to_text(Recipe("Cases", grouping=grouping.to_plain())), encoding="utf-8")
    return path, recipe


def test_a_recipe_counts_rows(capsys, counted, monkeypatch):
    path, recipe = counted
    for _ in range(2):
        code, out, _ = read(capsys, path, "--recipe", recipe, "--jsonl")
        assert code == 0
        assert [(line["period_start"], line["value"]) for line in map(json.loads, out.splitlines())] == [
            ("2026-01-01", "2"),
            ("2026-02-01", "2"),
            ("2026-03-01", "2"),
        ]
        path.with_suffix(".tsv").write_text(CASES.replace(",", "\t"), encoding="utf-8")
        path = path.with_suffix(".tsv")


def test_rows_that_lack_a_column_of_the_recipe_are_not_counted_and_that_is_said(capsys, counted):
    path, recipe = counted
    path.write_text(CASES.replace("Type", "Kind"), encoding="utf-8")
    code, out, _ = read(capsys, path, "--recipe", recipe)
    assert code == 1
    assert "fits here" in out or "no such column" in out
