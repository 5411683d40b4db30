"""What stands in a cell instead of a figure, and why: the signs and letters of public statistics, and the words of seven languages.

Signs and letters: StatsWales and the Government Statistical Service (b c e f k l p r t u x z, bare or in brackets), the DfE, Eurostat
(``:``), Statistics Canada and the German offices (``.``, ``..``, ``...``, ``/``, ``()``). None of them is ever a figure, least of all zero.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from groundswell.domain.measurement.observation import Presence, Status
from groundswell.engine.marks import STATUS_WORDS
from groundswell.engine.periods.folding import folded

SIGNS: Mapping[Presence, str] = MappingProxyType(
    {
        Presence.MISSING: "- -- --- ? ?? <na>",
        Presence.NOT_AVAILABLE: ". .. ... \u00b7 : x n/a na n.a. n.a n/av #n/a #n/k n/k n.k. nk / () ( )",
        Presence.NOT_APPLICABLE: "z n/app n.app.",
        Presence.SUPPRESSED: "* ** *** c k s l",
        Presence.NOT_YET: "tbc tba tbd t.b.c. t.b.a. t.b.d.",
    }
)
"""Signs and letters, with a blank between them; letters count in round and square brackets too."""

WORDS: Mapping[Presence, Mapping[str, str]] = MappingProxyType(
    {
        Presence.MISSING: {
            "en": "nd|no data|no figure|missing|not collected|not recorded|not reported|not provided|no return|unknown|blank",
            "de": "keine daten|fehlt|unbekannt",
            "fr": "donnee manquante|manquant|inconnu|non renseigne|n.r.",
            "nl": "geen gegevens|geen data|geen opgave|onbekend|ontbreekt",
            "es": "sin datos|s/d|s.d.|sin informacion|no consta|desconocido",
            "pt": "sem dados|sem informacao|desconhecido",
            "it": "nessun dato|dato mancante|sconosciuto",
        },
        Presence.NOT_AVAILABLE: {
            "en": "not available|data not available|unavailable|not known|not held|not published|no information",
            "de": "k. a.|k.a.|k.a|k. a|k.a|keine angabe|keine angaben|nicht verfugbar|n. v.|n.v.|nicht bekannt|nicht vorhanden",
            "fr": "n.d.|n.d|n/d|nd.|non disponible|indisponible|n.c.|n.c|nc|non communique",
            "nl": "niet beschikbaar|n.b.|n.b",
            "es": "no disponible|ns/nc",
            "pt": "nao disponivel|indisponivel",
            "it": "non disponibile|dato non disponibile",
        },
        Presence.NOT_APPLICABLE: {
            "en": "not applicable|not relevant|does not apply",
            "de": "entfallt|nicht zutreffend|nicht anwendbar|trifft nicht zu",
            "fr": "s.o.|s.o|s/o|sans objet|non applicable|non concerne",
            "nl": "nvt|n.v.t.|n.v.t|niet van toepassing",
            "es": "no aplica|no procede|no aplicable",
            "pt": "nao aplicavel|nao se aplica",
            "it": "non applicabile|non pertinente",
        },
        Presence.SUPPRESSED: {
            "en": "conf|conf.|confidential|supp|supp.|suppressed|redacted|withheld|disclosive|[low]|(d)",
            "de": "geheim|geheim zu halten|vertraulich|gesperrt",
            "fr": "secret|secret statistique|confidentiel",
            "nl": "geheim|vertrouwelijk|onderdrukt",
            "es": "confidencial|secreto estadistico|dato protegido",
            "pt": "confidencial|segredo estatistico",
            "it": "riservato|dato oscurato|segreto statistico",
        },
        Presence.NOT_YET: {
            "en": "pending|awaited|awaiting data|not yet available|not yet due|not yet known|not yet published|to follow|to be confirmed"
            "|to be announced|data not yet available",
            "de": "folgt|noch nicht verfugbar|liegt noch nicht vor|noch offen|ausstehend",
            "fr": "a venir|en attente|a confirmer|pas encore disponible",
            "nl": "volgt|nog niet beschikbaar|nog niet bekend|n.t.b.|ntb",
            "es": "pendiente|por confirmar|aun no disponible",
            "pt": "pendente|a confirmar|ainda nao disponivel",
            "it": "da confermare|in attesa|non ancora disponibile",
        },
    }
)
"""Words by language, folded (lower case, no accents)."""

LONE_STATUS = "p r e f b t"
"""Letters that say how settled a figure is, or that it is a total, where there is no figure with them."""

ZERO_OR_NOTHING = frozenset(
    {
        "none", "nil", "zero", "nought", "null", "nul", "keine", "kein", "keiner", "aucun", "aucune", "neant", "geen", "ninguno",
        "ninguna", "nenhum", "nenhuma", "nessuno", "nessuna",
    }
)  # fmt: skip
"""Words that may say zero, or that there is no figure: refused, never taken for either."""

_COLON = re.compile(r": ?([bcdefinprsuz]{1,3})")
"""Eurostat's sign for no figure with the flags behind it: ``:c`` is confidential, ``: z`` can be none."""

State = tuple[Presence, Status]


def _table() -> dict[str, State]:
    found: dict[str, State] = {}
    for presence, signs in SIGNS.items():
        for sign in signs.replace("( )", "").split():
            for written in (sign, f"[{sign}]", f"({sign})") if sign.isalpha() or sign == "n/a" else (sign,):
                found[written] = (presence, Status.FINAL)
    for presence, languages in WORDS.items():
        for words in languages.values():
            for word in words.split("|"):
                found.setdefault(word, (presence, Status.FINAL))
    status = {word: one for one, words in STATUS_WORDS.items() for word in words if len(word) == 1}
    for letter in LONE_STATUS.split():
        for written in (letter, f"[{letter}]", f"({letter})"):
            found.setdefault(written, (Presence.MISSING, status.get(letter, Status.FINAL)))
    for written in ("u", "[u]", "(u)", "/", "()", "( )"):
        found[written] = (Presence.NOT_AVAILABLE, Status.LOW_RELIABILITY)
    found["[w]"] = (Presence.MISSING, Status.FINAL)
    return found


STATES: Mapping[str, State] = MappingProxyType(_table())
"""Folded text → presence and status."""


_LONE = frozenset((*LONE_STATUS.split(), "l"))


def is_lone_status(text: str) -> bool:
    """A bare letter such as p or r: alone it is no proof of a column of figures (it may be a colour, a sex, a grade)."""
    return text.strip().lower() in _LONE


def state_of(plain: str, text: str) -> State | None:
    """Why a cell holds no figure; None where it says nothing of the kind. ``plain`` is the text in lower case, ``text`` as written."""
    found = STATES.get(plain)
    if found is None and not plain.isascii():
        found = STATES.get(folded(plain))
    if found is None and (flagged := _COLON.fullmatch(plain)) is not None:
        letters = flagged[1]
        return STATES["c" if "c" in letters else "z" if "z" in letters else "u" if "u" in letters else ":"]
    if found is None and text in ("NULL", "null"):
        return Presence.MISSING, Status.FINAL
    return found
