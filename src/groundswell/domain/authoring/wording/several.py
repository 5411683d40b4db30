"""Does it hold more than one result, or a means smuggled in? (method 1.2, rule 3)"""

from collections.abc import Iterator

from groundswell.domain.authoring.wording.hint import Hint, Test
from groundswell.domain.authoring.wording.lexicon import Lexicon
from groundswell.domain.authoring.wording.reading import Reading

_NEAR = 2
"""A statistic among so many words after a joint is a second one."""
_LONGEST_LIST = 16
"""So many words after *by* a list may still be a breakdown."""


def hints(reading: Reading, lexicon: Lexicon) -> Iterator[Hint]:
    """Each joint between two results, with the pieces it would give; then each means."""
    for at, many in _joints(reading, lexicon):
        pieces = _pieces(reading, lexicon, at, many)
        yield Hint(Test.SEVERAL, reading.starts[at], reading.ends[at + many - 1], reading.shown(at, at + many), pieces)
    for first, after in reading.matches(lexicon.joins.means):
        yield Hint(Test.SEVERAL, reading.starts[first], reading.ends[after - 1], reading.shown(first, after))


def _joints(reading: Reading, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    words, joins = reading.words, lexicon.joins
    depth, broken_down, covered = 0, -_LONGEST_LIST, 0
    state = False
    for at, word in enumerate(words):
        depth = max(0, depth + (word == "(") - (word == ")"))
        if pair := max(joins.pairs.at(words, at), joins.pairs.at(words, at - 1) - 1 if at else 0):
            covered = max(covered, at + pair)
        if joins.breakdowns.at(words, at):
            broken_down = at
        if joins.states.at(words, at):
            state, broken_down = True, -_LONGEST_LIST
        if depth or at < covered or not 0 < at < len(words) - 1:
            continue
        if word == "," and state and _own_sentence(reading, lexicon, at + 1):
            yield at, 1
        elif (many := joins.conjunctions.at(words, at)) and at + many < len(words):
            covered = at + many
            counted = any(lexicon.statistics.at(words, place) for place in range(at + many, min(at + many + _NEAR, len(words))))
            if (counted or at - broken_down > _LONGEST_LIST) and (word == "/" or not _one_thing(reading, lexicon, at, at + many)):
                yield at, many


def _one_thing(reading: Reading, lexicon: Lexicon, before: int, after: int) -> bool:
    """Numbers, single letters or parts of a name on both sides; an article does not part a name."""
    left, right = before - 1, after
    while right + 1 < len(reading) and not reading.capital(right) and lexicon.action.objects.at(reading.words, right):
        right += 1
    sides = (reading.words[left], reading.words[right])
    if any(side[0].isdigit() for side in sides) or all(len(side) == 1 for side in sides):
        return True
    return not reading.titled() and reading.capital(right) and reading.text[reading.starts[left]].isupper()


def _own_sentence(reading: Reading, lexicon: Lexicon, at: int) -> bool:
    """Whether a subject and its state follow: *people feel safe*."""
    return any(lexicon.joins.states.at(reading.words, place) for place in range(at + 1, min(at + 4, len(reading))))


def _pieces(reading: Reading, lexicon: Lexicon, at: int, many: int) -> tuple[str, ...]:
    """The two wordings that a cut at this joint would give: what both share, subject or state, stands in both."""
    states, words = lexicon.joins.states, reading.words
    before = next((place for place in range(1, at) if states.at(words, place)), None)
    behind = next((place for place in range(at + many + 1, len(words)) if states.at(words, place)), None)
    left, right = reading.text[:reading.starts[at]].strip(" ,"), reading.text[reading.starts[at + many]:].strip()
    if before is not None and behind is None:
        again = before if states.at(words, at + many) else before + 1
        right = f"{reading.text[:reading.ends[again - 1]].strip()} {right}"
    elif before is None and behind is not None:
        left = f"{left} {reading.text[reading.starts[behind]:].strip()}"
    return (left, right[:1].upper() + right[1:])
