"""Open, rename, move, merge, split and close a unit."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.organisation.levels import MOST_LEVELS
from groundswell.domain.organisation.tree import UnitChange
from groundswell.domain.organisation.unit import Change
from groundswell.records.selectors.org_units import tree
from groundswell.records.selectors.org_units import unit as known_unit
from groundswell.records.services import org_units
from groundswell.web.pages.units.forms import CloseForm, MergeForm, MoveForm, NewUnitForm, RenameForm, SplitForm, UnitForm
from groundswell.web.pages.units.showing import FormPage, form_page, level_name, sent, unit_choices
from groundswell.web.requests import PageRequest


def new(request: PageRequest) -> HttpResponse:
    """A new unit; ``under`` in the address says where it is offered to hang."""
    form = NewUnitForm(sent(request), units=unit_choices(tree(), request.today), initial={"parent": request.GET.get("under", "")})
    page = FormPage(_("Add an org unit."), _("Add it"), _("Added."))

    def do(form: UnitForm) -> str:
        data = form.cleaned_data
        opening = UnitChange(Change.OPENED, "", data["day"], data["name"], data["parent"] or None)
        return reverse("unit", args=[org_units.open_unit(request.actor, opening)])

    return form_page(request, form, page, do)


def rename(request: PageRequest, unit_id: str) -> HttpResponse:
    """Another name from a day on."""
    name = known_unit(request.actor, unit_id).name()
    form = RenameForm(sent(request), initial={"name": name, "day": request.today})
    page = FormPage(_("Give %(unit)s another name.") % {"unit": name}, _("Rename it"), _("Renamed."), about=(unit_id, name))

    def do(form: UnitForm) -> str:
        data = form.cleaned_data
        org_units.rename(request.actor, unit_id, data["name"], data["day"], data["reason"])
        return reverse("unit", args=[unit_id])

    return form_page(request, form, page, do)


def move(request: PageRequest, unit_id: str) -> HttpResponse:
    """Another place in the tree from a day on."""
    unit, known = known_unit(request.actor, unit_id), tree()
    hung, name = unit.where(request.today), unit.name()
    levels = [(str(number), level_name(known.levels, number)) for number in range(1, max(len(known.levels.names), 5, MOST_LEVELS) + 1)]
    initial = {"parent": hung.parent if hung else "", "level": str(hung.level or "") if hung else "", "day": request.today}
    units = unit_choices(known, request.today, without=unit_id)
    form = MoveForm(sent(request), units=units, levels=levels, initial=initial)
    page = FormPage(_("Move %(unit)s.") % {"unit": name}, _("Move it"), _("Moved."), about=(unit_id, name))

    def do(form: UnitForm) -> str:
        data = form.cleaned_data
        level = int(data["level"]) if data["level"] else None
        org_units.move(request.actor, unit_id, data["parent"] or None, data["day"], data["reason"], level)
        return reverse("unit", args=[unit_id])

    return form_page(request, form, page, do)


def merge(request: PageRequest, unit_id: str) -> HttpResponse:
    """Into another unit from a day on."""
    name = known_unit(request.actor, unit_id).name()
    units = unit_choices(tree(), request.today, without=unit_id)
    form = MergeForm(sent(request), units=units, initial={"day": request.today})
    lead = _("Its history stays, under its own name, up to the day before.")
    page = FormPage(_("Merge %(unit)s into another unit.") % {"unit": name}, _("Merge it"), _("Merged."), lead, (unit_id, name))

    def do(form: UnitForm) -> str:
        data = form.cleaned_data
        org_units.merge(request.actor, unit_id, data["into"], data["day"], data["reason"])
        return reverse("unit", args=[data["into"]])

    return form_page(request, form, page, do)


def split(request: PageRequest, unit_id: str) -> HttpResponse:
    """Into new units from a day on."""
    name = known_unit(request.actor, unit_id).name()
    form = SplitForm(sent(request), initial={"day": request.today})
    lead = _("Its history stays, under its own name, up to the day before.")
    page = FormPage(_("Split %(unit)s.") % {"unit": name}, _("Split it"), _("Split."), lead, (unit_id, name))

    def do(form: UnitForm) -> str:
        data = form.cleaned_data
        org_units.split(request.actor, unit_id, data["names"].splitlines(), data["day"], data["reason"])
        return reverse("unit", args=[unit_id])

    return form_page(request, form, page, do)


def close(request: PageRequest, unit_id: str) -> HttpResponse:
    """No more from a day on."""
    name = known_unit(request.actor, unit_id).name()
    units = unit_choices(tree(), request.today, without=unit_id)
    form = CloseForm(sent(request), units=units, initial={"day": request.today})
    lead = _("Its history stays, and so do its figures.")
    page = FormPage(_("Close %(unit)s.") % {"unit": name}, _("Close it"), _("Closed."), lead, (unit_id, name))

    def do(form: UnitForm) -> str:
        data = form.cleaned_data
        org_units.close(request.actor, unit_id, data["day"], data["reason"], to=data["to"])
        return reverse("unit", args=[unit_id])

    return form_page(request, form, page, do)
