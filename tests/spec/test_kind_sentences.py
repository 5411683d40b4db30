"""One sentence for every state of every chart kind, as a table: number, date, direction and hedging, at most 24 words."""

from collections.abc import Sequence
from datetime import date

import pytest

from groundswell.charts.chart import Chart
from groundswell.charts.xmr_chart import xmr_chart
from groundswell.domain.measurement.chart_kind import ChartKind, DrawnFrom, KindName
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.drawn_series import drawn_series
from groundswell.domain.measurement.series import Series
from groundswell.domain.xmr.analyse import AnalysisRequest, analyse_many
from groundswell.domain.xmr.analysis import SegmentInput
from groundswell.domain.xmr.rule_sets import rule_set
from groundswell.words import catalogue, words_for
from tests.kind_series import SEASON, WOBBLE, monthly, ratios

JOBS = MeasureDefinition("Jobs", measurement_unit="jobs")
ONE = (SegmentInput(),)
SPLIT = (SegmentInput(), SegmentInput(36))
YEAR4 = [SEASON[at % 12] * 4 + WOBBLE[at % 17] for at in range(48)]
EVEN = [SEASON[at % 12] * (4 + WOBBLE[at % 17] / 25) for at in range(48)]
TREND = [100 + 2 * at + 4 * WOBBLE[at % 17] for at in range(24)]
GAPS = [30, 41, 22, 35, 28, 44, 31, 26, 38, 33, 29, 40]


def told(
    values: Sequence[float] | Series, kind: str | ChartKind, *, rules: str = "wheeler", baseline: int | None = None,
    segments: tuple[SegmentInput, ...] = ONE,
) -> Chart:
    """The chart of some months by a kind."""
    own = ChartKind(KindName(kind)) if isinstance(kind, str) else kind
    series = values if isinstance(values, Series) else monthly(list(values))
    drawn = drawn_series(series, own)
    request = AnalysisRequest(drawn.series, rule_set(rules), segments, baseline, kind=own, open_last=drawn.open_last)
    return xmr_chart(analyse_many([request])[0], JOBS)


def changed(values: Sequence[float], places: dict[int, float]) -> list[float]:
    """The figures with something added at some places."""
    return [value + places.get(at, 0) for at, value in enumerate(values)]


def shares(hits: Sequence[int], sizes: Sequence[int]) -> Series:
    """Shares in per cent of months from January 2020."""
    undated, dated = ratios(list(hits), sizes, per=100), monthly([0] * len(sizes))
    points = [
        type(point)(when.period, point.value, point.presence, observation=point.observation)
        for point, when in zip(undated.points, dated.points, strict=True)
    ]
    return Series("Share", None, dated.cadence, tuple(points))


SIZES = [40 + 23 * (at % 7) for at in range(24)]
HITS = [round(0.8 * size) + WOBBLE[at % 17] for at, size in enumerate(SIZES)]
COUNTED = ChartKind(KindName.T, DrawnFrom.EVENT_COUNTS)
RARE = [0] * 60
for _at in (2, 5, 9, 12, 15, 19, 22, 26, 29, 33, 36, 39):
    RARE[_at] = 1

def beside(*near: int) -> Chart:
    """Shares of equal sizes: three above the upper limit, others close to it."""
    others = dict.fromkeys((22, 24, 29), 260) | dict.fromkeys(near, 224)
    hits = [others.get(at, 200 + (-1) ** at * (3 + at % 4)) for at in range(30)]
    return told(shares(hits, [400] * 30), "p", rules="nelson", baseline=18)


