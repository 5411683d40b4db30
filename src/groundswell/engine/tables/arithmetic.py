"""Which figures follow from others: totals that are the sum of their parts, percentages that are a quotient.

A label alone proves nothing here. Sums are exact; a sum of rounded figures may differ by half a unit of the last place
for each of its parts.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from groundswell.domain.measurement.observation import Presence
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


def withheld(value: CellValue) -> bool:
    """Whether a cell says that its figure is not shown (``*``, ``c``, ``<5``): there is one, and sums lack it."""
    if not isinstance(value, str):
        return False
    read = read_number(value, ".")
    return isinstance(read, NumberRead) and read.presence in (Presence.SUPPRESSED, Presence.BELOW, Presence.ABOVE)


def places(number: Decimal) -> int:
    """Digits after the decimal point, as written."""
    exponent = number.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def rounding(parts: Sequence[Decimal], total: Decimal) -> Decimal:
    """How far a sum of figures rounded to the total's last place may lie from it: nothing for whole numbers."""
    last = max([places(total), *(places(part) for part in parts)])
    if last == 0:
        return Decimal(0)
    if last > 8:
        return max(abs(total), Decimal(1)).scaleb(-9)
    return Decimal(len(parts)) * Decimal(5).scaleb(-last - 1)


LARGE = 100
"""A total of at least this many times the number of its parts cannot agree by rounding alone."""
NEAR, FAR, PROBES = 12, 90, 4
"""Columns next to a percentage that are tried as its counts, all of a wide table that are, and the places by which those are sifted."""


@dataclass(frozen=True, slots=True)
class SumCheck:
    """How a line compares with the sum of others: places compared, those that differ, and the lines added."""

    compared: int
    differing: tuple[int, ...]
    parts: tuple[int, ...] = ()

    @property
    def is_total(self) -> bool:
        agreeing = self.compared - len(self.differing)
        return self.compared > 0 and agreeing > 0 and len(self.differing) * ENOUGH <= self.compared


def compare_sum(total: Line, parts: Sequence[Line], rounded: bool = False) -> SumCheck:
    """Compare a line with the sum of at least two others, place by place where the total and two parts have figures.

    ``rounded``: whole numbers may be rounded too, so that each part may be off by half.
    """
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
        slack = rounding(present, wanted)
        if rounded and slack == 0:
            slack = Decimal(len(present)) / 2
        if abs(sum(present, Decimal(0)) - wanted) > slack:
            differing.append(place)
    return SumCheck(compared if meaningful else 0, tuple(differing))


NO_PLACES: frozenset[int] = frozenset()


def find_total(
    line: int, lines: Mapping[int, Line], groups: Sequence[Sequence[int]], hidden: Mapping[int, frozenset[int]] | None = None
) -> SumCheck | None:
    """Whether a line labelled as a total is the sum of one of these groups of lines: one that fits everywhere, else the first.

    Large whole numbers may each have been rounded; then all of at least ENOUGH sums have to agree within that.
    ``hidden``: by line, the places whose figure is withheld (``*``, ``c``); a sum that lacks one cannot be compared.
    """
    best: SumCheck | None = None
    rounds: SumCheck | None = None
    for group in groups:
        parts = [index for index in group if index != line]
        if len(parts) < 2:
            continue
        withheld = NO_PLACES.union(*(hidden.get(part, NO_PLACES) for part in parts)) if hidden else NO_PLACES
        total = [None if place in withheld else figure for place, figure in enumerate(lines[line])] if withheld else lines[line]
        check = replace(compare_sum(total, [lines[part] for part in parts]), parts=tuple(parts))
        if check.is_total and not check.differing:
            return check
        if check.is_total and best is None:
            best = check
        if best is None and rounds is None and _large(total, len(parts)):
            loose = compare_sum(total, [lines[part] for part in parts], rounded=True)
            if loose.compared >= ENOUGH and not loose.differing:
                rounds = replace(loose, parts=tuple(parts))
    return best or rounds


def _large(total: Line, parts: int) -> bool:
    """Whether a total is so large that the rounding of its parts proves nothing else."""
    return all(number is None or abs(number) >= LARGE * parts for number in total)


PERCENT = (Decimal(100), Decimal(1))
WIDEST = Decimal("0.51")
"""More than any rounding can make of a percentage: that of a whole number."""


