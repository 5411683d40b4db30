"""Does it hold a word that sounds good and that two people would picture differently? (method 1.2, rule 2; 1.3)"""

from collections.abc import Iterator

from groundswell.domain.authoring.wording.hint import Hint, Test
from groundswell.domain.authoring.wording.lexicon import Lexicon
from groundswell.domain.authoring.wording.phrases import Phrases
from groundswell.domain.authoring.wording.reading import Reading


def weasels(reading: Reading, lexicon: Lexicon, allowed: Phrases) -> Iterator[tuple[int, int]]:
    """Ranges of words that are weasel words; fixed terms, names and what the organisation has defined are none."""
    words, at = reading.words, 0
    named = not reading.titled()
    while at < len(words):
        if many := allowed.at(words, at) or lexicon.concrete.at(words, at):
            at += many
            continue
        many = max(group.at(words, at) for group in lexicon.weasels.values())
        if many and not (named and reading.in_name(at)):
            yield at, at + many
        at += many or 1


def hints(reading: Reading, lexicon: Lexicon, allowed: Phrases) -> Iterator[Hint]:
    """Each weasel word."""
    for first, after in weasels(reading, lexicon, allowed):
        yield Hint(Test.WEASEL, reading.starts[first], reading.ends[after - 1], reading.shown(first, after))
