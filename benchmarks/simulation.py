"""20,000 stable series × 24: made, analysed and counted under one rule set; against numpy's own normal figures, made and not looked at."""

from collections.abc import Iterator

import numpy as np

from benchmarks.measuring import Verdict, at_most, best_of
from groundswell.domain.xmr.chances.simulating import Trial, signals_by_chance
from groundswell.domain.xmr.rule_sets import RULE_SETS

SERIES, PERIODS = 20_000, 24
CEILING = 1.0


def run() -> Iterator[Verdict]:
    """Every rule set by itself."""
    bare, _ = best_of(5, lambda: np.random.default_rng(1).standard_normal((SERIES, PERIODS)))
    print(f"      CPU: numpy's normal figures alone {bare.cpu * 1000:.1f} ms")
    for name, rules in RULE_SETS.items():
        trial = Trial(rules, PERIODS, 5, SERIES)
        own, _ = best_of(3, lambda trial=trial: signals_by_chance(trial))
        print(f"      {name}: {own.cpu / bare.cpu:.0f} times that")
        yield at_most(f"{name}, {SERIES:,} series × {PERIODS}", own.cpu, CEILING)
