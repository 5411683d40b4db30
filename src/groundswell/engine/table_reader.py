"""Reading one table cell by cell, by its proposed roles. The loops here run over every figure of a file."""

from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite

from groundswell.domain.measurement.definition import Target
from groundswell.domain.measurement.exact import LARGEST_FIGURE, Exact
from groundswell.domain.measurement.observation import Observation, Presence
from groundswell.domain.measurement.period import Period
from groundswell.engine.numbers import NumberRead, Refused, number_of, read_number
from groundswell.engine.periods import year_read
from groundswell.engine.proposal import ColumnReading, ReadingOptions, Reason, Role, RowReading, TableReading
from groundswell.engine.sources.workbook import CellError, CellValue, Row, Sheet, Uncalculated, a1, column_name
from groundswell.engine.table_names import Labels, RowNames
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.heads import year_in
from groundswell.engine.tables.row_periods import NO_PERIOD, RowPeriods
from groundswell.engine.tables.vocabulary import says
from groundswell.errors import Place, Problem, Value

Owner = tuple[str, str | None]
Line = tuple[int, Row, RowReading | None]
"""A row under way: its index, its cells, and what was said of it."""
BLANK = NumberRead(None, Presence.MISSING)
MOST_ALIKE = 200
"""Problems of one code of one table that are listed singly; the rest are counted in one more."""
_FATES = {Role.COMMENT: Reason.NOTE, Role.HEAD: Reason.HEAD, Role.NOTE: Reason.NOTE, Role.SECTION: Reason.LABEL}


