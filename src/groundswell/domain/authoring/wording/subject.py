"""Is it said whom or what it happens to? (method 1.2, rule 8)"""

from collections.abc import Iterator

from groundswell.domain.authoring.wording.hint import Hint, Test
from groundswell.domain.authoring.wording.lexicon import Lexicon
from groundswell.domain.authoring.wording.reading import Reading
from groundswell.domain.authoring.wording.statistic import statistics

_BARE = 2
"""So many words beside statistics and general words do not yet name a subject, unless one of them is people or a place."""
_ABSTRACT = 4
"""As many, where the wording opens with something that nobody sees: *progress towards …*."""
_SHORT = 3
"""Words up to this length are grammar; the question names a longer one where there is one."""


def hints(reading: Reading, lexicon: Lexicon) -> Iterator[Hint]:
    """The wording, where its words are statistics, general nouns, praise or grammar, and hardly a thing beside them."""
    spoken = [at for at, word in enumerate(reading.words) if word[0].isalpha()]
    if not spoken:
        return
    bare = _BARE if next(statistics(reading, lexicon), None) is not None else 0
    if lexicon.unseen.at(reading.words, spoken[0]):
        bare = _ABSTRACT
    own = _own_words(reading, lexicon)
    if len(own) > bare or lexicon.people.any_in(reading.words):
        return
    at = next((at for at in (*own, *spoken) if len(reading.words[at]) > _SHORT), spoken[0])
    yield Hint(Test.NO_SUBJECT, reading.starts[at], reading.ends[at], reading.shown(at, at + 1))


def _own_words(reading: Reading, lexicon: Lexicon) -> list[int]:
    """The words that are none of those."""
    own, at = [], 0
    lists = (lexicon.general, *lexicon.weasels.values())
    while at < len(reading):
        many = max(words.at(reading.words, at) for words in lists)
        if not many and reading.words[at][0].isalpha():
            own.append(at)
        at += many or 1
    return own
