"""The period parser: strict, our own, and never guessing.

A label is read as a period, as :class:`Ambiguous` (two readings fit; somebody or the rest of the column must say),
or as ``None`` (not a period). The conventions are those of docs/reading.md: a full date is that day; "week ending D"
starts six days before; months, quarters and years start on their first day; fiscal years start in April and school
years in September unless the calendar says otherwise, and a reading that rests on such a start says so (``assumed``).
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from groundswell.domain.measurement.period import Period
from groundswell.engine.month_names import MONTHS
from groundswell.engine.periods.days import DayReader, week_read
from groundswell.engine.periods.folding import folded
from groundswell.engine.periods.forms import Ambiguous, Calendar, Form, Part, PeriodRead, YearLabel
from groundswell.engine.periods.shapes import MONTH, OF, PAIR, Y4, Y, canonical
from groundswell.engine.periods.stretches import read_stretch
from groundswell.engine.periods.years import combined, months_read, pair_start, year_number, year_of, year_read

LONGEST_LABEL = 60

_YEAR_MONTH = re.compile(r"(\d{4})(?:[-/](\d{1,2})|\.(\d{2}))")
_YEAR_M = re.compile(r"(\d{4})[ -]?m(\d{1,2})")
_MONTH_YEAR_NUMBERS = re.compile(r"(?:(\d{1,2})[/-]|(\d{2})\.)(\d{4})")
_COMPACT_MONTH = re.compile(r"(\d{4})(\d{2})")
_NAMED_MONTH = re.compile(rf"{MONTH}{OF}[ ,/_.-]{{0,3}}{Y}")
_NAMED_MONTH_OF_YEAR = re.compile(rf"{MONTH}{OF}[ ,/_-]{{1,3}}(?:(?P<words>fy|ay) ?)?{PAIR}")
_NAMED_MONTH_AFTER = re.compile(rf"{Y4}[ ,/_-]{{0,2}}{MONTH}")
_PART = r"(?P<part>[qh])(?P<number>[1-4])"
_SEP = r"[ /:,._'-]{0,3}"
_PART_YEAR = re.compile(rf"{_PART}{OF}(?:[ /:,._-]{{1,3}}|(?=\d{{4}}|')){Y}")
_PART_YEAR_AFTER = re.compile(rf"{Y4}{_SEP}{_PART}")
_PART_PAIR = re.compile(rf"{_PART}{OF}{_SEP}(?:(?P<words>fy|ay) ?)?{PAIR}(?: ?(?:fy|ay))?")
_PART_PAIR_AFTER = re.compile(rf"(?:(?P<words>fy|ay) ?)?{PAIR}{_SEP}{_PART}")
_PART_FY = re.compile(rf"{_PART}{OF}{_SEP}(?P<words>fy|ay) ?{Y}")
_PART_FY_AFTER = re.compile(rf"(?P<words>fy|ay) ?{Y}{_SEP}{_PART}")
_ISO_WEEK = re.compile(rf"(\d{{4}})[ /.-]?w ?(\d{{1,2}})(?:-([1-7]))?|w(\d{{1,2}}){OF}[ /.,_-]{{1,3}}(\d{{4}})")


@dataclass(slots=True)
class PeriodParser:
    """Reads labels by one calendar, each distinct text once."""

    calendar: Calendar = field(default_factory=Calendar)
    _seen: dict[object, PeriodRead | Ambiguous | None] = field(default_factory=dict)

    def read(self, value: object) -> PeriodRead | Ambiguous | None:
        """A cell: a date is that day; text and whole numbers by their form; anything else is no period."""
        kind = type(value)
        if kind is str or kind is int:
            try:
                return self._seen[value]
            except KeyError:
                found = self._seen[value] = self._text(str(value))
                return found
        if isinstance(value, datetime):
            value = value.date()
        return PeriodRead(Period(value, value + timedelta(days=1)), Form.DAY) if isinstance(value, date) else None

    def with_calendar(self, **changes: object) -> "PeriodParser":
        """A parser by another calendar; nothing remembered."""
        return PeriodParser(replace(self.calendar, **changes))  # type: ignore[arg-type]

    def _text(self, text: str) -> PeriodRead | Ambiguous | None:
        if len(text) > 2 * LONGEST_LABEL:
            return None
        plain = folded(text)
        if not plain or len(plain) > LONGEST_LABEL or not any(c.isdecimal() for c in plain):
            return None
        found = DayReader(self.calendar).read(plain)
        if found is not None:
            return found
        plain = canonical(plain)
        for reader in (self._weeks, self._months, self._parts, self._years):
            read = reader(plain)
            if read is not None:
                return read
        return read_stretch(plain, self.calendar)

    def _weeks(self, text: str) -> PeriodRead | None:
        if found := _ISO_WEEK.fullmatch(text):
            return week_read(int(found[1] or found[5]), int(found[2] or found[4]), found[3])
        return None

    def _months(self, text: str) -> PeriodRead | Ambiguous | None:
        if found := _YEAR_M.fullmatch(text):
            return months_read(int(found[1]), int(found[2]), 1, Form.MONTH)
        if found := _NAMED_MONTH_OF_YEAR.fullmatch(text):
            return self._of_pair(found, Part("month", MONTHS.get(found["month"], 0)))
        if found := _NAMED_MONTH.fullmatch(text) or _NAMED_MONTH_AFTER.fullmatch(text):
            month = MONTHS.get(found["month"])
            return None if month is None else months_read(year_number(found["year"]), month, 1, Form.MONTH)
        if found := _MONTH_YEAR_NUMBERS.fullmatch(text):
            return months_read(int(found[3]), int(found[1] or found[2]), 1, Form.MONTH)
        if found := _YEAR_MONTH.fullmatch(text) or _COMPACT_MONTH.fullmatch(text):
            return self._month_or_pair(int(found[1]), found[2] or found[3])
        return None

    def _month_or_pair(self, first: int, second: str) -> PeriodRead | Ambiguous | None:
        """``2011-12`` is December 2011, or the year 2011/12."""
        as_month = months_read(first, int(second), 1, Form.MONTH)
        pair = year_read(YearLabel(first, "fiscal"), self.calendar) if int(second) == (first + 1) % 100 and len(second) == 2 else None
        if as_month is not None and pair is not None:
            return Ambiguous((as_month, pair))
        return as_month or pair

    def _of_pair(self, found: re.Match[str], part: Part) -> PeriodRead | None:
        first = pair_start(found)
        if first is None or not part.number:
            return None
        return combined(YearLabel(first, "school" if found["words"] == "ay" else "fiscal"), part, self.calendar)

    def _parts(self, text: str) -> PeriodRead | None:
        """A quarter or a half-year with its year."""
        if found := _PART_PAIR.fullmatch(text) or _PART_PAIR_AFTER.fullmatch(text):
            read = self._of_pair(found, _part(found))
            if read is not None:
                return read
        if found := _PART_FY.fullmatch(text) or _PART_FY_AFTER.fullmatch(text):
            kind = "school" if found["words"] == "ay" else "fiscal"
            return combined(YearLabel(year_number(found["year"]) - 1, kind, names_end=True), _part(found), self.calendar)
        if found := _PART_YEAR.fullmatch(text) or _PART_YEAR_AFTER.fullmatch(text):
            return combined(YearLabel(year_number(found["year"])), _part(found), self.calendar)
        return None

    def _years(self, text: str) -> PeriodRead | None:
        label = year_of(text)
        return None if label is None else year_read(label, self.calendar)


def _part(found: re.Match[str]) -> Part:
    kind, number = ("quarter" if found["part"] == "q" else "half"), int(found["number"])
    return Part(kind, number if kind == "quarter" or number <= 2 else 0)
