"""How a level stands to a target or a standard becomes sentences here, and nowhere else: whole messages with named values.

No sentence compares a figure with the one before it, and none counts months that met a target.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.target import TargetKind
from groundswell.errors import Value

if TYPE_CHECKING:  # a command that only says a sentence does not wait for numpy
    from groundswell.domain.improvement.assurance import Chance, StandardReading
    from groundswell.domain.improvement.levels import Level
    from groundswell.domain.improvement.targets import TargetReading

WAYS = ((0.29, "quarter"), (0.42, "third"), (0.58, "half"), (0.71, "two_thirds"), (0.83, "three_quarters"))
"""Up to which share of the way each name is used; beyond the last it is most of it."""
HAIR, ONCE = 0.1, (0.95, 1.05)
"""Asks of fewer sigmas are a hair; between these they are told as one usual spread."""
NEARLY, HARDLY = 0.95, 0.05
CERTAIN = 1
"""An interval no wider than so many tenths is fairly certain."""


class Texts(Protocol):
    """The part of Words that these sentences need."""

    def text(self, code: str, values: Mapping[str, Value] = ...) -> str: ...
    def has(self, code: str) -> bool: ...
    def number(self, value: float, decimals: int | None = None) -> str: ...


@dataclass(frozen=True, slots=True)
class Measured:
    """How one measure's figures are told: ``target`` with all its digits and unit, ``line`` as its lines, and its cadence's code.

    ``needed``: how many figures limits need. ``directed``: whether somebody has said which way is better (or that neither is).
    """

    target: Callable[[Exact], str]
    line: Callable[[float], str]
    cadence: str
    needed: int
    directed: bool = True


@dataclass(frozen=True, slots=True)
class TargetWords:
    """``word`` names the state; ``sentence`` says it; ``ask`` what the process would have to do; ``more`` what else to know."""

    word: str
    sentence: str
    ask: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class StandardWords:
    """``word`` names the assurance, ``sentence`` says it with the chance, ``certainty`` how sure that is."""

    word: str
    sentence: str
    certainty: str = ""


def tell_band(words: Texts, ends: tuple[str, str], level: "Level | None", measured: Measured, side: int) -> str:
    """How a level stands to the band in which it is wanted: ``side`` is -1 under it, 0 inside, 1 above. ``level`` None: none yet."""
    values: dict[str, Value] = {"lower": ends[0], "upper": ends[1]}
    if level is None:
        return words.text("band.wanted", values)
    said = words.text(("band.within", "band.over", "band.under")[side], values | {"line": measured.line(level.central_line)})
    return f"{said} {words.text('target.provisional')}" if level.provisional else said


def tell_target(words: Texts, reading: "TargetReading", measured: Measured) -> TargetWords:
    """The words of a target's state."""
    state = reading.state.value
    values: dict[str, Value] = {"target": measured.target(reading.target.value)}
    if reading.in_band:
        return TargetWords(words.text("target.state.in_band"), words.text("target.in_band", values))
    word = words.text(f"target.state.{state}")
    if reading.line is None or reading.before is None:
        values["needed"] = _ordinal(words, measured.needed)
        return TargetWords(word, words.text(f"target.{state}", values))
    values |= {"line": measured.line(reading.line), "before": measured.line(reading.before), "n": reading.further}
    values["way"] = words.text(f"target.way.{_way(reading.share or 0.0)}")
    sentence = words.text(_code(words, reading), values)
    return TargetWords(word, sentence, "" if reading.reached else _asked(words, reading), _more(words, reading, measured, values))


