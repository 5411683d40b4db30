"""One small table for each rule of the smart chart: the figures as people write them, and what the chart says of them.

Each table fixes its central line and limits by a baseline, so that the figures under test do not move them. The
baseline alternates 8 and 12: central line 10, mean moving range 4; with the factor 1 its limits are 6 and 14, its
half-way lines 8 and 12, the inner ends of its outer thirds 7⅓ and 12⅔.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import SegmentInput
from groundswell.domain.xmr.rule_set import Constants, RuleSet, RunRule, TrendRule, ZoneRule
from groundswell.domain.xmr.rule_sets import rule_set

BASE = [8, 12, 8, 12, 8, 12, 8, 12, 8, 12, 8, 12, 10]
"""Thirteen figures; the last lies on the central line, so that no run reaches from the baseline into the table."""
START = len(BASE)
PLAIN = replace(
    rule_set("wheeler"), constants=Constants(1.0, 1.5, "round lines for the tables"), outside_limits=False, moving_range=False,
    long_run=None, short_run=None,
)
OUTSIDE = replace(PLAIN, outside_limits=True)
RANGE = replace(PLAIN, moving_range=True)
RUN = replace(PLAIN, long_run=RunRule(8, "spec"))
SHORT = replace(PLAIN, short_run=rule_set("wheeler").short_run)
TREND = replace(PLAIN, trend=TrendRule(7, "spec"))
NEAR_INSIDE = replace(PLAIN, two_of_three=rule_set("nhs_r").two_of_three)
NEAR_OR_OUT = replace(PLAIN, two_of_three=rule_set("nhs_2023").two_of_three)
GAP = None


@dataclass(frozen=True)
class Row:
    """``figures`` after the baseline; ``signals`` as (side, points), points counted from 0 over ``figures``."""

    says: str
    figures: Sequence[float | None]
    signals: Sequence[tuple[str, Sequence[int]]]


def found(rules: RuleSet, figures: Sequence[float | None], **options: object) -> list[tuple[str, list[int]]]:
    """Signals after the baseline."""
    lines = 12 * 4 / 12
    analysis = analyse([*BASE, *figures], rules=rules, segments=[SegmentInput(calculated_to=11)], **options)  # type: ignore[arg-type]
    segment = analysis.segments[0]
    assert (segment.central_line, segment.lower, segment.upper) == (10, 10 - lines, 10 + lines)
    return [(str(signal.side), [at - START for at in signal.points]) for signal in analysis.signals if signal.last >= START]


def table(rules: RuleSet, *rows: Row) -> list[object]:
    return [pytest.param(rules, row, id=row.says) for row in rows]


TABLES = [
    *table(
        OUTSIDE,
        Row("a figure above the upper limit is a signal", [14.1], [("above", [0])]),
        Row("a figure below the lower limit is a signal", [5.9], [("below", [0])]),
        Row("a figure on the limit is none", [14, 6], []),
        Row("a figure on the limit but for the last bits of a float is none", [14 + 1e-9, 6 - 1e-9], []),
        Row("each figure outside is a signal of its own", [15, 15], [("above", [0]), ("above", [1])]),
    ),
    *table(
        RANGE,
        Row("a moving range above its limit flags the later figure", [13, 6.9], [("above", [1])]),
        Row("a moving range on its limit is no signal", [13, 7], []),
        Row("a gap has no moving range", [13, GAP, 6.9], []),
    ),
    *table(
        RUN,
        Row("eight figures on one side are a run", [11] * 8, [("above", [0, 1, 2, 3, 4, 5, 6, 7])]),
        Row("seven are none", [9] * 7, []),
        Row("a longer run is one signal", [9] * 10, [("below", list(range(10)))]),
        Row("a figure on the central line ends a run", [11] * 4 + [10] + [11] * 4, []),
        Row("a figure on the other side ends a run", [11] * 4 + [9] + [11] * 4, []),
        Row("a gap ends a run", [11] * 4 + [GAP] + [11] * 4, []),
        Row("two runs are two signals", [11] * 8 + [9] * 8, [("above", list(range(8))), ("below", list(range(8, 16)))]),
    ),
    *table(
        SHORT,
        Row("three of four beyond half-way: only these three are points", [12.5, 12.5, 10, 12.5], [("above", [0, 1, 3])]),
        Row("the fourth may lie on the other side", [7.5, 13, 7.5, 7.5], [("below", [0, 2, 3])]),
        Row("two of four are none", [12.5, 10, 12.5, 10], []),
        Row("three figures are not four", [12.5, 12.5, GAP, 12.5, 12.5], []),
        Row("half-way exactly is not beyond", [12, 12, 12, 12], []),
        Row("beyond the limit counts as beyond half-way", [15, 12.5, 12.5, 10], [("above", [0, 1, 2])]),
        Row("windows that share a figure are one signal", [12.5, 12.5, 12.5, 10, 12.5, 12.5], [("above", [0, 1, 2, 4, 5])]),
    ),
    *table(
        TREND,
        Row("seven figures each above the last are a trend", [7, 8, 9, 10, 11, 12, 13], [("rising", list(range(7)))]),
        Row("each below the last", [13, 12, 11, 10, 9, 8, 7], [("falling", list(range(7)))]),
        Row("equal figures end a trend", [7, 8, 9, 9, 10, 11, 12], []),
        Row("a gap ends a trend", [7, 8, 9, GAP, 10, 11, 12, 13], []),
        Row("a turning point belongs to both trends", [7, 8, 9, 10, 11, 12, 13, 12.5, 11.5, 10.5, 9.5, 8.5, 7.5],
            [("rising", list(range(7))), ("falling", list(range(6, 13)))]),
    ),
    *table(
        NEAR_INSIDE,
        Row("two of three in the outer third, the third on their side", [13, 11, 13], [("above", [0, 2])]),
        Row("the third on the other side: none", [13, 9, 13], []),
        Row("the third on the central line: none", [13, 10, 13], []),
        Row("a figure beyond the limit is not near it", [15, 11, 13], []),
    ),
    *table(
        NEAR_OR_OUT,
        Row("since 2023 a figure beyond the limit counts", [15, 11, 13], [("above", [0, 2])]),
        Row("the third is a point only when near itself", [7, 7, 7], [("below", [0, 1, 2])]),
    ),
]


@pytest.mark.parametrize(("rules", "row"), TABLES)
def test_rule(rules: RuleSet, row: Row) -> None:
    assert found(rules, row.figures) == [(side, list(points)) for side, points in row.signals]


BOUNDS = [
    pytest.param(OUTSIDE, [15], {"upper_bound": 13}, [], id="with a bound under the limit nothing is outside on that side"),
    pytest.param(OUTSIDE, [5], {"upper_bound": 13}, [("below", [0])], id="the other side stays"),
    pytest.param(OUTSIDE, [5], {"lower_bound": 7}, [], id="the lower side likewise"),
    pytest.param(OUTSIDE, [15], {"upper_bound": 14}, [("above", [0])], id="a bound on the limit takes nothing away"),
    pytest.param(SHORT, [12.5] * 4, {"upper_bound": 13}, [], id="short runs on that side are off"),
    pytest.param(NEAR_INSIDE, [13, 13, 13], {"upper_bound": 13}, [], id="two of three on that side are off"),
    pytest.param(RUN, [11] * 8, {"upper_bound": 13}, [("above", list(range(8)))], id="long runs stay"),
    pytest.param(TREND, [7, 8, 9, 10, 11, 12, 13], {"upper_bound": 13}, [("rising", list(range(7)))], id="trends stay"),
]


@pytest.mark.parametrize(("rules", "figures", "bounds", "signals"), BOUNDS)
def test_bounds(rules: RuleSet, figures: list[float], bounds: dict[str, float], signals: list[tuple[str, list[int]]]) -> None:
    assert found(rules, figures, **bounds) == signals


def test_zones_may_be_of_any_size() -> None:
    four_of_five = replace(PLAIN, short_run=ZoneRule(4, 5, 1 / 3, all_on_one_side=False, outside_counts=True, source="spec"))
    assert found(four_of_five, [11.5, 11.5, 9, 11.5, 11.5]) == [("above", [0, 1, 3, 4])]
    assert found(four_of_five, [11.5, 11.5, 9, 11.5, 11.2]) == []
