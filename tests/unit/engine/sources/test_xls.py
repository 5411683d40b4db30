"""XLS: forged BIFF8 streams in containers of our own making, and mutated copies of them."""

import struct
from datetime import date, datetime

import pytest

from groundswell.engine.sources.opening import read_bytes
from groundswell.engine.sources.workbook import CellError, CellValue, Merge, Sheet, Uncalculated, a1
from groundswell.errors import UserError
from tests.forging import (
    DAY,
    DAY_TIME,
    PERCENT,
    biff,
    biff_error,
    biff_formula,
    biff_hidden_column,
    biff_hidden_row,
    biff_merge,
    biff_number,
    biff_text,
    ole,
    record,
    xls,
)

ERRORS = {"#NULL!": 0x00, "#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#NAME?": 0x1D, "#NUM!": 0x24, "#N/A": 0x2A}
KEPT_ERROR = "<6sH"


def sheets(data: bytes) -> list[Sheet]:
    return read_bytes(data, "book.xls").sheets


def refused(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read_bytes(data, "book.xls")
    return caught.value.code


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("place", [(0, 0), (0, 2), (3, 2), (4_000, 255)])
@pytest.mark.parametrize("from_formula", [False, True])
def test_C9_error_cells_keep_their_type_and_address_in_xls(error: str, place: tuple[int, int], from_formula: bool) -> None:
    kept = struct.pack("<BBBBHH", 2, 0, ERRORS[error], 0, 0, 0xFFFF)
    cell = biff_formula(*place, kept) if from_formula else biff_error(*place, ERRORS[error])
    (sheet,) = sheets(xls({"Data": biff_number(1, 1, 7) + cell}))
    found = {a1(r, c): value for r, row in enumerate(sheet.rows) for c, value in enumerate(row) if value is not None}
    assert found == {"B2": 7, a1(*place): CellError(error)}


def test_C10_formula_to_be_worked_out_on_loading_is_marked() -> None:
    zero, five, on_load = bytes(8), struct.pack("<d", 5), 2
    cells = biff_formula(0, 0, zero, on_load) + biff_formula(0, 1, zero) + biff_formula(0, 2, five, on_load) + biff_number(0, 3, 0)
    assert sheets(xls({"Data": cells}))[0].rows == [[Uncalculated(""), 0, 5, 0]]


@pytest.mark.parametrize(
    ("serial", "in_1900", "in_1904"),
    [
        (0, CellError("0", "date_not_real"), date(1904, 1, 1)),
        (59, date(1900, 2, 28), date(1904, 2, 29)),
        (60, CellError("60", "date_not_real"), date(1904, 3, 1)),
        (61, date(1900, 3, 1), date(1904, 3, 2)),
        (-3, CellError("-3", "date_not_real"), CellError("-3", "date_not_real")),
        (40729, date(2011, 7, 5), date(2015, 7, 6)),
    ],
)
def test_C12_serials_in_both_date_systems_of_xls(serial: float, in_1900: CellValue, in_1904: CellValue) -> None:
    for date_1904, expected in ((False, in_1900), (True, in_1904)):
        assert sheets(xls({"Data": biff_number(0, 0, serial, DAY)}, date_1904=date_1904))[0].rows == [[expected]]


def test_day_with_time_percent_and_text() -> None:
    cells = (
        biff_number(0, 0, 40729.25, DAY_TIME)
        + biff_number(0, 1, 0.05, PERCENT)
        + biff_text(0, 2, "Größe ↗ ")
        + biff_number(0, 3, 0.1 + 0.2)
    )
    (sheet,) = sheets(xls({"Data": cells}))
    assert sheet.rows == [[datetime(2011, 7, 5, 6), 0.05, "Größe ↗ ", 0.3]]
    assert sheet.percent == {(0, 1)}


def test_C14_C15_merges_hidden_rows_columns_and_sheets_of_xls() -> None:
    cells = biff_text(0, 0, "Head") + biff_number(3, 3, 1) + biff_merge(0, 0, 0, 4) + biff_hidden_row(2) + biff_hidden_column(1, 2)
    seen, hidden = sheets(xls({"Seen": cells, "Hidden": biff_number(0, 0, 1)}, hidden=["Hidden"]))
    assert seen.merges == [Merge(0, 0, 0, 4)]
    assert (seen.hidden_rows, seen.hidden_columns, seen.hidden, hidden.hidden) == ({2}, {1, 2}, False, True)


def test_a_stream_without_its_container_is_read() -> None:
    assert sheets(biff({"Data": biff_number(0, 0, 1.5)}))[0].rows == [[1.5]]


def test_C5_locked_workbooks_are_named() -> None:
    assert refused(xls({"Data": biff_number(0, 0, 1)}, globals_extra=record(0x002F, bytes(54)))) == "file_locked"
    assert refused(ole({"EncryptionInfo": b"x" * 500, "EncryptedPackage": b"y" * 9000})) == "file_locked"


def test_C5_macros_are_noted_and_not_run() -> None:
    data = ole({"Workbook": biff({"Data": biff_number(0, 0, 1)}), "_VBA_PROJECT_CUR": b"Sub AutoOpen()"})
    workbook = read_bytes(data, "macro.xls")
    assert workbook.sheets[0].rows == [[1]]
    assert [problem.code for problem in workbook.problems] == ["macros_not_run"]


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        ("WordDocument", "file_is_document"),
        ("PowerPoint Document", "file_is_document"),
        ("__properties_version1.0", "file_is_document"),
        ("Else", "file_is_unknown"),
    ],
)
def test_other_office_files_are_named(stream: str, code: str) -> None:
    assert refused(ole({stream: b"x" * 5000})) == code


