"""From flags to signals: a maximal run or trend is one signal, windows that share a point and a side merge into one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from groundswell.domain.xmr.analysis import Side, Signal
from groundswell.domain.xmr.panel import PanelAnalysis, Signs
from groundswell.domain.xmr.rule_set import Flagged, RuleSet, Ties, ZoneRule

Segments = list[int]
"""The segment's number of each place of one series."""

WITHOUT_SIDE = ("alternating", "hugging_centre", "avoiding_centre", "crossings")
"""Rules whose signals lie on neither side."""


@dataclass(frozen=True, slots=True)
class _Row:
    """What the panel holds of one series for one rule; empty lists where it holds nothing."""

    rule: str
    signs: list[int]
    ends: list[int]
    spans: list[int]
    segments: Segments


def signals_of(panel: PanelAnalysis, row: int, segments: Segments, rules: RuleSet) -> tuple[Signal, ...]:
    """Every signal of one series of the panel, in order of their first point, then of the rules in the panel."""
    found: list[Signal] = []
    for rule in panel.flags:
        signs, ends, spans = (_places(part, rule, row, len(segments)) for part in (panel.flags, panel.windows, panel.spans))
        if any(ends or signs):
            found += _signals(_Row(rule, signs, ends, spans, segments), rules)
    order = list(panel.flags)
    return tuple(sorted(found, key=lambda signal: (signal.first, order.index(signal.rule), signal.last)))


def _signals(row: _Row, rules: RuleSet) -> Iterator[Signal]:
    if row.rule in rules.zones:
        yield from _windows(row, rules.zones[row.rule])
    elif row.rule == "trend" and rules.trend is not None:
        lead = 0 if rules.trend.flagged is Flagged.LATER else 1
        yield from _stepping(row, lead) if rules.trend.ties is Ties.SKIP else _trends(row, rules.trend.length, 1 - lead)
    elif row.rule == "long_run" and rules.long_run is not None and rules.long_run.ties is Ties.BREAK:
        yield from _runs(row.rule, row.signs, row.segments, rules.long_run.length)
    elif row.rule in ("long_run", "longest_run"):
        yield from _stretches(row)
    elif row.rule == "crossings":
        yield from _whole_segments(row)
    elif row.rule in WITHOUT_SIDE:
        yield from _without_side(row, getattr(rules, row.rule).length)
    else:
        yield from _single(row)


def _places(kept: Mapping[str, Signs], rule: str, row: int, size: int) -> list[int]:
    """One series' part of what the panel holds for a rule; empty where it holds nothing for it."""
    return kept[rule][row, :size].tolist() if rule in kept else []


def _side(sign: int) -> Side:
    return Side.ABOVE if sign > 0 else Side.BELOW


def _single(row: _Row) -> Iterator[Signal]:
    for at, sign in enumerate(row.signs):
        if sign:
            yield Signal(row.rule, row.segments[at], at, at, _side(sign), (at,), at)


def _runs(rule: str, signs: list[int], segments: Segments, length: int) -> Iterator[Signal]:
    """Flagged places that stand together, on one side and in one segment; known at the last of the first ``length``."""
    start = 0
    for at in range(1, len(signs) + 1):
        if at < len(signs) and signs[at] == signs[start] and segments[at] == segments[start]:
            continue
        if signs[start]:
            yield Signal(rule, segments[start], start, at - 1, _side(signs[start]), tuple(range(start, at)), start + length - 1)
        start = at


def _trends(row: _Row, length: int, skipped: int) -> Iterator[Signal]:
    """A trend is told by the windows that end in it, one after the other; a turning point belongs to both its trends.

    ``skipped`` first points of a trend are not flagged.
    """
    for stretch in _runs("trend", row.ends, row.segments, 1):
        first = stretch.first - length + 1 + skipped
        side = Side.RISING if stretch.side is Side.ABOVE else Side.FALLING
        yield Signal("trend", stretch.segment, first, stretch.last, side, tuple(range(first, stretch.last + 1)), stretch.first)


def _stepping(row: _Row, lead: int) -> Iterator[Signal]:
    """A trend that passes equal figures over: its steps stand together, and ``lead`` figures stand before the first step."""
    for stretch in _runs("trend", row.spans, row.segments, 1):
        first = stretch.first - lead
        side = Side.RISING if stretch.side is Side.ABOVE else Side.FALLING
        known = next(at for at in stretch.points if row.ends[at])
        yield Signal("trend", stretch.segment, first, stretch.last, side, tuple(range(first, stretch.last + 1)), known)


def _stretches(row: _Row) -> Iterator[Signal]:
    """Runs that pass figures over: the span says which places belong together, the flags which of them are points."""
    for stretch in _runs(row.rule, row.spans, row.segments, 1):
        known = next(at for at in stretch.points if row.ends[at])
        yield replace(stretch, points=tuple(at for at in stretch.points if row.signs[at]), first_known=known)


def _without_side(row: _Row, length: int) -> Iterator[Signal]:
    for stretch in _runs(row.rule, row.ends, row.segments, 1):
        first = stretch.first - length + 1
        yield Signal(row.rule, stretch.segment, first, stretch.last, Side.BOTH, tuple(range(first, stretch.last + 1)), stretch.first)


def _whole_segments(row: _Row) -> Iterator[Signal]:
    """All points of a segment are one signal; it is known from where it has held for the figures until then without a break."""
    for segment in sorted({row.segments[at] for at, sign in enumerate(row.signs) if sign}):
        points = [at for at, sign in enumerate(row.signs) if sign and row.segments[at] == segment]
        held = len(points)
        while held and row.ends[points[held - 1]]:
            held -= 1
        yield Signal(row.rule, segment, points[0], points[-1], Side.BOTH, tuple(points), points[held])


def _windows(row: _Row, zone: ZoneRule) -> Iterator[Signal]:
    """Windows that share a place and a side are one signal; its points are the hits (or all), its ends the first and last of them."""
    segments = row.segments
    for way in (1, -1):
        merged: list[tuple[int, int, int]] = []  # first place, last place, end of the first window
        for at, end in enumerate(row.ends):
            if end != way:
                continue
            if merged and at - zone.window < merged[-1][1] and segments[at] == segments[merged[-1][1]]:
                merged[-1] = merged[-1][0], at, merged[-1][2]
            else:
                merged.append((at - zone.window + 1, at, at))
        for begin, last, known in merged:
            first = _start(begin, last, segments, zone)
            whole = zone.flagged is Flagged.ALL
            points = tuple(at for at in range(first, last + 1) if whole or row.signs[at] == way)
            side = Side.BOTH if zone.either_side else _side(way)
            yield Signal(row.rule, segments[last], points[0], points[-1], side, points, known)


def _start(first: int, last: int, segments: Segments, zone: ZoneRule) -> int:
    """The first place of the first window: a later one where the window lacks a figure at the start of a segment."""
    if first < 0 or segments[first] != segments[last]:
        return first + zone.window - zone.hits
    return first
