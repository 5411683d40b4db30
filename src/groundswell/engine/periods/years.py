"""Years, and parts of years: what "2023/24", "FY24", "Apr" and "Q1" are on their own, and what they are together."""

import re
from datetime import date, timedelta

from groundswell.domain.measurement.period import Period, add_months
from groundswell.engine.month_names import MONTHS
from groundswell.engine.periods.folding import folded
from groundswell.engine.periods.forms import DAY, FIRST_YEAR, LAST_YEAR, WEEK, Calendar, Form, Part, PeriodRead, YearLabel
from groundswell.engine.periods.shapes import ENGLISH_MONTH, LENGTHS, MONTH, MONTHS_TOGETHER, PAIR, WEEKDAY, Y2, canonical

_PART_MONTH = re.compile(MONTH)
_DAY_AND_MONTH = re.compile(
    rf"{WEEKDAY}(?:le |der |den |el |o |il )?(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|o|a|\.)?[ .-]{{0,2}}(?:of |de |di |d')?{MONTH}"
)
_MONTH_AND_DAY = re.compile(rf"{WEEKDAY}{ENGLISH_MONTH}\.?[ -](?P<day>\d|\d{{1,2}}(?:st|nd|rd|th))")
_PART_WEEK = re.compile(r"w(\d{1,2})")
LAST_WEEK = 53
_PART_SHORT = re.compile(r"(q|h)([1-4])")
_PAIR_ALONE = re.compile(rf"(?:(?P<words>fy|ay) ?)?{PAIR}(?: ?(?P<after>fy|ay))?")
_YEAR_WORD = re.compile(rf"(?P<words>fy|ay) ?(?:ending )?(?P<year>{Y2})")
_YEAR = re.compile(r"(?:cy ?)?(\d{4})")


def year_number(text: str) -> int:
    """Four digits as they are; two digits as 1969 to 2068 (the POSIX rule)."""
    number = int(text.lstrip("'"))
    return number if len(text.lstrip("'")) == 4 else number + (2000 if number < 69 else 1900)


def pair_start(found: re.Match[str]) -> int | None:
    """First year of ``2013/14`` or ``13/14``; None where the second is not the next."""
    first, second = found["first"].lstrip("'"), found["second"].lstrip("'")
    if len(first) == 2 and len(second) == 4:
        return None
    start = year_number(first)
    return start if (int(second) == start + 1 if len(second) == 4 else int(second) == (start + 1) % 100) else None


