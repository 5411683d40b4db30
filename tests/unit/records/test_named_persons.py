"""Lines and measures that are named like people: refused, or kept with a reason that stays; and no column of ours says who did it."""

import pytest
from django.apps import apps

from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.observation import Presence
from groundswell.engine.people_named import added_up, can_add_up, people_named, without
from groundswell.errors import UserError
from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.selectors.batches import batches
from groundswell.records.selectors.portfolio import portfolio
from groundswell.records.selectors.timeline import timeline
from groundswell.records.services import intake as intakes
from groundswell.records.services import measures
from groundswell.records.services.named_persons import FOR_PEOPLE
from tests.intakes import intake_of, month

CLOSED = [("Cases closed", who, month(at), figure) for who, row in {"Smith, J.": "9 3", "Jones, K.": "8 7"}.items()
          for at, figure in enumerate(row.split())]


def test_F1_nothing_is_stored_of_lines_named_like_people(data_directory: object) -> None:
    actor = local_actor()
    diff = intakes.preview(actor, intake_of(CLOSED))
    assert diff.people.places == ("Smith, J.", "Jones, K.")
    for reasons in ({}, {FOR_PEOPLE: "  "}, {intakes.FOR_ALL: "because"}):
        with pytest.raises(UserError, match="lines_named_like_people"):
            intakes.store(actor, intake_of(CLOSED), reasons=reasons)
    assert portfolio(actor) == []


def test_F1_an_override_is_an_act_with_its_reason_and_is_asked_once(data_directory: object) -> None:
    actor = local_actor()
    stored = intakes.store(actor, intake_of(CLOSED), reasons={FOR_PEOPLE: "These are ferries named after captains"})
    record = portfolio(actor)[0]
    acts = [one for one in timeline(actor, Line(record.measure_id, record.org_unit_id)) if one.kind == "people"]
    assert [one.reason for one in acts] == ["These are ferries named after captains"]
    assert len(acts[0].values["units"]) == 2
    assert not any("Smith" in str(value) for value in acts[0].values.values())
    assert next(row for row in batches(actor) if row.ref == stored.batch_ref).reason == "These are ferries named after captains"
    more = intake_of([*CLOSED, ("Cases closed", "Smith, J.", month(2), "5")])
    assert not intakes.preview(actor, more).people
    another = intake_of([*CLOSED, ("Cases closed", "Brown, L.", month(2), "5")])
    assert intakes.preview(actor, another).people.places == ("Brown, L.",)
    intakes.retract(actor, str(stored.batch_ref))
    assert intakes.preview(actor, more).people


def test_F1_lines_can_be_left_out_or_added_up() -> None:
    intake = intake_of([*CLOSED, ("Cases closed", "Office", month(0), "2"), ("Cases closed", "Jones, K.", month(2), None)])
    people = people_named(intake)
    assert {one.org_unit for one in without(intake, people.names).observations} == {"Office"}
    assert can_add_up(intake, people)
    together = added_up(intake, people, "Team")
    team = {one.period.start: one for one in (*together.observations, *together.states) if one.org_unit == "Team" and one.period}
    assert [str(team[month(at)].value) for at in (0, 1)] == ["17", "10"]
    assert team[month(2)].presence is Presence.NOT_AVAILABLE
    assert not people_named(together)
    split = intake_of([(f"Cases closed | {who}", "North / Smith, J.", day, figure) for _, who, day, figure in CLOSED if who])
    found = added_up(split, people_named(split), "Team")
    assert {(one.measure, one.org_unit) for one in found.observations} == {("Cases closed", "North / Team")}
    assert not can_add_up(intake_of([("Days", "Smith, J.", month(0), "2.5"), ("Days", "Jones, K.", month(0), "3")]), people)


def test_F1_a_measure_that_names_a_person_needs_a_reason(data_directory: object) -> None:
    actor = local_actor()
    named = MeasureDefinition("Calls answered by Mr Jones")
    with pytest.raises(UserError, match="measure_named_like_person"):
        measures.create(actor, named)
    calls = measures.create(actor, MeasureDefinition("Calls answered"))
    with pytest.raises(UserError, match="measure_named_like_person"):
        measures.define(actor, calls, named, reason="renamed")
    assert measures.define(actor, calls, named, reason="renamed", people_reason="Mr Jones is a boat") == 2
    assert measures.rename(actor, calls, "Calls taken by Mr Jones", "clearer") == 3
    assert [one.reason for one in timeline(actor, Line(calls, None)) if one.kind == "people"] == ["Mr Jones is a boat"]


def test_F1_no_column_of_the_record_says_whom_a_figure_is_about() -> None:
    person = {"person", "employee", "staff", "officer", "worker", "agent", "login", "name", "account"}
    about_figures = {"observation", "entry", "batch", "act", "live_key"}
    columns = {
        model._meta.db_table: {field.column for field in model._meta.get_fields() if getattr(field, "column", None)}
        for model in apps.get_app_config("records").get_models()
    }
    assert about_figures <= columns.keys()
    for table in about_figures:
        assert not {column for column in columns[table] if person & set(column.split("_"))}, table
    assert {"measure", "org_unit", "dims", "p_start", "p_end"} <= columns["observation"]
