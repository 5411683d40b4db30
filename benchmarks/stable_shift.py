"""Proposals by the stable shift algorithm for 100,000 series × 120 values; against one series at a time, on a sample."""

from collections.abc import Iterator
from math import isnan

import numpy as np

from benchmarks.measuring import Verdict, at_least, at_most, best_of
from benchmarks.plain_stable_shift import PlainOptions, PlainShift, plain_shifts
from groundswell.domain.xmr.shift_rules import STABLE_SHIFT
from groundswell.domain.xmr.shift_table import PanelShifts
from groundswell.domain.xmr.stable_shift import stable_shifts

SERIES, PERIODS, GAPS = 100_000, 120, 0.01
SAMPLE = 500
"""Series that the plain program works on; its seconds are scaled up to SERIES, since each series costs it the same."""


def run() -> Iterator[Verdict]:
    """Measure, check that both say the same, and hold the ratio and the ceiling."""
    values = made_up_panel()
    own, found = best_of(3, lambda: stable_shifts(values, STABLE_SHIFT))
    rows = np.random.default_rng(7).choice(SERIES, SAMPLE, replace=False)
    sample = [values[row].tolist() for row in rows]
    plain, shifts = best_of(1, lambda: [plain_shifts(series, PlainOptions()) for series in sample])
    scaled = plain.cpu * SERIES / SAMPLE
    trials, stretches = len(found.trials.series), len(found.stretches.series)
    print(f"      CPU: {own.cpu:.2f} s for {stretches:,} stretches and {trials:,} places considered")
    print(f"      one at a time {scaled:.0f} s, scaled from {SAMPLE} series that took {plain.cpu:.2f} s")
    unlike = sum(stretches_of(found, row) != [told(one) for one in plain] for row, plain in zip(rows, shifts, strict=True))
    yield Verdict("both find the same stretches and leave out the same figures", f"{unlike} unlike", "0", unlike == 0)
    yield at_most("CPU of all series", own.cpu, 4)
    yield at_least("CPU of one at a time to ours", scaled / own.cpu, 20)


def made_up_panel() -> np.ndarray:
    """Normal figures with gaps; a third of the series never change, a third shift once, a third twice, by one to three sigma."""
    chance = np.random.default_rng(20240315)
    values = chance.normal(0, 1, (SERIES, PERIODS))
    places = np.arange(PERIODS)
    for share in (2, 1):
        rows = SERIES * share // 3
        at, size = chance.integers(20, PERIODS, rows), chance.uniform(1, 3, rows) * chance.choice([-1, 1], rows)
        values[:rows] += np.where(places >= at[:, None], size[:, None], 0)
    values[chance.random(values.shape) < GAPS] = np.nan
    return values


def stretches_of(found: PanelShifts, row: int) -> list[tuple[int, int, tuple[int, ...]]]:
    """First place, last place of the calculation, places left out of it, of each stretch of a series."""
    table = found.stretches
    return [
        (int(table.first[at]), int(table.calculated_to[at]), tuple(table.excluded[at][table.excluded[at] >= 0].tolist()))
        for at in np.flatnonzero(table.series == row)
    ]


def told(one: PlainShift) -> tuple[int, int, tuple[int, ...]]:
    """The same of a plain stretch."""
    assert not isnan(one.lines[0])
    return one.first, one.calculated_to, one.excluded
