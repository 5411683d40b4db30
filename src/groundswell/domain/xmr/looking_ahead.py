"""What the next figure would have to be for a signal, with the limits as they stand now.

The lines are held: a next figure may move them a little where they are not locked. The kernel itself is asked: the lines of a chart
cut all numbers into stretches, one figure out of each is put behind the series, and its signals are read off. Of another chart kind
the stretches are those of its own scale, told in the figure's unit.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from groundswell.domain.xmr.analysis import Segment, Side, Signal, XmrAnalysis
from groundswell.domain.xmr.kinds.next_place import NextPlace, next_place
from groundswell.domain.xmr.limits import Floats
from groundswell.domain.xmr.panel import PanelPlan, analyse_panel
from groundswell.domain.xmr.rule_set import RULES, RuleSet
from groundswell.domain.xmr.signals import signals_of


class Silence(StrEnum):
    """Why no next figure can be a signal."""

    TOO_FEW = "too_few"
    NO_VARIATION = "no_variation"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Numbers from ``low`` to ``high`` (None: without end); an end that lies on a line belongs to it where ``with_`` says so."""

    low: float | None
    high: float | None
    with_low: bool = False
    with_high: bool = False

    def holds(self, value: float) -> bool:
        """Whether a number lies in the stretch."""
        over = self.low is None or value > self.low or (self.with_low and value == self.low)
        under = self.high is None or value < self.high or (self.with_high and value == self.high)
        return over and under


@dataclass(frozen=True, slots=True)
class NextSignal:
    """A rule that the next figure would complete (or, ``goes_on``, that it would carry further), and for which figures.

    ``count``: how many points the signal would have.
    """

    rule: str
    side: Side
    goes_on: bool
    count: int
    stretches: tuple[Stretch, ...]

    def holds(self, value: float) -> bool:
        """Whether a next figure of this size would do it."""
        return any(stretch.holds(value) for stretch in self.stretches)


@dataclass(frozen=True, slots=True)
class NextLines:
    """What the next figure of another chart kind than XmR is held against: the lines at its place, in the figure's unit.

    ``kind`` is the chart kind's name. ``denominator``: the newest one, which a share or rate is reckoned with as though it came again.
    ``open``: the next figure is that of the interval which has not ended.
    """

    kind: str
    central_line: float
    lower: float
    upper: float
    denominator: float | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class Ahead:
    """Everything that the next figure could signal; ``silence`` says why there is nothing to say. ``lines``: None on an XmR chart."""

    signals: tuple[NextSignal, ...]
    silence: Silence | None = None
    lines: NextLines | None = None


def next_signals(analysis: XmrAnalysis) -> Ahead:
    """For each rule of the chart's rule set and each side: the figures that would be a signal in the next period.

    Lines, and the calculation range behind them, are held as they stand (as though the last segment were locked).

    >>> from groundswell.domain.xmr.analyse import analyse
    >>> ahead = next_signals(analyse([12, 14, 13, 15, 12, 13, 14, 12, 13, 14, 13, 15]))
    >>> [(each.rule, each.side.value, each.holds(18), each.holds(13)) for each in ahead.signals]
    [('outside_limits', 'above', True, False), ('outside_limits', 'below', False, False), ('moving_range', 'above', False, False)]
    >>> next_signals(analyse([12, 14])).silence.value
    'too_few'
    """
    segment = analysis.segments[-1]
    if segment.central_line is None:
        return Ahead((), Silence.TOO_FEW)
    if analysis.drawn_kind != "xmr" or analysis.open_last:
        return _of_kind(analysis)
    if segment.moving_range == 0:
        return Ahead((), Silence.NO_VARIATION)
    lower, upper = _bounds(analysis, segment)
    values = analysis.series.values[segment.first:]
    cuts = sorted(cut for cut in _cuts(analysis.rule_set, segment, values) if lower <= cut <= upper)
    cells = _cells(cuts, lower, upper)
    own = _signals_behind(values, segment, analysis.rule_set, ([value for _, value in cells], lower, upper))
    return Ahead(_told([stretch for stretch, _ in cells], own, len(values)))


def _of_kind(analysis: XmrAnalysis) -> Ahead:
    """The same on the scale of the chart kind; stretches are brought back to the figure's unit at the next place."""
    place = next_place(analysis)
    if place.lines is None:
        return Ahead((), Silence.TOO_FEW)
    if float(place.scale.lines.moving_range[0]) == 0:
        return Ahead((), Silence.NO_VARIATION)
    least, most = place.bounds
    lower = -np.inf if least is None else place.on_scale(least)
    upper = np.inf if most is None else place.on_scale(most)
    central, under, over = place.scale.three_lines
    cuts = _line_cuts(analysis.rule_set, central, under, over) | place.turns()
    cells = _cells(sorted(cut for cut in cuts if lower <= cut <= upper), lower, upper)
    ends = {lower: least, upper: most}
    own = [place.signals(place.judged(least) if least is not None and value == lower else value) for _, value in cells]
    lines = NextLines(
        analysis.drawn_kind, place.lines.central_line, place.lines.lower, place.lines.upper, place.denominator, analysis.open_last
    )
    return Ahead(_told([_brought_back(stretch, place, ends) for stretch, _ in cells], own, place.index), lines=lines)


