"""A definition for a measure that has no figures yet; from a measure design, what the design says is filled in."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.authoring.definition.fields import SPECS
from groundswell.domain.authoring.definition.from_design import from_design
from groundswell.domain.authoring.definition.texts import BAND_ENDS, texts_of, with_texts
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.errors import UserError
from groundswell.records.selectors.designs import design_of
from groundswell.records.selectors.results_maps import map_of_result
from groundswell.records.services.dictionary import create_for_result
from groundswell.web.pages.dictionary.forms import FieldsForm, initial_of
from groundswell.web.pages.dictionary.naming import field_offers
from groundswell.web.pages.dictionary.writing import Sheet, again, asks_about_person
from groundswell.web.people_reason import NAMES_A_PERSON, PEOPLE
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

ASKED = ("name", "description", "measurement_unit", "direction", *BAND_ENDS, "cadence", "result_id")
EMPTY = MeasureDefinition("")


def begin(request: PageRequest) -> HttpResponse:
    """The first few fields; the rest is written on the definition's own page. ``?result=`` and ``&candidate=`` come from a design."""
    sent = request.POST if request.method == "POST" else request.GET
    result_id, candidate_id = sent.get("result", ""), sent.get("candidate", "")
    begun = _begun(request, result_id, candidate_id)
    sheet = Sheet(
        name="",
        title=_("A new definition"),
        lead=_("For a measure that has no figures yet. Figures that you bring later under this name find it."),
        button=_("Begin it"),
        address=reverse("definition_new"),
        back=reverse("definitions"),
        specs=[SPECS[code] for code in ASKED],
        offers=field_offers(request, begun),
        hidden={"result": result_id, "candidate": candidate_id} if result_id else {},
    )
    if request.method != "POST":
        initial, asks = initial_of(texts_of(begun), sheet.specs), PEOPLE in request.GET
        return again(request, sheet, FieldsForm(None, sheet.specs, request.words, sheet.offers, initial=initial, with_people=asks))
    form = FieldsForm(request.POST, sheet.specs, request.words, sheet.offers, with_people=PEOPLE in request.POST)
    wanted, troubles = with_texts(begun, form.texts())
    if troubles:
        form.refuse(troubles, request.words)
        return again(request, sheet, form)
    candidate = candidate_id if wanted.entry.result_id == result_id else ""
    try:
        measure_id = create_for_result(request.actor, wanted, candidate, people_reason=request.POST.get(PEOPLE, ""))
    except UserError as error:
        if error.code != NAMES_A_PERSON:
            raise
        return again(request, sheet, asks_about_person(request, sheet, error))
    toast(request, _("%(name)s is begun.") % {"name": wanted.name})
    return HttpResponseRedirect(reverse("definition", args=[measure_id]))


def _begun(request: PageRequest, result_id: str, candidate_id: str) -> MeasureDefinition:
    """What the design of a result says of a candidate; an empty definition without one. Raises UserError("item_unknown")."""
    if not result_id:
        return EMPTY
    result = map_of_result(request.actor, result_id).map.result_of(result_id)
    design = design_of(request.actor, result_id).design
    candidate = next((one for one in design.candidates if one.id == candidate_id), None)
    if result is None or candidate is None:
        raise UserError("item_unknown")
    return from_design(design, candidate, result)
