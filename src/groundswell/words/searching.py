"""Words as people search them: accents and case folded, endings taken off lightly, synonyms as one; the lists are data by language."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from groundswell.words.catalogue import SOURCE

SHORTEST_STEM = 4
"""A word of at most so many letters keeps its ending."""
_WORD = re.compile(r"[^\W_]+|%")
_PLAIN = re.compile(r"[a-z0-9%]+")


@dataclass(frozen=True, slots=True)
class SearchWords:
    """One language's lists. ``every`` are stems that narrow no search; ``same`` leads a stem to the first of its line."""

    endings: tuple[tuple[str, str], ...]
    same: Mapping[str, str]
    every: frozenset[str]

    def stem(self, word: str) -> str:
        """A folded word without its ending, as the first of those that mean the same."""
        bare = _without_ending(word, self.endings)
        return self.same.get(bare, bare)


@cache
def search_words(language: str) -> SearchWords:
    """The lists of a language; one that has none is searched by the letters alone."""
    file = resources.files("groundswell.words") / language / "search.toml"
    if not file.is_file():
        return SearchWords((), {}, frozenset()) if language == SOURCE else search_words(SOURCE)
    read = tomllib.loads(file.read_text(encoding="utf-8"))
    endings = tuple((ending, instead) for ending, instead in read["endings"])
    stems = [[_without_ending(folded(word), endings) for word in line] for line in read["same"]]
    same = {stem: line[0] for line in stems for stem in line}
    every = frozenset(_without_ending(folded(word), endings) for word in (*read["measure"], *read["quiet"]))
    return SearchWords(endings, same, every)


def folded(text: str) -> str:
    """A text without case, accents and width."""
    lowered = unicodedata.normalize("NFKD", text.casefold())
    return lowered if lowered.isascii() else "".join(mark for mark in lowered if not unicodedata.combining(mark))


def words_in(text: str) -> Iterator[str]:
    """The folded words of a text, in order."""
    lowered = folded(text)
    return (found[0] for found in (_PLAIN if lowered.isascii() else _WORD).finditer(lowered))


def begins_words_of(text: str, typed: str) -> bool:
    """Whether every word that was typed is the beginning of one of the text."""
    told = list(words_in(text))
    return all(any(one.startswith(word) for one in told) for word in words_in(typed))


def _without_ending(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    if len(word) <= SHORTEST_STEM:
        return word
    for ending, instead in endings:
        if word.endswith(ending):
            return word[: len(word) - len(ending)] + instead
    return word
