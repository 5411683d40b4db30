"""What a data directory remembers of its own care: the schedule of backups, the last good one, the last failure, the last proven restore,
and when the anchor of the record was last mailed.

It lies beside the database and not in it, because a backup must not carry it and a broken database must not hide it.
"""

import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from groundswell.records import clock, databases
from groundswell.records.upgrade import sync

FILE_NAME: Final = "care.json"
GRACE: Final = timedelta(hours=2)
"""A daily backup that has not come after 26 hours is late."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """A backup is expected in the folder ``to`` every so many hours, from ``since`` on."""

    to: str
    hours: int
    since: str


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written and checked."""

    at: str
    file: str
    entries: int
    batches: int
    head: str
    size: int


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be done (a backup, a mail): when, and the code of why."""

    at: str
    code: str


@dataclass(frozen=True, slots=True)
class Proven:
    """A backup that was restored for trial and found whole; ``behind``: entries of the record that it did not hold yet."""

    at: str
    file: str
    entries: int
    batches: int
    head: str
    measures: int
    behind: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Mailed:
    """The anchor of the record was mailed to those who get it each day: ``entries`` it was taken after."""

    at: str
    entries: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Memory:
    """All of it; None for what never was."""

    schedule: Schedule | None = None
    good: Backup | None = None
    failed: Failure | None = None
    proven: Proven | None = None
    mailed: Mailed | None = None
    mail_failed: Failure | None = None


@dataclass(frozen=True, slots=True)
class Late:
    """Why backups need somebody: ``code`` is ``failed`` or ``late``; ``last`` is the moment of the last good one."""

    code: str
    since: datetime
    last: datetime | None


_KINDS: Final = {"schedule": Schedule, "good": Backup, "failed": Failure, "proven": Proven, "mailed": Mailed, "mail_failed": Failure}


def remembered(folder: Path | None = None) -> Memory:
    """What is on file; what cannot be read counts as never written."""
    try:
        found = json.loads(((folder or databases.folder()) / FILE_NAME).read_bytes())
        return Memory(**{name: kind(**found[name]) for name, kind in _KINDS.items() if found.get(name) is not None})
    except (OSError, ValueError, TypeError, AttributeError):
        return Memory()


def remember(memory: Memory, folder: Path | None = None) -> None:
    """Put it on file, whole or not at all, for the owner's eyes alone. Raises OSError."""
    path = (folder or databases.folder()) / FILE_NAME
    unfinished = path.with_name(path.name + ".part")
    content: dict[str, Any] = {name: value for name, value in asdict(memory).items() if value is not None}
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(content, file, indent=1)
    sync(unfinished)
    os.replace(unfinished, path)


def late(memory: Memory, now: datetime) -> Late | None:
    """Why somebody has to look at the backups, where a schedule is set: the last one failed, or none has come in time."""
    schedule = memory.schedule
    if schedule is None:
        return None
    last = clock.moment(memory.good.at) if memory.good is not None else None
    if memory.failed is not None:
        return Late("failed", clock.moment(memory.failed.at), last)
    expected = max(last or clock.moment(schedule.since), clock.moment(schedule.since)) + timedelta(hours=schedule.hours) + GRACE
    return Late("late", expected, last) if now > expected else None
