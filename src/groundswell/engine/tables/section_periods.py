"""The period of a table that has no column and no row of dates: said in a head, in a title, in a sheet's or a file's name, or asked."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from groundswell.domain.measurement.period import Period, add_months
from groundswell.engine.month_names import MONTHS
from groundswell.engine.periods import Ambiguous, Form, PeriodParser, PeriodRead, folded, parse_part, year_read
from groundswell.engine.sources.workbook import a1
from groundswell.engine.tables import spans, vocabulary
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.grid import text_of
from groundswell.engine.tables.heads import HeadCell, parse_head, period_in, year_in
from groundswell.engine.tables.section_frame import Frame
from groundswell.engine.tables.spans import ended
from groundswell.engine.tables.vocabulary import says
from groundswell.errors import Place, Problem

_PUBLISHED = re.compile(
    r"\b(?:released?|published|publication|updated|printed|extracted|downloaded|embargo\w*|retrieved|accessed|copyright|next release"
    r"|(?:prepared|produced|created|issued)(?=\s*(?:on|by|at|:|\d)))\b|©",
    re.IGNORECASE,
)
"""Lines whose date is that of the paper, not of the figures."""
HEADS_SHOWN = 4
"""Heads of columns that are named where all of them are asked about."""
_SINCE = (
    r"(?:since|until|till|til|before|after|from|to|between|by|over|versus|vs\.?|pre|post|base(?:d on)?|sinds|tot|seit|bis|depuis)"
)
_YEAR = r"(?:(?:FY|AY)\s?\d{2,4}(?:\s?[/–-]\s?\d{2,4})?|(?:19|20)\d{2}\s?[/–-]\s?(?:20)?\d{2}|(?:19|20)\d{2})"
_DATE = r"(?:\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)?\s[A-Z][a-z]{2,8}\s\d{4})"
_IN_HEAD = re.compile(rf"(?<![\w/.,-])(?:(?P<date>{_DATE})|(?P<year>{_YEAR}))(?![\w/]|[.,-]\d|\s?[–-]\s?\d)")
_RANGE = re.compile(r"(?:19|20)\d{2}\s?(?:[/–-]|to|and)\s?(?:19|20)?\d{2}", re.IGNORECASE)
_LINK = re.compile(
    r"[\s,@(]*(?:\b(?:in|for|at|as at|as of|on|of|during)\b)?\s*(?:\bthe\b)?\s*(?:\b(?:academic|school|financial|fiscal|calendar)\b)?\s*"
    r"(?:\byear\b)?[\s@(]*$",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"\b(?P<unit>year|12 months|twelve months|quarter|3 months|three months|month|week)[ -](?:ending|ended|end|to)\s+(?:the\s+)?"
    r"(?P<last>(?:\d{1,2}(?:st|nd|rd|th)?\s+)?[A-Z][a-z]{2,8},?\s+(?:19|20)\d{2}|\d{4}-\d{2}-\d{2}|\d{1,2}/\d{1,2}/\d{4})",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    r"\b(?P<first>[^\W\d]{3,11})\.?\s*(?P<from>(?:19|20)\d{2})?\s*(?:[-–—]|\b(?:to|until|through|bis|tot|au|a)\b)\s*"
    r"(?P<last>[^\W\d]{3,11})\.?\s+(?P<year>(?:19|20)\d{2})\b",
    re.IGNORECASE,
)
_FULL_DATE = re.compile(rf"(?<![\w/.-]){_DATE}(?![\w/])")
_SHORTER = re.compile(
    r"\b(?:spring|summer|autumn|fall|winter|terms?|half(?:[- ]year)?|h[12]|semester|trimester|season|week|weekend"
    r"|fr\u00fchjahr|sommer|herbst|halbjahr|printemps|automne|semestre|lente|najaar)\b",
    re.IGNORECASE,
)
"""Words for a part of a year that no calendar knows: the year beside them is not the period."""


@dataclass(frozen=True, slots=True)
class FoundPeriod:
    """A period and what is left of the text that says it."""

    read: PeriodRead
    rest: str = ""


def period_in_head(text: str, parser: PeriodParser) -> FoundPeriod | None:
    """The one period that a head speaks of: "2012 Calls", "Book issues 2014", "Closing balance @31/03/2017".

    None where a year is only a bound ("since 2010", "until 2019"), part of a longer stretch ("2011-2015") or of a shorter one
    ("Autumn term 2016").
    """
    stretch = _in_words(text, parser)
    if stretch is not None:
        return None if stretch.read is None else FoundPeriod(stretch.read, _tidied(text.replace(stretch.text, " ")))
    found = list(_IN_HEAD.finditer(text))
    if len(found) != 1 or _long_range(text, parser):
        return None
    match = found[0]
    if re.search(rf"\b{_SINCE}\s*$", text[: match.start()], re.IGNORECASE):
        return None
    month = None if match["date"] else period_in(text, parser)
    if match["date"]:
        day = parser.read(match[0])
        read = day if isinstance(day, PeriodRead) else None
    else:
        read = month or (None if _SHORTER.search(text) else _year_of(text, parser))
    if read is None:
        return None
    before, after = text[: match.start()], text[match.end() :]
    if month is not None:
        before = re.sub(r"(?:Q[1-4]|Quarter [1-4]|[A-Z][a-z]{2,8})[ ,/-]*$", "", before)
        after = re.sub(r"^[ ,/-]*Q[1-4]", "", after)
    if before.rstrip().endswith("("):
        before, after = before.rstrip()[:-1], after.replace(")", "", 1)
    return FoundPeriod(read, _tidied(f"{_LINK.sub('', before)} {after.lstrip(' ),:-')}"))


def _tidied(text: str) -> str:
    return " ".join(text.replace("()", " ").split()).strip(" ,:;-–@")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A stretch of months or the end of a year, in words: its text, and what it is where it is one period."""

    text: str
    read: PeriodRead | None


