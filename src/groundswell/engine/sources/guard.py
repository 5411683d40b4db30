"""Packed files (XLSX, ODS) opened with suspicion: sizes read before inflating, inflation bounded by real counts.

Every part that is read has been counted, checked against its checksum and lies alone in the file. What any
reader below sees comes from here, so two readers cannot disagree about which entry counts.
"""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NoReturn

from groundswell.errors import UserError

MIB = 1 << 20
MAX_FILE = 100 * MIB
"""Largest file taken in. A full sheet of a million rows and ten columns is about half of it."""
MAX_PARTS = 10_000
MAX_DIRECTORY = 8 * MIB
MAX_UNPACKED = 1024 * MIB
"""All parts together, by the directory, before anything is inflated."""
MAX_PART = 640 * MIB
MAX_RATIO = 200
RATIO_FREE = 16 * MIB
"""Parts below this may be packed as tightly as they like."""
MAX_ROWS, MAX_CELLS = 3 * 1_048_576, 24_000_000
"""Of all sheets together: three full sheets, or one of 22 columns."""
CHUNK = MIB

_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _SIZES_FOLLOW = 0x1, 0x8


def damaged(part: str = "") -> NoReturn:
    """Refuse the file as incomplete or changed since it was saved."""
    raise UserError("file_damaged", {"part": part})


def refuse(kind: str) -> NoReturn:
    """Say what the file is and what would do instead."""
    raise UserError(f"file_is_{kind}")


@dataclass(frozen=True, slots=True)
class Part:
    """One entry of the archive, as its directory declares it; ``start`` is where its packed bytes begin."""

    name: str
    method: int
    checksum: int
    packed: int
    unpacked: int
    offset: int
    start: int


class Archive:
    """A zip file held in memory whose directory has been checked; raises UserError for one that lies."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        first, end, count = _directory_span(data)
        self.parts = _checked_parts(data, first, end, count)

    def has(self, name: str) -> bool:
        """Whether there is a part of that name; names differ by more than case."""
        return name.lower() in self.parts

    def names(self) -> list[str]:
        """Names of all parts, as written."""
        return [part.name for part in self.parts.values()]

    @property
    def unpacked(self) -> int:
        """Bytes of all parts together, as declared."""
        return sum(part.unpacked for part in self.parts.values())

    def size(self, name: str) -> int:
        """Unpacked size of a part as declared; :meth:`chunks` holds the part to it."""
        return self._part(name).unpacked

    def read(self, name: str, limit: int) -> bytes:
        """A small part as a whole; refused when it is larger than ``limit`` bytes."""
        part = self._part(name)
        if part.unpacked > limit:
            raise UserError("file_unpacks_too_large", {"limit_mib": limit // MIB or 1})
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part's bytes, a mebibyte at a time; the last one is given only when size and checksum are right."""
        part = self._part(name)
        packed = memoryview(self._data)[part.start : part.start + part.packed]
        pieces = _stored(packed) if part.method == _STORED else _inflated(packed, part)
        count, checksum, held = 0, 0, b""
        for piece in pieces:
            count += len(piece)
            if count > part.unpacked:
                damaged(part.name)
            checksum = zlib.crc32(piece, checksum)
            if held:
                yield held
            held = piece
        if count != part.unpacked or checksum != part.checksum:
            damaged(part.name)
        if held:
            yield held

    def _part(self, name: str) -> Part:
        part = self.parts.get(name.lower())
        if part is None:
            damaged(name)
        return part


def _stored(packed: memoryview) -> Iterator[bytes]:
    for at in range(0, len(packed), CHUNK):
        yield bytes(packed[at : at + CHUNK])


def _inflated(packed: memoryview, part: Part) -> Iterator[bytes]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    at, waiting = 0, b""
    try:
        while not stream.eof:
            if not waiting:
                waiting = bytes(packed[at : at + CHUNK])
                at += len(waiting)
                if not waiting:
                    damaged(part.name)
            piece = stream.decompress(waiting, CHUNK)
            waiting = stream.unconsumed_tail
            if piece:
                yield piece
    except zlib.error:
        damaged(part.name)
    if stream.unused_data or at < len(packed):
        damaged(part.name)


