"""Days and periods in a locale's form, by cadence. Patterns and month names are looked up once; labels are then kept."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache

from babel import Locale

from groundswell.domain.measurement.period import Cadence, add_months

Style = str
"""``short`` (Oct 2026, in charts) or ``long`` (October 2026, in sentences)."""


class DateForm:
    """How one locale writes days and months. ``names`` may come from a wider locale than the order of the parts."""

    def __init__(self, order: Locale, names: Locale) -> None:
        self.locale = order
        months = names.months
        self.months = {
            "L": tuple(months["stand-alone"]["abbreviated"][m] for m in range(1, 13)),
            "LL": tuple(months["stand-alone"]["wide"][m] for m in range(1, 13)),
            "M": tuple(months["format"]["abbreviated"][m] for m in range(1, 13)),
            "MM": tuple(months["format"]["wide"][m] for m in range(1, 13)),
        }
        self.quarters = tuple(names.quarters["format"]["abbreviated"][q] for q in range(1, 5))
        skeletons = order.datetime_skeletons
        self._month = {"short": _pieces(skeletons["yMMM"]), "long": _pieces(skeletons.get("yMMMM", skeletons["yMMM"]), wide=True)}
        long_day = skeletons.get("yMMMMd") or order.date_formats["long"]
        self._day = {"short": _pieces(skeletons["yMMMd"]), "long": _pieces(long_day, wide=True)}
        self._day_month = {"short": _pieces(skeletons["MMMd"]), "long": _pieces(skeletons.get("MMMMd", skeletons["MMMd"]), wide=True)}
        self._quarter = _pieces(skeletons["yQQQ"])

    def month(self, day: date, style: Style = "short") -> str:
        """``Oct 2026`` or ``October 2026``."""
        return "".join(part if isinstance(part, str) else part(self, day) for part in self._month[style])

    def day(self, day: date, style: Style = "long") -> str:
        """``9 November 2026`` or ``9 Nov 2026``."""
        return "".join(part if isinstance(part, str) else part(self, day) for part in self._day[style])

    def day_month(self, day: date, style: Style = "short") -> str:
        """``9 Nov``: the year is told elsewhere."""
        return "".join(part if isinstance(part, str) else part(self, day) for part in self._day_month[style])

    def month_name(self, month: int) -> str:
        """``Oct``, standing alone."""
        return str(self.months["L"][month - 1])

    def quarter(self, number: int, year: str) -> str:
        """``Q1 2026/27`` in the locale's order of quarter and year."""
        return "".join(part if isinstance(part, str) else part(self, (number, year)) for part in self._quarter)


Piece = str | Callable[..., str]


def _pieces(pattern: object, *, wide: bool = False) -> tuple[Piece, ...]:
    """A CLDR pattern as literals and functions of a day; ``wide`` writes month names in full."""
    text = str(getattr(pattern, "pattern", pattern))
    pieces: list[Piece] = []
    for found in re.finditer(r"'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+", text):
        literal, letter = found.group(1), found.group(2)
        run = found.group(0)
        if literal is not None:
            pieces.append(literal.replace("''", "'") or "'")
        elif letter is None:
            pieces.append(run)
        else:
            pieces.append(_field(letter, len(run), wide))
    return tuple(pieces)


def _field(letter: str, length: int, wide: bool) -> Piece:
    if letter in "ML" and length >= 3:
        names = letter * (2 if wide or length == 4 else 1)
        return lambda form, day: str(form.months[names][day.month - 1])
    if letter in "ML":
        return lambda form, day: f"{day.month:0{length}d}"
    if letter == "d":
        return lambda form, day: f"{day.day:0{length}d}"
    if letter in "yu":
        return lambda form, day: str(day[1] if isinstance(day, tuple) else day.year)
    if letter in "Qq":
        return (lambda form, day: str(day[0])) if length <= 2 else (lambda form, day: form.quarters[day[0] - 1])
    if letter == "G":
        return ""
    raise ValueError(f"a date pattern asks for {letter!r}, which a period does not have")


def fiscal_label(start: date) -> str:
    """``2026/27`` for a year that begins in 2026 after January, ``2026`` for one that begins in January."""
    return str(start.year) if start.month == 1 else f"{start.year}/{(start.year + 1) % 100:02d}"


class PeriodForm:
    """Labels for the periods of one cadence and fiscal calendar; each label is worked out once."""

    def __init__(self, form: DateForm, cadence: Cadence, fiscal_start: int, week_long: Callable[[str], str]) -> None:
        self._form = form
        self._cadence = cadence
        self._fiscal_start = fiscal_start
        self._week_long = week_long
        self.short: Callable[[date], str] = cache(lambda day: self._label(day, "short"))
        self.long: Callable[[date], str] = cache(lambda day: self._label(day, "long"))

    def _label(self, day: date, style: Style) -> str:
        form, cadence = self._form, self._cadence
        if cadence is Cadence.MONTH:
            return form.month(day, style)
        if cadence is Cadence.QUARTER:
            return self._quarter(day, style)
        if cadence is Cadence.HALF_YEAR:
            return self._half(day, style)
        if cadence is Cadence.YEAR:
            return fiscal_label(day) if day.day == 1 else form.day(day, style)
        if cadence is Cadence.WEEK and style == "long":
            return self._week_long(form.day(day, style))
        return form.day(day, style)

    def _half(self, day: date, style: Style) -> str:
        """Its first and its last month, as no language has one short name for half a year: ``Jan–Jun 2026``, ``Oct 2026–Mar 2027``."""
        last = add_months(day, 5)
        first = self._form.month_name(day.month) if day.year == last.year and style == "short" else self._form.month(day, style)
        return f"{first}\u2013{self._form.month(last, style)}"

    def _quarter(self, day: date, style: Style) -> str:
        """A quarter of the fiscal calendar by its number; any other by the month that the sheet named, claiming no more than it."""
        ahead = (day.month - self._fiscal_start) % 12
        if day.day != 1 or ahead % 3:
            return self._form.month(day, style)
        year = date(day.year - (day.month < self._fiscal_start), self._fiscal_start, 1)
        return self._form.quarter(ahead // 3 + 1, fiscal_label(year))
