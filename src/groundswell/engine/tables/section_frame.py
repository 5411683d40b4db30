"""Where a table without dates stands on its sheet: rows of heads, rows of figures, columns of figures and of labels."""

import itertools
import re
from dataclasses import dataclass, field

from groundswell.engine.proposal import Role
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.grid import FIGURE_KINDS, blank, text_of
from groundswell.engine.tables.section_kinds import ColumnKinds, column_kinds
from groundswell.engine.tables.section_one_year import heads_one_year
from groundswell.engine.tables.vocabulary import says

HEAD_SEARCH = 80
"""A body that starts more rows than this below the first filled one is not looked for."""
MOST_HEADS = 14
LONG_TITLE = 60
TELEPHONE = 7
"""Digits from which numbers of one length under "number" are no counts, wherever they stand."""
_CODED = re.compile(
    r"(?<![a-z])(?:codes?|ids?|refs?|references?|identifiers?|postcode|zip|zip code|uprn|urn"
    r"|lat(?:itude)?|lon(?:g|gitude)?|easting|northing)$"
)
_NUMBERED = re.compile(r"(?<![a-z])(?:no\.?|nr\.?|number|phone|telephone|fax)$")
COUNTING = re.compile(r"no\.?|nr\.?|#|number|row|row ?names?|row ?number|line|seq|index|unnamed 0|lfd\.? nr\.?|n°")
_COUNTED = re.compile(r"\(?(\d{1,3})\)?")


@dataclass(slots=True)
class Frame:
    """The parts of a table. ``body``: rows with figures; ``heads``: rows of heads, from the top; ``numbering``: rows that only count
    the columns; ``columns``: what each column holds in the body."""

    heads: list[int]
    first: int
    last: int
    body: list[int]
    figures: list[int]
    labels: list[int]
    kinds: dict[int, ColumnKinds] = field(default_factory=dict)
    numbering: list[int] = field(default_factory=list)


def find_frame(ctx: Context) -> Frame | None:
    """The table of a sheet; None where there are no columns of numbers below heads."""
    kinds = column_kinds(ctx.grid)
    numeric = {c: found for c, found in kinds.items() if found.is_figures and ctx.columns.get(c) in (None, Role.VALUE, *_COUNTS)}
    start = _start(numeric)
    top = next((row for row in range(ctx.grid.height) if ctx.grid.sheet.rows[row]), 0)
    if start is None or start - top > HEAD_SEARCH:
        return None
    start = _first_row(ctx, numeric, start)
    figures = [c for c in numeric if not _is_label(ctx, c, numeric[c], start)]
    figures = _without_label_column(ctx, kinds, figures, start)
    if not figures:
        return None
    figures += [c for c, found in kinds.items() if c > figures[0] and c not in numeric and found.sparse and c not in ctx.columns]
    figures = sorted(c for c in figures if c in numeric or not all(_counts_columns(ctx, row, [c]) for row in kinds[c].filled))
    heads_end = start
    numbering: list[int] = []
    while heads_end < ctx.grid.height and _counts_columns(ctx, heads_end, figures):
        numbering.append(heads_end)
        heads_end += 1
    while heads_end < ctx.grid.height and _is_years(ctx, heads_end, figures):
        heads_end += 1
    heads = _head_rows(ctx, heads_end, figures, set(numbering))
    if not heads and heads_end == start and heads_one_year(ctx, start, figures):
        heads_end += 1
        heads = _head_rows(ctx, heads_end, figures, set())
    if not heads and not numbering and _counting(ctx, heads_end, figures):  # ages and the like: numbers that are heads
        heads_end += 1
        heads = _head_rows(ctx, heads_end, figures, set())
    first = heads[-1] + 1 if heads else heads_end
    body = [row for row in range(first, ctx.grid.height) if _has_figures(ctx, row, figures)]
    if not body:
        return None
    labels = [c for c in kinds if c not in figures and kinds[c].filled_from(first)]
    return Frame(heads, first, body[-1], body, figures, labels, kinds, numbering)


_COUNTS = (Role.NUMERATOR, Role.DENOMINATOR, Role.TARGET)


