"""Why any cell is read as it is: what it is a figure, a name or a period of, or why it is left out or refused.

Every filled cell has the fate here that the reconciliation of :mod:`groundswell.engine.intake` counts it under.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.period import Period
from groundswell.engine.intake import Intake, ReadTarget, Remark
from groundswell.engine.long.applying import take_in
from groundswell.engine.long.explaining import RowExplainer
from groundswell.engine.painting import WORTH_KNOWING
from groundswell.engine.proposal import (
    WHOLE_SHEET,
    ColumnReading,
    Proposal,
    Reason,
    Region,
    Role,
    RowReading,
    SheetReading,
    TableReading,
)
from groundswell.engine.sources.workbook import CellError, CellValue, Uncalculated, Workbook, a1, parse_a1
from groundswell.engine.table_reader import TableReader
from groundswell.engine.tables.arithmetic import LARGE, figure, rounding
from groundswell.engine.tables.totals import columns_range, rows_range
from groundswell.errors import Explanation, Place, Problem, UserError, Value

KEPT, REFUSED, LEFT_OUT, EMPTY = "kept", "refused", "left_out", "empty"
FROM_NAMES = frozenset({"period_from_file", "period_from_sheet", "year_from_file", "day_order_assumed"})
TOTALS = frozenset({"total_differs", "total_does_not_add_up"})
NOT_OF_THE_CELL = FROM_NAMES | WORTH_KNOWING | TOTALS | {"denominator_not_positive", "and_more", "duplicates_identical"}
"""Problems that have a place and do not refuse the cell there."""
ROW_PROBLEMS = frozenset({"period_missing", "period_not_read", "dates_ambiguous", "row_without_name"})
"""Problems that keep every figure of a row out."""
LONGEST_TEXT = 120
_FATES = {Role.COMMENT: Reason.NOTE, Role.HEAD: Reason.HEAD, Role.NOTE: Reason.NOTE, Role.SECTION: Reason.LABEL}
_LABELS = {
    Role.MEASURE: "measure_name",
    Role.ORG_UNIT: "org_unit_name",
    Role.CODE: "code_name",
    Role.CATEGORY: "category_name",
    Role.MEASUREMENT_UNIT: "unit_name",
    Role.OWNER: "owner_name",
    Role.DIRECTION: "direction_name",
    Role.ATTRIBUTE: "attribute_name",
}
_TIMES = (Role.PERIOD, Role.YEAR, Role.PERIOD_PART)


def explain(workbook: Workbook, proposal: Proposal, sheet: int, cell: str, intake: Intake | None = None) -> Explanation:
    """How the cell ``F12`` of that sheet is read; raises UserError for an address that is none, or a sheet that is not there.

    Many cells of one reading are cheaper by :class:`Explainer`.
    """
    return Explainer(workbook, proposal, intake if intake is not None else take_in(workbook, proposal)).of(sheet, cell)


@dataclass(slots=True)
class _Known:
    """What an intake holds of one sheet, by cell."""

    figures: dict[str, Observation] = field(default_factory=dict)
    states: dict[str, Observation] = field(default_factory=dict)
    blanks: dict[str, Observation] = field(default_factory=dict)
    targets: dict[str, ReadTarget] = field(default_factory=dict)
    comments: dict[str, Remark] = field(default_factory=dict)
    problems: dict[str, Problem] = field(default_factory=dict)
    totals: set[str] = field(default_factory=set)
    in_row: dict[int, list[Observation]] = field(default_factory=dict)
    bad_rows: dict[int, list[int]] = field(default_factory=dict)
    """Columns of the cells whose problem keeps every figure of their row out."""


@dataclass(slots=True)
class Explainer:
    """Explains the cells of one reading; what the intake holds is looked up by cell, made once a sheet."""

    workbook: Workbook
    proposal: Proposal
    intake: Intake
    _sheets: dict[int, _Known] = field(default_factory=dict)
    _again: dict[tuple[int, int], tuple[dict[str, Observation], set[str]]] = field(default_factory=dict)
    _rows: RowExplainer | None = None

    def of(self, sheet: int, cell: str) -> Explanation:
        """How the cell is read; raises UserError("cell_unknown")."""
        try:
            row, column = parse_a1(cell.strip().upper())
        except ValueError:
            raise UserError("cell_unknown", {"cell": cell[:40]}) from None
        if sheet not in range(len(self.proposal.sheets)):
            raise UserError("cell_unknown", {"cell": cell[:40]})
        return self.at(sheet, row, column)

    def at(self, sheet: int, row: int, column: int) -> Explanation:
        """How the cell at (row, column), counted from 0, is read."""
        if self.proposal.grouped and self.proposal.grouping is not None:
            if self._rows is None:
                self._rows = RowExplainer(self.workbook, self.proposal.grouping, self.proposal.options, self.intake)
            return self._rows.at(sheet, row, column)
        reading, values = self.proposal.sheets[sheet], self.workbook.sheets[sheet]
        table = next((table for table in reading.tables if table.region.holds(row, column)), None)
        one = _Cell(self, sheet, row, column, values.cell(row, column), WHOLE_SHEET if table is None else table.region)
        if table is None:
            return _without_table(one, reading, values.hidden)
        if table.first <= row <= table.last:
            return _body(one, table)
        if row in table.head_rows:
            return _head(one, table)
        return one.left_out(_outside(table, row))

    def known(self, sheet: int) -> _Known:
        """The intake's findings of a sheet, by cell."""
        found = self._sheets.get(sheet)
        if found is None:
            found = self._sheets[sheet] = self._index(self.workbook.sheets[sheet].name)
        return found

    def _index(self, name: str) -> _Known:
        intake, known = self.intake, _Known()
        for into, observations in ((known.figures, intake.observations), (known.states, intake.states), (known.blanks, intake.blanks)):
            for one in observations:
                if one.sheet == name:
                    into[one.cell] = one
                    known.in_row.setdefault(_row_of(one.cell), []).append(one)
        known.targets = {one.cell: one for one in intake.targets if one.sheet == name}
        known.comments = {one.cell: one for one in [*intake.remarks, *intake.statuses] if one.sheet == name}
        for problem in intake.problems:
            cell = problem.place.cell
            if problem.place.sheet != name or cell is None or ":" in cell:
                continue
            if problem.code == "total_differs":
                known.totals.add(cell)
            elif problem.code not in NOT_OF_THE_CELL:
                known.problems.setdefault(cell, problem)
                if problem.code in ROW_PROBLEMS:
                    known.bad_rows.setdefault(_row_of(cell), []).append(parse_a1(cell)[1])
        return known

    def read_again(self, sheet: int, table: TableReading) -> dict[str, Observation]:
        """The figures of a table by cell before duplicates were settled."""
        return self._anew(sheet, table)[0]

    def words_of(self, sheet: int, table: TableReading) -> set[str]:
        """The cells of a table's series that hold words instead of figures."""
        return self._anew(sheet, table)[1]

    def _anew(self, sheet: int, table: TableReading) -> tuple[dict[str, Observation], set[str]]:
        key = (sheet, id(table))
        if key not in self._again:
            reader = TableReader(self.workbook.sheets[sheet], table, self.proposal.options)
            reader.read()
            self._again[key] = {observation.cell: observation for observation, _, _ in reader.found}, reader.words_left_out
        return self._again[key]

    def first_of(self, observation: Observation) -> Observation | None:
        """The figure that is kept for the same measure, place and period."""
        key = (observation.measure, observation.org_unit, observation.period)
        return next((one for one in self.intake.observations if (one.measure, one.org_unit, one.period) == key), None)


