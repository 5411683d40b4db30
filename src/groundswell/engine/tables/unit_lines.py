"""Lines above a table that say in which unit its figures are: "£ thousand", "per cent", "Figures in millions", "Spending (£m)"."""

import re
from functools import lru_cache

from groundswell.engine.numbers.units import CODES, PER_CENT, SCALES, SIGNS, TIMES
from groundswell.engine.periods import folded
from groundswell.engine.proposal import TableReading
from groundswell.engine.tables.grid import Grid

LONGEST_LINE = 60
_MONEY = (
    rf"(?:us|au|ca|nz|hk)?[{re.escape(SIGNS)}]|{'|'.join(CODES)}|pounds?(?: sterling)?|sterling|euros?|dollars?|francs?|franken"
    "|kronor|kroner"
)


def _any(*words: str) -> str:
    """One of these words, the longest first."""
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


_SCALE = r"'?000s?|'?000,?000s?|hundreds?|thousands?|millions?|billions?|" + _any(
    *(word for words in SCALES.values() for word in words if len(word) > 1 or word == "m")
)
_PERCENT = _any(*PER_CENT, "percentage", "percentages", "in %")
_TIME = _any(*(word for words in TIMES.values() for word in words if len(word) > 3))
_COUNTED = "numbers?|anzahl|nombre|aantal|persons?|people|personen|personnes|headcount|full[ -]time equivalents?|fte"
_UNIT = (
    rf"(?:{_MONEY})(?: ?(?:{_SCALE}))?|(?:{_SCALE})(?: ?(?:of )?(?:{_MONEY}|{_COUNTED}))?|{_PERCENT}"
    rf"|(?:number of )?(?:{_TIME})|(?:{_COUNTED})(?: ?\(?(?:{_SCALE})\)?)?"
)
_FIGURES = (
    "figures|amounts|values|numbers|data|angaben|betrage|werte|montants|chiffres|valeurs|bedragen|cijfers|importi|valores"
)
_UNITS = "units?|unit of measure(?:ment)?|measure|einheit(?:en)?|unites?|eenheid|unidad(?:es)?|unidades?|unita"
_LEAD = (
    rf"(?:(?:all |the )?(?:{_FIGURES})(?: are| sind| sont)?(?: (?:shown|expressed|given))? ?(?:in|en|em)?:? "
    rf"|(?:{_UNITS}) ?: ?|in |en )?"
)
_LINE = re.compile(rf"[(\[]?{_LEAD}(?P<unit>{_UNIT})[)\]]?[.:]?")
_TAIL = re.compile(
    rf"[(\[](?:in )?(?P<bracketed>{_UNIT})[)\]]$"
    rf"|(?:,| -| in) (?P<behind>(?:{_MONEY}) ?(?:{_SCALE})?|{_PERCENT}|(?:{_SCALE}))$"
)
_OF_ITS_OWN = re.compile(
    r"%|(?<![a-z])(?:per|percent(?:age)?|rate|ratio|share|proportion|index|average|mean|median|change|quote|anteil|taux)(?![a-z])"
)
"""Words of a name by which its figures are counted otherwise than the rest of the table."""


def unit_line(text: str) -> str:
    """The unit that a whole line names, as written, "%" for per cent; "" where it is no such line."""
    if len(text) > LONGEST_LINE:
        return ""
    found = _LINE.fullmatch(folded(text).strip())
    return _as_written(text, found["unit"]) if found is not None else ""


def unit_above(grid: Grid, table: TableReading) -> str:
    """The unit that the line nearest above a table names, or its title at its end; "" where none does."""
    first = min([*table.head_rows, table.first])
    texts = [text for row in range(first - 1, -1, -1) for column in grid.filled(row) if (text := grid.text(row, column))]
    texts += grid.above
    whole = next((unit for text in texts if (unit := unit_line(text))), "")
    if whole:
        return whole
    for text in texts:
        found = _TAIL.search(folded(text)) if len(text) <= 3 * LONGEST_LINE else None
        if found is not None:
            return _as_written(text, found["bracketed"] or found["behind"])
    return ""


@lru_cache(maxsize=4_096)
def counts_otherwise(name: str) -> bool:
    """Whether a measure's own name says that its figures are a rate, a share or a change: the unit of the table is not theirs."""
    return _OF_ITS_OWN.search(folded(name)) is not None


def _as_written(text: str, unit: str) -> str:
    """A unit in the letters of the line it was found in."""
    if unit in (*PER_CENT, "percentage", "percentages", "in %"):
        return "%"
    at = text.lower().find(unit)
    return text[at : at + len(unit)] if at >= 0 else unit
