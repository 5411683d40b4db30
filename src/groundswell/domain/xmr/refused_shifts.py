"""Shifts that a person refused, and which runs are of such a shift."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from groundswell.domain.xmr.analysis import Side
from groundswell.domain.xmr.limits import Floats
from groundswell.domain.xmr.shift_rules import REFUSED_SHARED, REFUSED_STANDS
from groundswell.domain.xmr.shift_runs import sides_of


@dataclass(frozen=True, slots=True)
class RefusedShift:
    """The figures that spoke for a split when a person said no to it: places from 0, both ends included, and their side of the line."""

    first: int
    last: int
    side: Side


RefusedOfSeries = Mapping[int, Collection[RefusedShift]]
"""By the number of a series in its panel."""


def refused_before(
    run: tuple[int, int], side: int, refused: Collection[RefusedShift], figures: Floats, about: tuple[Floats, Floats]
) -> bool:
    """Whether a run is of a shift that was refused.

    ``run``: its first place and the one after its last; ``side``: +1 above the line, −1 below; ``about``: the line that holds, and the
    scale of its tolerance. It is of one if it lies on the same side, holds a refused figure, and either half of the refused figures come no
    earlier than its first place, or three quarters of them are still on that side: one revised figure makes no other shift of it.
    """
    return any(_is_of(run, side, one, figures, about) for one in refused)


def _is_of(run: tuple[int, int], side: int, one: RefusedShift, figures: Floats, about: tuple[Floats, Floats]) -> bool:
    if side != (1 if one.side is Side.ABOVE else -1) or run[0] > one.last or run[1] <= one.first:
        return False
    spoke = figures[one.first:one.last + 1]
    present = ~np.isnan(spoke)
    shared = np.count_nonzero(present[max(run[0] - one.first, 0):])
    still = np.count_nonzero(sides_of(spoke, *about) == side)
    all_of_it = np.count_nonzero(present)
    return bool(shared >= REFUSED_SHARED * all_of_it or still >= REFUSED_STANDS * all_of_it)
