"""Rows counted and added up exactly, cell by cell: what both engines (plain Python here, DuckDB for large files) must agree on."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import NamedTuple

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Presence, Status
from groundswell.engine.long.dates import Dated, RowDates
from groundswell.engine.long.grouping import Grouping
from groundswell.engine.long.heads import LongSheet, key_text
from groundswell.engine.numbers import NumberRead, Refused, find_decimal_mark, number_of, read_number
from groundswell.engine.proposal import ReadingOptions
from groundswell.engine.sources.workbook import CellError, CellValue, Row, Uncalculated
from groundswell.engine.tables.grid import blank
from groundswell.errors import UserError

WITHOUT_ORG, WITHOUT_PART = "rows_without_org", "rows_without_category"
EXAMPLES = 3
JOINED = " / "
SHARE = "share"
"""The unit of 0.05 in a cell that shows 5 %."""


class Key(NamedTuple):
    """One cell of the result: a sheet's share of a period, an org unit and a combination of the split columns."""

    sheet: int
    start: date
    end: date
    org_unit: str | None
    parts: tuple[str, ...]


@dataclass(slots=True)
class Figures:
    """What one column says within one cell of the result. ``sums``: scale → sum of the coefficients of that scale."""

    n: int = 0
    sums: dict[int, int] = field(default_factory=dict)
    blanks: int = 0
    marks: dict[Presence, int] = field(default_factory=dict)
    unread: int = 0
    status: Status = Status.FINAL
    bound: Exact | None = None
    mark: str = ""

    @property
    def total(self) -> Fraction:
        return Fraction(self.exact.coef, 10**self.exact.scale)

    @property
    def exact(self) -> Exact:
        """The sum with every digit."""
        most = max(self.sums, default=0)
        return Exact(sum(coef * 10 ** (most - scale) for scale, coef in self.sums.items()), most)

    @property
    def cells(self) -> int:
        """Filled cells."""
        return self.n + sum(self.marks.values()) + self.unread

    def add(self, read: NumberRead | Refused | None, times: int = 1) -> None:
        """One more cell; None is an empty one."""
        if read is None:
            self.blanks += times
        elif isinstance(read, Refused):
            self.unread += times
        elif read.value is None:
            self.marks[read.presence] = self.marks.get(read.presence, 0) + times
            self.bound, self.mark = read.bound, read.mark
        else:
            self.n += times
            self.sums[read.value.scale] = self.sums.get(read.value.scale, 0) + read.value.coef * times
            if read.status is not Status.FINAL:
                self.status, self.mark = read.status, read.mark

    def join(self, other: "Figures") -> None:
        """Take the same column of another sheet in."""
        self.n += other.n
        self.blanks += other.blanks
        self.unread += other.unread
        for scale, coef in other.sums.items():
            self.sums[scale] = self.sums.get(scale, 0) + coef
        for presence, times in other.marks.items():
            self.marks[presence] = self.marks.get(presence, 0) + times
        if other.status is not Status.FINAL:
            self.status = other.status
        self.bound, self.mark = other.bound or self.bound, other.mark or self.mark


@dataclass(slots=True)
class CellTally:
    """The rows of one cell of the result: how many, the first one's row, and what each figure column says."""

    rows: int
    first: int
    figures: list[Figures]


@dataclass(slots=True)
class Refusal:
    """Rows, or cells, that could not be read for one reason: how many, the first one's row, and a few of the texts."""

    n: int = 0
    row: int = 0
    examples: list[str] = field(default_factory=list)

    def take(self, row: int, text: str, times: int = 1) -> None:
        if not self.n:
            self.row = row
        self.n += times
        if text and text not in self.examples and len(self.examples) < EXAMPLES:
            self.examples.append(text)


@dataclass(slots=True)
class SheetTally:
    """One sheet: rows read = kept + filtered + refused, and where its filled cells went. ``sums_read``: by figure column."""

    index: int
    rows: Counter[str] = field(default_factory=Counter)
    cells: Counter[str] = field(default_factory=Counter)
    """``read``, ``head``, ``label``, ``not_used``, ``filtered``, ``refused``, ``spaces`` (figure cells of white space); the rest stand in
    figure columns of kept rows."""
    sums_read: list[Figures] = field(default_factory=list)
    refusals: dict[str, Refusal] = field(default_factory=dict)
    unread: dict[tuple[int, str], Refusal] = field(default_factory=dict)
    """By figure column and code: cells of kept rows that are no figures."""


