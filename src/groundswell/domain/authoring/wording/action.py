"""Does it tell what we do, and not what comes about? (method 1.2, rule 1)"""

from collections.abc import Iterator
from itertools import pairwise

from groundswell.domain.authoring.wording.hint import Hint, Test
from groundswell.domain.authoring.wording.lexicon import Lexicon
from groundswell.domain.authoring.wording.reading import INSIDE_NAMES, Reading
from groundswell.domain.authoring.wording.statistic import statistics

_COUNTS = frozenset("%#")
_FAR = 5
"""Among so many words after a doing its own verb is looked for; so many words an opening or a name has at most."""
_DASHES = frozenset("-–—")


def hints(reading: Reading, lexicon: Lexicon) -> Iterator[Hint]:
    """The verb at the head of a sentence, the doing that is its head noun, or our own doing that is counted."""
    counted = next(statistics(reading, lexicon), None)
    for at in _heads(reading):
        if many := _doing(reading, lexicon, at):
            yield _hint(reading, at, at + many)
    if counted is not None:
        spared = set(_spared(reading.words, lexicon))
        for first, after in lexicon.action.done.found(reading.words):
            if first == 0 or first in spared or reading.in_name(first):
                continue
            if after - first > 1 or _ends_its_noun(reading, lexicon, after):
                yield _hint(reading, first, after)


def _spared(words: tuple[str, ...], lexicon: Lexicon) -> Iterator[int]:
    """Words of what only looks like a doing that is counted: *time taken to decide*, but *time taken to process claims* is one."""
    for first, after in lexicon.action.not_done.found(words):
        if after < len(words) and not lexicon.action.verbs.at(words, after):
            yield from range(first, after)


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
        lined = at > 0 and "\n" in reading.text[reading.ends[at - 1]:reading.starts[at]]
        fresh = fresh or lined or word in (".", "!", "?", ";", "•", ":") or _numbered(reading.words, at)


def _numbered(words: tuple[str, ...], at: int) -> bool:
    """Whether the dash of a heading stands here: *Priority 1 – build homes*."""
    return at == 2 and words[2] in _DASHES and words[1].isdigit() and len(words) > 3 and words[3][0].isalpha()


def _doing(reading: Reading, lexicon: Lexicon, at: int) -> int:
    words, action = reading.words, lexicon.action
    begin, led = _opened(words, lexicon, at), False
    named = _named(reading, lexicon, begin)
    if named < len(words) and named > begin:
        if many := action.third.at(words, named):
            return named + many - at
        begin = named
    while begin < len(words) and (many := action.leads.at(words, begin)) and begin + many < len(words):
        begin, led = begin + many, True
    if led:
        begin = _opened(words, lexicon, begin)
    if begin >= len(words):
        return 0
    if led and (many := action.third.at(words, begin)) and words[begin - 1] in action.bodies:
        return begin + many - at
    if (many := action.doing.at(words, begin)) and not _is_subject(reading, lexicon, begin + many):
        return begin + many - at
    if (many := action.verbs.at(words, begin)) and (led or _is_verb(reading, lexicon, begin, many)):
        return begin + many - at
    return 0


def _is_verb(reading: Reading, lexicon: Lexicon, at: int, many: int) -> bool:
    """A verb that is a noun too counts only where what follows is its object."""
    after = at + many
    if many == 1 and lexicon.action.attributes.at(reading.words, at) and _tells_of(reading.words, lexicon, at):
        return False
    if lexicon.action.also_nouns.at(reading.words, at) < many:
        return True
    return after < len(reading) and lexicon.action.objects.at(reading.words, after) > 0


def _tells_of(words: tuple[str, ...], lexicon: Lexicon, at: int) -> bool:
    """Whether the word and the noun behind it are whom a sentence tells of: *support staff come to work*."""
    action, verb = lexicon.action, at + 2
    if verb >= len(words) or not words[at + 1][0].isalpha() or words[at + 1] in action.determiners:
        return False
    if words[at] in action.causes:
        return words[verb] in action.being
    if words[verb] in action.finite or words[verb] in action.being:
        return True
    return words[verb] in action.finite_of_object and verb + 1 < len(words) and words[verb + 1] in action.determiners


def _opened(words: tuple[str, ...], lexicon: Lexicon, at: int) -> int:
    """The first word behind what only opens the sentence: *further*, or *in partnership with the police,*."""
    while at < len(words):
        if many := lexicon.action.openings_of.at(words, at):
            comma = next((beside for beside in range(at + many, min(at + many + _FAR, len(words))) if words[beside] == ","), None)
            if comma is None:
                return at
            at = comma + 1
        elif many := lexicon.action.openings.at(words, at):
            at += many + (words[at + many:at + many + 1] == (",",))
        else:
            return at
    return at


def _named(reading: Reading, lexicon: Lexicon, at: int) -> int:
    """The first word behind an authority's name of two words or more, *Hart District Council*; ``at`` where none stands here."""
    for beside in range(at, min(at + _FAR, len(reading))):
        if not reading.text[reading.starts[beside]].isupper() and reading.words[beside] not in INSIDE_NAMES:
            return at
        if beside > at and reading.words[beside] in lexicon.action.bodies:
            return beside + 1
    return at


def _is_subject(reading: Reading, lexicon: Lexicon, after: int) -> bool:
    """Whether a state of the doing is told: *buying things is simple*."""
    behind, tells = reading.words[after:after + _FAR], lexicon.action.tells
    return any(
        (state in lexicon.joins.states or state in tells) and before not in lexicon.action.objects
        for before, state in pairwise(("", *behind))
    )


def _hint(reading: Reading, first: int, after: int) -> Hint:
    return Hint(Test.ACTION, reading.starts[first], reading.ends[after - 1], reading.shown(first, after))
