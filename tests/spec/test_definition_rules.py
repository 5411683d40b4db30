"""The dictionary (method 1.5), a table a rule: which field comes next, what breaks a series, what differs, how two windows merge."""

from dataclasses import fields, replace
from typing import Any

import pytest

from groundswell.domain.authoring.definition.change import Clash, breaking_versions, breaks, differences, merge
from groundswell.domain.authoring.definition.fields import ASKED, FIELDS, ITEM_FIELDS, SPECS, next_field
from groundswell.domain.authoring.definition.from_design import from_design
from groundswell.domain.authoring.definition.texts import BAND_ENDS, item_with, text_of, texts_of, with_texts
from groundswell.domain.authoring.measure_design import Aspect, BiggerPicture, Candidate, MeasureDesign
from groundswell.domain.authoring.results_map import Result
from groundswell.domain.measurement.data_item import DataItem, Rating
from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DefinitionStatus, DictionaryEntry, MeasureType, People
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.period import Cadence

LATE = DataItem("late", "trips more than 5 minutes late", "trips", "ticketing system")
ALL = DataItem("all", "trips of the timetable", "trips", "timetable")
FULL = MeasureDefinition(
    "Ferries that leave late",
    "Share of trips that leave more than 5 minutes late, per month",
    "%",
    Direction.DOWN,
    Exact(0),
    Exact(100),
    1,
    entry=DictionaryEntry(
        status=DefinitionStatus.LIVE,
        result_id="r1",
        measure_type=MeasureType.OUTCOME,
        type_confirmed=True,
        formula="late / all * 100",
        numerator="late",
        denominator="all",
        population="all trips of the timetable",
        items=(LATE, ALL),
        people=People("Mara", "Ann", "Ben", "Cleo"),
        decisions="how many crews",
        response_who="Ann",
        response_within="two days",
        response_first="read the log of the day",
        consequences="trips are taken out of the timetable",
        next_review="2027-03-01",
    ),
)


def entry(definition: MeasureDefinition, **changes: Any) -> MeasureDefinition:
    """The definition with its written part changed."""
    return replace(definition, entry=replace(definition.entry, **changes))


def draft(definition: MeasureDefinition) -> MeasureDefinition:
    """The same, as a draft."""
    return entry(definition, status=DefinitionStatus.DRAFT)


def test_every_written_field_of_a_definition_has_its_place_among_the_fields() -> None:
    own = {each.name for each in fields(MeasureDefinition)} - {"owner", "version", "entry", "band"} | set(BAND_ENDS)
    written = {each.name for each in fields(DictionaryEntry)} - {"people"}
    assert own | written | {each.name for each in fields(People)} == set(SPECS)
    assert {each.name for each in fields(DataItem)} == {spec.code for spec in ITEM_FIELDS}
    elsewhere = {20, 23}
    """The audience and targets are acts of their own."""
    assert {spec.number for spec in FIELDS} - {0} == set(range(1, 29)) - elsewhere
    assert set(ASKED) <= set(SPECS)


def test_what_breaks_is_what_the_method_names() -> None:
    assert {spec.number for spec in FIELDS if spec.breaks} == {8, 12, 14, 15}


@pytest.mark.parametrize(
    ("missing", "asked"),
    [
        ({}, None),
        ({"description": ""}, "description"),
        ({"measurement_unit": "", "direction": Direction.UNKNOWN}, "measurement_unit"),
        ({"direction": Direction.UNKNOWN}, "direction"),
        ({"result_id": ""}, "result_id"),
        ({"type_confirmed": False}, "measure_type"),
        ({"population": "", "formula": ""}, "population"),
        ({"items": ()}, "items"),
        ({"items": (replace(LATE, source=""), ALL)}, "items"),
        ({"formula": ""}, "formula"),
        ({"people": People()}, "measure_owner"),
        ({"people": People(measure_owner="Ann")}, "performance_owner"),
        ({"response_first": ""}, "response_first"),
        ({"next_review": ""}, "next_review"),
        ({"process": "", "peer_group": "", "hours_per_period": ""}, None),
    ],
)
def test_the_next_field_is_the_first_that_a_live_definition_needs(missing: dict[str, Any], asked: str | None) -> None:
    own = {name: value for name, value in missing.items() if hasattr(FULL, name)}
    found = next_field(entry(replace(FULL, **own), **{name: value for name, value in missing.items() if name not in own}))
    assert (found and found.code) == asked


def test_a_neutral_direction_and_an_older_owner_are_answers() -> None:
    assert next_field(replace(FULL, direction=Direction.NEUTRAL)) is None
    assert next_field(entry(replace(FULL, owner="Ann"), people=People(performance_owner="Mara"))) is None


@pytest.mark.parametrize(
    ("before", "changes", "broken"),
    [
        (FULL, {"formula": "late / all"}, ["formula"]),
        (FULL, {"numerator": "", "denominator": ""}, ["numerator", "denominator"]),
        (FULL, {"population": "all trips"}, ["population"]),
        (FULL, {"exclusions": "days of storm"}, ["exclusions"]),
        (FULL, {"inclusions": "school trips"}, ["inclusions"]),
        (FULL, {"geography": "the bay"}, ["geography"]),
        (FULL, {"items": (replace(LATE, definition="trips more than 3 minutes late"), ALL)}, ["definition"]),
        (FULL, {"items": (replace(LATE, source="by hand"), ALL)}, ["source"]),
        (FULL, {"items": (replace(LATE, recorder="the mate"), ALL)}, ["recorder"]),
        (FULL, {"items": (LATE,)}, ["name", "definition", "measurement_unit", "source"]),
        (FULL, {"items": (ALL, LATE)}, []),
        (FULL, {"items": (replace(LATE, flaws="none on Sundays", audited=Rating.POOR), ALL)}, []),
        (FULL, {"process": "boarding", "decisions": "the timetable", "reviewed_on": "2026-11-01"}, []),
        (FULL, {"status": DefinitionStatus.RETIRED}, []),
        (draft(FULL), {"exclusions": "days of storm"}, []),
        (draft(FULL), {"items": (LATE, ALL, DataItem("storm"))}, []),
        (draft(FULL), {"formula": "late / all"}, ["formula"]),
        (draft(FULL), {"population": ""}, ["population"]),
    ],
)
def test_what_breaks_the_series(before: MeasureDefinition, changes: dict[str, Any], broken: list[str]) -> None:
    assert [one.field for one in breaks(before, entry(before, **changes))] == broken


