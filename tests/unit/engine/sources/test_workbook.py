"""The workbook as a value: addresses, numbers, and the way into JSON and back."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundswell.engine.sources.number_formats import Shown, shown_by, shown_by_code
from groundswell.engine.sources.workbook import (
    CellError,
    Dialect,
    Merge,
    Sheet,
    Uncalculated,
    Workbook,
    a1,
    column_index,
    column_name,
    of_15_digits,
    parse_a1,
    shortest,
    workbook_from_json,
    workbook_to_json,
)
from groundswell.errors import Place, Problem

CELLS = st.one_of(
    st.none(),
    st.text(min_size=1),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.builds(CellError, st.text(), st.sampled_from(["error_cell", "date_not_real"])),
    st.builds(Uncalculated, st.text()),
)


@given(st.lists(st.lists(CELLS, max_size=5), max_size=5), st.sets(st.tuples(st.integers(0, 50), st.integers(0, 3))))
def test_a_workbook_comes_back_from_json_as_it_was(rows: list[list[object]], percent: set[tuple[int, int]]) -> None:
    sheet = Sheet("Data", rows, [Merge(0, 1, 2, 3)], {4}, {5}, hidden=True, percent=percent)  # type: ignore[arg-type]
    problems = [Problem("rows_may_be_missing", Place("Data"), {"rows": 7, "several": ("a", "b")}, question=True)]
    workbook = Workbook("csv", "f.csv", "00", [sheet], problems, Dialect("utf-8", True, ";", '"', 1, 2, 3))
    back = workbook_from_json(workbook_to_json(workbook))
    assert back == workbook
    assert [[type(cell) for cell in row] for row in back.sheets[0].rows] == [[type(cell) for cell in row] for row in rows]


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_addresses_go_there_and_back(row: int, column: int) -> None:
    assert parse_a1(a1(row, column)) == (row, column)
    assert column_index(column_name(column)) == column


@pytest.mark.parametrize(
    ("place", "address"), [((0, 0), "A1"), ((9, 5), "F10"), ((0, 25), "Z1"), ((0, 26), "AA1"), ((1_048_575, 16_383), "XFD1048576")]
)
def test_addresses_as_people_know_them(place: tuple[int, int], address: str) -> None:
    assert a1(*place) == address


@pytest.mark.parametrize("text", ["A", "1", "A0", "a1", "A1:B2", "AAAA1", "A12345678"])
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        parse_a1(text)


@given(st.floats(-1e307, 1e307))
def test_a_number_is_the_shortest_decimal_of_fifteen_digits(number: float) -> None:
    kept = shortest(number)
    assert not isinstance(kept, str)
    exact = Decimal(repr(kept))
    assert len(exact.normalize().as_tuple().digits) <= 15
    assert abs(exact - Decimal(repr(number))) <= Decimal(repr(number)).copy_abs().scaleb(-15) * 5 or abs(number) < 1e-300
    assert shortest(float(kept)) == kept


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (0.30000000000000004, 0.3),
        (4.4840165134799648, 4.48401651347997),  # Z22 of the NHS waiting-time series, as LibreOffice writes it
        (39.709329829172127, 39.7093298291721),
        (1.1, 1.1),
        (123456789012345.6, 123456789012346),
        (-0.1 - 0.2, -0.3),
        (1e-7, 1e-7),
    ],
)
def test_digits_are_cut_as_libreoffice_cuts_them_when_it_saves_a_file_again(cell: float, shown: float) -> None:
    assert of_15_digits(cell) == shown
    assert shortest(cell) == shown
    assert of_15_digits(shown) == shown


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf"), 1.7e308])
def test_C18_what_is_no_figure_is_text(number: float) -> None:
    assert isinstance(shortest(number), str)


CODES = {
    Shown.NUMBER: [
        "General", "0.00E+00", '#,##0 "days"', "[Red]0.0", "@", "_-* #,##0.00\\ [$€-407]_-;\\-* #,##0.00", "0\\ \\d", "#,##0;[Red]-#,##0",
        '0"%"', "0\\%",
    ],
    Shown.PERCENT: ["0%", "0.0%;-0.0%"],
    Shown.DAY: [
        "dd/mm/yyyy", "mmm\\-yy", "[$-409]mmm\\-yy;@", "yyyy", "mmmm", 'yyyy"年"m"月"', "d/m/yy h:mm", "dddd", "m/d/yyyy\\ h:mm\\ AM/PM",
    ],
    Shown.TIME: ["h:mm", "mm:ss.0", "h:mm AM/PM"],
    Shown.DURATION: ["[h]:mm:ss", "[mm]:ss"],
}  # fmt: skip


@pytest.mark.parametrize(("code", "shown"), [(code, shown) for shown, codes in CODES.items() for code in codes])
def test_what_a_format_code_shows(code: str, shown: Shown) -> None:
    assert shown_by_code(code) is shown


@pytest.mark.parametrize(
    ("shown", "numbers"),
    [(Shown.NUMBER, (0, 2, 49)), (Shown.PERCENT, (9, 10)), (Shown.DAY, (14, 17, 22)), (Shown.TIME, (20, 45)), (Shown.DURATION, (46,))],
)
def test_built_in_formats(shown: Shown, numbers: tuple[int, ...]) -> None:
    assert {shown_by(number, {}) for number in numbers} == {shown}


def test_formats_of_the_file_go_before_the_built_in_ones() -> None:
    assert shown_by(164, {164: "0.0%"}) is Shown.PERCENT
    assert shown_by(14, {14: "0.0"}) is Shown.NUMBER


def test_a_sheet_answers_for_cells_beyond_its_edge() -> None:
    sheet = Sheet("S", [[1], [], [None, date(2026, 1, 1), datetime(2026, 1, 1), time(1), timedelta(1)]])
    assert (sheet.cell(0, 0), sheet.cell(0, 9), sheet.cell(9, 0), sheet.cell(-1, 0)) == (1, None, None, None)
    assert (sheet.width, sheet.filled) == (5, 5)
