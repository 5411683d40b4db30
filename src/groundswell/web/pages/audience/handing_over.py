"""A measure goes to another unit: offered with a reason, accepted or declined there. And for which unit somebody works now."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.errors import UserError
from groundswell.records.selectors.audiences import offers as waiting
from groundswell.records.selectors.audiences import units_to_choose
from groundswell.records.selectors.definitions import acting
from groundswell.records.services import teams
from groundswell.web.cookies import bound
from groundswell.web.object_rules import WORKS_FOR
from groundswell.web.pages.audience.forms import HandOverForm
from groundswell.web.pages.measure.act import Act, Where, act_page
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast


def hand_over(request: PageRequest, measure_id: str) -> HttpResponse:
    """To which unit, and why; it stays here until somebody there accepts."""
    state = acting(request.actor, measure_id)
    units = [(one.id, one.name) for one in units_to_choose(request.actor, request.today) if one.id != state.team]
    form = HandOverForm(request.POST or None, units=units)
    where = Where(state.definition.name, reverse("measure", args=[measure_id]))
    if request.method == "POST" and form.is_valid():
        teams.hand_over(request.actor, measure_id, form.cleaned_data["unit"], form.cleaned_data["reason"])
        unit = dict(units)[form.cleaned_data["unit"]]
        toast(request, _("It is offered to %(unit)s. Until somebody there accepts, it stays yours.") % {"unit": unit})
        return HttpResponseRedirect(where.back)
    lead = _("The other unit reads its name and your reason, and accepts or declines. Everything on record goes with it.")
    return act_page(request, where, Act(_("Hand it over"), lead, _("Offer it")), form)


def offers(request: PageRequest) -> HttpResponse:
    """Measures that wait to be taken on by a unit of this person."""
    return _page(request, {})


def answer(request: PageRequest, offer_id: str) -> HttpResponse:
    """Taken on, or declined with a reason. Raises UserError ``offer_unknown``."""
    if request.POST.get("answer") == "accept":
        measure_id = teams.accept(request.actor, offer_id)
        toast(request, _("It is yours now."))
        return HttpResponseRedirect(reverse("measure", args=[measure_id]))
    try:
        teams.decline(request.actor, offer_id, request.POST.get("reason", ""))
    except UserError as error:
        if error.code != "reason_needed":
            raise
        return _page(request, {offer_id: request.words.text("offers.reason_missing")})
    toast(request, _("Declined. Its team is told why."))
    return HttpResponseRedirect(reverse("offers"))


def _page(request: PageRequest, errors: dict[str, str]) -> HttpResponse:
    rows = [
        {"id": one.id, "measure": one.measure, "says": request.words.text("offers.says", {"giver": one.giver, "taker": one.taker}),
         "reason": one.reason, "error": errors.get(one.id, "")}
        for one in waiting(request.actor)
    ]
    return render(request, "audience/offers.html", {"section": "measures", "offers": rows}, status=400 if errors else 200)


def works_for(request: PageRequest) -> HttpResponse:
    """Somebody with several posts says in which of them they work now; the browser remembers it until it is closed."""
    unit = request.POST.get("unit", "")
    if unit not in request.actor.viewer.units:
        raise UserError("unit_unknown")
    response = HttpResponseRedirect(reverse("home"))
    response.set_cookie(bound(WORKS_FOR), unit, httponly=True, samesite="Strict", secure=settings.GROUNDSWELL_HTTPS)
    return response
