"""Tables whose periods stand down: each row has its date, or its year and month, and figures beside it. Long tables too."""

import itertools
import re
from dataclasses import dataclass, field

from groundswell.engine.month_names import OTHER_WORDS
from groundswell.engine.periods import WEEK, Ambiguous, Form, Part, PeriodRead, Writing, folded, parse_part, parse_year
from groundswell.engine.periods.years import LAST_WEEK
from groundswell.engine.proposal import Role
from groundswell.engine.sources.workbook import CellValue, a1
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.grid import blank, text_of
from groundswell.engine.tables.heads import unmarked
from groundswell.engine.tables.vocabulary import says
from groundswell.engine.tables.writings import label_of

_DECIMAL = re.compile(r"\d{2,4}\.\d{2,4}")
"""Figures that look like a month with its year (2018.05, 12.2024): months only under a head that says so."""
COLUMN_SEARCH = 80
ROW_SEARCH = 120
_PROOF_ROWS = 40
LONGEST_PERIOD_HEAD = 5
"""Words of a head over bare numbers (2018, 201801) that are periods."""
WEEK_WORDS = frozenset({"week", "wk", "weeknum", "kw", "kalenderwoche", "woche", "semaine", "semana", "settimana"})
SPARSEST_YEARS = 10
"""Years of a column lie closer together than this, on average; numbers that happen to lie between 1700 and 2199 do not."""


@dataclass(frozen=True, slots=True)
class PeriodColumn:
    """A column that holds periods: "full" ones, bare "year"s or "part"s of a year, from row ``first`` on."""

    index: int
    kind: str
    first: int
    forms: frozenset[Form]
    head: str


@dataclass(slots=True)
class DownHead:
    """The chosen columns with their roles, the others that say the same less finely, and the rows of heads (top to bottom)."""

    roles: dict[int, Role]
    redundant: list[int]
    first: int
    head_rows: list[int] = field(default_factory=list)


def _kind(ctx: Context, value: CellValue) -> tuple[str, Form | None]:
    """ "full", "year", "part" or ""; a footnote mark at the end of a label says nothing about that."""
    found = _plain_kind(ctx, value)
    return found if found[0] or not isinstance(value, str) else _plain_kind(ctx, unmarked(value, ctx.parser))


def _plain_kind(ctx: Context, value: CellValue) -> tuple[str, Form | None]:
    if blank(value) or isinstance(value, (bool, float)):
        return "", None
    if parse_year(value) is not None:
        return "year", None
    if isinstance(value, str) and not value.strip().isdecimal() and parse_part(value) is not None:
        return "part", None
    read = ctx.parser.read(value)
    if isinstance(read, Ambiguous):
        return "full", read.readings[0].form
    return ("full", read.form) if isinstance(read, PeriodRead) else ("", None)


def period_columns(ctx: Context) -> list[PeriodColumn]:
    """Columns of which nearly every cell, from some row on, is a period."""
    found = []
    rows = _rows_of_figures(ctx)
    for column in range(min(ctx.grid.width, COLUMN_SEARCH)):
        candidate = _period_column(ctx, column, rows)
        if candidate is not None and _believable(ctx, candidate):
            found.append(candidate)
    return found


def _rows_of_figures(ctx: Context) -> set[int]:
    """Rows with a number right of their first cell: what stands between them (a head printed again, a page's line) is no period."""
    grid = ctx.grid
    rows = range(min(grid.height, ROW_SEARCH + _PROOF_ROWS))
    return {row for row in rows if any(grid.kind(grid.value(row, column)) == "number" for column in grid.filled(row)[1:])}


def _period_column(ctx: Context, column: int, rows: set[int]) -> PeriodColumn | None:
    grid = ctx.grid
    cells = [(row, label_of(ctx, row, column, "column")) for row in range(min(grid.height, ROW_SEARCH + _PROOF_ROWS))]
    filled = [(row, *_kind(ctx, value)) for row, value in cells if not blank(value)]
    titles = {row for (row, kind, _), (_, below, _) in itertools.pairwise(filled) if kind and not below and row not in rows}
    between = [(row, kind, form) for row, kind, form in filled if kind or row in rows or not any(row < other for other in rows)]
    filled = between if any(row in rows for row, *_ in filled) else filled
    for start, (row, kind, _) in enumerate(filled):
        if row > ROW_SEARCH:
            return None
        if not kind:
            continue
        ahead = filled[start : start + _PROOF_ROWS]
        alike = [one for one in ahead if one[1]]
        run = next((n for n, one in enumerate(ahead) if not one[1]), len(ahead))
        if row in titles:
            continue
        if run >= 3 or (len(alike) >= 2 and len(alike) * 10 >= len(ahead) * 8) or (len(alike) == len(ahead) == 1 and len(filled) == 2):
            kinds = {one[1] for one in alike}
            if kinds == {"year", "part"} and not any(kind == "year" and at in rows for at, kind, _ in ahead):
                ctx.writings["column", column], kinds = Writing.YEARS_BETWEEN, {"part"}
            elif kinds == {"year", "part"} and _one_year(ctx, column, alike):
                kinds = {"part"}
            forms = frozenset(form for _, _, form in alike if form is not None)
            above = [grid.text(r, column) for r in range(max(0, row - 3), row) if not blank(grid.value(r, column))]
            return PeriodColumn(column, kinds.pop() if len(kinds) == 1 else "full", row, forms, above[-1] if above else "")
    return None