@dataclass(slots=True)
class _Cell:
    """One cell under explanation, the region of its table, and the ways it can end."""

    explainer: Explainer
    sheet: int
    row: int
    column: int
    value: CellValue
    region: Region = WHOLE_SHEET

    @property
    def address(self) -> str:
        return a1(self.row, self.column)

    @property
    def known(self) -> _Known:
        return self.explainer.known(self.sheet)

    def says(self, code: str, fate: str, reason: str = "", problem: Problem | None = None, /, **values: Value) -> Explanation:
        place = Place(self.explainer.workbook.sheets[self.sheet].name, self.address)
        if self.value is None:
            fate, reason = EMPTY, ""
        return Explanation(place, code, fate, {"text": _shown(self.value), **values}, reason, problem)

    def empty(self) -> Explanation:
        return self.says("empty", EMPTY)

    def left_out(self, reason: Reason, code: str = "", **values: Value) -> Explanation:
        """Left out for a reason that its own sentence gives, or the reason's."""
        return self.empty() if self.value is None else self.says(code or f"left_{reason.value}", LEFT_OUT, reason.value, **values)

    def refused(self, problem: Problem | None) -> Explanation:
        if self.value is None:
            return self.empty()
        return self.says("refused" if problem is not None else "refused_alike", REFUSED, "", problem)

    def of_figure(self, code: str, fate: str, one: Observation, reason: str = "", **values: Value) -> Explanation:
        """A figure with what it is of."""
        return self.says(code, fate, reason, None, measure=one.measure, org_unit=one.org_unit, **_span("period", one.period), **values)


