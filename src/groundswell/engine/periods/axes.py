"""Labels that only their row or column settles: "Jan 01" (a day, or January 2001), "16-17" (a year, or a range), "2000-01" (a month or
a year)."""

import itertools
import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from groundswell.engine.month_names import MONTHS
from groundswell.engine.periods.folding import folded
from groundswell.engine.periods.shapes import MONTH

HOURS_OF_A_DAY, DAYS_OF_A_WEEK, MONTHS_OF_A_YEAR = 24, 7, 12
SHORTEST_MONTH = 28
_LONGEST_LABEL = 24
_MONTH_NUMBER = re.compile(rf"{MONTH}[ -](?P<number>\d{{2}})")
_PAIR = re.compile(r"(\d{2}) ?- ?(\d{2})")
_YEAR_NUMBER = re.compile(r"(\d{4})[-/](\d{2})")
_HOURS = re.compile(
    r"(?<![a-z])(?:hours?|hourly|hrs?|time of day|clock|uhr|uhrzeit|stunden?|heures?|uur|uren|horas?|or[ae]|age|ages|aged)(?![a-z])|^time$"
)
_YEARS = re.compile(
    r"(?<![a-z])(?:years?|yearly|annual|annually|fiscal|financial|academic|fy|jahre?|annees?|jaar|jaren|anos?|ann[oi])(?![a-z])"
)
_MONTH_WORDS = re.compile(r"(?<![a-z])(?:months?|monthly|monate?|monatlich|mois|maand(?:en)?|mes(?:es)?|mesi?)(?![a-z])")
_NAMED_MONTH = re.compile(r"(?<![a-z])(?P<name>[a-z]{3,11})\.?[ _,-]{1,2}(?:de |del |of )?(?P<year>(?:19|20)\d{2})(?!\d)")
_FULL_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_SHORT = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Writing(StrEnum):
    """How the labels of one row or column are written, where a label alone does not say it.

    AS_IS: as each says itself. DAYS: month and day without a year. PAIRS: years by their last two digits. MONTHS: year and month.
    MONTH_NUMBERS: the months of a year, 1 to 12. MONTH_DIGITS: 202501, 202502.
    DAY_NUMBERS: the days of the one month that a title names, 1 to its last; see :func:`named_month`.
    YEARS_BETWEEN: rows that hold a year alone stand between months or quarters, and head those below them.
    DAYS_OR_YEARS, PAIRS_OR_RANGES and MONTHS_OR_NUMBERS: two readings fit all of them; somebody has to say which.
    """

    AS_IS = ""
    DAYS = "days"
    PAIRS = "pairs"
    YEARS_BETWEEN = "years_between"
    MONTHS = "months"
    DAYS_OR_YEARS = "days_or_years"
    PAIRS_OR_RANGES = "pairs_or_ranges"
    MONTH_NUMBERS = "month_numbers"
    MONTH_DIGITS = "month_digits"
    DAY_NUMBERS = "day_numbers"
    MONTHS_OR_NUMBERS = "months_or_numbers"


_NUMBERS = frozenset({Writing.MONTH_NUMBERS, Writing.MONTHS_OR_NUMBERS, Writing.MONTH_DIGITS, Writing.DAY_NUMBERS})


def writing_of(values: Iterable[object], near: Sequence[str] = ()) -> Writing:
    """How these labels are written, by all of them together. ``near``: titles, heads and names that may say what they are."""
    texts = [folded(value) for value in values if isinstance(value, str) and len(value) <= _LONGEST_LABEL]
    for pattern, judge in ((_MONTH_NUMBER, _of_days), (_PAIR, _of_pairs), (_YEAR_NUMBER, _of_months)):
        found = [match for text in texts if (match := pattern.fullmatch(text)) is not None and _is_label(match)]
        if len(found) > 1 and len(found) * 2 > len(texts):
            return judge(found, near)
    return Writing.AS_IS


