"""A band far above all figures wants what "more is better" wants, one far below what "less is better" wants: of any signal of any rules."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.improvement.marks import PointMark, point_marks, word
from groundswell.domain.measurement.chart_kind import ChartKind, KindName
from groundswell.domain.measurement.direction import Band, Direction
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import SegmentInput
from tests.charting import series_of

HIGH, LOW = Band(Exact(1000), Exact(1010)), Band(Exact(-1010), Exact(-1000))


def wandering(seed: int) -> list[str]:
    """Three years of months that drift, jump and come back, so that every kind of rule finds something."""
    chance = random.Random(seed)
    level, found = 50.0, []
    for month in range(36):
        level += chance.choice((0, 0, 0, 0, 1.5, -1.5, 8, -8)) + (0.4 if seed % 3 == 0 else 0)
        found.append(f"{level + chance.gauss(0, 1.5) + (month % 12 == 6) * (seed % 2) * 6:.1f}")
    return found


@pytest.mark.parametrize("kind", [KindName.XMR, KindName.SEASONAL, KindName.TRENDED])
@pytest.mark.parametrize("rules", ["wheeler", "nelson"])
@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.booleans())
def test_a_band_far_away_is_a_direction(rules: str, kind: KindName, seed: int, split: bool) -> None:
    segments = [SegmentInput(0), SegmentInput(29)] if split and kind is KindName.XMR else []
    analysis = analyse(series_of(wandering(seed)), rules=rules, segments=segments, kind=ChartKind(kind))
    for band, direction in ((HIGH, Direction.UP), (LOW, Direction.DOWN)):
        assert point_marks(analysis, band) == point_marks(analysis, direction)
        assert word(analysis, band) is word(analysis, direction)


def test_those_figures_have_signals_of_many_rules_and_both_meanings() -> None:
    """The comparison above is not of charts without signals."""
    rules, marks = set(), set()
    for seed in range(30):
        analysis = analyse(series_of(wandering(seed)), rules="nelson")
        rules |= {signal.rule for signal in analysis.signals}
        marks |= set(point_marks(analysis, HIGH))
    assert len(rules) >= 5
    assert {PointMark.BETTER, PointMark.WORSE, PointMark.ROUTINE} <= marks
