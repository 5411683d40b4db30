"""Always, never or by luck; and the chance that a value meets a standard, with its interval held to what it says."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest

from groundswell.domain.improvement.assurance import (
    INTERVAL,
    Assurance,
    assured,
    chance_to_meet,
    range_variance,
    read_standard,
)
from groundswell.domain.improvement.levels import Level, levels
from groundswell.domain.improvement.targets import read_target
from groundswell.domain.measurement.chart_kind import ChartKind, KindName
from groundswell.domain.measurement.definition import Direction
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.measurement.target import Standard, Target
from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import SegmentInput, XmrAnalysis
from groundswell.domain.xmr.limits import panel_lines
from groundswell.domain.xmr.rule_sets import rule_set
from tests.charting import series_of

UP, DOWN = Direction.UP, Direction.DOWN
ALWAYS, NEVER, LUCK = Assurance.ALWAYS, Assurance.NEVER, Assurance.LUCK
PERCENT = (0.0, 100.0)


@pytest.mark.parametrize(
    ("lower", "upper", "value", "direction", "bounds", "expected"),
    [
        (4, 6, 6, UP, (None, None), LUCK),
        (4, 6, 6 + 1e-12, UP, (None, None), LUCK),
        (4, 6, 6.001, UP, (None, None), NEVER),
        (4, 6, 4, DOWN, (None, None), LUCK),
        (96, 100, 100, UP, PERCENT, LUCK),
        (100, 100, 100, UP, PERCENT, ALWAYS),
        (100, 100, 100, UP, (None, None), ALWAYS),
        (5, 5, 6, UP, (None, None), NEVER),
        (5, 5, 6, DOWN, (None, None), ALWAYS),
        (0, 4, 0, UP, PERCENT, ALWAYS),
        (0, 4, 0, DOWN, PERCENT, LUCK),
        (96, 100, 100, DOWN, PERCENT, ALWAYS),
        (0, 4, 2, Direction.NEUTRAL, PERCENT, None),
        (0, 4, 2, Direction.UNKNOWN, PERCENT, None),
    ],
)
def test_a_standard_against_the_limits(
    lower: float, upper: float, value: float, direction: Direction, bounds: tuple[float | None, float | None], expected: Assurance | None
) -> None:
    assert assured(lower, upper, value, direction, bounds) is expected


def _level(central_line: float, sigma: float, figures: int) -> Level:
    return Level(0, 0, figures - 1, central_line, central_line - 3 * sigma, central_line + 3 * sigma, sigma, figures, provisional=False)


def test_the_chance_is_the_share_of_a_normal_curve() -> None:
    found = chance_to_meet(_level(92, 2, 24), 90, UP)
    assert found.share == pytest.approx(0.8413447, abs=1e-6)
    assert found.low < found.share < found.high
    assert chance_to_meet(_level(92, 2, 24), 94, DOWN).share == pytest.approx(found.share)
    assert chance_to_meet(_level(92, 2, 24), 92, UP).share == 0.5


def test_more_figures_make_the_interval_narrower() -> None:
    widths = [(found.high - found.low) for n in (6, 12, 24, 48) if (found := chance_to_meet(_level(92, 2, n), 90, UP))]
    assert widths == sorted(widths, reverse=True)


def test_a_bound_settles_the_chance() -> None:
    assert chance_to_meet(_level(92, 2, 24), 0, UP, PERCENT).low == 1
    assert chance_to_meet(_level(92, 2, 24), 101, UP, PERCENT).high == 0


def test_the_variance_of_the_mean_range_is_that_of_normal_figures() -> None:
    steps = np.abs(np.diff(np.random.default_rng(11).normal(size=(20_000, 12)), axis=1)).mean(axis=1)
    assert range_variance(12) == pytest.approx(float(steps.var() / steps.mean() ** 2), rel=0.03)


@pytest.mark.parametrize("figures", [5, 12, 24])
@pytest.mark.parametrize("z", [0.0, 0.5244, 1.2816])
def test_the_interval_holds_the_true_chance_as_often_as_it_says(figures: int, z: float) -> None:
    """True chances of 50, 70 and 90 %; 2,000 seeded processes each. The red control is an interval of half the width."""
    values = np.random.default_rng(figures * 1000 + int(z * 100)).normal(size=(figures, 2000))
    lines = panel_lines(values, np.ones(values.shape, dtype=bool), rule_set("wheeler"))
    true = {0.0: 0.5, 0.5244: 0.7, 1.2816: 0.9}[z]
    held = narrow = 0
    for central_line, upper in zip(lines.central_line.tolist(), lines.upper.tolist(), strict=True):
        found = chance_to_meet(_level(central_line, (upper - central_line) / 3, figures), -z, UP)
        held += found.low <= true <= found.high
        narrow += (found.low + found.share) / 2 <= true <= (found.high + found.share) / 2
    assert held / 2000 >= INTERVAL - 0.02
    assert narrow / 2000 < INTERVAL - 0.1


STEADY = [91, 93] * 12


def _read(figures: list[float], value: str, direction: Direction, **options: float) -> tuple[Assurance | None, bool, bool]:
    found = read_standard(Standard(Exact.parse(value), date(2026, 1, 1)), analyse(figures, **options), direction)  # type: ignore[arg-type]
    return found.assurance, found.chance is not None, found.piled_up


def test_a_reading_takes_the_newest_limits_and_the_measures_bounds() -> None:
    assert _read(STEADY, "90", UP) == (LUCK, True, False)
    assert _read(STEADY, "80", UP) == (ALWAYS, True, False)
    assert _read(STEADY, "80", DOWN) == (NEVER, True, False)
    assert _read(STEADY, "80", Direction.NEUTRAL) == (None, False, False)
    assert _read([91, 93, 92], "80", UP) == (None, False, False)
    assert _read([5] * 12, "5", UP) == (ALWAYS, False, False)
    assert _read([100, 100, 98, 99] * 6, "100", UP, upper_bound=100) == (LUCK, False, True)


def test_a_standard_that_has_ended_has_no_reading() -> None:
    with pytest.raises(ValueError, match="ended"):
        read_standard(Standard(None, date(2026, 1, 1)), analyse(STEADY), UP)


SEASON = [0.8, 1.0, 1.2, 1.0]
SEASONAL = ChartKind(KindName.SEASONAL)


def _seasonal(levels: Sequence[float]) -> XmrAnalysis:
    """Quarters about each level in turn, sixteen of each, with seasons of a fifth and a little scatter."""
    figures = [level * SEASON[at % 4] + (0.5 if at % 3 else -0.5) for level in levels for at in range(16)]
    segments = [SegmentInput(16 * number) for number in range(len(levels))]
    return analyse(series_of(figures, start=date(2018, 1, 1), cadence=Cadence.QUARTER), segments=segments, kind=SEASONAL)


def test_a_seasonal_level_has_no_season_and_limits_of_a_whole_cycle() -> None:
    analysis = _seasonal([100])
    (level,) = levels(analysis)
    assert level.central_line == pytest.approx(100, rel=0.02)
    assert level.lower < 81 < 119 < level.upper
    assert level.sigma < 3
    found = read_standard(Standard(Exact(110), date(2018, 1, 1)), analysis, UP)
    assert (found.assurance, found.chance) == (LUCK, None)


def test_a_target_of_a_seasonal_measure_is_judged_without_the_season() -> None:
    analysis = _seasonal([100, 80])
    assert read_target(Target(Exact(80), date(2030, 1, 1)), analysis, DOWN).line == pytest.approx(80, rel=0.02)
    assert read_target(Target(Exact(60), date(2030, 1, 1)), analysis, DOWN).share == pytest.approx(0.5, abs=0.05)


def test_between_rare_events_no_chance_is_worked_out() -> None:
    gaps = [16, 20, 5, 13, 1, 26, 46, 12, 12, 5, 19, 4, 3, 15, 14, 9]
    found = read_standard(Standard(Exact(2), date(2026, 1, 1)), analyse(gaps, kind=ChartKind(KindName.T)), UP)
    assert (found.assurance, found.chance, found.piled_up) == (LUCK, None, False)
