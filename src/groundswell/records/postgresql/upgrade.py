"""Make or migrate a database in PostgreSQL: one transaction, so that a step that fails leaves everything as it was."""

import logging
from typing import Final

from django.core.management import call_command
from django.db import Error, connections

from groundswell.errors import UserError
from groundswell.records.databases import folder, other_connection, reading_connection, working_on
from groundswell.records.ledger.verifying import verify_within
from groundswell.records.postgresql.faults import is_away, plain
from groundswell.records.postgresql.portable import portable_copy
from groundswell.records.postgresql.writer import write
from groundswell.records.statements import Connection
from groundswell.records.upgrade import APP, BACKUP, known_migrations

log = logging.getLogger("groundswell.records")

_TABLES: Final = (
    "SELECT c.relname FROM pg_class c WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind IN ('r', 'p', 'v', 'm')"
)
_SORTED_BY_LOCALE: Final = """
    SELECT c.relname, a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
    WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
      AND t.typname IN ('varchar', 'text') AND (t.typname = 'varchar' OR a.attcollation <> (SELECT oid FROM pg_collation
          WHERE collname = 'C' AND collnamespace = CAST('pg_catalog' AS regnamespace)))
    ORDER BY c.relname, a.attnum"""


def bring_up_to_date(alias: str) -> None:
    """Make or migrate the database; of several processes one does it.

    Raises UserError("data_directory_newer") for one that a newer Groundswell wrote, ("database_not_ours") for one that holds something
    else, ("database_role_refused"), ("upgrade_failed") with everything as it was.
    """
    known = known_migrations()
    if _waiting(alias, known):
        write(alias, lambda: _step_up(alias, known))


def _waiting(alias: str, known: set[str]) -> set[str]:
    applied = applied_migrations(alias)
    if applied - known:
        raise UserError("data_directory_newer", {"folder": str(folder(alias)), "step": max(applied - known)})
    return known - applied


def _step_up(alias: str, known: set[str]) -> None:
    waiting = _waiting(alias, known)
    if not waiting:
        return  # another process was first
    with working_on(alias):
        connection = reading_connection()
        fresh = waiting == known
        if fresh and tables(connection):
            raise UserError("database_not_ours")
        kept = folder(alias) / BACKUP
        try:
            if not fresh:
                portable_copy(alias, kept)
            migrate(alias)
            broken = None if fresh else verify_within(connection).broken
            if broken is not None:
                raise UserError("ledger_broken", {"code": broken.code, "seq": broken.seq})
        except Exception as error:
            plainly = plain(error, connections.settings[alias]) if isinstance(error, Error) else error
            if is_away(plainly) or fresh:
                raise plainly from error
            log.exception("upgrade of the database failed; it is as it was")
            values = {"folder": str(folder(alias)), "backup": str(kept), "reason": str(plainly)}
            raise UserError("upgrade_failed", values) from error


def migrate(alias: str, to: str = "") -> None:
    """Within a piece of work: to the newest step, or to the one named."""
    with working_on(alias):
        connection = reading_connection()
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        call_command("migrate", *([APP, to] if to else []), database=alias, verbosity=0, interactive=False)
        _sort_as_bytes(connection)


def _sort_as_bytes(connection: Connection) -> None:
    """Text is as long as it is and comes in the order of its bytes, as in SQLite, whatever locale the server was made with."""
    columns: dict[str, list[str]] = {}
    for table, column in connection.execute(_SORTED_BY_LOCALE).fetchall():
        columns.setdefault(table, []).append(f'ALTER COLUMN "{column}" TYPE text COLLATE "C"')
    for table, changes in columns.items():
        connection.execute(f'ALTER TABLE "{table}" {", ".join(changes)}')


def applied_migrations(alias: str) -> set[str]:
    """Steps that the database has been through; empty where it is not one of ours. Raises UserError("database_away")."""
    with other_connection(alias) as connection:
        if connection.execute("SELECT to_regclass('django_migrations')").fetchone()[0] is None:
            return set()
        rows = connection.execute("SELECT name FROM django_migrations WHERE app = ?", (APP,)).fetchall()
    return {name for (name,) in rows}


def tables(connection: Connection) -> list[str]:
    """What stands in the schema that we use."""
    return [name for (name,) in connection.execute(_TABLES).fetchall()]
