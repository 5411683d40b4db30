"""The one entry to the wording tests: a text and a lexicon in, hints out. Nothing is blocked and nothing rewritten."""

from collections.abc import Iterator, Mapping
from itertools import islice
from types import MappingProxyType

from groundswell.domain.authoring.wording import action, hard, several, statistic, subject, target, unseen, weasel
from groundswell.domain.authoring.wording.hint import Hint, Test
from groundswell.domain.authoring.wording.lexicon import Lexicon
from groundswell.domain.authoring.wording.phrases import Phrases
from groundswell.domain.authoring.wording.reading import Reading

LONGEST = 2_000
"""So many characters are read; :func:`unread_after` says where a longer text was cut."""
MOST = 20
"""So many hints of one test are given; whoever mends them sees the next."""
FIRST_FIVE = frozenset({Test.ACTION, Test.WEASEL, Test.SEVERAL, Test.TARGET})
"""The tests of rules 1, 2, 3 and 5 of method 1.2; rule 4, the present tense, is :func:`future_word`."""
NONE_ALLOWED: Mapping[str, str] = MappingProxyType({})


def examine(text: str, lexicon: Lexicon, allowed: Mapping[str, str] = NONE_ALLOWED) -> tuple[Hint, ...]:
    """Every hint, in the order of the tests. ``allowed``: word → what it means in this organisation; such a word is no weasel word."""
    reading = Reading.of(text[:LONGEST])
    defined = Phrases.of(*allowed)
    tests: tuple[Iterator[Hint], ...] = (
        action.hints(reading, lexicon),
        weasel.hints(reading, lexicon, defined),
        several.hints(reading, lexicon),
        target.hints(reading, lexicon),
        statistic.hints(reading, lexicon),
        hard.hints(reading, lexicon),
        subject.hints(reading, lexicon),
        unseen.hints(reading, lexicon, defined),
    )
    return tuple(hint for hints in tests for hint in islice(hints, MOST))


def unread_after(text: str) -> int | None:
    """After how many characters nothing was read, or None where everything was: no wording of one result is so long."""
    return LONGEST if len(text) > LONGEST else None


def is_action(text: str, lexicon: Lexicon) -> bool:
    """Whether it tells what we do: it belongs on the list of initiatives."""
    return next(action.hints(Reading.of(text[:LONGEST]), lexicon), None) is not None


def future_word(text: str, lexicon: Lexicon) -> str | None:
    """The word that puts a result into the future; it is written as though it were already true (method 1.2, rule 4)."""
    reading = Reading.of(text[:LONGEST])
    found = next(lexicon.future.found(reading.words), None)
    return None if found is None else reading.shown(*found)


def passes_first_five(text: str, lexicon: Lexicon, allowed: Mapping[str, str] = NONE_ALLOWED) -> bool:
    """Whether a wording is there and nothing of rules 1 to 5 of method 1.2 is asked of it."""
    said = any(word[0].isalnum() for word in Reading.of(text[:LONGEST]).words)
    if not said or unread_after(text) is not None or future_word(text, lexicon) is not None:
        return False
    return not any(hint.code in FIRST_FIVE for hint in examine(text, lexicon, allowed))
