"""Targets and standards as acts: set, changed, withdrawn, taken back, and read as they stood at any position."""

from collections.abc import Callable
from datetime import date

import pytest

from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.target import Fate, Standard, Target, TargetKind
from groundswell.engine.intake import ReadTarget
from groundswell.errors import UserError
from groundswell.records import opening
from groundswell.records.actors import local_actor
from groundswell.records.lines import Line
from groundswell.records.selectors.portfolio import measure_record
from groundswell.records.selectors.timeline import timeline
from groundswell.records.services import intake, limits, measures, targets
from groundswell.records.services.recording import seal_acts
from tests.intakes import month, months_of

pytestmark = pytest.mark.usefixtures("data_directory")
TODAY = date(2026, 11, 29)
END, LATER = date(2027, 3, 31), date(2027, 12, 31)


@pytest.fixture
def line() -> Line:
    return Line(intake.store(local_actor(), months_of("Ferries", ["11", "12", "13", "12", "11", "12"])).measure_ids[0])


def target(value: str, day: date = END, kind: TargetKind = TargetKind.CENTRAL_LINE) -> Target:
    return Target(Exact.parse(value), day, kind=kind, set_on=TODAY)


def set_one(line: Line, value: str, day: date = END, **options: object) -> str:
    return targets.set_target(local_actor(), line, target(value, day), "agreed by all", **options)  # type: ignore[arg-type]


def record(line: Line, as_of_seq: int | None = None) -> MeasureRecord:
    return measure_record(local_actor(), line, as_of_seq)


def told(line: Line) -> list[tuple[str, Fate, str]]:
    return [(str(one.target.value), one.fate, one.ended_because) for one in record(line).target_changes]


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(UserError) as error:
        work()
    return error.value.code


def test_a_target_is_kept_with_its_kind_its_day_and_its_reason(line: Line) -> None:
    act = targets.set_target(local_actor(), line, target("9.50", kind=TargetKind.LIMIT), " agreed ")
    (found,) = record(line).targets
    assert (str(found.value), found.day, found.kind, found.id) == ("9.50", END, TargetKind.LIMIT, act)
    assert (found.set_on, found.reason, found.by_hand) == (TODAY, "agreed", True)


def test_another_value_for_the_day_replaces_it_and_the_history_says_why(line: Line) -> None:
    set_one(line, "9")
    before = record(line)
    targets.set_target(local_actor(), line, target("10"), "nine was out of reach")
    assert [str(one.value) for one in record(line).targets] == ["10"]
    assert told(line) == [("9", Fate.REPLACED, "nine was out of reach"), ("10", Fate.STANDS, "")]
    assert record(line).target_changes[0].until == TODAY
    assert record(line, before.as_of_seq) == before


def test_a_target_can_be_moved_to_another_day_in_one_batch(line: Line) -> None:
    set_one(line, "9")
    moved = set_one(line, "9", LATER, instead_of=END)
    assert [one.day for one in record(line).targets] == [LATER]
    assert told(line) == [("9", Fate.WITHDRAWN, "agreed by all"), ("9", Fate.STANDS, "")]
    limits.take_back(local_actor(), moved)
    assert record(line).targets == ()


def test_interim_targets_stand_in_order_of_their_days(line: Line) -> None:
    set_one(line, "8", LATER)
    set_one(line, "9", END)
    assert [one.day for one in record(line).targets] == [END, LATER]


def test_a_withdrawal_can_be_taken_back(line: Line) -> None:
    set_one(line, "9")
    act = targets.withdraw_target(local_actor(), line, END, "no longer a priority", today=TODAY)
    assert record(line).targets == ()
    assert told(line) == [("9", Fate.WITHDRAWN, "no longer a priority")]
    limits.take_back(local_actor(), act)
    assert [str(one.value) for one in record(line).targets] == ["9"]


