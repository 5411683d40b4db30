"""Reading one head cell: a period, half a period, a year, or what stands under a period (actual, target, comment)."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from groundswell.engine.marks import split_mark
from groundswell.engine.periods import Ambiguous, Part, PeriodParser, PeriodRead, YearLabel, folded, parse_part, parse_year
from groundswell.engine.proposal import Reason, Role
from groundswell.engine.sources.workbook import CellValue

_SUB_ROLES: tuple[tuple[re.Pattern[str], Role, Reason | None], ...] = (
    (
        re.compile(
            r"actuals?|values?|outturn|results?|performance|figures?|score|actual performance|actual value|%|percentage|percent|rate"
        ),
        Role.VALUE,
        None,
    ),
    (re.compile(r"targets?|goal|plan(?:ned)?|trajectory"), Role.TARGET, None),
    (re.compile(r"rag(?: status| rating)?|status|rating|traffic light"), Role.STATUS, None),
    (re.compile(r"comments?|commentary|notes?|remarks?|narrative"), Role.COMMENT, None),
    (re.compile(r"num(?:erator)?\.?"), Role.NUMERATOR, None),
    (re.compile(r"den(?:om(?:inator)?)?\.?"), Role.DENOMINATOR, None),
    (
        re.compile(
            r"var(?:iance)?\.?|(?:%|percent(?:age)?) ?change|change|diff(?:erence)?|dot|direction of travel|trend|rank"
            r"|ytd|y[.]t[.]d[.]|year to date|cumulative(?: to)?"
        ),
        Role.LEFT_OUT,
        Reason.DERIVED,
    ),
)
_UNDER = (
    r"actuals?|values?|outturn|results?|performance|targets?|rag(?: status| rating)?|status|comments?|commentary|notes?|numerator"
    r"|denominator|ytd|y[.]t[.]d[.]|year to date|cumulative(?: to)?|variance|change"
)
_SPLIT = re.compile(rf"^(?P<before>{_UNDER})[ :,-]+(?P<label>.+)$|^(?P<label2>.+?)[ :,(-]+(?P<after>{_UNDER})\)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class HeadCell:
    """What a head cell says about time. At most one of ``read``, ``part`` and ``year``; ``role`` is what stands below it.

    ``mark``: what stood behind the label (``(p)``, ``*``), as written.
    """

    read: PeriodRead | Ambiguous | None = None
    part: Part | None = None
    year: YearLabel | None = None
    role: Role = Role.VALUE
    reason: Reason | None = None
    mark: str = ""

    @property
    def is_period(self) -> bool:
        return self.read is not None or self.part is not None or self.year is not None


NO_PERIOD = HeadCell()
MOST_MARKS = 2
"""Marks behind one label that are taken off."""


def sub_role(text: str) -> tuple[Role, Reason | None] | None:
    """What a cell under (or over) a period names: Actual, Target, RAG, Comment …"""
    plain = folded(text).strip(" .:")
    for pattern, role, reason in _SUB_ROLES:
        if pattern.fullmatch(plain):
            return role, reason
    return None


def parse_head(value: CellValue, parser: PeriodParser) -> HeadCell:
    """A head cell as a period; NO_PERIOD where it is none."""
    if isinstance(value, bool) or value is None:
        return NO_PERIOD
    if isinstance(value, float):
        return NO_PERIOD
    if isinstance(value, (int, date)):
        return _bare(value, parser)
    if not isinstance(value, str) or len(value) > 80:
        return NO_PERIOD
    if not value.isascii():
        value = "".join(c for c in value if unicodedata.category(c) != "Cf")
    found = _bare(value, parser)
    if found.is_period:
        return found
    bare, mark = _without_marks(value, parser)
    if mark:
        return replace(_bare(bare, parser), mark=mark)
    split = _SPLIT.match(" ".join(value.split()))
    if split is not None:
        named = sub_role(split["before"] or split["after"])
        found = _bare((split["label"] or split["label2"]).strip(" ()"), parser)
        if named is not None and found.is_period:
            return replace(found, role=named[0], reason=named[1])
    return NO_PERIOD


def unmarked(value: CellValue, parser: PeriodParser) -> CellValue:
    """A period's label without the marks at its end; anything else as it is."""
    if not isinstance(value, str) or len(value) > 80 or _bare(value, parser).is_period:
        return value
    return _without_marks(value, parser)[0]


