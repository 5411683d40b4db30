"""What the levels are called, and the titles that are usual on each."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from groundswell.domain.organisation.levels import MOST_LEVELS
from groundswell.records.selectors.org_units import tree
from groundswell.records.services import org_units
from groundswell.web.pages.units.forms import LevelsForm, UnitForm
from groundswell.web.pages.units.showing import FormPage, form_page, level_name, sent
from groundswell.web.requests import PageRequest

USUAL = 5


def levels(request: PageRequest) -> HttpResponse:
    """Every level can be renamed; each change is an entry of the record."""
    known = tree()
    standing = known.on(request.today)
    deepest = max((standing.level(unit) for unit in standing.units), default=USUAL)
    there = [(number, level_name(known.levels, number)) for number in range(1, min(MOST_LEVELS, max(deepest, len(known.levels.names))) + 1)]
    initial = {"names": "\n".join(known.levels.names)} | {
        f"titles_{number}": "\n".join(known.levels.titles.get(number, ())) for number, _name in there
    }
    form = LevelsForm(sent(request), levels=there, initial=initial)
    page = FormPage(_("What your levels are called."), _("Save"), _("Saved."))

    def do(form: UnitForm) -> str:
        data = form.cleaned_data
        org_units.set_levels(request.actor, data["names"].splitlines())
        org_units.set_titles(request.actor, {number: data[f"titles_{number}"].splitlines() for number, _name in there})
        return reverse("unit_levels")

    return form_page(request, form, page, do)
