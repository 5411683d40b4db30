"""Rule sets as data: every limit factor, run length and threshold, with its source. No number lives elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Average(StrEnum):
    """What stands for the middle of the figures, or of their moving ranges."""

    MEAN = "mean"
    MEDIAN = "median"


@dataclass(frozen=True, slots=True)
class RunRule:
    """``length`` or more successive figures on one side of the central line; a figure on the line ends the run."""

    length: int
    source: str


@dataclass(frozen=True, slots=True)
class TrendRule:
    """``length`` points, each beyond the one before, all the same way; equal figures end it."""

    length: int
    source: str


@dataclass(frozen=True, slots=True)
class ZoneRule:
    """``hits`` of ``window`` successive figures on one side, beyond ``fraction`` of the way from central line to limit.

    ``all_on_one_side``: the whole window must lie strictly on that side. ``outside_counts``: a figure beyond the limit is a hit.
    Only the hits are points of the signal.
    """

    hits: int
    window: int
    fraction: float
    all_on_one_side: bool
    outside_counts: bool
    source: str


@dataclass(frozen=True, slots=True)
class Screening:
    """Moving ranges at or above ``factor`` × their mean are dropped once, from ``from_figures`` figures on."""

    factor: float
    from_figures: int
    source: str


@dataclass(frozen=True, slots=True)
class Constants:
    """Limit factors: central line ± ``limits`` × average moving range; moving-range limit ``range_limit`` × average moving range.

    Factors belong to the average they were worked out for: mean or median moving range (RuleSet.dispersion).
    """

    limits: float
    range_limit: float
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

    def __post_init__(self) -> None:
        if self.screening is not None and self.dispersion is not Average.MEAN:
            raise ValueError("screening compares moving ranges with their mean; no source screens medians")

    @property
    def zones(self) -> Mapping[str, ZoneRule]:
        """The rules of windows that are used, by the name that their signals carry."""
        used = {"short_run": self.short_run, "two_of_three": self.two_of_three}
        return {name: zone for name, zone in used.items() if zone is not None}
