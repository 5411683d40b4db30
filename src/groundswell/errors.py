"""What can be wrong, as values: a code and named values, never finished text.

Words are added at the shells by :mod:`groundswell.words` (one catalogue per language).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Value = str | int | float | bool | None | tuple[str, ...]
NO_VALUES: Mapping[str, Value] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Place:
    """Where in somebody's file: the sheet's name and a cell (``F10``) or a range (``C3:C14``)."""

    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Bad data, as a value: all of a file's problems are gathered, none stops the others.

    ``code`` names a message (``problem.<code>``) and its hint (``hint.<code>``) in the catalogue.
    ``question`` is true where a person's answer would settle it (two readings are possible).
    """

    code: str
    place: Place = Place()
    values: Mapping[str, Value] = field(default_factory=lambda: NO_VALUES)
    question: bool = False


class UserError(Exception):
    """Bad use or bad input: one sentence (``error.<code>``) and exit code 2, or status 400.

    ``exit_code`` is 1 where the answer is "no" and 2 where the question was bad.
    """

    def __init__(self, code: str, values: Mapping[str, Value] = NO_VALUES, *, exit_code: int = 2) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
        self.exit_code = exit_code


@dataclass(frozen=True, slots=True)
class Finding:
    """What a chart says, before words: ``finding.<code>`` in the catalogue, with its values."""

    code: str
    values: Mapping[str, Value] = field(default_factory=lambda: NO_VALUES)


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one cell of somebody's file was read, before words: ``cell.<code>`` in the catalogue, with its values.

    ``fate``: "kept", "refused", "left_out" or "empty"; ``reason``: why it is left out. Every filled cell of a file has exactly
    one fate, the one it is counted under in the reconciliation. ``problem``: what is wrong, or asked, at a refused cell.
    """

    place: Place
    code: str
    fate: str
    values: Mapping[str, Value] = field(default_factory=lambda: NO_VALUES)
    reason: str = ""
    problem: Problem | None = None
