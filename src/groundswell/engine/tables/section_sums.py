"""What follows from other figures in a table without dates: rates with their counts, totals, changes and averages – by arithmetic."""

import itertools
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from groundswell.engine.proposal import ColumnReading, Reason, Role, RowReading, TableReading
from groundswell.engine.sources.workbook import a1
from groundswell.engine.tables import vocabulary
from groundswell.engine.tables.arithmetic import PERCENT, Line, SumCheck, compare_sum, figure, find_counts, is_quotient, places
from groundswell.engine.tables.context import Context
from groundswell.engine.tables.relations import RELATION_ROWS, WIDEST_SUM
from groundswell.engine.tables.section_rows import Rows
from groundswell.engine.tables.totals import Missed, missed, only_total, say_missed
from groundswell.engine.tables.vocabulary import says

_SHARE = re.compile(
    r"%|(?<![a-z])(?:percentage|percent|per cent|perc|pct|rate|rates|share|proportion|ratio|prozent|quote|anteil|taux)(?![a-z])"
)
_PER = re.compile(
    r"(?<![a-z])(?:per|pro|je|par|por)\s+"
    r"(?:(?P<n>[\d,. ]*\d)|(?P<word>capita|head|person|inhabitant|resident|thousand|million))"
)
_AMOUNT = re.compile(r"\d+(?:\.\d+)? ?(?:%|per cent|percent)")
"""An amount within a name ("entitled to a 50% discount") makes no percentage."""
_WORDS = {"thousand": 1_000, "million": 1_000_000}
QUICK_ROWS = 12
MOST_COUNTS = 30
"""Columns tried as the denominator of a rate."""
MOST_ROWS = 3_000
"""Rows beyond which totals among them are not looked for."""

Parts = Mapping[int, Sequence[str]]


