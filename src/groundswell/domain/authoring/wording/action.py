"""Does it tell what we do, and not what comes about? (method 1.2, rule 1)"""

from collections.abc import Iterator
from itertools import pairwise

from groundswell.domain.authoring.wording.hint import Hint, Test
from groundswell.domain.authoring.wording.lexicon import Lexicon
from groundswell.domain.authoring.wording.reading import Reading
from groundswell.domain.authoring.wording.statistic import statistics

_COUNTS = frozenset("%#")
_FAR = 5
"""Among so many words after a doing its own verb is looked for."""


def hints(reading: Reading, lexicon: Lexicon) -> Iterator[Hint]:
    """The verb at the head of a sentence, the doing that is its head noun, or our own doing that is counted."""
    counted = next(statistics(reading, lexicon), None)
    for at in _heads(reading):
        if many := _doing(reading, lexicon, at):
            yield _hint(reading, at, at + many)
    if counted is not None:
        for first, after in lexicon.action.done.found(reading.words):
            if first > 0 and not reading.in_name(first) and (after - first > 1 or _ends_its_noun(reading, lexicon, after)):
                yield _hint(reading, first, after)


def _ends_its_noun(reading: Reading, lexicon: Lexicon, after: int) -> bool:
    """Whether the doing stands behind what is done, *inspections done in time*, and not before a noun, *completed forms*."""
    if after >= len(reading) or not reading.words[after][0].isalpha():
        return True
    return lexicon.action.behind_done is None or reading.words[after] in lexicon.action.behind_done


def _heads(reading: Reading) -> Iterator[int]:
    """The first word of each sentence or line of a list, marks and numbers of lists left aside."""
    fresh = True
    for at, word in enumerate(reading.words):
        if fresh and word[0].isalpha():
            yield at
        fresh = fresh and word not in _COUNTS and not word[0].isalpha()
        if word in (".", "!", "?", ";", "•", ":") or (at and "\n" in reading.text[reading.ends[at - 1]:reading.starts[at]]):
            fresh = True


def _doing(reading: Reading, lexicon: Lexicon, at: int) -> int:
    words, action = reading.words, lexicon.action
    begin, led = at, False
    while begin < len(words) and (many := action.leads.at(words, begin)) and begin + many < len(words):
        begin, led = begin + many, True
    if begin >= len(words):
        return 0
    if (many := action.doing.at(words, begin)) and not _is_subject(reading, lexicon, begin + many):
        return begin + many - at
    if (many := action.verbs.at(words, begin)) and (led or _is_verb(reading, lexicon, begin, many)):
        return begin + many - at
    return 0


def _is_verb(reading: Reading, lexicon: Lexicon, at: int, many: int) -> bool:
    """A verb that is a noun too counts only where what follows is its object."""
    after = at + many
    if lexicon.action.also_nouns.at(reading.words, at) < many:
        return True
    return after < len(reading) and lexicon.action.objects.at(reading.words, after) > 0


def _is_subject(reading: Reading, lexicon: Lexicon, after: int) -> bool:
    """Whether a state of the doing is told: *buying things is simple*."""
    behind = reading.words[after:after + _FAR]
    return any(state in lexicon.joins.states and before not in lexicon.action.objects for before, state in pairwise(("", *behind)))


def _hint(reading: Reading, first: int, after: int) -> Hint:
    return Hint(Test.ACTION, reading.starts[first], reading.ends[after - 1], reading.shown(first, after))
