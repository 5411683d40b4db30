"""Neither too low nor too high: what a signal means for a measure that is best in a band, as one table; and what its ends can be.

Figures of one level alternate about it; the first twelve make the limits, which lie 2.66 * 2 = 5.32 to either side of it.
"""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import pytest

from groundswell.domain.authoring.definition.change import breaks, differences
from groundswell.domain.authoring.definition.fields import next_field
from groundswell.domain.authoring.definition.texts import texts_of, with_texts
from groundswell.domain.authoring.history import History, Version
from groundswell.domain.improvement.assurance import Assurance, read_standard
from groundswell.domain.improvement.marks import PointMark, point_marks, word
from groundswell.domain.improvement.targets import TargetState, read_target
from groundswell.domain.measurement.chart_kind import ChartKind, DrawnFrom, KindName
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.direction import Band, Direction, side_wanted
from groundswell.domain.measurement.drawn_record import drawn_record
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.segment import Judging
from groundswell.domain.measurement.target import Standard, Target, TargetKind
from groundswell.domain.xmr.analyse import analyse
from groundswell.domain.xmr.analysis import Origin, SegmentInput, XmrAnalysis
from tests.charting import series_of
from tests.spec.test_targets import level

BAND = Band(Exact(80), Exact(90))
BETTER, WORSE, CHANGED, ROUTINE = PointMark.BETTER, PointMark.WORSE, PointMark.CHANGED, PointMark.ROUTINE
DAY = date(2027, 12, 31)


def analysed(*figures: float | str, first: int = 0) -> XmrAnalysis:
    """The first twelve make the limits; ``first``: where a second stretch begins, whose figures all make its own."""
    inputs = [SegmentInput(0), SegmentInput(first, origin=Origin.KNOWN_CHANGE)] if first else []
    return analyse(series_of([str(one) for one in figures]), segments=inputs, baseline=None if first else 12)


def at(typical: float, *further: float | str) -> XmrAnalysis:
    return analysed(*level(typical, 12), *further)


def step(before: float, after: float) -> XmrAnalysis:
    return analysed(*level(before, 12), *level(after, 6), first=12)


@dataclass(frozen=True)
class Row:
    says: str
    analysis: XmrAnalysis
    mark: PointMark


TABLE = [
    Row("a level that moves nearer is better", step(70, 78), BETTER),
    Row("down towards the band as well", step(100, 93), BETTER),
    Row("into the band", step(70, 85), BETTER),
    Row("onto its lower end", step(79, 80), BETTER),
    Row("onto its upper end", step(91, 90), BETTER),
    Row("a level that moves away is worse", step(78, 70), WORSE),
    Row("upwards as well", step(92, 99), WORSE),
    Row("out of the band", step(85, 95), WORSE),
    Row("off its end", step(90, 91), WORSE),
    Row("through the band to a nearer place", step(70, 95), BETTER),
    Row("through the band to a farther place", step(75, 100), WORSE),
    Row("through the band to the same distance", step(70, 100), CHANGED),
    Row("the same distance in figures that no machine holds exactly", step(79.9, 90.1), CHANGED),
    Row("inside before and after", step(82, 88), CHANGED),
    Row("from end to end", step(80, 90), CHANGED),
    Row("a point beyond the limit, away from the band", at(85, 95), WORSE),
    Row("below it as well", at(85, 75), WORSE),
    Row("a point beyond the limit, into the band", at(70, 80), BETTER),
    Row("a point beyond the limit inside the band", at(81.5, 88), CHANGED),
    Row("a point beyond the band at the central line's distance", at(70, 100), CHANGED),
    Row("a point just nearer than that", at(70, "99.999"), BETTER),
    Row("a point just farther", at(70, "100.001"), WORSE),
    Row("a long run towards the band is judged by its mean", at(70, *[72, 71] * 4), BETTER),
    Row("a long run away from it", at(70, *[68, 69] * 4), WORSE),
    Row("a long run inside it", at(84, *[86, 85] * 4), CHANGED),
    Row("no signal", at(70), ROUTINE),
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.says)
def test_what_a_signal_means_in_a_band(row: Row) -> None:
    assert word(row.analysis, BAND) is row.mark
    signalled = {at for signal in row.analysis.signals if signal.rule != "moving_range" for at in signal.points}
    marks = point_marks(row.analysis, BAND)
    assert {marks[place] for place in signalled} <= {row.mark}


def test_a_trend_is_judged_from_its_first_figure_to_its_last() -> None:
    rising = analyse(series_of([str(n) for n in [70, 69, 71, 70, 69, 71, 70, 68, 70, 72, 74, 76, 78, 80]]), rules="nelson")
    trend = next(signal for signal in rising.signals if signal.rule == "trend")
    assert point_marks(rising, BAND)[trend.points[-1]] is BETTER
    assert point_marks(rising, Band(Exact(40), Exact(50)))[trend.points[-1]] is WORSE