def _start(numeric: dict[int, ColumnKinds]) -> int | None:
    """The first row of figures: the one by which half of the columns of figures have started."""
    firsts = sorted(found.first for found in numeric.values())
    return firsts[len(firsts) // 2] if firsts else None


def _only_counts(ctx: Context, found: ColumnKinds, start: int) -> bool:
    """A column that counts the rows under a head that says no more ("No.", "rownames", none)."""
    head = next((ctx.grid.text(row, found.index) for row in range(start - 1, -1, -1) if not blank(ctx.grid.value(row, found.index))), "")
    return found.counts_rows and (not head or COUNTING.fullmatch(vocabulary.words(head)) is not None)


def _first_row(ctx: Context, numeric: dict[int, ColumnKinds], start: int) -> int:
    """The start moved up over rows that are half filled: a number of a column of figures, and no text over another one."""
    firsts = {found.first for found in numeric.values()}
    while start - 1 in firsts:
        row = ctx.grid.filled(start - 1)
        if any(c in numeric and ctx.grid.kind(ctx.grid.value(start - 1, c)) == "text" for c in row) or len(row) < 2:
            break
        start -= 1
    return start


def _is_label(ctx: Context, column: int, found: ColumnKinds, start: int) -> bool:
    """Numbers that are no figures: codes by their head or leading zeros, or the running number of the row."""
    head = next((ctx.grid.text(row, column) for row in range(start - 1, -1, -1) if not blank(ctx.grid.value(row, column))), "")
    if column in ctx.columns:
        return False
    words = vocabulary.words(head)
    numbered = _NUMBERED.search(words) and found.alike_long and (column == 0 or found.digits >= TELEPHONE)
    if found.codes * 2 > found.numbers or _CODED.search(words) or numbered:
        return True
    if COUNTING.fullmatch(words) and (column == 0 or found.counts_rows):
        return True
    return bool(found.texts_seen) and found.counts_rows and (not head or says(vocabulary.PERIOD_HEAD, head) or column == 0)


def _without_label_column(ctx: Context, kinds: dict[int, ColumnKinds], figures: list[int], start: int) -> list[int]:
    """Where nothing but numbers stands in the rows, the first column that goes up row by row names them (age 0, 1, 2 …)."""
    named = [c for c, found in kinds.items() if c not in figures and found.filled_from(start) and not _only_counts(ctx, found, start)]
    if named or not figures or figures[0] in ctx.columns:
        return figures
    return figures[1:] if kinds[figures[0]].ascending and len(figures) > 1 else figures


def _counts_columns(ctx: Context, row: int, figures: list[int]) -> bool:
    """A row that counts the columns, all of them that it fills: 1, 2, 3 … or (1) (2) (3) …"""
    return _counting(ctx, row, ctx.grid.filled(row)) and any(c in figures for c in ctx.grid.filled(row))


def _counting(ctx: Context, row: int, columns: list[int]) -> bool:
    """Whether these cells go up by one, from nearly the beginning."""
    found = [match for c in columns if (match := _COUNTED.fullmatch(ctx.grid.text(row, c)))]
    numbers = [int(match[1]) for match in found]
    return len(numbers) >= 3 and len(found) == len(columns) and numbers[0] <= 5 and all(b - a == 1 for a, b in itertools.pairwise(numbers))


def _is_years(ctx: Context, row: int, figures: list[int]) -> bool:
    """A row that says which year each column is for: years only, and a label that says so, or none below heads in words."""
    cells = [ctx.grid.value(row, c) for c in figures if not blank(ctx.grid.value(row, c))]
    if len(cells) < 2 or len(cells) < len(figures) or not all(re.fullmatch(r"(?:19|20)\d{2}", text_of(cell)) for cell in cells):
        return False
    label = next((ctx.grid.text(row, c) for c in ctx.grid.filled(row) if c not in figures), "")
    if label:
        return says(vocabulary.PERIOD_HEAD, label)
    return row > 0 and any(ctx.grid.kind(ctx.grid.value(row - 1, c)) == "text" for c in figures)


def _has_figures(ctx: Context, row: int, figures: list[int]) -> bool:
    return any(ctx.grid.kind(ctx.grid.value(row, c)) in FIGURE_KINDS for c in figures)


def _head_rows(ctx: Context, start: int, figures: list[int], numbering: set[int]) -> list[int]:
    """Rows of heads right above the body: texts over figures, and rows among them that only head the labels.

    A row with one text at the left, and a line over the whole table, is a title; a single text above the first figures and below the
    last heads is a section.
    """
    grid = ctx.grid
    rows: list[int] = []
    row, skipped = start - 1, 0
    while row >= 0 and len(rows) < MOST_HEADS:
        if row in numbering:
            rows.append(row)
        elif not grid.filled(row):
            named = any(r not in numbering for r in rows if _over(ctx, r, figures))
            if skipped or (named and not _groups(ctx, row - 1, figures)):
                break
            skipped += 1
        elif _is_title(ctx, row, figures):
            if not any(_over(ctx, above, figures) and not _is_title(ctx, above, figures) for above in _block(ctx, row)):
                break
            rows.append(row)
        else:
            rows.append(row)
        row -= 1
    rows.reverse()
    over = [r for r in rows if _over(ctx, r, figures)]
    if not over:
        return []
    labels = [r for r in rows if r > over[-1] and r not in numbering and _heads_labels(ctx, r, start, figures)]
    return [r for r in rows if r >= over[0] and (r <= over[-1] or r in numbering or r in labels)]


def _groups(ctx: Context, row: int, figures: list[int]) -> bool:
    """A row of group heads, though an empty row parts it from the heads below: texts merged over several columns of figures each."""
    if row < 0:
        return False
    merges = [ctx.grid.merge_at(row, c) for c in ctx.grid.filled(row)]
    return len(merges) >= 2 and all(merge is not None and merge.right > merge.left and merge.left >= figures[0] for merge in merges)


def _block(ctx: Context, row: int) -> list[int]:
    """Rows above without an empty one between."""
    out = []
    for above in range(row - 1, max(-1, row - MOST_HEADS), -1):
        if not ctx.grid.filled(above):
            break
        out.append(above)
    return out


def _over(ctx: Context, row: int, figures: list[int]) -> list[int]:
    """Columns of figures that have a head in this row."""
    return [c for c in figures if not blank(ctx.grid.spread(row, c))]


def _is_title(ctx: Context, row: int, figures: list[int]) -> bool:
    """One text at the left of all figures, one that is merged over all of them and the labels, or one too long for a head."""
    filled = ctx.grid.filled(row)
    if len(filled) != 1:
        texts = [ctx.grid.text(row, c) for c in filled]
        return len(filled) == 2 and len(figures) > 4 and any(len(text) > LONG_TITLE for text in texts)
    merge = ctx.grid.merge_at(row, filled[0])
    if merge is not None and merge.right > merge.left:
        return merge.left < figures[0] and (merge.right >= figures[0] or merge.right > merge.left)
    text = ctx.grid.text(row, filled[0])
    return filled[0] < figures[0] or len(text) > LONG_TITLE or bool(re.match(r"(?:table|figure|source)\b", text, re.IGNORECASE))


def _heads_labels(ctx: Context, row: int, start: int, figures: list[int]) -> bool:
    """A row below the heads of figures that heads the label columns: several texts, or one that names what the rows are."""
    filled = [c for c in ctx.grid.filled(row) if c not in figures and ctx.grid.kind(ctx.grid.value(row, c)) == "text"]
    if len(filled) >= 2:
        return True
    text = ctx.grid.text(row, filled[0]) if filled else ""
    named = any(says(pattern, text) for pattern in (vocabulary.MEASURE, vocabulary.ORG_UNIT, vocabulary.CATEGORY))
    above = [r for r in _block(ctx, row) if _over(ctx, r, figures)]
    headed = bool(filled) and any(not blank(ctx.grid.value(r, filled[0])) for r in above)
    if not named or headed or len(text.split()) > 2:
        return False
    below = range(start, min(ctx.grid.height, start + 200))
    return not any(len(ctx.grid.filled(r)) == 1 and ctx.grid.filled(r)[0] == filled[0] for r in below)

