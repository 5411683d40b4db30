"""The stable shift algorithm over a panel: windows are formed and judged for all series that are still running, step by step."""

import numpy as np

from groundswell.domain.xmr.limits import Flags, Floats
from groundswell.domain.xmr.refused_shifts import RefusedOfSeries, refused_before
from groundswell.domain.xmr.shift_rules import Reason, StableShiftRules
from groundswell.domain.xmr.shift_runs import Signs, runs_about, sides_of
from groundswell.domain.xmr.shift_table import REASONS, PanelShifts, Places, ShiftTable
from groundswell.domain.xmr.shift_windows import LinesOfWindow, Windows, form_windows, moving_range_lines

BLOCK = 16_384
"""Series worked on at a time; results do not depend on it."""


def stable_shifts(
    values: Floats,
    rules: StableShiftRules,
    *,
    first: Places | None = None,
    refused: RefusedOfSeries | None = None,
    lines_of: LinesOfWindow = moving_range_lines,
    block: int = BLOCK,
) -> PanelShifts:
    """Stretches of ``values`` (series, periods; NaN where there is no figure) and all that was considered.

    ``first``: where each series' newest confirmed stretch begins, None for its first figure. ``refused``: shifts that a person
    said no to; runs that are of one are left alone. A series too short for a window has no stretch.
    """
    series = len(values)
    first = np.zeros(series, np.int64) if first is None else first
    table = ShiftTable(rules.exclusions)
    for at in range(0, series if values.shape[1] >= rules.window else 0, block):
        rows = slice(at, at + block)
        _Block(values[rows], first[rows], rules, lines_of, (table, at)).run(refused or {})
    return table.shifts()


