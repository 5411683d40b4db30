"""Gzip: one file packed, as open data portals and databases hand their CSV out."""

import zlib

from groundswell.engine.sources.guard import MAX_FILE, MIB, damaged
from groundswell.errors import UserError

_PIECE = 65_536
_MOST_MEMBERS = 100_000
"""Tools for large files write a member each 64 KiB."""


def gunzipped(data: bytes) -> bytes:
    """What a gzip file holds, its members one after another (RFC 1952), zeros behind them aside.

    Raises UserError when it is larger than a file may be, cut off, or not what its checksum says.
    """
    pieces: list[bytes] = []
    at = count = members = 0
    while at < len(data) and (members == 0 or data[at : at + 1] != b"\0" or data[at:].strip(b"\0")):
        members += 1
        if members > _MOST_MEMBERS:
            damaged()
        stream = zlib.decompressobj(16 + zlib.MAX_WBITS)
        waiting = b""
        while not stream.eof:
            if not waiting:
                waiting = data[at : at + _PIECE]
                at += len(waiting)
                if not waiting:
                    damaged()
            try:
                piece = stream.decompress(waiting, MIB)
            except zlib.error:
                damaged()
            waiting = stream.unconsumed_tail
            count += len(piece)
            if count > MAX_FILE:
                raise UserError("file_unpacks_too_large", {"limit_mib": MAX_FILE // MIB})
            pieces.append(piece)
        at -= len(stream.unused_data)
    return b"".join(pieces)
