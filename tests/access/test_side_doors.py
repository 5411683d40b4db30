"""What leaks elsewhere: names that a file asks about, "it is there already", ids of other things in a write, the past, a formula."""

from dataclasses import replace
from datetime import timedelta

import pytest

from groundswell.domain.access.deciding import Audience
from groundswell.domain.measurement.data_item import DataItem
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.dictionary_entry import DictionaryEntry
from groundswell.engine.definition_files.incoming import DefinitionFile, Incoming, Said
from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.lines import Line
from groundswell.records.selectors import batches, ledger
from groundswell.records.selectors.acts import newest_seq
from groundswell.records.selectors.definitions import catalogue, known
from groundswell.records.selectors.edits import history
from groundswell.records.selectors.portfolio import measure_record, portfolio
from groundswell.records.selectors.results_maps import map_state
from groundswell.records.services import (
    definition_import,
    editing,
    intake,
    limits,
    measures,
    notes,
    results_maps,
    sharing,
    splits,
    targets,
    writings,
)
from groundswell.records.services.audiences import Wanted, set_audience, set_document_audience
from groundswell.records.services.name_questions import unsure_names
from tests.cast import Cast
from tests.intakes import intake_of, month, months_of

BERTHS = months_of("Berths taken", [str(20 + at % 5) for at in range(13)], "berths.csv")


def _brought(cast: Cast, name: str = "alice") -> str:
    return intake.store(cast.actor(name), BERTHS).measure_ids[0]


def _published(cast: Cast, audience: Audience) -> str:
    measure_id = _brought(cast)
    set_audience(cast.actor("alice"), measure_id, Wanted(audience.value), "for all")
    return measure_id


def test_D6_the_same_file_of_another_team_is_not_already_there_and_makes_measures_of_its_own(cast: Cast) -> None:
    alices = _brought(cast)
    diff = intake.preview(cast.actor("charlie"), BERTHS)
    assert (len(diff.new), len(diff.unchanged), diff.first_batch) == (13, 0, None)
    stored = intake.store(cast.actor("charlie"), BERTHS)
    assert stored.measure_ids[0] != alices
    assert known(cast.actor("charlie"), stored.measure_ids[0]).team == cast.units["Docks"]
    again = intake.preview(cast.actor("bob"), BERTHS)
    assert (len(again.new), len(again.unchanged)) == (0, 13)
    assert again.first_batch is not None


def test_D6_a_file_asks_about_no_name_of_another_team_and_writes_to_none(cast: Cast) -> None:
    published = _published(cast, Audience.ORGANISATION)
    intake.store(cast.actor("alice"), intake_of([("Crane hours", "Quay Nine", month(at), "4") for at in range(6)], "cranes.csv"))
    near = intake_of([("Crane hour", "Quay Nin", month(at), "4") for at in range(6)], "mine.csv")
    assert [one.name for one in unsure_names(cast.actor("bob"), near)] != []
    assert unsure_names(cast.actor("charlie"), near) == []
    before = measure_record(cast.actor("alice"), Line(published, None)).series.figures
    more = intake.store(cast.actor("charlie"), months_of("Berths taken", {20: "1"}, "more.csv"))
    assert more.measure_ids[0] != published
    assert measure_record(cast.actor("alice"), Line(published, None)).series.figures == before


def test_D6_after_an_undo_the_same_file_brings_the_teams_own_measure_back_and_no_others(cast: Cast) -> None:
    stored = intake.store(cast.actor("alice"), BERTHS)
    intake.retract(cast.actor("alice"), stored.batch_ref or "", "wrong file")
    other = intake.store(cast.actor("charlie"), BERTHS)
    again = intake.store(cast.actor("bob"), BERTHS)
    assert again.measure_ids == stored.measure_ids
    assert other.measure_ids != stored.measure_ids
    assert known(cast.actor("alice"), stored.measure_ids[0]).team == cast.units["Harbour"]


def test_D6_definitions_of_a_file_meet_the_teams_own_measures_alone(cast: Cast) -> None:
    secret, published = _brought(cast), measures.create(cast.actor("alice"), MeasureDefinition("Open hours"))
    set_audience(cast.actor("alice"), published, Wanted("organisation"), "for all")

    def plan(actor: Actor, measure_id: str, name: str) -> definition_import.Plan:
        fields = {"name": Said(name, "A2"), "description": Said("taken over", "B2")}
        return definition_import.plan(actor, DefinitionFile((Incoming(measure_id, "row 2", fields),), (), by_line=False))

    charlie = cast.actor("charlie")
    never = plan(charlie, "a" * 26, "Berths taken")
    assert [one.measure_id for one in plan(charlie, secret, "Berths taken").planned] == [one.measure_id for one in never.planned] == [""]
    assert [one.trouble.code for one in plan(charlie, published, "Open hours").troubles] == ["definition_not_yours"]
    assert plan(cast.actor("bob"), published, "Open hours").planned[0].measure_id == published


