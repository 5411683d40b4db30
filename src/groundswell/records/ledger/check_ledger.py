#!/usr/bin/env python3
"""Check a Groundswell record of changes without Groundswell: one file, nothing to install, Python 3.8 or newer.

    python3 check_ledger.py DATA_DIRECTORY
    python3 check_ledger.py records.sqlite3 --anchor anchors.txt
    python3 check_ledger.py ledger.jsonl --anchor "468-K7QM-2XPA-9TRC-55ZD-1BQ8"

Exit code 0: whole. 1: broken, with the first entry or batch that does not fit. 2: it cannot be checked.

It was written from docs/ledger.md and shares no code with the product: two programs that agree are better evidence than one.
It reads only; it opens no network connection.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import os
import re
import sqlite3
import sys
import unicodedata
from collections.abc import Iterator
from typing import Any, NamedTuple

FILE_NAME = "records.sqlite3"
OBS1 = (
    "seq", "kind", "measure", "org_unit", "dims", "p_start", "p_end", "coef", "scale", "num_coef", "num_scale", "den_coef", "den_scale",
    "presence", "status", "definition_version", "source_sha256", "sheet", "cell", "supersedes", "actor_ref", "reason_commit", "recorded_at",
)
ACT1 = ("seq", "id", "kind", "measure", "org_unit", "day", "payload", "supersedes", "reason_commit", "actor_ref", "recorded_at")
OF_THE_BATCH = ("source_sha256", "actor_ref", "recorded_at")
BYTES = ("leaf", "root", "prev_head", "head", "salt")
NEEDED = {
    "batch": ("id",), "entry": ("seq", "encoding", "leaf"), "observation": OBS1, "act": ACT1, "words": ("seq", "field", "salt", "text"),
}
KNOWN_VERSIONS = (1,)
WHOLE, BROKEN, NOT_CHECKABLE = 0, 1, 2

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
FULL_ANCHOR = re.compile(r"(?<![\w-])([0-9]{1,18})-([0-9]{1,18})-([0-9A-Fa-f]{64})(?!\w)")
DASHES = "\u2010-\u2015\u2212-"
SHORT_ANCHOR = "(?<![\\w-])([0-9]{1,18})((?:[%s]{1,3}[0-9A-TV-Za-tv-z]{4}){5})(?![\\w-])"


class BrokenError(Exception):
    """The first thing that does not fit: the batch and the entry to blame, where there is one."""

    def __init__(self, says: str, batch: int | None = None, seq: int | None = None) -> None:
        super().__init__(says)
        self.says, self.batch, self.seq = says, batch, seq


class NotCheckableError(Exception):
    """There is no ledger there, or one of a kind that this file does not know."""


class Anchor(NamedTuple):
    """A head kept elsewhere: entries and short code, and the whole ``batches-entries-digest`` where that was kept."""

    entries: int
    code: str
    full: str | None


class Finding(NamedTuple):
    """The answer: how far the ledger goes, what is broken first, and up to which entry it agrees with what was kept elsewhere."""

    batches: int
    entries: int
    head: str
    broken: BrokenError | None
    erased: int
    agrees_up_to: int


# --- the chain


def sha256(*parts: bytes) -> bytes:
    """SHA-256 of the parts, one after the other."""
    return hashlib.sha256(b"".join(parts)).digest()


def encoded(values: list[Any]) -> bytes:
    """Fields as bytes: a length of 4 bytes and UTF-8 in NFC; null is FFFFFFFF; an integer is its decimal digits."""
    out = []
    for value in values:
        if value is None:
            out.append(b"\xff\xff\xff\xff")
        else:
            text = unicodedata.normalize("NFC", str(value)).encode("utf-8", "surrogatepass")
            out.append(len(text).to_bytes(4, "big") + text)
    return b"".join(out)


def merkle_root(leaves: list[bytes]) -> bytes:
    """The root as RFC 6962 defines it: split at the largest power of two that is smaller than the number of leaves."""
    if len(leaves) == 1:
        return leaves[0]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    return sha256(b"\x01", merkle_root(leaves[:split]), merkle_root(leaves[split:]))


def rows(connection: sqlite3.Connection, table: str, first: int, last: int) -> Iterator[dict[str, Any]]:
    """Rows of a table whose number lies in the range, in order."""
    cursor = connection.execute(f"SELECT * FROM {table} WHERE seq BETWEEN ? AND ? ORDER BY seq", (first, last))
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield {name: row[at] for at, name in enumerate(names)}


def batches(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """Every batch, in order of its number."""
    cursor = connection.execute("SELECT * FROM batch ORDER BY id")
    names = [column[0] for column in cursor.description]
    return [{name: row[at] for at, name in enumerate(names)} for row in cursor]


def check_opening(batch: dict[str, Any], act: dict[str, Any] | None) -> dict[str, Any]:
    """The first act of a batch says what the batch is; its id is the batch's ref."""
    number, first = batch["id"], batch["first_seq"]
    if act is None or act["kind"] != "batch" or act["id"] != batch["ref"]:
        raise BrokenError("the batch does not open with its own act", number, first)
    try:
        opening = json.loads(act["payload"])
        version = opening["version"]
    except (ValueError, TypeError, KeyError):
        raise BrokenError("the act that opens the batch was changed", number, first) from None
    if version not in KNOWN_VERSIONS:
        raise NotCheckableError(f"batch {number} is of version {version}, which this file does not know")
    return dict(opening)


