"""Overlapping windows: figures that share what they count with their neighbours (method 2.12)."""

import re
from collections import Counter
from itertools import pairwise

import numpy as np

from groundswell.domain.measurement.chart_kind import ChartKind, DrawnFrom
from groundswell.domain.measurement.drawn_series import year_of
from groundswell.domain.measurement.period import Cadence
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.fit.seen import Seen, SeenCode
from groundswell.domain.xmr.fit.statistics import correlation_at
from groundswell.domain.xmr.limits import Floats

FALLS = 2
"""By its arithmetic alone a year to date falls at least so often, always at the same time of the year (or once, to the size of a step),"""
FALLS_TO = 0.5
"""… to at most this part of the figure before,"""
GROWS = 0.5
"""… and grows in at least this part of its other steps."""
FEWEST = 8
FEWEST_UNNAMED = 12
"""A running total is told by its arithmetic alone from so many figures on."""
FEWEST_WINDOWS = 24
"""Rolling windows are looked for in so many figures, and in two windows more than one."""
NEIGHBOURS = 0.6
DROPPED = -0.38
"""In a rolling window of w periods the step to the next figure takes in one value and drops one: steps w apart are correlated by −0.5."""
BY_CHANCE = 2.6
"""So many standard errors from nothing are hardly chance."""
APART = 0.25
STEPS_ALIKE = 1.5
"""The steps of a running total's two halves are alike, the larger at most so many times the smaller."""
FIRST_STEP = 2.0
"""A running total begins with a figure of the size of its steps: at most so many of them."""

YEAR_TO_DATE = re.compile(
    r"\bytd\b|year[ -]to[ -]date|\bcumul\w* (?:annuel|depuis le 1)|\bseit jahresbeginn\b|jahr(?:es)? bis heute", re.IGNORECASE
)
RUNNING = re.compile(r"\bcumulative\w*|\brunning total\b|\bto date\b|\bcumul[ée]e?s?\b|\bkumul\w+", re.IGNORECASE)
ROLLING = re.compile(
    r"\brolling\b|\bmoving (?:average|mean|total)\b|\btrailing\b|\bglissante?s?\b|\bgleitend\w*"
    r"|(?:last|past|previous|12|twelve)[ -]months?\b(?=.*(?:average|total|rate|sum))", re.IGNORECASE,
)
ROLLING_LENGTHS = {Cadence.MONTH: (12, 3), Cadence.QUARTER: (4,), Cadence.WEEK: (4,), Cadence.DAY: (7,)}
MONTHS_OF = {Cadence.MONTH: 12, Cadence.QUARTER: 4, Cadence.WEEK: 52}
FEWEST_A_YEAR = 3


def overlapping(series: Series, name: str) -> Seen | None:
    """A year to date, a running total, or a rolling window, by the measure's name or by its arithmetic; None where neither speaks."""
    values = series.values[~np.isnan(series.values)]
    if len(values) < FEWEST or float(np.min(values)) == float(np.max(values)):
        return None
    return _year_to_date(series, name) or _running_total(values, name) or _rolling(series, name)


def _year_to_date(series: Series, name: str) -> Seen | None:
    """Grows inside a year and falls only when the next begins, always with the same month."""
    if series.cadence not in MONTHS_OF:
        return None
    seen = [(point.period.start, value) for point, value in zip(series.points, series.values.tolist(), strict=True)
            if point.period is not None and value == value]
    falls = [(day, before, value) for (_, before), (day, value) in pairwise(seen) if value < before]
    named = YEAR_TO_DATE.search(name) is not None
    if not falls:
        return None
    month, times = Counter(day.month for day, _, _ in falls).most_common(1)[0]
    if times != len(falls) or any(value < 0 for _, value in seen):
        return None
    years = Counter(year_of(day, month) for day, _ in seen)
    if len(years) - 1 != times or max(years.values()) < FEWEST_A_YEAR:
        return None
    steps = [value - before for (_, before), (_, value) in pairwise(seen) if value >= before]
    grows = sum(step > 0 for step in steps) >= GROWS * len(steps)
    if not named and not (grows and all(value <= FALLS_TO * before for _, before, value in falls)):
        return None
    if not named and times < FALLS and not (min(steps) > 0 and falls[0][2] <= FIRST_STEP * sum(steps) / len(steps)):
        return None
    values = {"n": times, "month": month}
    return Seen(SeenCode.YEAR_TO_DATE, values, ChartKind(drawn_from=DrawnFrom.YEAR_TO_DATE, year_start=month))


def _running_total(values: Floats, name: str) -> Seen | None:
    """Never falls and begins small."""
    steps = np.diff(values)
    if (steps < 0).any() or values[0] < 0:
        return None
    if RUNNING.search(name) is None and not _adds_up(values, steps):
        return None
    return Seen(SeenCode.RUNNING_TOTAL, {"n": len(values)}, ChartKind(drawn_from=DrawnFrom.RUNNING_TOTAL))


def _adds_up(values: Floats, steps: Floats) -> bool:
    """Whether a series that never falls begins with the size of a step, and goes on by steps of one size: what only grows does not."""
    half = len(steps) // 2
    if len(values) < FEWEST_UNNAMED or float(values[0]) > FIRST_STEP * float(np.mean(steps)):
        return False
    early, late = float(np.mean(steps[:half])), float(np.mean(steps[-half:]))
    steady = early > 0 and 1 / STEPS_ALIKE <= late / early <= STEPS_ALIKE
    return steady and abs(correlation_at(steps)) < NEIGHBOURS


def _rolling(series: Series, name: str) -> Seen | None:
    if ROLLING.search(name):
        return Seen(SeenCode.ROLLING, {"named": True})
    values = series.values
    if np.count_nonzero(~np.isnan(values)) < FEWEST_WINDOWS or correlation_at(values) < NEIGHBOURS:
        return None
    steps: Floats = np.diff(values)
    for length in ROLLING_LENGTHS.get(series.cadence, ()):
        if len(steps) < 2 * length + 4:
            continue
        between = [correlation_at(steps, lag) for lag in range(1, length)]
        dropped, size = correlation_at(steps, length), len(steps)
        enough = dropped * size / (size - length) <= DROPPED and dropped <= -BY_CHANCE / size**0.5
        if enough and max(map(abs, between[:2])) < APART and min(between) > dropped:
            return Seen(SeenCode.ROLLING, {"named": False, "length": length})
    return None
