"""XLSB: the same promises as for XLSX; calamine, which reads values of these files too, is the oracle for what we read and forge."""

import io
import struct
from datetime import date, datetime, time, timedelta

import pytest
from python_calamine import CalamineWorkbook

from groundswell.engine.sources.opening import read_bytes
from groundswell.engine.sources.workbook import CellError, CellValue, Merge, Row, Sheet, Uncalculated
from groundswell.errors import UserError
from tests.forging import zipped
from tests.forging_xlsb import (
    ERRORS,
    blank,
    boolean,
    brt,
    column_look,
    error,
    formula_boolean,
    formula_error,
    formula_number,
    formula_text,
    merge,
    real,
    rk,
    row,
    shared,
    sheet_bin,
    text,
    xlsb,
    xlsb_parts,
)


def sheet_of(rows: bytes, **options: object) -> Sheet:
    workbook = read_bytes(xlsb(rows, **options), "book.xlsb")
    assert workbook.kind == "xlsb"
    return workbook.sheets[0]


def rows_of(rows: bytes, **options: object) -> list[Row]:
    return sheet_of(rows, **options).rows


def refused(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read_bytes(data, "book.xlsb")
    return caught.value.code


EVERY_CELL = (
    row(0) + text(0, "Größe") + shared(1, 1) + real(2, 12.5) + boolean(3, True) + rk(4, 7 << 2 | 2) + row(2) + blank(0) + real(1, -3)
)


def test_every_kind_of_cell_is_read() -> None:
    assert rows_of(EVERY_CELL, texts=["no", "Zürich"]) == [["Größe", "Zürich", 12.5, True, 7], [], [None, -3]]


def test_values_are_those_that_another_reader_gives() -> None:
    data = xlsb(EVERY_CELL, texts=["no", "Zürich"])
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    assert theirs == [["Größe", "Zürich", 12.5, True, 7.0], ["", "", "", "", ""], ["", -3.0, "", "", ""]]


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        (7 << 2 | 2, 7),
        (700 << 2 | 3, 7),
        (1234 << 2 | 3, 12.34),
        ((-5 & 0x3FFFFFFF) << 2 | 2, -5),
        (struct.unpack("<Q", struct.pack("<d", 1.5))[0] >> 32, 1.5),
        (struct.unpack("<Q", struct.pack("<d", 150.0))[0] >> 32 | 1, 1.5),
    ],
)
def test_numbers_in_thirty_bits(raw: int, number: float) -> None:
    data = xlsb(row(0) + rk(0, raw))
    assert read_bytes(data, "b").sheets[0].rows == [[number]]
    assert CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python() == [[number]]


def test_cells_that_leave_their_column_out_stand_right_of_the_one_before() -> None:
    short = brt(16, struct.pack("<Id", 0, 2.5)) + brt(17, struct.pack("<I", 0) + struct.pack("<I", 1) + "x".encode("utf-16-le"))
    assert rows_of(row(0) + real(3, 1) + short) == [[None, None, None, 1, 2.5, "x"]]


@pytest.mark.parametrize("code", ERRORS)
@pytest.mark.parametrize("place", [(0, 0), (1, 1), (3, 5)])
def test_C9_error_cells_keep_their_address_in_xlsb(code: str, place: tuple[int, int]) -> None:
    for cell in (error(place[1], code), formula_error(place[1], code)):
        assert sheet_of(row(place[0]) + cell).cell(*place) == CellError(code)


def test_C10_a_formula_to_be_worked_out_is_marked_in_xlsb() -> None:
    assert rows_of(row(0) + formula_number(0, 0, 2)) == [[Uncalculated("")]]
    assert rows_of(row(0) + formula_number(0, 0), stale=True) == [[Uncalculated("")]]


def test_C10_a_formula_that_was_worked_out_is_its_value_in_xlsb() -> None:
    cells = (
        row(0) + formula_number(0, 0) + formula_number(1, 5, 2) + formula_text(2, "late") + formula_boolean(3, False) + formula_text(4, "")
    )
    assert rows_of(cells) == [[0, 5, "late", False]]


