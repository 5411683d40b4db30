"""How often and when something of a measure was opened or taken along, for its own team: hours and counts, no persons, no addresses."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Max, Sum

from groundswell.records.actors import Actor
from groundswell.records.models import Opened
from groundswell.records.selectors.definitions import acting

SHOWN = 200


@dataclass(frozen=True, slots=True)
class OpenedRow:
    """One hour. ``share_id`` is empty for what was taken along; ``what``: link, xlsx, csv, svg, png, file, api, above or glass."""

    share_id: str
    what: str
    hour: datetime
    times: int


@dataclass(frozen=True, slots=True)
class OpenedSum:
    """Of one link, over all hours that are kept."""

    times: int
    last: datetime


def hour_of(moment: datetime) -> str:
    """A moment cut to its hour, as it is stored."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H")


def opened_in_hour(share_id: str, now: datetime) -> int:
    """How often a link was opened in this hour."""
    row = Opened.objects.filter(share=share_id, hour=hour_of(now)).first()
    return 0 if row is None else row.times


def opened_links(actor: Actor, measure_id: str) -> dict[str, OpenedSum]:
    """By link. Raises UserError("measure_unknown"), ("not_your_measure")."""
    acting(actor, measure_id)
    rows = Opened.objects.filter(measure=measure_id).exclude(share="").values("share").annotate(n=Sum("times"), last=Max("hour"))
    return {row["share"]: OpenedSum(row["n"], _moment(row["last"])) for row in rows}


def opened_log(actor: Actor, measure_id: str) -> list[OpenedRow]:
    """The newest hours, newest first, for the measure's own team. Raises UserError("measure_unknown"), ("not_your_measure")."""
    acting(actor, measure_id)
    rows = Opened.objects.filter(measure=measure_id).order_by("-hour", "what")[:SHOWN]
    return [OpenedRow(row.share, row.what, _moment(row.hour), row.times) for row in rows]


def _moment(hour: str) -> datetime:
    return datetime.strptime(hour, "%Y-%m-%dT%H").replace(tzinfo=UTC)
