"""A drill: the newest backup is restored for trial, in a folder that goes again, and held against the record. Then it is proven."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from groundswell.errors import UserError
from groundswell.records import backups, clock, databases, opening, settings
from groundswell.records.actors import PRODUCT
from groundswell.records.care.memory import Proven, remember, remembered
from groundswell.records.care.rotation import newest
from groundswell.records.databases import DEFAULT, DEMO
from groundswell.records.ledger import verifying
from groundswell.records.ledger.anchors import Head
from groundswell.records.selectors.portfolio import measures
from groundswell.records.statements import Connection

COUNTED = ("observation", "batch", "entry")


def drill(source: Path | None = None, *, room: Path | None = None) -> Proven:
    """Restore a backup for trial and check it; ``source`` is a backup, a folder of them, or (None) where the last good one lies.

    The trial folder is made below ``room``. Raises UserError("no_backup_yet"), ("drill_failed"), and those of restoring.
    """
    file = _backup(source)
    live = databases.folder()
    begun = time.monotonic()
    with TemporaryDirectory(prefix="groundswell-drill-", dir=room) as trial:
        with pointed_to(Path(trial) / "data"):
            verdict = backups.restore(file).verdict
            count = len(measures(PRODUCT))
            opening.close_all()
            _same(file, databases.database_file(), verdict.head)
        behind = _behind(verdict.head)
    proven = Proven(
        clock.stamp(clock.now()), str(file.absolute()), verdict.entries, verdict.batches, verdict.head.text, count, behind,
        round(time.monotonic() - begun, 1),
    )
    try:
        remember(replace(remembered(live), proven=proven), live)
    except OSError as error:
        raise UserError("care_not_remembered", {"reason": error.strerror or str(error)}) from error
    return proven


def _backup(source: Path | None) -> Path:
    memory = remembered()
    if source is not None:
        return newest(source) if source.is_dir() else source
    if memory.good is None and memory.schedule is None:
        raise UserError("no_backup_yet", {"folder": str(databases.folder())})
    return newest(Path(memory.schedule.to)) if memory.schedule is not None else Path(memory.good.file if memory.good else "")


@contextmanager
def pointed_to(folder: Path) -> Iterator[None]:
    """Within the block, this process works on another data directory, with a SQLite file of its own wherever the record is."""
    home = databases.folder()
    opening.close_all()
    databases.use(DEFAULT, settings.sqlite(folder))
    databases.use(DEMO, settings.sqlite(folder / settings.DEMO_FOLDER))
    try:
        yield
    finally:
        opening.point_to(home)


def _same(file: Path, restored: Path, head: Head) -> None:
    """The restored record holds the backup's, entry by entry, and what the restore itself added; its figures are as many."""
    with databases.plain_connection(file) as backup, databases.plain_connection(restored) as connection:
        verdict = verifying.verify(connection, [head.anchor] if head.entries else [])
        if not verdict.good:
            raise UserError("drill_failed", {"file": str(file)})
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        figures = [_counts(one, head.entries) for one in (backup, connection)]
        if said != "ok" or figures[0] != figures[1]:
            raise UserError("drill_failed", {"file": str(file)})


def _counts(connection: Connection, entries: int) -> list[int]:
    columns = {"observation": "seq", "batch": "last_seq", "entry": "seq"}
    return [connection.execute(f"SELECT count(*) FROM {table} WHERE {columns[table]} <= ?", (entries,)).fetchone()[0] for table in COUNTED]


def _behind(head: Head) -> int:
    """How many entries the record has beyond the backup; raises UserError("backup_of_another_record") where the two share no history."""
    if not databases.is_there() or not head.entries:
        return 0
    with databases.other_connection() as connection:
        now, then = verifying.head(connection), verifying.head_at(connection, head.entries)
    if then.text != head.text:
        raise UserError("backup_of_another_record", {"entries": head.entries})
    return now.entries - head.entries
