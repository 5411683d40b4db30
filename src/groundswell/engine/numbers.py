"""Figures as people write them, read exactly: marks, signs, thousands, per cent and the vocabulary of missing figures.

A text is read by a decimal mark that was declared or found out (:func:`find_decimal_mark`); where only the mark
could tell (``1,234``) and nobody said, it is refused, never guessed. Figures stand as in the file: nothing is rescaled.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from groundswell.domain.measurement.exact import LARGEST_FIGURE, LARGEST_POWER, MAX_DIGITS, Exact
from groundswell.domain.measurement.observation import Presence, Status


@dataclass(frozen=True, slots=True)
class NumberRead:
    """What a cell says: a value, or why there is none. ``unit`` is ``%``, a currency sign or empty; ``mark`` as written."""

    value: Exact | None
    presence: Presence = Presence.VALUE
    status: Status = Status.FINAL
    bound: Exact | None = None
    mark: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A text that is no figure here; ``code`` names the problem."""

    code: str


_PRESENCE: dict[str, tuple[Presence, Status]] = {
    mark: (presence, Status.FINAL)
    for presence, marks in {
        Presence.MISSING: "-|--|---|nd|no data|no figure|missing|not collected|not recorded|not reported|not provided|unknown|none",
        Presence.NOT_AVAILABLE: ".|..|...|:|x|[x]|n/a|na|n.a.|n.a|[n/a]|not available|data not available|unavailable|#n/k",
        Presence.NOT_APPLICABLE: "z|[z]|n/app|not applicable",
        Presence.SUPPRESSED: "*|**|***|c|[c]|k|[k]|s|[s]|conf|confidential|supp|supp.|suppressed|redacted|withheld",
        Presence.NOT_YET: "tbc|tba|tbd|t.b.c.|pending|awaited|awaiting data|not yet available|not yet due|not yet known|to follow",
    }.items()
    for mark in marks.split("|")
} | {"u": (Presence.NOT_AVAILABLE, Status.LOW_RELIABILITY), "[u]": (Presence.NOT_AVAILABLE, Status.LOW_RELIABILITY)}
"""Marks that stand alone in a cell, as public statistics use them: StatsWales and the DfE (c, k, u, x, z), Statistics
Canada and the German offices (``.``, ``..``, ``...``, ``x``), Eurostat (``:``), and what councils write in words.
A lone dash is a missing figure, never zero."""

_STATUS = {
    "p": Status.PROVISIONAL,
    "(p)": Status.PROVISIONAL,
    "[p]": Status.PROVISIONAL,
    "prov": Status.PROVISIONAL,
    "provisional": Status.PROVISIONAL,
    "r": Status.REVISED,
    "(r)": Status.REVISED,
    "[r]": Status.REVISED,
    "rev": Status.REVISED,
    "revised": Status.REVISED,
    "e": Status.ESTIMATED,
    "(e)": Status.ESTIMATED,
    "[e]": Status.ESTIMATED,
    "est": Status.ESTIMATED,
    "est.": Status.ESTIMATED,
    "estimated": Status.ESTIMATED,
    "u": Status.LOW_RELIABILITY,
    "[u]": Status.LOW_RELIABILITY,
    "b": Status.BREAK_BEFORE,
    "[b]": Status.BREAK_BEFORE,
    "f": Status.FORECAST,
    "(f)": Status.FORECAST,
    "[f]": Status.FORECAST,
    "*": Status.FINAL,
    "**": Status.FINAL,
    "\u2020": Status.FINAL,
    "\u2021": Status.FINAL,
}
"""Marks behind a figure. Stars and daggers point to a note: the figure stands and the mark is kept as written."""

_BELOW = ("<=", "<", "\u2264", "less than ", "fewer than ", "under ")
_ABOVE = (">=", ">", "\u2265", "more than ", "over ", "at least ")
_CURRENCY = "\u00a3$\u20ac\u00a5"
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\u2008"), " ")
_DASHES = dict.fromkeys(map(ord, "\u2212\u2013\u2014\u2012\ufe63\uff0d"), "-")
_PLAIN_MARKS = {0x066B: ".", 0x066C: "\u066c", 0x066A: "%", 0x2019: "'", 0x02BC: "'", 0x2026: "..."}
_ONE_FORM = _BLANKS | _DASHES | _PLAIN_MARKS

