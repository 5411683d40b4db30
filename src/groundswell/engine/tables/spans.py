"""Giving each label of an axis its period: years from the row above or the title, day and month told apart, cadence of dates."""

import itertools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from groundswell.domain.measurement.period import Cadence, Period, add_months, guess_cadence, month_end, period_of
from groundswell.engine.periods import DAY, Ambiguous, Calendar, Form, Part, PeriodParser, PeriodRead, YearLabel, combined, year_read
from groundswell.engine.proposal import Span
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.heads import HeadCell

REGULAR = frozenset({Cadence.WEEK, Cadence.MONTH, Cadence.QUARTER, Cadence.YEAR})


LONGEST_STEP = 6
"""Months that run backwards by more than this from one to the next (Dec, Jan) run on into the next year instead."""


MONTHS = 12
FEWEST_TURNED = 2
"""Texts, and different days of real dates, from which on days are seen to have been taken for months."""
_NUMERIC_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-]\d{2,4}")


@dataclass(frozen=True, slots=True)
class DayOrder:
    """What a column of dates such as 03/04/2026 says about its own order. ``day_first`` None: it does not say."""

    day_first: bool | None
    mixed: bool = False


def day_order(texts: Iterable[str], months_expected: bool = False) -> DayOrder:
    """The order of day and month that a column's own dates prove; both orders proven is ``mixed``.

    Proof is a date that only one order can read, or a regular calendar (every month once, from the first to
    the last) that one order gives and the other does not. ``months_expected``: the head says "month".
    """
    parser = PeriodParser()
    by_day, by_month = PeriodParser().with_calendar(day_first=True), PeriodParser().with_calendar(day_first=False)
    only_day = only_month = 0
    firsts: set[date] = set()
    seconds: set[date] = set()
    for text in texts:
        read = parser.read(text)
        if isinstance(read, Ambiguous):
            if read.readings[0].form is read.readings[1].form:
                firsts.add(read.readings[0].period.start)
                seconds.add(read.readings[1].period.start)
            continue
        if read is None or read.form not in (Form.DAY, Form.WEEK_ENDING, Form.WEEK):
            continue
        first, second = by_day.read(text), by_month.read(text)
        if (first is None) == (second is None):
            if isinstance(first, PeriodRead) and isinstance(second, PeriodRead) and first == second and "/" in text:
                firsts.add(first.period.start)
                seconds.add(first.period.start)
            continue
        only_day += second is None
        only_month += first is None
    if only_day and only_month:
        return DayOrder(None, mixed=True)
    if only_day or only_month:
        return DayOrder(only_day > 0)
    return DayOrder(_by_calendar(firsts, seconds, months_expected))


def half_turned(values: Collection[object]) -> bool:
    """Whether a program took days for months where it could and left the other dates as texts: 13/05/2024 is text, 12/05/2024 became
    5 December. Every text is a date past the 12th then, every real date is not, and their days differ."""
    texts = [found for value in values if isinstance(value, str) and (found := _NUMERIC_DATE.fullmatch(value.strip()))]
    days = [value.day for value in values if isinstance(value, date)]
    if min(len(texts), len(days)) < FEWEST_TURNED or len(set(days)) < FEWEST_TURNED or max(days) > MONTHS:
        return False
    return all(max(int(found[1]), int(found[2])) > MONTHS for found in texts)


def _by_calendar(firsts: set[date], seconds: set[date], months_expected: bool) -> bool | None:
    """The order that gives a regular calendar where the other gives none; None where both do, or neither."""
    regular = [_regular(days) for days in (firsts, seconds)]
    if regular[0] != regular[1] and max(len(firsts), len(seconds)) >= 3:
        return regular[0]
    if months_expected and len(firsts) >= 3:
        one_a_month = [len({(day.year, day.month) for day in days}) == len(days) for days in (firsts, seconds)]
        if one_a_month[0] != one_a_month[1]:
            return one_a_month[0]
    return None


