"""Every real workbook of the shared data, read by us and by a reader of another kind: cell for cell the same.

Oracles: openpyxl for XLSX, xlrd with its own container reader and its own dates for XLS, the standard library's
csv with separators written down by hand. Beside them: every file is read or refused by name, here and in the child.
"""

import csv
import gzip
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
import xlrd

from groundswell.engine.child import read_in_child
from groundswell.engine.sources.guard import MAX_FILE
from groundswell.engine.sources.opening import open_workbook, read_bytes
from groundswell.engine.sources.workbook import CellError, CellValue, Merge, Sheet, shortest, workbook_of_plain
from groundswell.errors import UserError
from tests.shared_data import SHARED, shared

FOLDERS = ("messy", "series", "records", "kpibank", "managed")
FILES = sorted(p for f in FOLDERS for p in (SHARED / f).glob("*.*") if p.name != "README.md") if SHARED.exists() else []
LARGE = {"ttc_streetcar_delays_2018.xlsx", "vancouver_311_2023.xlsx"}
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
SEMICOLONS = {"sncf_tgv_monthly_2018-2022.csv"}


def of_kind(suffix: str) -> list[Any]:
    found = [path for path in FILES if path.suffix == suffix]
    if not found:
        return [pytest.param(None, marks=pytest.mark.skip(reason="needs ../shared/data, which is not beside this checkout"))]
    return [pytest.param(p, id=f"{p.parent.name}/{p.name}", marks=[pytest.mark.long] if p.name in LARGE else []) for p in found]


def day_or_moment(value: object) -> object:
    """Midnight is a day: the two readers differ in this alone."""
    return value.date() if isinstance(value, datetime) and value.time() == time() else value


def cells_of(sheet: Sheet) -> dict[tuple[int, int], CellValue]:
    return {(r, c): value for r, row in enumerate(sheet.rows) for c, value in enumerate(row) if value is not None}


def lowered(cells: Mapping[tuple[int, int], object]) -> dict[tuple[int, int], object]:
    """With raised digits as plain ones: the other reader does not tell a footnote's number from a digit beside it."""
    return {place: value.translate(RAISED) if isinstance(value, str) else value for place, value in cells.items()}


@pytest.mark.parametrize("path", of_kind(".xlsx"))
def test_xlsx_cell_for_cell_as_openpyxl_reads_it(path: Path) -> None:
    ours = open_workbook(path)
    book = openpyxl.load_workbook(path, data_only=True)
    assert [sheet.name for sheet in ours.sheets] == [sheet.title for sheet in book.worksheets]
    compared = 0
    for mine, theirs in zip(ours.sheets, book.worksheets, strict=True):
        expected: dict[tuple[int, int], object] = {}
        percent = set()
        for row in theirs.iter_rows():
            for cell in row:
                if cell.value is None or cell.value == "":
                    continue
                place = (cell.row - 1, cell.column - 1)
                if cell.data_type == "e":
                    expected[place] = CellError(cell.value)
                elif cell.data_type == "n" and not isinstance(cell.value, bool):
                    expected[place] = shortest(float(cell.value))
                    percent |= {place} if "%" in cell.number_format else set()
                else:
                    expected[place] = day_or_moment(cell.value)
        found = cells_of(mine)
        assert lowered(found) == lowered(expected), mine.name
        assert mine.percent == percent
        assert {m.a1 for m in mine.merges} == {str(merged) for merged in theirs.merged_cells.ranges}
        assert mine.hidden_rows == {n - 1 for n, look in theirs.row_dimensions.items() if look.hidden and n <= len(mine.rows)}
        assert mine.hidden == (theirs.sheet_state != "visible")
        compared += len(found)
    assert compared > 50


@pytest.mark.parametrize("path", of_kind(".xls"))
def test_xls_cell_for_cell_as_xlrd_reads_it_from_its_own_container(path: Path) -> None:
    ours = open_workbook(path)
    book = xlrd.open_workbook(str(path))
    assert [sheet.name for sheet in ours.sheets] == book.sheet_names()
    compared = 0
    for mine, theirs in zip(ours.sheets, book.sheets(), strict=True):
        expected: dict[tuple[int, int], object] = {}
        for row in range(theirs.nrows):
            for column in range(theirs.ncols):
                cell = theirs.cell(row, column)
                if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or cell.value == "":
                    continue
                expected[row, column] = xlrd_value(cell, book.datemode)
        assert cells_of(mine) == expected, mine.name
        compared += len(expected)
    assert compared > 50


