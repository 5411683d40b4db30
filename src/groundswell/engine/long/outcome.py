"""From a tally to figures: one observation a cell of the result, what could not be worked out as its state, and counts that add up."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import product

from groundswell.domain.measurement.exact import Exact, exact_of
from groundswell.domain.measurement.observation import Observation, Presence, Status
from groundswell.domain.measurement.period import Cadence, Period, calendar_period, next_start
from groundswell.engine.intake import Intake, SheetCount, TableCount
from groundswell.engine.long.dates import AMBIGUOUS, ZONE_OPEN, days_covered
from groundswell.engine.long.grouping import Count, Counted, Grouping
from groundswell.engine.long.tally import CellTally, Figures, Key, Refusal, Tally
from groundswell.engine.sources.workbook import a1
from groundswell.errors import Place, Problem, UserError, Value

MOST_FIGURES = 250_000
"""More cells than this are a slip of the hand: a column with a value of its own in each row, taken for a place."""
_NO_FATE, _REFUSED, _STATE, _KEPT = range(4)
"""What became of a figure column's cells: the best of what its measures made of them."""
_QUESTIONS = frozenset((AMBIGUOUS, ZONE_OPEN))
_MARKED_FIRST = (Presence.SUPPRESSED, Presence.NOT_AVAILABLE, Presence.NOT_YET, Presence.NOT_APPLICABLE, Presence.MISSING)

