"""Positions of the ledger that an earlier picture can be read as of: the end of a day, or just before something was done."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.databases import reading_connection
from groundswell.records.ledger import moments
from groundswell.records.selectors.acts import act_by_id
from groundswell.records.selectors.definitions import catalogue

_FIRST: Final = date(2, 1, 1)
_LAST: Final = date(9998, 12, 30)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """The last microsecond of a day there, in UTC: just before the next one begins. Clocks that are put back at midnight lose no hour.

    Days beyond the calendar's ends are its ends.
    """
    following = max(_FIRST, min(day, _LAST)) + timedelta(days=1)
    return datetime.combine(following, time.min, zone).astimezone(UTC) - timedelta(microseconds=1)


def position_on(actor: Actor, moment: datetime) -> int:
    """The last entry that had been recorded by a moment (with its time zone); 0 where there was none.

    Where the clock was put back in between, the moments that fit each other decide: an answer stays what it was.
    """
    if not actor.ref:
        return 0
    connection, values = reading_connection(), {"moment": clock.stamp(moment)}
    (by_then,) = connection.execute("SELECT coalesce(max(last_seq), 0) FROM batch WHERE recorded_at <= :moment", values).fetchone()
    (later,) = connection.execute("SELECT min(first_seq) FROM batch WHERE recorded_at > :moment", values).fetchone()
    if later is None or by_then < later:
        return int(by_then)
    batches = connection.execute("SELECT last_seq, recorded_at FROM batch ORDER BY id").fetchall()
    return moments.position_at(batches, clock.stamp(moment), clock.stamp(clock.now()))


def position_before(actor: Actor, act_id: str) -> int:
    """The position just before an act, or before a batch of figures by its ref. Raises UserError("act_unknown"), also for the act of a
    measure that this actor may not see."""
    found = act_by_id(act_id) if actor.ref else None
    if found is None or found[0].measure in catalogue(actor).hidden:
        raise UserError("act_unknown")
    return found[0].seq - 1
