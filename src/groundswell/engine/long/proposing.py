"""Proposing how the rows of a long table become figures: what happened when and where, what is counted, and what must not be added up."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.long.grouping import Count, Counted, Filter, Grouping
from groundswell.engine.long.heads import LongSheet, key_text, long_sheets
from groundswell.engine.long.profiles import ColumnProfile, Profile, Sort, profile
from groundswell.engine.proposal import ReadingOptions
from groundswell.engine.sources.workbook import Workbook
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.grid import blank
from groundswell.engine.tables.vocabulary import says, words

MOST_MEASURES = 12
"""Columns of figures that are proposed all at once; of more, the first three are, and a person adds others."""
FEW_MEASURES = 3
LOOKED_AT = 20_000
MOST_PLACES = 500
_DATED_BY = re.compile(
    r"(?<![a-z])(?:created|opened|open|received|reported|report|start|started|issued|registered|lodged|logged|occurred|incident|event"
    r"|determined|decided|inspection|eingang|date)(?![a-z])"
)
_LATER = re.compile(r"(?<![a-z])(?:due|modified|updated|update|closed|expected|target|output|birth|last)(?![a-z])")


@dataclass(frozen=True, slots=True)
class LongProposal:
    """The columns of a file of rows, and a first grouping of them. ``cases``: a row seems to be a case, not a figure."""

    profile: Profile
    grouping: Grouping
    cases: bool


def propose_grouping(workbook: Workbook, options: ReadingOptions, name: str = "") -> LongProposal | None:
    """A first grouping of a workbook's long sheets, ``name`` for what is counted; None where no column says when."""
    sheets = long_sheets(workbook)
    if not sheets:
        return None
    return propose_from(sheets, profile(sheets), options, name)


def propose_from(sheets: Sequence[LongSheet], found: Profile, options: ReadingOptions, name: str) -> LongProposal | None:
    """The same from columns that were looked at already; of large files ``sheets`` hold the first rows alone."""
    when = _when(found)
    return None if when is None else _proposed(sheets, found, when, options, name)


def _when(found: Profile) -> tuple[ColumnProfile, ColumnProfile | None] | None:
    """The column that dates a row, and for a bare year the one with its month or quarter."""
    days = [column for column in found.of(Sort.DATE) if column.days]
    labels = [column for column in found.of(Sort.DATE) if not column.days]
    years, parts = found.of(Sort.YEAR), found.of(Sort.PART)
    if days:
        return min(days, key=_less_likely), None
    if labels:
        return labels[0], None
    if years:
        return years[0], next((part for part in parts if part.distinct > 1), None)
    return None


def _less_likely(column: ColumnProfile) -> tuple[int, int, int, int]:
    head = words(column.name)
    empty = column.blanks * 20 > column.filled
    return int(empty), int(_LATER.search(head) is not None), int(_DATED_BY.search(head) is None), column.index


def _proposed(
    sheets: Sequence[LongSheet], found: Profile, when: tuple[ColumnProfile, ColumnProfile | None], options: ReadingOptions, name: str
) -> LongProposal:
    date_column, part = when
    table = _Table(sheets, found)
    filters = _levels(found, table)
    filters += [one for column in found.of(Sort.CATEGORY) if (one := _totals(column, {f.column for f in filters}, filters, table))]
    orgs = _where(found, filters, table)
    dates = [date_column.name, *([part.name] if part else [])]
    labels = [column.name for column in found.of(Sort.PLACE, Sort.CATEGORY, Sort.CODE) if column.distinct > 1]
    unique, dense = table.unique([*dates, *labels]), table.dense(dates, labels)
    numbers, rates = [c for c in found.of(Sort.NUMBER) if c.distinct > 1], found.of(Sort.RATE)
    cases = not (unique and dense and (numbers or rates)) and (date_column.days or not numbers)
    if cases:
        measures: tuple[Counted, ...] = (Counted(name or "?", Count.ROWS),)
        filters, orgs = [], _where(found, [], table)
    else:
        alone = table.unique([*dates, *orgs], filters)
        measures = _measures(numbers, rates, alone)
        if not measures:
            measures = (Counted(name or "?", Count.ROWS),)
    splits_open = [c.name for c in found.of(Sort.CATEGORY) if c.listed and c.name not in {f.column for f in filters}]
    grouping = Grouping(
        date=date_column.name,
        part=part.name if part else "",
        measures=measures,
        cadence=_cadence(date_column, cases) if date_column.days else None,
        org_units=orgs,
        filters=tuple(filters),
        added_up=tuple(splits_open) if not cases and not table.unique([*dates, *orgs], filters) else (),
        day_first=date_column.day_first,
        zone=None if date_column.offsets else "",
        year_start=options.fiscal_start or 1,
        school=says(vocabulary.SCHOOL_HEAD, date_column.name) or table.says_academic(),
        zeros=cases,
        blanks_add_nothing=cases,
    )
    return LongProposal(found, grouping, cases)


def _measures(numbers: list[ColumnProfile], rates: list[ColumnProfile], alone: bool) -> tuple[Counted, ...]:
    """Counts are added up; a rate is only proposed where each figure stands in a row of its own."""
    every = sorted([*numbers, *(rates if alone else [])], key=lambda column: column.index)
    chosen = every if len(every) <= MOST_MEASURES else every[:FEW_MEASURES]
    return tuple(Counted(column.name, Count.ONLY if column.sort is Sort.RATE else Count.SUM, column.name) for column in chosen)


