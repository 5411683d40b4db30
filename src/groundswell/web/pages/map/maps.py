"""The list of maps, making one, its settings, its page and its printed page."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from groundswell.domain.authoring.results_map import DEFAULT_ZONES, ResultsMap
from groundswell.errors import UserError
from groundswell.records.selectors.audiences import told
from groundswell.records.selectors.definitions import catalogue
from groundswell.records.selectors.document_access import document_subject
from groundswell.records.selectors.edits import document
from groundswell.records.selectors.results_maps import MapState
from groundswell.records.selectors.results_maps import maps as maps_of
from groundswell.records.services import results_maps as writing
from groundswell.web.page_form import Choices
from groundswell.web.pages.audience.telling import seen_line
from groundswell.web.pages.map.doing import FormPage, done, form_page, refuse, say
from groundswell.web.pages.map.forms import MapForm
from groundswell.web.pages.map.island import island_context, paper_drawing
from groundswell.web.pages.map.load import Loaded, hook_of, load, load_as_of, zone_name
from groundswell.web.pages.map.outline_rows import shortened
from groundswell.web.pages.map.presenter import lead, present
from groundswell.web.requests import PageRequest

LISTED_HOOKS = 300
"""Results that the list of what a map may hang on offers; nobody chooses from more."""


def maps(request: PageRequest) -> HttpResponse:
    """All maps and the form that makes one; with exactly one map the way leads straight to it, unless ``?all=1`` asks."""
    found = maps_of(request.actor)
    if request.method != "POST" and len(found) == 1 and "all" not in request.GET:
        return HttpResponseRedirect(reverse("map", args=[found[0].map.id]))
    form = MapForm(request.POST or None, hooks=_hooks(found, ""), initial=_zones_initial(request, None))
    if request.method == "POST" and form.is_valid():
        known = {zone.key: zone_name(zone, request.words) for zone in DEFAULT_ZONES}
        zones = form.zones([zone.key for zone in DEFAULT_ZONES], known)
        try:
            own = () if zones == list(DEFAULT_ZONES) else zones
            made = writing.make_map(request.actor, form.cleaned_data["name"], zones=own, hangs_on=form.cleaned_data.get("hangs_on", ""))
        except UserError as error:
            refuse(form, error, request, "name")
        else:
            say(request, made.id, made.edited, _("The map is made."))
            return HttpResponseRedirect(reverse("map", args=[made.id]))
    refused = form.is_bound and not form.is_valid()
    context = {
        "section": "map",
        "maps": [_listed(request, one) for one in found],
        "form": form,
        "summary_errors": form.summary() if refused else [],
    }
    return render(request, "map/maps.html", context, status=400 if refused else 200)


@require_safe
def results_map(request: PageRequest, map_id: str) -> HttpResponse:
    """One map: headline, next step, drawing, outline; ``?as_of=`` shows an older state, which nothing changes."""
    loaded = load_as_of(request, map_id)
    now = loaded.as_of is None and loaded.state.yours
    island = island_context(request, loaded.state, loaded.states, editable=now) if now or loaded.map.results else None
    seen = told(catalogue(request.actor), document_subject(document(map_id)))
    context = {
        "section": "map", "page": present(loaded), "island": island, "yours": loaded.state.yours,
        "seen_by": "" if request.actor.alone else seen_line(seen, request.actor, request.words),
    }
    return render(request, "map/map.html", context)


@require_safe
def map_print(request: PageRequest, map_id: str) -> HttpResponse:
    """The map on one sheet of paper, A3 across."""
    loaded = load_as_of(request, map_id)
    page = present(loaded)
    printed = request.words.day(request.today)
    drawing = paper_drawing(request, loaded.state, loaded.states) if loaded.map.results else ""
    return render(request, "map/print.html", {"section": "map", "page": page, "printed": printed, "drawing": drawing})


def map_settings(request: PageRequest, map_id: str) -> HttpResponse:
    """Name, zones and what the map hangs on."""
    loaded = load(request, map_id)
    own = loaded.map
    initial = {"name": own.name, "hangs_on": own.hangs_on, **_zones_initial(request, own)}
    form = MapForm(request.POST or None, hooks=_hooks(loaded.others, own.hangs_on), initial=initial)
    if request.method == "POST" and form.is_valid():
        known = {zone.key: zone_name(zone, request.words) for zone in DEFAULT_ZONES}
        fields = {"name": form.cleaned_data["name"], "zones": form.zones([zone.key for zone in own.zones], known)}
        if "hangs_on" in form.cleaned_data:
            fields["hangs_on"] = form.cleaned_data["hangs_on"]
        try:
            edited = writing.change_map(request.actor, map_id, **fields)
        except UserError as error:
            refuse(form, error, request, "zone_1" if error.code == "zone_in_use" else "hangs_on" if "circle" in error.code else "name")
        else:
            return done(loaded, edited, _("Kept.") if edited.gesture else _("Nothing was different."), loaded.address)
    page = FormPage(
        _("Name and zones of the map"),
        _("The centre holds what changes slowest. Further out stands what is nearer to a team’s day."),
        _("Keep this"),
        loaded.address,
    )
    return form_page(loaded, page, form)


def _zones_initial(request: PageRequest, own: ResultsMap | None) -> dict[str, str]:
    zones = own.zones if own else DEFAULT_ZONES
    return {f"zone_{at}": zone_name(zone, request.words) for at, zone in enumerate(zones, start=1)}


def _hooks(others: list[MapState], chosen: str) -> Choices:
    """Results of other maps, the chosen one among them however many there are."""
    every = [(one.id, f"{shortened(one.text)} ({shortened(state.map.name, 40)})") for state in others for one in state.map.results]
    return [each for at, each in enumerate(every) if at < LISTED_HOOKS or each[0] == chosen]


def _listed(request: PageRequest, state: MapState) -> dict[str, object]:
    loaded = Loaded(request, state)
    return {"name": state.map.name, "href": loaded.address, "lead": lead(loaded), "hook": hook_of(request, state.map)}
