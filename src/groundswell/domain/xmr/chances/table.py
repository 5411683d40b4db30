"""The table of chances: what was simulated for each rule set, as counts, so that a rerun gives the same table to the last digit."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import expm1, log, sqrt
from typing import Any

from groundswell.domain.xmr.chances.simulating import RunLengths, SignalsByChance, Trial, has_run_lengths, run_lengths, signals_by_chance
from groundswell.domain.xmr.chances.stable_figures import SEED, Shape
from groundswell.domain.xmr.rule_set import RuleSet

LENGTHS = (8, 12, 24, 36, 60, 120)
"""Figures in a series."""
BASELINES = (5, 8, 12, 16, 20, 24)
"""Figures that make the limits, the first of the series; and always also all of them."""
RUNS_A_RUN_LENGTH = 5
"""A run length is worked out from so many times fewer runs: each is far longer than a series."""
ALL, KNOWN = "all", "known"
Cell = Callable[[int, int | None], float]
"""The chance of a signal in a series of a length that the table has, with limits from a baseline that it has (None: all)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is simulated: every length with every baseline that is shorter, and with all figures. ``baselines`` None in it: all."""

    lengths: tuple[int, ...] = LENGTHS
    baselines: tuple[int | None, ...] = (*BASELINES, None)
    runs: int = 100_000
    seed: int = SEED
    shape: Shape = Shape.NORMAL

    @property
    def cells(self) -> tuple[tuple[int, int | None], ...]:
        """Length and baseline of each simulation. A baseline as long as the series is all of it."""
        return tuple((length, one) for length in self.lengths for one in self.baselines if one is None or one < length)

    @property
    def run_length_runs(self) -> int:
        """Runs behind each average run length."""
        return max(1, self.runs // RUNS_A_RUN_LENGTH)


@dataclass(frozen=True, slots=True)
class RuleSetChances:
    """One rule set's part. ``chances``: by length and baseline (None: all); ``lengths_of_run``: by baseline (None: limits known)."""

    name: str
    version: int
    chances: Mapping[tuple[int, int | None], SignalsByChance]
    lengths_of_run: Mapping[int | None, RunLengths]

    def cell(self, length: int, baseline: int | None) -> float:
        """The simulated chance of at least one signal."""
        return self.chances[length, baseline].chance


@dataclass(frozen=True, slots=True)
class ChanceTable:
    """The whole table with what it takes to make it again."""

    asked: Asked
    rule_sets: Mapping[str, RuleSetChances]


def simulated(rules: RuleSet, asked: Asked) -> RuleSetChances:
    """All cells of one rule set; one that tests a whole series has no run lengths."""
    chances = {
        (length, baseline): signals_by_chance(Trial(rules, length, baseline, asked.runs, asked.seed, asked.shape))
        for length, baseline in asked.cells
    }
    runs = {
        baseline: run_lengths(Trial(rules, 0, baseline, asked.run_length_runs, asked.seed, asked.shape))
        for baseline in asked.baselines if has_run_lengths(rules)
    }
    return RuleSetChances(rules.name, rules.version, chances, runs)


def standard_error(share: float, runs: int) -> float:
    """The standard error of a simulated share."""
    return sqrt(share * (1 - share) / runs)


def as_document(asked: Asked, found: Iterable[RuleSetChances]) -> dict[str, Any]:
    """The table as plain values; a baseline is a number of figures, ``all`` of the series, or ``known``: the process's own limits."""
    return {
        "seed": asked.seed,
        "shape": asked.shape.value,
        "runs": asked.runs,
        "run_length_runs": asked.run_length_runs,
        "rule_sets": {one.name: _plain(one) for one in found},
    }


def _plain(found: RuleSetChances) -> dict[str, Any]:
    return {
        "version": found.version,
        "chances": [
            {"length": length, "baseline": ALL if baseline is None else baseline, **_counts(one)}
            for (length, baseline), one in found.chances.items()
        ],
        "run_lengths": [
            {
                "baseline": KNOWN if baseline is None else baseline, "total": one.total, "unfinished": one.unfinished,
                "average": round(one.average, 2),
            }
            for baseline, one in found.lengths_of_run.items()
        ],
    }


def _counts(found: SignalsByChance) -> dict[str, Any]:
    return {
        "signalled": found.signalled,
        "by_rule": dict(found.by_rule),
        "chance": round(found.chance, 5),
        "standard_error": round(standard_error(found.chance, found.runs), 5),
    }


def from_document(plain: Mapping[str, Any]) -> ChanceTable:
    """The table from its plain values. Chances, errors and averages are worked out from the counts again."""
    runs, run_length_runs = plain["runs"], plain["run_length_runs"]
    found = {}
    for name, one in plain["rule_sets"].items():
        chances = {
            (row["length"], _figures(row["baseline"])): SignalsByChance(runs, row["signalled"], row["by_rule"]) for row in one["chances"]
        }
        lengths = {
            _figures(row["baseline"]): RunLengths(run_length_runs, row["total"], row["unfinished"]) for row in one["run_lengths"]
        }
        found[name] = RuleSetChances(name, one["version"], chances, lengths)
    return ChanceTable(Asked(runs=runs, seed=plain["seed"], shape=Shape(plain["shape"])), found)


def _figures(baseline: int | str) -> int | None:
    return baseline if isinstance(baseline, int) else None


def chance_between(length: int, baseline: int, cell: Cell) -> float:
    """The chance of at least one signal among ``length`` figures with limits from ``baseline`` of them, between the table's cells.

    Drawn straight between cells on the scale −log(1 − chance): over the length, and over 1 / baseline. Beyond the longest series it
    goes on at the rate of the longest two.
    """
    if length <= 0:
        return 0.0
    short, long = LENGTHS[0], LENGTHS[-1]
    if length <= short:
        return _chance(_hazard_at(short, baseline, cell) * length / short)
    above = next((one for one in LENGTHS if one >= length), long)
    below = LENGTHS[LENGTHS.index(above) - 1]
    low, high = _hazard_at(below, baseline, cell), _hazard_at(above, baseline, cell)
    return _chance(low + (high - low) * (length - below) / (above - below))


def _hazard_at(length: int, baseline: int, cell: Cell) -> float:
    """−log(1 − chance) at a length of the table, for any baseline; one under the least counts as the least."""
    ends: list[tuple[int, int | None]] = [(one, one) for one in BASELINES if one < length]
    ends.append((length, None))
    wanted = min(max(baseline, ends[0][0]), length)
    above = next(at for at, (figures, _) in enumerate(ends) if figures >= wanted)
    if ends[above][0] == wanted:
        return _hazard(cell(length, ends[above][1]))
    (few, fewer), (many, more) = ends[above - 1], ends[above]
    part = (1 / few - 1 / wanted) / (1 / few - 1 / many)
    low, high = _hazard(cell(length, fewer)), _hazard(cell(length, more))
    return low + (high - low) * part


_CERTAIN = 1 - 1e-6


def _hazard(chance: float) -> float:
    return -log(1 - min(chance, _CERTAIN))


def _chance(hazard: float) -> float:
    return -expm1(-hazard)
