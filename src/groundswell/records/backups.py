"""A backup is one file: a whole, checked copy of the database. Restoring ends every link that it holds."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from groundswell.errors import UserError
from groundswell.records import clock, databases
from groundswell.records.actors import PRODUCT, is_shared, local_actor
from groundswell.records.ledger.verifying import Verdict, verify
from groundswell.records.locking import DataLock
from groundswell.records.models import OneTimeLink, Share, SignIn, SignOnTrip
from groundswell.records.opening import close_data_directory, is_open, open_data_directory, prepare_folder, write
from groundswell.records.services.sharing import end_share
from groundswell.records.upgrade import applied_migrations, copy_database

DEAD = "restored"


@dataclass(frozen=True, slots=True)
class Restored:
    """What restoring did: the check of the backup, how many links it ended, and where the earlier record was put."""

    verdict: Verdict
    ended_links: int
    kept: Path | None


def back_up(file: Path, *, replace: bool = False) -> Verdict:
    """Copy the record of the data directory worked on into ``file``, durable when this returns, and check the copy.

    Raises UserError("file_is_there"), ("backup_not_written"), ("backup_not_whole").
    """
    source = databases.database_file()
    if file.exists() and not replace:
        raise UserError("file_is_there", {"file": str(file)})
    if file.exists() and file.samefile(source):
        raise UserError("backup_onto_itself", {"file": str(file)})
    try:
        copy_database(source, file)
    except (OSError, sqlite3.Error) as error:
        raise UserError("backup_not_written", {"file": str(file), "reason": str(error)}) from error
    return _checked(file)


def restore(file: Path, *, replace: bool = False) -> Restored:
    """Make the data directory worked on from a backup. The backup is checked before anything is touched.

    With ``replace``, the record that is there is kept beside under another name. Raises UserError("backup_not_ours"),
    ("backup_not_whole"), ("data_directory_filled"), ("data_directory_in_use"), and those of opening a data directory.
    """
    verdict = _checked(file)
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
            kept = folder / f"before-restore-{clock.now():%Y%m%d-%H%M%S-%f}.sqlite3"
            copy_database(target, kept)
        for suffix in ("-wal", "-shm"):
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        copy_database(file, target)
    finally:
        lock.free()
    open_data_directory(command="restore")
    return Restored(verdict, _end_links(), kept)


def _checked(file: Path) -> Verdict:
    if not applied_migrations(file):
        raise UserError("backup_not_ours", {"file": str(file)})
    with databases.plain_connection(file) as connection:
        verdict = verify(connection)
    if verdict.broken is not None:
        raise UserError("backup_not_whole", {"file": str(file), "seq": verdict.broken.seq, "batch": verdict.broken.batch})
    return verdict


def _end_links() -> int:
    """Every link is dead: one that was ended after the backup must not come to life again."""
    actor = PRODUCT if is_shared() else local_actor()
    live = list(Share.objects.filter(ended_at=None).values_list("id", flat=True))
    for share_id in live:
        end_share(actor, share_id, DEAD)
    # a link's token can never be right again, whatever becomes of its row
    write(lambda: [Share.objects.filter(id=one).update(token_hash=f"{DEAD}-{one}") for one in live])
    write(_end_sign_ins)
    return len(live)


def _end_sign_ins() -> None:
    """Nobody is signed in after a restore: a browser that was signed out after the backup must not be in again."""
    SignIn.objects.all().delete()
    SignOnTrip.objects.all().delete()
    OneTimeLink.objects.filter(used_at=None, ended_at=None).update(ended_at=clock.stamp(clock.now()))
