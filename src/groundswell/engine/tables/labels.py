"""What the columns beside the figures say: names of measures and places, targets, comments, owners, units, totals."""

import itertools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from groundswell.engine.proposal import Choice, ColumnReading, Reason, Role
from groundswell.engine.sources.workbook import a1
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.arithmetic import compare_sum, figure
from groundswell.engine.tables.context import Context, forced
from groundswell.engine.tables.grid import LOOK_ROWS, ColumnLook, Grid, blank, look_at
from groundswell.engine.tables.vocabulary import says

_CODE_VALUE = re.compile(r"(?=[^\s]*\d)[A-Z]{0,6}[-_./]?\d[A-Z0-9_./-]*|[A-Z]{1,3}\d[A-Z0-9]*|[A-Z0-9]{3,6}")
_LONG_TEXT = 60


@dataclass(frozen=True, slots=True)
class Beside:
    """A column that is not one of figures by period, with its head and what its body holds."""

    index: int
    head: str
    look: ColumnLook


def code_like(look: ColumnLook) -> bool:
    """Values such as CS02a, E06000055, RF4 or 00/123: letters and digits, no blanks."""
    texts = [text for text in look.values if text]
    coded = sum(1 for text in texts if _CODE_VALUE.fullmatch(text) and any(c.isdecimal() for c in text))
    return bool(texts) and coded * 10 >= len(texts) * 8 and (len(texts) >= 2 or len(texts[0]) >= 6)


def code_of(code: ColumnReading, measures: list[ColumnReading], places: list[ColumnReading]) -> str:
    """Whether a column of codes stands for the places or the measures: as its head says, else as the nearer of the two."""
    if not places or not measures:
        return "org_unit" if places else "measure"
    if says(vocabulary.ORG_UNIT, code.head) and not says(vocabulary.MEASURE, code.head):
        return "org_unit"
    nearest = min([*measures, *places], key=lambda reading: abs(reading.index - code.index))
    return "org_unit" if nearest in places else "measure"


def running_number(look: ColumnLook) -> bool:
    """0, 1, 2 … or 1, 2, 3 …: an index, not figures."""
    texts = list(look.values)
    if len(texts) < 3 or look.filled != len(texts):
        return False
    try:
        numbers = [float(text) for text in texts]
    except ValueError:
        return False
    return numbers[0] in (0.0, 1.0) and all(b - a == 1.0 for a, b in itertools.pairwise(numbers))


def named_role(beside: Beside) -> Role | None:
    """The role that a head and its cells agree on, of those that need no comparison with other columns."""
    head, look = beside.head, beside.look
    role = vocabulary.head_role(head)
    if vocabulary.words(head) in vocabulary.FOOTNOTE_HEADS:
        return Role.COMMENT
    if role is Role.TARGET and look.is_figures and says(vocabulary.DERIVED, head):
        return None
    if role is Role.DIRECTION and says(vocabulary.DERIVED, head):
        return Role.ATTRIBUTE
    if role in (Role.COMMENT, Role.OWNER, Role.DIRECTION, Role.MEASUREMENT_UNIT, Role.STATUS):
        return None if look.is_figures and role is not Role.STATUS else role
    if role is Role.TARGET:
        return role
    named = any(
        says(pattern, head)
        for pattern in (vocabulary.MEASURE, vocabulary.MEASURE_WEAK, vocabulary.ORG_UNIT, vocabulary.CATEGORY, vocabulary.CODE)
    )
    if not named and not look.is_figures and look.values and all(text.lower() in vocabulary.RAG_VALUES for text in look.values):
        return Role.STATUS
    if not look.is_figures and look.longest > _LONG_TEXT and not says(vocabulary.MEASURE, head) and not says(vocabulary.MEASURE_WEAK, head):
        return Role.COMMENT if look.longest > 2 * _LONG_TEXT or not says(vocabulary.ORG_UNIT, head) else None
    return None


def read_beside(
    ctx: Context, besides: list[Beside], body: list[int], values: list[int], groups: Mapping[int, str]
) -> list[ColumnReading]:
    """Roles of the columns beside figures by period (periods across); asks where numbers stand under no known head.

    ``groups``: the head over each column of figures where heads part them, so that each part has a total of its own.
    """
    first_value = min(values)
    readings: list[ColumnReading] = []
    open_texts: list[ColumnReading] = []
    for beside in besides:
        reading = ColumnReading(beside.index, Role.LEFT_OUT, beside.head, reason=Reason.LABEL)
        readings.append(reading)
        if beside.index in ctx.columns:
            reading.role, reading.corrected = ctx.columns[beside.index], True
            reading.reason = forced(reading.role)
            continue
        if beside.index in ctx.grid.sheet.hidden_columns:
            reading.reason = Reason.HIDDEN
            continue
        if not beside.look.filled:
            continue
        role = named_role(beside)
        if role is not None:
            reading.role, reading.reason = role, None
        elif beside.look.is_figures:
            _figures_beside(ctx, beside, reading, body, _of_its_group(beside.index, values, groups))
        else:
            open_texts.append(reading)
    _name_texts(besides, readings, open_texts, first_value)
    for reading in readings:
        if reading.role in (Role.ORG_UNIT, Role.CATEGORY) and reading.index < first_value:
            reading.fill_down = written_once(ctx.grid, reading.index, body)
    return readings


