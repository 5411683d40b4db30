"""Files made byte by byte, as programs write them and as nobody should: for tests of reading and of guarding."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"

GENERAL, PERCENT, DAY, DAY_TIME, TIME, DURATION = range(6)
"""Style numbers of forged workbooks."""
_XFS = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 9, 14, 22, 21, 46))


def column(index: int) -> str:
    """Letters of a column, from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


# --- XLSX ---------------------------------------------------------------------------------------------------------


def sheet_xml(rows: str, *, before: str = "", after: str = "") -> str:
    """A worksheet part around ready ``<row>`` elements."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'


def cells_xml(cells: Mapping[str, str]) -> str:
    """Rows of cells given as address → what stands after the address, for example ``{"B2": 't="e"><v>#N/A</v>'}``."""
    rows: dict[int, list[str]] = {}
    for address, rest in cells.items():
        rows.setdefault(int("".join(filter(str.isdigit, address))), []).append(f'<c r="{address}" {rest}</c>'.replace(" >", ">"))
    return "".join(f'<row r="{number}">{"".join(found)}</row>' for number, found in sorted(rows.items()))


def xlsx_parts(
    sheets: Mapping[str, str], *, texts: Sequence[str] = (), date_1904: bool = False, workbook_extra: str = "", hidden: Sequence[str] = ()
) -> dict[str, bytes]:
    """Parts of a package with the given worksheet parts by sheet name."""
    names = list(sheets)
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{i + 1}" r:id="rId{i + 1}"' + (' state="hidden"' if name in hidden else "") + "/>"
        for i, name in enumerate(names)
    )
    relations = [(f"rId{i + 1}", "worksheet", f"worksheets/sheet{i + 1}.xml") for i in range(len(names))]
    relations += [("rIdS", "styles", "styles.xml"), ("rIdT", "sharedStrings", "sharedStrings.xml")]
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": relations_xml([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{int(date_1904)}"/><sheets>{listed}</sheets>'
        f"{workbook_extra}</workbook>",
        "xl/_rels/workbook.xml.rels": relations_xml(relations),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="6">{_XFS}</cellXfs></styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">'
        + "".join(f'<si><t xml:space="preserve">{escape(t)}</t></si>' for t in texts)
        + "</sst>",
        **{f"xl/worksheets/sheet{i + 1}.xml": sheets[name] for i, name in enumerate(names)},
    }
    return {name: part.encode() for name, part in parts.items()}


def relations_xml(relations: Sequence[tuple[str, str, str]]) -> str:
    """A relationships part from (id, kind, target)."""
    inner = "".join(f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>' for name, kind, target in relations)
    return f'<Relationships xmlns="{RELATIONS}">{inner}</Relationships>'


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An honest zip file of the parts, of one day whenever it is made: tests are called by what they are given."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = method
            archive.writestr(entry, part)
    return out.getvalue()


def xlsx(rows: str, **options: object) -> bytes:
    """A workbook with one sheet ``Data`` of ready rows; options as for :func:`xlsx_parts`."""
    return zipped(xlsx_parts({"Data": sheet_xml(rows)}, **options))  # type: ignore[arg-type]


# --- zip files that lie -------------------------------------------------------------------------------------------


@dataclass
class Entry:
    """One entry to be forged: what is really packed, and what the directory says of it (None: the truth)."""

    name: str
    content: bytes = b""
    packed: bytes | None = None
    declared_size: int | None = None
    declared_packed: int | None = None
    declared_crc: int | None = None
    local_name: str | None = None
    flags: int = 0
    method: int = 8
    share_offset_of: int | None = None
    gap: int = 0


def forged_zip(entries: Sequence[Entry], *, comment: bytes = b"", declared_count: int | None = None, shift: int = 0) -> bytes:
    """A zip file with those lies in it."""
    body, directory, offsets = bytearray(), bytearray(), []
    for entry in entries:
        packed = entry.packed if entry.packed is not None else deflated(entry.content) if entry.method == 8 else entry.content
        size = len(entry.content) if entry.declared_size is None else entry.declared_size
        packed_size = len(packed) if entry.declared_packed is None else entry.declared_packed
        crc = zlib.crc32(entry.content) if entry.declared_crc is None else entry.declared_crc
        name, local = entry.name.encode(), (entry.local_name or entry.name).encode()
        if entry.share_offset_of is None:
            offsets.append(len(body))
            body += struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, entry.flags, entry.method, 0, 33, crc, packed_size, size, len(local), 0)
            body += local + packed + bytes(entry.gap)
        else:
            offsets.append(offsets[entry.share_offset_of])
        directory += struct.pack(
            "<4s6H3L5H2L",
            b"PK\x01\x02",
            20,
            20,
            entry.flags,
            entry.method,
            0,
            33,
            crc,
            packed_size,
            size,
            len(name),
            0,
            0,
            0,
            0,
            0,
            offsets[-1],
        )
        directory += name
    count = len(entries) if declared_count is None else declared_count
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body) + shift, len(comment))
    return bytes(body + directory + end + comment)


def deflated(content: bytes, level: int = 6) -> bytes:
    """Raw deflate, as in a zip file."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def bomb(mebibytes: int, pattern: bytes = b" ", head: bytes = b"", tail: bytes = b"") -> bytes:
    """Raw deflate of so many MiB of one pattern between head and tail, about a thousand to one, made without unpacking it.

    One packed block of a MiB is repeated; each ends on a byte and looks back at nothing, so the whole is one sound stream.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress((pattern * ((1 << 20) // len(pattern) + 1))[: 1 << 20]) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + block * mebibytes + packer.compress(tail) + packer.flush()


# --- ODS ----------------------------------------------------------------------------------------------------------

_ODS_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def ods(tables: str, *, styles: str = "", extra: Mapping[str, bytes] | None = None) -> bytes:
    """An OpenDocument spreadsheet of ready ``<table:table>`` elements."""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODS_SPACES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": ODS_TYPE, "content.xml": content.encode(), **(extra or {})})


# --- XLS ----------------------------------------------------------------------------------------------------------


def record(code: int, content: bytes = b"") -> bytes:
    """One BIFF record."""
    return struct.pack("<2H", code, len(content)) + content


def biff_number(row: int, col: int, value: float, xf: int = 0) -> bytes:
    return record(0x0203, struct.pack("<3Hd", row, col, xf, value))


def biff_text(row: int, col: int, text: str) -> bytes:
    raw = text.encode("utf-16-le")
    return record(0x0204, struct.pack("<3HHB", row, col, 0, len(text), 1) + raw)


def biff_error(row: int, col: int, code: int) -> bytes:
    return record(0x0205, struct.pack("<3H2B", row, col, 0, code, 1))


def biff_formula(row: int, col: int, kept: bytes, flags: int = 0) -> bytes:
    """A formula ``=1`` with the eight bytes of its kept value."""
    return record(0x0006, struct.pack("<3H8sHL", row, col, 0, kept, flags, 0) + struct.pack("<H", 3) + b"\x1e\x01\x00")


def biff_merge(top: int, left: int, bottom: int, right: int) -> bytes:
    return record(0x00E5, struct.pack("<5H", 1, top, bottom, left, right))


def biff_hidden_row(row: int) -> bytes:
    return record(0x0208, struct.pack("<6HL", row, 0, 1, 255, 0, 0, 0x20 | 0x100))


def biff_hidden_column(first: int, last: int) -> bytes:
    return record(0x007D, struct.pack("<6H", first, last, 2340, 0, 1, 0))


def biff(sheets: Mapping[str, bytes], *, date_1904: bool = False, hidden: Sequence[str] = (), globals_extra: bytes = b"") -> bytes:
    """A BIFF8 stream: sheets by name as ready cell records. Formats by ``xf`` as the style numbers above."""
    formats = b"".join(
        record(0x00E0, struct.pack("<3H", 0, number, 0x0001 if i else 0xFFF5) + bytes(14))
        for i, number in enumerate((0, 9, 14, 22, 21, 46))
    )
    head = (
        record(0x0809, struct.pack("<4H2L", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)) + globals_extra + record(0x0042, struct.pack("<H", 1200))
    )
    head += record(0x0022, struct.pack("<H", int(date_1904)))
    head += (
        b"".join(record(0x0031, struct.pack("<5H4B", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + b"\x05\x00Arial") for _ in range(5)) + formats
    )
    bodies = [
        record(0x0809, struct.pack("<4H2L", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6)) + cells + record(0x000A) for cells in sheets.values()
    ]
    names = [name.encode("utf-16-le") for name in sheets]
    at = len(head) + sum(4 + 8 + len(name) for name in names) + 4
    listed = b""
    for name, raw, body in zip(sheets, names, bodies, strict=True):
        listed += record(0x0085, struct.pack("<LBBBB", at, int(name in hidden), 0, len(name), 1) + raw)
        at += len(body)
    return head + listed + record(0x000A) + b"".join(bodies)


def ole(streams: Mapping[str, bytes]) -> bytes:
    """A compound file (version 3) of those streams, each in sectors of its own."""
    sectors: list[bytes] = []
    following: list[int] = []

    def put(content: bytes) -> int:
        pieces = [content[at : at + 512].ljust(512, b"\0") for at in range(0, max(len(content), 1), 512)]
        start = len(sectors)
        sectors.extend(pieces)
        following.extend([*range(start + 1, start + len(pieces)), 0xFFFFFFFE])
        return start

    entries = [("Root Entry", 5, 0xFFFFFFFE, 0)]
    for name, content in streams.items():
        padded = content.ljust(4096, b"\0")
        entries.append((name, 2, put(padded), len(padded)))
    raw = b"".join(_ole_entry(*entry) for entry in entries)
    directory = put(raw.ljust(-(-len(raw) // 512) * 512, b"\0"))
    tables = -(-(len(sectors) + 1) // 127)
    first_table = len(sectors)
    following += [0xFFFFFFFD] * tables
    table = struct.pack(f"<{len(following)}L", *following).ljust(tables * 512, b"\xff")
    header = struct.pack(
        "<8s16x5H6x9L",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, directory, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0,
    )  # fmt: skip
    places = struct.pack("<109L", *(list(range(first_table, first_table + tables)) + [0xFFFFFFFF] * 109)[:109])
    return header + places + b"".join(sectors) + table


def _ole_entry(name: str, kind: int, start: int, size: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    return raw.ljust(64, b"\0") + struct.pack("<HBB3L36xLQ", len(raw), kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, start, size)


def xls(sheets: Mapping[str, bytes], **options: object) -> bytes:
    """An XLS file; options as for :func:`biff`."""
    return ole({"Workbook": biff(sheets, **options)})  # type: ignore[arg-type]
