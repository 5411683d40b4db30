"""Rare events: T judges the time between events, G the opportunities between them (method 2.10)."""

from dataclasses import replace

import numpy as np

from groundswell.domain.xmr.kinds.own_scale import NO_LINE, OwnScale, Stretch, lines_at, lines_by_moving_range, no_lines, plain_scale
from groundswell.domain.xmr.limits import Floats

POWER = 3.6
"""Times between events of a steady process, to the power 1/3.6, are close to normal (Nelson 1994)."""
HALF = 0.5
"""What an interval of length zero is judged as: half a unit."""
SIGMAS = 3.0


def time_between(stretch: Stretch) -> OwnScale:
    """T: XmR of the 3.6th root of the time between events, without the rule about moving ranges: two lengths of time are no step."""
    values = np.where(stretch.values == 0, HALF, stretch.values)
    with np.errstate(invalid="ignore"):
        judged: Floats = np.where(values > 0, values, np.nan) ** (1 / POWER)
    lines = lines_by_moving_range(judged, stretch)
    return OwnScale(judged, replace(lines, moving_range_upper=np.array([NO_LINE])), power=POWER, least=0.0)


def opportunities_between(stretch: Stretch) -> OwnScale:
    """G: geometric counts; the median stands for the typical value, so that runs about it mean what they say."""
    used = stretch.used
    if not stretch.enough or (used < 0).any():
        return OwnScale(stretch.values, no_lines(stretch), least=0.0)
    mean, median = float(np.mean(used)), float(np.median(used))
    reach = SIGMAS * (mean * (mean + 1)) ** 0.5
    lines = lines_at(median, mean - reach, mean + reach, plain_scale(stretch).lines)
    return OwnScale(stretch.values, lines, least=0.0, level=mean)
