"""The period of a row, from its date or from its year and month: one reader for finding the table and for reading it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from groundswell.domain.measurement.period import Cadence, Period, period_of
from groundswell.engine.periods import (
    Ambiguous,
    Calendar,
    Form,
    Part,
    PeriodParser,
    PeriodRead,
    Writing,
    YearLabel,
    combined,
    parse_part,
    parse_year,
    rewritten,
)
from groundswell.engine.proposal import ColumnReading, ReadingOptions, Role, TableReading
from groundswell.engine.sources.workbook import CellValue
from groundswell.engine.tables.down import month_of_number
from groundswell.engine.tables.heads import parse_head, period_mark
from groundswell.engine.tables.spans import REGULAR, as_day, ended, settle
from groundswell.engine.tables.vocabulary import DAY_HEADS, words

NOT_READ = "period_not_read"
NO_PERIOD = "period_missing"


def is_day(column: ColumnReading) -> bool:
    """Whether a part of a period is the day of a month, which stands beside year and month in a column of its own."""
    return column.role is Role.PERIOD_PART and words(column.head) in DAY_HEADS



@dataclass(slots=True)
class RowPeriods:
    """Reads the period cells of one table's rows; each distinct text once.

    ``of`` gives the period and the assumed year start, or a problem code. It must be asked in row order where a
    column is filled down.
    """

    table: TableReading
    options: ReadingOptions
    parser: PeriodParser = field(init=False)
    period: ColumnReading | None = field(init=False)
    year: ColumnReading | None = field(init=False)
    part: ColumnReading | None = field(init=False)
    day: ColumnReading | None = field(init=False)
    cadence: Cadence = field(init=False)
    _seen: dict[CellValue, tuple[Period, str | None] | str] = field(default_factory=dict)
    _marks: dict[str, str] = field(default_factory=dict)
    _indexes: tuple[int, ...] = ()
    _last: dict[int, CellValue] = field(default_factory=dict)
    _heading: YearLabel | None = None
    _looked_at: int = 0

    def __post_init__(self) -> None:
        table, options = self.table, self.options
        columns = {role: next(iter(table.with_role(role)), None) for role in (Role.PERIOD, Role.YEAR)}
        columns[Role.PERIOD_PART] = next((column for column in table.with_role(Role.PERIOD_PART) if not is_day(column)), None)
        self.day = next((column for column in table.with_role(Role.PERIOD_PART) if is_day(column)), None)
        self.period, self.year, self.part = columns[Role.PERIOD], columns[Role.YEAR], columns[Role.PERIOD_PART]
        day_first = options.day_first if self.period is None or self.period.day_first is None else self.period.day_first
        self.parser = PeriodParser(Calendar(options.fiscal_start, options.school_start, day_first, table.school))
        self.cadence = Cadence(table.cadence)
        self._indexes = tuple(column.index for column in self.columns)

    @property
    def columns(self) -> list[ColumnReading]:
        return [column for column in (self.period, self.year, self.part, self.day) if column is not None]

    def of(self, row: list[CellValue], column: ColumnReading | None = None) -> tuple[Period, str | None] | str:
        """The period of a row; ``column`` is a column whose head gives the other half of it (months by years)."""
        if self.period is not None:
            value = self._value(row, self.period)
            try:
                return self._seen[value]
            except KeyError:
                read = self._seen[value] = self._of_full(value)
                return read
        return self._of_halves(row, column)

    def at(self, rows: Sequence[list[CellValue]], row: int) -> tuple[Period, str | None] | str:
        """The period of a row among all rows, asked in row order: years that stand alone above it are taken note of."""
        if self.part is not None and self.part.writing == Writing.YEARS_BETWEEN:
            for above in rows[self._looked_at : row]:
                self.of(above)
            self._looked_at = row
        return self.of(rows[row])

    def read(self, value: CellValue) -> PeriodRead | None:
        """A full period cell by this table's conventions, footnote marks taken off; None where it is none."""
        forms = () if self.period is None or self.period.form is None else (Form(self.period.form),)
        found = settle(self.parser.read(value), forms, self.parser.calendar.day_first)
        if found is not None or not isinstance(value, str):
            return found if found is None or not self.table.ending else ended(found, self.table.ending)
        head = parse_head(value, self.parser)
        if head.year is not None:
            return settle(self.parser.read(year_text(head.year)), forms, None)
        return settle(head.read, forms, self.parser.calendar.day_first) if head.role is Role.VALUE else None

    def mark(self, row: list[CellValue]) -> str:
        """The footnote mark on the period's label of a row ("Apr¹"); "" where it has none."""
        for at in self._indexes:
            value = row[at] if at < len(row) else None
            if type(value) is str:
                found = self._marks.get(value)
                if found is None:
                    found = self._marks[value] = period_mark(value, self.parser)
                if found:
                    return found
        return ""

    def _value(self, row: list[CellValue], column: ColumnReading) -> CellValue:
        value = row[column.index] if column.index < len(row) else None
        if column.writing:
            value = rewritten(value, column.writing)  # type: ignore[assignment]
        if column.fill_down:
            if value is None or value == "":
                return self._last.get(column.index)
            self._last[column.index] = value
        return value

    def _of_full(self, value: CellValue) -> tuple[Period, str | None] | str:
        if value is None or (isinstance(value, str) and not value.strip()):
            return NO_PERIOD
        read = self.read(value)
        if read is not None:
            read = as_day(read, self.table.month_day)
        if read is None:
            return "dates_ambiguous" if isinstance(self.parser.read(value), Ambiguous) else NOT_READ
        period = read.period
        if read.form is Form.DAY and self.cadence in REGULAR:
            period = period_of(period.start, self.cadence)
        return period, read.assumed

    def _of_halves(self, row: list[CellValue], column: ColumnReading | None) -> tuple[Period, str | None] | str:
        year_value = None if self.year is None else self._value(row, self.year)
        part_value = None if self.part is None else self._value(row, self.part)
        day_value = None if self.day is None else self._value(row, self.day)
        if self.part is not None and self.part.writing == Writing.YEARS_BETWEEN:
            heading = self._year_of_label(part_value)
            if heading is not None:
                self._heading = heading
                return NO_PERIOD
        key = (year_value, part_value, day_value, None if column is None else column.index, self._heading)
        if key in self._seen:
            return self._seen[key]  # type: ignore[index]
        year = self._year_of(year_value, column)
        part = self._part_of(part_value, column)
        if year is None or part is None:
            empty = year_value in (None, "") and part_value in (None, "")
            return NO_PERIOD if empty else NOT_READ
        read = combined(self._turned(year, part), part, self.parser.calendar)
        answer: tuple[Period, str | None] | str = NOT_READ if read is None else (read.period, read.assumed)
        if self.day is not None and read is not None:
            answer = self._day_of(read, day_value)
        self._seen[key] = answer  # type: ignore[index]
        return answer

    def _turned(self, year: YearLabel, part: Part) -> YearLabel:
        """The calendar year of a month under a label of a year that does not begin in January, or not when it is assumed to."""
        if not self.table.turn_month or (year.kind != "calendar" and not part.named):
            return year
        return YearLabel(year.first + self.table.turn_shift + (part.number < self.table.turn_month))

    def _day_of(self, month: PeriodRead, value: CellValue) -> tuple[Period, str | None] | str:
        """The day of a month, as the period of the table's cadence that starts on it; 31 February is none."""
        text = str(value)
        if month.form is not Form.MONTH or not text.isdecimal():
            return NOT_READ
        day = month.period.start + timedelta(days=int(text) - 1)
        if not month.period.start <= day < month.period.end:
            return NOT_READ
        return period_of(day, self.cadence if self.cadence in REGULAR else Cadence.DAY), month.assumed

    def _year_of(self, value: CellValue, column: ColumnReading | None) -> YearLabel | None:
        if self.year is not None:
            return self._year_of_label(value)
        if self._heading is not None:
            return self._heading
        given = column.year if column is not None and column.year is not None else None if self.part is None else self.part.year
        return None if given is None else YearLabel(*given)

    def _year_of_label(self, value: CellValue) -> YearLabel | None:
        return parse_year(value) or (parse_head(value, self.parser).year if isinstance(value, str) else None)

    def _part_of(self, value: CellValue, column: ColumnReading | None) -> Part | None:
        if self.part is None:
            return None if column is None or column.part is None else Part(*column.part)
        part = parse_part(value) if isinstance(value, str) and not value.strip().isdecimal() else None
        if part is None and isinstance(value, str) and not value.strip().isdecimal():
            part = parse_head(value, self.parser).part
        return part or month_of_number(value, self.part.head)


def year_text(year: YearLabel) -> str:
    """A year as people write it: "2026", "2025/26", "FY2026"."""
    if year.kind == "calendar":
        return str(year.first)
    return f"FY{year.first + 1}" if year.names_end else f"{year.first}/{(year.first + 1) % 100:02d}"
