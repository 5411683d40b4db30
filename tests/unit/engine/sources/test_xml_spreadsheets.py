"""Workbooks in one XML file: flat OpenDocument, and the XML spreadsheet of 2003 that older programs save as ``.xls``."""

from datetime import date, datetime, time

import pytest

from groundswell.engine.sources.opening import read_bytes
from groundswell.engine.sources.workbook import CellError, Merge, Uncalculated, Workbook
from groundswell.errors import UserError

SPACE = "urn:schemas-microsoft-com:office:spreadsheet"
STYLES = (
    '<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style><Style ss:ID="q"><NumberFormat ss:Format="0.0%"/></Style>'
    '<Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style></Styles>'
)


def book(*sheets: str, before: str = STYLES) -> bytes:
    spaces = f'xmlns="{SPACE}" xmlns:ss="{SPACE}" xmlns:x="urn:schemas-microsoft-com:office:excel"'
    head = f'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook {spaces}>'
    return (head + before + "".join(sheets) + "</Workbook>").encode()


def sheet(table: str, *, name: str = "Data", after: str = "") -> str:
    return f'<Worksheet ss:Name="{name}"><Table>{table}</Table>{after}</Worksheet>'


def cell(content: str, kind: str = "Number", **attributes: str) -> str:
    given = " ".join(f'ss:{name.title()}="{value}"' for name, value in attributes.items())
    return f'<Cell {given}><Data ss:Type="{kind}">{content}</Data></Cell>'


def read(data: bytes) -> Workbook:
    return read_bytes(data, "old.xls")


def refused(data: bytes) -> str:
    with pytest.raises(UserError) as caught:
        read(data)
    return caught.value.code


def test_every_kind_of_cell_is_read() -> None:
    row = cell("1.5") + cell("a &amp; b", "String") + cell("1", "Boolean") + cell("2026-11-09T00:00:00.000", "DateTime")
    row += cell("2026-11-09T12:30:00.000", "DateTime") + cell("1899-12-31T06:00:00.000", "DateTime") + cell("#DIV/0!", "Error")
    workbook = read(book(sheet(f"<Row>{row}</Row>")))
    assert workbook.kind == "xml"
    assert workbook.sheets[0].rows == [
        [1.5, "a & b", True, date(2026, 11, 9), datetime(2026, 11, 9, 12, 30), time(6), CellError("#DIV/0!")]
    ]


def test_rows_and_cells_may_leave_out_what_is_empty() -> None:
    table = f'<Row ss:Index="3">{cell("1", index="2")}{cell("2")}</Row><Row>{cell("3")}</Row>'
    assert read(book(sheet(table))).sheets[0].rows == [[], [], [None, 1, 2], [3]]


def test_C9_C10_errors_and_formulas_never_worked_out_keep_their_address() -> None:
    table = f'<Row>{cell("0", formula="=1-1")}<Cell ss:Formula="=RC[-1]*2"/></Row><Row>{cell("#N/A", "Error")}</Row>'
    found = read(book(sheet(table))).sheets[0]
    assert found.rows == [[0, Uncalculated("=RC[-1]*2")], [CellError("#N/A")]]


def test_C14_C15_merges_and_what_is_hidden() -> None:
    look = '<Column/><Column ss:Hidden="1" ss:Span="1"/><Column/>'
    rows = f'<Row><Cell ss:MergeAcross="1" ss:MergeDown="1"><Data ss:Type="String">x</Data></Cell>{cell("1")}{cell("2")}</Row>'
    rows += f'<Row ss:Hidden="1">{cell("9", index="3")}</Row>'
    after = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    found = read(book(sheet(look + rows, after=after), sheet(rows, name="Shown")))
    data, shown = found.sheets
    assert data.rows == [["x", None, 1, 2], [None, None, 9]]
    assert data.merges == [Merge(0, 0, 1, 1)]
    assert (data.hidden_columns, data.hidden_rows, data.hidden, shown.hidden) == ({1, 2}, {1}, True, False)


def test_C17_shares_shown_as_percentages_are_known() -> None:
    table = "".join(f'<Row><Cell ss:StyleID="{style}"><Data ss:Type="Number">0.05</Data></Cell></Row>' for style in "pqd")
    found = read(book(sheet(table))).sheets[0]
    assert set(found.percent) == {(0, 0), (1, 0)}


def test_a_sheet_of_a_chart_alone_is_said() -> None:
    found = read(book(sheet(f"<Row>{cell('1')}</Row>"), '<Worksheet ss:Name="Chart"/>'))
    assert [(p.code, p.place.sheet) for p in found.problems] == [("sheet_without_cells", "Chart")]


WHOLE = book(sheet(f"<Row>{cell('1')}</Row>"))


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.9, 0.999])
def test_C3_an_xml_spreadsheet_that_breaks_off_is_refused(cut: float) -> None:
    data = WHOLE[: int(len(WHOLE) * cut)]
    assert refused(data) in ("file_damaged", "file_is_xml")


@pytest.mark.parametrize(
    "table",
    [
        f'<Row ss:Index="5">{cell("1")}</Row><Row ss:Index="2">{cell("2")}</Row>',
        f"<Row>{cell('1')}{cell('2', index='1')}</Row>",
        f'<Row ss:Index="1048577">{cell("1")}</Row>',
        f"<Row>{cell('2', index='16385')}</Row>",
    ],
)
def test_C3_cells_in_impossible_places_are_refused(table: str) -> None:
    assert refused(book(sheet(table))) == "file_damaged"


def test_C4_no_entity_of_an_xml_spreadsheet_is_expanded() -> None:
    for data in (WHOLE, FLAT):
        head, _, rest = data.partition(b"?>")
        assert refused(head + b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + rest) == "file_has_document_type"


SPACES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "script"))
TABLE = (
    '<table:table table:name="T"><table:table-row><table:table-cell office:value-type="percentage" office:value="0.05"><text:p>5%</text:p>'
    '</table:table-cell><table:table-cell table:formula="of:=A1"/></table:table-row></table:table>'
)


def flat(body: str, before: str = "") -> bytes:
    document = f"<office:document {SPACES}>{before}<office:body>{body}</office:body></office:document>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{document}'.encode()


FLAT = flat(f"<office:spreadsheet>{TABLE}</office:spreadsheet>")


def test_a_flat_open_document_is_read_as_its_packed_form() -> None:
    workbook = read(FLAT)
    assert (workbook.kind, workbook.sheets[0].name, workbook.sheets[0].rows) == ("fods", "T", [[0.05, Uncalculated("=A1")]])
    assert set(workbook.sheets[0].percent) == {(0, 0)}
    assert workbook.problems == []


def test_C5_macros_of_a_flat_open_document_are_noted() -> None:
    workbook = read(
        flat(f"<office:spreadsheet>{TABLE}</office:spreadsheet>", '<office:scripts><office:script script:language="x"/></office:scripts>')
    )
    assert [p.code for p in workbook.problems] == ["macros_not_run"]


def test_a_flat_text_document_is_named() -> None:
    assert refused(flat("<office:text/>")) == "file_is_document"


@pytest.mark.parametrize("cut", [0.5, 0.9, 0.999])
def test_C3_a_flat_open_document_that_breaks_off_is_refused(cut: float) -> None:
    assert refused(FLAT[: int(len(FLAT) * cut)]) == "file_damaged"
