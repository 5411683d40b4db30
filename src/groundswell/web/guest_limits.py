"""How fast guests may ask: a bucket of tokens for each link and for each address, in the memory of this process alone.

Nothing of it is written down. Of several processes that answer, each has its share, so that together they let in no more.
What holds exactly stands with the link's own rows: openings and first words within an hour.
"""

import time
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address
from threading import Lock
from typing import Final

from groundswell.web.proxies import place_of

WAIT_SECONDS: Final = 30
"""What a guest is told to wait."""
KEPT: Final = 10_000
"""Buckets of one kind; the ones that were asked longest ago go first, full as they are again by then."""

LEAST_AT_ONCE: Final = 10


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


class Buckets:
    """So many requests at once for each key, and so many a second after that."""

    def __init__(self, at_once: int, a_second: float) -> None:
        self.at_once, self.a_second = at_once, a_second
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = Lock()

    def take(self, key: str, now: float) -> bool:
        """Whether one more request fits at that moment of a steady clock."""
        with self._lock:
            bucket = self._buckets.setdefault(key, _Bucket(self.at_once, now))
            self._buckets.move_to_end(key)
            while len(self._buckets) > KEPT:
                self._buckets.popitem(last=False)
            bucket.tokens = min(self.at_once, bucket.tokens + (now - bucket.at) * self.a_second)
            bucket.at = now
            if bucket.tokens < 1:
                return False
            bucket.tokens -= 1
            return True

    def share_among(self, processes: int) -> None:
        """This process lets in its share; never less at once than what one page asks for."""
        self.at_once, self.a_second = max(min(self.at_once, LEAST_AT_ONCE), self.at_once // processes), self.a_second / processes

    def forget(self) -> None:
        """Every bucket is full again."""
        with self._lock:
            self._buckets.clear()


BY_LINK: Final = Buckets(120, 2)
BY_ADDRESS: Final = Buckets(240, 4)
"""A whole office may come from one address."""


def share_among(processes: int) -> None:
    """As many processes answer guests as this one."""
    for buckets in (BY_LINK, BY_ADDRESS):
        buckets.share_among(processes)


def lets_in(address: str, link: str, now: float | None = None) -> bool:
    """Whether a guest from that address may ask for that link now (``link``: anything that stands for it, such as its hash).

    This machine's own address is not counted: it is the person at it, or a proxy that speaks for everybody.
    """
    now = time.monotonic() if now is None else now
    if not _is_this_machine(address) and not BY_ADDRESS.take(sha256(place_of(address).encode()).hexdigest(), now):
        return False
    return BY_LINK.take(link, now)


def _is_this_machine(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
