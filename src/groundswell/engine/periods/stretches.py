"""Labels of several months or days: "January to March 2020", "12 months to June 2015", "Year ending March 2015", "1-7 Jan 2024"."""

import re
from datetime import date, timedelta

from groundswell.domain.measurement.period import Period, add_months, month_end
from groundswell.engine.month_names import MONTHS
from groundswell.engine.periods.days import DayReader, day_of
from groundswell.engine.periods.forms import Ambiguous, Calendar, Form, Part, PeriodRead, YearLabel
from groundswell.engine.periods.shapes import MONTH, MONTH2, OF, PAIR, TO, Y2, Y
from groundswell.engine.periods.years import combined, month_span, months_read, pair_start, year_number, year_read

_COUNTS = {
    "year": 12, "yr": 12, "years": 12, "fy": 12, "ay": 12, "y": 12, "jahr": 12, "annee": 12, "jaar": 12, "ano": 12, "anno": 12,
    "twelve months": 12, "quarter": 3, "q": 3, "three months": 3, "half": 6, "half year": 6, "half-year": 6,
    "six months": 6, "nine months": 9, "month": 1,
}  # fmt: skip
_UNITS = "|".join(sorted(_COUNTS, key=len, reverse=True))
_BACK = re.compile(
    r"(?:(?:rolling|latest|last|previous|in|for|the) )*"
    rf"(?:(?P<n>\d{{1,2}})[ -](?:months?|monate|mois|maanden|meses|mesi)|(?P<unit>{_UNITS}))"
    r"(?: |/)(?:ending|ended|end|to|to end(?: of)?|e|bis(?: ende)?|jusqu'a(?: fin)?|tot(?: en met)?|t/m|hasta|ate|fino a)"
    rf"[:.]? (?:the )?(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?(?: of)?[ -])?{MONTH}{OF}[ ,/'-]{{0,2}}{Y}"
)
_YEAR_END = re.compile(r"^(?:f?ye|fy ?e|fy end) (?=[a-z\d])")
_BACK_DATED = re.compile(r"(?P<unit>year|y|quarter|q|half year|month|m)(?: |/)(?:ending|ended|end|to|e)[:.]? (?P<date>.*\d.*)")
_MONTHS_OF_YEAR = re.compile(rf"{MONTH}{TO}{MONTH2}{OF}[ ,/.(-]{{0,2}}{Y}\)?")
_MONTHS_OF_PAIR = re.compile(rf"{MONTH}{TO}{MONTH2}{OF}[ ,/.(-]{{1,3}}(?:fy |fy|ay )?{PAIR}\)?")
_PAIR_THEN_MONTHS = re.compile(rf"(?:fy |fy|ay )?{PAIR}[ ,:(-]{{1,3}}{MONTH}{TO}{MONTH2}\)?")
_MONTHS_OF_YEARS = re.compile(
    rf"(?:from |de |von )?{MONTH}{OF}[ ,/'.-]{{0,2}}(?P<first>{Y2}){TO}{MONTH2}{OF}[ ,/'.-]{{0,2}}(?P<second>{Y2})"
)
_NAMED_PART = re.compile(rf"q(?P<number>[1-4])[ :,-]{{0,2}}\(?{MONTH}{TO}{MONTH2}\)?(?P<rest>[ ,:-]{{1,3}}.+)?")
_PART_YEAR_NAMED = re.compile(
    rf"q(?P<number>[1-4])[ :,-]{{1,2}}(?P<year>\d{{4}}(?:[/-]\d{{2,4}})?)[ :,-]{{0,2}}\({MONTH}{TO}{MONTH2}\)"
)
_TO_A_DAY = re.compile(r" (?:to|until|through|bis(?: zum)?|au|al|a|ate|tot(?: en met)?|t/m|and) | - ")
_FROM = re.compile(r"^(?:from|between|du|de|del|vom|von|van|dal) ")
_YEARS_TO = re.compile(r"(?P<first>\d{4}) (?:to|bis|a|tot) (?P<second>\d{4})")