def test_C12_serials_in_both_date_systems_of_xlsb() -> None:
    cells = (
        row(0)
        + real(0, 40729, 2)
        + real(1, 39267, 2)
        + real(2, 60, 2)
        + real(3, -1, 2)
        + real(4, 40729.5, 3)
        + real(5, 0.25, 4)
        + real(6, 1.5, 5)
    )
    first: list[CellValue] = [date(2011, 7, 5), date(2007, 7, 4), CellError("60", "date_not_real"), CellError("-1", "date_not_real")]
    assert rows_of(cells) == [[*first, datetime(2011, 7, 5, 12), time(6), timedelta(days=1.5)]]
    assert rows_of(row(0) + real(0, 39267, 2), date_1904=True) == [[date(2011, 7, 5)]]


def test_C14_C15_merges_and_what_is_hidden_in_xlsb() -> None:
    part = sheet_bin(
        row(0) + real(0, 1) + real(1, 2) + row(1, hidden=True) + real(0, 3) + row(2) + real(2, 4),
        columns=column_look(1, 1, hidden=True) + column_look(2, 2, hidden=False) + column_look(5, 16_383, hidden=True),
        after=brt(177) + merge(0, 0, 0, 1) + brt(178),
    )
    workbook = read_bytes(zipped(xlsb_parts({"Data": part, "Old": sheet_bin(row(0) + real(0, 9))}, hidden=["Old"])), "b.xlsb")
    data, old = workbook.sheets
    assert data.merges == [Merge(0, 0, 0, 1)]
    assert (data.hidden_rows, data.hidden_columns, data.hidden, old.hidden) == ({1}, {1}, False, True)


def test_C17_a_share_shown_as_a_percentage_is_kept_as_a_share_in_xlsb() -> None:
    sheet = sheet_of(row(0) + real(0, 0.05, 1) + real(1, 0.05) + formula_number(2, 0.5, 0, 1))
    assert sheet.rows == [[0.05, 0.05, 0.5]]
    assert set(sheet.percent) == {(0, 0), (0, 2)}


def test_C18_what_is_no_number_comes_as_text_in_xlsb() -> None:
    cells = row(0) + real(0, float("nan")) + real(1, float("-inf")) + real(2, 0.1 + 0.2) + real(3, 1e308)
    assert rows_of(cells) == [["NaN", "-Infinity", 0.3, "1e+308"]]


def test_C5_macros_of_xlsb_are_noted_and_not_run() -> None:
    parts = xlsb_parts({"Data": sheet_bin(row(0) + real(0, 1))}) | {"xl/vbaProject.bin": b"Sub AutoOpen()"}
    workbook = read_bytes(zipped(parts), "m.xlsb")
    assert (workbook.sheets[0].rows, [p.code for p in workbook.problems]) == ([[1]], ["macros_not_run"])


WHOLE = sheet_bin(row(0) + real(0, 1) + row(1) + text(0, "x"))


@pytest.mark.parametrize("cut", range(1, len(WHOLE)))
def test_C3_a_sheet_of_xlsb_that_breaks_off_is_refused(cut: int) -> None:
    assert refused(zipped(xlsb_parts({"Data": WHOLE[:cut]}))) == "file_damaged"


@pytest.mark.parametrize(
    "rows",
    [
        row(1) + real(0, 1) + row(0) + real(0, 2),
        row(0) + real(1, 1) + real(0, 2),
        row(0) + real(0, 1) + real(0, 2),
        row(1_048_576) + real(0, 1),
        row(0) + real(16_384, 1),
        real(0, 1),
        row(0) + shared(0, 5),
        row(0) + brt(5, struct.pack("<II", 0, 0)),
        row(0) + brt(6, struct.pack("<III", 0, 0, 1 << 30)),
        brt(0, b"\0\0"),
    ],
)
def test_C3_unsound_sheets_of_xlsb_are_refused_never_read_in_part(rows: bytes) -> None:
    assert refused(xlsb(rows)) == "file_damaged"


@pytest.mark.parametrize("part", ["xl/workbook.bin", "xl/styles.bin", "xl/sharedStrings.bin", "xl/worksheets/sheet1.bin"])
def test_C3_packages_of_xlsb_whose_parts_do_not_fit_are_damaged(part: str) -> None:
    parts = xlsb_parts({"Data": WHOLE}, texts=["a"])
    assert refused(zipped(parts | {part: b""})) == "file_damaged"
    assert refused(zipped(parts | {part: parts[part][:-1]})) == "file_damaged"
    assert refused(zipped(parts | {part: brt(99, b"x" * 200)[:-3]})) == "file_damaged"