def test_D6_no_formula_takes_figures_of_a_measure_that_its_writer_may_not_see(cast: Cast) -> None:
    secret = _brought(cast)
    entry = DictionaryEntry(formula="[x]", items=(DataItem("x", measure_id=secret),))
    charlie = cast.actor("charlie")
    own = measures.create(charlie, MeasureDefinition("Mine"))
    with pytest.raises(UserError, match="measure_unknown"):
        measures.create(charlie, MeasureDefinition("Mine too", entry=entry))
    with pytest.raises(UserError, match="measure_unknown"):
        measures.define(charlie, own, MeasureDefinition("Mine", entry=entry), reason="x")
    assert measures.create(cast.actor("bob"), MeasureDefinition("Ours", entry=entry))


def test_D4_a_data_item_says_of_a_hidden_measure_what_it_says_of_one_that_never_was(cast: Cast) -> None:
    hidden, charlie = _brought(cast), cast.actor("charlie")
    own = intake.store(charlie, months_of("Depth", ["1", "2"], "depth.csv")).measure_ids[0]
    for never in (hidden, "a" * 26):
        entry = DictionaryEntry(formula="[ships]", items=(DataItem("ships", measure_id=never),))
        with pytest.raises(UserError, match="measure_unknown"):
            measures.create(charlie, MeasureDefinition("Spied", entry=entry))
        item = {"name": Said("ships", "row 3"), "measure_id": Said(never, "row 3, E")}
        brought = DefinitionFile((Incoming(own, "row 2", {}, (item,)),), (), by_line=False)
        plan = definition_import.plan(charlie, brought)
        assert [(one.place, one.trouble.code) for one in plan.troubles] == [("row 3, E", "item_measure_unknown")]
        (planned,) = plan.planned
        assert [one.measure_id for one in planned.definition.entry.items] == [""]


def test_D5_no_write_reaches_another_teams_thing_by_its_id(cast: Cast) -> None:
    alice, charlie, dana = (cast.actor(name) for name in ("alice", "charlie", "dana"))
    secret = intake.store(alice, BERTHS)
    line, batch = Line(secret.measure_ids[0], None), secret.batch_ref or ""
    act = notes.note(alice, line, month(3), "storm")
    split = limits.split(alice, line, month(6), "new pier")
    link = sharing.share(alice, line, sharing.ShareContent("?", {}, newest_seq(), "2"), expires_at=clock.now() + timedelta(days=3))
    words = sharing.type_reaction(alice, line, sharing.Words("insight", "aha"), now=clock.now())
    plan = results_maps.make_map(alice, "Ours").id
    result = results_maps.write_result(alice, plan, "Boats land on time", "strategic").id
    gesture = history(plan)[0].id
    wall = writings.make_gallery(alice, "Wall", [], "?").id
    writes = {
        "act_unknown": [
            lambda who: limits.take_back(who, act), lambda who: limits.take_back(who, split), lambda who: notes.erase_words(who, act),
        ],
        "batch_unknown": [lambda who: limits.take_back(who, batch), lambda who: intake.retract(who, batch)],
        "share_not_there": [lambda who: sharing.end_share(who, link.id)],
        "reaction_unknown": [
            lambda who: sharing.answer(who, words, "no", now=clock.now()), lambda who: sharing.erase_reaction(who, words),
        ],
        "gesture_unknown": [lambda who: editing.undo(who, gesture)],
        "item_unknown": [
            lambda who: results_maps.change_result(who, plan, result, {"text": "mine"}),
            lambda who: results_maps.write_result(who, plan, "mine", "strategic"),
            lambda who: results_maps.take_out(who, plan, "result", result),
            lambda who: writings.write_remark(who, wall, {"text": "mine"}),
            lambda who: set_document_audience(who, plan, "map", Wanted("public")),
        ],
        "measure_unknown": [
            lambda who: limits.set_baseline(who, line, 4, "x"), lambda who: splits.keep_limits(who, line, month(2), "x"),
            lambda who: measures.put_away(who, line.measure_id, "x"), lambda who: measures.rename(who, line.measure_id, "x", "x"),
            lambda who: measures.merge(who, line.measure_id, line.measure_id, "x"),
            lambda who: set_audience(who, line.measure_id, Wanted("public"), "x"),
            lambda who: sharing.type_reaction(who, line, sharing.Words("insight", "x"), now=clock.now()),
            lambda who: writings.write_reading(who, line, {"sentence": "x"}),
        ],
    }  # fmt: skip
    before = newest_seq()
    for code, works in writes.items():
        for work in works:
            for who in (charlie, dana, cast.actor("admin")):
                with pytest.raises(UserError) as refused:
                    work(who)
                assert refused.value.code == code
    assert newest_seq() == before


