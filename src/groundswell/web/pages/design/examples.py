"""Good examples and ones that do not do yet, with why; all of a council that does not exist."""

from dataclasses import dataclass
from itertools import count, takewhile

from groundswell.words import Words


@dataclass(frozen=True, slots=True)
class Example:
    """A line as somebody could write it; ``why`` says what a not yet good one leaves open."""

    text: str
    why: str
    good: bool


def examples(words: Words, part: str) -> list[Example]:
    """Those that the catalogue holds for a part: ``design_example.<part>.good.1`` and on, then ``bad``."""
    found = []
    for word in ("good", "bad"):
        rooms = (f"design_example.{part}.{word}.{number}" for number in count(1))
        for code in takewhile(words.has, rooms):
            why = f"{code}.why"
            found.append(Example(words.text(code), words.text(why) if words.has(why) else "", word == "good"))
    return found
