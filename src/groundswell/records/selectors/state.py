"""Which state of the record this is, for whoever holds an answer that was made from an earlier one."""

from groundswell.records import opening
from groundswell.records.databases import current, identity, is_postgresql, reading_connection


def state() -> tuple[object, ...]:
    """Another one after every piece of work that was stored, also of what the ledger does not hold (links, uploads, people, roles).

    Asked for before an answer is made: then an answer is never older than its state. In SQLite one process writes, which counts; one that
    begins anew counts anew. In PostgreSQL it is what this session sees of all transactions, so that many processes agree.
    """
    if is_postgresql():
        return (*identity(), *reading_connection().execute("SELECT CAST(pg_current_snapshot() AS text)").fetchone())
    return (*identity(), current(), opening.works_done())