def _one_year(ctx: Context, column: int, found: list[tuple[int, str, Form | None]]) -> bool:
    """Whether a single year stands among months (or quarters) of which none comes twice: it is theirs, and may be their sum."""
    parts = [ctx.grid.text(row, column) for row, kind, _ in found if kind == "part"]
    return len(found) - len(parts) == 1 and len(set(parts)) == len(parts)


def _believable(ctx: Context, found: PeriodColumn) -> bool:
    """Bare numbers (2018, 201801) are periods only under a head that says so, or where they count the years one by one on the left."""
    grid = ctx.grid
    values = [grid.value(row, found.index) for row in range(found.first, min(grid.height, found.first + _PROOF_ROWS))]
    values = [value for value in values if not blank(value)]
    words = {folded(text).rstrip(".") for text in values if isinstance(text, str) and parse_part(text) is not None}
    if found.kind == "part" and words and words <= OTHER_WORDS and not says(vocabulary.PERIOD_HEAD, found.head):
        return False
    if not says(vocabulary.PERIOD_HEAD, found.head) and any(isinstance(text, str) and _DECIMAL.fullmatch(text.strip()) for text in values):
        return False
    bare = all(type(value) is int or (isinstance(value, str) and value.strip().isdecimal()) for value in values)
    if not bare:
        return True
    numbers = [int(text_of(value)) for value in values]
    if _says_period(found.head):
        return found.kind != "year" or max(numbers) - min(numbers) <= SPARSEST_YEARS * len(set(numbers))
    steps = {b - a for a, b in itertools.pairwise(numbers)}
    leftmost = all(blank(grid.value(found.first, column)) for column in range(found.index))
    return found.kind == "year" and len(numbers) >= 3 and steps in ({1}, {-1}) and leftmost


def _says_period(head: str) -> bool:
    """A head that names a period and nothing else: "Year", "Reporting period" — not "Over 32 weeks" nor "Average time to answer"."""
    text = vocabulary.words(head)
    if any(c.isdecimal() for c in text) or len(text.split()) > LONGEST_PERIOD_HEAD:
        return False
    return text == "time" or says(vocabulary.PERIOD_HEAD, " ".join(word for word in text.split() if word != "time"))


def find_head(ctx: Context) -> DownHead | None:
    """Choose the columns that give a row its period; None where no column does (or a refusal was put in the context)."""
    found = period_columns(ctx)
    others = (Role.LEFT_OUT, Role.ATTRIBUTE, Role.COMMENT)
    found = [c for c in [*found, *_years_beside(ctx, found)] if ctx.columns.get(c.index) not in others]
    if not found:
        return None
    firsts = sorted({c.first for c in found}, key=lambda first: (-sum(c.first == first for c in found), first))
    found = [c for c in found if c.first == firsts[0]]
    roles = _choose(ctx, found)
    if not roles:
        return None
    first = _first_row(ctx, roles, firsts[0])
    redundant = [c.index for c in found if c.index not in roles]
    head = DownHead(roles, redundant, first)
    head.head_rows = _head_rows(ctx, head)
    return head


def _parts_throughout(ctx: Context, found: PeriodColumn) -> bool:
    """Whether the rows of figures have months or quarters nearly all through: not t0, t1, t2, of which some could be quarters."""
    grid = ctx.grid
    first = _first_row(ctx, {found.index: Role.PERIOD_PART}, found.first)
    rows = [
        row
        for row in range(first, min(grid.height, first + _PROOF_ROWS))
        if any(grid.kind(value) == "number" for at, value in enumerate(grid.sheet.rows[row]) if at != found.index)
    ]
    kinds = [_kind(ctx, label_of(ctx, row, found.index, "column"))[0] for row in rows if not blank(grid.value(row, found.index))]
    return kinds.count("part") * 10 >= len(kinds) * 7


