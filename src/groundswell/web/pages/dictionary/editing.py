"""One group of a definition as a form, and the check of its formula while it is typed."""

from dataclasses import replace

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.authoring.definition.fields import Group, fields_of
from groundswell.domain.authoring.definition.texts import day, texts_of, tidy
from groundswell.errors import UserError
from groundswell.records.selectors.definitions import MeasureState, known
from groundswell.records.services.dictionary import Revision, revise
from groundswell.web.pages.dictionary.forms import DAY, REASON, FieldsForm, initial_of
from groundswell.web.pages.dictionary.formula import says_of
from groundswell.web.pages.dictionary.naming import field_offers, naming_of
from groundswell.web.pages.dictionary.writing import Sheet, again, asks_about_person, asks_for_day, clashing, whole
from groundswell.web.people_reason import NAMES_A_PERSON, PEOPLE
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast

EFFECTIVE = frozenset(("effective_day_needed", "effective_too_early"))


def edit(request: PageRequest, measure_id: str, group: str) -> HttpResponse:
    """The fields of one group; two windows come together by field, and a change that breaks asks from when and why."""
    if group not in set(Group) - {Group.ITEMS}:
        raise Http404
    state = known(request.actor, measure_id)
    sheet = _sheet(request, state, Group(group))
    if request.method != "POST":
        initial = initial_of(texts_of(state.definition), sheet.specs)
        return again(request, sheet, _live(FieldsForm(None, sheet.specs, request.words, sheet.offers, initial=initial), measure_id))
    more = {"with_day": DAY in request.POST, "with_people": PEOPLE in request.POST}
    form = FieldsForm(request.POST, sheet.specs, request.words, sheet.offers, **more)
    typed = form.texts()
    seen = whole(request.POST.get("seen", "")) or sheet.seen
    revision = Revision(
        seen, typed, (), request.POST.get(REASON, ""), day(request.POST.get(DAY, "").strip()), _("written in the dictionary"),
        request.POST.get(PEOPLE, ""),
    )
    kept = replace(sheet, seen=seen)
    try:
        done = revise(request.actor, measure_id, revision)
    except UserError as error:
        if error.code == NAMES_A_PERSON:
            return again(request, kept, _live(asks_about_person(request, sheet, error), measure_id))
        if error.code not in EFFECTIVE:
            raise
        return again(request, kept, _live(asks_for_day(request, sheet, error), measure_id))
    if done.clashes:
        then = next((one.definition for one in state.versions if one.definition.version == seen), state.definition)
        tidied = {code: tidy(text) for code, text in typed.items()}
        form = clashing(request, sheet, tidied, (texts_of(then), texts_of(state.definition)), done.clashes)
        return again(request, sheet, _live(form, measure_id), done.clashes, naming_of(request))
    if done.troubles:
        form.refuse(done.troubles, request.words)
        return again(request, kept, _live(form, measure_id))
    said = _("Kept as version %(version)s.") % {"version": done.version} if done.stored else _("Nothing was different.")
    toast(request, said)
    return HttpResponseRedirect(f"{reverse('definition', args=[measure_id])}#{group}")


def formula(request: PageRequest, measure_id: str) -> HttpResponse:
    """What is to be said of a formula as it is typed: a part of the page of its group."""
    definition = known(request.actor, measure_id).definition
    says = says_of(definition, request.GET.get("formula", ""), request.words)
    return render(request, "dictionary/formula.html", {"says": says})


def _sheet(request: PageRequest, state: MeasureState, group: Group) -> Sheet:
    return Sheet(
        name=state.definition.name,
        title=request.words.text(f"definition.group.{group.value}"),
        lead=request.words.text(f"definition.group_lead.{group.value}"),
        button=_("Keep this"),
        address=reverse("definition_edit", args=[state.id, group.value]),
        back=f"{reverse('definition', args=[state.id])}#{group.value}",
        specs=fields_of(group),
        offers=field_offers(request, state.definition),
        seen=state.definition.version,
    )


def _live(form: FieldsForm, measure_id: str) -> FieldsForm:
    """The formula is looked at while it is typed; without script it is looked at when it is kept."""
    if "formula" in form.fields:
        form.fields["formula"].widget.attrs |= {
            "hx-get": reverse("definition_formula", args=[measure_id]),
            "hx-trigger": "load, input changed delay:300ms",
            "hx-target": "#formula-says",
            "spellcheck": "false",
            "autocomplete": "off",
        }
    return form
