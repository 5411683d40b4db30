"""How an entry becomes bytes: ``obs1`` for figures, ``act1`` for everything else a person does.

A field is its length (4 bytes, big-endian) and its UTF-8 text (NFC); null is the length FFFFFFFF alone. Integers are
decimal ASCII, dates ISO. An encoding is never changed: a new field needs a new encoding.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import NamedTuple

OBS1 = "obs1"
ACT1 = "act1"
NULL = b"\xff\xff\xff\xff"
_CACHED = 100_000

Value = str | int | None
Digest = bytes


class BatchFields(NamedTuple):
    """What all entries of a batch have in common."""

    source_sha256: str | None
    actor_ref: str
    recorded_at: str


class ObservationFields(NamedTuple):
    """A figure's own fields, in the order of ``obs1`` without those of its batch."""

    seq: int
    kind: str
    measure: str
    org_unit: str | None
    dims: str
    p_start: str
    p_end: str
    coef: str | None
    scale: int | None
    num_coef: str | None
    num_scale: int | None
    den_coef: str | None
    den_scale: int | None
    presence: str | None
    status: str | None
    definition_version: int
    sheet: str | None
    cell: str | None
    supersedes: int | None
    reason_commit: str | None


class ActFields(NamedTuple):
    """An act's own fields, in the order of ``act1`` without those of its batch. ``payload`` is hashed as it is stored."""

    seq: int
    id: str
    kind: str
    measure: str | None
    org_unit: str | None
    day: str | None
    payload: str
    supersedes: int | None
    reason_commit: str | None


class _Fields(dict[Value, bytes]):
    """Each value's encoded field, kept because most values come again and again."""

    def __missing__(self, value: Value) -> bytes:
        text = value if isinstance(value, str) else str(value)
        content = (text if text.isascii() else unicodedata.normalize("NFC", text)).encode()
        encoded = len(content).to_bytes(4, "big") + content
        if len(self) > _CACHED:
            self.clear()
            self[None] = NULL
        self[value] = encoded
        return encoded


_fields = _Fields({None: NULL})


def field(value: Value) -> bytes:
    """One encoded field."""
    return _fields[value]


def nfc(text: str) -> str:
    """Text as it is stored and hashed."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def observation_leaves(rows: Iterable[Sequence[Value]], batch: BatchFields) -> list[Digest]:
    """The leaf of each figure: SHA-256 of 00 and its ``obs1`` encoding. A row starts with the ObservationFields; more is left alone."""
    source, actor, recorded = map(field, batch)
    encoded, join = _Fields({None: NULL}).__getitem__, b"".join
    leaves = []
    for row in rows:
        parts = list(map(encoded, row[:20]))
        leaves.append(sha256(b"\0" + join(parts[:16]) + source + join(parts[16:19]) + actor + parts[19] + recorded).digest())
    return leaves


def act_leaf(row: ActFields, batch: BatchFields) -> Digest:
    """The leaf of an act: SHA-256 of 00 and its ``act1`` encoding, which starts with its own name."""
    own = (ACT1, *row, batch.actor_ref, batch.recorded_at)
    return sha256(b"\0" + b"".join(map(field, own))).digest()


def obs1(row: ObservationFields, batch: BatchFields) -> bytes:
    """The whole encoding of one figure, as docs/ledger.md prints it."""
    parts = list(map(field, row))
    source, actor, recorded = map(field, batch)
    return b"".join((*parts[:16], source, *parts[16:19], actor, parts[19], recorded))
