"""What ``doctor`` looks at in PostgreSQL. Nothing is changed."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.db import connections

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.care.check import Check, Grade
from groundswell.records.care.record_checks import FAR, SLACK, clock_checks, step_checks
from groundswell.records.databases import current, other_connection
from groundswell.records.postgresql.address import is_loopback
from groundswell.records.postgresql.upgrade import applied_migrations
from groundswell.records.statements import Connection

LEAST: Final = 150_000
"""PostgreSQL 15: the oldest that the tests run on."""
SAFE: Final = ("fsync", "full_page_writes", "synchronous_commit")
LEDGER: Final = ("batch", "entry", "observation", "act")
GUARDS: Final = tuple(f"{table}_{what}" for table in LEDGER for what in ("no_update", "no_delete", "no_truncate", "at_the_end"))


def look_at_server() -> Iterator[Check]:
    """Everything about the database of this context, in order."""
    told = connections.settings[current()]
    where = f"{told['HOST']}:{told['PORT']}/{told['NAME']}"
    try:
        with other_connection() as connection:
            yield from _server(connection, where, told)
            applied = applied_migrations(current())
            if not applied:
                yield Check("postgresql_empty", Grade.NOTE)
                return
            yield from step_checks(applied)
            yield from _guards(connection, told["USER"])
            yield from clock_checks(connection, clock.now())
    except UserError:
        yield Check("postgresql_away", Grade.WRONG, {"place": where})


def size_there() -> int:
    """Bytes of the database of this context; 0 where it cannot be reached."""
    try:
        with other_connection() as connection:
            return int(connection.execute("SELECT pg_database_size(current_database())").fetchone()[0])
    except UserError:
        return 0


def _server(connection: Connection, where: str, told: dict[str, Any]) -> Iterator[Check]:
    version, number = _setting(connection, "server_version").split()[0], int(_setting(connection, "server_version_num"))
    yield Check("postgresql", Grade.FINE, {"version": version, "place": where})
    if number < LEAST:
        yield Check("postgresql_old", Grade.WRONG, {"version": version, "least": str(LEAST // 10_000)})
    yield from protection(told)
    yield from _clocks(connection)
    yield from _pages(connection)
    unsafe = {name: found for name in SAFE if (found := _setting(connection, name)) == "off"}
    for name, found in unsafe.items():
        yield Check("postgresql_unsafe", Grade.WRONG, {"name": name, "found": found})
    if not unsafe:
        yield Check("postgresql_safe", Grade.FINE)


def protection(told: Mapping[str, Any]) -> Iterator[Check]:
    """Whether the way to another machine is protected, and whether it is the right machine, by the settings of a database."""
    mode = told["OPTIONS"]["sslmode"]
    if is_loopback(told["HOST"]):
        return
    if mode == "prefer":
        yield Check("postgresql_clear", Grade.WRONG, {"mode": mode})
    elif mode == "require":
        yield Check("postgresql_unproven", Grade.NOTE, {"mode": mode})
    else:
        yield Check("postgresql_protected", Grade.FINE, {"mode": mode})


def _pages(connection: Connection) -> Iterator[Check]:
    """Whether a damaged page would be noticed, and whether one was."""
    if _setting(connection, "data_checksums") != "on":
        yield Check("postgresql_no_checksums", Grade.NOTE)
        return
    query = "SELECT coalesce(checksum_failures, 0) FROM pg_stat_database WHERE datname = current_database()"
    (failures,) = connection.execute(query).fetchone()
    damaged = Check("postgresql_damaged", Grade.WRONG, {"n": failures})
    yield damaged if failures else Check("postgresql_checksums", Grade.FINE)


def _clocks(connection: Connection) -> Iterator[Check]:
    """This machine's clock, which the record is written by, against the server's."""
    (there,) = connection.execute("SELECT clock_timestamp()").fetchone()
    here = clock.now()
    apart = abs(here - there)
    if apart <= SLACK:
        yield Check("postgresql_clock", Grade.FINE)
    else:
        grade = Grade.WRONG if apart > FAR else Grade.NOTE
        yield Check("postgresql_clock_apart", grade, {"now": clock.stamp(here), "there": clock.stamp(there)})


def _guards(connection: Connection, user: str) -> Iterator[Check]:
    """Whether the triggers stand, and whether our role could take them off or go past them."""
    query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
    standing = {name for (name,) in connection.execute(query).fetchall()}
    for name in GUARDS:
        if name not in standing:
            yield Check("postgresql_missing_guard", Grade.WRONG, {"name": name})
    (owned,) = connection.execute(
        "SELECT count(*) FROM pg_class WHERE oid = to_regclass('entry') AND pg_has_role(relowner, 'USAGE')"
    ).fetchone()
    if owned:
        yield Check("postgresql_owner", Grade.NOTE, {"user": user})
        return
    granted = [
        right
        for right in ("UPDATE", "DELETE", "TRUNCATE")
        for table in LEDGER
        if connection.execute("SELECT has_table_privilege(?, ?)", (table, right)).fetchone()[0]
    ]
    if granted:
        yield Check("postgresql_granted", Grade.WRONG, {"user": user, "rights": ", ".join(dict.fromkeys(granted))})
    else:
        yield Check("postgresql_guarded", Grade.FINE, {"user": user})


def _setting(connection: Connection, name: str) -> str:
    return str(connection.execute("SELECT current_setting(?)", (name,)).fetchone()[0])

