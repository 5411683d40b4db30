"""Exact decimal figures: an integer coefficient and a scale, never a float in storage.

``Exact(25125, 1)`` is 2512.5; ``Exact(150, 2)`` is 1.50, equal to 1.5 as a number but with its digits kept.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from fractions import Fraction
from functools import total_ordering

MAX_DIGITS = 60
"""Longest coefficient accepted: far beyond any published figure, short enough to be safe."""

EVERY_DIGIT = Context(prec=2 * MAX_DIGITS + 700)
"""Arithmetic that drops no digit of any accepted figure; Decimal's own context keeps 28."""

LARGEST_POWER = 300
"""Figures beyond ten to this power cannot be worked with: sums of them would leave the numbers that a machine can hold."""


SIGNIFICANT_DIGITS = 15
"""Digits kept of a quotient that does not end: as many as a spreadsheet holds, and as every float of this product tells apart."""


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
        return Decimal(self.coef).scaleb(-self.scale, EVERY_DIGIT)

    def __float__(self) -> float:
        try:
            nearest: float = self.coef / 10**self.scale  # of two whole numbers, rounded once
        except OverflowError:
            return float(self.decimal)
        return nearest

    def __str__(self) -> str:
        digits = str(self.coef)
        if not self.scale:
            return digits
        sign, digits = ("-", digits[1:]) if self.coef < 0 else ("", digits)
        digits = digits.rjust(self.scale + 1, "0")
        return f"{sign}{digits[: -self.scale]}.{digits[-self.scale :]}"

    def _aligned(self, other: "Exact") -> tuple[int, int]:
        scale = max(self.scale, other.scale)
        return self.coef * 10 ** (scale - self.scale), other.coef * 10 ** (scale - other.scale)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Exact):
            return NotImplemented
        if self.scale == other.scale:
            return self.coef == other.coef
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


SURE_BELOW, SURE_OF = 1e9, 0.4999
"""A float under the first, so many steps of its last shown decimal or less from a whole number of them, can be rounded as it is: what
arithmetic adds to it is a thousand times less than what is left to the half."""
TENS = tuple(float(10**power) for power in range(16))


def rounded_steps(value: Exact | Decimal | float | int, decimals: int) -> int:
    """:func:`rounded` as a whole number of steps of its last decimal: 2.675 to two decimals is 268. The same answer, sooner for floats."""
    if type(value) is float and 0 <= decimals < len(TENS):
        moved = value * TENS[decimals]
        if -SURE_BELOW < moved < SURE_BELOW and abs(moved - round(moved)) < SURE_OF:
            return round(moved)
    return int(rounded(value, decimals).scaleb(decimals, EVERY_DIGIT))


def exact_of(number: Fraction) -> Exact:
    """A worked-out number as a figure: all its digits where they end within MAX_DIGITS, else SIGNIFICANT_DIGITS of them.

    The only place where a fraction becomes a figure. It rounds once, from the fraction itself, half away from zero;
    raises ValueError beyond LARGEST_FIGURE.
    """
    size = abs(number)
    if size > 10**LARGEST_POWER:
        raise ValueError("too large")
    scale = _ending_scale(number.denominator)
    if scale is not None:
        coef = number.numerator * 10**scale // number.denominator
        if len(str(abs(coef))) <= MAX_DIGITS:
            return Exact(coef, scale)
    decimals = min(SIGNIFICANT_DIGITS - 1 - _power(size), LARGEST_POWER)
    # two digits more than are kept, and a 1 behind them for whatever is cut off: no cut ever looks like a half
    behind = max(decimals, 0) + 2
    coef, rest = divmod(size.numerator * 10**behind, size.denominator)
    cut = Exact(10 * coef + (1 if rest else 0), behind + 1).decimal
    return Exact.from_decimal(rounded(-cut if number < 0 else cut, decimals))


def _ending_scale(denominator: int) -> int | None:
    """How many decimals a fraction with this denominator has; None where they never end or are more than MAX_DIGITS."""
    if 10**MAX_DIGITS % denominator:
        return None
    return next(scale for scale in range(MAX_DIGITS + 1) if 10**scale % denominator == 0)


def _power(size: Fraction) -> int:
    """The power of ten of a number's first digit: 0 for 3.5, 2 for 120, -1 for 0.2."""
    power = (size.numerator.bit_length() - size.denominator.bit_length()) * 30103 // 100_000
    while size >= Fraction(10) ** (power + 1):
        power += 1
    while size < Fraction(10) ** power:
        power -= 1
    return power