def _in_words(text: str, parser: PeriodParser) -> _Stretch | None:
    """ "Year ending March 2017", "April to June 2016"; None where a text has no such words."""
    endings = list(_ENDING.finditer(text))
    months = [found for found in _MONTHS.finditer(text) if _month(found["first"]) and _month(found["last"])]
    if not endings and not months:
        return None
    if len(endings) + len(months) > 1:
        return _Stretch(text, None)
    return _Stretch(endings[0][0], _ended(endings[0], parser)) if endings else _Stretch(months[0][0], _stretch(months[0]))


def _month(name: str) -> int | None:
    return MONTHS.get(folded(name))


def title_period(text: str, parser: PeriodParser) -> PeriodRead | None:
    """The one period that a line of title speaks of; None for none or several, and for the date of the paper itself."""
    if _PUBLISHED.search(text):
        return None
    whole = parser.read(text.strip())
    if isinstance(whole, PeriodRead):
        return whole
    stretch = _in_words(text, parser)
    if stretch is not None:
        return stretch.read
    dates = _FULL_DATE.findall(text)
    days = {read for match in dates if isinstance(read := parser.read(match), PeriodRead)}
    if dates or _long_range(text, parser):
        return days.pop() if len(days) == len(set(dates)) == 1 else None
    finest = period_in(text, parser)
    if finest is not None:
        return finest
    return None if _SHORTER.search(text) else _year_of(text, parser)


def _year_of(text: str, parser: PeriodParser) -> PeriodRead | None:
    """The one year in a text; 2023/24 is a school year where the text says so."""
    label = year_in(text)
    if label is not None and label.kind == "fiscal" and says(vocabulary.SCHOOL_HEAD, text):
        label = replace(label, kind="school")
    return None if label is None else year_read(label, parser.calendar)


def _ended(found: re.Match[str], parser: PeriodParser) -> PeriodRead | None:
    """The year, quarter, month or week that ends with a day or month: "year ending March 2017"."""
    unit = {"12 months": "year", "twelve months": "year", "3 months": "quarter", "three months": "quarter"}.get(
        found["unit"].lower(), found["unit"].lower()
    )
    read = parser.read(found["last"])
    if not isinstance(read, PeriodRead):
        return None
    if unit in ("week", "month"):
        return ended(read, "week") if unit == "week" else _months_to(read, 1)
    return _months_to(read, 12 if unit == "year" else 3)


def _months_to(read: PeriodRead, months: int) -> PeriodRead:
    """So many months up to the end of the month that a reading lies in."""
    end = add_months(read.period.start.replace(day=1), 1)
    form = {1: Form.MONTH, 3: Form.QUARTER}.get(months, Form.YEAR)
    return PeriodRead(Period(add_months(end, -months), end), form)


def _stretch(found: re.Match[str]) -> PeriodRead | None:
    """From one month to another, where that is a quarter or a year: "April to June 2016", "April 2016 - March 2017"."""
    first, last = _month(found["first"]), _month(found["last"])
    if first is None or last is None:
        return None
    end = add_months(date(int(found["year"]), last, 1), 1)
    year = int(found["from"] or found["year"])
    start = date(year, first, 1) if found["from"] or first <= last else date(year - 1, first, 1)
    months = (end.year - start.year) * 12 + end.month - start.month
    if months not in (3, 12):
        return None
    return PeriodRead(Period(start, end), Form.QUARTER if months == 3 else Form.YEAR)


def _long_range(text: str, parser: PeriodParser) -> bool:
    """Whether a text names a stretch of several years: "2011-2015", "2015 to 2019" (2010-11 is one year in words)."""
    return any(parser.read(found[0]) is None for found in _RANGE.finditer(text))


def without_period(text: str) -> str:
    """A title without the words for a stretch of time at its end ("year ending March 2018", "April to June 2016", "as at 31 March")."""
    shorter = _ENDING.sub("", text) if len(_ENDING.findall(text)) == 1 else text
    shorter = re.sub(rf"[\s,(]*\b(?:as at|as of|at|on)?\s*{_DATE}\)?\s*$", "", shorter)
    return shorter.strip(" ,:;-–(") or text


