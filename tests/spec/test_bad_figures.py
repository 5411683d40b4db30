"""Figures that break other programs: each has defined lines and signals, a plain sentence, and nothing that is not a number."""

import math
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
import pytest

from groundswell.cli.main import run
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.looking_ahead import next_signals
from groundswell.domain.xmr.panel import PanelPlan, analyse_panel
from groundswell.domain.xmr.rule_set import RuleSet
from groundswell.domain.xmr.rule_sets import RULE_SETS, rule_set, with_medians
from tests.charting import chart_of, series_of
from tests.spec.xmr_tables import Figures

STEADY = [8, 12] * 6
PLAIN = MeasureDefinition("Calls", measurement_unit="calls")
MEDIANS = with_medians(rule_set("wheeler"))


@dataclass(frozen=True)
class Bad:
    """``lines``: central line and limits, None for none; ``signals``: rule and points; ``sentence`` begins so."""

    says: str
    figures: Figures
    lines: tuple[float, float, float] | None
    signals: dict[str, list[int]]
    sentence: str
    rules: RuleSet | str = "wheeler"
    lower_bound: float | None = None


BAD = (
    Bad("no figure at all", [None, None], None, {}, "No figure yet."),
    Bad("one figure", [7], None, {}, "One figure so far; limits appear from the fifth."),
    Bad("four figures", [7, 9, 8, 7], None, {}, "Four figures so far; limits appear from the fifth."),
    Bad("twenty figures where a rule set wants 21", STEADY + STEADY[:8], None, {},
        "20 figures so far; limits appear from the 21st.", "autospc"),
    Bad("five figures, no two side by side", [1, None, 2, None, 3, None, 4, None, 5], None, {},
        "Five figures so far, none next to another;"),
    Bad("all equal", [5] * 14, (5, 5, 5), {}, "Every figure since April 2023 is"),
    Bad("all zero", [0] * 14, (0, 0, 0), {}, "Every figure since April 2023 is"),
    Bad("one spike among equals", [5] * 13 + [6], (71 / 14, 71 / 14 - 2.66 / 13, 71 / 14 + 2.66 / 13),
        {"long_run": [*range(13)], "outside_limits": [13], "moving_range": [13]}, "May 2024 rose above the upper limit of 5.28."),
    Bad("one spike among equals, screened", [5] * 13 + [6], (71 / 14, 71 / 14 - 2.66 / 13, 71 / 14 + 2.66 / 13),
        {"long_run": [*range(13)], "outside_limits": [13]}, "May 2024 rose above the upper limit of 5.28.", "nhs_r"),
    Bad("one spike among equals, medians", [5] * 13 + [6], (5, 5, 5), {}, "No signal can show: most figures do not differ", MEDIANS),
    Bad("two levels with a gap between", [5] * 8 + [None] + [6] * 8, (5.5, 5.5, 5.5), {}, "No signal can show: the figures"),
    Bad("thousandths", [one / 1000 for one in [*STEADY, 30]], (0.15 / 13, 0.15 / 13 - 2.66 * 0.062 / 12, 0.15 / 13 + 2.66 * 0.062 / 12),
        {"outside_limits": [12], "moving_range": [12]}, "April 2024 rose above the upper limit of 0.025."),
    Bad("millions of millions", [one * 1e12 for one in [*STEADY, 30]],
        (150e12 / 13, 150e12 / 13 - 2.66 * 62e12 / 12, 150e12 / 13 + 2.66 * 62e12 / 12),
        {"outside_limits": [12], "moving_range": [12]}, "April 2024 rose above the upper limit of 25,281,794,871,795."),
    Bad("missing at the start", [None, None, *STEADY], (10, -0.64, 20.64), {},
        "No signal in 12 figures since April 2023; a typical month is between"),
    Bad("missing at the end", [*STEADY, None, None], (10, -0.64, 20.64), {},
        "No signal in 12 figures since April 2023; a typical month is between"),
    Bad("negative figures over a bound", [-one for one in STEADY], (-10, -20.64, 0.64), {},
        "No signal in 12 figures since April 2023; a typical month is between −20 and 1.", lower_bound=-20),
)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.says)
def test_bad_figures_have_lines_signals_and_a_sentence(bad: Bad) -> None:
    series = series_of(bad.figures)
    analysis = analyse(series, rules=bad.rules, lower_bound=bad.lower_bound)
    segment = analysis.segments[0]
    found = (segment.central_line, segment.lower, segment.upper)
    assert found == ((None, None, None) if bad.lines is None else pytest.approx(bad.lines, rel=1e-9))
    assert {signal.rule: list(signal.points) for signal in analysis.signals} == bad.signals
    assert chart_of(series, PLAIN, rules=bad.rules, lower_bound=bad.lower_bound).sentence.startswith(bad.sentence)


