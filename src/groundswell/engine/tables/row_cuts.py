"""Where one table ends and the next begins further down: heads under figures, with a caption, an empty row, or neither."""

import itertools
import re
from dataclasses import dataclass, field

from groundswell.engine.periods import PeriodParser, folded
from groundswell.engine.proposal import Region
from groundswell.engine.sources.workbook import CellError, CellValue
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.grid import Grid, blank
from groundswell.engine.tables.heads import HeadCell, parse_head
from groundswell.engine.tables.vocabulary import says

TALL = 3_000
"""In a region of more rows than this a second table is looked for behind empty rows alone."""
BELOW = 6
"""Filled rows below a row of heads in which its first figures stand."""
MOST_CAPTIONS = 3
APART = 2
"""Empty rows after which figures in columns of their own belong to no table above them."""
_FIGURE = re.compile(r"[-+(£$€¥ ]*\d[\d.,' \u00a0]*(?:e[+-]?\d+)?\s*%?\)?\s*$", re.IGNORECASE)
_CONTINUED = re.compile(r"\b(?:continued|cont'?d|cont\.|fortsetzung|suite|vervolg)", re.IGNORECASE)


@dataclass(slots=True)
class Rows:
    """The rows of one region, classed once: "" empty, "text" (heads, captions, notes), "figures"."""

    grid: Grid
    region: Region
    parser: PeriodParser
    _classes: dict[int, str] = field(default_factory=dict)

    def cells(self, row: int) -> dict[int, CellValue]:
        """The row's filled cells in the region, by column."""
        region = self.region
        part = self.grid.sheet.rows[row][region.left : region.right + 1]
        return {region.left + at: value for at, value in enumerate(part) if not blank(value)}

    def empty(self, row: int) -> bool:
        """Whether nothing stands on the row."""
        cells = self.grid.sheet.rows[row]
        if not cells:
            return True
        region = self.region
        part = cells if region.left == 0 and len(cells) <= region.right + 1 else cells[region.left : region.right + 1]
        return part.count(None) == len(part) or all(map(blank, part))

    def class_of(self, row: int) -> str:
        """What the row is; counted years are heads, other numbers figures."""
        found = self._classes.get(row)
        if found is None:
            found = self._classes[row] = self._class(row)
        return found

    def _class(self, row: int) -> str:
        region, years, filled = self.region, [], 0
        for value in self.grid.sheet.rows[row][region.left : region.right + 1]:
            if blank(value):
                continue
            filled += 1
            if is_figure(value):
                year = parse_head(value, self.parser).year if isinstance(value, (int, str)) else None
                if year is None:
                    return "figures"
                years.append(year.first)
        if not filled:
            return ""
        if len(years) > 1 and any(abs(b - a) != 1 for a, b in itertools.pairwise(years)):
            return "figures"
        return "figures" if len(years) == 1 and filled > 1 else "text"

    def heads(self, row: int) -> dict[int, HeadCell]:
        """The periods among the row's cells."""
        found = {column: parse_head(value, self.parser) for column, value in self.cells(row).items()}
        return {column: head for column, head in found.items() if head.is_period}


def is_figure(value: CellValue) -> bool:
    """A number, written as one or as text, or an error in its place."""
    kind = type(value)
    if kind is int or kind is float:
        return True
    if kind is str:
        return _FIGURE.match(value) is not None  # type: ignore[arg-type]
    return isinstance(value, CellError)


@dataclass(slots=True)
class _Above:
    """The table under way: its rows of heads, the texts since its last figures, and the columns it uses."""

    heads: list[int] = field(default_factory=list)
    texts: list[int] = field(default_factory=list)
    last: int = -1
    seen: int = 0
    named: int = 0
    columns: set[int] = field(default_factory=set)


def row_cuts(rows: Rows) -> list[int]:
    """The first rows of the second and further tables of a region; a hidden row begins none, and is as if it were not there."""
    cuts: list[int] = []
    region, above, blanks = rows.region, _Above(), 0
    tall = region.bottom - region.top > TALL
    near = 0
    hidden = rows.grid.sheet.hidden_rows
    for row in range(region.top, region.bottom + 1):
        if row in hidden:
            continue
        if rows.empty(row):
            blanks, near = blanks + 1, BELOW
            continue
        near -= 1
        kind = "figures" if tall and above.seen and near < 0 and not above.texts else rows.class_of(row)
        if kind == "figures":
            if above.seen and blanks >= APART and _stands_apart(rows, row, above):
                cuts.append(row)
                above = _Above()
            if above.seen < 200:
                above.columns |= set(rows.cells(row))
                above.named += not is_figure(next(iter(rows.cells(row).values())))
            above.seen, above.last, above.texts = above.seen + 1, row, []
        elif not above.seen:
            above.heads.append(row)
        elif not _is_table(rows, above):
            above = _Above(heads=[*above.heads, *above.texts, row])
        elif _starts_table(rows, row, above):
            start = _captions_from(rows, row, above)
            cuts.append(start)
            above = _Above(heads=[r for r in [*above.texts, row] if r >= start])
        else:
            above.texts.append(row)
        blanks = 0
    return cuts


