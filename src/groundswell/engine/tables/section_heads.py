"""The heads of a table without dates: groups above names, names above units, a period said in a head, codes of names left out."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from groundswell.engine.periods import PeriodRead, combined, parse_part, year_read
from groundswell.engine.proposal import Role
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.grid import blank, text_of
from groundswell.engine.tables.heads import HeadCell, parse_head
from groundswell.engine.tables.naming import tidy, without_mark
from groundswell.engine.tables.section_frame import Frame
from groundswell.engine.tables.section_periods import FoundPeriod, period_in_head
from groundswell.engine.tables.vocabulary import says

LONGEST_CODE = 4


@dataclass(slots=True)
class SectionHeads:
    """Per column of figures: the parts of its name (outermost first) without its period, the period, the head as written.

    ``places``: a level of the heads says that they name places ("province" over every column).
    """

    parts: dict[int, list[str]] = field(default_factory=dict)
    texts: dict[int, str] = field(default_factory=dict)
    periods: dict[int, FoundPeriod] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    places: bool = False
    units: dict[int, str] = field(default_factory=dict)
    """Units of measurement, from a row of them below or above the names."""
    titles: list[str] = field(default_factory=list)
    """Lines above the heads, as a measure's name is looked for in them."""
    nearest: list[str] = field(default_factory=list)
    """The same, the nearest first."""


def section_heads(ctx: Context, frame: Frame, marks: set[str]) -> SectionHeads:
    """Names, periods and label heads of every column."""
    out = SectionHeads()
    rows = [row for row in frame.heads if row not in frame.numbering]
    levels = [_level(ctx, frame, row, row == _lowest(ctx, frame, rows), marks) for row in rows]
    for label in frame.labels:
        out.labels[label] = _label_head(ctx, rows, label, marks)
    telling = _telling(ctx, frame, [level for level in levels if any(level.texts.values())], out)
    for column in frame.figures:
        parts: list[str] = []
        for text in _joined_lines(telling, column):
            if text and (not parts or parts[-1] != text):
                parts.append(text)
        out.texts[column] = next((text for text in reversed(parts) if text), "")
        out.parts[column] = _without_period(ctx, out, column, parts)
    return out


def _lowest(ctx: Context, frame: Frame, rows: list[int]) -> int:
    """The lowest row with heads of figures."""
    return next((row for row in reversed(rows) if any(not blank(ctx.grid.value(row, c)) for c in frame.figures)), -1)


def _label_head(ctx: Context, rows: list[int], column: int, marks: set[str]) -> str:
    """The head of a label column: its own lowest head cell, else one merged over it."""
    for row in reversed(rows):
        if not blank(ctx.grid.value(row, column)):
            return without_mark(tidy(ctx.grid.text(row, column)), marks)
    for row in reversed(rows):
        value = ctx.grid.spread(row, column)
        if not blank(value):
            return without_mark(tidy(text_of(value)), marks)
    return ""


@dataclass(slots=True)
class Level:
    """One row of heads: the text over each column of figures, and over how many columns that one text stands."""

    texts: dict[int, str] = field(default_factory=dict)
    width: dict[int, int] = field(default_factory=dict)


def _level(ctx: Context, frame: Frame, row: int, lowest: bool, marks: set[str]) -> Level:
    """One row of heads over the columns of figures: merged cells spread; above the lowest row a text reaches to the next one.

    It does not reach over an empty column, nor where the row has merged cells.
    """
    grid, out, current, start = ctx.grid, Level(), "", -1
    merged_row = any(merge.top <= row <= merge.bottom and merge.right > merge.left for merge in grid.sheet.merges)
    starts: dict[int, int] = {}
    previous = None
    for column in frame.figures:
        value = grid.spread(row, column)
        gap = previous is not None and column - previous > 1 and not merged_row and _spacer(ctx, frame, previous, column)
        if not blank(value):
            text, merge = without_mark(tidy(text_of(value)), marks), grid.merge_at(row, column)
            if text != current or lowest:
                start = column if merge is None else merge.left
            current = text
        elif lowest or merged_row or gap:
            current, start = "", column
        out.texts[column], starts[column] = current, start
        previous = column
    out.width = {column: sum(other == start for other in starts.values()) for column, start in starts.items()}
    return out


