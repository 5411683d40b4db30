"""What must hold for proposals on any figures: growing series keep their stretches, a panel is its rows, the plain program agrees."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.plain_stable_shift import PlainOptions, plain_shifts
from groundswell.domain.xmr.find_shifts import ShiftRequest, find_shifts
from groundswell.domain.xmr.refused_shifts import RefusedShift
from groundswell.domain.xmr.shift_rules import STABLE_SHIFT, StableShiftRules
from groundswell.domain.xmr.shift_table import PanelShifts
from groundswell.domain.xmr.stable_shift import stable_shifts

SHORT = replace(STABLE_SHIFT, window=12)
LEVEL = st.integers(-6, 6)
WOBBLE = st.lists(st.integers(-3, 3), min_size=4, max_size=24)
GAPS = st.sets(st.integers(0, 90), max_size=6)
VARIANTS = st.sampled_from([
    SHORT, replace(SHORT, exclusions=0), replace(SHORT, screening=None), replace(SHORT, overhang=False), replace(SHORT, window=16, run=7),
])


@st.composite
def shifting(draw: st.DrawFn) -> np.ndarray:
    """Levels of a few figures each, with wobble (ties are frequent), spikes and gaps."""
    parts = draw(st.lists(st.tuples(LEVEL, WOBBLE), min_size=1, max_size=6))
    figures = np.array([float(level + one) for level, wobble in parts for one in wobble])
    for at in draw(st.lists(st.integers(0, len(figures) - 1), max_size=3)):
        figures[at] += draw(st.sampled_from([-40, 40]))
    figures[[at for at in draw(GAPS) if at < len(figures)]] = np.nan
    return figures


def told(found: PanelShifts, row: int) -> list[tuple[object, ...]]:
    table = found.stretches
    columns = (table.first, table.calculated_to, table.central_line, table.lower, table.upper)
    return [
        (*(column[at].item() for column in columns), *table.excluded[at].tolist()) for at in np.flatnonzero(table.series == row)
    ]


def of_every_beginning(figures: np.ndarray, rules: StableShiftRules) -> list[list[tuple[object, ...]]]:
    """The stretches of the first 1, 2, 3 … figures."""
    size = len(figures)
    panel = np.where(np.arange(size) <= np.arange(size)[:, None], figures, np.nan)
    found = stable_shifts(panel, rules)
    return [told(found, row) for row in range(size)]


@given(shifting(), VARIANTS)
def test_stretches_of_a_shortened_series_are_a_prefix_of_those_of_the_longer_one(figures: np.ndarray, rules: StableShiftRules) -> None:
    beginnings = of_every_beginning(figures, rules)
    for shorter, longer in pairwise(beginnings):
        assert longer[:len(shorter)] == shorter


@given(shifting(), VARIANTS, st.integers(0, 60))
def test_after_a_refusal_a_growing_series_keeps_its_stretches_too(figures: np.ndarray, rules: StableShiftRules, chosen: int) -> None:
    """From the figures on that a person had before them; what was refused is not proposed again from any of its own figures."""
    shifts = find_shifts([ShiftRequest(figures, rules)])[0].shifts
    if not shifts:
        return
    one = shifts[chosen % len(shifts)]
    last = one.first + rules.window - 1
    no = (RefusedShift(one.first, last, one.side),)
    found = find_shifts([ShiftRequest(figures[:size], rules, refused=no) for size in range(last + 1, len(figures) + 1)])
    beginnings = [[(shift.first, shift.calculated_to, shift.central_line) for shift in of.shifts] for of in found]
    assert all(longer[:len(shorter)] == shorter for shorter, longer in pairwise(beginnings))
    assert all(shift[0] != one.first for shift in beginnings[-1])


UNDECIDED = [
    0, -5, 3, 1, 2, -3, 5, 6, -3, 1, -2, 0, 2, 12, 3, 5, 8, 4, 5, 4, 6, 2, 5, 5, 5, 6, 5, 8, 5, 6, 4, 4, 2, 8, 3, 4, 7, 7, 5, 0,
]


def test_without_waiting_a_growing_series_takes_a_stretch_back() -> None:
    """Why a shift that only figures to come can tell of is waited for: read to the letter, the description breaks its own promise."""
    figures = np.array(UNDECIDED, np.float64)
    to_the_letter, ours = (of_every_beginning(figures, replace(SHORT, waits=waits)) for waits in (False, True))
    assert any(longer[:len(shorter)] != shorter for shorter, longer in pairwise(to_the_letter))
    assert all(longer[:len(shorter)] == shorter for shorter, longer in pairwise(ours))
    assert len(ours[-1]) == 2


@given(st.lists(shifting(), min_size=1, max_size=4), st.integers(1, 3))
def test_a_panel_of_any_block_says_what_its_rows_say(series: list[np.ndarray], block: int) -> None:
    panel = np.full((len(series), max(map(len, series))), np.nan)
    for row, figures in enumerate(series):
        panel[row, :len(figures)] = figures
    found = stable_shifts(panel, SHORT, block=block)
    for row, figures in enumerate(series):
        assert told(found, row) == told(stable_shifts(figures[None, :], SHORT), 0)


@given(shifting(), st.booleans(), st.booleans())
def test_the_plain_program_finds_the_same(figures: np.ndarray, no_regrets: bool, overhang: bool) -> None:
    found = told(stable_shifts(figures[None, :], replace(SHORT, no_regrets=no_regrets, overhang=overhang)), 0)
    plain = plain_shifts(figures.tolist(), PlainOptions(period_min=12, no_regrets=no_regrets, overhanging_reversions=overhang))
    assert [one[:2] for one in found] == [(one.first, one.calculated_to) for one in plain]
    assert [tuple(at for at in one[5:] if at >= 0) for one in found] == [one.excluded for one in plain]


@given(shifting(), st.integers(0, 60))
def test_what_a_person_confirmed_is_where_it_goes_on_from(figures: np.ndarray, chosen: int) -> None:
    """After a proposed stretch is accepted, the same later stretches are proposed as before."""
    found = told(stable_shifts(figures[None, :], SHORT), 0)
    if found:
        at = chosen % len(found)
        again = told(stable_shifts(figures[None, :], SHORT, first=np.array([found[at][0]])), 0)
        assert again == found[at:]
