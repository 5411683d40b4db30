"""From the date cell of a row to the period it is counted in."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from groundswell.domain.measurement.period import Period, calendar_period
from groundswell.engine.long.grouping import Grouping
from groundswell.engine.periods import Ambiguous, Calendar, Form, Part, PeriodParser, PeriodRead, combined, parse_part, parse_year
from groundswell.engine.proposal import ReadingOptions
from groundswell.engine.sources.workbook import CellValue
from groundswell.engine.tables.down import month_of_number
from groundswell.engine.tables.grid import blank, text_of
from groundswell.engine.tables.spans import settle

MISSING, NOT_READ, AMBIGUOUS = "rows_without_date", "rows_date_not_read", "rows_dates_ambiguous"
TOO_COARSE, ZONE_OPEN = "rows_date_too_coarse", "rows_zone_not_said"
OFFSET = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s?(?:[Zz]|[+-]\d{2}:?\d{2})")
"""A time with its distance from Greenwich: the day that it falls on depends on where one is."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Where a row belongs, and what that rests on. ``day``: the day that was written, None where it was a longer period."""

    period: Period
    day: date | None
    assumed: str | None = None


@dataclass(slots=True)
class RowDates:
    """Reads date cells by one grouping; each distinct cell once. ``forms``: how the column's unambiguous labels are written."""

    grouping: Grouping
    options: ReadingOptions
    forms: frozenset[Form] = frozenset()
    part_head: str = ""
    _parser: PeriodParser = field(init=False)
    _zone: ZoneInfo | None = field(init=False)
    _seen: dict[tuple[CellValue, CellValue], Dated | str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        grouping, options = self.grouping, self.options
        day_first = options.day_first if grouping.day_first is None else grouping.day_first
        self._parser = PeriodParser(Calendar(options.fiscal_start, options.school_start, day_first, grouping.school))
        self._zone = ZoneInfo(grouping.zone) if grouping.zone else None

    def learn(self, values: Iterable[CellValue]) -> None:
        """Take in how the column's labels are written, so that 2011-12 beside 2013-14 is a year and beside 2011-11 a month."""
        if self.grouping.part:
            return
        found = {read.form for value in values if isinstance(read := self._parser.read(value), PeriodRead)}
        self.forms = frozenset(found)

    def of(self, value: CellValue, part: CellValue = None) -> Dated | str:
        """The period of a row with these cells, or the code of why it has none."""
        try:
            return self._seen[value, part]
        except KeyError:
            found = self._seen[value, part] = self._halves(value, part) if self.grouping.part else self._whole(value)
            return found

    def _whole(self, value: CellValue) -> Dated | str:
        if blank(value):
            return MISSING
        if isinstance(value, str) and OFFSET.fullmatch(value.strip()):
            if self.grouping.zone is None:
                return ZONE_OPEN
            if self._zone is not None:
                return self._gathered_day(_day_there(value.strip(), self._zone))
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        read = self._parser.read(value)
        settled = settle(read, self.forms, self._parser.calendar.day_first)
        if settled is None:
            return AMBIGUOUS if isinstance(read, Ambiguous) else NOT_READ
        return self._gathered(settled)

    def _halves(self, value: CellValue, part: CellValue) -> Dated | str:
        if blank(value) or blank(part):
            return MISSING
        year = parse_year(int(value) if isinstance(value, float) and value.is_integer() else value)
        found = _part(part, self.part_head)
        read = None if year is None or found is None else combined(year, found, self._parser.calendar)
        return NOT_READ if read is None else self._gathered(read)

    def _gathered(self, read: PeriodRead) -> Dated | str:
        """The period of the grouping's cadence that holds what was read; a longer one is in no such period."""
        cadence, period = self.grouping.cadence, read.period
        if read.form is Form.DAY:
            found = self._gathered_day(period.start)
            return found if isinstance(found, str) else Dated(found.period, found.day, read.assumed)
        if cadence is None:
            return Dated(period, None, read.assumed)
        wider = calendar_period(period.start, cadence, self.grouping.year_start)
        return Dated(wider, None, read.assumed) if period.end <= wider.end else TOO_COARSE

    def _gathered_day(self, day: date | None) -> Dated | str:
        if day is None:
            return NOT_READ
        cadence = self.grouping.cadence
        if cadence is None:
            return Dated(Period(day, date.fromordinal(day.toordinal() + 1)), day)
        return Dated(calendar_period(day, cadence, self.grouping.year_start), day)


def _part(value: CellValue, head: str) -> Part | None:
    text = text_of(value)
    if text.isdecimal() or isinstance(value, (int, float)):
        return month_of_number(int(value) if isinstance(value, float) and value.is_integer() else value, head)
    return parse_part(text)


def _day_there(text: str, zone: ZoneInfo) -> date | None:
    """The day of a moment in that zone."""
    try:
        moment = datetime.fromisoformat(text.upper().replace(" ", "T", 1).replace(" ", ""))
        return moment.astimezone(zone).date() if moment.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def days_covered(days: Iterable[date]) -> tuple[date, date, int] | None:
    """First and last day that a file has rows of, and how many days without a row are usual in it; None without any day."""
    ordered = sorted(set(days))
    if not ordered:
        return None
    gaps = sorted((after - before).days for before, after in pairwise(ordered))
    usual = gaps[min(len(gaps) - 1, len(gaps) * 9 // 10)] if gaps else 1
    return ordered[0], ordered[-1], usual