def _spacer(ctx: Context, frame: Frame, left: int, right: int) -> bool:
    """Whether an empty column stands between two columns of figures though most of them stand next to each other."""
    steps = [b - a for a, b in zip(frame.figures, frame.figures[1:], strict=False)]
    usual = max(set(steps), key=steps.count)
    return right - left > usual and all(not frame.kinds.get(c) for c in range(left + 1, right))


def _telling(ctx: Context, frame: Frame, levels: list[Level], out: SectionHeads) -> list[Level]:
    """The levels that tell columns apart: one that says the same everywhere is a kind of thing or a caption, codes of names are none."""
    figures = frame.figures
    kept: list[Level] = []
    for level in levels:
        said = {level.texts.get(c, "") for c in figures}
        if len(figures) > 1 and len(said) == 1:
            text = next(iter(said))
            if says(vocabulary.ORG_UNIT, text) and len(text.split()) <= 3:
                out.places = True
                continue
            named = level is levels[-1] and text and not kind_of_counting(text)
            if len(levels) > 1 and not named and not parse_head(text, ctx.parser).is_period:
                continue
        kept.append(level)
    distinct = [level for level in kept if len(set(level.texts.values())) == len(figures) > 2]
    if len(distinct) > 1:
        longest = max(distinct, key=lambda level: sum(map(len, level.texts.values())))
        codes = [level for level in distinct if level is not longest and max(map(len, level.texts.values())) <= LONGEST_CODE]
        kept = [level for level in kept if level not in codes]
        for level in codes:
            units = {c: text for c, text in level.texts.items() if not text.isalnum() or vocabulary.words(text) in vocabulary.KIND_WORDS}
            out.units = out.units or units
    return kept


def kind_of_counting(text: str) -> bool:
    """A word such as "Number" or "%" that stands over every column says nothing about any."""
    return vocabulary.words(text) in vocabulary.KIND_WORDS


def _joined_lines(levels: list[Level], column: int) -> list[str]:
    """The texts over a column, outermost first. One that stands over this column alone groups nothing: it goes on in the cell below it
    (heads spelled over several cells: "Non-", "PTS")."""
    out: list[str] = []
    alone = False
    for level in levels:
        text = level.texts.get(column, "")
        if not text:
            continue
        if alone and out[-1] != text and parse_part(out[-1]) is None:
            out[-1] = f"{out[-1]}{text}" if out[-1].endswith("-") else f"{out[-1]} {text}"
        elif not alone or out[-1] != text:
            out.append(text)
        alone = level.width.get(column, 1) == 1
    return out


def _without_period(ctx: Context, out: SectionHeads, column: int, parts: list[str]) -> list[str]:
    """The parts of a name without the year or date that one of them says; that period is the column's own."""
    found: list[FoundPeriod] = []
    names: list[str] = []
    heads = [parse_head(part, ctx.parser) for part in parts]
    together = _year_and_part(ctx, heads)
    if together is not None:
        out.periods[column] = FoundPeriod(together, "")
        return [part for part, head in zip(parts, heads, strict=True) if not head.is_period]
    for part, head in zip(parts, heads, strict=True):
        whole = year_read(head.year, ctx.parser.calendar) if head.year is not None else head.read
        if isinstance(whole, PeriodRead) and head.role is Role.VALUE:
            found.append(FoundPeriod(whole, ""))
            continue
        period = period_in_head(part, ctx.parser)
        if period is None:
            names.append(part)
        else:
            found.append(period)
            names.append(period.rest)
    if len({one.read.period for one in found}) == 1:
        out.periods[column] = found[0]
        return [name for name in names if name]
    return parts


def _year_and_part(ctx: Context, heads: Sequence[HeadCell]) -> PeriodRead | None:
    """The half-year, quarter or month of the year that stands over it: "2024" over "H1"."""
    years = {head.year for head in heads if head.year is not None}
    parts = {head.part for head in heads if head.part is not None}
    if len(years) != 1 or len(parts) != 1:
        return None
    return combined(years.pop(), parts.pop(), ctx.parser.calendar)