def _brought_back(stretch: Stretch, place: NextPlace, ends: dict[float, float | None]) -> Stretch:
    """``ends``: bounds on the scale with themselves in the figure's unit, so that no rounding moves them."""
    low, high = (None if end is None else ends[end] if end in ends else place.figure(end) for end in (stretch.low, stretch.high))
    return replace(stretch, low=low, high=high)


def _told(stretches: Sequence[Stretch], own: Iterable[Sequence[Signal]], next_index: int) -> tuple[NextSignal, ...]:
    """What the signals with a figure out of each stretch say of the next place, rule by rule."""
    found: dict[tuple[str, Side, bool], list[int]] = {}
    counts: dict[tuple[str, Side, bool], int] = {}
    for cell, signals in enumerate(own):
        for signal in signals:
            if signal.first_known != next_index and next_index not in signal.points:
                continue
            key = signal.rule, signal.side, signal.first_known != next_index
            found.setdefault(key, []).append(cell)
            counts.setdefault(key, len(signal.points))
    sides = list(Side)
    order = sorted(found, key=lambda key: (RULES.index(key[0]), sides.index(key[1]), key[2]))
    return tuple(NextSignal(*key, counts[key], _joined(stretches, found[key])) for key in order)


def _bounds(analysis: XmrAnalysis, segment: Segment) -> tuple[float, float]:
    judged = segment.judged_by
    lower = analysis.lower_bound if judged is None else judged.lower_bound
    upper = analysis.upper_bound if judged is None else judged.upper_bound
    return -np.inf if lower is None else float(lower), np.inf if upper is None else float(upper)


def _cuts(rules: RuleSet, segment: Segment, values: Floats) -> set[float]:
    """Every number at which the answer of a rule can change: lines, and the last figure with the largest normal step around it."""
    centre, upper, lower, step = segment.central_line, segment.upper, segment.lower, segment.moving_range_upper
    if centre is None or upper is None or lower is None or step is None:
        return set()
    cuts = _line_cuts(rules, centre, lower, upper)
    last = len(values) - 1
    if last >= 0 and not np.isnan(values[last]) and segment.first + last not in segment.excluded:
        cuts |= {float(values[last]), float(values[last]) + step, float(values[last]) - step}
    return cuts


def _line_cuts(rules: RuleSet, centre: float, lower: float, upper: float) -> set[float]:
    """The lines of a chart, with those between the central line and a limit that its rules use."""
    fractions = {zone.fraction for zone in rules.zones.values()}
    fractions |= {rule.fraction for rule in (rules.hugging_centre, rules.avoiding_centre) if rule is not None}
    return {centre, upper, lower} | {centre + fraction * (limit - centre) for fraction in fractions for limit in (upper, lower)}


def _cells(cuts: Sequence[float], lower: float, upper: float) -> list[tuple[Stretch, float]]:
    """Stretches between the cuts, and the cuts themselves, from the lowest up; each with a figure out of it."""
    reach = (cuts[-1] - cuts[0] if cuts else 0) or 1.0
    cells: list[tuple[Stretch, float]] = []
    below: float | None = None if np.isinf(lower) else lower
    if below is not None and below not in cuts:
        cells.append((Stretch(below, below, True, True), below))
    for cut in cuts:
        if below is None or below < cut:
            cells.append((Stretch(below, cut), cut - reach if below is None else (below + cut) / 2))
        cells.append((Stretch(cut, cut, True, True), cut))
        below = cut
    if np.isinf(upper):
        cells.append((Stretch(below, None), (below or 0.0) + reach))
    elif below is None or below < upper:
        cells.append((Stretch(below, upper), upper - reach if below is None else (below + upper) / 2))
        cells.append((Stretch(upper, upper, True, True), upper))
    return cells


def _signals_behind(
    values: Floats, segment: Segment, rules: RuleSet, nexts: tuple[list[float], float, float]
) -> list[tuple[Signal, ...]]:
    """The signals of the last segment with each of some figures behind it, its lines held."""
    figures, lower, upper = nexts
    size = len(values)
    panel = np.empty((len(figures), size + 1))
    panel[:, :size], panel[:, size] = values, figures
    plan = PanelPlan.plain(
        (len(figures), size + 1), lower_bound=None if np.isinf(lower) else lower, upper_bound=None if np.isinf(upper) else upper
    )
    plan.calculate[:] = False
    plan.calculate[:, segment.calculated_from - segment.first:segment.calculated_to - segment.first + 1] = True
    plan.excluded[:, [at - segment.first for at in segment.excluded]] = True
    result = analyse_panel(panel, rules, plan)
    return [signals_of(result, row, [0] * (size + 1), rules) for row in range(len(figures))]


def _joined(cells: Sequence[Stretch], places: Sequence[int]) -> tuple[Stretch, ...]:
    """Neighbouring stretches as one."""
    joined: list[Stretch] = []
    for before, place in zip([None, *places], places, strict=False):
        stretch = cells[place]
        if before is not None and place == before + 1:
            first = joined.pop()
            stretch = Stretch(first.low, stretch.high, first.with_low, stretch.with_high)
        joined.append(stretch)
    return tuple(joined)