def check_entries(connection: sqlite3.Connection, batch: dict[str, Any]) -> list[bytes]:
    """Each leaf of a batch worked out again from its row. Returns the leaves, in order."""
    number, first, last = batch["id"], batch["first_seq"], batch["last_seq"]
    opening = check_opening(batch, next(rows(connection, "act", first, first), None))
    common = {name: batch[name] for name in OF_THE_BATCH}
    stored = rows(connection, "entry", first, last)
    sources = {"obs1": rows(connection, "observation", first, last), "act1": rows(connection, "act", first, last)}
    waiting = {name: next(source, None) for name, source in sources.items()}
    leaves, marks = [], hashlib.sha256()
    marked = False
    entry = next(stored, None)
    for seq in range(first, last + 1):
        if entry is None or entry["seq"] != seq:
            raise BrokenError("the entry is missing", number, seq)
        named = [name for name, row in waiting.items() if row is not None and row["seq"] == seq]
        if not named:
            raise BrokenError("what the entry says is missing", number, seq)
        row, following = waiting[named[0]] or {}, next(sources[named[0]], None)
        waiting[named[0]] = following
        checked, entry = entry, next(stored, None)
        twice = len(named) > 1 or (following is not None and following["seq"] == seq) or (entry is not None and entry["seq"] == seq)
        if twice:
            raise BrokenError("the entry is there twice", number, seq)
        leaf = leaf_of(named[0], {**row, **common})
        if checked["encoding"] != named[0] or checked["leaf"] != leaf:
            raise BrokenError("the entry was changed", number, seq)
        leaves.append(leaf)
        if row.get("mark") is not None:
            marked = True
            marks.update(f"{seq}\0{row['mark']}\0".encode("utf-8", "surrogatepass"))
    if opening.get("marks") != (marks.hexdigest() if marked else ""):
        raise BrokenError("the text of a cell was changed", number)
    return leaves


def leaf_of(encoding: str, row: dict[str, Any]) -> bytes:
    """SHA-256 of 00 and the encoding of a row together with what its batch holds once."""
    values = [row[name] for name in OBS1] if encoding == "obs1" else ["act1"] + [row[name] for name in ACT1]
    return sha256(b"\x00", encoded(values))


