"""The organisation's settings, changed by dated entries."""

from dataclasses import asdict
from datetime import date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from groundswell.domain.privacy.suppression import SMALLEST_THRESHOLD
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.ledger.kinds import Kind
from groundswell.records.ledger.sealing import ActDraft
from groundswell.records.opening import write
from groundswell.records.selectors.organisation import OrganisationSettings, settings
from groundswell.records.services.recording import for_everybody, reasoned, seal_acts, short_enough

__all__ = ["OrganisationSettings", "change"]

LARGEST_THRESHOLD = 50
"""Beyond it nearly nothing of a small organisation would be shown."""


def change(actor: Actor, wanted: OrganisationSettings, *, effective_from: date, reason: str = "") -> None:
    """These settings hold from a day on. Nothing is written where they hold already.

    Raises UserError("time_zone_unknown"), ("locale_needed"), ("month_out_of_range"), ("weekday_out_of_range"),
    ("threshold_out_of_range"), ("administrator_only").
    """
    for_everybody(actor)
    _check(wanted)

    def work() -> None:
        standing = settings(on=effective_from)
        if standing == wanted:
            return
        payload = {name: value for name, value in asdict(wanted).items() if value is not None}
        seal_acts(actor, [ActDraft(Kind.ORGANISATION, day=effective_from.isoformat(), payload=payload, words=reasoned(reason))])

    write(work)


def _check(wanted: OrganisationSettings) -> None:
    short_enough(wanted.name)
    try:
        ZoneInfo(wanted.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UserError("time_zone_unknown", {"time_zone": wanted.time_zone}) from None
    if not wanted.locale.strip():
        raise UserError("locale_needed")
    for month in (wanted.fiscal_year_start, wanted.school_year_start):
        if not 1 <= month <= 12:
            raise UserError("month_out_of_range", {"month": month})
    if not 0 <= wanted.week_start <= 6:
        raise UserError("weekday_out_of_range", {"day": wanted.week_start})
    if wanted.small_numbers and not SMALLEST_THRESHOLD <= wanted.small_numbers <= LARGEST_THRESHOLD:
        raise UserError("threshold_out_of_range", {"least": SMALLEST_THRESHOLD, "most": LARGEST_THRESHOLD})
