"""Anchors: heads of the ledger that are kept elsewhere, in full or as a short code that a person can read aloud.

A head in full is ``batches-entries-digest``. The short form is ``entries-XXXX-XXXX-XXXX-XXXX-XXXX``: the first 100 bits of the digest
in the letters of Crockford's base 32 (no I, L, O or U), in five groups.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from groundswell.errors import UserError

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32. What looks alike is read as one: O as 0, I and L as 1."""
GROUPS: Final = 5
GROUP: Final = 4
SHOWN: Final = 60
"""Characters of a text without an anchor that its refusal repeats."""

_ALIKE: Final = str.maketrans("OIL", "011")
_FULL: Final = re.compile(r"(?<![\w-])(\d{1,18})-(\d{1,18})-([0-9A-Fa-f]{64})(?!\w)", re.ASCII)
_LETTER: Final = "[0-9A-TV-Za-tv-z]"
_DASHED: Final = re.compile(rf"(?<![\w-])(\d{{1,18}})((?:[-\u2010-\u2015\u2212]{_LETTER}{{{GROUP}}}){{{GROUPS}}})(?![\w-])", re.ASCII)
_SPACED: Final = re.compile(rf"(?<![\w-])(\d{{1,18}})((?:[\s\u2010-\u2015\u2212-]+{_LETTER}{{{GROUP}}}){{{GROUPS}}})(?![\w-])")


@dataclass(frozen=True, slots=True)
class Head:
    """Where the ledger stands; ``text`` is what somebody keeps elsewhere. ``digest`` is hexadecimal, 64 characters."""

    batches: int
    entries: int
    digest: str

    @property
    def text(self) -> str:
        """Batches, entries and digest, in one word."""
        return f"{self.batches}-{self.entries}-{self.digest}"

    @property
    def anchor(self) -> "Anchor":
        """The head as an anchor in full."""
        return Anchor(self.entries, code_of(self.digest), self.batches, self.digest)


@dataclass(frozen=True, slots=True)
class Anchor:
    """A head that was kept elsewhere: number of entries and code; of one that was kept in full also batches and digest."""

    entries: int
    code: str
    batches: int | None = None
    digest: str | None = None

    @property
    def text(self) -> str:
        """The short form, as it is printed."""
        return f"{self.entries}-{self.code}"

    def meets(self, head: Head) -> bool:
        """Whether the ledger, as it stood at that head, is the one that the anchor was taken from."""
        if self.digest is not None:
            return (self.batches, self.entries, self.digest) == (head.batches, head.entries, head.digest)
        return self.entries == head.entries and self.code == code_of(head.digest)


def code_of(digest: str) -> str:
    """The short code of a digest of 64 hexadecimal characters."""
    bits = int(digest, 16) >> 256 - 5 * GROUP * GROUPS
    letters = [ALPHABET[bits >> 5 * at & 31] for at in reversed(range(GROUP * GROUPS))]
    return "-".join("".join(letters[at : at + GROUP]) for at in range(0, GROUP * GROUPS, GROUP))


def anchors_in(text: str) -> tuple[Anchor, ...]:
    """Every anchor in a text (a file, a mail, what somebody typed), in order of entries; raises UserError("bad_anchor") without one.

    Codes are taken in either case, with any dash, and with spaces where none has dashes. A code that only repeats a head in full
    on the same page counts once.
    """
    full = {Head(int(batches), int(entries), digest.lower()).anchor for batches, entries, digest in _FULL.findall(text)}
    short = {Anchor(int(entries), _code(code)) for entries, code in _DASHED.findall(text)}
    if not full and not short:
        short = {Anchor(int(entries), _code(code)) for entries, code in _SPACED.findall(text)}
    found = full | (short - {Anchor(one.entries, one.code) for one in full})
    if not found:
        raise UserError("bad_anchor", {"text": " ".join(text.split())[:SHOWN]})
    return tuple(sorted(found, key=lambda one: (one.entries, one.code, one.digest or "")))


def _code(letters: str) -> str:
    bare = re.sub(r"[^0-9A-Z]", "", letters.upper()).translate(_ALIKE)
    return "-".join(bare[at : at + GROUP] for at in range(0, len(bare), GROUP))


def newest_met(anchors: Sequence[Anchor], heads: Sequence[Head]) -> int:
    """Entries up to which the ledger agrees with what was kept: those of the newest anchor that one of its heads meets, or 0."""
    by_entries = {head.entries: head for head in heads}
    met = [one.entries for one in anchors if one.entries in by_entries and one.meets(by_entries[one.entries])]
    return max(met, default=0)
