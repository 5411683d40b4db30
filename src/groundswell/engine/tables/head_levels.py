"""Levels of heads above columns of figures: groups over names, nested into each other, merged, centred or filled with a sign."""

import re
from dataclasses import dataclass, field

from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.grid import blank, text_of

_OF_WHICH = re.compile(
    r"(?:\(?of which|of whom|thereof|including|incl\.?|davon|darunter|dont|waarvan|di cui|de los cuales|dos quais)\)?:?", re.IGNORECASE
)
_UNIT_LINE = re.compile(
    r"\(?(?:in |figures in |all figures in |unit: ?)?"
    r"(?:(?:£|€|\$|us\$|usd|gbp|eur|chf)? ?(?:thousands?|millions?|billions?|000s?|'000s?|k|m|mn|bn)"
    r"|£|€|\$|%|per ?cent|percentages?|persons|numbers?|number|no\.|£000s?|£ ?m|000 [a-z]+|thousand [a-z]+|million [a-z]+|tausend|mio\.?"
    r"|milliers|duizend(?:en)?|miljoen)\)?"
)


def filler(text: str) -> bool:
    """A sign that only fills a cell of a merged head (``.``, ``-``, ``…``): no letter and no digit in it, and no unit."""
    return not any(c.isalnum() or c in "%£€$#" for c in text)


def unit_line(text: str) -> bool:
    """A line over a table that says how its figures are counted: "thousands", "£ million", "per cent"."""
    return bool(text) and _UNIT_LINE.fullmatch(vocabulary.words(text)) is not None


def head_text(ctx: Context, row: int, column: int) -> str:
    """The text of a head cell; "" where it is empty or only filled."""
    text = text_of(ctx.grid.spread(row, column))
    return "" if filler(text) else text


@dataclass(frozen=True, slots=True)
class Entry:
    """One head: from its column to ``end`` (not included; None: as far as its group goes), and whether a merge says so."""

    column: int
    text: str
    end: int | None = None


@dataclass(slots=True)
class Group:
    """Columns of figures that stand under the same heads so far, from ``start`` to ``end`` of the sheet's columns."""

    columns: list[int]
    start: int
    end: int


@dataclass(slots=True)
class Level:
    """One row of heads: each column's text, and the groups that it makes."""

    texts: dict[int, str] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)


def levels_of(ctx: Context, rows: list[int], columns: list[int], start: int) -> list[Level] | int:
    """The levels of these head rows, top to bottom; the index of the first row whose heads nobody can place.

    ``columns``: those of figures; heads reach from ``start`` on. A head reaches to the next one, and never beyond the group
    that it stands in.
    """
    groups = [Group(columns, start, ctx.grid.width)]
    out: list[Level] = []
    for row in rows:
        level = Level()
        for group in groups:
            if not _level(ctx, row, group, row == rows[-1], level):
                return row
        out.append(level)
        groups = level.groups
    return _joined(out)


def _level(ctx: Context, row: int, group: Group, lowest: bool, level: Level) -> bool:
    """One row's heads within one group; False where it starts after the group's first column and no merge says what it covers."""
    entries = _entries(ctx, row, group)
    if lowest:
        for column in group.columns:
            level.texts[column] = head_text(ctx, row, column)
        level.groups += [Group([column], column, column + 1) for column in group.columns]
        return True
    if not entries:
        level.texts.update(dict.fromkeys(group.columns, ""))
        level.groups.append(group)
        return True
    if len(entries) == 1 and entries[0].end is None and entries[0].column not in group.columns:
        entries = [Entry(group.start, entries[0].text)]
    first = entries[0]
    if first.column > group.columns[0] and first.end is None:
        return False
    _spread(group, entries, level)
    return True


def _entries(ctx: Context, row: int, group: Group) -> list[Entry]:
    """The heads of a row within a group, left to right; "of which" goes on with the head before it."""
    out: list[Entry] = []
    seen = None
    for column in range(group.start, group.end):
        merge = ctx.grid.merge_at(row, column)
        if merge is not None and merge == seen:
            continue
        seen = merge
        value = ctx.grid.spread(row, column)
        text = "" if blank(value) else text_of(value)
        if filler(text):
            continue
        if out and _OF_WHICH.fullmatch(text.strip()):
            text = out[-1].text
        out.append(Entry(column, text, None if merge is None or merge.right == merge.left else merge.right + 1))
    return out


def _spread(group: Group, entries: list[Entry], level: Level) -> None:
    """Give each column of the group its head, and part the group by them; what a merge leaves uncovered is a part of its own."""
    parts: list[tuple[int, int, str]] = []
    at = group.start
    for entry, following in zip(entries, [*entries[1:], None], strict=True):
        limit = group.end if following is None else following.column
        if entry.column > at:
            parts.append((at, entry.column, ""))
        end = min(entry.end or limit, limit)
        parts.append((entry.column, end, entry.text))
        at = end
    if at < group.end:
        parts.append((at, group.end, ""))
    for start, end, text in parts:
        columns = [column for column in group.columns if start <= column < end]
        if columns:
            level.texts.update(dict.fromkeys(columns, text))
            level.groups.append(Group(columns, start, end))


def _joined(levels: list[Level]) -> list[Level]:
    """A head that is spelled over two rows ("Overseas residents'" / "visits to the UK") is one."""
    out: list[Level] = []
    for level in levels:
        before = out[-1] if out else None
        parts = [group.columns for group in level.groups if level.texts[group.columns[0]]]
        if (
            before is not None
            and parts
            and len(level.groups) == len(before.groups)
            and all(level.texts[columns[0]][:1].islower() and before.texts[columns[0]] for columns in parts)
            and len({tuple(columns) for columns in parts} - {tuple(group.columns) for group in before.groups}) == 0
        ):
            texts = {column: " ".join(filter(None, (before.texts[column], text))) for column, text in level.texts.items()}
            out[-1] = Level(texts, level.groups)
        else:
            out.append(level)
    return out
