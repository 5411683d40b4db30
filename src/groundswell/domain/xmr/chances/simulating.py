"""The simulation: the one kernel over many series in which nothing changes, and what it signals all the same."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from groundswell.domain.xmr.chances.stable_figures import SEED, Shape, stable_figures
from groundswell.domain.xmr.panel import PanelAnalysis, PanelPlan, analyse_panel
from groundswell.domain.xmr.rule_set import Average, RuleSet
from groundswell.domain.xmr.rule_sets import D2

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]

AT_ONCE = 20_000
"""Series made at a time: they fit the memory of a small machine, and results depend on it as they do on the seed."""
MEDIAN_RANGE = 0.9538725524089398
"""The median of the moving range of a normal process with standard deviation 1: sqrt(2) × the quantile of 3/4."""
KNOWN_FIGURES = 24
"""Figures that give the kernel known limits: they swing about 0 by just the average moving range that the process has."""
ROUND = 12
"""Figures are made in rounds of so many periods, so that a longer series begins with the shorter one's figures."""
STRIDE = 128
"""Periods looked at before the series that have signalled are put aside."""
MOST_PERIODS = 20_000
"""A run that has not ended by then is counted as so long, and said to be unfinished."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What is simulated. ``baseline`` None: all figures make the limits. ``runs`` is how many series are made."""

    rules: RuleSet
    length: int = 24
    baseline: int | None = None
    runs: int = 20_000
    seed: int = SEED
    shape: Shape = Shape.NORMAL


@dataclass(frozen=True, slots=True)
class SignalsByChance:
    """How many of ``runs`` stable series show at least one signal: of any rule, and of each."""

    runs: int
    signalled: int
    by_rule: Mapping[str, int]

    @property
    def chance(self) -> float:
        """The share of the series that signalled."""
        return self.signalled / self.runs


@dataclass(frozen=True, slots=True)
class RunLengths:
    """Figures up to the one that completes the first signal, that one included: their sum over ``runs`` stable series.

    ``unfinished`` runs had no signal in MOST_PERIODS figures; with any of them the average is a lower bound.
    """

    runs: int
    total: int
    unfinished: int = 0

    @property
    def average(self) -> float:
        """The average run length."""
        return self.total / self.runs


def signals_by_chance(trial: Trial) -> SignalsByChance:
    """Stable series of ``length`` figures; the same seed gives the same series to every rule set, baseline and length."""
    signalled = 0
    by_rule: dict[str, int] = {}
    for stream, first in enumerate(range(0, trial.runs, AT_ONCE)):
        figures = _leading(trial, min(AT_ONCE, trial.runs - first), stream)
        panel = analyse_panel(figures, trial.rules, _baseline_plan(figures.shape, trial.baseline))
        hit = np.zeros(len(figures), np.bool_)
        for rule, signs in panel.flags.items():
            own = _any_flag(panel, rule, signs)
            by_rule[rule] = by_rule.get(rule, 0) + int(own.sum())
            hit |= own
        signalled += int(hit.sum())
    return SignalsByChance(trial.runs, signalled, by_rule)


def _leading(trial: Trial, series: int, stream: int) -> Floats:
    """The first figures of each series; a series goes on where a shorter one ends."""
    rounds = -(-trial.length // ROUND)
    made = [
        stable_figures(series, ROUND, seed=trial.seed, stream=stream * 1000 + number, shape=trial.shape)
        for number in range(rounds)
    ]
    return np.ascontiguousarray(np.concatenate(made, axis=1)[:, : trial.length])


def _baseline_plan(shape: tuple[int, int], baseline: int | None) -> PanelPlan | None:
    if baseline is None or baseline >= shape[1]:
        return None
    plan = PanelPlan.plain(shape)
    plan.calculate[:, baseline:] = False
    return plan


def _any_flag(panel: PanelAnalysis, rule: str, signs: npt.NDArray[np.int8]) -> Flags:
    """Which series a rule signals in; a point of two signals, above and below, carries no sign of its own."""
    flagged: Flags = (signs != 0).any(axis=1)
    return flagged | (panel.windows[rule] != 0).any(axis=1) if rule in panel.windows else flagged


def run_lengths(trial: Trial) -> RunLengths:
    """Run lengths with limits from ``baseline`` figures before the run, or, where it is None, with the process's own limits.

    The run starts after the baseline with nothing behind it: no run or window of figures reaches back into the baseline.
    """
    total, unfinished, reach = 0, 0, _reach(trial.rules)
    for block, first in enumerate(range(0, trial.runs, AT_ONCE)):
        series = min(AT_ONCE, trial.runs - first)
        start = 1_000_000 * (block + 1)
        before = _limits_from(trial, series, start)
        behind = np.full((series, reach), np.nan)
        done = 0
        while len(before) and done < MOST_PERIODS:
            start += 1
            new = stable_figures(len(before), STRIDE, seed=trial.seed, stream=start, shape=trial.shape)
            ends = _first_signal(np.concatenate([before, _gap(len(before)), behind, new], axis=1), before.shape[1], reach, trial.rules)
            over = ends >= 0
            total += int((ends[over] + 1 + done).sum())
            before, behind, done = before[~over], np.concatenate([behind, new], axis=1)[~over, STRIDE:], done + STRIDE
        total += len(before) * done
        unfinished += len(before)
    return RunLengths(trial.runs, total, unfinished)


def _limits_from(trial: Trial, series: int, stream: int) -> Floats:
    """Figures that the limits are calculated from: real ones, or such as give the process's own limits."""
    if trial.baseline is not None:
        return stable_figures(series, trial.baseline, seed=trial.seed, stream=stream, shape=trial.shape)
    swing = (MEDIAN_RANGE if trial.rules.dispersion is Average.MEDIAN else D2) / 2
    return np.tile(np.array([swing, -swing] * (KNOWN_FIGURES // 2)), (series, 1))


def _gap(series: int) -> Floats:
    return np.full((series, 1), np.nan)


def _first_signal(figures: Floats, baseline: int, reach: int, rules: RuleSet) -> Counts:
    """The place, among the new figures, of the one that completes the first signal; −1 where there is none."""
    panel = analyse_panel(figures, replace(rules, fewest_figures=2), _baseline_plan((figures.shape[0], figures.shape[1]), baseline))
    known = np.zeros(figures.shape, np.bool_)
    for rule, signs in panel.flags.items():
        if rule in panel.windows:
            known |= panel.windows[rule] != 0
        elif rule == "long_run" and rules.long_run is not None:
            known |= _completed(signs, rules.long_run.length)
        else:
            known |= signs != 0
    new = known[:, baseline + 1 + reach:]
    return np.where(new.any(axis=1), new.argmax(axis=1), -1)


def _completed(signs: npt.NDArray[np.int8], length: int) -> Flags:
    """From which figure on a run is long enough: its flags stand on all its figures."""
    out: Flags = signs != 0
    for back in range(1, length):
        out[:, back:] &= signs[:, :-back] == signs[:, back:]
        out[:, :back] = False
    return out


def has_run_lengths(rules: RuleSet) -> bool:
    """Whether a rule set can be asked how long its first signal takes: tests of a whole series have no first figure."""
    return rules.longest_run is None and rules.crossings is None


def _reach(rules: RuleSet) -> int:
    """How many figures before a new one can belong to the same signal."""
    lengths = [zone.window for zone in rules.zones.values()]
    patterns = (rules.long_run, rules.trend, rules.alternating, rules.hugging_centre, rules.avoiding_centre)
    lengths += [rule.length for rule in patterns if rule is not None]
    return max([2, *lengths])
