"""A finding becomes a sentence of plain language: whole messages with named values, never glued from parts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from groundswell.domain.measurement.period import Cadence
from groundswell.errors import Finding, Value

if TYPE_CHECKING:  # a command that only says a sentence does not wait for numpy
    from groundswell.domain.xmr.analysis import XmrAnalysis

MOST_NAMED = 3
"""More periods than this are counted, not named."""


@dataclass(frozen=True, slots=True)
class FindingWords:
    """``word`` is the signal word; ``sentence`` at most 24 words; ``detail`` the normal range and what is provisional.

    ``typical`` is the typical value as the sentence writes it, for a page to set in bold; empty where it is not told.
    """

    word: str
    sentence: str
    detail: str
    typical: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """How a measure's findings are told: its lines with and without their unit, and its periods in full."""

    full: Callable[[float], str]
    close: Callable[[float], str]
    period: Callable[[int], str]
    analysis: "XmrAnalysis"
    mark: str


class Texts(Protocol):
    """The part of Words that a finding needs."""

    def text(self, code: str, values: Mapping[str, Value] = ...) -> str: ...
    def has(self, code: str) -> bool: ...
    def listed(self, parts: tuple[str, ...] | list[str]) -> str: ...


def tell(words: Texts, finding: Finding, telling: Telling) -> FindingWords:
    """The words of a finding."""
    values = _values(words, finding, telling)
    code = _code(finding, telling)
    sentence = words.text(code, values)
    typical = str(values.get("typical", ""))
    bold = typical if typical and typical in sentence else ""
    return FindingWords(words.text(f"point.mark.{telling.mark}"), sentence, _detail(words, finding, values, telling), bold)


def _code(finding: Finding, telling: Telling) -> str:
    code, values = f"finding.{finding.code}", finding.values
    if finding.code == "no_signal":
        return f"{code}.{telling.analysis.series.cadence.value}"
    if finding.code == "outside":
        points, near = _indices(values["points"]), _indices(values["near"])
        code += "_many" if len(points) > MOST_NAMED else "_near" if near and len(near) <= MOST_NAMED else ""
    side = values.get("side")
    return f"{code}.{side}" if side else code


def _values(words: Texts, finding: Finding, telling: Telling) -> dict[str, Value]:
    """The finding's values as they are written in a sentence."""
    told: dict[str, Value] = {}
    for name, value in finding.values.items():
        if name in ("typical", "before") and isinstance(value, (int, float)):
            told[name] = telling.full(value) if name == "typical" else telling.close(value)
        elif name in ("lower", "upper", "limit") and isinstance(value, (int, float)):
            told[name] = telling.close(value)
        elif name in ("since", "first", "last", "at") and isinstance(value, int):
            told[name] = telling.period(value)
        elif name in ("points", "near"):
            told[name] = periods_named(words, _indices(value), telling)
        elif name in ("n", "figures") and isinstance(value, int):
            told["n"] = told.get("n", value) if name == "figures" else value
    needed = finding.values.get("needed")
    if isinstance(needed, int):
        told["needed"] = words.text(f"ordinal.{needed}") if words.has(f"ordinal.{needed}") else str(needed)
    count = told.get("n")
    if isinstance(count, int):
        told["count"] = _count(words, count)
    return told


def _indices(value: Value) -> list[int]:
    return [int(at) for at in value] if isinstance(value, tuple) else []


def _count(words: Texts, count: int) -> Value:
    """A count that opens a sentence is written out up to twelve."""
    return words.text(f"count.{count}") if words.has(f"count.{count}") else count


def periods_named(words: Texts, indices: list[int], telling: Telling) -> str:
    """``August and October 2026``: periods as a list, a year they share told once; a list too long is told by its ends."""
    names = [telling.period(at) for at in indices]
    if len(names) > MOST_NAMED:
        return words.text("chart.from_to", {"first": names[0], "last": names[-1]})
    points = telling.analysis.series.points
    if telling.analysis.series.cadence is Cadence.MONTH and len(names) > 1:
        years = {point.period.start.year for at in indices if (point := points[at]).period}
        tail = f" {years.pop()}" if len(years) == 1 else ""
        if tail and all(name.endswith(tail) for name in names):
            names = [name.removesuffix(tail) for name in names[:-1]] + [names[-1]]
    return words.listed(names)


def _detail(words: Texts, finding: Finding, values: dict[str, Value], telling: Telling) -> str:
    """The normal range where the sentence has not told it, and how settled the limits are."""
    parts = []
    cadence = telling.analysis.series.cadence.value
    if finding.code == "no_signal":
        parts.append(words.text("detail.typical", values))
    elif "lower" in values and "upper" in values and finding.code != "constant":
        parts.append(words.text(f"detail.range.{cadence}", values))
    figures = finding.values.get("figures")
    if finding.values.get("provisional") and isinstance(figures, int):
        needed = str(telling.analysis.rule_set.provisional_below)
        parts.append(words.text("detail.provisional", {"n": figures, "count": _count(words, figures), "needed": needed}))
    return " ".join(parts)
