"""The period parser: strict, our own, and never guessing.

A label is read as a period, as :class:`Ambiguous` (two readings fit; somebody or the rest of the column must say),
or as ``None`` (not a period). The conventions are those of docs/reading.md: a full date is that day; "week ending D"
starts six days before; months, quarters and years start on their first day; fiscal years start in April and school
years in September unless the calendar says otherwise, and a reading that rests on such a start says so (``assumed``).
"""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from groundswell.domain.measurement.period import Cadence, Period, add_months
from groundswell.engine.month_names import MONTHS

FIRST_YEAR, LAST_YEAR = 1700, 2199
"""Years outside these are taken for figures, not for years."""


class Form(StrEnum):
    """How a period was written: two readings of one column are told apart by it."""

    DAY = "day"
    WEEK = "week"
    WEEK_ENDING = "week_ending"
    MONTH = "month"
    QUARTER = "quarter"
    FISCAL_QUARTER = "fiscal_quarter"
    YEAR = "year"
    FISCAL_YEAR = "fiscal_year"
    SCHOOL_YEAR = "school_year"


CADENCE_OF = {
    Form.DAY: Cadence.DAY,
    Form.WEEK: Cadence.WEEK,
    Form.WEEK_ENDING: Cadence.WEEK,
    Form.MONTH: Cadence.MONTH,
    Form.QUARTER: Cadence.QUARTER,
    Form.FISCAL_QUARTER: Cadence.QUARTER,
    Form.YEAR: Cadence.YEAR,
    Form.FISCAL_YEAR: Cadence.YEAR,
    Form.SCHOOL_YEAR: Cadence.YEAR,
}


@dataclass(frozen=True, slots=True)
class Calendar:
    """What labels rest on. ``fiscal_start``/``school_start`` None: April/September, and the reading says it is assumed.

    ``day_first`` None: a date such as 03/04/2026 stays ambiguous. ``school`` makes "2023/24" a school year.
    """

    fiscal_start: int | None = None
    school_start: int | None = None
    day_first: bool | None = None
    school: bool = False


@dataclass(frozen=True, slots=True)
class PeriodRead:
    """A label that was understood. ``assumed`` is "fiscal" or "school" where a year start nobody stated was used."""

    period: Period
    form: Form
    assumed: str | None = None

    @property
    def cadence(self) -> Cadence:
        return CADENCE_OF[self.form]


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Two readings that the label alone cannot tell apart, the day-first one first where it is about dates."""

    readings: tuple[PeriodRead, PeriodRead]


@dataclass(frozen=True, slots=True)
class Part:
    """A month or a quarter without its year: ``Part("month", 4)``."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class YearLabel:
    """A year on its own: the year it starts in. ``kind`` is "calendar", "fiscal" or "school"; ``ends`` as FY24 names its end."""

    first: int
    kind: str = "calendar"
    names_end: bool = False


_ONE_FORM = str.maketrans(
    {
        "\u2019": "'",
        "\u2018": "'",
        "\u2013": "-",
        "\u2014": "-",
        "\u2011": "-",
        "\u2212": "-",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
    }
)


