"""Detection rules over a panel: flags per point, by array logic, the same for one series and for a hundred thousand.

All arrays are (periods, series). A point without a figure, left out, or in a segment without lines flags nothing and
ends what runs through it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from groundswell.domain.xmr.limits import TOLERANCE, Flags, Floats, PanelLines
from groundswell.domain.xmr.rule_set import RuleSet, ZoneRule

Pair = tuple[Flags, Flags]
"""The same question asked above (or rising) and below (or falling)."""


@dataclass(frozen=True, slots=True)
class PanelFlags:
    """For each rule: which points qualify, above and below.

    ``windows``: for trends and rules of windows also where a qualifying window ends.
    """

    points: Mapping[str, Pair]
    windows: Mapping[str, Pair]


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Series whose limit on a side lies beyond a declared bound: rules that need that limit are off there."""

    above: Flags
    below: Flags


def panel_flags(values: Floats, lines: PanelLines, rules: RuleSet, suppressed: Suppressed) -> PanelFlags:
    """Flags of one segment; ``values`` is NaN outside it, where there is no figure, and where a point is left out.

    Where the moving ranges that the limits rest on are all zero there is no variation to judge by, and no rule fires.
    """
    points: dict[str, Pair] = {}
    windows: dict[str, Pair] = {}
    lines = _silent_without_variation(lines)
    beyond = _Beyond(values, lines)
    sides = beyond.above(lines.central_line), beyond.below(lines.central_line)
    if rules.outside_limits:
        points["outside_limits"] = beyond.above(lines.upper) & ~suppressed.above, beyond.below(lines.lower) & ~suppressed.below
    if rules.moving_range:
        wide = _moving_range(values, lines)
        points["moving_range"] = wide, np.zeros_like(wide)
    if rules.long_run is not None:
        points["long_run"] = _runs(sides[0], rules.long_run.length), _runs(sides[1], rules.long_run.length)
    present = ~np.isnan(values)
    for name, zone in rules.zones.items():
        points[name], windows[name] = _zone(zone, beyond, sides, present, suppressed)
    if rules.trend is not None:
        rising = _trend(values, values[1:] > values[:-1], rules.trend.length, lines)
        falling = _trend(values, values[1:] < values[:-1], rules.trend.length, lines)
        points["trend"], windows["trend"] = (rising[0], falling[0]), (rising[1], falling[1])
    return PanelFlags(points, windows)


def _silent_without_variation(lines: PanelLines) -> PanelLines:
    """Lines that nothing lies beyond, for the series whose moving ranges are all zero."""
    steady = lines.moving_range == 0
    if not steady.any():
        return lines
    quiet = {name: np.where(steady, np.nan, getattr(lines, name)) for name in ("central_line", "lower", "upper", "moving_range_upper")}
    return replace(lines, **quiet)


class _Beyond:
    """Strictly above and strictly below a line, a value within the tolerance of it being on it."""

    def __init__(self, values: Floats, lines: PanelLines) -> None:
        self.lines = lines
        slack = np.abs(values)
        np.maximum(slack, lines.scale, out=slack)
        slack *= TOLERANCE
        self._lowest, self._highest = values - slack, values + slack

    def above(self, line: Floats) -> Flags:
        return self._lowest > line

    def below(self, line: Floats) -> Flags:
        return self._highest < line


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


def _trend(values: Floats, steps_that_way: Flags, length: int, lines: PanelLines) -> Pair:
    """All points of stretches of ``length`` points that go one way, and where those stretches end; silent without lines."""
    ends = np.zeros(values.shape, np.bool_)
    ends[1:] = _windows(steps_that_way & ~np.isnan(lines.central_line), length - 1)
    return _spread_back(ends, length), ends


def _zone(zone: ZoneRule, beyond: _Beyond, sides: Pair, present: Flags, suppressed: Suppressed) -> tuple[Pair, Pair]:
    """The hits of windows with enough hits, and where those windows end, above and below."""
    lines = beyond.lines
    middle = lines.central_line
    full = _windows(present, zone.window)
    points, ends = [], []
    for over, limit, side, off in (
        (beyond.above, lines.upper, sides[0], suppressed.above), (beyond.below, lines.lower, sides[1], suppressed.below),
    ):
        hits = over(middle + zone.fraction * (limit - middle))
        if not zone.outside_counts:
            hits &= ~over(limit)
        windows = full & (_count(hits, zone.window) >= zone.hits) & ~off
        if zone.all_on_one_side:
            windows &= _windows(side, zone.window)
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
