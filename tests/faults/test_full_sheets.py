"""Sheets as full as a sheet can be: cut off at the source perhaps, and large enough to hurt."""

import pytest

from groundswell.engine.sources.opening import read_bytes
from groundswell.errors import UserError
from tests.forging import biff_number, cells_xml, ods, xls, xlsx

ROWS_BEFORE = '<table:table-row table:number-rows-repeated="{}"/>'
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


def test_C1_many_sheets_of_empty_rows_are_refused() -> None:
    sheet = f"<table:table>{ROWS_BEFORE.format(1_048_575)}{ONE}</table:table>"
    with pytest.raises(UserError) as caught:
        read_bytes(ods(sheet * 4), "many.ods")
    assert caught.value.code == "sheets_too_large"


def test_C1_a_text_of_nothing_but_line_ends_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        read_bytes(b"a" + b"\n" * 4_000_000 + b"b", "lines.csv")
    assert caught.value.code == "sheets_too_large"
