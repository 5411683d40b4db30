"""Does it hold a word or an abbreviation that a child of ten would not understand? (method 1.2, rule 7)"""

import re
from collections.abc import Iterator

from groundswell.domain.authoring.wording.hint import Hint, Test
from groundswell.domain.authoring.wording.lexicon import HardWords, Lexicon
from groundswell.domain.authoring.wording.reading import Reading

_VOWELS = re.compile(r"[aeiouy]+")
_LONGEST_ABBREVIATION = 6


def hints(reading: Reading, lexicon: Lexicon) -> Iterator[Hint]:
    """Each hard word, once."""
    seen, shouted = set(), reading.text.isupper() and len(reading) > 1
    for at, word in enumerate(reading.words):
        if word in seen or not word[0].isalpha():
            continue
        many = lexicon.hard.words.at(reading.words, at)
        if many or is_long(word, lexicon.hard) or (not shouted and _abbreviation(reading, lexicon.hard, at)):
            seen.add(word)
            yield Hint(Test.HARD, reading.starts[at], reading.ends[at + max(many, 1) - 1], reading.shown(at, at + max(many, 1)))


def syllables(word: str, hard: HardWords) -> int:
    """About how many syllables are spoken: groups of vowels, silent endings left aside."""
    return max(1, len(_VOWELS.findall(hard.silent.sub("", word))))


def is_long(word: str, hard: HardWords) -> bool:
    """Many syllables, or one fewer with a learned ending, and no word of every day."""
    if len(word) <= hard.syllables or not word.isascii() or word in hard.everyday:
        return False
    many = syllables(word, hard)
    return many >= hard.syllables or (many == hard.syllables - 1 and hard.endings.search(word) is not None)


def _abbreviation(reading: Reading, hard: HardWords, at: int) -> bool:
    written = reading.text[reading.starts[at]:reading.ends[at]].rstrip("s")
    return 1 < len(written) <= _LONGEST_ABBREVIATION and written.isupper() and written not in hard.abbreviations
