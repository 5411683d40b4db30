"""Computed measures: worked out on reading from what stands in the ledger, at every position, and never stored."""

from datetime import date

import pytest

from groundswell.domain.access.deciding import NOBODY
from groundswell.domain.measurement.data_item import DataItem
from groundswell.domain.measurement.definition import Direction
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Presence, Status
from groundswell.domain.measurement.period import Cadence
from groundswell.errors import UserError
from groundswell.records.actors import Actor, local_actor
from groundswell.records.lines import Line
from groundswell.records.selectors.acts import newest_seq
from groundswell.records.selectors.portfolio import measure_record, places, portfolio
from groundswell.records.services import audiences, intake, limits, measures
from groundswell.records.services.audiences import Wanted
from groundswell.reports.measure_page import build_measure_page
from tests.computed_measures import bring, computed, definition, id_of, items, letters, redefined, shown
from tests.intakes import intake_of, month, months_of

pytestmark = pytest.mark.usefixtures("data_directory")


def test_a_month_is_what_its_items_come_to_with_both_sides_kept() -> None:
    bring(letters(["1", "2"], ["2", "3"]))
    record = measure_record(local_actor(), Line(computed(), None))
    first, second = record.series.points
    assert record.computed
    assert (first.value, str(second.value)) == (Exact(50), "66.6666666666667")
    assert second.observation is not None
    assert (second.observation.numerator, second.observation.denominator) == (Exact(2), Exact(3))
    assert record.formula_problems == ()


def test_a_quarter_is_the_ratio_of_its_sums() -> None:
    bring(letters(["1", "1", "98"], ["10", "10", "100"]))
    quarterly = computed(cadence=Cadence.QUARTER)
    assert shown(quarterly) == [str(Exact.parse("83.3333333333333"))]
    average = sum((10.0, 10.0, 98.0)) / 3
    assert abs(83.33 - average) > 40


def test_where_each_figure_came_from_names_all_cells() -> None:
    bring(letters(["1", "2"], ["2", "3"]))
    bring(intake_of([("Received", None, month(2), "4"), ("Answered", None, month(2), "3")], "march.csv"))
    page = build_measure_page(measure_record(local_actor(), Line(computed(), None)))
    assert [row.origin_text for row in page.rows] == [
        "Calculated from letters.csv, sheet Sheet1, B2 and B3",
        "Calculated from letters.csv, sheet Sheet1, B4 and B5",
        "Calculated from march.csv, sheet Sheet1, B3 and B2",
    ]
    rests_on = dict(page.rests_on)
    assert rests_on["Formula"] == "[Answered] ÷ [Received] × 100"
    assert "letters.csv" in str(page.rests_on) and "march.csv" in str(page.rests_on)


def test_many_cells_are_counted() -> None:
    bring(letters(["1"] * 15, ["2"] * 15))
    page = build_measure_page(measure_record(local_actor(), Line(computed(cadence=Cadence.YEAR), None)))
    assert [row.presence for row in page.rows] == [Presence.NOT_AVAILABLE, Presence.VALUE], "figures begin within the first fiscal year"
    assert page.rows[1].origin_text.endswith("and 18 more cells")


def test_undo_of_the_items_file_takes_the_computed_figures_back_and_as_of_still_shows_them() -> None:
    bring(letters(["1", "2"], ["2", "4"]))
    share = computed()
    before = newest_seq()
    batch = bring(letters(["1", "3", "4"], ["2", "4", "4"], name="newer.csv"))
    assert shown(share) == ["50", "75", "100"]
    assert shown(share, as_of_seq=before) == ["50", "50"]
    middle = newest_seq()
    intake.retract(local_actor(), batch, "wrong file")
    assert shown(share) == ["50", "50"]
    assert shown(share, as_of_seq=middle) == ["50", "75", "100"]
    assert [str(point.value) for one in portfolio(local_actor()) if one.measure_id == share for point in one.series.points] == ["50", "50"]


def test_undo_of_all_that_it_was_computed_from_leaves_the_definition_and_says_what_is_missing() -> None:
    batch = bring(letters(["1", "2"], ["2", "4"]))
    share = computed()
    intake.retract(local_actor(), batch, "wrong file")
    record = measure_record(local_actor(), Line(share, None))
    assert record.series.figures == 0
    assert [one.values["items"] for one in record.formula_problems] == [("Answered", "Received")]
    assert record.definition.entry.formula != ""


