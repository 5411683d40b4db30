"""Raised digits behind names and figures: a footnote's number is no digit of the figure before it, whatever the kind of file."""

from datetime import date
from types import SimpleNamespace

import pytest

from groundswell.domain.measurement.observation import Status
from groundswell.engine.sources.opening import read_bytes
from groundswell.engine.sources.raised import with_raised_runs
from groundswell.engine.sources.workbook import CellValue
from groundswell.engine.sources.xls import SUPERSCRIPT, _with_raised_runs
from tests.forging import cells_xml, ods, xlsx
from tests.unit.engine import sheets

RUN = '<r><rPr><vertAlign val="{}"/></rPr><t{}>{}</t></r>'
READ = ["201", "20¹", "South¹,²", "1st", "CO2", "km²", "Wales 1"]


def _runs(bare: str, raised: str, where: str = "superscript", space: str = "") -> str:
    return f"<r><t{space}>{bare}</t></r>{RUN.format(where, space, raised)}"


RICH = [
    _runs("20", "1", "baseline"),
    _runs("20", "1"),
    _runs("South", "1,2", space=' xml:space="preserve"'),
    _runs("1", "st"),
    _runs("CO", "2", "subscript"),
    _runs("km", "2"),
    _runs("Wales ", "1", space=' xml:space="preserve"'),
]


def _first_row(data: bytes, name: str) -> list[CellValue]:
    return read_bytes(data, name).sheets[0].rows[0]


@pytest.mark.parametrize("prefix", ["", "x:"])
def test_raised_digits_of_shared_texts(prefix: str) -> None:
    plain = "".join(f"<si>{runs}</si>" for runs in RICH)
    assert with_raised_runs(plain.encode()).decode().count("¹") == 2
    prefixed = plain.replace("</", f"</{prefix}").replace("<r>", f"<{prefix}r>").replace("<t", f"<{prefix}t").replace("<v", f"<{prefix}v")
    assert with_raised_runs(prefixed.encode()).decode().count("²") == 2


def test_raised_digits_of_texts_in_xlsx_cells() -> None:
    cells = {f"{letter}1": f't="inlineStr"><is>{runs}</is>' for letter, runs in zip("ABCDEFG", RICH, strict=True)}
    assert _first_row(xlsx(cells_xml(cells)), "book.xlsx") == READ


def test_runs_that_are_never_closed_are_looked_at_once() -> None:
    hostile = b'<r><vertAlign val="superscript"/><t>1' * 50_000
    assert with_raised_runs(hostile) == hostile


def test_raised_digits_in_ods() -> None:
    styles = (
        '<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>'
        '<style:style style:name="T2"><style:text-properties style:text-position="sub 58%"/></style:style>'
    )
    texts = [("20", "T3", "1"), ("20", "T1", "1"), ("South", "T1", "1,2"), ("1", "T1", "st"), ("CO", "T2", "2"), ("km", "T1", "2")]
    texts.append(("Wales ", "T1", "1"))
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{bare}<text:span text:style-name="{style}">{raised}</text:span></text:p>'
        "</table:table-cell>"
        for bare, style, raised in texts
    )
    data = ods(f'<table:table table:name="Data"><table:table-row>{cells}</table:table-row></table:table>', styles=styles)
    assert _first_row(data, "book.ods") == READ


def test_raised_digits_in_xls() -> None:
    fonts = [SimpleNamespace(escapement=number) for number in (0, SUPERSCRIPT, 2)]
    book = SimpleNamespace(font_list=fonts)
    texts = [("201", 2, 0), ("201", 2, 1), ("South1,2", 5, 1), ("1st", 1, 1), ("CO2", 2, 2), ("km2", 2, 1), ("Wales 1", 6, 1)]
    assert [_with_raised_runs(book, text, [(at, font)]) for text, at, font in texts] == READ
    assert _with_raised_runs(book, "a1b2", [(1, 1), (2, 0), (9, 1)]) == "a¹b2"
    assert _with_raised_runs(book, "a1", [(1, 7)]) == "a1"


def test_raised_digits_in_web_pages_and_pasted_blocks() -> None:
    cells = ["201", "20<sup>1</sup>", "South<sup><a href='#n'>1</a>,2</sup>", "1<sup>st</sup>", "CO<sub>2</sub>", "km<sup>2</sup>"]
    cells.append("Wales <sup>1</sup>")
    page = f"<html><body><table><tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr></table></body></html>"
    assert _first_row(page.encode(), "page.xls") == READ


def test_raised_digits_in_xml_spreadsheets() -> None:
    space, html = "urn:schemas-microsoft-com:office:spreadsheet", "http://www.w3.org/TR/REC-html40"
    cells = ["201", "20<h:Sup>1</h:Sup>", "South<h:Sup>1,2</h:Sup>", "1<h:Sup>st</h:Sup>", "CO<h:Sub>2</h:Sub>", "km<h:Sup>2</h:Sup>"]
    cells.append("Wales <h:Sup>1</h:Sup>")
    inner = "".join(f'<Cell><ss:Data ss:Type="String" xmlns:h="{html}">{cell}</ss:Data></Cell>' for cell in cells)
    book = f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="A"><Table><Row>{inner}</Row></Table>'
    assert _first_row((book + "</Worksheet></Workbook>").encode(), "old.xls") == READ


def test_a_raised_number_is_read_as_the_mark_that_it_is() -> None:
    rows = [
        ["Region", "2022", "2023", "2024²"],
        ["North", "10", "20¹", "30"],
        ["South¹", "11", "21", "31"],
        ["East¹,²", "12", "22", "32"],
        [],
        ["1 Excludes the city"],
        ["2 Provisional"],
    ]
    _, intake = sheets.read(sheets.workbook(rows))
    found = {(o.org_unit, o.period.start.year): str(o.value) for o in intake.observations if o.period}
    assert found["North", 2023] == "20"
    assert {place for place, _ in found} == {"North", "South", "East"}
    assert {o.status for o in intake.observations if o.period and o.period.start == date(2024, 1, 1)} == {Status.PROVISIONAL}


@pytest.mark.parametrize("across", [True, False])
def test_years_with_raised_digits_end_in_no_traceback(across: bool) -> None:
    rows: list[list[CellValue]] = [["Year", "2022²", "2023²", "2024²"], ["Visits", 1, 2, 3], ["Calls", 4, 5, 6]]
    _, intake = sheets.read(sheets.workbook(rows if across else [list(column) for column in zip(*rows, strict=True)]))
    assert {o.period.start.year for o in intake.observations if o.period} <= {2022, 2023, 2024}
