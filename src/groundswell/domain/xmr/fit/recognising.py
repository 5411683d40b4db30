"""``recognised``: all that is seen in a series that XmR does not fit, each with the chart that fits better."""

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from groundswell.domain.measurement.chart_kind import ChartKind, DrawnFrom, KindName
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analysis import XmrAnalysis
from groundswell.domain.xmr.data_check import is_chunky, smallest_step
from groundswell.domain.xmr.fit.seasons import seasonal_kind
from groundswell.domain.xmr.fit.seen import Seen, SeenCode
from groundswell.domain.xmr.fit.statistics import sigma_of_neighbours
from groundswell.domain.xmr.fit.trends import drift
from groundswell.domain.xmr.fit.windows import overlapping
from groundswell.domain.xmr.kinds.ratio_parts import ratio_parts
from groundswell.domain.xmr.limits import Floats

FEWEST = 12
"""With fewer figures nothing is said of their pattern: chance shows anything."""
RARE_COUNT = 1.0
"""Counts under so many a period say little each (method 2.10)."""
VARIES = 0.25
"""Denominators vary when one lies farther than this part from their mean (method 2.11)."""
LARGE = 1000
"""With a mean denominator above this, counting alone explains too little of the scatter (method 2.11)."""
SCATTER = 1.5
"""Sigma z from which the counting model's limits would be far too narrow."""
AT_BOUND = 0.2
"""So large a part of the figures at a bound leaves too few that can vary."""
MOSTLY = 0.5
"""Where more figures than this part are zero, the typical month has nothing, and limits from all of them describe neither kind."""
FEWEST_EVENTS = 5
CLUSTERED = 2.0
"""Events that come in clusters (variance over so many times the mean) need their own dates: spread evenly they would look steady."""
STOCK = re.compile(
    r"\bwaiting\b|\bon (?:the )?list\b|\bbacklog\b|\bopen\b|\bpopulation\b|\bheadcount\b|\bstock\b|\ben attente\b", re.IGNORECASE
)
"""Names of what stands on a day: the same one may stand there next month, so nothing lies between two of them."""
NATURAL_BOUNDS = {"%": (0.0, 100.0)}
"""Bounds that a unit of measurement has by itself; others are declared."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked at: the series as it was brought, XmR of it, and what its definition says."""

    series: Series
    analysis: XmrAnalysis
    name: str = ""
    unit: str = ""
    bounds: tuple[float | None, float | None] = (None, None)


def recognised(looked: Looked) -> tuple[Seen, ...]:
    """Everything seen, what hides all else first. A series of routine figures of one size at steady times shows nothing."""
    series = looked.series
    values = series.values[~np.isnan(series.values)]
    found = [_zero_denominators(looked), _gaps(series)]
    events = _event_dates(series, values)
    found.append(events if events is not None else _irregular(series))
    if events is None and len(values) >= 2 and float(np.min(values)) != float(np.max(values)):
        found += _of_values(looked, values)
    order = list(SeenCode)
    return tuple(sorted((one for one in found if one is not None), key=lambda one: order.index(one.code)))


def _of_values(looked: Looked, values: Floats) -> list[Seen | None]:
    """What the figures themselves show; overlapping windows and rare events explain away all that would be seen after them."""
    first = overlapping(looked.series, looked.name) or _rare(looked, values)
    if first is not None:
        return [first]
    at_bound = _at_bound(looked, values) or _mostly_zero(values)
    return [_denominators(looked), at_bound, _chunky(looked), *_patterns(looked, values)]


def _patterns(looked: Looked, values: Floats) -> list[Seen | None]:
    if len(values) < FEWEST:
        return []
    seasonal = seasonal_kind(looked.series)
    if seasonal is not None:
        kind, test = seasonal
        narrower = round(100 * test.narrower)
        return [Seen(SeenCode.SEASONAL, {"narrower": narrower, "cycles": test.cycles, "additive": kind.additive}, kind)]
    found = drift(values)
    if found.steady:
        return [Seen(SeenCode.TREND, {"slope": found.slope, "rising": found.slope > 0}, ChartKind(KindName.TRENDED))]
    if found.neighbours_related:
        return [Seen(SeenCode.RELATED, {"r": found.related})]
    return []


def _event_dates(series: Series, values: Floats) -> Seen | None:
    """Dates that each stand for one event: every figure is 1."""
    if series.cadence not in (Cadence.IRREGULAR, Cadence.DAY) or len(values) < FEWEST_EVENTS or not (values == 1).all():
        return None
    return Seen(SeenCode.EVENT_DATES, {"n": len(values)}, ChartKind(KindName.T, DrawnFrom.EVENT_DATES))


