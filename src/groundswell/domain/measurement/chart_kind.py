"""Which chart a line is judged by: XmR as it is, or one of its relatives for data that XmR does not fit (method 2.9 to 2.11)."""

from dataclasses import dataclass
from enum import StrEnum


class KindName(StrEnum):
    """Chart kinds. All but XMR transform the figures, judge them by the same rules, and draw the lines in the figures' own unit."""

    XMR = "xmr"
    SEASONAL = "seasonal"
    TRENDED = "trended"
    T = "t"
    G = "g"
    C = "c"
    U = "u"
    P = "p"
    U_PRIME = "u_prime"
    P_PRIME = "p_prime"


RATIOS = frozenset({KindName.U, KindName.P, KindName.U_PRIME, KindName.P_PRIME})
"""Kinds that need a denominator for each figure."""
RARE = frozenset({KindName.T, KindName.G})
"""Kinds whose figures are what lies between two events."""


class DrawnFrom(StrEnum):
    """What the drawn figures are worked out from at reading time; the stored figures stay as they were brought.

    YEAR_TO_DATE and RUNNING_TOTAL: differences from the figure before (a year's first figure stays as it is). EVENT_DATES: each
    figure's date is an event's. EVENT_COUNTS: figures count events in their period, which are taken to lie evenly in it.
    """

    FIGURES = "figures"
    YEAR_TO_DATE = "year_to_date"
    RUNNING_TOTAL = "running_total"
    EVENT_DATES = "event_dates"
    EVENT_COUNTS = "event_counts"


DIFFERENCES = frozenset({DrawnFrom.YEAR_TO_DATE, DrawnFrom.RUNNING_TOTAL})
"""Ways to draw that keep each point in its place."""
EVENTS = frozenset({DrawnFrom.EVENT_DATES, DrawnFrom.EVENT_COUNTS})
"""Ways to draw that make a point of each event."""


@dataclass(frozen=True, slots=True)
class ChartKind:
    """A chart kind with what a person chose about it.

    ``additive``: seasons add to the typical value (else they multiply it). ``seasons``: how many make a cycle; None takes the
    cadence's own (12 months, 4 quarters, 2 half-years, 52 weeks, 7 days). ``regression``: the trend's line by least squares (else by
    half-averages). ``year_start``: the month with which a year to date begins anew.
    """

    name: KindName = KindName.XMR
    drawn_from: DrawnFrom = DrawnFrom.FIGURES
    additive: bool = False
    seasons: int | None = None
    regression: bool = False
    year_start: int = 1

    @property
    def plain(self) -> bool:
        """Whether this is XmR of the figures as they were brought."""
        return self.name is KindName.XMR and self.drawn_from is DrawnFrom.FIGURES


PLAIN = ChartKind()
