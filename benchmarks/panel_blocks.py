"""72 million values (600,000 series × 120) in blocks: limits and three rules, counted as they come; seconds and memory beyond the input."""

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from benchmarks.measuring import Verdict, best_of
from groundswell.domain.xmr.panel import analyse_blocks, analyse_panel
from groundswell.domain.xmr.rule_sets import rule_set

SERIES, PERIODS, GAPS = 600_000, 120, 0.05
SAMPLE = 20_000
SECONDS, MEGABYTES = 1.0, 250
THREADS, BLOCK = 2, 1024
THREE_RULES = replace(rule_set("wheeler"), moving_range=False)
RULES = ("outside_limits", "long_run", "short_run")


def run() -> Iterator[Verdict]:
    """Both cores at once and one alone, the same answer from both; memory is taken in a run of its own."""
    values = made_up()
    both, counted = best_of(3, lambda: flagged(values, THREADS))
    alone, again = best_of(3, lambda: flagged(values, 1))
    print(f"      {THREADS} threads: {both.wall:.2f} s on the clock, {both.cpu:.2f} s of CPU; one: {alone.cpu:.2f} s of CPU")
    whole = analyse_panel(values[:SAMPLE], THREE_RULES)
    parts = flagged(values[:SAMPLE], THREADS)
    yield Verdict("one thread and two count the same flags", f"{abs(counted - again).sum()} unlike", "0", bool((counted == again).all()))
    unlike = sum(abs(int(np.count_nonzero(whole.flags[rule])) - int(parts[at])) for at, rule in enumerate(RULES))
    yield Verdict("blocks count the flags of the whole panel", f"{unlike} unlike", "0", unlike == 0)
    least = min(both.wall, both.cpu, alone.cpu)
    yield Verdict("seconds for 72 million values", f"{least:.2f} s", f"at most {SECONDS:g} s", least <= SECONDS)
    tracemalloc.start()
    flagged(values, THREADS)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    yield Verdict("memory beyond the input", f"{peak:.0f} MiB", f"under {MEGABYTES}", peak < MEGABYTES)


def made_up() -> np.ndarray:
    """Normal figures with gaps; the same block again and again, to be made quickly."""
    chance = np.random.default_rng(72)
    some = chance.normal(100, 10, (SAMPLE, PERIODS))
    some[: SAMPLE // 10, PERIODS // 2:] += 15
    some[chance.random(some.shape) < GAPS] = np.nan
    return np.tile(some, (SERIES // SAMPLE, 1))


def flagged(values: np.ndarray, threads: int) -> np.ndarray:
    """How many points each rule flags."""
    counts = np.zeros(len(RULES), np.int64)
    for _, panel in analyse_blocks(values, THREE_RULES, block=BLOCK, threads=threads):
        counts += [np.count_nonzero(panel.flags[rule].T) for rule in RULES]  # turned, as they lie in memory
    return counts