def check_chain(connection: sqlite3.Connection, heads: dict[int, tuple[int, bytes]]) -> None:
    """Every batch in order. ``heads`` gets entries -> (batches, head), as far as it went."""
    previous, following = bytes(32), 1
    heads[0] = (0, previous)
    for number, batch in enumerate(batches(connection), 1):
        if batch["id"] != number:
            raise BrokenError("the batch is missing", number)
        first, last, n = batch["first_seq"], batch["last_seq"], batch["n"]
        if not all(isinstance(one, int) for one in (first, last, n)) or first != following or n < 1 or last != first + n - 1:
            raise BrokenError("the batch does not hold the entries that it says", number, following)
        root = merkle_root(check_entries(connection, batch))
        if batch["root"] != root:
            raise BrokenError("the entries of the batch do not give its root", number)
        if batch["prev_head"] != previous:
            raise BrokenError("the batch does not follow the one before it", number)
        previous = sha256(b"\x02", previous, root, number.to_bytes(8, "big"), n.to_bytes(8, "big"))
        if batch["head"] != previous:
            raise BrokenError("the head of the batch was changed", number)
        following = last + 1
        heads[last] = (number, previous)
    for table in ("entry", "observation", "act"):
        query = f"SELECT seq FROM {table} WHERE seq IS NULL OR seq < 1 OR seq >= ? ORDER BY seq LIMIT 1"
        outside = connection.execute(query, (following,)).fetchone()
        if outside is not None:
            raise BrokenError("the entry belongs to no batch", None, outside[0])


# --- words of people


def commitments(connection: sqlite3.Connection) -> Iterator[tuple[int, str, str]]:
    """Entry, field and salted digest of every text that the ledger took in by its digest alone."""
    for table in ("observation", "act"):
        for seq, commit in connection.execute(f"SELECT seq, reason_commit FROM {table} WHERE reason_commit IS NOT NULL"):
            yield seq, "reason", commit
    for seq, payload in connection.execute("SELECT seq, payload FROM act"):
        for name, commit in json.loads(payload).items():
            if name.endswith("_commit"):
                yield seq, name[: -len("_commit")], commit


def check_words(connection: sqlite3.Connection) -> int:
    """Each text fits its digest; one that is gone was erased by an entry that says so. Returns how many were erased."""
    kept: dict[tuple[int, str], tuple[bytes, str]] = {}
    for seq, name, salt, text in connection.execute("SELECT seq, field, salt, text FROM words"):
        if (seq, name) in kept:
            raise BrokenError("there are two texts for the entry", None, seq)
        kept[seq, name] = (salt, text)
    gone: set[tuple[int, str]] = set()
    for (payload,) in connection.execute("SELECT payload FROM act WHERE kind = 'erase'"):
        gone |= {(one["seq"], one["field"]) for one in json.loads(payload)["erased"]}
    erased = 0
    for seq, name, commit in commitments(connection):
        words = kept.pop((seq, name), None)
        if words is None and (seq, name) not in gone:
            raise BrokenError("the words of the entry are gone, and no entry says that they were erased", None, seq)
        if words is None:
            erased += 1
        elif sha256(bytes(words[0]), str(words[1]).encode("utf-8", "surrogatepass")).hex() != commit:
            raise BrokenError("the words of the entry were changed", None, seq)
    if kept:
        raise BrokenError("there are words for an entry that has none", None, min(kept)[0])
    return erased


# --- anchors


def code_of(head: bytes) -> str:
    """The first 100 bits of a head in five groups of four letters."""
    standard = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)
    letters = base64.b32encode(head).decode("ascii").translate(standard)[:20]
    return "-".join(letters[at : at + 4] for at in range(0, 20, 4))


