"""Sheets as full as a sheet can be: cut off at the source perhaps, and large enough to hurt."""

import gzip

import pytest

from groundswell.engine.sources.opening import read_bytes
from groundswell.errors import UserError
from tests.forging import biff_number, cells_xml, ods, xls, xlsx, zipped
from tests.forging_xlsb import real, row, xlsb

ROWS_BEFORE = '<table:table-row table:number-rows-repeated="{}"/>'
OLD_XML = "urn:schemas-microsoft-com:office:spreadsheet"
OLD_SHEET = (
    '<Worksheet ss:Name="Data"><Table><Row ss:Index="65536"><Cell><Data ss:Type="Number">1</Data></Cell></Row></Table></Worksheet>'
)
ONE = '<table:table-row><table:table-cell office:value-type="float" office:value="1"/></table:table-row>'


@pytest.mark.parametrize(("rows", "asked"), [(65_535, False), (65_536, True), (65_537, False), (1_048_576, True)])
def test_C7_a_full_sheet_asks_whether_rows_are_missing(rows: int, asked: bool) -> None:
    for data in (b"1\n" * rows, xlsx(cells_xml({"A1": "><v>1</v>", f"A{rows}": "><v>2</v>"}))):
        workbook = read_bytes(data, "full")
        assert len(workbook.sheets[0].rows) == rows
        found = [(p.code, p.values["rows"], p.question) for p in workbook.problems]
        assert found == ([("rows_may_be_missing", rows, True)] if asked else [])


def test_C7_a_full_old_sheet_asks_whether_rows_are_missing() -> None:
    full = read_bytes(xls({"Data": biff_number(65_535, 0, 1)}), "full.xls")
    assert [(p.code, p.place.sheet, p.values["rows"], p.question) for p in full.problems] == [("rows_may_be_missing", "Data", 65_536, True)]
    assert read_bytes(xls({"Data": biff_number(65_534, 0, 1)}), "nearly.xls").problems == []


def test_C7_a_full_ods_sheet_asks_whether_rows_are_missing() -> None:
    content = f"<table:table>{ROWS_BEFORE.format(1_048_575)}{ONE}</table:table>"
    assert [p.code for p in read_bytes(ods(content), "f.ods").problems] == ["rows_may_be_missing"]


@pytest.mark.parametrize(("rows", "asked"), [(65_535, False), (65_536, True), (1_048_576, True)])
def test_C7_a_full_xlsb_sheet_asks_whether_rows_are_missing(rows: int, asked: bool) -> None:
    workbook = read_bytes(xlsb(row(0) + real(0, 1) + row(rows - 1) + real(0, 2)), "full.xlsb")
    assert len(workbook.sheets[0].rows) == rows
    assert [p.code for p in workbook.problems] == (["rows_may_be_missing"] if asked else [])


@pytest.mark.parametrize(
    "data",
    [
        b"<table>" + b"<tr><td>1</td></tr>" * 65_536 + b"</table>",
        b"<h1>Visits</h1><table><caption>by day</caption>" + b"<tr><td>1</td></tr>" * 65_536 + b"</table>",
        b'{"a":1}\n' * 65_535,
        b"[" + b",".join([b"[1]"] * 65_536) + b"]",
        gzip.compress(b"1\n" * 65_536, mtime=0),
        zipped({"a.csv": b"1\n" * 65_536}),
        "1\n".encode("utf-16") * 65_536,
        f'<?xml version="1.0"?><Workbook xmlns="{OLD_XML}" xmlns:ss="{OLD_XML}">{OLD_SHEET}</Workbook>'.encode(),
    ],
    ids=["html", "html under a title", "json lines", "json", "gzip", "zip", "utf-16", "xml of 2003"],
)
def test_C7_every_kind_that_can_be_cut_asks_whether_rows_are_missing(data: bytes) -> None:
    workbook = read_bytes(data, "full")
    assert [(p.code, p.values["rows"], p.question) for p in workbook.problems] == [("rows_may_be_missing", 65_536, True)]


def test_C1_many_sheets_of_empty_rows_are_refused() -> None:
    sheet = f"<table:table>{ROWS_BEFORE.format(1_048_575)}{ONE}</table:table>"
    with pytest.raises(UserError) as caught:
        read_bytes(ods(sheet * 4), "many.ods")
    assert caught.value.code == "sheets_too_large"


def test_C1_a_text_of_nothing_but_line_ends_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        read_bytes(b"a" + b"\n" * 4_000_000 + b"b", "lines.csv")
    assert caught.value.code == "sheets_too_large"