class _Block:
    """Series that run side by side; arrays of one value a series are indexed by row, tables are (series, periods)."""

    def __init__(
        self, values: Floats, first: Places, rules: StableShiftRules, lines_of: LinesOfWindow, table: tuple[ShiftTable, int]
    ) -> None:
        """``table``: where results go, and the number of the first series."""
        self.rules, self.lines_of = rules, lines_of
        self.table, self.offset = table
        self.refused: RefusedOfSeries = {}
        series, self.periods = values.shape
        overhanging = rules.window + rules.run - 1
        self.width = overhanging if rules.overhang else max(overhanging, self.periods)
        self.values = np.full((series, self.periods + self.width), np.nan)
        self.values[:, :self.periods] = values
        present = ~np.isnan(values) & (np.arange(self.periods) >= first[:, None])
        some = present.any(axis=1)
        self.first, self.end = np.full(series, self.periods), np.zeros(series, np.int64)
        self.first[some], self.end[some] = present[some].argmax(axis=1), self.periods - present[some, ::-1].argmax(axis=1)
        self.still = np.zeros((series, self.periods + self.width), np.int16)
        self.still[:, :self.periods] = present[:, ::-1].cumsum(axis=1, dtype=np.int16)[:, ::-1]
        self.line, self.scale = np.full(series, np.nan), np.full(series, np.nan)
        self.side = np.zeros((series, self.periods), np.int8)
        self.left = np.zeros((series, self.periods), np.int16)
        self.trigger = np.full((series, self.periods + self.width), self.periods, np.int16)

    def run(self, refused: RefusedOfSeries) -> None:
        """All series to their ends; ``refused`` by the numbers of the panel."""
        self.refused = refused
        rows = np.flatnonzero(self.end - self.first >= self.rules.window)
        windows, _ = self._windows(rows, self.first[rows])
        enough = windows.figures >= self.rules.fewest_in_window
        self._begin(rows[enough], self.first[rows[enough]], _some(windows, enough))
        rows = rows[enough]
        at = self.first[rows] + self.rules.window
        while len(rows):
            going = self.still[rows, at] >= self.rules.window
            rows, at = rows[going], at[going]
            trigger = self.trigger[rows, at].astype(np.int64)
            going = trigger < self.periods
            rows, trigger = rows[going], trigger[going]
            rows, trigger = self._enough_left(rows, trigger)
            rows, at = self._tried(*self._not_refused(rows, trigger))

    def _enough_left(self, rows: Places, trigger: Places) -> tuple[Places, Places]:
        short = trigger + self.rules.window > self.end[rows]
        self._say(rows[short], trigger[short], Reason.TOO_FEW_POINTS)
        return rows[~short], trigger[~short]

    def _not_refused(self, rows: Places, trigger: Places) -> tuple[Places, Places, Places, Places]:
        """Series to try, and those whose shift a person refused: these go on after its run."""
        nobody = np.zeros(0, np.int64)
        if not self.refused:
            return rows, trigger, nobody, nobody
        after = trigger + self.left[rows, trigger]
        no = np.zeros(len(rows), np.bool_)
        for at in np.flatnonzero(np.isin(rows + self.offset, list(self.refused))).tolist():
            no[at] = self._is_refused(int(rows[at]), int(trigger[at]), int(after[at]))
        self._say(rows[no], trigger[no], Reason.REFUSED_BEFORE)
        return rows[~no], trigger[~no], rows[no], after[no]

    def _is_refused(self, row: int, trigger: int, after: int) -> bool:
        about = self.line[row], self.scale[row]
        return refused_before((trigger, after), int(self.side[row, trigger]), self.refused[row + self.offset], self.values[row], about)

    def _tried(self, rows: Places, trigger: Places, passed: Places, passed_at: Places) -> tuple[Places, Places]:
        """Judge one candidate a series; gives the series that go on and from where."""
        windows, figures = self._windows(rows, trigger)
        side = self.side[rows, trigger]
        reason, place = self._judged(windows, figures, side, self.end[rows] - trigger)
        self._say(rows, trigger, reason, np.where(place >= 0, trigger + place, -1))
        taken = reason == REASONS.index(Reason.ACCEPTED)
        self._begin(rows[taken], trigger[taken], _some(windows, taken))
        at = np.where(taken, trigger + self.rules.window, trigger + 1)
        on = reason != REASONS.index(Reason.OPPOSING_RUN_AT_END) if self.rules.waits else np.ones(len(rows), np.bool_)
        return np.concatenate([rows[on], passed]), np.concatenate([at[on], passed_at])

    def _windows(self, rows: Places, first: Places) -> tuple[Windows, Floats]:
        """Limits of one window a series, and the figures from its first place on, (places, series)."""
        places = first[:, None] + np.arange(self.width)
        figures = np.ascontiguousarray(self.values[rows[:, None], np.minimum(places, self.values.shape[1] - 1)].T)
        return form_windows(figures[:self.rules.window], self.rules, self.lines_of), figures

    def _judged(self, windows: Windows, figures: Floats, side: Signs, left: Places) -> tuple[Signs, Places]:
        """The reason for or against each candidate and the offset at which it shows; ``left``: places up to the series' end."""
        rules = self.rules
        reason = np.full(len(side), REASONS.index(Reason.ACCEPTED), np.int8)
        place = np.full(len(side), -1, np.int64)
        if not rules.every_shift:
            against = sides_of(figures, windows.central_line, windows.scale) == -side
            begins = against[1:rules.window] & ~against[:rules.window - 1]
            if rules.no_regrets:
                # the place after the series' end is as good as against: the run could go on there
                open_end = (against | (np.arange(len(against))[:, None] >= left))[rules.window - 1:].all(axis=0)
                last = rules.window - 1 - begins[::-1].argmax(axis=0)
                reason[open_end], place[open_end] = REASONS.index(Reason.OPPOSING_RUN_AT_END), last[open_end]
            reach = against if rules.overhang else against[:rules.window]
            whole = _starts(reach, rules.run)[1:rules.window] & begins
            back = whole.any(axis=0)
            reason[back], place[back] = REASONS.index(Reason.OPPOSING_RUN_STARTS), 1 + whole[:, back].argmax(axis=0)
        gappy = windows.figures < rules.fewest_in_window
        reason[gappy], place[gappy] = REASONS.index(Reason.TOO_MANY_GAPS), -1
        return reason, place

    def _begin(self, rows: Places, first: Places, windows: Windows) -> None:
        """A new stretch in each of those series: keep it, and find the runs about its line from there on."""
        excluded = np.sort(np.where(windows.excluded >= 0, windows.excluded + first[:, None], -1), axis=1)
        lines = windows.central_line, windows.lower, windows.upper
        self.table.add_stretches(rows + self.offset, first, first + self.rules.window - 1, lines, excluded)
        if not len(rows):
            return
        self.line[rows], self.scale[rows] = windows.central_line, windows.scale
        start = int(first.min())
        side = sides_of(np.ascontiguousarray(self.values[rows, start:self.periods].T), windows.central_line, windows.scale)
        side[np.arange(start, self.periods)[:, None] < first] = 0
        runs = runs_about(side, self.rules.run)
        self.side[rows, start:], self.left[rows, start:] = side.T, runs.left.T
        self.trigger[rows, start:self.periods + 1] = runs.trigger.T + start

    def _say(self, rows: Places, trigger: Places, reason: Signs | Reason, place: Places | None = None) -> None:
        self.table.add_trials(rows + self.offset, trigger, self.side[rows, trigger], reason, place)


def _some(windows: Windows, which: Flags) -> Windows:
    return Windows(
        windows.central_line[which], windows.lower[which], windows.upper[which], windows.figures[which], windows.scale[which],
        windows.excluded[which],
    )


def _starts(flags: Flags, length: int) -> Flags:
    """Where a stretch of ``length`` flags begins; what lies beyond the last place is not flagged."""
    out, have = flags, 1
    while have < length:
        step = min(have, length - have)
        ahead = np.zeros_like(out)
        ahead[:-step] = out[step:]
        out, have = out & ahead, have + step
    return out
