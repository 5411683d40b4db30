"""Month names that the period parser knows: English, French, German, Dutch and Spanish (names as in the Unicode CLDR, wide and short).

No name of these five languages stands for two different months, so one table serves them all. Names are
without accents and full stops and in lower case: see :func:`groundswell.engine.periods.folded`.
"""

from collections.abc import Mapping
from types import MappingProxyType

_NAMES = (
    "january jan janvier janv januar jaenner janner januari enero ene",
    "february feb fevrier fevr fev februar feber februari febrero",
    "march mar mars marz maerz mrz maart mrt marzo",
    "april apr avril avr abril abr",
    "may mai mei mayo",
    "june jun juin juni junio",
    "july jul juillet juil juli julio",
    "august aug aout augustus agosto ago",
    "september sep sept septembre septiembre setiembre",
    "october oct octobre oktober okt octubre",
    "november nov novembre noviembre",
    "december dec decembre dezember dez diciembre dic",
)

MONTHS: Mapping[str, int] = MappingProxyType({name: number for number, names in enumerate(_NAMES, 1) for name in names.split()})
"""Folded name → 1 to 12."""
