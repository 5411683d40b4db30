"""Somebody with the database file changes one thing: `verify` finds it. E3 to E5, with a red control."""

import random
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.records import opening
from groundswell.records.actors import local_actor
from groundswell.records.databases import database_file, plain_connection
from groundswell.records.ledger import encoding, merkle, verifying
from groundswell.records.ledger.encoding import OBS1, BatchFields, observation_leaves
from groundswell.records.lines import Line
from groundswell.records.services import intake, limits, measures, notes
from tests.intakes import intake_of, month

SEED = 20261125
EDITS, UNTOUCHED = 1000, 100


def fill(seed: int, batches: int = 5) -> None:
    """A ledger with figures, restatements, states, reasons, an undo and acts, through the services."""
    chance, actor = random.Random(seed), local_actor()
    for number in range(batches):
        rows = [
            (measure, place, month(at), None if chance.random() < 0.05 else f"{chance.randrange(10_000)}.{chance.randrange(10)}")
            for measure in ("Ferries", "Calls")
            for place in ("North pier", "South pier")
            for at in range(number, number + 8)
        ]
        stored = intake.store(actor, intake_of(rows, f"month {number}.csv"), reasons={"*": f"late returns {number}"})
        line = Line(stored.measure_ids[0], None)
        notes.note(actor, line, month(number), f"storm {number}", author="Mara Quill")
        limits.set_baseline(actor, line, 5 + number, "new rota")
        if number == 2 and stored.batch_ref:
            intake.retract(actor, stored.batch_ref, "wrong file")
    measures.define(actor, line.measure_id, MeasureDefinition("Ferries", direction=Direction.UP, owner="Ines"), reason="asked for")


