"""Full dates and the weeks that are named by one: ISO, named months, and the ones of which day and month must be told apart."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from groundswell.domain.measurement.period import Period
from groundswell.engine.month_names import MONTHS
from groundswell.engine.periods.forms import FIRST_YEAR, LAST_YEAR, Ambiguous, Calendar, Form, PeriodRead
from groundswell.engine.periods.shapes import MONTH, OF, WEEKDAY, Y
from groundswell.engine.periods.years import year_number

_TIME = r"(?:[t ,]{1,2}\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?(?: ?z| ?[+-]\d{2}:?\d{2})?)?"
_ISO_DAY = re.compile(r"(\d{4})(?P<sep>[-/.])(\d{1,2})(?P=sep)(\d{1,2})" + _TIME)
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SLASH_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})" + _TIME)
_ONE_DIGIT_YEAR = re.compile(r"(\d{1,2})/(\d{1,2})/(\d)")
_ORDINAL = r"(?:st|nd|rd|th|er|o|a|\.)?"
_NAMED_DAY = re.compile(
    rf"{WEEKDAY}(?:le |der |den |el |o |il )?(?P<day>\d{{1,2}}){_ORDINAL}[ .-]?{OF} ?{MONTH}{OF}[ ,/.-]{{0,2}}{Y}{_TIME}"
)
_NAMED_DAY_US = re.compile(rf"{WEEKDAY}{MONTH}[ -](?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:,|-| ) ?(?P<year>\d{{4}}){_TIME}")
_WEEK_ENDING = re.compile(
    r"(?:w/e|we|w\.e\.|wk\.? end(?:ing|ed)?|week end(?:ing|ed|s)?|week to|woche bis|semaine (?:se terminant|jusqu'au)|week t/m)[:. ]+(.+)"
)
_WEEK_STARTING = re.compile(
    r"(?:w/c|wc|w\.c\.|w/b|wk\.? (?:commencing|beginning|starting)|week (?:commencing|beginning|starting|of|from|van)"
    r"|woche (?:vom|ab)|semaine du|semana del?|settimana del?|semana de)[:. ]+(.+)"
)
_AS_AT = re.compile(
    r"(?:as at|as of|position (?:as )?at|snapshot (?:as )?at|at|on|stand(?: vom| am|:)?"
    r"|stichtag:?|zum|per|au|situation au|op|peildatum:?|al|em) (?:the )?(.+)"
)


def day_read(day: date | None) -> PeriodRead | None:
    """A day as a period of one day."""
    return None if day is None else PeriodRead(Period(day, day + timedelta(days=1)), Form.DAY)


def day_of(year: int, month: int | None, day: int) -> date | None:
    """That day; None where the calendar does not have it (30 February, month 13)."""
    try:
        return date(year, month or 0, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None


def week_read(year: int, week: int, weekday: str | None = None) -> PeriodRead | None:
    """An ISO week, or one of its days (1 Monday to 7 Sunday); None for a week that the year does not have."""
    try:
        start = date.fromisocalendar(year, week, int(weekday or 1))
    except ValueError:
        return None
    return day_read(start) if weekday else PeriodRead(Period(start, start + timedelta(days=7)), Form.WEEK)


@dataclass(frozen=True, slots=True)
class DayReader:
    """Reads folded texts as days, or as weeks named by a day."""

    calendar: Calendar

    def read(self, text: str) -> PeriodRead | Ambiguous | None:
        """A day, a week, both readings of a day, or None."""
        found = self.day(text)
        if found is not None:
            return found
        for pattern, back in ((_WEEK_ENDING, 6), (_WEEK_STARTING, 0)):
            if match := pattern.fullmatch(text):
                return _weeks_from(self.day(match[1]), back)
        match = _AS_AT.fullmatch(text)
        return None if match is None else self.day(match[1])

    def day(self, text: str) -> PeriodRead | Ambiguous | None:
        """A full date and nothing else."""
        if found := _ISO_DAY.fullmatch(text):
            return day_read(day_of(int(found[1]), int(found[3]), int(found[4])))
        if found := _COMPACT_DAY.fullmatch(text):
            return day_read(day_of(int(found[1]), int(found[2]), int(found[3])))
        if found := _SLASH_DAY.fullmatch(text):
            return self._slashed(int(found[1]), int(found[3]), year_number(found[4]))
        if found := _NAMED_DAY.fullmatch(text) or _NAMED_DAY_US.fullmatch(text):
            return day_read(day_of(year_number(found["year"]), MONTHS.get(found["month"]), int(found["day"])))
        if found := _ONE_DIGIT_YEAR.fullmatch(text):
            read = self._slashed(int(found[1]), int(found[2]), 2000 + int(found[3]))
            return read if isinstance(read, Ambiguous) or self.calendar.day_first is not None else None
        return None

    def _slashed(self, first: int, second: int, year: int) -> PeriodRead | Ambiguous | None:
        by_day, by_month = day_read(day_of(year, second, first)), day_read(day_of(year, first, second))
        if self.calendar.day_first is not None:
            return by_day if self.calendar.day_first else by_month
        if by_day is None or by_month is None or by_day == by_month:
            return by_day or by_month
        return Ambiguous((by_day, by_month))


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
