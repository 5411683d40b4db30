"""Power loss, replayed: what a disk may hold when the machine dies between two writes.

Our own statements are traced from the connection that the product uses, then run again through a SQLite whose
file layer (an apsw VFS) writes down every write, sync, truncation and deletion. An image is what is on disk after the
first ``k`` of those operations, where a write that was not yet synced may be there, be lost, or be torn at 512 bytes.
Method: SQLite's own crash tests and ALICE (OSDI 2014).
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import apsw

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing done to a file: ``kind`` is write, sync, truncate, delete or acknowledged (a COMMIT that returned)."""

    kind: str
    name: str = ""
    offset: int = 0
    content: bytes = b""
    acknowledged: int = 0


@dataclass
class Disk:
    """Every operation in order. Only files of the database (main, -wal, -journal) are written down.

    ``fails_at``: the sync of that number, from 1, fails, as a disk does that goes; ``failed`` is whether it came to that.
    """

    operations: list[Operation] = field(default_factory=list)
    fails_at: int = 0
    syncs: int = 0
    failed: bool = False

    @property
    def acknowledged(self) -> int:
        """How many commits returned in all."""
        return acknowledged_before(self, len(self.operations))


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: object, flags: list[int]) -> None:
        super().__init__("", name, flags)
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self._disk, self._name = disk, Path(str(path)).name if path else ""

    def _note(self, kind: str, offset: int = 0, content: bytes = b"") -> None:
        if self._name:
            self._disk.operations.append(Operation(kind, self._name, offset, content))

    def xWrite(self, data: bytes, offset: int) -> None:
        self._note("write", offset, bytes(data))
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:
        self._disk.syncs += 1
        if self._disk.syncs == self._disk.fails_at:
            self._disk.failed = True
            raise apsw.IOError("a sync to disk that fails")
        super().xSync(flags)
        self._note("sync")

    def xTruncate(self, newsize: int) -> None:
        self._note("truncate", newsize)
        super().xTruncate(newsize)


class _Recording(apsw.VFS):
    """A file layer that behaves as the system's and writes down what is done."""

    def __init__(self, disk: Disk, name: str) -> None:
        self._disk = disk
        super().__init__(name, "")

    def xOpen(self, name: object, flags: list[int]) -> _File:
        return _File(self._disk, name, flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:
        self._disk.operations.append(Operation("delete", Path(filename).name))
        super().xDelete(filename, syncdir)


def traced(tell: Callable[[Callable[[str], None] | None], object], work: Callable[[], object]) -> list[str]:
    """The statements, values filled in, that ``work`` runs on the connection that is made to ``tell`` of them, in order.

    ``tell`` is a piece of work of the connection's own thread: another one would wait for the connection with the interpreter's lock in
    its hand, which that thread needs to tell of a statement under way. The ends of those two pieces are left out.
    A trigger reports its statement a second time; no two rows are alike here, so an INSERT told twice running ran once.
    """
    statements: list[str] = []
    tell(statements.append)
    try:
        work()
    finally:
        tell(None)
    first = next(at for at, text in enumerate(statements) if text.upper().startswith("COMMIT"))
    last = max(at for at, text in enumerate(statements) if text.upper().startswith("BEGIN"))
    statements = statements[first + 1 : last]
    pairs = zip(["", *statements], statements, strict=False)
    return [text for before, text in pairs if not text.startswith("--") and (text != before or not text.upper().startswith("INSERT"))]


def record(start: Path, pragmas: Iterable[str], statements: Iterable[str], folder: Path, *, fails_at: int = 0) -> Disk:
    """Run ``statements`` on a copy of the database at ``start`` and write down what reaches the disk; up to a sync that fails, if any.

    Each COMMIT that returns adds an ``acknowledged`` operation with its count so far. The connection holds the file
    alone (locking_mode EXCLUSIVE), as the product's data-directory lock does, so that the log's index stays in memory.
    """
    disk, target = Disk(fails_at=fails_at), folder / "recorded.db"
    target.write_bytes(start.read_bytes())
    vfs = _Recording(disk, f"recording-{id(disk)}")
    connection = apsw.Connection(str(target), vfs=f"recording-{id(disk)}")
    acknowledged = 0
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        for pragma in pragmas:
            connection.execute(pragma).fetchall()
        for statement in statements:
            try:
                connection.execute(statement).fetchall()
            except apsw.IOError:
                break
            if statement.strip().upper().startswith("COMMIT"):
                acknowledged += 1
                disk.operations.append(Operation("acknowledged", acknowledged=acknowledged))
        disk.operations.append(Operation("acknowledged", acknowledged=acknowledged))
    finally:
        connection.close()
        vfs.unregister()
    return disk


def acknowledged_before(disk: Disk, cut: int) -> int:
    """How many commits had returned before the machine died after ``cut`` operations."""
    return max((op.acknowledged for op in disk.operations[:cut]), default=0)


def image(disk: Disk, cut: int, start: Path, folder: Path, seed: int) -> Path:
    """Write the files as they may lie on disk after the first ``cut`` operations; returns the database's path."""
    chance = random.Random(seed)
    durable: dict[str, bytearray] = {"recorded.db": bytearray(start.read_bytes())}
    waiting: dict[str, list[Operation]] = {}
    for op in disk.operations[:cut]:
        if op.kind in ("write", "truncate"):
            waiting.setdefault(op.name, []).append(op)
        elif op.kind == "sync":
            for earlier in waiting.pop(op.name, []):
                _apply(durable.setdefault(op.name, bytearray()), earlier)
        elif op.kind == "delete":
            waiting.pop(op.name, None)
            durable.pop(op.name, None)
    for name, operations in waiting.items():
        for op in operations:
            for part in _survivors(op, chance):
                _apply(durable.setdefault(name, bytearray()), part)
    for old in folder.glob("recorded.db*"):
        old.unlink()
    for name, content in durable.items():
        (folder / name).write_bytes(content)
    return folder / "recorded.db"


def _apply(content: bytearray, op: Operation) -> None:
    if op.kind == "truncate":
        del content[op.offset:]
        return
    if len(content) < op.offset:
        content.extend(bytes(op.offset - len(content)))
    content[op.offset:op.offset + len(op.content)] = op.content


def _survivors(op: Operation, chance: random.Random) -> Iterator[Operation]:
    """What is left of one unsynced operation: all of it, nothing, or some of its sectors."""
    fate = chance.choice(("kept", "lost", "torn"))
    if fate == "lost":
        return
    if fate == "kept" or op.kind != "write":
        yield op
        return
    for at in range(0, len(op.content), SECTOR):
        if chance.random() < 0.5:
            yield Operation("write", op.name, op.offset + at, op.content[at:at + SECTOR])
