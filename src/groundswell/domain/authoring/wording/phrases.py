"""Lists of words and phrases that answer at once whether one of them begins at a word."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from groundswell.domain.authoring.wording.reading import fold

_KEY = 3
"""Stems are looked up by their first letters; none is shorter."""
_APART = re.compile(r"[-'’](?=\w)")


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """Phrases by their first word. ``stem*`` stands for every word that begins so; it is the first word or the last of a phrase."""

    listed: tuple[str, ...]
    _whole: dict[str, list[tuple[str, ...]]] = field(repr=False)
    _stems: dict[str, list[tuple[str, tuple[str, ...]]]] = field(repr=False)

    @staticmethod
    def of(*lists: str) -> "Phrases":
        """From lists whose phrases are divided by commas or new lines."""
        listed = tuple(dict.fromkeys(
            phrase for text in lists for phrase in (" ".join(_APART.sub(" ", part).split()) for part in re.split(r"[,\n]", text)) if phrase
        ))
        whole: dict[str, list[tuple[str, ...]]] = {}
        stems: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for phrase in listed:
            first, *rest = [fold(word) for word in phrase.split(" ")]
            if first.endswith("*"):
                stems.setdefault(first[:_KEY], []).append((first[:-1], tuple(rest)))
            else:
                whole.setdefault(first, []).append(tuple(rest))
        for rests in whole.values():
            rests.sort(key=len, reverse=True)
        for found in stems.values():
            found.sort(key=lambda one: len(one[1]), reverse=True)
        return Phrases(listed, whole, stems)

    def at(self, words: Sequence[str], at: int) -> int:
        """How many words the longest phrase that begins at a word has; 0 where none does."""
        word = words[at]
        for rest in self._whole.get(word, ()):
            if not rest or _follow(words, at + 1, rest):
                return 1 + len(rest)
        for stem, rest in self._stems.get(word[:_KEY], ()):
            if word.startswith(stem) and (not rest or _follow(words, at + 1, rest)):
                return 1 + len(rest)
        return 0

    def __contains__(self, word: str) -> bool:
        return self.at((word,), 0) > 0

    def found(self, words: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Ranges of words that a phrase covers, from the left, none over another."""
        at = 0
        while at < len(words):
            if many := self.at(words, at):
                yield at, at + many
            at += many or 1

    def any_in(self, words: Sequence[str]) -> bool:
        """Whether any phrase stands among these words."""
        return next(self.found(words), None) is not None


def _follow(words: Sequence[str], at: int, rest: tuple[str, ...]) -> bool:
    """Whether these words stand there; the last may be a stem."""
    there = tuple(words[at:at + len(rest)])
    if not rest[-1].endswith("*"):
        return there == rest
    return len(there) == len(rest) and there[:-1] == rest[:-1] and there[-1].startswith(rest[-1][:-1])
