"""XLSX: what calamine tells, and what the scan of our own adds."""

import io
import re
import tempfile
from datetime import date, datetime, time, timedelta
from html import escape
from pathlib import Path

import openpyxl
import openpyxl.styles
import pytest
import xlsxwriter

from groundswell.engine.sources.opening import open_workbook, read_bytes
from groundswell.engine.sources.workbook import (
    CellError,
    CellValue,
    Merge,
    Sheet,
    Uncalculated,
    Workbook,
    a1,
    workbook_from_json,
    workbook_to_json,
)
from groundswell.errors import UserError
from tests.forging import DAY, DAY_TIME, DURATION, GENERAL, MAIN, OFFICE, PERCENT, TIME, cells_xml, sheet_xml, xlsx, xlsx_parts, zipped

ERRORS = ("#DIV/0!", "#N/A", "#REF!", "#NUM!", "#VALUE!", "#NAME?", "#NULL!")


def only_sheet(data: bytes) -> Sheet:
    (sheet,) = read_bytes(data, "book.xlsx").sheets
    return sheet


def first_row(**cells: str) -> list[CellValue]:
    return only_sheet(xlsx(cells_xml({f"{letter}1": rest for letter, rest in cells.items()}), texts=[" a & b "])).rows[0]


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("address", ["A1", "C1", "A5", "C5", "Z40", "XFD2"])
@pytest.mark.parametrize(
    "form", ['t="e"><v>{}</v>', f's="{PERCENT}" t="e"><f>A9/B9</f><v>{{}}</v>', 't="e"><f t="shared" si="0"/><v>{}</v>']
)
def test_C9_error_cells_keep_their_address_in_xlsx(error: str, address: str, form: str) -> None:
    cells = {"B2": "><v>1</v>", "B3": "><v>2</v>", address: form.format(error)}
    sheet = only_sheet(xlsx(cells_xml(cells)))
    found = {a1(r, c): cell for r, row in enumerate(sheet.rows) for c, cell in enumerate(row) if cell is not None}
    assert found == {"B2": 1, "B3": 2, address: CellError(error)}


def test_C9_errors_newer_than_the_reader_are_kept_too() -> None:
    assert first_row(A='t="e"><v>#SPILL!</v>', B='t="e"><v>#CALC!</v>', C='t="e">') == [
        CellError("#SPILL!"),
        CellError("#CALC!"),
        CellError("#N/A"),
    ]


def test_C9_marking_errors_for_the_reader_changes_no_text() -> None:
    words = 'a <c r="Z9" t="e"> and t="e">'
    row = first_row(A='t="e"><v>#N/A</v>', B=f't="inlineStr"><is><t>{escape(words, quote=False).replace("&gt;", ">")}</t></is>')
    assert row == [CellError("#N/A"), words]


def test_C9_text_that_looks_like_an_error_stays_text() -> None:
    assert first_row(A='t="str"><v>#DIV/0!</v>', B='t="inlineStr"><is><t>#N/A</t></is>') == ["#DIV/0!", "#N/A"]


@pytest.mark.parametrize("value", ["", "<v/>", "<v></v>"])
@pytest.mark.parametrize("formula", ["<f>SUM(B1:B9)</f>", '<f t="array" ref="A1">SUM(B1:B9)</f>'])
def test_C10_formula_without_a_value_is_marked(value: str, formula: str) -> None:
    assert first_row(A="><v>1</v>", B=f">{formula}{value}") == [1, Uncalculated("=SUM(B1:B9)")]


def test_C10_formula_worked_out_to_an_empty_text_is_empty_not_uncalculated() -> None:
    assert first_row(A='t="str"><f>IF(1,"","")</f><v></v>', B="><v>7</v>") == [None, 7]