def read_stretch(text: str, calendar: Calendar) -> PeriodRead | Ambiguous | None:
    """A canonical label of several months or days; None where it is none."""
    for reader in (_back_from, _quarter_with_months, _months_together, _years_together, _days_together):
        read = reader(text, calendar)
        if read is not None:
            return read
    return None


def _back_from(text: str, calendar: Calendar) -> PeriodRead | Ambiguous | None:
    """So many months up to the end of one, or up to a day."""
    text = _YEAR_END.sub("year ending ", text)
    if found := _BACK.fullmatch(text):
        month, months = MONTHS.get(found["month"]), int(found["n"] or 0) or _COUNTS.get(found["unit"] or "", 0)
        if month is None or not 1 <= months <= 60:
            return None
        year = year_number(found["year"])
        last = day_of(year, month, int(found["day"])) if found["day"] else day_of(year, month, 1)
        return None if last is None else _months_to(last if found["day"] else month_end(last), months)
    if found := _BACK_DATED.fullmatch(text):
        months = _COUNTS.get(found["unit"], 1)
        read = DayReader(calendar).day(found["date"])
        if isinstance(read, Ambiguous):
            one, other = (_months_to(each.period.start, months) for each in read.readings)
            return Ambiguous((one, other))
        if read is not None:
            return _months_to(read.period.start, months)
        numbers = re.fullmatch(r"(\d{1,2})[/-](\d{4})|(\d{4})-(\d{2})", found["date"])
        if numbers:
            year, month = int(numbers[2] or numbers[3]), int(numbers[1] or numbers[4])
            last = day_of(year, month, 1)
            return None if last is None else _months_to(month_end(last), months)
    return None


def _months_to(last: date, months: int) -> PeriodRead:
    """Whole months up to and with this day: from the first of a month where it is the last of one."""
    end = last + timedelta(days=1)
    start = add_months(end, -months)
    if months == 12 and end.day == 1:
        return PeriodRead(Period(start, end), Form.YEAR if start.month == 1 else Form.FISCAL_YEAR)
    return PeriodRead(Period(start, end), Form.MONTH if months == 1 else Form.SPAN)


def _months_together(text: str, calendar: Calendar) -> PeriodRead | Ambiguous | None:
    """ "Jan-Mar 2020", "Oct-Dec 2022/23", "October 2019 to March 2020"."""
    if found := _MONTHS_OF_PAIR.fullmatch(text) or _PAIR_THEN_MONTHS.fullmatch(text):
        span, first = month_span(found["month"], found["month2"]), pair_start(found)
        if span is None or first is None:
            return None
        return combined(YearLabel(first, "fiscal"), Part(f"months{span[1]}", span[0]), calendar)
    if found := _MONTHS_OF_YEARS.fullmatch(text):
        one, other = MONTHS.get(found["month"]), MONTHS.get(found["month2"])
        if one is None or other is None:
            return None
        first, second = year_number(found["first"]), year_number(found["second"])
        length = (second - first) * 12 + other - one + 1
        return _form_of_length(months_read(first, one, length, Form.SPAN)) if 1 <= length <= 120 else None
    if found := _MONTHS_OF_YEAR.fullmatch(text):
        return _of_one_year(month_span(found["month"], found["month2"]), year_number(found["year"]))
    return None


def _of_one_year(span: tuple[int, int] | None, year: int) -> PeriodRead | Ambiguous | None:
    """Months with one year beside them: where they go over its end, it is the year of the first or that of the last."""
    if span is None:
        return None
    month, length = span
    if month + length <= 13:
        return _form_of_length(months_read(year, month, length, Form.SPAN))
    first, last = months_read(year, month, length, Form.SPAN_FROM), months_read(year - 1, month, length, Form.SPAN_TO)
    return None if first is None or last is None else Ambiguous((first, last))


def _form_of_length(read: PeriodRead | None) -> PeriodRead | None:
    """January to December is that year, April to March a fiscal year that somebody stated."""
    if read is None or add_months(read.period.start, 12) != read.period.end:
        return read
    return PeriodRead(read.period, Form.YEAR if read.period.start.month == 1 else Form.FISCAL_YEAR)