def named_period(name: str, parser: PeriodParser) -> PeriodRead | None:
    """The one period that the name of a sheet or file speaks of."""
    text = " ".join(re.sub(r"(?<=\d)T\d.*|[_()]+", " ", name).split())
    if any(isinstance(parser.read(found[0]), Ambiguous) for found in _RANGE.finditer(text)):
        return None  # 2010-11 in a file's name may be November
    return title_period(text, parser)


def table_period(ctx: Context, frame: Frame, cell: str, head: str, *, ask: bool) -> FoundPeriod | None:
    """The period of the whole table: stated beforehand, from its title, the sheet's name or the file's; else asked (``ask``).

    Two periods in one of these places are no answer: then it is asked. Where some heads have a period of their own (``ask`` False),
    only what was stated and the title count for the others.
    """
    parser = ctx.parser
    if ctx.options.period is not None:
        stated = period_of_label(ctx.options.period, parser)
        return None if stated is None else FoundPeriod(stated, ctx.options.period)
    own = _month_of_sheet(ctx, frame) if ask else None
    for source, texts in (("title", _title_texts(ctx, frame)), ("title", ctx.grid.above), ("sheet", [ctx.name]), ("file", [ctx.file_stem])):
        if source != "title" and not ask:
            return None
        if source == "sheet" and own is not None:
            _say_name(ctx, source, own, cell)
            return own
        finest = _finest(texts, title_period if source == "title" else named_period, parser)
        if len(finest) == 1 and source == "title" and own is not None and _within(own.read, finest[0].read):
            continue
        if len(finest) == 1:
            if source != "title":
                _say_name(ctx, source, finest[0], cell)
            return finest[0]
        if finest:
            break
    if not ask:
        return None
    answer = ctx.ask("which_period", cell, {"head": head})
    answered = None if answer is None else period_of_label(answer, parser)
    if answered is None:
        ctx.reopen("which_period", cell)
        return None
    return FoundPeriod(answered, answer or "")


def offered_period(ctx: Context, cell: str, heads: Sequence[str]) -> FoundPeriod | None:
    """The period that somebody gives to columns which stand undated beside dated ones; without it they alone are not read."""
    shown = ", ".join(heads[:HEADS_SHOWN]) + (", …" if len(heads) > HEADS_SHOWN else "")
    answer = ctx.offer("column_without_period", cell, {"head": shown})
    answered = None if answer is None else period_of_label(answer, ctx.parser)
    if answered is None:
        ctx.reopen("column_without_period", cell)
        return None
    return FoundPeriod(answered, answer or "")


def _finest(texts: Sequence[str], read: Callable[[str, PeriodParser], PeriodRead | None], parser: PeriodParser) -> list[FoundPeriod]:
    """The periods that some texts speak of, without those that hold a finer one."""
    found: dict[Period, FoundPeriod] = {}
    for text in texts:
        one = read(text, parser)
        if one is not None:
            found.setdefault(one.period, FoundPeriod(one, text))
    return [one for one in found.values() if not any(_within(other.read, one.read) for other in found.values())]


def _month_of_sheet(ctx: Context, frame: Frame) -> FoundPeriod | None:
    """The month or quarter that a sheet is called after, in the year that its title or the file's name gives: "Jan", "Q2"."""
    part = parse_part(ctx.name)
    if part is None:
        return None
    texts = [*_title_texts(ctx, frame), *ctx.grid.above, ctx.file_stem]
    label = next((found for text in texts if (found := year_in(text.replace("_", " "))) is not None), None)
    if label is None:
        return None
    read = spans.with_years({0: HeadCell(part=part)}, {0: label}, ctx.parser)
    return FoundPeriod(read[0], ctx.name) if isinstance(read, dict) and 0 in read else None


def _say_name(ctx: Context, source: str, found: FoundPeriod, cell: str) -> None:
    """A period that only a name says is told, so that it can be doubted."""
    source = "file" if ctx.name == ctx.file_stem else source
    values = {"source": source, "name": found.rest, "start": found.read.period.start.isoformat()}
    ctx.problems.append(Problem(f"period_from_{source}", Place(ctx.name, cell), values))


def period_of_label(label: str, parser: PeriodParser) -> PeriodRead | None:
    """A typed label as a period: a month, quarter, year or day; None where it is none or could be two."""
    head = parse_head(label, parser)
    if head.year is not None:
        return year_read(head.year, parser.calendar)
    read = head.read if head.read is not None else parser.read(label)
    return read if isinstance(read, PeriodRead) else None


def _within(inner: PeriodRead, outer: PeriodRead) -> bool:
    """Whether another reading is a finer one of the same time: March 2017 within 2017."""
    return inner.period != outer.period and outer.period.start <= inner.period.start and inner.period.end <= outer.period.end


def _title_texts(ctx: Context, frame: Frame) -> list[str]:
    """Every text or year above the heads, and what stands in the heads' corner."""
    grid, out = ctx.grid, []
    for row in range(frame.heads[0]):
        out += [text_of(grid.value(row, column)) for column in grid.filled(row)]
    corner = min(frame.figures)
    return out + [grid.text(row, c) for row in frame.heads for c in grid.filled(row) if c < corner]


def cell_of(row: int, column: int) -> str:
    """The address of a head."""
    return a1(max(row, 0), column)
