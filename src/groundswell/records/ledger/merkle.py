"""A batch's root over its leaves (as RFC 6962) and the chain of heads."""

from collections.abc import Sequence
from hashlib import sha256

GENESIS = bytes(32)
"""What stands before the first head."""


def root(leaves: Sequence[bytes]) -> bytes:
    """Merkle root of one or more leaves: node = SHA-256(01, left, right); a last odd node moves up as it is.

    That is the tree of RFC 6962, which splits at the largest power of two below n.
    """
    if not leaves:
        raise ValueError("a batch has at least one entry")
    level = list(leaves)
    while len(level) > 1:
        pairs = zip(level[::2], level[1::2], strict=False)
        above = [sha256(b"\1" + left + right).digest() for left, right in pairs]
        if len(level) % 2:
            above.append(level[-1])
        level = above
    return level[0]


def next_head(previous: bytes, batch_root: bytes, batch_id: int, n: int) -> bytes:
    """SHA-256(02, previous head, root, batch id and number of entries as 8 bytes each)."""
    return sha256(b"\2" + previous + batch_root + batch_id.to_bytes(8, "big") + n.to_bytes(8, "big")).digest()


def commitment(salt: bytes, text: str) -> str:
    """The salted digest by which free words enter the ledger."""
    return sha256(salt + text.encode()).hexdigest()