@dataclass(slots=True)
class Tally:
    """Everything that was counted. ``days``: those with a row, of all rows whose date was read. ``units``: by figure column."""

    columns: list[str]
    cells: dict[Key, CellTally] = field(default_factory=dict)
    sheets: list[SheetTally] = field(default_factory=list)
    days: set[date] = field(default_factory=set)
    assumed: dict[str, tuple[int, int]] = field(default_factory=dict)
    units: list[set[str]] = field(default_factory=list)


def figure_columns(grouping: Grouping) -> list[str]:
    """The columns that figures are made of, each once, in order."""
    return list(dict.fromkeys(column for measure in grouping.measures for column in measure.columns))


@dataclass(slots=True)
class Places:
    """Where a sheet has the grouping's columns; raises UserError("grouping_column_missing") where it does not."""

    date: int
    part: int | None
    orgs: list[int]
    splits: list[int]
    filters: list[tuple[int, frozenset[str]]]
    figures: list[int]

    @classmethod
    def of(cls, grouping: Grouping, find: Callable[[str], int | None]) -> "Places":
        def at(name: str) -> int:
            index = find(name)
            if index is None:
                raise UserError("grouping_column_missing", {"column": name})
            return index

        return cls(
            at(grouping.date),
            at(grouping.part) if grouping.part else None,
            [at(name) for name in grouping.org_units],
            [at(name) for name in grouping.split_by],
            [(at(one.column), frozenset(one.kept)) for one in grouping.filters],
            [at(name) for name in figure_columns(grouping)],
        )

    @property
    def labels(self) -> set[int]:
        """Columns that are read but hold no figures."""
        halves = {self.date} if self.part is None else {self.date, self.part}
        return (halves | {*self.orgs, *self.splits} | {column for column, _ in self.filters}) - set(self.figures)


def tally(
    sheets: Sequence[LongSheet], grouping: Grouping, options: ReadingOptions, progress: Callable[[int], None] = lambda _: None
) -> Tally:
    """Count and add up the rows of these sheets, each number exactly. Raises UserError where a column is not there."""
    columns = figure_columns(grouping)
    whole = Tally(columns, units=[set() for _ in columns])
    done = 0
    for long in sheets:
        places = Places.of(grouping, long.column)
        reader = reader_of(long, places, grouping, options)
        reader.read(whole, lambda rows, before=done: progress(before + rows))  # type: ignore[misc]
        done += len(long.sheet.rows)
    return whole


def reader_of(long: LongSheet, places: Places, grouping: Grouping, options: ReadingOptions) -> "SheetReader":
    """A reader of one sheet's rows, which knows how its dates and its figures are written."""
    dates = RowDates(grouping, options, part_head="" if places.part is None else long.names[places.part])
    dates.learn({cells[places.date] for cells in long.sheet.rows[long.first :] if places.date < len(cells)})
    return SheetReader(long, places, dates, options)


@dataclass(frozen=True, slots=True)
class Judged:
    """One row. ``code``: why it is refused, where it is."""

    dated: Dated | str
    filtered: bool
    code: str
    org_unit: str | None
    parts: tuple[str, ...]


