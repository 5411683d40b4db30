"""What would be a signal next on charts of each kind: a figure just inside and just outside of each told threshold is put there.

The series with that figure is analysed as a whole with its calculation ranges as they were; what it signals at its end is compared.
"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from groundswell.domain.measurement.chart_kind import RATIOS, ChartKind, KindName
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.period import Period
from groundswell.domain.measurement.series import Series, SeriesPoint
from groundswell.domain.xmr.analyse import AnalysisRequest, analyse, analyse_many
from groundswell.domain.xmr.analysis import SegmentInput, XmrAnalysis, line_at
from groundswell.domain.xmr.explaining import as_it_stands
from groundswell.domain.xmr.looking_ahead import Ahead, Silence, next_signals
from groundswell.domain.xmr.rule_sets import rule_set
from tests.kind_series import SEASON, monthly, ratios, seasonal

RATES = [4, 6, 5, 7, 3, 6, 5, 4, 6, 5, 7, 7, 7, 7, 7, 8, 9]
PEOPLE = [80, 120, 100, 90, 110, 95, 105, 130, 70, 100, 115, 85, 90, 95, 90, 100, 60]
GAPS = [3, 12, 0, 7, 30, 1, 9, 15, 4, 22, 8, 2, 11, 16, 17, 19, 20, 21]
RISING = [at * 2 + (3 if at % 2 else -3) for at in range(16)] + [33, 36, 38, 40, 42, 45]
COUNTS = [4, 6, 5, 7, 3, 6, 5, 4, 6, 5, 8, 7, 6, 7, 8, 9]

CASES: list[tuple[str, Series, ChartKind]] = [
    ("seasonal", seasonal(), ChartKind(KindName.SEASONAL)),
    ("added seasons", seasonal(), ChartKind(KindName.SEASONAL, additive=True)),
    ("trended", Series.of_numbers(RISING), ChartKind(KindName.TRENDED)),
    ("regression", Series.of_numbers(RISING), ChartKind(KindName.TRENDED, regression=True)),
    ("t", Series.of_numbers(GAPS), ChartKind(KindName.T)),
    ("parts of days", Series.of_numbers([gap / 8 for gap in GAPS]), ChartKind(KindName.T)),
    ("g", Series.of_numbers(GAPS), ChartKind(KindName.G)),
    ("c", Series.of_numbers(COUNTS), ChartKind(KindName.C)),
    *((name, ratios(RATES, PEOPLE), ChartKind(KindName(name))) for name in ("u", "p", "u_prime", "p_prime")),
]
WHOLE_NUMBERS = {"c"}


def with_next(series: Series, value: float) -> Series:
    """The series with one more figure in the period after the last, with the newest denominator."""
    newest = series.points[-1]
    exact = Exact.parse(f"{value:.9f}" if value % 1 else str(int(value)))
    period = newest.period
    if period is not None:
        start = period.end
        period = Period(start, (start + timedelta(days=31)).replace(day=1))
    seen = newest.observation
    behind = Observation("", None, period, exact, denominator=None if seen is None else seen.denominator)
    return Series(series.measure, None, series.cadence, (*series.points, SeriesPoint(period, exact, behind.presence, observation=behind)))


def signalled(before: XmrAnalysis, value: float) -> set[tuple[str, str, bool]]:
    """What the whole analysis with the figure says of it, lines held."""
    after = analyse(
        with_next(before.series, value), rules=before.rule_set, kind=before.kind, segments=[as_it_stands(one) for one in before.segments],
        lower_bound=before.lower_bound, upper_bound=before.upper_bound,
    )
    assert after.drawn_kind == before.drawn_kind
    new = len(before.series)
    return {
        (one.rule, one.side.value, one.first_known != new) for one in after.signals if one.first_known == new or new in one.points
    }


def told(ahead: Ahead, value: float) -> set[tuple[str, str, bool]]:
    return {(one.rule, one.side.value, one.goes_on) for one in ahead.signals if one.holds(value)}


def candidates(ahead: Ahead, whole: bool, least: float | None, most: float | None) -> list[float]:
    """Figures close beside every told threshold."""
    ends = {end for one in ahead.signals for stretch in one.stretches for end in (stretch.low, stretch.high) if end is not None}
    assert ends
    if whole:
        near = {float(int(end) + way) for end in ends for way in (-1, 0, 1, 2)}
    else:
        near = {end * (1 + way) + way for end in ends for way in (-1e-6, 1e-6)}
    kept = {value for value in near if (least is None or value >= least) and (most is None or value <= most)}
    return sorted(kept | ({0.0} if least == 0 else set()))


@pytest.mark.parametrize("split", [False, True], ids=["whole", "split"])
@pytest.mark.parametrize(("name", "series", "kind"), CASES, ids=[case[0] for case in CASES])
def test_what_is_told_is_what_the_chart_then_signals(name: str, series: Series, kind: ChartKind, split: bool) -> None:
    least = None if name in ("trended", "regression", "added seasons", "seasonal") else 0.0
    most = 1.0 if name.startswith("p") else None
    segments = [SegmentInput(), SegmentInput(len(series) // 2, excluded=frozenset({len(series) - 3}))] if split else []
    seen = set()
    for rules in ("wheeler", "nhs_2023") if split else ("nelson", "western_electric"):
        before = analyse(series, rules=rules, kind=kind, segments=segments)
        ahead = next_signals(before)
        assert ahead.silence is None
        for value in candidates(ahead, name in WHOLE_NUMBERS, least, most):
            wanted = signalled(before, value)
            assert told(ahead, value) == wanted, (rules, value)
            seen.add(bool(wanted))
    assert seen == {False, True}


@pytest.mark.parametrize(("name", "series", "kind"), CASES, ids=[case[0] for case in CASES])
def test_the_lines_told_are_those_that_are_drawn_at_the_next_place(name: str, series: Series, kind: ChartKind) -> None:
    before = analyse(series, kind=kind)
    held = next_signals(before).lines
    assert held is not None and held.kind == kind.name.value and not held.open
    after = analyse(
        with_next(series, 1.0), kind=kind, segments=[as_it_stands(one) for one in before.segments]
    )
    drawn = line_at(after, len(series))
    assert drawn is not None
    assert (held.central_line, held.lower, held.upper) == pytest.approx((drawn.central_line, drawn.lower, drawn.upper), rel=1e-12)
    assert held.denominator == (PEOPLE[-1] if kind.name in RATIOS else None)


def test_a_gap_has_no_denominator_and_the_newest_one_is_that_before_it() -> None:
    held = next_signals(analyse(ratios([*RATES, None, 3], [*PEOPLE, 70, 0]), kind="p")).lines
    assert held is not None and held.denominator == 70


@pytest.mark.parametrize("kind", [KindName.T, KindName.G])
def test_an_interval_that_has_not_ended_is_the_next_figure_and_cannot_become_shorter(kind: KindName) -> None:
    """The same thresholds as of the next one after the ended intervals, but for those under what has passed already."""
    ended = next_signals(analyse(Series.of_numbers(GAPS), kind=kind.value))
    so_far = Series.of_numbers([*GAPS, 5])
    (analysis,) = analyse_many([AnalysisRequest(so_far, rule_set("wheeler"), kind=ChartKind(kind), open_last=True)])
    ahead = next_signals(analysis)
    assert ended.lines is not None and ahead.lines == replace(ended.lines, open=True)
    for value in (5, 6, 10, 20, 60, 200):
        assert told(ahead, value) == told(ended, value)
    assert not told(ahead, 4)


def test_of_whole_intervals_none_shorter_than_one_is_spoken_of() -> None:
    """The lower limit of these lies at a two-hundredth of a day."""
    assert {one.side.value for one in next_signals(analyse(GAPS, kind="t")).signals} == {"above"}
    parts = next_signals(analyse([gap / 8 for gap in GAPS], kind="t")).signals
    assert {one.side.value for one in parts if one.rule == "outside_limits"} == {"above", "below"}


def test_without_lines_or_without_variation_it_is_said_why() -> None:
    assert next_signals(analyse([3, 4], kind="t")).silence is Silence.TOO_FEW
    assert next_signals(analyse([3] * 9, kind="trended")).silence is Silence.NO_VARIATION
    split = [SegmentInput(), SegmentInput(len(RISING) - 1)]
    assert next_signals(analyse(RISING, kind="trended", segments=split)).silence is Silence.TOO_FEW


def test_the_next_months_season_is_taken() -> None:
    """The series ends in December: January's factor, a third of July's."""
    held = next_signals(analyse(seasonal(), kind="seasonal")).lines
    assert held is not None
    assert held.central_line == pytest.approx(SEASON[0] * 4, rel=0.05)


def test_a_month_after_a_year_end_is_a_month_of_the_calendar() -> None:
    short = monthly([SEASON[at % 12] * 4 + at % 5 for at in range(30)], first=date(2020, 1, 1))
    held = next_signals(analyse(short, kind="seasonal")).lines
    assert held is not None and held.central_line == pytest.approx(SEASON[6] * 4, rel=0.1)
