"""One implementation for one series and for a panel: limits and flags of every segment, in blocks that fit the cache."""

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from groundswell.domain.measurement.exact import LARGEST_FIGURE
from groundswell.domain.xmr.limits import TOLERANCE, Flags, Floats, PanelLines, panel_lines
from groundswell.domain.xmr.rule_set import Flagged, RuleSet
from groundswell.domain.xmr.rule_sets import chosen
from groundswell.domain.xmr.rules import PanelFlags, Suppressed, panel_flags
from groundswell.errors import UserError

BLOCK = 2048
"""Series worked on at a time: 60 periods of them fit a processor's second cache. Results do not depend on it."""

TILE = 32
"""Series turned at a time."""

LARGEST = float(LARGEST_FIGURE)

Signs = npt.NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class PanelPlan:
    """What a person has set for each series. All arrays are (series, periods) but the bounds: one value a series, or (series, segments).

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

    def of(self, rows: slice) -> "PanelPlan":
        """The plan of some series."""
        return PanelPlan(self.segment[rows], self.calculate[rows], self.excluded[rows], self.lower_bound[rows], self.upper_bound[rows])


@dataclass(frozen=True, slots=True)
class PanelAnalysis:
    """Lines as (series, segments), flags as (series, periods): +1 above or rising (or flagged, of a rule without a side), −1 below or
    falling, 0 none.

    Lines are NaN where a segment has too few figures in its calculation range (``figures`` counts them); they are not cut at
    bounds: ``lower_cut`` and ``upper_cut`` say where a bound takes the limit's place. ``windows`` says, for trends and
    rules of windows, where a qualifying window ends; ``spans``, for rules that pass figures over, all places of a pattern. The
    turning point of two trends belongs to both (and so may a point of whole windows): its flag is 0 and ``both`` marks it.
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
    spans: Mapping[str, Signs]
    both: Mapping[str, Flags]


def analyse_panel(
    values: npt.ArrayLike, rules: str | RuleSet = "wheeler", plan: PanelPlan | None = None, *, block: int = BLOCK
) -> PanelAnalysis:
    """Limits and signals of ``values`` (series, periods; NaN where there is no figure, in the measures' own units of measurement).

    Raises UserError("unknown_rule_set") and ("not_a_panel") where the shape is another or the plan's differs, and
    ("figure_too_large") for infinity and figures beyond LARGEST, whose sums could not be held.

    >>> found = analyse_panel([[12, 14, 13, 15, 12, 13, 30], [5, 6, 5, 7, 6, np.nan, 6]])
    >>> found.central_line.round(2).tolist(), found.flags["outside_limits"].tolist()
    ([[15.57], [5.83]], [[0, 0, 0, 0, 0, 0, 1], [0, 0, 0, 0, 0, 0, 0]])
    """
    figures, own_rules = np.asarray(values, np.float64), chosen(rules)
    if figures.ndim != 2 or (plan is not None and plan.segment.shape != figures.shape):
        raise UserError("not_a_panel", {"shape": " × ".join(map(str, figures.shape))})
    plan = plan or _untouched(figures.shape)
    out = PanelResult(figures.shape[0], figures.shape[1], int(plan.segment.max(initial=0)) + 1, own_rules)
    for rows in _blocks(figures.shape[0], block):
        _analyse_block(_turned(figures[rows]), _part(plan, rows), own_rules, out, rows)
    return out.analysis()


def analyse_blocks(
    values: npt.ArrayLike, rules: str | RuleSet = "wheeler", plan: PanelPlan | None = None, *, block: int = BLOCK, threads: int = 1
) -> Iterator[tuple[slice, PanelAnalysis]]:
    """The same block by block, for panels whose answer would not fit memory: which series, and their analysis, in order.

    ``threads``: how many blocks are worked on at once; the answer is the same to the last bit. Raises as ``analyse_panel`` does.
    """
    figures = np.asarray(values, np.float64)
    if figures.ndim != 2 or (plan is not None and plan.segment.shape != figures.shape):
        raise UserError("not_a_panel", {"shape": " × ".join(map(str, figures.shape))})

    def own(rows: slice) -> PanelAnalysis:
        return analyse_panel(figures[rows], rules, None if plan is None else plan.of(rows), block=block)

    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[tuple[slice, Future[PanelAnalysis]]] = deque()
        for rows in _blocks(figures.shape[0], block):
            waiting.append((rows, pool.submit(own, rows)))
            if len(waiting) > threads:
                done, answer = waiting.popleft()
                yield done, answer.result()
        for done, answer in waiting:
            yield done, answer.result()