def anchors_in(text: str) -> list[Anchor]:
    """Every anchor of a text, in order of entries."""
    found = []
    for count, entries, digest in FULL_ANCHOR.findall(text):
        full = f"{int(count)}-{int(entries)}-{digest.lower()}"
        found.append(Anchor(int(entries), code_of(bytes.fromhex(digest)), full))
    known = {(one.entries, one.code) for one in found}
    short = re.findall(SHORT_ANCHOR % DASHES, text) or ([] if found else re.findall(SHORT_ANCHOR % (r"\s" + DASHES), text))
    for entries, letters in short:
        bare = re.sub("[^0-9A-Z]", "", letters.upper()).replace("O", "0").replace("I", "1").replace("L", "1")
        code = "-".join(bare[at : at + 4] for at in range(0, 20, 4))
        if (int(entries), code) not in known:
            found.append(Anchor(int(entries), code, None))
    return sorted(set(found), key=lambda one: (one.entries, one.code, one.full or ""))


def met(anchor: Anchor, heads: dict[int, tuple[int, bytes]]) -> bool:
    """Whether the ledger once stood at that anchor."""
    if anchor.entries not in heads:
        return False
    number, head = heads[anchor.entries]
    if anchor.full is not None:
        return anchor.full == f"{number}-{anchor.entries}-{head.hex()}"
    return anchor.code == code_of(head)


def check_anchors(anchors: list[Anchor], heads: dict[int, tuple[int, bytes]]) -> None:
    """Each anchor is met."""
    last = max(heads)
    for anchor in anchors:
        if not met(anchor, heads):
            if anchor.entries > last:
                why = f"and the ledger holds {last}: its end was cut off, or an older copy was put back"
            else:
                why = "and does not fit: something up to there was changed, and the ledger sealed anew"
            raise BrokenError(f"the anchor was taken after {anchor.entries} entries, {why}")


# --- where the ledger is read from


def check(connection: sqlite3.Connection, anchors: list[Anchor], words: bool = True) -> Finding:
    """The whole check on an open database. Raises NotCheckableError."""
    heads: dict[int, tuple[int, bytes]] = {}
    broken, erased = None, 0
    try:
        check_chain(connection, heads)
        if words:
            erased = check_words(connection)
        check_anchors(anchors, heads)
    except BrokenError as found:
        broken = found
    except (sqlite3.DatabaseError, KeyError) as error:
        raise NotCheckableError(f"there is no ledger of a known kind ({error})") from error
    reached = max(heads)
    agrees = max([one.entries for one in anchors if met(one, heads)] or [0])
    return Finding(heads[reached][0], reached, heads[reached][1].hex(), broken, erased, agrees)


def open_database(path: str) -> sqlite3.Connection:
    """A database, read only."""
    uri = "file:" + os.path.abspath(path).replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    left = path + "-wal"
    unfinished = os.path.exists(left) and os.path.getsize(left) > 0
    for options in ("?mode=ro", *(() if unfinished else ("?mode=ro&immutable=1",))):
        connection = sqlite3.connect(uri + options, uri=True)
        try:
            connection.execute("SELECT count(*) FROM batch")
            connection.execute("BEGIN")
        except sqlite3.DatabaseError as error:
            connection.close()
            reason = str(error)
        else:
            return connection
    raise NotCheckableError(f"{path} holds no ledger that can be read ({reason})")


