"""What each column of a long table holds: dates, places, categories, counts, rates, codes or free text; judged by its distinct values."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from groundswell.engine.long.dates import OFFSET
from groundswell.engine.long.heads import LongSheet, key_text
from groundswell.engine.long.tally import figure_of
from groundswell.engine.numbers import NumberRead, decimal_evidence
from groundswell.engine.periods import Ambiguous, Form, PeriodParser, PeriodRead, parse_part, parse_year
from groundswell.engine.sources.workbook import CellValue
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.down import month_of_number
from groundswell.engine.tables.grid import blank
from groundswell.engine.tables.vocabulary import says, words

JUDGED = 2_000
"""Distinct values that a column is judged by."""
LISTED = 60
"""Most distinct values of a column that a person can choose among."""
PERCENT_ROWS = 50
_NEARLY_ALL = 85
_TIMED = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{1,2}[/.]\d{1,2}[/.]\d{4})[Tt ]\d{1,2}:\d{2}")


class Sort(StrEnum):
    """What a column is. NUMBER can be added up (counts, amounts); RATE never is; OTHER_NUMBER says where or which (a latitude, a route)."""

    DATE = "date"
    YEAR = "year"
    PART = "part"
    PLACE = "place"
    CATEGORY = "category"
    CODE = "code"
    NUMBER = "number"
    RATE = "rate"
    OTHER_NUMBER = "other_number"
    TEXT = "text"
    EMPTY = "empty"


RATE_HEAD = re.compile(
    r"%|(?<![a-z])(?:percent\w*|per cent|pct|perc|rates?|ratio|proportion|share|average|avg|mean|median|per|index|score|prozent|quote"
    r"|anteil|taux|pourcentage|moyenne|porcentaje|tasa|percentage\w*|gemiddelde?|durchschnitt\w*)(?![a-z])"
)
_POSITION = re.compile(
    r"(?<![a-z])(?:lat|lon|lng|latitude|longitude|easting|northing|coordinates?|zip|zip code|postcode|postal code|plz|bbl|geom|phone"
    r"|licen[cs]e)(?![a-z])|^(?:x|y|speed limit|hour|age|year|month|day|time|route|vehicle|line|number|no\.?|nr\.?|long)$"
    r"| (?:no|nr|number)\.?$"
)


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """One column. ``values``: distinct value → rows, an empty cell as ``""``; not all of them where ``distinct`` is more.

    ``days``: whether its dates are days. ``day_first``: the order that its own dates prove, None where they prove none;
    ``either_order``: some of its dates can be read both ways. ``offsets``: its times carry their distance from Greenwich.
    """

    name: str
    index: int
    sort: Sort
    filled: int
    blanks: int
    distinct: int
    values: Mapping[str, int]
    days: bool = False
    first: date | None = None
    last: date | None = None
    day_first: bool | None = None
    either_order: bool = False
    offsets: bool = False
    whole: bool = False
    unit: str = ""

    @property
    def listed(self) -> bool:
        """Whether a person can choose among its values."""
        return 1 < self.distinct <= LISTED


@dataclass(frozen=True, slots=True)
class Profile:
    """The columns of a long table, in their order, and how many rows it has."""

    columns: tuple[ColumnProfile, ...]
    rows: int
    sheets: int = 1

    def column(self, name: str) -> ColumnProfile | None:
        """The column of that name."""
        return next((column for column in self.columns if column.name == name), None)

    def of(self, *sorts: Sort) -> list[ColumnProfile]:
        """The columns of these sorts, in their order."""
        return [column for column in self.columns if column.sort in sorts]


def profile(sheets: Sequence[LongSheet]) -> Profile:
    """The columns of these sheets together, by the heads of the first."""
    counts: dict[str, Counter[CellValue]] = {name: Counter() for name in sheets[0].names.values()}
    rows = 0
    for long in sheets:
        body = [cells for cells in long.sheet.rows[long.first :] if any(not blank(value) for value in cells)]
        rows += len(body)
        for name, counter in counts.items():
            column = long.column(name)
            if column is not None:
                counter.update(cells[column] for cells in body if column < len(cells))
    columns = [profile_of(name, n, counter, rows) for n, (name, counter) in enumerate(counts.items())]
    columns = [replace(one, sort=Sort.RATE) if one.sort is Sort.NUMBER and _shown_as_percent(sheets, one.name) else one for one in columns]
    return Profile(tuple(columns), rows, len(sheets))


def _shown_as_percent(sheets: Sequence[LongSheet], name: str) -> bool:
    """Whether the first cells of a column are shown as percentages: then it is a rate, whatever its head says."""
    for long in sheets:
        column = long.column(name)
        if column is not None and any((row, column) in long.sheet.percent for row in range(long.first, long.first + PERCENT_ROWS)):
            return True
    return False


@dataclass(slots=True)
class _Look:
    """What the distinct values of a column are."""

    periods: int = 0
    days: int = 0
    years: int = 0
    parts: int = 0
    month_numbers: int = 0
    numbers: int = 0
    marks: int = 0
    fractions: int = 0
    codes: int = 0
    longest: int = 0
    offsets: int = 0
    either: int = 0
    seen: int = 0
    units: set[str] = field(default_factory=set)
    spans: list[date] = field(default_factory=list)


def profile_of(name: str, index: int, counter: Counter[CellValue], rows: int) -> ColumnProfile:
    """One column from its distinct values and how often each stands there; ``rows`` of the whole table."""
    values: Counter[str] = Counter()
    for value, times in counter.items():
        values["" if blank(value) else key_text(value)] += times
    filled = sum(times for text, times in values.items() if text)
    values[""] = rows - filled
    if not values[""]:
        del values[""]
    return judged(name, index, [value for value in counter if not blank(value)], Counts(rows, filled, len(values), values))


PROBED = 40
"""Texts of which at least one is a date in a column of dates."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How often values stand in a column: rows of the table, filled ones, distinct values (an empty cell is one), and the values."""

    rows: int
    filled: int
    distinct: int
    values: Mapping[str, int]


