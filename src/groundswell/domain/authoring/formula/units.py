"""Which measurement unit a formula gives: like is added to like, and a rate is never summed or averaged (method 1.5, field 9)."""

from collections.abc import Mapping
from dataclasses import dataclass

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
from groundswell.domain.authoring.formula.unit import NUMBER, PERCENT, SHARE, Unit, unit_of
from groundswell.domain.measurement.exact import Exact
from groundswell.errors import Problem, Value

_HUNDRED = Exact(100)
_WHOLE = {PERCENT: _HUNDRED, SHARE: Exact(1)}
"""The whole that a percentage and a share are taken from: plain numbers stand beside them in sums."""

_OVER_FIGURES = (None, Statistic.SUM, Statistic.AVERAGE, Statistic.MEDIAN)
"""What must not be made of the figures of a rate: without what they were divided by, every one of them would count the same."""


@dataclass(frozen=True, slots=True)
class CheckedUnits:
    """``unit`` as it is written, "" for a plain number and where it is ``known`` to be unknown; ``problems`` are all that were found."""

    unit: str
    known: bool
    problems: tuple[Problem, ...] = ()


def check_units(formula: Formula, units: Mapping[str, str], *, stated: str | None = None, several: bool = True) -> CheckedUnits:
    """The unit of the whole, from the units of the items by name; a blank one is not known yet and stands in nobody's way.

    ``several``: a period of the measure may hold several figures of an item, so that a bare item is a sum of them.
    ``stated``: the unit that the definition names for the measure, compared with what the formula gives.
    """
    walk = _Walk({item_key(name): unit_of(text) for name, text in units.items()}, several, [])
    whole = walk.unit(formula.root)
    if whole is not None and not whole.comes_out:
        walk.found.append(Problem("formula_hundred_left"))
        whole = None
    wanted = unit_of(stated) if stated else None
    if whole is not None and wanted is not None and not walk.found and not _is_it(formula, whole, wanted):
        code = "formula_gives_a_number" if whole.is_plain else "formula_gives_another_unit"
        walk.found.append(Problem(code, values={"gives": whole.text, "stated": " ".join((stated or "").split())}))
    return CheckedUnits("" if whole is None else whole.text, whole is not None, tuple(walk.found))


def _is_it(formula: Formula, whole: Unit, wanted: Unit) -> bool:
    """Whether the formula's unit is the one wanted; minutes ÷ 60 may be called hours, as a number in it may turn one into the other."""
    turns = any(isinstance(part, Number) and part.value not in _WHOLE.values() for part in parts(formula.root))
    return whole.may_be_called(wanted) or (turns and whole.is_time_beside(wanted))


@dataclass(slots=True)
class _Walk:
    """Units of items by key, and what was found on the way. A sum of unlike parts has no unit, so that it is told once."""

    units: Mapping[str, Unit | None]
    several: bool
    found: list[Problem]

    def unit(self, part: Part) -> Unit | None:
        if isinstance(part, Number):
            return Unit(hundreds=1) if part.value == _HUNDRED else NUMBER
        if isinstance(part, Item):
            return self.item(part)
        if isinstance(part, Negative):
            return self.unit(part.part)
        left, right = self.unit(part.left), self.unit(part.right)
        if left is None or right is None:
            return None
        if part.operator is Operator.TIMES:
            return left.times(right)
        if part.operator is Operator.DIVIDE:
            return left.per(right)
        return self.alike(part, left, right)

    def item(self, item: Item) -> Unit | None:
        unit = self.units.get(item.key)
        if item.statistic is Statistic.COUNT:
            return NUMBER
        summed = item.statistic in _OVER_FIGURES and (item.statistic is not None or self.several)
        if unit is not None and unit.is_rate and summed:
            statistic = str(item.statistic or Statistic.SUM)
            values: dict[str, Value] = {"item": item.name, "unit": unit.text, "statistic": statistic, "position": item.at}
            self.found.append(Problem("formula_rate_put_together", values=values))
        return unit

    def alike(self, part: Operation, left: Unit, right: Unit) -> Unit | None:
        """The unit of a sum or a difference: both sides must have it; 100 stands beside a percentage, and 1 beside a share."""
        if not left.comes_out or not right.comes_out:
            self.found.append(Problem("formula_hundred_left"))
            return None
        for side, one, other in ((part.left, left, right), (part.right, right, left)):
            if one.is_plain and other in _WHOLE:
                self.whole(side, other)
                return other
        if left.same_as(right):
            return left
        values: dict[str, Value] = {"left": left.text, "right": right.text, "sign": str(part.operator), "position": part.at}
        plain = left.is_plain or right.is_plain
        if plain:
            values["unit"] = (right if left.is_plain else left).text
        self.found.append(Problem("formula_unit_and_number" if plain else "formula_units_differ", values=values))
        return None

    def whole(self, side: Part, unit: Unit) -> None:
        """1 beside a percentage is most likely meant as 100, and 100 beside a share as 1."""
        if isinstance(side, Number) and side.value in _WHOLE.values() and side.value != _WHOLE[unit]:
            values: dict[str, Value] = {"found": str(side.value), "unit": unit.text, "whole": str(_WHOLE[unit]), "position": side.at}
            self.found.append(Problem("formula_other_whole", values=values))