def load_export(path: str) -> tuple[sqlite3.Connection, bool]:
    """An exported ledger as tables in memory, without any rule that would hide a second row; and whether it holds words."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    made: dict[str, list[str]] = {}
    try:
        with open(path, encoding="utf-8") as lines:
            start = json.loads(next(lines, ""))
            if start.get("format") != "groundswell-ledger" or start.get("version") != 1:
                raise NotCheckableError(f"{path} is not an exported ledger of version 1")
            for line in lines:
                row = json.loads(line)
                table = row.pop("table")
                if table not in NEEDED:
                    raise NotCheckableError(f"{path} holds a table {table!r}, which this file does not know")
                if table not in made:
                    made[table] = sorted(row)
                    columns = ",".join(f'"{name}"' for name in made[table])
                    connection.execute(f"CREATE TABLE {table} ({columns})")
                values = [bytes.fromhex(row[name]) if name in BYTES and row[name] is not None else row[name] for name in made[table]]
                connection.execute(f"INSERT INTO {table} VALUES ({','.join('?' * len(values))})", values)
    except (ValueError, KeyError, TypeError, AttributeError, sqlite3.Error) as error:
        raise NotCheckableError(f"{path} is not an exported ledger ({error})") from error
    for table, names in NEEDED.items():
        if table not in made:
            connection.execute(f"CREATE TABLE {table} ({','.join(names)})")
        elif table != "batch":
            connection.execute(f"CREATE INDEX {table}_seq ON {table} (seq)")
    return connection, bool(start.get("words"))


def opened(path: str) -> tuple[sqlite3.Connection, bool]:
    """The ledger of a data directory, a database file or an export, and whether its words can be checked."""
    if os.path.isdir(path):
        path = os.path.join(path, FILE_NAME)
    try:
        with open(path, "rb") as file:
            start = file.read(16)
    except OSError as error:
        raise NotCheckableError(f"{path} cannot be read ({error.strerror})") from error
    if start == b"SQLite format 3\x00":
        return open_database(path), True
    return load_export(path)


def kept_elsewhere(given: list[str]) -> list[Anchor]:
    """Anchors of files, or of the texts themselves. Raises NotCheckableError."""
    found: list[Anchor] = []
    for one in given:
        text = one
        if os.path.isfile(one):
            with open(one, encoding="utf-8", errors="replace") as file:
                text = file.read()
        anchors = anchors_in(text)
        if not anchors:
            raise NotCheckableError(f"there is no anchor in {one[:60]!r}")
        found += anchors
    return sorted(set(found), key=lambda one: (one.entries, one.code, one.full or ""))


def told(finding: Finding, anchors: list[Anchor], words: bool) -> Iterator[str]:
    """The answer in sentences."""
    if finding.broken is not None:
        named = (("batch", finding.broken.batch), ("entry", finding.broken.seq))
        where = ", ".join(f"{name} {number}" for name, number in named if number is not None)
        yield "BROKEN. " + (where + ": " if where else "") + finding.broken.says + "."
        if finding.agrees_up_to:
            yield f"Up to entry {finding.agrees_up_to} it agrees with an anchor that was kept elsewhere."
        return
    yield f"WHOLE. Entries: {finding.entries}. Batches: {finding.batches}."
    yield f"Head: {finding.batches}-{finding.entries}-{finding.head}"
    yield f"Anchor: {finding.entries}-{code_of(bytes.fromhex(finding.head))}"
    if not words:
        yield "The export holds no words of people (reasons, notes, names): their digests were checked, the words were not."
    elif finding.erased:
        yield f"Words that were erased, each by an entry that says so: {finding.erased}."
    if anchors:
        yield f"Anchors kept elsewhere: {len(anchors)}, all met."
    else:
        yield "A cut end, or a ledger that was sealed anew, shows only against an anchor kept elsewhere: --anchor."


def main(arguments: list[str] | None = None) -> int:
    """The command line. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Check a Groundswell record of changes without Groundswell.")
    parser.add_argument("ledger", help=f"a data directory, its {FILE_NAME}, a backup, or an exported ledger")
    parser.add_argument("--anchor", action="append", default=[], metavar="FILE|TEXT", help="one kept elsewhere, or a file of them")
    given = parser.parse_args(arguments)
    try:
        anchors = kept_elsewhere(given.anchor)
        connection, words = opened(given.ledger)
        try:
            finding = check(connection, anchors, words)
        finally:
            connection.close()
    except NotCheckableError as error:
        sys.stderr.write(f"NOT CHECKED. {error}\n")
        return NOT_CHECKABLE
    sys.stdout.write("\n".join(told(finding, anchors, words)) + "\n")
    return WHOLE if finding.broken is None else BROKEN


if __name__ == "__main__":
    sys.exit(main())
