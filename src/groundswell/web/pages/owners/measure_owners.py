"""The page of one measure on which its team asks people, and sees who has which role and who had it."""

from http import HTTPStatus

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from groundswell.domain.authoring.owning import Role
from groundswell.errors import UserError
from groundswell.records.actors import is_shared
from groundswell.records.selectors.definitions import acting
from groundswell.records.selectors.owning import owners, people
from groundswell.records.services import owning
from groundswell.records.services.owning import Wanted
from groundswell.web.pages.owners.forms import AskForm, people_choices
from groundswell.web.pages.owners.presenter import past_of, role_name, roles_of
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast


def measure_owners(request: PageRequest, measure_id: str) -> HttpResponse:
    """Who looks after it; POST asks somebody. Raises UserError ``measure_unknown``, ``not_your_measure``."""
    state = acting(request.actor, measure_id)
    found = people(request.actor, state.team)
    roles = [(role.value, role_name(role, request.words)) for role in Role]
    alone = not is_shared()
    initial = {name: request.GET.get(name, "") for name in ("role", "person", "predecessor")}
    if alone:
        initial["person"] = request.actor.ref
    form = AskForm(request.POST or None, roles=roles, people=people_choices(found, request.actor.ref, request.words), initial=initial)
    if request.method == "POST" and form.is_valid() and _asked(request, measure_id, form):
        return HttpResponseRedirect(reverse("measure_owners", args=[measure_id]))
    refused = form.is_bound and not form.is_valid()
    standing = owners(request.actor, measure_id)
    context = {
        "section": "measures",
        "measure_id": measure_id,
        "measure_name": state.definition.name,
        "back": reverse("measure", args=[measure_id]),
        "form": form,
        "alone": alone,
        "roles": roles_of(standing, request.words),
        "past": past_of(standing.past, request.words),
        "summary_errors": form.summary() if refused else [],
        "definition": reverse("definition_edit", args=[measure_id, "who"]),
    }
    return render(request, "owners/measure_owners.html", context, status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK)


def _asked(request: PageRequest, measure_id: str, form: AskForm) -> bool:
    data = form.cleaned_data
    wanted = Wanted(data["role"], data["person"], data["asking"], data["predecessor"])
    try:
        owning.ask(request.actor, measure_id, wanted, today=request.today)
    except UserError as refused:
        form.add_error("person", request.words.error(refused))
        return False
    own = data["person"] == request.actor.ref
    toast(request, request.words.text("owners.done.taken_on" if own else "owners.done.ask"))
    return True
