"""Splits that the product proposes and people decide on; limits that are kept; what survives re-import and revision."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from groundswell.domain.measurement.chart_kind import ChartKind, KindName
from groundswell.domain.measurement.observation import Status
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.split_proposal import SplitProposal
from groundswell.domain.xmr.analyse import analyse_many
from groundswell.domain.xmr.analysis import Origin, XmrAnalysis
from groundswell.errors import UserError
from groundswell.records.actors import PRODUCT, local_actor
from groundswell.records.lines import Line
from groundswell.records.selectors import ledger, portfolio
from groundswell.records.selectors.batches import batches
from groundswell.records.selectors.timeline import TimelineItem, timeline
from groundswell.records.services import chart_kinds, intake, limits, notes, splits
from groundswell.reports.measure_page import request_of
from tests.intakes import intake_of, month, months_of

pytestmark = pytest.mark.usefixtures("data_directory")
LOW, HIGH = ["11", "9"] * 15, ["16", "14"] * 15
SHIFTED = [*LOW, *HIGH]


def stored(figures: Sequence[str], name: str = "figures.csv") -> Line:
    intake.store(local_actor(), months_of("Ferries", figures, name))
    record = now()
    return Line(record.measure_id, record.org_unit_id)


def now(as_of_seq: int | None = None) -> MeasureRecord:
    return portfolio.portfolio(local_actor(), as_of_seq)[0]


def proposed() -> SplitProposal:
    (only,) = now().proposals
    return only


def happened(line: Line, kind: str) -> list[TimelineItem]:
    return [item for item in timeline(local_actor(), line) if item.kind == kind]


def analysed(record: MeasureRecord | None = None) -> XmrAnalysis:
    return analyse_many([request_of(record or now())])[0]


def test_an_import_proposes_a_split_and_touches_no_limits() -> None:
    line = stored(SHIFTED)
    one = proposed()
    assert (one.day, one.algorithm, one.version, one.side, one.line_before, one.line) == (month(30), "stable_shift", 1, "above", "10", "15")
    assert (one.calculated_from, one.calculated_to, one.figures) == (month(30), month(53), 30)
    assert len(analysed().segments) == 1
    act = happened(line, "proposal")[0]
    assert (act.actor, act.takeable, act.values["parameters"]["window"]) == ("", False, 24)
    noticed = batches(local_actor())[0]
    assert (noticed.kind, noticed.actor_ref, noticed.undoable) == ("proposal", PRODUCT.ref, False)
    assert ledger.verify().good


def test_a_proposal_is_written_once_and_withdrawn_when_it_is_found_no_more() -> None:
    line = stored(SHIFTED[:58])
    first = proposed()
    stored(SHIFTED)
    assert proposed().id == first.id
    assert len(happened(line, "proposal")) == 1
    intake.store(local_actor(), months_of("Ferries", dict.fromkeys(range(30, 60), "10"), "corrected.csv"))
    assert now().proposals == ()
    (told,) = happened(line, "proposal")
    assert told.taken_back
    with pytest.raises(UserError, match="proposal_not_open"):
        splits.accept(local_actor(), line, first.id, "New ferries")


def test_a_short_line_is_proposed_a_provisional_split() -> None:
    line = stored(["11", "9"] * 6 + ["16", "14"] * 4)
    one = proposed()
    assert (one.day, one.algorithm, one.calculated_to, one.figures, one.warns_under) == (month(12), "run_of_eight", None, 8, 12)
    splits.accept(local_actor(), line, one.id, "New ferries")
    segment = now().segments[1]
    assert (segment.first, segment.origin, segment.locked) == (12, Origin.ALGORITHM, False)
    assert now().proposals == ()


def test_an_accepted_split_has_a_cause_refers_to_the_proposal_and_is_kept() -> None:
    line = stored(SHIFTED)
    one = proposed()
    with pytest.raises(UserError, match="cause_needed"):
        splits.accept(local_actor(), line, one.id, "  ")
    act = splits.accept(local_actor(), line, one.id, "New ferries")
    assert now().proposals == ()
    segment = now().segments[1]
    assert (segment.first, segment.calculated_from, segment.calculated_to) == (30, 30, 53)
    assert (segment.locked, segment.origin, segment.reason) == (True, Origin.ALGORITHM, "New ferries")
    assert happened(line, "split")[0].values["proposal"] == one.id
    with pytest.raises(UserError, match="proposal_not_open"):
        splits.refuse(local_actor(), line, one.id, "No")
    limits.take_back(local_actor(), act)
    assert [again.id for again in now().proposals] == [one.id]
    assert len(now().segments) == 1


def test_segments_of_a_shortened_series_are_a_prefix_of_those_of_the_longer_one() -> None:
    """Stored month by month and accepted as proposed: nothing that was accepted is ever drawn anew when figures are added."""
    figures = [*LOW, *HIGH, *["26", "24"] * 14, "25"]
    seen: list[list[tuple[object, ...]]] = []
    line = stored(figures[:50])
    for count in range(50, len(figures) + 1, 2):
        intake.store(local_actor(), months_of("Ferries", {at: figures[at] for at in range(count)}, f"{count}.csv"))
        for one in now().proposals:
            splits.accept(local_actor(), line, one.id, "Known")
        seen.append([(one.first, one.central_line, one.lower, one.upper, one.locked) for one in analysed().segments])
    for shorter, longer in pairwise(seen):
        kept = shorter if shorter[-1][4] else shorter[:-1]
        assert longer[:len(kept)] == kept
    assert [one[0] for one in seen[-1]] == [0, 30, 60]


def test_a_refused_run_is_left_alone_and_the_refusal_can_be_taken_back() -> None:
    line = stored(SHIFTED)
    one = proposed()
    act = splits.refuse(local_actor(), line, one.id, "A strike, over by now")
    assert now().proposals == ()
    stored([*SHIFTED, "15", "16"], "next.csv")
    assert now().proposals == ()
    assert happened(line, "refusal")[0].reason == "A strike, over by now"
    limits.take_back(local_actor(), act)
    assert proposed().id == one.id


def test_a_refusal_holds_for_its_shift_when_figures_of_it_are_revised() -> None:
    line = stored(SHIFTED)
    act = splits.refuse(local_actor(), line, proposed().id, "A strike, over by now")
    intake.store(local_actor(), months_of("Ferries", {30: "9"}, "revised.csv"))
    assert now().proposals == (), "it begins a month later"
    intake.store(local_actor(), months_of("Ferries", {30: SHIFTED[30], 44: "9"}, "again.csv"))
    intake.store(local_actor(), months_of("Ferries", dict(enumerate(HIGH, 60)), "more.csv"))
    assert now().proposals == (), "there is a break in its middle"
    limits.take_back(local_actor(), act)
    assert proposed().day == month(30)


def test_after_a_refusal_another_shift_is_proposed() -> None:
    line = stored(SHIFTED)
    splits.refuse(local_actor(), line, proposed().id, "A strike, over by now")
    intake.store(local_actor(), months_of("Ferries", dict(enumerate(["4", "6"] * 15, 60)), "more.csv"))
    assert (proposed().day, proposed().side) == (month(60), "below")


def test_a_postponed_proposal_waits_for_its_day_or_its_figures() -> None:
    line = stored(SHIFTED)
    one, today = proposed(), date(2029, 1, 10)
    with pytest.raises(UserError, match="until_needed"):
        splits.postpone(local_actor(), line, one.id, splits.Until())
    splits.postpone(local_actor(), line, one.id, splits.Until(day=today + timedelta(days=30)), "After the review")
    waiting = proposed()
    assert waiting.waits(today, 60)
    assert not waiting.waits(today + timedelta(days=30), 60)
    splits.postpone(local_actor(), line, one.id, splits.Until(more_figures=2))
    assert proposed().waits(today, 61)
    assert not proposed().waits(today, 62)
    splits.accept(local_actor(), line, one.id, "New ferries")
    assert now().proposals == ()


def test_a_known_date_answers_a_proposal() -> None:
    line = stored(SHIFTED)
    with pytest.raises(UserError, match="split_outside"):
        splits.changed_on(local_actor(), line, proposed().id, date(1999, 1, 1), "New ferries")
    splits.changed_on(local_actor(), line, proposed().id, month(28), "New ferries")
    assert [(one.first, one.origin, one.locked) for one in now().segments[1:]] == [(28, Origin.KNOWN_CHANGE, False)]
    assert now().proposals == ()


def test_a_split_of_ones_own_withdraws_what_it_answers() -> None:
    line = stored(SHIFTED)
    limits.split(local_actor(), line, month(31), "New ferries")
    assert now().proposals == ()
    assert happened(line, "proposal")[0].taken_back


def test_limits_are_kept_from_twelve_figures_on_and_freed_by_a_later_act() -> None:
    actor, line = local_actor(), stored(LOW[:11])
    with pytest.raises(UserError, match="too_few_to_keep"):
        splits.keep_limits(actor, line, month(3), "Enough")
    stored(LOW[:12], "more.csv")
    splits.keep_limits(actor, line, month(3), "Enough")
    kept = analysed().segments[0]
    assert (kept.locked, kept.calculated_from, kept.calculated_to) == (True, 0, 11)
    stored([*LOW[:12], "10", "9", "12", "9", "9"], "later.csv")
    grown = analysed().segments[0]
    assert (grown.central_line, grown.lower, grown.upper, grown.last) == (kept.central_line, kept.lower, kept.upper, 16)
    with pytest.raises(UserError, match="already_so"):
        splits.keep_limits(actor, line, month(0), "Again")
    splits.free_limits(actor, line, month(13), "The scale was calibrated")
    assert analysed().segments[0].calculated_to == 16
    with pytest.raises(UserError, match="already_so"):
        splits.free_limits(actor, line, month(13), "Again")
    splits.keep_limits(actor, line, month(13), "Now it is enough")
    assert analysed().segments[0].calculated_to == 16
    assert analysed().segments[0].locked


def test_a_revised_figure_that_moves_kept_limits_is_said_until_somebody_keeps_them_anew() -> None:
    actor, line = local_actor(), stored(LOW)
    splits.keep_limits(actor, line, month(0), "Enough")
    kept = analysed().segments[0]
    stored([*LOW, "10", "12"], "later.csv")
    assert (analysed().segments[0].changed, happened(line, "moved_limits")) == ((), [])
    open_still = months_of("Ferries", {5: LOW[5]}, "provisional.csv")
    intake.store(actor, replace(open_still, observations=[replace(one, status=Status.PROVISIONAL) for one in open_still.observations]))
    assert now().series.points[5].status is Status.PROVISIONAL
    assert analysed().segments[0].changed == (), "the same figure in another state moves nothing"
    changed = intake.store(actor, months_of("Ferries", {3: "15", 31: "11"}, "revised.csv"), reasons={"*": "late returns"})
    moved = analysed().segments[0]
    assert (moved.central_line, moved.changed, kept.changed) == (10.2, (3,), ())
    (told,) = happened(line, "moved_limits")
    assert (told.values["before"]["central_line"], told.values["now"]["central_line"], told.takeable) == ("10", "10.2", False)
    assert (told.values["calculated_from"], told.values["calculated_to"]) == (month(0).isoformat(), month(29).isoformat())
    splits.keep_limits(actor, line, month(0), "Right with the late returns")
    anew = analysed().segments[0]
    assert (anew.changed, anew.calculated_to, anew.central_line) == ((), 29, 10.2)
    intake.retract(actor, str(changed.batch_ref), "it was right")
    assert [item.taken_back for item in happened(line, "moved_limits")] == [True]
    assert analysed().segments[0].central_line == kept.central_line
    assert ledger.verify().good


def test_a_revised_figure_outside_kept_limits_moves_nothing() -> None:
    actor, line = local_actor(), stored(LOW)
    splits.keep_limits(actor, line, month(0), "Enough")
    stored([*LOW, "10", "12"], "later.csv")
    intake.store(actor, months_of("Ferries", {30: "11"}, "revised.csv"))
    assert (analysed().segments[0].changed, happened(line, "moved_limits")) == ((), [])


def test_kept_limits_give_way_to_a_split_inside_their_range() -> None:
    actor, line = local_actor(), stored(LOW)
    splits.keep_limits(actor, line, month(0), "Enough")
    limits.split(actor, line, month(20), "New ferries")
    first, second = analysed().segments
    assert (first.locked, first.calculated_to, second.locked, second.calculated_from) == (True, 19, False, 20)


def test_older_figures_before_kept_limits_do_not_move_them() -> None:
    actor, line = local_actor(), stored(LOW)
    splits.keep_limits(actor, line, month(0), "Enough")
    before = analysed().segments[0]
    intake.store(actor, months_of("Ferries", dict.fromkeys(range(-5, 0), "50"), "older.csv"))
    after = analysed().segments[0]
    assert (after.central_line, after.calculated_from, after.calculated_to) == (before.central_line, 5, 34)


def test_what_people_set_survives_the_same_file_revised_figures_and_more_of_them() -> None:
    actor, line = local_actor(), stored(SHIFTED)
    limits.leave_out(actor, line, month(5), "Storm")
    notes.note(actor, line, month(6), "Harbour closed")
    splits.accept(actor, line, proposed().id, "New ferries")
    splits.keep_limits(actor, line, month(0), "Long enough")
    before = now()
    stored(SHIFTED, "saved again.csv")
    revised = dict(enumerate([*SHIFTED, "15", "14"])) | {5: "40", 6: "8", 31: "15"}
    intake.store(actor, months_of("Ferries", revised, "revised.csv"), reasons={"*": "late returns"})
    after = now()
    assert (after.excluded, [one.text for one in after.notes]) == (before.excluded, ["Harbour closed"])
    assert [(one.first, one.calculated_to, one.locked, one.reason, one.excluded) for one in after.segments] == [
        (one.first, one.calculated_to, one.locked, one.reason, one.excluded) for one in before.segments
    ]
    assert len(after.series) == len(before.series) + 2


def test_a_revised_figure_withdraws_a_signal_which_stays_on_record() -> None:
    actor, line = local_actor(), stored([*LOW, "40", *LOW[:4]])
    at = now().as_of_seq
    assert [one.rule for one in analysed().signals if 30 in one.points]
    changed = intake.store(actor, months_of("Ferries", {30: "11", 35: "10"}, "revised.csv"), reasons={"*": "a typing error"})
    told = [item for item in happened(line, "withdrawn_signal") if item.values["rule"] == "outside_limits"]
    assert [(item.day, item.values["state"], item.values["revised"]) for item in told] == [
        (month(30), "withdrawn_by_revision", [month(30).isoformat()])
    ]
    assert [one.rule for one in analysed(now(at)).signals if 30 in one.points], "as of then it still stands"
    intake.retract(actor, str(changed.batch_ref), "it was right")
    assert all(item.taken_back for item in happened(line, "withdrawn_signal"))
    assert ledger.verify().good


def test_a_revision_that_leaves_a_signal_standing_says_nothing() -> None:
    line = stored([*LOW, "40", *LOW[:4]])
    intake.store(local_actor(), months_of("Ferries", {30: "41", 2: "10"}, "revised.csv"))
    assert happened(line, "withdrawn_signal") == []


def test_an_undone_import_takes_its_proposal_back() -> None:
    line = stored(LOW)
    more = intake.store(local_actor(), months_of("Ferries", dict(enumerate(HIGH, 30)), "more.csv"))
    assert len(now().proposals) == 1
    intake.retract(local_actor(), str(more.batch_ref))
    assert now().proposals == ()
    assert happened(line, "proposal")[0].taken_back


def test_each_place_of_each_measure_has_proposals_of_its_own() -> None:
    of_places = {"North": SHIFTED, "South": [*LOW, *LOW]}
    rows = [("Ferries", place, month(at), figure) for place, figures in of_places.items() for at, figure in enumerate(figures)]
    intake.store(local_actor(), intake_of(rows))
    assert {one.org_unit: len(one.proposals) for one in portfolio.portfolio(local_actor())} == {"North": 1, "South": 0}


def test_what_was_turned_down_stands_in_the_proposal_neighbours_together() -> None:
    figures = [*LOW, *["16", "14"] * 5, *["11", "9"] * 7, *HIGH, *HIGH]
    stored(figures)
    one = proposed()
    assert one.day == month(54)
    assert [(down.day, down.last, down.reason, down.shows_on) for down in one.turned_down] == [
        (month(30), month(33), "opposing_run_starts", month(40))
    ]


def test_a_rule_set_of_that_name_asks_for_recalculation_at_runs() -> None:
    line = stored(["11", "9", "11", "9", "10", *["16", "14"] * 4])
    assert now().proposals == ()
    limits.set_rules(local_actor(), line, "recalculating_5_8", "As the old tool did")
    one = proposed()
    assert (one.algorithm, one.day, one.calculated_to, one.warns_under) == ("recalculating_5_8", month(5), month(9), 8)
    splits.accept(local_actor(), line, one.id, "New ferries")
    assert not now().segments[1].locked, "five figures are too few to keep limits by"


def test_another_chart_kind_has_no_proposals() -> None:
    line = stored(SHIFTED)
    assert len(now().proposals) == 1
    chart_kinds.set_kind(local_actor(), line, ChartKind(KindName.TRENDED), "It grows with the town")
    assert now().proposals == ()
    stored([*SHIFTED, "15"], "next.csv")
    assert now().proposals == ()
