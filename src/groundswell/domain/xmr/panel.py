"""One implementation for one series and for a panel: limits and flags of every segment, in blocks that fit the cache."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from groundswell.domain.measurement.exact import LARGEST_FIGURE
from groundswell.domain.xmr.limits import TOLERANCE, Flags, Floats, PanelLines, panel_lines
from groundswell.domain.xmr.rule_set import RuleSet
from groundswell.domain.xmr.rule_sets import chosen
from groundswell.domain.xmr.rules import PanelFlags, Suppressed, panel_flags
from groundswell.errors import UserError

BLOCK = 2048
"""Series worked on at a time: 60 periods of them fit a processor's second cache. Results do not depend on it."""

LARGEST = float(LARGEST_FIGURE)

Signs = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class PanelPlan:
    """What a person has set for each series. All arrays are (series, periods) but the bounds, which are one value a series.

    ``segment`` numbers the segment of each place from 0; ``calculate`` marks the calculation ranges;
    ``excluded`` marks points left out. Bounds are NaN where none is declared.
    """

    segment: npt.NDArray[np.int16]
    calculate: Flags
    excluded: Flags
    lower_bound: Floats
    upper_bound: Floats

    @classmethod
    def plain(cls, shape: tuple[int, int], *, lower_bound: float | None = None, upper_bound: float | None = None) -> "PanelPlan":
        """One segment for each series, calculated from all its figures, nothing left out."""
        series = shape[0]
        return cls(
            np.zeros(shape, np.int16), np.ones(shape, np.bool_), np.zeros(shape, np.bool_),
            np.full(series, np.nan if lower_bound is None else lower_bound),
            np.full(series, np.nan if upper_bound is None else upper_bound),
        )


@dataclass(frozen=True, slots=True)
class PanelAnalysis:
    """Lines as (series, segments), flags as (series, periods): +1 above or rising, −1 below or falling, 0 none.

    Lines are NaN where a segment has too few figures in its calculation range (``figures`` counts them); they are not cut at
    bounds: ``lower_cut`` and ``upper_cut`` say where a bound takes the limit's place. ``windows`` says, for trends and
    rules of windows, where a qualifying window ends. The turning point of two trends belongs to both: its flag is 0 and
    ``turning`` marks it.
    """

    figures: npt.NDArray[np.int64]
    central_line: Floats
    moving_range: Floats
    lower: Floats
    upper: Floats
    moving_range_upper: Floats
    lower_cut: Flags
    upper_cut: Flags
    flags: Mapping[str, Signs]
    windows: Mapping[str, Signs]
    turning: Flags | None


def analyse_panel(
    values: npt.ArrayLike, rules: str | RuleSet = "wheeler", plan: PanelPlan | None = None, *, block: int = BLOCK
) -> PanelAnalysis:
    """Limits and signals of ``values`` (series, periods; NaN where there is no figure, in the measures' own units of measurement).

    Raises UserError("unknown_rule_set") and ("not_a_panel") where the shape is another or the plan's differs, and
    ("figure_too_large") for infinity and figures beyond LARGEST, whose sums could not be held.
    """
    figures, own_rules = np.asarray(values, np.float64), chosen(rules)
    if figures.ndim != 2 or (plan is not None and plan.segment.shape != figures.shape):
        raise UserError("not_a_panel", {"shape": " × ".join(map(str, figures.shape))})
    plan = plan or _untouched(figures.shape)
    out = _Result(figures.shape[0], figures.shape[1], int(plan.segment.max(initial=0)) + 1, own_rules)
    for rows in _blocks(figures.shape[0], block):
        _analyse_block(np.ascontiguousarray(figures[rows].T), _part(plan, rows), own_rules, out, rows)
    return out.analysis()


def _untouched(shape: tuple[int, ...]) -> PanelPlan:
    """The plain plan without its arrays: one value seen from every place."""
    nothing = np.full(shape[0], np.nan)
    return PanelPlan(
        np.broadcast_to(np.int16(0), shape), np.broadcast_to(np.True_, shape), np.broadcast_to(np.False_, shape), nothing, nothing
    )


def _blocks(series: int, block: int) -> Iterator[slice]:
    for first in range(0, series, block):
        yield slice(first, min(first + block, series))


def _part(plan: PanelPlan, rows: slice) -> PanelPlan:
    """The plan of some series, periods first as the kernel steps through them."""
    return PanelPlan(
        plan.segment[rows].T, plan.calculate[rows].T, plan.excluded[rows].T, plan.lower_bound[rows], plan.upper_bound[rows]
    )


def _analyse_block(values: Floats, plan: PanelPlan, rules: RuleSet, out: "_Result", rows: slice) -> None:
    """``values`` is (periods, series) here."""
    if (np.abs(values) > LARGEST).any():
        raise UserError("figure_too_large", {"largest": f"{LARGEST:.0e}"})
    usable = np.where(plan.excluded, np.nan, values) if plan.excluded.any() else values
    for number in range(out.segments):
        own = usable if out.segments == 1 else np.where(plan.segment == number, usable, np.nan)
        present = ~np.isnan(own)
        lines = panel_lines(own, present & plan.calculate, rules)
        cut = _suppressed(plan, lines)
        out.add(rows, number, (lines, cut), panel_flags(own, lines, rules, cut))


def _suppressed(plan: PanelPlan, lines: PanelLines) -> Suppressed:
    """Where a limit lies beyond a declared bound (comparisons with NaN are false: no bound, nothing suppressed)."""
    slack = TOLERANCE * lines.scale
    return Suppressed(lines.upper - plan.upper_bound > slack, plan.lower_bound - lines.lower > slack)


class _Result:
    """Arrays of the whole panel, filled block by block; flags stand period by period, as the kernel steps, and are turned at the end."""

    def __init__(self, series: int, periods: int, segments: int, rules: RuleSet) -> None:
        self.shape, self.segments = (periods, series), segments
        self.figures = np.zeros((series, segments), np.int64)
        self.lines = {name: np.full((series, segments), np.nan) for name in _LINES}
        self.lower_cut, self.upper_cut = np.zeros((series, segments), np.bool_), np.zeros((series, segments), np.bool_)
        self.flags: dict[str, Signs] = {}
        self.windows: dict[str, Signs] = {}
        self.turning = np.zeros(self.shape, np.bool_) if rules.trend else None

    def add(self, rows: slice, number: int, limits: tuple[PanelLines, Suppressed], flags: PanelFlags) -> None:
        lines, cut = limits
        self.lower_cut[rows, number], self.upper_cut[rows, number] = cut.below, cut.above
        self.figures[rows, number] = lines.figures
        for name, kept in self.lines.items():
            kept[rows, number] = getattr(lines, name)
        for kept_flags, new in ((self.flags, flags.points), (self.windows, flags.windows)):
            for rule, (above, below) in new.items():
                if rule not in kept_flags:
                    kept_flags[rule] = np.zeros(self.shape, np.int8)
                kept_flags[rule][:, rows] += above.view(np.int8) - below.view(np.int8)
        if self.turning is not None:
            rising, falling = flags.points["trend"]
            self.turning[:, rows] |= rising & falling

    def analysis(self) -> PanelAnalysis:
        return PanelAnalysis(
            self.figures, **self.lines, lower_cut=self.lower_cut, upper_cut=self.upper_cut,
            flags={rule: signs.T for rule, signs in self.flags.items()},
            windows={rule: signs.T for rule, signs in self.windows.items()},
            turning=None if self.turning is None else self.turning.T,
        )


_LINES = ("central_line", "moving_range", "lower", "upper", "moving_range_upper")
