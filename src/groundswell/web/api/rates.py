"""How often one token may ask: a bucket a token that fills by the second, in this process; of several processes, each has its share."""

import math
import time
from collections.abc import Callable
from threading import Lock

from ninja.errors import Throttled

BURST, A_SECOND = 120.0, 20.0
MOST_BUCKETS = 10_000
LEAST_BURST = 10.0


class Rates:
    """Buckets by token id. ``clock`` gives seconds that never go back."""

    def __init__(self, burst: float = BURST, a_second: float = A_SECOND, clock: Callable[[], float] = time.monotonic) -> None:
        self.burst, self.a_second, self._clock = burst, a_second, clock
        self._lock = Lock()
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, token_id: str) -> None:
        """Takes one; raises Throttled with the seconds to wait where there is none."""
        with self._lock:
            now = self._clock()
            left, when = self._buckets.get(token_id, (self.burst, now))
            left = min(self.burst, left + (now - when) * self.a_second)
            if left < 1:
                self._buckets[token_id] = (left, now)
                raise Throttled(math.ceil((1 - left) / self.a_second))
            if len(self._buckets) >= MOST_BUCKETS and token_id not in self._buckets:
                self._buckets.clear()
            self._buckets[token_id] = (left - 1, now)

    def share_among(self, processes: int) -> None:
        """As many processes answer programs as this one."""
        self.burst, self.a_second = max(LEAST_BURST, self.burst / processes), self.a_second / processes

    def forget(self) -> None:
        """All buckets are full again."""
        with self._lock:
            self._buckets.clear()


RATES = Rates()