_SIMPLE = re.compile(r"-?(?:0|[1-9]\d{0,17})(?:\.\d{1,18})?")
_PLAIN = re.compile(r"(?P<whole>\d+)?(?:[.](?P<part>\d+))?(?:e(?P<power>[+-]?\d{1,3}))?")
_GROUPED = {mark: re.compile(rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+") for mark in (",", ".", "'", " ", "\u066c")}
_TRAILING = re.compile(r"^(?P<number>.*?[\d%)])\s?(?P<mark>\(?\[?[a-z]{1,11}\.?\]?\)?|\*{1,2}|[\u2020\u2021])$")
_UNCLEAR = re.compile(r"[-+]?[1-9]\d{0,2}[,.]\d{3}")


def clean(text: str) -> str:
    """One form for blanks, dashes and apostrophes; decimal digits of any script as 0-9; direction marks taken out."""
    if text.isascii():
        return text.strip()
    plain = "".join(c for c in text.translate(_ONE_FORM) if unicodedata.category(c) != "Cf")
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain).strip()


def number_of(value: int | float) -> Exact:
    """A number cell: the shortest decimal the program would show; raises ValueError for NaN and infinity."""
    return Exact(value) if type(value) is int else Exact.parse(repr(float(value)))


def decimal_evidence(text: str) -> str | None:
    """The decimal mark that this text alone can be read with: "." or ","; "?" where it hangs on the mark; None: no evidence."""
    body = clean(text).strip(_CURRENCY + "%+-() ")
    if body.count(",") + body.count(".") == 0 or not all(c.isdigit() or c in ",.' " for c in body):
        return None
    if _UNCLEAR.fullmatch(body):
        return "?"
    last = max(body.rfind(","), body.rfind("."))
    mark, other = body[last], "." if body[last] == "," else ","
    if body.count(mark) > 1:
        return other if _GROUPED[mark].fullmatch(body) else None
    whole = body[:last]
    if whole.isdigit() or not whole or any(_GROUPED[g].fullmatch(whole) for g in (other, "'", " ")):
        return mark
    return None


def find_decimal_mark(texts: Iterable[str]) -> str | None:
    """The decimal mark that all these texts agree on; "?" where some hang on it and none says; None: it does not matter."""
    found = {evidence for evidence in map(decimal_evidence, texts) if evidence}
    sure = found - {"?"}
    if len(sure) == 1:
        return sure.pop()
    return "?" if found else None


def read_number(text: str, decimal_mark: str | None = None) -> NumberRead | Refused:
    """A text in a column of figures. ``decimal_mark`` None: ``1,234`` and ``1.234`` are refused as ``decimal_mark_unclear``."""
    if _SIMPLE.fullmatch(text) and ("." not in text or decimal_mark == "." or (decimal_mark is None and not _UNCLEAR.fullmatch(text))):
        whole, _, part = text.partition(".")
        return NumberRead(Exact(int(whole + part), len(part)))
    if "\u066b" in text:
        decimal_mark = "."
    plain = clean(text).lower()
    if not plain:
        return NumberRead(None, Presence.MISSING)
    if plain in _PRESENCE:
        presence, status = _PRESENCE[plain]
        return NumberRead(None, presence, status, mark=text.strip())
    for signs, presence in ((_BELOW, Presence.BELOW), (_ABOVE, Presence.ABOVE)):
        for sign in signs:
            if plain.startswith(sign):
                return _bound(plain[len(sign) :].strip(), presence, text, decimal_mark)
    if plain.endswith("+"):
        return _bound(plain[:-1].strip(), Presence.ABOVE, text, decimal_mark)
    status, mark = Status.FINAL, ""
    found = _TRAILING.match(plain)
    if found and found["mark"] in _STATUS:
        plain, status, mark = found["number"].strip(), _STATUS[found["mark"]], text.strip()
    number = _figure(plain, decimal_mark)
    if isinstance(number, Refused):
        return number
    return NumberRead(number[0], Presence.VALUE, status, None, mark, number[1])


def _bound(plain: str, presence: Presence, text: str, decimal_mark: str | None) -> NumberRead | Refused:
    number = _figure(plain, decimal_mark)
    if isinstance(number, Refused):
        return number
    return NumberRead(None, presence, Status.FINAL, number[0], text.strip(), number[1])


def _figure(plain: str, decimal_mark: str | None) -> tuple[Exact, str] | Refused:
    """Sign, unit and digits of a text without marks."""
    unit, negative = "", False
    if plain.startswith("(") and plain.endswith(")"):
        plain, negative = plain[1:-1].strip(), True
    for _ in range(2):
        if plain[:1] in ("-", "+") and not negative:
            negative, plain = plain[0] == "-", plain[1:].lstrip()
        if plain[:1] and plain[0] in _CURRENCY and not unit:
            unit, plain = plain[0], plain[1:].lstrip()
    if plain.endswith("%") and not unit:
        unit, plain = "%", plain[:-1].rstrip()
    elif plain and plain[-1] in _CURRENCY and not unit:
        unit, plain = plain[-1], plain[:-1].rstrip()
    if plain.endswith("-") and not negative and plain[:-1].strip().replace(".", "").isdigit():
        return Refused("not_a_number")
    digits = _digits(plain, decimal_mark)
    if isinstance(digits, Refused):
        return digits
    return Exact(-digits.coef if negative else digits.coef, digits.scale), unit


def _digits(plain: str, decimal_mark: str | None) -> Exact | Refused:
    """An unsigned number by the decimal mark: thousands taken out, the rest a plain decimal."""
    if decimal_mark is None and _UNCLEAR.fullmatch(plain):
        return Refused("decimal_mark_unclear")
    mark = decimal_mark or decimal_evidence(plain) or "."
    mark = "." if mark == "?" else mark
    whole, found, part = plain.partition(mark)
    for group in (",", ".", "'", " ", "\u066c"):
        if group != mark and group in whole:
            if not _GROUPED[group].fullmatch(whole):
                return Refused("not_a_number")
            whole = whole.replace(group, "")
    match = _PLAIN.fullmatch(whole + "." + part if found else whole)
    if match is None or not (match["whole"] or match["part"]):
        return Refused("not_a_number")
    if ((match["whole"] or "0") != "0" and match["whole"].startswith("0")) or (match["whole"] or "").startswith("00"):
        return Refused("leading_zeros")
    if len(match["whole"] or "") + len(match["part"] or "") > MAX_DIGITS:
        return Refused("number_too_long")
    power = int(match["power"] or 0)
    if abs(power) > LARGEST_POWER:
        return Refused("number_too_long")
    scale = len(match["part"] or "") - power
    coef = int((match["whole"] or "") + (match["part"] or ""))
    figure = Exact(coef, scale) if scale >= 0 else Exact(coef * 10**-scale)
    return Refused("number_too_long") if power > 0 and figure > LARGEST_FIGURE else figure
