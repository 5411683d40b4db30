"""Exact decimal figures: an integer coefficient and a scale, never a float in storage.

``Exact(25125, 1)`` is 2512.5; ``Exact(150, 2)`` is 1.50, equal to 1.5 as a number but with its digits kept.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import total_ordering

MAX_DIGITS = 60
"""Longest coefficient accepted: far beyond any published figure, short enough to be safe."""

EVERY_DIGIT = Context(prec=2 * MAX_DIGITS + 700)
"""Arithmetic that drops no digit of any accepted figure; Decimal's own context keeps 28."""

LARGEST_POWER = 300
"""Figures beyond ten to this power cannot be worked with: sums of them would leave the numbers that a machine can hold."""


@total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Exact:
    """A decimal number as it was read: ``coef * 10 ** -scale`` with ``scale`` >= 0."""

    coef: int
    scale: int = 0

    @classmethod
    def parse(cls, text: str) -> "Exact":
        """Read a plain decimal (``-1234.50``, ``1e3``); raises ValueError for anything else, NaN and infinity included."""
        try:
            number = Decimal(text.strip())
        except InvalidOperation:
            raise ValueError(text) from None
        return cls.from_decimal(number)

    @classmethod
    def from_decimal(cls, number: Decimal) -> "Exact":
        """Keep every digit of a finite decimal; raises ValueError when it is not finite or longer than MAX_DIGITS."""
        sign, digits, exponent = number.as_tuple()
        if not isinstance(exponent, int):
            raise ValueError(str(number))
        if abs(exponent) + len(digits) > MAX_DIGITS + 320:
            raise ValueError(str(number))
        coef = int("".join(map(str, digits)))
        if exponent > 0:
            coef, exponent = coef * 10**exponent, 0
        return cls(-coef if sign else coef, -exponent)

    @property
    def decimal(self) -> Decimal:
        """The same number as a Decimal, all digits kept."""
        sign = 1 if self.coef < 0 else 0
        return Decimal((sign, tuple(int(d) for d in str(abs(self.coef))), -self.scale))

    def __float__(self) -> float:
        return float(self.decimal)

    def __str__(self) -> str:
        return format(self.decimal, "f")

    def _aligned(self, other: "Exact") -> tuple[int, int]:
        scale = max(self.scale, other.scale)
        return self.coef * 10 ** (scale - self.scale), other.coef * 10 ** (scale - other.scale)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Exact):
            return NotImplemented
        mine, theirs = self._aligned(other)
        return mine == theirs

    def __lt__(self, other: "Exact") -> bool:
        mine, theirs = self._aligned(other)
        return mine < theirs

    def __hash__(self) -> int:
        return hash(self.decimal.normalize())


LARGEST_FIGURE = Exact(10**LARGEST_POWER)


def rounded(value: Exact | Decimal | float | int, decimals: int) -> Decimal:
    """The one rounding function of the product: half away from zero, as a spreadsheet shows it.

    A float is taken at its shortest decimal (2.675 rounds to 2.68, as people read it). Every surface
    (chart, table, export, API) goes through here; comparisons with a target are made before it.
    """
    if isinstance(value, Exact):
        number = value.decimal
    elif isinstance(value, Decimal):
        number = value
    else:
        number = Decimal(repr(value))
    out = number.quantize(Decimal((0, (1,), -decimals)), rounding=ROUND_HALF_UP, context=EVERY_DIGIT)
    return out.copy_abs() if out.is_zero() else out
