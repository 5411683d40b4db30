"""What is stated of a file, and whether a reading of it agrees."""

import csv
import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from groundswell.domain.measurement.observation import Observation

STATED = Path(__file__).with_name("stated.toml")
PLACES = Decimal("1e-10")
"""Expected files are rounded to ten decimals."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of a file's note as a test. ``measure``, ``org_unit`` and ``sheet`` are patterns that choose figures; None: all.

    ``of``: "figures", "periods", "org_units", "measures", "first", "last" (ISO days), "sum" or "value"; ``start`` chooses one period.
    """

    says: str
    of: str
    equals: str
    sheet: str | None = None
    measure: str | None = None
    org_unit: str | None = None
    start: str | None = None

    def holds(self, figures: Sequence[Observation]) -> bool:
        """Whether the figures of a reading agree."""
        return self.found(figures) == self.equals

    def found(self, figures: Sequence[Observation]) -> str:
        """What the reading says instead."""
        chosen = [figure for figure in figures if self._chosen(figure)]
        starts = sorted({figure.period.start.isoformat() for figure in chosen if figure.period is not None})
        match self.of:
            case "figures":
                return str(len(chosen))
            case "periods":
                return str(len(starts))
            case "org_units":
                return str(len({figure.org_unit for figure in chosen}))
            case "measures":
                return str(len({figure.measure for figure in chosen}))
            case "first":
                return starts[0] if starts else ""
            case "last":
                return starts[-1] if starts else ""
            case "sum" | "value":
                total = sum((figure.value.decimal for figure in chosen if figure.value is not None), Decimal(0))
                return format(total.normalize(), "f")
        raise ValueError(self.of)

    def _chosen(self, figure: Observation) -> bool:
        begins = None if figure.period is None else figure.period.start.isoformat()
        pairs = ((self.sheet, figure.sheet), (self.measure, figure.measure), (self.org_unit, figure.org_unit or ""))
        return (self.start is None or self.start == begins) and all(
            pattern is None or re.search(pattern, text, re.IGNORECASE) is not None for pattern, text in pairs
        )


@dataclass(frozen=True, slots=True)
class Stated:
    """All that is stated of one file. ``expected``: its tidy result, beside the shared data. ``why``: for one that may not be met."""

    file: str
    expected: str = ""
    why: str = ""
    statements: tuple[Statement, ...] = field(default=())


def all_stated() -> list[Stated]:
    """The files of ``stated.toml``, in its order."""
    plain = tomllib.loads(STATED.read_text(encoding="utf-8"))
    return [_stated(one) for one in plain["file"]]


def _stated(plain: dict[str, Any]) -> Stated:
    statements = tuple(Statement(**{**one, "equals": str(one["equals"])}) for one in plain.get("states", ()))
    return Stated(plain["name"], plain.get("expected", ""), plain.get("why", ""), statements)


Line = tuple[str, str, str, str, str, str]


def difference(expected: Path, figures: Sequence[Observation]) -> tuple[list[Line], list[Line]]:
    """Lines that the expected tidy result has and the reading has not, and the other way round.

    Names are compared by letters and digits, numbers rounded to ten decimals. A name that the expected file alone can give (the country
    that a file is about, the one measure of a file that does not say what it counts) is not compared.
    """
    with expected.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    alone = {row["unit"] for row in rows} if len({row["unit"] for row in rows}) == 1 else set()
    nameless = all(figure.org_unit is None for figure in figures)
    one_measure = len({row["measure"] for row in rows}) == 1 == len({figure.measure for figure in figures})
    wanted = Counter(
        (
            "" if one_measure else bare(row["measure"]),
            "" if nameless and row["unit"] in alone else bare(row["unit"]),
            row["period_start"],
            *map(_number, _three(row)),
        )
        for row in rows
    )
    got = Counter(
        (
            "" if one_measure else bare(one.measure),
            bare(one.org_unit or ""),
            one.period.start.isoformat() if one.period else "",
            *map(_number, _figures(one)),
        )
        for one in figures
    )
    return sorted((wanted - got).elements()), sorted((got - wanted).elements())


def bare(name: str) -> str:
    """Letters and digits of a name, without case."""
    return re.sub(r"[\W_]", "", name.casefold())


def _three(row: dict[str, str]) -> tuple[str, str, str]:
    return row["value"], row["numerator"], row["denominator"]


def _figures(one: Observation) -> tuple[str, str, str]:
    return tuple("" if number is None else str(number) for number in (one.value, one.numerator, one.denominator))  # type: ignore[return-value]


def _number(text: str) -> str:
    return format(Decimal(text).quantize(PLACES).normalize(), "f") if text else ""