def folded(text: str) -> str:
    """Lower case, no accents, one kind of dash and blank, decimal digits of any script as 0–9."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.translate(_ONE_FORM))
    letters = (c for c in plain if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    digits = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in letters)
    return " ".join(digits.lower().split())


def _year(text: str) -> int:
    """Four digits as they are; two digits as 1969 to 2068 (the POSIX rule)."""
    number = int(text)
    return number if len(text) == 4 else number + (2000 if number < 69 else 1900)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def _day_read(day: date | None) -> PeriodRead | None:
    return None if day is None else PeriodRead(Period(day, day + timedelta(days=1)), Form.DAY)


def _months_read(year: int, month: int, length: int, form: Form, assumed: str | None = None) -> PeriodRead | None:
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        return None
    start = date(year, month, 1)
    return PeriodRead(Period(start, add_months(start, length)), form, assumed)


def year_read(label: YearLabel, calendar: Calendar) -> PeriodRead | None:
    """The twelve months of a year label."""
    if label.kind == "calendar":
        return _months_read(label.first, 1, 12, Form.YEAR)
    school = label.kind == "school" or calendar.school
    stated = calendar.school_start if school else calendar.fiscal_start
    month = stated or (9 if school else 4)
    first = label.first + 1 if label.names_end and month == 1 else label.first
    form = Form.SCHOOL_YEAR if school else Form.FISCAL_YEAR
    return _months_read(first, month, 12, form, None if stated else ("school" if school else "fiscal"))


def combined(label: YearLabel, part: Part, calendar: Calendar) -> PeriodRead | None:
    """A month or quarter of a year given elsewhere: April of 2025/26 is April 2025, January of it is January 2026."""
    if label.kind == "calendar":
        if part.kind == "month":
            return _months_read(label.first, part.number, 1, Form.MONTH)
        return _months_read(label.first, 3 * part.number - 2, 3, Form.QUARTER)
    whole = year_read(label, calendar)
    if whole is None:
        return None
    start = whole.period.start
    if part.kind == "month":
        year = start.year + (part.number < start.month)
        return _months_read(year, part.number, 1, Form.MONTH, whole.assumed)
    first = add_months(start, 3 * part.number - 3)
    return _months_read(first.year, first.month, 3, Form.FISCAL_QUARTER, whole.assumed)


_MONTH = r"(?P<month>[a-z]{3,11})\.?"
_Y4 = r"(?P<year>\d{4})"
_Y = r"(?P<year>\d{4}|'?\d{2})"
_FY_WORDS = r"(?:fy|f/y|financial year|fiscal year|fin(?:ancial)? yr|fiscal)"
_SY_WORDS = r"(?:ay|academic year|school year|schuljahr|annee scolaire|curso)"
_PAIR = r"(?P<first>\d{4}|\d{2})\s?[/-]\s?(?P<second>\d{4}|\d{2})"
_Q = r"(?:q|qtr|quarter|t|kw?artal)\s?(?P<quarter>[1-4])|(?P<quarter2>[1-4])(?:st|nd|rd|th)?\s(?:q|qtr|quarter)|(?P<quarter3>[1-4])q"

_ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?)?")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SLASH_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?: \d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?)?")
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
_NAMED_DAY = re.compile(
    _WEEKDAY + r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?[ -](?:of )?" + _MONTH + r"[ ,/-]\s?" + _Y + r"(?: \d{1,2}:\d{2}(?::\d{2})?)?"
)
_NAMED_DAY_US = re.compile(_WEEKDAY + _MONTH + r" (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})")
_YEAR_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_YEAR_M = re.compile(r"(\d{4})[ -]?m(\d{1,2})")
_MONTH_YEAR_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{4})")
_COMPACT_MONTH = re.compile(r"(\d{4})(\d{2})")
_NAMED_MONTH = re.compile(_MONTH + r"(?:[ ,/-]{0,2}(?:of )?)" + _Y)
_NAMED_MONTH_AFTER = re.compile(_Y4 + r"[ /-]?" + _MONTH)
_QUARTER = re.compile(rf"(?:{_Q})(?: of| ,|,)?[ /:-]?{_Y}")
_QUARTER_AFTER = re.compile(rf"{_Y4}[ /:,-]{{0,2}}(?:{_Q})")
_FISCAL_QUARTER = re.compile(rf"(?:{_Q})(?: of| ,|,)?[ /:-]{{0,2}}(?:{_FY_WORDS} ?)?{_PAIR}")
_FISCAL_QUARTER_AFTER = re.compile(rf"(?:{_FY_WORDS} ?)?{_PAIR}[ /:,-]{{0,3}}(?:{_Q})")
_FY_QUARTER = re.compile(rf"(?:{_Q})[ /:,-]{{0,2}}{_FY_WORDS} ?{_Y}")
_FY_QUARTER_AFTER = re.compile(rf"{_FY_WORDS} ?{_Y}[ /:,-]{{0,3}}(?:{_Q})")
_FY = re.compile(rf"(?P<words>{_FY_WORDS}|{_SY_WORDS}) ?(?:ending )?{_Y}")
_PAIR_ALONE = re.compile(rf"(?:(?P<words>{_FY_WORDS}|{_SY_WORDS}) ?)?{_PAIR}(?: (?P<after>{_FY_WORDS}|{_SY_WORDS}))?")
_YEAR = re.compile(r"\d{4}")
_YEAR_ENDING = re.compile(rf"(?:year|12 months) (?:ending|ended|to)(?: \d{{1,2}}(?:st|nd|rd|th)?)? {_MONTH} {_Y4}")
_ISO_WEEK = re.compile(r"(\d{4})[ -]?w(?:k|eek)? ?(\d{1,2})|w(?:k)?(\d{1,2})[ /-](\d{4})")
_WEEK_ENDING = re.compile(r"(?:w/e|we|wk\.? end(?:ing)?|week end(?:ing|ed)?|week to)[:. ]+(.+)")
_WEEK_STARTING = re.compile(r"(?:w/c|wc|w/b|week (?:commencing|beginning|starting|of))[:. ]+(.+)")
_AS_AT = re.compile(r"(?:as at|as of|at|on|month ending|month ended|stand) (.+)")
_MONTH_PART = re.compile(_MONTH)
_QUARTER_PART = re.compile(rf"(?:{_Q})")


def _quarter(found: re.Match[str]) -> int:
    groups = found.groupdict()
    return int(groups["quarter"] or groups["quarter2"] or groups["quarter3"])


def _pair(found: re.Match[str]) -> int | None:
    """First year of ``2013/14`` or ``13/14``; None where the second is not the next."""
    first, second = found["first"], found["second"]
    if len(first) == 2 and len(second) == 4:
        return None
    start = _year(first)
    return start if (int(second) == start + 1 if len(second) == 4 else int(second) == (start + 1) % 100) else None


def parse_part(text: str) -> Part | None:
    """A month name or a quarter without a year (``Apr``, ``Q1``, ``Quarter 2``)."""
    text = folded(text).strip(" :.")
    if found := _MONTH_PART.fullmatch(text):
        month = MONTHS.get(found["month"])
        return None if month is None else Part("month", month)
    if found := _QUARTER_PART.fullmatch(text):
        return Part("quarter", _quarter(found))
    return None


def parse_year(value: object) -> YearLabel | None:
    """A year on its own: 2018, "2018", "2018/19", "FY24", "Academic year 2018/19"."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    text = folded(str(value))
    if _YEAR.fullmatch(text):
        return YearLabel(int(text)) if FIRST_YEAR <= int(text) <= LAST_YEAR else None
    if found := _PAIR_ALONE.fullmatch(text):
        first = _pair(found)
        words = found["words"] or found["after"] or ""
        kind = "school" if words and re.fullmatch(_SY_WORDS, words) else "fiscal"
        return None if first is None else YearLabel(first, kind)
    if found := _FY.fullmatch(text):
        kind = "school" if re.fullmatch(_SY_WORDS, found["words"]) else "fiscal"
        return YearLabel(_year(found["year"].lstrip("'")) - 1, kind, names_end=True)
    return None


