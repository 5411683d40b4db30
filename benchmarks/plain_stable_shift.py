"""The stable shift algorithm for one series at a time, in plain steps with numpy for the arithmetic: what the panel's is held against.

Written from the same published description (docs/decisions/0097) and sharing no code with the panel's, so that both can be wrong
only in the same reading of it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from math import isnan, nan, sqrt

import numpy as np

Limits = tuple[float, float, float]
"""Central line, lower and upper limit."""


def moving_range_limits(values: list[float], between: list[float], loops: int) -> Limits:
    """Mean ± 3 × mean moving range / 1.128, ranges of 3.267 × their mean and more dropped ``loops`` times."""
    centre, ranges = float(np.mean(values)), np.array(between)
    mean = float(ranges.mean()) if len(ranges) else nan
    for _ in range(loops):
        small = ranges[ranges < 3.267 * mean]
        if len(small) and small.mean() > 0:
            ranges, mean = small, float(small.mean())
    reach = 3 * mean / 1.128
    return centre, centre - reach, centre + reach


@dataclass(frozen=True, slots=True)
class PlainShift:
    """A stretch: its first place, the last its limits rest on, its lines, and the places left out of them."""

    first: int
    calculated_to: int
    lines: Limits
    excluded: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlainOptions:
    """The parameters by the names that ``stable_shift.json`` of the shared cases gives them."""

    period_min: int = 21
    shift_length: int = 8
    max_exclusions: int = 3
    mr_screen_loops: int = 1
    no_regrets: bool = True
    overhanging_reversions: bool = True
    establish_every_shift: bool = False
    wait_when_undecided: bool = True
    fewest: int = 12
    limits: Callable[[list[float], list[float], int], Limits] = field(default=moving_range_limits)


def count_limits(values: list[float], *_: object) -> Limits:
    """A c chart: mean ± 3 × its root, not below 0."""
    centre = float(np.mean(values))
    return centre, max(0.0, centre - 3 * sqrt(centre)), centre + 3 * sqrt(centre)


def plain_shifts(values: list[float], options: PlainOptions) -> list[PlainShift]:
    """The stretches of one series; NaN is a missing figure. Empty where there are no limits at all."""
    present = [at for at, value in enumerate(values) if not isnan(value)]
    if not present:
        return []
    begin, end = present[0], present[-1] + 1
    stretch = formed(values[:end], begin, options)
    if stretch is None:
        return []
    found = [stretch]
    at = begin + options.period_min
    while True:
        sides = sides_of(values, found[-1].first, end, found[-1].lines[0])
        if sum(one >= at for one in present) < options.period_min:
            return found
        trigger = next_trigger(sides, at, options.shift_length)
        if trigger is None:
            return found
        candidate = formed(values[:end], trigger, options)
        if trigger + options.period_min > end:
            return found
        verdict = "accept" if candidate is not None else "reject"
        if candidate is not None and not options.establish_every_shift:
            verdict = judged(values[:end], candidate, sides[trigger], options)
        if verdict == "wait" and options.wait_when_undecided:
            return found
        if verdict == "accept" and candidate is not None:
            found.append(candidate)
            at = trigger + options.period_min
        else:
            at = trigger + 1


def formed(values: list[float], first: int, options: PlainOptions) -> PlainShift | None:
    """The stretch that would begin at ``first``; None where too few figures stand in its window."""
    last = first + options.period_min - 1
    if last >= len(values):
        return None
    kept = [at for at in range(first, last + 1) if not isnan(values[at])]
    if len(kept) < min(options.fewest, options.period_min - options.period_min // 4):
        return None
    excluded: list[int] = []
    slack = 1e-9 * max(abs(values[at]) for at in kept)
    for _ in range(options.max_exclusions):
        lines = lines_of(values, kept, options)
        beyond = [max(values[at] - lines[2], lines[1] - values[at]) for at in kept]
        if isnan(lines[1]) or max(beyond) <= slack:
            break
        excluded.append(kept.pop(next(at for at, one in enumerate(beyond) if one >= max(beyond) - slack)))
    return PlainShift(first, last, lines_of(values, kept, options), tuple(sorted(excluded)))


def lines_of(values: list[float], kept: list[int], options: PlainOptions) -> Limits:
    """Limits of the kept places; a moving range reaches over what is left out, and not over what is missing."""
    missing = {at for at in range(kept[0], kept[-1]) if isnan(values[at])}
    ranges = [abs(values[b] - values[a]) for a, b in pairwise(kept) if not missing.intersection(range(a, b))]
    return options.limits([values[at] for at in kept], ranges, options.mr_screen_loops)


def sides_of(values: list[float], first: int, end: int, centre: float) -> list[int]:
    """+1 above the line, −1 below, 0 on it, missing, or before ``first``."""
    out = [0] * end
    for at in range(first, end):
        if not isnan(values[at]) and abs(values[at] - centre) > 1e-9 * max(abs(values[at]), abs(centre)):
            out[at] = 1 if values[at] > centre else -1
    return out


def next_trigger(sides: list[int], at: int, run: int) -> int | None:
    """The first place from ``at`` with ``run`` places of one side from it on."""
    for first in range(at, len(sides) - run + 1):
        if sides[first] and all(side == sides[first] for side in sides[first:first + run]):
            return first
    return None


def judged(values: list[float], candidate: PlainShift, side: int, options: PlainOptions) -> str:
    """``accept``, ``reject``, or ``wait`` where only figures to come can tell."""
    end = len(values)
    sides = sides_of(values, candidate.first, end, candidate.lines[0])
    reach = end if options.overhanging_reversions else candidate.calculated_to + 1
    for first in range(candidate.first + 1, candidate.calculated_to + 1):
        begins = sides[first] == -side and sides[first - 1] != -side
        stretch = sides[first:min(first + options.shift_length, reach)]
        if begins and len(stretch) == options.shift_length and all(one == -side for one in stretch):
            return "reject"
    if options.no_regrets and all(one == -side for one in sides[candidate.calculated_to:]):
        return "wait"
    return "accept"
