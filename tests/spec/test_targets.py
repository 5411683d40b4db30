"""How a level stands to a target, as one table: figures as people write them, the target, and what is said of it.

Figures of one level alternate: ``level(10, 12)`` is twelve figures of 9 and 11, typical 10, mean moving range 2; limits lie
5.32 to either side, and the usual spread (sigma) is 2.66 * 2 / 3 = 1.7733.
"""

from dataclasses import dataclass, field
from datetime import date

import pytest

from groundswell.domain.improvement.targets import TargetReading, TargetState, aimed_at, read_target
from groundswell.domain.measurement.definition import Direction
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.target import Standard, Target, TargetKind, standard_on
from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import Origin, SegmentInput
from tests.charting import series_of

DAY, TODAY = date(2027, 12, 31), date(2026, 11, 29)
UP, DOWN, NEUTRAL, UNKNOWN = Direction.UP, Direction.DOWN, Direction.NEUTRAL, Direction.UNKNOWN
LIMIT, SPREAD = TargetKind.LIMIT, TargetKind.SPREAD
REACHED, HELD, APPROACHING = TargetState.REACHED, TargetState.HELD, TargetState.APPROACHING
NO_CHANGE, AWAY, TOO_FEW, NO_DIRECTION = TargetState.NO_CHANGE, TargetState.AWAY, TargetState.TOO_FEW, TargetState.NO_DIRECTION


def level(typical: float, figures: int, half: float = 1.0) -> list[float]:
    """So many figures about a typical value, one below and one above it by turns."""
    return [typical - half if at % 2 == 0 else typical + half for at in range(figures)]


@dataclass(frozen=True)
class Row:
    """``parts`` are the figures of each confirmed stretch; ``also`` names further fields of the reading."""

    says: str
    parts: list[list[float]]
    target: str
    direction: Direction
    state: TargetState
    kind: TargetKind = TargetKind.CENTRAL_LINE
    set_on: date | None = None
    day: date = DAY
    origin: Origin = Origin.KNOWN_CHANGE
    also: dict[str, object] = field(default_factory=dict)


def read(row: Row) -> TargetReading:
    figures = [str(figure) for part in row.parts for figure in part]
    firsts = [sum(map(len, row.parts[:at])) for at in range(len(row.parts))]
    inputs = [SegmentInput(first, origin=row.origin if first else Origin.BASELINE) for first in firsts]
    analysis = analyse(series_of(figures, start=date(2023, 1, 1)), segments=inputs)
    return read_target(Target(Exact.parse(row.target), row.day, kind=row.kind, set_on=row.set_on), analysis, row.direction, TODAY)