def _number_rewritten(number: int, writing: Writing | str, month: int) -> object:
    if writing == Writing.MONTH_DIGITS:
        return f"{number // 100}m{number % 100:02d}" if number > 9999 else number
    if writing == Writing.DAY_NUMBERS:
        return f"{number} {_SHORT[month - 1]}" if 1 <= number <= 31 else number
    return _SHORT[number - 1] if 1 <= number <= MONTHS_OF_A_YEAR else number


def writing_of_numbers(numbers: Sequence[int], near: Sequence[str] = ()) -> Writing:
    """How bare numbers along a row of heads are meant: 1 to 12 as months, 1 to 31 as days of a named month, 202501 as months."""
    if len(numbers) < MONTHS_OF_A_YEAR:
        return Writing.MONTH_DIGITS if len(numbers) > 1 and _are_months_by_digits(numbers) else Writing.AS_IS
    run = list(numbers) == list(range(1, len(numbers) + 1))
    month = named_month(near)
    if run and month is not None and len(numbers) == monthrange(month.year, month.month)[1]:
        return Writing.DAY_NUMBERS
    if run and len(numbers) == MONTHS_OF_A_YEAR:
        said = any(_MONTH_WORDS.search(folded(text)) for text in near)
        return Writing.MONTH_NUMBERS if said else Writing.MONTHS_OR_NUMBERS
    return Writing.MONTH_DIGITS if _are_months_by_digits(numbers) else Writing.AS_IS


