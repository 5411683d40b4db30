"""Bringing files again, in part, at once, out of order; undo. G5, G6, G7, C18, C21."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from datetime import date
from decimal import Decimal

import pytest

from groundswell.domain.measurement.definition import Direction
from groundswell.domain.measurement.observation import Presence
from groundswell.domain.measurement.period import Cadence
from groundswell.engine.intake import Intake, apply
from groundswell.engine.mapping import propose
from groundswell.engine.sources.opening import paste_workbook
from groundswell.errors import UserError
from groundswell.records import opening
from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.selectors import batches, ledger, portfolio
from groundswell.records.services import intake, limits, measures, notes
from groundswell.records.statements import FAULTS
from tests.intakes import intake_of, month, months_of
from tests.postgresql import is_wanted

pytestmark = pytest.mark.usefixtures("data_directory")


def figures(measure: str = "Ferries", as_of_seq: int | None = None) -> dict[date, str]:
    """Current figures of a measure by first day."""
    return {
        point.period.start: str(point.value)
        for record in portfolio.portfolio(local_actor(), as_of_seq)
        if record.definition.name == measure
        for point in record.series.points
        if point.period is not None and point.value is not None
    }


def pasted(text: str, name: str = "pasted") -> Intake:
    """A block of cells as the engine reads it."""
    workbook = paste_workbook(text, name=name)
    return apply(workbook, propose(workbook))


def test_G6_the_same_file_twice_adds_nothing_and_names_the_first_batch() -> None:
    actor, file = local_actor(), months_of("Ferries", ["1", "2", "3"])
    first = intake.store(actor, file)
    head = ledger.head()
    again = intake.store(actor, file)
    assert again.batch_ref is None
    assert again.first_batch is not None
    assert again.first_batch.ref == first.batch_ref
    assert ledger.head() == head


def test_G6_a_resaved_file_adds_nothing_and_names_the_batch_that_holds_its_figures() -> None:
    actor = local_actor()
    first = intake.store(actor, months_of("Ferries", ["1.5", "2", "3"]))
    resaved = intake.store(actor, months_of("Ferries", ["1.50", "2.0", "3"], "copy.csv", salt="saved by another program"))
    assert resaved.batch_ref is None
    assert resaved.first_batch is not None
    assert resaved.first_batch.ref == first.batch_ref
    assert figures()[month(0)] == "1.5", "the digits as first read stay"


def test_G6_eight_at_once_store_it_once() -> None:
    actor, file = local_actor(), months_of("Ferries", [str(at) for at in range(40)])
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(copy_context().run, intake.store, actor, file) for _ in range(8)]
        stored = [one.result() for one in waiting]
    refs = {one.batch_ref for one in stored if one.batch_ref is not None}
    assert len(refs) == 1
    assert [one.first_batch.ref for one in stored if one.first_batch is not None] == list(refs) * 7
    assert [one.kind for one in batches.batches(actor)].count("store") == 1


def test_G6_after_an_undo_the_same_file_comes_again_to_the_same_measure() -> None:
    actor, file = local_actor(), months_of("Ferries", ["1", "2", "3"])
    first = intake.store(actor, file)
    measure = portfolio.portfolio(actor)[0].measure_id
    intake.retract(actor, first.batch_ref or "", "wrong folder")
    assert figures() == {}
    again = intake.store(actor, file)
    assert again.batch_ref not in (None, first.batch_ref)
    assert portfolio.portfolio(actor)[0].measure_id == measure
    assert figures() == {month(0): "1", month(1): "2", month(2): "3"}


def test_next_months_file_shows_what_changes_before_anything_is_stored() -> None:
    actor = local_actor()
    intake.store(actor, months_of("Ferries", ["1", "2", "3"]))
    head = ledger.head()
    diff = intake.preview(actor, months_of("Ferries", {0: "1.0", 2: "3.5", 3: "4"}, "next.csv"))
    assert [str(one.observation.value) for one in diff.new] == ["4"]
    assert [(str(one.old.value), str(one.figure.observation.value)) for one in diff.changed] == [("3", "3.5")]
    assert [one.day for one in diff.unchanged] == [month(0)]
    assert [one.period.start for one in diff.missing] == [month(1)]
    assert ledger.head() == head


def test_what_changed_after_the_person_looked_is_not_stored_over() -> None:
    actor = local_actor()
    intake.store(actor, months_of("Ferries", ["1", "2"]))
    file = months_of("Ferries", ["1", "2.5"], "mine.csv")
    seen = intake.preview(actor, file)
    intake.store(actor, months_of("Ferries", ["1", "2.7"], "theirs.csv"))
    with pytest.raises(UserError, match="changed_meanwhile"):
        intake.store(actor, file, confirmed=seen)
    assert figures()[month(1)] == "2.7"


def fault_at(table: str, seq: int) -> None:
    """The database will refuse one entry of that table."""
    connection, trigger = opening.writing_connection(), f"TRIGGER fault_{table} BEFORE INSERT ON {table}"
    if is_wanted():
        raised = "CREATE OR REPLACE FUNCTION injected() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'injected'; END $$"
        connection.execute(raised)
        connection.execute(f"CREATE {trigger} FOR EACH ROW WHEN (NEW.seq = {seq}) EXECUTE FUNCTION injected()")
    else:
        connection.execute(f"CREATE TEMP {trigger} WHEN NEW.seq = {seq} BEGIN SELECT RAISE(ABORT, 'injected'); END")


def test_G5_a_failure_at_each_figure_stores_nothing_at_all() -> None:
    actor, file = local_actor(), months_of("Ferries", [str(at) for at in range(12)])
    intake.store(actor, months_of("Calls", ["7", "8"]))
    head = ledger.head()
    failed = 0
    for position in range(14):
        seq = head.entries + 2 + position

        def broken(seq: int = seq) -> None:
            for table in ("observation", "act"):
                fault_at(table, seq)

        def mended() -> None:
            for table in ("observation", "act"):
                opening.writing_connection().execute(f"DROP TRIGGER fault_{table}" + (f" ON {table}" if is_wanted() else ""))

        opening.write(broken)
        try:
            intake.store(actor, file)
        except FAULTS as error:
            failed += "injected" in str(error)
            assert ledger.head() == head
            assert figures() == {}
        opening.write(mended)
    assert failed == 13, "one definition and twelve figures can fail; the fourteenth position is after the end"
    assert len(figures()) == 12
    assert ledger.verify(head.text).good


def test_G7_undo_is_new_entries_and_the_past_stays_as_it_was() -> None:
    actor = local_actor()
    first = intake.store(actor, months_of("Ferries", ["1", "2", "3"]))
    second = intake.store(actor, months_of("Ferries", {1: "2.5", 3: "4"}, "next.csv"), reasons={"*": "late"})
    before = ledger.head()
    then = figures()
    undone = intake.retract(actor, second.batch_ref or "", "wrong file")
    assert figures() == {month(0): "1", month(1): "2", month(2): "3"}
    assert figures(as_of_seq=before.entries) == then
    assert ledger.verify(before.text).good
    row = batches.batch(actor, second.batch_ref or "")
    assert (row.retracted_by, row.undoable) == (undone, False)
    assert batches.batch(actor, undone).retracts == second.batch_ref
    with pytest.raises(UserError, match="batch_already_retracted"):
        intake.retract(actor, second.batch_ref or "")
    with pytest.raises(UserError, match="batch_not_undoable"):
        intake.retract(actor, undone)
    assert first.batch_ref is not None


def test_G7_undoing_the_first_batch_leaves_the_seconds_values_standing() -> None:
    actor = local_actor()
    first = intake.store(actor, months_of("Ferries", ["1", "2", "3"]))
    intake.store(actor, months_of("Ferries", {1: "2.5", 3: "4"}, "next.csv"))
    intake.retract(actor, first.batch_ref or "")
    assert figures() == {month(1): "2.5", month(3): "4"}
    assert portfolio.portfolio(actor)[0].definition.name == "Ferries"


def test_undo_takes_back_what_came_beside_the_figures() -> None:
    block = "Month\tFerries\n2024-01-01\t1\n2024-02-01\t2\n2024-03-01\t3"
    actor = local_actor()
    stored = intake.store(actor, pasted(block))
    line = Line(stored.measure_ids[0])
    notes.note(actor, line, month(1), "storm")
    intake.retract(actor, stored.batch_ref or "")
    assert portfolio.portfolio(actor) == []
    intake.store(actor, pasted(block))
    record = portfolio.portfolio(actor)[0]
    assert [note.text for note in record.notes] == ["storm"], "a person's own note waits for its measure"


ODD = ["NaN", "inf", "-inf", "-0", "1e308", "1e-300", "123456789012345678901234567890", f"0.{'0' * 29}1", "1e999", "∞", "1e400"]


@pytest.mark.parametrize("text", ODD)
def test_C18_an_odd_number_is_refused_or_kept_exactly(text: str) -> None:
    lines = ["Month\tFerries", *(f"{month(at).isoformat()}\t{at}" for at in range(40)), f"{month(40).isoformat()}\t{text}"]
    file = pasted("\n".join(lines))
    intake.store(local_actor(), file)
    kept = figures()
    if month(40) in kept:
        assert Decimal(kept[month(40)]) == Decimal(text)
        assert Decimal(kept[month(40)]).is_finite()
    else:
        assert any(problem.place.cell == "B42" for problem in file.problems)
    assert len(kept) >= 40
    assert not any("nan" in one.lower() or "inf" in one.lower() for one in kept.values())
    assert ledger.verify().good


@pytest.mark.parametrize("order", ["first then second", "second then first", "at once"])
def test_C21_overlapping_files_end_in_the_same_view_and_only_differences_are_restated(order: str) -> None:
    actor = local_actor()
    one = months_of("Ferries", {at: str(at) for at in range(12)}, "one.csv")
    other = months_of("Ferries", {at: str(at) for at in range(6, 18)}, "other.csv")
    files = [other, one] if order == "second then first" else [one, other]
    if order == "at once":
        with ThreadPoolExecutor(2) as pool:
            waiting = [pool.submit(copy_context().run, intake.store, actor, file) for file in files]
            stored = [done.result() for done in waiting]
    else:
        stored = [intake.store(actor, file) for file in files]
    assert figures() == {month(at): str(at) for at in range(18)}
    assert sorted(len(done.diff.new) for done in stored) == [6, 12]
    assert [len(done.diff.changed) for done in stored] == [0, 0]
    assert sum(len(done.diff.unchanged) for done in stored) == 6
    assert len(portfolio.portfolio(actor)) == 1


def test_C21_where_they_differ_the_later_one_restates_and_says_what_it_replaced() -> None:
    actor = local_actor()
    intake.store(actor, months_of("Ferries", {at: str(at) for at in range(12)}, "one.csv"))
    stored = intake.store(actor, months_of("Ferries", {at: str(at + (at == 7)) for at in range(6, 18)}, "other.csv"))
    assert [(str(one.old.value), one.old.file_name) for one in stored.diff.changed] == [("7", "one.csv")]
    assert figures()[month(7)] == "8"


def test_a_renamed_measure_still_takes_its_old_name_from_files() -> None:
    actor = local_actor()
    stored = intake.store(actor, months_of("Ferries", ["1", "2"]))
    measures.rename(actor, stored.measure_ids[0], "Crossings", "clearer")
    intake.store(actor, months_of("FERRIES ", {2: "3"}, "next.csv"))
    assert figures("Crossings") == {month(0): "1", month(1): "2", month(2): "3"}


def test_a_merged_measure_gives_its_figures_and_takes_them_back() -> None:
    actor = local_actor()
    old = intake.store(actor, months_of("Ferries (old)", {0: "1", 1: "2"})).measure_ids[0]
    new = intake.store(actor, months_of("Ferries", {1: "2.5", 2: "3"}, "new.csv")).measure_ids[0]
    act = measures.merge(actor, old, new, "the same thing")
    assert figures() == {month(0): "1", month(1): "2.5", month(2): "3"}
    assert len(portfolio.portfolio(actor)) == 1
    assert portfolio.measure_record(actor, Line(old)).measure_id == new
    with pytest.raises(UserError, match="merge_into_itself"):
        measures.merge(actor, new, old, "and back")
    intake.store(actor, months_of("Ferries (old)", {3: "4"}, "late.csv"))
    assert figures()[month(3)] == "4"
    limits.take_back(actor, act, "not the same")
    assert figures("Ferries (old)") == {month(0): "1", month(1): "2", month(3): "4"}


def test_put_away_and_brought_back() -> None:
    actor = local_actor()
    measure = intake.store(actor, months_of("Ferries", ["1", "2"])).measure_ids[0]
    measures.put_away(actor, measure, "nobody uses it")
    assert portfolio.portfolio(actor) == []
    assert [(row.name, row.reason) for row in portfolio.measures(actor, away=True)] == [("Ferries", "nobody uses it")]
    assert portfolio.measure_record(actor, Line(measure)).series.figures == 2
    measures.bring_back(actor, measure)
    assert [row.name for row in portfolio.measures(actor)] == ["Ferries"]


def test_several_places_are_lines_of_one_measure() -> None:
    actor = local_actor()
    rows = [("Ferries", place, month(at), f"{at}") for place in ("South pier", "North pier") for at in range(6)]
    measure = intake.store(actor, intake_of(rows)).measure_ids[0]
    found = portfolio.places(actor, measure)
    assert [(row.name, row.figures) for row in found] == [("North pier", 6), ("South pier", 6)]
    north = Line(measure, found[0].org_unit_id)
    limits.split(actor, north, month(3), "new rota")
    assert [len(record.segments) for record in portfolio.portfolio(actor)] == [2, 1]
    assert portfolio.measure_record(actor, Line(measure)).org_unit == "North pier"


def test_a_state_is_kept_and_a_figure_after_it_is_a_change() -> None:
    actor = local_actor()
    intake.store(actor, months_of("Ferries", ["1", None, "3"]))
    point = portfolio.portfolio(actor)[0].series.points[1]
    assert (point.presence, point.value) == (Presence.NOT_AVAILABLE, None)
    diff = intake.preview(actor, months_of("Ferries", ["1", "2", "3"], "next.csv"))
    assert len(diff.changed) == 1


def test_a_scorecard_keeps_targets_comments_owner_and_direction() -> None:
    head = "KPI\tOwner\tGood is\tTarget\tQ1 2025/26\tQ2 2025/26\tQ3 2025/26\tComment"
    rows = [
        "Calls answered\tInes Marlow\tHigher\t90\t81\t82\t85\tNew phones came in September",
        "Days to answer\tTom Adeyemi\tLower\t14\t26\t25\t16\t",
    ]
    file = pasted("\n".join([head, *rows]))
    actor = local_actor()
    intake.store(actor, file)
    calls = next(record for record in portfolio.portfolio(actor) if record.definition.name.startswith("Calls"))
    assert calls.definition.direction is Direction.UP
    assert calls.definition.owner == "Ines Marlow"
    assert calls.definition.cadence is Cadence.QUARTER
    assert [str(target.value) for target in calls.targets] == ["90"]
    assert [note.text for note in calls.notes] == ["New phones came in September"]
    again = intake.store(actor, pasted("\n".join([head, *rows]), name="again"))
    assert again.batch_ref is None, "the same file adds no second comment or target"


def test_storing_that_is_stopped_under_way_leaves_nothing_behind() -> None:
    actor = local_actor()
    prepared = intake.prepare(actor, months_of("Ferries", ["1", "2", "3"]))
    head = ledger.head()

    def stop_at_the_end(done: int, of: int) -> None:
        if done == of:
            raise UserError("storing_stopped")

    with pytest.raises(UserError, match="storing_stopped"):
        intake.store_prepared(actor, prepared, told=stop_at_the_end)
    assert (ledger.head(), figures()) == (head, {})
    assert intake.store_prepared(actor, prepared).batch_ref is not None
    assert list(figures().values()) == ["1", "2", "3"]


def test_what_was_prepared_is_worked_out_anew_once_the_record_moved_on() -> None:
    actor = local_actor()
    prepared = intake.prepare(actor, months_of("Ferries", ["1", "2", "3"]))
    intake.store(actor, months_of("Ferries", ["1", "2"], "first.csv"))
    stored = intake.store_prepared(actor, prepared)
    assert [str(one.observation.value) for one in stored.diff.new] == ["3"]


def test_figures_are_stored_line_by_line_with_their_own_cells_and_marks() -> None:
    actor = local_actor()
    rows = [(name, None, month(number), None if number == 1 else f"{number}.50") for number in range(3) for name in ("Ferries", "Trains")]
    intake.store(actor, intake_of(rows))
    query = "SELECT cell, coef, scale, mark FROM observation ORDER BY seq"
    found = opening.write(lambda: opening.writing_connection().execute(query).fetchall())
    assert found == [
        ("B2", "50", 2, None), ("B4", None, None, "n/a"), ("B6", "250", 2, None),
        ("B3", "50", 2, None), ("B5", None, None, "n/a"), ("B7", "250", 2, None),
    ]


@pytest.mark.parametrize(
    ("period", "cadence"),
    [("2010", Cadence.YEAR), ("Q1 2026", Cadence.QUARTER), ("Mar 2026", Cadence.MONTH), ("2026-03-01", Cadence.IRREGULAR)],
)
def test_a_measure_with_one_figure_has_the_cadence_of_its_period(period: str, cadence: Cadence) -> None:
    actor = local_actor()
    rows = [f"{name}\t{period}\t12" for name in ("Ferries", "Buses", "Trams")]
    intake.store(actor, pasted("\n".join(["Measure\tPeriod\tValue", *rows])))
    assert [record.definition.cadence for record in portfolio.portfolio(actor)] == [cadence] * 3


def test_a_line_is_made_anew_only_when_something_about_its_figures_changed() -> None:
    actor = local_actor()
    intake.store(actor, months_of("Ferries", ["1", "2"]))
    intake.store(actor, months_of("Trams", ["3", "4"], "trams.csv"))

    def series() -> list[object]:
        return [one.series for one in portfolio.portfolio(actor)]

    ferries, trams = series()
    notes.note(actor, Line(portfolio.portfolio(actor)[0].measure_id, None), month(0), "storm", author="Mara Quill")
    assert [one is then for one, then in zip(series(), (ferries, trams), strict=True)] == [True, True]
    stored = intake.store(actor, months_of("Ferries", {1: "2.5"}, "later.csv"), reasons={"*": "late"})
    assert [one is then for one, then in zip(series(), (ferries, trams), strict=True)] == [False, True]
    assert figures()[month(1)] == "2.5"
    intake.retract(actor, stored.batch_ref, "the wrong file")
    assert figures()[month(1)] == "2"
    measures.rename(actor, portfolio.portfolio(actor)[1].measure_id, "Tramways", "clearer")
    assert portfolio.portfolio(actor)[1].series.measure == "Tramways"
