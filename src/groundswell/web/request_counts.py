"""Requests since the start of this process, as Prometheus reads them: by route, class of status and duration.

A route's name is all that is kept of an address.
"""

import threading
import time
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

BOUNDS: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds: upper ends of the histogram's classes."""
NOWHERE: Final = "none"
"""The route of an address that leads nowhere."""


@dataclass(slots=True)
class _Durations:
    classes: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    total: float = 0.0


class Counts:
    """Requests since the start, safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: dict[tuple[str, str], int] = {}
        self._durations: dict[str, _Durations] = {}
        self._lost_lines = 0
        self.begun = time.time()

    def request(self, route: str, status: int, seconds: float) -> None:
        """One request was answered."""
        with self._lock:
            key = (route, f"{status // 100}xx")
            self._requests[key] = self._requests.get(key, 0) + 1
            durations = self._durations.setdefault(route, _Durations())
            durations.classes[bisect_left(BOUNDS, seconds)] += 1
            durations.total += seconds

    def lost_line(self) -> None:
        """A line of the log could not be written."""
        with self._lock:
            self._lost_lines += 1

    def lines(self) -> Iterator[str]:
        """As Prometheus reads it."""
        with self._lock:
            requests, lost = dict(self._requests), self._lost_lines
            durations = {route: (list(found.classes), found.total) for route, found in self._durations.items()}
        yield from head("groundswell_requests_total", "counter", "Requests answered, by route and class of status.")
        for (route, status), n in sorted(requests.items()):
            yield line("groundswell_requests_total", n, route=route, status=status)
        yield from head("groundswell_request_seconds", "histogram", "How long requests took, by route.")
        for route, (classes, total) in sorted(durations.items()):
            so_far = 0
            for bound, n in zip((*map(str, BOUNDS), "+Inf"), classes, strict=True):
                so_far += n
                yield line("groundswell_request_seconds_bucket", so_far, route=route, le=bound)
            yield line("groundswell_request_seconds_sum", round(total, 6), route=route)
            yield line("groundswell_request_seconds_count", so_far, route=route)
        yield from one("groundswell_log_lines_lost_total", "counter", "Lines of the log that could not be written.", lost)
        yield from one("groundswell_start_time_seconds", "gauge", "When this process started, in Unix time.", round(self.begun, 3))


COUNTS: Final = Counts()


def one(name: str, kind: str, told: str, value: float) -> Iterator[str]:
    """A number without labels, with its two lines of head."""
    yield from head(name, kind, told)
    yield line(name, value)


def head(name: str, kind: str, told: str) -> Iterator[str]:
    """What a number is, for whoever reads it."""
    yield f"# HELP {name} {told}"
    yield f"# TYPE {name} {kind}"


def line(name: str, value: float, **labels: str) -> str:
    """One number; labels are words of our own."""
    return f"{name}{_labels(labels)} {value}"


def _labels(labels: Mapping[str, str]) -> str:
    return "{" + ",".join(f'{name}="{value}"' for name, value in labels.items()) + "}" if labels else ""
