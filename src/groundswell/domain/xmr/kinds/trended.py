"""A natural trend: a line through the averages of the two halves, and limits that run beside it (method 2.9, Wheeler ch. 12)."""

from dataclasses import replace

import numpy as np

from groundswell.domain.xmr.kinds.own_scale import OwnScale, Stretch, lines_by_moving_range, no_lines
from groundswell.domain.xmr.limits import Floats


def trended_scale(stretch: Stretch, *, regression: bool = False) -> OwnScale:
    """Figures less the trend's line; the moving ranges are those of the figures themselves."""
    places = np.flatnonzero(stretch.calculate).astype(np.float64)
    if not stretch.enough or len(places) < 2:
        return OwnScale(stretch.values, no_lines(stretch), own_unit=True)
    level, slope = least_squares(places, stretch.used) if regression else half_averages(places, stretch.used)
    trend: Floats = level + slope * np.arange(len(stretch.values), dtype=np.float64)
    raw = lines_by_moving_range(stretch.values, stretch)
    zero = np.where(np.isnan(raw.central_line), np.nan, 0.0)
    lines = replace(raw, central_line=zero, lower=raw.lower - raw.central_line, upper=raw.upper - raw.central_line)
    return OwnScale(stretch.values - trend, lines, trend, ranges=(stretch.values, raw), slope=slope, own_unit=True)


def half_averages(places: Floats, values: Floats) -> tuple[float, float]:
    """Level at place 0 and slope of the line through the middles of both halves; of an odd number the middle figure is in neither."""
    half = len(values) // 2
    first, last = float(np.mean(values[:half])), float(np.mean(values[-half:]))
    begun, ended = float(np.mean(places[:half])), float(np.mean(places[-half:]))
    slope = (last - first) / (ended - begun)
    return first - slope * begun, slope


def least_squares(places: Floats, values: Floats) -> tuple[float, float]:
    """Level at place 0 and slope of the regression line."""
    middle, mean = float(np.mean(places)), float(np.mean(values))
    slope = float(np.sum((places - middle) * (values - mean)) / np.sum((places - middle) ** 2))
    return mean - slope * middle, slope