def _are_months_by_digits(numbers: Sequence[int]) -> bool:
    """Whether numbers such as 202501 go on month by month, forwards or backwards."""
    if any(not 190001 <= number <= 219912 or not 1 <= number % 100 <= MONTHS_OF_A_YEAR for number in numbers):
        return False
    at = [number // 100 * MONTHS_OF_A_YEAR + number % 100 for number in numbers]
    return {b - a for a, b in itertools.pairwise(at)} in ({1}, {-1})


def named_month(near: Iterable[str]) -> date | None:
    """The first day of the one month that these texts name ("January 2026"); None where they name none, or several."""
    found = set()
    for text in map(folded, near):
        for match in _NAMED_MONTH.finditer(text):
            if match["name"] in MONTHS:
                found.add(date(int(match["year"]), MONTHS[match["name"]], 1))
    return found.pop() if len(found) == 1 else None


def _is_label(found: re.Match[str]) -> bool:
    """Whether a word before a number is a month's name."""
    return "month" not in found.re.groupindex or found["month"] in MONTHS


def rewritten(value: object, writing: Writing | str, month: int = 0) -> object:
    """A label as it says by itself what it means: "01 jan", "2016/17", "2000m01"; anything else as it is.

    ``month``: the month (1 to 12) that bare numbers are days of.
    """
    if writing in _NUMBERS and (type(value) is int or (isinstance(value, str) and value.strip().isdecimal())):
        return _number_rewritten(int(value), writing, month)
    if not writing or not isinstance(value, str) or len(value) > _LONGEST_LABEL:
        return value
    text = folded(value)
    if writing in (Writing.DAYS, Writing.DAYS_OR_YEARS) and (found := _MONTH_NUMBER.fullmatch(text)) and found["month"] in MONTHS:
        return f"{found['number']} {found['month']}"
    if writing in (Writing.PAIRS, Writing.PAIRS_OR_RANGES) and (found := _PAIR.fullmatch(text)):
        return f"{found[1]}/{found[2]}"
    if writing == Writing.MONTHS and (found := _YEAR_NUMBER.fullmatch(text)):
        return f"{found[1]}m{found[2]}"
    return value


def _of_days(found: list[re.Match[str]], near: Sequence[str]) -> Writing:
    """Month and number: days where the numbers cannot be years in order, or fill a month; years where they cannot be days."""
    pairs = [pair for pair, _ in itertools.groupby((MONTHS[one["month"]], int(one["number"])) for one in found)]
    if len(pairs) > 1 and _day(pairs[0]) is not None and (_day(pairs[0]) or 0) > (_day(pairs[-1]) or 0) and _falls(pairs):
        pairs.reverse()
    days = [_day(pair) for pair in pairs]
    if None in days or len(pairs) < 2:
        return Writing.AS_IS
    steps = {(b[1] - a[1]) % 100 * MONTHS_OF_A_YEAR + b[0] - a[0] for a, b in itertools.pairwise(pairs)}
    in_order = all(0 < step <= 50 * MONTHS_OF_A_YEAR for step in steps)
    if not in_order:
        return Writing.DAYS if _days_in_order([day for day in days if day is not None]) else Writing.AS_IS
    if len({month for month, _ in pairs}) > 1:
        return Writing.AS_IS
    numbers = [number for _, number in pairs]
    if (numbers[0] == 1 and numbers[-1] >= SHORTEST_MONTH) or (steps == {DAYS_OF_A_WEEK * MONTHS_OF_A_YEAR} and len(pairs) > 2):
        return Writing.DAYS
    return Writing.DAYS if _month_is_named(pairs[0][0], numbers, near) else Writing.DAYS_OR_YEARS


def _day(pair: tuple[int, int]) -> int | None:
    """Its place in a leap year; None for a day that no month has."""
    try:
        return date(2000, *pair).toordinal()
    except ValueError:
        return None


def _falls(pairs: list[tuple[int, int]]) -> bool:
    """Whether days run backwards, one after another."""
    days = [_day(pair) or 0 for pair in pairs]
    return all(0 < a - b <= DAYS_OF_A_WEEK for a, b in itertools.pairwise(days))


def _days_in_order(days: list[int]) -> bool:
    """Days that go forward, with one turn of the year at most."""
    falls = sum(b < a for a, b in itertools.pairwise(days))
    return falls == 0 or (falls == 1 and days[-1] < days[0])


def _month_is_named(month: int, numbers: list[int], near: Sequence[str]) -> bool:
    """Whether a title says "March 2026", and 2026 is none of the years that the labels could be, nor the one after."""
    last = 2000 + max(numbers)
    for text in map(folded, near):
        for found in _NAMED_MONTH.finditer(text):
            if MONTHS.get(found["name"]) == month and not 2000 + min(numbers) <= int(found["year"]) <= last + 1:
                return True
    return False


def _of_pairs(found: list[re.Match[str]], near: Sequence[str]) -> Writing:
    """Numbers that each go on where the one before began a year earlier: years, unless they are the hours of a day."""
    pairs = [pair for pair, _ in itertools.groupby((int(one[1]), int(one[2])) for one in found)]
    steps = {(b[0] - a[0]) % 100 for a, b in itertools.pairwise(pairs)}
    if steps not in ({1}, {99}) or any((first + 1) % 100 != second for first, second in pairs):
        return Writing.AS_IS
    texts = [folded(text) for text in near]
    if max(max(pair) for pair in pairs) > HOURS_OF_A_DAY or any(first > second for first, second in pairs):
        return Writing.AS_IS if any(_AGES.search(text) for text in texts) else Writing.PAIRS
    if any(_HOURS.search(text) for text in texts):
        return Writing.AS_IS
    said = any(_YEARS.search(text) or _FULL_YEAR.search(text) for text in texts)
    return Writing.PAIRS if said else Writing.PAIRS_OR_RANGES


_AGES = re.compile(r"(?<![a-z])(?:age|ages|aged|alter|leeftijd|edad|eta)(?![a-z])")


def _of_months(found: list[re.Match[str]], near: Sequence[str]) -> Writing:
    """Year and number: months where some can be nothing else and all go on like months."""
    pairs = [pair for pair, _ in itertools.groupby((int(one[1]), int(one[2])) for one in found)]
    open_ones = [pair for pair in pairs if (pair[0] + 1) % 100 == pair[1]]
    if len(open_ones) in (0, len(pairs)) or any(not 1 <= month <= MONTHS_OF_A_YEAR for _, month in pairs):
        return Writing.AS_IS
    at = [year * MONTHS_OF_A_YEAR + month for year, month in pairs]
    steps = {b - a for a, b in itertools.pairwise(at)}
    one_way = all(step > 0 for step in steps) or all(step < 0 for step in steps)
    return Writing.MONTHS if one_way and (len(steps) == 1 or max(map(abs, steps)) <= MONTHS_OF_A_YEAR) else Writing.AS_IS
