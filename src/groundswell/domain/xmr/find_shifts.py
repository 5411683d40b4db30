"""Which splits an algorithm would propose for series, with what it turned down and why: values that a person can judge."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundswell.domain.xmr.analysis import Side
from groundswell.domain.xmr.limits import Floats
from groundswell.domain.xmr.refused_shifts import RefusedShift
from groundswell.domain.xmr.run_shifts import run_shifts
from groundswell.domain.xmr.shift_rules import Reason, ShiftRules, StableShiftRules
from groundswell.domain.xmr.shift_table import REASONS, PanelShifts
from groundswell.domain.xmr.stable_shift import stable_shifts


@dataclass(frozen=True, slots=True)
class ShiftRequest:
    """One series to look through: its figures (NaN where there is none), by which algorithm, and what people have decided.

    ``first``: where the newest confirmed stretch begins; what lies before is decided. ``refused``: shifts that somebody said no to.
    Figures that a person left out of the limits are to be NaN.
    """

    values: Floats
    rules: ShiftRules
    first: int = 0
    refused: tuple[RefusedShift, ...] = ()


@dataclass(frozen=True, slots=True)
class ShiftTrial:
    """A place at which a shift might have begun, and what became of it; ``place`` is where that shows, if anywhere."""

    trigger: int
    side: Side
    reason: Reason
    place: int | None


@dataclass(frozen=True, slots=True)
class FoundShift:
    """A stretch that would begin at ``first``. Indices from 0, both ends included; lines in the measure's own unit of measurement.

    ``calculated_to`` None: limits from all figures of the stretch. ``figures``: how many there are from ``first`` on, up to the next
    stretch. ``turned_down``: what was considered since the stretch before.
    """

    first: int
    calculated_to: int | None
    side: Side
    central_line: float
    line_before: float
    figures: int
    excluded: tuple[int, ...]
    turned_down: tuple[ShiftTrial, ...]


@dataclass(frozen=True, slots=True)
class FoundShifts:
    """What one algorithm says of one series. ``open_trials``: what was considered after the last stretch, and not found good."""

    rules: ShiftRules
    shifts: tuple[FoundShift, ...]
    open_trials: tuple[ShiftTrial, ...]


def find_shifts(requests: Sequence[ShiftRequest]) -> list[FoundShifts]:
    """Many series in few panels, one for each algorithm; answers in the order of the requests."""
    groups: dict[ShiftRules, list[int]] = {}
    for number, request in enumerate(requests):
        groups.setdefault(request.rules, []).append(number)
    out: dict[int, FoundShifts] = {}
    for rules, numbers in groups.items():
        members = [requests[number] for number in numbers]
        out.update(zip(numbers, _of_panel(members, rules), strict=True))
    return [out[number] for number in range(len(requests))]


def _of_panel(requests: Sequence[ShiftRequest], rules: ShiftRules) -> list[FoundShifts]:
    shape = len(requests), max((len(request.values) for request in requests), default=0)
    values = np.full(shape, np.nan)
    for row, request in enumerate(requests):
        values[row, :len(request.values)] = request.values
    first = np.array([request.first for request in requests], np.int64)
    refused = {row: held for row, request in enumerate(requests) if (held := _that_hold(request))}
    if isinstance(rules, StableShiftRules):
        table = stable_shifts(values, rules, first=first, refused=refused)
    else:
        table = run_shifts(values, rules, first=first, refused=refused)
    return _values_of(table, values, rules)


def _that_hold(request: ShiftRequest) -> tuple[RefusedShift, ...]:
    """A split that was confirmed later on has decided what lies before it."""
    return tuple(one for one in request.refused if one.first >= request.first)


def _values_of(table: PanelShifts, values: Floats, rules: ShiftRules) -> list[FoundShifts]:
    """The table's rows as values of each series."""
    stretches, trials = table.stretches, table.trials
    series = range(len(values) + 1)
    starts, trial_starts = (np.searchsorted(column, series).tolist() for column in (stretches.series, trials.series))
    firsts, lasts, lines = stretches.first.tolist(), stretches.calculated_to.tolist(), stretches.central_line.tolist()
    out = []
    for row in range(len(values)):
        considered = [
            ShiftTrial(
                int(trials.trigger[at]), Side.ABOVE if trials.side[at] > 0 else Side.BELOW, REASONS[trials.reason[at]],
                int(trials.place[at]) if trials.place[at] >= 0 else None,
            )
            for at in range(trial_starts[row], trial_starts[row + 1])
        ]
        shifts, before = [], 0
        for at in range(starts[row] + 1, starts[row + 1]):
            own = next(one for one in considered if one.trigger == firsts[at] and one.reason is Reason.ACCEPTED)
            end = firsts[at + 1] if at + 1 < starts[row + 1] else values.shape[1]
            shifts.append(FoundShift(
                firsts[at], lasts[at] if lasts[at] >= 0 else None, own.side, lines[at], lines[at - 1],
                int(np.count_nonzero(~np.isnan(values[row, firsts[at]:end]))),
                tuple(place for place in stretches.excluded[at].tolist() if place >= 0),
                tuple(one for one in considered if before <= one.trigger < firsts[at]),
            ))
            before = firsts[at] + 1
        out.append(FoundShifts(rules, tuple(shifts), tuple(one for one in considered if one.trigger >= before)))
    return out
