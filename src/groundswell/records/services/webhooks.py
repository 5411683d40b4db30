"""Addresses that a person has told what happens to their measures: made, ended; and each telling, tried until it was heard."""

import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.databases import DEMO, current
from groundswell.records.ids import new_id
from groundswell.records.models import Account, Telling, Webhook
from groundswell.records.opening import write
from groundswell.records.selectors import organisation
from groundswell.records.selectors.acts import newest_seq
from groundswell.records.selectors.definitions import acting
from groundswell.records.selectors.webhooks import WebhookRow, row_of

KINDS = ("figures", "signal", "reaction")
MOST_WEBHOOKS = 20
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 1440))
"""Before the second attempt, the third … After the last one it is given up."""
WAITING, HEARD, GIVEN_UP, DROPPED = "waiting", "heard", "given_up", "dropped"
TEST = "test"


@dataclass(frozen=True, slots=True)
class WebhookWanted:
    """What an address is to be told: kinds of events of which measures, and whether with values."""

    url: str
    kinds: Collection[str]
    measures: Collection[str]
    with_values: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something to tell. ``about`` names it within its kind, so that it is told once."""

    kind: str
    measure: str
    about: str
    told: Mapping[str, Any]


def allowed() -> bool:
    """Whether addresses outside may be told anything: the organisation says so, and this is not the demo."""
    return current() != DEMO and organisation.settings().webhooks


def make_webhook(actor: Actor, wanted: WebhookWanted) -> WebhookRow:
    """An address is told from now on. The caller has looked at the address.

    Raises UserError("webhooks_not_allowed"), ("webhook_says_nothing"), ("too_many_webhooks"), ("measure_unknown"), ("not_your_measure").
    """

    def work() -> WebhookRow:
        if not allowed():
            raise UserError("webhooks_not_allowed")
        if not wanted.measures or not wanted.kinds or not set(wanted.kinds) <= set(KINDS):
            raise UserError("webhook_says_nothing")
        if Webhook.objects.filter(account=actor.ref, ended_at=None).count() >= MOST_WEBHOOKS:
            raise UserError("too_many_webhooks", {"most": MOST_WEBHOOKS})
        now = clock.stamp(clock.now())
        made = Webhook.objects.create(
            account=Account.objects.get(id=actor.ref),
            url=wanted.url,
            kinds=" ".join(sorted(set(wanted.kinds))),
            measures=" ".join(acting(actor, one).id for one in sorted(set(wanted.measures))),
            with_values=wanted.with_values,
            salt=secrets.token_hex(16),
            seen_seq=newest_seq(),
            seen_at=now,
            made_at=now,
        )
        return row_of(made)

    return write(work)


def end_webhook(actor: Actor, webhook_id: str) -> None:
    """Nothing more is told, also of what waits. Raises UserError("webhook_unknown"), also for another's; ending twice is fine."""

    def work() -> None:
        if not Webhook.objects.filter(id=webhook_id, account=actor.ref).exists():
            raise UserError("webhook_unknown")
        _end(webhook_id)

    write(work)


def end_for_leaver(webhook_id: str) -> None:
    """The person has left: their address is told nothing more."""
    write(lambda: _end(webhook_id))


def _end(webhook_id: str) -> None:
    now = clock.stamp(clock.now())
    Webhook.objects.filter(id=webhook_id, ended_at=None).update(ended_at=now)
    Telling.objects.filter(webhook=webhook_id, state=WAITING).update(state=DROPPED, ended_at=now)


def put_down(webhook: WebhookRow, events: Sequence[Event], seen: tuple[int, str], now: datetime) -> int:
    """What there is to tell goes down with how far was looked, in one transaction; gives how many are new.

    Nothing happens where somebody else has looked further meanwhile.
    """

    def work() -> int:
        seq, at = seen
        ours = Webhook.objects.filter(id=webhook.id, ended_at=None, seen_seq=webhook.seen_seq, seen_at=webhook.seen_at)
        if not ours.update(seen_seq=seq, seen_at=at):
            return 0
        told = set(Telling.objects.filter(webhook=webhook.id).values_list("kind", "about"))
        fresh = [event for event in events if (event.kind, event.about) not in told]
        for event in fresh:
            _telling(webhook.id, event, now)
        return len(fresh)

    return write(work)


def put_down_test(actor: Actor, webhook_id: str, *, now: datetime) -> str:
    """A telling that says only that it is a test; gives its id. Raises UserError("webhook_unknown"), ("webhooks_not_allowed")."""

    def work() -> str:
        if not allowed():
            raise UserError("webhooks_not_allowed")
        if not Webhook.objects.filter(id=webhook_id, account=actor.ref, ended_at=None).exists():
            raise UserError("webhook_unknown")
        return _telling(webhook_id, Event(TEST, "", new_id(), {"kind": TEST}), now)

    return write(work)


def _telling(webhook_id: str, event: Event, now: datetime) -> str:
    telling_id, at = new_id(), clock.stamp(now)
    body = json.dumps({"id": telling_id, "at": at, **event.told}, ensure_ascii=False)
    Telling.objects.create(
        id=telling_id, webhook_id=webhook_id, measure=event.measure, kind=event.kind, about=event.about, body=body, state=WAITING,
        next_at=at, made_at=at,
    )
    return telling_id


def begin_attempt(telling_id: str, attempts: int, now: datetime) -> bool:
    """Counts an attempt before it is made, and puts down when the next one would be: one that breaks off is made again, with the same id.

    False where it was begun by somebody else, or has ended.
    """
    rows = Telling.objects.filter(id=telling_id, state=WAITING, attempts=attempts)
    if attempts > len(WAITS):
        write(lambda: rows.update(state=GIVEN_UP, ended_at=clock.stamp(now)))
        return False
    following = clock.stamp(now + WAITS[min(attempts, len(WAITS) - 1)])
    return bool(write(lambda: rows.update(attempts=attempts + 1, next_at=following)))


def end_attempt(telling_id: str, code: str, now: datetime) -> None:
    """It was heard (an empty code), or why not; after the last attempt it is given up."""

    def work() -> None:
        row = Telling.objects.filter(id=telling_id, state=WAITING).first()
        if row is None:
            return
        row.code = code
        if not code:
            row.state = HEARD
        elif row.attempts > len(WAITS) or row.kind == TEST:
            row.state = GIVEN_UP
        row.ended_at = None if row.state == WAITING else clock.stamp(now)
        row.save(update_fields=["code", "state", "ended_at"])

    write(work)


def drop(telling_id: str, now: datetime) -> None:
    """It may no longer be told: the measure is not the person's any more, or the organisation says no."""
    write(lambda: Telling.objects.filter(id=telling_id, state=WAITING).update(state=DROPPED, ended_at=clock.stamp(now)))