class SheetReader:
    """Reads the rows of one sheet: one pass over all, or one at a time."""

    def __init__(self, long: LongSheet, places: Places, dates: RowDates, options: ReadingOptions) -> None:
        self._long, self._places, self._dates = long, places, dates
        self._marks = [self._mark_of(column, options) for column in places.figures]
        self._texts: list[dict[str, NumberRead | Refused | None]] = [{} for _ in places.figures]
        self._names: dict[CellValue, str] = {}
        self._percent = long.sheet.percent
        self.out = SheetTally(long.index, sums_read=[Figures() for _ in places.figures])

    def _mark_of(self, column: int, options: ReadingOptions) -> str | None:
        if options.decimal_mark is not None:
            return options.decimal_mark
        rows = self._long.sheet.rows[self._long.first :]
        mark = find_decimal_mark({value for cells in rows if column < len(cells) and isinstance(value := cells[column], str)})
        return None if mark == "?" else mark

    def read(self, whole: Tally, progress: Callable[[int], None]) -> None:
        long, out, labels = self._long, self.out, self._places.labels
        whole.sheets.append(out)
        for row, cells in enumerate(long.sheet.rows):
            filled = len(cells) - cells.count(None)
            out.cells["read"] += filled
            if row < long.first:
                out.cells["head"] += filled
            elif filled:
                self._row(whole, row, cells, filled, labels)
            if row % 5_000 == 0:
                progress(row)

    def _row(self, whole: Tally, row: int, cells: Row, filled: int, labels: set[int]) -> None:
        places, out, width = self._places, self.out, len(cells)
        reads = [self.figure(n, cells[column] if column < width else None) for n, column in enumerate(places.figures)]
        for n, read in enumerate(reads):
            if isinstance(read, NumberRead):
                out.sums_read[n].add(read)
                unit = SHARE if self._percent and (row, places.figures[n]) in self._percent else read.unit
                if unit:
                    whole.units[n].add(unit)
        out.rows["read"] += 1
        judged = self.judge(cells)
        dated = judged.dated
        if isinstance(dated, Dated):
            self._note(whole, row, dated)
        if judged.filtered:
            out.rows["filtered"] += 1
            out.cells["filtered"] += filled
            return
        if judged.code or isinstance(dated, str):
            out.rows["refused"] += 1
            out.cells["refused"] += filled
            value = cells[places.date] if places.date < width else None
            out.refusals.setdefault(judged.code, Refusal()).take(row, key_text(value))
            return
        out.rows["kept"] += 1
        out.cells["label"] += sum(1 for column in labels if column < width and cells[column] is not None)
        used = sum(1 for column in places.figures if column < width and cells[column] is not None)
        out.cells["not_used"] += filled - used - sum(1 for column in labels if column < width and cells[column] is not None)
        period = dated.period
        key = Key(self._long.index, period.start, period.end, judged.org_unit, judged.parts)
        cell = whole.cells.get(key)
        if cell is None:
            cell = whole.cells[key] = CellTally(0, row, [Figures() for _ in reads])
        cell.rows += 1
        for n, read in enumerate(reads):
            cell.figures[n].add(read)
            if read is None and places.figures[n] < width and cells[places.figures[n]] is not None:
                out.cells["spaces"] += 1
            if isinstance(read, Refused):
                out.unread.setdefault((n, read.code), Refusal()).take(row, key_text(cells[places.figures[n]]))

    def _note(self, whole: Tally, row: int, dated: Dated) -> None:
        if dated.day is not None:
            whole.days.add(dated.day)
        if dated.assumed is not None:
            whole.assumed.setdefault(dated.assumed, (self._long.index, row))

    def judge(self, cells: Row) -> Judged:
        """What becomes of a row: read, filtered out, or refused, and why."""
        places, width = self._places, len(cells)
        part = cells[places.part] if places.part is not None and places.part < width else None
        dated = self._dates.of(cells[places.date] if places.date < width else None, part)
        filtered = any((self._name(cells[column]) if column < width else "") not in kept for column, kept in places.filters)
        orgs = [name for column in places.orgs if column < width and (name := self._name(cells[column]))]
        parts = tuple(self._name(cells[column]) if column < width else "" for column in places.splits)
        code = dated if isinstance(dated, str) else WITHOUT_ORG if places.orgs and not orgs else WITHOUT_PART if "" in parts else ""
        return Judged(dated, filtered, code, JOINED.join(orgs) if places.orgs else None, parts)

    def _name(self, value: CellValue) -> str:
        if type(value) is not str:
            return key_text(value)
        found = self._names.get(value)
        if found is None:
            found = self._names[value] = key_text(value)
        return found

    def figure(self, n: int, value: CellValue) -> NumberRead | Refused | None:
        if type(value) is not str:
            return figure_of(value, None)
        seen = self._texts[n]
        if value not in seen:
            seen[value] = figure_of(value, self._marks[n])
        return seen[value]


def figure_of(value: CellValue, mark: str | None) -> NumberRead | Refused | None:
    """A cell of a figure column: a figure or why there is none; None where it is empty."""
    if blank(value):
        return None
    if isinstance(value, str):
        return read_number(value, mark)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        try:
            return NumberRead(number_of(value))
        except ValueError:
            return Refused("not_a_number")
    if isinstance(value, CellError):
        return Refused("error_cell")
    if isinstance(value, Uncalculated):
        return Refused("not_calculated")
    if isinstance(value, (time, timedelta)):
        return Refused("duration_cell")
    return Refused("date_cell" if isinstance(value, (date, datetime)) else "not_a_number")