STEADY_DAYS = [10, 11, 9, 12] * 4 + [10, 11]
CASES: list[tuple[str, Chart, str]] = [
    ("seasonal, routine", told(YEAR4, "seasonal"),
     "No signal since December 2020 with the seasons taken into account; December 2023 is normally between 35.5 and 38.0."),
    ("seasonal, one above", told(changed(YEAR4, {47: 40}), "seasonal", baseline=36),
     "December 2023 rose above the upper limit for the season."),
    ("seasonal, two below", told(changed(YEAR4, {45: -60, 47: -30}), "seasonal", baseline=36),
     "October and December 2023 fell below the lower limits for their seasons"),
    ("seasonal, many above", told(changed(YEAR4, dict.fromkeys(range(40, 48), 90)), "seasonal", baseline=36),
     "Eight figures from May 2023 to December 2023 rose above the upper limits for their seasons."),
    ("seasonal, a run", told([*EVEN[:38], *[SEASON[at % 12] * 4.05 for at in range(38, 48)]], "seasonal", baseline=36),
     "Eleven figures in a row since February 2023 lie above what is typical for their seasons."),
    ("seasonal, a run that has ended",
     told([*EVEN[:38], *[SEASON[at % 12] * (4.05 if at < 46 else 3.97) for at in range(38, 48)]], "seasonal", baseline=36),
     "Nine figures in a row from February 2023 to October 2023 lay above what is typical for their seasons."),
    ("trended, a run that has ended", told(changed([one * 2 for one in TREND], {**dict.fromkeys(range(14, 22), -12), 22: 8, 23: 8}),
                                           "trended", baseline=14), "lay below the line of the trend."),
    ("seasonal, a step", told(changed(YEAR4, {47: 25}), "seasonal", baseline=36),
     "December 2023 rose above the upper limit for the season."),
    ("seasonal, a new level", told([value * (2 if at >= 36 else 1) for at, value in enumerate(YEAR4)][:43], "seasonal", segments=SPLIT),
     "Since January 2023 typical over all seasons is"),
    ("seasonal, too few", told(YEAR4[:3], "seasonal"), "Three figures so far; limits appear from the fifth."),
    ("trended, rising", told(TREND, "trended"),
     "No signal in 24 figures since January 2020: it keeps rising as before, and December 2021 is normally between"),
    ("trended, falling", told([-one for one in TREND], "trended"),
     "No signal in 24 figures since January 2020: it keeps falling as before"),
    ("trended, one above", told(changed(TREND, {23: 60}), "trended", baseline=20),
     "December 2021 rose above the upper limit of the trend."),
    ("trended, a run", told(changed([one * 2 for one in TREND], dict.fromkeys(range(14, 24), -12)), "trended", baseline=14),
     "lie below the line of the trend, which may have changed."),
    ("between, routine", told(GAPS, "t"), "No signal in 12 intervals since January 2020; an interval between events is typically 33"),
    ("between, longer", told([*GAPS, 400], "t"), "The interval to January 2021 was longer than the upper limit of"),
    ("between, a run of short ones", told([*GAPS, *[21, 20, 22, 21, 20, 22, 21, 20]], "g", baseline=12),
     "intervals in a row since January 2021 were shorter than the typical 32"),
    ("between, too few", told([30, 20], "t"), "Two intervals between events so far; limits appear from the fifth."),
    ("between, all alike", told([30] * 9, "t"), "Every interval since January 2020 is 30"),
    ("between, none yet", told([None] * 3, "t"), "No interval between two events yet."),  # type: ignore[list-item]
    ("between, open beyond", told(RARE, COUNTED), "No event for 625\u00a0jobs so far, more than the upper limit of"),
    ("between, open within", told(RARE[:43], COUNTED), "No signal in 11 intervals since 16 June 2020;"),
    ("sized, routine", told(shares(HITS, SIZES),
     "p"), "No signal in 24 figures since January 2020; December 2021, by its size, is normally between"),
    ("sized, one below", told(shares([*HITS[:-1], 20], SIZES), "p"), "December 2021 fell below the lower limit for its size."),
    ("sized, all of them", told(shares(SIZES, SIZES), "p"), "Every figure since January 2020 is 100"),
    ("sized, a third of each", told(shares([10, 20, 11, 22, 30] * 4, [30, 60, 33, 66, 90] * 4), "p"),
     "No signal in 20 figures since January 2020;"),
    ("sized, a third of each, by their scatter", told(shares([10, 20, 11, 22, 30] * 4, [30, 60, 33, 66, 90] * 4), "p_prime"),
     "Every figure since January 2020 is 33.33"),
    ("sized, another after a third of each", told(shares([10, 20, 11, 22, 30, 40], [30, 60, 33, 66, 90, 90]), "u_prime", baseline=5),
     "No signal can show: the figures that the limits rest on do not vary."),
    ("sized, three above and two near", beside(20, 21),
     "rose above the upper limits for their sizes, and September and October 2021 came close to them."),
    ("sized, three above and three near", beside(20, 21, 26),
     "November 2021, January 2022 and June 2022 rose above the upper limits for their sizes, and 3 others came close to them."),
    ("between, three longer and three near",
     told([*STEADY_DAYS, 11, 11, 11, 13.8, 30, 13.7, 30, 11, 13.6, 11, 11, 30], "t", rules="nelson", baseline=18),
     "The intervals to November 2021, January 2022 and June 2022 were longer than the upper limit of 17."),
    ("seasonal, nothing but seasons", told([SEASON[at % 12] / 7 for at in range(36)], "seasonal"),
     "No signal can show: but for the seasons, the figures that the limits rest on do not vary."),
    ("seasonal, by runs alone", told(YEAR4, "seasonal", rules="anhoej"),
     "No signal in 48 figures since January 2020: figures lie on both sides of their seasons’ typical values as chance would have it."),
    ("trended, by runs alone", told(TREND, "trended", rules="anhoej"),
     "No signal in 24 figures since January 2020: figures lie on both sides of the line of the trend as chance would have it."),
    ("counts, none ever", told([0] * 12, "c"), "Every figure since January 2020 is 0"),
    ("sized, too few", told(shares(HITS[:4], SIZES[:4]), "p"), "Four figures so far; limits appear from the fifth."),
    ("counts, routine", told([9, 12, 10, 8, 11, 9, 13, 10], "c"),
     "No signal in 8 figures since January 2020; a typical month is between 1 and 20."),
    ("counts, one above", told([9, 12, 10, 8, 11, 9, 13, 40], "c"), "August 2020 rose above the upper limit of"),
    ("refused", told([9, 12, 10, 8, 11, 9, 13, 10], "seasonal"),
     "No signal in 8 figures since January 2020; a typical month is between"),
]


