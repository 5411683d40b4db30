"""How each thing of a results map looks where no style sheet is: the light palette as literal values (interface 2.1)."""

from collections.abc import Mapping

from groundswell.charts.drawing.palette import BAND, BETTER, CARD, EDGE, INK, INK_2, INK_3, LINE, PAPER, WORSE

MIST, TINT = "#f2f1ec", "#e4e4dd"
GROUNDS = (CARD, BAND, MIST, PAPER, MIST)
"""The grounds from the centre outwards; beyond the last they go on with it."""
LOOKS: Mapping[str, str] = {
    "link": f'fill="none" stroke="{INK_3}" stroke-width="1.4"',
    "link companion": f'fill="none" stroke="{INK_3}" stroke-width="2.2" stroke-dasharray="1 4" stroke-linecap="round"',
    "link conflict": f'fill="none" stroke="{INK}" stroke-width="1.4"',
    "arrow": f'fill="{INK_3}"',
    "knot": f'fill="{CARD}" stroke="{INK}" stroke-width="1.4"',
    "box": f'fill="{CARD}" stroke="{EDGE}"',
    "box todo": f'fill="{CARD}" stroke="{EDGE}" stroke-dasharray="4 3"',
    "box tinted": f'fill="{TINT}" stroke="{INK_2}" stroke-width="1.5"',
    "box core": f'fill="{INK}" stroke="{INK}"',
    "box core todo": f'fill="{INK}" stroke="{CARD}" stroke-dasharray="4 3"',
    "halo": f'fill="{CARD}"',
    "better": f'fill="{BETTER}"',
    "worse": f'fill="{WORSE}"',
    "changed": f'fill="{INK}"',
    "words": f'fill="{INK}"',
    "words core": f'fill="{CARD}" font-weight="600"',
    "word better": f'fill="{BETTER}" font-weight="600" font-size="12"',
    "word worse": f'fill="{WORSE}" font-weight="600" font-size="12"',
    "word changed": f'fill="{INK}" font-weight="600" font-size="12"',
    "head": f'fill="{INK}" font-weight="600"',
    "said": f'fill="{INK_2}"',
}


def ground(at: int) -> str:
    """The ground of a zone, counted from the centre."""
    return f'fill="{GROUNDS[min(at, len(GROUNDS) - 1)]}" stroke="{LINE if at else EDGE}"'


def zone_name(at: int) -> str:
    """A zone's name, over a stroke of its own ground so that no line runs through the letters."""
    own = GROUNDS[min(at, len(GROUNDS) - 1)]
    return f'fill="{INK_3}" font-weight="600" paint-order="stroke" stroke="{own}" stroke-width="5" stroke-linejoin="round"'
