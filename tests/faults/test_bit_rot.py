"""One byte of the file flips: what it changed of the ledger is found, in the record and in a backup. B7."""

import random
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from groundswell.errors import UserError
from groundswell.records import backups
from groundswell.records.ledger import verifying
from tests.faults.test_tampering import SEED, fill

TABLES = ("batch", "entry", "observation", "act", "words")
FEW, MANY = 40, 500


@dataclass
class Count:
    flips: int = 0
    found: int = 0
    harmless: int = 0
    missed: int = 0
    missed_by_sqlite_alone: int = 0


def opened(content: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(content)
    return connection


def ledger_pages(content: bytes) -> list[tuple[int, int]]:
    """Where the pages of the ledger's tables and their indexes lie: first byte, bytes."""
    with closing(opened(content)) as connection:
        try:
            names = ",".join(f"'{table}'" for table in TABLES)
            query = f"SELECT pgoffset, pgsize FROM dbstat WHERE name IN (SELECT name FROM sqlite_master WHERE tbl_name IN ({names}))"
            return list(connection.execute(query))
        except sqlite3.OperationalError:
            pytest.skip("this SQLite has no dbstat: the ledger's pages cannot be told from others")


def rows(connection: sqlite3.Connection) -> list[list[tuple[object, ...]]] | None:
    """All the ledger says; None where it cannot be read."""
    try:
        return [connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall() for table in TABLES]
    except (sqlite3.Error, UnicodeDecodeError, OverflowError):
        return None


def sqlite_says(connection: sqlite3.Connection) -> bool:
    try:
        return bool(connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def verify_says(connection: sqlite3.Connection) -> bool:
    try:
        return verifying.verify(connection).good
    except UserError:
        return False


def flipped(content: bytes, places: list[tuple[int, int]], chance: random.Random) -> bytes:
    start, size = chance.choice(places)
    at = start + chance.randrange(size)
    return content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]


def rot(content: bytes, flips: int) -> Count:
    chance, count, places = random.Random(SEED), Count(), ledger_pages(content)
    with closing(opened(content)) as connection:
        whole = rows(connection)
        assert whole is not None
        assert sqlite_says(connection)
        assert verify_says(connection), "untouched, nothing is found"
    for _ in range(flips):
        with closing(opened(flipped(content, places, chance))) as connection:
            count.flips += 1
            sound = sqlite_says(connection)
            if not sound or not verify_says(connection):
                count.found += 1
                count.missed_by_sqlite_alone += sound
            elif rows(connection) == whole:
                count.harmless += 1
            else:
                count.missed += 1
    return count


def backup_of(folder: Path) -> Path:
    fill(SEED, batches=4)
    backups.back_up(folder / "backup.sqlite3")
    return folder / "backup.sqlite3"


def held(content: bytes, flips: int) -> None:
    count = rot(content, flips)
    sys.stdout.write(f"seed {SEED}: {count}\n")
    assert count.missed == 0
    assert count.found >= flips // 4, "the floor: many flips hit something that is in use"
    assert count.missed_by_sqlite_alone >= flips // 20, "the red control: without the ledger's own check these would stand"


def test_B7_forty_flipped_bytes_in_the_ledger_are_found_or_change_nothing(data_directory: Path, tmp_path: Path) -> None:
    held(backup_of(tmp_path).read_bytes(), FEW)


@pytest.mark.long
def test_B7_five_hundred_flipped_bytes_in_the_ledger_are_found_or_change_nothing(data_directory: Path, tmp_path: Path) -> None:
    held(backup_of(tmp_path).read_bytes(), MANY)


def refusal(file: Path) -> str | None:
    """The code of why it is not restored."""
    try:
        backups.checked(file)
    except UserError as error:
        return error.code
    return None


@pytest.mark.long
def test_B7_a_backup_with_a_flipped_byte_is_not_restored(data_directory: Path, tmp_path: Path) -> None:
    file = backup_of(tmp_path)
    content, chance, refused = file.read_bytes(), random.Random(SEED), 0
    places = ledger_pages(content)
    with closing(opened(content)) as connection:
        whole = rows(connection)
    for _ in range(200):
        file.write_bytes(flipped(content, places, chance))
        code = refusal(file)
        if code is not None:
            assert code.startswith("backup_")
            refused += 1
            continue
        with closing(opened(file.read_bytes())) as connection:
            assert rows(connection) == whole
    assert refused >= 50
