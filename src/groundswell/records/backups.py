"""A backup is one file: a whole, checked copy of the database. Restoring ends every link and key that it holds."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.db import Error, connections

from groundswell.errors import UserError
from groundswell.records import clock, databases
from groundswell.records.care.after_restore import end_all
from groundswell.records.care.carrying_over import CarriedOver, carry_over
from groundswell.records.ledger.verifying import Verdict, verify
from groundswell.records.locking import DataLock
from groundswell.records.opening import close_data_directory, is_open, open_data_directory, prepare_folder
from groundswell.records.postgresql.faults import plain
from groundswell.records.postgresql.moving import fill_empty
from groundswell.records.postgresql.portable import portable_copy
from groundswell.records.services.second_factor import closed_factors
from groundswell.records.statements import FAULTS
from groundswell.records.upgrade import applied_migrations, copy_database


@dataclass(frozen=True, slots=True)
class Restored:
    """What restoring did: the check of the backup, how many keys of each kind it ended, where the earlier record was put, what was carried
    over from it (None: nothing), and how many second factors were sealed with a key that is not here."""

    verdict: Verdict
    ended: Mapping[str, int]
    kept: Path | None
    carried: CarriedOver | None = None
    closed_factors: int = 0

    @property
    def ended_links(self) -> int:
        """How many share links are dead now."""
        return self.ended.get("links", 0)


def back_up(file: Path, *, replace: bool = False) -> Verdict:
    """Copy the record of the data directory worked on into ``file``, durable when this returns, and check the copy.

    Raises UserError("file_is_there"), ("backup_not_written"), ("backup_damaged"), ("backup_not_whole"), ("database_away").
    """
    source = databases.database_file()
    if file.exists() and not replace:
        raise UserError("file_is_there", {"file": str(file)})
    if file.exists() and source.exists() and file.samefile(source):
        raise UserError("backup_onto_itself", {"file": str(file)})
    try:
        if databases.is_postgresql():
            portable_copy(databases.current(), file)
        else:
            copy_database(source, file)
    except (OSError, *FAULTS) as error:
        told = plain(error, connections.settings[databases.current()]) if isinstance(error, Error) else error
        if isinstance(told, UserError):
            raise told from error
        raise UserError("backup_not_written", {"file": str(file), "reason": str(error)}) from error
    return checked(file)


def restore(file: Path, *, replace: bool = False, as_it_was: bool = False) -> Restored:
    """Make the data directory worked on from a backup. The backup is checked before anything is touched.

    With ``replace``, the record that is there is kept beside under another name, and what people lost since is read off it, unless they are
    to stand ``as_it_was``. Raises UserError("backup_not_ours"),
    ("backup_not_whole"), ("data_directory_filled"), ("data_directory_in_use"), and those of opening a data directory.
    """
    verdict = checked(file)
    kept = _restore_postgresql(file, replace) if databases.is_postgresql() else _restore_sqlite(file, replace)
    open_data_directory(command="restore")
    ended = end_all()
    carried = carry_over(kept, verdict.head) if kept is not None and not as_it_was else None
    return Restored(verdict, ended, kept, carried, closed_factors())


def _restore_postgresql(file: Path, replace: bool) -> Path | None:
    """One transaction: what is there goes when the backup is whole in its place."""
    if is_open():
        close_data_directory()
    folder, kept = databases.folder(), None
    prepare_folder(folder)
    if databases.is_there():
        if not replace:
            raise UserError("data_directory_filled", {"folder": str(folder)})
        kept = _kept_beside(folder)
        portable_copy(databases.current(), kept)
    fill_empty(databases.current(), file, emptied=replace)
    return kept


def _kept_beside(folder: Path) -> Path:
    return folder / f"before-restore-{clock.now():%Y%m%d-%H%M%S-%f}.sqlite3"


def _restore_sqlite(file: Path, replace: bool) -> Path | None:
    folder, target = databases.folder(), databases.database_file()
    if is_open():
        close_data_directory()
    prepare_folder(folder)
    lock = DataLock(folder, "restore")
    try:
        kept = None
        if target.exists():
            if not replace:
                raise UserError("data_directory_filled", {"folder": str(folder)})
            kept = _kept_beside(folder)
            copy_database(target, kept)
        for suffix in ("-wal", "-shm"):
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        copy_database(file, target)
    finally:
        lock.free()
    return kept


def checked(file: Path) -> Verdict:
    """Read a backup from end to end: the database's own check, then the ledger worked out again.

    Raises UserError("backup_not_ours"), ("backup_damaged"), ("backup_not_whole").
    """
    if not applied_migrations(file):
        raise UserError("backup_not_ours", {"file": str(file)})
    try:
        with databases.plain_connection(file) as connection:
            (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            if said != "ok":
                raise UserError("backup_damaged", {"file": str(file), "said": str(said).splitlines()[-1]})
            verdict = verify(connection)
    except sqlite3.DatabaseError as error:
        raise UserError("backup_damaged", {"file": str(file), "said": str(error)}) from error
    except UserError as error:
        if error.code != "ledger_not_checkable":
            raise
        raise UserError("backup_damaged", {"file": str(file), "said": error.values.get("reason", error.code)}) from error
    if verdict.broken is not None:
        raise UserError("backup_not_whole", {"file": str(file), "seq": verdict.broken.seq, "batch": verdict.broken.batch})
    return verdict