def _without_table(cell: _Cell, reading: SheetReading, hidden: bool) -> Explanation:
    """A cell that belongs to no table: it waits for an answer, is refused with what is around it, or is text."""
    if cell.value is None:
        return cell.empty()
    for regions, code in ((reading.waiting, "waiting"), (reading.refused, "sheet_refused")):
        region = next((region for region in regions if region.holds(cell.row, cell.column)), None)
        if region is not None:
            return cell.says(code, REFUSED, "", _problem_of(reading, region, asked=code == "waiting"))
    if any(region.holds(cell.row, cell.column) for region in reading.aside):
        return cell.left_out(Reason.CHOSEN, "left_table_chosen")
    block = next((block for block in reading.pivots if block.region.holds(cell.row, cell.column)), None)
    if block is not None:
        return cell.left_out(Reason.DERIVED, "left_pivot", parts=block.source.a1)
    return cell.left_out(Reason.HIDDEN if hidden else Reason.NOTE)


def _problem_of(reading: SheetReading, region: Region, *, asked: bool) -> Problem:
    """Why a region is not read: the problem that lies in it, else the sheet's first of that kind."""
    kinds = [problem for problem in reading.problems if problem.question is asked] or reading.problems
    return next((problem for problem in kinds if _lies_in(problem, region)), kinds[0])


def _lies_in(problem: Problem, region: Region) -> bool:
    try:
        return region.holds(*parse_a1((problem.place.cell or "").partition(":")[0]))
    except ValueError:
        return False


def _outside(table: TableReading, row: int) -> Reason:
    """Why a row above or below a table's body is left out."""
    reading = table.rows.get(row)
    return (reading.reason if reading is not None else None) or Reason.NOTE


def _head(cell: _Cell, table: TableReading) -> Explanation:
    """A heading above a column: the period, the measure or the place of the figures below it."""
    reading = _column(table, cell.column)
    if reading is None or reading.role is Role.LEFT_OUT:
        return cell.left_out(Reason.HEAD)
    reason = (table.rows[cell.row].reason if cell.row in table.rows else None) or Reason.HEAD
    if reading.span is not None:
        start, end = date.fromisoformat(reading.span.start), date.fromisoformat(reading.span.end)
        return cell.left_out(reason, "head_period", **_span("period", Period(start, end)))
    if reading.role is Role.VALUE and (reading.name or reading.org_unit):
        return cell.left_out(reason, "head_name", name=" | ".join(part for part in (reading.name, reading.org_unit) if part))
    return cell.left_out(reason, "head_role", role=reading.role.value)


def _body(cell: _Cell, table: TableReading) -> Explanation:
    row = table.rows.get(cell.row)
    if row is not None and row.role in (Role.LEFT_OUT, Role.SECTION, Role.NOTE, Role.HEAD):
        reason = row.reason or _FATES.get(row.role, Reason.LABEL)
        if row.role is Role.SECTION:
            return cell.left_out(reason, "section")
        return _total(cell, table) if reason is Reason.TOTAL else cell.left_out(reason, "left_row_chosen" if row.corrected else "")
    column = _column(table, cell.column)
    if column is None:
        return cell.left_out(Reason.NOTE)
    if row is not None and row.role in (Role.NUMERATOR, Role.DENOMINATOR):
        return _count_row(cell, table, column, row)
    if column.role is Role.VALUE and (column.refused or (row is not None and row.refused)):
        return cell.refused(_of_all(cell, table))
    if column.role is Role.VALUE:
        return _figure(cell, table)
    if column.role in (Role.NUMERATOR, Role.DENOMINATOR):
        return _count(cell, table, column)
    return _beside(cell, table, column)