def test_C10_workbook_written_by_openpyxl_has_uncalculated_formulas(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append([1, 2, "=A1+B1"])
    book.save(tmp_path / "o.xlsx")
    assert open_workbook(tmp_path / "o.xlsx").sheets[0].rows == [[1, 2, Uncalculated("=A1+B1")]]


def test_C10_workbook_written_by_xlsxwriter_has_uncalculated_formulas_where_it_wrote_its_own_zero(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "x.xlsx")
    sheet = book.add_worksheet()
    sheet.write_formula("A1", "=1+1")
    sheet.write_formula("B1", "=1+1", value=2)
    sheet.write_formula("C1", '="0"', value="0")
    book.close()
    assert open_workbook(tmp_path / "x.xlsx").sheets[0].rows == [[Uncalculated("=1+1"), 2, "0"]]


def test_C10_a_formula_that_gives_zero_is_zero_where_the_program_worked_it_out() -> None:
    assert first_row(A="><f>B1-B1</f><v>0</v>") == [0]


@pytest.mark.parametrize(
    ("serial", "in_1900", "in_1904"),
    [
        ("0", CellError("0", "date_not_real"), date(1904, 1, 1)),
        ("1", date(1900, 1, 1), date(1904, 1, 2)),
        ("59", date(1900, 2, 28), date(1904, 2, 29)),
        ("60", CellError("60", "date_not_real"), date(1904, 3, 1)),
        ("60.5", CellError("60.5", "date_not_real"), datetime(1904, 3, 1, 12)),
        ("61", date(1900, 3, 1), date(1904, 3, 2)),
        ("39267", date(2007, 7, 4), date(2011, 7, 5)),
        ("40729", date(2011, 7, 5), date(2015, 7, 6)),
        ("-1", CellError("-1", "date_not_real"), CellError("-1", "date_not_real")),
        ("2958465", date(9999, 12, 31), CellError("2958465", "date_not_real")),
        ("2958466", CellError("2958466", "date_not_real"), CellError("2958466", "date_not_real")),
        ("1E+300", CellError("1e+300", "date_not_real"), CellError("1e+300", "date_not_real")),
    ],
)
def test_C12_serials_in_both_date_systems(serial: str, in_1900: CellValue, in_1904: CellValue) -> None:
    for date_1904, expected in ((False, in_1900), (True, in_1904)):
        data = xlsx(cells_xml({"A1": f's="{DAY}"><v>{serial}</v>'}), date_1904=date_1904)
        assert only_sheet(data).rows == [[expected]]


def test_C12_times_and_lengths_of_time() -> None:
    row = first_row(
        A=f's="{TIME}"><v>0.5</v>', B=f's="{DURATION}"><v>1.5</v>', C=f's="{DAY_TIME}"><v>40729.25</v>', D=f's="{DURATION}"><v>-0.5</v>'
    )
    assert row == [time(12), timedelta(days=1, hours=12), datetime(2011, 7, 5, 6), timedelta(hours=-12)]


def test_C12_a_date_written_as_text_by_the_program_is_that_day() -> None:
    assert first_row(A='t="d"><v>2026-11-09</v>', B='t="d"><v>2026-11-09T06:30:00</v>') == [date(2026, 11, 9), datetime(2026, 11, 9, 6, 30)]


def test_C14_merged_ranges_are_reported_and_only_their_first_cell_has_a_value() -> None:
    rows = cells_xml({"A1": 't="str"><v>2026</v>', "A2": "><v>1</v>", "D2": "><v>4</v>"})
    parts = xlsx_parts(
        {"Data": sheet_xml(rows, after='<mergeCells count="2"><mergeCell ref="A1:D1"/><mergeCell ref="$F$3:F9"/></mergeCells>')}
    )
    sheet = only_sheet(zipped(parts))
    assert sheet.merges == [Merge(0, 0, 0, 3), Merge(2, 5, 8, 5)]
    assert [merge.a1 for merge in sheet.merges] == ["A1:D1", "F3:F9"]
    assert sheet.rows[0] == ["2026"]


def test_C15_hidden_rows_columns_and_sheets_and_filtered_rows_are_reported(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "h.xlsx")
    seen, hidden, very = book.add_worksheet("Seen"), book.add_worksheet("Hidden"), book.add_worksheet("Very")
    for sheet in (seen, hidden, very):
        for row in range(6):
            sheet.write_row(row, 0, [row, row * 10, row * 100])
    seen.set_row(2, None, None, {"hidden": True})
    seen.set_row(4, 0)
    seen.set_column(1, 1, None, None, {"hidden": True})
    seen.autofilter(0, 0, 5, 2)
    seen.set_row(3, options={"hidden": True})
    hidden.hide()
    very.very_hidden()
    book.close()
    sheets = open_workbook(tmp_path / "h.xlsx").sheets
    assert (sheets[0].hidden_rows, sheets[0].hidden_columns) == ({2, 3, 4}, {1})
    assert [(sheet.name, sheet.hidden) for sheet in sheets] == [("Seen", False), ("Hidden", True), ("Very", True)]
    assert sheets[0].rows[2] == [2, 20, 200], "hidden cells are read; leaving them out is told, not silent"


def test_numbers_have_at_most_fifteen_significant_digits() -> None:
    written = ["0.30000000000000004", "12345678901234567890", "1.5E-7", "5", "-0", "100000", "2.675", "9007199254740993"]
    row = first_row(**{letter: f"><v>{text}</v>" for letter, text in zip("ABCDEFGH", written, strict=True)})
    assert row == [0.3, 1.23456789012346e19, 1.5e-07, 5, 0, 100000, 2.675, 9.00719925474099e15]
    assert [type(cell) for cell in row[3:6]] == [int, int, int]


@pytest.mark.parametrize(("written", "kept"), [("NaN", "NaN"), ("-inf", "-Infinity"), ("1e999", "Infinity"), ("abc", "abc")])
def test_C18_what_is_no_number_comes_as_text_never_as_a_figure(written: str, kept: str) -> None:
    assert first_row(A=f"><v>{written}</v>") == [kept]


def test_percent_cells_are_known_and_not_rescaled() -> None:
    rows = cells_xml({"A1": f's="{PERCENT}"><v>0.05</v>', "B1": f's="{GENERAL}"><v>0.05</v>', "C1": f's="{PERCENT}" t="str"><v>n/a</v>'})
    sheet = only_sheet(xlsx(rows))
    assert (sheet.rows, sheet.percent) == ([[0.05, 0.05, "n/a"]], {(0, 0)})


def test_texts_are_kept_verbatim() -> None:
    assert first_row(A='t="s"><v>0</v>', B='t="inlineStr"><is><t xml:space="preserve"> x </t></is>', C='t="b"><v>1</v>') == [
        " a & b ",
        " x ",
        True,
    ]


ROWS_OF_UNUSUAL = {
    "no addresses": '<row><c><v>1</v></c><c t="str"><v>x</v></c></row><row hidden="1"><c><v>3</v></c></row>',
    "single quotes, other order": "<row r='1'><c t='n' r='A1'><v>1</v></c><c t='str' s='0' r='B1' ><v>x</v></c></row>"
    "<row hidden='1' r='2'><c r='A2'><v>3</v></c></row>",
    "comments and CDATA": '<!-- <row r="9"><c r="Z9"><v>9</v></c></row> --><row r="1"><c r="A1"><v><![CDATA[1]]></v></c>'
    '<c r="B1" t="str"><v><![CDATA[x]]></v></c></row><row r="2" hidden="1"><c r="A2"><v>3</v></c></row>',
    "further attributes": '<row r="1" spans="1:2"><c r="A1" cm="1"><v>1</v></c><c r="B1" s="0" t="str" vm="2"><v>x</v></c></row>'
    '<row r="2" spans="1:2" hidden="1"><c r="A2"><v>3</v></c></row>',
}
USUAL = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="str"><v>x</v></c></row><row r="2" hidden="true"><c r="A2"><v>3</v></c></row>'
PREFIXED = re.sub(r"<(/?)(\w)", r"<\1x:\2", sheet_xml(USUAL).split("?>")[1]).replace("xmlns=", "xmlns:x=")
UNUSUAL = {name: sheet_xml(rows).encode() for name, rows in ROWS_OF_UNUSUAL.items()} | {
    "prefixed": PREFIXED.encode(),
    "UTF-16": sheet_xml(USUAL).replace("UTF-8", "UTF-16").encode("utf-16"),
    "latin-1": sheet_xml(USUAL).replace("UTF-8", "ISO-8859-1").encode("latin-1"),
    "byte order mark": b"\xef\xbb\xbf" + sheet_xml(USUAL).encode(),
}


@pytest.mark.parametrize("form", UNUSUAL)
def test_unusual_forms_of_the_same_sheet_read_alike(form: str) -> None:
    parts = xlsx_parts({"Data": ""}) | {"xl/worksheets/sheet1.xml": UNUSUAL[form]}
    sheet = only_sheet(zipped(parts))
    assert (sheet.rows, sheet.hidden_rows) == ([[1, "x"], [3]], {1})


def test_strict_open_xml_reads_like_the_common_form() -> None:
    rows = cells_xml({"A1": "><v>1</v>", "B1": 't="s"><v>0</v>', "C1": 't="d"><v>2026-01-31</v>'})
    parts = xlsx_parts({"Data": sheet_xml(rows)}, texts=["x"])
    namespaces = ((MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main"), (OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"))
    for common, strict in namespaces:
        parts = {name: part.replace(common.encode(), strict.encode()) for name, part in parts.items()}
    assert only_sheet(zipped(parts)).rows == [[1, "x", date(2026, 1, 31)]]


def test_shared_texts_in_cdata_are_not_lost() -> None:
    parts = xlsx_parts({"Data": sheet_xml(cells_xml({"A1": 't="s"><v>0</v>', "B1": 't="s"><v>1</v>'}))})
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}"><si><t><![CDATA[a < b]]></t></si><si><t>c</t></si></sst>'.encode()
    assert only_sheet(zipped(parts)).rows == [["a < b", "c"]]


