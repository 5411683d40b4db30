"""What a file is, by its content and never by its name."""

import codecs
import re
from collections.abc import Iterable

from groundswell.engine.sources.guard import damaged, refuse
from groundswell.engine.sources.json_source import looks_like_json, may_be_lists
from groundswell.errors import UserError

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EMPTY_ZIP, PARQUET = b"PK\x05\x06", b"PAR1"

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
    (PARQUET, "parquet"),
    (b"ARROW1", "arrow"),
    (b"SQLite format 3\x00", "database"),
    (b"\x00\x01\x00\x00Standard ", "database"),
    (b"{\\rtf", "document"),
    (b"ID;PWXL;", "unknown"),  # SYLK: a text, and no CSV
    (b"\x89HDF\r\n", "statistics"),
    (b"$FL2", "statistics"),
    (b"<stata_dta>", "statistics"),
)
_READ = frozenset(("gzip", "parquet"))
"""Kinds of the list above that are read; the others are told what they are."""
_HEAD = 8192
_OLD_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|table|meta|style|tr|td|div)\b", re.IGNORECASE)
_MHTML = re.compile(r"\A(?:[\w-]+:.*\n(?:[ \t].*\n)*)*mime-version:\s*1", re.IGNORECASE)
"""Heads of a mail, this one among them."""
_BEGINNINGS = ("mime-version: 1.0", "<!doctype html", "<html", "<?xml", "<table", '[{"', '{"')


def kind_of(data: bytes) -> str:
    """``zip``, ``gzip``, ``ole``, ``biff`` (an XLS without its container), ``parquet``, else a kind of text.

    Texts are ``html``, ``mhtml``, ``xml_spreadsheet``, ``flat_ods``, ``json``, ``lists`` (JSON lists or a CSV), or ``text`` for
    everything with separators. Raises UserError for what is no table, saying what it is.
    """
    if not data:
        raise UserError("file_empty")
    if data.startswith((ZIP, EMPTY_ZIP)):
        return "zip"
    if any(start.startswith(data) for start in (ZIP, OLE, PARQUET)):
        damaged()  # cut off within its first bytes
    if data.startswith(OLE):
        return "ole"
    if data.startswith(_OLD_BIFF):
        return "biff"
    for start, kind in _STARTS:
        if data.startswith(start):
            if kind in _READ:
                return kind
            refuse(kind)
    return kind_of_text(_head(data))


def kind_of_text(head: str) -> str:
    """What a text is, by its first characters."""
    head = head.lstrip("\ufeff \t\r\n")
    if head.startswith("<") and (markup := _markup(head)):
        return markup
    if _MHTML.search(head[:1024]):
        return "mhtml"
    if head and any(start.startswith(head.rstrip().lower()) for start in _BEGINNINGS):
        damaged()  # cut off within its first letters
    if looks_like_json(head):
        return "json"
    return "lists" if may_be_lists(head) else "text"


def _head(data: bytes) -> str:
    head = data[:_HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", errors="replace")
    return head.replace(b"\0", b"").decode("utf-8", errors="replace")


def kind_of_zip(names: Iterable[str], mimetype: bytes) -> str:
    """``xlsx``, ``xlsb``, ``ods``, or ``zip`` for a folder of files, by the parts of a zip file; raises UserError for another kind."""
    lower = {name.lower() for name in names}
    if mimetype.startswith(b"application/vnd.oasis.opendocument."):
        if b"spreadsheet" in mimetype:
            return "ods"
        refuse("document")
    if mimetype.strip().startswith(b"application/"):
        refuse("document")
    if "xl/workbook.bin" in lower:
        return "xlsb"
    if "_rels/.rels" in lower and any(name.startswith("xl/") for name in lower):
        return "xlsx"
    if any(name.startswith(("word/", "ppt/", "visio/")) for name in lower):
        refuse("document")
    if any(name.startswith("index/") or name.endswith(".iwa") for name in lower):
        refuse("numbers")
    return "xlsx" if lower & {"_rels/.rels", "[content_types].xml"} else "zip"


def kind_of_ole(streams: Iterable[str]) -> str:
    """``xls``, by the streams of an OLE file; raises UserError for a locked workbook and for other kinds."""
    names = {name.lower() for name in streams}
    if "encryptedpackage" in names:
        raise UserError("file_locked")
    if not names & {"workbook", "book"}:
        refuse("document" if names & {"worddocument", "powerpoint document", "visiodocument", "__properties_version1.0"} else "unknown")
    return "xls"


def _markup(head: str) -> str:
    """The kind of a text that begins with a tag; empty where it is no markup after all."""
    if "urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "xml_spreadsheet"
    if "urn:oasis:names:tc:opendocument" in head:
        return "flat_ods"
    if _HTML.search(head[:1024]):
        return "html"
    if head.startswith(("<?xml", "<svg", "<!--")):
        refuse("xml")
    return ""
