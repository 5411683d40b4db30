"""Whether a server can do its work now: the database answers, the writer lives, the record is of this version."""

import sqlite3

from django.db import DatabaseError

from groundswell.records import databases, opening
from groundswell.records.databases import DEFAULT, working_on
from groundswell.records.selectors import ledger
from groundswell.records.upgrade import applied_migrations, known_migrations


def not_ready() -> list[str]:
    """Codes of what is missing; empty when all is well. ``writer``, ``database``, ``migrations``."""
    missing = []
    with working_on(DEFAULT):
        if not opening.writer_lives():
            missing.append("writer")
        try:
            ledger.head()
        except (DatabaseError, sqlite3.Error):
            return [*missing, "database"]
        if applied_migrations(databases.database_file()) != known_migrations():
            missing.append("migrations")
    return missing
