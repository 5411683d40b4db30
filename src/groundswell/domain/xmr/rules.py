"""Detection rules over a panel: flags per point, by array logic, the same for one series and for a hundred thousand.

All arrays are (periods, series). A point without a figure, left out, or in a segment without lines flags nothing and
ends what runs through it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from groundswell.domain.xmr.limits import TOLERANCE, Flags, Floats, PanelLines, steps
from groundswell.domain.xmr.rule_set import Flagged, RuleSet, RunRule, Ties, TrendRule
from groundswell.domain.xmr.run_tests import crossings_flags, longest_run_flags
from groundswell.domain.xmr.windows import Pair, runs_passing_over, spread_back, windows_of
from groundswell.domain.xmr.zones import Beyond, away_from_centre, unless, zone_flags


@dataclass(frozen=True, slots=True)
class PanelFlags:
    """For each rule: which points qualify, above and below (rules without a side: all above).

    ``windows``: where a pattern is complete, for all rules but those of single points and of runs that nothing is passed over in.
    ``spans``: for rules that pass figures over, every place from a pattern's first point to its last.
    """

    points: dict[str, Pair]
    windows: dict[str, Pair]
    spans: dict[str, Pair]


@dataclass(frozen=True, slots=True)
class Suppressed:
    """Series whose limit on a side lies beyond a declared bound: rules that need that limit are off there."""

    above: Flags
    below: Flags


def panel_flags(
    values: Floats, lines: PanelLines, rules: RuleSet, suppressed: Suppressed, present: Flags | None = None
) -> PanelFlags:
    """Flags of one segment; ``values`` is NaN outside it, where there is no figure, and where a point is left out.

    Where the moving ranges that the limits rest on are all zero there is no variation to judge by, and no rule fires.
    ``present``: where ``values`` holds a figure, if that is known already.
    """
    found = PanelFlags({}, {}, {})
    lines = _silent_without_variation(lines)
    beyond = Beyond(values, lines)
    sides = beyond.above(lines.central_line), beyond.below(lines.central_line)
    if rules.outside_limits:
        outside = beyond.above(lines.upper), beyond.below(lines.lower)
        found.points["outside_limits"] = unless(outside[0], suppressed.above), unless(outside[1], suppressed.below)
    if rules.moving_range:
        wide = _moving_range(values, lines)
        found.points["moving_range"] = wide, np.zeros_like(wide)
    present = ~np.isnan(values) if present is None else present
    if rules.long_run is not None:
        _long_run(rules.long_run, sides, present, found)
    for name, zone in rules.zones.items():
        found.points[name], found.windows[name] = zone_flags(zone, beyond, sides, present, (suppressed.above, suppressed.below))
    if rules.trend is not None:
        _trends(rules.trend, values, lines, found)
    if rules.alternating is not None:
        ends = _alternating(values, rules.alternating.length, lines)
        _without_side("alternating", ends, rules.alternating.length, found)
    for name, centre in (("hugging_centre", rules.hugging_centre), ("avoiding_centre", rules.avoiding_centre)):
        if centre is not None:
            away = away_from_centre(centre, beyond)
            judged = present & ~(suppressed.above | suppressed.below) & ~np.isnan(lines.central_line)
            there = judged & (away if name == "avoiding_centre" else ~away)
            _without_side(name, windows_of(there, centre.length), centre.length, found)
    _run_tests(rules, sides, found)
    return found


def _run_tests(rules: RuleSet, sides: Pair, found: PanelFlags) -> None:
    if rules.longest_run is not None:
        runs = longest_run_flags(rules.longest_run, sides)
        found.points["longest_run"], found.windows["longest_run"], found.spans["longest_run"] = runs
    if rules.crossings is not None:
        seldom, known = crossings_flags(rules.crossings, sides)
        nothing = np.zeros_like(seldom)
        found.points["crossings"], found.windows["crossings"] = (seldom, nothing), (known, nothing)


def _silent_without_variation(lines: PanelLines) -> PanelLines:
    """Lines that nothing lies beyond, for the series whose moving ranges are all zero."""
    steady = lines.moving_range == 0
    if not steady.any():
        return lines
    quiet = {name: np.where(steady, np.nan, getattr(lines, name)) for name in ("central_line", "lower", "upper", "moving_range_upper")}
    return replace(lines, **quiet)


def _moving_range(values: Floats, lines: PanelLines) -> Flags:
    """The later point of each moving range beyond its limit."""
    flags = np.zeros(values.shape, np.bool_)
    limit = lines.moving_range_upper
    flags[1:] = steps(values) > limit + TOLERANCE * np.maximum(lines.scale, limit)
    return flags


def _long_run(rule: RunRule, sides: Pair, present: Flags, found: PanelFlags) -> None:
    if rule.ties is Ties.BREAK:
        above, below = (spread_back(windows_of(side, rule.length), rule.length) for side in sides)
        found.points["long_run"] = above, below
        return
    on_the_line = present & ~sides[0] & ~sides[1]
    _passing_over("long_run", [runs_passing_over(side, on_the_line, rule.length) for side in sides], found)


def _passing_over(rule: str, both: Sequence[tuple[Flags, Flags, Flags]], found: PanelFlags) -> None:
    """What ``runs_passing_over`` gave for each side."""
    (found.points[rule], found.windows[rule], found.spans[rule]) = ((above, below) for above, below in zip(*both, strict=True))


def _trends(rule: TrendRule, values: Floats, lines: PanelLines, found: PanelFlags) -> None:
    """Stretches of points that go one way, above for rising; silent without lines."""
    there = ~np.isnan(lines.central_line)
    steps = (values[1:] > values[:-1]) & there, (values[1:] < values[:-1]) & there
    if rule.ties is Ties.SKIP:
        level = (values[1:] == values[:-1]) & there
        runs = [runs_passing_over(step, level, rule.length - 1) for step in steps]
        spans = [_after_the_first(span) for _, _, span in runs]
        first = rule.flagged is Flagged.ALL
        points = [span | _before(span) if first else span for span in spans]
        ends = [_after_the_first(complete) for _, complete, _ in runs]
        found.spans["trend"] = spans[0], spans[1]
    else:
        ends = [_after_the_first(windows_of(step, rule.length - 1)) for step in steps]
        points = [spread_back(end, rule.length - (rule.flagged is Flagged.LATER)) for end in ends]
    found.points["trend"], found.windows["trend"] = (points[0], points[1]), (ends[0], ends[1])


def _after_the_first(steps: Flags) -> Flags:
    """Flags of steps at the later figure of each."""
    out = np.zeros((len(steps) + 1, steps.shape[1]), np.bool_)
    out[1:] = steps
    return out


def _before(flags: Flags) -> Flags:
    """Flags one place earlier."""
    out = np.zeros_like(flags)
    out[:-1] = flags[1:]
    return out


def _alternating(values: Floats, length: int, lines: PanelLines) -> Flags:
    """Where ``length`` points that went up and down by turns end."""
    steps = values[1:] - values[:-1]
    turns = ((steps[1:] > 0) & (steps[:-1] < 0)) | ((steps[1:] < 0) & (steps[:-1] > 0))
    turns &= ~np.isnan(lines.central_line)
    return _after_the_first(_after_the_first(windows_of(turns, length - 2)))[: len(values)]


def _without_side(rule: str, ends: Flags, length: int, found: PanelFlags) -> None:
    """A pattern of ``length`` points that has no side."""
    nothing = np.zeros_like(ends)
    found.points[rule], found.windows[rule] = (spread_back(ends, length), nothing), (ends, nothing)