def _quarter_with_months(text: str, calendar: Calendar) -> PeriodRead | Ambiguous | None:
    """ "Q1 (Apr-Jun) 2023/24": the months say what the quarter is. A quarter of three other months is none."""
    if found := _PART_YEAR_NAMED.fullmatch(text):
        rest = found["year"]
    elif (found := _NAMED_PART.fullmatch(text)) and found["rest"]:
        rest = found["rest"].strip(" ,:-")
    else:
        return None
    span, number = month_span(found["month"], found["month2"]), int(found["number"])
    if span is None or span[1] != 3:
        return None
    if re.fullmatch(r"\d{4}", rest):
        if span[0] == 3 * number - 2:
            return months_read(int(rest), span[0], 3, Form.QUARTER)
        starts = (span[0] - 3 * (number - 1) - 1) % 12 + 1
        first, last = _quarter_of(int(rest), starts, number), _quarter_of(int(rest) - 1, starts, number)
        return None if first is None or last is None else Ambiguous((first, PeriodRead(last.period, Form.SPAN_TO)))
    return _months_together(f"{found['month']}-{found['month2']} {rest}", calendar)


def _quarter_of(year: int, starts: int, number: int) -> PeriodRead | None:
    """A quarter of the fiscal year that starts in this month of this year."""
    begins = add_months(date(year, starts, 1), 3 * (number - 1))
    return months_read(begins.year, begins.month, 3, Form.SPAN_FROM)


def _years_together(text: str, calendar: Calendar) -> PeriodRead | Ambiguous | None:
    """ "2023 to 2024" is a fiscal year as British offices write it, or two years."""
    found = _YEARS_TO.fullmatch(text)
    if found is None or int(found["second"]) <= int(found["first"]) or int(found["second"]) - int(found["first"]) > 20:
        return None
    first, second = int(found["first"]), int(found["second"])
    both = months_read(first, 1, 12 * (second - first + 1), Form.SPAN)
    if second > first + 1 or both is None:
        return both
    year = year_read(YearLabel(first, "fiscal"), calendar)
    return None if year is None else Ambiguous((year, both))


def _days_together(text: str, calendar: Calendar) -> PeriodRead | Ambiguous | None:
    """From a day to a day, both included; the first may leave out the month or the year that the second has."""
    for found in _splits(text):
        reads = []
        for day_first in (True, False) if calendar.day_first is None else (calendar.day_first,):
            read = _between(found[0], found[1], DayReader(Calendar(day_first=day_first)))
            if read is not None and read not in reads:
                reads.append(read)
        if len(reads) == 2:
            return Ambiguous((reads[0], reads[1]))
        if reads:
            return reads[0]
    return None


def _splits(text: str) -> list[tuple[str, str]]:
    """Every way to take a label as "from … to …"."""
    found = [*_TO_A_DAY.finditer(text), *re.finditer(r"-|/", text)]
    return [(_FROM.sub("", text[: match.start()]).strip(), text[match.end() :].strip()) for match in found]


_DAY_ALONE = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|\.)?")
_DAY_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th|er|\.)?[ .-]?{MONTH}")


def _between(one: str, other: str, reader: DayReader) -> PeriodRead | None:
    last = reader.day(other)
    if not isinstance(last, PeriodRead):
        return None
    until = last.period.start
    first = reader.day(one)
    if first is None and (found := _DAY_ALONE.fullmatch(one)):
        start = day_of(until.year, until.month, int(found[1]))
    elif first is None and (found := _DAY_MONTH.fullmatch(one)):
        start = day_of(until.year, MONTHS.get(found["month"]), int(found[1]))
    else:
        start = first.period.start if isinstance(first, PeriodRead) else None
    if start is None or start >= until:
        return None
    return _days_read(start, until + timedelta(days=1))


def _days_read(start: date, end: date) -> PeriodRead:
    if (end - start).days == 7:
        return PeriodRead(Period(start, end), Form.WEEK)
    read = PeriodRead(Period(start, end), Form.SPAN)
    if start.day == end.day == 1 and add_months(start, 1) == end:
        return PeriodRead(read.period, Form.MONTH)
    return _form_of_length(read) or read