def relate_figures(ctx: Context, table: TableReading, rows: Rows, parts: Parts) -> None:
    """Columns: rates with their two counts, totals of their siblings, changes of two others."""
    values = [c for c in table.columns if c.role is Role.VALUE and not c.refused]
    used = rows.data[:: max(1, len(rows.data) // RELATION_ROWS)][: 2 * RELATION_ROWS]
    lines: dict[int, Line] = {c.index: [figure(ctx.grid.value(r, c.index), ctx.decimal_mark or ".") for r in used] for c in values}
    for column in values:
        if says(vocabulary.DERIVED, _said(column, parts)) and not column.corrected:
            column.role, column.reason = Role.LEFT_OUT, Reason.DERIVED
    values = [c for c in values if c.role is Role.VALUE]
    rates = {c.index: found for c in values if (found := _factors(ctx, c, parts, used))}
    counts = [c.index for c in values if c.index not in rates]
    known: list[int] = []
    for column in values:
        if column.index in rates and not column.corrected:
            pair = _counts(column.index, rates[column.index], lines, counts, known)
            if pair is not None:
                column.numerator, column.denominator = pair
                known = [pair[1], *(d for d in known if d != pair[1])]
    for column in values:
        if says(vocabulary.TOTAL, " ".join(parts[column.index])) and not column.corrected:
            like = [c.index for c in values if (c.index in rates) == (column.index in rates)]
            _total_column(ctx, column, like, lines, parts, used)
        elif says(vocabulary.AVERAGE, column.head) and not column.corrected and _is_mean(column.index, values, lines, parts):
            column.role, column.reason = Role.LEFT_OUT, Reason.DERIVED
    _mark_counts(values)


def _said(column: ColumnReading, parts: Parts) -> str:
    return parts[column.index][-1] if parts.get(column.index) else column.head


def _factors(ctx: Context, column: ColumnReading, parts: Parts, rows: Sequence[int]) -> Sequence[Decimal]:
    """By what a rate multiplies its quotient: 100 or 1 for a percentage, what "per 100,000" says; empty for what is no rate."""
    text = vocabulary.words(" ".join(parts.get(column.index, ())) or column.head)
    per = _PER.search(text)
    if per is not None:
        if per["n"]:
            digits = re.sub(r"\D", "", per["n"])
            return (Decimal(digits), Decimal(1)) if digits and int(digits) else ()
        return (Decimal(_WORDS.get(per["word"], 1)), Decimal(1))
    if _SHARE.search(_AMOUNT.sub("", text)) or any((r, column.index) in ctx.grid.sheet.percent for r in rows[:20]):
        return PERCENT
    return PERCENT if any(ctx.grid.text(r, column.index).endswith("%") for r in rows[:20]) else ()


def _counts(
    rate: int, factors: Sequence[Decimal], lines: Mapping[int, Line], counts: Sequence[int], known: Sequence[int]
) -> tuple[int, int] | None:
    """The two counts of a rate: the nearest numerator with a denominator that was one before, else with the nearest that fits."""
    near = sorted(counts, key=lambda index: (abs(index - rate), index))
    wholes = [*known, *(index for index in near if index not in known)][:MOST_COUNTS]
    for numerator in near[:6]:
        for denominator in sorted(wholes, key=lambda d: (d not in known, abs(d - rate))):
            if numerator != denominator and is_quotient(lines[rate], lines[numerator], lines[denominator], factors):
                return numerator, denominator
    return None


def _mark_counts(values: list[ColumnReading]) -> None:
    """The columns that are a rate's counts stand with it, not for themselves."""
    rates = [c for c in values if c.role is Role.VALUE and c.numerator is not None]
    numerators, denominators = {c.numerator for c in rates}, {c.denominator for c in rates}
    for column in values:
        if column.corrected or column.numerator is not None:
            continue
        if column.index in numerators | denominators:
            column.role = Role.NUMERATOR if column.index in numerators else Role.DENOMINATOR
            column.reason = None


def _total_column(
    ctx: Context, column: ColumnReading, like: list[int], lines: Mapping[int, Line], parts: Parts, rows: Sequence[int]
) -> None:
    """A column labelled as a total that is the sum of its siblings (same name but for the word), of all others or of its neighbours.

    Siblings may differ in one place of four, which is said; any other group has to agree everywhere.
    """
    at, total = like.index(column.index), lines[column.index]
    siblings = _siblings(column.index, parts, like)
    runs = [like[at - n : at] for n in range(2, min(at, WIDEST_SUM) + 1)]
    runs += [like[at + 1 : at + 1 + n] for n in range(2, min(len(like) - at, WIDEST_SUM) + 1)]
    for group in (siblings, [i for i in like if i != column.index], *reversed(runs)):
        if len(group) < 2 or not _first_rows_agree(total, [lines[i] for i in group]):
            continue
        check = compare_sum(total, [lines[i] for i in group])
        if check.is_total and (group is siblings or not check.differing or len(group) + 1 == len(like)):
            column.role, column.reason, column.total_of = Role.LEFT_OUT, Reason.TOTAL, list(group)
            column.numerator = column.denominator = None
            _say_differing(ctx, check, [(row, column.index) for row in rows], column.head, total)
            return
    near = missed(total, [siblings, [i for i in like if i != column.index]], lines) if only_total(column.head) else None
    if near is not None:
        say_missed(ctx, (rows[near.place], column.index), column.head, near, "column")


def _first_rows_agree(total: Line, parts: Sequence[Line]) -> bool:
    """A quick look: whether half of the first rows add up."""
    check = compare_sum(total[:QUICK_ROWS], [part[:QUICK_ROWS] for part in parts])
    return len(check.differing) * 2 <= check.compared


def _siblings(column: int, parts: Parts, like: Sequence[int]) -> list[int]:
    """Columns whose name differs in the one part that says "total"."""
    own = list(parts[column])
    for place, text in reversed(list(enumerate(own))):
        if says(vocabulary.TOTAL, text):
            return [
                i
                for i in like
                if i != column
                and len(parts[i]) == len(own)
                and all(a == b for n, (a, b) in enumerate(zip(parts[i], own, strict=True)) if n != place)
                and not says(vocabulary.TOTAL, parts[i][place])
            ]
    return []


def _is_mean(column: int, values: list[ColumnReading], lines: Mapping[int, Line], parts: Parts) -> bool:
    others = [lines[c.index] for c in values if c.index != column and not says(vocabulary.TOTAL, " ".join(parts[c.index]))]
    return len(others) >= 2 and _means(lines[column], others)


def _means(mean: Line, others: Sequence[Line]) -> bool:
    """Whether a line is the mean of others, within its own rounding, in at least three in four places."""
    compared = agreeing = 0
    for place, wanted in enumerate(mean):
        present = [number for line in others if (number := line[place]) is not None]
        if wanted is None or len(present) < 2:
            continue
        compared += 1
        slack = max(Decimal(5).scaleb(-places(wanted) - 1) * Decimal("1.02"), abs(wanted).scaleb(-9))
        agreeing += abs(sum(present, Decimal(0)) / len(present) - wanted) <= slack
    return compared >= 2 and agreeing * 4 >= compared * 3


def _say_differing(ctx: Context, check: SumCheck, cells: Sequence[tuple[int, int]], label: str, line: Line) -> None:
    for place in check.differing[:50]:
        ctx.refuse("total_differs", a1(*cells[place]), label=label, stated=str(line[place]))


def total_rows(ctx: Context, table: TableReading, rows: Rows, names: Sequence[int]) -> dict[int, int]:
    """Leave out the rows that their label calls a total and that add up; each with the first row that it adds.

    Among rows that are numbered (score 0, 1, 2 …) one in words is such a label too.
    """
    values = [c.index for c in table.columns if c.role in (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR) and c.numerator is None]
    if len(rows.data) < 3 or len(rows.data) > MOST_ROWS or not values:
        return {}
    labels = {row: " ".join(ctx.grid.text(row, c) for c in names).strip() for row in rows.data}
    numbered = sum(label.isdecimal() for label in labels.values()) * 10 >= len(labels) * 8
    if numbered:
        _out_of_line(ctx, table, rows, labels)
    totals = [
        row
        for row in rows.data
        if ctx.rows.get(row) is not Role.MEASURE and (says(vocabulary.TOTAL, labels[row]) or (numbered and not labels[row].isdecimal()))
    ]
    if not totals:
        return {}
    lines: dict[int, Line] = {row: [figure(ctx.grid.value(row, c), ctx.decimal_mark or ".") for c in values] for row in rows.data}
    starts: dict[int, int] = {}
    heads = [column.head for column in table.columns if column.role in (Role.ORG_UNIT, Role.MEASURE)]
    for row in totals:
        found = _parts_of(row, rows, totals, lines, [t for t in totals if t in starts])
        if found is None:
            near = _near_miss(rows, row, totals, lines) if only_total(labels[row], *heads) else None
            if near is not None:
                say_missed(ctx, (row, values[near.place]), labels[row], near, "row")
            continue
        group, check, rounded = found
        starts[row] = min(group)
        table.rows[row] = RowReading(Role.LEFT_OUT, Reason.TOTAL, total_of=list(group))
        if not rounded:
            _say_differing(ctx, check, [(row, c) for c in values], labels[row], lines[row])
    rows.data = [row for row in rows.data if row not in starts]
    return starts


def _near_miss(rows: Rows, row: int, totals: Sequence[int], lines: Mapping[int, Line]) -> Missed | None:
    """What a total misses, against the rows since the last total or heading, or against all."""
    plain = [r for r in rows.data if r not in totals]
    last = max((t for t in (*totals, *rows.headings) if t < row), default=-1)
    return missed(lines[row], [[r for r in plain if last < r < row], plain], lines)


def _out_of_line(ctx: Context, table: TableReading, rows: Rows, labels: Mapping[int, str]) -> None:
    """Labels that count 0, 1, 2 … and then jump to 99 or 999: most likely a sign for "none", so the row is refused, not read as a score."""
    numbers = sorted(int(label) for label in labels.values() if label.isdecimal())
    run = next((n for n, (a, b) in enumerate(itertools.pairwise(numbers)) if b - a > 1), len(numbers) - 1)
    if run < 9 or run + 3 < len(numbers):
        return
    for row in list(rows.data):
        if labels[row].isdecimal() and int(labels[row]) > numbers[run] and re.fullmatch(r"9{2,5}", labels[row]):
            table.rows[row] = RowReading(Role.MEASURE, None, refused=True)
            ctx.refuse("label_out_of_line", a1(row, 0), label=labels[row], first=str(numbers[0]), last=str(numbers[run]))
            rows.data.remove(row)


def _parts_of(
    row: int, rows: Rows, totals: Sequence[int], lines: Mapping[int, Line], found: Sequence[int]
) -> tuple[list[int], SumCheck, bool] | None:
    """The rows that a total adds up, the nearest stretch first, exactly or (whole numbers) within their rounding."""
    plain = [r for r in rows.data if r not in totals]
    groups = [[r for r in plain if heading < r < row] for heading in reversed([h for h in rows.headings if h < row])]
    last = max((t for t in found if t < row), default=-1)
    following = min((t for t in totals if t > row), default=10**9)
    stop = min((h for h in rows.headings if h > row), default=10**9)
    groups += [[r for r in plain if last < r < row], [r for r in plain if row < r < min(following, stop)]]
    groups += [[r for r in plain if r < row], plain]
    groups += [[t for t in found if t < row], [t for t in found if t != row], [r for r in totals if r != row]]
    groups += [[r for r in plain if last < r < row][-n:] for n in range(2, 13)] + [[r for r in plain if r > row][:n] for n in range(2, 13)]
    for rounded in (False, True):
        for group in groups:
            if len(group) == 1 and group[0] < row and lines[group[0]] == lines[row] and sum(v is not None for v in lines[row]) >= 2:
                return group, SumCheck(1, ()), False
            if len(group) < 2:
                continue
            check = compare_sum(lines[row], [lines[r] for r in group], rounded)
            if check.is_total and (not rounded or (not check.differing and check.compared >= 4)):
                return group, check, rounded
    return None


def derived_rows(ctx: Context, table: TableReading, rows: Rows, names: Sequence[int]) -> None:
    """Rows of change and rank by their label; rows of averages where they are the mean of the rows above them."""
    values = [c.index for c in table.columns if c.role in (Role.VALUE, Role.NUMERATOR, Role.DENOMINATOR)]
    out = []
    for row in rows.data:
        label = " ".join(ctx.grid.text(row, c) for c in names).strip()
        if ctx.rows.get(row) is Role.MEASURE:
            continue
        if says(vocabulary.DERIVED, label) and (table.sections != "org_unit" or len(label.split()) <= 2):
            out.append(row)
        elif says(vocabulary.AVERAGE, label):
            above = [r for r in rows.data if r < row]
            line = [figure(ctx.grid.value(row, c), ctx.decimal_mark or ".") for c in values]
            if len(above) >= 2 and _means(line, [[figure(ctx.grid.value(r, c), ctx.decimal_mark or ".") for c in values] for r in above]):
                out.append(row)
    for row in out:
        table.rows[row] = RowReading(Role.LEFT_OUT, Reason.DERIVED)
    rows.data = [row for row in rows.data if row not in out]


def rate_rows(ctx: Context, table: TableReading, rows: Rows, names: Sequence[int]) -> None:
    """Measures in rows: a row that is a percentage or rate, with the two rows that are its counts."""
    values = [c.index for c in table.columns if c.role is Role.VALUE]
    labels = {row: " ".join(ctx.grid.text(row, c) for c in names) for row in rows.data}
    shares = [
        row
        for row in rows.data
        if _SHARE.search(vocabulary.words(labels[row])) or any((row, c) in ctx.grid.sheet.percent for c in values)
    ]
    if not shares or len(values) < 3 or len(rows.data) > MOST_ROWS:
        return
    lines: dict[int, Line] = {row: [figure(ctx.grid.value(row, c), ctx.decimal_mark or ".") for c in values] for row in rows.data}
    place = {row: n for n, row in enumerate(rows.data)}
    for share in shares:
        near = [r for r in rows.data if r not in shares and abs(place[r] - place[share]) <= 8]
        found = find_counts(share, lines, near, lambda r, share=share: (abs(place[r] - place[share]), r))  # type: ignore[misc]
        if found is not None:
            table.rows[share] = RowReading(Role.MEASURE, None, found[0], found[1])
            for row, role in zip(found, (Role.NUMERATOR, Role.DENOMINATOR), strict=True):
                table.rows.setdefault(row, RowReading(role))
