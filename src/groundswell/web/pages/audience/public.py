"""What is published to everybody: a list, and one page a measure, without signing in and without a menu."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from groundswell.domain.access.deciding import Audience
from groundswell.domain.authoring.definition.fields import Group
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.errors import UserError
from groundswell.records.actors import GUEST, is_shared
from groundswell.records.lines import Line
from groundswell.records.selectors.corrections import corrections
from groundswell.records.selectors.definitions import MeasureState, catalogue, known
from groundswell.records.selectors.portfolio import measure_record, places
from groundswell.reports.measure_page import build_measure_page
from groundswell.web.drawn import drawn
from groundswell.web.pages.dictionary.presenter import Naming, groups_of
from groundswell.web.pages.shared.picture import parts
from groundswell.web.requests import PageRequest
from groundswell.words.searching import begins_words_of

SHOWN = frozenset({Group.WHAT, Group.WORKING, Group.SCOPE, Group.TIMING})
"""Parts of a definition that tell a stranger what the figures are; names of people and what a team does about them are not among them."""

UNTOLD = frozenset({"name", "description", "status", "result_id"})


FEW = 12
"""With more public measures than that, a search stands above the list."""
MOST_TYPED = 200


def listing(request: PageRequest) -> HttpResponse:
    """Every public measure in use, by name, or those that hold each word of ``q``; htmx takes the list alone out of the page."""
    _only_shared()
    states = sorted(_public().values(), key=lambda state: state.definition.name.casefold())
    typed = request.GET.get("q", "").strip()[:MOST_TYPED]
    found = [state for state in states if _holds(state.definition, typed)]
    context = {
        "rows": [{"name": one.definition.name, "description": one.definition.description, "href": _address(one.id)} for one in found],
        "organisation": request.organisation.name,
        "many": len(states) > FEW,
        "typed": typed,
        "found": len(found),
    }
    return render(request, "audience/public_list.html", context)


def _holds(definition: MeasureDefinition, typed: str) -> bool:
    """Whether a measure is looked for, by its name, description or unit."""
    return begins_words_of(f"{definition.name} {definition.description} {definition.measurement_unit}", typed)


def one(request: PageRequest, measure_id: str) -> HttpResponse:
    """Chart, sentence, corrections, table and definition of one public measure. Raises UserError ``measure_unknown``."""
    _only_shared()
    if measure_id not in _public():
        raise UserError("measure_unknown")
    record = measure_record(GUEST, Line(measure_id, request.GET.get("place") or None))
    page = replace(build_measure_page(record, request.words.tag, request.today), corrections=corrections(GUEST, record))
    shown = parts(request, page, sender="", organisation=request.organisation.name)
    definition = known(GUEST, measure_id).definition
    groups = groups_of(measure_id, definition, Naming(request.words, {}, {}))
    address = _address(measure_id)
    there = [row for row in places(GUEST, measure_id) if row.name]
    context = {
        # Rendered by our own templates from escaped values, as a share link keeps it.
        "picture": drawn(shown["picture"]),
        "name": definition.name,
        "as_on": shown["as_on"],
        "organisation": request.organisation.name,
        "fields": [field for group in groups if group.code in SHOWN for field in group.written if field.code not in UNTOLD],
        "places": [{"name": row.name, "href": f"{address}?place={row.org_unit_id}"} for row in there] if len(there) > 1 else [],
    }
    return render(request, "audience/public.html", context)


def is_anything_published() -> bool:
    """Whether there is something that anybody may look at without signing in."""
    return bool(_public())


def _public() -> dict[str, MeasureState]:
    return {key: state for key, state in catalogue(GUEST).measures.items() if state.in_use and state.audience is Audience.PUBLIC}


def _address(measure_id: str) -> str:
    return reverse("public_measure", args=[measure_id])


def _only_shared() -> None:
    """Alone on a machine nothing is published: there is nobody to publish to."""
    if not is_shared():
        raise Http404