WHOLE = xls({"Data": b"".join(biff_number(row, 0, row / 8) for row in range(600)), "More": biff_text(0, 0, "end")})


@pytest.mark.parametrize("part", [0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 0.99])
def test_C3_a_truncated_xls_is_refused_never_read_in_part(part: float) -> None:
    assert [len(sheet.rows) for sheet in sheets(WHOLE)] == [600, 1]
    assert refused(WHOLE[: int(len(WHOLE) * part)]) == "file_damaged"


@pytest.mark.parametrize("missing", ["end of sheet", "end of globals", "sheet offset beyond the stream"])
def test_C3_a_stream_that_breaks_off_is_refused(missing: str) -> None:
    stream = biff({"Data": biff_number(0, 0, 1)})
    if missing == "end of sheet":
        stream = stream[:-4]
    elif missing == "end of globals":
        stream = stream[:60]
    else:
        at = stream.index(record(0x0085, b"")[:2] + struct.pack("<H", 8 + 8))
        stream = stream[: at + 4] + struct.pack("<L", 10**6) + stream[at + 8 :]
    assert refused(ole({"Workbook": stream})) == "file_damaged"


def test_C1_one_sheet_listed_many_times_is_refused() -> None:
    stream = biff({"First": biff_number(0, 0, 1), "Second": biff_number(0, 0, 2)})
    first, second = (stream.index(name.encode("utf-16-le")) - 8 for name in ("First", "Second"))
    assert refused(ole({"Workbook": stream[:second] + stream[first : first + 4] + stream[second + 4 :]})) == "file_damaged"


@pytest.mark.parametrize("loop", ["directory", "stream", "tables"])
def test_C3_chains_that_run_in_a_circle_are_refused(loop: str) -> None:
    data = bytearray(WHOLE)
    (first_table,) = struct.unpack_from("<L", data, 76)
    table_at = (first_table + 1) * 512
    if loop == "directory":
        (directory,) = struct.unpack_from("<L", data, 48)
        struct.pack_into("<L", data, table_at + directory * 4, directory)
    elif loop == "stream":
        struct.pack_into("<L", data, table_at + 3 * 4, 1)
    else:
        struct.pack_into("<L", data, 44, 110)
        struct.pack_into("<2L", data, 68, 2, 1)
        struct.pack_into("<L", data, 3 * 512 + 508, 2)
    assert refused(bytes(data)) == "file_damaged"
