"""ODS: a scan of our own over content.xml."""

from datetime import date, datetime, time, timedelta

import pytest

from groundswell.engine.sources.opening import read_bytes
from groundswell.engine.sources.workbook import CellError, CellValue, Merge, Sheet, Uncalculated
from groundswell.errors import UserError
from tests.forging import ods

ERRORS = ("#DIV/0!", "#N/A", "#REF!", "#NUM!", "#VALUE!", "#NAME?", "#NULL!")
FAR = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'


def number(value: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="float" office:value="{value}" {attributes}><text:p>shown</text:p></table:table-cell>'


def text(words: str, attributes: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{words}</text:p></table:table-cell>'


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def table(*rows: str, attributes: str = "", columns: str = "") -> str:
    return f'<table:table table:name="Data" {attributes}>{columns}{"".join(rows)}</table:table>'


def only_sheet(content: str, **options: str) -> Sheet:
    (sheet,) = read_bytes(ods(content, **options), "book.ods").sheets
    return sheet


def refused(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read_bytes(data, "book.ods")
    return caught.value.code


@pytest.mark.parametrize("error", [*ERRORS, "Err:502"])
@pytest.mark.parametrize("form", ['calcext:value-type="error" office:string-value="" table:formula="of:=1/0"', 'table:formula="of:=1/0"'])
@pytest.mark.parametrize("before", [0, 1, 300])
def test_C9_error_cells_keep_their_address_in_ods(error: str, form: str, before: int) -> None:
    cells = [number("1")] * before + [text(error, form), number("2")]
    assert only_sheet(table(row(), row(*cells))).rows == [[], [1] * before + [CellError(error), 2]]


def test_C10_formula_without_a_value_is_marked_in_ods() -> None:
    cell = '<table:table-cell table:formula="of:=SUM([.A1:.A3])"/>'
    assert only_sheet(table(row(number("1"), cell))).rows == [[1, Uncalculated("=SUM([.A1:.A3])")]]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ('office:value-type="float" office:value="0.30000000000000004"', 0.3),
        ('office:value-type="currency" office:currency="GBP" office:value="12.50"', 12.5),
        ('office:value-type="percentage" office:value="0.05"', 0.05),
        ('office:value-type="boolean" office:boolean-value="true"', True),
        ('office:value-type="date" office:date-value="2026-11-09"', date(2026, 11, 9)),
        ('office:value-type="date" office:date-value="2026-11-09T00:00:00"', date(2026, 11, 9)),
        ('office:value-type="date" office:date-value="2026-11-09T06:30:00.123456789"', datetime(2026, 11, 9, 6, 30, 0, 123456)),
        ('office:value-type="date" office:date-value="2026-02-30"', "shown"),
        ('office:value-type="time" office:time-value="PT10H30M05.5S"', time(10, 30, 5, 500000)),
        ('office:value-type="time" office:time-value="PT36H00M00S"', timedelta(hours=36)),
        ('office:value-type="float" office:value="not a number"', "shown"),
        ('office:value-type="float" office:value="1e999"', "Infinity"),
        ("", "shown"),
    ],
)
def test_types_of_cells(cell: str, value: CellValue) -> None:
    sheet = only_sheet(table(row(f"<table:table-cell {cell}><text:p>shown</text:p></table:table-cell>")))
    assert sheet.rows == [[value]] and type(sheet.rows[0][0]) is type(value)
    assert sheet.percent == ({(0, 0)} if "percentage" in cell else set())


def test_text_keeps_its_own_spaces_and_lines_and_leaves_notes_out() -> None:
    words = (
        "<table:table-cell><office:annotation><text:p>a note</text:p></office:annotation><text:p>one<text:s text:c='2'/>two "
        "<text:span>three</text:span>\n  four<text:tab/>five</text:p><text:p>six</text:p></table:table-cell>"
    )
    assert only_sheet(table(row(words))).rows == [["one  two three four\tfive\nsix"]]


def test_repeated_cells_and_rows_are_spread_and_empty_ends_cost_nothing() -> None:
    content = table(
        row(number("1", 'table:number-columns-repeated="3"'), '<table:table-cell table:number-columns-repeated="2"/>', number("2")),
        row('<table:table-cell table:number-columns-repeated="16384"/>', attributes='table:number-rows-repeated="3"'),
        row(text("x"), '<table:table-cell table:number-columns-repeated="16383"/>', attributes='table:number-rows-repeated="2"'),
        FAR,
    )
    assert only_sheet(content).rows == [[1, 1, 1, None, None, 2], [], [], [], ["x"], ["x"]]


def test_C14_merged_ranges_of_ods_are_reported() -> None:
    head = text("2026", 'table:number-columns-spanned="3" table:number-rows-spanned="2"')
    content = table(row(number("0"), head, '<table:covered-table-cell table:number-columns-repeated="2"/>', number("9")))
    sheet = only_sheet(content)
    assert (sheet.merges, sheet.rows) == ([Merge(0, 1, 1, 3)], [[0, "2026", None, None, 9]])


def test_C15_hidden_rows_columns_and_sheets_of_ods_are_reported() -> None:
    columns = '<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="16383"/>'
    rows = [row(number("1"), number("2"), number("3"), attributes=f'table:visibility="{v}"') for v in ("visible", "collapse", "filter")]
    style = '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>'
    hidden = table(row(number("1")), attributes='table:style-name="ta2"')
    seen, not_seen = read_bytes(ods(table(*rows, FAR, columns=columns) + hidden, styles=style), "h.ods").sheets
    assert (seen.hidden_rows, seen.hidden_columns, seen.hidden, not_seen.hidden) == ({1, 2}, {1, 2}, False, True)


@pytest.mark.parametrize(
    "content",
    [
        row(number("1", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="1048576"'),
        "".join(
            row(number("1", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="1000"') for _ in range(3)
        ),
    ],
)
def test_C1_cells_repeated_into_the_billions_are_refused(content: str) -> None:
    assert refused(ods(table(content))) == "sheets_too_large"


def test_C3_more_cells_than_a_sheet_has_are_refused() -> None:
    assert refused(ods(table(row('<table:table-cell table:number-columns-repeated="16384"/>', number("1"))))) == "file_damaged"


def test_C5_a_locked_ods_is_named() -> None:
    manifest = b'<manifest:manifest xmlns:manifest="urn:x"><manifest:encryption-data manifest:checksum="x"/></manifest:manifest>'
    assert refused(ods("", extra={"META-INF/manifest.xml": manifest})) == "file_locked"


def test_C5_macros_of_ods_are_noted() -> None:
    workbook = read_bytes(ods(table(row(number("1"))), extra={"Basic/Standard/Module1.xml": b"<x/>"}), "m.ods")
    assert ([p.code for p in workbook.problems], workbook.sheets[0].rows) == (["macros_not_run"], [[1]])
