"""What a label can say about time: a period, two readings, half a period, a year. Values without any parsing."""

from dataclasses import dataclass
from enum import StrEnum

from groundswell.domain.measurement.period import Cadence, Period

FIRST_YEAR, LAST_YEAR = 1700, 2199
"""Years outside these are taken for figures, not for years."""
DAY, WEEK = "day", "week"
"""The kinds of a part of a year that is one day, or one week (ISO 8601)."""


class Form(StrEnum):
    """How a period was written: two readings of one column are told apart by it.

    SPAN is any other stretch of days. SPAN_FROM and SPAN_TO are the two readings of months that go over the end of a
    year with one year beside them ("Dec-Feb 2020"): the year of the first month, or that of the last.
    """

    DAY = "day"
    WEEK = "week"
    WEEK_ENDING = "week_ending"
    MONTH = "month"
    QUARTER = "quarter"
    FISCAL_QUARTER = "fiscal_quarter"
    HALF_YEAR = "half_year"
    FISCAL_HALF = "fiscal_half"
    YEAR = "year"
    FISCAL_YEAR = "fiscal_year"
    SCHOOL_YEAR = "school_year"
    SPAN = "span"
    SPAN_FROM = "span_from"
    SPAN_TO = "span_to"


CADENCE_OF = {
    Form.DAY: Cadence.DAY,
    Form.WEEK: Cadence.WEEK,
    Form.WEEK_ENDING: Cadence.WEEK,
    Form.MONTH: Cadence.MONTH,
    Form.QUARTER: Cadence.QUARTER,
    Form.FISCAL_QUARTER: Cadence.QUARTER,
    Form.HALF_YEAR: Cadence.HALF_YEAR,
    Form.FISCAL_HALF: Cadence.HALF_YEAR,
    Form.YEAR: Cadence.YEAR,
    Form.FISCAL_YEAR: Cadence.YEAR,
    Form.SCHOOL_YEAR: Cadence.YEAR,
}
_BY_MONTHS = {1: Cadence.MONTH, 3: Cadence.QUARTER, 6: Cadence.HALF_YEAR, 12: Cadence.YEAR}


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
        """The cadence of its form; of a span, that of its length in whole months, else irregular."""
        own = CADENCE_OF.get(self.form)
        if own is not None:
            return own
        start, end = self.period.start, self.period.end
        months = (end.year - start.year) * 12 + end.month - start.month
        return _BY_MONTHS.get(months, Cadence.IRREGULAR) if start.day == end.day else Cadence.IRREGULAR


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Two readings that the label alone cannot tell apart, the day-first one first where it is about dates."""

    readings: tuple[PeriodRead, PeriodRead]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a year without its year: ``Part("month", 4)``, ``Part("quarter", 2)``, ``Part("half", 1)``.

    ``Part("months3", 4)`` is April to June: a number of months from a named one. ``Part("day", 131)`` is 31 January,
    ``Part("week", 12)`` an ISO week.
    """

    kind: str
    number: int

    @property
    def named(self) -> bool:
        """Whether its number is a month of the calendar, not a place in whatever year it belongs to."""
        return self.kind == DAY or self.kind.startswith("month")

    @property
    def month(self) -> int:
        """The month of the calendar that a named one starts in."""
        return self.number // 100 if self.kind == DAY else self.number

    @property
    def length(self) -> int:
        """Months; of a day or week, the one it lies in."""
        return {DAY: 1, WEEK: 1, "month": 1, "quarter": 3, "half": 6}.get(self.kind) or int(self.kind.removeprefix("months"))


@dataclass(frozen=True, slots=True)
class YearLabel:
    """A year on its own: the year it starts in. ``kind`` is "calendar", "fiscal" or "school"; ``ends`` as FY24 names its end."""

    first: int
    kind: str = "calendar"
    names_end: bool = False
