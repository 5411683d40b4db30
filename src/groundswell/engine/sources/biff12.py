"""The records of an XLSB part (MS-XLSB, 2.1.4): read one after another from the counted bytes of the archive, in bounds."""

import struct
from collections.abc import Iterator

from groundswell.engine.sources.guard import MIB, damaged

LONGEST_RECORD = 8 * MIB
"""A text of 32,767 characters with its runs of letters is about a quarter of a mebibyte."""


def records(chunks: Iterator[bytes], part: str) -> Iterator[tuple[int, bytes]]:
    """Each record as (its number, its content); raises UserError where the part does not end with a whole record."""
    held, at = b"", 0
    for chunk in chunks:
        held, at = held[at:] + chunk, 0
        size = len(held)
        while True:
            start = at
            if at + 2 > size:
                break
            code = held[at]
            at += 1
            if code & 0x80:
                code = code & 0x7F | (held[at] & 0x7F) << 7
                at += 1
            length = shift = 0
            while at < size and shift < 28:
                byte = held[at]
                at += 1
                length |= (byte & 0x7F) << shift
                shift += 7
                if byte < 0x80:
                    break
            else:
                if shift == 28:
                    damaged(part)
                at = start
                break
            if length > LONGEST_RECORD:
                damaged(part)
            if at + length > size:
                at = start
                break
            yield code, held[at : at + length]
            at += length
    if at != len(held):
        damaged(part)


def wide_text(content: bytes, at: int, part: str) -> tuple[str, int]:
    """A text with its length in characters before it (XLWideString), and where it ends."""
    if at + 4 > len(content):
        damaged(part)
    (length,) = struct.unpack_from("<I", content, at)
    end = at + 4 + 2 * length
    if length == 0xFFFFFFFF:  # none (XLNullableWideString)
        return "", at + 4
    if end > len(content):
        damaged(part)
    return content[at + 4 : end].decode("utf-16-le", errors="replace"), end


def rk_number(raw: int) -> float:
    """A number in 30 bits: an integer or the upper part of a double, perhaps to be divided by a hundred (RkNumber)."""
    if raw & 2:
        number = float((raw >> 2) - (1 << 30) if raw & 0x80000000 else raw >> 2)
    else:
        (number,) = struct.unpack("<d", struct.pack("<Q", (raw & 0xFFFFFFFC) << 32))
    return number / 100 if raw & 1 else number
