"""A segment on the scale that it is judged on, and the way back to the measure's own unit of measurement."""

from dataclasses import dataclass, field, replace

import numpy as np

from groundswell.domain.xmr.limits import Counts, Flags, Floats, PanelLines, panel_lines
from groundswell.domain.xmr.rule_set import RuleSet

NO_LINE = float("nan")


@dataclass(frozen=True, slots=True)
class Stretch:
    """One segment of one series as a kind is given it. Arrays are one value a period of the whole series.

    ``values``: NaN outside the segment, where there is no figure, and where a point is left out. ``calculate`` marks the present
    figures that the lines are worked out from. ``seasons`` numbers each period's season from 0 (empty where none are known).
    ``numerators`` and ``denominators`` are NaN where there is none.
    """

    values: Floats
    calculate: Flags
    rules: RuleSet
    seasons: tuple[int, ...] = ()
    numerators: Floats = field(default_factory=lambda: np.empty(0))
    denominators: Floats = field(default_factory=lambda: np.empty(0))
    per: float = 1.0

    @property
    def used(self) -> Floats:
        """The figures that the lines are worked out from, in order."""
        used: Floats = self.values[self.calculate]
        return used

    @property
    def enough(self) -> bool:
        """Whether there are enough of them for lines under the rule set."""
        return int(np.count_nonzero(self.calculate)) >= self.rules.fewest_figures


@dataclass(frozen=True, slots=True)
class OwnScale:
    """A segment's figures and lines as they are judged: figure = (``offset`` + ``size`` × judged) ** ``power``.

    ``judged`` is one value a period, ``lines`` those of one series. ``ranges``: what moving ranges are judged by, where that is not
    ``judged``. ``least`` and ``most`` are the figures' natural bounds. ``factors``, ``slope``, ``level`` and ``sigma_z`` explain it.
    ``own_unit``: moving ranges on this scale are in the measure's unit.
    """

    judged: Floats
    lines: PanelLines
    offset: Floats | float = 0.0
    size: Floats | float = 1.0
    power: float = 1.0
    ranges: tuple[Floats, PanelLines] | None = None
    least: float | None = None
    most: float | None = None
    factors: tuple[float, ...] | None = None
    slope: float | None = None
    level: float | None = None
    sigma_z: float | None = None
    own_unit: bool = False

    @property
    def differs(self) -> bool:
        """Whether lines differ from point to point."""
        return not (isinstance(self.offset, float) and isinstance(self.size, float))

    @property
    def three_lines(self) -> tuple[float, float, float]:
        """Central line, lower and upper limit on this scale."""
        return float(self.lines.central_line[0]), float(self.lines.lower[0]), float(self.lines.upper[0])

    def back(self, line: float) -> Floats:
        """A line of the scale as a value a period in the measure's own unit. What lies under zero before a power is taken is zero."""
        moved = self.offset + self.size * np.full(len(self.judged), line)
        return moved if self.power == 1.0 else np.maximum(moved, 0.0) ** self.power


def lines_by_moving_range(values: Floats, stretch: Stretch) -> PanelLines:
    """The lines that XmR gives to one series of values on a scale (NaN where none is)."""
    column = values[:, None]
    return panel_lines(column, (stretch.calculate & ~np.isnan(values))[:, None], stretch.rules)


def lines_at(central: float, lower: float, upper: float, like: PanelLines) -> PanelLines:
    """Lines of a counting model: no moving range, and so no rule about it; ``like`` gives the count of figures and the scale."""
    def one(value: float) -> Floats:
        return np.array([value])

    return replace(
        like, central_line=one(central), lower=one(lower), upper=one(upper), moving_range=one(NO_LINE), moving_range_upper=one(NO_LINE)
    )


def no_lines(stretch: Stretch) -> PanelLines:
    """What stands where there are too few figures."""
    figures: Counts = np.array([np.count_nonzero(stretch.calculate)], np.int64)
    nothing = np.array([NO_LINE])
    return PanelLines(figures, nothing, nothing, nothing, nothing, nothing, np.zeros(1))


def plain_scale(stretch: Stretch) -> OwnScale:
    """XmR itself: the figures as they are."""
    return OwnScale(stretch.values, lines_by_moving_range(stretch.values, stretch), own_unit=True)
