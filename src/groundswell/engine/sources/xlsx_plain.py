"""A sheet's XML brought into one plain form: UTF-8, no prefixes, comments or CDATA, each cell with its address.

Most programs write that form already and their blocks pass through untouched; the others (cells without
an address, attributes in another order, prefixed elements) are rewritten, so that one set of patterns fits all.
"""

import codecs
import re
from collections.abc import Iterator
from html import escape

from groundswell.engine.sources.guard import MIB, damaged
from groundswell.engine.sources.raised import with_raised_runs
from groundswell.engine.sources.workbook import a1, column_index

LONGEST_ROW = 32 * MIB
"""A row of 16,384 long texts is about half of it; longer ones are made to hurt."""

FILLED = re.compile(rb'<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"(?: s="([0-9]+)")?(?: t="[A-Za-z]+")?>')
_EMPTY = re.compile(rb'<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]+")?(?: t="[A-Za-z]+")?/>')
_OTHER_CELL = re.compile(rb"<c[\n\r\t/>]|<row[\n\r\t/>]")
_NUMBERED_ROW = re.compile(rb'<row [^>]*?\br="[1-9]')
_ROW_END = re.compile(rb"</(?:[\w.-]+:)?row\s*>")
_DECLARATION = re.compile(rb"\s{0,16}<\?xml[^>?]{0,256}\?>")
_ENCODING = re.compile(rb"encoding\s*=\s*[\"']([\w.-]{1,40})[\"']")
_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet[\s>]")
_ATTRIBUTES = rb"((?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*)"
_CELL_OR_ROW = re.compile(rb"<(c|row)" + _ATTRIBUTES + rb"\s*(/?)>")
_ATTRIBUTE = re.compile(rb"([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ADDRESS = re.compile(rb"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})")
_ENCODINGS = {"utf-8", "utf-16", "us-ascii", "ascii", "iso-8859-1", "windows-1252"}


def utf8(chunks: Iterator[bytes], part: str) -> Iterator[bytes]:
    """The same XML in UTF-8 without byte order mark and declaration."""
    first = next(chunks, b"")
    if first[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    else:
        first = first.removeprefix(codecs.BOM_UTF8)
        declared = _DECLARATION.match(first)
        named = _ENCODING.search(declared[0]) if declared else None
        encoding = named[1].decode("ascii").lower() if named else "utf-8"
        first = first[declared.end() :] if declared else first
    if encoding == "utf-8":
        yield first
        yield from chunks
        return
    if encoding not in _ENCODINGS:
        damaged(part)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        head = decoder.decode(first).encode()
        yield head[found.end() :] if (found := _DECLARATION.match(head)) else head
        for chunk in chunks:
            yield decoder.decode(chunk).encode()
        decoder.decode(b"", True)
    except UnicodeError:
        damaged(part)


def without_sections(block: bytes, part: str) -> bytes:
    """XML without its comments, and with the text of CDATA sections as plain text; both must end in the same block."""
    out: list[bytes] = []
    at = 0
    while (start := block.find(b"<!", at)) >= 0:
        out.append(block[at:start])
        if block.startswith(b"<!--", start):
            opening, closing = start + 4, b"-->"
        elif block.startswith(b"<![CDATA[", start):
            opening, closing = start + 9, b"]]>"
        else:  # a document type: left for the strict parser to refuse
            out.append(b"<!")
            at = start + 2
            continue
        end = block.find(closing, opening)
        if end < 0:
            damaged(part)
        if closing == b"]]>":
            out.append(escape(block[opening:end].decode("utf-8", "replace")).encode())
        at = end + 3
    out.append(block[at:])
    return b"".join(out)


class PlainForm:
    """Turns one sheet's part into blocks of plain form, each ending with a row (the last with the document)."""

    def __init__(self, part: str) -> None:
        self._part = part
        self._prefix: bytes | None = None
        self._row = 0
        self._column = -1

    def blocks(self, chunks: Iterator[bytes]) -> Iterator[tuple[bytes, list[tuple[bytes, bytes, bytes]]]]:
        """Plain blocks, each with its filled cells as (column letters, row number, style number or nothing)."""
        for block in self._cut(utf8(chunks, self._part)):
            yield self._plain(block)

    def _cut(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        held = b""
        for chunk in chunks:
            held += chunk
            at = _last_row_end(held, len(held) - len(chunk))
            if at:
                yield held[:at]
                held = held[at:]
            elif len(held) > LONGEST_ROW:
                damaged(self._part)
        yield held

    def _plain(self, block: bytes) -> tuple[bytes, list[tuple[bytes, bytes, bytes]]]:
        if self._prefix is None:
            root = _ROOT.search(block)
            if root is None:
                damaged(self._part)
            self._prefix = root[1] or b""
        if b"<!" in block:
            block = without_sections(block, self._part)
        if self._prefix:
            block = re.sub(rb"<(/?)" + re.escape(self._prefix) + rb":", rb"<\1", block)
            block = block.replace(b"xmlns:" + self._prefix + b"=", b"xmlns=")
        block = with_raised_runs(block)
        cells = FILLED.findall(block)
        if not _is_plain(block, len(cells)):
            block = _CELL_OR_ROW.sub(self._rewritten, block)
            cells = FILLED.findall(block)
            if not _is_plain(block, len(cells)):
                damaged(self._part)
        elif cells:
            self._row = int(cells[-1][1])
        return block, cells

    def _rewritten(self, found: re.Match[bytes]) -> bytes:
        """A cell or row tag with its address, double quotes and only the attributes that are read."""
        attributes = {name: quoted or single for name, quoted, single in _ATTRIBUTE.findall(found[2])}
        address = attributes.get(b"r", b"")
        if found[1] == b"row":
            self._row = int(address) if address.isdigit() and int(address) else self._row + 1
            self._column = -1
            kept = b"".join(b' %b="%b"' % (name, attributes[name]) for name in (b"hidden", b"ht") if name in attributes)
            return b'<row r="%d"%b%b>' % (self._row, kept, found[3])
        if address:
            place = _ADDRESS.fullmatch(address)
            if place is None:
                damaged(self._part)
            self._column = column_index(place[1].decode().upper())
            row = int(place[2]) - 1
        else:
            self._column += 1
            row = max(self._row - 1, 0)
        kept = b"".join(b' %b="%b"' % (name, attributes[name]) for name in (b"s", b"t") if name in attributes)
        return b'<c r="%b"%b%b>' % (a1(row, self._column).encode(), kept, found[3])


def _last_row_end(text: bytes, fresh: int) -> int:
    """Where the last row that ends in ``text`` ends, 0 where none does; before ``fresh`` it was looked for already."""
    at = text.rfind(b"</row>", max(0, fresh - 6))
    if at >= 0:
        return at + 6
    return max((found.end() for found in _ROW_END.finditer(text, max(0, fresh - 64))), default=0)


def _is_plain(block: bytes, filled: int) -> bool:
    if _OTHER_CELL.search(block) is not None:
        return False
    cells = block.count(b"<c ")
    if cells != filled and cells != filled + len(_EMPTY.findall(block)):
        return False
    rows = block.count(b"<row ")
    return rows == block.count(b'<row r="') or rows == len(_NUMBERED_ROW.findall(block))
