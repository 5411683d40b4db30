"""From flags to signals: a maximal run or trend is one signal, windows that share a point and a side merge into one."""

from collections.abc import Iterator, Mapping

from groundswell.domain.xmr.analysis import Side, Signal
from groundswell.domain.xmr.panel import PanelAnalysis, Signs
from groundswell.domain.xmr.rule_set import RuleSet

Segments = list[int]
"""The segment's number of each place of one series."""


def signals_of(panel: PanelAnalysis, row: int, segments: Segments, rules: RuleSet) -> tuple[Signal, ...]:
    """Every signal of one series of the panel, in order of their first point, then of the rules in the panel."""
    found: list[Signal] = []
    for rule in panel.flags:
        signs, ends = _places(panel.flags, rule, row, len(segments)), _places(panel.windows, rule, row, len(segments))
        if not any(ends or signs):
            continue
        if rule == "trend" and rules.trend is not None:
            found += _trends(ends, segments, rules.trend.length)
        elif rule in rules.zones:
            found += _windows(rule, (signs, ends), segments, rules.zones[rule].window)
        elif rule == "long_run":
            found += _runs(rule, signs, segments)
        else:
            found += _single(rule, signs, segments)
    order = list(panel.flags)
    return tuple(sorted(found, key=lambda signal: (signal.first, order.index(signal.rule), signal.last)))


def _places(kept: Mapping[str, Signs], rule: str, row: int, size: int) -> list[int]:
    """One series' part of what the panel holds for a rule; empty where it holds nothing for it."""
    return kept[rule][row, :size].tolist() if rule in kept else []


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


def _trends(ends: list[int], segments: Segments, length: int) -> Iterator[Signal]:
    """A trend is told by the windows that end in it, one after the other; a turning point belongs to both its trends."""
    for stretch in _runs("trend", ends, segments):
        first = stretch.first - length + 1
        side = Side.RISING if stretch.side is Side.ABOVE else Side.FALLING
        yield Signal("trend", stretch.segment, first, stretch.last, side, tuple(range(first, stretch.last + 1)))


def _windows(rule: str, signs_and_ends: tuple[list[int], list[int]], segments: Segments, window: int) -> Iterator[Signal]:
    """Windows that share a place and a side are one signal; its points are the hits, its ends the first and last of them."""
    signs, ends = signs_and_ends
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
