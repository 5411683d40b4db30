"""The algorithms that propose splits, as data: every window, run length and option with its source. No number lives elsewhere."""

from dataclasses import dataclass, replace
from enum import StrEnum

from groundswell.domain.measurement.period import Cadence
from groundswell.domain.xmr.rule_set import Screening
from groundswell.domain.xmr.rule_sets import D2_TABLED

STABLE_SHIFT_SOURCE = (
    "T. Woodcock, D. O'Connor, D. Bell: Stable Shift Algorithm (BMJ Quality & Safety 2025), from its published description; one change: "
    "a shift that only figures to come can tell of is waited for"
)
OWN_RUN_SOURCE = "a run of eight (Wheeler, detection rule two) about the first twelve figures, which is where trial limits may be kept"
RECALCULATING_SOURCE = "runs and window as the package xmrr documents them: baseline of five figures, runs of eight"

LOCKABLE_FROM = 12
"""Figures in a calculation range from which limits may be kept (contracts 2: offered from 12)."""

RANGE_TO_SIGMA = 1 / D2_TABLED
SMALL_STEP = 0.5
"""A step of less than so many sigmas of the new stretch (mean moving range / 1.128) is said to be small. Own choice: the stable shift
algorithm also proposes a stretch whose line ends up where the old one was (on public waiting times it does so in one of twenty)."""

REFUSED_SHARED = 0.5
"""A run is of a refused shift where so much of the refused figures comes no earlier than its first place. Own choice."""
REFUSED_STANDS = 0.75
"""While so much of a refused shift's figures lies on its side, a later run in it is that shift too: halfway between figures that did not
shift, half of which lie on either side, and figures that all did. Own choice."""


class Reason(StrEnum):
    """What became of a place at which a shift might begin."""

    ACCEPTED = "accepted"
    TOO_FEW_POINTS = "too_few_points"
    TOO_MANY_GAPS = "too_many_gaps"
    OPPOSING_RUN_STARTS = "opposing_run_starts"
    OPPOSING_RUN_AT_END = "opposing_run_at_end"
    WENT_BACK = "went_back"
    REFUSED_BEFORE = "refused_before"


@dataclass(frozen=True, slots=True)
class StableShiftRules:
    """The stable shift algorithm.

    ``window``: places that limits are formed from. ``run``: figures on one side that tell of a shift. ``exclusions``: at most so many
    figures, each the farthest outside the limits of the rest, stay out of a window's limits. ``reach``: limits lie so many mean moving
    ranges from the central line. ``no_regrets``: a shift is not proposed while its window ends in a run back that more figures could
    prolong; ``waits``: nothing later is proposed meanwhile either. ``overhang``: a run back counts where it begins, wherever it ends.
    ``every_shift``: nothing speaks against a shift.
    """

    name: str
    version: int
    source: str
    window: int
    run: int
    exclusions: int
    reach: float
    screening: Screening | None
    no_regrets: bool = True
    overhang: bool = True
    every_shift: bool = False
    waits: bool = True

    @property
    def fewest_in_window(self) -> int:
        """Figures that a window must hold: twelve, or three quarters of a shorter one. Own choice; the description is silent about gaps."""
        return min(LOCKABLE_FROM, self.window - self.window // 4)


@dataclass(frozen=True, slots=True)
class RunShiftRules:
    """A new stretch at each run, for series too short for windows.

    ``baseline``: the central line is the mean of the first so many figures of a stretch. ``calculated``: the new limits come from so many
    figures; None takes all there are. ``warns_under``: fewer figures than that are said to be few. ``back_after``: with at least so many
    figures after the run, nearer to the old line than to the new one in the mean, the process went back.
    """

    name: str
    version: int
    source: str
    baseline: int
    run: int
    calculated: int | None
    warns_under: int
    back_after: int


ShiftRules = StableShiftRules | RunShiftRules

STABLE_SHIFT = StableShiftRules(
    "stable_shift", 1, STABLE_SHIFT_SOURCE,
    window=21, run=8, exclusions=3, reach=3 * RANGE_TO_SIGMA,
    screening=Screening(3.267, 2, STABLE_SHIFT_SOURCE),
)
STABLE_SHIFT_OF_MONTHS = replace(STABLE_SHIFT, window=24)
"""Two whole years, so that seasons balance."""

RUN_OF_EIGHT = RunShiftRules(
    "run_of_eight", 1, OWN_RUN_SOURCE, baseline=LOCKABLE_FROM, run=8, calculated=None, warns_under=LOCKABLE_FROM, back_after=3
)
RECALCULATING_5_8 = RunShiftRules(
    "recalculating_5_8", 1, RECALCULATING_SOURCE, baseline=5, run=8, calculated=5, warns_under=8, back_after=3
)


def shift_rules(cadence: Cadence, places: int, rule_set: str = "") -> ShiftRules:
    """The algorithm for a series of that cadence and length: windows from two of them on, else runs; another where the rule set asks."""
    if rule_set == RECALCULATING_5_8.name:
        return RECALCULATING_5_8
    windows = STABLE_SHIFT_OF_MONTHS if cadence is Cadence.MONTH else STABLE_SHIFT
    return windows if places >= 2 * windows.window else RUN_OF_EIGHT
