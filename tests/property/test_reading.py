"""Laws of reading, on random sheets: every cell is counted once, the order of rows does not matter, a title moves addresses only."""

import random
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groundswell.engine.intake import Intake, all_in_order, apply
from groundswell.engine.mapping import propose
from groundswell.engine.sources.workbook import CellError, Sheet, Uncalculated, Workbook
from groundswell.engine.tables.grid import blank

MONTHS = [date(2020 + n // 12, n % 12 + 1, 1) for n in range(48)]
CELLS = st.one_of(
    st.none(),
    st.integers(-1000, 1000),
    st.floats(allow_nan=False, allow_infinity=False, width=32).map(lambda x: float(f"{x:.6g}")),
    st.sampled_from(
        [
            "",
            " ",
            "n/a",
            "*",
            "<5",
            "12p",
            "1,234",
            "12,5",
            "5%",
            "Total",
            "Jan 2024",
            "Feb 2024",
            "2024",
            "2023/24",
            "Q1",
            "Date",
            "Area",
            "Target",
            "Comment",
            "RAG",
            "KPI",
            "x",
            "NaN",
        ]
    ),
    st.dates(date(2019, 1, 1), date(2026, 12, 31)),
    st.booleans(),
    st.just(CellError("#DIV/0!")),
    st.just(Uncalculated("A1")),
    st.text(max_size=8),
)
SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def _book(rows: list, **sheet: object) -> Workbook:
    out = []
    for row in rows:
        cells = list(row)
        while cells and cells[-1] is None:
            cells.pop()
        out.append(cells)
    return Workbook("xlsx", "b.xlsx", "0" * 64, [Sheet("Sheet1", out, **sheet)])


def _read(book: Workbook) -> Intake:
    return apply(book, propose(book))


def _named(intake: Intake) -> set:
    return {(o.measure, o.org_unit, o.period, str(o.value), o.state) for o in intake.observations}


@SETTINGS
@given(st.lists(st.lists(CELLS, max_size=7), max_size=14))
def test_any_sheet_at_all_reconciles(rows):
    book = _book(rows)
    for count in _read(book).reconciliation:
        assert count.adds_up
        assert min(count.kept, count.refused, *count.left_out.values(), 0) == 0


@SETTINGS
@given(
    st.integers(2, 14),
    st.lists(st.lists(CELLS, min_size=14, max_size=14), min_size=1, max_size=6),
    st.booleans(),
    st.sets(st.integers(0, 8), max_size=2),
    st.sets(st.integers(0, 8), max_size=2),
)
def test_tables_with_random_cells_reconcile_and_keep_every_number(width, cells, across, hidden_rows, hidden_columns):
    names = [f"Measure {n}" for n in range(len(cells))]
    table = [["KPI", *MONTHS[:width]], *[[name, *row[:width]] for name, row in zip(names, cells, strict=True)]]
    if not across:
        table = [list(column) for column in zip(*[row + [None] * (width + 1 - len(row)) for row in table], strict=True)]
    book = _book(table, hidden_rows=hidden_rows, hidden_columns=hidden_columns)
    intake = _read(book)
    for count in intake.reconciliation:
        assert count.adds_up
    for o in all_in_order(intake):
        letters = o.cell.rstrip("0123456789")
        value = book.sheets[0].cell(int(o.cell[len(letters) :]) - 1, ord(letters) - 65)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and o.value is not None:
            assert float(o.value) == float(value)
        if blank(value):
            assert o.value is None


def _long(seed: int, places: int, months: int) -> list[list]:
    rng = random.Random(seed)
    return [
        [MONTHS[m], f"Place {p}", f"Measure {k}", rng.randint(-50, 5000) / 10]
        for m in range(months)
        for p in range(places)
        for k in range(2)
    ]


@SETTINGS
@given(st.integers(0, 10**6), st.integers(2, 5), st.integers(3, 24), st.randoms(use_true_random=False))
def test_shuffled_rows_of_a_long_file_give_the_same_observations(seed, places, months, rng):
    rows = _long(seed, places, months)
    head = ["Date", "Area", "Measure", "Value"]
    shuffled = rows[:]
    rng.shuffle(shuffled)
    plain, mixed = _read(_book([head, *rows])), _read(_book([head, *shuffled]))
    assert _named(plain) == _named(mixed)
    assert len(plain.observations) == len(rows)
    assert plain.reconciliation[0].columns == mixed.reconciliation[0].columns


@SETTINGS
@given(st.integers(0, 10**6), st.integers(1, 3), st.booleans())
def test_a_title_row_changes_nothing_but_the_addresses(seed, titles, across):
    rng = random.Random(seed)
    width = rng.randint(3, 14)
    if across:
        rows = [
            ["KPI", *[day.strftime("%b %Y") for day in MONTHS[:width]]],
            *[[f"Measure {n}", *[rng.randint(0, 999) for _ in range(width)]] for n in range(4)],
        ]
    else:
        rows = [
            ["Month", *[f"Measure {n}" for n in range(4)]],
            *[[day, *[rng.randint(0, 999) for _ in range(4)]] for day in MONTHS[:width]],
        ]
    plain = _read(_book(rows))
    titled = _read(_book([*[[f"Marram Harbour Council, page {n}"] for n in range(titles)], [], *rows]))
    assert _named(plain) == _named(titled)
    moved = {(o.cell.rstrip("0123456789"), int(o.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) + titles + 1) for o in plain.observations}
    assert moved == {(o.cell.rstrip("0123456789"), int(o.cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))) for o in titled.observations}


@SETTINGS
@given(st.lists(st.integers(0, 10**6), min_size=3, max_size=12), st.integers(0, 300))
def test_an_as_at_date_is_that_day_whatever_the_cadence(values, offset):
    start = date(2020, 1, 1) + timedelta(days=offset)
    rows = [["Date", "Calls"], *[[start + timedelta(days=7 * n), value] for n, value in enumerate(values)]]
    intake = _read(_book(rows))
    assert [o.period.start for o in intake.observations] == [start + timedelta(days=7 * n) for n in range(len(values))]
    assert {(o.period.end - o.period.start).days for o in intake.observations} == {7}


QUARTERS = {
    "mean": lambda months: round(sum(months) / len(months), 1),
    "last": lambda months: months[-1],
    "largest": max,
    "middle": lambda months: sorted(months)[1],
}


@SETTINGS
@given(st.integers(0, 10**6), st.sampled_from(sorted(QUARTERS)), st.sampled_from([1, 3, 30, 900]), st.integers(1, 6), st.booleans())
def test_quarters_that_are_no_sums_are_never_set_aside_among_their_months(seed, kind, most, lines, turned):
    rng, heads = random.Random(seed), [day.strftime("%b %Y") for day in MONTHS[:6]]
    rows = [["KPI", *heads[:3], "Q1 2020", *heads[3:], "Q2 2020"]]
    for n in range(lines):
        months = [rng.randint(0, most) for _ in heads]
        rows.append([f"k{n}", *months[:3], QUARTERS[kind](months[:3]), *months[3:], QUARTERS[kind](months[3:])])
    intake = _read(_book([list(line) for line in zip(*rows, strict=True)] if turned else rows))
    assert [problem.code for problem in intake.problems] == ["two_cadences"]
    assert intake.observations == []
