"""Month names that the period parser knows: English, German, French, Dutch, Spanish, Portuguese and Italian.

Names as in the Unicode CLDR, wide and abbreviated, with the short forms that people write beside them (``Sept``, ``Mrz``,
``Jänner``). No name of these seven languages stands for two different months, so one table serves them all. Names are
without accents and full stops and in lower case: see :func:`groundswell.engine.periods.folded`.
"""

from collections.abc import Mapping
from types import MappingProxyType

_NAMES = (
    "january jan janvier janv januar jaenner janner jann januari enero ene janeiro gennaio genn gen",
    "february feb febr febuary februrary fevrier fevr fev februar feber februari febrero fevereiro febbraio febb",
    "march mar mars marz maerz mrz maart mrt marzo marco",
    "april apr avril avr abril abr aprile",
    "may mai mei mayo maio maggio magg mag",
    "june jun juin juni junio junho giugno giu",
    "july jul juillet juil juill juli julio julho luglio lugl lug",
    "august aug aout augustus agosto ago agos",
    "september sep sept septembre septiembre setiembre setembro settembre sett set",
    "october oct octobre oktober okt octubre outubro out ottobre ott",
    "november nov novembre noviembre novembro",
    "december dec decembre dezember dez diciembre dic dezembro dicembre",
)

MONTHS: Mapping[str, int] = MappingProxyType({name: number for number, names in enumerate(_NAMES, 1) for name in names.split()})
"""Folded name → 1 to 12."""

OTHER_WORDS = frozenset({"ago", "gen", "mag", "march", "mars", "marco", "may", "out", "set"})
"""Names that are everyday words too (an *out* of a column of ins and outs is no October): alone they prove no column of months."""