def xlrd_value(cell: Any, datemode: int) -> object:
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return CellError(xlrd.error_text_from_code[cell.value])
    if cell.ctype == xlrd.XL_CELL_DATE:
        return day_or_moment(xlrd.xldate_as_datetime(cell.value, datemode))
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return shortest(cell.value) if cell.ctype == xlrd.XL_CELL_NUMBER else cell.value


@pytest.mark.parametrize("path", of_kind(".csv"))
def test_csv_as_the_standard_library_reads_it_when_told_how(path: Path) -> None:
    ours = open_workbook(path)
    assert ours.dialect is not None
    assert ours.dialect.delimiter == (";" if path.name in SEMICOLONS else ",")
    with path.open(encoding=ours.dialect.encoding + ("-sig" if ours.dialect.encoding == "utf-8" else ""), newline="") as lines:
        expected = list(csv.reader(lines, delimiter=ours.dialect.delimiter))
    found = [[value.code if isinstance(value, CellError) else value for value in row] for row in ours.sheets[0].rows]
    while expected and not any(expected[-1]):
        expected.pop()
    assert found == [trimmed(row) for row in expected]


def trimmed(row: list[str]) -> list[str | None]:
    out = [cell or None for cell in row]
    while out and out[-1] is None:
        out.pop()
    return out


def unpacked(path: Path) -> bytes:
    if path.suffix == ".gz":
        return gzip.decompress(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        return archive.read(archive.namelist()[0])


@pytest.mark.long
@pytest.mark.parametrize("path", [param for suffix in (".gz", ".zip") for param in of_kind(suffix)])
def test_packed_files_read_as_what_is_in_them(path: Path) -> None:
    content = unpacked(path)
    if len(content) > MAX_FILE:
        with pytest.raises(UserError) as caught:
            open_workbook(path)
        assert caught.value.code == "file_unpacks_too_large"
        return
    assert [sheet.rows for sheet in open_workbook(path).sheets] == [sheet.rows for sheet in read_bytes(content, "inside.csv").sheets]


@pytest.mark.long
@pytest.mark.parametrize("path", of_kind(".parquet"))
def test_parquet_cell_for_cell_as_polars_reads_it(path: Path) -> None:
    theirs = pl.read_parquet(path)
    ours = open_workbook(path).sheets[0].rows
    assert ours[0] == theirs.columns
    compared = 0
    for mine, row in zip(ours[1:], theirs.iter_rows(), strict=True):
        whole = [shortest(cell) if isinstance(cell, float) else cell for cell in row]
        assert [*mine, *[None] * (len(whole) - len(mine))] == whole
        compared += len(mine)
    assert compared > 1_000


@pytest.mark.parametrize("name", ["messy/ons_monthly_deaths_2018.xls", "messy/nhse_rtt_timeseries.xlsx", "messy/bbc_foi_bus_lanes.csv"])
def test_the_child_reads_the_same_workbook(name: str) -> None:
    path = shared(name)
    assert workbook_of_plain(read_in_child(path, "workbook", {})) == open_workbook(path)


@pytest.mark.long
@pytest.mark.parametrize("path", [param for suffix in (".csv", ".xls", ".xlsx") for param in of_kind(suffix)])
def test_every_file_reads_the_same_through_the_child(path: Path) -> None:
    assert workbook_of_plain(read_in_child(path, "workbook", {})) == open_workbook(path)


def test_known_cells_of_known_files() -> None:
    """Read off the sheets by eye, with no reader between."""
    deaths = open_workbook(shared("messy/ons_monthly_deaths_2018.xls"))
    (figures,) = [sheet for sheet in deaths.sheets if sheet.name == "Figures for 2018"]
    assert 60075 in [row[2] for row in figures.rows if len(row) > 2], "England, January 2018"
    waits = open_workbook(shared("messy/nhse_rtt_timeseries.xlsx")).sheets[0]
    assert waits.cell(11, 2) == date(2007, 4, 1)
    assert waits.cell(11, 1) == "2007/08"
    assert any(merge.a1.endswith("10") for merge in waits.merges), "group heads stand in row 10"


def test_merges_of_a_real_sheet_are_known_ranges() -> None:
    sheet = open_workbook(shared("messy/fbi_crime_table2.xlsx")).sheets[0]
    assert len(sheet.merges) == 79
    assert all(isinstance(merge, Merge) and merge.bottom >= merge.top and merge.right >= merge.left for merge in sheet.merges)