@pytest.mark.parametrize(
    ("answered", "received", "figures"),
    [
        (["1", "2", "3"], ["2", "0", "4"], ["50", "undefined", "75"]),
        (["1", None, "3"], ["2", "4", "4"], ["50", "not_available", "75"]),
        (["1", "2", "3"], ["2", "4"], ["50", "50"]),
        (["1", "2", "3", "4"], ["2", "4"], ["50", "50", "not_available"]),
        (["1"], [], []),
    ],
)
def test_nothing_is_guessed(answered: list[str | None], received: list[str | None], figures: list[str]) -> None:
    """A month that has ended without all its figures is not available; the newest one is not due yet."""
    bring(letters(answered, received))
    if not received:
        bring(intake_of([("Received", "Elsewhere", month(0), "9")], "elsewhere.csv"))
    assert shown(computed()) == figures


def test_what_is_missing_is_named() -> None:
    bring(letters(["1", "2", "3"], ["2", None, "4"]))
    point = measure_record(local_actor(), Line(computed(), None)).series.points[1]
    assert point.observation is not None
    assert (point.presence, point.observation.mark) == (Presence.NOT_AVAILABLE, "[Received]")


def test_a_quarter_with_a_hole_is_not_available_and_one_that_fills_is_not_due() -> None:
    bring(intake_of([("Answered", None, month(at), "1") for at in (0, 2, 3, 4, 5, 6)], "a.csv"))
    bring(intake_of([("Received", None, month(at), "2") for at in (0, 1, 2, 3, 4, 5, 6, 7)], "b.csv"))
    assert shown(computed(cadence=Cadence.QUARTER)) == ["not_available", "50"]


def test_E17_quarters_follow_the_fiscal_year() -> None:
    bring(letters(["1"] * 7, ["2"] * 7))
    record = measure_record(local_actor(), Line(computed(cadence=Cadence.QUARTER), None))
    starts = [point.period.start for point in record.series.points if point.period is not None]
    assert record.fiscal_start in (1, 4, 7, 10)
    assert starts == [date(2024, 1, 1), date(2024, 4, 1)]


def test_a_figure_is_as_settled_as_the_least_settled_in_it() -> None:
    file = letters(["1", "2"], ["2", "4"])
    provisional = [
        type(one)(**{**{name: getattr(one, name) for name in one.__slots__}, "status": Status.PROVISIONAL}) if at == 3 else one
        for at, one in enumerate(file.observations)
    ]
    bring(type(file)(file.file_name, file.file_sha256, provisional, []))
    points = measure_record(local_actor(), Line(computed(), None)).series.points
    assert [point.status for point in points] == [Status.FINAL, Status.PROVISIONAL]


def test_places_where_every_item_has_figures_have_a_line() -> None:
    bring(letters(["1"], ["2"], "North"))
    bring(letters(["1"], ["4"], "South", "south.csv"))
    bring(intake_of([("Answered", "West", month(0), "1")], "west.csv"))
    share = computed()
    assert [(row.name, row.figures) for row in places(local_actor(), share)] == [("North", 1), ("South", 1)]
    by_place = {one.org_unit: str(one.series.points[0].value) for one in portfolio(local_actor()) if one.measure_id == share}
    assert by_place == {"North": "50", "South": "25"}


def test_a_measure_may_be_computed_from_a_computed_one() -> None:
    bring(letters(["1"], ["4"]))
    share = computed()
    rest = computed("100 − [Share]", data=(DataItem("Share", measurement_unit="%", measure_id=share),), name="Rest")
    assert shown(rest) == ["75"]
    page = build_measure_page(measure_record(local_actor(), Line(rest, None)))
    assert page.rows[0].origin_text == "Calculated from letters.csv, sheet Sheet1, B2 and B3"


def test_a_formula_that_comes_back_to_itself_is_refused() -> None:
    bring(letters(["1"], ["4"]))
    share = computed()
    rest = computed("100 − [Share]", data=(DataItem("Share", measurement_unit="%", measure_id=share),), name="Rest")
    for back in (share, rest):
        with pytest.raises(UserError) as refused:
            redefined(share, formula="[Back]", items=(DataItem("Back", measurement_unit="%", measure_id=back),))
        assert refused.value.code == "formula_cycle"
    assert shown(share) == ["25"]


def test_a_cycle_that_a_merge_makes_is_said_and_computes_nothing() -> None:
    bring(letters(["1"], ["4"]))
    share = computed()
    rest = computed("100 − [Share]", data=(DataItem("Share", measurement_unit="%", measure_id=share),), name="Rest")
    measures.merge(local_actor(), id_of("Answered"), rest, "the same")
    record = measure_record(local_actor(), Line(share, None))
    assert [one.code for one in record.formula_problems] == ["formula_cycle"]
    assert not record.computed
    assert "Formula not used" in dict(build_measure_page(record).rests_on)


def test_a_chain_of_computed_measures_has_an_end() -> None:
    bring(letters(["1"], ["4"]))
    last = computed()
    for at in range(6):
        last = computed("100 − [Before]", data=(DataItem("Before", measurement_unit="%", measure_id=last),), name=f"Level {at}")
    assert [one.code for one in measure_record(local_actor(), Line(last, None)).formula_problems] == ["formula_too_many_levels"]
    assert shown(id_of("Level 3")) == ["25"]


