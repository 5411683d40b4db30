"""Marks behind figures and period labels: what says how settled a figure is (``p``, ``(r)``, ``[e]``, "provisional"), and footnote signs.

A star, a dagger or a raised number says nothing by itself: it points to a note, and only the sheet's own note gives it a meaning
(:mod:`groundswell.engine.tables.status_notes`).
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from groundswell.domain.measurement.observation import Status
from groundswell.engine.periods.folding import folded, unaccented

STATUS_WORDS: Mapping[Status, tuple[str, ...]] = MappingProxyType(
    {
        Status.PROVISIONAL: (
            "p", "prov", "provis", "provisional", "prel", "preliminary", "vorlaufig", "vorl", "provisoire", "voorlopig", "provisorio",
            "provvisorio", "preliminar", "flash",
        ),
        Status.REVISED: (
            "r", "rev", "revised", "korrigiert", "korr", "revidiert", "revise", "revisee", "herzien", "revisado", "revisto", "rivisto",
            "corrected", "berichtigt",
        ),
        Status.ESTIMATED: (
            "e", "est", "estd", "estimate", "estimated", "geschatzt", "gesch", "schatzung", "estime", "estimee", "estimation", "geschat",
            "estimado", "estimada", "stima", "stimato", "stimata", "imputed",
        ),
        Status.LOW_RELIABILITY: ("u", "low reliability", "unreliable", "lr"),
        Status.BREAK_BEFORE: ("b", "break", "break in series", "break in time series", "zeitreihenbruch", "rupture de serie", "reeksbreuk"),
        Status.FORECAST: ("f", "fc", "fcst", "forecast", "projection", "projected", "prognose", "prevision", "previsione", "previsao"),
    }
)  # fmt: skip
"""Words of each status as people write them behind a figure, folded and without their full stop: the flags of StatsWales, the
Government Statistical Service, Eurostat and the German offices, and the words of seven languages."""

_STATUS = {word: status for status, words in STATUS_WORDS.items() for word in words}
_ANY = "|".join(re.escape(word) for word in sorted(_STATUS, key=len, reverse=True))
RAISED = "\u00b9\u00b2\u00b3\u2070\u2074-\u2079\u1d43-\u1d61\u02b3\u02e2"
_FOOTNOTE = rf"[*\u2020\u2021\u00a7#^]{{1,3}}|[{RAISED}]+"
_BRACKETED = rf"\[(?:{_ANY}|\d{{1,2}}|[a-z]|notes? ?\d[\d, ]*)\.?\]|\((?:{_ANY}|\d{{1,2}}|[a-z]|notes? ?\d[\d, ]*)\.?\)"
_MARKED = re.compile(rf"(?P<bare>.*\S)(?:\s?(?P<signs>{_FOOTNOTE}|{_BRACKETED})|(?:\s|(?<=[\d%]))(?P<word>(?:{_ANY})\.?))", re.IGNORECASE)


def split_mark(text: str) -> tuple[str, str]:
    """A text without the one mark at its end, and that mark as written; (text, "") where it carries none.

    Only the caller knows whether what is left is a figure or a label that a mark can stand behind.
    """
    text = text.strip()
    plain = unaccented(text)
    found = _MARKED.fullmatch(plain if len(plain) == len(text) else text)
    if found is None:
        return text, ""
    at = found.end("bare")
    return text[:at].rstrip(), text[at:].strip()


def status_of(mark: str) -> Status | None:
    """What a mark says by itself: ``(p)`` and "prov." are provisional; None for a footnote sign."""
    return _STATUS.get(folded(mark).strip("()[]. "))


def sign_of(mark: str) -> str:
    """A footnote sign as notes name it: ``(1)``, ``[1]`` and ``¹`` are 1, ``*`` is itself."""
    return folded(mark).strip("()[]. ")
