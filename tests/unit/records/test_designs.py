"""A sheet written through the services, read back, and the measure that comes of it."""

import pytest

from groundswell.domain.measurement.dictionary_entry import DefinitionStatus, MeasureType
from groundswell.domain.measurement.period import Cadence
from groundswell.errors import UserError
from groundswell.records.actors import GUEST, local_actor
from groundswell.records.selectors.definitions import catalogue, known
from groundswell.records.selectors.designs import design_of
from groundswell.records.selectors.results_maps import map_of_result
from groundswell.records.services import designs, results_maps
from groundswell.records.services.editing import undo
from groundswell.records.services.measure_from_design import make_measure

pytestmark = pytest.mark.usefixtures("data_directory")

CHOSEN = {
    "statistic": "Median working days",
    "population": "from receipt to full answer",
    "period": "by month",
    "source": "the complaints log",
    "chosen": True,
    "name": "Days to answer a complaint",
    "description": "The median of working days from receipt to full answer.",
    "measure_type": "outcome",
    "type_confirmed": True,
}


def result() -> str:
    actor = local_actor()
    plan = results_maps.make_map(actor, "Marram")
    return results_maps.write_result(actor, plan.id, "People get a straight answer soon", "strategic", measures=("earlier",)).id


def candidate(result_id: str, **fields: object) -> str:
    return designs.write_line(local_actor(), result_id, "candidate", {**CHOSEN, **fields}).id


def test_a_candidate_becomes_a_measure_with_what_the_sheet_says() -> None:
    actor, one = local_actor(), result()
    designs.write_line(actor, one, "picture", {"aspect": "gaming", "text": "Closing early", "counter": "Only full answers count"})
    designs.write_line(actor, one, "picture", {"aspect": "watch", "text": "Answers stay right"})
    measure_id = make_measure(actor, one, candidate(one))
    made = known(actor, measure_id).definition
    assert (made.name, made.cadence) == ("Days to answer a complaint", Cadence.MONTH)
    assert made.description == "The median of working days from receipt to full answer."
    entry = made.entry
    assert (entry.result_id, entry.status, entry.measure_type, entry.type_confirmed) == (
        one,
        DefinitionStatus.DRAFT,
        MeasureType.OUTCOME,
        True,
    )
    assert (entry.population, entry.consequences, entry.counter_measures) == (
        "from receipt to full answer",
        "Closing early",
        "Only full answers count",
    )
    assert design_of(actor, one).design.chosen[0].measure_id == measure_id
    assert map_of_result(actor, one).map.results[0].measure_ids == ("earlier", measure_id)


def test_a_second_call_gives_the_same_measure() -> None:
    actor, one = local_actor(), result()
    line = candidate(one)
    first = make_measure(actor, one, line)
    assert make_measure(actor, one, line) == first
    assert len(catalogue(actor).measures) == 1
    assert map_of_result(actor, one).map.results[0].measure_ids == ("earlier", first)


@pytest.mark.parametrize(
    ("period", "cadence"),
    [
        ("by month", Cadence.MONTH),
        ("per week", Cadence.WEEK),
        ("each quarter", Cadence.QUARTER),
        ("by year", Cadence.YEAR),
        ("", Cadence.MONTH),
    ],
)
def test_the_period_words_give_the_cadence(period: str, cadence: Cadence) -> None:
    actor, one = local_actor(), result()
    assert known(actor, make_measure(actor, one, candidate(one, period=period))).definition.cadence is cadence


def test_without_a_name_the_measure_is_called_as_the_candidate_is_worded() -> None:
    actor, one = local_actor(), result()
    made = known(actor, make_measure(actor, one, candidate(one, name=None))).definition
    assert made.name == "Median working days from receipt to full answer, by month"


def test_what_is_not_there_makes_nothing() -> None:
    actor, one = local_actor(), result()
    line = candidate(one)
    designs.take_line_out(actor, one, "candidate", line)
    long = candidate(one, name="x" * 500)
    for code, call in (
        ("item_unknown", lambda: make_measure(actor, one, line)),
        ("item_unknown", lambda: make_measure(actor, one, "nowhere")),
        ("item_unknown", lambda: make_measure(actor, "nowhere", line)),
        ("item_unknown", lambda: make_measure(GUEST, one, long)),
        ("name_too_long", lambda: make_measure(actor, one, long)),
    ):
        with pytest.raises(UserError, match=code):
            call()
    assert len(catalogue(actor).measures) == 0
    assert design_of(actor, one).design.candidates[0].measure_id == ""


def test_a_line_is_undone_as_one_gesture() -> None:
    actor, one = local_actor(), result()
    made = designs.write_line(actor, one, "evidence", {"text": "Nobody rings twice", "side": "true", "degree": "more"})
    assert [each.text for each in design_of(actor, one).design.evidence] == ["Nobody rings twice"]
    out = designs.take_line_out(actor, one, "evidence", made.id)
    assert design_of(actor, one).design.evidence == ()
    undo(actor, out.gesture)
    assert [each.text for each in design_of(actor, one).design.evidence] == ["Nobody rings twice"]
    undo(actor, made.edited.gesture)
    assert design_of(actor, one).design.evidence == ()


def test_two_windows_merge_by_field_and_what_both_changed_is_kept_twice() -> None:
    actor, one = local_actor(), result()
    line = candidate(one)
    seen = design_of(actor, one).seq
    designs.change_line(actor, one, ("candidate", line), {"notes": "theirs", "source": "the desk"}, seen=seen)
    mine = designs.change_line(actor, one, ("candidate", line), {"notes": "mine", "strength": 6, "source": "the complaints log"}, seen=seen)
    assert [(each.field, each.mine, each.theirs) for each in mine.conflicts] == [("notes", "mine", "theirs")]
    now = design_of(actor, one).design.candidates[0]
    assert (now.notes, now.strength, now.source) == ("theirs", 6, "the desk")


@pytest.mark.parametrize(
    ("code", "fields"),
    [("rating_out_of_range", {"strength": 8}), ("rating_out_of_range", {"feasibility": 0}), ("too_many_chosen", {"chosen": True})],
)
def test_bad_use_is_refused(code: str, fields: dict[str, object]) -> None:
    actor, one = local_actor(), result()
    for _ in range(3):
        candidate(one)
    fourth = candidate(one, chosen=False)
    with pytest.raises(UserError, match=code):
        designs.change_line(actor, one, ("candidate", fourth), fields)
    with pytest.raises(UserError, match="line_needed"):
        designs.write_line(actor, one, "evidence", {"text": " "})