def judged(name: str, index: int, distinct: Sequence[CellValue], counts: Counts) -> ColumnProfile:
    """One column from (some of) its distinct values as they stand in the file, and its counts."""
    order = _day_order(distinct[:JUDGED])
    look = _looked_at(distinct[:JUDGED], name, PeriodParser().with_calendar(day_first=order is not False))
    sort = _sort(name, look, counts)
    spans: list[date] = []
    if sort in (Sort.DATE, Sort.YEAR):
        days = list(dict.fromkeys(map(without_time, distinct)))  # a column of times has few days, and any of them may prove the order
        order = _day_order(days)
        spans = _looked_at(days, name, PeriodParser().with_calendar(day_first=order is not False)).spans
    return ColumnProfile(
        name, index, sort, counts.filled, counts.rows - counts.filled, counts.distinct, counts.values, look.days * 2 > look.periods > 0,
        min(spans, default=None), max(spans, default=None), order, look.either > 0, look.offsets > 0, look.fractions == 0,
        next(iter(look.units), ""),
    )  # fmt: skip


def _day_order(values: Sequence[CellValue]) -> bool | None:
    """Whether the day stands first, where only one of the two orders reads more of these values."""
    by_day, by_month = (PeriodParser().with_calendar(day_first=first) for first in (True, False))
    texts = [value for value in values if isinstance(value, str)]
    if all(by_day.read(value) is by_month.read(value) is None for value in texts[:PROBED]):
        return None  # no column of dates
    unread_day = sum(by_day.read(value) is None for value in texts)
    unread_month = sum(by_month.read(value) is None for value in texts)
    return None if unread_day == unread_month else unread_day < unread_month


def without_time(value: CellValue) -> CellValue:
    """The day of a time, as it is written."""
    if isinstance(value, str):
        found = _TIMED.match(value)
        return found[1] if found else value
    return value.date() if isinstance(value, datetime) else value


