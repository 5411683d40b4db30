"""What must be dead after a restore: whatever opened a door before it. One list; a new kind of key is one more line.

A backup holds the doors as they stood when it was made. A link that was ended since, a session that was signed out, a token that
was withdrawn or an invitation that was used would come to life again with it. ``tests/faults`` holds every table that looks as if
it kept a key against this list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from groundswell.records import clock
from groundswell.records.actors import PRODUCT
from groundswell.records.models import OneTimeLink, RecoveryCode, Share, SignIn, SignOnTrip, Token, Webhook
from groundswell.records.opening import write
from groundswell.records.services.sharing import end_share

DEAD: Final = "restored"


@dataclass(frozen=True, slots=True)
class Ending:
    """A kind of key: ``what`` it is (``restore.<what>`` in the catalogue), its table, and what ends all of them and counts them."""

    what: str
    table: str
    end: Callable[[], int]


def _end_links() -> int:
    live = list(Share.objects.filter(ended_at=None).values_list("id", flat=True))
    for share_id in live:
        end_share(PRODUCT, share_id, DEAD)
    # a link's token can never be right again, whatever becomes of its row
    write(lambda: [Share.objects.filter(id=one).update(token_hash=f"{DEAD}-{one}") for one in live])
    return len(live)


def _end_sign_ins() -> int:
    return write(lambda: SignIn.objects.all().delete()[0])


def _end_sign_on_trips() -> int:
    return write(lambda: SignOnTrip.objects.all().delete()[0])


def _end_one_time_links() -> int:
    now = clock.stamp(clock.now())
    return write(lambda: OneTimeLink.objects.filter(used_at=None, ended_at=None).update(ended_at=now))


def _end_recovery_codes() -> int:
    return write(lambda: RecoveryCode.objects.all().delete()[0])


def _end_tokens() -> int:
    now = clock.stamp(clock.now())
    return write(lambda: Token.objects.filter(ended_at=None).update(ended_at=now))


def _end_webhooks() -> int:
    now = clock.stamp(clock.now())
    return write(lambda: Webhook.objects.filter(ended_at=None).update(ended_at=now))


ENDINGS: Final[tuple[Ending, ...]] = (
    Ending("links", "share", _end_links),
    Ending("sign_ins", "sign_in", _end_sign_ins),
    Ending("sign_on_trips", "sign_on_trip", _end_sign_on_trips),
    Ending("one_time_links", "one_time_link", _end_one_time_links),
    Ending("tokens", "token", _end_tokens),
    Ending("webhooks", "webhook", _end_webhooks),
    Ending("recovery_codes", "recovery_code", _end_recovery_codes),
)


def end_all() -> dict[str, int]:
    """End every key of the data directory worked on; how many of each kind there were."""
    return {ending.what: ending.end() for ending in ENDINGS}