def _of_its_group(column: int, values: list[int], groups: Mapping[int, str]) -> list[int]:
    """The columns of figures under the same head as the nearest one at the left; all of them where no head parts them."""
    group = next((groups.get(c) for c in reversed(values) if c < column), None)
    return values if group is None else [c for c in values if groups.get(c) == group]


def _figures_beside(ctx: Context, beside: Beside, reading: ColumnReading, body: list[int], values: list[int]) -> None:
    """A column of numbers without a period: derived, a total, a running number, or a question."""
    head = beside.head
    if says(vocabulary.DERIVED, head) or says(vocabulary.AVERAGE, head):
        reading.reason = Reason.DERIVED
        return
    if says(vocabulary.TOTAL, head):
        check = compare_sum(
            [figure(ctx.grid.value(row, beside.index), ctx.decimal_mark) for row in body],
            [[figure(ctx.grid.value(row, column), ctx.decimal_mark) for row in body] for column in values],
        )
        reading.reason = Reason.TOTAL if check.is_total else Reason.DERIVED
        reading.total_of = list(values) if check.is_total else []
        for place in check.differing if check.is_total else ():
            ctx.refuse("total_differs", a1(body[place], beside.index), label=head)
        return
    if running_number(beside.look) or says(vocabulary.CODE, head):
        if not running_number(beside.look):
            reading.role, reading.reason = Role.ATTRIBUTE, None
        return
    choices = [Choice("left_out", "left_out"), Choice("attribute", "attribute"), Choice("target", "target")]
    cell = a1(body[0], beside.index)
    answer = ctx.ask("column_role", cell, {"head": head or "", "column": cell.rstrip("0123456789")}, choices)
    if answer is not None:
        reading.role = Role(answer)
        reading.reason = Reason.CHOSEN if answer == "left_out" else None


def _name_texts(besides: list[Beside], readings: list[ColumnReading], texts: list[ColumnReading], first_value: int) -> None:
    """Which text columns name measures, which name places, which are codes or stand beside."""
    looks = {beside.index: beside.look for beside in besides}
    taken = {reading.role for reading in readings if reading.corrected}
    codes = [r for r in texts if code_like(looks[r.index]) or (says(vocabulary.CODE, r.head) and looks[r.index].longest <= 24)]
    names = [r for r in texts if r not in codes]
    if not names and codes:
        names, codes = [codes[0]], codes[1:]
    measure = Role.MEASURE in taken
    place = Role.ORG_UNIT in taken
    for reading in names:
        if says(vocabulary.MEASURE, reading.head) and not measure:
            reading.role, reading.reason, measure = Role.MEASURE, None, True
        elif says(vocabulary.ORG_UNIT, reading.head) and not place:
            reading.role, reading.reason, place = Role.ORG_UNIT, None, True
    rest = [r for r in names if r.role is Role.LEFT_OUT]
    weak = [r for r in rest if says(vocabulary.MEASURE_WEAK, r.head)] or [r for r in rest if r.index < first_value]
    place_by_code = not place and not measure and _place_code(codes, weak)
    if place_by_code:
        weak[0].role, weak[0].reason, place = Role.ORG_UNIT, None, True
    elif weak and not measure and not (place and all(looks[r.index].distinct <= 1 for r in weak)):
        weak[0].role, weak[0].reason = Role.MEASURE, None
    for reading in codes:
        reading.role, reading.reason = Role.CODE, None
        reading.names = code_of(reading, [r for r in readings if r.role is Role.MEASURE], [r for r in readings if r.role is Role.ORG_UNIT])
    for reading in names:
        if reading.role is Role.LEFT_OUT:
            category = reading.index < first_value or says(vocabulary.CATEGORY, reading.head)
            reading.role, reading.reason = (Role.CATEGORY if category else Role.ATTRIBUTE), None
            reading.names = "measure" if any(r.role is Role.MEASURE for r in readings) else "org_unit"


def written_once(grid: Grid, column: int, body: list[int]) -> bool:
    """A label written once for the rows below it: every text once, the first row filled, and gaps between."""
    if not any(blank(grid.value(row, column)) for row in body[:LOOK_ROWS]):
        return False
    texts = [grid.text(row, column) for row in body]
    filled = [text for text in texts if text]
    return bool(texts) and bool(texts[0]) and len(filled) < len(texts) and len(filled) * 2 <= len(texts) and len(set(filled)) == len(filled)


def _place_code(codes: list[ColumnReading], names: list[ColumnReading]) -> bool:
    """A column of codes headed as a place right before the names: "Area of usual residence" over codes and names."""
    return bool(codes and names) and any(says(vocabulary.ORG_UNIT, r.head) and r.index == names[0].index - 1 for r in codes)


def sample(body: list[int]) -> list[int]:
    """The rows by which columns are judged: the first ones, and others spread over the whole table."""
    if len(body) <= LOOK_ROWS:
        return body
    half = LOOK_ROWS // 2
    return body[:half] + body[half :: max(1, (len(body) - half) // half)]


def look_beside(ctx: Context, columns: list[int], heads: dict[int, str], body: list[int]) -> list[Beside]:
    """Columns with their heads and what they hold."""
    rows = sample(body)
    return [Beside(column, heads.get(column, ""), look_at(ctx.grid, column, rows)) for column in columns]