def test_D5_whoever_may_look_changes_nothing_and_may_say_what_they_think(cast: Cast) -> None:
    line = Line(_published(cast, Audience.ORGANISATION), None)
    charlie, alice = cast.actor("charlie"), cast.actor("alice")
    for work in (
        lambda: limits.split(charlie, line, month(6), "mine"), lambda: measures.put_away(charlie, line.measure_id, "mine"),
        lambda: set_audience(charlie, line.measure_id, Wanted("public"), "mine"), lambda: notes.note(charlie, line, month(6), "mine"),
        lambda: writings.write_source(charlie, line.measure_id, {"known": "mine"}),
    ):  # fmt: skip
        with pytest.raises(UserError, match="not_your_measure"):
            work()
    sharing.type_reaction(charlie, line, sharing.Words("insight", "we see that too"), now=clock.now())
    assert [record.unanswered for record in portfolio(alice)] == [1]
    assert [record.unanswered for record in portfolio(charlie)] == [0]


def test_D6_the_record_of_changes_tells_of_a_batch_what_concerns_measures_one_sees(cast: Cast) -> None:
    rows = [(name, None, month(at), "3") for name in ("Open", "Closed") for at in range(4)]
    stored = intake.store(cast.actor("alice"), intake_of(rows, "both.csv"))
    set_audience(cast.actor("alice"), stored.measure_ids[0], Wanted("organisation"), "for all")
    alice, charlie = (batches.batches(cast.actor(name)) for name in ("alice", "charlie"))
    whole, part = (next(row for row in rows if row.ref == stored.batch_ref) for rows in (alice, charlie))
    assert (whole.new, whole.yours, part.new, part.yours, part.undoable) == (8, True, 4, False, False)
    assert part.entries < whole.entries
    with pytest.raises(UserError, match="not_your_batch"):
        intake.retract(cast.actor("charlie"), stored.batch_ref or "")
    secret = intake.store(cast.actor("alice"), months_of("Secret", ["1", "2"], "secret.csv")).batch_ref or ""
    assert secret not in [row.ref for row in batches.batches(cast.actor("charlie"))]
    assert secret in [row.ref for row in batches.batches(cast.actor("bob"), limit=1)]
    assert ledger.verify().broken is None


def test_D8_the_past_of_what_was_narrowed_is_gone_for_those_who_no_longer_see_it(cast: Cast) -> None:
    measure_id = _published(cast, Audience.PUBLIC)
    seq, charlie = newest_seq(), cast.actor("charlie")
    assert known(charlie, measure_id, seq).audience is Audience.PUBLIC
    set_audience(cast.actor("alice"), measure_id, Wanted("team"), "figures were wrong")
    with pytest.raises(UserError, match="measure_unknown"):
        known(charlie, measure_id, seq)
    assert portfolio(charlie, seq) == []
    assert [record.measure_id for record in portfolio(cast.actor("bob"), seq)] == [measure_id]
    plan = results_maps.make_map(cast.actor("alice"), "Ours")
    wide = set_document_audience(cast.actor("alice"), plan.id, "map", Wanted("organisation"))
    assert map_state(charlie, plan.id, wide.seq).map.name == "Ours"
    set_document_audience(cast.actor("alice"), plan.id, "map", Wanted("team"))
    with pytest.raises(UserError, match="item_unknown"):
        map_state(charlie, plan.id, wide.seq)


def test_E7_E8_a_change_of_audience_and_a_handover_stand_on_the_record_with_their_reasons(cast: Cast) -> None:
    measure_id = _published(cast, Audience.ORGANISATION)
    before = newest_seq()
    set_audience(cast.actor("bob"), measure_id, Wanted("upward", frozenset({cast.units["Board"]})), "not ready for all")
    assert newest_seq() > before
    assert known(cast.actor("dana"), measure_id).upward == {cast.units["Board"]}
    with pytest.raises(UserError, match="measure_unknown"):
        known(cast.actor("charlie"), measure_id)
    for wanted, code in ((Wanted("upward"), "upward_needed"), (Wanted("everybody"), "audience_unknown"), (Wanted("team"), "reason_needed")):
        with pytest.raises(UserError, match=code):
            set_audience(cast.actor("alice"), measure_id, wanted, "")
    assert replace(known(cast.actor("alice"), measure_id).subject, audience=Audience.TEAM).team == cast.units["Harbour"]
    assert measure_id in catalogue(cast.actor("dana")).measures
    with pytest.raises(UserError, match="not_your_measure"):
        targets.withdraw_target(cast.actor("dana"), Line(measure_id, None), month(1), "x", today=month(2))
