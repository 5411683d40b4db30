"""The unit that a figure is written with: currency, scale (thousand, million), per cent, or a length of time. Nothing is rescaled.

``£1.2m`` is 1.2 with the unit ``£m``, ``€ 3,4 Mio.`` is 3.4 with ``€m``, ``USD 5k`` is 5 with ``USD k``, ``2 days`` is 2 with ``days``.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

SIGNS = "\u00a3$\u20ac\u00a5\u20b9\u20bd\u20a9\u20ba\u20aa\u0e3f\u20ab\u20a6\u20b4\u20b1"
DOLLARS = ("us$", "a$", "au$", "c$", "ca$", "nz$", "hk$", "s$", "r$")
CODES = (
    "gbp", "usd", "eur", "chf", "jpy", "cny", "inr", "aud", "cad", "nzd", "sek", "nok", "dkk", "pln", "czk", "huf", "ron", "bgn",
    "isk", "try", "zar", "brl", "mxn", "ars", "clp", "cop", "pen", "sgd", "hkd", "krw", "thb", "idr", "myr", "php", "vnd", "ils",
    "aed", "sar", "egp", "ngn", "kes", "ghs", "uah", "rub", "rsd",
)  # fmt: skip
SCALES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "k": ("k", "tsd", "tsd.", "thousand", "thousands", "tausend", "milliers", "duizend", "mila", "t"),
        "m": (
            "m", "mn", "mio", "mio.", "mln", "mln.", "mill.", "million", "millions", "millionen", "millones", "milioni", "milhoes",
            "miljoen",
        ),
        "bn": ("bn", "mrd", "mrd.", "mld", "mld.", "milliard", "milliards", "milliarden", "miliardi", "miljard", "mil millones"),
        "lakh": ("lakh", "lakhs", "lac"),
        "crore": ("crore", "crores", "cr"),
        "billion": ("billion", "billions"),
        "trillion": ("trillion", "trillions", "trn"),
    }
)  # fmt: skip
"""Words of each scale. "billion" and "trillion" stay as written: they are not the same number in every language."""
PER_CENT = (
    "%", "percent", "per cent", "pct", "pct.", "prozent", "pour cent", "procent", "por ciento", "por cento", "per cento", "v.h.",
)  # fmt: skip
POINTS = ("pp", "ppt", "% points", "%-points", "percentage points", "prozentpunkte", "points de pourcentage")
TIMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "seconds": ("sec", "secs", "sec.", "second", "seconds", "sek", "sek.", "sekunde", "sekunden", "seconde", "secondes", "seconden",
                    "segundo", "segundos", "secondo", "secondi"),
        "minutes": ("min", "mins", "min.", "minute", "minutes", "minuten", "minuut", "minuto", "minutos", "minuti"),
        "hours": ("h", "hr", "hrs", "hour", "hours", "std", "std.", "stunde", "stunden", "heure", "heures", "uur", "uren", "hora", "horas",
                  "ora", "ore"),
        "days": ("day", "days", "tag", "tage", "tagen", "jour", "jours", "dag", "dagen", "dia", "dias", "giorno", "giorni"),
        "working days": ("working day", "working days", "wd", "arbeitstage", "werktage", "jours ouvres", "werkdagen"),
        "weeks": ("wk", "wks", "week", "weeks", "woche", "wochen", "semaine", "semaines", "weken", "semana", "semanas", "settimana",
                  "settimane"),
        "months": ("mth", "mths", "month", "months", "monat", "monate", "monaten", "mois", "maand", "maanden", "mes", "meses", "mese",
                   "mesi"),
        "years": ("yr", "yrs", "year", "years", "jahr", "jahre", "jahren", "an", "ans", "jaar", "ano", "anos", "anno", "anni"),
    }
)  # fmt: skip
"""Units of time by their words. A lone ``s``, ``d`` or ``m`` is none: each means something else too."""
UNCLEAR = frozenset({"m", "b", "t", "d", "s", "g", "l", "mm", "mil", "tn", "w", "y", "c"})
"""Letters behind a figure that mean several things (million, metres, minutes; billion, break): refused, never guessed."""
UNCLEAR_OF_MONEY = frozenset({"b", "mm", "mil", "tn"})

_SCALE = {word: scale for scale, words in SCALES.items() for word in words}
_TIME = {word: unit for unit, words in TIMES.items() for word in words}
_NAMED_SCALE = {"k": "thousand", "m": "million"}


def _any(words: object) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))  # type: ignore[call-overload]


_CURRENCY = rf"(?:[{SIGNS}]|{_any(DOLLARS)}|(?:{_any(CODES)}|kr\.?|z\u0142|lei)(?![a-z]))"
_SCALED = rf"(?:{_any([*_SCALE, *UNCLEAR_OF_MONEY])})"
_FIGURE = re.compile(
    rf"(?P<sign>[-+] ?)?(?:(?P<before>{_SCALED} ?)?(?P<money>{_CURRENCY}) ?)?(?P<inner>[-+] ?)?"
    r"(?P<body>[\d.,'\u066c ]*\d(?:[.,](?![a-z]))?)(?P<power>e[-+]?\d{1,3})? ?(?P<tail>[^\d]*)"
)
_TAIL = re.compile(rf"(?P<scale>{_SCALED})?(?:(?<=.) ?|^)(?P<money>{_CURRENCY})?(?: ?(?P<scale2>{_SCALED}))?")


def split(plain: str) -> tuple[str, str, str] | str | None:
    """Sign, digits and unit of a figure in lower case: ``-£1.2m`` is ("-", "1.2", "£m").

    A problem's code where the unit has several meanings; None where this is no figure with a unit that is known.
    """
    found = _FIGURE.fullmatch(plain)
    if found is None or (found["sign"] and found["inner"]):
        return None
    sign, digits = (found["sign"] or found["inner"] or "").strip(), found["body"].strip() + (found["power"] or "")
    unit = _unit(found["before"], found["money"], found["tail"].strip())
    if unit is None:
        return None
    return "unit_unclear" if unit == "?" else (sign, digits, unit)


def _unit(before: str | None, money: str | None, tail: str) -> str | None:
    """The unit from what stands before and behind; "" for none, "?" where it has several meanings, None where it is not known."""
    if not tail and not before:
        return _named(money) if money else ""
    if not money and not before:
        plain = _alone(tail)
        if plain is not None:
            return plain
    found = _TAIL.fullmatch(tail)
    if found is None or (found["money"] and money):
        return None
    scales = [word.strip() for word in (before, found["scale"], found["scale2"]) if word and word.strip()]
    return None if len(scales) > 1 else _scaled(money or found["money"], scales, not before and not found["scale"])


def _alone(tail: str) -> str | None:
    """A unit that is no money: per cent, points, a length of time, or a letter of several meanings."""
    if tail in PER_CENT:
        return "%"
    if tail == "\u2030" or tail in POINTS:
        return tail if tail == "\u2030" else "pp"
    return _TIME.get(tail) or ("?" if tail in UNCLEAR else None)


def _scaled(money: str | None, scales: list[str], last: bool) -> str | None:
    """Money and its scale together. ``last``: the scale stands at the very end, where a lone ``t`` (of ``T\u20ac``) is something else."""
    if not scales:
        return _named(money) if money else None
    if scales[0] in UNCLEAR_OF_MONEY or (scales[0] == "t" and (last or not money)):
        return "?"
    scale = _SCALE[scales[0]]
    if not money:
        return _NAMED_SCALE.get(scale, scale)
    named = _named(money)
    return f"{named}{scale}" if len(named) == 1 and len(scale) <= 2 else f"{named} {scale}"


def _named(money: str) -> str:
    return money.rstrip(".") if money.startswith(("kr", "z\u0142", "lei")) else money.upper()
