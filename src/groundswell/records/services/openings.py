"""Count that something was opened, looked at or taken along: how often in which hour, and never by whom or from where."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from django.db.models import F

from groundswell.domain.access.deciding import Audience, Because, decide
from groundswell.records.actors import Actor, is_shared
from groundswell.records.models import Opened, Share
from groundswell.records.opening import write
from groundswell.records.selectors.definitions import known, subject_of
from groundswell.records.selectors.openings import hour_of, opened_in_hour

LINK = "link"
INTERNAL = frozenset({Audience.TEAM, Audience.UPWARD})
"""What is not for everybody who works here."""
LOOKED: Mapping[Because, str] = MappingProxyType({Because.NAMED_ABOVE: "above", Because.BREAK_GLASS: "glass"})
"""Looks from outside the team at what is not for everybody."""
KEPT_DAYS = 366
"""Twelve months; what is older goes when something new is counted."""
MOST_OPENINGS = 600
"""Of one link within an hour, whichever process is asked."""


def count_opening(share_id: str, *, now: datetime) -> bool:
    """A link was opened; False where that hour has had enough of it, and nothing is to be shown."""
    if opened_in_hour(share_id, now) >= MOST_OPENINGS:
        return False
    measure_id = Share.objects.values_list("measure", flat=True).get(id=share_id)
    write(lambda: _count(measure_id, share_id, LINK, now))
    return True


def count_taking(actor: Actor, measure_id: str, what: str, *, now: datetime) -> None:
    """Figures or a picture of a measure left as a file. Counted where others work here too and not everybody sees the measure."""
    if is_shared() and known(actor, measure_id).audience in INTERNAL:
        write(lambda: _count(measure_id, "", what, now))


def count_look(actor: Actor, measure_id: str, *, now: datetime) -> None:
    """Somebody of a unit above looked at a measure that is not for everybody, or an administrator who opened it for a time.

    Noted once an hour: how often they looked is nobody's to know, and a page costs a write at most once an hour.
    """
    subject = subject_of(measure_id)
    what = None if actor.alone or subject is None else LOOKED.get(decide(actor.viewer, subject).because)
    if what is not None and not Opened.objects.filter(measure=measure_id, share="", what=what, hour=hour_of(now)).exists():
        write(lambda: _count(measure_id, "", what, now))


def _count(measure_id: str, share_id: str, what: str, now: datetime) -> None:
    row, new = Opened.objects.get_or_create(measure=measure_id, share=share_id, what=what, hour=hour_of(now), defaults={"times": 1})
    if new:
        Opened.objects.filter(hour__lt=hour_of(now - timedelta(days=KEPT_DAYS))).delete()
    else:
        Opened.objects.filter(id=row.id).update(times=F("times") + 1)
