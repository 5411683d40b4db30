"""Which recorded moments can be believed: order in the ledger is by number, and a clock may have been wrong for a while."""

from bisect import bisect_right
from collections.abc import Sequence


def believed(moments: Sequence[str]) -> list[int]:
    """Places of the longest row of moments that never goes back; where two are as long, entries that came earlier stay.

    A clock that was put back a day, or on ten years, leaves a few moments outside it; the many that fit each other are believed.
    """
    stamps = [-int("".join(filter(str.isdigit, moment))) for moment in moments]
    ends: list[int] = []
    places: list[int] = []
    after: list[int | None] = [None] * len(stamps)
    for place in range(len(stamps) - 1, -1, -1):
        length = bisect_right(ends, stamps[place])
        after[place] = places[length - 1] if length else None
        if length == len(ends):
            ends.append(stamps[place])
            places.append(place)
        else:
            ends[length], places[length] = stamps[place], place
    found: list[int] = []
    at = places[-1] if places else None
    while at is not None:
        found.append(at)
        at = after[at]
    return found


def position_at(batches: Sequence[tuple[int, str]], moment: str, now: str) -> int:
    """The last entry recorded by ``moment``, of batches as (last entry, recorded at) in their order; 0 where there was none.

    A moment beyond ``now`` that was followed by one that is not is a clock's mistake for certain.
    """
    last_not_ahead = max((at for at, (_, recorded) in enumerate(batches) if recorded <= now), default=-1)
    candidates = [at for at, (_, recorded) in enumerate(batches) if recorded <= now or at > last_not_ahead]
    trusted = (candidates[place] for place in believed([batches[at][1] for at in candidates]))
    first_later = next((at for at in trusted if batches[at][1] > moment), len(batches))
    return batches[first_later - 1][0] if first_later else 0
