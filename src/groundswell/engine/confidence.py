"""Where a reading is unsure: what was assumed, what a label alone said, what would look the same if it were wrong.

Nothing of it keeps a figure out; open questions and refused cells do, and are said as such. A doubt is worth one look.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import PurePath

from groundswell.domain.measurement.period import Cadence, absent_between
from groundswell.engine.intake import Intake
from groundswell.engine.proposal import FIGURE_ROLES, ColumnReading, Proposal, ReadingOptions, Reason, Role, SheetReading, TableReading
from groundswell.engine.sources.workbook import Sheet, Workbook, a1, column_name
from groundswell.engine.tables.grid import Grid
from groundswell.engine.tables.naming import tidy
from groundswell.engine.tables.row_periods import RowPeriods
from groundswell.errors import NO_VALUES, Problem, Value

SAID = frozenset(
    {
        "assumed_year_start",
        "total_differs",
        "total_does_not_add_up",
        "denominator_not_positive",
        "duplicates_identical",
        "pivot_block",
        "hidden_columns",
        "hidden_heads",
        "hidden_rows",
        "hidden_sheet",
        "levels_mixed",
        "merged_figures",
        "names_change",
        "names_look_alike",
        "names_written_alike",
        "period_from_file",
        "period_from_sheet",
        "year_from_file",
        "day_order_assumed",
        "places_or_measures_assumed",
        "same_place_assumed",
        "shown_scaled",
        "stray_figures",
        "total_without_parts",
    }
)
"""Problems that keep no figure out and may mean that the reading is wrong."""
NUMBERS_BESIDE = frozenset({Role.ATTRIBUTE, Role.CATEGORY, Role.LEFT_OUT})
LOOK_ROWS, ENOUGH, OF = 200, 4, 5
"""Body rows looked at; a column holds numbers where at least ENOUGH of every OF filled cells are some."""
MOST_ROWS = 2_000
"""Rows whose periods are held against their neighbours'."""
MOST_ALIKE = 12
"""Doubts of one kind of one sheet that are listed singly; one more says how many follow."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One place worth a look: ``doubt.<code>`` in the catalogue, or the words of its ``problem``.

    ``cell``: the cell to look at first, empty where it is about the whole sheet. ``axis``: "column" or "row" where all of it is meant
    (``index`` counts from 0), else "cell" or "sheet".
    """

    code: str
    sheet: int
    cell: str = ""
    axis: str = "sheet"
    index: int = -1
    values: Mapping[str, Value] = field(default_factory=lambda: NO_VALUES)
    problem: Problem | None = None


def doubts(workbook: Workbook, proposal: Proposal, intake: Intake) -> list[Doubt]:
    """Every doubt of a reading, sheet by sheet; what a person said themselves is never one."""
    found: list[Doubt] = []
    names = {sheet.name: index for index, sheet in enumerate(workbook.sheets)}
    said = [_of_problem(problem, names.get(problem.place.sheet or "", 0)) for problem in intake.problems if problem.code in SAID]
    for reading in proposal.sheets:
        sheet = workbook.sheets[reading.index]
        own = [one for one in said if one.sheet == reading.index]
        for table in reading.tables:
            own += _names(workbook, sheet, reading, table)
            own += _columns(sheet, reading.index, table)
            own += _gaps(reading.index, table)
            own += _years_out_of_line(sheet, reading.index, table, proposal.options)
            own += _rows(sheet, reading.index, table)
        found += _few_of_each(own, reading.index)
    return found


def _of_problem(problem: Problem, sheet: int) -> Doubt:
    cell = (problem.place.cell or "").partition(":")[0]
    plain = cell if cell and not cell.isdigit() else f"A{cell}" if cell else ""
    return Doubt(problem.code, sheet, plain, "cell" if plain else "sheet", problem=problem)


def _few_of_each(doubts: list[Doubt], sheet: int) -> Iterator[Doubt]:
    """The first of each kind, and how many more there are."""
    counts: dict[str, int] = {}
    for one in doubts:
        counts[one.code] = counts.get(one.code, 0) + 1
        if counts[one.code] <= MOST_ALIKE:
            yield one
    more = sum(count - MOST_ALIKE for count in counts.values() if count > MOST_ALIKE)
    if more:
        yield Doubt("more", sheet, values={"n": more})


def _names(workbook: Workbook, sheet: Sheet, reading: SheetReading, table: TableReading) -> Iterator[Doubt]:
    """A measure that is called after the file or the sheet, a place that is called after the sheet."""
    nameless = any(not column.name for column in table.with_role(Role.VALUE)) and not table.with_role(Role.MEASURE)
    corner = a1(table.first, min((column.index for column in table.with_role(Role.VALUE)), default=0))
    stem = tidy(PurePath(workbook.name).stem)
    if nameless and table.measure and table.measure in (stem, tidy(sheet.name)):
        code = "named_by_file" if table.measure == stem else "named_by_sheet"
        yield Doubt(code, reading.index, corner, "sheet", values={"name": table.measure})
    if table.org_unit and table.org_unit == tidy(sheet.name):
        yield Doubt("place_by_sheet", reading.index, corner, "sheet", values={"name": table.org_unit})