def _years_beside(ctx: Context, found: list[PeriodColumn]) -> list[PeriodColumn]:
    """A column of years that is too short to prove itself: written once or twice on the left of a column of months."""
    grid = ctx.grid
    parts = [c for c in found if c.kind == "part"]
    if not parts or any(c.kind != "part" for c in found):
        return []
    part = parts[0]
    reach = range(part.first, min(grid.height, part.first + ROW_SEARCH))
    rows = [row for row in reach if _kind(ctx, label_of(ctx, row, part.index, "column"))[0] == "part"]
    for column in range(part.index - 1, -1, -1):
        cells = [grid.value(row, column) for row in rows]
        filled = [cell for cell in cells if not blank(cell)]
        if filled and not blank(cells[0]) and all(_kind(ctx, cell)[0] == "year" for cell in filled):
            return [PeriodColumn(column, "year", part.first, frozenset(), "")]
    return []


def _first_row(ctx: Context, roles: dict[int, Role], first: int) -> int:
    """The body's first row: rows of figures right above it, whose period is written in a way that is not read, belong to it."""
    grid, last = ctx.grid, max(roles)
    while first > 0:
        filled = grid.filled(first - 1)
        figures = [grid.value(first - 1, c) for c in filled if c > last and grid.kind(grid.value(first - 1, c)) == "number"]
        labelled = any(c in roles for c in filled)
        counting = [str(value) for value in figures] == [str(n) for n in range(1, len(figures) + 1)]
        years = all(parse_year(value) is not None for value in figures)
        if not figures or not labelled or counting or years or len(figures) * 2 < sum(c > last for c in filled):
            return first
        first -= 1
    return first


def _choose(ctx: Context, found: list[PeriodColumn]) -> dict[int, Role] | None:
    """The columns that give a row its period; none where nothing does, None after a refusal."""
    days = [c for c in found if c.kind == "full" and c.forms & {Form.DAY}]
    labels = [c for c in found if c.kind == "full" and c not in days]
    years = [c for c in found if c.kind == "year"]
    parts = [c for c in found if c.kind == "part"]
    whole = _three_columns(ctx, years, parts)
    if whole:
        return whole
    if len(days) > 1:
        starts = [c for c in days if says(vocabulary.START_HEAD, c.head)]
        ends = [c for c in days if says(vocabulary.END_HEAD, c.head)]
        if len(days) == 2 and len(starts) == 1 and len(ends) == 1 and starts != ends and _spans(ctx, starts[0], ends[0]):
            return {starts[0].index: Role.PERIOD}
        ctx.refuse("rows_are_cases", a1(days[0].first, days[0].index), columns=", ".join(c.head for c in days[:4]))
        return None
    if days:
        return {days[0].index: Role.PERIOD}
    if labels:
        finest = sorted(labels, key=lambda c: (Form.MONTH not in c.forms, c.index))
        return {finest[0].index: Role.PERIOD}
    if years and parts:
        months = [c for c in parts if any(_is_month(ctx, c, row) for row in range(c.first, min(ctx.grid.height, c.first + 3)))]
        return {years[0].index: Role.YEAR, (months or parts)[0].index: Role.PERIOD_PART}
    if years:
        number = _month_number(ctx, years[0])
        if number is not None:
            return {years[0].index: Role.YEAR, number: Role.PERIOD_PART}
        return {years[0].index: Role.PERIOD}
    return {parts[0].index: Role.PERIOD_PART} if _parts_throughout(ctx, parts[0]) else {}


def _three_columns(ctx: Context, years: list[PeriodColumn], parts: list[PeriodColumn]) -> dict[int, Role]:
    """Year, month and day in three columns, the day a number from 1 to 31 under a head that says so; none where they are not."""
    if not years:
        return {}
    month = parts[0].index if parts else _month_number(ctx, years[0])
    day = next((c for c in range(min(ctx.grid.width, COLUMN_SEARCH)) if _is_day_column(ctx, c, years[0])), None)
    if month is None or day is None or day == month:
        return {}
    return {years[0].index: Role.YEAR, month: Role.PERIOD_PART, day: Role.PERIOD_PART}


def _is_day_column(ctx: Context, column: int, year: PeriodColumn) -> bool:
    grid = ctx.grid
    above = [grid.text(row, column) for row in range(max(0, year.first - 3), year.first) if not blank(grid.value(row, column))]
    if not above or vocabulary.words(above[-1]) not in vocabulary.DAY_HEADS:
        return False
    texts = [grid.text(row, column) for row in range(year.first, min(grid.height, year.first + _PROOF_ROWS))]
    return all(text.isdecimal() and 1 <= int(text) <= 31 for text in texts if text) and any(texts)