def test_a_stray_cell_far_away_costs_no_rectangle_of_memory() -> None:
    sheet = only_sheet(
        xlsx(cells_xml({"A1": "><v>1</v>", "C3": f's="{PERCENT}"><v>0.5</v>', "XFD1048576": 't="e"><v>#N/A</v>', "B900000": "><v>2</v>"}))
    )
    assert (sheet.rows[0], sheet.rows[2], sheet.rows[899_999], len(sheet.rows)) == ([1], [None, None, 0.5], [None, 2], 1_048_576)
    assert sheet.rows[-1] == [None] * 16_383 + [CellError("#N/A")]
    assert sheet.percent == {(2, 2)}


def test_a_long_sheet_is_read_whole_across_blocks_and_tells_progress() -> None:
    rows = "".join(
        f'<row r="{i}"><c r="A{i}"><v>{i}</v></c><c r="B{i}" t="str"><v>text {i} {"x" * 50}</v></c></row>' for i in range(1, 40_001)
    )
    told: list[int] = []
    (sheet,) = read_bytes(xlsx(rows), "long.xlsx", told.append).sheets
    assert [row[0] for row in sheet.rows] == list(range(1, 40_001))
    assert told == sorted(told) and told[-1] == 40_000 and len(told) > 3


def test_C3_a_cell_given_twice_reads_as_its_last_value_and_harms_nothing() -> None:
    twice = f'<row r="1"><c r="A1" s="{DAY}"><v>45000</v></c><c r="A1" s="{DAY}"><v>45001</v></c></row>'
    assert only_sheet(xlsx(twice)).rows == [[date(2023, 3, 16)]]


