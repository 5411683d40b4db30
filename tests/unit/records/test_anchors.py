"""Anchors: what is written down elsewhere, in which spellings it is read again, and what a check against it says."""

import sqlite3
from base64 import b32encode
from datetime import UTC, datetime
from pathlib import Path

import pytest

from groundswell.errors import UserError
from groundswell.records.ledger import anchor_files
from groundswell.records.ledger.anchors import ALPHABET, Anchor, Head, anchors_in, code_of

DIGEST = "6a8a8eac1b03a9f21006f4d5b56a631f682ecab5c14b824b171ae5a343509c06"
HEAD = Head(1, 3, DIGEST)
SHORT = "3-DA58-XB0V-0EMZ-4406-YKAV"
AT = datetime(2026, 11, 29, 19, 5, tzinfo=UTC)


def test_the_code_is_the_first_hundred_bits_in_base_32() -> None:
    """Held to the standard library's encoder, whose letters stand in another order."""
    other = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET)
    expected = b32encode(bytes.fromhex(DIGEST)).decode().translate(other)[:20]
    assert code_of(DIGEST).replace("-", "") == expected
    assert HEAD.anchor.text == SHORT
    assert not set("ILOU") & set(ALPHABET)


@pytest.mark.parametrize("written", [
    SHORT, SHORT.lower(), SHORT.replace("-", " "), SHORT.replace("-", "\u2013"), f"Our anchor of Friday is {SHORT}.",
    "3 da58 xbov 0emz 4406 ykav", f"entries\t{SHORT}\n\nkind regards", SHORT.replace("-", "\u2011"),
])
def test_a_short_anchor_is_read_however_it_was_written_down(written: str) -> None:
    assert anchors_in(written) == (Anchor(3, "DA58-XB0V-0EMZ-4406-YKAV"),)
    assert anchors_in(written)[0].meets(HEAD)


@pytest.mark.parametrize("written", [
    "", "3", "3-DA58", "3-DA58-XB0V-0EMZ-4406-YKAU", "DA58-XB0V-0EMZ-4406-YKAV", "1-3-" + DIGEST[:-1], "1-3-" + DIGEST + "0",
])
def test_what_is_no_anchor_is_refused(written: str) -> None:
    with pytest.raises(UserError) as refused:
        anchors_in(written)
    assert refused.value.code == "bad_anchor"


def test_a_head_in_full_is_held_to_every_bit() -> None:
    (anchor,) = anchors_in(f"1-3-{DIGEST.upper()}")
    assert anchor == HEAD.anchor and anchor.meets(HEAD)
    assert not anchor.meets(Head(1, 3, DIGEST[:-1] + "7"))
    assert Anchor(3, anchor.code).meets(Head(1, 3, DIGEST[:-1] + "7")), "the short form holds a hundred bits of it"
    assert not Anchor(3, anchor.code).meets(Head(1, 3, "7" + DIGEST[1:]))
    assert not Anchor(4, anchor.code).meets(HEAD)


def test_a_file_grows_by_a_line_and_holds_each_anchor_once(tmp_path: Path) -> None:
    file, later = tmp_path / "anchors.txt", Head(2, 9, "0" * 63 + "1")
    for head in (HEAD, later, later):
        anchor_files.add(file, head, AT, "What this is.")
    assert file.read_text("utf-8").startswith("What this is.\n\n2026-11-29 19:05 UTC  entries: 3  anchor: ")
    assert len(file.read_text("utf-8").splitlines()) == 5
    assert anchor_files.read(file) == (HEAD.anchor, later.anchor)
    assert anchors_in(anchor_files.page(HEAD, AT, "")) == (HEAD.anchor,)


def test_a_file_without_an_anchor_or_that_cannot_be_read_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_bytes(b"\xff\xfe\x00 nothing here")
    for name, code in (("letter.txt", "bad_anchor"), ("absent.txt", "anchor_not_read")):
        with pytest.raises(UserError) as refused:
            anchor_files.read(tmp_path / name)
        assert refused.value.code == code


def test_a_database_is_no_anchor(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "some.sqlite3") as some:
        some.execute("CREATE TABLE t (x)")
    with pytest.raises(UserError):
        anchor_files.read(tmp_path / "some.sqlite3")
