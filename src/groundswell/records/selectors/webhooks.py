"""Addresses that are told what happens, what they were told, and what there is to tell."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.databases import reading_connection
from groundswell.records.models import Reaction, Telling, Webhook
from groundswell.records.selectors.figures import exact

SHOWN = 20
MOST_VALUES = 100
LATE = timedelta(minutes=10)
"""A reaction bears the moment at which its request came; it may be stored a little later."""


@dataclass(frozen=True, slots=True)
class WebhookRow:
    """An address with what it is told, and how far was looked."""

    id: str
    account: str
    url: str
    kinds: frozenset[str]
    measures: frozenset[str]
    with_values: bool
    salt: str
    seen_seq: int
    seen_at: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class TellingRow:
    """Something that an address is told. ``code`` says why the last attempt did not succeed."""

    id: str
    webhook: WebhookRow
    measure: str
    kind: str
    body: str
    state: str
    attempts: int
    code: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class StoredFigures:
    """Figures of one measure that came with one batch: how many, at which places, and the first of them as values."""

    batch_ref: str
    measure: str
    count: int
    units: frozenset[str | None]
    values: tuple[dict[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class HeardWords:
    """That somebody reacted to a line."""

    id: str
    measure: str
    org_unit: str | None
    kind: str


def webhooks(actor: Actor) -> list[WebhookRow]:
    """A person's own, newest first."""
    return [row_of(one) for one in Webhook.objects.filter(account=actor.ref, ended_at=None).order_by("-made_at")]


def live_webhooks() -> list[WebhookRow]:
    """Everybody's, for the thread that looks after them."""
    return [row_of(one) for one in Webhook.objects.filter(ended_at=None).order_by("made_at")]


def tellings(actor: Actor, webhook_id: str) -> list[TellingRow]:
    """What an address of this person was told of late, newest first."""
    rows = Telling.objects.filter(webhook=webhook_id, webhook__account=actor.ref).select_related("webhook").order_by("-made_at")[:SHOWN]
    return [telling_of(one) for one in rows]


def due(now: datetime, limit: int = 20) -> list[TellingRow]:
    """What is to be sent by now, the longest waiting first."""
    rows = Telling.objects.filter(state="waiting", next_at__lte=clock.stamp(now)).select_related("webhook").order_by("next_at", "made_at")
    return [telling_of(one) for one in rows[:limit]]


def telling_of(one: Telling) -> TellingRow:
    """A row as a value."""
    made = clock.moment(one.made_at)
    return TellingRow(one.id, row_of(one.webhook), one.measure, one.kind, one.body, one.state, one.attempts, one.code, made)


def row_of(one: Webhook) -> WebhookRow:
    """A row as a value."""
    return WebhookRow(
        one.id, one.account_id, one.url, frozenset(one.kinds.split()), frozenset(one.measures.split()), one.with_values, one.salt,
        one.seen_seq, one.seen_at, clock.moment(one.made_at),
    )


def figures_since(measures: Sequence[str], seen: int, now: int) -> list[StoredFigures]:
    """What was stored of these measures after one position and up to another, by batch; what was taken back in it is not told."""
    marks = ",".join("?" * len(measures))
    query = f"""
        SELECT b.ref, o.measure, o.org_unit, o.p_start, o.coef, o.scale, o.presence
        FROM observation o JOIN batch b ON b.first_seq = (SELECT max(first_seq) FROM batch WHERE first_seq <= o.seq)
        WHERE o.seq > ? AND o.seq <= ? AND o.kind <> 'retract' AND o.measure IN ({marks}) ORDER BY o.seq"""
    found: dict[tuple[str, str], list[tuple[str | None, dict[str, str | None]]]] = {}
    for ref, measure, unit, start, coef, scale, presence in reading_connection().execute(query, (seen, now, *measures)):
        number = exact(coef, scale) if presence == "value" else None
        value = {"org_unit": unit, "period_start": start, "value": None if number is None else str(number), "presence": presence}
        found.setdefault((ref, measure), []).append((unit, value))
    return [
        StoredFigures(ref, measure, len(rows), frozenset(unit for unit, _ in rows), tuple(value for _, value in rows[:MOST_VALUES]))
        for (ref, measure), rows in found.items()
    ]


def reactions_since(measures: Sequence[str], seen_at: str) -> list[HeardWords]:
    """First words about these measures, from a little before a moment on; who was told of them is looked up by their ids."""
    since = clock.stamp(clock.moment(seen_at) - LATE)
    rows = Reaction.objects.filter(measure__in=list(measures), made_at__gte=since, erased_at=None).order_by("made_at")
    return [HeardWords(one.id, one.measure, one.org_unit, one.kind) for one in rows]