class TableReader:
    """One pass over a table's rows. After :meth:`read`: ``found`` (observation, column, cells it took) and all counts."""

    def __init__(self, sheet: Sheet, table: TableReading, options: ReadingOptions) -> None:
        self.sheet, self.table = sheet, table
        self.names = RowNames(sheet, table)
        self.periods = RowPeriods(table, options)
        self.found: list[tuple[Observation, int, int]] = []
        self.states: list[Observation] = []
        self.blanks: list[Observation] = []
        self.targets: list[tuple[str, str | None, Target, str, str]] = []
        self.remarks: list[tuple[str, str | None, Period | None, str, str, str]] = []
        self.statuses: list[tuple[str, str | None, Period | None, str, str, str]] = []
        self.attributes: dict[Owner, dict[str, str]] = {}
        self.problems: list[Problem] = []
        self.kept = self.refused = 0
        self.left_out: Counter[str] = Counter()
        self.rows: Counter[str] = Counter()
        self.sums_read: dict[int, Decimal] = {}
        self.sums_kept: dict[int, Decimal] = {}
        self._alike: Counter[str] = Counter()
        self._assumed: dict[str, tuple[str, str, str]] = {}
        self._coef_read: dict[tuple[int, int], int] = defaultdict(int)
        self._coef_kept: dict[tuple[int, int], int] = defaultdict(int)
        self._texts: dict[int, dict[str, NumberRead | Refused]] = defaultdict(dict)
        self._forms: dict[Owner, set[str]] = defaultdict(set)
        self._values = table.with_role(Role.VALUE)
        self._letters = {c.index: column_name(c.index) for c in table.columns}
        self._marks = {c.index: c.decimal_mark for c in table.columns}
        self._value_by_index = {c.index: c for c in self._values}
        self._counts = {c.index: c for c in table.with_role(Role.NUMERATOR, Role.DENOMINATOR)}
        self._beside = [c for c in table.columns if c.role in (Role.COMMENT, Role.STATUS, Role.TARGET)]
        self._kept_beside = [
            c for c in table.columns if c.role in (Role.OWNER, Role.DIRECTION, Role.MEASUREMENT_UNIT, Role.ATTRIBUTE, Role.CODE)
        ]
        self._figure_columns = {c.index for c in table.columns if c.role in (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR, Role.TARGET)}
        self._fixed = {c.index: Period(date.fromisoformat(c.span.start), date.fromisoformat(c.span.end)) for c in table.columns if c.span}
        special = {Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR, Role.COMMENT, Role.STATUS, Role.TARGET}
        self._fates = [(c.index, (c.reason or Reason.LABEL).value) for c in table.columns if c.role not in special]
        known = {c.index for c in table.columns}
        self._width = max(known, default=-1) + 1
        self._fates += [(at, Reason.NOTE.value) for at in range(self._width) if at not in known]
        self._first_user: dict[int, int] = {}
        for column in self._values:
            for at in (column.numerator, column.denominator):
                if at is not None:
                    self._first_user.setdefault(at, column.index)
        self._percent = bool(sheet.percent)
        self._by_rows = bool(self.periods.columns) and any(c.year or c.part for c in self._values)

    def letter(self, column: int) -> str:
        return column_name(column)

    def column_of(self, observation: Observation) -> int:
        """The column an observation's cell lies in."""
        letters = observation.cell.rstrip("0123456789")
        return next(c.index for c in self._values if column_name(c.index) == letters)

    def read(self) -> None:
        """Read all rows; afterwards every filled cell of the sheet has been counted once."""
        table, rows = self.table, self.sheet.rows
        for index, cells in enumerate(rows):
            if not cells:
                continue
            if index < table.first or index > table.last:
                reading = table.rows.get(index)
                reason = (reading.reason if reading else None) or (Reason.HEAD if index in table.head_rows else Reason.NOTE)
                self.left_out[reason.value] += len(cells) - cells.count(None)
                continue
            self._row(index, cells)
        self._close()

    def _row(self, index: int, cells: Row) -> None:
        reading = self.table.rows.get(index)
        filled = len(cells) - cells.count(None)
        if not filled:
            return
        self.rows["read"] += 1
        if reading is not None and reading.role in (Role.LEFT_OUT, Role.SECTION, Role.NOTE, Role.HEAD):
            self.names.pass_row(index, reading)
            if self.table.form == "down":
                self.periods.of(cells)
            self._leave_out(cells, filled, reading.reason or _FATES.get(reading.role, Reason.LABEL))
            return
        if reading is not None and reading.role in (Role.NUMERATOR, Role.DENOMINATOR):
            self._count_row(cells, filled)
            return
        before = (self.kept, self.refused)
        self._figures(index, cells, reading)
        self.rows["kept" if self.kept > before[0] else "refused" if self.refused > before[1] else "left_out"] += 1

    def _leave_out(self, cells: Row, filled: int, reason: Reason) -> None:
        self.rows["left_out"] += 1
        self.left_out[reason.value] += filled
        for column in self._figure_columns:
            if column < len(cells):
                self._add(self._coef_read, column, self._plain(cells[column], column))

    def _count_row(self, cells: Row, filled: int) -> None:
        """The numerator or denominator of a percentage row: kept with it."""
        self.rows["kept"] += 1
        for column in self._values:
            value = cells[column.index] if column.index < len(cells) else None
            if value is None:
                continue
            filled -= 1
            number = self._plain(value, column.index)
            self._add(self._coef_read, column.index, number)
            if number is None:
                self.left_out[Reason.EMPTY_STATE.value] += 1
            else:
                self.kept += 1
                self._add(self._coef_kept, column.index, number)
        self.left_out[Reason.LABEL.value] += filled

    def _plain(self, value: CellValue, column: int) -> Exact | None:
        read = self._number(value, column)
        return read.value if isinstance(read, NumberRead) else None

    def _number(self, value: CellValue, column: int) -> NumberRead | Refused:
        kind = type(value)
        if kind is int:
            return NumberRead(Exact(value))  # type: ignore[arg-type]
        if kind is str:
            seen = self._texts[column]
            read = seen.get(value)  # type: ignore[arg-type]
            if read is None:
                read = seen[value] = read_number(value, self._marks[column])  # type: ignore[index,arg-type]
            return read
        if value is None:
            return BLANK
        if kind is float:
            text = repr(value)
            if "e" in text or "n" in text:
                return _of_float(value)  # type: ignore[arg-type]
            whole, _, part = text.partition(".")
            return NumberRead(Exact(int(whole + part), len(part)))
        return Refused(_not_a_figure(value))

    def _add(self, sums: dict[tuple[int, int], int], column: int, number: Exact | None) -> None:
        if number is not None:
            sums[column, number.scale] += number.coef

    def _figures(self, index: int, cells: Row, reading: RowReading | None) -> None:
        """One row that is read: its period, its names, its figures, and what stands beside them."""
        width = len(cells)
        own: tuple[Period, str | None] | str | None = None
        if self.table.form == "down":
            own = self.periods.of(cells)
        labels = self.names.of(index, cells)
        before, line = len(self.found), (index, cells, reading)
        for column in self._values:
            at = column.index
            value = cells[at] if at < width else None
            if value is None and (column.numerator is None or self.table.form == "across"):
                if labels is not None and not isinstance(own, str):
                    self._blank(index, column, labels, own, cells)
                continue
            period = self._fixed.get(at) or self._period(index, cells, column, own)
            if not isinstance(period, Period):
                self._refuse(period, index, at, value)
            elif labels is None:
                self._refuse("row_without_name", index, at, value)
            else:
                self._figure(line, column, value, period, (labels.measure_of(column), labels.org_unit_of(column)))
        last = next((o.period for o, _, _ in reversed(self.found[before:])), None)
        self._others(index, cells, own[0] if isinstance(own, tuple) else last, labels, not isinstance(own, str) and labels is not None)

    def _period(self, index: int, cells: Row, column: ColumnReading, own: tuple[Period, str | None] | str | None) -> Period | str:
        if own is None:
            own = self.periods.of(cells, column) if self._by_rows else NO_PERIOD
        if isinstance(own, str):
            return own
        if own[1] is not None and own[1] not in self._assumed:
            source = self.periods.columns[0].index
            label = str(cells[source] if source < len(cells) else "")
            self._assumed[own[1]] = (a1(index, source), label, own[0].start.isoformat())
        return own[0]

    def _blank(self, index: int, column: ColumnReading, labels: Labels, own: object, cells: Row) -> None:
        period = self._fixed.get(column.index) or self._period(index, cells, column, own)  # type: ignore[arg-type]
        if isinstance(period, Period):
            self.blanks.append(
                Observation(
                    labels.measure_of(column),
                    labels.org_unit_of(column),
                    period,
                    None,
                    Presence.MISSING,
                    sheet=self.sheet.name,
                    cell=a1(index, column.index),
                )
            )

    def _refuse(self, code: str, index: int, column: int, value: CellValue, **values: Value) -> None:
        if value is None:
            return
        self.refused += 1
        self._add(self._coef_read, column, self._plain(value, column))
        self._say(code, index, column, {"text": _shown(value), **values})

    def _say(self, code: str, index: int, column: int, values: dict[str, Value]) -> None:
        self._alike[code] += 1
        if self._alike[code] <= MOST_ALIKE:
            self.problems.append(Problem(code, Place(self.sheet.name, a1(index, column)), values))

    def _figure(self, line: Line, column: ColumnReading, value: CellValue, period: Period, owner: Owner) -> None:
        """One cell of figures: an observation, a state, or a refusal with its address."""
        index, cells, reading = line
        at = column.index
        read = self._number(value, at)
        if isinstance(read, Refused):
            if read.code == "error_cell" and isinstance(value, CellError):
                self._refuse(value.problem, index, at, value, measure=owner[0], start=period.start.isoformat())
            else:
                self._refuse(read.code, index, at, value, measure=owner[0], start=period.start.isoformat())
            return
        self._add(self._coef_read, at, read.value)
        if read.value is not None and (read.unit == "%" or (self._percent and (index, at) in self.sheet.percent)):
            self._forms[owner].add("%" if read.unit == "%" else "share")
        numerator, denominator = self._pair(column, cells, reading)
        presence, number, mark = read.presence, read.value, read.mark
        paired = column.denominator is not None or (reading is not None and reading.denominator is not None)
        if paired and denominator is not None and denominator.coef <= 0:
            self._say("denominator_not_positive", index, at, {"measure": owner[0], "denominator": str(denominator)})
            presence, number, mark = Presence.UNDEFINED, None, mark or _shown(value)
        observation = Observation(
            owner[0],
            owner[1],
            period,
            number,
            presence,
            read.status,
            numerator,
            denominator,
            read.bound,
            mark,
            self.sheet.name,
            f"{self._letters[at]}{index + 1}",
        )
        if presence is Presence.VALUE:
            self.kept += 1
            self._add(self._coef_kept, at, number)
            self.found.append((observation, at, 1 + self._own_counts(column, cells)))
        else:
            if value is not None:
                self.left_out[Reason.EMPTY_STATE.value] += 1
            (self.states if mark or presence is not Presence.MISSING else self.blanks).append(observation)

    def _pair(self, column: ColumnReading, cells: Row, reading: RowReading | None) -> tuple[Exact | None, Exact | None]:
        """Numerator and denominator of a percentage: from columns beside it, or from their own rows."""
        if column.numerator is not None and column.denominator is not None:
            found = [self._plain(cells[at] if at < len(cells) else None, at) for at in (column.numerator, column.denominator)]
            return found[0], found[1]
        if reading is not None and reading.numerator is not None and reading.denominator is not None:
            at, rows = column.index, self.sheet.rows
            above = [rows[r][at] if at < len(rows[r]) else None for r in (reading.numerator, reading.denominator)]
            return self._plain(above[0], at), self._plain(above[1], at)
        return None, None

    def _own_counts(self, column: ColumnReading, cells: Row) -> int:
        """How many count cells of this row share the fate of this percentage (those it is the first to use)."""
        if column.numerator is None and column.denominator is None:
            return 0
        own = [at for at in (column.numerator, column.denominator) if at is not None and self._first_user.get(at) == column.index]
        return sum(at < len(cells) and cells[at] is not None and self._plain(cells[at], at) is not None for at in own)

    def _others(self, index: int, cells: Row, period: Period | None, labels: Labels | None, kept: bool) -> None:
        """Every cell of the row that is no figure: counted, and kept where it says something about the figures."""
        width = len(cells)
        for at, reason in self._fates:
            if at < width and cells[at] is not None:
                self.left_out[reason] += 1
        if width > self._width:
            self.left_out[Reason.NOTE.value] += sum(value is not None for value in cells[self._width :])
        for at in self._counts:
            if at < width and cells[at] is not None:
                self._count_cell(at, cells[at], kept)
        if labels is None:
            return
        owner = (labels.measure_of(self._values[0]), labels.org_unit_of(self._values[0]))
        for column in self._beside:
            if column.index < width and cells[column.index] is not None:
                self._stand_beside(index, column, cells[column.index], period, labels)
        if owner not in self.attributes or self.table.form == "across":
            self._attributes(owner, cells, labels)

    def _count_cell(self, at: int, value: CellValue, kept: bool) -> None:
        number = self._plain(value, at)
        self._add(self._coef_read, at, number)
        if number is None:
            self.left_out[Reason.EMPTY_STATE.value] += 1
        elif kept:
            self.kept += 1
            self._add(self._coef_kept, at, number)
        else:
            self.refused += 1

    def _stand_beside(self, index: int, column: ColumnReading, value: CellValue, period: Period | None, labels: Labels) -> None:
        """A comment, a RAG mark or a target, on its own period or that of the row."""
        own = self._fixed.get(column.index, period)
        figure = self._value_by_index.get(column.of if column.of is not None else -1, self._values[0])
        owner = (labels.measure_of(figure), labels.org_unit_of(figure))
        text, place = _shown(value).strip(), (self.sheet.name, a1(index, column.index))
        if column.role is Role.COMMENT:
            self.left_out[Reason.NOTE.value] += 1
            self.remarks.append((*owner, own, text, *place))
            return
        if column.role is Role.STATUS:
            self.left_out[Reason.LABEL.value] += 1
            self.statuses.append((*owner, own, text, *place))
            return
        number = self._plain(value, column.index)
        self._add(self._coef_read, column.index, number)
        if number is None:
            self.left_out[Reason.LABEL.value] += 1
            self.attributes.setdefault(owner, {})[column.head or "target"] = text
            return
        self.kept += 1
        self._add(self._coef_kept, column.index, number)
        day = self._target_day(column, own)
        if day is not None:
            self.targets.append((*owner, Target(number, day, column.head), *place))

    def _target_day(self, column: ColumnReading, period: Period | None) -> date | None:
        """The last day of the target's own period, of the year its head names, or of the last period of the table."""
        if column.span is not None and period is not None:
            return period.end - timedelta(days=1)
        named = year_in(column.head)
        whole = None if named is None else year_read(named, self.periods.parser.calendar)
        if whole is not None:
            return whole.period.end - timedelta(days=1)
        if self.table.form == "down":
            return None if period is None else period.end - timedelta(days=1)
        if says(vocabulary.WHOLE_YEAR, column.head):
            return self._year_end()
        ends = [self._fixed[c.index].end for c in self._values if c.index in self._fixed]
        return max(ends) - timedelta(days=1) if ends else None

    def _year_end(self) -> date | None:
        """The last day of the year that the table's last period lies in: a fiscal year where its periods rest on one."""
        spans = [c.span for c in self._values if c.span is not None]
        if not spans:
            return None
        last = max(spans, key=lambda span: span.start)
        calendar = self.periods.parser.calendar
        month = calendar.fiscal_start or (4 if last.assumed == "fiscal" else 1)
        start = date.fromisoformat(last.start)
        return date(start.year + (start.month >= month), month, 1) - timedelta(days=1)

    def _attributes(self, owner: Owner, cells: Row, labels: Labels) -> None:
        named = self.attributes.setdefault(owner, {})
        for column in self._kept_beside:
            if column.role is Role.MEASUREMENT_UNIT or column.index >= len(cells) or cells[column.index] is None:
                continue
            text = _shown(cells[column.index]).strip()
            if text:
                key = column.role.value if column.role in (Role.OWNER, Role.DIRECTION) else column.head or column.role.value
                named[key] = " ".join(text.split())
        unit = self.names.unit_of(cells)
        if unit:
            named["measurement_unit"] = unit
        for column in self._values:
            if column.unit:
                own = self.attributes.setdefault((labels.measure_of(column), labels.org_unit_of(column)), {})
                own["measurement_unit"] = column.unit

    def _close(self) -> None:
        """Sums as exact decimals, assumed year starts, problems of one kind beyond the number listed, percentages' forms."""
        for column in sorted(self._figure_columns):
            self.sums_read[column] = _sum(self._coef_read, column)
            self.sums_kept[column] = _sum(self._coef_kept, column)
        for value in self._values:
            if value.span is not None and value.span.assumed is not None:
                cell = a1(max(self.table.head_rows, default=0), value.index)
                self._assumed.setdefault(value.span.assumed, (cell, value.head, value.span.start))
        for kind, (cell, label, start) in self._assumed.items():
            self.problems.append(
                Problem("assumed_year_start", Place(self.sheet.name, cell), {"label": label, "kind": kind, "start": start})
            )
        for code, n in self._alike.items():
            if n > MOST_ALIKE:
                self.problems.append(Problem("and_more", Place(self.sheet.name), {"n": n - MOST_ALIKE, "problem": code}))
        for owner, forms in self._forms.items():
            named = self.attributes.setdefault(owner, {})
            named["percent_forms"] = " ".join(sorted(forms))
            if len(forms) == 1:
                named["measurement_unit"] = next(iter(forms))


def _sum(sums: dict[tuple[int, int], int], column: int) -> Decimal:
    """An exact sum of coefficients by scale."""
    scales = {scale: coef for (at, scale), coef in sums.items() if at == column}
    most = max(scales, default=0)
    total = sum(coef * 10 ** (most - scale) for scale, coef in scales.items())
    return Exact(total, most).decimal


def _not_a_figure(value: CellValue) -> str:
    if isinstance(value, CellError):
        return "error_cell"
    if isinstance(value, Uncalculated):
        return "not_calculated"
    if isinstance(value, (time, timedelta)):
        return "duration_cell"
    return "date_cell" if isinstance(value, (date, datetime)) else "not_a_number"


def _shown(value: CellValue) -> str:
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, Uncalculated):
        return value.formula
    return str(value)[:200]


def _of_float(value: float) -> NumberRead | Refused:
    """A number cell in scientific notation; one that is no number, or too large to be worked with, is refused."""
    if not isfinite(value):
        return Refused("not_a_number")
    figure = number_of(value)
    return NumberRead(figure) if abs(figure.decimal) <= LARGEST_FIGURE.decimal else Refused("number_too_long")
