"""``--json`` on every command: one JSON object on standard output, and nothing else there."""

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from groundswell.cli.main import COMMANDS, run
from tests.docs.commands import paths
from tests.server import environ, free_port
from tests.shared_data import ROOT

FILE = "month,calls\n" + "".join(f"2026-{month:02}-01,{month % 4 + 10}\n" for month in range(1, 10))
ON_FILES = {
    ("read",): ["{file}"], ("analyse",): ["{file}"], ("chart",): ["{file}", "-o", "{folder}/calls.svg"],
    ("simulate",): ["--rules", "wheeler", "--length", "12", "--baseline", "all", "--runs", "200"],
}
IN_ORDER = {
    ("doctor",): [], ("import",): ["{file}", "--yes"], ("ledger", "verify"): [], ("ledger", "head"): [],
    ("ledger", "anchor"): ["{folder}/anchors.txt"], ("ledger", "export"): ["{folder}/ledger.jsonl"],
    ("backup",): ["{folder}/kept.backup"], ("drill",): ["{folder}/kept.backup"], ("restore",): ["{folder}/kept.backup", "--replace"],
    ("demo",): ["--close"],
    ("units", "import"): ["{folder}/units.csv", "--yes"], ("units", "list"): [], ("setup",): [],
}
"""Commands on a data directory, each run once, one after the other."""
ELSEWHERE = {
    ("serve",): "below", ("health",): "asks a server: tests/access/test_machines.py",
    ("move",): "needs a server: tests/faults/test_postgresql.py",
    ("units", "export"): "answers with a table: tests/unit/cli/test_units.py",
}
RUN_ALL = """
import contextlib, io, json, sys
from groundswell.cli.main import run
for arguments in json.loads(sys.argv[1]):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        code = run(arguments)
    sys.stdout.write(json.dumps([code, out.getvalue()]) + "\\n")
"""


def commands() -> list[tuple[str, ...]]:
    """Every command that does something: a group of commands does nothing itself."""
    def found(path: tuple[str, ...]) -> click.Command:
        command = import_module(COMMANDS[path[0]]).command
        for name in path[1:]:
            command = command.commands[name]
        return command

    return [path for path in paths() if not isinstance(found(path), click.Group)]


def test_every_command_is_tried_here() -> None:
    assert set(commands()) == {*ON_FILES, *IN_ORDER, *ELSEWHERE}


@pytest.fixture
def calls(tmp_path: Path) -> Path:
    """A folder with one small file."""
    (tmp_path / "calls.csv").write_text(FILE, encoding="utf-8")
    return tmp_path


def filled(path: tuple[str, ...], arguments: list[str], folder: Path) -> list[str]:
    return [*path, *(one.format(file=folder / "calls.csv", folder=folder) for one in arguments), "--json"]


@pytest.mark.parametrize("path", ON_FILES, ids=" ".join)
def test_commands_on_files_answer_in_json(path: tuple[str, ...], calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(filled(path, ON_FILES[path], calls)) == 0
    answer = json.loads(capsys.readouterr().out)
    expected = {"read": "observations", "analyse": "series", "chart": "sentence", "simulate": "rule_sets"}[path[0]]
    assert answer[expected]


def test_commands_on_the_data_directory_answer_in_json(calls: Path) -> None:
    (calls / "units.csv").write_text("name,parent\nHarbour,\nDocks,Harbour\n", encoding="utf-8")
    lines = [filled(path, arguments, calls) for path, arguments in IN_ORDER.items()]
    done = subprocess.run(
        [sys.executable, "-c", RUN_ALL, json.dumps(lines)], env=environ(calls / "data"), cwd=ROOT,
        capture_output=True, text=True, check=True, timeout=150,
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [code for code, _ in told] == [0] * len(IN_ORDER), done.stdout + done.stderr
    answers = dict(zip(IN_ORDER, (json.loads(out) for _, out in told), strict=True))
    assert answers["doctor",]["fine"] is True
    imported = answers["import",]
    assert imported["outcome"] == "stored" and imported["stored"] and imported["batch"]
    assert [one["value"] for one in imported["new"]] == ["11", "12", "13", "10", "11", "12", "13", "10", "11"]
    assert answers["ledger", "verify"]["whole"] is True
    heads = {answers[path]["head"] for path in (("ledger", "verify"), ("ledger", "head"), ("backup",), ("restore",))}
    assert len(heads) == 1
    assert answers["restore",]["kept"]
    assert answers["setup",]["code"]
    assert answers["drill",]["entries"] == answers["backup",]["entries"]
    assert "Docks" in json.dumps(answers["units", "list"])
    assert answers["demo",]["demo"] == "not_there"


def test_serve_gives_its_address_as_json(tmp_path: Path) -> None:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "groundswell.cli.main", "serve", "--no-browser", "--json", "--port", str(port)],
        env={**os.environ, **environ(tmp_path / "data")},
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )
    try:
        assert process.stdout is not None
        answer = json.loads(process.stdout.readline())
        assert answer["address"].startswith("http://") and answer["port"] == port and answer["share"] is None
    finally:
        process.terminate()
        process.wait(30)


def test_two_answers_on_one_output_are_refused(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["read", str(calls / "calls.csv"), "--json", "--jsonl"]) == 2
    out, err = capsys.readouterr()
    assert out == "" and "--jsonl" in err


def test_several_files_are_one_object(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (calls / "more.csv").write_text(FILE.replace("calls", "letters"), encoding="utf-8")
    (calls / "none.xlsx").write_bytes(b"PK\x03\x04 and no more")
    assert run(["read", str(calls), "--json"]) == 1
    files = json.loads(capsys.readouterr().out)["files"]
    assert [len(one.get("observations", ())) for one in files] == [9, 9, 0]
    assert files[2]["error"]["message"]
