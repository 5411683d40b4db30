"""The tally of a large text file by DuckDB: every cell is text first and cast exactly; what does not cast is read by our own readers.

It says the same as :func:`groundswell.engine.long.tally.tally`, digit by digit, or (None) that it cannot: then the plain way is gone.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb

from groundswell.engine.long.dates import RowDates
from groundswell.engine.long.grouping import Grouping
from groundswell.engine.long.heads import key_text
from groundswell.engine.long.outcome import SourceSheet
from groundswell.engine.long.tally import (
    EXAMPLES,
    JOINED,
    WITHOUT_ORG,
    WITHOUT_PART,
    CellTally,
    Figures,
    Key,
    Places,
    Refusal,
    SheetTally,
    Tally,
    figure_columns,
    figure_of,
)
from groundswell.engine.long.text_file import TextFile
from groundswell.engine.numbers import NumberRead, Refused, find_decimal_mark
from groundswell.engine.proposal import ReadingOptions
from groundswell.engine.sources.duck import locked_down, text
from groundswell.engine.sources.workbook import ERROR_TEXTS, CellError, CellValue, a1

SAMPLED = 2_000
LONGEST = 18
"""Digits of a plain number: what DuckDB adds up as whole numbers of 64 bits, into sums of 38 digits."""
LONGEST_DAY = 11
_UNCLEAR = "-?[1-9][0-9]{0,2}[.][0-9]{3}"
_TIMED_ISO = "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,6})?)?"
_TIMED_SLASH = "[0-9]{1,2}/[0-9]{1,2}/[0-9]{4} [0-9]{1,2}:[0-9]{2}(:[0-9]{2})?( [AP]M)?"


@dataclass(frozen=True, slots=True)
class _Column:
    """A figure column in SQL: which of its texts are plain numbers of at most ``scale`` decimals after ``sign``."""

    at: int
    mark: str | None
    plain: str
    scale: int
    sign: str


def tally_by_duck(file: TextFile, grouping: Grouping, options: ReadingOptions, progress: Callable[[int], None]) -> Tally | None:
    """The tally of a text file; None where DuckDB does not read it as we do. Raises UserError where a column is not there."""
    places = Places.of(grouping, file.long.column)
    with locked_down(file.path) as connection:
        try:
            rows = load_texts(connection, file, sorted({*places.labels, *places.figures}))
            if rows is None:
                return None
            progress(rows)
            return _Tallying(connection, file, places, grouping, options).whole()
        except duckdb.OutOfMemoryException:
            raise
        except (duckdb.InvalidInputException, duckdb.ConversionException, duckdb.OutOfRangeException, duckdb.IOException):
            return None  # a row too wide, a quote left open, a sum of more digits than 38: our own reader says what and where


def source_of(file: TextFile, grouping: Grouping, rows: int) -> SourceSheet:
    """What addresses need of the file's one sheet."""
    places = Places.of(grouping, file.long.column)
    last = a1(file.long.head_row + rows, max(len(file.long.names) - 1, 0))
    return SourceSheet(0, file.long.sheet.name, f"A1:{last}", file.long.head_row, places.date, tuple(places.figures))


def load_texts(connection: duckdb.DuckDBPyConnection, file: TextFile, wanted: Iterable[int]) -> int | None:
    """These columns as text in a table "raw" (``c0`` …, and how many cells of the row are ``filled``), and how many rows it has.

    None where the count of lines says that rows were lost.
    """
    width = len(file.long.names)
    columns = ", ".join(f"'c{n}': 'VARCHAR'" for n in range(width))
    filled = " + ".join(f"(c{n} IS NOT NULL)::INTEGER" for n in range(width))
    for parallel in ("true", "false"):
        try:
            connection.execute("DROP TABLE IF EXISTS raw")
            connection.execute(
                f"CREATE TABLE raw AS SELECT {filled} AS filled, {', '.join(f'c{n}' for n in wanted)} "
                f"FROM read_csv({text(str(file.path))}, header = false, auto_detect = false, skip = {file.lines_before}, "
                f"columns = {{{columns}}}, delim = {text(file.separator)}, quote = {text(file.quote)}, escape = {text(file.quote)}, "
                "null_padding = true, strict_mode = true, "
                f"max_line_size = 16000000, parallel = {parallel})"
            )
            break
        except duckdb.Error:
            if parallel == "false":
                raise
    rows = int(_one(connection, "SELECT count(*) FROM raw"))
    return None if file.lines is not None and rows != file.lines else rows