def _spans(ctx: Context, start: PeriodColumn, end: PeriodColumn) -> bool:
    """Whether two columns of dates are the first and last days of periods of at most a year."""
    for row in range(start.first, min(ctx.grid.height, start.first + _PROOF_ROWS)):
        first, last = (ctx.parser.read(ctx.grid.value(row, column.index)) for column in (start, end))
        if isinstance(first, PeriodRead) and isinstance(last, PeriodRead) and not 5 <= (last.period.start - first.period.start).days <= 366:
            return False
    return True


def _is_month(ctx: Context, column: PeriodColumn, row: int) -> bool:
    value = ctx.grid.value(row, column.index)
    part = parse_part(value) if isinstance(value, str) else None
    return part is not None and part.kind == "month"


def month_of_number(value: CellValue, head: str) -> Part | None:
    """1 to 12 under a head "month", 1 to 4 under "quarter", 1 to 53 under "week"; None for anything else, month 13 included."""
    text = text_of(value)
    if not text.isdecimal() or len(text) > 2:
        return None
    number, words = int(text), vocabulary.words(head)
    if "quarter" in words or words in ("qtr", "q"):
        return Part("quarter", number) if 1 <= number <= 4 else None
    if set(words.split()) & WEEK_WORDS:
        return Part(WEEK, number) if 1 <= number <= LAST_WEEK else None
    return Part("month", number) if 1 <= number <= 12 else None


def _month_number(ctx: Context, year: PeriodColumn) -> int | None:
    """A column of numbers headed month or quarter beside a column of years."""
    grid = ctx.grid
    for column in range(min(grid.width, COLUMN_SEARCH)):
        head = next(
            (grid.text(r, column) for r in range(year.first - 1, max(-1, year.first - 4), -1) if not blank(grid.value(r, column))), ""
        )
        words = vocabulary.words(head)
        if column == year.index or not any(
            word in words.split() for word in ("month", "quarter", "qtr", "mon", "monat", "mois", "maand", "mes", *sorted(WEEK_WORDS))
        ):
            continue
        cells = [grid.value(r, column) for r in range(year.first, min(grid.height, year.first + _PROOF_ROWS))]
        filled = [cell for cell in cells if not blank(cell)]
        if filled and sum(month_of_number(cell, head) is not None for cell in filled) * 10 >= len(filled) * 8:
            return column
    return None


def _head_rows(ctx: Context, head: DownHead) -> list[int]:
    """The rows of heads right above the body: until an empty row, without titles (texts at the left alone).

    An empty row ends them only where the heads below it already tell the columns apart.
    """
    grid = ctx.grid
    rows: list[int] = []
    row = head.first - 1
    while row >= 0 and not grid.filled(row):
        row -= 1
    while row >= 0:
        filled = grid.filled(row)
        if not filled and rows and _names_twice(ctx, rows[-1], head) and _is_heads(ctx, row - 1, head):
            row -= 1
            continue
        if not filled or (rows and len(filled) == 1 and grid.merge_at(row, filled[0]) is None and filled[0] <= min(head.roles)):
            break
        rows.append(row)
        row -= 1
    rows.reverse()
    while len(rows) > 1 and _is_title(ctx, rows[0], head):
        rows.pop(0)
    return rows


def _names_twice(ctx: Context, row: int, head: DownHead) -> bool:
    """Whether a row of heads says the same over two columns of figures (NSA, SA, NSA …)."""
    texts = [ctx.grid.text(row, column) for column in ctx.grid.filled(row) if column > max(head.roles)]
    return len(set(texts)) < len(texts)


def _is_heads(ctx: Context, row: int, head: DownHead) -> bool:
    """A row of texts, some of them over the figures and none of them a number."""
    if row < 0:
        return False
    filled = ctx.grid.filled(row)
    return any(column > max(head.roles) for column in filled) and all(ctx.grid.kind(ctx.grid.value(row, c)) == "text" for c in filled)


def _is_title(ctx: Context, row: int, head: DownHead) -> bool:
    filled = ctx.grid.filled(row)
    merge = ctx.grid.merge_at(row, filled[0]) if filled else None
    if len(filled) == 1 and merge is not None and merge.left <= min(head.roles):
        return True
    return bool(filled) and filled[-1] <= max(head.roles) and (merge is None or merge.right <= max(head.roles))
