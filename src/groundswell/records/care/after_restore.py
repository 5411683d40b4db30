"""What must be dead after a restore: whatever opened a door before it. One list; a new kind of key is one more line.

A backup holds the doors as they stood when it was made. A link that was ended since, a session that was signed out, a token that
was withdrawn or an invitation that was used would come to life again with it. ``tests/faults`` holds every table that looks as if
it kept a key against this list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from groundswell.records.actors import PRODUCT
from groundswell.records.models import Share
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


ENDINGS: Final[tuple[Ending, ...]] = (Ending("links", "share", _end_links),)


def end_all() -> dict[str, int]:
    """End every key of the data directory worked on; how many of each kind there were."""
    return {ending.what: ending.end() for ending in ENDINGS}
