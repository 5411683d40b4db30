"""For each rule of each rule set: figures that complete it and figures that just do not, on the round lines of the tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.spec.xmr_tables import AWAY, GAP, NEAR, TURNS, Figures


@dataclass(frozen=True)
class SetRow:
    """A rule of a set: ``signals`` complete it with ``points`` on ``side``, ``silent`` do not."""

    rule: str
    signals: Figures
    points: Sequence[int]
    side: str
    silent: Figures
    baseline: bool = True


def _first(count: int) -> list[int]:
    return list(range(count))


OUTSIDE = SetRow("outside_limits", [14.1], [0], "above", [14])
STEP = SetRow("moving_range", [13, 6.9], [1], "above", [13, 7])
THREE_OF_FOUR = SetRow("short_run", [12.5, 12.5, 9, 12.5], [0, 1, 3], "above", [12.5, 12.5, 9, 12])
RUN_7 = SetRow("long_run", [11] * 7, _first(7), "above", [11] * 6)
RUN_8 = SetRow("long_run", [11] * 8, _first(8), "above", [11] * 7)
TREND_7 = SetRow("trend", [7, 8, 9, 10, 11, 12, 13], _first(7), "rising", [7, 8, 9, 10, 11, 12])
OUTER_THIRD = SetRow("two_of_three", [13, 9, 13], [0, 2], "above", [13, 9, 9, 13])
FOUR_OF_FIVE = SetRow("four_of_five", [11.5, 11.5, 9, 11.5, 11.5], [0, 1, 3, 4], "above", [11.5, 11.5, 9, 9, 11.5, 11.5])

SETS: Mapping[str, Sequence[SetRow]] = {
    "wheeler": (OUTSIDE, STEP, RUN_8, THREE_OF_FOUR),
    "nhs_r": (OUTSIDE, RUN_7, TREND_7, SetRow("two_of_three", [13, 11, 13], [0, 2], "above", [15, 11, 13])),
    "nhs_2023": (OUTSIDE, RUN_7, TREND_7, SetRow("two_of_three", [15, 11, 13], [0, 2], "above", [15, 9, 13])),
    "nhs_sql_2019": (
        OUTSIDE, STEP, RUN_7,
        SetRow("two_of_three", [13, 10, 7], [0, 1, 2], "both", [13, 10, 10, 7]),
        SetRow("trend", [7, 8, 9, 10, 11, 12], [1, 2, 3, 4, 5], "rising", [7, 8, 9, 10, 11]),
    ),
    "powerbi_spc": (
        OUTSIDE, RUN_7,
        SetRow("two_of_three", [GAP, 13, 13], [1, 2], "above", [13, 7, 13]),
        SetRow("trend", [7, 8, 9, 10, 11], _first(5), "rising", [7, 8, 9, 10]),
    ),
    "autospc": (OUTSIDE, RUN_8),
    "western_electric": (OUTSIDE, RUN_8, OUTER_THIRD, FOUR_OF_FIVE),
    "nelson": (
        OUTSIDE, OUTER_THIRD, FOUR_OF_FIVE,
        SetRow("long_run", [11] * 9, _first(9), "above", [11] * 8),
        SetRow("trend", [7, 8, 9, 10, 11, 12], _first(6), "rising", [7, 8, 9, 10, 11]),
        SetRow("alternating", [GAP, *TURNS], [*range(1, 15)], "both", [GAP, *TURNS[:13]]),
        SetRow("hugging_centre", [13, *NEAR], [*range(1, 16)], "both", [13, *NEAR[:14]]),
        SetRow("avoiding_centre", AWAY, _first(8), "both", AWAY[:7]),
    ),
    "anhoej": (
        SetRow("longest_run", [1] * 4 + [9] * 8 + [1] * 4, [*range(4, 12)], "above",
               [1] * 3 + [9] * 7 + [1, 9] + [1] * 4, baseline=False),
        SetRow("crossings", [1, 1, 1, 9, 9, 9, 9, 9, 9, 1, 1, 1], _first(12), "both", [1, 1, 1, 9, 9, 9, 1, 1, 1, 9, 9, 9], baseline=False),
    ),
    "recalculating_5_8": (OUTSIDE, RUN_8, THREE_OF_FOUR),
    "recalculating_7_10of12": (
        OUTSIDE, RUN_7, THREE_OF_FOUR,
        SetRow("ten_of_twelve", [11, 11, 9, 11, 11, 11, 11, 11, 10, 11, 11, 11], [0, 1, 3, 4, 5, 6, 7, 9, 10, 11], "above",
               [11, 11, 9, 11, 11, 11, 9, 11, 10, 11, 11, 11]),
    ),
}
