"""Figures as people write them, read exactly: marks, signs, thousands, units and the vocabulary of missing figures.

A text is read by a decimal mark that was declared or found out (:func:`find_decimal_mark`); where only the mark
could tell (``1,234``) and nobody said, it is refused, never guessed. Figures stand as in the file: nothing is rescaled.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from groundswell.domain.measurement.exact import LARGEST_FIGURE, LARGEST_POWER, MAX_DIGITS, Exact
from groundswell.domain.measurement.observation import Presence, Status
from groundswell.engine.marks import split_mark, status_of
from groundswell.engine.numbers.durations import read_duration
from groundswell.engine.numbers.states import ZERO_OR_NOTHING, state_of
from groundswell.engine.numbers.units import split
from groundswell.engine.periods.folding import unaccented


@dataclass(frozen=True, slots=True)
class NumberRead:
    """What a cell says: a value, or why there is none. ``unit`` is ``%``, ``£m``, ``minutes`` … or empty; ``mark`` as written."""

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


BELOW: tuple[str, ...] = (
    "<=", "<", "\u2264", "less than", "fewer than", "under", "below", "up to", "at most", "no more than", "not more than", "unter",
    "weniger als", "hochstens", "bis zu", "moins de", "au plus", "inferieur a", "jusqu'a", "minder dan", "hoogstens", "maximaal",
    "menos de", "menor que", "como maximo", "ate", "no maximo", "meno di", "inferiore a", "al massimo",
)  # fmt: skip
ABOVE: tuple[str, ...] = (
    ">=", ">", "\u2265", "more than", "over", "above", "at least", "no less than", "uber", "mehr als", "mindestens", "plus de", "au moins",
    "superieur a", "meer dan", "ten minste", "minstens", "mas de", "mayor que", "al menos", "mais de", "pelo menos", "piu di", "almeno",
)  # fmt: skip
BELOW_BEHIND: tuple[str, ...] = (
    "or less", "or fewer", "or under", "or below", "and under", "and below", "oder weniger", "ou moins",
    "of minder",
)  # fmt: skip
ABOVE_BEHIND: tuple[str, ...] = (
    "+", "or more", "or over", "or above", "and over", "and above", "plus", "oder mehr", "ou plus", "of meer",
    "o mas", "ou mais",
)  # fmt: skip
ABOUT = (
    "~", "\u2248", "c.", "ca.", "ca", "circa", "approx.", "approx", "approximately", "about", "around", "rund", "etwa", "ungefahr",
    "environ", "ongeveer", "aprox.", "aproximadamente", "cerca de",
)  # fmt: skip
"""Words and signs before a figure or behind it, folded: it lies below or above a bound, or is an estimate."""

_EVENLY = "-+%() \u00a3$\u20ac\u00a5"
_BLANKS = dict.fromkeys(map(ord, "\u00a0\u202f\u2009\u2007\u2008"), " ")
_DASHES = dict.fromkeys(map(ord, "\u2212\u2010\u2011\u2013\u2014\u2012\ufe63\uff0d"), "-")
_PLAIN_MARKS = {0x066B: ".", 0x066C: "\u066c", 0x066A: "%", 0xFF05: "%", 0x2019: "'", 0x02BC: "'", 0x00B4: "'", 0x2026: "...", 0xFF0B: "+"}
_ONE_FORM = _BLANKS | _DASHES | _PLAIN_MARKS

_SIMPLE = re.compile(r"-?(?:0|[1-9]\d{0,17})(?:\.\d{1,18})?")
_PLAIN = re.compile(r"(?P<whole>\d+)?(?:[.](?P<part>\d+))?(?:e(?P<power>[+-]?\d{1,3}))?")
_GROUPED = {mark: re.compile(rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+") for mark in (",", ".", "'", " ", "\u066c")}
_INDIAN = re.compile(r"[1-9]\d?(?:,\d{2})+,\d{3}")
"""12,34,567: lakh and crore, pairs of digits above the thousands."""
_UNCLEAR = re.compile(r"[-+]?[1-9]\d{0,2}[,.]\d{3}")
_RANGE = re.compile(
    r"(?:between |from |zwischen |von |entre |de |tussen |van |tra |da )?\D{0,3}\d[\d.,' ]*[^\d/]{0,12}"
    r"(?:-|(?<= )(?:to|and|bis|und|a|et|y|e|en|tot|ate)(?= )) ?\D{0,3}\d[\d.,' ]*\D{0,12}"
)
_TWO_FIGURES = re.compile(r"\d[\d.,' ]* ?%? ?(?:/|out of|of|von|sur|van|de|di|\(|\[) ?\d[\d.,' ]* ?%?[)\]]?")
_DATE = re.compile(r"(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2})(?:[t ]\d{1,2}:\d{2}.*)?")
_BEHIND_MINUS = re.compile(r"(?:\d[\d.,' ]*)-")


def clean(text: str) -> str:
    """One form for blanks, dashes and apostrophes; decimal digits of any script as 0-9; direction marks taken out."""
    if text.isascii():
        return text.strip()
    plain = "".join(c for c in text.translate(_ONE_FORM) if unicodedata.category(c) != "Cf")
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain).strip()


def is_state(text: str) -> bool:
    """Whether a text says why there is no figure."""
    return state_of(clean(text).lower(), text.strip()) is not None


def number_of(value: int | float) -> Exact:
    """A number cell: the shortest decimal the program would show; raises ValueError for NaN and infinity."""
    return Exact(value) if type(value) is int else Exact.parse(repr(float(value)))


def decimal_evidence(text: str) -> str | None:
    """The decimal mark that this text alone can be read with: "." or ","; "?" where it hangs on the mark; None: no evidence."""
    if "," not in text and "." not in text and text.isascii():
        return None
    body = clean(text).strip(_EVENLY)
    if not all(c.isdecimal() or c in ",.' " for c in body):
        body = _body_of(body)
    if body.count(",") + body.count(".") == 0:
        return None
    if _UNCLEAR.fullmatch(body):
        return "?"
    last = max(body.rfind(","), body.rfind("."))
    mark, other = body[last], "." if body[last] == "," else ","
    if body.count(mark) > 1:
        return other if _GROUPED[mark].fullmatch(body) or (mark == "," and _INDIAN.fullmatch(body)) else None
    whole = body[:last]
    if whole.isdecimal() or not whole or any(_GROUPED[g].fullmatch(whole) for g in (other, "'", " ")):
        return mark
    return mark if other == "," and _INDIAN.fullmatch(whole) else None


def _body_of(text: str) -> str:
    """The digits of a figure with a unit, a mark or a bound; "" where it is none."""
    if len(text) > 40:
        return ""
    plain = split_mark(text.lower().lstrip("<>=\u2264\u2265~"))[0].strip(_EVENLY)
    found = split(plain)
    return found[1] if isinstance(found, tuple) else ""


def find_decimal_mark(texts: Iterable[str]) -> str | None:
    """The decimal mark that all these texts agree on; "?" where some hang on it and none says; None: it does not matter."""
    found = {evidence for evidence in map(decimal_evidence, texts) if evidence}
    sure = found - {"?"}
    if len(sure) == 1:
        return sure.pop()
    return "?" if found else None


def read_number(text: str, decimal_mark: str | None = None, clock: str = "") -> NumberRead | Refused:
    """A text in a column of figures. ``decimal_mark`` None: ``1,234`` and ``1.234`` are refused as ``decimal_mark_unclear``.

    ``clock``: "hours" or "minutes", what the first number of ``2:30`` is; "" refuses it as ``duration_unclear``.
    """
    if _SIMPLE.fullmatch(text) and ("." not in text or decimal_mark == "." or (decimal_mark is None and not _UNCLEAR.fullmatch(text))):
        whole, _, part = text.partition(".")
        return NumberRead(Exact(int(whole + part), len(part)))
    if "\u066b" in text:
        decimal_mark = "."
    plain = " ".join(clean(text).lower().split(" "))
    if not plain.strip():
        return NumberRead(None, Presence.MISSING)
    state = state_of(plain, text.strip())
    if state is not None:
        return NumberRead(None, state[0], state[1], mark=text.strip())
    if plain in ZERO_OR_NOTHING:
        return Refused("zero_or_missing")
    return _marked(plain, text.strip(), decimal_mark, clock)


def _marked(plain: str, text: str, decimal_mark: str | None, clock: str) -> NumberRead | Refused:
    """A figure, a bound or a state, with what stands behind it."""
    bare, mark = split_mark(plain)
    if mark and not (mark[0] in "([" and mark[1:-1].strip().isdecimal() and mark[0] == "("):
        state = state_of(bare, bare) if status_of(mark) is None else None
        read = NumberRead(None, *state) if state is not None else _bounded(bare, decimal_mark, clock)
        if isinstance(read, NumberRead) and not (read.unit and _may_be_scale(read.unit, mark)):
            own = status_of(mark)
            return replace(read, status=own if own is not None else read.status, mark=text)
        if isinstance(read, NumberRead):
            return Refused("unit_unclear")
        if read.code != "not_a_number":
            return read
    read = _bounded(plain, decimal_mark, clock)
    return replace(read, mark=text) if isinstance(read, NumberRead) and read.mark else read


def _may_be_scale(unit: str, mark: str) -> bool:
    """``£5b`` is five billion, or five pounds with a break before."""
    return mark == "b" and unit not in ("%", "pp") and not unit.islower()


def _bounded(plain: str, decimal_mark: str | None, clock: str) -> NumberRead | Refused:
    flat = unaccented(plain)
    for words, presence in ((BELOW, Presence.BELOW), (ABOVE, Presence.ABOVE)):
        rest = _after(plain, flat, words)
        if rest is not None:
            return _bound(rest, presence, decimal_mark, clock)
    for behind, presence in ((BELOW_BEHIND, Presence.BELOW), (ABOVE_BEHIND, Presence.ABOVE)):
        found = next((word for word in behind if flat.endswith(word) and flat != word), None)
        if found is not None:
            return _bound(plain[: -len(found)].strip(), presence, decimal_mark, clock)
    rest = _after(plain, flat, ABOUT)
    if rest is not None:
        read = _figure(rest, decimal_mark, clock)
        return read if isinstance(read, Refused) else replace(read, status=Status.ESTIMATED, mark=plain)
    return _figure(plain, decimal_mark, clock)


def _after(plain: str, flat: str, words: tuple[str, ...]) -> str | None:
    """What stands behind the first of these words; a word needs a blank behind it, a sign does not."""
    for word in words:
        if flat.startswith(word) and (not word[-1].isalnum() or flat[len(word) : len(word) + 1] == " "):
            return flat[len(word) :].strip()
    return None


def _bound(plain: str, presence: Presence, decimal_mark: str | None, clock: str) -> NumberRead | Refused:
    read = _figure(plain, decimal_mark, clock)
    return read if isinstance(read, Refused) else NumberRead(None, presence, Status.FINAL, read.value, plain, read.unit)


def _figure(plain: str, decimal_mark: str | None, clock: str) -> NumberRead | Refused:
    """Sign, digits and unit of a text without marks; else what it is instead of a figure."""
    inner, brackets = plain, plain.startswith("(") and plain.endswith(")")
    if brackets:
        inner = plain[1:-1].strip()
    found = split(unaccented(inner))
    if isinstance(found, str):
        return Refused(found)
    if found is not None and not (brackets and found[0]):
        sign, body, unit = found
        digits = _digits(body, decimal_mark)
        if isinstance(digits, Exact):
            negative = brackets or sign == "-"
            return NumberRead(Exact(-digits.coef if negative else digits.coef, digits.scale), unit=unit)
        if digits.code != "not_a_number":
            return digits
    if _BEHIND_MINUS.fullmatch(plain):
        return _minus_behind(plain[:-1].strip(), decimal_mark)
    length = read_duration(unaccented(plain), clock)
    if isinstance(length, tuple):
        return NumberRead(length[0], unit=length[1])
    return Refused(length or _instead(unaccented(plain)))


def _minus_behind(plain: str, decimal_mark: str | None) -> NumberRead | Refused:
    """``1.234,50-`` is how accounting systems print a minus; a bare ``5-`` could be a range that was cut off."""
    digits = _digits(plain, decimal_mark)
    if isinstance(digits, Refused):
        return digits
    return NumberRead(Exact(-digits.coef, digits.scale)) if digits.scale else Refused("minus_behind")


def _instead(plain: str) -> str:
    """What a text with digits is, where it is no figure: a range, two figures, a date, or simply no number."""
    if _DATE.fullmatch(plain):
        return "date_cell"
    if _TWO_FIGURES.fullmatch(plain):
        return "two_figures"
    return "range_cell" if _RANGE.fullmatch(plain) else "not_a_number"


def _digits(plain: str, decimal_mark: str | None) -> Exact | Refused:
    """An unsigned number by the decimal mark: thousands taken out, the rest a plain decimal."""
    if decimal_mark is None and _UNCLEAR.fullmatch(plain):
        return Refused("decimal_mark_unclear")
    mark = decimal_mark or decimal_evidence(plain) or "."
    mark = "." if mark == "?" else mark
    whole, found, part = plain.partition(mark)
    for group in (",", ".", "'", " ", "\u066c"):
        if group != mark and group in whole:
            if not _GROUPED[group].fullmatch(whole) and not (group == "," and _INDIAN.fullmatch(whole)):
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