def _figure(cell: _Cell, table: TableReading) -> Explanation:
    """A cell where a figure is expected."""
    known, address = cell.known, cell.address
    if address in known.figures:
        one = known.figures[address]
        return cell.of_figure("figure_settled" if one.mark else "figure", KEPT, one, value=str(one.value), state=one.state)
    state = known.states.get(address) or known.blanks.get(address)
    if state is not None:
        bound = {"value": str(state.bound)} if state.bound is not None else {}
        code = "blank" if cell.value is None else "bound" if bound else "state"
        return cell.of_figure(code, LEFT_OUT, state, Reason.EMPTY_STATE.value, presence=state.presence.value, **bound)
    if address in known.problems or cell.value is None:
        return cell.refused(known.problems.get(address))
    if address in cell.explainer.words_of(cell.sheet, table):
        return cell.left_out(Reason.LABEL)
    again = cell.explainer.read_again(cell.sheet, table).get(address)
    first = None if again is None else cell.explainer.first_of(again)
    if again is not None and first is not None:
        other = first.cell if first.sheet == again.sheet else f"{first.sheet}!{first.cell}"
        return cell.of_figure("left_duplicate_of", LEFT_OUT, again, Reason.DUPLICATE.value, other=other)
    return cell.refused(_alike(known, cell))


def _of_all(cell: _Cell, table: TableReading) -> Problem | None:
    """Why all figures of a column or row are refused: said once, at its head, its first figure or its label."""
    problems = cell.known.problems
    rows = [*reversed(table.head_rows), *range(table.first, table.last + 1)]
    above = (problems[address] for row in rows if (address := a1(row, cell.column)) in problems)
    return next(above, None) or _alike(cell.known, cell)


def _alike(known: _Known, cell: _Cell) -> Problem | None:
    """A problem of the same row, for a cell beyond those that are listed singly."""
    alike = (problem for address, problem in known.problems.items() if _row_of(address) == cell.row)
    return next((problem for problem in alike if _lies_in(problem, cell.region)), None)


def _count(cell: _Cell, table: TableReading, column: ColumnReading) -> Explanation:
    """A count in a column of its own: it shares the fate of the percentage that uses it."""
    user = next((one for one in table.with_role(Role.VALUE) if column.index in (one.numerator, one.denominator)), None)
    of = None if user is None else a1(cell.row, user.index)
    return _counted(cell, table, column, of)


def _count_row(cell: _Cell, table: TableReading, column: ColumnReading, row: RowReading) -> Explanation:
    """A count in a row of its own, above or below its percentage."""
    if column.role is not Role.VALUE:
        return cell.left_out(Reason.LABEL, _LABELS.get(column.role, ""))
    user = next((index for index, one in table.rows.items() if cell.row in (one.numerator, one.denominator)), None)
    if cell.value is not None and not _number(cell, column):
        return cell.left_out(Reason.EMPTY_STATE)
    return cell.says("count_numerator" if row.role is Role.NUMERATOR else "count_denominator", KEPT, of=_at(user, cell.column))


def _counted(cell: _Cell, table: TableReading, column: ColumnReading, of: str | None) -> Explanation:
    known, code = cell.known, "count_numerator" if column.role is Role.NUMERATOR else "count_denominator"
    if cell.value is None:
        return cell.empty()
    if not _number(cell, column):
        return cell.left_out(Reason.EMPTY_STATE)
    if any(cell.region.left <= column <= cell.region.right for column in known.bad_rows.get(cell.row, ())):
        return cell.refused(_alike(known, cell))
    if of is not None and of in known.problems and known.problems[of].code == "conflicting_figures":
        return cell.refused(known.problems[of])
    if of is not None and of not in known.figures and of not in known.states and of not in known.blanks and of not in known.problems:
        again = cell.explainer.read_again(cell.sheet, table).get(of)
        if again is not None:
            first = cell.explainer.first_of(again)
            return cell.left_out(Reason.DUPLICATE) if first is not None else cell.refused(None)
    return cell.says(code, KEPT, of=of or "")


def _number(cell: _Cell, column: ColumnReading) -> bool:
    return figure(cell.value, column.decimal_mark) is not None


