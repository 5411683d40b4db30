"""How a benchmark measures and what it says: CPU time, the best of a few runs, a verdict by a ratio or a ceiling."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of a benchmark: what was measured, against what it is held, and whether it holds."""

    says: str
    measured: str
    wanted: str
    holds: bool

    def __str__(self) -> str:
        return f"{'ok  ' if self.holds else 'FAIL'}  {self.says}: {self.measured} (wanted: {self.wanted})"


@dataclass(frozen=True, slots=True)
class Timed:
    """``cpu``: seconds of this process on all its threads; ``wall``: seconds on the clock."""

    cpu: float
    wall: float


def best_of(runs: int, work: Callable[[], T]) -> tuple[Timed, T]:
    """The run that took the least CPU time, and the answer of the last; garbage is collected before, never during, a run."""
    times: list[Timed] = []
    for _ in range(runs):
        gc.collect()
        gc.disable()
        cpu, wall = process_time(), perf_counter()
        answer = work()
        times.append(Timed(process_time() - cpu, perf_counter() - wall))
        gc.enable()
    return min(times, key=lambda timed: timed.cpu), answer


def at_least(says: str, ratio: float, wanted: float) -> Verdict:
    """A ratio that has to be reached."""
    return Verdict(says, f"{ratio:.1f} times", f"at least {wanted:g}", ratio >= wanted)


def at_most(says: str, seconds: float, ceiling: float) -> Verdict:
    """Seconds that must not be passed."""
    return Verdict(says, f"{seconds * 1000:.2f} ms", f"at most {ceiling * 1000:g} ms", seconds <= ceiling)
