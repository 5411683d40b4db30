"""Two programs that share no code say the same of every ledger: whole ones, tampered ones, sealed anew, cut. E3 to E5."""

import ast
import gzip
import io
import random
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from groundswell.records import opening
from groundswell.records.databases import database_file, plain_connection
from groundswell.records.ledger import exporting, verifying
from groundswell.records.ledger.anchors import anchors_in
from groundswell.records.settings import FILE_NAME
from tests.faults.second_verifier import FILE, loaded
from tests.faults.test_tampering import EDITS, EDITS_OF, SEED, UNTOUCHED, copy_of, fill, reseal

KEPT = Path(__file__).parents[1] / "kept"
PAGE = Path(__file__).parents[2] / "docs" / "ledger.md"
A_SAMPLE = 2 * len(EDITS_OF)
second = loaded()


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """As a stranger runs it: no package, no site-packages, nothing of ours on the path."""
    command = [sys.executable, "-I", "-S", str(FILE), *map(str, arguments)]
    return subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)


def exported(ledger: sqlite3.Connection, file: Path, *, with_words: bool = True) -> Path:
    out = io.StringIO()
    exporting.export(ledger, out, with_words=with_words)
    file.write_text(out.getvalue(), encoding="utf-8")
    return file


def test_it_is_one_file_of_the_standard_library_for_older_pythons_too() -> None:
    tree = ast.parse(FILE.read_text(encoding="utf-8"), feature_version=(3, 8))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "." for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert named and {name.partition(".")[0] for name in named} <= set(sys.stdlib_module_names)
    assert not named & {"socket", "ssl", "urllib", "http", "subprocess"}, "it reads a file and nothing else"


def test_it_makes_the_worked_vectors_of_the_page() -> None:
    batch = {"source_sha256": "0" * 64, "actor_ref": "c" * 26, "recorded_at": "2026-11-25T09:30:00.000000Z"}
    nothing = dict.fromkeys((*second.OBS1, *second.ACT1))
    act = {**nothing, "seq": 1, "id": "d" * 26, "kind": "batch", "payload": '{"what":"import"}', **batch}
    figure = {
        **nothing, "seq": 2, "kind": "observe", "measure": "a" * 26, "dims": "", "p_start": "2026-10-01", "p_end": "2026-11-01",
        "coef": "25125", "scale": 1, "presence": "value", "status": "final", "definition_version": 1, "sheet": "Sheet1", "cell": "F10",
        **batch,
    }
    restated = {
        **figure, "seq": 3, "kind": "restate", "org_unit": "b" * 26, "p_start": "2026-09-01", "p_end": "2026-10-01", "coef": "150",
        "scale": 2, "num_coef": "3", "num_scale": 0, "den_coef": "200", "den_scale": 0, "status": "revised", "definition_version": 2,
        "sheet": "U\u0308bersicht", "cell": "C7", "supersedes": 1, "reason_commit": "ab" * 32,
    }
    leaves = [second.leaf_of("act1", act), second.leaf_of("obs1", figure), second.leaf_of("obs1", restated)]
    root = second.merkle_root(leaves)
    head = second.sha256(b"\2", bytes(32), root, (1).to_bytes(8, "big"), (3).to_bytes(8, "big"))
    page = PAGE.read_text(encoding="utf-8")
    assert [one.hex() in page for one in (*leaves, root, head)] == [True] * 5


