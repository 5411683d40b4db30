"""Where the ledger stands, and whether it is whole."""

from groundswell.records.databases import database_file, plain_connection, reading_connection
from groundswell.records.ledger import verifying
from groundswell.records.ledger.verifying import Head, Verdict


def head() -> Head:
    """What somebody keeps elsewhere to be able to prove this state later."""
    return verifying.head(reading_connection())


def verify(kept: str | None = None) -> Verdict:
    """Work everything out again; ``kept`` is a head from elsewhere. Raises UserError("bad_head"), ("ledger_not_checkable")."""
    anchor = None if kept is None else verifying.parse_head(kept)
    with plain_connection(database_file()) as connection:
        return verifying.verify(connection, anchor)
