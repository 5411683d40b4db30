"""Saying for whose eyes something is: who sees it now, who would see it then, and why."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.access.deciding import Audience, Subject, narrows, widens
from groundswell.errors import UserError
from groundswell.records.selectors.audiences import told, units_above
from groundswell.records.selectors.definitions import acting, catalogue
from groundswell.records.selectors.document_access import document_subject
from groundswell.records.selectors.edits import document
from groundswell.records.selectors.owning import looked_after_outside
from groundswell.records.selectors.results_maps import MAP, map_state
from groundswell.records.selectors.writings import GALLERY, gallery
from groundswell.records.services.audiences import Wanted, checked, set_audience, set_document_audience
from groundswell.web.pages.audience.forms import AudienceForm
from groundswell.web.pages.audience.telling import seen_line
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast


@dataclass(frozen=True, slots=True)
class Chosen:
    """What an audience is chosen for: its name, the page it stands on, how it is kept, whether with a reason, whether somebody outside the
    team looks after it."""

    subject: Subject
    name: str
    back: str
    keep: Callable[[Wanted, str], object]
    section: str
    with_reason: bool = False
    roles: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """Who would see it then, and what that means against now."""

    then: str
    says: str


def measure_audience(request: PageRequest, measure_id: str) -> HttpResponse:
    """For whose eyes a measure is."""
    state = acting(request.actor, measure_id)

    def keep(wanted: Wanted, reason: str) -> object:
        return set_audience(request.actor, measure_id, wanted, reason)

    name, back = state.definition.name, reverse("measure", args=[measure_id])
    roles = looked_after_outside(measure_id, state.team)
    return _page(request, Chosen(state.subject, name, back, keep, "measures", with_reason=True, roles=roles))


def map_audience(request: PageRequest, map_id: str) -> HttpResponse:
    """For whose eyes a results map and its designs are."""
    state = map_state(request.actor, map_id)
    return _page(request, _of_document(request, map_id, MAP, (state.map.name, reverse("map", args=[map_id]), "map")))


def gallery_audience(request: PageRequest, gallery_id: str) -> HttpResponse:
    """For whose eyes a gallery is; whoever sees it sees of its charts those that are for their eyes."""
    found = gallery(request.actor, gallery_id)
    return _page(request, _of_document(request, gallery_id, GALLERY, (found.name, reverse("gallery", args=[gallery_id]), "today")))


def _of_document(request: PageRequest, document_id: str, kind: str, place: tuple[str, str, str]) -> Chosen:
    def keep(wanted: Wanted, reason: str) -> object:
        return set_document_audience(request.actor, document_id, kind, wanted)

    name, back, section = place
    return Chosen(document_subject(document(document_id)), name, back, keep, section)


def _page(request: PageRequest, chosen: Chosen) -> HttpResponse:
    words, subject = request.words, chosen.subject
    audiences = [(one.value, words.text(f"audience_choice.{one.value}")) for one in Audience]
    above = [(one.id, one.name) for one in units_above(request.actor, subject.team, request.today)]
    if not above:
        audiences = [one for one in audiences if one[0] != Audience.UPWARD.value or subject.audience is Audience.UPWARD]
    initial = {"audience": subject.audience.value, "upward": sorted(subject.upward)}
    form = AudienceForm(request.POST or None, audiences=audiences, units=above, with_reason=chosen.with_reason, initial=initial)
    preview = None
    if request.method == "POST" and form.is_valid():
        wanted = Wanted(form.cleaned_data["audience"], frozenset(form.cleaned_data.get("upward", ())))
        try:
            if "preview" in request.POST:
                preview = _preview(request, chosen, wanted)
            else:
                chosen.keep(wanted, form.cleaned_data.get("reason", ""))
                toast(request, _("Who can see it is changed."))
                return HttpResponseRedirect(chosen.back)
        except UserError as error:
            form.add_error("audience", words.error(error))
    refused = form.is_bound and not form.is_valid()
    now = seen_line(told(catalogue(request.actor), subject, roles=chosen.roles), request.actor, words)
    context = {
        "section": chosen.section, "name": chosen.name, "back": chosen.back, "form": form, "preview": preview, "now": now,
        "alone": request.actor.alone, "summary_errors": form.summary() if refused else [],
    }
    return render(request, "audience/choose.html", context, status=400 if refused else 200)


def _preview(request: PageRequest, chosen: Chosen, wanted: Wanted) -> Preview:
    words, before = request.words, chosen.subject
    after = checked(request.actor, before, wanted)
    then = seen_line(told(catalogue(request.actor), after, roles=chosen.roles), request.actor, words)
    more = widens(before.audience, after.audience, before.upward, after.upward)
    fewer = narrows(before.audience, after.audience, before.upward, after.upward)
    code = "both" if more and fewer else "wider" if more else "narrower" if fewer else "same"
    return Preview(then, words.text(f"audience_preview.{code}"))