def _directory_span(data: bytes) -> tuple[int, int, int]:
    """Where the directory begins and ends, and how many entries it declares; the end record must close the file."""
    at = _end_record(data)
    _, disk, first_disk, here, count, size, offset, _ = _END.unpack_from(data, at)
    end = at
    if 0xFFFF in (here, count) or 0xFFFFFFFF in (size, offset):
        end, disk, first_disk, here, count, size, offset = _end_64(data, at)
    if disk or first_disk or here != count or offset + size != end:
        damaged()
    if count > MAX_PARTS or size > MAX_DIRECTORY:
        raise UserError("file_unpacks_too_large", {"limit_mib": MAX_UNPACKED // MIB})
    return offset, end, count


def _end_record(data: bytes) -> int:
    """Where the one end record is that closes the file; with two of them readers would disagree."""
    lowest = max(0, len(data) - _END.size - 0xFFFF)
    closing: list[int] = []
    at = len(data)
    while (at := data.rfind(b"PK\x05\x06", lowest, at + 3)) >= 0:
        if at + _END.size <= len(data) and at + _END.size + int.from_bytes(data[at + 20 : at + 22], "little") == len(data):
            closing.append(at)
    if len(closing) != 1:
        damaged()
    return closing[0]


def _end_64(data: bytes, at: int) -> tuple[int, int, int, int, int, int, int]:
    locator = at - _LOCATOR_64.size
    if locator < 0 or data[locator : locator + 4] != b"PK\x06\x07":
        damaged()
    _, _, record, disks = _LOCATOR_64.unpack_from(data, locator)
    if disks > 1 or record + _END_64.size > locator or data[record : record + 4] != b"PK\x06\x06":
        damaged()
    _, length, _, _, disk, first_disk, here, count, size, offset = _END_64.unpack_from(data, record)
    if record + 12 + length != locator:
        damaged()
    return record, disk, first_disk, here, count, size, offset


def _checked_parts(data: bytes, first: int, end: int, count: int) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    at = first
    for _ in range(count):
        part, at = _part_at(data, at, first, end)
        if part.name.lower() in parts:
            damaged(part.name)
        parts[part.name.lower()] = part
    if at != end:
        damaged()
    floor = 0
    for part in sorted(parts.values(), key=lambda part: part.offset):
        if part.offset < floor:
            damaged(part.name)
        floor = part.start + part.packed
    if floor > first:
        damaged()
    if sum(part.unpacked for part in parts.values()) > MAX_UNPACKED:
        raise UserError("file_unpacks_too_large", {"limit_mib": MAX_UNPACKED // MIB})
    for part in parts.values():
        if part.unpacked > MAX_PART or (part.unpacked > RATIO_FREE and part.unpacked > MAX_RATIO * part.packed):
            raise UserError("file_unpacks_too_large", {"limit_mib": MAX_PART // MIB})
    return parts


def _part_at(data: bytes, at: int, first: int, end: int) -> tuple[Part, int]:
    """The entry at ``at`` of the directory, held against its own local header, and where the next one begins."""
    if at + _ENTRY.size > end or data[at : at + 4] != b"PK\x01\x02":
        damaged()
    _, _, _, flags, method, _, _, checksum, packed, unpacked, *lengths, _, _, _, offset = _ENTRY.unpack_from(data, at)
    name_size, extra_size, comment_size = lengths
    name_at = at + _ENTRY.size
    raw = data[name_at : name_at + name_size]
    extra = data[name_at + name_size : name_at + name_size + extra_size]
    following = name_at + name_size + extra_size + comment_size
    if following > end:
        damaged()
    packed, unpacked, offset = _sizes_64(extra, packed, unpacked, offset)
    name = _name(raw)
    if flags & _ENCRYPTED:
        raise UserError("file_locked")
    if offset + _LOCAL.size > first or data[offset : offset + 4] != b"PK\x03\x04":
        damaged(name)
    _, _, local_flags, local_method, _, _, *local_sizes, local_name, local_extra = _LOCAL.unpack_from(data, offset)
    start = offset + _LOCAL.size + local_name + local_extra
    local_raw = data[offset + _LOCAL.size : offset + _LOCAL.size + local_name]
    if local_raw != raw or local_method != method or local_flags & _ENCRYPTED or start + packed > first:
        damaged(name)
    if not local_flags & _SIZES_FOLLOW and 0xFFFFFFFF not in local_sizes and local_sizes != [checksum, packed, unpacked]:
        damaged(name)
    if method not in (_STORED, _DEFLATED) or (method == _STORED and packed != unpacked):
        damaged(name)
    return Part(name, method, checksum, packed, unpacked, offset, start), following


def _sizes_64(extra: bytes, packed: int, unpacked: int, offset: int) -> tuple[int, int, int]:
    """Sizes with the 64-bit ones of the extra field put in where the directory says so."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        if kind == 1:
            numbers = iter(struct.unpack_from(f"<{size // 8}Q", extra[: at + 4 + size], at + 4) if at + 4 + size <= len(extra) else ())
            try:
                unpacked = next(numbers) if unpacked == 0xFFFFFFFF else unpacked
                packed = next(numbers) if packed == 0xFFFFFFFF else packed
                offset = next(numbers) if offset == 0xFFFFFFFF else offset
            except StopIteration:
                damaged()
        at += 4 + size
    return packed, unpacked, offset


def _name(raw: bytes) -> str:
    """A part's name with forward slashes; names that point outside the archive are refused."""
    try:
        name = raw.decode("utf-8").replace("\\", "/")
    except UnicodeDecodeError:
        name = raw.decode("cp437").replace("\\", "/")  # how programs wrote names before UTF-8 (APPNOTE 6.3, appendix D)
    if not name or name.startswith("/") or ":" in name or "\0" in name or ".." in PurePosixPath(name).parts:
        damaged()
    return name


class Room:
    """How much the sheets of one workbook may hold together; a few bytes of a file can ask for millions of cells."""

    def __init__(self) -> None:
        self._rows = 0
        self._cells = 0

    def take(self, rows: int, cells: int) -> None:
        """Ask for room for more rows and cells (empty ones before filled ones count); raises UserError when there is none."""
        self._rows += rows
        self._cells += cells
        if self._rows > MAX_ROWS or self._cells > MAX_CELLS:
            raise UserError("sheets_too_large", {"rows": self._rows, "cells": self._cells})
