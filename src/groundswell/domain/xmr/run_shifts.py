"""A new stretch at each run, over a panel: what is proposed for series that are too short for windows."""

import numpy as np

from groundswell.domain.xmr.limits import Floats
from groundswell.domain.xmr.refused_shifts import RefusedOfSeries, RefusedShift, refused_before
from groundswell.domain.xmr.shift_rules import Reason, RunShiftRules
from groundswell.domain.xmr.shift_runs import runs_about, sides_of
from groundswell.domain.xmr.shift_table import PanelShifts, Places, ShiftTable
from groundswell.domain.xmr.shift_windows import mean_of_present


def run_shifts(
    values: Floats, rules: RunShiftRules, *, first: Places | None = None, refused: RefusedOfSeries | None = None
) -> PanelShifts:
    """Stretches of ``values`` (series, periods; NaN where there is no figure) and all that was considered.

    ``first`` and ``refused`` as for the stable shift algorithm. Lines are the central line alone. A series with too few figures for a
    baseline has no stretch. Unlike the stable shift algorithm it may take back what it proposed, when figures go back.
    """
    first = np.zeros(len(values), np.int64) if first is None else first
    table = ShiftTable(0)
    for row, series in enumerate(values):
        _one_series(series, rules, (row, int(first[row])), tuple((refused or {}).get(row, ())), table)
    return table.shifts()


def _one_series(
    series: Floats, rules: RunShiftRules, at: tuple[int, int], refused: tuple[RefusedShift, ...], table: ShiftTable
) -> None:
    """Short series are few places: they are taken one by one. ``at`` is the series' number and the place to begin at."""
    row, start = at
    present = ~np.isnan(series)
    here = start
    while True:
        figures = here + np.flatnonzero(present[here:])
        enough = len(figures) >= rules.baseline
        if not enough and here == start:
            return
        line = mean_of_present(series[figures[:rules.baseline], None])
        _add_stretch(table, row, int(figures[0]), -1 if rules.calculated is None else int(figures[:rules.calculated][-1]), float(line[0]))
        if not enough:
            return
        found = _next_run(series, rules, (row, int(figures[rules.baseline - 1]) + 1), (line, refused), table)
        if found is None:
            return
        here = found


def _next_run(
    series: Floats, rules: RunShiftRules, at: tuple[int, int], about: tuple[Floats, tuple[RefusedShift, ...]], table: ShiftTable
) -> int | None:
    """The first place of the next run that is to begin a stretch; ``about``: the line, and what was refused."""
    row, place = at
    line, refused = about
    scale = np.array([np.nanmax(np.abs(series), initial=0.0)])
    runs = runs_about(sides_of(series[:, None], line, scale), rules.run)
    while (trigger := int(runs.trigger[place, 0])) < len(series):
        after = trigger + int(runs.left[trigger, 0])
        if refused_before((trigger, after), int(runs.side[trigger, 0]), refused, series, (line, scale)):
            reason = Reason.REFUSED_BEFORE
        elif _went_back(series, (trigger, after), line, rules):
            reason = Reason.WENT_BACK
        else:
            reason = Reason.ACCEPTED
        where = after if reason is Reason.WENT_BACK else -1
        numbers = np.array([row]), np.array([trigger]), runs.side[[trigger], 0]
        table.add_trials(*numbers, reason, np.array([where]))
        if reason is Reason.ACCEPTED:
            return trigger
        place = after
    return None


def _went_back(series: Floats, run: tuple[int, int], line: Floats, rules: RunShiftRules) -> bool:
    """Whether the figures after the run are, in the mean, nearer to the line before it than to the run's own mean."""
    rest = series[run[1]:, None]
    if np.count_nonzero(~np.isnan(rest)) < rules.back_after:
        return False
    own, since = mean_of_present(series[run[0]:run[1], None]), mean_of_present(rest)
    return bool(abs(since[0] - line[0]) < abs(since[0] - own[0]))


def _add_stretch(table: ShiftTable, row: int, first: int, calculated_to: int, line: float) -> None:
    nothing = np.full(1, np.nan)
    table.add_stretches(
        np.array([row]), np.array([first]), np.array([calculated_to]), (np.array([line]), nothing, nothing), np.zeros((1, 0), np.int64)
    )
