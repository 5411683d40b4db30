"""A measurement unit as something that can be multiplied and divided. Any word is a unit; % and share are not words."""

import re
from dataclasses import dataclass
from functools import cached_property

_PERCENT_WORDS = frozenset({"%", "percent", "per cent", "percentage", "percentages", "pct"})
_SHARE_WORDS = frozenset({"share", "ratio", "proportion", "fraction"})
_NUMBER_WORDS = frozenset({"number", "1"})
_PER = re.compile(r"(?:^|\s+)per\s+|\s*/\s*", re.IGNORECASE)
_SO_MANY = re.compile(r"[0-9][0-9., ]*(?:\s+|\Z)")
"""The number in *per 1,000 people*: what is divided by are people, however many at a time."""
_PLURALS = {"people": "person", "children": "child"}
_TIMES = frozenset({"second", "minute", "hour", "day", "week"})


@dataclass(frozen=True)
class Unit:
    """Words with their powers, and what is left when like was divided by like.

    ``ratio``: such a division is within it. ``hundreds``: how often it was multiplied by 100, which makes a percentage of a ratio.
    ``words``: how each key of ``powers`` was written.
    """

    powers: tuple[tuple[str, int], ...] = ()
    ratio: bool = False
    hundreds: int = 0
    words: tuple[tuple[str, str], ...] = ()

    @cached_property
    def is_plain(self) -> bool:
        """A number without a unit."""
        return not self.powers and not self.ratio

    @cached_property
    def is_rate(self) -> bool:
        """Something that was divided already: %, a share, or a unit per another."""
        return self.ratio or any(power < 0 for _, power in self.powers)

    @cached_property
    def comes_out(self) -> bool:
        """False where a percentage was multiplied by 100 again, or by figures without being divided by it."""
        return not self.ratio or self.hundreds == 0 or (self.hundreds == 1 and not self.powers)

    @cached_property
    def text(self) -> str:
        """As it is written: ``days``, ``%``, ``share``, ``£ per visit``; "" for a plain number."""
        if not self.powers:
            return ("%" if self.hundreds == 1 else "share") if self.ratio else ""
        written = dict(self.words)
        above = " × ".join(_powered(written[key], power) for key, power in self.powers if power > 0)
        below = " per ".join(_powered(written[key], -power) for key, power in self.powers if power < 0)
        return f"{above or '1'} per {below}" if below else above

    def times(self, other: "Unit") -> "Unit":
        """The unit of a product."""
        return self._with(other, 1)

    def per(self, other: "Unit") -> "Unit":
        """The unit of a quotient; a share where both have the same words."""
        found = self._with(other, -1)
        alike = bool(self.powers) and self.powers == other.powers
        return Unit((), True, found.hundreds, ()) if alike else found

    def same_as(self, other: "Unit") -> bool:
        """Whether the two can be added."""
        if self.powers or other.powers:
            return self.powers == other.powers
        return self.ratio == other.ratio and (not self.ratio or self.hundreds == other.hundreds)

    def may_be_called(self, stated: "Unit") -> bool:
        """Whether a definition may name this unit so: an average of days per case may be called days, a percentage not.

        Numbers whose unit is nothing more than *number* leave open what they count: their quotient may be a rate of any kind.
        """
        if self.is_plain and stated.is_rate:
            return not stated.ratio or self.hundreds == stated.hundreds
        above, below = ([one for one in self.powers if one[1] * sign > 0] for sign in (1, -1))
        return self.same_as(stated) or (bool(stated.powers) and list(stated.powers) in (above, below))

    def is_time_beside(self, other: "Unit") -> bool:
        """Whether both are a length of time, or one per the same, in differing units."""
        own, others = ([key for key, power in one.powers if power == 1] for one in (self, other))
        return len(own) == len(others) == 1 and {*own, *others} <= _TIMES

    def _with(self, other: "Unit", sign: int) -> "Unit":
        powers = dict(self.powers)
        for key, power in other.powers:
            powers[key] = powers.get(key, 0) + sign * power
        left = tuple(sorted((key, power) for key, power in powers.items() if power))
        written = dict((*other.words, *self.words))
        ratio = self.ratio or other.ratio
        return Unit(left, ratio, self.hundreds + sign * other.hundreds, tuple((key, written[key]) for key, _ in left))


NUMBER = Unit()
SHARE = Unit(ratio=True)
PERCENT = Unit(ratio=True, hundreds=1)


def unit_of(text: str) -> Unit | None:
    """The unit that somebody wrote; None for a blank, which is not said yet. ``day`` and ``Days`` are one unit."""
    written = " ".join(text.split())
    plain = written.casefold()
    if not written:
        return None
    for words, unit in ((_PERCENT_WORDS, PERCENT), (_SHARE_WORDS, SHARE), (_NUMBER_WORDS, NUMBER)):
        if plain in words:
            return unit
    if plain.startswith("%") or plain.endswith("%"):
        return PERCENT
    if not any(_PER.split(written)):
        return _word(written)
    above, *below = _PER.split(written)
    found = [one for part in below if (one := _SO_MANY.sub("", part, count=1))]
    if below and not found:
        return None
    unit = _word(above) if above else NUMBER
    for part in found:
        unit = unit.per(_word(part))
    return unit


def _word(text: str) -> Unit:
    folded = text.casefold()
    if folded in _NUMBER_WORDS:
        return NUMBER
    key = _singular(folded)
    return Unit(((key, 1),), words=((key, text),))


def _singular(word: str) -> str:
    """One key for one and many of a word: ``case`` and ``cases``, ``bus`` and ``buses``, ``enquiry`` and ``enquiries``. It is not shown."""
    word = _PLURALS.get(word, word)
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith(("se", "xe", "ze", "che", "she")) else word


def _powered(word: str, power: int) -> str:
    return word if power == 1 else " × ".join([word] * power)
