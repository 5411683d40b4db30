"""Which figures follow from others: totals that are the sum of their parts, percentages that are a quotient.

A label alone proves nothing here. Sums are exact; a sum of rounded figures may differ by half a unit of the last place
for each of its parts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from groundswell.engine.numbers import NumberRead, number_of, read_number
from groundswell.engine.sources.workbook import CellValue

Line = Sequence[Decimal | None]
"""The figures of one row along its periods, or of one column along its rows."""

ENOUGH = 4
"""A labelled total is one when at least three in every ENOUGH comparable sums agree."""


def figure(value: CellValue, decimal_mark: str | None) -> Decimal | None:
    """The number in a cell, or None."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return number_of(value).decimal
    if isinstance(value, str):
        read = read_number(value, decimal_mark)
        if isinstance(read, NumberRead) and read.value is not None:
            return read.value.decimal
    return None


def places(number: Decimal) -> int:
    """Digits after the decimal point, as written."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _slack(parts: Sequence[Decimal], total: Decimal) -> Decimal:
    """How far a sum of figures rounded to the total's last place may lie from it: nothing for whole numbers."""
    last = max([places(total), *(places(part) for part in parts)])
    if last == 0:
        return Decimal(0)
    if last > 8:
        return max(abs(total), Decimal(1)).scaleb(-9)
    return Decimal(len(parts)) * Decimal(5).scaleb(-last - 1)


@dataclass(frozen=True, slots=True)
class SumCheck:
    """How a line compares with the sum of others: places compared, and those that differ."""

    compared: int
    differing: tuple[int, ...]

    @property
    def is_total(self) -> bool:
        agreeing = self.compared - len(self.differing)
        return self.compared > 0 and agreeing > 0 and len(self.differing) * ENOUGH <= self.compared


def compare_sum(total: Line, parts: Sequence[Line]) -> SumCheck:
    """Compare a line with the sum of at least two others, place by place where the total and two parts have figures."""
    compared, differing, meaningful = 0, [], 0
    for place, wanted in enumerate(total):
        if wanted is None:
            continue
        figures = [part[place] for part in parts if part[place] is not None]
        present = [number for number in figures if number is not None]
        if len(present) < 2:
            continue
        compared += 1
        meaningful += wanted != 0
        if abs(sum(present, Decimal(0)) - wanted) > _slack(present, wanted):
            differing.append(place)
    return SumCheck(compared if meaningful else 0, tuple(differing))


def find_total(line: int, lines: Mapping[int, Line], groups: Sequence[Sequence[int]]) -> SumCheck | None:
    """Whether a line labelled as a total is the sum of one of these groups of lines; the first group that fits."""
    for group in groups:
        parts = [lines[index] for index in group if index != line]
        if len(parts) >= 2:
            check = compare_sum(lines[line], parts)
            if check.is_total:
                return check
    return None


def is_quotient(percentage: Line, numerator: Line, denominator: Line) -> bool:
    """Whether the first line is 100 times (or once) the second over the third, wherever all three have figures.

    At least three places must agree and none may differ by more than the percentage's own rounding; one in
    twenty may. A quotient of 0 or 1 throughout proves nothing.
    """
    for factor in (Decimal(100), Decimal(1)):
        agreeing, differing, telling = 0, 0, 0
        for share, part, whole in zip(percentage, numerator, denominator, strict=True):
            if share is None or part is None or whole is None or whole <= 0:
                continue
            exact = factor * part / whole
            slack = max(Decimal(5).scaleb(-places(share) - 1) * Decimal("1.02"), abs(exact).scaleb(-9))
            if places(share) == 0 and factor == 1:
                slack = Decimal(0)
            if abs(exact - share) <= slack:
                agreeing += 1
                telling += part not in (0, whole) and part != share
            else:
                differing += 1
                if differing > 2 and differing * 20 > agreeing:
                    break
        if agreeing >= 3 and telling >= 2 and differing * 20 <= agreeing:
            return True
    return False


def find_counts(
    line: int, lines: Mapping[int, Line], candidates: Sequence[int], prefer: Callable[[int], tuple[int, int]]
) -> tuple[int, int] | None:
    """Numerator and denominator of a percentage among candidate lines, the nearest pair first; None where no pair fits."""
    ordered = sorted((index for index in candidates if index != line), key=prefer)[:12]
    pairs = [(n, d) for d in ordered for n in ordered if n != d]
    pairs.sort(key=lambda pair: (sum(ordered.index(i) for i in pair), pair))
    for numerator, denominator in pairs:
        if is_quotient(lines[line], lines[numerator], lines[denominator]):
            return numerator, denominator
    return None
