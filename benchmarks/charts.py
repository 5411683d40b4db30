"""Chart benchmarks, from ready analyses to SVG text: 100 small charts, and one full chart of 60 points with what each point says.

    python -m benchmarks charts

Passes by ratios within one run, against the bare work that no drawing can do without: writing each point's coordinates as one
path (small charts), and writing each point's figure, period and coordinates once (full chart). The milliseconds that were asked
for are printed beside, for a machine of this kind at rest.
"""

import random
from collections.abc import Callable, Iterator
from datetime import date

from benchmarks.measuring import Verdict, best_of
from groundswell.charts.drawing.svg import card_svg, full_svg, spark_svg
from groundswell.charts.xmr_chart import ChartLook, xmr_chart
from groundswell.domain.measurement.definition import Direction, MeasureDefinition, Note, Target
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Observation
from groundswell.domain.measurement.period import Cadence, add_months, period_of
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analyse import AnalysisRequest, analyse_many
from groundswell.domain.xmr.analysis import SegmentInput, XmrAnalysis
from groundswell.domain.xmr.rule_sets import rule_set

POINTS, SMALL, CARDS = 60, 100, 6
"""A home page shows at most six cards; all other measures are rows."""
ROUNDS = 30
SMALL_MS, FULL_MS = 15.0, 0.5
MOST_SMALL, MOST_FULL = 8.0, 8.0
START = date(2021, 11, 1)
DEFINITION = MeasureDefinition("Days to answer a complaint", measurement_unit="working days", direction=Direction.DOWN)


def make_series(seed: int) -> Series:
    """Sixty months about a level of their own."""
    chance = random.Random(seed)
    level = chance.uniform(10, 90)
    return Series.of_observations([
        Observation("Days", None, period_of(add_months(START, at), Cadence.MONTH), Exact(round(chance.gauss(level, level / 10) * 10), 1))
        for at in range(POINTS)
    ])


def small_charts(analyses: list[XmrAnalysis]) -> int:
    """Cards and rows of a home page; gives the length of all markup."""
    look, length = ChartLook(locale="en", texts=False), 0
    for number, analysis in enumerate(analyses):
        draw = card_svg if number < CARDS else spark_svg
        length += len(draw(xmr_chart(analysis, DEFINITION, look=look), ident=f"c{number}"))
    return length


def full_chart(analysis: XmrAnalysis) -> int:
    """The measure page's chart with notes and a target."""
    notes = (Note("1", add_months(START, 9), "A storm"), Note("2", add_months(START, 40), "One person reads every complaint"))
    look = ChartLook(locale="en", notes=notes, targets=(Target(Exact(14), add_months(START, 64)),))
    return len(full_svg(xmr_chart(analysis, DEFINITION, look=look)))


def bare_paths(analyses: list[XmrAnalysis]) -> int:
    """The least that small charts cost: every point's coordinates in a path."""
    return sum(
        len("M" + "L".join([f"{at * 6.0:.1f} {64 - value * 0.5:.1f}" for at, value in enumerate(analysis.series.values.tolist())]))
        for analysis in analyses
    )


def bare_points(analysis: XmrAnalysis) -> int:
    """The least that a full chart costs: every point's figure, period and coordinates, once."""
    parts = []
    for at, point in enumerate(analysis.series.points):
        if point.period is not None and point.value is not None:
            value = float(point.value)
            parts.append(f"<title>{point.period.start:%b %Y}: {value:.1f}</title><circle cx='{at * 16.0:.1f}' cy='{value * 3:.1f}'/>")
    return len("".join(parts))


def repeated(work: Callable[[], int], times: int) -> Callable[[], int]:
    """The same work several times, for a clock that a single one is too short for."""
    return lambda: sum(work() for _ in range(times))


def run() -> Iterator[Verdict]:
    """Both measurements."""
    rules = rule_set("wheeler")
    many = analyse_many([AnalysisRequest(make_series(seed), rules) for seed in range(SMALL)])
    split = AnalysisRequest(make_series(7), rules, (SegmentInput(0), SegmentInput(40, reason="a new form")))
    full = analyse_many([split])[0]
    small_charts(many[:2])
    full_chart(full)
    small, _ = best_of(10, lambda: small_charts(many))
    bare_small, _ = best_of(10, lambda: bare_paths(many))
    yield _held(f"{SMALL} small charts", small.cpu, bare_small.cpu, (MOST_SMALL, SMALL_MS))
    whole, _ = best_of(10, repeated(lambda: full_chart(full), ROUNDS))
    bare_whole, _ = best_of(10, repeated(lambda: bare_points(full), ROUNDS))
    yield _held(
        f"full chart of {POINTS} points, two notes, a target, a split", whole.cpu / ROUNDS, bare_whole.cpu / ROUNDS, (MOST_FULL, FULL_MS)
    )


def _held(says: str, seconds: float, bare: float, most: tuple[float, float]) -> Verdict:
    ratio, wanted = seconds / bare, f"at most {most[0]:g} times; {most[1]:g} ms at rest"
    return Verdict(says, f"{seconds * 1000:.2f} ms, {ratio:.1f} times the bare work", wanted, ratio <= most[0])