@pytest.mark.parametrize(
    ("formula", "unit", "cadence", "code"),
    [
        ("[Answered] ÷", "letters", Cadence.MONTH, "formula_not_read"),
        ("[Answered] ÷ [Sent]", "letters", Cadence.MONTH, "formula_items_without_figures"),
        ("average([Answered])", "%", Cadence.MONTH, "formula_rate_put_together"),
        ("[Answered]", "%", Cadence.QUARTER, "formula_rate_put_together"),
        ("[Answered] + 1", "days", Cadence.MONTH, "formula_unit_and_number"),
    ],
)
def test_a_formula_that_cannot_be_used_says_why_and_loses_nothing(formula: str, unit: str, cadence: Cadence, code: str) -> None:
    bring(letters(["1", "2", "3"], ["4", "4", "4"]))
    share = computed(formula, cadence, items("Answered", "Received", unit=unit))
    record = measure_record(local_actor(), Line(share, None))
    assert [one.code for one in record.formula_problems] == [code]
    assert record.definition.entry.formula == formula
    assert record.series.figures == 0
    assert build_measure_page(record).chart.sentence == "No figure yet."


def test_a_rate_of_the_same_cadence_may_stand_bare() -> None:
    bring(letters(["10", "20"], ["4", "4"]))
    assert shown(computed("100 − [Answered]", data=items("Answered", unit="%"))) == ["90", "80"]


def test_words_without_linked_items_leave_imported_figures_alone() -> None:
    bring(months_of("In time", ["5", "6"]))
    mine = id_of("In time")
    redefined(mine, formula="[Answered] ÷ [Received]", items=(DataItem("Answered"), DataItem("Received")))
    record = measure_record(local_actor(), Line(mine, None))
    assert (shown(mine), record.computed, record.formula_problems) == (["5", "6"], False, ())


def test_imported_figures_stand_before_the_formulas_day() -> None:
    bring(months_of("In time", ["5", "6", "7"]))
    bring(letters(["1", "2", "3"], ["4", "4", "4"]))
    mine = id_of("In time")
    redefined(mine, since=month(2), formula="[Answered] ÷ [Received] × 100", items=items("Answered", "Received"))
    assert shown(mine) == ["5", "6", "75"]
    redefined(mine, formula="[Answered] ÷ [Received]")
    assert shown(mine) == ["0.25", "0.5", "0.75"], "a formula for all figures goes before what was imported"


def test_old_periods_are_calculated_and_judged_by_the_old_definition() -> None:
    counts = ["10", "12", "11", "13", "10", "12", "11", "13"]
    bring(letters([*counts, *counts], ["100"] * 16))
    share = computed()
    version = redefined(
        share, since=month(8), reason="the other side", formula="100 − [Answered] ÷ [Received] × 100", direction=Direction.DOWN,
        lower_bound=Exact(0), upper_bound=Exact(100),
    )
    record = measure_record(local_actor(), Line(share, None))
    assert shown(share)[7:9] == ["13", "90"]
    first, second = record.segments
    assert (first.first, second.first, second.version, second.reason) == (0, 8, version, "the other side")
    assert first.judged_by is not None and first.judged_by.direction is Direction.UP and first.judged_by.upper_bound is None
    assert second.judged_by is None
    redefined(share, name="Late", reason="a better name")
    assert shown(share)[7:9] == ["13", "90"], "a name for all figures leaves each formula to its days"
    assert [one.version for one in measure_record(local_actor(), Line(share, None)).segments] == [None, version]


def test_a_version_and_a_split_on_one_day_are_one_beginning() -> None:
    bring(letters(["1"] * 12, ["4"] * 12))
    share = computed()
    line = Line(share, None)
    limits.split(local_actor(), line, month(6), "a new office.")
    redefined(share, population="all letters")
    redefined(share, since=month(6), reason="a new count.", population="letters of one office")
    segments = measure_record(local_actor(), line).segments
    assert [(one.first, one.reason) for one in segments] == [(0, ""), (6, "a new count. a new office.")]


def test_whoever_may_not_see_an_item_sees_the_computed_figure_without_its_cells() -> None:
    bring(letters(["1"], ["4"]))
    share = computed()
    audiences.set_audience(local_actor(), share, Wanted("public"), "for all")
    reader = Actor("reader", "Reader", NOBODY)
    (record,) = portfolio(reader)
    assert str(record.series.points[0].value) == "25"
    assert [origin.file_names for origin in record.origins.values()] == [()]
    assert build_measure_page(record).rows[0].origin_text == ""


def test_the_same_definition_again_is_no_version() -> None:
    bring(letters(["1"], ["4"]))
    share = computed()
    assert measures.define(local_actor(), share, definition(name="In time"), reason="again") == 1