def period_mark(value: CellValue, parser: PeriodParser) -> str:
    """The mark at the end of a period's label, as written (``†`` of "Jan†", ``(1)`` of "Dec-2011 (1)"); "" where it has none."""
    if not isinstance(value, str) or len(value) > 80 or _bare(value, parser).is_period:
        return ""
    return _without_marks(value, parser)[1]


def _without_marks(text: str, parser: PeriodParser) -> tuple[str, str]:
    """A label and the marks behind it; the whole text and "" where what is left would be no period."""
    bare, mark = text, ""
    for _ in range(MOST_MARKS):
        bare, sign = split_mark(bare)
        mark = f"{sign} {mark}".strip()
        if sign and _bare(bare, parser).is_period:
            return bare, mark
    return text, ""


def _bare(value: CellValue, parser: PeriodParser) -> HeadCell:
    year = parse_year(value)
    if year is not None:
        return HeadCell(year=year)
    if isinstance(value, int):
        return NO_PERIOD
    if isinstance(value, str):
        if value.strip().isdecimal():
            return NO_PERIOD
        part = parse_part(value)
        if part is not None:
            return HeadCell(part=part)
    read = parser.read(value)
    return NO_PERIOD if read is None else HeadCell(read=read)


_YEAR_IN_TEXT = re.compile(
    r"(?<![\w/-])(?:(?:FY|AY)\s?\d{2,4}(?:\s?[/-]\s?\d{2,4})?|(?:19|20)\d{2}\s?[/–-]\s?(?:20)?\d{2}|(?:19|20)\d{2})(?![\w/])", re.IGNORECASE
)


def year_in(text: str) -> YearLabel | None:
    """The one year that a title or sheet name speaks of; None where it names none, or several."""
    found = {label for match in _YEAR_IN_TEXT.findall(text) if (label := parse_year(match)) is not None}
    pairs = {label for label in found if label.kind != "calendar"}
    chosen = pairs or found
    return chosen.pop() if len(chosen) == 1 else None


_MONTH_NAMES = (
    "January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_RANGE_IN_TEXT = re.compile(
    rf"(?<!\w)(?P<first>{_MONTH_NAMES})(?: (?P<year>(?:19|20)\d{{2}}))?\s?(?:to|until|through|-|–|—)\s?(?P<last>{_MONTH_NAMES})"
    r" (?P<year2>(?:19|20)\d{2})(?!\w)",
    re.IGNORECASE,
)


def months_in(text: str) -> tuple[int, int, int] | None:
    """The year and month that a title's months start with, and how many there are: "April 2023 to March 2024"; None where it names
    no such months."""
    found = _RANGE_IN_TEXT.search(text)
    if found is None:
        return None
    first, last = parse_part(found["first"]), parse_part(found["last"])
    if first is None or last is None:
        return None
    end = int(found["year2"])
    start = int(found["year"]) if found["year"] else end - (first.number > last.number)
    count = (end - start) * 12 + last.number - first.number + 1
    return (start, first.number, count) if count > 0 else None


_PERIOD_IN_TEXT = re.compile(
    r"(?<![\w/-])(?:(?:Q|Quarter\s)[1-4][ ,/-]{0,3}(?:FY\s?)?\d{2,4}(?:\s?[/–-]\s?\d{2,4})?"
    r"|(?:19|20)\d{2}\s?[/–-]\s?(?:20)?\d{2}[ ,/-]{1,3}(?:Q|Quarter\s)[1-4]"
    rf"|(?:19|20)\d{{2}}[ -]?Q[1-4]|(?:{_MONTH_NAMES})[ -](?:19|20)\d{{2}})(?![\w/])",
    re.IGNORECASE,
)


def period_in(text: str, parser: PeriodParser) -> PeriodRead | None:
    """The one month or quarter that a title or sheet name speaks of."""
    found = {read for match in _PERIOD_IN_TEXT.findall(text) if isinstance(read := parser.read(match), PeriodRead)}
    return found.pop() if len(found) == 1 else None
