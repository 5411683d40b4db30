"""Does it hold a level to reach, a limit or a due date? The target comes after the measure (method 1.2, rule 5)."""

from collections.abc import Iterator

from groundswell.domain.authoring.wording.hint import Hint, Test
from groundswell.domain.authoring.wording.lexicon import Lexicon
from groundswell.domain.authoring.wording.reading import Reading


def hints(reading: Reading, lexicon: Lexicon) -> Iterator[Hint]:
    """Each target; numbers that say who or when is counted are none."""
    spared = {at for first, after in reading.matches(lexicon.no_target) for at in range(first, after)}
    for first, after in reading.matches(lexicon.target):
        numbers = [at for at in range(first, after) if reading.words[at][0].isdigit()]
        if (numbers and all(at in spared or _glued(reading, at) for at in numbers)) or (not numbers and first in spared):
            continue
        if numbers == [first] and first + 1 < after and reading.capital(first + 1) and not reading.titled():
            continue  # the number of a line of a list
        yield Hint(Test.TARGET, reading.starts[first], reading.ends[after - 1], reading.shown(first, after))


def _glued(reading: Reading, at: int) -> bool:
    """A number that belongs to the letters before it: PM2.5."""
    return at > 0 and reading.ends[at - 1] == reading.starts[at] and reading.words[at - 1].isalpha()
