"""A measurement unit as something that can be multiplied and divided. Any word is a unit; % and share are not words."""

import re
from dataclasses import dataclass
from functools import cached_property

_PERCENT_WORDS = frozenset({"%", "percent", "per cent", "percentage", "percentages", "pct"})
_SHARE_WORDS = frozenset({"share", "ratio", "proportion", "fraction"})
_NUMBER_WORDS = frozenset({"number", "1"})
_PER = re.compile(r"\s+per\s+|\s*/\s*", re.IGNORECASE)


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
        """Whether a definition may name this unit so: an average of days per case may be called days, a percentage not."""
        return self.same_as(stated) or [one for one in self.powers if one[1] > 0] == list(stated.powers) != []

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
    above, *below = [part for part in _PER.split(written) if part] or [written]
    unit = _word(above)
    for part in below:
        unit = unit.per(_word(part))
    return unit


def _word(text: str) -> Unit:
    folded = text.casefold()
    if folded in _NUMBER_WORDS:
        return NUMBER
    key = folded[:-1] if len(folded) > 3 and folded.endswith("s") else folded
    return Unit(((key, 1),), words=((key, text),))


def _powered(word: str, power: int) -> str:
    return word if power == 1 else " × ".join([word] * power)
