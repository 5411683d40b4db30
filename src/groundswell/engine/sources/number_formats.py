"""What a spreadsheet's number format makes of a number: a day, a time, a length of time, a percentage, thousands of it, or just a number.

Built-in format numbers: ECMA-376 part 1, 18.8.30 (numFmt); 27-36 and 50-58 are the East Asian date formats there.
"""

import re
from enum import StrEnum


class Shown(StrEnum):
    """How a format shows a number. DAY: with a date part; TIME: hours and minutes only; DURATION: elapsed, ``[h]:mm``;
    SCALED: divided by thousands that it does not write, ``#,##0,``."""

    NUMBER = "number"
    PERCENT = "percent"
    DAY = "day"
    TIME = "time"
    DURATION = "duration"
    SCALED = "scaled"


_BUILT_IN = {
    **dict.fromkeys((9, 10), Shown.PERCENT),
    **dict.fromkeys((14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58), Shown.DAY),
    **dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56), Shown.TIME),
    46: Shown.DURATION,
}
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|am/pm|a/p|general|e[+-]', re.IGNORECASE)
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_SCALED = re.compile(r"[0#?],+(?:\.|[^0#?,]*$)")
"""Commas behind the last place before the decimal point: each divides by a thousand (ECMA-376 part 1, 18.8.31)."""
_BRACKETS = re.compile(r"\[[^\]]*\]")


def shown_by_code(code: str) -> Shown:
    """What a format code such as ``dd/mm/yyyy`` or ``0.0%`` shows; the section for positive numbers decides."""
    bare = _LITERAL.sub("", code)
    elapsed = _ELAPSED.search(bare) is not None
    section = _BRACKETS.sub("", bare).split(";", 1)[0].lower()
    if elapsed:
        return Shown.DURATION
    if "%" in section:
        return Shown.PERCENT
    if any(letter in section for letter in "dy") or re.search(r"\be\b|g{1,3}", section):
        return Shown.DAY
    if "h" in section or "s" in section:
        return Shown.TIME
    if "m" in section:
        return Shown.DAY
    return Shown.SCALED if _SCALED.search(section) else Shown.NUMBER


def shown_by(format_number: int, codes: dict[int, str]) -> Shown:
    """What format number ``format_number`` shows, where ``codes`` holds the file's own formats."""
    if format_number in codes:
        return shown_by_code(codes[format_number])
    return _BUILT_IN.get(format_number, Shown.NUMBER)