def test_a_wide_step_has_no_better_side_and_a_direction_without_ends_judges_nothing() -> None:
    stepping = at(85, "85", "89.9", "82.1")
    assert [signal.rule for signal in stepping.signals] == ["moving_range"]
    assert word(stepping, BAND) is CHANGED
    assert word(at(85, 95), Direction.IN_BAND) is CHANGED


def test_a_stretch_is_judged_by_the_band_of_its_own_definition() -> None:
    judged = Judging(Direction.IN_BAND, band=Band(Exact(60), Exact(65)))
    own = analyse(series_of([str(one) for one in (*level(70, 12), 80)]), segments=[SegmentInput(judged_by=judged)], baseline=12)
    assert word(own, BAND) is WORSE
    assert word(own, Direction.UP) is WORSE


@pytest.mark.parametrize(
    ("value", "distance", "side"),
    [("80", 0, 0), ("90", 0, 0), ("85", 0, 0), ("79.9", Fraction(1, 10), -1), ("90.001", Fraction(1, 1000), 1), ("-5", 85, -1)],
)
def test_the_distance_is_exact_and_both_ends_belong_to_the_band(value: str, distance: Fraction | int, side: int) -> None:
    assert BAND.distance(Exact.parse(value)) == distance
    assert BAND.side(Exact.parse(value)) == side


def test_ends_that_are_crossed_are_no_band() -> None:
    for lower, upper in ((90, 80), (80, 80)):
        with pytest.raises(ValueError, match="not under"):
            Band(Exact(lower), Exact(upper))


@pytest.mark.parametrize(
    ("value", "side"),
    [(70, Direction.UP), (80, Direction.UP), (81, Direction.NEUTRAL), (89, Direction.NEUTRAL), (90, Direction.DOWN), (95, Direction.DOWN)],
)
def test_the_side_that_is_wanted_of_a_value(value: int, side: Direction) -> None:
    assert side_wanted(BAND, Exact(value)) is side
    assert side_wanted(Direction.DOWN, Exact(value)) is Direction.DOWN


@pytest.mark.parametrize(
    ("typical", "value", "assurance", "in_band"),
    [
        (85, 75, Assurance.ALWAYS, False), (85, 95, Assurance.ALWAYS, False), (85, 80, Assurance.LUCK, False),
        (70, 80, Assurance.NEVER, False), (100, 90, Assurance.NEVER, False), (85, 85, None, True),
    ],
)
def test_a_standard_is_a_minimum_under_the_band_and_a_maximum_above_it(
    typical: float, value: int, assurance: Assurance | None, in_band: bool
) -> None:
    found = read_standard(Standard(Exact(value), date.min), at(typical), BAND)
    assert (found.assurance, found.in_band) == (assurance, in_band)
    assert found.up is (value < 90)


@pytest.mark.parametrize(
    ("analysis", "kind", "value", "state", "also"),
    [
        (step(70, 84), TargetKind.CENTRAL_LINE, 82, TargetState.REACHED, {"up": True, "beyond": False}),
        (step(100, 88), TargetKind.CENTRAL_LINE, 88, TargetState.REACHED, {"up": False}),
        (step(70, 95), TargetKind.CENTRAL_LINE, 85, TargetState.AWAY, {"beyond": True, "lost": False}),
        (step(70, 74), TargetKind.CENTRAL_LINE, 82, TargetState.APPROACHING, {"beyond": False}),
        (at(86), TargetKind.LIMIT, 80, TargetState.REACHED, {"up": True}),
        (at(85), TargetKind.LIMIT, 80, TargetState.NO_CHANGE, {"up": True}),
        (at(84), TargetKind.LIMIT, 90, TargetState.REACHED, {"up": False}),
        (at(85), TargetKind.LIMIT, 85, TargetState.NO_DIRECTION, {"in_band": True}),
        (at(85), TargetKind.SPREAD, 12, TargetState.REACHED, {"up": False}),
    ],
)
def test_targets_of_a_measure_that_is_best_in_a_band(
    analysis: XmrAnalysis, kind: TargetKind, value: int, state: TargetState, also: dict[str, object]
) -> None:
    found = read_target(Target(Exact(value), DAY, kind=kind), analysis, BAND)
    assert found.state is state
    assert {name: getattr(found, name) for name in also} == also


# --- the definition

PLAIN = MeasureDefinition("Occupancy", measurement_unit="%", lower_bound=Exact(0), upper_bound=Exact(100))
BANDED = MeasureDefinition("Occupancy", direction=Direction.IN_BAND, band=BAND)