def _is_table(rows: Rows, above: _Above) -> bool:
    """Whether what was read so far can be a table: numbers among the lines of a title or of heads are none."""
    return above.seen > 1 or (above.named > 0 and any(len(rows.cells(row)) > 1 for row in above.heads))


def _stands_apart(rows: Rows, row: int, above: _Above) -> bool:
    """Figures without heads, in columns where the table above has nothing."""
    return not above.texts and not above.columns & set(rows.cells(row))


def _starts_table(rows: Rows, row: int, above: _Above) -> bool:
    """Whether this row of texts is the heads of a table of its own; a row of words among figures is none."""
    cells = rows.cells(row)
    if len(cells) < 2:
        return False
    below = _figure_columns(rows, row)
    if not below:
        return False
    columns = set().union(*below.values())
    stub = min(cells)
    covered = [c for c in columns if c != stub and not blank(rows.grid.spread(row, c))]
    others = [c for c in columns if c != stub]
    if not covered or len(covered) * 2 < len(others):
        return False
    periods = [head for column, head in rows.heads(row).items() if column in covered]
    first = [parse_head(value, rows.parser) for value in _first_texts(rows, below)]
    timed = bool(first) and all(head.is_period for head in first) and stub not in covered
    if timed and parse_head(cells[stub], rows.parser).is_period:
        return False
    if timed and all(head.read is not None for head in first):
        periods = []
    timed = timed and says(vocabulary.PERIOD_HEAD, str(cells[stub]))
    caption = _caption(rows, row, above)
    if any(rows.cells(head) == cells for head in above.heads):
        return caption is not None and not _CONTINUED.search(caption)
    if len(set(periods)) >= 2 and len(periods) * 2 >= len(covered):
        return True
    if len({str(rows.grid.spread(row, c)) for c in covered}) < min(2, len(covered)):
        return False
    same_stub = any(_stub_text(rows, head) == folded(str(cells[stub])) for head in above.heads if len(rows.cells(head)) > 1)
    if row - 1 == above.last:
        return same_stub or timed
    run = _run_before(rows, above.texts, row)
    return same_stub or timed or caption is not None or _gap(rows, run[0] if run else row) >= APART


def _figure_columns(rows: Rows, row: int) -> dict[int, set[int]]:
    """The first rows of figures below, each with the columns of its figures, while nothing but heads stands between."""
    found: dict[int, set[int]] = {}
    seen = 0
    for below in range(row + 1, min(rows.region.bottom, row + 4 * BELOW) + 1):
        if rows.empty(below):
            continue
        seen += 1
        if rows.class_of(below) == "figures":
            cells = rows.cells(below)
            found[below] = {c for c, value in cells.items() if is_figure(value) and (c != min(cells) or len(cells) == 1)}
        elif found:
            break
        if seen >= BELOW or len(found) >= 3:
            break
    return found


def _first_texts(rows: Rows, below: dict[int, set[int]]) -> list[CellValue]:
    return [cells[min(cells)] for row in below if (cells := rows.cells(row))]


def _stub_text(rows: Rows, row: int) -> str:
    cells = rows.cells(row)
    return folded(str(cells[min(cells)]))


def _gap(rows: Rows, row: int) -> int:
    """Empty rows above a row of heads."""
    count = 0
    for above in range(row - 1, rows.region.top - 1, -1):
        if not rows.empty(above):
            break
        count += 1
    return count


def _caption(rows: Rows, row: int, above: _Above) -> str | None:
    """The single text right above a row of heads, at most one empty row between; None where there is none, or a note."""
    before = next((r for r in range(row - 1, max(row - 3, rows.region.top - 1), -1) if not rows.empty(r)), None)
    if before is None or before not in above.texts:
        return None
    cells = rows.cells(before)
    text = str(next(iter(cells.values())))
    return None if len(cells) != 1 or vocabulary.NOTE_START.match(text.lower()) else text


def _captions_from(rows: Rows, row: int, above: _Above) -> int:
    """The first row of the captions above a row of heads: texts right above it, or a block of texts that stands alone before it."""
    start, texts = row, list(above.texts)

    def take(run: list[int]) -> int:
        kept = start
        for one in reversed(run):
            text = str(next(iter(rows.cells(one).values())))
            if vocabulary.NOTE_START.match(text.lower()) or len(text) > 160:
                break
            kept = one
        return kept

    run = _run_before(rows, texts, row)
    attached = bool(run) and run[0] - 1 == above.last
    start = take(run[-2:] if attached else run[-MOST_CAPTIONS - 2 :])
    if not attached and start == (run[0] if run else row):
        earlier = _run_before(rows, texts, start - _gap(rows, start))
        alone = bool(earlier) and earlier[0] - 1 != above.last and len(earlier) <= MOST_CAPTIONS
        start = take(earlier) if alone and _gap(rows, start) <= APART else start
    return start


def _run_before(rows: Rows, texts: list[int], row: int) -> list[int]:
    """Rows of text that follow each other up to this row, from the top."""
    run: list[int] = []
    while row - 1 in texts:
        row -= 1
        run.append(row)
    return run[::-1]
