"""Work the whole ledger out again from the rows that charts read, and name the first entry that does not fit."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from groundswell.errors import UserError, Value
from groundswell.records.ledger import merkle
from groundswell.records.ledger.anchors import Anchor, Head, newest_met
from groundswell.records.ledger.encoding import ACT1, OBS1, ActFields, BatchFields, ObservationFields, act_leaf, observation_leaves
from groundswell.records.ledger.sealing import OPENING, VERSION, marks_digest
from groundswell.records.statements import FAULTS, Connection

CHUNK: Final = 20_000
Told = Callable[[int, int | None], None]
ERASE: Final = "erase"
BEYOND: Final = "anchor_beyond"
DIFFERS: Final = "anchor_differs"
ANCHOR_CODES: Final = frozenset({BEYOND, DIFFERS})

_OBSERVATIONS = f"SELECT {','.join(ObservationFields._fields)}, mark FROM observation WHERE seq BETWEEN ? AND ? ORDER BY seq"
_ACTS = f"SELECT {','.join(ActFields._fields)} FROM act WHERE seq BETWEEN ? AND ? ORDER BY seq"
_ENTRIES = "SELECT seq, encoding, leaf FROM entry WHERE seq BETWEEN ? AND ? ORDER BY seq"
_BATCHES = (
    "SELECT id, ref, first_seq, last_seq, n, root, prev_head, head, source_sha256, actor_ref, recorded_at FROM batch ORDER BY id"
)
_MARK: Final = len(ObservationFields._fields)


def _nobody(done: int, of: int | None) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Broken:
    """What does not fit, first of all: a code (``ledger.<code>`` in the catalogue), the batch and, where one is to blame, the entry."""

    code: str
    batch: int | None = None
    seq: int | None = None
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check found. ``head`` is where the ledger stands; ``erased`` counts words that were erased by an entry saying so.

    ``anchors`` are those that it was held against; ``since`` is the number of entries up to which the newest of them that was met holds.
    """

    head: Head
    broken: Broken | None
    erased: int = 0
    anchors: tuple[Anchor, ...] = ()
    since: int = 0

    @property
    def anchored(self) -> bool:
        """Whether it was held against a head that was kept elsewhere."""
        return bool(self.anchors)

    @property
    def good(self) -> bool:
        """Whether everything fits."""
        return self.broken is None

    @property
    def not_met(self) -> bool:
        """Whether the ledger is whole by itself, and only what was kept elsewhere speaks against it."""
        return self.broken is not None and self.broken.code in ANCHOR_CODES

    @property
    def entries(self) -> int:
        """How many entries the ledger has."""
        return self.head.entries

    @property
    def batches(self) -> int:
        """How many batches the ledger has."""
        return self.head.batches


class _WrongError(Exception):
    def __init__(self, code: str, batch: int | None = None, seq: int | None = None, **values: Value) -> None:
        super().__init__(code)
        self.broken = Broken(code, batch, seq, values)


@dataclass(frozen=True, slots=True)
class _Batch:
    id: int
    ref: str
    first_seq: int
    last_seq: int
    n: int
    root: bytes
    prev_head: bytes
    head: bytes
    source_sha256: str | None
    actor_ref: str
    recorded_at: str

    @property
    def fields(self) -> BatchFields:
        return BatchFields(self.source_sha256, self.actor_ref, self.recorded_at)


def head(connection: Connection) -> Head:
    """Where the ledger stands now, as its last batch says."""
    row = connection.execute("SELECT id, last_seq, head FROM batch ORDER BY id DESC LIMIT 1").fetchone()
    batches, entries, digest = row or (0, 0, merkle.GENESIS)
    return Head(batches, entries, bytes(digest).hex())


def head_at(connection: Connection, seq: int) -> Head:
    """Where the ledger stood at an entry: after the last batch that ends at or before it."""
    query = "SELECT id, last_seq, head FROM batch WHERE last_seq <= ? ORDER BY last_seq DESC LIMIT 1"
    batches, entries, digest = connection.execute(query, (seq,)).fetchone() or (0, 0, merkle.GENESIS)
    return Head(batches, entries, bytes(digest).hex())


