"""Rule sets as data: every limit factor, run length and threshold, with its source. No number lives elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

RULES = (
    "outside_limits", "moving_range", "long_run", "short_run", "two_of_three", "four_of_five", "ten_of_twelve", "trend",
    "alternating", "hugging_centre", "avoiding_centre", "longest_run", "crossings",
)  # fmt: skip
"""Every rule that a rule set can use, by the name that its signals carry (docs/rules.md explains each)."""


class Average(StrEnum):
    """What stands for the middle of the figures, or of their moving ranges."""

    MEAN = "mean"
    MEDIAN = "median"


class Ties(StrEnum):
    """What a figure on the line (of a trend: an equal one) does to a run: it ends it, or it is passed over. A gap always ends it."""

    BREAK = "break"
    SKIP = "skip"


class Flagged(StrEnum):
    """Which points of a pattern are points of its signal: the hits alone, all, or all but the first (a trend's first step begins there)."""

    HITS = "hits"
    ALL = "all"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class RunRule:
    """``length`` or more successive figures on one side of the central line; ``ties`` says what a figure on the line does."""

    length: int
    source: str
    ties: Ties = Ties.BREAK


@dataclass(frozen=True, slots=True)
class TrendRule:
    """``length`` points, each beyond the one before, all the same way; ``flagged``: all of them, or all but the first."""

    length: int
    source: str
    ties: Ties = Ties.BREAK
    flagged: Flagged = Flagged.ALL

    def __post_init__(self) -> None:
        if self.flagged is Flagged.HITS:
            raise ValueError("a trend has no hits: all its points are flagged, or all but the first")


@dataclass(frozen=True, slots=True)
class ZoneRule:
    """``hits`` of ``window`` successive figures on one side, beyond ``fraction`` of the way from central line to limit.

    ``all_on_one_side``: the whole window must lie strictly on that side. ``outside_counts``: a figure beyond the limit is a hit.
    ``flagged``: the hits are points of the signal, or the whole window. ``either_side``: hits above and below count together, and
    the signal has no side. ``net``: each hit on the other side takes one away. ``from_start``: after the start of a segment or a
    gap ``hits`` figures are enough, without a whole window.
    """

    hits: int
    window: int
    fraction: float
    all_on_one_side: bool
    outside_counts: bool
    source: str
    flagged: Flagged = Flagged.HITS
    either_side: bool = False
    net: bool = False
    from_start: bool = False

    def __post_init__(self) -> None:
        if not self.window / 2 < self.hits <= self.window:
            raise ValueError("more than half of the window are hits, or both sides could signal at once")
        if self.from_start and self.window - self.hits > 1:
            raise ValueError("a window may lack one figure at the start, no more")
        if self.either_side and (self.all_on_one_side or self.net):
            raise ValueError("hits of both sides together leave nothing to ask of one side")
        if self.flagged is Flagged.LATER:
            raise ValueError("of a window the hits are flagged, or all of it")


@dataclass(frozen=True, slots=True)
class AlternationRule:
    """``length`` points that go up and down by turns: each step the other way than the one before; an equal figure ends it."""

    length: int
    source: str


@dataclass(frozen=True, slots=True)
class CentreRule:
    """``length`` successive figures, all within (or, of the opposite rule, all beyond) ``fraction`` of the way to either limit."""

    length: int
    fraction: float
    source: str


@dataclass(frozen=True, slots=True)
class LongestRunRule:
    """A run on one side longer than round(log2 n) + ``added``, n figures of the segment not lying on the central line.

    Figures on the line and gaps are passed over.
    """

    added: int
    source: str


@dataclass(frozen=True, slots=True)
class CrossingsRule:
    """Fewer crossings of the central line than the smallest k with P(Binomial(n − 1, ½) ≤ k) ≥ ``chance``."""

    chance: float
    source: str


@dataclass(frozen=True, slots=True)
class Screening:
    """Moving ranges at or above ``factor`` × their mean are dropped, from ``from_figures`` figures on: once, or until none is left."""

    factor: float
    from_figures: int
    source: str
    until_stable: bool = False


@dataclass(frozen=True, slots=True)
class Constants:
    """Limit factors: central line ± ``limits`` × average moving range; moving-range limit ``range_limit`` × average moving range.

    Factors belong to the average they were worked out for: mean or median moving range (RuleSet.dispersion).
    """

    limits: float
    range_limit: float
    source: str


@dataclass(frozen=True, slots=True)
class Recalculation:
    """How the source draws its lines anew: from ``baseline`` first figures, and after a run from its ``run_points`` first ones.

    It is told and can be proposed; no line moves unless a person says so. ``run_points`` None: the source moves none after a run
    (or, for windows, takes the figures that qualify).
    """

    baseline: int
    run_points: int | None
    source: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A named, versioned set of detection rules. A rule that is None is not used.

    ``fewest_figures``: with fewer in the calculation range there are no lines and no signals; from there up to, not
    including, ``provisional_below`` the limits are provisional.
    """

    name: str
    version: int
    source: str
    constants: Constants
    outside_limits: bool
    moving_range: bool
    long_run: RunRule | None
    short_run: ZoneRule | None = None
    two_of_three: ZoneRule | None = None
    trend: TrendRule | None = None
    screening: Screening | None = None
    fewest_figures: int = 5
    provisional_below: int = 12
    centre: Average = Average.MEAN
    dispersion: Average = Average.MEAN
    four_of_five: ZoneRule | None = None
    ten_of_twelve: ZoneRule | None = None
    alternating: AlternationRule | None = None
    hugging_centre: CentreRule | None = None
    avoiding_centre: CentreRule | None = None
    longest_run: LongestRunRule | None = None
    crossings: CrossingsRule | None = None
    recalculation: Recalculation | None = None

    def __post_init__(self) -> None:
        if self.screening is not None and self.dispersion is not Average.MEAN:
            raise ValueError("screening compares moving ranges with their mean; no source screens medians")

    @property
    def zones(self) -> Mapping[str, ZoneRule]:
        """The rules of windows that are used, by the name that their signals carry."""
        used = {
            "short_run": self.short_run, "two_of_three": self.two_of_three, "four_of_five": self.four_of_five,
            "ten_of_twelve": self.ten_of_twelve,
        }
        return {name: zone for name, zone in used.items() if zone is not None}

    @property
    def rules(self) -> tuple[str, ...]:
        """The names of the rules that are used, in the order of RULES."""
        return tuple(name for name in RULES if getattr(self, name) not in (None, False))
