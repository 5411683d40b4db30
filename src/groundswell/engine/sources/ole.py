"""The container of old Office files (compound file binary, MS-CFB): its streams, read strictly and in bounds.

A chain that leaves the file, runs in a circle or ends early makes the file damaged; nothing is guessed or patched.
"""

import struct
from array import array
from dataclasses import dataclass

from groundswell.engine.sources.guard import damaged

_HEADER = struct.Struct("<24x2x H 2x H H 6x 4x I I 4x I I 4x I 4x")
"""Version, sector shift, mini sector shift, number of tables, directory, cutoff, mini table, further tables."""
_HEADER_TABLES = 109
_TABLES_AT = 76
_ENTRY = 128
_LARGEST_SECTOR, _END_OF_CHAIN = 0xFFFFFFFA, 0xFFFFFFFE
_STREAM, _ROOT = 2, 5


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class OleFile:
    """An OLE file held in memory; raises UserError when its tables do not fit the file."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 512 + _ENTRY:
            damaged()
        self._data = data
        version, shift, mini_shift, tables, directory, self._cutoff, mini_table, further = _HEADER.unpack_from(data)
        if (version, shift) not in ((3, 9), (4, 12)) or mini_shift != 6:
            damaged()
        self._size = 1 << shift
        self._next = self._allocation(tables, further)
        self._entries = self._directory(self._joined(directory), version)
        root = next((entry for entry in self._entries if entry.kind == _ROOT), None)
        if root is None:
            damaged()
        self._root, self._mini_table = root, mini_table

    def names(self) -> list[str]:
        """Names of all streams and storages."""
        return [entry.name for entry in self._entries]

    def stream(self, name: str) -> bytes:
        """The bytes of the stream of that name (case aside), exactly as long as it says."""
        entry = next((e for e in self._entries if e.name.lower() == name.lower() and e.kind == _STREAM), None)
        if entry is None:
            damaged(name)
        whole = self._joined(entry.start) if entry.size >= self._cutoff else self._joined_mini(entry.start)
        if len(whole) < entry.size:
            damaged(name)
        return whole[: entry.size]

    def _sector(self, number: int) -> bytes:
        """A sector's bytes; the file's last one may be short, as some programs do not fill it up."""
        at = (number + 1) * self._size
        if number > _LARGEST_SECTOR or at >= len(self._data):
            damaged()
        return self._data[at : at + self._size]

    def _numbers(self, number: int) -> "array[int]":
        sector = self._sector(number)
        if len(sector) != self._size:
            damaged()
        return array("I", struct.unpack(f"<{self._size // 4}I", sector))

    def _allocation(self, tables: int, further: int) -> "array[int]":
        """For each sector the one that follows it."""
        most = len(self._data) // self._size + 1
        if tables * self._size > len(self._data):
            damaged()
        places = list(struct.unpack_from(f"<{_HEADER_TABLES}I", self._data, _TABLES_AT))[: min(tables, _HEADER_TABLES)]
        seen = 0
        while further < _LARGEST_SECTOR and len(places) < tables:
            seen += 1
            if seen > most:
                damaged()
            *more, further = self._numbers(further)
            places += more[: tables - len(places)]
        if len(places) < tables:
            damaged()
        following = array("I")
        for place in places:
            following.extend(self._numbers(place))
        return following

    def _chain(self, start: int, following: "array[int]") -> list[int]:
        chain: list[int] = []
        at = start
        while at != _END_OF_CHAIN:
            if at >= len(following) or len(chain) > len(following):
                damaged()
            chain.append(at)
            at = following[at]
        return chain

    def _joined(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in self._chain(start, self._next))

    def _joined_mini(self, start: int) -> bytes:
        table = self._joined(self._mini_table) if self._mini_table < _LARGEST_SECTOR else b""
        following = array("I", struct.unpack(f"<{len(table) // 4}I", table[: len(table) & ~3]))
        room = self._joined(self._root.start) if self._root.start < _LARGEST_SECTOR else b""
        chain = self._chain(start, following)
        return b"".join(room[number * 64 : number * 64 + 64] for number in chain)

    def _directory(self, raw: bytes, version: int) -> list[_Entry]:
        entries = []
        for at in range(0, len(raw) - _ENTRY + 1, _ENTRY):
            kind = raw[at + 66]
            if kind == 0:
                continue
            (length,) = struct.unpack_from("<H", raw, at + 64)
            name = raw[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
            start, size = struct.unpack_from("<IQ", raw, at + 116)
            entries.append(_Entry(name, kind, start, size & 0xFFFFFFFF if version == 3 else size))
        return entries
