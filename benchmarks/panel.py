"""100,000 series × 60 values with gaps: limits and three rules, flags as arrays; against polars, and statprocon in a loop."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import polars as pl
from statprocon import XmR

from benchmarks.measuring import Verdict, at_least, best_of
from benchmarks.panel_in_polars import columns_of, flags_in_polars, frame_of, unrolled_flags_in_polars
from groundswell.domain.xmr.panel import PanelAnalysis, analyse_panel
from groundswell.domain.xmr.rule_sets import rule_set

SERIES, PERIODS, GAPS = 100_000, 60, 0.05
SAMPLE = 1_000
"""Series that statprocon works on; its seconds are scaled up to SERIES, since each series costs it the same."""
THREE_RULES = replace(rule_set("wheeler"), moving_range=False)
RULES = ("outside_limits", "long_run", "short_run")


def run() -> Iterator[Verdict]:
    """Measure, check that all three say the same, and hold the ratios."""
    values = made_up_panel()
    own, panel = best_of(5, lambda: analyse_panel(values, THREE_RULES))
    frame = frame_of(values)
    table, table_flags = best_of(3, lambda: flags_in_polars(frame))
    columns = columns_of(values)
    unrolled, unrolled_flags = best_of(2, lambda: unrolled_flags_in_polars(columns))
    loop, loop_flags = best_of(1, lambda: in_a_loop(values[:SAMPLE]))
    scaled = loop.cpu * SERIES / SAMPLE
    print(f"      CPU: groundswell {own.cpu:.3f} s; polars, one row a figure {table.cpu:.3f} s")
    print(f"      statprocon {scaled:.0f} s, scaled from {SAMPLE:,} series that took {loop.cpu:.2f} s")
    print(f"      for the reader alone: polars unrolled by a program into one column a period {unrolled.cpu:.3f} s")
    yield agreement("polars, one row a figure, flags the same points", differences(panel, table_flags))
    yield agreement("polars, unrolled, flags as many points", abs(flagged(panel) - flagged_in(unrolled_flags)))
    yield agreement("statprocon finds the same points outside and in runs", loop_differences(panel, values, loop_flags))
    yield at_least("CPU of polars expressions to ours", table.cpu / own.cpu, 6)
    yield at_least("CPU of statprocon in a loop to ours", scaled / own.cpu, 200)


def made_up_panel() -> np.ndarray:
    """Normal figures; one value in twenty is a gap; a tenth of the series shift in their second half."""
    chance = np.random.default_rng(20240315)
    values = chance.normal(100, 10, (SERIES, PERIODS))
    values[: SERIES // 10, PERIODS // 2:] += 15
    values[chance.random(values.shape) < GAPS] = np.nan
    return values


def in_a_loop(values: np.ndarray) -> list[tuple[list[bool], list[bool], list[bool]]]:
    """statprocon, series by series. It knows no gaps, so it is given the figures that are there."""
    flags = []
    for row in values:
        chart = XmR(counts=row[~np.isnan(row)].tolist())
        flags.append((chart.rule_1_x_indices_beyond_limits(), chart.rule_2_runs_about_central_line(), chart.rule_3_runs_near_limits()))
    return flags


def differences(panel: PanelAnalysis, flags: pl.DataFrame) -> int:
    """Points that polars flags otherwise."""
    names = {"outside_limits": "outside", "long_run": "long_run", "short_run": "short_run"}
    out = 0
    for rule, name in names.items():
        above, below = (flags[f"{name}_{side}"].to_numpy().reshape(SERIES, PERIODS) for side in ("above", "below"))
        out += int(np.count_nonzero(panel.flags[rule] != above.astype(np.int8) - below.astype(np.int8)))
    return out


def flagged(panel: PanelAnalysis) -> int:
    """All flags of the three rules."""
    return sum(int(np.count_nonzero(panel.flags[rule])) for rule in RULES)


def flagged_in(flags: pl.DataFrame) -> int:
    """All flags, whatever the column."""
    return int(flags.select(pl.sum_horizontal(pl.all().sum())).item())


def loop_differences(panel: PanelAnalysis, values: np.ndarray, flags: list[tuple[list[bool], ...]]) -> int:
    """Series without gaps on which statprocon disagrees about points outside (its runs flag across points on the line)."""
    out = 0
    for row, (outside, runs, _) in enumerate(flags):
        if not np.isnan(values[row]).any():
            out += int(np.count_nonzero((panel.flags["outside_limits"][row] != 0) != np.array(outside)))
            out += int(np.count_nonzero((panel.flags["long_run"][row] != 0) != np.array(runs)))
    return out


def agreement(says: str, unlike: int) -> Verdict:
    """Two programs are compared in speed only where they say the same."""
    return Verdict(says, f"{unlike} unlike", "0", unlike == 0)
