"""Windows over flags of a panel: where so many successive places are flagged, and which places those windows hold.

All arrays are (periods, series).
"""

import numpy as np
import numpy.typing as npt

from groundswell.domain.xmr.limits import Flags

Pair = tuple[Flags, Flags]
"""The same question asked above (or rising) and below (or falling)."""


def windows_of(flags: Flags, length: int) -> Flags:
    """Where a stretch of ``length`` flags ends: by doubling, so that a run of eight takes three steps."""
    out, have = flags, 1
    while have < length:
        step = min(have, length - have)
        out, have = _shifted(out, step, np.logical_and), have + step
    return out


def spread_back(ends: Flags, length: int) -> Flags:
    """All ``length`` places of the windows that end where ``ends`` says."""
    out, have = ends, 1
    while have < length:
        step = min(have, length - have)
        out, have = _shifted(out[::-1], step, np.logical_or)[::-1], have + step
    return out


def _shifted(flags: Flags, step: int, join: np.ufunc) -> Flags:
    """Each place joined with the one ``step`` before it; before the first there is nothing. Written in place: fresh memory is slow."""
    out = np.empty_like(flags)
    out[:step] = flags[:step] if join is np.logical_or else False
    if step < len(flags):
        join(flags[step:], flags[:-step], out=out[step:])
    return out


def flagged_in_window(flags: Flags, window: int) -> npt.NDArray[np.int8]:
    """How many of the ``window`` places that end here are flagged."""
    counts = flags.view(np.int8)
    out = counts.copy()
    for step in range(1, min(window, len(counts))):
        out[step:] += counts[:-step]
    return out


def runs_passing_over(side: Flags, passed: Flags, length: int | npt.NDArray[np.int64]) -> tuple[Flags, Flags, Flags]:
    """Runs of at least ``length`` places on a side (one number, or one a place or a series) in which ``passed`` places are ignored.

    Gives their points, where they are complete or go on (each point from the one that makes ``length`` on), and every place from
    a run's first point to its last.
    """
    counts = np.zeros(side.shape, np.int64)
    held = np.zeros(side.shape[1], np.int64)
    for at in range(len(side)):
        held = np.where(side[at], held + 1, np.where(passed[at], held, 0))
        counts[at] = held
    complete = side & (counts >= length)
    points, spans = np.zeros_like(side), np.zeros_like(side)
    live = np.zeros(side.shape[1], np.bool_)
    for at in range(len(side) - 1, -1, -1):
        live = complete[at] | (live & (counts[at] > 0))
        points[at], spans[at] = live & side[at], live
    return points, complete, spans