Where = tuple[Period, str | None, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class SourceSheet:
    """What addresses need of a sheet: its name, its filled range (``cells``), its row of heads, its date and figure columns."""

    index: int
    name: str
    cells: str
    head_row: int
    date: int
    figures: tuple[int, ...]


@dataclass(slots=True)
class _Joined:
    """One cell of the result over all sheets."""

    tally: CellTally
    sheet: int
    keys: list[Key] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Worked:
    """A measure's figure of one cell, or (``figure`` None) its state; ``refused`` names why neither could be worked out."""

    figure: Exact | None = None
    presence: Presence = Presence.VALUE
    status: Status = Status.FINAL
    numerator: Exact | None = None
    denominator: Exact | None = None
    bound: Exact | None = None
    mark: str = ""
    refused: str = ""


def intake_of(tally: Tally, grouping: Grouping, sheets: Sequence[SourceSheet], source: tuple[str, str]) -> Intake:
    """The intake of a tally; ``source``: the file's name and digest. Raises UserError("grouping_too_many")."""
    heads = (*grouping.org_units, *grouping.split_by)
    return _Outcome(tally, grouping, sheets, Intake(*source, name_heads=heads)).whole()


class _Outcome:
    def __init__(self, tally: Tally, grouping: Grouping, sheets: Sequence[SourceSheet], intake: Intake) -> None:
        self._tally, self._grouping, self._intake = tally, grouping, intake
        self._sheets = {sheet.index: sheet for sheet in sheets}
        self._counts = {one.index: SheetCount(self._sheets[one.index].name) for one in tally.sheets}
        self._kept_columns: dict[int, list[Figures]] = {one.index: [Figures() for _ in tally.columns] for one in tally.sheets}
        self._refusals: dict[tuple[str, str], Refusal] = {}
        self._first_places: dict[tuple[str, str], Place] = {}
        self._measures = [(one, [tally.columns.index(column) for column in one.columns]) for one in grouping.measures]
        self._mixed = {column for n, column in enumerate(tally.columns) if len(tally.units[n]) > 1}

    def whole(self) -> Intake:
        joined = self._joined()
        lines = {(org_unit, parts) for _, org_unit, parts in joined}
        partial, periods = self._edges()
        zeros = self._grouping.zeros and any(one.count in (Count.ROWS, Count.SUM) for one in self._grouping.measures)
        cells = len(lines) * len(periods) if zeros else len(joined)
        if cells * len(self._grouping.measures) > MOST_FIGURES:
            raise UserError("grouping_too_many", {"n": cells * len(self._grouping.measures), "limit": MOST_FIGURES})
        for where in sorted(joined, key=lambda one: (one[0], one[1] or "", one[2])):
            one = joined[where]
            if where[0] in partial:
                self._left_out(one)
            else:
                self._cell(where, one)
        if zeros:
            self._zeros(joined, lines, periods)
        self._reconcile()
        self._problems(partial)
        self._units()
        return self._intake

    def _joined(self) -> dict[Where, _Joined]:
        joined: dict[Where, _Joined] = {}
        if len(self._tally.sheets) == 1:
            for key, cell in self._tally.cells.items():
                joined[Period(key.start, key.end), key.org_unit, key.parts] = _Joined(cell, key.sheet, [key])
            return joined
        for key, cell in self._tally.cells.items():
            where = (Period(key.start, key.end), key.org_unit, key.parts)
            before = joined.get(where)
            if before is None:
                copy = CellTally(cell.rows, cell.first, [Figures() for _ in cell.figures])
                before = joined[where] = _Joined(copy, key.sheet)
            else:
                before.tally.rows += cell.rows
            for mine, other in zip(before.tally.figures, cell.figures, strict=True):
                mine.join(other)
            before.keys.append(key)
        return joined

    def _edges(self) -> tuple[dict[Period, date], list[Period]]:
        """Periods that the file covers a part of, with the day it begins or ends on there; and all others from first to last."""
        cadence, year_start = self._grouping.cadence, self._grouping.year_start
        covered = days_covered(self._tally.days)
        if covered is None or cadence is None:
            return {}, []
        first, last, usual = covered
        low, high = calendar_period(first, cadence, year_start), calendar_period(last, cadence, year_start)
        partial: dict[Period, date] = {}
        if cadence is not Cadence.DAY and not self._grouping.edges:
            near = max(1, 2 * usual)
            if (first - low.start).days > near:
                partial[low] = first
            if (high.end - last).days - 1 > near:
                partial[high] = last
        periods, start = [], low.start
        while start <= high.start:
            period = Period(start, next_start(start, cadence))
            if period not in partial:
                periods.append(period)
            start = period.end
        return partial, periods

    def _left_out(self, one: _Joined) -> None:
        for key in one.keys:
            cell, count = self._tally.cells[key], self._counts[key.sheet]
            count.left_out["partial"] += sum(figures.cells for figures in cell.figures)
            count.rows["left_out"] += cell.rows

    def _cell(self, where: Where, one: _Joined) -> None:
        """Every measure of one cell of the result; a figure column is kept where any of its measures was."""
        period, org_unit, parts = where
        fates = [_NO_FATE for _ in self._tally.columns]
        for measure, at in self._measures:
            worked = self._worked(measure, one.tally, at)
            fate = _REFUSED if worked.refused else _STATE if worked.figure is None else _KEPT
            for n in at:
                fates[n] = max(fates[n], fate)
            cell = self._address(one, at)
            if worked.refused:
                self._refused(worked.refused, measure, cell, one, at)
            if worked.refused == "rows_one_figure":
                continue
            observation = Observation(
                " | ".join((measure.name, *parts)) if parts else measure.name, org_unit, period, worked.figure, worked.presence,
                worked.status, worked.numerator, worked.denominator, worked.bound, worked.mark, cell.sheet or "", cell.cell or "",
            )  # fmt: skip
            blank = worked.figure is None and worked.presence is Presence.MISSING and not worked.mark
            into = self._intake.observations if worked.figure is not None else self._intake.blanks if blank else self._intake.states
            into.append(observation)
        for key in one.keys:
            self._account(key, fates)

    def _account(self, key: Key, fates: list[int]) -> None:
        cell, count = self._tally.cells[key], self._counts[key.sheet]
        for n, (figures, fate) in enumerate(zip(cell.figures, fates, strict=True)):
            count.left_out["empty_state"] += sum(figures.marks.values())
            count.refused += figures.unread
            if fate == _KEPT:
                count.kept += figures.n
                self._kept_columns[key.sheet][n].join(figures)
            else:
                count.refused += figures.n
        count.rows["kept"] += cell.rows

    def _address(self, one: _Joined, at: list[int]) -> Place:
        sheet = self._sheets[one.sheet]
        column = sheet.figures[at[0]] if at else sheet.date
        return Place(sheet.name, a1(one.tally.first, column))

    def _worked(self, measure: Counted, cell: CellTally, at: list[int]) -> _Worked:
        if measure.count is Count.ROWS:
            return _Worked(Exact(cell.rows))
        if self._mixed and any(column in self._mixed for column in measure.columns):
            return _Worked(presence=Presence.NOT_AVAILABLE, refused="units_in_one_column")
        figures = [cell.figures[n] for n in at]
        if any(one.unread for one in figures):
            return _Worked(presence=Presence.NOT_AVAILABLE, refused="sum_with_unread_cells")
        if measure.count is Count.ONLY:
            return _only(cell, figures[0])
        if measure.count is Count.RATIO:
            return self._ratio(figures)
        one = figures[0]
        if one.n == 0:
            return _without(one)
        if one.marks or (one.blanks and measure.count is Count.SUM and not self._grouping.blanks_add_nothing):
            presence = next((kind for kind in _MARKED_FIRST if kind in one.marks), Presence.NOT_AVAILABLE)
            return _Worked(presence=presence, mark=one.mark, refused="sum_not_known")
        if measure.count is Count.MEAN:
            return _divided(one.total, Fraction(one.n), one.status)
        return _Worked(one.exact, status=one.status)

    def _ratio(self, figures: list[Figures]) -> _Worked:
        above, below = figures
        if above.n == 0 or below.n == 0:
            return _without(above if above.n == 0 else below)
        if any(one.marks or (one.blanks and not self._grouping.blanks_add_nothing) for one in figures):
            return _Worked(presence=Presence.NOT_AVAILABLE, mark=above.mark or below.mark, refused="sum_not_known")
        status = above.status if above.status is not Status.FINAL else below.status
        return _divided(above.total, below.total, status)

    def _refused(self, code: str, measure: Counted, place: Place, one: _Joined, at: list[int]) -> None:
        if code == "sum_with_unread_cells":
            return  # said cell by cell, with what stands there
        key = (code, measure.name)
        refusal = self._refusals.setdefault(key, Refusal())
        self._first_places.setdefault(key, place)
        mark = next((one.tally.figures[n].mark for n in at if one.tally.figures[n].mark), "")
        refusal.take(one.tally.first, mark)

    def _zeros(self, joined: dict[Where, _Joined], lines: set[tuple[str | None, tuple[str, ...]]], periods: list[Period]) -> None:
        """A line that the file has, in a period that it covers, without a row: none was counted."""
        if not joined:
            return
        sheet = next(iter(self._sheets.values()))
        ordered = sorted(lines, key=lambda line: (line[0] or "", line[1]))
        added = 0
        for period, (org_unit, parts) in product(periods, ordered):
            if (period, org_unit, parts) in joined:
                continue
            for measure in self._grouping.measures:
                if measure.count in (Count.ROWS, Count.SUM):
                    name = " | ".join((measure.name, *parts))
                    cell = a1(sheet.head_row, sheet.date)
                    self._intake.observations.append(Observation(name, org_unit, period, Exact(0), sheet=sheet.name, cell=cell))
                    added += 1
        if added:
            self._intake.problems.append(Problem("rows_counted_as_zero", Place(), {"n": added}))

    def _reconcile(self) -> None:
        by_rows = any(one.count is Count.ROWS for one in self._grouping.measures)
        for one in self._tally.sheets:
            count, sheet = self._counts[one.index], self._sheets[one.index]
            count.read = one.cells["read"]
            dates = count.rows["kept"] if by_rows else 0
            count.kept += dates
            count.refused += one.cells["refused"]
            left_out = {"head": "head", "label": "label", "not_used": "not_used", "filtered": "filtered"}
            count.left_out.update({reason: one.cells[name] for name, reason in left_out.items() if one.cells[name]})
            count.left_out["label"] -= dates
            count.left_out["empty_state"] += one.cells["spaces"]
            count.rows.update({"read": one.rows["read"], "refused": one.rows["refused"]})
            count.rows["left_out"] += one.rows["filtered"]
            table = TableCount(count.sheet, sheet.cells, count.read, count.kept, count.refused, count.left_out.copy(), count.rows.copy())
            for n, at in enumerate(sheet.figures):
                table.sums_read[at] = one.sums_read[n].exact.decimal
                table.sums_kept[at] = self._kept_columns[one.index][n].exact.decimal
            count.tables.append(table)
            self._intake.reconciliation.append(count)

    def _problems(self, partial: dict[Period, date]) -> None:
        problems = self._intake.problems
        for one in self._tally.sheets:
            sheet = self._sheets[one.index]
            for code, refusal in one.refusals.items():
                place = Place(sheet.name, a1(refusal.row, sheet.date))
                problems.append(Problem(code, place, _said(refusal), question=code in _QUESTIONS))
            for (n, code), refusal in one.unread.items():
                values: dict[str, Value] = {**_said(refusal), "column": self._tally.columns[n], "code": code}
                problems.append(Problem("column_cells_not_read", Place(sheet.name, a1(refusal.row, sheet.figures[n])), values))
        for (code, measure), refusal in self._refusals.items():
            problems.append(Problem(code, self._first_places[code, measure], {**_said(refusal), "measure": measure}))
        for period, day in partial.items():
            rows = sum(cell.rows for key, cell in self._tally.cells.items() if (key.start, key.end) == (period.start, period.end))
            values = {"start": period.start.isoformat(), "end": period.end.isoformat(), "day": day.isoformat(), "n": rows}
            problems.append(Problem("period_covered_in_part", Place(), values))
        for kind, (index, row) in self._tally.assumed.items():
            sheet = self._sheets[index]
            values = {"label": self._grouping.date, "kind": kind, "start": self._first_start()}
            problems.append(Problem("assumed_year_start", Place(sheet.name, a1(row, sheet.date)), values))

    def _first_start(self) -> str:
        return min((key.start for key in self._tally.cells), default=date.min).isoformat()

    def _units(self) -> None:
        """The one unit that a column is written in goes with its sums, means and single figures."""
        units = {column: next(iter(found)) for column, found in zip(self._tally.columns, self._tally.units, strict=True) if len(found) == 1}
        named = {one.name: units[one.column] for one in self._grouping.measures if one.column in units and one.count is not Count.RATIO}
        for observation in self._intake.observations:
            unit = named.get(observation.measure.partition(" | ")[0]) or named.get(observation.measure)
            if unit:
                self._intake.attributes.setdefault((observation.measure, observation.org_unit), {})["measurement_unit"] = unit


def _only(cell: CellTally, one: Figures) -> _Worked:
    if cell.rows > 1:
        return _Worked(refused="rows_one_figure")
    return _Worked(one.exact, status=one.status, mark=one.mark) if one.n else _without(one)


def _without(one: Figures) -> _Worked:
    """No row has a figure: what they say instead; several different marks are simply not available."""
    kinds = set(one.marks)
    if not kinds:
        return _Worked(presence=Presence.MISSING)
    if kinds & {Presence.BELOW, Presence.ABOVE}:
        alone = sum(one.marks.values()) == 1 and not one.blanks
        return _Worked(presence=kinds.pop() if alone else Presence.NOT_AVAILABLE, bound=one.bound if alone else None, mark=one.mark)
    return _Worked(presence=next(kind for kind in _MARKED_FIRST if kind in kinds), mark=one.mark)


def _divided(above: Fraction, below: Fraction, status: Status) -> _Worked:
    top, bottom = exact_of(above), exact_of(below)
    if below <= 0:
        return _Worked(None, Presence.UNDEFINED, status, top, bottom, mark=f"{top}/{bottom}")
    return _Worked(exact_of(above / below), Presence.VALUE, status, top, bottom)


def _said(refusal: Refusal) -> dict[str, Value]:
    return {"n": refusal.n, "examples": ", ".join(refusal.examples)}


def rows_of(intake: Intake) -> Counter[str]:
    """Rows of all sheets: read = kept + refused + left out."""
    return sum((count.rows for count in intake.reconciliation), Counter())