@pytest.mark.parametrize("release", sorted(folder.name for folder in KEPT.iterdir() if folder.is_dir()))
def test_kept_data_directories_are_whole_for_both(release: str, tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_bytes(gzip.decompress((KEPT / release / f"{FILE_NAME}.gz").read_bytes()))
    with plain_connection(tmp_path / FILE_NAME) as ledger:
        verdict = verifying.verify(ledger)
        file = exported(ledger, tmp_path / "ledger.jsonl", with_words=False)
    assert verdict.good
    for place in (tmp_path, tmp_path / FILE_NAME, file):
        ran = run(place, "--anchor", verdict.head.anchor.text)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        assert f"Head: {verdict.head.text}\n" in ran.stdout
        assert f"Anchor: {verdict.head.anchor.text}\n" in ran.stdout
        assert ("no words of people" in ran.stdout) is (place == file)


def both(edits: int, tmp_path: Path) -> tuple[int, list[str]]:
    """Seeded edits in turn of every sort: what one program missed, named otherwise, or said otherwise of the exported file."""
    chance, differ = random.Random(SEED), []
    clean = copy_of(database_file())
    for number in range(edits):
        ledger = sqlite3.connect(":memory:", isolation_level=None)
        clean.backup(ledger)
        what = EDITS_OF[number % len(EDITS_OF)](ledger, chance)
        ours = verifying.verify(ledger).broken
        theirs = second.check(ledger, []).broken
        read, words = second.load_export(str(exported(ledger, tmp_path / "tampered.jsonl")))
        from_file = second.check(read, [], words).broken
        if ours is None or theirs is None or from_file is None:
            differ.append(f"{what}: missed")
        elif not (ours.batch, ours.seq) == (theirs.batch, theirs.seq) == (from_file.batch, from_file.seq):
            places = [(one.batch, one.seq) for one in (ours, theirs, from_file)]
            differ.append(f"{what}: {places}")
        read.close()
        ledger.close()
    clean.close()
    return edits, differ


def test_E3_a_second_program_finds_every_sort_of_edit_at_the_same_place(data_directory: Path, tmp_path: Path) -> None:
    fill(SEED, batches=2)
    opening.close_all()
    edits, differ = both(A_SAMPLE, tmp_path)
    assert edits == A_SAMPLE >= 70
    assert differ == []


@pytest.mark.long
def test_E3_a_second_program_finds_all_one_thousand_edits_at_the_same_place(data_directory: Path, tmp_path: Path) -> None:
    fill(SEED)
    opening.close_all()
    edits, differ = both(EDITS, tmp_path)
    sys.stdout.write(f"seed {SEED}: {edits} edits, {len(differ)} told otherwise by the second program\n")
    assert differ == []


@pytest.mark.long
def test_E3_one_hundred_untouched_ledgers_are_clean_for_the_second_program(data_directory: Path) -> None:
    clean = 0
    for seed in range(UNTOUCHED):
        fill(seed, batches=1)
        with plain_connection(database_file()) as ledger:
            clean += second.check(ledger, []).broken is None
    assert clean == UNTOUCHED


def test_E3_the_second_program_with_hashing_off_is_red(data_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what finds the edits is the hashing."""
    fill(SEED, batches=2)
    opening.close_all()
    chance, clean, missed = random.Random(SEED), copy_of(database_file()), 0
    monkeypatch.setattr(second, "check_entries", lambda connection, batch: [
        leaf for (leaf,) in connection.execute("SELECT leaf FROM entry WHERE seq BETWEEN ? AND ?", (batch["first_seq"], batch["last_seq"]))
    ])
    for number in range(len(EDITS_OF)):
        ledger = sqlite3.connect(":memory:", isolation_level=None)
        clean.backup(ledger)
        EDITS_OF[number](ledger, chance)
        missed += second.check(ledger, [], words=False).broken is None
        ledger.close()
    assert missed > len(EDITS_OF) // 4


def grown() -> tuple[sqlite3.Connection, str, int]:
    """A ledger, two anchors of it as text (the first in full, the newest in short), and after how many entries the first was taken."""
    fill(SEED, batches=2)
    with plain_connection(database_file()) as ledger:
        early = verifying.head(ledger)
    fill(SEED + 1, batches=2)
    opening.close_all()
    ledger = copy_of(database_file())
    return ledger, f"Monday {early.text}\nTuesday {verifying.head(ledger).anchor.text}\n", early.entries


def held_against(ledger: sqlite3.Connection, kept: str, code: str, says: str, since: int) -> None:
    """Whole by itself; against the anchors both programs find the same, and say since when."""
    assert verifying.verify(ledger).good and second.check(ledger, []).broken is None, "by itself the chain is whole"
    verdict, finding = verifying.verify(ledger, anchors_in(kept)), second.check(ledger, second.anchors_in(kept))
    assert verdict.broken is not None and finding.broken is not None
    assert verdict.broken.code == code
    assert says in finding.broken.says
    assert verdict.since == finding.agrees_up_to == since


def test_E4_sealed_anew_is_found_by_both_programs_and_told_since_which_anchor(data_directory: Path) -> None:
    ledger, kept, since = grown()
    assert verifying.verify(ledger, anchors_in(kept)).good and second.check(ledger, second.anchors_in(kept)).broken is None
    ledger.execute("UPDATE observation SET coef = '1' WHERE seq = (SELECT max(seq) FROM observation WHERE coef IS NOT NULL)")
    reseal(ledger)
    held_against(ledger, kept, "anchor_differs", "sealed anew", since)


def test_E5_a_cut_end_is_found_by_both_programs_and_told_since_which_anchor(data_directory: Path) -> None:
    ledger, kept, since = grown()
    for table, key in (("batch", "last_seq"), ("entry", "seq"), ("observation", "seq"), ("act", "seq"), ("words", "seq")):
        ledger.execute(f"DELETE FROM {table} WHERE {key} > ?", (since,))
    held_against(ledger, kept, "anchor_beyond", "cut off", since)


def test_what_is_no_ledger_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("", encoding="utf-8")
    (tmp_path / "other.jsonl").write_text('{"format":"other"}\n', encoding="utf-8")
    (tmp_path / "newer.jsonl").write_text('{"format":"groundswell-ledger","version":2}\n', encoding="utf-8")
    (tmp_path / "half.jsonl").write_text('{"format":"groundswell-ledger","version":1}\n{"table":"batch","id":', encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\xff\xff")
    with sqlite3.connect(tmp_path / "other.sqlite3") as other:
        other.execute("CREATE TABLE t (x)")
    for name in ("absent", "empty.jsonl", "other.jsonl", "newer.jsonl", "half.jsonl", "picture.png", "other.sqlite3"):
        assert second.main([str(tmp_path / name)]) == 2, name
    ran = run(tmp_path / "absent")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert re.fullmatch(r"NOT CHECKED\. .*\n", ran.stderr)
    assert second.main([str(tmp_path / "empty.jsonl"), "--anchor", "nothing of the kind"]) == 2
