"""A wording as the tests read it: words without case, accents, look-alike letters and pasted tags, each with its place in the text."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

_TOKEN = re.compile(
    r"[^\W\d_](?:[\u0300-\u036f\u00ad\u200b-\u200f\u2060]*[^\W\d_])*[\u0300-\u036f]*|\d+(?:[.,]\d+)*"
    r"|[^\w\s'’ʼ‘\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,400}>|&(?:#x?[0-9a-f]{1,6}|(?!amp;)[a-z]{2,8});|(?<=&)amp;|https?://[^\s<>]+", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u2010\u2011](?=[^\W\d_])")
_IGNORED = dict.fromkeys([0xAD, 0x2060, *range(0x200B, 0x2010)])
_ALIKE = str.maketrans(
    "асеіјорхуѕԁһԛԝвкмнтгАВСЕНІЈКМОРЅТХУαεικνορτυχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aceijopxysdhqwbkmhtrABCEHIJKMOPSTXYaeiknoptuxABEZHIKMNOPTYX",
)
"""Cyrillic and Greek letters that look like Latin ones."""
_ACCENTS_COUNT = 3
"""Up to this length an accent makes another word (French ``ou`` and ``où``, ``a`` and ``à``); in longer words it may be left out."""
_STOPS = frozenset(".!?:")
INSIDE_NAMES = frozenset({"of", "and", "the", "for", "&", "on", "de", "du", "des", "la", "le", "les", "et", "l", "d"})
_ALL_TITLE = 0.85
"""From this share of capitalised words on, the whole wording is in title case, and a capital names nothing."""


def fold(word: str) -> str:
    """The word as it is compared: lower case, no accents in longer words, Latin letters for their look-alikes."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKC", word.translate(_IGNORED))
    latin = plain.translate(_ALIKE)
    if latin != plain and all(letter < "\u0250" for letter in latin):
        plain = latin
    plain = plain.casefold().replace("œ", "oe")
    if len(plain) > _ACCENTS_COUNT:
        plain = "".join(letter for letter in unicodedata.normalize("NFD", plain) if not unicodedata.combining(letter))
    return plain.strip() or word


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """The words of a text in order. ``plain`` joins them by single blanks, for patterns over several words."""

    text: str
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    plain: str
    offsets: tuple[int, ...] = field(repr=False)

    @staticmethod
    def of(text: str) -> "Reading":
        """Read a text; pasted tags, entities and addresses count as blanks."""
        bare = _TAG.sub(_blanks, text) if "<" in text or "&" in text or "://" in text else text
        bare = _HYPHEN.sub(" ", bare)
        words, starts, ends = [], [], []
        for found in _TOKEN.finditer(bare):
            words.append(fold(found.group()))
            starts.append(found.start())
            ends.append(found.end())
        offsets = accumulate((len(word) + 1 for word in words), initial=0)
        return Reading(text, tuple(words), tuple(starts), tuple(ends), " ".join(words), tuple(offsets))

    def __len__(self) -> int:
        return len(self.words)

    def matches(self, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        """Ranges of words that a pattern over ``plain`` covers."""
        for found in pattern.finditer(self.plain):
            if found.end() > found.start():
                yield bisect_right(self.offsets, found.start()) - 1, bisect_right(self.offsets, found.end() - 1)

    def shown(self, first: int, after: int) -> str:
        """The words of a range as they were written."""
        return self.text[self.starts[first]:self.ends[after - 1]]

    def capital(self, at: int) -> bool:
        """Whether the word begins with a capital that is not merely the first of a sentence."""
        return self.text[self.starts[at]].isupper() and not self.opens(at)

    def opens(self, at: int) -> bool:
        """Whether the word is the first of a sentence."""
        return at == 0 or self.words[at - 1] in _STOPS

    def titled(self) -> bool:
        """Whether the whole wording is in title case or capitals."""
        long = [at for at in range(min(len(self), 60)) if len(self.words[at]) > _ACCENTS_COUNT and not self.opens(at)]
        return len(long) > 1 and sum(self.capital(at) for at in long) > _ALL_TITLE * len(long)

    def in_name(self, at: int) -> bool:
        """Whether a capitalised word stands beside another one, over an *of* or *and* between them."""
        return self.capital(at) and (self._near(at, -1) or self._near(at, 1))

    def _near(self, at: int, step: int) -> bool:
        beside = at + step
        while 0 <= beside < len(self) and self.words[beside] in INSIDE_NAMES:
            beside += step
        return 0 <= beside < len(self) and abs(beside - at) <= _ACCENTS_COUNT and self.text[self.starts[beside]].isupper()


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found.group())