def _cadence(column: ColumnProfile, cases: bool) -> Cadence | None:
    """Months where there are enough of them for a chart, else weeks, else days; figures that have periods already keep them."""
    if not cases or column.first is None or column.last is None:
        return None
    days = (column.last - column.first).days
    return Cadence.MONTH if days > 300 else Cadence.WEEK if days > 50 else Cadence.DAY


def _levels(found: Profile, table: "_Table") -> list[Filter]:
    """A column that says how large a place is: one level alone is kept, that of the most rows, or the same place is counted twice."""
    for column in found.of(Sort.CATEGORY):
        if not 1 < column.distinct <= 8:
            continue
        for place in (*found.of(Sort.PLACE, Sort.CODE), *found.of(Sort.CATEGORY)):
            if place is column or not place.blanks or place.distinct < 3:
                continue
            shares = table.filled_by(column.name, place.name)
            if len(shares) > 1 and all(n in (0, of) for n, of in shares.values()) and {n == 0 for n, _ in shares.values()} == {True, False}:
                most = max((value for value, (n, _) in shares.items() if n), key=lambda value: shares[value][1])
                return [Filter(column.name, (most,))]
    return []


def _totals(column: ColumnProfile, taken: set[str], before: list[Filter], table: "_Table") -> Filter | None:
    """A dimension with its total among its parts: the total alone is kept, and nothing is counted twice."""
    if column.name in taken or not column.listed:
        return None
    present = table.values_of(column.name, before)
    totals = [text for text in present if text and says(vocabulary.TOTAL, text) and len(words(text).split()) <= 4]
    return Filter(column.name, (totals[0],)) if len(totals) == 1 and len(present) > 1 else None


def _where(found: Profile, filters: list[Filter], table: "_Table") -> tuple[str, ...]:
    """The column of place names: filled in nearly every row that is kept, and not the same nearly everywhere.

    Of several, the coarsest; under a level that was chosen, the one that tells its places apart.
    """
    candidates: list[tuple[tuple[int, int], str]] = []
    for column in found.of(Sort.PLACE):
        values = table.values_of(column.name, filters)
        rows, empty = sum(values.values()), values.pop("", 0)
        named = rows - empty
        if empty * 10 > rows or not 1 < len(values) <= MOST_PLACES or max(values.values()) * 20 > named * 19:
            continue
        if not filters and len(values) * 2 > rows:
            continue
        candidates.append(((-len(values) if filters else len(values), column.index), column.name))
    return (min(candidates)[1],) if candidates else ()


class _Table:
    """Questions about combinations of columns, over the first rows of the sheets."""

    def __init__(self, sheets: Sequence[LongSheet], found: Profile) -> None:
        self.names = [column.name for column in found.columns]
        self.rows: list[list[str]] = []
        for long in sheets:
            places = [long.column(name) for name in self.names]
            for cells in long.sheet.rows[long.first : long.first + LOOKED_AT - len(self.rows)]:
                if any(not blank(value) for value in cells):
                    self.rows.append([key_text(cells[at]) if at is not None and at < len(cells) else "" for at in places])
        self._at = {name: n for n, name in enumerate(self.names)}

    def kept(self, filters: Sequence[Filter]) -> list[list[str]]:
        wanted = [(self._at[one.column], set(one.kept)) for one in filters]
        return [row for row in self.rows if all(row[at] in kept for at, kept in wanted)]

    def values_of(self, name: str, filters: Sequence[Filter]) -> Counter[str]:
        at = self._at[name]
        return Counter(row[at] for row in self.kept(filters))

    def unique(self, names: Sequence[str], filters: Sequence[Filter] = ()) -> bool:
        """Whether no two rows have the same values in these columns (one in fifty may)."""
        at, rows = [self._at[name] for name in names], self.kept(filters)
        return len({tuple(row[n] for n in at) for row in rows}) * 50 >= len(rows) * 49

    def dense(self, dates: Sequence[str], labels: Sequence[str]) -> bool:
        """Whether the combinations of labels come back period after period, as figures do and cases do not."""
        times = {tuple(row[self._at[name]] for name in dates) for row in self.rows}
        lines = {tuple(row[self._at[name]] for name in labels) for row in self.rows}
        return len(self.rows) * 10 >= len(times) * len(lines) * 3

    def filled_by(self, name: str, other: str) -> dict[str, tuple[int, int]]:
        """For each value of a column: rows in which another one is filled, and all its rows."""
        at, beside = self._at[name], self._at[other]
        filled: Counter[str] = Counter(row[at] for row in self.rows if row[beside])
        return {value: (filled[value], times) for value, times in Counter(row[at] for row in self.rows).items()}

    def says_academic(self) -> bool:
        return bool(self.rows) and any(words(value) in ("academic year", "school year") for value in self.rows[0])


def over_what(grouping: Grouping, found: Profile) -> list[ColumnProfile]:
    """Dimensions that the grouping neither filters to one value nor keeps apart: figures are added up over them."""
    named = {grouping.date, grouping.part, *grouping.org_units, *grouping.split_by}
    single = {one.column for one in grouping.filters if len(one.kept) == 1}
    sums = {column for measure in grouping.measures for column in measure.columns}
    return [c for c in found.of(Sort.CATEGORY, Sort.PLACE) if c.distinct > 1 and c.name not in named | single | sums]


