"""A person's own sessions, plan and parked thoughts. Nobody else can ask for them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from groundswell.records import clock
from groundswell.records.actors import Actor
from groundswell.records.models import ParkedThought, Session, SessionPlan


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session. ``about`` names what it worked on (``subject``, ``place``)."""

    id: str
    step: str
    about: Mapping[str, str]
    started_at: datetime
    ended_at: datetime | None
    done: bool
    next_action: str
    next_day: date | None
    cleared: bool
    mood: str
    learned: str

    @property
    def subject(self) -> str:
        """What it worked on as one text: ``subject/place``."""
        return f"{self.about.get('subject', '')}/{self.about.get('place', '')}"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """The if-then plan that holds; ``weekdays`` are ISO numbers as text."""

    time: str
    place: str
    trigger: str
    weekdays: str


@dataclass(frozen=True, slots=True)
class Thought:
    """A parked thought."""

    id: str
    text: str
    made_at: datetime
    cleared: bool


def sessions(actor: Actor) -> list[SessionRow]:
    """Every session of this person, newest first."""
    if not actor.ref:
        return []
    return [_row(one) for one in Session.objects.filter(actor_ref=actor.ref).order_by("-started_at")]


def session_plan(actor: Actor) -> PlanRow | None:
    """The plan that holds, None before the first."""
    row = SessionPlan.objects.filter(actor_ref=actor.ref).order_by("-made_at").first() if actor.ref else None
    return None if row is None else PlanRow(row.time, row.place, row.trigger, row.weekdays)


def thoughts(actor: Actor) -> list[Thought]:
    """Parked thoughts, those that wait first, newest first."""
    if not actor.ref:
        return []
    rows = ParkedThought.objects.filter(actor_ref=actor.ref).order_by("-made_at")
    found = [Thought(one.id, one.text, clock.moment(one.made_at), one.cleared_at is not None) for one in rows]
    return sorted(found, key=lambda one: one.cleared)


def sessions_by_week(rows: list[SessionRow], today: date) -> list[tuple[date, int]]:
    """Finished sessions for each week (its Monday) from the first to the last whole week before ``today``'s, weeks without any as 0."""
    days = [row.ended_at.date() for row in rows if row.ended_at is not None]
    if not days:
        return []
    monday, this_week = _monday(min(days)), _monday(today)
    weeks: dict[date, int] = {}
    while monday < this_week:
        weeks[monday] = 0
        monday += timedelta(days=7)
    for day in days:
        if _monday(day) in weeks:
            weeks[_monday(day)] += 1
    return list(weeks.items())


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _row(one: Session) -> SessionRow:
    ended = None if one.ended_at is None else clock.moment(one.ended_at)
    return SessionRow(
        id=one.id,
        step=one.step,
        about=json.loads(one.about),
        started_at=clock.moment(one.started_at),
        ended_at=ended,
        done=one.done,
        next_action=one.next_action,
        next_day=clock.day(one.next_day),
        cleared=one.cleared_at is not None,
        mood=one.mood,
        learned=one.learned,
    )