def test_name_unit_and_direction_do_not_break() -> None:
    other = replace(FULL, name="Late ferries", measurement_unit="share", direction=Direction.NEUTRAL, decimals=2, owner="Zoe")
    assert breaks(FULL, other) == ()
    assert [one.field for one in differences(FULL, other)] == ["name", "measurement_unit", "decimals", "direction"]


def test_versions_that_break_are_told_from_those_that_do_not() -> None:
    named, counted = replace(FULL, name="Late"), entry(FULL, formula="late")
    assert breaking_versions([FULL, named, counted, counted]) == (False, False, True, False)
    assert breaking_versions([]) == ()


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "taken", "clashing"),
    [
        ("a", "b", "a", {"x": "b"}, []),
        ("a", "a", "b", {}, []),
        ("a", "b", "b", {}, []),
        ("a", "b", "c", {}, [Clash("x", "b", "c")]),
        ("a", "", "c", {}, [Clash("x", "", "c")]),
    ],
)
def test_two_windows_come_together(base: str, mine: str, theirs: str, taken: dict[str, str], clashing: list[Clash]) -> None:
    found, clashes = merge({"x": base}, {"x": mine}, {"x": theirs})
    assert (found, list(clashes)) == (taken, clashing)


@pytest.mark.parametrize(
    ("code", "text", "kept", "trouble"),
    [
        ("name", "  Late \r\n", "Late", None),
        ("name", " ", FULL.name, "name_needed"),
        ("lower_bound", "\N{MINUS SIGN}2,50", "-2.50", None),
        ("lower_bound", "about 2", "0", "not_a_figure"),
        ("lower_bound", "100", "0", "bounds_crossed"),
        ("decimals", "10", "1", "not_decimals"),
        ("decimals", "", "", None),
        ("direction", "sideways", "down", "choice_unknown"),
        ("measure_type", "", "", None),
        ("type_confirmed", "", "", None),
        ("type_confirmed", "no", "yes", "choice_unknown"),
        ("next_review", "2026-02-30", "2027-03-01", "not_a_date"),
        ("next_review", "2028-02-29", "2028-02-29", None),
        ("hours_per_period", "2.5", "2.5", None),
        ("population", "x" * 4001, "all trips of the timetable", "text_too_long"),
        ("population", "a\x00b\ud800", "ab?", None),
        ("measure_owner", "Zoe", "Zoe", None),
    ],
)
def test_a_field_takes_a_text_or_stays_as_it_was(code: str, text: str, kept: str, trouble: str | None) -> None:
    changed, troubles = with_texts(FULL, {code: text})
    assert text_of(changed, code) == kept
    assert [one.code for one in troubles] == ([trouble] if trouble else [])


def test_a_definition_as_texts_and_back_is_the_same() -> None:
    assert with_texts(MeasureDefinition("x"), texts_of(FULL))[0] == replace(entry(FULL, items=()), owner="Ann")
    item, troubles = item_with(DataItem(""), {"name": "late", "audited": "poor", "sign_off": "blue"})
    assert (item, [one.code for one in troubles]) == (DataItem("late", audited=Rating.POOR), ["choice_unknown"])


def test_a_design_fills_what_it_knows() -> None:
    candidate = Candidate(
        "c",
        "share",
        "trips that leave late",
        "by week",
        source="ticketing system",
        name="Late ferries",
        description="Share of trips that leave late, by week",
        measure_type=MeasureType.OUTCOME,
        type_confirmed=True,
    )
    picture = (
        BiggerPicture("1", Aspect.CONSEQUENCE, "trips are cut", "count the trips as well"),
        BiggerPicture("2", Aspect.GAMING, "doors close early"),
        BiggerPicture("3", Aspect.WATCH, "safety"),
    )
    found = from_design(
        MeasureDesign("r1", candidates=(candidate,), picture=picture), candidate, Result("r1", "Ferries leave on time", "team")
    )
    assert (found.name, found.description, found.cadence) == ("Late ferries", "Share of trips that leave late, by week", Cadence.WEEK)
    written = found.entry
    assert (written.result_id, written.measure_type, written.type_confirmed) == ("r1", MeasureType.OUTCOME, True)
    assert (written.population, written.items) == ("trips that leave late", (DataItem("trips that leave late", source="ticketing system"),))
    assert (written.consequences, written.counter_measures) == ("trips are cut\ndoors close early", "count the trips as well")


@pytest.mark.parametrize(
    ("period", "cadence"),
    [
        ("", Cadence.MONTH),
        ("per quarter", Cadence.QUARTER),
        ("Weekly", Cadence.WEEK),
        ("each year", Cadence.YEAR),
        ("par mois", Cadence.MONTH),
    ],
)
def test_the_period_of_a_candidate_names_the_cadence(period: str, cadence: Cadence) -> None:
    bare = Candidate("c", "number", "trips", period)
    found = from_design(MeasureDesign("r1", candidates=(bare,)), bare, Result("r1", "x", "team"))
    assert (found.cadence, found.name, found.entry.items) == (cadence, bare.wording, ())
