"""Backups: where they go, how old the newest is, and when one was last proven."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from groundswell.errors import Value
from groundswell.records import clock
from groundswell.records.care.check import Check, Grade
from groundswell.records.care.memory import Memory, late

OLD: Final = timedelta(days=7)
LONG_AGO: Final = timedelta(days=92)


def backup_checks(memory: Memory, folder: Path, now: datetime) -> Iterator[Check]:
    """In order; ``folder`` is the data directory."""
    if memory.schedule is None:
        yield Check("no_schedule", Grade.NOTE)
    else:
        yield from _where(Path(memory.schedule.to), folder, memory.schedule.hours)
    overdue = late(memory, now)
    if memory.failed is not None:
        yield Check("backup_failed", Grade.WRONG, {"at": clock.told(memory.failed.at), "code": memory.failed.code})
    good = memory.good
    if good is None:
        yield Check("no_backup", Grade.NOTE if overdue is None else Grade.WRONG)
    else:
        age = now - clock.moment(good.at)
        old = age > OLD if memory.schedule is None else overdue is not None and overdue.code == "late"
        values: dict[str, Value] = {"hours": int(age.total_seconds() // 3600), "file": good.file}
        grade = Grade.FINE if not old else Grade.NOTE if memory.schedule is None else Grade.WRONG
        yield Check("backup_old" if old else "backup", grade, values)
        if not Path(good.file).exists():
            yield Check("backup_gone", Grade.NOTE, {"file": good.file})
    yield from _proven(memory, now)


def _where(to: Path, folder: Path, hours: int) -> Iterator[Check]:
    if not to.is_dir() or not os.access(to, os.W_OK):
        yield Check("backup_place_gone", Grade.WRONG, {"folder": str(to)})
    elif folder.exists() and to.stat().st_dev == folder.stat().st_dev:
        yield Check("backup_same_disk", Grade.NOTE, {"folder": str(to), "hours": hours})
    else:
        yield Check("backup_place", Grade.FINE, {"folder": str(to), "hours": hours})


def _proven(memory: Memory, now: datetime) -> Iterator[Check]:
    if memory.proven is None:
        if memory.good is not None:
            yield Check("never_proven", Grade.NOTE)
        return
    long_ago = now - clock.moment(memory.proven.at) > LONG_AGO
    values: dict[str, Value] = {"day": memory.proven.at[:10], "entries": memory.proven.entries}
    yield Check("proven_long_ago" if long_ago else "proven", Grade.NOTE if long_ago else Grade.FINE, values)
