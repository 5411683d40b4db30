"""``groundswell ledger`` from a shell: an anchor is put away, checked later, and a record that does not fit says so and since when."""

import json
import subprocess
import sys
from pathlib import Path

from tests.server import ROOT, environ
from tests.unit.cli.test_json_answers import FILE, RUN_ALL

OTHER = FILE.replace("11", "12")


def run_all(folder: Path, *lines: list[str]) -> list[tuple[int, str]]:
    done = subprocess.run(
        [sys.executable, "-c", RUN_ALL, json.dumps(lines)], env=environ(folder / "data"), cwd=ROOT,
        capture_output=True, text=True, check=True, timeout=150,
    )
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


def test_an_anchor_is_kept_in_a_file_and_checked_later(tmp_path: Path) -> None:
    (tmp_path / "calls.csv").write_text(FILE, encoding="utf-8")
    (tmp_path / "more.csv").write_text(OTHER, encoding="utf-8")
    kept, record, backup = (str(tmp_path / name) for name in ("anchors.txt", "ledger.jsonl", "early.backup"))
    told = run_all(
        tmp_path,
        ["import", str(tmp_path / "calls.csv"), "--yes"], ["ledger", "anchor", kept], ["ledger", "anchor"], ["backup", backup],
        ["import", str(tmp_path / "more.csv"), "--yes"], ["ledger", "anchor", kept], ["ledger", "verify", "--anchor", kept],
        ["ledger", "export", record], ["ledger", "export", record], ["ledger", "verify", "--head", "no anchor"],
        ["restore", backup, "--replace"], ["ledger", "verify"], ["ledger", "verify", "--anchor", kept],
        ["ledger", "anchor", "--mail"], ["ledger", "anchor", "--mail", "auditor@elsewhere.example"],
    )
    codes = [code for code, _ in told]
    assert codes == [0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 0, 0, 1, 2, 2], told
    first, second = (line for line in Path(kept).read_text("utf-8").splitlines() if "anchor: " in line)
    assert "  entries: " in first and first.split("anchor: ")[1].split()[0] in told[2][1]
    assert "It agrees with all 2 anchors that you kept" in told[6][1]
    entries = [line.split("entries: ")[1].split()[0] for line in (first, second)]
    assert "its end was cut off, or an older copy was put back" in told[12][1]
    assert f"Up to entry {entries[0]} it agrees with an anchor that you kept" in told[12][1]
    assert "The record does not agree with what you kept." in told[12][1]
    start = json.loads(Path(record).read_text("utf-8").splitlines()[0])
    assert (start["format"], start["version"], start["words"]) == ("groundswell-ledger", 1, False)
