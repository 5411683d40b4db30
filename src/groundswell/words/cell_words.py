"""One sentence that says how a cell of somebody's sheet was read."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Protocol

from groundswell.domain.measurement.period import Cadence, Period, cadence_by_length
from groundswell.errors import NO_VALUES, Explanation, Problem, Value


class Teller(Protocol):
    """What is needed of the words of a locale."""

    def text(self, code: str, values: Mapping[str, Value] = NO_VALUES) -> str: ...
    def has(self, code: str) -> bool: ...
    def problem(self, problem: Problem) -> str: ...
    def number(self, value: Decimal) -> str: ...
    def period(self, period: Period | date, cadence: Cadence, style: str = "short") -> str: ...


def explained(words: Teller, explanation: Explanation) -> str:
    """The sentence of an explanation: periods, numbers and names put in, and what is wrong where something is."""
    values = dict(explanation.values)
    for name in ("period", "first_period", "last_period"):
        if f"{name}_start" in values:
            values[name] = _period(words, str(values[f"{name}_start"]), str(values[f"{name}_end"]))
    if isinstance(values.get("value"), str) and values["value"]:
        values["value"] = words.number(Decimal(str(values["value"])))
    if "measure" in values:
        values["owner"] = _owner(words, values)
    if "presence" in values:
        values["presence"] = words.text(f"cell.presence_{values['presence']}")
    if explanation.problem is not None:
        values["problem"] = words.problem(explanation.problem)
    return words.text(f"cell.{explanation.code}", values)


def _owner(words: Teller, values: Mapping[str, Value]) -> str:
    """``Calls answered, North, March 2026``: what a figure is of, as far as it is known."""
    parts = [str(values[name]) for name in ("measure", "org_unit", "period") if values.get(name)]
    return ", ".join(parts)


def _period(words: Teller, start: str, end: str) -> str:
    period = Period(date.fromisoformat(start), date.fromisoformat(end))
    return words.period(period, cadence_by_length(period), "long")