def months_read(year: int, month: int, length: int, form: Form, assumed: str | None = None) -> PeriodRead | None:
    """``length`` whole months from the first of one; None for a month or a year that is none."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        return None
    start = date(year, month, 1)
    return PeriodRead(Period(start, add_months(start, length)), form, assumed)


def year_read(label: YearLabel, calendar: Calendar) -> PeriodRead | None:
    """The twelve months of a year label."""
    if label.kind == "calendar":
        return months_read(label.first, 1, 12, Form.YEAR)
    school = label.kind == "school" or calendar.school
    stated = calendar.school_start if school else calendar.fiscal_start
    month = stated or (9 if school else 4)
    first = label.first + 1 if label.names_end and month == 1 else label.first
    form = Form.SCHOOL_YEAR if school else Form.FISCAL_YEAR
    return months_read(first, month, 12, form, None if stated else ("school" if school else "fiscal"))


_OF_CALENDAR = {"month": Form.MONTH, "quarter": Form.QUARTER, "half": Form.HALF_YEAR}
_OF_FISCAL = {"month": Form.MONTH, "quarter": Form.FISCAL_QUARTER, "half": Form.FISCAL_HALF}


def combined(label: YearLabel, part: Part, calendar: Calendar) -> PeriodRead | None:
    """A part of a year given elsewhere: April of 2025/26 is April 2025, January of it is January 2026.

    None where it does not lie in one such year (Dec-Feb of a calendar year).
    """
    if part.number < 1:
        return None
    if part.kind == WEEK:
        return _week_of_year(label, part.number)
    if part.kind == DAY:
        return _day_of_year(label, part, calendar)
    if label.kind == "calendar":
        first = part.number if part.named else part.length * (part.number - 1) + 1
        inside = first + part.length <= 13
        return months_read(label.first, first, part.length, _OF_CALENDAR.get(part.kind, Form.SPAN)) if inside else None
    whole = year_read(label, calendar)
    if whole is None:
        return None
    start, form = whole.period.start, _OF_FISCAL.get(part.kind, Form.SPAN)
    if not part.named:
        begins = add_months(start, part.length * (part.number - 1))
        return months_read(begins.year, begins.month, part.length, form, whole.assumed)
    read = months_read(start.year + (part.number < start.month), part.number, part.length, form, whole.assumed)
    return read if read is None or read.period.end <= whole.period.end else None


def _week_of_year(label: YearLabel, week: int) -> PeriodRead | None:
    """An ISO week of a calendar year; None for week 53 of a year that has none, and for years that do not begin in January."""
    try:
        start = date.fromisocalendar(label.first, week, 1) if label.kind == "calendar" else None
    except ValueError:
        return None
    return None if start is None else PeriodRead(Period(start, start + timedelta(days=7)), Form.WEEK)


def _day_of_year(label: YearLabel, part: Part, calendar: Calendar) -> PeriodRead | None:
    """31 January of 2026, or of 2025/26; None for 29 February of a year that has none."""
    month = combined(label, Part("month", part.month), calendar)
    if month is None:
        return None
    start = month.period.start + timedelta(days=part.number % 100 - 1)
    if start >= month.period.end:
        return None
    return PeriodRead(Period(start, start + timedelta(days=1)), Form.DAY, month.assumed)


def _day_part(plain: str) -> Part | None:
    """A day without its year: "1 Jan", "1. Januar", "Mon 5 Jan", "Jan 1" ("Jan 01" may be a year, see :mod:`.axes`)."""
    found = _DAY_AND_MONTH.fullmatch(plain) or _MONTH_AND_DAY.fullmatch(plain)
    if found is None:
        return None
    month, day = MONTHS.get(found["month"]), int(found["day"].rstrip("stndrh"))
    if month is None or not 1 <= day <= (date(2000 + month // 12, month % 12 + 1, 1) - date(2000, month, 1)).days:
        return None
    return Part(DAY, 100 * month + day)


def month_span(first: str, last: str) -> tuple[int, int] | None:
    """The number of the first month and how many months it is to the last; None where one of them is no month's name."""
    one, other = MONTHS.get(first), MONTHS.get(last)
    return None if one is None or other is None or one == other else (one, (other - one) % 12 + 1)


def parse_part(text: str) -> Part | None:
    """A stretch of a year without its year: a month name, a quarter, a half-year, months together, a day (``Apr``, ``Q1``, ``1 Jan``)."""
    plain = folded(text).strip(" :.")
    if any(c.isdecimal() for c in plain) and (day := _day_part(plain)) is not None:
        return day
    written, plain = plain, canonical(plain).strip(" :.")
    if (found := _PART_WEEK.fullmatch(plain)) and plain != written:
        return Part(WEEK, int(found[1])) if 1 <= int(found[1]) <= LAST_WEEK else None
    if found := _PART_MONTH.fullmatch(plain):
        month = MONTHS.get(found["month"])
        return None if month is None else Part("month", month)
    if found := _PART_SHORT.fullmatch(plain):
        kind, number = ("quarter" if found[1] == "q" else "half"), int(found[2])
        return Part(kind, number) if kind == "quarter" or number <= 2 else None
    if found := MONTHS_TOGETHER.fullmatch(plain):
        span = month_span(found["month"], found["month2"])
        if span is not None and span[1] in LENGTHS and span[0] + span[1] <= 13:
            return Part(f"months{span[1]}", span[0])
    return None


def parse_year(value: object) -> YearLabel | None:
    """A year on its own: 2018, "2018", "2018/19", "FY24", "Academic year 2018/19"."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    text = str(value)
    if len(text) > 40:
        return None
    return year_of(canonical(folded(text)))


def year_of(plain: str) -> YearLabel | None:
    """The same for a text that is canonical already.

    Two two-digit years joined by a dash (``16-17``) are an age band or a range as often as a year: they are none on their own.
    """
    if found := _YEAR.fullmatch(plain):
        return YearLabel(int(found[1])) if FIRST_YEAR <= int(found[1]) <= LAST_YEAR else None
    if found := _PAIR_ALONE.fullmatch(plain):
        first = pair_start(found)
        words = found["words"] or found["after"] or ""
        if first is None or (not words and len(found["first"]) == 2 and "-" in plain):
            return None
        return YearLabel(first, "school" if words == "ay" else "fiscal")
    if found := _YEAR_WORD.fullmatch(plain):
        return YearLabel(year_number(found["year"]) - 1, "school" if found["words"] == "ay" else "fiscal", names_end=True)
    return None
