"""Names of a file and names of the record: matched by writing, asked by likeness, decided once."""


import pytest

from groundswell.engine.intake import Intake
from groundswell.errors import UserError
from groundswell.records import opening
from groundswell.records.actors import GUEST, local_actor
from groundswell.records.selectors import names as decided
from groundswell.records.selectors import portfolio
from groundswell.records.selectors.names import MEASURE, ORG_UNIT, DecidedNames
from groundswell.records.services import intake, measures, names
from groundswell.records.services.name_questions import unsure_names
from groundswell.records.statements import FAULTS
from tests.intakes import intake_of, month, months_of

pytestmark = pytest.mark.usefixtures("data_directory")


def lines() -> set[tuple[str, str | None, int]]:
    """Measure, place and number of figures of every line."""
    return {(one.definition.name, one.org_unit, one.series.figures) for one in portfolio.portfolio(local_actor()) if one.series.figures}


def asked(file: Intake) -> list[tuple[str, str, list[str], int]]:
    """What is asked of a file: kind, name, what it may mean, and of how many names it is a part."""
    return [(one.kind, one.name, [option.meant for option in one.options], one.part_of) for one in unsure_names(local_actor(), file)]


def places(*rows: tuple[str, int, int], measure: str = "Visits") -> Intake:
    """A file of places: each from one month to another."""
    return intake_of([(measure, place, month(at), str(at)) for place, first, last in rows for at in range(first, last + 1)])


def test_a_name_that_is_written_otherwise_is_the_same_and_is_said() -> None:
    actor = local_actor()
    intake.store(actor, months_of("A&E visits, St. Mary's", ["1", "2"]))
    file = months_of("A and E Visits – St Mary’s", ["1", "2", "3"], "later.csv")
    assert asked(file) == []
    diff = intake.preview(actor, file)
    assert [(one.name, one.meant) for one in diff.renamed] == [("A and E Visits – St Mary’s", "A&E visits, St. Mary's")]
    assert (len(diff.new), len(diff.unchanged), diff.new_measures) == (1, 2, ())
    intake.store(actor, file)
    assert lines() == {("A&E visits, St. Mary's", None, 3)}


def test_two_names_of_the_record_that_are_written_alike_are_never_chosen_between() -> None:
    actor = local_actor()
    intake.store(actor, intake_of([("Late-ferries", None, month(0), "1"), ("Late ferries", None, month(0), "2")]))
    file = months_of("Late – ferries", ["5"], "later.csv")
    assert intake.preview(actor, file).new_measures == ("Late – ferries",)
    assert [(kind, sorted(options)) for kind, _, options, _ in asked(file)] == [(MEASURE, ["Late ferries", "Late-ferries"])]


def test_a_likeness_is_asked_and_the_answer_holds_for_good() -> None:
    actor = local_actor()
    intake.store(actor, months_of("Ferries leaving on time", ["1", "2"]))
    file = months_of("Ferrys leaving on time", ["1", "2", "3"], "later.csv")
    assert asked(file) == [(MEASURE, "Ferrys leaving on time", ["Ferries leaving on time"], 0)]
    assert intake.preview(actor, file).new_measures == ("Ferrys leaving on time",)
    names.decide(actor, [DecidedNames(MEASURE, "Ferrys leaving on time", "Ferries leaving on time", same=True)])
    assert asked(file) == []
    intake.store(actor, file)
    assert lines() == {("Ferries leaving on time", None, 3)}
    (record,) = portfolio.portfolio(actor)
    measures.rename(actor, record.measure_id, "Ferries on time", "shorter")
    later = months_of("Ferrys leaving on time", ["1", "2", "3", "4"])
    assert asked(later) == []
    intake.store(actor, later)
    assert lines() == {("Ferries on time", None, 4)}


def test_a_name_that_stands_in_the_file_is_not_meant_by_another() -> None:
    actor = local_actor()
    intake.store(actor, months_of("Ferries leaving on time", ["1", "2"]))
    file = intake_of([(name, None, month(0), "1") for name in ("Ferries leaving on time", "Ferrys leaving on time")])
    assert asked(file) == []


def test_what_is_different_is_not_asked_again_until_it_is_opened() -> None:
    actor = local_actor()
    intake.store(actor, months_of("Ferries leaving on time", ["1"]))
    file = months_of("Ferrys leaving on time", ["1"], "later.csv")
    pair = DecidedNames(MEASURE, "Ferrys leaving on time", "Ferries leaving on time", same=False)
    names.decide(actor, [pair])
    assert asked(file) == []
    assert decided.decided_names(actor) == [pair]
    names.ask_again(actor, pair.kind, pair.name, pair.meant)
    assert decided.decided_names(actor) == []
    assert len(asked(file)) == 1
    with pytest.raises(UserError, match="names_not_decided"):
        names.ask_again(actor, pair.kind, pair.name, pair.meant)
    for wrong in (DecidedNames("colour", "a", "b", same=True), DecidedNames(MEASURE, "", "b", same=True)):
        with pytest.raises(UserError, match="form_not_ours"):
            names.decide(actor, [wrong])
    with pytest.raises(UserError, match="not_allowed"):
        names.decide(GUEST, [pair])


def test_places_that_are_renamed_on_a_day_go_on_in_one_line() -> None:
    actor = local_actor()
    counties = ("Avon", "Devon", "Kent", "Essex")
    old, new = [f"{county} STP" for county in counties], [f"NHS {county} Board" for county in counties]
    file = places(*((name, 0, 5) for name in old), *((name, 6, 11) for name in new))
    found = asked(file)
    assert sorted((name, options) for _, name, options, _ in found) == sorted(
        (later, [earlier]) for earlier, later in zip(old, new, strict=True)
    )
    names.decide(actor, [DecidedNames(ORG_UNIT, name, options[0], same=True) for _, name, options, _ in found])
    assert asked(file) == []
    intake.store(actor, file)
    assert lines() == {("Visits", name, 12) for name in old}
    intake.store(actor, places(*((name, 12, 12) for name in new)))
    assert lines() == {("Visits", name, 13) for name in old}


def test_a_part_of_many_names_is_decided_once() -> None:
    actor = local_actor()
    old = [(f"{place} / {service}", 0, 3) for place in ("North", "South", "West") for service in ("Cardiology", "Ear, nose & throat")]
    intake.store(actor, places(*old))
    file = places(*((name.replace("nose & throat", "nose and throat service"), 0, 4) for name, _, _ in old))
    assert asked(file) == [(ORG_UNIT, "Ear, nose and throat service", ["Ear, nose & throat"], 3)]
    names.decide(actor, [DecidedNames(ORG_UNIT, "Ear, nose and throat service", "Ear, nose & throat", same=True)])
    assert asked(file) == []
    assert len(intake.preview(actor, file).new) == 6
    intake.store(actor, file)
    assert lines() == {("Visits", name, 5) for name, _, _ in old}


def test_decisions_and_versions_are_added_and_never_changed() -> None:
    actor = local_actor()
    names.decide(actor, [DecidedNames(MEASURE, "a", "b", same=True)])
    with pytest.raises(FAULTS, match="can be erased, not changed"):
        opening.write(lambda: opening.writing_connection().execute("UPDATE name_decision SET same = NULL"))