def _columns(sheet: Sheet, index: int, table: TableReading) -> Iterator[Doubt]:
    """A column filled down, one of numbers that is not read as figures, one left out for its label alone."""
    grid = Grid(sheet)
    for column in table.columns:
        if column.corrected:
            continue
        values = {"column": column_name(column.index), "head": column.head}
        first = a1(table.first, column.index)
        if column.fill_down:
            yield Doubt("filled_down", index, first, "column", column.index, values)
        if column.reason is Reason.DERIVED:
            yield Doubt("derived_by_label", index, first, "column", column.index, values)
        elif column.role in NUMBERS_BESIDE and column.reason in (None, Reason.LABEL, Reason.NOTE) and _holds_numbers(grid, table, column):
            yield Doubt("numbers_beside", index, first, "column", column.index, {**values, "role": column.role.value})


def _holds_numbers(grid: Grid, table: TableReading, column: ColumnReading) -> bool:
    filled = numbers = 0
    for row in range(table.first, min(table.last + 1, table.first + LOOK_ROWS)):
        if row not in table.rows:
            kind = grid.kind(grid.value(row, column.index))
            filled += kind != "blank"
            numbers += kind == "number"
    return numbers >= 2 and numbers * OF >= filled * ENOUGH


def _gaps(index: int, table: TableReading) -> Iterator[Doubt]:
    """Periods across with one missing among them: a column that was not seen, or that the sheet does not have."""
    spans = {
        date.fromisoformat(column.span.start): column for column in table.with_role(Role.VALUE) if column.span is not None
    }
    cadences = {column.span.cadence for column in spans.values() if column.span is not None}
    if len(cadences) != 1 or len(spans) < 3:
        return
    cadence = Cadence(cadences.pop())
    days = sorted(spans)
    for day in absent_between(days, cadence):
        after = spans[next(other for other in days if other > day)]
        head = a1(max(table.head_rows, default=table.first), after.index)
        yield Doubt("period_gap", index, head, "column", after.index, {"start": day.isoformat(), "cadence": cadence.value})


def _years_out_of_line(sheet: Sheet, index: int, table: TableReading, options: ReadingOptions) -> Iterator[Doubt]:
    """A period among others in order that only another year would put in its place: Jan 2024, Feb 2024, Mar 2023, Apr 2024."""
    lines: dict[tuple[str, str], list[tuple[date, ColumnReading]]] = {}
    for column in table.with_role(Role.VALUE):
        if column.span is not None:
            lines.setdefault((column.name, column.org_unit), []).append((date.fromisoformat(column.span.start), column))
    for line in lines.values():
        for at in out_of_line([start for start, _ in line]):
            start, column = line[at]
            head = a1(max(table.head_rows, default=table.first), column.index)
            cadence = "" if column.span is None else column.span.cadence
            yield Doubt("year_out_of_line", index, head, "column", column.index, _said(start, cadence))
    periods = RowPeriods(table, options)
    if lines or not periods.columns:
        return
    last = min(table.last + 1, len(sheet.rows), table.first + MOST_ROWS)
    reads = ((row, periods.at(sheet.rows, row)) for row in range(table.first, last))
    found = [(row, read[0].start) for row, read in reads if row not in table.rows and isinstance(read, tuple)]
    steps = [one for before, one in zip([(-1, None), *found], found, strict=False) if before[1] != one[1]]
    for at in out_of_line([start for _, start in steps]):
        row, start = steps[at]
        yield Doubt("year_out_of_line", index, a1(row, periods.columns[0].index), "row", row, _said(start, table.cadence))


def _said(start: date, cadence: str) -> dict[str, Value]:
    """What names a period in a sentence: as the day it starts on where it is of no calendar."""
    return {"start": start.isoformat(), "cadence": Cadence.DAY.value if cadence in ("", Cadence.IRREGULAR.value) else cadence}


def out_of_line(days: Sequence[date]) -> list[int]:
    """Places whose day lies outside its neighbours, which run one way, and would lie between them in the year of one of them."""
    out = []
    for at, (before, day, after) in enumerate(zip(days, days[1:], days[2:], strict=False), start=1):
        first, last = sorted((before, after))
        moved = (day.replace(year=year, day=min(day.day, 28)) for year in (first.year, last.year))
        around = [*days[max(0, at - 2) : at], *days[at + 1 : at + 3]]
        steps = {(b > a) - (b < a) for a, b in pairwise(around)}
        if len(around) > 2 and len(steps) == 1 and not first <= day <= last and any(first < other < last for other in moved):
            out.append(at)
    return out


def _rows(sheet: Sheet, index: int, table: TableReading) -> Iterator[Doubt]:
    """Rows left out because their label says that they are worked out from others."""
    labels = [column.index for column in table.columns if column.role not in FIGURE_ROLES]
    for row, reading in sorted(table.rows.items()):
        if reading.reason is Reason.DERIVED and not reading.corrected:
            label = next((str(value) for at in labels if (value := sheet.cell(row, at)) is not None), "")
            values = {"row": str(row + 1), "head": label[:80]}
            yield Doubt("row_derived_by_label", index, a1(row, labels[0] if labels else 0), "row", row, values)