def _total(cell: _Cell, table: TableReading) -> Explanation:
    """A row or column of totals, and whether this one is the sum of its parts."""
    if cell.address in cell.known.totals:
        return cell.left_out(Reason.TOTAL, "left_total_differs")
    row, column = table.rows.get(cell.row), _column(table, cell.column)
    if row is not None and row.reason is Reason.TOTAL and row.total_of:
        places = [(part, cell.column) for part in row.total_of]
        return cell.left_out(Reason.TOTAL, _match(cell, table, places), parts=rows_range(row.total_of, cell.column))
    if column is not None and column.total_of:
        places = [(cell.row, part) for part in column.total_of]
        return cell.left_out(Reason.TOTAL, _match(cell, table, places), parts=columns_range(column.total_of, cell.row))
    return cell.left_out(Reason.TOTAL, "left_total")


def _match(cell: _Cell, table: TableReading, places: list[tuple[int, int]]) -> str:
    """Whether this total is the sum of the cells at these places, cannot be compared with them, or is a rate among sums."""
    sheet = cell.explainer.workbook.sheets[cell.sheet]
    marks = {column.index: column.decimal_mark for column in table.columns}
    mark = marks.get(cell.column) or next((marks[column] for _, column in places if marks.get(column)), None) or "."
    own = figure(cell.value, mark)
    parts = [number for place in places if (number := figure(sheet.cell(*place), mark)) is not None]
    if own is not None and parts:
        slack = rounding(parts, own)
        loose = Decimal(len(parts)) / 2 if slack == 0 and abs(own) >= LARGE * len(parts) else slack
        if abs(sum(parts, Decimal(0)) - own) <= loose:
            return "left_total_of"
    return "left_total_rate" if own is not None and len(parts) == len(places) else "left_total_open"


def _beside(cell: _Cell, table: TableReading, column: ColumnReading) -> Explanation:
    """A cell that is no figure: the period or the names of its row, what is kept beside, or left out."""
    if cell.value is None:
        return cell.empty()
    known, address = cell.known, cell.address
    if column.role is Role.TARGET:
        target = known.targets.get(address)
        if target is not None:
            return cell.says("target", KEPT, measure=target.measure, org_unit=target.org_unit, value=str(target.target.value))
        return cell.says("target_undated", KEPT) if _number(cell, column) else cell.left_out(Reason.LABEL, "target_words")
    if column.role in (Role.COMMENT, Role.STATUS):
        remark = known.comments.get(address)
        reason, code = (Reason.NOTE, "comment") if column.role is Role.COMMENT else (Reason.LABEL, "status")
        if remark is None:
            return cell.left_out(reason)
        return cell.left_out(reason, code, measure=remark.measure, org_unit=remark.org_unit, **_span("period", remark.period))
    reason = column.reason or Reason.LABEL
    if column.role in _TIMES:
        row = [one for one in known.in_row.get(cell.row, ()) if cell.region.holds(*parse_a1(one.cell))]
        spans = {one.period for one in row if one.period is not None}
        if len(spans) == 1:
            return cell.left_out(reason, "row_period", **_span("period", spans.pop()))
        return cell.left_out(reason, "row_time")
    if reason is Reason.TOTAL:
        return _total(cell, table)
    if column.role is Role.LEFT_OUT:
        return cell.left_out(reason, "left_column_chosen" if column.corrected else "")
    return cell.left_out(reason, _LABELS.get(column.role, ""))


def _column(table: TableReading, index: int) -> ColumnReading | None:
    return next((column for column in table.columns if column.index == index), None)


def _span(name: str, period: Period | None) -> dict[str, Value]:
    return {} if period is None else {f"{name}_start": period.start.isoformat(), f"{name}_end": period.end.isoformat()}


def _at(row: int | None, column: int) -> str:
    return "" if row is None else a1(row, column)


def _row_of(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0) - 1


def _shown(value: CellValue) -> str:
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, Uncalculated):
        return value.formula[:LONGEST_TEXT]
    return "" if value is None else str(value)[:LONGEST_TEXT]


def fates(explanations: Iterable[Explanation]) -> dict[str, int]:
    """How many cells ended how: "kept", "refused", and each reason for being left out."""
    counts: dict[str, int] = {}
    for one in explanations:
        name = one.reason if one.fate == LEFT_OUT else one.fate
        if name != EMPTY:
            counts[name] = counts.get(name, 0) + 1
    return counts
