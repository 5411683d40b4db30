"""Count that something was opened or taken along: how often in which hour, and never by whom or from where."""

from datetime import datetime, timedelta

from django.db.models import F

from groundswell.domain.access.deciding import Audience
from groundswell.records.actors import Actor, is_shared
from groundswell.records.models import Opened, Share
from groundswell.records.opening import write
from groundswell.records.selectors.definitions import known
from groundswell.records.selectors.openings import hour_of, opened_in_hour

LINK = "link"
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
    """Figures or a picture of a measure left as a file. Counted where others work here too and the measure is its team's alone."""
    if is_shared() and known(actor, measure_id).audience is Audience.TEAM:
        write(lambda: _count(measure_id, "", what, now))


def _count(measure_id: str, share_id: str, what: str, now: datetime) -> None:
    row, new = Opened.objects.get_or_create(measure=measure_id, share=share_id, what=what, hour=hour_of(now), defaults={"times": 1})
    if new:
        Opened.objects.filter(hour__lt=hour_of(now - timedelta(days=KEPT_DAYS))).delete()
    else:
        Opened.objects.filter(id=row.id).update(times=F("times") + 1)
