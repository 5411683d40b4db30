"""How the labels of a row or column are written where one alone does not say it, settled by all of them together, or asked."""

from groundswell.engine.periods import Writing, named_month, rewritten, writing_of, writing_of_numbers
from groundswell.engine.proposal import Choice
from groundswell.engine.sources.workbook import CellValue, a1
from groundswell.engine.tables.context import Context

ROWS_LOOKED_AT = 400
TITLE_ROWS = 60
FEWEST_LABELS = 2
LONGEST_NUMBER = 6
ROWS_OF_HEADS = 6
_COUNTING = frozenset({Writing.MONTHS_OR_NUMBERS, Writing.MONTH_NUMBERS})
_QUESTIONS = {
    Writing.DAYS_OR_YEARS: ("days_or_years", (("days", Writing.DAYS), ("years", Writing.AS_IS))),
    Writing.MONTHS_OR_NUMBERS: ("months_or_numbers", (("months", Writing.MONTH_NUMBERS), ("numbers", Writing.AS_IS))),
    Writing.PAIRS_OR_RANGES: ("years_or_ranges", (("years", Writing.PAIRS), ("ranges", Writing.AS_IS))),
}


def label_of(ctx: Context, row: int, column: int, axis: str) -> CellValue:
    """A cell of a row (or column) of labels as it says by itself what it means: "01 jan" for "Jan 01" among days of one month."""
    value = ctx.grid.value(row, column)
    if type(value) is not str and type(value) is not int:
        return value
    index = row if axis == "row" else column
    writing = settled(ctx, axis, index)
    month = named_month(_near(ctx, axis, index, column)) if writing is Writing.DAY_NUMBERS else None
    return rewritten(value, writing, 0 if month is None else month.month)  # type: ignore[return-value]


def settled(ctx: Context, axis: str, index: int) -> Writing:
    """How the labels of this row or column are written: by what somebody said, or by all of them together."""
    found = ctx.writings.get((axis, index))
    if found is None:
        found = ctx.writings[axis, index] = _judged(ctx, axis, index)
    if found in _QUESTIONS:
        code, choices = _QUESTIONS[found]
        said = ctx.answered(code, _place(ctx, axis, index), _values(ctx, axis, index))
        return dict(choices).get(said or "", found)
    return found


def ask_writing(ctx: Context, axis: str, index: int) -> bool:
    """Put the question where two readings of all labels are left; False while it is open."""
    found = ctx.writings.get((axis, index), Writing.AS_IS)
    if found not in _QUESTIONS:
        return True
    code, answers = _QUESTIONS[found]
    values, place = _values(ctx, axis, index), _place(ctx, axis, index)
    choices = [Choice(value, f"{code}_{value}", values) for value, _ in answers]
    return ctx.ask(code, place, values, choices) is not None


def _judged(ctx: Context, axis: str, index: int) -> Writing:
    if axis == "row" and (numbers := _numbers(ctx, index)):
        found = writing_of_numbers([number for _, number in numbers], _near(ctx, axis, index, numbers[0][0]))
        return Writing.AS_IS if found in _COUNTING and _named_above(ctx, index, [at for at, _ in numbers]) else found
    labels = _labels(ctx, axis, index)
    texts = [text for _, text in labels]
    if len(set(texts)) < FEWEST_LABELS or not any(text[-1].isdecimal() for text in texts):
        return Writing.AS_IS
    return writing_of(texts, _near(ctx, axis, index, labels[0][0]))


def _named_above(ctx: Context, row: int, columns: list[int]) -> bool:
    """Whether most of these columns have a head above the row already: then the row counts the columns."""
    above = range(max(0, row - ROWS_OF_HEADS), row)
    return sum(any(ctx.grid.text(other, column) for other in above) for column in columns) * 2 > len(columns)


def _labels(ctx: Context, axis: str, index: int) -> list[tuple[int, str]]:
    """The texts of the row (or column) that end in a figure, with their places along it."""
    grid = ctx.grid
    if axis == "row":
        cells = list(enumerate(grid.sheet.rows[index]))
    else:
        cells = [(row, cells[index]) for row, cells in enumerate(grid.sheet.rows[:ROWS_LOOKED_AT]) if index < len(cells)]
    return [(at, value.strip()) for at, value in cells if type(value) is str and value.strip()[-1:].isdecimal()]


def _numbers(ctx: Context, row: int) -> list[tuple[int, int]]:
    """The whole numbers of a row of heads, with their places; empty where they are few beside the texts, or any is no head's."""
    found: list[tuple[int, int]] = []
    for at, value in enumerate(ctx.grid.sheet.rows[row]):
        if type(value) is int or (type(value) is str and value.strip().isdecimal() and len(value) <= LONGEST_NUMBER):
            found.append((at, int(value)))
        elif isinstance(value, float):
            return []
    return found if len(found) >= FEWEST_LABELS else []


def _near(ctx: Context, axis: str, index: int, first: int) -> list[str]:
    """What stands above the labels, what stands beside them in their row of heads, and the names of the sheet and the file."""
    grid = ctx.grid
    last = index if axis == "row" else first
    above = [grid.text(row, column) for row in range(max(0, last - TITLE_ROWS), last) for column in grid.filled(row)]
    beside = [grid.text(index, column) for column in grid.filled(index) if column < first] if axis == "row" else []
    return [*above, *beside, *grid.above, ctx.name, ctx.file_stem]


def _place(ctx: Context, axis: str, index: int) -> str:
    first = ((axis == "row" and _numbers(ctx, index)) or _labels(ctx, axis, index))[0][0]
    return a1(index, first) if axis == "row" else a1(first, index)


def _values(ctx: Context, axis: str, index: int) -> dict[str, str]:
    texts = [str(text) for _, text in (axis == "row" and _numbers(ctx, index)) or _labels(ctx, axis, index)]
    return {"first": texts[0], "last": texts[-1]}