TABLE = [
    Row("under five figures there is no level", [level(10, 4)], "8", DOWN, TOO_FEW, also={"ask": None, "line": None}),
    Row("no shift is no change", [level(10, 12)], "8", DOWN, NO_CHANGE, also={"share": 0.0, "moved": False, "passed": False}),
    Row("the ask is told in sigmas", [level(10, 12)], "8", DOWN, NO_CHANGE, also={"ask": pytest.approx(2 / 1.77333, rel=1e-5)}),
    Row("an ask of more than three sigmas needs a redesign", [level(10, 12)], "4", DOWN, NO_CHANGE, also={"redesign": True}),
    Row("one of less does not", [level(10, 12)], "5", DOWN, NO_CHANGE, also={"redesign": False}),
    Row("a month at the target is no hit", [[*level(10, 12), 8.0, 8.0]], "8", DOWN, NO_CHANGE),
    Row("a quarter of the way is approaching", [level(20, 12), level(18, 8)], "12", DOWN, APPROACHING, also={"share": 0.25}),
    Row("less than a quarter is not", [level(20, 12), level(18, 8)], "11.9", DOWN, NO_CHANGE, also={"moved": True}),
    Row("the other way is away", [level(20, 12), level(22, 8)], "12", DOWN, AWAY, also={"share": -0.25}),
    Row("a level at the target is reached", [level(20, 12), level(12, 8)], "12", DOWN, REACHED, also={"ask": 0.0, "further": 3}),
    Row("one beyond it too", [level(20, 12), level(11, 8)], "12", DOWN, REACHED, also={"provisional": True}),
    Row("eight further figures hold it", [level(20, 12), level(12, 13)], "12", DOWN, HELD, also={"further": 8, "provisional": False}),
    Row("seven do not", [level(20, 12), level(12, 12)], "12", DOWN, REACHED, also={"further": 7}),
    Row("a signal against it keeps it from being held", [level(20, 12), [*level(10, 14), 30.0]], "12", DOWN, REACHED,
        also={"against": True}),
    Row("a signal for it does not", [level(20, 12), [*level(10, 14), 1.0]], "12", DOWN, HELD, also={"against": False}),
    Row("upwards: reached", [level(20, 12), level(28, 8)], "28", UP, REACHED, also={"up": True}),
    Row("upwards: approaching", [level(20, 12), level(24, 8)], "28", UP, APPROACHING, also={"share": 0.5}),
    Row("upwards: away", [level(20, 12), level(18, 8)], "28", UP, AWAY),
    Row("upwards: a signal below speaks against it", [level(20, 12), [*level(30, 14), 9.0]], "28", UP, REACHED, also={"against": True}),
    Row("reached and lost again is away", [level(20, 12), level(11, 8), level(15, 8)], "12", DOWN, AWAY, also={"lost": True}),
    Row("there from the start", [level(10, 14)], "12", DOWN, HELD, also={"from_start": True, "share": None}),
    Row("without a direction the way leads from the level to the target", [level(20, 12), level(16, 8)], "12", UNKNOWN, APPROACHING,
        also={"up": False}),
    Row("a neutral measure too", [level(20, 12), level(25, 8)], "24", NEUTRAL, REACHED, also={"up": True}),
    Row("a limit: all figures normally under it", [level(10, 12)], "15.32", DOWN, REACHED, LIMIT, also={"from_start": True}),
    Row("a limit that is still above it", [level(10, 12)], "15.31", DOWN, NO_CHANGE, LIMIT),
    Row("a limit upwards is the lower one", [level(10, 12), level(14, 12)], "8.6", UP, REACHED, LIMIT, also={"line": pytest.approx(8.68)}),
    Row("a limit without a direction cannot be told", [level(10, 12)], "15", UNKNOWN, NO_DIRECTION, LIMIT),
    Row("a spread is the width between the limits", [level(10, 12), level(10, 12, 0.5)], "6", NEUTRAL, REACHED, SPREAD,
        also={"line": pytest.approx(5.32), "before": pytest.approx(10.64)}),
    Row("a spread still too wide says which part has to go", [level(10, 12)], "7.98", UP, NO_CHANGE, SPREAD,
        also={"ask": pytest.approx(0.25), "redesign": False}),
    Row("a wide step speaks against a spread", [level(10, 12, 2), [*level(10, 13), 20.0]], "16", UP, REACHED, SPREAD,
        also={"against": True}),
    Row("the day on which it was set says where it began", [level(20, 12), level(16, 8)], "12", DOWN, NO_CHANGE, set_on=date(2024, 2, 1),
        also={"before": 16.0, "moved": False}),
    Row("a day before the first figure begins with it", [level(20, 12), level(16, 8)], "12", DOWN, APPROACHING, set_on=date(2020, 1, 1)),
    Row("another definition cannot be compared", [level(20, 12), level(16, 8)], "12", DOWN, NO_CHANGE, origin=Origin.NEW_DEFINITION,
        also={"before": 16.0}),
    Row("a stretch that is too young waits for its level", [level(20, 12), level(12, 4)], "12", DOWN, NO_CHANGE),
    Row("figures that do not vary have no usual spread", [[5.0] * 12], "4", DOWN, NO_CHANGE, also={"ask": None, "redesign": False}),
    Row("a day that is over without the level", [level(10, 12)], "8", DOWN, NO_CHANGE, day=date(2026, 11, 28), also={"passed": True}),
    Row("today is not over", [level(10, 12)], "8", DOWN, NO_CHANGE, day=TODAY, also={"passed": False}),
    Row("a reached one is not passed over", [level(10, 12)], "10", DOWN, REACHED, day=date(2026, 1, 1), also={"passed": False}),
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.says)
def test_how_a_level_stands_to_a_target(row: Row) -> None:
    found = read(row)
    assert found.state is row.state
    assert {name: getattr(found, name) for name in row.also} == row.also


def _target(day: date) -> Target:
    return Target(Exact(1), day)


def test_the_target_aimed_at_is_the_next_to_come_else_the_last() -> None:
    early, near, far = _target(date(2026, 1, 1)), _target(date(2027, 1, 1)), _target(date(2028, 1, 1))
    assert aimed_at((far, early, near), TODAY) is near
    assert aimed_at((early, near), date(2030, 1, 1)) is near
    assert aimed_at((early, near), None) is near
    assert aimed_at((), TODAY) is None


def test_a_standard_holds_from_its_day_until_the_next() -> None:
    first, second, none = Standard(Exact(90), date(2025, 1, 1)), Standard(Exact(92), date(2026, 1, 1)), Standard(None, date(2026, 6, 1))
    every = (first, second, none)
    assert standard_on(every, date(2024, 12, 31)) is None
    assert standard_on(every, date(2025, 12, 31)) is first
    assert standard_on(every, date(2026, 1, 1)) is second
    assert standard_on(every, date(2026, 6, 1)) is None
