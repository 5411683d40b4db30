"""Could you say what you would see, hear, count or be told if it were true? (method 1.2, rule 9)"""

from collections.abc import Iterator

from groundswell.domain.authoring.wording.hint import Hint, Test
from groundswell.domain.authoring.wording.lexicon import Lexicon
from groundswell.domain.authoring.wording.phrases import Phrases
from groundswell.domain.authoring.wording.reading import Reading
from groundswell.domain.authoring.wording.weasel import weasels


def hints(reading: Reading, lexicon: Lexicon, allowed: Phrases) -> Iterator[Hint]:
    """The first word that nobody sees or hears; where something is counted, only a word that stays unseen in a count."""
    if lexicon.counted.any_in(reading.words):
        never = lexicon.never_counted.found(reading.words)
        found = next((place for place in never if not allowed.at(reading.words, place[0])), None)
    else:
        found = next(lexicon.unseen.found(reading.words), None) or next(weasels(reading, lexicon, allowed), None)
    if found is not None:
        yield Hint(Test.UNSEEN, reading.starts[found[0]], reading.ends[found[1] - 1], reading.shown(*found))