def verify(connection: Connection, anchors: Sequence[Anchor] = (), tell: Told = _nobody) -> Verdict:
    """Check every batch in order, then the words, then the heads that were kept elsewhere; ``tell`` hears entries done and of how many.

    Raises UserError("ledger_not_checkable") when there is no ledger there or its encoding is not known here.
    """
    try:
        connection.execute("BEGIN")
        try:
            return verify_within(connection, tuple(anchors), tell)
        finally:
            connection.execute("ROLLBACK")
    except FAULTS as error:
        raise UserError("ledger_not_checkable", {"reason": str(error)}) from error


def verify_within(connection: Connection, anchors: tuple[Anchor, ...] = (), tell: Told = _nobody) -> Verdict:
    """The same within a transaction that the caller holds."""
    erased, heads, broken = 0, [Head(0, 0, merkle.GENESIS.hex())], None
    try:
        _check_chain(connection, heads, tell)
        _check_counts(connection)
        erased = _check_words(connection)
        _check_anchors(anchors, heads)
    except _WrongError as wrong:
        broken = wrong.broken
    return Verdict(head(connection), broken, erased, anchors, newest_met(anchors, heads))


def _check_chain(connection: Connection, heads: list[Head], tell: Told) -> None:
    """Every batch against its entries and the one before; the head after each, as it was worked out, goes to ``heads``."""
    previous, next_seq = merkle.GENESIS, 1
    entries = head(connection).entries
    for number, row in enumerate(connection.execute(_BATCHES).fetchall(), 1):
        batch = _Batch(*row)
        if batch.id != number:
            raise _WrongError("batch_missing", number)
        if batch.first_seq != next_seq or batch.last_seq - batch.first_seq + 1 != batch.n or batch.n < 1:
            raise _WrongError("batch_range", number, next_seq)
        leaves = _check_entries(connection, batch)
        if merkle.root(leaves) != batch.root:
            raise _WrongError("batch_root", number)
        if batch.prev_head != previous:
            raise _WrongError("batch_order", number)
        previous = merkle.next_head(previous, batch.root, batch.id, batch.n)
        if previous != batch.head:
            raise _WrongError("batch_head", number)
        next_seq = batch.last_seq + 1
        tell(batch.last_seq, entries)
        heads.append(Head(number, batch.last_seq, previous.hex()))


def _check_anchors(anchors: Sequence[Anchor], heads: Sequence[Head]) -> None:
    """Each anchor is met by a head of this ledger. One beyond its end: it was shortened; one that differs: it was sealed anew."""
    by_entries = {one.entries: one for one in heads}
    last = heads[-1].entries
    for anchor in anchors:
        reached = by_entries.get(anchor.entries)
        if reached is None or not anchor.meets(reached):
            code = BEYOND if anchor.entries > last else DIFFERS
            raise _WrongError(code, None, None, entries=anchor.entries, last=last)


def _check_entries(connection: Connection, batch: _Batch) -> list[bytes]:
    """The leaves of a batch, each worked out again from its row and compared with the stored one."""
    opening = _opening(connection, batch)
    leaves: list[bytes] = []
    marks: list[tuple[int, str]] = []
    for low in range(batch.first_seq, batch.last_seq + 1, CHUNK):
        span = (low, min(low + CHUNK - 1, batch.last_seq))
        entries = connection.execute(_ENTRIES, span).fetchall()
        figures = connection.execute(_OBSERVATIONS, span).fetchall()
        acts = [ActFields(*row) for row in connection.execute(_ACTS, span)]
        derived = [(row[0], OBS1, leaf) for row, leaf in zip(figures, observation_leaves(figures, batch.fields), strict=True)]
        if acts:
            derived += [(act.seq, ACT1, act_leaf(act, batch.fields)) for act in acts]
            derived.sort(key=_by_seq)
        if derived != entries or len(entries) != span[1] - low + 1:
            raise _first_difference(batch.id, range(low, span[1] + 1), entries, derived)
        leaves += [entry[2] for entry in entries]
        marks += [(row[0], row[_MARK]) for row in figures if row[_MARK] is not None]
    if opening.get("marks") != marks_digest(marks):
        raise _WrongError("marks_changed", batch.id)
    return leaves


