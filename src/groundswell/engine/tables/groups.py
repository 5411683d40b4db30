"""Rows of a long table that are the total of others, and rows that give one figure twice."""

from collections import defaultdict
from decimal import Decimal

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.proposal import ColumnReading, Reason, Role, RowReading, TableReading
from groundswell.engine.sources.workbook import Row, a1, column_name
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.arithmetic import SumCheck, compare_sum, figure
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.grid import text_of
from groundswell.engine.tables.row_periods import RowPeriods
from groundswell.engine.tables.vocabulary import says

KEY_ROWS = 5_000
"""Rows by which it is judged whether a row is one figure (and not one case)."""
MOST_TWICE = {True: 5, False: 50}
"""One row in this many may repeat a key with another figure; more, and the rows are cases, or a column that tells them apart is
missing. Tables by the week, month, quarter or year (True) are given more room than those by day."""
FEWEST_PERIODS = 3
FEWEST_SUMS = 3
FEWEST_ROWS = 20

Key = tuple[object, ...]


def _labels(table: TableReading) -> list[ColumnReading]:
    return table.with_role(Role.MEASURE, Role.ORG_UNIT, Role.CATEGORY)


def _row_key(cells: Row, columns: list[int]) -> Key:
    return tuple(cells[c] if c < len(cells) else None for c in columns)


def leave_out_total_rows(ctx: Context, table: TableReading, body: list[int]) -> None:
    """Rows whose label says total, where their figures are the sum of the other rows of the same period and other labels."""
    rows = ctx.grid.sheet.rows
    values = [column.index for column in table.with_role(Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR)]
    if not values:
        return
    for column in _labels(table):
        index = column.index
        distinct = {cells[index] if index < len(cells) else None for cells in (rows[row] for row in body)}
        marked = {value for value in distinct if isinstance(value, str) and len(value) <= 60 and says(vocabulary.TOTAL, value)}
        if marked and len(marked) < len(distinct):
            _leave_out(ctx, table, body, index, marked, values)


def _leave_out(ctx: Context, table: TableReading, body: list[int], index: int, marked: set[str], values: list[int]) -> None:
    rows, periods = ctx.grid.sheet.rows, RowPeriods(table, ctx.options)
    others = [column.index for column in _labels(table) if column.index != index]
    totals: dict[str, dict[Key, int]] = {label: {} for label in marked}
    parts: dict[Key, list[int]] = defaultdict(list)
    for row in body:
        if row in table.rows:
            continue
        cells = rows[row]
        key = (periods.at(rows, row), *_row_key(cells, others))
        label = cells[index] if index < len(cells) else None
        if isinstance(label, str) and label in marked:
            totals[label][key] = row
        else:
            parts[key].append(row)
    for groups in totals.values():
        check = _check(ctx, groups, parts, values)
        if check.is_total:
            for key, row in groups.items():
                table.rows[row] = RowReading(Role.LEFT_OUT, Reason.TOTAL, total_of=parts.get(key, []))


def _check(ctx: Context, groups: dict[Key, int], parts: dict[Key, list[int]], values: list[int]) -> SumCheck:
    """The best of the value columns decides: rates do not add up, counts beside them do.

    One or two sums may agree by chance; then half of all columns have to agree.
    """
    rows, best, checks = ctx.grid.sheet.rows, SumCheck(0, ()), []
    for column in values:
        wanted, lines, widest = [], [], 0
        for key, row in groups.items():
            wanted.append(_figure(ctx, rows[row], column))
            lines.append([_figure(ctx, rows[part], column) for part in parts.get(key, ())])
            widest = max(widest, len(lines[-1]))
        padded = [[line[n] if n < len(line) else None for line in lines] for n in range(widest)]
        check = compare_sum(wanted, padded)
        checks.append(check)
        if check.is_total and check.compared - len(check.differing) > best.compared - len(best.differing):
            best = check
    if best.compared - len(best.differing) < FEWEST_SUMS:
        compared = [check for check in checks if check.compared]
        if sum(check.is_total for check in compared) * 2 < len(compared):
            return SumCheck(0, ())
    return best


def _figure(ctx: Context, cells: Row, column: int) -> Decimal | None:
    return figure(cells[column], ctx.decimal_mark or ".") if column < len(cells) else None


def same_key_twice(ctx: Context, table: TableReading, body: list[int]) -> bool:
    """Whether the rows are figures: False, with a refusal, where many rows have the period and names of another one.

    Rows whose names hardly ever come a second time, over several periods, are cases too: they make no series.
    """
    rows, periods = ctx.grid.sheet.rows, RowPeriods(table, ctx.options)
    labels = [column.index for column in _labels(table)]
    labels += [column.index for column in table.with_role(Role.CODE) if column.names == "org_unit"]
    labels += [column.index for column in table.with_role(Role.MEASUREMENT_UNIT)]
    values = [column.index for column in table.with_role(Role.VALUE)]
    seen: dict[Key, Key] = {}
    times: set[object] = set()
    names: set[Key] = set()
    counted = conflicting = 0
    for row in body[:KEY_ROWS]:
        if row in table.rows:
            continue
        cells = rows[row]
        name = tuple(text_of(v) if isinstance(v, str) else v for v in _row_key(cells, labels))
        key = (periods.at(rows, row), *name)
        times.add(key[0])
        names.add(name)
        figures = _row_key(cells, values)
        counted += 1
        conflicting += seen.setdefault(key, figures) != figures
    once = counted >= FEWEST_ROWS and len(times) >= FEWEST_PERIODS and len(names) * 2 > counted
    if once or (
        conflicting >= 3 and conflicting * MOST_TWICE[Cadence(table.cadence).has_calendar or bool(table.with_role(Role.YEAR))] > counted
    ):
        ctx.refuse("rows_are_cases", a1(body[0], 0), columns=", ".join(c.head or column_name(c.index) for c in table.columns[:4]))
        return False
    return True
