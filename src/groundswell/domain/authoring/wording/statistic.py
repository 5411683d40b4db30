"""Is a statistic inside the wording? The result comes first, its measure later (method 1.2, rule 6)."""

from collections.abc import Iterator

from groundswell.domain.authoring.wording.hint import Hint, Test
from groundswell.domain.authoring.wording.lexicon import Lexicon
from groundswell.domain.authoring.wording.reading import Reading


def statistics(reading: Reading, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Ranges of words that are a statistic; one inside a name is none."""
    for first, after in lexicon.statistics.found(reading.words):
        if not (reading.words[first].isalpha() and reading.in_name(first)):
            yield first, after


def hints(reading: Reading, lexicon: Lexicon) -> Iterator[Hint]:
    """Each statistic."""
    for first, after in statistics(reading, lexicon):
        yield Hint(Test.MEASURE, reading.starts[first], reading.ends[after - 1], reading.shown(first, after))