def _rounds_to(exact: Decimal, share: Decimal, factor: Decimal) -> bool:
    """Whether a percentage as written is this quotient rounded to its own places; a share without places has to be it exactly."""
    gap, relative = abs(exact - share), abs(exact).scaleb(-9)
    if gap > WIDEST and gap > relative:
        return False
    digits = places(share)
    if digits == 0 and factor == 1:
        return gap == 0
    return gap <= max(Decimal(5).scaleb(-digits - 1) * Decimal("1.02"), relative)


def is_quotient(
    percentage: Line, numerator: Line, denominator: Line, factors: Sequence[Decimal] = PERCENT, *, telling: bool = True
) -> bool:
    """Whether the first line is 100 times (or once; or one of these factors times) the second over the third, wherever all three have
    figures.

    At least three places must agree and none may differ by more than the percentage's own rounding; one in
    twenty may. A quotient of 0 or 1 throughout proves nothing, nor do parts of 100, unless ``telling`` is False.
    """
    for factor in factors:
        agreeing, differing, proving = 0, 0, 0
        for share, part, whole in zip(percentage, numerator, denominator, strict=True):
            if share is None or part is None or whole is None or whole <= 0:
                continue
            exact = factor * part / whole
            if _rounds_to(exact, share, factor):
                agreeing += 1
                proving += part not in (0, whole) and part != share
            else:
                differing += 1
                if differing > 2 and differing * 20 > agreeing:
                    break
        if agreeing >= 3 and (proving >= 2 or not telling) and differing * 20 <= agreeing:
            return True
    return False


def follows(percentage: Line, numerator: Line, denominator: Line) -> bool:
    """Whether each figure of the first line is 100 times (or once) the second over the third, rounded to its own places."""
    triples = [triple for triple in zip(percentage, numerator, denominator, strict=True) if triple[0] is not None]
    return any(
        all(part is not None and whole and _rounds_to(factor * part / whole, share or Decimal(0), factor) for share, part, whole in triples)
        for factor in PERCENT
    )


def find_counts(
    line: int, lines: Mapping[int, Line], candidates: Sequence[int], prefer: Callable[[int], tuple[int, int]]
) -> tuple[int, int] | None:
    """Numerator and denominator of a percentage among candidate lines, the nearest pair first; None where no pair fits."""
    every = sorted((index for index in candidates if index != line), key=prefer)
    ordered = every[:NEAR]
    pairs = [(n, d) for d in ordered for n in ordered if n != d]
    pairs.sort(key=lambda pair: (sum(ordered.index(i) for i in pair), pair))
    for numerator, denominator in pairs:
        if is_quotient(lines[line], lines[numerator], lines[denominator]):
            return numerator, denominator
    return _far_counts(line, lines, every) if NEAR < len(every) <= FAR else None


def _far_counts(line: int, lines: Mapping[int, Line], candidates: Sequence[int]) -> tuple[int, int] | None:
    """A pair anywhere in a wide table: floats rule out nearly all pairs, exact numbers decide about the rest."""
    shares = [(place, float(share)) for place, share in enumerate(lines[line]) if share is not None and share not in (0, 1, 100)][:PROBES]
    if len(shares) < PROBES:
        return None
    probes = {index: [_float(lines[index][place]) for place, _ in shares] for index in candidates}
    pairs = ((n, d) for d in candidates for n in candidates if n != d and _may_be(shares, probes[n], probes[d]))
    return next(((n, d) for n, d in pairs if is_quotient(lines[line], lines[n], lines[d])), None)


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)


def _may_be(shares: Sequence[tuple[int, float]], parts: Sequence[float | None], wholes: Sequence[float | None]) -> bool:
    """Whether a quotient lies within a hundredth of its percentage, or of its share, in every probe."""
    probes = [(share, part, whole) for (_, share), part, whole in zip(shares, parts, wholes, strict=True)]
    return any(all(part is not None and whole and _near(factor * part / whole, share, factor) for share, part, whole in probes)
               for factor in (100.0, 1.0))  # fmt: skip


def _near(quotient: float, share: float, factor: float) -> bool:
    return abs(quotient - share) <= 0.51 * factor / 100 + abs(share) / 100
