"""Numbers that a format shows in thousands or millions: the cell's own number is read, and that is said."""

import io

import openpyxl
import pytest

from groundswell.engine.confidence import SAID
from groundswell.engine.sources.number_formats import Shown, shown_by_code
from groundswell.engine.sources.opening import read_bytes
from groundswell.engine.sources.workbook import Sheet, shown_scaled


@pytest.mark.parametrize("code", ["#,##0,", "0.0,,", '#,##0.0,,"m"', '"£"#,##0,"k";[Red]-#,##0', "0,.00", "#,##0,_);(#,##0,)"])
def test_commas_behind_the_last_place_divide_by_thousands(code: str) -> None:
    assert shown_by_code(code) is Shown.SCALED


@pytest.mark.parametrize("code", ["#,##0", "#,##0.00", "0", '0",000"', "#,##0_);(#,##0)", "General", "#,##0;-#,##0,", "# ?/?", '#,##0"k,"'])
def test_other_formats_show_the_whole_number(code: str) -> None:
    assert shown_by_code(code) is Shown.NUMBER


def test_numbers_shown_in_thousands_are_read_whole_and_said() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Spend"
    for row in (["Month", "Spend £000", "Visits"], ["Jan 2024", 1234567, 5], ["Feb 2024", 2234567, 6]):
        book.active.append(row)
    for row in (1, 2, 3):
        book.active[f"B{row}"].number_format = "#,##0,"
    file = io.BytesIO()
    book.save(file)
    read = read_bytes(file.getvalue(), "book.xlsx")
    assert read.sheets[0].rows[1] == ["Jan 2024", 1234567, 5]
    assert [(p.code, p.place.sheet, p.place.cell, dict(p.values)) for p in read.problems] == [("shown_scaled", "Spend", "B2", {"n": 2})]
    assert "shown_scaled" in SAID


def test_a_format_of_thousands_on_texts_and_empty_cells_says_nothing() -> None:
    sheet = Sheet("Data", [["a", 5], [True]])
    assert shown_scaled(sheet, [(0, 0), (1, 0), (7, 7)]) == []
    assert [p.place.cell for p in shown_scaled(sheet, [(0, 0), (0, 1)])] == ["B1"]
