"""Why a cell of a counted sheet is read as it is: the row it stands in is counted, left out or refused, and so is the cell."""

from dataclasses import dataclass, field

from groundswell.domain.measurement.observation import Observation
from groundswell.engine.intake import Intake
from groundswell.engine.long.applying import sheets_that_fit
from groundswell.engine.long.dates import Dated
from groundswell.engine.long.grouping import Count, Grouping
from groundswell.engine.long.heads import LongSheet, key_text
from groundswell.engine.long.tally import Judged, Places, SheetReader, figure_columns, reader_of
from groundswell.engine.numbers import Refused
from groundswell.engine.proposal import ReadingOptions, Reason
from groundswell.engine.sources.workbook import CellValue, Workbook, a1
from groundswell.errors import Explanation, Place, Problem, Value

LONGEST_TEXT = 120


@dataclass(slots=True)
class RowExplainer:
    """Explains the cells of one grouped reading."""

    workbook: Workbook
    grouping: Grouping
    options: ReadingOptions
    intake: Intake
    _sheets: dict[int, tuple[LongSheet, Places, SheetReader]] = field(default_factory=dict)
    _kept: dict[tuple[str, str | None, str], Observation] = field(default_factory=dict)
    _partial: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for long in sheets_that_fit(self.workbook, self.grouping):
            places = Places.of(self.grouping, long.column)
            self._sheets[long.index] = long, places, reader_of(long, places, self.grouping, self.options)
        for one in self.intake.observations:
            if one.period is not None:
                self._kept[one.measure, one.org_unit, one.period.start.isoformat()] = one
        problems = self.intake.problems
        self._partial = frozenset(str(one.values["start"]) for one in problems if one.code == "period_covered_in_part")

    def at(self, sheet: int, row: int, column: int) -> Explanation:
        """How the cell at (row, column), counted from 0, is read."""
        values = self.workbook.sheets[sheet]
        value, place = values.cell(row, column), Place(values.name, a1(row, column))
        if value is None:
            return Explanation(place, "empty", "empty")
        found = self._sheets.get(sheet)
        if found is None:
            return _left_out(place, value, Reason.HIDDEN if values.hidden else Reason.NOTE)
        long, places, reader = found
        if row < long.first:
            return _left_out(place, value, Reason.HEAD)
        cells = values.rows[row]
        judged = reader.judge(cells)
        if judged.filtered:
            return _left_out(place, value, Reason.FILTERED)
        if judged.code or isinstance(judged.dated, str):
            at_date = cells[places.date] if places.date < len(cells) else None
            problem = Problem(judged.code, place, {"n": 1, "examples": key_text(at_date)})
            return Explanation(place, "refused", "refused", {"text": _shown(value)}, "", problem)
        if column in places.figures:
            return self._figure(place, value, reader, places.figures.index(column), judged)
        if column == places.date and any(one.count is Count.ROWS for one in self.grouping.measures):
            return self._counted(place, value, judged, judged.dated)
        return _left_out(place, value, Reason.LABEL if column in places.labels else Reason.NOT_USED)

    def _counted(self, place: Place, value: CellValue, judged: Judged, dated: Dated) -> Explanation:
        start = dated.period.start.isoformat()
        if start in self._partial:
            return _left_out(place, value, Reason.LABEL)
        name = next(one.name for one in self.grouping.measures if one.count is Count.ROWS)
        one = self._kept.get((" | ".join((name, *judged.parts)), judged.org_unit, start))
        return _kept(place, value, "counted_row", one)

    def _figure(self, place: Place, value: CellValue, reader: SheetReader, n: int, judged: Judged) -> Explanation:
        read = reader.figure(n, value)
        start = judged.dated.period.start.isoformat() if isinstance(judged.dated, Dated) else ""
        if read is None:
            return _left_out(place, value, Reason.EMPTY_STATE)
        if start in self._partial:
            return _left_out(place, value, Reason.PARTIAL)
        name = figure_columns(self.grouping)[n]
        if isinstance(read, Refused):
            values: dict[str, Value] = {"n": 1, "column": name, "code": read.code, "examples": _shown(value)}
            problem = Problem("column_cells_not_read", place, values)
            return Explanation(place, "refused", "refused", {"text": _shown(value)}, "", problem)
        if read.value is None:
            return _left_out(place, value, Reason.EMPTY_STATE)
        for measure in self.grouping.measures:
            one = self._kept.get((" | ".join((measure.name, *judged.parts)), judged.org_unit, start))
            if name in measure.columns and one is not None:
                return _kept(place, value, "added_row", one)
        return Explanation(place, "refused_alike", "refused", {"text": _shown(value)})


def _kept(place: Place, value: CellValue, code: str, one: Observation | None) -> Explanation:
    values: dict[str, Value] = {"text": _shown(value)}
    if one is not None and one.period is not None:
        owner = one.measure if one.org_unit is None else f"{one.measure}, {one.org_unit}"
        values |= {"owner": owner, "start": one.period.start.isoformat(), "figure": str(one.value)}
    return Explanation(place, code, "kept", values)


def _left_out(place: Place, value: CellValue, reason: Reason) -> Explanation:
    return Explanation(place, f"left_{reason.value}", "left_out", {"text": _shown(value)}, reason.value)


def _shown(value: CellValue) -> str:
    return key_text(value)[:LONGEST_TEXT]
