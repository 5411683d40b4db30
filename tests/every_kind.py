"""One table written as every kind of file that people bring: for tests that hold the kinds against each other, and for fuzzing."""

import csv
import gzip
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from html import escape

import openpyxl
import polars as pl

from tests.forging import biff_number, biff_text, ods, xls, zipped
from tests.forging_xlsb import ERRORS, of_values, sheet_bin, xlsb_parts

Cell = date | int | float | str | None
Table = Sequence[Sequence[Cell]]
"""Rows of cells; the first holds the heads. ``#DIV/0!`` and its kin are error cells."""

OLD_XML = "urn:schemas-microsoft-com:office:spreadsheet"


def texts(cells: Sequence[Cell]) -> list[str]:
    """The cells as a text file has them."""
    return ["" if cell is None else str(cell) for cell in cells]


def as_xlsx(table: Table) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Data"
    for row in table:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_xlsb(table: Table) -> bytes:
    return zipped(xlsb_parts({"Data": sheet_bin(of_values(table))}))


def as_xls(table: Table) -> bytes:
    cells = b""
    for r, row in enumerate(table):
        for c, value in enumerate(row):
            if isinstance(value, date):
                cells += biff_number(r, c, (value - date(1899, 12, 30)).days, 2)
            elif value is not None:
                cells += biff_number(r, c, float(value)) if isinstance(value, int | float) else biff_text(r, c, value)
    return xls({"Data": cells})


def _table_xml(table: Table) -> str:
    rows = ""
    for row in table:
        rows += "<table:table-row>"
        for value in row:
            if isinstance(value, date):
                kind = f'date" office:date-value="{value}'
            else:
                kind = f'float" office:value="{value}' if isinstance(value, int | float) else "string"
            said = f' office:value-type="{kind}"><text:p>{escape(str(value))}</text:p></table:table-cell>'
            rows += "<table:table-cell/>" if value is None else f"<table:table-cell{said}"
        rows += "</table:table-row>"
    return f'<table:table table:name="Data">{rows}</table:table>'


def as_ods(table: Table) -> bytes:
    return ods(_table_xml(table))


def as_fods(table: Table) -> bytes:
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    body = f"<office:body><office:spreadsheet>{_table_xml(table)}</office:spreadsheet></office:body>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {spaces}>{body}</office:document>'.encode()


def as_xml_2003(table: Table) -> bytes:
    rows = ""
    for row in table:
        rows += "<Row>"
        for value in row:
            kind = "DateTime" if isinstance(value, date) else "Number" if isinstance(value, int | float) else "String"
            kind = "Error" if value in ERRORS else kind
            shown = f"{value}T00:00:00.000" if isinstance(value, date) else escape(str(value))
            rows += "<Cell/>" if value is None else f'<Cell><Data ss:Type="{kind}">{shown}</Data></Cell>'
        rows += "</Row>"
    sheet = f'<Worksheet ss:Name="Data"><Table>{rows}</Table></Worksheet>'
    return f'<?xml version="1.0"?><Workbook xmlns="{OLD_XML}" xmlns:ss="{OLD_XML}">{sheet}</Workbook>'.encode()


def as_csv(table: Table, delimiter: str = ",", encoding: str = "utf-8", line_end: str = "\r\n") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=line_end).writerows(map(texts, table))
    return out.getvalue().encode(encoding)


def as_html(table: Table) -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in texts(row)) + "</tr>" for row in table)
    return f'<html><meta charset="utf-8"><body><table>{rows}</table></body></html>'.encode()


def as_mhtml(table: Table) -> bytes:
    head = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--edge"\r\n\r\n----edge\r\n'
    part = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    return head + part + as_html(table) + b"\r\n----edge--\r\n"


def _records(table: Table) -> list[dict[str, object]]:
    heads = texts(table[0])
    return [{h: str(v) if isinstance(v, date) else v for h, v in zip(heads, row, strict=True)} for row in table[1:]]


def as_jsonl(table: Table) -> bytes:
    return "\n".join(json.dumps(record, ensure_ascii=False) for record in _records(table)).encode()


def as_json(table: Table) -> bytes:
    return json.dumps(_records(table)).encode()


def as_parquet(table: Table) -> bytes:
    columns = {head: list(cells) for head, cells in zip(texts(table[0]), zip(*table[1:], strict=True), strict=True)}
    out = io.BytesIO()
    pl.DataFrame(columns, strict=False).write_parquet(out)
    return out.getvalue()


def as_zip(table: Table) -> bytes:
    return zipped({"Data.csv": as_csv(table), "more/Data 2.xlsx": as_xlsx(table), "notes.pdf": b"%PDF-1.7\n"})


KINDS: Mapping[str, Callable[[Table], bytes]] = {
    "xlsx": as_xlsx,
    "xlsb": as_xlsb,
    "xls": as_xls,
    "ods": as_ods,
    "fods": as_fods,
    "xml": as_xml_2003,
    "csv": as_csv,
    "html": as_html,
    "json": as_json,
    "jsonl": as_jsonl,
    "parquet": as_parquet,
}
FORMS: Mapping[str, Callable[[Table], bytes]] = {
    **KINDS,
    "csv in utf-16": lambda table: as_csv(table, ";", "utf-16"),
    "mhtml": as_mhtml,
    "gzip": lambda table: gzip.compress(as_csv(table), mtime=0),
    "zip": as_zip,
}
"""The kinds, and other ways in which they come."""