def _one(connection: duckdb.DuckDBPyConnection, sql: str) -> Any:
    found = connection.execute(sql).fetchone()
    return None if found is None else found[0]


class _Tallying:
    """Questions to the table of texts, and their answers as a tally."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, file: TextFile, places: Places, grouping: Grouping, options: ReadingOptions
    ) -> None:
        self._sql, self._file, self._places, self._grouping, self._options = connection, file, places, grouping, options
        self._first = file.long.first
        names = figure_columns(grouping)
        self.out = Tally(names, units=[set() for _ in names])
        self.sheet = SheetTally(0, sums_read=[Figures() for _ in names])
        self.out.sheets.append(self.sheet)
        self._fate = "''"
        self._keys = ["dated.s", "dated.e", *(f"c{at}" for at in (*places.orgs, *places.splits))]

    def whole(self) -> Tally:
        self._dates()
        self._fate = self._judged()
        columns = [self._column(at) for at in self._places.figures]
        self._cells(columns)
        for n, column in enumerate(columns):
            self._odd(n, column)
        return self.out

    def _all(self, sql: str) -> list[tuple[Any, ...]]:
        return self._sql.execute(sql).fetchall()

    # --- periods -----------------------------------------------------------------------------------------------------------

    def _dates(self) -> None:
        """Each distinct date text is read once, by the readers of every other file, and joined to its rows."""
        at, part = f"c{self._places.date}", None if self._places.part is None else f"c{self._places.part}"
        self._key, self._part = at, part or "NULL::VARCHAR"
        if (_one(self._sql, f"SELECT max(length({at})) FROM raw") or 0) > LONGEST_DAY:
            iso = "" if self._grouping.zone is None else f"WHEN regexp_full_match({at}, '{_TIMED_ISO}') THEN {at}[1:10] "
            self._key = f"CASE {iso}WHEN regexp_full_match({at}, '{_TIMED_SLASH}') THEN split_part({at}, ' ', 1) ELSE {at} END"
        found = self._all(f"SELECT {self._key} AS k, {self._part} AS p, min(rowid) AS r FROM raw WHERE filled > 0 GROUP BY k, p ORDER BY r")
        head = "" if self._places.part is None else self._file.long.names[self._places.part]
        dates = RowDates(self._grouping, self._options, part_head=head)
        dates.learn({key for key, _, _ in found})
        rows: list[tuple[str | None, str | None, date | None, date | None, str]] = []
        for key, half, row in found:
            dated = dates.of(key, half)
            if isinstance(dated, str):
                rows.append((key, half, None, None, dated))
                continue
            rows.append((key, half, dated.period.start, dated.period.end, ""))
            if dated.day is not None:
                self.out.days.add(dated.day)
            if dated.assumed is not None:
                self.out.assumed.setdefault(dated.assumed, (0, self._first + row))
        self._sql.execute("CREATE TABLE dated (k VARCHAR, p VARCHAR, s DATE, e DATE, code VARCHAR)")
        unnested = ", ".join(f"unnest(?::{kind}[])" for kind in ("VARCHAR", "VARCHAR", "DATE", "DATE", "VARCHAR"))
        self._sql.execute(f"INSERT INTO dated SELECT {unnested}", [list(column) for column in zip(*rows, strict=True)] or [[]] * 5)

    # --- which rows --------------------------------------------------------------------------------------------------------

    def _judged(self) -> str:
        """SQL for the fate of a row: kept (""), filtered, or the code of why it is refused."""
        dropped = [self._not_kept(at, kept) for at, kept in self._places.filters]
        homeless = [self._blank(at) for at in self._places.orgs]
        partless = [self._blank(at) for at in self._places.splits]
        when = [f"WHEN {' OR '.join(dropped)} THEN 'filtered'"] if dropped else []
        when.append("WHEN dated.code <> '' THEN dated.code")
        when += [f"WHEN {' AND '.join(homeless)} THEN '{WITHOUT_ORG}'"] if homeless else []
        when += [f"WHEN {' OR '.join(partless)} THEN '{WITHOUT_PART}'"] if partless else []
        return f"CASE {' '.join(when)} ELSE '' END"

    @property
    def _rows(self) -> str:
        """Every row with its period."""
        same = f"dated.k = {self._key}" if self._all("SELECT count(*) FROM dated WHERE k IS NULL") == [(0,)] else ""
        same = same or f"dated.k IS NOT DISTINCT FROM ({self._key})"
        half = "" if self._places.part is None else f" AND dated.p IS NOT DISTINCT FROM {self._part}"
        return f"raw JOIN dated ON {same}{half}"

    def _values(self, at: int) -> list[str | None]:
        return [value for (value,) in self._all(f"SELECT DISTINCT c{at} FROM raw WHERE filled > 0")]

    def _not_kept(self, at: int, kept: frozenset[str]) -> str:
        return _among(f"c{at}", [value for value in self._values(at) if key_text(value) not in kept])

    def _blank(self, at: int) -> str:
        return _among(f"c{at}", [value for value in self._values(at) if key_text(value) == ""])

    def _examples(self, fate: str) -> list[str]:
        column = f"c{self._places.date}"
        found = self._all(
            f"SELECT {column}, min(raw.rowid) AS r FROM {self._rows} WHERE filled > 0 AND ({self._fate}) = '{fate}' "
            f"AND trim({column}) <> '' GROUP BY 1 ORDER BY r LIMIT {EXAMPLES}"
        )
        return [key_text(value) for value, _ in found]

    # --- figures -----------------------------------------------------------------------------------------------------------

    def _column(self, at: int) -> _Column:
        """How a column's plain numbers are told from its other texts; with more decimals than the first rows suggest they are others."""
        column, mark = f"c{at}", self._mark(at)
        sign = "," if mark == "," else "."
        written = f"length({column}) - instr({column}, '{sign}')"
        sample = f"(SELECT {column} FROM raw WHERE contains({column}, '{sign}') LIMIT {SAMPLED})"
        scale = min(LONGEST - 6, (_one(self._sql, f"SELECT max({written}) FROM {sample}") or 0) + 2)
        digits = f"-?(0|[1-9][0-9]{{0,{LONGEST - scale - 1}}})([{sign}][0-9]{{1,{scale}}})?"
        plain = f"regexp_full_match({column}, '{digits}')"
        if mark is None:
            plain = f"({plain} AND NOT regexp_full_match({column}, '{_UNCLEAR}'))"
        return _Column(at, mark, plain, scale, sign)

    def _mark(self, at: int) -> str | None:
        """The decimal mark by the evidence of every text of the column; a few texts do where the others cannot say otherwise."""
        if self._options.decimal_mark is not None:
            return self._options.decimal_mark
        column = f"c{at}"
        with_mark = f"contains({column}, '.') OR contains({column}, ',')"
        commas = self._all(f"SELECT bool_or(contains({column}, ',')), bool_or({column} LIKE '%.%.%') FROM raw")[0]
        sample = self._all(f"SELECT DISTINCT {column} FROM (SELECT {column} FROM raw WHERE {with_mark} LIMIT {SAMPLED})")
        mark = find_decimal_mark(value for (value,) in sample)
        if not any(commas) and mark in (".", None):
            return mark
        # only whether a digit is a zero matters to the evidence, so texts of one shape are one text
        shapes = self._all(f"SELECT DISTINCT translate({column}, '23456789', '11111111') FROM raw WHERE {with_mark}")
        mark = find_decimal_mark(value for (value,) in shapes)
        return None if mark == "?" else mark

    def _cell(self, values: Sequence[Any]) -> Key:
        orgs, places = len(self._places.orgs), self._places
        names = [key_text(value) for value in values[2:]]
        org_unit = JOINED.join(name for name in names[:orgs] if name) if places.orgs else None
        return Key(0, values[0], values[1], org_unit, tuple(names[orgs:]))

    def _cells(self, columns: Sequence[_Column]) -> None:
        """One pass over all rows: counts and exact sums by fate and cell of the result."""
        labels = " + ".join(f"count(c{at})" for at in sorted(self._places.labels))
        inner = ["raw.rowid AS row", "filled", f"{self._fate} AS fate", *self._keys, *(f"c{at}" for at in self._places.labels)]
        asked = ["count(*)", "min(row)", "sum(filled)", labels]
        for n, one in enumerate(columns):
            inner += [f"c{one.at} IS NULL AS empty{n}", f"CASE WHEN {one.plain} THEN c{one.at} END AS t{n}"]
            asked += [
                f"count(t{n})",
                f"sum(CAST({_with_point(f't{n}', one.sign)} AS DECIMAL({LONGEST}, {one.scale})))",
                f"max(CASE WHEN contains(t{n}, '{one.sign}') THEN length(t{n}) - instr(t{n}, '{one.sign}') END)",
                f"count(*) FILTER (WHERE empty{n})",
            ]
        keys = ["fate", "s", "e", *(f"c{at}" for at in (*self._places.orgs, *self._places.splits))]
        found = self._all(
            f"SELECT {', '.join([*keys, *asked])} FROM (SELECT {', '.join(dict.fromkeys(inner))} FROM {self._rows} WHERE filled > 0) "
            f"GROUP BY {', '.join(keys)} ORDER BY min(row)"
        )
        sheet = self.sheet
        sheet.cells["head"] = sheet.cells["read"] = self._file.filled_before
        for row in found:
            self._take(row, len(keys), len(columns))
        for fate, refusal in sheet.refusals.items():
            refusal.examples += self._examples(fate)

    def _take(self, found: tuple[Any, ...], width: int, columns: int) -> None:
        """One line of the answer: rows of one fate in one cell of the result."""
        fate, sheet = found[0], self.sheet
        rows, first, filled, labels = found[width : width + 4]
        parts = [found[width + 4 + 4 * n : width + 8 + 4 * n] for n in range(columns)]
        sheet.rows["read"] += rows
        sheet.cells["read"] += int(filled)
        for n, (count, total, scale, _) in enumerate(parts):
            _add(sheet.sums_read[n], count, total, scale)
        if fate != "":
            sheet.rows["filtered" if fate == "filtered" else "refused"] += rows
            sheet.cells["filtered" if fate == "filtered" else "refused"] += int(filled)
            if fate != "filtered":
                refusal = sheet.refusals.setdefault(fate, Refusal(0, self._first + first))
                refusal.n += rows
            return
        sheet.rows["kept"] += rows
        sheet.cells["label"] += labels
        sheet.cells["not_used"] += int(filled) - labels - sum(rows - blanks for *_, blanks in parts)
        key = self._cell(found[1:width])
        cell = self.out.cells.get(key)
        if cell is None:
            cell = self.out.cells[key] = CellTally(0, self._first + first, [Figures() for _ in parts])
        cell.rows += rows
        for figures, (count, total, scale, blanks) in zip(cell.figures, parts, strict=True):
            _add(figures, count, total, scale)
            figures.blanks += blanks

    def _odd(self, n: int, column: _Column) -> None:
        """Texts that are no plain numbers (marks, currencies, thousands, words), each distinct one read once."""
        at = f"c{column.at}"
        odd = f"filled > 0 AND {at} IS NOT NULL AND NOT ({column.plain})"
        reads: dict[str, NumberRead | Refused | None] = {}
        for value, times in self._all(f"SELECT {at}, count(*) FROM raw WHERE {odd} GROUP BY 1"):
            read = reads[value] = figure_of(_as_cell(value), column.mark)
            if isinstance(read, NumberRead):
                self.sheet.sums_read[n].add(read, times)
                self.out.units[n] |= {read.unit} - {""}
        if not reads:
            return
        keys, width = ", ".join(self._keys), len(self._keys)
        rows = self._all(
            f"SELECT {keys}, {at}, count(*), min(raw.rowid) AS r FROM {self._rows} WHERE {odd} AND ({self._fate}) = '' "
            f"GROUP BY {keys}, {at} ORDER BY r"
        )
        for found in rows:
            value, times, first = found[width:]
            read = reads[value]
            self.out.cells[self._cell(found[:width])].figures[n].add(read, times)
            if read is None:
                self.sheet.cells["spaces"] += times
            if isinstance(read, Refused):
                self.sheet.unread.setdefault((n, read.code), Refusal()).take(self._first + first, key_text(_as_cell(value)), times)


def _with_point(text_of: str, sign: str) -> str:
    return text_of if sign == "." else f"replace({text_of}, ',', '.')"


def _add(into: Figures, count: int, total: Decimal | None, places: int | None) -> None:
    """A sum of DuckDB's, as a coefficient of the most decimals that its own numbers have; every digit, whatever Decimal's context."""
    if not count or total is None:
        return
    whole, _, part = format(total, "f").partition(".")
    places = places or 0
    coefficient = int(whole + part) // 10 ** (len(part) - places) if len(part) >= places else int(whole + part) * 10 ** (places - len(part))
    into.n += count
    into.sums[places] = into.sums.get(places, 0) + coefficient


def _as_cell(value: str) -> CellValue:
    return CellError(value) if value in ERROR_TEXTS else value


def _among(column: str, values: Iterable[str | None]) -> str:
    """SQL for: the cell is one of these texts, or empty where None is among them."""
    given = list(values)
    texts = [text(value) for value in given if value is not None]
    parts = [f"{column} IN ({', '.join(texts)})"] if texts else []
    parts += [f"{column} IS NULL"] if None in given else []
    return f"({' OR '.join(parts)})" if parts else "false"


