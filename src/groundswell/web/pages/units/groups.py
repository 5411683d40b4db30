"""Peer groups: asked for on one page, joined or left by a unit's own people."""

from http import HTTPStatus

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.organisation.peer_group import Consent, PeerGroup
from groundswell.domain.organisation.tree import Tree
from groundswell.errors import UserError
from groundswell.records.selectors.org_units import tree, units_of
from groundswell.records.services import peer_groups
from groundswell.web.pages.units.forms import GroupForm
from groundswell.web.pages.units.showing import SECTION, sent, unit_choices
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

ANSWERS = {"accept": Consent.ACCEPTED, "decline": Consent.DECLINED, "leave": Consent.LEFT}


def listing(request: PageRequest) -> HttpResponse:
    """Every group with what each unit said, and the form of a new one."""
    known = tree()
    form = GroupForm(sent(request), units=unit_choices(known, request.today))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            peer_groups.propose(request.actor, data["name"], data["similar"], data["units"], today=request.today)
        except UserError as error:
            form.refuse(error, request.words)
        else:
            toast(request, _("Asked. Each unit joins when its own people accept."))
            return HttpResponseRedirect(reverse("peer_groups"))
    refused = form.is_bound and bool(form.errors)
    own = units_of(request.actor, request.today)
    context = {
        "section": SECTION,
        "groups": [_shown(known, one, own) for one in sorted(known.groups.values(), key=lambda one: one.name.casefold())],
        "form": form,
        "may_ask": (request.actor.administrator or bool(own)) and len(form.fields["units"].choices) > 1,  # type: ignore[attr-defined]
        "summary_errors": form.summary() if refused else [],
    }
    return render(request, "units/groups.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK)


def answer(request: PageRequest) -> HttpResponse:
    """A unit's own people accept, decline or leave."""
    consent = ANSWERS.get(request.POST.get("answer", ""))
    if consent is None:
        raise UserError("form_not_ours")
    peer_groups.answer(request.actor, request.POST.get("group", ""), request.POST.get("unit", ""), consent, today=request.today)
    toast(request, _("Kept."))
    return HttpResponseRedirect(reverse("peer_groups"))


def _shown(known: Tree, group: PeerGroup, own: frozenset[str]) -> dict[str, object]:
    said = {
        Consent.ASKED: _("asked, has not answered yet"), Consent.ACCEPTED: _("takes part"), Consent.DECLINED: _("does not take part"),
        Consent.LEFT: _("has left"),
    }  # fmt: skip
    units = []
    for unit, consent in group.asked.items():
        if unit in known.units:
            answers = [("leave", _("Leave"))] if consent is Consent.ACCEPTED else [("accept", _("Take part"))]
            if consent is Consent.ASKED:
                answers.append(("decline", _("Not this time")))
            units.append({"id": unit, "name": known.units[unit].name(), "says": said[consent], "answers": answers if unit in own else []})
    units.sort(key=lambda one: str(one["name"]).casefold())
    return {"id": group.id, "name": group.name, "similar": group.similar, "units": units}
