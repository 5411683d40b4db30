"""Lengths of time as people write them, as a decimal in the finest unit they were written with: ``1h 30`` is 90 minutes.

``2:30`` alone is hours and minutes, or minutes and seconds: it is read only where somebody says which (the head of its column).
Exact: no unit is ever made coarser than it was written, so nothing is rounded.
"""

import re
from datetime import time, timedelta
from fractions import Fraction
from itertools import pairwise

from groundswell.domain.measurement.exact import Exact, exact_of
from groundswell.engine.numbers.units import TIMES

SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400, "weeks": 604_800}
"""Seconds of each unit that can be brought to another."""
MONTHS = {"months": 1, "years": 12}
_LETTERS = {"d": "days", "h": "hours", "m": "minutes", "s": "seconds", "w": "weeks", "'": "minutes", '"': "seconds", "j": "days"}
_WORD = {word: unit for unit, words in TIMES.items() for word in words if unit != "working days"} | _LETTERS
_ANY = "|".join(re.escape(word) for word in sorted(_WORD, key=len, reverse=True))
_PIECE = re.compile(rf"(\d+(?:\.\d+)?) ?({_ANY})(?![a-z])[ ,.]*(?:and |und |et |en |y |e )?")
_LAST_BARE = re.compile(r"(\d{1,2})")
_CLOCK = re.compile(r"(?:(\d{1,4})[: ](?=\d\d:\d\d:))?(\d{1,5}):([0-5]\d)(?::([0-5]\d(?:\.\d{1,6})?))?")
_CLOCK_UNIT = re.compile(r"(?P<clock>[\d:]+) ?(?P<unit>h|hr|hrs|hours?|std\.?|stunden|heures?|min|mins|minutes|minuten)")
_ISO = re.compile(r"p(?:(\d+)d)?(?:t(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?)?")
_TIME_OF_DAY = re.compile(r"\d{1,2}(?:[:.]\d{2}){0,2} ?[ap]\.?m\.?|\d{1,2}[:.]\d{2} ?uhr")
UNCLEAR = "duration_unclear"
HEAD_CLOCK = re.compile(
    r"\b(h{1,2}:m{1,2}|m{1,2}:s{1,2}|hours?:min(?:ute)?s?|min(?:ute)?s?:sec(?:ond)?s?|hh\.mm|std:min)(?!:)", re.IGNORECASE
)


def read_duration(plain: str, clock: str = "") -> tuple[Exact, str] | str | None:
    """A length and its unit, a problem's code, or None where the text is no length of time.

    ``clock``: "hours" or "minutes", what the first number of ``2:30`` is.
    """
    negative = plain.startswith("-")
    text = plain[1:].lstrip() if negative else plain
    if _TIME_OF_DAY.fullmatch(text):
        return "time_of_day"
    found = _clock(text, clock) or _pieces(text) or _iso(text)
    if found is None or isinstance(found, str):
        return found
    length, unit = found
    return exact_of(-length if negative else length), unit


def clock_of(head: str) -> str:
    """What a head says the first number of ``2:30`` is: "hours" for ``hh:mm``, "minutes" for ``mm:ss``, else ""."""
    found = HEAD_CLOCK.search(head)
    return "" if found is None else "minutes" if found[1].lower().startswith("m") else "hours"


def of_cell(value: time | timedelta) -> tuple[Exact, str]:
    """A time or duration cell of a workbook: minutes, or seconds where it has any."""
    length = value if isinstance(value, timedelta) else timedelta(
        hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
    )  # fmt: skip
    micro = length // timedelta(microseconds=1)
    if micro % 60_000_000 == 0:
        return Exact(micro // 60_000_000), "minutes"
    return exact_of(Fraction(micro, 1_000_000)), "seconds"


def in_unit(length: Exact, unit: str, wanted: str) -> Exact:
    """A length in another unit of time, a finer one: always exact."""
    factor = SECONDS[unit] // SECONDS[wanted] if unit in SECONDS else MONTHS[unit] // MONTHS[wanted]
    return Exact(length.coef * factor, length.scale)


def finest(units: set[str]) -> str | None:
    """The finest of units of time that can be brought to each other; None where they cannot (months and days, or no times at all)."""
    for table in (SECONDS, MONTHS):
        if units <= table.keys():
            return min(units, key=table.__getitem__)
    return None


def _clock(text: str, clock: str) -> tuple[Fraction, str] | str | None:
    said = _CLOCK_UNIT.fullmatch(text)
    if said is not None and said["clock"].count(":") == 1:
        text, clock = said["clock"], "minutes" if said["unit"].startswith("m") else "hours"
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    days, first, second = int(found[1] or 0), int(found[2]), int(found[3])
    if found[4] is not None:
        return 86_400 * days + 3600 * first + 60 * second + Fraction(found[4]), "seconds"
    if not clock:
        return UNCLEAR
    return Fraction(60 * first + second), "minutes" if clock == "hours" else "seconds"


def _pieces(text: str) -> tuple[Fraction, str] | None:
    """Two pieces or more, each finer than the one before: ``3d 4h``, ``1h 30``."""
    at, found = 0, []
    while piece := _PIECE.match(text, at):
        found.append((Fraction(piece[1]), _WORD[piece[2]]))
        at = piece.end()
    if len(found) == 1 and at < len(text) and found[0][1] == "hours" and (bare := _LAST_BARE.fullmatch(text, at)) and int(bare[1]) < 60:
        found.append((Fraction(bare[1]), "minutes"))
        at = len(text)
    if len(found) < 2 or at < len(text):
        return None
    units = [unit for _, unit in found]
    last = finest(set(units))
    if last is None or last != units[-1] or len(set(units)) < len(units):
        return None
    table = SECONDS if last in SECONDS else MONTHS
    if any(table[one] <= table[other] for one, other in pairwise(units)):
        return None
    return sum((number * table[unit] for number, unit in found), Fraction(0)) / table[last], last


def _iso(text: str) -> tuple[Fraction, str] | None:
    """``PT2H30M``."""
    found = _ISO.fullmatch(text)
    if found is None or not any(found.groups()):
        return None
    given = [(found[n], unit) for n, unit in enumerate(("days", "hours", "minutes", "seconds"), 1) if found[n]]
    last = given[-1][1]
    return sum((Fraction(number) * SECONDS[unit] for number, unit in given), Fraction(0)) / SECONDS[last], last
