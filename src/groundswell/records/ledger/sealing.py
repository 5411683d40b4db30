"""Put one batch at the end of the ledger. The caller holds a transaction; nothing here commits."""

import json
import re
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import islice
from typing import Any

from groundswell.errors import UserError
from groundswell.records.ids import new_id
from groundswell.records.ledger import merkle
from groundswell.records.ledger.encoding import ACT1, OBS1, ActFields, BatchFields, ObservationFields, act_leaf, nfc, observation_leaves
from groundswell.records.statements import Connection

OPENING = "batch"
"""Kind of the act that opens each batch and says what it is."""
VERSION = 1
"""Of what the opening act holds."""

AT_ONCE = 5_000
"""Figures that are written together."""

_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
"""A NUL character as JSON writes it; not a backslash that somebody wrote before those letters."""

Words = list[tuple[int, str, bytes, str]]
"""Entry, field, salt and text."""

_INSERT_ENTRY = "INSERT INTO entry (seq, encoding, leaf) VALUES (?, ?, ?)"
_INSERT_WORDS = "INSERT INTO words (seq, field, salt, text) VALUES (?, ?, ?, ?)"
_OBSERVATION_COLUMNS = (*ObservationFields._fields, "mark")
_INSERT_OBSERVATION = f"INSERT INTO observation ({','.join(_OBSERVATION_COLUMNS)}) VALUES ({','.join('?' * len(_OBSERVATION_COLUMNS))})"
_INSERT_ACT = f"INSERT INTO act ({','.join(ActFields._fields)}) VALUES ({','.join('?' * len(ActFields._fields))})"


@dataclass(frozen=True, slots=True)
class FigureDraft:
    """A figure on its way into the ledger. ``fields.seq`` and ``fields.reason_commit`` are set at sealing; ``reason`` is erasable."""

    fields: ObservationFields
    mark: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ActDraft:
    """An act on its way into the ledger. ``words`` (``reason``, ``text``, ``owner`` …) enter by salted digest and can be erased."""

    kind: str
    measure: str | None = None
    org_unit: str | None = None
    day: str | None = None
    payload: Mapping[str, Any] = field(default_factory=dict)
    supersedes: int | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class BatchDraft:
    """What is stored together. ``opening`` is the act that says what the batch is; its id is the batch's ``ref``."""

    fields: BatchFields
    opening: ActDraft
    acts: Sequence[ActDraft] = ()
    figures: Iterable[FigureDraft] = ()
    marks: Sequence[tuple[int, str]] | None = None
    """For figures that are made while they are written: which of them, from 0, have a mark. None: figures are at hand."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A batch as it now stands in the ledger."""

    id: int
    ref: str
    first_seq: int
    last_seq: int
    head: bytes


def canonical(payload: Mapping[str, Any]) -> str:
    """The one JSON text of a payload: sorted keys, no spaces, NFC, no floats."""
    return nfc(json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False))


def marks_digest(marks: Sequence[tuple[int, str]]) -> str:
    """One digest over the marks of a batch, each with its entry's number."""
    content = b"".join(f"{seq}\0{mark}\0".encode() for seq, mark in marks)
    return sha256(content).hexdigest() if marks else ""


def check_no_nul(written: str) -> None:
    """JSON with a NUL character in it can be kept by PostgreSQL and not be read there. Raises UserError("text_with_nul")."""
    if "\\u0000" in written and _NUL.search(written):
        raise UserError("text_with_nul")


def seal(connection: Connection, draft: BatchDraft) -> Sealed:
    """Write all of a batch: opening act, acts, figures, words, leaves, root, head. Raises the database's errors; the caller rolls back."""
    previous = connection.execute("SELECT id, last_seq, head FROM batch ORDER BY id DESC LIMIT 1").fetchone()
    last_id, last_seq, prev_head = previous or (0, 0, merkle.GENESIS)
    first = last_seq + 1
    figures_at = first + 1 + len(draft.acts)
    if draft.marks is None:
        at_hand = list(draft.figures)
        draft = replace(draft, figures=at_hand, marks=[(at, one.mark) for at, one in enumerate(at_hand) if one.mark is not None])
    marks = [(figures_at + at, mark) for at, mark in draft.marks or ()]
    opening = replace(draft.opening, payload={**draft.opening.payload, "version": VERSION, "marks": marks_digest(marks)})
    leaves = _write_acts(connection, (opening, *draft.acts), draft.fields, first)
    leaves += _write_figures(connection, draft, figures_at, marks)
    batch_root = merkle.root(leaves)
    head = merkle.next_head(prev_head, batch_root, last_id + 1, len(leaves))
    sealed = Sealed(last_id + 1, opening.id, first, last_seq + len(leaves), head)
    connection.execute(
        "INSERT INTO batch (id, ref, first_seq, last_seq, n, source_sha256, actor_ref, recorded_at, root, prev_head, head)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (sealed.id, sealed.ref, first, sealed.last_seq, len(leaves), *draft.fields, batch_root, prev_head, head),
    )
    return sealed


def _write_acts(connection: Connection, drafts: Sequence[ActDraft], batch: BatchFields, first: int) -> list[bytes]:
    words: Words = []
    acts = [_act_fields(act, first + at, words) for at, act in enumerate(drafts)]
    leaves = [act_leaf(act, batch) for act in acts]
    connection.executemany(_INSERT_ENTRY, [(first + at, ACT1, leaf) for at, leaf in enumerate(leaves)])
    connection.executemany(_INSERT_ACT, acts)
    connection.executemany(_INSERT_WORDS, words)
    return leaves


def _write_figures(connection: Connection, draft: BatchDraft, first: int, marks: Sequence[tuple[int, str]]) -> list[bytes]:
    """Some thousands at a time: of those that are written, the leaf alone stays."""
    leaves: list[bytes] = []
    written: list[tuple[int, str]] = []
    figures = iter(draft.figures)
    while some := list(islice(figures, AT_ONCE)):
        words: Words = []
        start = first + len(leaves)
        rows = list(_figure_rows(some, start, words))
        own = observation_leaves(rows, draft.fields)
        connection.executemany(_INSERT_ENTRY, [(start + at, OBS1, leaf) for at, leaf in enumerate(own)])
        connection.executemany(_INSERT_OBSERVATION, rows)
        connection.executemany(_INSERT_WORDS, words)
        written += [(row[0], row[-1]) for row in rows if row[-1] is not None]
        leaves += own
    if written != list(marks):
        raise ValueError("marks that were written are not those that were said")
    return leaves


def _commit(seq: int, name: str, text: str, words: Words) -> str:
    salt = secrets.token_bytes(16)
    words.append((seq, name, salt, text))
    return merkle.commitment(salt, text)


def _figure_rows(figures: Sequence[FigureDraft], first: int, words: Words) -> Iterator[tuple[Any, ...]]:
    for seq, figure in enumerate(figures, first):
        commit = _commit(seq, "reason", figure.reason, words) if figure.reason else None
        yield (seq, *figure.fields[1:19], commit, figure.mark)


def _act_fields(act: ActDraft, seq: int, words: Words) -> ActFields:
    commits = {name: _commit(seq, name, nfc(text), words) for name, text in act.words.items() if text}
    reason_commit = commits.pop("reason", None)
    payload = {**act.payload, **{f"{name}_commit": commit for name, commit in commits.items()}}
    written = canonical(payload)
    check_no_nul(written)
    return ActFields(seq, act.id, act.kind, act.measure, act.org_unit, act.day, written, act.supersedes, reason_commit)
