"""The records of an XLS stream (MS-XLS, BIFF2 to BIFF8), walked from end to end before anybody reads them.

Finds what the value reader passes over: a password, a stream that breaks off, macro sheets, and formulas whose
kept value was never worked out.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from groundswell.engine.sources.guard import damaged
from groundswell.errors import UserError

_BEGIN = {0x0009, 0x0209, 0x0409, 0x0809}
_END, _PASSWORD, _SHEET = 0x000A, 0x002F, 0x0085
_FORMULAS = {0x0006, 0x0206, 0x0406}
_WORKSHEET, _MACRO_SHEET = 0, 1
_CALCULATE_ON_LOAD = 0x0002
_ZERO = bytes(8)


@dataclass(slots=True)
class BiffScan:
    """What the walk found. ``uncalculated`` holds, for each worksheet in order, the cells (row, column) never worked out."""

    uncalculated: list[set[tuple[int, int]]] = field(default_factory=list)
    macros: bool = False


def scan_biff(stream: bytes) -> BiffScan:
    """Walk all records; raises UserError for a locked stream and for one that is not whole."""
    scan = BiffScan()
    kinds: list[tuple[int, int]] = []
    version = _begin(stream, 0)
    for code, at, size in _records(stream, 0):
        if code == _PASSWORD:
            raise UserError("file_locked")
        if code == _SHEET and version >= 0x0500 and size >= 6:
            kinds.append((*struct.unpack_from("<I", stream, at), stream[at + 5]))
    if len({offset for offset, _ in kinds}) != len(kinds):
        damaged()
    for offset, kind in kinds:
        _begin(stream, offset)
        formulas = {place for code, at, size in _records(stream, offset) if (place := _uncalculated(stream, code, at, size)) is not None}
        if kind == _WORKSHEET:
            scan.uncalculated.append(formulas)
        elif kind == _MACRO_SHEET:
            scan.macros = True
    return scan


def _begin(stream: bytes, offset: int) -> int:
    """The version a part of the stream begins with."""
    if offset + 8 > len(stream):
        damaged()
    code, size, version = struct.unpack_from("<3H", stream, offset)
    if code not in _BEGIN or size < 4:
        damaged()
    return version if code == 0x0809 else code & 0x0F00 or 0x0200


def _records(stream: bytes, offset: int) -> Iterator[tuple[int, int, int]]:
    """Each record from ``offset`` to the end of that part as (code, where its content is, its size); charts inside included."""
    at, depth = offset, 0
    while at + 4 <= len(stream):
        code, size = struct.unpack_from("<2H", stream, at)
        if at + 4 + size > len(stream):
            damaged()
        yield code, at + 4, size
        at += 4 + size
        if code in _BEGIN:
            depth += 1
        elif code == _END:
            depth -= 1
            if depth <= 0:
                return
    damaged()


def _uncalculated(stream: bytes, code: int, at: int, size: int) -> tuple[int, int] | None:
    """A formula that is to be worked out on loading and holds the 0 it was written with."""
    if code not in _FORMULAS or size < 16:
        return None
    row, column, _, value, flags = struct.unpack_from("<3H8sH", stream, at)
    return (row, column) if flags & _CALCULATE_ON_LOAD and value == _ZERO else None
