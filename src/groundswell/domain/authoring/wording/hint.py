"""What a wording test says: which test, where in the text, and the word that made it speak."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from groundswell.errors import Value


class Test(StrEnum):
    """The eight tests, in the order in which a person is asked (method 1.2); the first five are its rules 1 to 5 and 6."""

    __test__ = False

    ACTION = "action"
    WEASEL = "weasel"
    SEVERAL = "several"
    TARGET = "target"
    MEASURE = "measure"
    HARD = "hard"
    NO_SUBJECT = "no_subject"
    UNSEEN = "unseen"


@dataclass(frozen=True, slots=True)
class Hint:
    """One place of a wording that a test asks about: ``text[start:end]`` is to be marked, ``word`` is what the question names.

    ``pieces`` are what "Split in two" would give; only ``several`` has them. The question stands in the catalogue under
    ``question`` and takes ``values``. It never says how to write it instead.
    """

    code: Test
    start: int
    end: int
    word: str
    pieces: tuple[str, ...] = ()

    @property
    def question(self) -> str:
        """The catalogue's key of the question."""
        return f"wording.{self.code}"

    @property
    def values(self) -> Mapping[str, Value]:
        """What the question names."""
        return {"word": self.word}
