"""Which results say nearly the same: words in common, whatever their order, case or look-alike letters."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from groundswell.domain.authoring.results_map import Result

ALIKE = (4, 5)
"""Cosine of two sets of words above which they are called alike: 0.8 as a fraction (method 1.2)."""
_WORD = re.compile(r"\w+")
_LOOKALIKES = str.maketrans("асԁеһіјоӏԛрѕѵԝхувкмнтαβεικνορτυχω", "acdehijolqpsvwxybkmhtabeiknoptuxw")
"""Cyrillic and Greek letters that are drawn as Latin ones, as small letters or as capitals."""


def words_of(text: str) -> frozenset[str]:
    """The words of a text as a set, in one case, one form, with look-alike letters as one."""
    return frozenset(_WORD.findall(unicodedata.normalize("NFKC", text).casefold().translate(_LOOKALIKES)))


def alike(first: frozenset[str], second: frozenset[str]) -> bool:
    """Whether the cosine of two sets of words is above ALIKE; the squares are compared, so no root is rounded."""
    above, below = ALIKE
    return bool(first) and (below * len(first & second)) ** 2 > above**2 * len(first) * len(second)


def doubles(results: Sequence[Result]) -> list[tuple[str, str]]:
    """Pairs of results that say nearly the same, as (earlier, later): one for each result that is like a shorter or an earlier one.

    Only results that share one of their rarest words are compared, from the shortest to the longest. A pair above the bound
    shares more than 4 of 5 words of the shorter one and 16 of 25 of the longer one, so the shorter is found by the fifth of
    its words that is rarest, the longer looks by 9 of 25. Results of the very same words are found by their set.
    """
    sets = {one.id: words_of(one.text) for one in results}
    place = {one.id: at for at, one in enumerate(results)}
    often = Counter(word for words in sets.values() for word in words)
    above, below = ALIKE
    first_with: dict[frozenset[str], str] = {}
    by_word: dict[str, list[str]] = defaultdict(list)
    found = []
    for one in sorted((one.id for one in results if sets[one.id]), key=lambda one: len(sets[one])):
        own = sets[one]
        rarest = sorted(own, key=lambda word: (often[word], word))
        looked_by = rarest[: len(own) - above**2 * len(own) // below**2]
        other = first_with.get(own) or _first_alike(own, (each for word in looked_by for each in by_word[word]), sets)
        if other:
            found.append((other, one) if place[other] < place[one] else (one, other))
        if own not in first_with:
            first_with[own] = one
            for word in rarest[: len(own) - above * len(own) // below]:
                by_word[word].append(one)
    return sorted(found, key=lambda pair: (place[pair[1]], place[pair[0]]))


def _first_alike(own: frozenset[str], candidates: Iterable[str], sets: dict[str, frozenset[str]]) -> str:
    tried: set[str] = set()
    for each in candidates:
        if each not in tried:
            tried.add(each)
            if alike(own, sets[each]):
                return each
    return ""