def _turned(rows: Floats) -> Floats:
    """Series down and periods across as periods down: in tiles that fit the first cache."""
    turned = np.empty(rows.shape[::-1])
    for first in range(0, len(rows), TILE):
        turned[:, first:first + TILE] = rows[first:first + TILE].T
    return turned


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
    own = plan.of(rows)
    return PanelPlan(own.segment.T, own.calculate.T, own.excluded.T, own.lower_bound, own.upper_bound)


def _analyse_block(values: Floats, plan: PanelPlan, rules: RuleSet, out: "PanelResult", rows: slice) -> None:
    """``values`` is (periods, series) here."""
    untouched = plan.calculate.strides == (0, 0)
    whole = untouched or bool(plan.calculate.all())
    if not untouched and (np.abs(values) > LARGEST).any():
        raise _too_large()
    usable = values if untouched or not plan.excluded.any() else np.where(plan.excluded, np.nan, values)
    for number in range(out.segments):
        own = usable if out.segments == 1 else np.where(plan.segment == number, usable, np.nan)
        present = ~np.isnan(own)
        with np.errstate(invalid="ignore", over="ignore"):
            lines = panel_lines(own, present if whole else present & plan.calculate, rules, whole=whole)
        if untouched and (lines.scale > LARGEST).any():
            raise _too_large()
        cut = _suppressed(plan, lines, number)
        out.add(rows, number, (lines, cut), panel_flags(own, lines, rules, cut, present))


def _too_large() -> UserError:
    return UserError("figure_too_large", {"largest": f"{LARGEST:.0e}"})


def _suppressed(plan: PanelPlan, lines: PanelLines, number: int) -> Suppressed:
    """Where a limit lies beyond a declared bound (comparisons with NaN are false: no bound, nothing suppressed)."""
    slack = TOLERANCE * lines.scale
    lower, upper = (bound if bound.ndim == 1 else bound[:, number] for bound in (plan.lower_bound, plan.upper_bound))
    return Suppressed(lines.upper - upper > slack, lower - lines.lower > slack)


class PanelResult:
    """Arrays of the whole panel, filled block by block; flags stand period by period, as the kernel steps, and are turned at the end."""

    def __init__(self, series: int, periods: int, segments: int, rules: RuleSet) -> None:
        self.shape, self.segments = (periods, series), segments
        self.figures = np.zeros((series, segments), np.int64)
        self.lines = {name: np.full((series, segments), np.nan) for name in _LINES}
        self.lower_cut, self.upper_cut = np.zeros((series, segments), np.bool_), np.zeros((series, segments), np.bool_)
        self.flags: dict[str, Signs] = {}
        self.windows: dict[str, Signs] = {}
        self.spans: dict[str, Signs] = {}
        self.both = {rule: np.zeros(self.shape, np.bool_) for rule in _on_both_sides(rules)}

    def add(self, rows: slice, number: int, limits: tuple[PanelLines, Suppressed], flags: PanelFlags) -> None:
        lines, cut = limits
        self.lower_cut[rows, number], self.upper_cut[rows, number] = cut.below, cut.above
        self.figures[rows, number] = lines.figures
        for name, kept in self.lines.items():
            kept[rows, number] = getattr(lines, name)
        for kept_flags, new in ((self.flags, flags.points), (self.windows, flags.windows), (self.spans, flags.spans)):
            for rule, (above, below) in new.items():
                if rule not in kept_flags:
                    kept_flags[rule] = np.empty(self.shape, np.int8)
                if number == 0:
                    np.subtract(above.view(np.int8), below.view(np.int8), out=kept_flags[rule][:, rows])
                else:
                    kept_flags[rule][:, rows] += above.view(np.int8) - below.view(np.int8)
        for rule, both in self.both.items():
            above, below = flags.points[rule]
            both[:, rows] |= above & below

    def analysis(self) -> PanelAnalysis:
        return PanelAnalysis(
            self.figures, **self.lines, lower_cut=self.lower_cut, upper_cut=self.upper_cut,
            flags={rule: signs.T for rule, signs in self.flags.items()},
            windows={rule: signs.T for rule, signs in self.windows.items()},
            spans={rule: signs.T for rule, signs in self.spans.items()},
            both={rule: flags.T for rule, flags in self.both.items()},
        )


def _on_both_sides(rules: RuleSet) -> tuple[str, ...]:
    """Rules by which one point can belong to a signal above and to one below."""
    whole = tuple(name for name, zone in rules.zones.items() if zone.flagged is Flagged.ALL and not zone.either_side)
    return (*whole, "trend") if rules.trend else whole


_LINES = ("central_line", "moving_range", "lower", "upper", "moving_range_upper")
