"""Reading one table cell by cell, by its proposed roles. The loops here run over every figure of a file."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from math import isfinite

from groundswell.domain.measurement.definition import Target
from groundswell.domain.measurement.exact import LARGEST_FIGURE, Exact
from groundswell.domain.measurement.observation import Observation, Presence, Status
from groundswell.domain.measurement.period import Period
from groundswell.engine.figure_tally import FigureTally, shown
from groundswell.engine.marks import split_mark
from groundswell.engine.numbers import NumberRead, Refused, clock_of, number_of, of_cell, read_number
from groundswell.engine.periods import year_read
from groundswell.engine.plain_rows import PlainRows
from groundswell.engine.proposal import ColumnReading, ReadingOptions, Reason, Role, RowReading, TableReading
from groundswell.engine.series_units import PERCENT, Owner
from groundswell.engine.sources.workbook import CellError, CellValue, Row, Sheet, Uncalculated, a1, column_name
from groundswell.engine.table_names import Labels, RowNames
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.heads import period_mark, year_in
from groundswell.engine.tables.marks import status_by
from groundswell.engine.tables.masking import masked
from groundswell.engine.tables.row_periods import NO_PERIOD, RowPeriods
from groundswell.engine.tables.unit_lines import counts_otherwise
from groundswell.engine.tables.vocabulary import says
from groundswell.errors import Place, Problem, Value

Line = tuple[int, Row, RowReading | None]
"""A row under way: its index, its cells, and what was said of it."""
BLANK = NumberRead(None, Presence.MISSING)
_FATES = {Role.COMMENT: Reason.NOTE, Role.HEAD: Reason.HEAD, Role.NOTE: Reason.NOTE, Role.SECTION: Reason.LABEL}


class TableReader(FigureTally):
    """One pass over a table's rows. After :meth:`read`: ``found`` (observation, column, cells it took) and all counts."""

    def __init__(self, sheet: Sheet, table: TableReading, options: ReadingOptions) -> None:
        super().__init__(masked(sheet, table.region))
        self.table = table
        self.names = RowNames(self.sheet, table, sheet)
        self.periods = RowPeriods(table, options)
        self.states: list[Observation] = []
        self.blanks: list[Observation] = []
        self.targets: list[tuple[str, str | None, Target, str, str]] = []
        self.remarks: list[tuple[str, str | None, Period | None, str, str, str]] = []
        self.statuses: list[tuple[str, str | None, Period | None, str, str, str]] = []
        self._assumed: dict[str, tuple[str, str, str]] = {}
        self._texts: dict[int, dict[str, NumberRead | Refused]] = defaultdict(dict)
        self._breaks: set[object] = set()
        self._values = table.with_role(Role.VALUE)
        self._letters = {c.index: column_name(c.index) for c in table.columns}
        self._marks = {c.index: c.decimal_mark for c in table.columns}
        self._clocks = {c.index: clock_of(f"{c.head} {c.unit}") for c in table.columns}
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
        self._status = {mark: Status(status) for mark, status in table.marks.items()}
        self._head_marks = {c.index: mark for c in self._values if (mark := period_mark(c.head, self.periods.parser))}
        self._row_mark = ""
        steady = self._plain_columns()
        self._plain_rows = None if steady is None else PlainRows(self.sheet.name, *steady, self._number)
        self._by_rows = bool(self.periods.columns) and any(c.year or c.part for c in self._values)

    def read(self) -> None:
        """Read all rows; afterwards every filled cell of the table's region has been counted once."""
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
        plain = self._plain_rows
        if plain is not None and reading is None and filled == self._width == len(cells):
            labels = self.names.of(index, cells)
            if labels is not None and plain.read(index, cells, labels, self.found):
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
        fate = "kept" if self.kept > before[0] else "refused" if self.refused > before[1] else "left_out"
        self.rows[fate] += 1
        if fate == "left_out":
            self._rows_left_out.add(index)

    def _plain_columns(self) -> tuple[int, list[ColumnReading]] | None:
        """The period's column and those of figures, where rows are as in a long table: nothing beside a figure says more of it."""
        alone = self.table.form == "down" and len(self.periods.columns) == 1 and self.periods.period is not None
        if not alone or self.table.flags or self._counts or self._beside or self._percent or self._fixed or self._head_marks:
            return None
        if any(column.refused or column.year or column.part or column.denominator is not None for column in self._values):
            return None
        period = self.periods.columns[0]
        return None if period.fill_down else (period.index, self._values)

    def _add_plain(self) -> None:
        """What the plain rows add to all counts and sums."""
        rows = 0 if self._plain_rows is None else self._plain_rows.rows
        if self._plain_rows is not None and rows:
            self.rows.update(read=rows, kept=rows)
            self.kept += rows * len(self._values)
            for _, reason in self._fates:
                self.left_out[reason] += rows
            for key, coef in self._plain_rows.sums.items():
                self._coef_read[key] += coef
                self._coef_kept[key] += coef

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
                read = seen[value] = read_number(value, self._marks[column], self._clocks[column])  # type: ignore[index,arg-type]
            return read
        if value is None:
            return BLANK
        if kind is float:
            text = repr(value)
            if "e" in text or "n" in text:
                return _of_float(value)  # type: ignore[arg-type]
            whole, _, part = text.partition(".")
            return NumberRead(Exact(int(whole + part), len(part)))
        if isinstance(value, (time, timedelta)):
            length, unit = of_cell(value)
            return NumberRead(length, mark=str(value), unit=unit)
        return Refused(_not_a_figure(value))

    def _figures(self, index: int, cells: Row, reading: RowReading | None) -> None:
        """One row that is read: its period, its names, its figures, and what stands beside them."""
        width = len(cells)
        own: tuple[Period, str | None] | str | None = None
        if self.table.form == "down":
            own = self.periods.of(cells)
            self._row_mark = self.periods.mark(cells)
        labels = self.names.of(index, cells)
        before, line = len(self.found), (index, cells, reading)
        for column in self._values:
            at = column.index
            value = cells[at] if at < width else None
            if column.refused or (reading is not None and reading.refused):
                self._refuse_silently(at, value)
                continue
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
        if labels is not None and isinstance(own, tuple) and self._plain_rows is not None and not self._row_mark:
            self._plain_rows.remember(cells, own[0], labels)

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
            flag = self._flag(column.index, cells) if self.table.flags else ""
            read = read_number(flag, ".") if flag else BLANK
            said = isinstance(read, NumberRead) and read.value is None and read.bound is None
            (self.states if flag else self.blanks).append(
                Observation(
                    labels.measure_of(column),
                    labels.org_unit_of(column),
                    period,
                    None,
                    read.presence if said else Presence.MISSING,  # type: ignore[union-attr]
                    mark=flag,
                    sheet=self.sheet.name,
                    cell=a1(index, column.index),
                )
            )

    def _refuse(self, code: str, index: int, column: int, value: CellValue, **values: Value) -> None:
        if value is None:
            return
        self.refused += 1
        self._add(self._coef_read, column, self._plain(value, column))
        self._say(code, index, column, {"text": shown(value), **values})

    def _refuse_silently(self, column: int, value: CellValue) -> None:
        """A figure whose problem was said for the whole column or row when the table was found."""
        if value is not None:
            self.refused += 1
            self._add(self._coef_read, column, self._plain(value, column))

    def _figure(self, line: Line, column: ColumnReading, value: CellValue, period: Period, owner: Owner) -> None:
        """One cell of figures: an observation, a state, or a refusal with its address."""
        index, cells, reading = line
        at = column.index
        read = self._number(value, at)
        if isinstance(read, Refused) and read.code == "duration_unclear" and isinstance(value, str):
            read = read_number(value, self._marks[at], clock_of(owner[0]))
        if isinstance(read, Refused):
            if read.code == "not_a_number" and type(value) is str and not any(c.isdecimal() for c in value):
                self._words[owner].append((index, at, value, period.start.isoformat()))
                return
            code = value.problem if read.code == "error_cell" and isinstance(value, CellError) else read.code
            self._refuse(code, index, at, value, measure=owner[0], start=period.start.isoformat())
            return
        self._add(self._coef_read, at, read.value)
        if read.value is not None and (read.unit == PERCENT or (self._percent and (index, at) in self.sheet.percent)):
            self._forms[owner].add(PERCENT if read.unit == PERCENT else "share")
        numerator, denominator = self._pair(column, cells, reading)
        presence, number, mark, status = read.presence, read.value, read.mark, read.status
        flag = self._flag(at, cells) if self.table.flags else ""
        said = flag or self._head_marks.get(at) or self._row_mark
        if presence is Presence.VALUE and (said or mark):
            mark, status = self._settled_mark(read, said)
            if status is Status.BREAK_BEFORE:
                self._propose_break((index, at), owner[0], period, own=bool(flag))
        paired = column.denominator is not None or (reading is not None and reading.denominator is not None)
        if paired and denominator is not None and denominator.coef <= 0:
            self._say("denominator_not_positive", index, at, {"measure": owner[0], "denominator": str(denominator)})
            presence, number, mark = Presence.UNDEFINED, None, mark or shown(value)
        observation = Observation(
            owner[0],
            owner[1],
            period,
            number,
            presence,
            status,
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
            if read.unit:
                self._units.by_place[len(self.found)] = read.unit
                if isinstance(value, (time, timedelta)):
                    self._times.append(len(self.found))
            self.found.append((observation, at, 1 + self._own_counts(column, cells)))
        else:
            if value is not None:
                self.left_out[Reason.EMPTY_STATE.value] += 1
            (self.states if mark or presence is not Presence.MISSING else self.blanks).append(observation)

    def _settled_mark(self, read: NumberRead, said: str) -> tuple[str, Status]:
        """The mark kept with a figure, and how settled it is: by its own mark, as the sheet explains it, else by that of its period."""
        own = split_mark(read.mark)[1] if read.mark and self._status else ""
        status = status_by(self._status, own) if own else read.status
        if status is Status.FINAL and said:
            status = status_by(self._status, said)
        return read.mark or said, status

    def _propose_break(self, place: tuple[int, int], measure: str, period: Period, own: bool) -> None:
        """A break before a period is said once for a head or a row, and for each figure that bears its own mark."""
        index, at = place
        head = at in self._head_marks and not own
        key: object = at if head else (index, period) if self._row_mark and not own else (index, at)
        if key not in self._breaks:
            self._breaks.add(key)
            row = max(self.table.head_rows, default=index) if head else index
            self._say("break_proposed", row, at, {"measure": measure, "start": period.start.isoformat()})

    def _flag(self, at: int, cells: Row) -> str:
        """What the column of flags beside a figure says of it, as written."""
        column = self.table.flags.get(at)
        return "" if column is None or column >= len(cells) or cells[column] is None else shown(cells[column]).strip()

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
        text, place = shown(value).strip(), (self.sheet.name, a1(index, column.index))
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
            self._keep_target_text(owner, column, text, index)
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
            text = shown(cells[column.index]).strip()
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
            elif self.table.unit and not unit:
                measure = labels.measure_of(column)
                if not counts_otherwise(measure):
                    self.attributes.setdefault((measure, labels.org_unit_of(column)), {}).setdefault("measurement_unit", self.table.unit)

    def _close(self) -> None:
        """Sums as exact decimals, assumed year starts, problems of one kind beyond the number listed, percentages' forms."""
        self._add_plain()
        self.settle(self._figure_columns)
        for value in self._values:
            if value.span is not None and value.span.assumed is not None:
                cell = a1(max(self.table.head_rows, default=0), value.index)
                self._assumed.setdefault(value.span.assumed, (cell, value.head, value.span.start))
        for kind, (cell, label, start) in self._assumed.items():
            self.problems.append(
                Problem("assumed_year_start", Place(self.sheet.name, cell), {"label": label, "kind": kind, "start": start})
            )
        self.close()


def _not_a_figure(value: CellValue) -> str:
    if isinstance(value, CellError):
        return "error_cell"
    if isinstance(value, Uncalculated):
        return "not_calculated"
    return "date_cell" if isinstance(value, (date, datetime)) else "not_a_number"


def _of_float(value: float) -> NumberRead | Refused:
    """A number cell in scientific notation; one that is no number, or too large to be worked with, is refused."""
    if not isfinite(value):
        return Refused("not_a_number")
    figure = number_of(value)
    return NumberRead(figure) if abs(figure.decimal) <= LARGEST_FIGURE.decimal else Refused("number_too_long")
