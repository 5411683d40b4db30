"""Runs about a line for many series at once: on which side each figure lies, and where the next run begins."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from groundswell.domain.xmr.limits import TOLERANCE, Floats

Signs = npt.NDArray[np.int8]
Shorts = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Runs:
    """Tables of (places, series). ``left``: figures from here on that lie on one side without a break.

    ``side``: +1 above the line, −1 below, 0 on it or no figure. ``trigger``: the first place from here on with enough of them left, the
    number of places where there is none; it has one row more than there are places.
    """

    side: Signs
    left: Shorts
    trigger: Shorts


def sides_of(figures: Floats, line: Floats, scale: Floats) -> Signs:
    """+1 above the line, −1 below it, 0 on it or where there is no figure; ``figures`` is (places, series)."""
    away = figures - line
    slack = TOLERANCE * np.maximum(np.abs(figures), scale)
    sides: Signs = (away > slack).view(np.int8) - (away < -slack).view(np.int8)
    return sides


def runs_about(side: Signs, run: int) -> Runs:
    """Where runs of at least ``run`` figures begin and how long they go on."""
    places = len(side)
    left = np.zeros(side.shape, np.int16)
    trigger = np.full((places + 1, side.shape[1]), places, np.int16)
    if places:
        left[-1] = side[-1] != 0
    for at in range(places - 2, -1, -1):
        left[at] = (left[at + 1] * (side[at] == side[at + 1]) + 1) * (side[at] != 0)
    for at in range(places - 1, -1, -1):
        trigger[at] = np.where(left[at] >= run, at, trigger[at + 1])
    return Runs(side, left, trigger)
