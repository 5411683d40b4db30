"""What the rows and the heads of a table without dates name: places, groups or measures – by what is written, else asked.

Rows are measures, or they are what the columns' measures are compared over: places, or groups of people or things, which stand in the
place of an org unit.
"""

import re
from dataclasses import dataclass

from groundswell.engine.proposal import Choice, ColumnReading, Role
from groundswell.engine.sources.workbook import a1
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.grid import LOOK_ROWS, blank
from groundswell.engine.tables.naming import measure_from_title
from groundswell.engine.tables.section_frame import Frame
from groundswell.engine.tables.section_heads import SectionHeads
from groundswell.engine.tables.vocabulary import says

_BY = re.compile(r"\bby\s+(?P<what>.+)$", re.IGNORECASE)
_COUNTED = re.compile(
    r"%|#|^(?:number|no\.|rate|average|avg|mean|median|percent\w*|share) ?(?:of|per)?\b|(?<![a-z])per (?:capita|head|[\d,]+)\b"
)
_AREA_CODE = re.compile(r"[A-Z]\d{2}\d{6}|[A-Z]\d{4}")
_BAND = re.compile(
    r"(?:under|over|aged?|less than)?\s*\d{1,3}(?:\s?(?:-|–|to|bis|a|à|tot)\s?\d{1,3}|\+| and (?:over|under)| or (?:more|over|less))?"
    r"(?:\s?years?)?",
    re.IGNORECASE,
)
@dataclass(frozen=True, slots=True)
class Beside:
    """The label columns beside the one that names the rows: their heads, and the texts of those that hold codes."""

    heads: list[str]
    codes: list[str]


ROLE_OF_ROWS = {"places": Role.ORG_UNIT, "measures": Role.MEASURE}


def what_rows_are(ctx: Context, frame: Frame, heads: SectionHeads, name: ColumnReading, beside: Beside) -> Role | None:
    """Measures, or what they are compared over (ORG_UNIT); None after a question.

    ``beside``: what stands in the other label columns.
    """
    if heads.places or says(vocabulary.MEASURE, name.head):
        return Role.MEASURE
    if says(vocabulary.ORG_UNIT, name.head):
        return Role.ORG_UNIT
    labels = [text for row in frame.body if (text := ctx.grid.text(row, name.index))]
    first_by = _dimension(heads.nearest)
    placed = says(vocabulary.ORG_UNIT, first_by) or any(says(vocabulary.ORG_UNIT, head) for head in beside.heads)
    if placed or _are_places(labels, beside.codes):
        return Role.ORG_UNIT
    if _are_groups(ctx, frame, name, labels) or says(vocabulary.GROUP_HEADINGS, first_by) or _alike(first_by, name.head):
        return _of_groups(ctx, frame, heads, name)
    if any(_counted(part) for parts in heads.parts.values() for part in parts):
        return Role.ORG_UNIT
    choices = [Choice("places", "rows_are_places"), Choice("measures", "rows_are_measures")]
    filled = [row for row in frame.body if not blank(ctx.grid.value(row, name.index))]
    first, last = (ctx.grid.text(row, name.index) for row in (filled[0], filled[-1]))
    answer = ctx.ask("what_rows_are", a1(filled[0], name.index), {"first": first, "last": last}, choices)
    return None if answer is None else ROLE_OF_ROWS[answer]


def _of_groups(ctx: Context, frame: Frame, heads: SectionHeads, name: ColumnReading) -> Role | None:
    """Groups in rows: the heads are measures where nothing else names one, or by their own words; else they could be places."""
    parts = [part for column in frame.figures for part in heads.parts.get(column, ())]
    title = measure_from_title(heads.titles, name.head)
    if not title or any(map(_counted, parts)) or all(map(group_like, parts)):
        return Role.ORG_UNIT
    choices = [Choice("places", "heads_are_places"), Choice("measures", "heads_are_measures")]
    first, last = (heads.texts.get(frame.figures[at], "") for at in (0, -1))
    answer = ctx.ask("places_or_measures", a1(frame.first - 1, frame.figures[0]), {"first": first, "last": last}, choices)
    if answer == "places":
        heads.places = True
        return Role.MEASURE
    return None if answer is None else Role.ORG_UNIT


def _counted(head: str) -> bool:
    """A head that says how something is counted, so that it is a measure: "%", "no.", "# tested", "Rate per 1,000", "Average"."""
    return vocabulary.only_how(head) or _COUNTED.search(vocabulary.words(head)) is not None


def group_like(head: str) -> bool:
    """A head that names a group of people or how they are counted, but no measure: "Male", "16-24", "All", "Number"."""
    return (
        says(vocabulary.GROUP_LABELS, head)
        or _BAND.fullmatch(head) is not None
        or vocabulary.only_how(head)
        or (says(vocabulary.TOTAL, head) and len(head.split()) == 1)
    )


def heads_by_title(nearest: list[str]) -> bool:
    """Whether the title says that places are what the figures are given by."""
    return says(vocabulary.ORG_UNIT, _dimension(nearest))


def _dimension(titles: list[str]) -> str:
    """What the nearest title says its figures are given by, the first of several: "Response by federal electoral division"."""
    for title in titles:
        found = _BY.search(title)
        if found is not None:
            return re.split(r",|\b(?:and|during|in|at|for)\b|\(|\d", found["what"], maxsplit=1)[0].strip()
    return ""


def _alike(one: str, other: str) -> bool:
    """One word and its plural."""
    return bool(one) and vocabulary.words(one).rstrip("s") == vocabulary.words(other).rstrip("s")


def _are_places(labels: list[str], codes: list[str]) -> bool:
    """Labels that name organisations ("… Hospital"), or codes of areas beside them."""
    if len(labels) >= 3 and sum(says(vocabulary.PLACE_WORDS, text) for text in labels) * 2 > len(labels):
        return True
    codes = [text for text in codes if _AREA_CODE.fullmatch(text)]
    return len(codes) >= 3 and len(codes) * 2 >= min(len(labels), LOOK_ROWS)


def _are_groups(ctx: Context, frame: Frame, name: ColumnReading, labels: list[str]) -> bool:
    """A head such as "Age group" or "Category", bands of numbers, words for groups of people, or headings that say so."""
    if says(vocabulary.CATEGORY, name.head) or says(vocabulary.GROUP_HEADINGS, name.head):
        return True
    figures = set(frame.body)
    headings = [ctx.grid.text(row, name.index) for row in range(frame.first, frame.last + 1) if row not in figures]
    bands = sum(_BAND.fullmatch(text) is not None for text in labels)
    groups = sum(says(vocabulary.GROUP_LABELS, text) for text in labels)
    return bands * 2 > len(labels) or groups >= 3 or any(says(vocabulary.GROUP_HEADINGS, text) for text in headings)