def tell_standard(words: Texts, reading: "StandardReading", measured: Measured) -> StandardWords:
    """The words of an assurance. The reading is of a standard that has a value."""
    value = reading.standard.value
    values: dict[str, Value] = {
        "value": "" if value is None else measured.target(value), "needed": _ordinal(words, measured.needed), "n": reading.figures,
    }
    if not reading.figures:
        return StandardWords(words.text("target.state.too_few"), words.text("standard.too_few", values))
    if reading.in_band:
        return StandardWords(words.text("target.state.in_band"), words.text("standard.in_band", values))
    if reading.assurance is None:
        undirected = "standard.neutral" if measured.directed else "standard.no_direction"
        return StandardWords(words.text("target.state.no_direction"), words.text(undirected, values))
    state, side = reading.assurance.value, "up" if reading.up else "down"
    word = words.text(f"standard.state.{state}")
    hedge = words.text("target.provisional") if reading.provisional else ""
    if state != "by_luck":
        code = "bound" if reading.by_bound else "constant" if reading.constant else side
        return StandardWords(word, words.text(f"standard.{state}.{code}", values), "" if reading.by_bound else hedge)
    if reading.chance is None:
        piled = words.text("standard.piled_up") if reading.piled_up else ""
        return StandardWords(word, words.text("standard.by_luck.plain", values), " ".join(filter(None, (piled, hedge))))
    values["of_ten"] = chance_told(words, reading.chance, measured.cadence)
    return StandardWords(word, words.text("standard.by_luck", values), _certainty(words, reading.chance, reading.figures))


def chance_told(words: Texts, chance: "Chance", cadence: str) -> str:
    """``about 7 of 10 months``; near the ends ``nearly every month`` and ``hardly any month``."""
    if chance.share > NEARLY:
        return words.text(f"standard.nearly_every.{cadence}")
    if chance.share < HARDLY:
        return words.text(f"standard.hardly_any.{cadence}")
    return words.text(f"standard.of_ten.{cadence}", {"tenths": _tenths(chance.share)})


def target_named(words: Texts, kind: TargetKind, values: Mapping[str, Value], *, up: bool | None) -> str:
    """``typical 14 working days by March 2027``; ``up`` None: which limit is meant is not known."""
    side = "" if kind is not TargetKind.LIMIT or up is None else ".up" if up else ".down"
    return words.text(f"target.by.{kind.value}{side}", values)


def _code(words: Texts, reading: "TargetReading") -> str:
    """The message of a state: its kind, the state or a nearer word for it, and the side where the words differ by it."""
    kind, state = reading.target.kind.value, reading.state.value
    if state == "reached" and reading.from_start:
        state = "from_start"
    elif reading.beyond:
        state = "beyond"
    elif state == "away" and reading.lost:
        state = "lost"
    elif state == "no_change" and reading.moved and reading.line != reading.before:
        state = "little"
    code, side = f"target.{kind}.{state}", "up" if reading.up else "down"
    return f"{code}.{side}" if words.has(f"{code}.{side}") else code


def _way(share: float) -> str:
    return next((name for most, name in WAYS if share < most), "most")


def _asked(words: Texts, reading: "TargetReading") -> str:
    if reading.ask is None:
        return words.text("target.ask.no_spread")
    if reading.target.kind is TargetKind.SPREAD:
        return words.text("target.ask.spread", {"part": f"{words.number(100 * reading.ask, 0)}%"})
    of_limit = "limit." if reading.target.kind is TargetKind.LIMIT else ""
    low, high = ONCE
    size = "hair" if reading.ask < HAIR else "part" if reading.ask < low else "once" if reading.ask < high else "times"
    said = words.text(f"target.ask.{of_limit}{size}", {"ask": words.number(reading.ask, 1)})
    return f"{said} {words.text('target.ask.redesign')}" if reading.redesign else said


def _more(words: Texts, reading: "TargetReading", measured: Measured, values: Mapping[str, Value]) -> str:
    found = []
    if reading.reached and reading.against:
        found.append(words.text("target.against"))
    if reading.provisional and (reading.moved or reading.reached):
        found.append(words.text("target.provisional"))
    if not reading.reached and reading.target.kind is TargetKind.CENTRAL_LINE and not reading.passed:
        found.append(words.text(f"target.one_period.{measured.cadence}", values))
    if reading.passed:
        found.append(words.text("target.passed"))
    return " ".join(found)


def _certainty(words: Texts, chance: "Chance", figures: int) -> str:
    low, high = _tenths(chance.low), _tenths(chance.high)
    if high - low <= CERTAIN:
        return words.text("standard.certain", {"n": figures})
    return words.text("standard.uncertain", {"n": figures, "low": low, "high": high})


def _tenths(share: float) -> int:
    """Tenths, half away from zero as everywhere; never NaN, as a share is none."""
    return int(10 * share + 0.5)


def _ordinal(words: Texts, needed: int) -> str:
    return words.text(f"ordinal.{needed}") if words.has(f"ordinal.{needed}") else str(needed)