def _rare(looked: Looked, values: Floats) -> Seen | None:
    """Counts of which most periods have none."""
    series = looked.series
    if (values < 0).any() or not (values == np.round(values)).all():
        return None
    events, mean = float(np.sum(values)), float(np.mean(values))
    if mean >= RARE_COUNT or len(values) < FEWEST:
        return None
    apart = float(np.var(values)) <= CLUSTERED * mean
    dated = series.cadence is not Cadence.UNDATED and not STOCK.search(looked.name) and apart
    offer = ChartKind(KindName.T, DrawnFrom.EVENT_COUNTS) if events >= FEWEST_EVENTS and dated else None
    return Seen(SeenCode.RARE, {"events": int(events), "n": len(values), "dated": series.cadence is not Cadence.UNDATED}, offer)


def _denominators(looked: Looked) -> Seen | None:
    parts = ratio_parts(looked.series)
    if parts.known < FEWEST:
        return None
    sizes = parts.denominators[parts.denominators > 0]
    mean, least, most = float(np.mean(sizes)), float(np.min(sizes)), float(np.max(sizes))
    if max(most - mean, mean - least) <= VARIES * mean:
        return None
    values = looked.series.values[~np.isnan(looked.series.values)]
    share = not (parts.numerators > parts.denominators).any() and float(np.max(values)) <= parts.per
    if (values < 0).any():
        return None
    wide = mean > LARGE or _scatter(parts.numerators, parts.denominators, share=share) >= SCATTER
    names = {(True, True): KindName.P_PRIME, (True, False): KindName.P, (False, True): KindName.U_PRIME, (False, False): KindName.U}
    return Seen(SeenCode.VARYING_DENOMINATORS, {"least": least, "most": most}, ChartKind(names[share, wide]))


def _scatter(numerators: Floats, denominators: Floats, *, share: bool) -> float:
    """Sigma z: the scatter of neighbours in units of what counting explains."""
    present = (denominators > 0) & ~np.isnan(numerators)
    y, n = numerators[present], denominators[present]
    common = float(np.sum(y) / np.sum(n))
    spread = common * (1 - common) if share else common
    if spread <= 0:
        return 0.0
    return sigma_of_neighbours((y / n - common) / np.sqrt(spread / n))


def _zero_denominators(looked: Looked) -> Seen | None:
    zero = ratio_parts(looked.series).zero
    return Seen(SeenCode.ZERO_DENOMINATORS, {"n": len(zero), "points": tuple(map(str, zero))}) if zero else None


def _at_bound(looked: Looked, values: Floats) -> Seen | None:
    """Many figures at a bound that is declared, or that the unit of measurement has by itself."""
    natural = NATURAL_BOUNDS.get(looked.unit.strip(), (None, None))
    for declared, own in zip(looked.bounds, natural, strict=True):
        bound = own if declared is None else declared
        if bound is None:
            continue
        times = int(np.count_nonzero(values == bound))
        if times >= AT_BOUND * len(values) and len(values) >= FEWEST:
            return Seen(SeenCode.AT_BOUND, {"bound": bound, "times": times, "n": len(values)})
    return None


def _mostly_zero(values: Floats) -> Seen | None:
    """Nothing in more than half of the periods, and no counts so small that they are rare events."""
    zeros = int(np.count_nonzero(values == 0))
    if len(values) < FEWEST or zeros <= MOSTLY * len(values):
        return None
    return Seen(SeenCode.MOSTLY_ZERO, {"times": zeros, "n": len(values)})


def _chunky(looked: Looked) -> Seen | None:
    step = smallest_step(looked.series)
    if step is None or not is_chunky(looked.series, looked.analysis):
        return None
    return Seen(SeenCode.CHUNKY, {"step": float(step)})


def _irregular(series: Series) -> Seen | None:
    """Dates that no calendar explains: from the shortest to the longest step in days, and how many dates come twice."""
    days = [point.period.start for point in series.points if point.period is not None and point.value is not None]
    if series.cadence is not Cadence.IRREGULAR or len(days) < 3:
        return None
    steps = [(later - earlier).days for earlier, later in pairwise(days)]
    return Seen(SeenCode.IRREGULAR, {"least": min(steps), "most": max(steps), "twice": steps.count(0)})


def _gaps(series: Series) -> Seen | None:
    there = np.flatnonzero(~np.isnan(series.values))
    if not len(there):
        return None
    missing = [at for at in range(int(there[0]), int(there[-1])) if np.isnan(series.values[at])]
    return Seen(SeenCode.GAPS, {"n": len(missing), "points": tuple(map(str, missing))}) if missing else None