@pytest.mark.parametrize(
    ("before", "texts", "troubles"),
    [
        (PLAIN, {"direction": "in_band", "band_lower": "80", "band_upper": "90"}, []),
        (PLAIN, {"direction": "in_band", "band_lower": "\N{MINUS SIGN}0", "band_upper": "0,5"}, []),
        (PLAIN, {"direction": "in_band"}, [("band_end_needed", "band_lower"), ("band_end_needed", "band_upper")]),
        (PLAIN, {"direction": "in_band", "band_lower": "80", "band_upper": " "}, [("band_end_needed", "band_upper")]),
        (PLAIN, {"direction": "in_band", "band_lower": "90", "band_upper": "80"}, [("band_crossed", "band_upper")]),
        (PLAIN, {"direction": "in_band", "band_lower": "80", "band_upper": "80.0"}, [("band_crossed", "band_upper")]),
        (PLAIN, {"direction": "in_band", "band_lower": "low", "band_upper": "90"}, [("not_a_figure", "band_lower")]),
        (PLAIN, {"direction": "in_band", "band_lower": "80", "band_upper": "101"}, [("band_beyond_bounds", "band_upper")]),
        (PLAIN, {"direction": "in_band", "band_lower": "-1", "band_upper": "90"}, [("band_beyond_bounds", "band_lower")]),
        (PLAIN, {"direction": "up", "band_lower": "80", "band_upper": "90"}, [("band_without_direction", "band_lower")]),
        (PLAIN, {"band_upper": "90"}, [("band_without_direction", "band_upper")]),
        (PLAIN, {"direction": "sideways", "band_lower": "80", "band_upper": "90"},
         [("choice_unknown", "direction"), ("band_without_direction", "band_lower")]),
        (BANDED, {"band_upper": "95"}, []),
        (BANDED, {"direction": "up"}, [("band_without_direction", "band_lower")]),
        (BANDED, {"direction": "up", "band_lower": "", "band_upper": ""}, []),
        (BANDED, {"band_lower": ""}, [("band_end_needed", "band_lower")]),
        (BANDED, {"band_lower": "x"}, [("not_a_figure", "band_lower")]),
        (BANDED, {"name": "Beds in use"}, []),
    ],
)
def test_direction_and_ends_are_kept_together_or_not_at_all(
    before: MeasureDefinition, texts: dict[str, str], troubles: list[tuple[str, str]]
) -> None:
    after, found = with_texts(before, texts)
    assert [(one.code, one.field) for one in found] == troubles
    assert (after.direction is Direction.IN_BAND) is (after.band is not None)
    if troubles:
        assert (after.direction, after.band) == (before.direction, before.band)
    else:
        assert all(texts_of(after)[code] == text.strip().replace("\N{MINUS SIGN}0", "0").replace(",", ".") for code, text in texts.items())


def test_another_band_is_another_version_that_breaks_nothing() -> None:
    """Figures are counted as before: only what is wanted of them is another thing."""
    wider, _ = with_texts(BANDED, {"band_upper": "95"})
    assert [(one.field, one.was, one.now, one.breaks) for one in differences(BANDED, wider)] == [("band_upper", "90", "95", False)]
    assert not breaks(BANDED, wider)
    assert not breaks(PLAIN, BANDED)


def test_what_a_later_version_changes_of_a_band_takes_its_direction_along() -> None:
    def version(direction: Direction, band: Band | None, population: str, first: date | None) -> Version:
        entry_of = with_texts(MeasureDefinition("Occupancy", direction=direction, band=band), {"population": population, "status": "live"})
        return Version(entry_of[0], first)

    wider = Band(Exact(80), Exact(95))
    history = History((
        version(Direction.UP, None, "all beds", None), version(Direction.IN_BAND, BAND, "open beds", date(2026, 3, 1)),
        version(Direction.IN_BAND, wider, "open beds", None),
    ))
    assert history.on(date(2026, 1, 1)).way == wider
    assert history.on(date(2026, 4, 1)).way == wider


def test_a_band_counts_as_said_and_the_direction_alone_does_not() -> None:
    written, _ = with_texts(BANDED, {"description": "Beds in use", "measurement_unit": "%"})
    asked = next_field(written)
    assert asked is not None
    assert asked.code != "direction"


@pytest.mark.parametrize(
    "kind", [ChartKind(drawn_from=DrawnFrom.RUNNING_TOTAL), ChartKind(KindName.T, DrawnFrom.EVENT_COUNTS)], ids=["differences", "events"]
)
def test_what_is_drawn_in_place_of_the_figures_has_no_band(kind: ChartKind) -> None:
    series = series_of([*range(1, 16)], start=date(2024, 1, 1))
    record = MeasureRecord(
        "m", None, None, BANDED, series, kind=kind, segments=(SegmentInput(judged_by=Judging(Direction.IN_BAND, band=BAND)),)
    )
    drawn = drawn_record(record, date(2026, 1, 1))
    assert drawn.kind is kind, drawn.kind_refused
    assert drawn.definition.way is Direction.NEUTRAL
    assert [one.judged_by.way for one in drawn.segments if one.judged_by] == [Direction.NEUTRAL]
