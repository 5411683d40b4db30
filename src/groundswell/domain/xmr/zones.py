"""Rules of windows: so many of so many successive figures beyond a line between central line and limit."""

import numpy as np

from groundswell.domain.xmr.limits import TOLERANCE, Flags, Floats, PanelLines
from groundswell.domain.xmr.rule_set import CentreRule, Flagged, ZoneRule
from groundswell.domain.xmr.windows import Pair, flagged_in_window, spread_back, windows_of


class Beyond:
    """Strictly above and strictly below a line, a value within the tolerance of it being on it.

    A value close to the line that is larger than all figures behind the line is as large as the line itself, so that one tolerance for
    each series and line serves for all its values.
    """

    def __init__(self, values: Floats, lines: PanelLines) -> None:
        self.lines, self._values = lines, values

    def _slack(self, line: Floats) -> Floats:
        slack: Floats = TOLERANCE * np.maximum(self.lines.scale, np.abs(line))
        return slack

    def above(self, line: Floats) -> Flags:
        """Where a figure lies above the line of its series."""
        flags: Flags = self._values > line + self._slack(line)
        return flags

    def below(self, line: Floats) -> Flags:
        """Where a figure lies below the line of its series."""
        flags: Flags = self._values < line - self._slack(line)
        return flags


def unless(flags: Flags, off: Flags) -> Flags:
    """Flags of the series that are not switched off."""
    return flags & ~off if off.any() else flags


def zone_flags(zone: ZoneRule, beyond: Beyond, sides: Pair, present: Flags, off: Pair) -> tuple[Pair, Pair]:
    """The points of windows with enough hits, and where those windows end, above and below; of either side: all as above.

    ``off``: series in which a bound has taken the limit's place, above and below; a rule that needs that limit is silent there.
    """
    full = windows_of(present, zone.hits if zone.from_start else zone.window)
    hits = _hits(zone, beyond)
    if zone.either_side:
        either = (hits[0] & ~off[0]) | (hits[1] & ~off[1])
        windows = full & (flagged_in_window(either, zone.window) >= zone.hits)
        nothing = np.zeros_like(windows)
        return (_points(zone, either, windows, present), nothing), (windows, nothing)
    counts = [flagged_in_window(one, zone.window) for one in hits]
    if zone.net:
        counts = [counts[0] - counts[1], counts[1] - counts[0]]
    points, ends = [], []
    for own, count, side, silent in zip(hits, counts, sides, off, strict=True):
        windows = np.logical_and(count >= zone.hits, full)
        if zone.fraction or not zone.outside_counts:
            windows = unless(windows, silent)
        if zone.all_on_one_side:
            windows &= windows_of(side, zone.window) | (_short(zone, side, present) if zone.from_start else False)
        ends.append(windows)
        points.append(_points(zone, own, windows, present))
    return (points[0], points[1]), (ends[0], ends[1])


def _hits(zone: ZoneRule, beyond: Beyond) -> Pair:
    middle, hits = beyond.lines.central_line, []
    for over, limit in ((beyond.above, beyond.lines.upper), (beyond.below, beyond.lines.lower)):
        own = over(middle + zone.fraction * (limit - middle))
        if not zone.outside_counts:
            own &= ~over(limit)
        hits.append(own)
    return hits[0], hits[1]


def _points(zone: ZoneRule, hits: Flags, windows: Flags, present: Flags) -> Flags:
    """The hits of qualifying windows, or all their figures."""
    return (present if zone.flagged is Flagged.ALL else hits) & spread_back(windows, zone.window)


def _short(zone: ZoneRule, side: Flags, present: Flags) -> Flags:
    """Windows that lack their first figure, all on one side."""
    return windows_of(side, zone.hits) & ~windows_of(present, zone.window)


def away_from_centre(rule: CentreRule, beyond: Beyond) -> Flags:
    """Figures beyond the rule's fraction of the way to either limit."""
    lines = beyond.lines
    middle = lines.central_line
    above, below = (middle + rule.fraction * (limit - middle) for limit in (lines.upper, lines.lower))
    return beyond.above(above) | beyond.below(below)
