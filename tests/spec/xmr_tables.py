"""The method's rules as small tables: figures as people write them, and what a chart says of them.

The tests run every row; docs/rules.md prints them. Most tables fix central line and limits by a baseline, so that the figures
under test do not move them: it alternates 8 and 12, central line 10, mean moving range 4; with the factor 1 its limits are 6 and
14, its half-way lines 8 and 12, its inner thirds 8⅔ and 11⅓, its outer thirds 7⅓ and 12⅔, its moving-range limit 6.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import SegmentInput
from groundswell.domain.xmr.rule_set import Constants, Flagged, RuleSet, RunRule, Ties, TrendRule
from groundswell.domain.xmr.rule_sets import RULE_SETS, rule_set

BASE = [8, 12, 8, 12, 8, 12, 8, 12, 8, 12, 8, 12, 10]
"""Thirteen figures; the last lies on the central line, so that no run reaches from the baseline into the table."""
START = len(BASE)
ROUND = Constants(1.0, 1.5, "round lines for the tables")
PLAIN = replace(
    rule_set("wheeler"), constants=ROUND, outside_limits=False, moving_range=False, long_run=None, short_run=None,
)
GAP = None
Figures = Sequence[float | None]


@dataclass(frozen=True)
class Row:
    """``figures`` behind the baseline; ``signals`` as (side, points), points counted from 0 over ``figures``."""

    says: str
    figures: Figures
    signals: Sequence[tuple[str, Sequence[int]]]
    bounds: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Table:
    """Rows for one rule in one form; ``baseline`` False: the figures stand alone and make their own central line."""

    rule: str
    form: str
    rules: RuleSet
    rows: Sequence[Row]
    baseline: bool = True


def found(rules: RuleSet, figures: Figures, *, baseline: bool = True, **options: Any) -> list[tuple[str, list[int]]]:
    """Signals of the figures, those of the baseline left aside."""
    if not baseline:
        return [(str(signal.side), list(signal.points)) for signal in analyse(figures, rules=rules, **options).signals]
    analysis = analyse([*BASE, *figures], rules=rules, segments=[SegmentInput(calculated_to=11)], **options)
    segment = analysis.segments[0]
    assert (segment.central_line, segment.lower, segment.upper) == (10, 6, 14)
    return [(str(signal.side), [at - START for at in signal.points]) for signal in analysis.signals if signal.last >= START]


def only(rule: str, name: str) -> RuleSet:
    """One rule of a shipped rule set by itself, on the round lines of the tables."""
    shipped = rule_set(name)
    return replace(PLAIN, centre=shipped.centre, **{rule: getattr(shipped, rule)})


def at(*points: int, side: str = "above") -> tuple[str, list[int]]:
    return side, list(points)


def span(first: int, last: int, side: str = "above") -> tuple[str, list[int]]:
    return side, list(range(first, last + 1))


SHORT = only("short_run", "wheeler")
NEAR_INSIDE, NEAR_OR_OUT = only("two_of_three", "nhs_r"), only("two_of_three", "nhs_2023")
TURNS = [9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11, 9, 11]
NEAR = [10.5, 9.5, 9, 11, 10, 9.2, 10.8, 10.1, 9.9, 11, 9, 10.4, 9.6, 10.2, 9.8]
AWAY = [12, 8, 12, 12, 8, 8, 12, 8]

TABLES = (
    Table("outside_limits", "beyond a limit", replace(PLAIN, outside_limits=True), (
        Row("a figure above the upper limit is a signal", [14.1], [at(0)]),
        Row("a figure below the lower limit is a signal", [5.9], [at(0, side="below")]),
        Row("a figure on the limit is none", [14, 6], []),
        Row("a figure on the limit but for the last bits of a float is none", [14 + 1e-9, 6 - 1e-9], []),
        Row("each figure outside is a signal of its own", [15, 15], [at(0), at(1)]),
        Row("with a bound under the limit nothing is outside on that side", [15], [], {"upper_bound": 13}),
        Row("the other side stays", [5], [at(0, side="below")], {"upper_bound": 13}),
        Row("the lower side likewise", [5], [], {"lower_bound": 7}),
        Row("a bound on the limit takes nothing away", [15], [at(0)], {"upper_bound": 14}),
    )),
    Table("moving_range", "a large step", replace(PLAIN, moving_range=True), (
        Row("a moving range above its limit flags the later figure", [13, 6.9], [at(1)]),
        Row("a moving range on its limit is no signal", [13, 7], []),
        Row("a gap has no moving range", [13, GAP, 6.9], []),
    )),
    Table("long_run", "eight on one side", only("long_run", "wheeler"), (
        Row("eight figures on one side are a run", [11] * 8, [span(0, 7)]),
        Row("seven are none", [9] * 7, []),
        Row("a longer run is one signal", [9] * 10, [span(0, 9, "below")]),
        Row("a figure on the central line ends a run", [11] * 4 + [10] + [11] * 4, []),
        Row("a figure on the other side ends a run", [11] * 4 + [9] + [11] * 4, []),
        Row("a gap ends a run", [11] * 4 + [GAP] + [11] * 4, []),
        Row("two runs are two signals", [11] * 8 + [9] * 8, [span(0, 7), span(8, 15, "below")]),
        Row("a declared bound leaves long runs as they are", [11] * 8, [span(0, 7)], {"upper_bound": 13}),
    )),
    Table("long_run", "ties passed over", replace(PLAIN, long_run=RunRule(8, "spec", Ties.SKIP)), (
        Row("a figure on the central line is passed over and is no point", [9, *[11] * 4, 10, *[11] * 4], [at(1, 2, 3, 4, 6, 7, 8, 9)]),
        Row("it does not count towards the eight", [9, *[11] * 4, 10, *[11] * 3], []),
        Row("figures on the line before and behind a run do not belong to it", [10, 10] + [9] * 8 + [10], [span(2, 9, "below")]),
        Row("a gap ends the run all the same", [11] * 4 + [GAP] + [11] * 4, []),
        Row("so does the other side", [9, *[11] * 7, 10, 9, 11], []),
    )),
    Table("short_run", "three of four", SHORT, (
        Row("three of four beyond half-way: only these three are points", [12.5, 12.5, 10, 12.5], [at(0, 1, 3)]),
        Row("the fourth may lie on the other side", [7.5, 13, 7.5, 7.5], [at(0, 2, 3, side="below")]),
        Row("two of four are none", [12.5, 10, 12.5, 10], []),
        Row("three figures are not four", [12.5, 12.5, GAP, 12.5, 12.5], []),
        Row("half-way exactly is not beyond", [12, 12, 12, 12], []),
        Row("beyond the limit counts as beyond half-way", [15, 12.5, 12.5, 10], [at(0, 1, 2)]),
        Row("windows that share a figure are one signal", [12.5, 12.5, 12.5, 10, 12.5, 12.5], [at(0, 1, 2, 4, 5)]),
        Row("with a bound under the limit short runs on that side are off", [12.5] * 4, [], {"upper_bound": 13}),
    )),
    Table("short_run", "whole windows flagged", replace(PLAIN, short_run=replace(SHORT.zones["short_run"], flagged=Flagged.ALL)), (
        Row("all four figures are points", [12.5, 12.5, 10, 12.5], [span(0, 3)]),
        Row("a figure can belong to windows of both sides", [GAP, 12.5, 12.5, 12.5, 7.5, 7.5, 7.5, 10],
            [span(1, 4), span(3, 7, "below")]),
    )),
    Table("two_of_three", "until 2023: inside the limit, all on one side", NEAR_INSIDE, (
        Row("two of three in the outer third, the third on their side", [13, 11, 13], [at(0, 2)]),
        Row("the third on the other side: none", [13, 9, 13], []),
        Row("the third on the central line: none", [13, 10, 13], []),
        Row("a figure beyond the limit is not near it", [15, 11, 13], []),
        Row("with a bound under the limit two of three on that side are off", [13, 13, 13], [], {"upper_bound": 13}),
    )),
    Table("two_of_three", "since 2023: beyond the limit counts", NEAR_OR_OUT, (
        Row("since 2023 a figure beyond the limit counts", [15, 11, 13], [at(0, 2)]),
        Row("the third is a point only when near itself", [7, 7, 7], [span(0, 2, "below")]),
    )),
    Table("two_of_three", "the third anywhere", only("two_of_three", "western_electric"), (
        Row("the third may lie on the other side", [13, 9, 13], [at(0, 2)]),
        Row("even near the other limit", [13, 7, 13], [at(0, 2)]),
        Row("two of four are none", [13, 9, 9, 13], []),
        Row("two figures are not three", [GAP, 13, 13, GAP], []),
    )),
    Table("two_of_three", "net of the other side, from the start", only("two_of_three", "powerbi_spc"), (
        Row("a figure near the other limit takes one away", [13, 7, 13], []),
        Row("a third that is near no limit takes nothing away", [13, 9, 13], [at(0, 2)]),
        Row("after a gap two figures are enough", [GAP, 13, 13], [at(1, 2)]),
        Row("one is not", [GAP, 13, 9], []),
    )),
    Table("two_of_three", "either side, all three flagged", only("two_of_three", "nhs_sql_2019"), (
        Row("hits of both sides count together, and all three rows are flagged", [13, 10, 7], [span(0, 2, "both")]),
        Row("one is none", [13, 10, 10], []),
    )),
    Table("four_of_five", "four of five", only("four_of_five", "western_electric"), (
        Row("four of five beyond a third of the way: only these four are points", [11.5, 11.5, 9, 11.5, 11.5], [at(0, 1, 3, 4)]),
        Row("a third of the way exactly is not beyond", [11.5, 11.5, 9, 11.5, 34 / 3], []),
        Row("below likewise", [8.5, 8.5, 8.5, 8.5, 12], [span(0, 3, "below")]),
    )),
    Table("ten_of_twelve", "ten of twelve on one side", only("ten_of_twelve", "recalculating_7_10of12"), (
        Row("ten of twelve above the central line: these ten are points", [11, 11, 9, 11, 11, 11, 11, 11, 10, 11, 11, 11],
            [at(0, 1, 3, 4, 5, 6, 7, 9, 10, 11)]),
        Row("nine are none", [11, 11, 9, 11, 11, 11, 9, 11, 10, 11, 11, 11], []),
        Row("it needs no limit, so a declared bound leaves it as it is", [9] * 5 + [11] + [9] * 6,
            [at(0, 1, 2, 3, 4, 6, 7, 8, 9, 10, 11, side="below")], {"lower_bound": 7}),
    )),
    Table("trend", "seven points", only("trend", "nhs_r"), (
        Row("seven figures each above the last are a trend", [7, 8, 9, 10, 11, 12, 13], [span(0, 6, "rising")]),
        Row("each below the last", [13, 12, 11, 10, 9, 8, 7], [span(0, 6, "falling")]),
        Row("six are none", [7, 8, 9, 10, 11, 12], []),
        Row("equal figures end a trend", [7, 8, 9, 9, 10, 11, 12], []),
        Row("a gap ends a trend", [7, 8, 9, GAP, 10, 11, 12, 13], []),
        Row("a turning point belongs to both trends", [7, 8, 9, 10, 11, 12, 13, 12.5, 11.5, 10.5, 9.5, 8.5, 7.5],
            [span(0, 6, "rising"), span(6, 12, "falling")]),
        Row("a declared bound leaves trends as they are", [7, 8, 9, 10, 11, 12, 13], [span(0, 6, "rising")], {"upper_bound": 13}),
    )),
    Table("trend", "six points, the first not flagged", only("trend", "nhs_sql_2019"), (
        Row("the figure that the first step begins at is not flagged", [7, 8, 9, 10, 11, 12], [span(1, 5, "rising")]),
        Row("five points are none", [7, 8, 9, 10, 11], []),
    )),
    Table("trend", "equal figures passed over", replace(PLAIN, trend=TrendRule(6, "spec", Ties.SKIP)), (
        Row("an equal figure belongs to the trend and counts for nothing", [7, 8, 9, 9, 10, 11, 12], [span(0, 6, "rising")]),
        Row("five different figures are none", [7, 8, 9, 9, 10, 11], []),
    )),
    Table("alternating", "fourteen by turns", only("alternating", "nelson"), (
        Row("fourteen figures that go up and down by turns", [GAP, *TURNS], [span(1, 14, "both")]),
        Row("thirteen are none", [GAP, *TURNS[:13]], []),
        Row("an equal figure ends it", [GAP, *TURNS[:7], 9, *TURNS[:7]], []),
        Row("two steps the same way end it", [GAP, *TURNS[:7], 8.5, *TURNS[1:7]], []),
        Row("it asks nothing of the lines", [GAP, *[one + 3 for one in TURNS]], [span(1, 14, "both")]),
    )),
    Table("hugging_centre", "fifteen near the centre", only("hugging_centre", "nelson"), (
        Row("fifteen figures within a third of the way to either limit", [13, *NEAR], [span(1, 15, "both")]),
        Row("fourteen are none", [13, *NEAR[:14]], []),
        Row("one beyond ends it", [13, *NEAR[:7], 11.5, *NEAR[8:]], []),
        Row("a third of the way exactly is within", [13, *NEAR[:14], 34 / 3], [span(1, 15, "both")]),
        Row("with a bound in place of a limit there is no third of the way", [13, *NEAR], [], {"upper_bound": 13}),
    )),
    Table("avoiding_centre", "eight away from the centre", only("avoiding_centre", "nelson"), (
        Row("eight figures, none within a third of the way to a limit", [*AWAY], [span(0, 7, "both")]),
        Row("seven are none", [*AWAY[:7]], []),
        Row("all on one side is enough", [8] * 8, [span(0, 7, "both")]),
        Row("a third of the way exactly is not away", [*AWAY[:7], 34 / 3], []),
    )),
    Table("longest_run", "longer than chance makes", only("longest_run", "anhoej"), (
        Row("of sixteen figures a run of eight is too long", [1] * 4 + [9] * 8 + [1] * 4, [span(4, 11)]),
        Row("a run of seven is not", [1] * 3 + [9] * 7 + [1, 9] + [1] * 4, []),
        Row("a gap and figures on the median are passed over", [1] * 4 + [9] * 4 + [GAP, 5] + [9] * 4 + [1] * 4,
            [at(4, 5, 6, 7, 10, 11, 12, 13)]),
    ), baseline=False),
    Table("crossings", "fewer than chance makes", only("crossings", "anhoej"), (
        Row("twelve figures cross the median twice where three are wanted", [1, 1, 1, 9, 9, 9, 9, 9, 9, 1, 1, 1],
            [span(0, 11, "both")]),
        Row("three crossings are enough", [1, 1, 1, 9, 9, 9, 1, 1, 1, 9, 9, 9], []),
        Row("a figure on the median and a gap are passed over", [1, 1, 1, 5, 9, 9, 9, 9, GAP, 9, 9, 1, 1, 1],
            [at(0, 1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 13, side="both")]),
    ), baseline=False),
)


def as_shipped(name: str) -> RuleSet:
    """A whole rule set on the round lines of the tables."""
    return replace(RULE_SETS[name], constants=ROUND, fewest_figures=5)
