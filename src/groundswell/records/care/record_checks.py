"""The record itself: its version, its settings, its soundness, and whether the clock went along with it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Final

from groundswell.records import clock
from groundswell.records.care.check import Check, Grade
from groundswell.records.databases import plain_connection
from groundswell.records.pragmas import wrong_pragmas
from groundswell.records.statements import Connection
from groundswell.records.upgrade import applied_migrations, known_migrations

SLACK: Final = timedelta(minutes=2)
"""Clocks are set right by seconds now and then."""
FAR: Final = timedelta(days=1)


def record_checks(path: Path, now: datetime) -> Iterator[Check]:
    """In order; nothing but one line where there is no record yet."""
    if not path.exists():
        yield Check("no_record", Grade.NOTE)
        return
    applied = applied_migrations(path)
    if not applied:
        yield Check("not_ours", Grade.WRONG, {"file": str(path)})
        return
    yield from step_checks(applied)
    with plain_connection(path) as connection:
        wrong = wrong_pragmas(connection)
        for name, found in wrong.items():
            yield Check("pragma", Grade.WRONG, {"name": name, "found": found})
        if not wrong:
            yield Check("pragmas", Grade.FINE)
        (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        yield Check("database", Grade.FINE) if said == "ok" else Check("damaged", Grade.WRONG, {"said": str(said).splitlines()[-1]})
        if said == "ok":
            yield from clock_checks(connection, now)


def step_checks(applied: set[str]) -> Iterator[Check]:
    """Whether a record that has been through these steps is of this version."""
    known = known_migrations()
    if applied - known:
        yield Check("newer", Grade.WRONG, {"step": max(applied - known)})
    elif known - applied:
        yield Check("older", Grade.NOTE, {"step": max(known - applied)})
    else:
        yield Check("migrations", Grade.FINE, {"step": max(known)})


def clock_checks(connection: Connection, now: datetime) -> Iterator[Check]:
    """This machine's clock against the moments on record, and those against each other: order is by number, moments are information."""
    moments = [(number, clock.moment(text)) for number, text in connection.execute("SELECT id, recorded_at FROM batch ORDER BY id")]
    if not moments:
        return
    number, newest = max(moments, key=lambda one: one[1])
    ahead = newest - now
    if ahead > SLACK:
        grade = Grade.WRONG if ahead > FAR else Grade.NOTE
        told = {"newest": clock.told(clock.stamp(newest)), "now": clock.told(clock.stamp(now))}
        yield Check("clock_behind", grade, {"batch": number, **told})
    else:
        yield Check("clock", Grade.FINE, {"now": clock.told(clock.stamp(now))})
    back = [later for (_, one), (later, other) in pairwise(moments) if one - other > SLACK]
    if back:
        yield Check("clock_jumped", Grade.NOTE, {"n": len(back), "batch": back[-1]})
