"""The legend of the signs with a letter, drawn by what draws them on pages and pictures."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from groundswell.charts.chart import Symbol
from groundswell.charts.drawing.symbols import symbol_svg
from groundswell.web.drawn import drawn
from groundswell.words import Words


@dataclass(frozen=True, slots=True)
class Sign:
    """One row: the sign, its word, what it says."""

    svg: SafeString
    word: str
    says: str


def legend(words: Words) -> list[Sign]:
    """Each sign of variation, then each of assurance."""
    return [*_variations(words), *_assurances(words)]


def _variations(words: Words) -> Iterator[Sign]:
    high, low, step = (words.text(f"symbol.letter.{lies}") for lies in ("high", "low", "step"))
    for code, letter, word, says in (
        ("better", high, "point.mark.better", _("A signal in the direction we want; the letter says that it lies high")),
        ("worse", low, "point.mark.worse", _("A signal against it; here it lies low")),
        ("changed", step, "point.mark.changed", _("A signal without a direction; here a large step")),
        ("routine", "", "point.mark.routine", _("No signal: a wave and no letter")),
    ):
        yield _sign(Symbol(code, letter, ""), words.text(word), says)


def _assurances(words: Words) -> Iterator[Sign]:
    for code, says in (
        ("always", _("The band lies on the good side of the fence: figures can be relied on to meet the standard")),
        ("by_luck", _("The fence runs through the band: whether a figure meets the standard is a matter of luck")),
        ("never", _("The band lies on the other side: the process cannot meet the standard as it is")),
    ):
        yield _sign(Symbol(code, words.text(f"symbol.letter.{code}"), ""), words.text(f"standard.state.{code}"), says)


def _sign(symbol: Symbol, word: str, says: str) -> Sign:
    return Sign(drawn(symbol_svg(symbol, named=False)), word, says)
