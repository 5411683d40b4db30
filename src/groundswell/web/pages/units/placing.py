"""A place that figures were met at comes into the tree, or is said to be a unit that is there already."""

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.organisation.tree import UnitChange
from groundswell.domain.organisation.unit import Change
from groundswell.errors import UserError
from groundswell.records.selectors.org_units import tree, units_of
from groundswell.records.selectors.org_units import unit as known_unit
from groundswell.records.selectors.places_seen import own_place
from groundswell.records.services import org_units
from groundswell.web.pages.units.forms import PlaceForm, UnitForm
from groundswell.web.pages.units.showing import FormPage, form_page, sent, unit_choices
from groundswell.web.requests import PageRequest
from groundswell.web.toasts import toast


def place(request: PageRequest, unit_id: str) -> HttpResponse:
    """Where a place belongs: an administrator says so, or the team of which alone it has figures."""
    name, administers = known_unit(request.actor, unit_id).name(), request.actor.administrator
    if not administers and not own_place(request.actor, unit_id):
        raise UserError("unit_unknown")
    choices = unit_choices(tree(), request.today, without=unit_id)
    if not administers:
        standing, own = tree().on(request.today), units_of(request.actor, request.today)
        choices = [(one, path) for one, path in choices if own & {one, *standing.ancestors(one)}]
    form = PlaceForm(sent(request), units=choices, top=administers)
    lead = "" if administers else _("Under a unit it has its name in the tree, for everybody who works here. As the same unit it has not.")
    page = FormPage(
        _("Where does %(unit)s belong?") % {"unit": name}, _("Put it there"), _("Put into the tree."), lead, (unit_id, name), open=True
    )

    def do(form: UnitForm) -> str:
        data = form.cleaned_data
        if data["same"]:
            org_units.same_as(request.actor, unit_id, data["same"])
            return reverse("unit", args=[data["same"]])
        org_units.open_unit(request.actor, UnitChange(Change.OPENED, unit_id, parent=data["parent"] or None))
        return reverse("unit", args=[unit_id])

    return form_page(request, form, page, do)


def not_same(request: PageRequest, unit_id: str) -> HttpResponse:
    """It is a place of its own after all."""
    org_units.not_same(request.actor, unit_id)
    toast(request, _("It is a place of its own again."))
    return HttpResponseRedirect(reverse("units"))
