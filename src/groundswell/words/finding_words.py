"""A finding becomes a sentence of plain language: whole messages with named values, never glued from parts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Protocol

from groundswell.domain.measurement.period import Cadence
from groundswell.errors import Finding, Value

if TYPE_CHECKING:  # a command that only says a sentence does not wait for numpy
    from groundswell.domain.xmr.analysis import XmrAnalysis

PLACE = "\ue000"
"""Holds the place of the typical value in a sentence until it is known where it stands; a private sign, which no message has."""
MOST_NAMED = 3
"""More periods than this are counted, not named."""
MOST_WORDS = 24
"""A sentence with more words is told with fewer periods named."""


class Naming(Enum):
    """Which periods the sentence of figures outside the limits names, the fullest first."""

    ALL = auto()
    OTHERS_COUNTED = auto()
    """Those close to the limit are counted."""
    OUTSIDE = auto()
    """Those close to the limit are left to the chart."""
    ENDS = auto()
    """Those outside are told by their number and their ends."""


@dataclass(frozen=True, slots=True)
class FindingWords:
    """``word`` is the signal word; ``sentence`` at most 24 words; ``detail`` the normal range and what is provisional.

    ``typical`` is the typical value as the sentence writes it, for a page to set in bold, and ``typical_at`` where it begins there:
    the same signs may stand elsewhere too (25 in 2025). Empty and -1 where it is not told.
    """

    word: str
    sentence: str
    detail: str
    typical: str = ""
    typical_at: int = -1


@dataclass(frozen=True, slots=True)
class Telling:
    """How a measure's findings are told: its lines with and without their unit, and its periods in full."""

    full: Callable[[float], str]
    close: Callable[[float], str]
    period: Callable[[int], str]
    analysis: "XmrAnalysis"
    mark: str
    fine: Callable[[float], str] | None = None
    """How a small difference is told: to two digits, whatever its size; None tells it as a line."""


class Texts(Protocol):
    """The part of Words that a finding needs."""

    def text(self, code: str, values: Mapping[str, Value] = ...) -> str: ...
    def has(self, code: str) -> bool: ...
    def listed(self, parts: tuple[str, ...] | list[str]) -> str: ...


def tell(words: Texts, finding: Finding, telling: Telling) -> FindingWords:
    """The words of a finding: with as many periods named as the words of a sentence allow."""
    for naming in Naming if finding.code == "outside" else (Naming.ALL,):
        told = _told(words, finding, telling, naming)
        if len(told.sentence.split()) <= MOST_WORDS:
            break
    return told


def _told(words: Texts, finding: Finding, telling: Telling, naming: Naming) -> FindingWords:
    values = _values(words, finding, telling, naming)
    code = _code(words, finding, telling, naming)
    typical = str(values.get("typical", ""))
    marked = words.text(code, {**values, "typical": PLACE} if typical else values)
    at = marked.find(PLACE) if typical else -1
    sentence = marked.replace(PLACE, typical) if at >= 0 else marked
    word, detail = words.text(f"point.mark.{telling.mark}"), _detail(words, finding, values, telling)
    return FindingWords(word, sentence, detail, typical if at >= 0 else "", at)


def _code(words: Texts, finding: Finding, telling: Telling, naming: Naming) -> str:
    """The code of the sentence: of the chart kind's family where that says it otherwise, else of a plain chart."""
    family = finding.values.get("family")
    never = "_ever" if finding.values.get("had_signal") is False else ""
    if family:
        own = _side_of(f"finding.{family}.{finding.code}{never}", finding, naming)
        if words.has(own):
            return own
    code = f"finding.{finding.code}{never}"
    return f"{code}.{telling.analysis.series.cadence.value}" if finding.code == "no_signal" else _side_of(code, finding, naming)


def _side_of(code: str, finding: Finding, naming: Naming) -> str:
    """The code with how many points are named, whether a row has ended, and the side."""
    values = finding.values
    if finding.code == "outside":
        points, near = _indices(values["points"]), _indices(values["near"])
        many = naming is Naming.ENDS and len(points) > 1
        told_near = naming in (Naming.ALL, Naming.OTHERS_COUNTED) and 0 < len(near) <= MOST_NAMED
        code += "_many" if many or len(points) > MOST_NAMED else "_near" if told_near else ""
    if values.get("over"):
        code += "_over"
    side = values.get("side")
    return f"{code}.{side}" if side else code


def _values(words: Texts, finding: Finding, telling: Telling, naming: Naming) -> dict[str, Value]:
    """The finding's values as they are written in a sentence."""
    told: dict[str, Value] = {}
    for name, value in finding.values.items():
        if name in ("typical", "level", "figure") and isinstance(value, (int, float)):
            told[name] = telling.full(value)
        elif name == "slope" and isinstance(value, (int, float)):
            told[name] = (telling.fine or telling.close)(abs(value))
        elif name in ("before", "lower", "upper", "limit") and isinstance(value, (int, float)):
            told[name] = telling.close(value)
        elif name in ("since", "first", "last", "at", "newest") and isinstance(value, int):
            told[name] = telling.period(value)
        elif name == "near" and naming is Naming.OTHERS_COUNTED:
            told[name] = words.text("finding.others", {"n": len(_indices(value))})
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
    family = finding.values.get("family")
    if finding.code == "no_signal":
        own = f"detail.{family}.typical"
        parts.append(words.text(own if words.has(own) else "detail.typical", values))
    elif "lower" not in values or "upper" not in values or finding.code in ("constant", "no_variation", "no_steps"):
        pass
    elif family and words.has(f"detail.{family}.range"):
        parts.append(words.text(f"detail.{family}.range", values))
    else:
        parts.append(words.text(f"detail.range.{cadence}", values))
    figures = finding.values.get("figures")
    if finding.values.get("provisional") and isinstance(figures, int):
        needed = str(telling.analysis.rule_set.provisional_below)
        parts.append(words.text("detail.provisional", {"n": figures, "count": _count(words, figures), "needed": needed}))
    return " ".join(parts)