def _regular(days: set[date]) -> bool:
    """Months, quarters, weeks or days without a hole (days need a whole month of them to prove anything)."""
    ordered = sorted(days)
    if len(ordered) < 3:
        return False
    cadence = guess_cadence(ordered)
    if cadence is Cadence.DAY:
        return (ordered[-1] - ordered[0]).days + 1 == len(ordered)
    if cadence not in REGULAR:
        return False
    steps = {round((b - a).days / 30.44) if cadence is not Cadence.WEEK else (b - a).days // 7 for a, b in itertools.pairwise(ordered)}
    return len(steps) == 1


def settle(read: PeriodRead | Ambiguous | None, forms: Iterable[Form], day_first: bool | None) -> PeriodRead | None:
    """One reading of an ambiguous label, where the axis' other labels (their forms) or the day order decide."""
    if not isinstance(read, Ambiguous):
        return read
    first, second = read.readings
    if first.form is second.form:
        return None if day_first is None else (first if day_first else second)
    known = set(forms)
    fits = [one for one in (first, second) if one.form in known]
    return fits[0] if len(fits) == 1 else None


def cadence_of(reads: Sequence[PeriodRead]) -> Cadence:
    """The cadence of an axis: that of its labels, or for full dates the calendar they fit."""
    found = {read.cadence for read in reads}
    if found == {Cadence.DAY}:
        starts = sorted({read.period.start for read in reads})
        return guess_cadence(starts)
    return found.pop() if len(found) == 1 else Cadence.IRREGULAR


def span_of(read: PeriodRead, cadence: Cadence) -> Span:
    """A reading as a span; a full date stands for the period of the axis' cadence that starts on that day."""
    period = read.period
    if read.form is Form.DAY and cadence in REGULAR:
        period = period_of(period.start, cadence)
    own = cadence if read.form is Form.DAY else read.cadence
    return Span(period.start.isoformat(), period.end.isoformat(), own.value, read.assumed)


def month_day_of(reads: Iterable[PeriodRead]) -> int:
    """Where months stand among full dates that are all the first (1) or the last (31) days of months, the day they stand for.

    A sheet whose last heads were typed as "Mar-15" after 21 real dates. 0 where both together give no calendar without a hole.
    """
    reads = list(reads)
    days = [read.period.start for read in reads if read.form is Form.DAY]
    if not days or any(read.form not in (Form.DAY, Form.MONTH) for read in reads):
        return 0
    for month_day, fits in ((1, all(day.day == 1 for day in days)), (31, all(day == month_end(day) for day in days))):
        starts = sorted({as_day(read, month_day).period.start for read in reads})
        months = {(b.year - a.year) * 12 + b.month - a.month for a, b in itertools.pairwise(starts)}
        if fits and len(months) == 1 and guess_cadence(starts) in REGULAR:
            return month_day
    return 0


def as_day(read: PeriodRead, month_day: int) -> PeriodRead:
    """A month among full dates as the day it stands for; anything else as it is."""
    if not month_day or read.form is not Form.MONTH:
        return read
    start = read.period.start if month_day == 1 else month_end(read.period.start)
    return PeriodRead(Period(start, start + timedelta(days=1)), Form.DAY)


_ENDING = re.compile(
    r"(?<![a-z])(week|quarter|qtr|year)[ _]?(?:ending|ended|end|to(?! date))(?![a-z])|^(w)/e$"
    r"|(?<![a-z])(?:rolling |last |latest )?(12|twelve|3|three)[ -](?:rolling )?months?[ _]?(?:rolling )?(?:ending|ended|end|to)(?![a-z])"
    r"|(?<![a-z])rolling (12|twelve|3|three)[ -]months?(?![a-z])"
)
_STRETCHES = {"12": "year", "twelve": "year", "3": "quarter", "three": "quarter", "qtr": "quarter"}


def ending_of(head: str) -> str:
    """ "week", "quarter" or "year" where a head says that its dates are the last ones: "Week ending", "quarter_ending", "12 months to"."""
    found = _ENDING.search(vocabulary.words(head))
    if found is None:
        return ""
    said = found[1] or found[3] or found[4]
    return "week" if found[2] else _STRETCHES.get(said, said)


def ended(read: PeriodRead, ending: str) -> PeriodRead:
    """The week that ends on that day, or the quarter or year that ends with that month; a full date of a quarter stays that day."""
    period = read.period
    if ending == "week" and read.form is Form.DAY:
        return PeriodRead(Period(period.start - timedelta(days=6), period.end), Form.WEEK_ENDING)
    if read.form is Form.MONTH and ending in ("quarter", "year"):
        months = 3 if ending == "quarter" else 12
        return PeriodRead(Period(add_months(period.end, -months), period.end), Form.QUARTER if months == 3 else Form.YEAR)
    return read


@dataclass(frozen=True, slots=True)
class Wrapped:
    """Months or quarters that go past the end of the one calendar year they stand under."""

    label: YearLabel


def with_years(
    cells: Mapping[int, HeadCell], years: Mapping[int, YearLabel], parser: PeriodParser
) -> dict[int, PeriodRead] | Wrapped | None:
    """Parts of a year (Apr, Q1) with the year above each column; Wrapped where one calendar year cannot hold them in order.

    None where a part has no year, or the periods do not run one way.
    """
    out: dict[int, PeriodRead] = {}
    previous: tuple[YearLabel, Part] | None = None
    backwards = len({(years.get(c), h.part) for c, h in cells.items()}) > 1 and _descending(cells)
    for column, head in cells.items():
        part, label = head.part, years.get(column)
        if part is None:
            continue
        if label is None:
            return None
        goes_on = previous is not None and previous[0] == label and previous[1].kind == part.kind
        if goes_on and label.kind == "calendar" and not backwards and previous is not None and part.number < previous[1].number:
            return Wrapped(label)
        read = combined(label, part, parser.calendar)
        if read is None:
            return None
        out[column] = read
        previous = (label, part)
    return out


def turn_of(numbers: Iterable[int]) -> int:
    """The month or quarter with which a year of this order of them begins (Apr … Dec, Jan … Mar: 4); 0 where it begins in January,
    runs backwards, or in no order."""
    order = list(dict.fromkeys(numbers))
    falls = [at for at, (a, b) in enumerate(itertools.pairwise(order)) if b < a]
    if len(falls) != 1 or order[-1] >= order[0] or (len(order) == 2 and order[0] - order[1] <= LONGEST_STEP):
        return 0
    return order[0]


def own_start(numbers: Iterable[int], calendar: Calendar, label: YearLabel) -> int:
    """The month with which a year such as 2023/24 begins whose months stand in another order than the assumed start has them: Jul … Jun
    is 7, since April would come before March. 0 where they agree with the start, or stand in no order."""
    order = list(dict.fromkeys(numbers))
    whole = None if label.kind == "calendar" else year_read(label, calendar)
    if whole is None or not turn_of(order):
        return 0
    ahead = [(number - whole.period.start.month) % MONTHS for number in order]
    return 0 if ahead == sorted(ahead) else order[0]


def _descending(cells: Mapping[int, HeadCell]) -> bool:
    numbers = [head.part.month if head.part.named else head.part.number for head in cells.values() if head.part is not None]
    days = [head.part.number for head in cells.values() if head.part is not None and head.part.kind == DAY]
    if any(b > a for a, b in itertools.pairwise(days)):
        return False
    return len(numbers) > 1 and all(0 <= a - b <= LONGEST_STEP for a, b in itertools.pairwise(numbers))


def carried_years(cells: Mapping[int, HeadCell]) -> dict[int, YearLabel]:
    """Years carried on from a head that has one: "Oct 2025, Nov, Dec, Jan, Feb" goes on into 2026; "30 Dec 2025, 31 Dec, 1 Jan" too."""
    years: dict[int, YearLabel] = {}
    last: tuple[int, int, str] | None = None
    for column, head in cells.items():
        if isinstance(head.read, PeriodRead) and head.read.form in (Form.MONTH, Form.DAY):
            start, day = head.read.period.start, head.read.form is Form.DAY
            last = (start.year, 100 * start.month + start.day if day else start.month, DAY if day else "month")
        elif head.part is not None and last is not None and head.part.kind == last[2]:
            year = last[0] + (head.part.number < last[1])
            years[column], last = YearLabel(year), (year, head.part.number, last[2])
    return years


def year_span(label: YearLabel, parser: PeriodParser) -> PeriodRead | None:
    """A year label on its own as a period."""
    return year_read(label, parser.calendar)
