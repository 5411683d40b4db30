"""From flags to signals: a maximal run or trend is one signal, windows that share a point and a side merge into one."""

from collections.abc import Iterator

import numpy as np

from groundswell.domain.xmr.analysis import Side, Signal
from groundswell.domain.xmr.panel import PanelAnalysis
from groundswell.domain.xmr.rule_set import RuleSet

Segments = list[int]
"""The segment's number of each place of one series."""


def signals_of(panel: PanelAnalysis, row: int, segments: Segments, values: list[float], rules: RuleSet) -> tuple[Signal, ...]:
    """Every signal of one series of the panel, in order of their first point, then of the rule's strength."""
    found: list[Signal] = []
    for rule, flags in panel.flags.items():
        signs = flags[row]
        if not signs.any() and not (rule == "trend" and panel.turning is not None and panel.turning[row].any()):
            continue
        if rule in ("outside_limits", "moving_range"):
            found += _single(rule, signs.tolist(), segments)
        elif rule == "long_run":
            found += _runs(rule, signs.tolist(), segments)
        elif rule == "trend" and rules.trend is not None:
            found += _trends(values, segments, rules.trend.length)
        elif (zone := rules.zones.get(rule)) is not None:
            found += _windows(rule, signs.tolist(), panel.windows[rule][row].tolist(), segments, zone.window)
    order = list(panel.flags)
    return tuple(sorted(found, key=lambda signal: (signal.first, order.index(signal.rule), signal.last)))


def _side(sign: int) -> Side:
    return Side.ABOVE if sign > 0 else Side.BELOW


def _single(rule: str, signs: list[int], segments: Segments) -> Iterator[Signal]:
    for at, sign in enumerate(signs):
        if sign:
            yield Signal(rule, segments[at], at, at, _side(sign), (at,))


def _runs(rule: str, signs: list[int], segments: Segments) -> Iterator[Signal]:
    """Flagged places that stand together, on one side and in one segment."""
    start = 0
    for at in range(1, len(signs) + 1):
        if at < len(signs) and signs[at] == signs[start] and segments[at] == segments[start]:
            continue
        if signs[start]:
            yield Signal(rule, segments[start], start, at - 1, _side(signs[start]), tuple(range(start, at)))
        start = at


def _trends(values: list[float], segments: Segments, length: int) -> Iterator[Signal]:
    """Maximal stretches of steps one way; a turning point ends one trend and begins the next, and belongs to both."""
    start, way = 0, 0
    for at in range(1, len(values) + 1):
        step = 0
        if at < len(values) and segments[at] == segments[at - 1]:
            step = int(np.sign(values[at] - values[at - 1])) if values[at] != values[at - 1] and not _gap(values, at) else 0
        if step == way and way:
            continue
        if way and at - start >= length:
            side = Side.RISING if way > 0 else Side.FALLING
            yield Signal("trend", segments[start], start, at - 1, side, tuple(range(start, at)))
        start, way = (at - 1 if step else at), step


def _gap(values: list[float], at: int) -> bool:
    return bool(np.isnan(values[at]) or np.isnan(values[at - 1]))


def _windows(rule: str, signs: list[int], ends: list[int], segments: Segments, window: int) -> Iterator[Signal]:
    """Windows that share a place and a side are one signal; its points are the hits, its ends the first and last of them."""
    for way in (1, -1):
        merged: list[tuple[int, int]] = []
        for at, end in enumerate(ends):
            if end != way:
                continue
            if merged and at - window < merged[-1][1] and segments[at] == segments[merged[-1][1]]:
                merged[-1] = merged[-1][0], at
            else:
                merged.append((at - window + 1, at))
        for first, last in merged:
            hits = tuple(at for at in range(first, last + 1) if signs[at] == way)
            yield Signal(rule, segments[first], hits[0], hits[-1], _side(way), hits)
