"""A formula worked out on exact figures: sums first, then the ratio, and one rounding at the very end (decision 0007)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from groundswell.domain.authoring.formula.syntax import (
    Formula,
    Item,
    Negative,
    Number,
    Operation,
    Operator,
    Part,
    Statistic,
    item_key,
    parts,
)
from groundswell.domain.measurement.exact import Exact, exact_of
from groundswell.domain.measurement.observation import Presence

Figures = Mapping[str, Sequence[Exact | None]]
"""An item's name -> its figures within one period of the measure; None stands for a figure that is not there."""

_ADDITIVE = (None, Statistic.SUM, Statistic.COUNT)


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What a formula comes to. ``number`` is exact; ``value`` is it as a figure, rounded once.

    ``presence`` is UNDEFINED where a division has nothing to divide by (or the number is beyond every figure), NOT_AVAILABLE where
    items have no figure: ``without`` names them. ``numerator`` and ``denominator`` are kept where the formula is a ratio of sums.
    """

    number: Fraction | None
    presence: Presence = Presence.VALUE
    numerator: Exact | None = None
    denominator: Exact | None = None
    without: tuple[str, ...] = ()
    value: Exact | None = None


class _NoQuotientError(Exception):
    """A division by zero within a formula."""


def evaluate(formula: Formula, figures: Figures) -> Evaluated:
    """Work a formula out for one period. Nothing is guessed: a figure that is not there makes the whole not available."""
    by_key = {item_key(name): values for name, values in figures.items()}
    without = tuple(name for name in formula.item_names if not (own := by_key.get(item_key(name), ())) or any(one is None for one in own))
    if without:
        return Evaluated(None, Presence.NOT_AVAILABLE, without=without)
    numbers = {key: [_fraction(one) for one in values if one is not None] for key, values in by_key.items()}
    ratio = ratio_of_sums(formula)
    above, below = (None, None) if ratio is None else (_kept(ratio[0], numbers), _kept(ratio[1], numbers))
    if above is None or below is None:
        above = below = None
    try:
        number = _number(formula.root, numbers)
        return Evaluated(number, Presence.VALUE, above, below, value=exact_of(number))
    except (_NoQuotientError, ValueError):
        return Evaluated(None, Presence.UNDEFINED, above, below)


def ratio_of_sums(formula: Formula) -> tuple[Part, Part] | None:
    """The two sides of a formula that divides sums by sums, whatever constants it is multiplied by; None for any other formula."""
    part = _without_constants(formula.root)
    if not isinstance(part, Operation) or part.operator is not Operator.DIVIDE:
        return None
    sides = _without_constants(part.left), part.right
    return sides if all(_additive(side) for side in sides) else None


def _fraction(figure: Exact) -> Fraction:
    return Fraction(figure.coef, 10**figure.scale)


def _number(part: Part, numbers: Mapping[str, Sequence[Fraction]]) -> Fraction:
    if isinstance(part, Number):
        return _fraction(part.value)
    if isinstance(part, Item):
        return _statistic(part.statistic, numbers[part.key])
    if isinstance(part, Negative):
        return -_number(part.part, numbers)
    left, right = _number(part.left, numbers), _number(part.right, numbers)
    if part.operator is Operator.PLUS:
        return left + right
    if part.operator is Operator.MINUS:
        return left - right
    if part.operator is Operator.TIMES:
        return left * right
    if right == 0:
        raise _NoQuotientError
    return left / right


def _statistic(statistic: Statistic | None, numbers: Sequence[Fraction]) -> Fraction:
    if statistic is Statistic.AVERAGE:
        return sum(numbers, Fraction()) / len(numbers)
    if statistic is Statistic.MEDIAN:
        ordered, half = sorted(numbers), len(numbers) // 2
        return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
    if statistic is Statistic.COUNT:
        return Fraction(len(numbers))
    if statistic is Statistic.LOWEST:
        return min(numbers)
    if statistic is Statistic.HIGHEST:
        return max(numbers)
    return sum(numbers, Fraction())


def _kept(side: Part, numbers: Mapping[str, Sequence[Fraction]]) -> Exact | None:
    """One side of a ratio as a figure with all its digits; None where it has no end."""
    try:
        number = _number(side, numbers)
        figure = exact_of(number)
    except (_NoQuotientError, ValueError):
        return None
    return figure if _fraction(figure) == number else None


def _has_items(part: Part) -> bool:
    return any(isinstance(one, Item) for one in parts(part))


def _additive(part: Part) -> bool:
    """Made of sums and counts alone, added up or multiplied by constants: what may be added over months and places.

    A constant beside them is none: one more each month is twelve more a year.
    """
    for one in parts(part):
        if isinstance(one, Item) and one.statistic not in _ADDITIVE:
            return False
        if isinstance(one, Operation) and one.operator is Operator.DIVIDE:
            return False
        if isinstance(one, Operation) and one.operator is Operator.TIMES and _has_items(one.left) and _has_items(one.right):
            return False
        if isinstance(one, Operation) and one.operator is not Operator.TIMES and _has_items(one.left) != _has_items(one.right):
            return False
    return _has_items(part)


def _without_constants(part: Part) -> Part:
    """What is left of a product when the numbers that it is multiplied with or divided by are taken away."""
    while isinstance(part, Operation) and part.operator in (Operator.TIMES, Operator.DIVIDE):
        if not _has_items(part.right):
            part = part.left
        elif part.operator is Operator.TIMES and not _has_items(part.left):
            part = part.right
        else:
            break
    return part
