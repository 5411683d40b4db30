"""What ``doctor`` looks at in PostgreSQL. Nothing is changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connections

from groundswell.errors import UserError, Value
from groundswell.records.databases import current, other_connection
from groundswell.records.postgresql.address import is_loopback
from groundswell.records.postgresql.upgrade import applied_migrations
from groundswell.records.statements import Connection
from groundswell.records.upgrade import known_migrations

LEAST: Final = 150_000
"""PostgreSQL 15: the oldest that the tests run on."""
SAFE: Final = ("fsync", "full_page_writes", "synchronous_commit")
LEDGER: Final = ("batch", "entry", "observation", "act")
GUARDS: Final = tuple(f"{table}_{what}" for table in LEDGER for what in ("no_update", "no_delete", "no_truncate", "at_the_end"))


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing looked at: ``doctor.<code>`` in the catalogue; ``grade`` fine, note or wrong."""

    code: str
    grade: str = "fine"
    values: dict[str, Value] = field(default_factory=dict)


def look_at_server() -> Iterator[Seen]:
    """Everything about the database of this context, in order."""
    told = connections.settings[current()]
    where = f"{told['HOST']}:{told['PORT']}/{told['NAME']}"
    try:
        with other_connection() as connection:
            yield from _server(connection, where, told)
            applied = applied_migrations(current())
            yield from _steps(applied)
            if applied:
                yield from _guards(connection, told["USER"])
    except UserError:
        yield Seen("postgresql_away", "wrong", {"place": where})


def _server(connection: Connection, where: str, told: dict[str, Any]) -> Iterator[Seen]:
    version, number = _setting(connection, "server_version").split()[0], int(_setting(connection, "server_version_num"))
    yield Seen("postgresql", values={"version": version, "place": where})
    if number < LEAST:
        yield Seen("postgresql_old", "wrong", {"version": version, "least": str(LEAST // 10_000)})
    if told["OPTIONS"]["sslmode"] == "prefer" and not is_loopback(told["HOST"]):
        yield Seen("postgresql_clear", "wrong", {"mode": "prefer"})
    checked = _setting(connection, "data_checksums") == "on"
    yield Seen("postgresql_checksums") if checked else Seen("postgresql_no_checksums", "note")
    unsafe = {name: found for name in SAFE if (found := _setting(connection, name)) == "off"}
    for name, found in unsafe.items():
        yield Seen("postgresql_unsafe", "wrong", {"name": name, "found": found})
    if not unsafe:
        yield Seen("postgresql_safe")


def _steps(applied: set[str]) -> Iterator[Seen]:
    known = known_migrations()
    if not applied:
        yield Seen("postgresql_empty", "note")
    elif applied - known:
        yield Seen("newer", "wrong", {"step": max(applied - known)})
    elif known - applied:
        yield Seen("older", "note", {"step": max(known - applied)})


def _guards(connection: Connection, user: str) -> Iterator[Seen]:
    """Whether the triggers stand, and whether our role could take them off or go past them."""
    query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    standing = {name for (name,) in connection.execute(query).fetchall()}
    for name in GUARDS:
        if name not in standing:
            yield Seen("postgresql_missing_guard", "wrong", {"name": name})
    (owned,) = connection.execute(
        "SELECT count(*) FROM pg_class WHERE oid = to_regclass('entry') AND pg_has_role(relowner, 'USAGE')"
    ).fetchone()
    if owned:
        yield Seen("postgresql_owner", "note", {"user": user})
        return
    granted = [
        right
        for right in ("UPDATE", "DELETE", "TRUNCATE")
        for table in LEDGER
        if connection.execute("SELECT has_table_privilege(?, ?)", (table, right)).fetchone()[0]
    ]
    if granted:
        yield Seen("postgresql_granted", "wrong", {"user": user, "rights": ", ".join(dict.fromkeys(granted))})
    else:
        yield Seen("postgresql_guarded", values={"user": user})


def _setting(connection: Connection, name: str) -> str:
    return str(connection.execute("SELECT current_setting(?)", (name,)).fetchone()[0])