@pytest.mark.parametrize("name", RULE_SETS)
def test_no_rule_set_gives_anything_that_is_not_a_number(name: str) -> None:
    for bad in BAD:
        analysis = analyse(bad.figures, rules=name, lower_bound=bad.lower_bound)
        for segment in analysis.segments:
            assert all(math.isfinite(value) for value in astuple(segment) if isinstance(value, float)), bad.says
        for each in next_signals(analysis).signals:
            ends = [end for stretch in each.stretches for end in (stretch.low, stretch.high)]
            assert all(end is None or math.isfinite(end) for end in ends), bad.says
        assert "nan" not in chart_of(series_of(bad.figures), PLAIN, rules=name).sentence.lower(), bad.says


@pytest.mark.parametrize("name", RULE_SETS)
def test_figures_exactly_on_lines_signal_nothing(name: str) -> None:
    """On a limit is inside, on the central line is on no side: as floats that are a last bit off, too."""
    rules = rule_set(name)
    segment = analyse(STEADY * 2, rules=rules).segments[0]
    on = [line for line in (segment.lower, segment.central_line, segment.upper, segment.central_line) if line is not None]
    near = [float(np.nextafter(line, math.inf)) for line in on]
    plan = PanelPlan.plain((len(on) * 2, 26))
    plan.calculate[:, 24:] = False
    panel = analyse_panel([[*STEADY, *STEADY, math.nan, one] for one in (*on, *near)], rules, plan)
    assert panel.central_line[:, 0].tolist() == [segment.central_line] * len(panel.central_line)
    assert all(not signs[:, -1].any() for rule, signs in panel.flags.items() if rule != "crossings")


FILES = (
    ("two figures for one period", ["2024-01-01,9", "2024-02-01,8", "2024-02-01,7", "2024-03-01,9"], "has two figures for the period"),
    ("dates out of order", ["2024-03-01,9", "2024-01-01,8", "2024-02-01,7"], ""),
)


@pytest.mark.parametrize(("says", "rows", "said"), FILES, ids=[says for says, _, _ in FILES])
def test_bad_periods_are_put_in_order_or_said(
    says: str, rows: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "calls.csv"
    path.write_text("\n".join(["month,calls", *rows]) + "\n", encoding="utf-8")
    assert run(["analyse", str(path)]) == 0
    out, err = capsys.readouterr()
    assert "2024-01-01 to 2024-03-01" in out, says
    assert (said in err) if said else not err
    assert "nan" not in (out + err).lower()


def test_a_denominator_of_zero_is_no_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "answered.csv"
    rows = ["2024-01-01,8,10,80", "2024-02-01,9,12,75", "2024-03-01,0,0,0", "2024-04-01,6,10,60", "2024-05-01,8,10,80"]
    path.write_text("\n".join(["month,calls answered,calls,% answered", *rows]) + "\n", encoding="utf-8")
    assert run(["analyse", str(path)]) == 0
    out, err = capsys.readouterr()
    assert "4 figures" in out
    assert "The denominator of % answered is 0, so there is no percentage." in err
