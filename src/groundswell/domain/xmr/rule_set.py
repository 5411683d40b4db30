"""Rule sets as data: every limit factor, run length and threshold, with its source. No number lives elsewhere."""

from dataclasses import dataclass


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
    """``hits`` of ``window`` successive figures, all on one side, beyond ``fraction`` of the way to the limit.

    ``outside_counts``: whether a figure beyond the limit counts as a hit.
    """

    rule: str
    hits: int
    window: int
    fraction: float
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
    """Limit factors: central line ± ``limits`` × mean moving range; moving-range limit ``range_limit`` × mean moving range."""

    limits: float
    range_limit: float
    source: str


@dataclass(frozen=True, slots=True)
class RuleSet:
    """A named, versioned set of detection rules. A rule that is None is not used."""

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