def test_what_cannot_be_is_refused_with_its_reason(line: Line) -> None:
    bounded = MeasureDefinition("Ferries", lower_bound=Exact(0), upper_bound=Exact(100))
    measures.define(local_actor(), line.measure_id, bounded, reason="a share")
    assert refused(lambda: set_one(line, "100.1")) == "target_beyond_bound"
    assert refused(lambda: set_one(line, "-1")) == "target_beyond_bound"
    assert refused(lambda: targets.set_target(local_actor(), line, target("0", kind=TargetKind.SPREAD), "x")) == "spread_not_positive"
    assert refused(lambda: targets.set_target(local_actor(), line, target("9"), "  ")) == "reason_needed"
    assert refused(lambda: targets.withdraw_target(local_actor(), line, END, "x", today=TODAY)) == "target_unknown"
    assert refused(lambda: set_one(line, "9", instead_of=LATER)) == "target_unknown"
    assert refused(lambda: targets.set_standard(local_actor(), line, Standard(Exact(101), TODAY), "x")) == "target_beyond_bound"
    assert refused(lambda: targets.set_standard(local_actor(), line, Standard(None, TODAY), "x")) == "standard_unknown"
    assert record(line).target_changes == ()
    assert set_one(line, "100")
    assert refused(lambda: set_one(line, "100")) == "already_so"


def test_a_standard_has_a_first_day_a_history_and_an_end(line: Line) -> None:
    def stand(value: str | None, day: date) -> str:
        standard = Standard(None if value is None else Exact.parse(value), day, set_on=TODAY)
        return targets.set_standard(local_actor(), line, standard, "the charter")

    stand("90", month(0))
    stand("92", month(3))
    assert refused(lambda: stand("92.0", month(4))) == "already_so"
    end = stand(None, month(5))
    values = [(str(one.value) if one.value else None, one.valid_from, one.reason) for one in record(line).standards]
    assert values == [("90", month(0), "the charter"), ("92", month(3), "the charter"), (None, month(5), "the charter")]
    assert record(line).targets == ()
    limits.take_back(local_actor(), end)
    assert [str(one.value) for one in record(line).standards] == ["90", "92"]


def test_a_target_of_an_older_release_is_still_read(line: Line) -> None:
    """It has no ``what``, no kind and no day on which it was set, as a sheet's has to this day."""
    opening.write(lambda: seal_acts(local_actor(), [targets.target_act(line, Target(Exact(7), END, "Goal 2027"))]))
    (found,) = record(line).targets
    assert (found.kind, found.label, found.set_on, found.by_hand) == (TargetKind.CENTRAL_LINE, "Goal 2027", None, False)


def bring(value: str, salt: str) -> None:
    coming = months_of("Ferries", ["11", "12", "13", "12", "11", "12"], salt=salt)
    coming.targets.append(ReadTarget("Ferries", None, Target(Exact.parse(value), END, "Target"), "Sheet1", "C2"))
    intake.store(local_actor(), coming)


def test_a_sheet_that_says_the_same_again_does_not_undo_what_a_person_said_since(line: Line) -> None:
    bring("9", "a")
    set_one(line, "10")
    bring("9", "b")
    assert [str(one.value) for one in record(line).targets] == ["10"]
    targets.withdraw_target(local_actor(), line, END, "no longer", today=TODAY)
    bring("9", "c")
    assert record(line).targets == ()
    bring("8", "d")
    assert [str(one.value) for one in record(line).targets] == ["8"]


def test_the_timeline_names_each_of_them(line: Line) -> None:
    set_one(line, "9")
    targets.withdraw_target(local_actor(), line, END, "no longer", today=TODAY)
    targets.set_standard(local_actor(), line, Standard(Exact(10), month(0)), "the charter")
    targets.set_standard(local_actor(), line, Standard(None, month(5)), "it ended")
    kinds = {item.kind for item in timeline(local_actor(), line)}
    assert {"target", "target_withdrawn", "standard", "standard_withdrawn"} <= kinds
