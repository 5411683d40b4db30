"""The tools that concern the measure as a whole: definition, older figures, merging, putting away and bringing back."""

from dataclasses import replace

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.authoring.definition.texts import BAND_ENDS, text_of, with_texts
from groundswell.domain.measurement.definition import MeasureDefinition
from groundswell.domain.measurement.exact import Exact
from groundswell.errors import UserError
from groundswell.records.selectors.definitions import catalogue
from groundswell.records.selectors.portfolio import measures as measures_of
from groundswell.records.services import measures
from groundswell.web.pages.dictionary.forms import trouble_words
from groundswell.web.pages.measure.act import Act, act_page
from groundswell.web.pages.measure.forms import DefinitionForm, MergeForm, PutAwayForm
from groundswell.web.pages.measure.limits import undo_address
from groundswell.web.pages.measure.load import load
from groundswell.web.people_reason import PEOPLE, REFUSALS, ask_if_sent, ask_why
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast


def definition(request: PageRequest, measure_id: str) -> HttpResponse:
    """Name, description, direction, unit of measurement, bounds, decimals, owner: a new version, the older ones stay on record."""
    loaded = load(request, measure_id)
    stored = loaded.record.definition
    form = DefinitionForm(request.POST or None, initial=_initial(stored))
    ask_if_sent(form, request)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        wanted = replace(
            stored,
            name=data["name"].strip(),
            description=data["description"].strip(),
            measurement_unit=data["measurement_unit"].strip(),
            lower_bound=data["lower_bound"],
            upper_bound=data["upper_bound"],
            decimals=data["decimals"],
            owner=data["owner"].strip(),
        )
        wanted, troubles = with_texts(wanted, {code: data[code] for code in ("direction", *BAND_ENDS)})
        for trouble in troubles:
            form.add_error(trouble.field, trouble_words(trouble, request.words))
    if request.method == "POST" and form.is_valid():
        why = _("changed on the page of the measure")
        try:
            version = measures.define(request.actor, measure_id, wanted, reason=why, people_reason=form.cleaned_data.get(PEOPLE, ""))
        except UserError as error:
            if error.code not in REFUSALS:
                raise
            ask_why(form, error, request.words)
        else:
            same = version == stored.version
            kept = _("Kept as version %(version)s of the definition.") % {"version": version}
            toast(request, _("Nothing was different.") if same else kept)
            return HttpResponseRedirect(loaded.address)
    act = Act(
        _("What it is, and which way is better"),
        _("The direction gives a signal its word: better or worse. Without one it says only that something changed."),
        _("Keep this"),
    )
    return act_page(request, loaded.where, act, form)


def _initial(stored: MeasureDefinition) -> dict[str, object]:
    return {
        "name": stored.name,
        "description": stored.description,
        **{code: text_of(stored, code) for code in ("direction", *BAND_ENDS)},
        "measurement_unit": stored.measurement_unit,
        "lower_bound": _figure(stored.lower_bound),
        "upper_bound": _figure(stored.upper_bound),
        "decimals": stored.decimals,
        "owner": stored.owner,
    }


def _figure(bound: Exact | None) -> str:
    return "" if bound is None else str(bound)


def put_away(request: PageRequest, measure_id: str) -> HttpResponse:
    """Takes the measure off the home page, with a reason; it can be brought back."""
    loaded = load(request, measure_id)
    form = PutAwayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = measures.put_away(request.actor, measure_id, form.cleaned_data["reason"])
        toast(request, _("%(name)s is put away.") % {"name": loaded.record.definition.name}, undo_address(loaded, done))
        return HttpResponseRedirect(reverse("home"))
    act = Act(
        _("Put this measure away"),
        _("It leaves the home page. Its figures, words and links stay on record, and you can bring it back."),
        _("Put it away"),
    )
    return act_page(request, loaded.where, act, form)


def bring_back(request: PageRequest, measure_id: str) -> HttpResponse:
    """Puts a measure back on the home page."""
    measures.bring_back(request.actor, measure_id)
    toast(request, _("It is back among your measures."))
    return HttpResponseRedirect(reverse("measure", args=[measure_id]))


def merge(request: PageRequest, measure_id: str) -> HttpResponse:
    """Says that this measure is the same as another one; its figures go under the other's name."""
    loaded = load(request, measure_id)
    own = catalogue(request.actor).theirs(request.actor).measures
    others = [(row.measure_id, row.name) for row in measures_of(request.actor) if row.measure_id != measure_id and row.measure_id in own]
    form = MergeForm(request.POST or None, measures=others)
    if request.method == "POST" and form.is_valid():
        into = form.cleaned_data["into"]
        done = measures.merge(request.actor, measure_id, into, form.cleaned_data["reason"])
        toast(request, _("%(name)s now stands under the other name.") % {"name": loaded.record.definition.name}, undo_address(loaded, done))
        return HttpResponseRedirect(reverse("measure", args=[into]))
    act = Act(
        _("It is the same as another one"),
        _("For one measure that came under two names. The figures of both stand together, and who looks after one looks after "
          "both; the merge can be taken back."),
        _("Make them one"),
    )
    return act_page(request, loaded.where, act, form)
