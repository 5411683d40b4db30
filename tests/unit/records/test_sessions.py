"""A person's sessions, plan and thoughts: private, started once, ended with a next action, counted by week without a streak."""

from datetime import UTC, date, datetime, timedelta

import pytest

from groundswell.errors import UserError
from groundswell.records.actors import GUEST, local_actor
from groundswell.records.selectors.sessions import session_plan, sessions, sessions_by_week, thoughts
from groundswell.records.services import sessions as keeping
from groundswell.records.services.sessions import Ending

pytestmark = pytest.mark.usefixtures("data_directory")

MONDAY = datetime(2026, 11, 2, 9, 10, tzinfo=UTC)


def finished(step: str, at: datetime, **ending: object) -> str:
    session = keeping.start(local_actor(), step, {"subject": "x"}, now=at)
    keeping.finish(local_actor(), session, Ending("ask Ines", **ending), now=at + timedelta(minutes=12))
    return session


def test_a_session_about_the_same_goes_on_and_ends_with_what_comes_next() -> None:
    actor = local_actor()
    first = keeping.start(actor, "S06", {"subject": "x"}, now=MONDAY)
    assert keeping.start(actor, "S06", {"subject": "x"}, now=MONDAY + timedelta(minutes=5)) == first
    with pytest.raises(UserError, match="next_action_needed"):
        keeping.finish(actor, first, Ending("  "), now=MONDAY)
    keeping.finish(actor, first, Ending("ask Ines", date(2026, 11, 3), done=True), now=MONDAY + timedelta(minutes=12))
    (row,) = sessions(actor)
    assert (row.step, row.subject, row.done, row.next_action, row.next_day) == ("S06", "x/", True, "ask Ines", date(2026, 11, 3))
    assert keeping.start(actor, "S06", {"subject": "x"}, now=MONDAY + timedelta(days=1)) != first


def test_something_else_leaves_no_trace() -> None:
    actor = local_actor()
    begun = keeping.start(actor, "S06", {"subject": "x"}, now=MONDAY)
    keeping.start(actor, "S09", {"subject": "y"}, now=MONDAY)
    assert [row.step for row in sessions(actor)] == ["S09"]
    keeping.leave(actor, begun)
    assert len(sessions(actor)) == 1


def test_next_actions_are_cleared_or_get_another_day() -> None:
    actor = local_actor()
    session = finished("S06", MONDAY)
    keeping.redate_action(actor, session, date(2026, 11, 9))
    assert sessions(actor)[0].next_day == date(2026, 11, 9)
    keeping.clear_action(actor, session, now=MONDAY)
    assert sessions(actor)[0].cleared


def test_the_newest_plan_holds_and_a_whole_one_is_asked_for() -> None:
    actor = local_actor()
    assert session_plan(actor) is None
    keeping.plan(actor, "09:10", "my desk", "I have poured my coffee", "54321", now=MONDAY)
    keeping.plan(actor, "08:30", "the train", "I sit down", "13", now=MONDAY + timedelta(days=1))
    found = session_plan(actor)
    assert found is not None
    assert (found.time, found.place, found.trigger, found.weekdays) == ("08:30", "the train", "I sit down", "13")
    with pytest.raises(UserError, match="plan_incomplete"):
        keeping.plan(actor, "08:30", " ", "I sit down", "13", now=MONDAY)


def test_a_thought_is_parked_dealt_with_and_waits_again() -> None:
    actor = local_actor()
    with pytest.raises(UserError, match="thought_needed"):
        keeping.park(actor, " ", now=MONDAY)
    thought = keeping.park(actor, "Ask about the winter timetable", now=MONDAY)
    keeping.clear_thought(actor, thought, now=MONDAY)
    assert thoughts(actor)[0].cleared
    keeping.clear_thought(actor, thought, now=None)
    assert not thoughts(actor)[0].cleared


def test_nobody_else_sees_or_writes_them() -> None:
    session = finished("S06", MONDAY)
    keeping.park(local_actor(), "mine", now=MONDAY)
    assert sessions(GUEST) == []
    assert thoughts(GUEST) == []
    assert session_plan(GUEST) is None
    for call in (
        lambda: keeping.start(GUEST, "S06", {}, now=MONDAY),
        lambda: keeping.clear_action(GUEST, session, now=MONDAY),
        lambda: keeping.park(GUEST, "x", now=MONDAY),
    ):
        with pytest.raises(UserError, match="not_allowed"):
            call()


def test_weeks_without_a_session_count_as_none_and_the_running_week_waits() -> None:
    for day in (0, 1, 15, 21):
        finished("S06", MONDAY + timedelta(days=day))
    weeks = sessions_by_week(sessions(local_actor()), date(2026, 11, 23))
    assert weeks == [(date(2026, 11, 2), 2), (date(2026, 11, 9), 0), (date(2026, 11, 16), 1)]
    assert sessions_by_week([], date(2026, 11, 23)) == []
