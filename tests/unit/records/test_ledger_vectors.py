"""The three worked vectors of docs/ledger.md, made by an encoder of the test's own, from the words of the page."""

import struct
from hashlib import sha256
from pathlib import Path

import pytest

from groundswell.records.ledger import merkle
from groundswell.records.ledger.encoding import ActFields, BatchFields, ObservationFields, act_leaf, obs1, observation_leaves

PAGE = Path(__file__).parents[3] / "docs" / "ledger.md"
MEASURE, PLACE, ACTOR, ACT = "a" * 26, "b" * 26, "c" * 26, "d" * 26
AT = "2026-11-25T09:30:00.000000Z"
BATCH = BatchFields("0" * 64, ACTOR, AT)
NO = None

FIGURE = ObservationFields(
    2, "observe", MEASURE, NO, "", "2026-10-01", "2026-11-01", "25125", 1, NO, NO, NO, NO, "value", "final", 1, "Sheet1", "F10", NO, NO
)
RESTATED = ObservationFields(
    3, "restate", MEASURE, PLACE, "", "2026-09-01", "2026-10-01", "150", 2, "3", 0, "200", 0, "value", "revised", 2,
    "U\u0308bersicht", "C7", 1, "ab" * 32,
)
OPENING = ActFields(1, ACT, "batch", NO, NO, NO, '{"what":"import"}', NO, NO)


def by_hand(values: list[str | int | None]) -> bytes:
    """The encoding as the page says it, written down a second time."""
    fields = [b"\xff\xff\xff\xff" if one is None else struct.pack(">I", len(str(one).encode())) + str(one).encode() for one in values]
    return b"".join(fields)


def test_the_first_figure_is_encoded_as_the_page_says() -> None:
    own = by_hand(
        [2, "observe", MEASURE, NO, "", "2026-10-01", "2026-11-01", "25125", 1, NO, NO, NO, NO, "value", "final", 1, "0" * 64, "Sheet1",
         "F10", NO, ACTOR, NO, AT]
    )
    assert obs1(FIGURE, BATCH) == own
    assert own.hex() in PAGE.read_text(encoding="utf-8")


def test_text_is_encoded_in_nfc() -> None:
    composed = RESTATED._replace(sheet="Übersicht")
    assert composed.sheet != RESTATED.sheet
    assert observation_leaves([RESTATED], BATCH) == observation_leaves([composed], BATCH)


def test_three_leaves_root_and_head_stand_on_the_page() -> None:
    leaves = [act_leaf(OPENING, BATCH), *observation_leaves([FIGURE, RESTATED], BATCH)]
    opening = by_hand(["act1", 1, ACT, "batch", NO, NO, NO, '{"what":"import"}', NO, NO, ACTOR, AT])
    assert leaves[0] == sha256(b"\0" + opening).digest()
    pair = sha256(b"\1" + leaves[0] + leaves[1]).digest()
    root = sha256(b"\1" + pair + leaves[2]).digest()
    head = sha256(b"\2" + bytes(32) + root + (1).to_bytes(8, "big") + (3).to_bytes(8, "big")).digest()
    assert merkle.root(leaves) == root
    assert merkle.next_head(merkle.GENESIS, root, 1, 3) == head
    page = PAGE.read_text(encoding="utf-8")
    for digest in (*leaves, root, head):
        assert digest.hex() in page


def test_null_and_empty_differ() -> None:
    assert observation_leaves([FIGURE], BATCH) != observation_leaves([FIGURE._replace(org_unit="")], BATCH)


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 7, 8, 9, 31, 33])
def test_the_root_is_that_of_rfc_6962(n: int) -> None:
    leaves = [sha256(bytes([at])).digest() for at in range(n)]

    def tree(some: list[bytes]) -> bytes:
        if len(some) == 1:
            return some[0]
        split = 1
        while split * 2 < len(some):
            split *= 2
        return sha256(b"\1" + tree(some[:split]) + tree(some[split:])).digest()

    assert merkle.root(leaves) == tree(leaves)


def test_a_batch_without_entries_has_no_root() -> None:
    with pytest.raises(ValueError, match="at least one"):
        merkle.root([])
