"""Whether a server can do its work now: the database answers, the writer lives, the record is of this version."""

from groundswell.errors import UserError
from groundswell.records import databases, opening
from groundswell.records.databases import DEFAULT, working_on
from groundswell.records.postgresql import upgrade as server
from groundswell.records.selectors import ledger
from groundswell.records.statements import FAULTS
from groundswell.records.upgrade import applied_migrations, known_migrations


def not_ready() -> list[str]:
    """Codes of what is missing; empty when all is well. ``writer``, ``database``, ``migrations``."""
    missing = []
    with working_on(DEFAULT):
        if not opening.writer_lives():
            missing.append("writer")
        try:
            ledger.head()
            applied = server.applied_migrations(DEFAULT) if databases.is_postgresql() else applied_migrations(databases.database_file())
        except (UserError, *FAULTS):
            return [*missing, "database"]
        if applied != known_migrations():
            missing.append("migrations")
    return missing
