"""``groundswell read`` as a person calls it: JSON lines, the report, exit codes."""

import json
from pathlib import Path

import pytest

from groundswell.cli.main import run

LONG = "Date,Area,Calls\n2026-01-01,North,5\n2026-02-01,North,n/a\n2026-03-01,North,\n2026-04-01,North,8\n"


def read(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = run(["read", *map(str, arguments)])
    out = capsys.readouterr()
    return code, out.out, out.err


@pytest.fixture
def long(tmp_path: Path) -> Path:
    path = tmp_path / "calls.csv"
    path.write_text(LONG, encoding="utf-8")
    return path


def test_jsonl_prints_one_object_a_figure(capsys, long):
    code, out, _ = read(capsys, long, "--jsonl")
    assert code == 0
    lines = [json.loads(line) for line in out.splitlines()]
    assert lines == [
        {
            "measure": "Calls",
            "org_unit": "North",
            "period_start": f"2026-0{m}-01",
            "period_end": f"2026-0{m + 1}-01",
            "value": value,
            "numerator": None,
            "denominator": None,
            "state": "final",
            "sheet": "calls",
            "cell": cell,
        }
        for m, value, cell in ((1, "5", "C2"), (4, "8", "C5"))
    ]


def test_all_adds_the_cells_without_a_figure_in_their_place(capsys, long):
    _, out, _ = read(capsys, long, "--jsonl", "--all")
    assert [(line["cell"], line["value"], line["state"]) for line in map(json.loads, out.splitlines())] == [
        ("C2", "5", "final"),
        ("C3", None, "not_available"),
        ("C4", None, "missing"),
        ("C5", "8", "final"),
    ]


def test_the_report_adds_up(capsys, long, tmp_path):
    code, _, _ = read(capsys, long, "--jsonl", "--report", tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text())
    assert code == 0
    assert list(report) == ["file_sha256", "sheets", "problems"]
    cells = report["sheets"][0]["cells"]
    assert cells == {"read": 14, "kept": 2, "refused": 0, "left_out": {"head": 3, "label": 8, "empty_state": 1}}
    assert report["sheets"][0]["rows"] == {"read": 4, "kept": 2, "refused": 0, "left_out": 2}
    assert report["sheets"][0]["columns"] == [{"column": "C", "sum_read": "13", "sum_kept": "13"}]


def test_the_report_can_go_to_standard_output(capsys, long):
    _, out, _ = read(capsys, long, "--report", "-")
    assert json.loads(out)["problems"] == []


def test_ambiguous_dates_are_not_printed_and_the_exit_code_is_1(capsys, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Date,Calls\n03/04/2026,1\n05/06/2026,2\n", encoding="utf-8")
    code, out, _ = read(capsys, path, "--jsonl", "--report", tmp_path / "r.json")
    assert (code, out) == (1, "")
    problem = json.loads((tmp_path / "r.json").read_text())["problems"][0]
    assert (problem["code"], problem["cell"]) == ("dates_ambiguous", "A2:A3")
    assert problem["message"] and problem["hint"]
    for flag, starts in (("--day-first", ["2026-04-03", "2026-06-05"]), ("--month-first", ["2026-03-04", "2026-05-06"])):
        code, out, _ = read(capsys, path, "--jsonl", flag)
        assert (code, [json.loads(line)["period_start"] for line in out.splitlines()]) == (0, starts)


def test_an_assumed_year_start_prints_the_rows_and_says_so(capsys, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Year,Calls\n2022/23,1\n2023/24,2\n", encoding="utf-8")
    code, out, _ = read(capsys, path, "--jsonl", "--report", tmp_path / "r.json")
    assert (code, [json.loads(line)["period_start"] for line in out.splitlines()]) == (0, ["2022-04-01", "2023-04-01"])
    assert [p["code"] for p in json.loads((tmp_path / "r.json").read_text())["problems"]] == ["assumed_year_start"]
    _, out, _ = read(capsys, path, "--jsonl", "--fiscal-start", "10")
    assert json.loads(out.splitlines()[0])["period_start"] == "2022-10-01"


@pytest.mark.parametrize("arguments", [["--fiscal-start", "13"], ["--school-start", "0"], ["--day-first", "--month-first"]])
def test_bad_use_is_one_sentence_and_exit_code_2(capsys, long, arguments):
    code, out, err = read(capsys, long, *arguments)
    assert (code, out, len(err.strip().splitlines())) == (2, "", 1)


def test_a_file_that_is_not_there_is_one_sentence_and_exit_code_2(capsys, tmp_path):
    code, _, err = read(capsys, tmp_path / "none.xlsx")
    assert (code, len(err.strip().splitlines())) == (2, 1)


def test_a_file_without_a_table_is_exit_code_1(capsys, tmp_path):
    path = tmp_path / "words.csv"
    path.write_text("Name,Meaning\nCalls,How many people call\n", encoding="utf-8")
    code, out, _ = read(capsys, path)
    assert code == 1
    assert "No sheet holds a table of figures" in out


def test_in_words_it_says_how_many_figures_and_that_they_add_up(capsys, long):
    code, out, _ = read(capsys, long)
    assert code == 0
    assert "2 figures of 1" in out
    assert "14 cells read = 2 kept + 0 refused + 12 left out" in out
    assert "  Left out: 3 headings, 8 labels, 1 cell that says there is no figure.\n" in out


def test_in_words_it_says_why_cells_are_left_out(capsys, tmp_path):
    path = tmp_path / "calls.csv"
    path.write_text("Month,North,South,Total\nJan 2026,1,2,3\nFeb 2026,4,5,9\nMar 2026,6,x,13\nSource: the phones,,,\n", encoding="utf-8")
    _, out, _ = read(capsys, path)
    assert "  Left out: 4 headings, 3 labels, 1 note or title, 3 totals, 1 cell that says there is no figure.\n" in out


def test_headings_and_labels_alone_are_not_told_apart(capsys, tmp_path):
    path = tmp_path / "calls.csv"
    path.write_text("Month,North\nJan 2026,1\nFeb 2026,4\nMar 2026,6\n", encoding="utf-8")
    assert "left out.\n" in (out := read(capsys, path)[1]) and "Left out:" not in out


def test_a_period_can_be_said_for_figures_without_any_date(capsys, tmp_path):
    path = tmp_path / "calls.csv"
    path.write_text("Ward,Calls,Visits\nHarbour,12,3\nHill,9,4\nCastle,15,5\n", encoding="utf-8")
    code, out, _ = read(capsys, path, "--jsonl")
    assert (code, out) == (1, "")
    code, out, _ = read(capsys, path, "--jsonl", "--period", "Q1 2024")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert {(line["period_start"], line["period_end"]) for line in lines} == {("2024-01-01", "2024-04-01")}
    assert len(lines) == 6


def test_a_period_that_is_none_is_refused_before_the_file_is_opened(capsys, tmp_path):
    code, out, err = read(capsys, tmp_path / "nowhere.csv", "--period", "soon")
    assert (code, out) == (2, "")
    assert "soon is not a period" in err
