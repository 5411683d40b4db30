"""Bring a data directory up to this version: a backup beside it, migrate, verify, and put back what was there on failure."""

import logging
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from groundswell.errors import UserError
from groundswell.records.databases import database_file, plain_connection, working_on
from groundswell.records.ledger.verifying import verify

log = logging.getLogger("groundswell.records")
APP = "records"
BACKUP = "before-upgrade.sqlite3"


def bring_up_to_date(alias: str) -> None:
    """Make or migrate the database of a data directory whose lock is held.

    Raises UserError("data_directory_newer") for one that a newer Groundswell wrote, ("not_a_data_directory") for a file
    that is none of ours, ("upgrade_failed") after everything has been put back as it was.
    """
    path = database_file(alias)
    if not path.exists() or path.stat().st_size == 0:
        migrate(alias)
        return
    applied = applied_migrations(path)
    known = known_migrations()
    if not applied:
        raise UserError("not_a_data_directory", {"folder": str(path.parent)})
    newer = applied - known
    if newer:
        raise UserError("data_directory_newer", {"folder": str(path.parent), "step": max(newer)})
    if applied != known:
        _upgrade(alias, path)


def _upgrade(alias: str, path: Path) -> None:
    kept = path.parent / BACKUP
    copy_database(path, kept)
    try:
        migrate(alias)
        with plain_connection(path) as connection:
            verdict = verify(connection)
        if verdict.broken is not None:
            raise UserError("ledger_broken", {"code": verdict.broken.code, "seq": verdict.broken.seq})
    except Exception as error:
        connections[alias].close()
        put_back(kept, path)
        log.exception("upgrade of %s failed; the data directory is as it was", path.parent)
        raise UserError("upgrade_failed", {"folder": str(path.parent), "backup": str(kept), "reason": str(error)}) from error


def migrate(alias: str, to: str = "") -> None:
    """Make or migrate a SQLite database: to the newest step, or to the one named."""
    wrapper = connections[alias]
    try:
        wrapper.ensure_connection()
        wrapper.connection.execute("PRAGMA query_only=OFF")
        with working_on(alias):
            call_command("migrate", *([APP, to] if to else []), database=alias, verbosity=0, interactive=False)
        wrapper.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        wrapper.close()
    os.chmod(database_file(alias), 0o600)


def known_migrations() -> set[str]:
    """Steps that this version knows."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return {name for app, name in loader.disk_migrations if app == APP}


def applied_migrations(path: Path) -> set[str]:
    """Steps that the database at ``path`` has been through; empty where it is not one of ours."""
    try:
        with plain_connection(path) as connection:
            return {name for (name,) in connection.execute("SELECT name FROM django_migrations WHERE app = ?", (APP,))}
    except sqlite3.DatabaseError:
        return set()


def copy_database(source: Path, target: Path) -> None:
    """A whole, consistent copy of a database, by SQLite's own backup; on disk when this returns, and nothing of it there when it fails."""
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    try:
        with plain_connection(source) as connection, closing(sqlite3.connect(unfinished)) as copy:
            os.chmod(unfinished, 0o600)
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        sync(unfinished)
        os.replace(unfinished, target)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    sync(target.parent)


def put_back(kept: Path, path: Path) -> None:
    """Replace the database at ``path`` by the copy; its log goes."""
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    copy_database(kept, path)


def sync(path: Path) -> None:
    """Have the disk hold what was written to a file or folder; folders cannot be synced on Windows."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
