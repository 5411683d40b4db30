"""The choice: which candidates become measures, what they are called, of which type they are."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from groundswell.domain.authoring.design_rules import remarks
from groundswell.domain.authoring.measure_design import Candidate
from groundswell.domain.measurement.dictionary_entry import MeasureType
from groundswell.errors import UserError
from groundswell.records.selectors.designs import CANDIDATE
from groundswell.records.services import designs
from groundswell.records.services.editing import Edited
from groundswell.records.services.measure_from_design import make_measure
from groundswell.web.pages.design import types
from groundswell.web.pages.design.examples import examples
from groundswell.web.pages.design.forms import ChooseForm
from groundswell.web.pages.design.load import Loaded, load
from groundswell.web.pages.design.one_form import FormPage, answer
from groundswell.web.pages.design.rows import asked, dots
from groundswell.web.people_reason import NAMES_A_PERSON, PEOPLE
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

PART = "choice"


def choose(request: PageRequest, map_id: str, result_id: str, candidate_id: str) -> HttpResponse:
    """A candidate is chosen, named and typed; or it is no longer chosen, with its words kept."""
    loaded = load(request, map_id, result_id)
    own = loaded.candidate(candidate_id)
    text = request.words.text
    if request.method == "POST" and "not_this" in request.POST:
        edited = designs.change_line(request.actor, result_id, (CANDIDATE, candidate_id), {"chosen": False})
        return loaded.done(edited, text("design_page.unchosen"), PART)
    proposed = types.proposed_type(own)
    kind = own.measure_type if own.type_confirmed or proposed is None else proposed.kind
    initial = {"name": own.name, "description": own.description, "measure_type": kind.value}
    form = ChooseForm(request.words, loaded.design, request.POST if request.method == "POST" else None, initial=initial)
    page = FormPage(
        text("design_page.choose.change" if own.chosen else "design_page.choose.new"),
        "",
        text("design_page.keep" if own.chosen else "design_page.choose.button"),
        PART,
        {"candidate": _shown(loaded, own), "proposal": _proposal(loaded, own, proposed), "examples": examples(request.words, PART)},
    )

    def writing(fields: dict[str, Any], seen: int) -> Edited:
        wanted = {"chosen": True, **fields}
        return designs.change_line(request.actor, result_id, (CANDIDATE, candidate_id), wanted, seen=seen)

    return answer(loaded, page, form, writing, text("design_page.kept" if own.chosen else "design_page.chosen"))


def measure(request: PageRequest, map_id: str, result_id: str, candidate_id: str) -> HttpResponse:
    """The chosen candidate becomes a measure that is defined and waits for figures."""
    loaded = load(request, map_id, result_id)
    loaded.candidate(candidate_id)
    try:
        measure_id = make_measure(request.actor, result_id, candidate_id)
    except UserError as error:
        if error.code.endswith("_unknown"):
            raise
        if error.code == NAMES_A_PERSON:
            asked = urlencode({"result": result_id, "candidate": candidate_id, PEOPLE: ""})
            return HttpResponseRedirect(f"{reverse('definition_new')}?{asked}")
        toast(request, request.words.error(error))
        return HttpResponseRedirect(f"{loaded.address}#definition")
    toast(request, request.words.text("design_page.made"))
    return HttpResponseRedirect(reverse("measure", args=[measure_id]))


def _shown(loaded: Loaded, own: Candidate) -> dict[str, Any]:
    found = [one for one in remarks(loaded.design) if one.about == own.id]
    return {
        "wording": own.wording,
        "chosen": own.chosen,
        "strength": dots(own.strength),
        "feasibility": dots(own.feasibility),
        "asked": asked(loaded.request.words, found),
    }


def _proposal(loaded: Loaded, own: Candidate, proposed: types.ProposedType | None) -> dict[str, Any]:
    words = loaded.request.words
    return {
        "kind": words.text(f"design_type.{proposed.kind.value}") if proposed and proposed.kind is not MeasureType.UNKNOWN else "",
        "why": types.why_words(proposed, words) if proposed else "",
        "confirmed": own.type_confirmed,
    }
