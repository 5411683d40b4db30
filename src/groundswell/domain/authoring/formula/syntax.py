"""What a formula is once it is read, and its one written form (method 1.5, field 8)."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from groundswell.domain.measurement.exact import Exact


class Operator(StrEnum):
    """The four ways to put two parts together, as they are written."""

    PLUS = "+"
    MINUS = "−"
    TIMES = "×"
    DIVIDE = "÷"


class Statistic(StrEnum):
    """What is made of an item's figures within one period of the measure. The values are the names of the functions."""

    SUM = "sum"
    AVERAGE = "average"
    MEDIAN = "median"
    COUNT = "count"
    LOWEST = "lowest"
    HIGHEST = "highest"


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it was written. ``at`` is the place of a part's first character in the text, from 1."""

    value: Exact
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Item:
    """A data item by name. ``statistic`` None: none was named, and the figures are summed."""

    name: str
    statistic: Statistic | None = None
    at: int = field(default=0, compare=False)

    @property
    def key(self) -> str:
        """The name as it is looked up: letter case, spaces and ways to write one letter make no difference."""
        return item_key(self.name)


@dataclass(frozen=True, slots=True)
class Negative:
    """A part with a minus in front of it."""

    part: "Part"
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Operation:
    """Two parts and what is done with them. ``at`` is the place of the sign."""

    operator: Operator
    left: "Part"
    right: "Part"
    at: int = field(default=0, compare=False)


Part = Number | Item | Negative | Operation


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula that was read. Equal formulas are written alike, whatever spaces and signs they came with."""

    root: Part

    @property
    def items(self) -> tuple[Item, ...]:
        """Its data items in the order in which they are written, an item as often as it is used."""
        return tuple(part for part in parts(self.root) if isinstance(part, Item))

    @property
    def item_names(self) -> tuple[str, ...]:
        """The names of its data items, each once."""
        return tuple({item.key: item.name for item in reversed(self.items)}.values())[::-1]


def item_key(name: str) -> str:
    """One key for all ways to write a name: case, runs of spaces, and composed or decomposed letters."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def parts(part: Part) -> Iterator[Part]:
    """A part and all within it, from left to right."""
    waiting = [part]
    while waiting:
        one = waiting.pop()
        yield one
        if isinstance(one, Operation):
            waiting += (one.right, one.left)
        elif isinstance(one, Negative):
            waiting.append(one.part)


_BINDS = {Operator.PLUS: 1, Operator.MINUS: 1, Operator.TIMES: 2, Operator.DIVIDE: 2}
_NEGATIVE_BINDS = 3


def render(formula: Formula) -> str:
    """The written form: items in square brackets, signs with spaces, only the parentheses that are needed.

    Reading it again gives the same formula.
    """
    return _written(formula.root, 0)


def _written(part: Part, within: int) -> str:
    """A part as text; in parentheses where what stands around it binds more than ``within`` allows."""
    if isinstance(part, Number):
        return str(part.value)
    if isinstance(part, Item):
        name = f"[{part.name}]"
        return name if part.statistic is None else f"{part.statistic}({name})"
    if isinstance(part, Negative):
        return f"−{_written(part.part, _NEGATIVE_BINDS)}"
    binds = _BINDS[part.operator]
    text = f"{_written(part.left, binds)} {part.operator} {_written(part.right, binds + 1)}"
    return text if binds >= within else f"({text})"