@pytest.mark.parametrize(("chart", "sentence"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_state_has_its_sentence(chart: Chart, sentence: str) -> None:
    assert sentence in chart.sentence
    assert len(chart.sentence.split()) <= 24
    assert "finding." not in chart.sentence
    assert "{" not in chart.sentence + chart.detail and "nan" not in (chart.sentence + chart.detail).lower()


def test_every_sentence_of_a_kind_names_only_what_a_finding_holds() -> None:
    known = {"typical", "lower", "upper", "limit", "before", "since", "first", "last", "at", "points", "near", "n", "count", "needed",
             "newest", "level", "slope", "figure"}
    own = ("finding.seasonal", "finding.trended", "finding.between", "finding.sized", "detail.seasonal", "detail.trended")
    messages = {code: words_for().pattern(code) for code in catalogue.codes("en") if code.startswith(own)}
    assert len(messages) > 60
    for code, text in messages.items():
        names = {part.split("}")[0] for part in text.split("{")[1:]}
        assert names <= known, (code, names - known)
        assert len(text.split()) <= 24, code


def test_the_smaller_line_says_what_is_drawn() -> None:
    assert told(YEAR4, "seasonal").detail == "Typical for the season is 36.7\u00a0jobs, over all seasons 81.1\u00a0jobs."
    assert told(TREND, "trended").detail.startswith("The line of the trend stands at ")
    assert "moves by 2.0 from one figure to the next" in told(TREND, "trended").detail
    assert told(RARE[:43], COUNTED).detail.endswith(
        "Drawn as the days between events; those of one period are taken to lie evenly in it."
    )
    total = told([10, 22, 31, 40, 52, 63, 72, 80], ChartKind(drawn_from=DrawnFrom.RUNNING_TOTAL))
    assert total.detail.endswith("Drawn from differences of the running total.")


def test_what_the_limits_rest_on_explains_the_kind() -> None:
    facts = dict(told(YEAR4, "seasonal").rests_on)
    assert facts["Chart"].startswith("XmR of the figures with their seasons taken out")
    assert facts["Seasons"].startswith("Jan × 0.49, Feb × 0.70")
    assert dict(told(shares(HITS, SIZES), "p_prime").rests_on)["Scatter"].endswith("× what counting alone explains")
    counted = dict(told(shares(HITS, SIZES), "p").rests_on)["Constants"]
    assert counted == "Typical ± 3 sigmas of the counting model; no rule about moving ranges"
    assert dict(told([30, 0, 20, 25, 0, 31, 28], "t").rests_on)["Zero intervals"] == "2 intervals of zero are judged as half a unit"
    assert dict(told([9] * 8, "seasonal").rests_on)["Chart"] == "Plain, because it holds fewer than two full cycles of seasons"
    assert "Chart" not in dict(told([9, 12, 10, 8, 11, 9, 13, 10], "xmr").rests_on)


def test_a_point_says_what_is_normal_for_it_and_the_open_one_that_it_is_so_far() -> None:
    assert told(YEAR4, "seasonal").points[0].text == "Jan 2020: 40\u00a0jobs. Routine. Normally 38.1 to 40.9."
    last = told(RARE[:43], COUNTED).points[-1]
    assert last.provisional and "so far, and no event since" in last.text
    assert date(2023, 7, 31) == last.day
