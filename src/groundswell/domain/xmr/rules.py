"""Detection rules over a panel: flags per point, by array logic, the same for one series and for a hundred thousand.

All arrays are (periods, series). A point without a figure, left out, or in a segment without lines flags nothing and
ends what runs through it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from groundswell.domain.xmr.limits import TOLERANCE, Flags, Floats, PanelLines
from groundswell.domain.xmr.rule_set import RuleSet, ZoneRule

Pair = tuple[Flags, Flags]
"""The same question asked above (or rising) and below (or falling)."""


@dataclass(frozen=True, slots=True)
class PanelFlags:
    """For each rule: which points qualify, above and below; for rules of windows also where a qualifying window ends."""

    points: Mapping[str, Pair]
    windows: Mapping[str, Pair]


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Series whose limit on a side lies beyond a declared bound: rules that need that limit are off there."""

    above: Flags
    below: Flags


def panel_flags(values: Floats, lines: PanelLines, rules: RuleSet, suppressed: Suppressed) -> PanelFlags:
    """Flags of one segment; ``values`` is NaN outside it, where there is no figure, and where a point is left out."""
    points: dict[str, Pair] = {}
    windows: dict[str, Pair] = {}
    beyond = _Beyond(values, lines)
    present = ~np.isnan(values)
    above, below = beyond(lines.central_line)
    outside = beyond(lines.upper)[0] & ~suppressed.above, beyond(lines.lower)[1] & ~suppressed.below
    if rules.outside_limits:
        points["outside_limits"] = outside
    if rules.moving_range:
        points["moving_range"] = _moving_range(values, lines), np.zeros_like(present)
    if rules.long_run is not None:
        length = rules.long_run.length
        points["long_run"] = _runs(above, length), _runs(below, length)
    for name, zone in rules.zones.items():
        points[name], windows[name] = _zone(zone, beyond, (above, below), present, suppressed)
    if rules.trend is not None:
        steps = rules.trend.length - 1
        points["trend"] = _trend(values[1:] > values[:-1], steps, lines), _trend(values[1:] < values[:-1], steps, lines)
    return PanelFlags(points, windows)


class _Beyond:
    """Strictly above and strictly below a line, a value within the tolerance of it being on it."""

    def __init__(self, values: Floats, lines: PanelLines) -> None:
        self.values, self.lines = values, lines
        self.slack = TOLERANCE * np.maximum(np.abs(values), lines.scale)

    def __call__(self, line: Floats) -> Pair:
        distance = self.values - line
        return distance > self.slack, distance < -self.slack


def _moving_range(values: Floats, lines: PanelLines) -> Flags:
    """The later point of each moving range beyond its limit."""
    flags = np.zeros(values.shape, np.bool_)
    ranges = np.abs(values[1:] - values[:-1])
    slack = TOLERANCE * np.maximum(ranges, lines.scale)
    flags[1:] = ranges - lines.moving_range_upper > slack
    return flags


def _windows(flags: Flags, length: int) -> Flags:
    """Where a stretch of ``length`` flags ends: by doubling, so that a run of eight takes three steps."""
    out, have = flags, 1
    while have < length:
        step = min(have, length - have)
        out, have = _shifted(out, step, np.logical_and), have + step
    return out


def _spread_back(ends: Flags, length: int) -> Flags:
    """All ``length`` places of the windows that end where ``ends`` says."""
    out, have = ends, 1
    while have < length:
        step = min(have, length - have)
        out, have = _shifted(out[::-1], step, np.logical_or)[::-1], have + step
    return out


def _shifted(flags: Flags, step: int, join: Callable[[Flags, Flags], Flags]) -> Flags:
    """Each place joined with the one ``step`` before it; before the first there is nothing."""
    out = flags.copy() if join is np.logical_or else np.zeros_like(flags)
    if step < len(flags):
        out[step:] = join(flags[step:], flags[:-step])
    return out


def _runs(side: Flags, length: int) -> Flags:
    return _spread_back(_windows(side, length), length)


def _trend(steps_that_way: Flags, steps: int, lines: PanelLines) -> Flags:
    """All points of stretches of ``steps`` successive steps the same way; silent where the series has no lines."""
    ends = _windows(steps_that_way & ~np.isnan(lines.central_line), steps)
    flags = np.zeros((len(ends) + 1, ends.shape[1]), np.bool_)
    flags[1:] = ends
    return _spread_back(flags, steps + 1)


def _zone(zone: ZoneRule, beyond: _Beyond, sides: Pair, present: Flags, suppressed: Suppressed) -> tuple[Pair, Pair]:
    """The hits of windows with enough hits, and where those windows end, above and below."""
    lines = beyond.lines
    middle = lines.central_line
    full = _windows(present, zone.window)
    points, ends = [], []
    for way, limit, off in ((0, lines.upper, suppressed.above), (1, lines.lower, suppressed.below)):
        hits = beyond(middle + zone.fraction * (limit - middle))[way]
        if not zone.outside_counts:
            hits = hits & ~beyond(limit)[way]
        windows = full & (_count(hits, zone.window) >= zone.hits) & ~off
        if zone.all_on_one_side:
            windows &= _windows(sides[way], zone.window)
        ends.append(windows)
        points.append(hits & _spread_back(windows, zone.window))
    return (points[0], points[1]), (ends[0], ends[1])


def _count(flags: Flags, window: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int8]]:
    """How many of the ``window`` places that end here are flagged."""
    counts = flags.astype(np.int8)
    out = counts.copy()
    for step in range(1, min(window, len(counts))):
        out[step:] += counts[:-step]
    return out
