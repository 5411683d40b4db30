"""The page of Today: one step with its material, when it is done, and how it ends."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from groundswell.domain.authoring.sessions.criteria import all_met
from groundswell.domain.authoring.sessions.suggest import Suggestion
from groundswell.errors import UserError
from groundswell.records.selectors.owning import asked_of
from groundswell.records.selectors.session_facts import LOOK_BACK
from groundswell.records.selectors.sessions import session_plan, sessions
from groundswell.records.services import sessions as keeping
from groundswell.web.page_form import PageForm
from groundswell.web.pages.today.around import Around, Desk, around
from groundswell.web.pages.today.desks import desk
from groundswell.web.pages.today.fields import line_field
from groundswell.web.pages.today.titles import about, title
from groundswell.web.people_reason import REFUSALS, ask_if_sent, ask_why
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

SHORT = 5
"""Minutes of a step that is offered at the end of a session, for somebody who has a moment left (method 7.2)."""


class FinishForm(PageForm):
    """How the session ends: the next action, when, and how it felt."""

    next_action = line_field(
        _("What is the very next thing to do?"),
        _("Write one verb and what it is about. Then this is finished."),
        about=_("One verb and what it is about: ask Ines for the log."),
    )
    next_day = forms.DateField(
        label=_("On which day? (if you know)"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write a day, such as 2026-12-01, or leave it empty.")},
    )
    mood = forms.ChoiceField(
        label=_("How was it? (if you like)"),
        required=False,
        choices=[("", _("No matter")), ("light", _("Light")), ("fine", _("Fine")), ("heavy", _("Heavy"))],
        error_messages={"invalid_choice": _("Choose one of the list.")},
    )


def today(request: PageRequest) -> HttpResponse:
    """The suggested step, or the one that was asked for; POST keeps what its form holds."""
    asked = request.POST if request.method == "POST" else request.GET
    found = around(request, step=asked.get("step", ""), subject=asked.get("subject", ""), place=asked.get("place", ""))
    lying = desk(found)
    if request.method != "POST" or lying.form is None or lying.save is None:
        return _page(request, found, lying)
    ask_if_sent(lying.form, request)
    if lying.form.is_valid():
        _began(request, found)
        try:
            subject = lying.save(found, lying.form.cleaned_data)
        except UserError as refused:
            if refused.code in REFUSALS:
                ask_why(lying.form, refused, request.words)
            else:
                lying.form.add_error(None, request.words.error(refused))
        else:
            toast(request, gettext("Kept."))
            return HttpResponseRedirect(address_of(found.step, subject or found.subject, found.suggestion.place))
    return _page(request, found, lying)


def finish(request: PageRequest) -> HttpResponse:
    """The session ends, with what comes next. An unmet criterion is no hindrance: the step is offered again."""
    found = around(request, step=request.POST.get("step", ""), subject=request.POST.get("subject", ""), place=request.POST.get("place", ""))
    form = FinishForm(request.POST)
    if not form.is_valid():
        return _page(request, found, desk(_without_post(found)), form)
    session_id = _began(request, found)
    data = form.cleaned_data
    ending = keeping.Ending(data["next_action"], data["next_day"], done=all_met(found.criteria), mood=data["mood"])
    keeping.finish(request.actor, session_id, ending, now=request.now)
    toast(request, gettext("Done. That is all for today."))
    return HttpResponseRedirect(reverse("today"))


def address_of(step: str, subject: str = "", place: str = "") -> str:
    """Where one step about one thing is done."""
    return f"{reverse('today')}?{urlencode({'step': step, 'subject': subject, 'place': place})}"


def _began(request: PageRequest, found: Around) -> str:
    values = {"subject": found.subject, "place": found.suggestion.place}
    return keeping.start(request.actor, found.step, values, now=request.now)


def _without_post(found: Around) -> Around:
    """The step's own form is unbound on the page that asks for the next action."""
    found.request.method = "GET"
    found.request.POST = found.request.POST.__class__("", encoding=found.request.encoding)
    return found


def _page(request: PageRequest, found: Around, lying: Desk, finishing: FinishForm | None = None) -> HttpResponse:
    met = found.criteria
    refused = [form for form in (lying.form, finishing) if form is not None and form.is_bound and not form.is_valid()]
    plan = session_plan(request.actor)
    context: dict[str, Any] = {
        "section": "today",
        "day": request.words.day(request.today),
        "plan": plan,
        "step": found.step,
        "subject": found.subject,
        "place": found.suggestion.place,
        "minutes": found.suggestion.step.minutes,
        "title": title(found),
        "lead": about(found),
        "because": request.words.text(f"because.{found.suggestion.because}"),
        "criteria": [{"met": one.met, "text": request.words.text(f"done.{one.code}", one.values)} for one in met],
        "done": all_met(met),
        "ends_itself": found.step == LOOK_BACK,
        "form": lying.form,
        "part": lying.part,
        "shown": lying.shown,
        "there": lying.there,
        "there_words": lying.there_words,
        "asks": [one.measure for one in asked_of(request.actor)][:1],
        "finishing": finishing or FinishForm(),
        "others": [_offered(request, one) for one in found.others],
        "finished_today": _finished_today(request),
        "short": [_offered(request, one) for one in found.others if one.step.minutes <= SHORT][:1],
        "summary_errors": [error for form in refused for error in form.summary()],
    }
    return render(request, "today/today.html", context, status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK)


def _offered(request: PageRequest, one: Suggestion) -> dict[str, Any]:
    return {
        "words": request.words.text(f"step.{one.step.id}"),
        "minutes": one.step.minutes,
        "href": address_of(one.step.id, one.subject, one.place),
    }


def _finished_today(request: PageRequest) -> str:
    """What was said to come next, where a session was finished on this day."""
    for row in sessions(request.actor):
        if row.ended_at is not None and row.ended_at.astimezone(request.time_zone).date() == request.today:
            return row.next_action
    return ""
