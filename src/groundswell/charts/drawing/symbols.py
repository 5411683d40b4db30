"""Signs of our own for variation and assurance: what they mean stands in their shape and letter, colour only repeats it.

Variation: circle better, diamond worse, square changed, wave routine; the letter says where the newest signal lies. Assurance:
the band of normal figures and the fence of the standard as they lie to each other, and a badge with a letter.
"""

from collections.abc import Callable, Mapping

from groundswell.charts.chart import Symbol
from groundswell.charts.drawing.marks import xml
from groundswell.charts.drawing.palette import literal as written_out

HEIGHT = 22.0
WIDTHS = {"better": 22.0, "worse": 22.0, "changed": 22.0, "routine": 22.0, "always": 44.0, "by_luck": 44.0, "never": 44.0}
NAMESPACE = 'xmlns="http://www.w3.org/2000/svg"'
FONT = "font-family=\"'Public Sans', system-ui, sans-serif\""


def symbol_parts(symbol: Symbol) -> str:
    """The sign from (0, 0) on, 22 high and WIDTHS wide, by classes."""
    return _VARIATIONS[symbol.code](symbol) if symbol.code in _VARIATIONS else _assurance(symbol)


def symbol_svg(symbol: Symbol, *, named: bool = True, literal: bool = False) -> str:
    """The sign as an image of its own. ``named`` False: its words stand beside it, so that it is left out for those who hear."""
    width = WIDTHS[symbol.code]
    label = f'role="img" aria-label="{xml(symbol.text)}"' if named else 'aria-hidden="true" focusable="false"'
    body = symbol_parts(symbol)
    size = f'width="{width:g}" height="{HEIGHT:g}" viewBox="0 0 {width:g} {HEIGHT:g}" {label}'
    if literal:
        return f'<svg {NAMESPACE} {size} direction="ltr" {FONT}>{written_out(body)}</svg>'
    return f'<svg class="symbol" {size}>{body}</svg>'


def _letter(letter: str, x: float, kind: str) -> str:
    return f'<text class="{kind}" x="{x:g}" y="15.4" text-anchor="middle">{xml(letter)}</text>' if letter else ""


_VARIATIONS: Mapping[str, Callable[[Symbol], str]] = {
    "better": lambda symbol: f'<circle class="better" cx="11" cy="11" r="10"/>{_letter(symbol.letter, 11, "sign-on")}',
    "worse": lambda symbol: f'<path class="worse" d="M11 0l11 11-11 11-11-11z"/>{_letter(symbol.letter, 11, "sign-on")}',
    "changed": lambda symbol: f'<rect class="changed" x="2" y="2" width="18" height="18"/>{_letter(symbol.letter, 11, "sign-on")}',
    "routine": lambda symbol: '<path class="sign-wave" d="M2 11c2.6-5 4.6-5 7.2-1s4.6 4 7-1l3.8-2"/>',
}


def _assurance(symbol: Symbol) -> str:
    """Band and fence. What lies on the wanted side of the fence is met; its pales stand on the other side."""
    good_above = symbol.up
    if symbol.code == "by_luck":
        band, fence = (5.0, 12.0), 11.0
    else:
        above = good_above == (symbol.code == "always")
        band, fence = ((1.5, 9.0), 15.5) if above else ((11.5, 9.0), 6.5)
    pale = "v3.5" if good_above else "v-3.5"
    pales = "".join(f"M{x:g} {fence:g}{pale}" for x in (3.5, 8.5, 13.5, 18.5))
    picture = (
        f'<rect class="sign-band" x="2.5" y="{band[0]:g}" width="17" height="{band[1]:g}"/>'
        f'<path class="std" d="M0 {fence:g}H22{pales}"/>'
    )
    return picture + _BADGES[symbol.code] + _letter(symbol.letter, 34, "sign-in" if symbol.code == "by_luck" else "sign-on")


_BADGES = {
    "always": '<circle class="better" cx="34" cy="11" r="9.5"/>',
    "by_luck": '<circle class="sign-ring" cx="34" cy="11" r="8.75"/>',
    "never": '<path class="worse" d="M34 .5l10.5 10.5L34 21.5 23.5 11z"/>',
}
