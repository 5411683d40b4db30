"""Figures of a process in which nothing changes, the same on every machine.

numpy guarantees the raw integers of PCG64 for a seed, and not what its ``Generator`` makes of them. So the integers become figures
here, by additions, multiplications, divisions and square roots alone, which IEEE 754 rounds in one way only.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


class Shape(StrEnum):
    """How the figures are spread about their mean. Every shape has mean 0 and standard deviation 1."""

    NORMAL = "normal"
    UNIFORM = "uniform"
    EXPONENTIAL = "exponential"


SEED = 20261129
"""The seed of the shipped table."""

LN2 = 0.6931471805599453
_NATURAL_TERMS = 11
_CENTRAL = ((3.3871327179, 50.434271938, 159.29113202, 59.109374720), (1.0, 17.895169469, 78.757757664, 67.187563600))
_MIDDLE = ((1.4234372777, 2.7568153900, 1.3067284816, 0.17023821103), (1.0, 0.73700164250, 0.12021132975))
_FAR = ((6.6579051150, 3.0812263860, 0.42868294337, 0.017337203997), (1.0, 0.24197894225, 0.012258202635))
"""M. J. Wichura, Algorithm AS 241 (Applied Statistics 37, 1988), PPND7: right to about one part in ten million."""


def stable_figures(series: int, periods: int, *, seed: int, stream: int = 0, shape: Shape = Shape.NORMAL) -> Floats:
    """Independent figures as (series, periods), mean 0 and standard deviation 1. ``stream`` tells parts of one simulation apart."""
    raw = np.random.PCG64(np.random.SeedSequence([seed, stream])).random_raw(series * periods)
    return _MAKERS[shape](raw_to_chance(raw)).reshape(series, periods)


def raw_to_chance(raw: npt.NDArray[np.uint64]) -> Floats:
    """Each integer's first 53 bits as a chance strictly between 0 and 1."""
    chance: Floats = ((raw >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53
    return np.minimum(chance, 1 - 2.0**-53)


def normal_quantile(chance: Floats) -> Floats:
    """The standard normal figure below which such a share lies."""
    offset = chance - 0.5
    found = offset * _ratio(0.180625 - offset * offset, _CENTRAL)
    (tail,) = np.nonzero(np.abs(offset) > 0.425)
    side = offset[tail]
    reach = np.sqrt(-natural_logarithm(np.where(side < 0, chance[tail], 1 - chance[tail])))
    size = np.where(reach <= 5, _ratio(reach - 1.6, _MIDDLE), _ratio(reach - 5, _FAR))
    found[tail] = np.where(side < 0, -size, size)
    return found


def natural_logarithm(values: Floats) -> Floats:
    """log of positive values by its series: a library's own may differ in the last bit from machine to machine."""
    part, power = np.frexp(values)
    small = part < 0.7071067811865476
    part, power = np.where(small, 2 * part, part), power - small
    step = (part - 1) / (part + 1)
    square, total = step * step, np.zeros_like(step)
    for term in range(_NATURAL_TERMS, -1, -1):
        total = total * square + 1 / (2 * term + 1)
    logarithm: Floats = 2 * step * total + power * LN2
    return logarithm


def _ratio(at: Floats, polynomials: tuple[tuple[float, ...], tuple[float, ...]]) -> Floats:
    above, below = (_polynomial(at, factors) for factors in polynomials)
    return above / below


def _polynomial(at: Floats, factors: tuple[float, ...]) -> Floats:
    """The lowest power's factor first."""
    total = np.full_like(at, factors[-1])
    for factor in factors[-2::-1]:
        total *= at
        total += factor
    return total


def _uniform(chance: Floats) -> Floats:
    return (chance - 0.5) * 3.4641016151377544


def _exponential(chance: Floats) -> Floats:
    return -natural_logarithm(chance) - 1


_MAKERS: Mapping[Shape, Callable[[Floats], Floats]] = MappingProxyType({
    Shape.NORMAL: normal_quantile, Shape.UNIFORM: _uniform, Shape.EXPONENTIAL: _exponential,
})
