"""What must hold of targets and standards for any figures: scale and mirror do not matter, farther never asks for less."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundswell.domain.improvement.assurance import Assurance, read_standard
from groundswell.domain.improvement.targets import TargetReading, read_target
from groundswell.domain.measurement.definition import Direction
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.target import Standard, Target, TargetKind
from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import SegmentInput

DAY = date(2027, 1, 1)
FIGURES = st.lists(st.integers(-200, 200), min_size=10, max_size=30)
WANTED = st.integers(-400, 400)
KINDS = st.sampled_from([TargetKind.CENTRAL_LINE, TargetKind.LIMIT])
WAYS = st.sampled_from([Direction.UP, Direction.DOWN])
MIRRORED = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}


def read(figures: list[int], wanted: int, kind: TargetKind, direction: Direction, times: int = 1) -> TargetReading:
    analysis = analyse([figure * times for figure in figures], segments=[SegmentInput(0), SegmentInput(5)])
    return read_target(Target(Exact(wanted * times), DAY, kind=kind), analysis, direction)


@settings(max_examples=40)
@given(FIGURES, WANTED, KINDS, WAYS, st.sampled_from([2, 8, 1024]))
def test_another_scale_changes_no_state_and_no_ask(figures: list[int], wanted: int, kind: TargetKind, way: Direction, times: int) -> None:
    one, other = read(figures, wanted, kind, way), read(figures, wanted, kind, way, times)
    assert (one.state, one.ask, one.moved, one.lost) == (other.state, other.ask, other.moved, other.lost)


@settings(max_examples=40)
@given(FIGURES, WANTED, KINDS, WAYS)
def test_turned_upside_down_the_state_is_the_same(figures: list[int], wanted: int, kind: TargetKind, way: Direction) -> None:
    one, other = read(figures, wanted, kind, way), read([-figure for figure in figures], -wanted, kind, MIRRORED[way])
    assert (one.state, one.up) == (other.state, not other.up)
    assert one.ask == pytest.approx(other.ask)


@settings(max_examples=40)
@given(FIGURES, WANTED, st.integers(0, 100), KINDS, WAYS)
def test_a_target_farther_away_never_asks_for_less(figures: list[int], wanted: int, by: int, kind: TargetKind, way: Direction) -> None:
    farther = wanted + by if way is Direction.UP else wanted - by
    near, far = read(figures, wanted, kind, way), read(figures, farther, kind, way)
    assert near.reached or not far.reached
    assert near.ask is None or far.ask is None or near.ask <= far.ask + 1e-9
    assert near.reached is (near.ask == 0 or (near.ask is None and near.reached))


@settings(max_examples=40)
@given(FIGURES, WANTED, WAYS)
def test_assurance_and_chance_say_the_same(figures: list[int], wanted: int, way: Direction) -> None:
    found = read_standard(Standard(Exact(wanted), DAY), analyse(figures), way)
    assert found.assurance is not None
    if found.chance is None:
        assert found.constant
        return
    assert 0 <= found.chance.low <= found.chance.share <= found.chance.high <= 1
    if found.assurance is Assurance.ALWAYS:
        assert found.chance.share > 0.998
    if found.assurance is Assurance.NEVER:
        assert found.chance.share < 0.002
