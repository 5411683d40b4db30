"""Chart kinds: limits, rules and drawing of 120 figures by each of them, and what is recognised in 120 figures.

    python -m benchmarks chart_kinds

Passes by ratios within one run: no kind may cost more than 2.5 times the analysis of the same figures by XmR, nor its drawing more
than 2.2 times that of XmR (where each point has limits of its own it says two figures more). Limits and rules of no kind may take
more than 1 ms of CPU; what a drawing takes is printed beside.
"""

import math
import random
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction

from benchmarks.measuring import Verdict, best_of
from groundswell.charts.drawing.svg import full_svg
from groundswell.charts.xmr_chart import xmr_chart
from groundswell.domain.measurement.chart_kind import ChartKind, KindName
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.exact import Exact, exact_of
from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.period import Cadence, add_months, period_of
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analyse import AnalysisRequest, analyse_many
from groundswell.domain.xmr.analysis import XmrAnalysis
from groundswell.domain.xmr.fit.recognising import Looked, recognised
from groundswell.domain.xmr.rule_sets import rule_set

POINTS, ROUNDS = 120, 20
MOST_TIMES, MOST_DRAWN, MOST_SEEN = 2.5, 2.2, 8.0
MOST_MS = 1.0
JOBS = MeasureDefinition("Jobs done in time", measurement_unit="%")


def make_series() -> Series:
    """Ten years of shares with a season, each with its counts."""
    chance = random.Random(9)
    found = []
    for at in range(POINTS):
        size = chance.randint(200, 900)
        hits = sum(chance.random() < 0.7 + 0.1 * math.sin(at * math.pi / 6) for _ in range(size))
        period, share = period_of(add_months(date(2016, 1, 1), at), Cadence.MONTH), exact_of(Fraction(round(1000 * hits / size), 10))
        found.append(Observation("Jobs", None, period, share, numerator=Exact(hits), denominator=Exact(size)))
    return Series.of_observations(found)


def counts() -> Series:
    """Ten years of whole counts."""
    chance = random.Random(4)
    return Series.of_observations([
        Observation("Jobs", None, period_of(add_months(date(2016, 1, 1), at), Cadence.MONTH), Exact(chance.randint(5, 60)))
        for at in range(POINTS)
    ])


def analysed(series: Series, kind: ChartKind) -> XmrAnalysis:
    """One series by one kind."""
    return analyse_many([AnalysisRequest(series, rule_set("wheeler"), kind=kind)])[0]


def repeated(work: Callable[[], object]) -> Callable[[], int]:
    """The same work several times, for a clock that a single one is too short for."""
    return lambda: sum(1 for _ in range(ROUNDS) if work() is not None)


def run() -> Iterator[Verdict]:
    """Each kind against XmR of the same figures."""
    shares, whole = make_series(), counts()
    for name in KindName:
        series = whole if name in (KindName.C, KindName.G, KindName.T) else shares
        kind = ChartKind(name)
        if name is KindName.XMR:
            continue
        plain, _ = best_of(7, repeated(lambda series=series: analysed(series, ChartKind())))  # type: ignore[misc]
        own, _ = best_of(7, repeated(lambda series=series, kind=kind: analysed(series, kind)))  # type: ignore[misc]
        yield _verdict(f"{name.value}: limits and rules of {POINTS} figures", own.cpu, plain.cpu, MOST_TIMES, MOST_MS)
        drawn, flat = analysed(series, kind), analysed(series, ChartKind())
        bare, _ = best_of(5, repeated(lambda flat=flat: full_svg(xmr_chart(flat, JOBS))))  # type: ignore[misc]
        full, _ = best_of(5, repeated(lambda drawn=drawn: full_svg(xmr_chart(drawn, JOBS))))  # type: ignore[misc]
        yield _verdict(f"{name.value}: drawing", full.cpu, bare.cpu, MOST_DRAWN)
    analysis = analysed(shares, ChartKind())
    plain, _ = best_of(7, repeated(lambda: analysed(shares, ChartKind())))
    seen, _ = best_of(7, repeated(lambda: recognised(Looked(shares, analysis, "Jobs", "%"))))
    yield _verdict(f"recognition in {POINTS} figures", seen.cpu, plain.cpu, MOST_SEEN)


def _verdict(says: str, seconds: float, bare: float, most: float, most_ms: float = math.inf) -> Verdict:
    ratio, each = seconds / bare, 1000 * seconds / ROUNDS
    wanted = f"at most {most:g} times" + (f" and {most_ms:g} ms" if most_ms < math.inf else "")
    return Verdict(says, f"{each:.2f} ms, {ratio:.1f} times XmR", wanted, ratio <= most and each <= most_ms)
