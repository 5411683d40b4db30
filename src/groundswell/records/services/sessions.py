"""A person's sessions, plan and parked thoughts: private rows of their own, never a figure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from groundswell.errors import UserError
from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.ids import new_id
from groundswell.records.models import ParkedThought, Session, SessionPlan
from groundswell.records.opening import write
from groundswell.records.services.recording import needed, short_enough

LONGEST_PLACE = 200
WEEKDAYS = "1234567"
"""Days of the week as ISO numbers; a plan holds some of them."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a session ends. ``next_action`` must be there: one verb and its object (method 7.2); ``mood`` and ``learned`` may be empty."""

    next_action: str
    next_day: date | None = None
    done: bool = False
    mood: str = ""
    learned: str = ""


def start(actor: Actor, step: str, about: Mapping[str, str], *, now: datetime) -> str:
    """A session begins, or the one that is open about the same goes on. Gives its id."""
    owner = _owner(actor)
    subject = json.dumps(dict(about), sort_keys=True)

    def work() -> str:
        going = Session.objects.filter(actor_ref=owner, ended_at=None, step=step, about=subject).first()
        if going is not None:
            return going.id
        Session.objects.filter(actor_ref=owner, ended_at=None, next_action="").delete()
        session_id = new_id()
        Session.objects.create(id=session_id, actor_ref=owner, step=step, about=subject, started_at=clock.stamp(now))
        return session_id

    return write(work)


def finish(actor: Actor, session_id: str, ending: Ending, *, now: datetime) -> None:
    """The session ends with what comes next. Raises UserError("next_action_needed"), ("session_unknown")."""
    action = needed(ending.next_action, "next_action_needed")
    learned = short_enough(ending.learned)

    def work() -> None:
        row = _own(actor, session_id)
        row.ended_at = row.ended_at or clock.stamp(now)
        row.done, row.mood, row.learned = ending.done, ending.mood, learned
        row.next_action = action
        row.next_day = None if ending.next_day is None else ending.next_day.isoformat()
        row.save()

    write(work)


def leave(actor: Actor, session_id: str) -> None:
    """Something else instead: a session that has just begun leaves no trace."""

    def work() -> None:
        Session.objects.filter(id=session_id, actor_ref=_owner(actor), ended_at=None).delete()

    write(work)


def clear_action(actor: Actor, session_id: str, *, now: datetime) -> None:
    """The next action of a session is done."""

    def work() -> None:
        row = _own(actor, session_id)
        row.cleared_at = clock.stamp(now)
        row.save(update_fields=["cleared_at"])

    write(work)


def redate_action(actor: Actor, session_id: str, day: date) -> None:
    """The next action of a session gets another day."""

    def work() -> None:
        row = _own(actor, session_id)
        row.next_day = day.isoformat()
        row.save(update_fields=["next_day"])

    write(work)


def plan(actor: Actor, time: str, place: str, trigger: str, weekdays: str, *, now: datetime) -> None:
    """The if-then plan from now on. Raises UserError("plan_incomplete") where time, place, trigger or days are missing."""
    owner = _owner(actor)
    days = "".join(day for day in WEEKDAYS if day in weekdays)
    texts = [short_enough(place)[:LONGEST_PLACE], short_enough(trigger)[:LONGEST_PLACE]]
    if not all([*texts, time, days]):
        raise UserError("plan_incomplete")

    def work() -> None:
        values = {"time": time, "place": texts[0], "trigger": texts[1], "weekdays": days}
        SessionPlan.objects.create(actor_ref=owner, made_at=clock.stamp(now), **values)

    write(work)


def park(actor: Actor, text: str, *, now: datetime) -> str:
    """A thought is put aside. Gives its id. Raises UserError("thought_needed")."""
    owner, words = _owner(actor), needed(text, "thought_needed")

    def work() -> str:
        return ParkedThought.objects.create(actor_ref=owner, text=words, made_at=clock.stamp(now)).id

    return write(work)


def clear_thought(actor: Actor, thought_id: str, *, now: datetime | None) -> None:
    """A parked thought is dealt with; with ``now`` None it waits again. Raises UserError("item_unknown")."""

    def work() -> None:
        row = ParkedThought.objects.filter(id=thought_id, actor_ref=_owner(actor)).first()
        if row is None:
            raise UserError("item_unknown")
        row.cleared_at = None if now is None else clock.stamp(now)
        row.save(update_fields=["cleared_at"])

    write(work)


def _owner(actor: Actor) -> str:
    if not actor.ref:
        raise UserError("not_allowed")
    return actor.ref


def _own(actor: Actor, session_id: str) -> Session:
    row = Session.objects.filter(id=session_id, actor_ref=_owner(actor)).first()
    if row is None:
        raise UserError("session_unknown")
    return row
