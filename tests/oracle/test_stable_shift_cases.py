"""The stable shift algorithm against the shared conformance cases and the worked numbers of its published description."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from groundswell.domain.xmr.shift_rules import STABLE_SHIFT, Reason, StableShiftRules
from groundswell.domain.xmr.shift_table import REASONS, PanelShifts
from groundswell.domain.xmr.shift_windows import LinesOfWindow, count_lines, moving_range_lines
from groundswell.domain.xmr.stable_shift import stable_shifts
from tests.shared_data import shared

LINES: dict[str, LinesOfWindow] = {"XMR": moving_range_lines, "C": count_lines, "C'": moving_range_lines}
"""A C' chart of counts with one denominator is an XmR chart: the root of the mean is the same for every figure, and falls out."""
COMMON = "29 30 18 21 22 22 14 21 15 23 21 22 8 23 24 23 16 31 23 21 16 33 25 43 23 26"
SERIES_2 = {
    "2a": "32 24 31 31 25 18 24 23 30 23 27 26 27 22 32 26 27",
    "2b": "37 29 36 36 25 18 24 23 22 23 21 20 27 22 32 26 27",
    "2c": "32 24 31 31 25 18 24 23 30 23 27 32 28 23 25 25 24 24 21 19 25",
}


def rules_of(options: dict[str, Any]) -> StableShiftRules:
    assert options["mr_screen_loops"] in (0, 1)
    return replace(
        STABLE_SHIFT, window=options["period_min"], run=options["shift_length"], exclusions=options["max_exclusions"],
        screening=STABLE_SHIFT.screening if options["mr_screen_loops"] else None, no_regrets=options["no_regrets"],
        overhang=options["overhanging_reversions"], every_shift=options["establish_every_shift"],
    )


def of_figures(figures: list[float | None], rules: StableShiftRules, lines: LinesOfWindow = moving_range_lines) -> PanelShifts:
    return stable_shifts(np.array([[np.nan if one is None else one for one in figures]]), rules, lines_of=lines)


@pytest.mark.parametrize("waits", [True, False], ids=["waits", "as_published"])
def test_every_shared_case_of_the_stable_shift_algorithm(waits: bool) -> None:
    cases = json.loads(shared("spc_cases/stable_shift.json").read_text(encoding="utf-8"))["cases"]
    assert len(cases) >= 16
    for case in cases:
        found = of_figures(case["y"], replace(rules_of(case["options"]), waits=waits), LINES[case["chart"]]).stretches
        wanted = case["expected"].get("segments", [])
        assert found.first.tolist() == [one["start"] for one in wanted], case["id"]
        assert found.calculated_to.tolist() == [one["calc_end"] for one in wanted], case["id"]
        assert [[at for at in row if at >= 0] for row in found.excluded.tolist()] == [one["excluded"] for one in wanted], case["id"]
        for name, key in (("central_line", "cl"), ("lower", "lcl"), ("upper", "ucl")):
            assert getattr(found, name) == pytest.approx([one[key] for one in wanted], rel=1e-6), (case["id"], name)


def trials_of(found: PanelShifts) -> list[tuple[int, Reason, int]]:
    """Places counted from 1, as the published example counts them; 0 for none."""
    table = found.trials
    rows = zip(table.trigger.tolist(), table.reason.tolist(), table.place.tolist(), strict=True)
    return [(trigger + 1, REASONS[reason], place + 1) for trigger, reason, place in rows]


def test_method_9_15_the_three_published_series_on_a_c_chart() -> None:
    found = {
        name: of_figures([float(one) for one in f"{COMMON} {rest}".split()], STABLE_SHIFT, count_lines) for name, rest in SERIES_2.items()
    }
    for one in found.values():
        assert (one.stretches.central_line[0], one.stretches.lower[0], one.stretches.upper[0]) == pytest.approx(
            (21.0952, 7.3164, 34.8741), abs=5e-5)
    second = found["2a"].stretches
    assert (second.first.tolist(), second.excluded[1].tolist()) == ([0, 21], [-1, -1, 23])
    assert (second.central_line[1], second.lower[1], second.upper[1]) == pytest.approx((26.4, 10.986, 41.814), abs=5e-4)
    assert trials_of(found["2a"]) == [(22, Reason.ACCEPTED, 0)]
    assert trials_of(found["2b"]) == [(22, Reason.OPPOSING_RUN_STARTS, 31), (23, Reason.OPPOSING_RUN_STARTS, 31)]
    assert [(at, reason) for at, reason, _ in trials_of(found["2c"])] == [
        (22, Reason.OPPOSING_RUN_STARTS), (23, Reason.OPPOSING_RUN_STARTS), (24, Reason.OPPOSING_RUN_STARTS), (33, Reason.TOO_FEW_POINTS),
    ]
    assert trials_of(found["2c"])[0][2] == 40


def test_a_gap_before_a_run_back_rejects_the_shift() -> None:
    """On this series the published program ends in an error; the right answer rejects the shift at 12."""
    figures = [9, 11] * 6 + [14, 15] * 4 + [None] + [9.5, 10] * 6 + [14, 15, 14, 15, 9, 10, 11, 12]
    found = of_figures(figures, replace(STABLE_SHIFT, window=12))
    assert found.stretches.first.tolist() == [0]
    assert trials_of(found)[0] == (13, Reason.OPPOSING_RUN_STARTS, 22)