def _looked_at(distinct: Iterable[CellValue], name: str, parser: PeriodParser) -> _Look:
    look, plain = _Look(), PeriodParser()
    timed = says(vocabulary.PERIOD_HEAD, name)
    for value in distinct:
        look.seen += 1
        text = key_text(value)
        look.longest = max(look.longest, len(text))
        bare = text.isdecimal()
        if isinstance(value, str) and OFFSET.fullmatch(text):
            look.offsets += 1
        read = parser.read(int(value) if isinstance(value, float) and value.is_integer() else value) if not bare or timed else None
        if isinstance(read, Ambiguous):
            read = read.readings[1]
        if isinstance(read, PeriodRead):
            look.periods += 1
            look.days += read.form is Form.DAY
            look.years += parse_year(int(text) if bare else text) is not None
            look.spans += [read.period.start]
            both = plain.read(value)
            look.either += isinstance(both, Ambiguous) and both.readings[0].form is Form.DAY
        look.parts += not bare and parse_part(text) is not None
        look.month_numbers += bare and month_of_number(value, name) is not None
        _number(look, value, text)
    return look


def _number(look: _Look, value: CellValue, text: str) -> None:
    from_text = _figure(value)
    if from_text is None:
        look.codes += any(ch.isdecimal() for ch in text) and " " not in text
    elif from_text.value is None:
        look.marks += 1
    else:
        look.numbers += 1
        look.fractions += from_text.value.decimal != from_text.value.decimal.to_integral_value()
        look.units |= {from_text.unit} - {""}


def _figure(value: CellValue) -> NumberRead | None:
    read = figure_of(value, _mark(value))
    return read if isinstance(read, NumberRead) else None


def _sort(name: str, look: _Look, counts: Counts) -> Sort:
    """The one sort that the values allow and the head prefers."""
    filled, values = counts.filled, counts.values
    if not filled:
        return Sort.EMPTY
    distinct = counts.distinct - (filled < counts.rows)

    def nearly_all(n: int) -> bool:
        return n * 100 >= look.seen * _NEARLY_ALL

    head = words(name)
    if nearly_all(look.periods):
        return Sort.YEAR if nearly_all(look.years) else Sort.DATE
    if nearly_all(look.parts) or (_month_head(head) and nearly_all(look.month_numbers)):
        return Sort.PART
    if look.numbers and nearly_all(look.numbers + look.marks):
        return _number_sort(name, look, distinct, filled)
    coded = says(vocabulary.CODE, name) or (nearly_all(look.codes) and look.longest <= 24)
    if coded:
        return Sort.CODE
    if look.longest > 80 or (distinct * 2 > filled and distinct > LISTED):
        return Sort.TEXT
    placed = says(vocabulary.ORG_UNIT, name)
    return Sort.PLACE if placed and not _level(values) else Sort.CATEGORY


def _number_sort(name: str, look: _Look, distinct: int, filled: int) -> Sort:
    if RATE_HEAD.search(words(name)) or "%" in look.units:
        return Sort.RATE
    if says(vocabulary.CODE, name) or (distinct == filled and distinct > LISTED and not look.fractions and not look.marks):
        return Sort.CODE
    if _POSITION.search(words(name)):
        return Sort.OTHER_NUMBER
    return Sort.NUMBER


def _month_head(head: str) -> bool:
    return any(word in head.split() for word in ("month", "quarter", "qtr", "mon", "monat", "quartal", "mois", "trimestre", "maand", "mes"))


_LEVELS = re.compile(
    r"national|regional|local|country|county|nation|region|(?:local |combined )?authority(?: district)?|district|ward|state|province"
    r"|municipality|council|area|england|school|provider|trust|gemeente|kreis|land"
)
"""How large a place is, as a column of levels writes it."""


def _level(values: Mapping[str, int]) -> bool:
    """A column that says how large a place is ("National", "Regional", "Local authority"), not which."""
    texts = [words(text) for text in values if text]
    return 1 < len(texts) <= 8 and all(_LEVELS.fullmatch(text) for text in texts)


def _mark(value: CellValue) -> str:
    evidence = decimal_evidence(value) if isinstance(value, str) else None
    return "." if evidence in (None, "?") else str(evidence)
