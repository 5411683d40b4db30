"""What the server says of itself to monitors: requests, memory, the writer, the record, backups.

Nothing of a person, a figure, a name or a key is in any of it. Each process tells of itself, from its start on.
"""

import sqlite3
from collections.abc import Iterator
from typing import Final

from django.db import DatabaseError

from groundswell import __version__
from groundswell.errors import UserError
from groundswell.records import clock, host
from groundswell.records.care.memory import remembered
from groundswell.records.databases import DEFAULT, folder, working_on
from groundswell.records.opening import waiting_writes
from groundswell.records.selectors import ledger
from groundswell.web.request_counts import COUNTS, head, line, one

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"


def exposition() -> str:
    """Everything, as one text."""
    return "\n".join([*_built(), *COUNTS.lines(), *_process(), *_record()]) + "\n"


def _built() -> Iterator[str]:
    yield from head("groundswell_info", "gauge", "The version that runs.")
    yield line("groundswell_info", 1, version=__version__)


def _process() -> Iterator[str]:
    held = host.memory_bytes()
    if held is not None:
        yield from one("groundswell_memory_bytes", "gauge", "Memory that this process holds.", held)


def _record() -> Iterator[str]:
    """What is not known is left out: a monitor sees a gap, not a zero."""
    with working_on(DEFAULT):
        waiting = waiting_writes()
        if waiting is not None:
            yield from one("groundswell_writes_waiting", "gauge", "Pieces of work that wait for the writer.", waiting)
        try:
            entries = ledger.head().entries
        except (DatabaseError, sqlite3.Error, UserError):
            entries = None
        if entries is not None:
            yield from one("groundswell_ledger_entries", "gauge", "Entries of the record of changes.", entries)
    memory, now = remembered(folder(DEFAULT)), clock.now()
    ages = {"backup": memory.good and memory.good.at, "drill": memory.proven and memory.proven.at}
    told = {"backup": "Seconds since the last good backup.", "drill": "Seconds since a backup was last proven to restore."}
    for what, at in ages.items():
        if at:
            yield from one(f"groundswell_{what}_age_seconds", "gauge", told[what], round((now - clock.moment(at)).total_seconds()))
