"""A team looks at its measure's page with other eyes: the same decision for another viewer, and never more than its own."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from groundswell.domain.access.deciding import Viewer, decide
from groundswell.errors import UserError
from groundswell.records.actors import Actor
from groundswell.records.selectors.audiences import units_told
from groundswell.records.selectors.definitions import known
from groundswell.web.pages.measure.page import measure
from groundswell.web.requests import PageRequest


def look_as(request: PageRequest, measure_id: str) -> HttpResponse:
    """The measure's page as somebody of a unit sees it, or anybody; nothing on it can be changed. Raises UserError ``unit_unknown``."""
    looker, words = request.actor, request.words
    subject = known(looker, measure_id).subject
    if "public" in request.GET:
        name, viewer = words.text("as.public"), Viewer(within=looker.viewer)
    else:
        unit = next((one for one in units_told(looker) if one.id == request.GET.get("unit")), None)
        if unit is None:
            raise UserError("unit_unknown")
        name = words.text("as.somebody", {"unit": unit.name})
        viewer = Viewer(signed_in=True, units=frozenset({unit.id}), within=looker.viewer)
    decision = decide(viewer, subject)
    request.looking_as = name
    request.looking_back = reverse("measure_who", args=[measure_id])
    if not decision.allowed:
        because = words.text(f"because.{decision.because.value}", {"unit": ""})
        context = {"section": "measures", "name": known(looker, measure_id).definition.name, "because": because}
        return render(request, "audience/not_seen.html", context)
    request.actor = replace(_nobody_writes(looker), viewer=viewer)
    return measure(request, measure_id)


def _nobody_writes(looker: Actor) -> Actor:
    """The looker without their reference, so that nothing can be recorded in these eyes."""
    return Actor("", looker.name, looker.viewer)
