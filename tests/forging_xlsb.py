"""Binary workbooks (XLSB) written record by record, as MS-XLSB describes them: for tests of reading."""

import struct
from collections.abc import Mapping, Sequence
from datetime import date

from tests.forging import relations_xml, zipped

FORMATS = (0, 9, 14, 22, 21, 46)
"""Number formats of the styles 0 to 5, as in the forged XLSX."""
ERRORS = {"#NULL!": 0, "#DIV/0!": 7, "#VALUE!": 15, "#REF!": 23, "#NAME?": 29, "#NUM!": 36, "#N/A": 42}


def brt(code: int, content: bytes = b"") -> bytes:
    """One record: its number and size in seven bits a byte, and its content."""
    head = bytes([code]) if code < 0x80 else bytes([code & 0x7F | 0x80, code >> 7])
    size, length = len(content), b""
    while True:
        length += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return head + length + content


def wide(text: str) -> bytes:
    """A text with its length in characters."""
    encoded = text.encode("utf-16-le")
    return struct.pack("<I", len(encoded) // 2) + encoded


def row(number: int, *, hidden: bool = False) -> bytes:
    return brt(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0x10 if hidden else 0, 0, 0))


def _cell(column: int, style: int) -> bytes:
    return struct.pack("<II", column, style)


def blank(column: int, style: int = 0) -> bytes:
    return brt(1, _cell(column, style))


def rk(column: int, raw: int, style: int = 0) -> bytes:
    return brt(2, _cell(column, style) + struct.pack("<I", raw))


def error(column: int, code: str, style: int = 0) -> bytes:
    return brt(3, _cell(column, style) + bytes([ERRORS[code]]))


def boolean(column: int, value: bool, style: int = 0) -> bytes:
    return brt(4, _cell(column, style) + bytes([value]))


def real(column: int, value: float, style: int = 0) -> bytes:
    return brt(5, _cell(column, style) + struct.pack("<d", value))


def text(column: int, value: str, style: int = 0) -> bytes:
    return brt(6, _cell(column, style) + wide(value))


def shared(column: int, index: int, style: int = 0) -> bytes:
    return brt(7, _cell(column, style) + struct.pack("<I", index))


def formula_text(column: int, value: str, flags: int = 0) -> bytes:
    return brt(8, _cell(column, 0) + wide(value) + struct.pack("<HII", flags, 0, 0))


def formula_number(column: int, value: float, flags: int = 0, style: int = 0) -> bytes:
    return brt(9, _cell(column, style) + struct.pack("<dHII", value, flags, 0, 0))


def formula_boolean(column: int, value: bool) -> bytes:
    return brt(10, _cell(column, 0) + bytes([value]) + struct.pack("<HII", 0, 0, 0))


def formula_error(column: int, code: str) -> bytes:
    return brt(11, _cell(column, 0) + bytes([ERRORS[code]]) + struct.pack("<HII", 0, 0, 0))


def column_look(first: int, last: int, *, hidden: bool) -> bytes:
    return brt(60, struct.pack("<IIIIH", first, last, 2340, 0, int(hidden)))


def merge(top: int, left: int, bottom: int, right: int) -> bytes:
    return brt(176, struct.pack("<4I", top, bottom, left, right))


def sheet_bin(rows: bytes, *, columns: bytes = b"", after: bytes = b"", size: tuple[int, int] = (0, 0)) -> bytes:
    """A worksheet part around ready rows."""
    looks = brt(390) + columns + brt(391) if columns else b""
    return brt(129) + brt(148, struct.pack("<4I", 0, size[0], 0, size[1])) + looks + brt(145) + rows + brt(146) + after + brt(130)


def serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


def of_values(rows: Sequence[Sequence[object]]) -> bytes:
    """Rows of plain values: texts in place, numbers as doubles, days and percentages (``(0.05, "%")``) by their style."""
    out = b""
    for number, cells in enumerate(rows):
        out += row(number)
        for column, value in enumerate(cells):
            if isinstance(value, bool):
                out += boolean(column, value)
            elif isinstance(value, int | float):
                out += real(column, float(value))
            elif isinstance(value, date):
                out += real(column, serial(value), 2)
            elif isinstance(value, tuple):
                out += real(column, value[0], 1)
            elif isinstance(value, str):
                out += error(column, value) if value in ERRORS else text(column, value)
    return out


def xlsb_parts(
    sheets: Mapping[str, bytes], *, texts: Sequence[str] = (), date_1904: bool = False, stale: bool = False, hidden: Sequence[str] = ()
) -> dict[str, bytes]:
    """Parts of a package with the given worksheet parts by sheet name."""
    names = list(sheets)
    listed = b"".join(
        brt(156, struct.pack("<II", int(name in hidden), i + 1) + wide(f"rId{i + 1}") + wide(name)) for i, name in enumerate(names)
    )
    calculation = struct.pack("<IIIdIH", 191029, 1, 100, 0.001, 0, int(stale))
    settings = brt(153, struct.pack("<II", int(date_1904), 0) + wide(""))
    book = brt(131) + settings + brt(143) + listed + brt(144) + brt(157, calculation) + brt(132)
    xfs = b"".join(brt(47, struct.pack("<5HBBHH", 0, number, 0, 0, 0, 0, 0, 0, 0)) for number in FORMATS)
    styles = brt(278) + brt(617, struct.pack("<I", len(FORMATS))) + xfs + brt(618) + brt(279)
    items = b"".join(brt(19, b"\0" + wide(item)) for item in texts)
    relations = [(f"rId{i + 1}", "worksheet", f"worksheets/sheet{i + 1}.bin") for i in range(len(names))]
    relations += [("rIdS", "styles", "styles.bin"), ("rIdT", "sharedStrings", "sharedStrings.bin")]
    return {
        "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations_xml([("rId1", "officeDocument", "xl/workbook.bin")]).encode(),
        "xl/workbook.bin": book,
        "xl/_rels/workbook.bin.rels": relations_xml(relations).encode(),
        "xl/styles.bin": styles,
        "xl/sharedStrings.bin": brt(159, struct.pack("<II", len(texts), len(texts))) + items + brt(160),
        **{f"xl/worksheets/sheet{i + 1}.bin": part for i, part in enumerate(sheets.values())},
    }


def xlsb(rows: bytes, **options: object) -> bytes:
    """A binary workbook with one sheet named Data."""
    return zipped(xlsb_parts({"Data": sheet_bin(rows)}, **options))  # type: ignore[arg-type]
