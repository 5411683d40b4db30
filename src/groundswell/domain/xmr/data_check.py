"""What to look at in a series before its chart is believed: gaps, figures that look mistyped, chunky data (S18; method 2.7)."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

import numpy as np

from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analysis import XmrAnalysis

MISTYPED_TIMES = 7
"""A figure this many times the median's size, or this small a part of it, looks as though a decimal point slipped (a factor of
ten, with room for routine variation). A rule of this product; method 7.3 asks for "outlier typing errors" and names no number."""
MOST_STEPS_WHEN_CHUNKY = 3
"""Chunky: at most so many values of the moving range fit under its upper limit, 0 included (method 2.7, Wheeler)."""
ROUNDED_STEP = Decimal("0.05")
"""So far, in steps, may the distance of two figures lie from a whole number of steps: what rounding does to thirds and sixths."""


class Flagged(StrEnum):
    """What the check asks about."""

    GAP = "gap"
    MISTYPED = "mistyped"
    CHUNKY = "chunky"


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to keep or to correct. ``at`` is the point's index; None for what is true of the whole series."""

    kind: Flagged
    at: int | None
    key: str


def check_data(series: Series, analysis: XmrAnalysis) -> tuple[Flag, ...]:
    """Every flag in the order of time; what is true of the whole series comes last."""
    found = [Flag(Flagged.GAP, at, _key(series, at, Flagged.GAP)) for at in _gaps(series)]
    found += [Flag(Flagged.MISTYPED, at, _key(series, at, Flagged.MISTYPED)) for at in _mistyped(series)]
    found.sort(key=lambda one: one.at or 0)
    if is_chunky(series, analysis):
        found.append(Flag(Flagged.CHUNKY, None, Flagged.CHUNKY))
    return tuple(found)


def is_chunky(series: Series, analysis: XmrAnalysis) -> bool:
    """Whether the figures come in steps too coarse for limits: few possible moving ranges lie under their upper limit.

    Figures that differ by 7, 8 and 10 come in no steps, however few they are; 33.3, 66.7 and 100 do, rounded as they are.
    """
    limit = next((one.moving_range_upper for one in reversed(analysis.segments) if one.moving_range_upper is not None), None)
    step = smallest_step(series)
    if limit is None or step is None or int(limit // float(step)) + 1 > MOST_STEPS_WHEN_CHUNKY:
        return False
    return all(abs(each / step.decimal - round(each / step.decimal)) <= ROUNDED_STEP for each in _steps(series))


def smallest_step(series: Series) -> Exact | None:
    """The smallest difference between two different figures, exactly; None where all are the same."""
    steps = _steps(series)
    return Exact.from_decimal(min(steps)) if steps else None


def _steps(series: Series) -> list[Decimal]:
    """The differences between neighbours among the different figures, in the order of their size."""
    values = sorted({point.value.decimal for point in series.points if point.value is not None})
    return [later - earlier for earlier, later in pairwise(values) if later != earlier]


def _gaps(series: Series) -> list[int]:
    there = [at for at, value in enumerate(series.values) if not np.isnan(value)]
    return [at for at in range(there[0], there[-1]) if np.isnan(series.values[at])] if there else []


def _mistyped(series: Series) -> list[int]:
    sizes = np.abs(series.values)
    if series.figures < 5:
        return []
    typical = float(np.nanmedian(sizes))
    if typical == 0:
        return []
    ratio = sizes / typical
    return [int(at) for at in np.flatnonzero((ratio >= MISTYPED_TIMES) | ((ratio <= 1 / MISTYPED_TIMES) & (sizes > 0)))]


def _key(series: Series, at: int, kind: Flagged) -> str:
    """A flag's name that stays when other figures come: the kind and the period's first day (the place, in an undated series)."""
    period = series.points[at].period
    return f"{kind}:{period.start.isoformat() if period else at}"
