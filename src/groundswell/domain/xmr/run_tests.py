"""Two tests of a whole run chart: the longest run and the crossings of the central line, by the number of figures not lying on it.

The limits are whole numbers worked out without rounding: the tables of the literature come out for every n.
"""

from fractions import Fraction
from functools import lru_cache
from math import comb

import numpy as np
import numpy.typing as npt

from groundswell.domain.xmr.limits import Flags
from groundswell.domain.xmr.rule_set import CrossingsRule, LongestRunRule
from groundswell.domain.xmr.windows import Pair, runs_passing_over


def longest_run_allowed(n: int, added: int = 3) -> int:
    """round(log2 n) + ``added``: a longer run among ``n`` figures is a signal; 0 where there is no figure."""
    if n < 1:
        return 0
    whole = n.bit_length() - 1
    up = 1 if n * n >= 1 << (2 * whole + 1) else 0
    return whole + up + added


@lru_cache(maxsize=4096)
def fewest_crossings(n: int, chance: float = 0.05) -> int:
    """The smallest k with P(Binomial(``n`` − 1, ½) ≤ k) ≥ ``chance``: fewer crossings among ``n`` figures are a signal."""
    if n < 2:
        return 0
    needed, total, k = Fraction(str(chance)) * 2 ** (n - 1), 0, -1
    while total < needed:
        k += 1
        total += comb(n - 1, k)
    return k


def longest_run_flags(rule: LongestRunRule, sides: Pair) -> tuple[Pair, Pair, Pair]:
    """Points of runs that are too long, where they are so for the figures until then, and every place from first point to last."""
    useful = np.cumsum(sides[0] | sides[1], axis=0, dtype=np.int64)
    allowed = _table([longest_run_allowed(n, rule.added) for n in range(len(useful) + 1)])
    at_the_end = allowed[useful[-1]] + 1 if len(useful) else np.zeros(useful.shape[1], np.int64)
    points, complete, spans = [], [], []
    for side, other in (sides, sides[::-1]):
        own_points, _, own_spans = runs_passing_over(side, ~side & ~other, at_the_end)
        _, known, _ = runs_passing_over(side, ~side & ~other, allowed[useful] + 1)
        points.append(own_points)
        complete.append(known & own_points)
        spans.append(own_spans)
    return (points[0], points[1]), (complete[0], complete[1]), (spans[0], spans[1])


def crossings_flags(rule: CrossingsRule, sides: Pair) -> tuple[Flags, Flags]:
    """All figures not on the central line, where it is crossed too seldom; and where that held for the figures until then."""
    useful = sides[0] | sides[1]
    numbers = np.cumsum(useful, axis=0, dtype=np.int64)
    least = _table([fewest_crossings(n, rule.chance) for n in range(len(useful) + 1)])
    last, crossed = np.zeros(useful.shape[1], np.int8), np.zeros(useful.shape[1], np.int64)
    seldom = np.zeros_like(useful)
    for at in range(len(useful)):
        now = sides[0][at].view(np.int8) - sides[1][at].view(np.int8)
        crossed += now * last < 0
        last = np.where(useful[at], now, last)
        seldom[at] = useful[at] & (crossed < least[numbers[at]])
    at_the_end = crossed < least[numbers[-1]] if len(useful) else np.zeros(useful.shape[1], np.bool_)
    return useful & at_the_end, seldom & at_the_end


def _table(limits: list[int]) -> npt.NDArray[np.int64]:
    return np.array(limits, dtype=np.int64)
