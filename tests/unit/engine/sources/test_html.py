"""Tables of web pages: saved as ``.xls`` by reporting systems, or copied from a browser."""

from pathlib import Path

import pytest

from groundswell.engine.sources.opening import paste_job, paste_workbook, read_bytes
from groundswell.engine.sources.workbook import CellError, Merge, Row, Workbook
from groundswell.errors import UserError

EXCEL = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta http-equiv=Content-Type content="text/html; charset=windows-1252">
<style>td { mso-number-format:General; } </style>
<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>Caf\u00e9s &amp; bars</x:Name>
</x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]--></head>
<body><table border=0 style='border-collapse:collapse'>
 <col width=80><col width=64 style='display:none'>
 <tr height=20><td colspan=2 class=xl65>Caf\u00e9s, 2026</td><td></td></tr>
 <tr style='display:none'><td>old</td><td>1</td></tr>
 <tr><td>Share</td><td x:num="0.0512">5%</td><td x:num>7</td></tr>
 <tr><td>Amount</td><td x:num="1234.5678">1,234.57</td><td x:num="39814">01/01/2009</td></tr>
 <tr><td>Broken</td><td x:err="#DIV/0!">#DIV/0!</td><td x:num="-5.5">(5.5)</td></tr>
</table></body></html>"""


def read(page: str | bytes, name: str = "report.xls") -> Workbook:
    workbook = read_bytes(page if isinstance(page, bytes) else page.encode(), name)
    assert workbook.kind == "html"
    return workbook


def rows(body: str) -> list[Row]:
    return read(f"<html><body>{body}</body></html>").sheets[0].rows


def refused(page: str | bytes) -> str:
    with pytest.raises(UserError) as caught:
        read_bytes(page if isinstance(page, bytes) else page.encode(), "report.xls")
    return caught.value.code


def test_a_page_saved_as_xls_is_a_sheet() -> None:
    sheet = read(EXCEL.encode("cp1252")).sheets[0]
    assert sheet.name == "Caf\u00e9s & bars"
    assert sheet.rows == [
        ["Caf\u00e9s, 2026"],
        ["old", "1"],
        ["Share", 0.0512, "7"],
        ["Amount", 1234.5678, "01/01/2009"],
        ["Broken", CellError("#DIV/0!"), -5.5],
    ]
    assert sheet.merges == [Merge(0, 0, 0, 1)]
    assert (sheet.hidden_rows, sheet.hidden_columns, set(sheet.percent)) == ({1}, {1}, {(2, 1)})


@pytest.mark.parametrize(
    ("kept", "shown", "value"),
    [
        ("1234", "1,234", 1234),
        ("1234", "1.234", 1234),
        ("1.234", "1.234", 1.234),
        ("0.05", "5%", 0.05),
        ("5", "5%", "5%"),
        ("1200", "1.2", "1.2"),
        ("-3", "3", "3"),
        ("45000", "2023-03-15", "2023-03-15"),
        ("12345678901234567890", "12345678901234567890", "12345678901234567890"),
        ("1e999999", "1", "1"),
        ("NaN", "7", "7"),
    ],
)
def test_the_figure_kept_beside_the_text_is_taken_where_both_say_the_same(kept: str, shown: str, value: object) -> None:
    assert rows(f'<table><tr><td sdval="{kept}" sdnum="1033;">{shown}</td></tr></table>') == [[value]]


def test_C14_spans_become_merges_and_shift_what_follows() -> None:
    sheet = read(
        "<table><tr><th rowspan=2>Area<th colspan=2>2025<th>2026<tr><td>Q1<td>Q2<td>Q1"
        "<tr><td>North<td>1<td>2<td>3<tr><td rowspan=0>all<td>9</table>"
    ).sheets[0]
    assert sheet.rows == [["Area", "2025", None, "2026"], [None, "Q1", "Q2", "Q1"], ["North", "1", "2", "3"], ["all", "9"]]
    assert sheet.merges == [Merge(0, 0, 1, 0), Merge(0, 1, 0, 2)]


def test_several_tables_are_several_sheets_named_by_their_captions() -> None:
    workbook = read(
        "<html><h1>Beaches</h1><p>some words</p><table><caption>Visits</caption><tr><td>1</td></tr></table>"
        "<div><table><tr><td>2</td></tr></table></div><table></table></html>"
    )
    assert [(sheet.name, sheet.rows) for sheet in workbook.sheets] == [("Visits", [["Beaches"], ["Visits"], ["1"]]), ("report 2", [["2"]])]


def test_a_table_inside_a_cell_is_a_sheet_of_its_own() -> None:
    workbook = read("<table><tr><td>menu<td>before<table><tr><td>1<td>2</table>after</table>")
    assert [sheet.rows for sheet in workbook.sheets] == [[["menu", "beforeafter"]], [["1", "2"]]]


def test_texts_are_as_shown() -> None:
    cells = "<td> a\n  b </td><td>x<br>y</td><td>&nbsp;</td><td><b>1</b>&nbsp;234</td><td>&lt;5</td><td>a < b</td><td><p>p</p><p>q</p></td>"
    page = f"<table><tr>{cells}</tr></table><script>var t = '<table><tr><td>no';</script><!-- <table> -->"
    assert rows(page) == [["a b", "x\ny", None, "1\u00a0234", "<5", "a < b", "p\nq"]]


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>1</td></tr>",
        "<table><tr><td>1</td></tr></table",
        "<table><tr><td>1</td><td title='x",
        "<html><table><tr><td>1</td></tr></table><!-- never closed",
        "<html><table><tr><td>1</td></tr></table><script>never closed",
        "<html>" + "<table><tr><td>" * 40 + "1" + "</table>" * 40,
    ],
)
def test_C3_a_page_that_breaks_off_is_refused_never_read_in_part(page: str) -> None:
    assert refused(page) == "file_damaged"


def test_blanks_that_set_a_label_in_stay_before_it() -> None:
    page = "<table><tr><td>All <td>3<tr><td> &nbsp;&nbsp;North&nbsp;<td>&nbsp;1<tr><td>&nbsp; <td sdval='2.5'>&nbsp;2.5</table>"
    assert rows(page) == [["All", "3"], ["\u00a0\u00a0North", "\u00a01"], [None, 2.5]]


def test_a_page_without_a_table_is_told_so() -> None:
    assert refused("<!DOCTYPE html><html><p>Nothing here</p></html>") == "file_is_html"


def test_C1_spans_made_to_hurt_are_refused() -> None:
    row = "<tr>" + "<td colspan=1000>1" * 16
    assert refused(f"<table>{row * 1600}</table>") == "sheets_too_large"
    assert refused(f"<table>{row}<td colspan=1000></table>") == "file_damaged"


def test_C23_the_encoding_that_a_page_names_is_taken() -> None:
    page = '<html><meta charset="{}"><table><tr><td>Łódź</td><td>1,5</td></tr></table></html>'
    for encoding in ("windows-1250", "iso-8859-2", "utf-8"):
        workbook = read(page.format(encoding).encode(encoding))
        assert workbook.sheets[0].rows == [["Łódź", "1,5"]]
        assert workbook.dialect is not None and workbook.dialect.decimal_mark == ","
    assert read(page.format("x").encode("utf-16")).sheets[0].rows == [["Łódź", "1,5"]]


def test_a_single_file_web_page_is_read() -> None:
    mail = (
        'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
        "<html><table><tr><td width=3D80>Gr=C3=B6=C3=9Fe</td><td>1</td></tr></table></html>\r\n"
        "--x\r\nContent-Type: text/css\r\n\r\ntd {}\r\n--x--\r\n"
    )
    assert read(mail.encode()).sheets[0].rows == [["Größe", "1"]]
    assert refused(mail[:-8].encode()) == "file_damaged"


def test_a_block_pasted_as_html_is_a_table() -> None:
    block = "<html><body>\r\n<!--StartFragment--><table><tr><td>Jan</td><td>1,5</td></tr></table><!--EndFragment-->\r\n</body></html>"
    clipboard = f"Version:0.9\r\nStartHTML:0000000105\r\nEndHTML:0000000300\r\n{block}"
    for text in (block, clipboard, "<table><tr><td>Jan</td><td>1,5</td></tr></table>"):
        workbook = paste_workbook(text, name="pasted")
        assert (workbook.kind, workbook.sheets[0].rows) == ("paste", [["Jan", "1,5"]])
    assert paste_workbook("<5\t12\n<6\t7\n").sheets[0].rows == [["<5", "12"], ["<6", "7"]]


COPIED = (
    "<html><body><!--StartFragment--><table><tr><td rowspan=2>Region</td><td colspan=2>2025</td></tr>"
    "<tr><td>Jan</td><td>Feb</td></tr><tr><td>North</td><td>1,204</td><td>3</td></tr></table><!--EndFragment--></body></html>"
)


def test_a_copied_table_is_read_with_its_merged_cells_before_its_text(tmp_path: Path) -> None:
    text = tmp_path / "block"
    text.write_text("Region\t2025\t\n\tJan\tFeb\nNorth\t1,204\t3\n", encoding="utf-8")
    (sheet,) = paste_job(str(text), {"table": COPIED}, print)["sheets"]
    assert sheet["rows"][2] == ["North", "1,204", "3"]
    assert sheet["merges"] == [[0, 0, 1, 0], [0, 1, 0, 2]]


@pytest.mark.parametrize("table", ["", "<p>no table at all</p>", "<table><tr><td>1", "<table></table>"])
def test_without_a_table_the_text_of_a_block_is_read(table: str, tmp_path: Path) -> None:
    text = tmp_path / "block"
    text.write_text("Month\tLate\nJan\t1\n", encoding="utf-8")
    (sheet,) = paste_job(str(text), {"table": table}, print)["sheets"]
    assert sheet["rows"] == [["Month", "Late"], ["Jan", "1"]]