def _by_seq(entry: tuple[int, str, bytes]) -> int:
    return entry[0]


def _opening(connection: Connection, batch: _Batch) -> dict[str, Any]:
    """What the batch's first act says it is."""
    row = connection.execute("SELECT id, kind, payload FROM act WHERE seq = ?", (batch.first_seq,)).fetchone()
    if row is None or row[0] != batch.ref or row[1] != OPENING:
        raise _WrongError("batch_opening", batch.id, batch.first_seq)
    try:
        opening: dict[str, Any] = json.loads(row[2])
    except ValueError:
        raise _WrongError("entry_changed", batch.id, batch.first_seq) from None
    if opening.get("version") not in range(1, VERSION + 1):
        # an edit of the payload would show in its leaf; a true one of a later version is not ours to judge
        raise UserError("ledger_not_checkable", {"reason": f"batch {batch.id} has version {opening.get('version')}"})
    return opening


def _first_difference(
    batch: int, span: range, entries: Sequence[tuple[int, str, bytes]], derived: Sequence[tuple[int, str, bytes]]
) -> _WrongError:
    stored, rows = {entry[0]: entry for entry in entries}, {entry[0]: entry for entry in derived}
    for seq in span:
        if seq not in stored:
            return _WrongError("entry_missing", batch, seq)
        if seq not in rows:
            return _WrongError("row_missing", batch, seq)
        if stored[seq] != rows[seq]:
            return _WrongError("entry_changed", batch, seq)
    return _WrongError("row_twice", batch, span.start)


def _check_counts(connection: Connection) -> None:
    """No row stands outside the batches."""
    (last,) = connection.execute("SELECT coalesce(max(last_seq), 0) FROM batch").fetchone()
    for table in ("entry", "observation", "act"):
        row = connection.execute(f"SELECT seq FROM {table} WHERE seq < 1 OR seq > ? ORDER BY seq LIMIT 1", (last,)).fetchone()
        if row is not None:
            raise _WrongError("row_outside", None, row[0])


def _check_words(connection: Connection) -> int:
    """Free words fit the digest that their entry holds, and none went without an entry that says so. Returns how many were erased."""
    kept = {(seq, name): (salt, text) for seq, name, salt, text in connection.execute("SELECT seq, field, salt, text FROM words")}
    (erased_rows,) = (connection.execute("SELECT payload FROM act WHERE kind = ?", (ERASE,)).fetchall(),)
    erased = {(item["seq"], item["field"]) for (payload,) in erased_rows for item in json.loads(payload)["erased"]}
    gone = 0
    for seq, name, commit in _commitments(connection):
        words = kept.pop((seq, name), None)
        if words is None:
            if (seq, name) not in erased:
                raise _WrongError("words_missing", None, seq)
            gone += 1
        elif merkle.commitment(bytes(words[0]), words[1]) != commit:
            raise _WrongError("words_changed", None, seq)
    if kept:
        raise _WrongError("words_without_entry", None, min(kept)[0])
    return gone


def _commitments(connection: Connection) -> Iterator[tuple[int, str, str]]:
    """Every salted digest in the ledger: entry, field, digest."""
    for table in ("observation", "act"):
        yield from (
            (seq, "reason", commit)
            for seq, commit in connection.execute(f"SELECT seq, reason_commit FROM {table} WHERE reason_commit IS NOT NULL")
        )
    for seq, payload in connection.execute("SELECT seq, payload FROM act WHERE payload LIKE '%!_commit%' ESCAPE '!'"):
        for name, commit in json.loads(payload).items():
            if name.endswith("_commit"):
                yield seq, name.removesuffix("_commit"), commit
