"""Tables whose periods stand down: each row has its date, or its year and month, and figures beside it. Long tables too."""

import itertools
from dataclasses import dataclass, field

from groundswell.engine.periods import Ambiguous, Form, Part, PeriodRead, parse_part, parse_year
from groundswell.engine.proposal import Role
from groundswell.engine.sources.workbook import CellValue, a1
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.grid import blank, text_of
from groundswell.engine.tables.vocabulary import says

COLUMN_SEARCH = 80
ROW_SEARCH = 120
_PROOF_ROWS = 40


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
    """ "full", "year", "part" or ""."""
    if blank(value) or isinstance(value, (bool, float)):
        return "", None
    if parse_year(value) is not None:
        return "year", None
    if isinstance(value, str) and not value.strip().isdigit() and parse_part(value) is not None:
        return "part", None
    read = ctx.parser.read(value)
    if isinstance(read, Ambiguous):
        return "full", read.readings[0].form
    return ("full", read.form) if isinstance(read, PeriodRead) else ("", None)


def period_columns(ctx: Context) -> list[PeriodColumn]:
    """Columns of which nearly every cell, from some row on, is a period."""
    found = []
    for column in range(min(ctx.grid.width, COLUMN_SEARCH)):
        candidate = _period_column(ctx, column)
        if candidate is not None and _believable(ctx, candidate):
            found.append(candidate)
    return found


def _period_column(ctx: Context, column: int) -> PeriodColumn | None:
    grid = ctx.grid
    cells = [(row, grid.value(row, column)) for row in range(min(grid.height, ROW_SEARCH + _PROOF_ROWS))]
    filled = [(row, *_kind(ctx, value)) for row, value in cells if not blank(value)]
    for start, (row, kind, _) in enumerate(filled):
        if row > ROW_SEARCH:
            return None
        if not kind:
            continue
        ahead = filled[start : start + _PROOF_ROWS]
        alike = [one for one in ahead if one[1]]
        run = next((n for n, one in enumerate(ahead) if not one[1]), len(ahead))
        if run >= 3 or (len(alike) >= 2 and len(alike) * 10 >= len(ahead) * 8) or (len(alike) == len(ahead) == 1 and len(filled) == 2):
            kinds = {one[1] for one in alike}
            forms = frozenset(form for _, _, form in alike if form is not None)
            above = [grid.text(r, column) for r in range(max(0, row - 3), row) if not blank(grid.value(r, column))]
            return PeriodColumn(column, kinds.pop() if len(kinds) == 1 else "full", row, forms, above[-1] if above else "")
    return None


def _believable(ctx: Context, found: PeriodColumn) -> bool:
    """Bare numbers (2018, 201801) are periods only under a head that says so, or where they count the years one by one on the left."""
    grid = ctx.grid
    values = [grid.value(row, found.index) for row in range(found.first, min(grid.height, found.first + _PROOF_ROWS))]
    values = [value for value in values if not blank(value)]
    bare = all(isinstance(value, int) or (isinstance(value, str) and value.strip().isdigit()) for value in values)
    if not bare:
        return True
    if says(vocabulary.PERIOD_HEAD, found.head):
        return True
    numbers = [int(text_of(value)) for value in values]
    steps = {b - a for a, b in itertools.pairwise(numbers)}
    leftmost = all(blank(grid.value(found.first, column)) for column in range(found.index))
    return found.kind == "year" and len(numbers) >= 3 and steps in ({1}, {-1}) and leftmost


def find_head(ctx: Context) -> DownHead | None:
    """Choose the columns that give a row its period; None where no column does (or a refusal was put in the context)."""
    found = [c for c in period_columns(ctx) if ctx.columns.get(c.index) not in (Role.LEFT_OUT, Role.ATTRIBUTE, Role.COMMENT)]
    if not found:
        return None
    firsts = sorted({c.first for c in found}, key=lambda first: (-sum(c.first == first for c in found), first))
    found = [c for c in found if c.first == firsts[0]]
    roles = _choose(ctx, found)
    if roles is None:
        return None
    redundant = [c.index for c in found if c.index not in roles]
    head = DownHead(roles, redundant, firsts[0])
    head.head_rows = _head_rows(ctx, head)
    return head


def _choose(ctx: Context, found: list[PeriodColumn]) -> dict[int, Role] | None:
    days = [c for c in found if c.kind == "full" and c.forms & {Form.DAY}]
    labels = [c for c in found if c.kind == "full" and c not in days]
    years = [c for c in found if c.kind == "year"]
    parts = [c for c in found if c.kind == "part"]
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
    return {parts[0].index: Role.PERIOD_PART}


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
    """1 to 12 under a head "month", 1 to 4 under "quarter"; None for anything else, month 13 included."""
    text = text_of(value)
    if not text.isdigit() or len(text) > 2:
        return None
    number, words = int(text), vocabulary.words(head)
    if "quarter" in words or words in ("qtr", "q"):
        return Part("quarter", number) if 1 <= number <= 4 else None
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
            word in words.split() for word in ("month", "quarter", "qtr", "mon", "monat", "mois", "maand", "mes")
        ):
            continue
        cells = [grid.value(r, column) for r in range(year.first, min(grid.height, year.first + _PROOF_ROWS))]
        filled = [cell for cell in cells if not blank(cell)]
        if filled and sum(month_of_number(cell, head) is not None for cell in filled) * 10 >= len(filled) * 8:
            return column
    return None


def _head_rows(ctx: Context, head: DownHead) -> list[int]:
    """The rows of heads right above the body: until an empty row, without titles (a single text at the left)."""
    grid = ctx.grid
    rows: list[int] = []
    row = head.first - 1
    while row >= 0 and not grid.filled(row):
        row -= 1
    while row >= 0:
        filled = grid.filled(row)
        if not filled or (rows and len(filled) == 1 and grid.merge_at(row, filled[0]) is None and filled[0] <= min(head.roles)):
            break
        rows.append(row)
        row -= 1
    rows.reverse()
    while len(rows) > 1 and _is_title(ctx, rows[0], head):
        rows.pop(0)
    return rows


def _is_title(ctx: Context, row: int, head: DownHead) -> bool:
    filled = ctx.grid.filled(row)
    if len(filled) != 1:
        return False
    merge = ctx.grid.merge_at(row, filled[0])
    return filled[0] <= min(head.roles) or (merge is not None and merge.left <= min(head.roles))
