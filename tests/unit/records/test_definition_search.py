"""What people type and what they find, in which order."""

from collections.abc import Mapping
from datetime import date

import pytest

from groundswell.domain.measurement.data_item import DataItem
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DictionaryEntry, People
from groundswell.records.actors import GUEST, local_actor
from groundswell.records.lines import Line
from groundswell.records.selectors import definition_search
from groundswell.records.selectors.definition_search import search
from groundswell.records.services import measures, notes, results_maps
from tests.web.filled import CALM, measure

pytestmark = pytest.mark.usefixtures("data_directory")


def fill() -> Mapping[str, str]:
    """Five measures by a short name."""
    actor = local_actor()
    definitions = {
        "late": MeasureDefinition("Ferries that leave late", "Share of trips that leave late, per month", "%"),
        "complaints": MeasureDefinition("Complaints answered in ten days", measurement_unit="complaints"),
        "winter": MeasureDefinition("Überfahrten im Winter", entry=DictionaryEntry(people=People("Zoë Müller"))),
        "cost": MeasureDefinition("Cost per trip", entry=DictionaryEntry(formula="cost / trips", items=(DataItem("trips", "trips made"),))),
        "kpi": MeasureDefinition("Old KPI of the harbour"),
    }
    return {name: measures.create(actor, one) for name, one in definitions.items()}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("late", ["late"]),
        ("LATE ferries", ["late"]),
        ("ferry", ["late"]),
        ("complaint KPI", ["complaints"]),
        ("complaints indicator", ["complaints"]),
        ("complaint metrics", ["complaints"]),
        ("percentage of trips", ["late"]),
        ("average", []),
        ("expenses", ["cost"]),
        ("uberfahrt", ["winter"]),
        ("zoe muller", ["winter"]),
        ("trip", ["cost", "late"]),
        ("trips made", ["cost"]),
        ("co", ["complaints", "cost"]),
        ("answered ferries", []),
        ("the share of the late ferries", ["late"]),
        ("wint", ["winter"]),
        ("inter", ["winter"]),
        ("<script>", []),
    ],
)
def test_people_find_by_their_own_words(typed: str, found: list[str]) -> None:
    names = {measure_id: name for name, measure_id in fill().items()}
    assert [names[one.measure_id] for one in search(local_actor(), typed)] == found


@pytest.mark.parametrize("typed", ["", "  ", "KPI", "measures", "performance indicators", "…"])
def test_what_every_measure_answers_to_finds_all_by_name(typed: str) -> None:
    fill()
    names = [one.name for one in search(local_actor(), typed)]
    assert len(names) == 5
    assert names == sorted(names, key=str.casefold)


def test_a_result_leads_to_its_measure_and_another_text_of_it_at_once() -> None:
    actor = local_actor()
    one = fill()["late"]
    assert search(actor, "punctual") == []
    made = results_maps.make_map(actor, "The harbour")
    result = results_maps.write_result(actor, made.id, "Ferries are punctual", "process").id
    measures.define(actor, one, _evidencing(result), reason="it evidences it")
    assert [each.measure_id for each in search(actor, "punctual")] == [one]


def _evidencing(result_id: str) -> MeasureDefinition:
    return MeasureDefinition("Ferries that leave late", entry=DictionaryEntry(result_id=result_id))


def test_a_measure_that_was_put_away_or_erased_is_not_found_and_a_guest_finds_nothing() -> None:
    actor = local_actor()
    one = measure("Ferries", CALM)
    assert len(search(actor, "ferries")) == 1
    measures.put_away(actor, one, "not used")
    assert search(actor, "ferries") == []
    assert search(GUEST, "") == []


def test_the_index_is_kept_until_a_definition_changes() -> None:
    one = fill()["late"]
    search(local_actor(), "late")
    kept = list(definition_search._kept._by_key.values())[-1]
    notes.note(local_actor(), Line(one, None), date(2026, 3, 1), "a storm")
    search(local_actor(), "cost")
    assert list(definition_search._kept._by_key.values())[-1] is kept
    measures.rename(local_actor(), one, "Boats that leave late", "clearer")
    assert [each.name for each in search(local_actor(), "boats")] == ["Boats that leave late"]
    assert len(definition_search._kept._by_key) <= definition_search._INDEXES
