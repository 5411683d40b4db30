"""The simulation of stable series: the same figures on every machine, counts that add up, and a table read between its cells."""

import hashlib
from dataclasses import replace
from itertools import pairwise
from math import cos, tan
from statistics import NormalDist

import numpy as np
import pytest

from groundswell.domain.xmr.chances.simulating import ROUND, Trial, run_lengths, signals_by_chance
from groundswell.domain.xmr.chances.stable_figures import Shape, natural_logarithm, normal_quantile, raw_to_chance, stable_figures
from groundswell.domain.xmr.chances.table import BASELINES, LENGTHS, Asked, as_document, chance_between, from_document, simulated
from groundswell.domain.xmr.panel import analyse_panel
from groundswell.domain.xmr.rule_set import RunRule, TrendRule
from groundswell.domain.xmr.rule_sets import rule_set

OUTSIDE = replace(rule_set("wheeler"), moving_range=False, long_run=None, short_run=None)


def test_a_seed_gives_the_same_bytes_on_every_machine() -> None:
    """Kept from the first machine that ran it: numpy guarantees the integers of PCG64, and the rest is exact arithmetic."""
    figures = {shape: stable_figures(50, 40, seed=7, shape=shape) for shape in Shape}
    told = {shape.value: hashlib.sha256(made.astype("<f8").tobytes()).hexdigest()[:16] for shape, made in figures.items()}
    assert told == {
        "normal": "ecab6c44f849952d", "uniform": "4ed8aebde8503a67", "exponential": "cfa892e27e3a6ab1",
    }


def test_quantiles_and_logarithms_agree_with_others() -> None:
    chances = np.array([1e-15, 1e-9, 1e-4, 0.02, 0.0751, 0.3, 0.5, 0.92499, 0.93, 0.999, 1 - 1e-9])
    assert normal_quantile(chances) == pytest.approx([NormalDist().inv_cdf(one) for one in chances], abs=1e-6)
    values = 10.0 ** np.linspace(-16, 3, 1000)
    assert natural_logarithm(values) == pytest.approx(np.log(values), rel=1e-14, abs=1e-15)


def test_no_integer_makes_a_figure_that_is_none() -> None:
    ends = raw_to_chance(np.array([0, 2**64 - 1], np.uint64))
    assert ends[0] > 0 and ends[1] < 1
    assert np.isfinite(normal_quantile(ends)).all()


@pytest.mark.parametrize("shape", list(Shape))
def test_every_shape_has_mean_0_and_spread_1(shape: Shape) -> None:
    figures = stable_figures(20_000, 10, seed=3, shape=shape)
    assert (figures.mean(), figures.std()) == pytest.approx((0, 1), abs=0.01)


def test_counts_are_those_of_the_kernel() -> None:
    found = signals_by_chance(Trial(rule_set("wheeler"), ROUND, None, runs=500, seed=11))
    panel = analyse_panel(stable_figures(500, ROUND, seed=11), "wheeler")
    flagged = {rule: int((signs != 0).any(axis=1).sum()) for rule, signs in panel.flags.items()}
    assert found.by_rule == flagged
    assert max(flagged.values()) <= found.signalled <= sum(flagged.values())


def test_a_longer_series_begins_with_the_shorter_one() -> None:
    """So a chance never falls as series grow while their limits stay."""
    counts = [signals_by_chance(Trial(rule_set("nhs_2023"), length, 8, runs=1000)).signalled for length in (12, 20, 30, 40)]
    assert counts == sorted(counts)


@pytest.mark.parametrize(("length", "exact"), [(5, 31), (7, 127), (8, 255)])
def test_run_lengths_of_runs_are_those_of_coins(length: int, exact: int) -> None:
    """A run of k on one side of a known median: 2^k − 1 tosses of a coin on average (Feller I, XIII.7)."""
    runs = run_lengths(Trial(replace(OUTSIDE, outside_limits=False, long_run=RunRule(length, "a test")), runs=3000))
    assert runs.average == pytest.approx(exact, rel=4 / 3000**0.5)
    assert runs.unfinished == 0


def test_the_run_length_of_known_limits_is_one_over_their_chance() -> None:
    beyond = 2 * (1 - NormalDist().cdf(2.66 * 1.1283791670955126))
    assert run_lengths(Trial(OUTSIDE, runs=3000)).average == pytest.approx(1 / beyond, rel=4 / 3000**0.5)


def test_a_run_is_counted_to_the_figure_that_completes_it_across_rounds() -> None:
    """No trend of three among n figures: they alternate, 2·E(n)/n! of all orders; summed, 2(sec 1 + tan 1) − 2 (André 1881)."""
    trend = replace(OUTSIDE, outside_limits=False, trend=TrendRule(3, "a test"))
    found = run_lengths(Trial(trend, runs=4000))
    assert found.average == pytest.approx(2 * (1 / cos(1) + tan(1)) - 2, rel=0.03)


def test_a_table_comes_back_from_its_document() -> None:
    asked = Asked((8, 12), (5, None), runs=200)
    found = simulated(rule_set("nhs_r"), asked)
    assert set(found.chances) == {(8, 5), (8, None), (12, 5), (12, None)}
    back = from_document(as_document(asked, [found])).rule_sets["nhs_r"]
    assert (back.chances, back.lengths_of_run) == (found.chances, found.lengths_of_run)
    assert back.cell(8, 5) == found.chances[8, 5].signalled / 200


def falling(length: int, baseline: int | None) -> float:
    """A made-up table: more with length, less with baseline."""
    return length / (length + 40 + (length if baseline is None else baseline))


@pytest.mark.parametrize("length", LENGTHS)
def test_at_a_cell_the_table_says_what_it_holds(length: int) -> None:
    for baseline in BASELINES:
        wanted = falling(length, baseline if baseline < length else None)
        assert chance_between(length, baseline, falling) == pytest.approx(wanted, rel=1e-12)
    assert chance_between(length, 10_000, falling) == pytest.approx(falling(length, None), rel=1e-12)


def test_between_cells_a_chance_lies_between_them() -> None:
    at = [chance_between(length, 10, falling) for length in range(1, 400)]
    assert all(0 < low < high < 1 for low, high in pairwise(at))
    down = [chance_between(24, baseline, falling) for baseline in range(2, 30)]
    assert all(high >= low for high, low in pairwise(down))
    assert chance_between(0, 10, falling) == 0


def test_a_certain_signal_stays_a_chance() -> None:
    assert chance_between(90, 5, lambda length, baseline: 1.0) == pytest.approx(1, abs=1e-5)