def copy_of(path: Path) -> sqlite3.Connection:
    """The database in memory, without the triggers that would refuse the edit."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    with plain_connection(path) as source:
        source.backup(copy)
    for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        copy.execute(f"DROP TRIGGER {name}")
    return copy


Edit = Callable[[sqlite3.Connection, random.Random], str]


def changed(table: str, key: str, column: str, make: Callable[[Any, random.Random], Any], where: str = "1") -> Edit:
    """An edit of one column of one row."""

    def edit(ledger: sqlite3.Connection, chance: random.Random) -> str:
        rows = ledger.execute(f"SELECT {key}, {column} FROM {table} WHERE {where}").fetchall()
        name, old = chance.choice(rows)
        new = make(old, chance)
        assert new != old
        ledger.execute(f"UPDATE {table} SET {column} = ? WHERE {key} = ?", (new, name))
        return f"{table}.{column}"

    return edit


def other_digit(old: str, chance: random.Random) -> str:
    return str(int(old) + chance.choice((-1, 1, 10)))


def other_day(old: str, chance: random.Random) -> str:
    return old[:8] + ("02" if old[8:] != "02" else "03")


def one_of(*values: str | None) -> Callable[[Any, random.Random], Any]:
    return lambda old, chance: chance.choice([value for value in values if value != old])


def flipped(old: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(old))
    return old[:at] + bytes([old[at] ^ 1 << chance.randrange(8)]) + old[at + 1:]


def dropped(ledger: sqlite3.Connection, chance: random.Random) -> str:
    """A figure in the middle goes, with or without its leaf."""
    seq = chance.choice(ledger.execute("SELECT seq FROM observation").fetchall())[0]
    tables = chance.choice((("observation",), ("entry",), ("observation", "entry")))
    for table in tables:
        ledger.execute(f"DELETE FROM {table} WHERE seq = ?", (seq,))
    return "drop " + " and ".join(tables)


def dropped_batch(ledger: sqlite3.Connection, chance: random.Random) -> str:
    """A whole batch in the middle goes."""
    last = ledger.execute("SELECT max(id) FROM batch").fetchone()[0]
    first, end, number = ledger.execute("SELECT first_seq, last_seq, id FROM batch WHERE id = ?", (chance.randrange(1, last),)).fetchone()
    for table in ("entry", "observation", "act", "words"):
        ledger.execute(f"DELETE FROM {table} WHERE seq BETWEEN ? AND ?", (first, end))
    ledger.execute("DELETE FROM live_key WHERE batch_id = ?", (number,))
    ledger.execute("DELETE FROM batch WHERE id = ?", (number,))
    return "drop a batch"


def inserted(ledger: sqlite3.Connection, chance: random.Random) -> str:
    """A figure is put in at the end or in a gap that was made for it, with a leaf that fits its row."""
    columns = [row[1] for row in ledger.execute("PRAGMA table_info(observation)")]
    names = ",".join(columns)
    row = list(chance.choice(ledger.execute(f"SELECT {names} FROM observation WHERE kind <> 'retract'").fetchall()))
    row[0] = ledger.execute("SELECT max(seq) FROM entry").fetchone()[0] + 1
    row[columns.index("coef")] = "1"
    ledger.execute(f"INSERT INTO observation ({names}) VALUES ({','.join('?' * len(row))})", row)
    if chance.random() < 0.5:
        source = ledger.execute("SELECT source_sha256, actor_ref, recorded_at FROM batch WHERE source_sha256 IS NOT NULL").fetchone()
        leaf = observation_leaves([row[:20]], BatchFields(*source))[0]
        ledger.execute("INSERT INTO entry (seq, encoding, leaf) VALUES (?, ?, ?)", (row[0], OBS1, leaf))
    return "insert"


def swapped(ledger: sqlite3.Connection, chance: random.Random) -> str:
    """Two figures change places: numbers alone, or numbers and leaves."""
    seqs = [row[0] for row in ledger.execute("SELECT seq FROM observation WHERE kind <> 'retract'")]
    one, other = chance.sample(seqs, 2)
    tables = chance.choice((("observation",), ("entry",), ("observation", "entry")))
    for table in tables:
        for old, new in ((one, -1), (other, one), (-1, other)):
            ledger.execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", (new, old))
    return "swap " + " and ".join(tables)


def no_words(ledger: sqlite3.Connection, chance: random.Random) -> str:
    """A reason goes without an entry that says so."""
    ledger.execute("DELETE FROM words WHERE id = ?", chance.choice(ledger.execute("SELECT id FROM words").fetchall()))
    return "drop words"


FIGURES = "kind <> 'retract' AND coef IS NOT NULL"
EDITS_OF: tuple[Edit, ...] = (
    changed("observation", "seq", "coef", other_digit, FIGURES),
    changed("observation", "seq", "scale", lambda old, chance: old + 1, FIGURES),
    changed("observation", "seq", "p_start", other_day),
    changed("observation", "seq", "p_end", other_day),
    changed("observation", "seq", "presence", one_of("value", "missing", "suppressed"), "presence IS NOT NULL"),
    changed("observation", "seq", "status", one_of("final", "provisional", "estimated"), "status IS NOT NULL"),
    changed("observation", "seq", "cell", one_of("A1", "Z99"), "cell IS NOT NULL"),
    changed("observation", "seq", "sheet", one_of("Other"), "sheet IS NOT NULL"),
    changed("observation", "seq", "kind", one_of("observe", "restate", "retract")),
    changed("observation", "seq", "org_unit", one_of(None, "x" * 26)),
    changed("observation", "seq", "measure", one_of("y" * 26)),
    changed("observation", "seq", "supersedes", lambda old, chance: (old or 0) + 1),
    changed("observation", "seq", "definition_version", lambda old, chance: old + 1),
    changed("observation", "seq", "reason_commit", one_of(None, "0" * 64), "reason_commit IS NOT NULL"),
    changed("observation", "seq", "mark", one_of(None, "c"), "mark IS NOT NULL"),
    changed("act", "seq", "payload", lambda old, chance: old.replace(":", ": ", 1)),
    changed("act", "seq", "day", other_day, "day IS NOT NULL"),
    changed("act", "seq", "kind", one_of("note", "exclude")),
    changed("act", "seq", "supersedes", lambda old, chance: (old or 0) + 1),
    changed("entry", "seq", "leaf", flipped),
    changed("entry", "seq", "encoding", one_of("obs1", "act1")),
    changed("batch", "id", "root", flipped),
    changed("batch", "id", "head", flipped),
    changed("batch", "id", "prev_head", flipped),
    changed("batch", "id", "n", lambda old, chance: old + 1),
    changed("batch", "id", "source_sha256", one_of("1" * 64), "source_sha256 IS NOT NULL"),
    changed("batch", "id", "actor_ref", one_of("z" * 26)),
    changed("batch", "id", "recorded_at", one_of("2020-01-01T00:00:00.000000Z")),
    changed("batch", "id", "ref", lambda old, chance: old[::-1]),
    changed("words", "id", "text", lambda old, chance: old + "."),
    changed("words", "id", "salt", flipped),
    dropped,
    dropped_batch,
    inserted,
    swapped,
    no_words,
)


@dataclass
class Count:
    edits: int = 0
    found: int = 0
    named: int = 0


def tamper(path: Path, edits: int) -> tuple[Count, list[str]]:
    """Seeded edits in turn of every sort, each on a fresh copy."""
    chance, count, missed = random.Random(SEED), Count(), []
    clean = copy_of(path)
    for number in range(edits):
        ledger = sqlite3.connect(":memory:", isolation_level=None)
        clean.backup(ledger)
        what = EDITS_OF[number % len(EDITS_OF)](ledger, chance)
        verdict = verifying.verify(ledger)
        count.edits += 1
        count.found += not verdict.good
        count.named += verdict.broken is not None and (verdict.broken.seq is not None or verdict.broken.batch is not None)
        if verdict.good:
            missed.append(what)
        ledger.close()
    clean.close()
    return count, missed


def test_E3_one_thousand_edits_are_all_found_and_named(data_directory: Path) -> None:
    fill(SEED)
    opening.close_all()
    count, missed = tamper(database_file(), EDITS)
    sys.stdout.write(f"seed {SEED}: {count.edits} edits, {count.found} found, {count.named} with the entry or batch named\n")
    assert count.edits >= EDITS
    assert missed == []
    assert count.named == count.edits


def test_E3_the_control_with_hashing_off_is_red(data_directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Nothing:
        def digest(self) -> bytes:
            return bytes(32)

        def hexdigest(self) -> str:
            return "0" * 64

    for module in (encoding, merkle):
        monkeypatch.setattr(module, "sha256", lambda content: Nothing())
    fill(SEED)
    opening.close_all()
    count, missed = tamper(database_file(), 200)
    sys.stdout.write(f"hashing off (red control): {len(missed)} of {count.edits} edits missed\n")
    assert len(missed) > count.edits // 4


@pytest.mark.parametrize("ledgers", [12, pytest.param(UNTOUCHED, marks=pytest.mark.long)])
def test_E3_untouched_ledgers_are_clean(data_directory: Path, ledgers: int) -> None:
    clean = 0
    for seed in range(ledgers):
        fill(seed, batches=1)
        with plain_connection(database_file()) as connection:
            clean += verifying.verify(connection).good
    assert clean == ledgers


def test_E4_a_ledger_sealed_anew_is_found_against_a_head_kept_elsewhere(data_directory: Path) -> None:
    fill(SEED)
    opening.close_all()
    ledger = copy_of(database_file())
    kept = verifying.head(ledger)
    ledger.execute("UPDATE observation SET coef = '1' WHERE seq = (SELECT min(seq) FROM observation)")
    reseal(ledger)
    assert verifying.verify(ledger).good, "without an anchor the chain is only as good as its last writer"
    broken = verifying.verify(ledger, [kept.anchor]).broken
    assert broken is not None
    assert broken.code == "anchor_differs"


def reseal(ledger: sqlite3.Connection) -> None:
    """What an insider does: every leaf, root and head again from the changed rows."""
    previous = merkle.GENESIS
    names = ",".join(encoding.ObservationFields._fields)
    acts = ",".join(encoding.ActFields._fields)
    rows = ledger.execute("SELECT id, first_seq, last_seq, n, source_sha256, actor_ref, recorded_at FROM batch ORDER BY id").fetchall()
    for number, first, last, n, *own in rows:
        fields = BatchFields(*own)
        figures = ledger.execute(f"SELECT {names} FROM observation WHERE seq BETWEEN ? AND ?", (first, last)).fetchall()
        leaves = dict(zip((row[0] for row in figures), observation_leaves(figures, fields), strict=True))
        for row in ledger.execute(f"SELECT {acts} FROM act WHERE seq BETWEEN ? AND ?", (first, last)).fetchall():
            leaves[row[0]] = encoding.act_leaf(encoding.ActFields(*row), fields)
        ledger.executemany("UPDATE entry SET leaf = ? WHERE seq = ?", [(leaf, seq) for seq, leaf in leaves.items()])
        root = merkle.root([leaves[seq] for seq in sorted(leaves)])
        head = merkle.next_head(previous, root, number, n)
        ledger.execute("UPDATE batch SET root = ?, prev_head = ?, head = ? WHERE id = ?", (root, previous, head, number))
        previous = head


def test_E5_a_cut_tail_and_an_old_copy_are_found_against_a_head_kept_elsewhere(data_directory: Path) -> None:
    fill(SEED, batches=3)
    with plain_connection(database_file()) as connection:
        early = verifying.head(connection)
    fill(SEED + 1, batches=3)
    opening.close_all()
    ledger = copy_of(database_file())
    late = verifying.head(ledger)
    assert verifying.verify(ledger, [early.anchor]).good
    assert verifying.verify(ledger, [late.anchor]).good
    for table, key in (("batch", "last_seq"), ("entry", "seq"), ("observation", "seq"), ("act", "seq"), ("words", "seq")):
        ledger.execute(f"DELETE FROM {table} WHERE {key} > ?", (early.entries,))
    assert verifying.verify(ledger).good
    assert not verifying.verify(ledger, [late.anchor]).good
    assert verifying.verify(ledger, [early.anchor]).good


def test_the_leaf_is_that_of_the_row_that_charts_read(data_directory: Path) -> None:
    fill(SEED, batches=1)
    with plain_connection(database_file()) as connection:
        row = connection.execute(
            f"SELECT {','.join(encoding.ObservationFields._fields)} FROM observation WHERE kind = 'observe' LIMIT 1"
        ).fetchone()
        own = connection.execute(
            "SELECT source_sha256, actor_ref, recorded_at FROM batch WHERE ? BETWEEN first_seq AND last_seq", (row[0],)
        ).fetchone()
        (leaf,) = connection.execute("SELECT leaf FROM entry WHERE seq = ?", (row[0],)).fetchone()
    assert sha256(b"\0" + encoding.obs1(encoding.ObservationFields(*row), BatchFields(*own))).digest() == leaf
