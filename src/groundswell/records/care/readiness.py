"""Whether a server can do its work now: the database answers, what writes lives, the record is of this version."""

import sqlite3
from functools import cache

from django.db import DatabaseError

from groundswell.errors import UserError
from groundswell.records import databases, opening
from groundswell.records.databases import DEFAULT, working_on
from groundswell.records.postgresql import upgrade as postgresql_upgrade
from groundswell.records.selectors import ledger
from groundswell.records.upgrade import applied_migrations, known_migrations

steps_of_this_version = cache(known_migrations)


def not_ready() -> list[str]:
    """Codes of what is missing; empty when all is well. ``writer``, ``database``, ``migrations``."""
    missing = []
    with working_on(DEFAULT):
        if not opening.writer_lives():
            missing.append("writer")
        try:
            ledger.head()
            applied = _applied()
        except (DatabaseError, sqlite3.Error, UserError):
            return [*missing, "database"]
        if applied != steps_of_this_version():
            missing.append("migrations")
    return missing


def _applied() -> set[str]:
    return postgresql_upgrade.applied_migrations(DEFAULT) if databases.is_postgresql() else applied_migrations(databases.database_file())