def _named(found: re.Match[str]) -> int | None:
    return MONTHS.get(found["month"])


@dataclass(slots=True)
class PeriodParser:
    """Reads labels by one calendar, each distinct text once."""

    calendar: Calendar = Calendar()
    _seen: dict[object, PeriodRead | Ambiguous | None] = field(default_factory=dict)

    def read(self, value: object) -> PeriodRead | Ambiguous | None:
        """A cell: a date is that day; text and whole numbers by their form; anything else is no period."""
        kind = type(value)
        if kind is str or kind is int:
            try:
                return self._seen[value]
            except KeyError:
                found = self._seen[value] = self._text(folded(str(value)))
                return found
        if isinstance(value, datetime):
            return _day_read(value.date())
        return _day_read(value) if isinstance(value, date) else None

    def with_calendar(self, **changes: object) -> "PeriodParser":
        """A parser by another calendar; nothing remembered."""
        return PeriodParser(replace(self.calendar, **changes))  # type: ignore[arg-type]

    def _text(self, text: str) -> PeriodRead | Ambiguous | None:
        if not text or len(text) > 60 or not any(c.isdigit() for c in text):
            return None
        for reader in (self._days, self._weeks, self._months, self._quarters, self._years):
            found = reader(text)
            if found is not None:
                return found
        return None

    def _days(self, text: str) -> PeriodRead | Ambiguous | None:
        if found := _ISO_DAY.fullmatch(text):
            return _day_read(_day(int(found[1]), int(found[2]), int(found[3])))
        if found := _COMPACT_DAY.fullmatch(text):
            return _day_read(_day(int(found[1]), int(found[2]), int(found[3])))
        if found := _SLASH_DAY.fullmatch(text):
            return self._slashed(int(found[1]), int(found[3]), _year(found[4]))
        if found := _NAMED_DAY.fullmatch(text) or _NAMED_DAY_US.fullmatch(text):
            month = _named(found)
            return None if month is None else _day_read(_day(_year(found["year"].lstrip("'")), month, int(found["day"])))
        if found := _AS_AT.fullmatch(text):
            return self._days(found[1])
        return None

    def _slashed(self, first: int, second: int, year: int) -> PeriodRead | Ambiguous | None:
        by_day, by_month = _day_read(_day(year, second, first)), _day_read(_day(year, first, second))
        if self.calendar.day_first is not None:
            return by_day if self.calendar.day_first else by_month
        if by_day is None or by_month is None or by_day == by_month:
            return by_day or by_month
        return Ambiguous((by_day, by_month))

    def _weeks(self, text: str) -> PeriodRead | Ambiguous | None:
        if found := _ISO_WEEK.fullmatch(text):
            year, week = int(found[1] or found[4]), int(found[2] or found[3])
            try:
                start = date.fromisocalendar(year, week, 1)
            except ValueError:
                return None
            return PeriodRead(Period(start, start + timedelta(days=7)), Form.WEEK)
        for pattern, back in ((_WEEK_ENDING, 6), (_WEEK_STARTING, 0)):
            if found := pattern.fullmatch(text):
                return _weeks_from(self._days(found[1]), back)
        return None

    def _months(self, text: str) -> PeriodRead | Ambiguous | None:
        if found := _YEAR_M.fullmatch(text):
            return _months_read(int(found[1]), int(found[2]), 1, Form.MONTH)
        if found := _NAMED_MONTH.fullmatch(text) or _NAMED_MONTH_AFTER.fullmatch(text):
            month = _named(found)
            return None if month is None else _months_read(_year(found["year"].lstrip("'")), month, 1, Form.MONTH)
        if found := _MONTH_YEAR_NUMBERS.fullmatch(text):
            return _months_read(int(found[2]), int(found[1]), 1, Form.MONTH)
        if found := _YEAR_MONTH.fullmatch(text) or _COMPACT_MONTH.fullmatch(text):
            as_month = _months_read(int(found[1]), int(found[2]), 1, Form.MONTH)
            first = int(found[1])
            pair = year_read(YearLabel(first, "fiscal"), self.calendar) if int(found[2]) == (first + 1) % 100 else None
            if as_month is not None and pair is not None and len(found[2]) == 2:
                return Ambiguous((as_month, pair))
            return as_month or pair
        return None

    def _quarters(self, text: str) -> PeriodRead | None:
        if found := _FISCAL_QUARTER.fullmatch(text) or _FISCAL_QUARTER_AFTER.fullmatch(text):
            first = _pair(found)
            if first is not None:
                return combined(YearLabel(first, "fiscal"), Part("quarter", _quarter(found)), self.calendar)
        if found := _FY_QUARTER.fullmatch(text) or _FY_QUARTER_AFTER.fullmatch(text):
            label = YearLabel(_year(found["year"].lstrip("'")) - 1, "fiscal", names_end=True)
            return combined(label, Part("quarter", _quarter(found)), self.calendar)
        if found := _QUARTER.fullmatch(text) or _QUARTER_AFTER.fullmatch(text):
            return combined(YearLabel(_year(found["year"].lstrip("'"))), Part("quarter", _quarter(found)), self.calendar)
        return None

    def _years(self, text: str) -> PeriodRead | None:
        if found := _YEAR_ENDING.fullmatch(text):
            month = _named(found)
            if month is None:
                return None
            end = add_months(date(int(found["year"]), month, 1), 1)
            start = add_months(end, -12)
            return PeriodRead(Period(start, end), Form.YEAR if start.month == 1 else Form.FISCAL_YEAR)
        label = parse_year(text)
        return None if label is None else year_read(label, self.calendar)


def _weeks_from(read: PeriodRead | Ambiguous | None, back: int) -> PeriodRead | Ambiguous | None:
    """The week that ends (``back`` 6) or starts (0) on that day."""
    if read is None:
        return None
    if isinstance(read, Ambiguous):
        return Ambiguous((_week_of(read.readings[0], back), _week_of(read.readings[1], back)))
    return _week_of(read, back)


def _week_of(read: PeriodRead, back: int) -> PeriodRead:
    start = read.period.start - timedelta(days=back)
    return PeriodRead(Period(start, start + timedelta(days=7)), Form.WEEK_ENDING if back else Form.WEEK)