def test_a_large_workbook_goes_by_way_of_the_disk_and_leaves_nothing_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    data = xlsx(cells_xml({"A1": 't="s"><v>0</v>', "C2": f's="{DAY}"><v>45000</v>'}), texts=["x"])
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    in_memory = only_sheet(data)
    monkeypatch.setattr("groundswell.engine.sources.xlsx.IN_MEMORY", 10)
    seen: list[int] = []
    (by_disk,) = read_bytes(data, "book.xlsx", lambda _: seen.append(len(list(tmp_path.iterdir())))).sheets
    assert by_disk == in_memory
    assert seen[-1] == 1, "there was a copy on disk while it was read"
    assert list(tmp_path.iterdir()) == []


def test_a_sheet_of_charts_is_named_not_dropped(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "c.xlsx")
    book.add_worksheet("Data").write("A1", 5)
    sheet = book.add_chartsheet("Chart")
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Data!$A$1"})
    sheet.set_chart(chart)
    book.close()
    workbook = open_workbook(tmp_path / "c.xlsx")
    assert [sheet.name for sheet in workbook.sheets] == ["Data"]
    assert [(problem.code, problem.place.sheet) for problem in workbook.problems] == [("sheet_without_cells", "Chart")]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>5</v></row>',
        '<row r="1"><c r="A1" t="s"><v>7</v></c></row>',
        '<row r="1"><c r="XFE1"><v>5</v></c></row>',
        '<row r="1"><c r="A1">',
    ],
    ids=["unclosed cell", "text that is not there", "beyond the last column", "cut off"],
)
def test_C3_malformed_sheets_are_refused_never_read_in_part(rows: str) -> None:
    with pytest.raises(UserError) as caught:
        read_bytes(xlsx(rows), "m.xlsx")
    assert caught.value.code == "file_damaged"


def test_values_survive_a_round_through_openpyxl() -> None:
    cells = [[1, 2.5, "text", True, date(2026, 11, 9), None, 0.1 + 0.2], ["", -7, "ünïcode ↗", False, datetime(2026, 11, 9, 6, 30)]]
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in cells:
        book.active.append(row)
    book.save(out)
    read = only_sheet(out.getvalue()).rows
    assert read == [[1, 2.5, "text", True, date(2026, 11, 9), None, 0.3], [None, -7, "ünïcode ↗", False, datetime(2026, 11, 9, 6, 30)]]


def test_labels_that_are_set_in_keep_their_steps() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row, (text, steps) in enumerate([("Surgery", 0), ("Hip", 1), ("Left", 2)], start=1):
        sheet.cell(row, 1, text).alignment = openpyxl.styles.Alignment(indent=steps)
    out = io.BytesIO()
    book.save(out)
    read = only_sheet(out.getvalue())
    assert read.indents == {(1, 0): 1, (2, 0): 2}
    assert workbook_from_json(workbook_to_json(Workbook("xlsx", "b.xlsx", "", [read]))).sheets == [read]
