"""Backups in turn: dated names in one folder, the oldest make room, and the last good one never does."""

import re
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from groundswell.errors import UserError
from groundswell.records import backups, clock
from groundswell.records.care.memory import Backup, Failure, Schedule, remember, remembered
from groundswell.records.ledger.verifying import Verdict
from groundswell.records.upgrade import sync

DATED: Final = re.compile(r"groundswell-(\d{8}-\d{6})(?:-(\d+))?\.sqlite3")
"""Files of other names in the folder are nobody's to remove."""
NOT_GOOD: Final = frozenset({"backup_not_whole", "backup_damaged", "backup_not_ours"})
"""A copy that was written and found wanting must not stand among the good ones and push them out."""


def dated(folder: Path) -> list[Path]:
    """The backups of a folder, oldest first."""
    found = [(match, path) for path in folder.iterdir() if (match := DATED.fullmatch(path.name)) and path.is_file()]
    return [path for _, path in sorted(found, key=lambda one: (one[0][1], int(one[0][2] or 1)))]


def newest(folder: Path) -> Path:
    """The newest backup of a folder; raises UserError("backup_folder_missing"), ("no_backup_yet")."""
    found = dated(_there(folder))
    if not found:
        raise UserError("no_backup_yet", {"folder": str(folder)})
    return found[-1]


def back_up_into(folder: Path, keep: int) -> tuple[Path, Verdict]:
    """Write the next backup into ``folder``, check it, then let the oldest beyond ``keep`` go. How it ended is remembered.

    Raises UserError("backup_folder_missing") and those of :func:`groundswell.records.backups.back_up`; then every earlier backup is there.
    """
    file = folder
    try:
        file = _next(_there(folder))
        verdict = backups.back_up(file)
        size = file.stat().st_size
        _let_go(folder, file, keep)
    except UserError as error:
        with suppress(OSError):
            if error.code in NOT_GOOD:
                file.unlink(missing_ok=True)
            remember(replace(remembered(), failed=Failure(clock.stamp(clock.now()), error.code)))
        raise
    good = Backup(clock.stamp(clock.now()), str(file.absolute()), verdict.entries, verdict.batches, verdict.head.text, size)
    try:
        remember(replace(remembered(), good=good, failed=None))
    except OSError as error:
        raise UserError("care_not_remembered", {"reason": error.strerror or str(error)}) from error
    return file, verdict


def expect(folder: Path, hours: int) -> None:
    """From now on a backup is expected in ``folder`` every so many hours; 0: none is. Raises UserError("backup_folder_missing")."""
    before, to = remembered(), str(_there(folder).absolute())
    since = before.schedule.since if before.schedule is not None else clock.stamp(clock.now())
    schedule = Schedule(to, hours, since) if hours else None
    remember(replace(before, schedule=schedule, failed=before.failed if hours else None))


def _there(folder: Path) -> Path:
    """A folder that is not there may be a disk that is not mounted: it is not made."""
    if not folder.is_dir():
        raise UserError("backup_folder_missing", {"folder": str(folder)})
    return folder


def _next(folder: Path) -> Path:
    stem = f"groundswell-{clock.now():%Y%m%d-%H%M%S}"
    names = (f"{stem}{'' if number == 1 else f'-{number}'}.sqlite3" for number in range(1, 1000))
    return next(folder / name for name in names if not (folder / name).exists())


def _let_go(folder: Path, made: Path, keep: int) -> None:
    """Remove the oldest; ``made`` was just checked and stays, whatever the clock said when the others were named."""
    try:
        for path in [path for path in dated(folder) if path != made][: -(keep - 1) or None]:
            path.unlink()
        sync(folder)
    except OSError as error:
        raise UserError("old_backup_not_removed", {"folder": str(folder), "reason": error.strerror or str(error)}) from error
