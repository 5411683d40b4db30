"""The vendored font of charts, and how wide its letters are."""

import struct
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
FAMILY = "Public Sans"
REGULAR = FOLDER / "PublicSans-Regular.ttf"
SEMIBOLD = FOLDER / "PublicSans-SemiBold.ttf"
FILES = (REGULAR, SEMIBOLD)
UNKNOWN = 0.75
"""Width, in ems, allowed for a letter that the font does not have; wide letters (CJK) take a whole em."""


@cache
def advances(file: Path) -> Mapping[int, float]:
    """Advance width, in ems, of every character of a TTF (tables head, hhea, hmtx and cmap format 4)."""
    raw = file.read_bytes()
    tables = {}
    for index in range(struct.unpack_from(">H", raw, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", raw, 12 + 16 * index)
        tables[tag] = offset
    em = struct.unpack_from(">H", raw, tables[b"head"] + 18)[0]
    count = struct.unpack_from(">H", raw, tables[b"hhea"] + 34)[0]
    widths = [struct.unpack_from(">H", raw, tables[b"hmtx"] + 4 * i)[0] / em for i in range(count)]
    return {code: widths[min(glyph, count - 1)] for code, glyph in _characters(raw, tables[b"cmap"]).items()}


def _characters(raw: bytes, cmap: int) -> dict[int, int]:
    """Character -> glyph from the first format 4 subtable."""
    for index in range(struct.unpack_from(">H", raw, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">I", raw, cmap + 8 + 8 * index)[0]
        if struct.unpack_from(">H", raw, start)[0] == 4:
            break
    else:
        raise ValueError("the font has no character map of format 4")
    doubled = struct.unpack_from(">H", raw, start + 6)[0]
    ends, starts, deltas, ranges = (start + 14, start + 16 + doubled, start + 16 + 2 * doubled, start + 16 + 3 * doubled)
    found = {}
    for at in range(0, doubled, 2):
        first, last = struct.unpack_from(">H", raw, starts + at)[0], struct.unpack_from(">H", raw, ends + at)[0]
        delta, offset = struct.unpack_from(">H", raw, deltas + at)[0], struct.unpack_from(">H", raw, ranges + at)[0]
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code if not offset else struct.unpack_from(">H", raw, ranges + at + offset + 2 * (code - first))[0]
            if offset and not glyph:
                continue
            found[code] = (glyph + delta) & 0xFFFF
    return found


@cache
def text_width(text: str, size: float = 13.0, *, strong: bool = False) -> float:
    """Width of a line of text in the units of ``size``; letters that the font lacks are allowed for generously."""
    widths = advances(SEMIBOLD if strong else REGULAR)
    total = 0.0
    for letter in text:
        code = ord(letter)
        total += widths.get(code, 1.0 if code >= 0x1100 else UNKNOWN)
    return total * size
