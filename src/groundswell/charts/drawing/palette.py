"""The light palette as literal values: a file, a picture and a printed sheet know no style sheet (interface 2.1)."""

import re
from collections.abc import Mapping

PAPER, CARD, BAND, LINE, EDGE = "#fbfaf7", "#ffffff", "#e8eef1", "#dedcd4", "#7b7f80"
INK, INK_2, INK_3 = "#14212b", "#43505a", "#5d6870"
BETTER, WORSE, ROUTINE = "#0b5ca3", "#b0460a", "#66727b"

SHAPES: Mapping[str, str] = {
    "band": f'fill="{BAND}"',
    "lim": f'fill="none" stroke="{INK_3}" stroke-width="1"',
    "cl": f'fill="none" stroke="{INK}" stroke-width="1.5"',
    "dash": 'stroke-dasharray="5 4"',
    "line": f'fill="none" stroke="{ROUTINE}" stroke-width="1.25" stroke-linejoin="round"',
    "mini-cl": f'fill="none" stroke="{INK_3}" stroke-width="1"',
    "mini-line": f'fill="none" stroke="{INK_2}" stroke-width="1.25" stroke-linejoin="round"',
    "axis": f'fill="none" stroke="{LINE}" stroke-width="1"',
    "tick": f'fill="none" stroke="{EDGE}" stroke-width="1"',
    "gap": f'fill="none" stroke="{EDGE}" stroke-width="1.5"',
    "dot": f'fill="{ROUTINE}"',
    "hollow": f'fill="{CARD}" stroke="{ROUTINE}" stroke-width="1.5"',
    "better": f'fill="{BETTER}"',
    "worse": f'fill="{WORSE}"',
    "changed": f'fill="{INK}"',
    "split": f'fill="none" stroke="{INK_2}" stroke-width="1"',
    "open": 'stroke-dasharray="1 4" stroke-linecap="round"',
    "stem": f'fill="none" stroke="{EDGE}" stroke-width="1" stroke-dasharray="1 3" stroke-linecap="round"',
    "cross": f'fill="none" stroke="{INK_2}" stroke-width="1.75"',
    "ring": f'fill="none" stroke="{INK}" stroke-width="1.5"',
    "core": f'fill="{INK}"',
    "halo": f'fill="{CARD}"',
    "ring-past": f'fill="none" stroke="{EDGE}" stroke-width="1.25"',
    "core-past": f'fill="{EDGE}"',
    "fence": "",
    "wished": "",
    "sign-band": f'fill="{BAND}" stroke="{EDGE}" stroke-width="1"',
    "sign-ring": f'fill="{CARD}" stroke="{INK_2}" stroke-width="1.5" stroke-dasharray="3 2"',
    "sign-wave": f'fill="none" stroke="{ROUTINE}" stroke-width="1.75" stroke-linecap="round"',
    "std": f'fill="none" stroke="{INK_2}" stroke-width="1"',
    "flag": f'fill="{INK}"',
    "hit": 'fill="none" pointer-events="all"',
    "pt": "",
    "rule": f'fill="none" stroke="{LINE}" stroke-width="1"',
}
TEXTS: Mapping[str, str] = {
    "": f'fill="{INK_3}"',
    "strong": f'fill="{INK}" font-weight="600"',
    "mid": f'fill="{INK_2}"',
    "val": f'paint-order="stroke" stroke="{BAND}" stroke-width="5" stroke-linejoin="round"',
    "flagt": 'fill="#ffffff" font-weight="600" font-size="12"',
    "t12": f'fill="{INK_3}" font-size="12"',
    "title": f'fill="{INK}" font-weight="600" font-size="22"',
    "says": f'fill="{INK}" font-size="17"',
    "note": f'fill="{INK_2}" font-size="13"',
    "better": f'fill="{BETTER}" font-weight="600"',
    "worse": f'fill="{WORSE}" font-weight="600"',
    "changed": f'fill="{INK}" font-weight="600"',
    "routine": f'fill="{INK_3}"',
    "sign-on": 'fill="#ffffff" font-weight="600" font-size="12"',
    "sign-in": f'fill="{INK}" font-weight="600" font-size="12"',
}
_ELEMENT = re.compile(r'<(text|path|circle|rect|g)\b( class="([^"]*)")?')


def literal(svg: str) -> str:
    """The same drawing with each class written out as values."""
    return _ELEMENT.sub(_written_out, svg)


def _written_out(found: re.Match[str]) -> str:
    element, classes = found.group(1), found.group(3) or ""
    if element == "text":
        values = " ".join(TEXTS[name] for name in (classes.split() or [""]))
    else:
        values = " ".join(SHAPES[name] for name in classes.split())
    return f"<{element} {values}" if values else f"<{element}"
