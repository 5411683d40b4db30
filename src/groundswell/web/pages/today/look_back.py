"""The weekly look back: what is open, one thing learned, next week's first step; and the sessions as a smart chart (S34)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.charts.drawing.svg import full_svg
from groundswell.domain.measurement.definition import Direction, MeasureDefinition
from groundswell.domain.measurement.exact import Exact
from groundswell.domain.measurement.observation import Presence
from groundswell.domain.measurement.period import Cadence, Period
from groundswell.domain.measurement.record import MeasureRecord
from groundswell.domain.measurement.series import Series, SeriesPoint
from groundswell.records.selectors.sessions import SessionRow, sessions, sessions_by_week, thoughts
from groundswell.records.services import sessions as keeping
from groundswell.reports.measure_page import build_measure_page
from groundswell.web.drawn import drawn, says
from groundswell.web.page_form import PageForm
from groundswell.web.pages.today.around import Around, Desk
from groundswell.web.pages.today.fields import line_field
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast


class LookBackForm(PageForm):
    """One thing learned, and the first step of next week."""

    learned = line_field(_("One thing you learned"), _("Write one thing, however small."))
    next_week = line_field(
        _("Next week’s first step"),
        _("Write one verb and what it is about."),
        about=_("One verb and what it is about: ask Ines for the log."),
    )


class DayForm(PageForm):
    """Another day for a next action."""

    day = forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}), error_messages={"required": _("Write a day."), "invalid": _("Write a day.")}
    )


def desk(around: Around, request: PageRequest) -> Desk:
    """S34."""
    return Desk(
        LookBackForm(request.POST or None),
        _keep,
        "today/actions.html",
        {"actions": open_actions(request)},
        reverse("today_look_back"),
        gettext("All sessions so far"),
    )


def _keep(around: Around, data: Mapping[str, Any]) -> str:
    request = around.request
    started = keeping.start(request.actor, "S34", {}, now=request.now)
    ending = keeping.Ending(data["next_week"], request.today + timedelta(days=7), done=True, learned=data["learned"])
    keeping.finish(request.actor, started, ending, now=request.now)
    return ""


def open_actions(request: PageRequest) -> list[dict[str, Any]]:
    """Next actions that are neither cleared nor for a later day, oldest first."""
    rows = [row for row in sessions(request.actor) if row.ended_at and row.next_action and not row.cleared and row.step != "S34"]
    return [_action(request, row) for row in reversed(rows)]


def _action(request: PageRequest, row: SessionRow) -> dict[str, Any]:
    day = request.words.day(row.next_day) if row.next_day else ""
    later = row.next_day is not None and row.next_day >= request.today
    return {"id": row.id, "text": row.next_action, "day": day, "later": later, "iso": row.next_day.isoformat() if row.next_day else ""}


def page(request: PageRequest) -> HttpResponse:
    """Every session so far, for this person alone: the weeks as a chart, actions, thoughts, what was learned."""
    rows = sessions(request.actor)
    weeks = sessions_by_week(rows, request.today)
    context: dict[str, Any] = {
        "section": "today",
        "actions": open_actions(request),
        "thoughts": thoughts(request.actor),
        "learned": [{"text": row.learned, "day": _day(request, row)} for row in rows if row.learned],
        "sessions": [
            {"step": request.words.text(f"step.{row.step}"), "day": _day(request, row), "done": row.done} for row in rows if row.ended_at
        ],
    }
    if weeks:
        found = build_measure_page(weeks_as_record(request, weeks), request.words.tag)
        context |= {
            "wide": drawn(full_svg(found.chart, "wide", ident="wide")),
            "narrow": drawn(full_svg(found.chart, "narrow", ident="narrow")),
            "says": says(found.chart),
            "rules": found.chart.rules,
            "rows": [(row.label, row.figure) for row in found.newest_first],
        }
    return render(request, "today/look_back.html", context)


def weeks_as_record(request: PageRequest, weeks: list[tuple[date, int]]) -> MeasureRecord:
    """Sessions a week as a series; no direction is wanted, so that a quiet week is never called worse."""
    name = gettext("Sessions a week")
    points = tuple(SeriesPoint(Period(day, day + timedelta(days=7)), Exact(count), Presence.VALUE) for day, count in weeks)
    unit = gettext("sessions")
    definition = MeasureDefinition(name, measurement_unit=unit, direction=Direction.NEUTRAL, lower_bound=Exact(0), cadence=Cadence.WEEK)
    return MeasureRecord("sessions", None, None, definition, Series(name, None, Cadence.WEEK, points))


def clear_action(request: PageRequest, session_id: str) -> HttpResponse:
    """A next action is done, or gets another day."""
    form = DayForm(request.POST)
    if "redate" in request.POST and form.is_valid():
        keeping.redate_action(request.actor, session_id, form.cleaned_data["day"])
        toast(request, gettext("It has another day."))
    elif "redate" in request.POST:
        toast(request, gettext("Write a day, such as 2026-12-01, to give it another one."))
    else:
        keeping.clear_action(request.actor, session_id, now=request.now)
        toast(request, gettext("Cleared."))
    return _back(request)


def park(request: PageRequest) -> HttpResponse:
    """A thought is put aside."""
    text = request.POST.get("thought", "")
    if text.strip():
        keeping.park(request.actor, text, now=request.now)
        toast(request, gettext("Parked. It waits under Look back."))
    else:
        toast(request, gettext("There was nothing to park. Write a few words first."))
    return _back(request)


def clear_thought(request: PageRequest, thought_id: str) -> HttpResponse:
    """A parked thought is dealt with, or waits again."""
    again = "again" in request.POST
    keeping.clear_thought(request.actor, thought_id, now=None if again else request.now)
    return _back(request)


def _back(request: PageRequest) -> HttpResponse:
    there = request.POST.get("back", "")
    known = {"look_back": reverse("today_look_back")}
    step = request.POST.get("step", "")
    today = reverse("today") + (
        f"?step={step}&subject={request.POST.get('subject', '')}&place={request.POST.get('place', '')}" if step.isalnum() else ""
    )
    return HttpResponseRedirect(known.get(there, today))


def _day(request: PageRequest, row: SessionRow) -> str:
    return request.words.day((row.ended_at or row.started_at).astimezone(request.time_zone).date())
