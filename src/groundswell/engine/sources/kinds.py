"""What a file is, by its content and never by its name."""

import re
from collections.abc import Iterable
from typing import NoReturn

from groundswell.engine.sources.guard import damaged
from groundswell.errors import UserError

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EMPTY_ZIP = b"PK\x05\x06"

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ\x00", "packed"),
    (b"7z\xbc\xaf'\x1c", "packed"),
    (b"Rar!\x1a\x07", "packed"),
    (b"\x28\xb5\x2f\xfd", "packed"),
    (b"PAR1", "parquet"),
    (b"ARROW1", "parquet"),
    (b"SQLite format 3\x00", "database"),
    (b"\x00\x01\x00\x00Standard ", "database"),
    (b"{\\rtf", "document"),
    (b"\x89HDF\r\n", "statistics"),
    (b"$FL2", "statistics"),
    (b"<stata_dta>", "statistics"),
)
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|table|meta|style)\b", re.IGNORECASE)
_JSON = re.compile(rb"\s*[\[{]\s*(?:[\"\[{\]}]|-?\d)")


def kind_of(data: bytes) -> str:
    """``zip``, ``ole`` or ``biff`` (an XLS without its container) for packed files, else ``text``.

    Raises UserError for what is no table, saying what it is.
    """
    if not data:
        raise UserError("file_empty")
    if data.startswith((ZIP, EMPTY_ZIP)):
        return "zip"
    if ZIP.startswith(data) or OLE.startswith(data):
        damaged()  # cut off within its first bytes
    if data.startswith(OLE):
        return "ole"
    if data.startswith(_OLD_BIFF):
        return "biff"
    for start, kind in _STARTS:
        if data.startswith(start):
            refuse(kind)
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"<"):
        _refuse_markup(head)
    if _JSON.match(data[:256]) and data.rstrip()[-1:] in b"]}":
        refuse("json")
    return "text"


def kind_of_zip(names: Iterable[str], mimetype: bytes) -> str:
    """``xlsx`` or ``ods``, by the parts that a zip file holds; raises UserError for another kind."""
    lower = {name.lower() for name in names}
    if mimetype.startswith(b"application/vnd.oasis.opendocument."):
        if b"spreadsheet" in mimetype:
            return "ods"
        refuse("document")
    if "xl/workbook.bin" in lower:
        refuse("xlsb")
    if "_rels/.rels" in lower and any(name.startswith("xl/") for name in lower):
        return "xlsx"
    if any(name.startswith(("word/", "ppt/", "visio/")) for name in lower):
        refuse("document")
    if any(name.startswith("index/") or name.endswith(".iwa") for name in lower):
        refuse("numbers")
    if "_rels/.rels" not in lower:
        refuse("zip")
    return "xlsx"


def kind_of_ole(streams: Iterable[str]) -> str:
    """``xls``, by the streams of an OLE file; raises UserError for a locked workbook and for other kinds."""
    names = {name.lower() for name in streams}
    if "encryptedpackage" in names:
        raise UserError("file_locked")
    if not names & {"workbook", "book"}:
        refuse("document" if names & {"worddocument", "powerpoint document", "visiodocument", "__properties_version1.0"} else "unknown")
    return "xls"


def refuse(kind: str) -> NoReturn:
    """Say what the file is and what would do instead."""
    raise UserError(f"file_is_{kind}")


def _refuse_markup(head: bytes) -> None:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
        refuse("xml_spreadsheet")
    if b"urn:oasis:names:tc:opendocument" in head:
        refuse("flat_ods")
    if _HTML.search(head[:1024]):
        refuse("html")
    if head.startswith((b"<?xml", b"<svg", b"<!--")):
        refuse("xml")
