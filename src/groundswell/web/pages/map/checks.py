"""What the map leaves open: each remark with its question, the way to its place, and a line for why it may stand."""

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groundswell.errors import UserError
from groundswell.records.services import results_maps as writing
from groundswell.web.pages.map.doing import done
from groundswell.web.pages.map.load import load
from groundswell.web.pages.map.remarks import remark_views
from groundswell.web.requests import PageRequest

SHOWN = 100
"""Remarks on one page; a map of 2,000 results has more, and the first ones are the ones to begin with."""


def map_checks(request: PageRequest, map_id: str) -> HttpResponse:
    """Every remark; a post notes why one may stand, or asks it again."""
    loaded = load(request, map_id)
    here = reverse("map_checks", args=[map_id])
    refused = because = key = ""
    if request.method == "POST":
        key, because = request.POST.get("check", ""), request.POST.get("because", "")
        if "again" in request.POST:
            return done(loaded, writing.take_back_note(request.actor, map_id, key), _("It is asked again."), here)
        if key not in {one.key for one in loaded.remarks}:
            raise UserError("item_unknown")
        try:
            noted = writing.note_check(request.actor, map_id, key, because)
        except UserError as error:
            refused = request.words.error(error)
        else:
            return done(loaded, noted.edited, _("Noted."), here)
    waiting, noted_views = remark_views(loaded)
    at = next((number for number, one in enumerate(waiting) if one.key == key), 0)
    context = {
        "section": "map",
        "map": loaded.map,
        "headline": _headline(len(waiting)),
        "remarks": waiting[:SHOWN],
        "more": max(len(waiting) - SHOWN, 0),
        "noted": noted_views,
        "refused_key": key if refused else "",
        "refused": refused,
        "because": because,
        "summary_errors": [{"field": f"because-{at}", "text": refused}] if refused else [],
    }
    return render(request, "map/checks.html", context, status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK)


def _headline(count: int) -> str:
    if count == 0:
        return _("The map leaves nothing open.")
    return ngettext("The map leaves %(n)s question open.", "The map leaves %(n)s questions open.", count) % {"n": count}
